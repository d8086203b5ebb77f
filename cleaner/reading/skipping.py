"""Elements that are left out: where such an element ends, also where end tags are missing."""

from __future__ import annotations

from collections.abc import Mapping

from cleaner.reading.tags import BLOCK, CLOSED_BY, VOID

#: What an element's end is not looked for beyond: a cell does not end what stands round its table.
_BOUNDS = {"li": ("ul", "ol", "menu"), "td": ("table",), "th": ("table",), "tr": ("table",)}


class Skip:
    """An element whose content is left out, and what is open inside.

    Attributes:
        name, reason, start: its name, why it is left out, and where it begins in the source.
    """

    __slots__ = ("_counts", "_open", "name", "reason", "start")

    def __init__(self, name: str, reason: str, start: int) -> None:
        self.name = name
        self.reason = reason
        self.start = start
        self._open = [name]
        self._counts = {name: 1}

    def ends_before(self, name: str, self_closing: bool) -> bool:
        """A start tag: does the element end before it? Else it is open inside."""
        closers = CLOSED_BY.get(self.name)
        if closers and name in closers and not self._is_bounded():
            return True
        top = self._open[-1]
        if top != self.name and name in CLOSED_BY.get(top, ()):
            self._pop()
        if name not in VOID and not self_closing:
            self._open.append(name)
            self._counts[name] = self._counts.get(name, 0) + 1
        return False

    def _is_bounded(self) -> bool:
        bounds = _BOUNDS.get(self.name)
        return bounds is not None and any(self._counts.get(bound) for bound in bounds)

    def _pop(self) -> str:
        name = self._open.pop()
        self._counts[name] -= 1
        return name

    def ended_by(self, name: str, around: Mapping[str, int]) -> bool | None:
        """An end tag: True if it is the element's own; None if that of one around; else False."""
        if self._counts.get(name):
            while self._pop() != name:
                pass
            return not self._open
        if name == "ruby" and self.name in ("rt", "rp"):
            return None
        if name in BLOCK and around.get(name) and not self._counts.get("table"):
            return None
        return False
