"""Bylines and datelines: their facts go to the metadata, the lines go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Block, Document, Drop, Edit, Fact
from cleaner.filters.base import is_line, word_count, writable
from cleaner.metadata import bylines

#: How many lines at the head of a document may be its date and authors.
_HEAD = 12
#: A paragraph of so many words ends the head.
_PROSE = 35
_SENTENCE_END = re.compile(r"[.!?…。！？:,;][\"”’')\]]*$")


class Datelines:
    """Read "By Jane Doe", "Edited By" / "Jane Doe", " date 2025-08-06 ", "Last updated:" and drop them.

    A line without a word that says so is a date or a name only at the head of the document, and
    only one such line: the dates of a diary and the names of an interview stay.

    >>> from cleaner import clean
    >>> article = clean("A Title of Some Length\\n\\nBy Jane Doe\\n\\nLast updated: March 3, 2024\\n\\n"
    ...                 "The text begins here and goes on for a while, as texts do.")
    >>> article.metadata.authors, str(article.metadata.updated)
    (('Jane Doe',), '2024-03-03')
    """

    name = "datelines"

    def edits(self, document: Document) -> Iterator[Edit]:
        blocks = [(i, b) for i, b in writable(document) if b.kind != "row"]
        head = _head(blocks)
        bare = [i for i, b in blocks if _is_bare_date(b)]
        for place, (index, block) in enumerate(blocks):
            if not is_line(block, 24):
                continue
            at_head = place < head
            dates = bylines.read_dateline(block.text)
            if dates is not None:
                labelled = index not in bare
                if labelled or (at_head and len(bare) == 1 and block.kind != "heading"):
                    for field, date in dates.items():
                        yield Fact(field, date.isoformat())
                    yield Drop(index, "dateline")
            elif at_head and (names := bylines.read_byline(block.text)) is not None:
                yield from _byline(blocks, place, names)


def _head(blocks: list[tuple[int, Block]]) -> int:
    """How many blocks stand before the first paragraph of prose."""
    for place, (_, block) in enumerate(blocks[:_HEAD]):
        if word_count(block.text) >= _PROSE:
            return place
    return min(_HEAD, len(blocks))


def _is_bare_date(block: Block) -> bool:
    """A line that is a date and does not say of what."""
    if not is_line(block, 8) or not any(c.isdecimal() for c in block.text):
        return False
    dates = bylines.read_dateline(block.text)
    return bool(dates) and bylines.opens_with_label(block.text) is False


def _byline(blocks: list[tuple[int, Block]], place: int, names: tuple[str, ...]) -> Iterator[Edit]:
    """A byline, with the name on the next line where it names none, and the role under it."""
    index, _ = blocks[place]
    following = place + 1
    if not names:
        if following >= len(blocks) or not bylines.looks_like_name(blocks[following][1].text):
            return
        names = (blocks[following][1].text.strip(),)
        yield Drop(blocks[following][0], "byline")
        following += 1
    yield Drop(index, "byline")
    for name in names:
        yield Fact("authors", name)
    above = blocks[place - 1][1] if place else None
    if above and above.text in names:  # the picture's or the link's copy of the name
        yield Drop(blocks[place - 1][0], "byline")
    if following + 1 < len(blocks) and _is_role(blocks[following][1], blocks[following + 1][1]):
        yield Drop(blocks[following][0], "the author's role")


def _is_role(block: Block, below: Block) -> bool:
    """A short line of what the author is, between the name and the text."""
    return (
        block.kind == "paragraph"
        and is_line(block, 9)
        and not _SENTENCE_END.search(block.text)
        and word_count(below.text) >= 20
        and bylines.is_role(block.text)
    )
