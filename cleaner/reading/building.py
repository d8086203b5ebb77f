"""Blocks from a stream of elements and texts, as an HTML page gives them."""

from __future__ import annotations

import re
from operator import attrgetter

from cleaner.document import Block, Kind, Mark
from cleaner.reading.aligned import AlignedText
from cleaner.reading.inlines import Inlines
from cleaner.reading.lists import Lists
from cleaner.reading.notes import note_of
from cleaner.reading.quotes import quoted_deeper
from cleaner.reading.tables import Table
from cleaner.reading.tags import VERBATIM, Attributes, code_language

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
_DESCRIPTIONS = frozenset(("dt", "dd"))
_IN_VERBATIM = frozenset(("p", "div", "li"))
_CELLS = frozenset(("td", "th"))
_TABLE = _CELLS | {"tr", "table"}
#: Only their edges matter.
MERE_CONTAINERS = frozenset("div p section article main aside header footer nav body".split())
_BREAKS_VERBATIM = VERBATIM | _TABLE
#: Nobody quotes, or nests lists in a quote, so deep.
_DEEPEST_QUOTE = 16
#: A heading longer than this was never closed.
_LONGEST_HEADING = 400
_LINE_NUMBERS = re.compile(r"\s*+(?:\d{1,5}\s++)*+\d{1,5}\s*+")


