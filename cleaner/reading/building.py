"""Blocks from a stream of elements and texts, as an HTML page gives them."""

from __future__ import annotations

import re
from operator import attrgetter

from cleaner.document import Block, Kind, Mark
from cleaner.reading.aligned import AlignedText
from cleaner.reading.formulas import Formula
from cleaner.reading.images import Image
from cleaner.reading.lists import Lists
from cleaner.reading.notes import Notes, is_reference, is_sign, note_of
from cleaner.reading.quotes import quoted_deeper
from cleaner.reading.tables import Table
from cleaner.reading.tags import MARKS, VERBATIM, Attributes, code_language

_SPACES = str.maketrans("\t\n\f\r", "    ")
_WORDS = re.compile(r"[^ ]++(?: [^ ]++)*+")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
_DESCRIPTIONS = frozenset(("dt", "dd"))
_IN_VERBATIM = frozenset(("p", "div", "li"))
_CELLS = frozenset(("td", "th"))
_TABLE = _CELLS | {"tr", "table"}
_BREAKS_VERBATIM = VERBATIM | _TABLE
#: A heading longer than this was never closed.
_LONGEST_HEADING = 400
#: Nobody nests marks so deep; unclosed tags must not pile up.
_MOST_OPEN = 64
_NO_LINKS = ("javascript:", "data:", "vbscript:")
_LINE_NUMBERS = re.compile(r"\s*+(?:\d{1,5}\s++)*+\d{1,5}\s*+")


