"""Telling a hard-wrapped paragraph from lines that stand for themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

#: Narrower columns are addresses, verse and lists; wider lines are not wrapped by hand.
NARROWEST, WIDEST = 40, 140
#: A full line ends within this share of the column.
_FULL = 0.85
_HYPHENATED = re.compile(r"[^\W\d_]-\Z")
_OPENERS = "0123456789(\"'“„«‘’–—&%€$£"


def is_wrapped(lines: Sequence[str]) -> bool:
    """Are these lines one paragraph, broken only because the column was full?

    A line is broken when the next word does not fit.  So in a wrapped paragraph the first word of
    each line would not have fitted on the line above, or that line is at least nearly full; and
    most lines begin in mid-sentence, which lines of verse, addresses and lists do not.

    >>> is_wrapped(["Roses are red,", "violets are blue"])
    False
    >>> is_wrapped(["It was a bright cold day in April, and the clocks were",
    ...             "striking thirteen, as they do in such stories."])
    True
    """
    width = max(len(line) for line in lines)
    if not NARROWEST <= width <= WIDEST:
        return False
    joints = len(lines) - 1
    ragged = inner = 0
    for above, below in pairwise(lines):
        if _HYPHENATED.search(above) and below[:1].islower():
            inner += 1
            continue
        word = below.split(None, 1)[0] if below.strip() else ""
        ragged += len(above) + 1 + len(word) <= width and len(above) < _FULL * width
        inner += _is_inner(below[:1])
    if joints <= 2:
        return ragged == 0 and inner >= 1
    return ragged * 10 <= joints and inner * 5 >= joints * 2


def _is_inner(first: str) -> bool:
    """A line that begins so goes on with a sentence."""
    return (first.isalpha() and not first.isupper()) or first in _OPENERS
