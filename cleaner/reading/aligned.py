"""Building the text of a block piece by piece, each piece with its place in the source."""

from __future__ import annotations

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

    @property
    def joined(self) -> str:
        return "".join(self._pieces)

    @property
    def anchors(self) -> Anchors:
        return tuple(self._anchors)

    @property
    def ends_open(self) -> bool:
        """Nothing yet, or the last character is a space: a further space would say nothing."""
        return not self._pieces or self._pieces[-1][-1] == " "

    @property
    def ends_quoted(self) -> bool:
        """The last character is a quotation mark."""
        return bool(self._pieces) and self._pieces[-1][-1] in "\"“”„«»'‘’"

    @property
    def ends_line(self) -> bool:
        """The last character is a line's end."""
        return bool(self._pieces) and self._pieces[-1][-1] == "\n"
