"""Paragraphs broken into lines by a column width: joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from cleaner.document import Cut, Document, Edit
from cleaner.filters.base import overlaps_code

_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
    r"\u3000-\u303f\uff01-\uff60]"
)
_BREAK = re.compile(r"(?<![ \t])[ \t]*+\n[ \t]*+")
_HYPHENATED = re.compile(r"([^\W\d_]{2,})-\Z")
_REST = re.compile(r"[^\W\d_]{2,}")
_WHOLE = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})*+")
_BROKEN = re.compile(r"(?<![^\W_])[^\W_]++-[ \t]*+\n[ \t]*+[^\W_]+")
_CONJUNCTIONS = frozenset("und oder bis bzw and or to et ou y o e en of".split())


class Wrapping:
    """Join the lines of a hard-wrapped paragraph, and words that were hyphenated at line ends.

    The reader decides which lines are one paragraph (`cleaner.reading.wrapping`); verse, addresses
    and lists are not.  A hyphen goes with the break unless one half of the word stands in the
    text on its own ("well-" / "known"), for then the word is a compound.

    >>> from cleaner import clean
    >>> clean("The committee, which had been sitting for weeks, recom-\\n"
    ...       "mended nothing.").text
    'The committee, which had been sitting for weeks, recommended nothing.'
    """

    name = "wrapping"

    def edits(self, document: Document) -> Iterator[Edit]:
        words: frozenset[str] | None = None
        if not any("\n" in block.text for _, block in document.writable):
            return
        for index, block in document.writable:
            text = block.text
            if "\n" not in text:
                continue
            for found in _BREAK.finditer(text):
                start, end = found.span()
                above = _HYPHENATED.search(text, max(0, start - 60), start)
                below = _REST.match(text, end) if above else None
                if above and below and below[0].islower() and not overlaps_code(block, start, end):
                    if below[0] in _CONJUNCTIONS:  # "Ein- und Ausgang"
                        yield Cut(index, start, end, "line break", " ")
                        continue
                    if words is None:
                        words = _words(document)
                    chained = text[above.start() - 1 : above.start()] == "-"  # "state-of-the-" art
                    is_compound = chained or _is_compound(above[1].lower(), below[0].lower(), words)
                    yield Cut(index, start - (not is_compound), end, "hyphenation")
                elif _unspaced(text[start - 1 : start]) and _unspaced(text[end : end + 1]):
                    yield Cut(index, start, end, "line break")
                else:
                    yield Cut(index, start, end, "line break", " ")


def _is_compound(first: str, second: str, words: frozenset[str]) -> bool:
    """The hyphen belongs to the word: the text has it so elsewhere, or both halves are words."""
    if f"{first}-{second}" in words:
        return True
    return first + second not in words and first in words and second in words


def _words(document: Document) -> frozenset[str]:
    """The words of the document, compounds as one, without those that a line end breaks."""
    found: set[str] = set()
    for _, block in document.writable:
        found.update(_WHOLE.findall(_BROKEN.sub(" ", block.text.lower())))
    return frozenset(found)


def _unspaced(character: str) -> bool:
    """A character of a script that puts no space between words."""
    return _UNSPACED.match(character) is not None
