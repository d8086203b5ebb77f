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
#: What many compounds begin with, and few words that are divided behind it.
_COMPOUNDING = frozenset(
    "well self ill half non long high full ever two three four five six seven eight nine twenty "
    "thirty forty fifty sixty seventy eighty ninety first second third cross better left right "
    "middle large small single double world state year peut quatre vingt demi sous sud nord là ci "
    "celui celle ceux".split()
)
#: What follows a hyphen in French.
_FOLLOWING = frozenset("ci là il elle ils elles on je tu nous vous ce même moi toi lui".split())
#: What divided words end in: "high-ness", "left-ists", "state-ment".
_ENDINGS = frozenset(
    "ness ship ships less hood ment ments tion sion ally ling ting ning ding king able ible ance "
    "ence teen teenth fold ists ways".split()
)
_CONJUNCTIONS = frozenset("und oder bis bzw and or to et ou y o e en of".split())


class Wrapping:
    """Join the lines of a hard-wrapped paragraph, and words that were hyphenated at line ends.

    The reader decides which lines are one paragraph (`cleaner.reading.wrapping`); verse, addresses
    and lists are not.  A hyphen goes with the break unless the word is a compound: the text has it
    so elsewhere, or both halves of it, or it begins as many compounds do ("well-" / "known").

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
    """The hyphen belongs to the word: the text has it so, or both halves, or it is likely so."""
    if f"{first}-{second}" in words:
        return True
    if first + second in words:
        return False
    if first in words and second in words:
        return True
    if second in _FOLLOWING:
        return True
    return first in _COMPOUNDING and len(second) > 3 and second not in _ENDINGS


def _words(document: Document) -> frozenset[str]:
    """The words of the document, compounds as one, without those that a line end breaks."""
    found: set[str] = set()
    for _, block in document.writable:
        found.update(_WHOLE.findall(_BROKEN.sub(" ", block.text.lower())))
    return frozenset(found)


def _unspaced(character: str) -> bool:
    """A character of a script that puts no space between words."""
    return _UNSPACED.match(character) is not None
