"""A line of a table: its cells, each read by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cleaner.document import Mark
from cleaner.reading import inline

_BAR = re.compile(r"(?<!\\)\|")


def cells(line: str) -> Iterator[tuple[int, int]]:
    """The spans of the cells of a table line, without the white space round them."""
    start = line.startswith("|")
    stop = len(line) - (len(line) > start and line.endswith("|") and not line.endswith("\\|"))
    bars = [found.start() for found in _BAR.finditer(line, start, stop)]
    for first, last in zip([int(start), *(bar + 1 for bar in bars)], [*bars, stop], strict=True):
        body = line[first:last]
        lead = len(body) - len(body.lstrip())
        yield first + lead, max(first + lead, first + len(body.rstrip()))


def read_row(line: str, source: int, references: Mapping[str, str]) -> inline.Inline:
    """The cells of a table line parted by bars; `source` is where the line stands.

    >>> read_row("| *a* || c |", 0, {}).text
    'a | | c'
    """
    text = ""
    marks: list[Mark] = []
    anchors: list[tuple[int, int]] = []
    for number, (first, last) in enumerate(cells(line)):
        if number:
            bar = line.rfind("|", 0, first)
            if text:
                anchors.append((len(text), source + bar - 1))
                text += " "
            anchors.append((len(text), source + bar))
            text += "|"
        if first == last:
            continue
        read = inline.parse(line[first:last], source + first, references)
        if text:
            text += " "
        at = len(text)
        marks.extend(m._replace(start=m.start + at, end=m.end + at) for m in read.marks)
        anchors.extend((at + offset, place) for offset, place in read.anchors)
        text += read.text
    return inline.Inline(text, tuple(marks), tuple(anchors) or ((0, source),))
