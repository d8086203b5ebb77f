"""Tables: which hold data, row by row, and which only lay the page out."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.document import Block, Mark

#: A cell longer than this is layout, not data.
_LONGEST_CELL = 600

Cell = list[Block]


class Table:
    """The rows of a table that is still open.

    A row is data if every cell is one short text, perhaps of a few lines; its block holds the
    cells, parted by bars.  Columns that are empty in all rows do not count.
    """

    __slots__ = ("row", "rows")

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.row: list[Cell] | None = None

    def start_row(self) -> None:
        self.end_row()
        self.row = []

    def start_cell(self) -> None:
        if self.row is None:
            self.row = []
        self.row.append([])

    def end_row(self) -> None:
        if self.row:
            self.rows.append(self.row)
        self.row = None

    def laid_out(self) -> list[Block]:
        """The blocks so far; those of the open row one by one: it is no data."""
        blocks = self._emptied()
        if self.row is not None:
            blocks.extend(block for cell in self.row for block in cell)
            self.row = None
        return blocks

    def finished(self) -> list[Block]:
        """The blocks of all rows."""
        self.end_row()
        return self._emptied()

    def _emptied(self) -> list[Block]:
        rows, self.rows = self.rows, []
        used = {place for row in rows for place, cell in enumerate(row) if cell}
        blocks: list[Block] = []
        above = False
        for row in rows:
            cells = [cell for place, cell in enumerate(row) if place in used]
            while cells and not cells[-1]:
                cells.pop()
            if sum(bool(cell) for cell in cells) > 1 and all(map(_is_data, cells)):
                joined = joined_row([joined_lines(cell) if cell else None for cell in cells])
                blocks.append(joined._replace(tight=above))
                above = True
            else:
                blocks.extend(block for cell in cells for block in cell)
                above = False
        return blocks


def _is_data(cell: Cell) -> bool:
    """One text, if of several lines; an empty cell is data, too."""
    return (
        all(block.tight for block in cell[1:]) and sum(len(b.text) for b in cell) <= _LONGEST_CELL
    )


def joined_lines(blocks: Sequence[Block]) -> Block:
    """One block of several lines, parted by spaces."""
    return blocks[0] if len(blocks) == 1 else _joined(blocks, " ")


def joined_row(cells: Sequence[Block | None]) -> Block:
    """One block of the cells of a table row, parted by bars; None is an empty cell.

    >>> joined_row([Block("paragraph", "a", 0, 1), None, Block("paragraph", "b", 9, 10)]).text
    'a |  | b'
    """
    return _joined(cells, " | ")._replace(kind="row")


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
