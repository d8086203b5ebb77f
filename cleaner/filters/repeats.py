"""Promo blocks that stand several times in a document: a heading, a blurb, a button."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaner.document import Block, Document, Drop, Edit
from cleaner.filters.base import is_line, word_count
from cleaner.lexicon import Hits

#: A blurb is a sentence or a few, of so many words; what is longer is a paragraph, doubled.
_SHORTEST, _LONGEST = 7, 60
#: A heading, a blurb or two, a button: a promo has no more lines, its logos apart.
_MOST_LINES = 5
#: How far from the blurb its heading and its logos may stand.
_ABOVE, _BELOW = 4, 40
#: What stands with the blurb stands with nearly every copy of it.
_NEARLY_ALL = 0.8
#: Blurbs are the same if so large a share of their pairs of words is.
_SAME = 0.55
_FEW = 8

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(r"(?<![.!?:…] )(?<!^)\b[A-ZÀ-Þ]\w*")
_LABELLED = re.compile(r"[^:.!?]{1,40}:\s|[^A-ZÀ-Þ\d]")
_ARROW = re.compile(r"[→›»⟶➔➜▶►]\s*$")


class _Line(NamedTuple):
    """A line, and the words by which its copies are known."""

    number: int
    block: Block
    key: str


class _Memory:
    """What is known of the texts that were seen before, in forms of one document above all."""

    __slots__ = ("_same", "_texts", "keys")

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self._texts: list[tuple[str, str]] = []
        self._same: dict[str, str] = {}

    def representatives(self, texts: Mapping[str, str]) -> dict[str, str]:
        """See `_representatives`."""
        items = list(texts.items())
        if items != self._texts:
            self._texts, self._same = items, _representatives(texts)
        return self._same


class Repeats:
    """Drop a blurb that stands several times, with the heading, button and logos round it.

    Copies may differ in indentation, case, numbers and a word or two.  A blurb is a sentence with
    a call in it or a button beside it, or one that stands three times and more in just the same
    company.  What repeats for the sake of the text stays: a refrain, a table row, a heading over
    different sections, a line of code, a formula in a contract.

    >>> from cleaner import clean
    >>> blurb = "AI in a week\\n\\nShort lessons by people who know their trade.\\n\\nJoin now"
    >>> tea = "One cup of tea is not enough for the whole of a long morning."
    >>> coffee = "Two cups of coffee are too much for the rest of a short one."
    >>> clean("\\n\\n".join((tea, blurb, coffee, blurb))).text == tea + "\\n\\n" + coffee
    True
    """

    name = "repeats"

    def edits(self, document: Document) -> Iterator[Edit]:
        memory: _Memory = document.memory.setdefault(self.name, _Memory())
        lines = [
            _Line(index, block, _remembered(memory.keys, block.text))
            for index, block in document.lines
        ]
        same = memory.representatives({line.key: line.block.text for line in reversed(lines)})
        copies: dict[str, list[int]] = {}
        for place, line in enumerate(lines):
            copies.setdefault(same.get(line.key, line.key), []).append(place)
        dropped: dict[int, str] = {}
        for places in copies.values():
            if len(places) > 1 and _may_be_blurb(lines, places[0]):
                unit = _unit(lines, places)
                if _is_promo(document, lines, places, unit):
                    dropped.update(_standing(lines, places, unit))
        for place in dropped:
            yield Drop(lines[place].number, "repeated promo")
        gone = frozenset(dropped.values())
        for place, line in enumerate(lines):
            if gone and place not in dropped and _is_head_with_button(line, gone):
                yield Drop(line.number, "repeated promo")


def _remembered(keys: dict[str, str], text: str) -> str:
    key = keys.get(text)
    return keys.setdefault(text, _key(text)) if key is None else key


def _key(text: str) -> str:
    """The words of a text, without case, numbers and punctuation."""
    if len(text) > 9 * _LONGEST:
        return text
    return " ".join(_WORD.findall(_NUMBER.sub("0", text.casefold())))


def _may_be_blurb(lines: Sequence[_Line], place: int) -> bool:
    """A sentence of prose: no list item, no verse, no speech."""
    block = lines[place].block
    if block.kind == "item" or not _SHORTEST <= word_count(block.text) <= _LONGEST:
        return False
    below = lines[place + 1].block if place + 1 < len(lines) else None
    beside = block.tight or (below is not None and below.tight)
    verse = beside and len(block.text) <= 80 and not _ends_sentence(block.text)
    return not verse and block.text[:1] not in "\"“„«—–'‘"


def _ends_sentence(text: str) -> bool:
    return text.rstrip("\"”’')")[-1:] in (".", "!", "?", "…")


def _unit(lines: Sequence[_Line], places: Sequence[int]) -> dict[int, str]:
    """What stands with (nearly) all copies of a line: offset from it, and the key there."""
    unit = {0: ""}  # the copies themselves, whatever their words
    for direction, farthest in ((-1, _ABOVE), (1, _BELOW)):
        for offset in range(direction, direction * (farthest + 1), direction):
            key = _shared(lines, places, offset)
            if key is None:
                break
            unit[offset] = key
    return unit


def _shared(lines: Sequence[_Line], places: Sequence[int], offset: int) -> str | None:
    """The key that stands at this offset from nearly all the places, if it is a line's."""
    at = [place + offset for place in places if 0 <= place + offset < len(lines)]
    keys = [lines[each].key for each in at]
    counts = Counter(keys)
    key = max(counts, key=lambda k: (counts[k], k)) if len(at) > 1 else ""
    if not key or counts[key] < max(2, _NEARLY_ALL * len(places)):
        return None
    first = lines[at[keys.index(key)]].block
    return key if is_line(first, 20) else None


