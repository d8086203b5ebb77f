"""Making the written forms fixed points: what a second cleaning would still take out goes now.

A filter at rest on a document need not be at rest on what is written of it: plain text does not
say that a line was a heading.  So each written form is read and filtered again; whatever still
goes is taken out of the document itself, and both forms are written anew, until neither changes.

Why cleaning a form again gives it back: a form is final only if reading, filtering and writing it
gives it again, and a source of which just that holds is its own form, whatever the other form does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleaner.document import Block, Cut, Removal, apply_cuts
from cleaner.writing import Written

Form = Callable[[Sequence[Block]], Written]

#: After so many rounds a form that still changes is taken as the further cleaning gives it.
MOST_ROUNDS = 6
#: So many characters may a block's text be off from what was written of it (markers, marks).
_SLACK = 200


class Reread(NamedTuple):
    """What a further way through makes of a written form: blocks, what went, the decoded text."""

    blocks: Sequence[Block]
    removals: Sequence[Removal]
    source: str


Again = Callable[[str], Reread]


class Settled(NamedTuple):
    """The blocks at rest, their written forms, and what still went."""

    blocks: Sequence[Block]
    texts: tuple[str, ...]
    removals: list[Removal]


def settle(
    blocks: Sequence[Block], forms: Sequence[Form], again: Again, source: str | None = None
) -> Settled:
    """Take out of the blocks what cleaning any of their written forms again would take out.

    `source` is what the blocks were read of, if `again` would read it so: a form that gives it
    back is at rest, and the other one is then settled by itself.
    """
    removals: list[Removal] = []
    known: dict[str, Reread] = {}

    def reread(text: str) -> Reread:
        if text not in known:
            known[text] = again(text)
        return known[text]

    written = [form(blocks) for form in forms]
    if not any(each.text == source for each in written):
        for _ in range(MOST_ROUNDS):
            reflected = _once(blocks, written, forms, reread)
            if reflected is None:
                break
            blocks, more = reflected
            removals.extend(more)
            written = [form(blocks) for form in forms]
    finals = tuple(
        each.text if each.text == source else _forced(form, each.text, blocks, reread)
        for form, each in zip(forms, written, strict=True)
    )
    return Settled(blocks, finals, removals)


def _once(
    blocks: Sequence[Block], written: Sequence[Written], forms: Sequence[Form], reread: Again
) -> tuple[list[Block], list[Removal]] | None:
    """The blocks without what still goes from one of their forms; None if nothing does."""
    for form, each in zip(forms, written, strict=True):
        after = reread(each.text)
        if after.removals and form(after.blocks).text != each.text:
            reflected = _reflected(blocks, each, after)
            if reflected is not None:
                return reflected
    return None


def _forced(form: Form, text: str, blocks: Sequence[Block], reread: Again) -> str:
    """Clean a form again and again by itself: what went was only its way of being written.

    `text` is the form of `blocks`.
    """
    seen: list[str] = []
    while len(seen) < 2 * MOST_ROUNDS:
        reading = reread(text)
        if reading.blocks is blocks or (after := form(reading.blocks).text) == text:
            return text
        if after in seen:  # forms that turn into each other: always the same one of them
            return min([*seen[seen.index(after) :], text])
        seen.append(text)
        text, blocks = after, reading.blocks
    return text


def _reflected(
    blocks: Sequence[Block], written: Written, after: Reread
) -> tuple[list[Block], list[Removal]] | None:
    """The blocks without what went from the written form; None if nothing can be reflected."""
    if after.source != written.text:
        return None
    starts = [at for at, _ in written.places]
    drops: dict[int, Removal] = {}
    cuts: dict[int, list[tuple[Cut, Removal]]] = {}
    for removal in after.removals:
        first = max(0, bisect_right(starts, removal.start) - 1)
        last = max(first, bisect_right(starts, max(removal.start, removal.end - 1)) - 1)
        for place in range(first, min(last + 1, len(starts))):
            at, index = written.places[place]
            end = starts[place + 1] if place + 1 < len(starts) else len(written.text)
            covered = removal.start <= at and not written.text[removal.end : end].strip()
            block = blocks[index]
            if covered or removal.text.strip() == block.text.strip():
                drops.setdefault(index, removal)
            elif (found := _found(block, removal, at)) >= 0:
                cut = Cut(index, found, found + len(removal.text), removal.reason)
                cuts.setdefault(index, []).append((cut, removal))
    if not drops and not cuts:
        return None
    return _edited(blocks, drops, cuts)


def _found(block: Block, removal: Removal, at: int) -> int:
    """Where in the block's text the removed text stands, about where it was written."""
    if block.kind in ("code", "quote") or not removal.text.strip():
        return -1
    first = max(0, removal.start - at - _SLACK)
    return block.text.find(removal.text, first, removal.end - at + _SLACK)


def _edited(
    blocks: Sequence[Block],
    drops: dict[int, Removal],
    cuts: dict[int, list[tuple[Cut, Removal]]],
) -> tuple[list[Block], list[Removal]]:
    kept: list[Block] = []
    removals: list[Removal] = []
    for index, block in enumerate(blocks):
        if index in drops:
            removal = drops[index]
            removals.append(removal._replace(text=block.text, start=block.start, end=block.end))
            continue
        # from the end, so that the offsets of the others stay true
        for cut, removal in sorted(cuts.get(index, ()), key=lambda each: -each[0].start):
            if block.text[cut.start : cut.end] != removal.text:
                continue
            block, gone = apply_cuts(block, [cut], removal.filter)
            removals.extend(gone)
        if block.text.strip() or block.kind in ("code", "raw"):
            kept.append(block)
    return kept, removals
