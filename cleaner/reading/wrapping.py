"""Telling a hard-wrapped paragraph from lines that stand for themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDED = re.compile(r"[.!?…:;。！？\"”»’)\]]$")

#: Narrower columns are addresses, verse and lists; wider lines are not wrapped by hand.
NARROWEST, WIDEST = 40, 140


def is_wrapped(lines: Sequence[str]) -> bool:
    """Are these lines one paragraph, broken only because the column was full?

    A typesetter breaks a line when the next word does not fit.  So in a wrapped paragraph the
    first word of each line would not have fitted on the line above; and most lines begin in
    mid-sentence, which lines of verse, addresses and lists do not.

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
    loose = inner = 0
    for above, below in zip(lines, lines[1:], strict=False):
        word = below.split(None, 1)[0] if below.strip() else ""
        loose += len(above) + 1 + len(word) <= width
        inner += not below[:1].isupper() and not (below[:1].isdecimal() and _ENDED.search(above))
    if joints <= 2:
        broken = all(
            not _ENDED.search(above) and len(above) >= NARROWEST
            for above in lines[:-1]
        )
        return broken and loose == 0 and inner >= 1
    return loose * 10 <= joints and inner * 5 >= joints * 2
