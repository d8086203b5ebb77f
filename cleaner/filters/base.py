"""What the filters share: how long a line of furniture is, and where nobody may cut."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from cleaner.document import Block

_start = attrgetter("start")
#: No more marks than this begin at one place or within one another.
_NEAR = 8


def word_count(text: str) -> int:
    """How many words, parted by white space."""
    return len(text.split())


def is_line(block: Block, most_words: int = 12) -> bool:
    """A short line of text: a button, a name, a title, a label; not code, quote or table."""
    return (
        block.kind in ("paragraph", "heading", "item")
        and len(block.text) <= 12 * most_words
        and word_count(block.text) <= most_words
    )


def overlaps_code(block: Block, start: int, end: int) -> bool:
    """`text[start:end]` touches an inline code span, which nobody may change."""
    # marks are in the order of their starts, and only a few stand within or right beside others
    before = bisect_left(block.marks, end, key=_start)
    near = block.marks[max(0, before - _NEAR) : before]
    return any(mark.kind == "code" and start < mark.end for mark in near)
