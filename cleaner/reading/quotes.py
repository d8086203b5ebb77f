"""Quoted lines to one block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cleaner.document import Block, Mark
from cleaner.reading import inline
from cleaner.reading.aligned import AlignedText, realigned
from cleaner.reading.lines import Line


def quote_of(lines: Sequence[Line], references: Mapping[str, str]) -> Block:
    """The block of lines that begin with ">", read as one run, so that marks may span lines.

    >>> quote_of([Line(0, "> a", "> a"), Line(4, "> b", "> b")], {}).text
    'a\\nb'
    """
    rows: list[tuple[str, int]] = []
    for line in lines:
        body = line.text[1:].removeprefix(" ")
        at = line.start + line.raw.find(">") + len(line.text) - len(body)
        rows.append((body.rstrip(), at))
    written = [number for number, (row, _) in enumerate(rows) if row]
    start, last = lines[0].start, lines[-1]
    end = last.start + len(last.raw)
    if not written:
        return Block("raw", ">", start, end, 0, "empty quote")
    rows = rows[written[0] : written[-1] + 1]
    read = inline.parse("\n".join([row for row, _ in rows]), 0, references)
    places = []
    at = 0
    for row, source in rows:
        places.append((at, source))
        at += len(row) + 1
    anchors = realigned(read.anchors, len(read.text), tuple(places))
    return Block("quote", read.text, start, end, 0, "", read.marks, anchors)


def quoted_deeper(block: Block, depth: int, marker: str) -> Block:
    r"""A block of a quote within `depth` further quotes; `marker` makes it an item of a list there.

    >>> quoted_deeper(Block("quote", "a\nb", 0, 3), 1, "- ").text
    '> - a\n>   b'
    """
    first = "> " * depth + marker
    other = "> " * depth + " " * len(marker)
    text = AlignedText()
    marks: list[Mark] = []
    at = anchor = mark = 0
    for number, line in enumerate(block.text.split("\n")):
        end = at + len(line)
        text.add(("\n" if number else "") + (other if number else first), block.locate(at))
        moved = text.size - at
        # a mark over several lines would cover what stands in front of them
        while mark < len(block.marks) and block.marks[mark].start < end:
            each = block.marks[mark]
            if each.end <= end:
                marks.append(each._replace(start=each.start + moved, end=each.end + moved))
            mark += 1
        while at < end:
            while anchor < len(block.anchors) and block.anchors[anchor][0] <= at:
                anchor += 1
            stop = block.anchors[anchor][0] if anchor < len(block.anchors) else end
            text.add(block.text[at : min(stop, end)], block.locate(at))
            at = min(stop, end)
        at = end + 1
    return block._replace(text=text.joined, marks=tuple(marks), anchors=text.anchors)
