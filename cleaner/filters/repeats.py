"""Promo blocks that stand several times in a document: a heading, a blurb, a button."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cleaner.document import Block, Document, Drop, Edit
from cleaner.filters.base import is_line, word_count

#: A blurb is a sentence or a few; what is longer is a paragraph of the article, doubled.
_SHORTEST, _LONGEST = 7, 60
#: A run of repeated blocks with more words than this is a doubled article.
_LONGEST_RUN = 110
#: Blurbs are the same if so large a share of their pairs of words is.
_NEAR = 0.6
_FEW = 8
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_ARROW = re.compile(r"[→›»⟶➔➜▶►]\s*$")


class _Line(NamedTuple):
    index: int
    block: Block
    key: str


class Repeats:
    """Drop a blurb that addresses the reader and stands several times, with what belongs to it.

    Copies may differ in indentation, case, numbers and a word or two.  With each copy go the
    neighbours that are repeated with it (the heading above, the button below).  What repeats for
    the sake of the text stays: a refrain, a table row, a heading over different sections, a line
    of code, a formula in a contract; none of them addresses the reader as a blurb does.

    >>> from cleaner import clean
    >>> promo = "Learn AI like a pro\\n\\nGet our weekly workflows delivered to you by our experts.\\n\\n"
    >>> clean("One.\\n\\n" + promo + "Two.\\n\\n" + promo + "Three.").text
    'One.\\n\\nTwo.\\n\\nThree.'
    """

    name = "repeats"

    def edits(self, document: Document) -> Iterator[Edit]:
        keys = document.memory.setdefault(self.name, {})
        lines = [_Line(i, b, keys.get(b.text) or _remembered(keys, b.text)) for i, b in document.lines]
        count = Counter(line.key for line in lines)
        alike = _near_copies(count)
        repeated = [count[line.key] > 1 or line.key in alike for line in lines]
        dropped: set[str] = set()
        for run in _runs(lines, repeated):
            if _is_card(lines, run, count) or any(
                _is_promo(document, lines, run, at, count, alike) for at in run
            ):
                dropped.update(lines[at].key for at in run)
                yield from (Drop(lines[at].index, "repeated promo") for at in run)
        for line in lines:
            if dropped and _is_head_with_button(line, dropped):
                yield Drop(line.index, "repeated promo")


def _remembered(keys: dict[str, str], text: str) -> str:
    return keys.setdefault(text, _key(text))


def _key(text: str) -> str:
    """The words of a text, without case, numbers and punctuation."""
    if len(text) > 9 * _LONGEST:
        return text
    return " ".join(_WORD.findall(_NUMBER.sub("0", text.casefold())))


def _is_card(lines: list[_Line], run: list[int], count: Counter[str]) -> bool:
    """The same four lines or more, three times among paragraphs: a box with a list in it."""
    return (
        len(run) >= 4
        and all(count[lines[at].key] >= 3 for at in run)
        and not any(_in_stanza(lines, at) for at in run)
        and _among_prose(lines, run)
    )


def _is_promo(
    document: Document,
    lines: list[_Line],
    run: list[int],
    place: int,
    count: Counter[str],
    alike: Mapping[str, int],
) -> bool:
    """The line makes a promo of its run: it addresses the reader, or is a blurb seen too often."""
    block = lines[place].block
    words = word_count(block.text)
    if not 3 <= words <= _LONGEST or _in_stanza(lines, place) or _is_dialogue(block):
        return False
    hits = document.scanner.scan(block.text)
    if hits.share("promos.call", "promos.phrase") >= 0.4 or "promos.line" in hits.whole:
        return True
    if words < _SHORTEST:
        return False
    if _ARROW.search(block.text):
        return True
    if not _among_prose(lines, run):
        return False
    if any("repeats.address" in each.roles for each in hits.sentences):
        return True
    copies = max(count[lines[place].key], alike.get(lines[place].key, 0))
    return copies >= 3 and len(run) >= 2 and _ends_sentence(block.text)


def _among_prose(lines: list[_Line], run: list[int]) -> bool:
    """Paragraphs stand round the run, not verses."""
    beside = [at for at in (run[0] - 2, run[0] - 1, run[-1] + 1, run[-1] + 2) if 0 <= at < len(lines)]
    return any(word_count(lines[at].block.text) >= 12 for at in beside)


def _is_dialogue(block: Block) -> bool:
    return block.text[:1] in "\"“„«—–'‘"


def _in_stanza(lines: list[_Line], place: int) -> bool:
    """Lines stand close above and below: verse, where a refrain comes back."""
    block = lines[place].block
    below = lines[place + 1].block if place + 1 < len(lines) else None
    close = block.tight + (below.tight if below else False)
    return bool(close) and len(block.text) <= 80 and not _ends_sentence(block.text)


def _ends_sentence(text: str) -> bool:
    return text.rstrip("\"”’')")[-1:] in (".", "!", "?", "…")


def _runs(lines: list[_Line], repeated: list[bool]) -> Iterator[list[int]]:
    """The places of repeated lines that stand together; single ones where that is an article."""
    run: list[int] = []
    words = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and repeated[place]:
            run.append(place)
            words += word_count(lines[place].block.text)
        elif run:
            if words <= _LONGEST_RUN:
                yield run
            else:
                yield from ([each] for each in run)
            run, words = [], 0


def _is_head_with_button(line: _Line, dropped: set[str]) -> bool:
    """The heading of a dropped block with its button glued to it: "Learn AI like a pro. Learn more"."""
    words = line.key.split(" ")
    if not 4 <= len(words) <= 16:
        return False
    return any(" ".join(words[:-extra]) in dropped for extra in (1, 2, 3) if len(words) - extra > 3)


def _near_copies(count: Counter[str]) -> dict[str, int]:
    """The keys of blurbs that have copies which are nearly the same, and how many with their own.

    Copies are looked for among the texts that begin or end with the same two words.
    """
    near: dict[str, int] = {}
    seen: dict[tuple[str, ...], list[str]] = {}
    for key in count:
        if not 20 <= len(key) <= 600:
            continue
        words = key.split(" ")
        if not _SHORTEST <= len(words) <= _LONGEST:
            continue
        for end in (("^", *words[:2]), (*words[-2:], "$")):
            known = seen.setdefault(end, [])
            for other in known:
                if _alike(key, other):
                    near[key] = near[other] = near.get(other, count[other]) + count[key]
                    break
            if len(known) < _FEW:  # bounded: an opening that many texts have tells nothing
                known.append(key)
    return near


def _alike(first: str, second: str) -> bool:
    """Most pairs of neighbouring words of the longer text stand in the shorter one too."""
    if not 0.5 <= len(first) / len(second) <= 2:
        return False
    pairs, others = (
        frozenset(zip(words, words[1:], strict=False))
        for words in (first.split(" "), second.split(" "))
    )
    return len(pairs & others) >= _NEAR * max(len(pairs), len(others))
