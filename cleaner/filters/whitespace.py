"""Invisible and odd white space: non-breaking spaces, runs of spaces, zero-width characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from cleaner.document import Cut, Document, Drop, Edit

# The ideographic space of Chinese and Japanese typesetting is the author's, and so are joiners
# between letters (Persian, Hindi) and emoji; they count as nothing only beside white space.
_SPACE = " \t\xa0\u1680\u2000-\u200a\u202f\u205f"
_NOTHING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064"
    "\ufeff\ufff9-\ufffc"
)
_ODD = re.compile(
    rf"[{_SPACE}{_NOTHING}]{{2,}}|[{_SPACE[1:]}{_NOTHING}]"
    r"|(?<!\S)[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]++(?!\S)"
    # tag characters spell the flags of regions; anywhere else they hide text from the reader
    r"|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
)
# marks of direction mean something only where a text runs from right to left
_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
# a first look, fast because it is one class: most texts have none of these
_SUSPECT = re.compile(
    rf"[{_SPACE[1:]}{_NOTHING}\u200c-\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_HAS_SPACE = re.compile(rf"[{_SPACE}]")
_INVISIBLE = regex.compile(r"[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\ufe0e\ufe0f\ufffc]*\Z")


class Whitespace:
    """Fold runs of spaces, drop zero-width and control characters, drop blocks of nothing else.

    Curly quotes, full-width letters, ideographic spaces and joiners inside words stay: they are
    what the author wrote.

    >>> from cleaner import clean
    >>> clean("soft\\u00adware\\u00a0is  here\\u200b. Family: 👨\\u200d👩\\u200d👧").text
    'software is here. Family: 👨\\u200d👩\\u200d👧'
    """

    name = "whitespace"

    def edits(self, document: Document) -> Iterator[Edit]:
        plain = not _is_suspect(document.joined)
        for index, block in document.writable:
            text = block.text
            if not plain and _is_suspect(text):
                yield from _folds(index, text)
            if not text or text[0] in " \n" or text[-1] in " \n" or len(text) < 20:
                yield from _trims(index, text)


def _is_suspect(text: str) -> bool:
    return "  " in text or _SUSPECT.search(text) is not None


def _folds(index: int, text: str) -> Iterator[Edit]:
    """Cuts of what is odd within the text."""
    for found in _ODD.finditer(text):
        run = found.group()
        start, end = found.span()
        edge = start == 0 or end == len(text) or text[start - 1] == "\n" or text[end] == "\n"
        space = "" if edge or not _HAS_SPACE.search(run) else " "
        if run != space:
            yield Cut(index, start, end, "white space", space)
    if not text.isascii() and _DIRECTION.search(text) and not _RIGHT_TO_LEFT.search(text):
        for found in _DIRECTION.finditer(text):
            yield Cut(index, found.start(), found.end(), "mark of direction")


def _trims(index: int, text: str) -> Iterator[Edit]:
    """Cuts of white space at the ends; a drop of what is not visible at all."""
    lead = len(text) - len(text.lstrip(" \n"))
    trail = len(text.rstrip(" \n"))
    if lead:
        yield Cut(index, 0, lead, "white space")
    if lead < trail < len(text):
        yield Cut(index, trail, len(text), "white space")
    if len(text) < 20 and _INVISIBLE.match(text):
        yield Drop(index, "nothing visible")
