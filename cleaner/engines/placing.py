"""Which blocks of a page stand in a text that somebody else took from the same page.

Both are compared by their letters and digits alone, since white space, marks and markup are
written differently.  Every part of the text accounts for one block only: of two copies of a
paragraph, for wide and for narrow screens, one stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from cleaner.document import Block
from cleaner.words import letters

#: A block of so many letters is known by them; a shorter one by its place, too.
_LONG = 25
#: Blocks of which only a part is in the text: so many letters, and this share of its shingles.
_PARTLY, _SHARE, _SHINGLE, _STEP = 40, 0.7, 12, 6
_MOST_PLACES = 4
#: So near must a short block follow on the last one found, in letters.
_NEAR = 4000
#: So much text may be searched for blocks that do not begin where a line does, in characters.
_MOST_SEARCHED = 400_000_000


class Placing:
    """The letters of a text, and where in them its lines begin.

    >>> text = Placing("Tea is good for you, he says.\\nGreen")
    >>> texts = ("Home", "Tea is good for you, he says.", "Green", "Tea is good for you, he says.")
    >>> text.found([Block("paragraph", each, 0, 0) for each in texts])
    [False, True, True, False]
    """

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self.starts: set[int] = set()
        self._lines: dict[str, list[int]] = defaultdict(list)
        at = 0
        for line in re.split(r"[\n|]", text):
            own = letters(line)
            if own:
                self.starts.add(at)
                self._lines[own[:_LONG]].append(at)
                pieces.append(own)
                at += len(own)
        self.kept = "".join(pieces)
        self.starts.add(at)

    def found(self, blocks: Sequence[Block]) -> list[bool]:
        """For each block: does it stand in the text?"""
        return _Search(self, blocks).found()

    def places(self, own: str) -> list[int]:
        """Where the letters of a long block stand, if they begin where a line does."""
        places = self._lines.get(own[:_LONG], ())
        return [at for at in places[:64] if self.kept.startswith(own, at)][:_MOST_PLACES]


class _Search:
    """One search for all blocks of a page."""

    def __init__(self, text: Placing, blocks: Sequence[Block]) -> None:
        self.text = text
        self.kept = text.kept
        self.blocks = blocks
        self.own = ["" if block.kind == "raw" else letters(block.text) for block in blocks]
        self.place: list[int] = [-1] * len(blocks)  # where in the text each block was found
        self.used = bytearray(len(self.kept))
        self.budget = _MOST_SEARCHED

    def found(self) -> list[bool]:
        self._place_long()
        self._place_short()
        result = [place >= 0 for place in self.place]
        self._place_partly(result)
        for index, block in enumerate(self.blocks):
            if not self.own[index] and block.kind in ("rule", "code"):
                result[index] = index > 0 and result[index - 1]
        return result

    # -- long blocks: the heaviest chain in order, then the rest wherever it stands -----------

    def _place_long(self) -> None:
        matches: list[tuple[int, int]] = []  # (block, place), by block; later places first
        for index, own in enumerate(self.own):
            if len(own) >= _LONG:
                places = self.text.places(own) or self._searched(own)
                matches.extend((index, place) for place in reversed(places))
        for index, place in _heaviest_chain(matches, self.own):
            self._take(index, place)
        for index, place in matches:
            if self.place[index] < 0 and not self._is_used(place, len(self.own[index])):
                self._take(index, place)

    def _searched(self, own: str) -> list[int]:
        if self.budget <= 0:
            return []
        place = self.kept.find(own)
        self.budget -= len(self.kept) if place < 0 else place
        return [place] if place >= 0 else []

    def _take(self, index: int, place: int) -> None:
        size = len(self.own[index])
        self.place[index] = place
        self.used[place : place + size] = b"\x01" * size

    def _is_used(self, place: int, size: int) -> bool:
        return self.used.find(1, place, place + size) >= 0

    # -- short blocks: between the long ones around them --------------------------------------

    def _place_short(self) -> None:
        at = 0
        waiting: list[int] = []
        for index, own in enumerate([*self.own, ""]):
            end = index == len(self.own)
            if not end and self.place[index] < 0:
                if own and len(own) < 2 * _LONG:
                    waiting.append(index)
                continue
            until = len(self.kept) if end else self.place[index]
            if waiting and at < until:
                self._fill(waiting, at, until)
            waiting = []
            if not end:
                at = until + len(own)

    def _fill(self, waiting: Sequence[int], at: int, end: int) -> None:
        """Place short blocks, in order, in a part of the text that no long block accounts for."""
        starts = self.text.starts
        for index in waiting:
            own = self.own[index]
            until = min(end, at + _NEAR)
            place = self.kept.find(own, at, until)
            tries = 8
            while place >= 0 and tries:
                joined = place == at or place in starts
                if joined and not self._is_used(place, len(own)):
                    break
                place = self.kept.find(own, place + 1, until)
                tries -= 1
            if place >= 0 and tries:
                self._take(index, place)
                at = place + len(own)

    # -- blocks of which the text left a part out ---------------------------------------------

    def _place_partly(self, result: list[bool]) -> None:
        shingles: frozenset[str] | None = None
        for index, own in enumerate(self.own):
            if result[index] or len(own) < _PARTLY:
                continue
            if shingles is None:
                shingles = self._unused_shingles()
            parts = [own[i : i + _SHINGLE] for i in range(0, len(own) - _SHINGLE + 1, _STEP)]
            result[index] = sum(part in shingles for part in parts) >= _SHARE * len(parts)

    def _unused_shingles(self) -> frozenset[str]:
        kept, used = self.kept, self.used
        return frozenset(
            kept[i : i + _SHINGLE] for i in range(len(kept) - _SHINGLE + 1) if not used[i]
        )


def _heaviest_chain(
    matches: Sequence[tuple[int, int]], own: Sequence[str]
) -> list[tuple[int, int]]:
    """The matches in the order of both blocks and text, none over another, with most letters."""
    ends = sorted({place + len(own[index]) for index, place in matches})
    rank = {end: number for number, end in enumerate(ends, 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ends) + 1)  # (letters, match), for prefixes
    before: list[int] = []
    best = (0, -1)
    for number, (index, place) in enumerate(matches):
        size = len(own[index])
        low = bisect_right(ends, place)
        weight, previous = 0, -1
        while low:
            if tree[low][0] > weight:
                weight, previous = tree[low]
            low &= low - 1
        before.append(previous)
        here = (weight + size, number)
        if here[0] > best[0]:
            best = here
        high = rank[place + size]
        while high <= len(ends):
            if here[0] > tree[high][0]:
                tree[high] = here
            high += high & -high
    chain: list[tuple[int, int]] = []
    number = best[1]
    while number >= 0:
        chain.append(matches[number])
        number = before[number]
    return chain[::-1]
