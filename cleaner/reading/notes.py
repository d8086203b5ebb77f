"""Footnotes of pages: which links refer to one, and which block is its text.

A reference becomes `[^1]`, and the block it leads to begins with `[^1]: `, as Markdown has it;
plain text has no better way of keeping the two ends together.
"""

from __future__ import annotations

import re

from cleaner.document import Block, Cut, apply_cuts

_LABEL = re.compile(r"\s*\[?\s*(\d{1,3})\s*\]?\s*")
_TARGET = re.compile(r"#_?(?:fn|foot|ftn|note|end|edn|cite|ref|sdfoot)", re.I)
_SIGN = re.compile(r"[\s\^↩↑⤴↵⏎⇑△▲←¶§#🔗⚓\ufe0e\ufe0f]+")
_ONLY_REFERENCES = re.compile(r"(?:\[\^\d{1,3}\][,;\s]*)+")


class Notes:
    """The notes that a page has referred to so far: their labels, by the `id` they stand at."""

    __slots__ = ("labels",)

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}

    def refer(self, target: str, text: str, raised: bool) -> str:
        """The label of the note that a link refers to; "" if it refers to none.

        `raised`: the link is a superscript.

        >>> Notes().refer("#fn1", "[1]", False), Notes().refer("#chapter", "1", False)
        ('1', '')
        """
        found = _LABEL.fullmatch(text) if len(text) < 12 else None
        if not found or len(target) < 2:
            return ""
        if not (raised or _TARGET.match(target)):
            return ""
        self.labels.setdefault(target[1:], found[1])
        return found[1]

    def label(self, place: str | None) -> str:
        """The label of the note that stands at this `id`; "" if nothing referred to it."""
        return self.labels.get(place or "", "")


def is_sign(text: str) -> bool:
    """Is this the text of a link from a note back to its reference, or of a heading to itself?

    >>> is_sign("↩"), is_sign("¶"), is_sign("1")
    (True, True, False)
    """
    return _SIGN.fullmatch(text) is not None


def is_reference(text: str) -> bool:
    """Is this nothing but references to notes?"""
    return _ONLY_REFERENCES.fullmatch(text) is not None


def note_of(block: Block, label: str) -> Block:
    """The block of a note's text, with its label in front.

    >>> note_of(Block("paragraph", "1. By the census.", 0, 17), "1").text
    '[^1]: By the census.'
    """
    own = re.match(rf"\[?\^?{label}\]?[.:)]?(?:\s+|$)", block.text)
    start = block.start
    if own:
        block, _ = apply_cuts(block, [Cut(0, 0, own.end(), "label")], "")
    return with_prefix(block, f"[^{label}]: ", start)


def with_prefix(block: Block, prefix: str, at: int) -> Block:
    """The block with `prefix` before its text, which stands for what is at `at` in the source."""
    size = len(prefix)
    return block._replace(
        text=prefix + block.text,
        marks=tuple(m._replace(start=m.start + size, end=m.end + size) for m in block.marks),
        anchors=((0, at), *((offset + size, place) for offset, place in block.anchors)),
    )