class Builder(Inlines):
    """Collects the text of one block at a time, and what lists, tables and marks stand around it.

    `blocks` are the finished ones; `close` ends what is still open.  Places are offsets in the
    source.
    """

    def __init__(self, start: int = 0) -> None:
        super().__init__(start)
        self.blocks: list[Block] = []
        self._raws: list[Block] = []
        self._pre_depth = 0
        self.heading = 0
        self.tight = False  # only a line's end parts the next block from the one before
        self.images = False  # they are wanted
        self._quotes = 0
        self._lists_around = 0  # lists that are open round the outermost quote
        self._in_quote = False  # the last block belongs to the same quote
        self._lists = Lists()
        self._term = start  # where the last term of a description begins
        self._after_item = False
        self._tables: list[Table] = []

    def close(self) -> list[Block]:
        """End whatever is open; all blocks."""
        self.flush()
        while self._tables:
            self._end_table()
        if self._raws:
            self.blocks = sorted(self.blocks + self._raws, key=attrgetter("start"))
            self._raws = []
        return self.blocks

    def flush(self) -> None:
        """End the open block, if it has text."""
        text = self.text
        if not text.size:
            return
        if self._outer:
            self.end_code(self.last)
            text = self.text
        joined = text.joined
        plain = joined.strip("\n") if self.pre else joined.rstrip(" \n")
        marks = text.marks
        if self._marks:
            marks += [Mark(m.start, text.size, m.kind, m.target) for m in self._marks]
            self._marks = [Mark(0, 0, m.kind, m.target) for m in self._marks]
        self.text = AlignedText()
        if not plain or plain.isspace():
            return
        anchors = text.anchors
        size = len(plain)
        if self.pre:
            lead = len(joined) - len(joined.lstrip("\n"))
            if lead:
                anchors = tuple((max(0, at - lead), src + max(0, lead - at)) for at, src in anchors)
            marks = []
        elif marks:
            marks = [m if m.end <= size else m._replace(end=size) for m in marks if m.start < size]
            marks.sort()
        start = anchors[0][1]
        kind, level, marker = self._kind(size)
        tight = self.tight or (kind == "item" and (self._after_item or marker == ":"))
        self._after_item = kind == "item"
        end = max(self.last, start)
        block = Block(
            kind, plain, start, end, level, marker, tuple(marks), anchors, tight, self.begun
        )
        if self._note and kind in ("paragraph", "item"):
            block = note_of(block, self._note)
            self._note = ""
            if block.text.endswith("]: "):  # the label stands in a block of its own
                self._note = block.text[2:-3]
                return
        elif kind == "quote":
            block = self._quote(block)
        self._append(block)

    def _quote(self, block: Block) -> Block:
        """The block as part of a quote, which may hold quotes and lists."""
        marker = ""
        if self._lists.marker is not None and len(self._lists) > self._lists_around:
            own, level = self._lists.take()
            marker = "  " * min(level - self._lists_around, _DEEPEST_QUOTE) + own + " "
        if marker or self._quotes > 1:
            block = quoted_deeper(block, min(self._quotes, _DEEPEST_QUOTE) - 1, marker)
        tight = self._in_quote
        self._in_quote = True
        return block._replace(tight=tight)

    def _append(self, block: Block) -> None:
        table = self._tables[-1] if self._tables else None
        if table:
            if block.kind in ("paragraph", "item") and table.in_cell:
                table.cell.append(block)
                return
            self._lay_out()
        if block.kind == "code" and self.blocks:
            above = self.blocks[-1]
            if above.kind == "code" and _LINE_NUMBERS.fullmatch(above.text):
                self.blocks[-1] = Block("raw", "", above.start, above.end, 0, "line numbers")
        self.blocks.append(block)

    def raw(self, reason: str, start: int, end: int) -> None:
        """Markup that is no text."""
        self._raws.append(Block("raw", "", start, end, 0, reason))

    def _kind(self, size: int) -> tuple[Kind, int, str]:
        lists = self._lists
        if self.pre:
            language, self.language = self.language, ""  # of the first block of an open <pre> only
            return "code", lists.level, "```" + language
        if self._quotes:
            return "quote", lists.level if len(lists) <= self._lists_around else 0, ""
        if self.heading and size <= _LONGEST_HEADING:
            lists.marker = None
            return "heading", self.heading, ""
        if lists.marker is not None:
            marker, level = lists.take()
            return "item", level, marker
        return "paragraph", lists.level, ""

    # -- elements ----------------------------------------------------------------------------

    def start_block(self, name: str, attrs: Attributes, at: int) -> None:
        """A block-level element begins at `at`."""
        if not self.edge(name):
            return
        if self.notes.labels and (label := self.notes.label(attrs.get("id"))):
            self._note = label
        if name in MERE_CONTAINERS:
            return
        if name in _HEADINGS:
            self.heading = _HEADINGS[name]
            self._lay_out()
        elif name == "li":
            if self._note:
                self._lists.end_item()
            else:
                self._lists.start_item(attrs)
        elif name in _LISTS:
            self._lists.start(name, attrs)
        elif name == "blockquote":
            if not self._quotes:
                self._lists_around = len(self._lists)
                self._in_quote = False
            self._quotes += 1
            self._lay_out()
        elif name in VERBATIM:
            self.pre += 1
            self._pre_depth = len(self._tables)
            self.language = code_language(attrs)
        elif name in _DESCRIPTIONS:
            if name == "dt":
                self._term = self.last
            self._lists.start_description(name, has_term=self.last > self._term)
        elif name == "hr":
            self._lay_out()
            self.blocks.append(Block("rule", "---", at, at + len("<hr>")))
        elif name == "table":
            self._lay_out()
            self._tables.append(Table())
        elif name == "tr":
            if not self._tables:
                self._tables.append(Table())
            self._tables[-1].start_row()
        elif name in _CELLS and self._tables:
            self._tables[-1].start_cell(name, attrs)

    def edge(self, name: str) -> bool:
        """The element's edge ends the open block; within verbatim text it is a line end at most."""
        if self.pre and name not in _BREAKS_VERBATIM:
            self._line_due = self._line_due or name in _IN_VERBATIM
            return False
        if self.text.size:
            self.flush()
        self.tight = False
        return True

    def end_block(self, name: str) -> None:
        """A block-level element ends."""
        if not self.edge(name) or name in MERE_CONTAINERS:
            return
        if self.pre and self._pre_depth == len(self._tables) and name in _TABLE:
            self.pre = 0  # a cell ends what was left open inside
        if name in _HEADINGS:
            self.heading = 0
        elif name == "li" or name in _DESCRIPTIONS:
            self._lists.end_item()
        elif name in _LISTS:
            self._lists.end()
        elif name == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif name in VERBATIM:
            self.pre = max(0, self.pre - 1)
        elif name == "tr" and self._tables:
            self._tables[-1].end_row()
        elif name == "table" and self._tables:
            self._end_table()

    def line_break(self) -> None:
        """A `<br>`: the next line is a block of its own, but in a heading."""
        if self.pre:
            self.text.add("\n", self.last)
        elif self.heading:
            self.add(" ", self.last)
        elif self._quotes and not self._outer:
            self._quoted_line_break()
        else:
            written = self.text.size > 0
            code = self._outer is not None
            self.flush()
            self.tight = written
            if code:
                self._code = self.last

    def _quoted_line_break(self) -> None:
        """A quote is one block with its lines: nobody may change them."""
        text = self.text
        if text.size and text.tail(text.size - 1) == " ":
            text.cut(text.size - 1)
        if text.size and text.tail(text.size - 2) != "\n\n":
            text.add("\n", self.last)

    # -- tables ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """What comes is no cell's text: the open table's row only lays the page out."""
        if self._tables:
            self.blocks.extend(self._tables[-1].laid_out(self._lists.level))

    def _end_table(self) -> None:
        blocks = self._tables.pop().finished(self._lists.level)
        self._lay_out()
        self.blocks.extend(blocks)
