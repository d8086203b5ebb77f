"""The account of what was taken out: removals in the order of the source, none over another."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.document import Removal


def tidied(removals: Iterable[Removal], source: str) -> tuple[Removal, ...]:
    """Sort removals by their place; what lies within an earlier one is accounted for already.

    A block that was first shortened and then dropped gives two overlapping removals: the parts are
    kept, and the block's own removal is split round them, so that spans never overlap.

    >>> tidied([Removal("b", "cut", "x", 4, 5), Removal("a", "drop", "ab x", 1, 5)], " ab x")
    (Removal(filter='a', reason='drop', text='ab x', start=1, end=4), Removal(filter='b', ...))
    """
    clipped = (
        each._replace(start=max(0, each.start), end=min(len(source), max(each.start, each.end)))
        for each in removals
    )
    # inner ones first where spans are nested: they were taken out first
    by_size = sorted(clipped, key=lambda r: (r.start, r.end))
    kept: list[Removal] = []
    for each in by_size:
        start = each.start
        if kept and start < kept[-1].end:
            if each.end <= kept[-1].end:
                continue
            start = kept[-1].end
        if start < each.end:
            kept.append(each._replace(start=start))
    return tuple(kept)
