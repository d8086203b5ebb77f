"""Metadata that the text itself tells: facts that filters found, and a title as the first line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from cleaner.document import Block
from cleaner.metadata.dates import find_date
from cleaner.metadata.model import Metadata

_SENTENCE_END = re.compile(r"[.,;:。，；：…][\"”’')\]]*$")
#: So many words has a title at most; and a paragraph that makes it one, at least.
_LONGEST_TITLE = 28
_PROSE = 12


def from_text(facts: Mapping[str, str], blocks: Sequence[Block]) -> Metadata:
    """What facts (by field name) and the first blocks of an article tell.

    >>> from_text({}, [Block("heading", "On Tea", 0, 8, 1)]).title
    'On Tea'
    """
    authors = tuple(name for name in facts.get("authors", "").split("\n") if name)
    tags = tuple(tag for tag in facts.get("tags", "").split("\n") if tag)
    return Metadata(
        title=first_title(blocks, facts.get("banner")),
        authors=authors,
        published=_date(facts.get("published")),
        updated=_date(facts.get("updated")),
        tags=tags,
    )


def first_title(blocks: Sequence[Block], banner: str | None = None) -> str | None:
    """The title among the first blocks, if one of them reads like one.

    That is a heading of the first level; the line that the alternative text of the banner
    repeats; or the first line, if it is no sentence and a text follows.
    """
    lines: list[Block] = []
    for block in blocks:
        if block.kind == "raw":
            continue
        if not _may_be_title(block):
            break
        lines.append(block)
        if len(lines) == 4:
            break
    if banner:
        for block in lines:
            if block.text.casefold() == banner.casefold():
                return block.text
    for block in lines:
        if block.kind == "heading" and block.level == 1:
            return block.text
    if not lines or not _has_prose(blocks):
        return None
    first = lines[0]
    if len(first.text.split()) < 2:
        return None
    return first.text


def _may_be_title(block: Block) -> bool:
    words = len(block.text.split())
    return (
        block.kind in ("heading", "paragraph")
        and 0 < words <= _LONGEST_TITLE
        and len(block.text) <= 200
        and not _SENTENCE_END.search(block.text)
        and "©" not in block.text
        and find_date(block.text) is None
    )


def _has_prose(blocks: Sequence[Block]) -> bool:
    return any(len(block.text.split()) >= _PROSE for block in blocks[:12])


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
