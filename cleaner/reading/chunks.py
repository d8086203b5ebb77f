"""HTML that stands in text and Markdown: which lines belong to a chunk of it, and their blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cleaner.document import Block
from cleaner.reading.html import read_fragment
from cleaner.reading.lines import Line
from cleaner.reading.tags import BLOCK_MARKUP, BLOCK_TAG

_VERBATIM = re.compile(r"<(?:(script|style|pre|textarea)(?=[\s/>])|(!--))", re.I)


class Chunks:
    """Finds the chunks of block-level HTML among the lines of a text."""

    def __init__(
        self, source: str, lines: Sequence[Line], pairing: Mapping[int, int], images: bool
    ) -> None:
        self.source = source
        self.images = images
        self.lines = lines
        self.pairing = pairing
        self.region = range(0)  # the lines up to the next blank one, where HTML was last met
        self.reach: list[int] = []  # and for each of them, down to which an open element goes
        self._ends: dict[str, int] = {}  # by closing tag: where it was last found, or nowhere

    def end_of(self, at: int) -> int:
        """The number of the line after the chunk that begins in this line; its own if none does.

        A chunk is what begins with markup, or is inside an element.  Plain lines behind an element
        stand for themselves, as everywhere in a dump.
        """
        if not BLOCK_MARKUP.match(self.lines[at].text):
            return at
        until = self._verbatim_end(self.lines[at])
        last = self.lines[self.region.stop - 1 if self.region else at]
        if at >= self.region.stop or until > last.start + len(last.raw):
            self.region = range(at, self._blank_after(at, until))
            self.reach = reach([self.lines[number].text for number in self.region])
        end = at + 1
        while end < self.region.stop and (
            self.lines[end].start < until
            or self.reach[end - 1 - self.region.start] + self.region.start >= end
            or BLOCK_MARKUP.match(self.lines[end].text)
        ):
            until = max(until, self._verbatim_end(self.lines[end]))
            end += 1
        return end

    def read(self, at: int, end: int) -> list[Block]:
        """The blocks of the chunk from line `at` to before line `end`."""
        line, last = self.lines[at], self.lines[end - 1]
        start = line.start + line.raw.find("<")
        stop = last.start + len(last.raw)
        return read_fragment(self.source, start, stop, images=self.images)

    def _blank_after(self, at: int, until: int) -> int:
        """The number of the first line that is blank, or a fence, and not within verbatim text."""
        end = at + 1
        while end < len(self.lines):
            line = self.lines[end]
            if line.start >= until and (not line.text or end in self.pairing):
                break
            until = max(until, self._verbatim_end(line))
            end += 1
        return end

    def _verbatim_end(self, line: Line) -> int:
        """Where the elements and comments of a line that may hold blank lines end; 0 if none does.

        One that is not closed ends at once: a stray tag must not swallow the rest of an article.
        """
        until = 0
        for opened in _VERBATIM.finditer(line.raw) if "<" in line.raw else ():
            closing = "-->" if opened[2] else f"</{opened[1]}".lower()
            until = max(until, self._closed(closing, line.start + opened.end()))
        return until

    def _closed(self, closing: str, start: int) -> int:
        """Where `closing` next ends from `start` on; 0 if it never comes."""
        known = self._ends.get(closing, -1)
        if known == 0 or known - len(closing) >= start:
            return known
        end = self.source.find(closing, start)
        if end < 0:
            end = self.source.find(closing.upper(), start)
        known = self._ends[closing] = end + len(closing) if end >= 0 else 0
        return known


def reach(lines: Sequence[str]) -> list[int]:
    """For each line: the last line of the elements that are open after it, itself if none is.

    Only elements that are closed within the lines count.

    >>> reach(["<p>one", "two</p>", "three", "<p>four"])
    [1, 1, 2, 3]
    """
    opened: dict[str, list[int]] = {}
    last = list(range(len(lines)))
    for number, line in enumerate(lines):
        for tag in BLOCK_TAG.finditer(line) if "<" in line else ():
            name = tag[2].lower()
            if not tag[1]:
                opened.setdefault(name, []).append(number)
            elif opened.get(name):
                first = opened[name].pop()
                last[first] = max(last[first], number)
    for number in range(1, len(last)):
        if last[number - 1] > number:
            last[number] = max(last[number], last[number - 1])
    return last
