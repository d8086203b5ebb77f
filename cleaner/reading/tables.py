"""Tables: which hold data, row by row, and which only lay the page out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from cleaner.document import Block, Mark
from cleaner.reading.aligned import AlignedText
from cleaner.reading.notes import with_prefix
from cleaner.reading.tags import Attributes

_BAR = re.compile(r"(?<!\\)\|")

#: A cell longer than this is layout, not data.
_LONGEST_CELL = 600

#: A label of a column, in characters.
_LONGEST_LABEL = 60
#: No table of data has more columns; cells that say they span more are wrong.
_MOST_COLUMNS = 64

Cell = list[Block]


class Table:
    """The rows of a table that is still open.

    A row is data if every cell is one short text, perhaps of a few lines, or, where the table has
    header cells or a first row of labels, of a few paragraphs or items; its block holds the cells,
    parted by bars.  A cell that spans several columns or rows is followed by empty ones, so that
    columns stay in line.
    Columns that are empty in all rows do not count.
    """

    __slots__ = ("_spans", "cell", "has_header", "in_cell", "row", "rows")

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.row: list[Cell] | None = None
        self.cell: Cell = []
        self.in_cell = False
        self.has_header = False
        self._spans: dict[int, int] = {}  # by column: so many rows more does a cell above fill

    def start_row(self) -> None:
        self.end_row()
        self.row = []

    def start_cell(self, name: str, attrs: Attributes) -> None:
        if self.row is None:
            self.row = []
        row = self.row
        self._fill(row)
        self.cell = []
        self.in_cell = True
        self.has_header = self.has_header or name == "th"
        place = len(row)
        row.append(self.cell)
        if "colspan" in attrs or "rowspan" in attrs:
            width = min(_span(attrs.get("colspan")), max(1, _MOST_COLUMNS - place))
            row.extend([] for _ in range(width - 1))
            height = _span(attrs.get("rowspan"))
            if height > 1:
                for column in range(place, min(place + width, _MOST_COLUMNS)):
                    self._spans[column] = height

    def _fill(self, row: list[Cell]) -> None:
        """Put empty cells where one of a row above goes on."""
        while len(row) in self._spans:
            row.append([])

    def end_row(self) -> None:
        if self.row:
            self.rows.append(self.row)
            spans = self._spans
            self._spans = {column: left - 1 for column, left in spans.items() if left > 1}
        self.row = None
        self.in_cell = False

    def laid_out(self, level: int = 0) -> list[Block]:
        """The blocks so far; those of the open row one by one: it is no data."""
        blocks = self._emptied(level)
        if self.row is not None:
            blocks.extend(block for cell in self.row for block in cell)
            self.row = None
            self.in_cell = False
        return blocks

    def finished(self, level: int = 0) -> list[Block]:
        """The blocks of all rows, `level` list items deep."""
        self.end_row()
        return self._emptied(level)

    def _emptied(self, level: int) -> list[Block]:
        rows, self.rows = self.rows, []
        used = {place for row in rows for place, cell in enumerate(row) if cell}
        written = [[cell for place, cell in enumerate(row) if place in used] for row in rows]
        written = [cells for cells in written if any(cells)]
        has_header = self.has_header or _has_header(written)
        short = [all(_is_data(cell, has_header) for cell in cells) for cells in written]
        several = [sum(map(bool, cells)) > 1 for cells in written]
        data = [fits and more for fits, more in zip(short, several, strict=True)]
        blocks: list[Block] = []
        above = False
        for number, cells in enumerate(written):
            # a lone cell between rows of data is the heading of those that follow
            inner = above and short[number] and number + 1 < len(data) and data[number + 1]
            if data[number] or inner:
                while not cells[-1]:
                    cells.pop()
                joined = joined_row([joined_lines(cell) if cell else None for cell in cells])
                blocks.append(joined._replace(tight=above, level=level))
                above = True
            else:
                blocks.extend(block for cell in cells for block in cell)
                above = False
        return blocks


def _has_header(rows: Sequence[Sequence[Cell]]) -> bool:
    """Is the first of the rows one of labels, as long as the others?"""
    return (
        len(rows) > 1
        and len(rows[0]) > 1
        and all(len(row) == len(rows[0]) for row in rows)
        and all(cell and len(cell) == 1 for cell in rows[0][1:])
        and all(len(b.text) <= _LONGEST_LABEL and b.kind != "item" for c in rows[0] for b in c)
    )


def _is_data(cell: Cell, has_header: bool) -> bool:
    """One text, if of several lines; an empty cell is data, too."""
    if sum(len(block.text) for block in cell) > _LONGEST_CELL:
        return False
    return has_header or all(block.tight and block.kind != "item" for block in cell[1:])


def _span(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and 0 < len(written) < 4 else 1


def joined_lines(blocks: Sequence[Block]) -> Block:
    """One block of several lines, parted by spaces; items by semicolons."""
    if len(blocks) == 1:
        return blocks[0]
    return _joined(blocks, "; " if blocks[-1].kind == "item" else " ")


def joined_row(cells: Sequence[Block | None]) -> Block:
    """One block of the cells of a table row, parted by bars; None is an empty cell.

    An empty first cell is a bar of its own, since white space at the ends means nothing.

    >>> joined_row([Block("paragraph", "a", 0, 1), None, Block("paragraph", "b", 9, 10)]).text
    'a |  | b'
    >>> joined_row([None, Block("paragraph", "b|c", 9, 12)]).text
    '| | b\\\\|c'
    """
    escaped = [_without_bars(cell) if cell and "|" in cell.text else cell for cell in cells]
    row = _joined(escaped, " | ")._replace(kind="row", marker="")
    if escaped[0] is None:
        return with_prefix(row, "|", max(0, row.start - 1))
    return row


def _without_bars(block: Block) -> Block:
    """The block with a backslash before each bar, which would else part cells."""
    bars = [found.start() for found in _BAR.finditer(block.text)]
    text = AlignedText()
    at = 0
    for bar in [*bars, len(block.text)]:
        runs = [(at, block.locate(at))]
        runs += [(offset, source) for offset, source in block.anchors if at < offset < bar]
        for (offset, source), (stop, _) in zip(runs, [*runs[1:], (bar, 0)], strict=True):
            text.add(block.text[offset:stop], source)
        if bar < len(block.text):
            text.add("\\", block.locate(bar))
        at = bar
    marks = tuple(
        mark._replace(
            start=mark.start + bisect_left(bars, mark.start),
            end=mark.end + bisect_left(bars, mark.end),
        )
        for mark in block.marks
    )
    return block._replace(text=text.joined, marks=marks, anchors=text.anchors)


def _joined(parts: Sequence[Block | None], by: str) -> Block:
    anchors: list[tuple[int, int]] = []
    marks: list[Mark] = []
    texts: list[str] = []
    at = 0
    for part in parts:
        text = ""
        if part is not None:
            text = part.text
            own = part.anchors or ((0, part.start),)
            anchors.extend((at + offset, source) for offset, source in own)
            marks.extend(m._replace(start=m.start + at, end=m.end + at) for m in part.marks)
        texts.append(text)
        at += len(text) + len(by)
    given = [part for part in parts if part is not None]
    if anchors[0][0]:
        anchors.insert(0, (0, max(0, given[0].start - anchors[0][0])))
    return Block(
        "paragraph", by.join(texts), given[0].start, max(part.end for part in given),
        0, "", tuple(marks), tuple(anchors), given[0].tight, given[0].place,
    )  # fmt: skip
