"""Promo blocks that stand several times in a document: a heading, a blurb, a button."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.document import Block, Document, Drop, Edit
from cleaner.filters.base import is_line, word_count, writable

#: A blurb is a sentence or a few; what is longer is a paragraph of the article, doubled.
_SHORTEST, _LONGEST = 7, 60
#: A run of repeated blocks with more words than this is a doubled article.
_LONGEST_RUN = 110
#: Blurbs are the same if so large a share of their pairs of words is.
_NEAR = 0.75
_FEW = 8
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w+")


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
        lines = [
            _Line(index, block, _key(block.text))
            for index, block in writable(document)
            if block.kind != "row"
        ]
        count = Counter(line.key for line in lines)
        alike = _near_copies(lines, count)
        repeated = [count[line.key] > 1 or line.key in alike for line in lines]
        dropped: set[str] = set()
        for place, line in enumerate(lines):
            if repeated[place] and _is_blurb(document, lines, place, count):
                run = _run(lines, repeated, place)
                if run:
                    dropped.update(lines[at].key for at in run)
                    yield from (Drop(lines[at].index, "repeated promo") for at in run)
        for line in lines:
            if dropped and _is_head_with_button(line, dropped):
                yield Drop(line.index, "repeated promo")


def _key(text: str) -> str:
    """The words of a text, without case, numbers and punctuation."""
    if len(text) > 12 * _LONGEST:
        return text
    return " ".join(_WORD.findall(_NUMBER.sub("0", text.casefold())))


def _is_blurb(document: Document, lines: list[_Line], place: int, count: Counter[str]) -> bool:
    """A repeated sentence to the reader, not a line of verse."""
    block = lines[place].block
    words = word_count(block.text)
    if not _SHORTEST <= words <= _LONGEST or block.kind == "item":
        return False
    if _in_stanza(lines, place):
        return False
    hits = document.scanner.scan(block.text)
    if hits.share("promos.call", "promos.phrase") >= 0.4:
        return True
    return any("repeats.address" in each.roles for each in hits.sentences) and not _is_dialogue(
        block
    )


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


def _run(lines: list[_Line], repeated: list[bool], place: int) -> list[int]:
    """The places of the blurb and of the repeated lines round it, none if that is an article."""
    first = last = place
    while first > 0 and repeated[first - 1] and is_line(lines[first - 1].block):
        first -= 1
    while last + 1 < len(lines) and repeated[last + 1] and is_line(lines[last + 1].block):
        last += 1
    run = range(first, last + 1)
    words = sum(word_count(lines[at].block.text) for at in run)
    if words > _LONGEST_RUN:
        run = range(place, place + 1)
    return list(run)


def _is_head_with_button(line: _Line, dropped: set[str]) -> bool:
    """The heading of a dropped block with its button glued to it: "Learn AI like a pro. Learn more"."""
    words = line.key.split(" ")
    if not 4 <= len(words) <= 16:
        return False
    return any(" ".join(words[:-extra]) in dropped for extra in (1, 2, 3) if len(words) - extra > 3)


def _near_copies(lines: list[_Line], count: Counter[str]) -> frozenset[str]:
    """The keys of blurbs that have a copy which is nearly the same."""
    keys = [
        key for key in count if _SHORTEST <= key.count(" ") + 1 <= _LONGEST and len(key) < 800
    ]
    seen: dict[tuple[str, str], list[int]] = {}
    pairs = [frozenset(zip(w, w[1:], strict=False)) for w in (key.split(" ") for key in keys)]
    near: set[str] = set()
    for number, own in enumerate(pairs):
        others: Counter[int] = Counter()
        for pair in own:
            known = seen.setdefault(pair, [])
            others.update(known)
            if len(known) < _FEW:  # bounded: a pair that many texts have tells nothing
                known.append(number)
        for other, shared in others.most_common(3):
            if shared >= _NEAR * max(len(own), len(pairs[other])):
                near.update((keys[number], keys[other]))
    return frozenset(near)