def _standing(
    lines: Sequence[_Line], places: Sequence[int], unit: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """Place and key of every line of every copy of the unit."""
    for place in places:
        for offset, key in unit.items():
            at = place + offset
            if 0 <= at < len(lines) and (not offset or lines[at].key == key):
                yield at, lines[at].key


def _is_promo(
    document: Document, lines: Sequence[_Line], places: Sequence[int], unit: Mapping[int, str]
) -> bool:
    """The copies at these places and what stands with each make a promo."""
    block = lines[places[0]].block
    if not _among_prose(lines, places, unit):
        return False
    hits = document.scanner.scan(block.text)
    if hits.share("promos.call", "promos.phrase") >= 0.4 or _ARROW.search(block.text):
        return True
    company = [lines[places[0] + at].block for at in unit if 0 <= places[0] + at < len(lines)]
    roles = [document.scanner.scan(each.text) for each in company]
    names = sum("logos.word" in each.roles for each in roles)
    # a longer unit is a list, or a part of the article that the text has twice
    if not 2 <= len(unit) - names <= _MOST_LINES or not _ends_sentence(block.text):
        return False
    if names > 1 or any(_is_button(each) for each in roles):
        return True
    return (
        len(places) >= 3
        and -1 in unit
        and not _LABELLED.match(block.text)
        and all(each.kind != "item" for each in company)
    )


def _is_button(hits: Hits) -> bool:
    """A few words that call by themselves: "Join now"."""
    return "promos.line" in hits.whole or (
        hits.words <= 6 and not hits.roles.isdisjoint(("promos.call", "promos.ask"))
    )


def _among_prose(lines: Sequence[_Line], places: Sequence[int], unit: Mapping[int, str]) -> bool:
    """Paragraphs stand beside most copies; not verses, not one entry of a list after another."""
    beside = (min(unit) - 2, min(unit) - 1, max(unit) + 1, max(unit) + 2)
    copies = {place + offset for place in places for offset in unit}
    among = sum(
        any(
            word_count(lines[place + offset].block.text) >= 12
            for offset in beside
            if 0 <= place + offset < len(lines) and place + offset not in copies
        )
        for place in places
    )
    return 2 * among >= len(places)


def _is_head_with_button(line: _Line, gone: frozenset[str]) -> bool:
    """The heading of a dropped block, its button glued to it: "Learn AI like a pro. Join now"."""
    words = line.key.split(" ")
    if not 4 <= len(words) <= 16:
        return False
    return any(" ".join(words[:-extra]) in gone for extra in (1, 2, 3) if len(words) - extra > 3)


def _representatives(texts: Mapping[str, str]) -> dict[str, str]:
    """For a blurb that nearly says the same as an earlier one: that one's key.

    Earlier ones are looked for among the texts that begin or end with the same two words.
    """
    same: dict[str, str] = {}
    seen: dict[tuple[str, ...], list[str]] = {}
    for key, text in texts.items():
        if not 20 <= len(key) <= 600:
            continue
        words = key.split(" ")
        if not _SHORTEST <= len(words) <= _LONGEST:
            continue
        for end in (("^", *words[:2]), (*words[-2:], "$")):
            known = seen.setdefault(end, [])
            for other in known:
                if key not in same and other != key and _alike(key, other, text, texts[other]):
                    same[key] = same.get(other, other)
                    break
            if len(known) < _FEW:  # bounded: an opening that many texts have tells nothing
                known.append(key)
    return same


def _alike(first: str, second: str, text: str, other: str) -> bool:
    """The keys share most of their pairs of words, and what differs names nothing.

    A formula filled with another name each time ("X supports the protocol") is the author's.
    """
    if not 0.5 <= len(first) / len(second) <= 2:
        return False
    words, others = first.split(" "), second.split(" ")
    if words[0] != others[0]:
        return False
    shared = frozenset(pairwise(words)) & frozenset(pairwise(others))
    if len(shared) < _SAME * (max(len(words), len(others)) - 1):
        return False
    return set(words).symmetric_difference(others).isdisjoint(_names(text) + _names(other))


def _names(text: str) -> list[str]:
    """The words with a capital inside a sentence, folded; none where all is in capitals."""
    return [] if text.isupper() else [found.casefold() for found in _CAPITALISED.findall(text)]
