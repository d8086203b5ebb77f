"""Building the text of a block piece by piece, each piece with its place in the source."""

from __future__ import annotations

from bisect import bisect_right

from cleaner.document import Anchors, Mark


class AlignedText:
    """Collects pieces of text; gives the joined text and the anchors that lead back.

    >>> text = AlignedText()
    >>> text.add("a ", 0); text.add("&", 2); text.add(" b", 7)
    >>> text.joined, text.anchors
    ('a & b', ((0, 0), (3, 7)))
    """

    __slots__ = ("_anchors", "_next", "_pieces", "marks", "size")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._anchors: list[tuple[int, int]] = []
        self._next = -1  # where in the source an even run would go on
        self.size = 0
        self.marks: list[Mark] = []

    def add(self, piece: str, source: int) -> None:
        """Append `piece`, which stands at `source`."""
        if not piece:
            return
        if source != self._next:
            self._anchors.append((self.size, source))
        self._pieces.append(piece)
        self.size += len(piece)
        self._next = source + len(piece)

    def tail(self, start: int) -> str:
        """The text from the offset `start` on."""
        parts: list[str] = []
        size = self.size
        for piece in reversed(self._pieces):
            if size <= start:
                break
            parts.append(piece)
            size -= len(piece)
        return "".join(reversed(parts))[max(0, start - size) :]

    def cut(self, start: int) -> None:
        """Take the text from the offset `start` on away."""
        while self.size > start:
            piece = self._pieces.pop()
            self.size -= len(piece)
            if self.size < start:
                self._pieces.append(piece[: start - self.size])
                self.size = start
        while self._anchors and self._anchors[-1][0] >= start:
            self._anchors.pop()
        self._next = -1
        cut: list[Mark] = []
        while self.marks and self.marks[-1].end > start:
            mark = self.marks.pop()
            if mark.start < start:
                cut.append(mark._replace(end=start))
        self.marks.extend(reversed(cut))

    def locate(self, offset: int) -> int:
        """The place in the source of the character at `offset`."""
        at, source = self._anchors[bisect_right(self._anchors, (offset, 1 << 62)) - 1]
        return source + offset - at

    @property
    def joined(self) -> str:
        return "".join(self._pieces)

    @property
    def anchors(self) -> Anchors:
        return tuple(self._anchors)

    @property
    def ends_open(self) -> bool:
        """Nothing yet, or the last character is a space: a further space would say nothing."""
        return not self._pieces or self._pieces[-1][-1] in " \n"

    @property
    def ends_quoted(self) -> bool:
        """The last character is a quotation mark."""
        return bool(self._pieces) and self._pieces[-1][-1] in "\"“”„«»'‘’"

    @property
    def ends_line(self) -> bool:
        """The last character is a line's end."""
        return bool(self._pieces) and self._pieces[-1][-1] == "\n"


def realigned(anchors: Anchors, size: int, places: Anchors) -> Anchors:
    """Anchors of a text of `size` that lead into lines put together, led on to where those stood.

    `places` says where in the source each line stands: (offset in the lines together, source).

    >>> realigned(((0, 0),), 4, ((0, 2), (2, 7)))
    ((0, 2), (2, 7))
    """
    led: list[tuple[int, int]] = []
    ends = [offset for offset, _ in anchors[1:]] + [size]
    for (offset, place), end in zip(anchors, ends, strict=True):
        number = bisect_right(places, (place, 1 << 62)) - 1
        led.append((offset, places[number][1] + place - places[number][0]))
        number += 1
        while number < len(places) and places[number][0] - place + offset < end:
            led.append((places[number][0] - place + offset, places[number][1]))
            number += 1
    return tuple(led)
