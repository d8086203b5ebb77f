"""Standard error as `clean-file` uses it: messages, and progress if somebody is watching."""

from __future__ import annotations

import os
import time
from typing import TextIO

_MANY = 5  # inputs from which on progress is shown
_PAUSE = 0.1  # seconds between two drawings of it
_BAR = 24  # cells


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is likely to be looking at the stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


class Console:
    """Says things on `stream` (None: nowhere), if `quiet` only errors.

    `shared` tells that the results go to the same terminal: progress would stand in their midst.

    `colour` tells whether to use colours, `columns` the width of the terminal in cells (0: none).
    """

    def __init__(self, stream: TextIO | None, quiet: bool = False, shared: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet
        capable = is_terminal(stream) and os.environ.get("TERM") != "dumb"
        self.colour = capable and not os.environ.get("NO_COLOR")
        self.columns = _columns(stream) if stream is not None and capable else 0
        self._progress = not quiet and bool(self.columns) and not shared
        self._drawn = False
        self._next = 0.0

    def write(self, text: str) -> None:
        """Writes text as it is."""
        if self._stream is not None:
            self.clear()
            self._stream.write(text)
            self._stream.flush()

    def say(self, message: str) -> None:
        """Writes one line; what would break it or not print is escaped."""
        from cleaner.explain import visible

        self.write(visible(message) + "\n")

    def note(self, message: str) -> None:
        """Says what a quiet run may leave unsaid."""
        if not self._quiet:
            self.say(message)

    def progress(self, done: int, total: int, name: str) -> None:
        """Shows how far a run over many inputs is, on a terminal only."""
        now = time.monotonic()
        if not self._progress or total < _MANY or now < self._next:
            return
        from cleaner.explain import clipped, visible

        self._next = now + _PAUSE
        filled = "=" * (_BAR * done // total)
        line = f"[{filled:<{_BAR}}] {done:,}/{total:,} {100 * done // total} % {visible(name)}"
        self.write(clipped(line, self.columns - 1))
        self._drawn = True

    def clear(self) -> None:
        """Takes the progress off the screen."""
        if self._drawn and self._stream is not None:
            self._drawn = False
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
