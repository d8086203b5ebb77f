"""The lists that are open while a page is read, and which items and descriptions stand in them."""

from __future__ import annotations

from collections.abc import Mapping

#: Stands for the number of the next item: of lists with bullets, of descriptions, and of
#: descriptions of which a term has been seen.
_BULLETS, _DESCRIPTIONS, _DESCRIBED = 0, -1, -2


class Lists:
    """A stack of lists; `marker` is that of an item that has no block yet."""

    __slots__ = ("_inside", "_open", "marker")

    def __init__(self) -> None:
        self._open: list[int] = []  # the number of the next item of each
        self._inside: list[int] = []  # which of them have an open item, by place
        self.marker: str | None = None

    def __len__(self) -> int:
        return len(self._open)

    @property
    def level(self) -> int:
        """In how many items a paragraph stands."""
        return self._inside[-1] + 1 if self._inside else 0

    def start(self, name: str, attrs: Mapping[str, str | None]) -> None:
        """A list begins."""
        if name == "ol":
            self._open.append(_number(attrs.get("start")) or 1)
        else:
            self._open.append(_DESCRIPTIONS if name == "dl" else _BULLETS)

    def end(self) -> None:
        """The innermost list ends."""
        self.end_item()
        if self._open:
            self._open.pop()

    def start_item(self, attrs: Mapping[str, str | None]) -> None:
        """An `<li>` begins."""
        number = self._open[-1] if self._open else _BULLETS
        if number > 0:
            number = _number(attrs.get("value")) or number
            self._open[-1] = number + 1
        self._begin(f"{number}." if number > 0 else "-")

    def start_description(self, name: str, *, has_term: bool) -> None:
        """A `<dt>` or `<dd>` begins.

        One without the text of a term above it only indents a paragraph, as old pages do.
        """
        if not self._open or self._open[-1] not in (_DESCRIPTIONS, _DESCRIBED):
            return
        self.end_item()
        if name == "dt":
            self._open[-1] = _DESCRIBED
        elif self._open[-1] == _DESCRIBED and has_term:
            self._begin(":")

    def _begin(self, marker: str) -> None:
        self.marker = marker
        place = len(self._open) - 1
        if place >= 0 and not (self._inside and self._inside[-1] == place):
            self._inside.append(place)

    def end_item(self) -> None:
        """The open item of the innermost list ends, if it has one."""
        self.marker = None
        if self._inside and self._inside[-1] == len(self._open) - 1:
            self._inside.pop()

    def take(self) -> tuple[str, int]:
        """Marker and level of the item whose first block comes now."""
        marker, self.marker = self.marker, None
        return marker or "-", max(0, len(self._open) - 1)


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 6 else 0
