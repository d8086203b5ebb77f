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

    >>> read_row("| | a | |", 0, {}).text
    '| | a'
    >>> read_row("| *a* || c |", 0, {}).text
    'a | | c'
    """
    text = ""
    marks: list[Mark] = []
    anchors: list[tuple[int, int]] = []
    spans = list(cells(line))
    while spans and spans[-1][0] == spans[-1][1]:  # rows are filled up to the longest one
        spans.pop()
    for number, (first, last) in enumerate(spans):
        if number or first == last:  # an empty first cell is a bar of its own
            bar = max(0, line.rfind("|", 0, first))
            if text:
                anchors.append((len(text), source + max(0, bar - 1)))
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
