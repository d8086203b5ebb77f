"""What the filters share: how long a line of furniture is, and where nobody may cut."""

from __future__ import annotations

from cleaner.document import Block


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
    return any(m.kind == "code" and m.start < end and start < m.end for m in block.marks)
