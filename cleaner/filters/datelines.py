"""Bylines and datelines: their facts go to the metadata, the lines go."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from cleaner.document import Block, Document, Drop, Edit, Fact
from cleaner.filters.base import is_line, word_count
from cleaner.metadata import bylines

#: How many lines at the head of a document may be its date and authors.
_HEAD = 12
#: So near its end such a line is its own too; amid the text, so many are headings.
_TAIL, _MANY = 12, 3
#: A paragraph of so many words ends the head.
_PROSE = 35
_DATES = ("datelines.published", "datelines.updated")
_SEPARATED = re.compile(r"\s*[|•·●∙⋅]\s*|\s[–—-]\s")
_FIELD = re.compile(r"[^\W\d_][^\W_]*+(?:[ -][^\W_]++){0,2}\s?:\s")
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.!?…。！？:,;][\"”’')\]]*$")


class Datelines:
    """Read and drop "By Jane Doe", "Edited By" / "Jane Doe", "date 2025-08-06", "Last updated:".

    A line without a word that says so is a date or a name only at the head of the document, and
    only one such line: the dates of a diary and the names of an interview stay.

    >>> from cleaner import clean
    >>> article = clean("A Title of Some Length\\n\\nBy Jane Doe\\n\\nUpdated: March 3, 2024\\n\\n"
    ...                 "The text begins here and goes on for a while, as texts do.")
    >>> article.metadata.authors, str(article.metadata.updated)
    (('Jane Doe',), '2024-03-03')
    """

    name = "datelines"

    def edits(self, document: Document) -> Iterator[Edit]:
        lines = document.lines
        head = _head(lines)
        labelled = {place for place, *_ in document.hits_with(*_DATES)}
        # a text that is updated again and again has such headings over its parts
        amid = {place for place in labelled if head <= place < len(lines) - _TAIL}
        if len(amid) >= _MANY:
            labelled -= amid
        bare = [
            place
            for place in range(head)
            if place not in labelled and _is_bare_date(document, lines[place][1])
        ]
        alone = len(bare) == 1 and not _has_more_dates(document, head)
        for place in sorted(labelled) + (bare if alone else []):
            index, block = lines[place]
            dates = _dates(document, block) if is_line(block, 24) else None
            if dates is not None and not (place >= head and _is_field(lines, place)):
                for field, date in dates.items():
                    yield Fact(field, date.isoformat())
                yield Drop(index, "dateline")
        for place, _, block, _ in document.hits_with("datelines.by"):
            if 3 <= place >= len(lines) - 3:
                continue  # the head of a note on the author: see tails
            if place < head and place not in labelled and is_line(block, 24):
                names = bylines.read_byline(block.text)
                if names is not None:
                    yield from _byline(lines, place, names)


def _head(blocks: Sequence[tuple[int, Block]]) -> int:
    """How many blocks stand before the first paragraph of prose."""
    for place, (_, block) in enumerate(blocks[:_HEAD]):
        if word_count(block.text) >= _PROSE:
            return place
    return min(_HEAD, len(blocks))


def _is_field(lines: Sequence[tuple[int, Block]], place: int) -> bool:
    """The line stands in a record of the text: "From: …", "Date: …", "Venue: …"."""
    return any(
        _FIELD.match(lines[at][1].text) is not None
        for at in (place - 1, place + 1)
        if 0 <= at < len(lines) and is_line(lines[at][1], 24)
    )


def _dates(document: Document, block: Block) -> dict[str, datetime.date] | None:
    """The dates that a line gives, notes such as "6 min read" beside them left aside."""
    dates = bylines.read_dateline(block.text)
    if dates is None and (parts := _SEPARATED.split(block.text))[1:]:
        scan = document.scanner.scan
        said = [part for part in parts if "furniture.line" not in scan(part).whole]
        if len(said) < len(parts):
            dates = bylines.read_dateline(" | ".join(said))
    return dates


def _is_bare_date(document: Document, block: Block) -> bool:
    """A line that is a date and does not say of what."""
    if block.kind == "heading" or not is_line(block, 10) or not _DIGIT.search(block.text):
        return False
    return bool(_dates(document, block))


def _has_more_dates(document: Document, head: int) -> bool:
    """Further on there are such lines too: a diary, a timeline."""
    return any(_is_bare_date(document, block) for _, block in document.lines[head : head + 400])


def _byline(
    blocks: Sequence[tuple[int, Block]], place: int, names: tuple[str, ...]
) -> Iterator[Edit]:
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
    if names:
        yield Fact("authors", "\n".join(names))
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
