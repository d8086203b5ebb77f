"""The account of what was taken out: removals in the order of the source, none over another."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from cleaner.document import Removal

#: A character reference: what it stands for goes only with all of it.
_REFERENCE = re.compile(r"&#?[A-Za-z0-9]{1,32};")


def tidied(removals: Iterable[Removal], source: str) -> tuple[Removal, ...]:
    """Sort removals by their place; what lies within a larger one is accounted for by that.

    A block that was first shortened and then dropped gives two removals, one within the other.

    >>> tidied([Removal("b", "cut", "x", 4, 5), Removal("a", "drop", "ab", 1, 5)], " ab x")
    (Removal(filter='a', reason='drop', text='ab', start=1, end=5),)
    """
    kept: list[Removal] = []
    for each in sorted(removals, key=lambda r: (r.start, -r.end)):
        start = max(0, each.start, kept[-1].end if kept else 0)
        end = min(len(source), each.end)
        if start >= end:
            continue
        if source[end - 1] == "&" and (found := _REFERENCE.match(source, end - 1)):
            # "&gtx;" is one reference without its semicolon, and text after it
            end = found.end() if len(html.unescape(found[0])) <= 2 else end
        same = start == each.start and end == each.end
        kept.append(each if same else each._replace(start=start, end=end))
    return tuple(kept)