class Builder:
    """Collects the text of one block at a time, and what lists, tables and marks stand around it.

    `blocks` are the finished ones; `close` ends what is still open.  Places are offsets in the
    source.
    """

    def __init__(self, start: int = 0) -> None:
        self.blocks: list[Block] = []
        self._raws: list[Block] = []
        self.text = AlignedText()
        self.last = start  # where the last piece of text ended
        self.pre = 0
        self._pre_depth = 0
        self._line_due = False  # inside: a block-level element began or ended
        self.heading = 0
        self.tight = False  # only a line's end parts the next block from the one before
        self._marks: list[Mark] = []  # open ones; end: not known yet
        self._code: int | None = None  # an inline code element without text yet: its place
        self._code_at = start
        self._code_link: tuple[Mark, int] | None = None  # that ended in the code, and where there
        self._outer: AlignedText | None = None  # the text that open inline code stands in
        self._quotes = 0
        self._lists_around = 0  # lists that are open round the outermost quote
        self._in_quote = False  # the last block belongs to the same quote
        self.language = ""
        self._lists = Lists()
        self._term = start  # where the last term of a description begins
        self.images = False  # they are wanted
        self._after_item = False
        self._tables: list[Table] = []
        self._notes = Notes()
        self._note = ""  # the label of the note whose text comes
        self._formula: tuple[AlignedText, int, int] | None = None  # the last one: text, its span

    def close(self) -> list[Block]:
        """End whatever is open; all blocks."""
        self.flush()
        while self._tables:
            self._end_table()
        if self._raws:
            self.blocks = sorted(self.blocks + self._raws, key=attrgetter("start"))
            self._raws = []
        return self.blocks

    # -- text --------------------------------------------------------------------------------

    def add(self, data: str, at: int) -> None:
        """Append text, with white space folded as browsers fold it."""
        text = self.text
        if self.pre:
            if self._line_due and text.size and not text.ends_line and data[:1] != "\n":
                text.add("\n", self.last)
            self._line_due = False
            text.add(data, at)
            self.last = at + len(data)
            return
        body = data.strip(" \t\n\f\r")
        if not body:
            if data and not text.ends_open:
                text.add(" ", at)
            return
        first = 0 if body[0] == data[0] else data.find(body[0])
        if first and not text.ends_open:
            text.add(" ", at + first - 1)
        if self._code is not None:
            self._code_at, self._code = self._code, None
            self._outer, self.text = text, AlignedText()
            text = self.text
        if not body.isprintable():  # true of white space but the space, and of much else
            body = body.translate(_SPACES)
        if "  " in body:
            self._add_words(body, at + first)
        else:
            text.add(body, at + first)
        last = first + len(body)
        self.last = at + last
        if last < len(data):
            text.add(" ", self.last)

    def _add_words(self, body: str, at: int) -> None:
        end = 0
        for found in _WORDS.finditer(body):
            if end:
                self.text.add(" ", at + found.start() - 1)
            self.text.add(found[0], at + found.start())
            end = found.end()

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
        block = Block(kind, plain, start, end, level, marker, tuple(marks), anchors, tight)
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
            marker = "  " * (level - self._lists_around) + own + " "
        if marker or self._quotes > 1:
            block = quoted_deeper(block, self._quotes - 1, marker)
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
            return "code", lists.level, "```" + self.language
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
        if not self._parts(name):
            return
        if self._notes and (label := self._notes.label(attrs.get("id"))):
            self._note = label
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
            self.tight = name == "dd" and bool(self.blocks)
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

    def _parts(self, name: str) -> bool:
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
        if not self._parts(name):
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

    # -- inline marks ------------------------------------------------------------------------

    def start_mark(self, name: str, attrs: Attributes, at: int) -> None:
        """An inline element begins that makes a mark (see `tags.MARKS`)."""
        if self.pre:
            if not self.text.size:
                self.language = self.language or code_language(attrs)
            return
        kind = MARKS[name]
        if self._outer or (self._code is not None and kind != "link"):
            return
        if self._notes and not self.text.size:
            self._note = self._notes.label(attrs.get("id") or attrs.get("name")) or self._note
        if kind == "code":
            self._code = at
            return
        target = (attrs.get("href") or "").strip() if kind == "link" else ""
        if target == "#" or target[:11].lower().startswith(_NO_LINKS):
            target = ""
        self._marks.append(Mark(self.text.size, 0, kind, target))
        if len(self._marks) > _MOST_OPEN:
            self._marks.pop(0)

    def end_mark(self, kind: str, at: int) -> None:
        """An inline element ends whose mark is of this kind."""
        if kind == "code":
            self.end_code(at)
            return
        if self._outer:
            if kind == "link" and self._marks and self._marks[-1].kind == "link":
                self._code_link = (self._marks.pop(), self.text.size)
            return
        for index in range(len(self._marks) - 1, -1, -1):
            mark = self._marks[index]
            if mark.kind == kind:
                del self._marks[index]
                if kind == "link" and mark.target[:1] == "#" and self._inner_link(mark):
                    return
                if kind == "sup" and self._is_reference(mark.start):
                    return
                if self.text.size > mark.start and (kind != "link" or mark.target):
                    self.text.marks.append(Mark(mark.start, self.text.size, kind, mark.target))
                return

    def _inner_link(self, mark: Mark) -> bool:
        """A link within the page ends: true if it leads to a note, or is a sign and no text."""
        text = self.text
        if not 0 < text.size - mark.start < 16:
            return False
        written = text.tail(mark.start)
        if is_sign(written):
            text.cut(mark.start)
            return True
        if mark.start == 0:  # the label of a note, in front of its text?
            if self._note:
                text.cut(0)
            return bool(self._note)
        raised = any(each.kind == "sup" for each in (*self._marks[-2:], *text.marks[-1:]))
        before = text.tail(mark.start - 1)[0]
        label = self._notes.refer(mark.target, written, raised or before == "[")
        if not label:
            return False
        at = text.locate(mark.start + written.index(label[0]))
        text.cut(mark.start)
        text.add("^" if before == "[" else "[^", at)
        text.add(label, at)
        if before != "[":
            text.add("]", at + len(label))
        return True

    def _is_reference(self, start: int) -> bool:
        """Is what stands in the superscript that ends nothing but references to notes?"""
        return self.text.size - start < 60 and is_reference(self.text.tail(start).strip())

    def end_code(self, at: int) -> None:
        """Inline code ends, if any is open: it is framed by more backticks than it holds."""
        self._code = None
        if not self._outer:
            return
        inner, text = self.text, self._outer
        self.text, self._outer = text, None
        code = inner.joined.rstrip(" ")
        ticks = "`"
        while ticks in code:
            ticks += "`"
        pad = " " if "`" in (code[0], code[-1]) else ""
        start = text.size
        text.add(ticks + pad, self._code_at)
        ends = [offset for offset, _ in inner.anchors[1:]] + [len(code)]
        for (offset, source), end in zip(inner.anchors, ends, strict=True):
            text.add(code[offset:end], source)
        text.add(pad + ticks, at + 1 - len(pad + ticks))  # there may be no end tag after it
        if self._code_link:  # all of the code is a link, or no link is kept
            link, size = self._code_link
            self._code_link = None
            if link.start == start and size >= len(code) and link.target:
                text.marks.append(Mark(start, text.size, "link", link.target))
        text.marks.append(Mark(start, text.size, "code"))
        if len(code) < inner.size:
            text.add(" ", at)

    def quotation(self, at: int) -> None:
        """A `<q>` begins or ends: browsers show a quotation mark there."""
        if not self.pre and not self.text.ends_quoted:
            self.text.add('"', at)

    def image(self, image: Image, at: int) -> None:
        """An image, whose alternative text stands at `at`."""
        if self.pre or self._outer:
            return
        start = self.text.size
        self.text.add(image.text, at)
        self.text.marks.append(Mark(start, self.text.size, "image", image.target))
        self.last = at + len(image.text)

    def formula(self, formula: Formula, start: int) -> None:
        """A formula whose markup begins at `start`: the same one may come as MathML and as TeX."""
        text = self.text
        if self.pre or self._outer:
            return
        if self._formula and self._formula[0] is text and text.size - self._formula[2] < 2:
            if not formula.is_tex:
                return
            text.cut(self._formula[1])
        begin = text.size
        for piece, offset in formula.pieces:
            text.add(piece, start + offset)
            self.last = start + offset + len(piece)
        self._formula = (text, begin, text.size)
