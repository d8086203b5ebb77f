"""Paragraphs broken into lines by a column width: joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Cut, Document, Edit
from cleaner.filters.base import overlaps_code, writable

_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_HYPHENATED = re.compile(r"([^\W\d_]{2,})-\Z")
_REST = re.compile(r"[^\W\d_]{2,}")


class Wrapping:
    """Join the lines of a hard-wrapped paragraph, and words that were hyphenated at line ends.

    The reader decides which lines are one paragraph (`cleaner.reading.wrapping`); verse, addresses
    and lists are not.  A hyphen goes with the break unless one half of the word stands in the
    text on its own ("well-" / "known"), for then the word is a compound.

    >>> from cleaner import clean
    >>> clean("The committee, which had been sitting since the spring, recom-\\n"
    ...       "mended that nothing at all should be done about any of it.").text
    'The committee, which had been sitting since the spring, recommended that nothing at all should be done about any of it.'
    """

    name = "wrapping"

    def edits(self, document: Document) -> Iterator[Edit]:
        words: frozenset[str] | None = None
        for index, block in writable(document):
            text = block.text
            if "\n" not in text:
                continue
            for found in _BREAK.finditer(text):
                start, end = found.span()
                above = _HYPHENATED.search(text, max(0, start - 60), start)
                below = _REST.match(text, end) if above else None
                if above and below and below[0].islower() and not overlaps_code(block, start, end):
                    if words is None:
                        words = _words(document)
                    joined = (above[1] + below[0]).lower()
                    halves = {above[1].lower(), below[0].lower()}
                    if joined in words or not halves & words:
                        yield Cut(index, start - 1, end, "hyphenation")
                    else:
                        yield Cut(index, start, end, "line break")
                elif _unspaced(text[start - 1 : start]) and _unspaced(text[end : end + 1]):
                    yield Cut(index, start, end, "line break")
                else:
                    yield Cut(index, start, end, "line break", " ")


def _words(document: Document) -> frozenset[str]:
    """The words of the document that stand whole within a line."""
    found: set[str] = set()
    for _, block in writable(document):
        for line in block.text.split("\n"):
            inner = line.split(" ")
            found.update(re.findall(r"(?<!-)\b[^\W\d_]{2,}\b(?!-)", " ".join(inner).lower()))
    return frozenset(found)


def _unspaced(character: str) -> bool:
    """A character of a script that puts no space between words."""
    return "⺀" <= character <= "鿿" or "가" > character >= "豈" or "！" <= character <= "｠"
