"""Which fence lines belong together, and which are stray.

CommonMark lets an unclosed fence run to the end of the document; in scraped and generated text
that one stray line would turn the article into code.  So a fence counts only as one of a pair.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

#: The whole line of a fence: indentation, the fence itself, the info string.
FENCE = re.compile(r"[ \t]*+(`{3,}+|~{3,}+)[ \t]*+([^`\n]*+)$")

#: Info strings of a fence that generated text puts around a whole article.
WRAPPERS = frozenset(("markdown", "md", "html", "htm", "xhtml", "mdx"))
#: The same, but only where what stands inside reads like prose.
DOUBTFUL_WRAPPERS = frozenset(("", "text", "txt", "plaintext", "plain"))

_CODE_LINE = re.compile(
    r"[;{}\\]\s*$|^\s*(?:def|class|import|from|return|elif|else|try|except|print|var|let|const"
    r"|function|func|fn|public|private|static|void|#include|#!|\$|>>>|sudo|pip|npm|git|curl|cd"
    r"|SELECT|INSERT|<[\w/!?])|\w\([^()]*\)|\s[=!<>+*-]?=\s|->|=>|::|^\s*[\w.-]+\s?[:=]\s?\S+$"
)


_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")


#: A line with more spaces is prose, whatever stands in it, or code beyond reading.
_MOST_SPACES = 40


class FenceLine(NamedTuple):
    """A line that may open or close a code block: its number, its fence, its info string."""

    line: int
    fence: str
    info: str

    @property
    def size(self) -> int:
        return min(len(self.fence), 16)  # bounded, so that pairing stays linear


class Pairing(NamedTuple):
    """Opening line to closing line of each code block, and the numbers of the stray fence lines."""

    blocks: dict[int, int]
    stray: frozenset[int]


def looks_like_prose(lines: Sequence[str]) -> bool:
    """Most words stand in lines of sentences rather than of code."""
    prose = code = 0
    for line in lines:
        plain = _TAG.sub("", line).strip()  # an article in HTML is prose all the same
        words = len(plain.split())
        if words >= 8 and not _CODE_LINE.search(plain):
            prose += words
        else:
            code += words
    return prose > code


def looks_like_code(line: str) -> bool:
    """The line has a program's or a command's punctuation or keywords.

    >>> looks_like_code("    return x + 1"), looks_like_code("    With OpenAI seeking to stand")
    (True, False)
    """
    body = line.strip()
    return body.count(" ") <= _MOST_SPACES and _CODE_LINE.search(body) is not None


def pair(
    fences: Sequence[FenceLine], first: int, last: int, lines_of: Callable[[int, int], list[str]]
) -> Pairing:
    """Pair the fence lines of a document whose first and last written lines have these numbers.

    `lines_of(a, b)` gives the lines between the lines a and b.
    """
    blocks: dict[int, int] = {}
    stray: set[int] = set()
    hopeless: dict[str, int] = {}  # by character: the size from which on nothing closes any more
    at = _skip_wrapper(fences, first, last, lines_of)
    stray.update(each.line for each in fences[:at])
    while at < len(fences):
        opener = fences[at]
        mark = opener.fence[0]
        closing = None
        if opener.size < hopeless.get(mark, 99):
            closing, reopened = _closing(fences, at)
            if closing is None and not reopened:
                hopeless[mark] = opener.size
        if closing is None or _misread(fences, at, closing, lines_of):
            stray.add(opener.line)
            at += 1
        else:
            blocks[opener.line] = fences[closing].line
            at = closing + 1
    return Pairing(blocks, frozenset(stray))


def _skip_wrapper(
    fences: Sequence[FenceLine], first: int, last: int, lines_of: Callable[[int, int], list[str]]
) -> int:
    """How many fences at the start only wrap the whole document: none or one."""
    if not fences or fences[0].line != first:
        return 0
    opener = fences[0]
    closed, _ = _closing(fences, 0)
    to_the_end = closed is None or fences[-1].line == last
    kind = opener.info.strip().lower()
    if kind in WRAPPERS:
        # a document that goes on after the block merely begins with an example
        inner = [each for each in fences[1:] if each.info]
        return int(closed is None or fences[closed].line == last or (to_the_end and bool(inner)))
    if kind in DOUBTFUL_WRAPPERS and to_the_end and closed in (None, len(fences) - 1):
        return int(looks_like_prose(lines_of(first, last)))
    return 0


def _closing(fences: Sequence[FenceLine], at: int) -> tuple[int | None, bool]:
    """The fence that closes fence `at`; and whether another opening one came before any."""
    opener = fences[at]
    for index in range(at + 1, len(fences)):
        other = fences[index]
        if other.fence[0] == opener.fence[0] and other.size >= opener.size:
            if other.info:
                return None, True
            return index, False
    return None, False


def _misread(
    fences: Sequence[FenceLine],
    at: int,
    closing: int,
    lines_of: Callable[[int, int], list[str]],
) -> bool:
    """A bare fence before prose, with an odd number of fences left: it opens nothing."""
    if fences[at].info or (len(fences) - at) % 2 == 0 or closing != at + 1:
        return False
    return looks_like_prose(lines_of(fences[at].line, fences[closing].line))
