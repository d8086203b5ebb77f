"""HTML to blocks, in one pass over the tokens.

turbohtml tokenizes as browsers do and says where every token stood, so each block keeps its exact
span; no tree is built, so neither depth nor unclosed tags cost anything.  A tree would be needed
only for repairs of nesting that change no text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from cleaner.document import Block, Kind, Mark
from cleaner.reading.aligned import AlignedText
from cleaner.reading.tags import BLOCK, CLOSED_BY, KNOWN, MARKS, SKIPPED, VOID

_BLOCK_NAMES = "|".join(sorted(BLOCK | {"script", "style", "svg", "iframe", "template"}))
#: The start of a line that begins a chunk of block-level HTML.
BLOCK_MARKUP = re.compile(rf"<(?:!--|!doctype\b|/?(?:{_BLOCK_NAMES})(?=[\s/>]|$))", re.I)
_VERBATIM = re.compile(r"<(?:(script|style|pre|textarea)(?=[\s/>])|(!--))", re.I)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{4,}px", re.I
)
_SPACES = str.maketrans("\t\n\f\r\v", "     ")
_WORDS = re.compile(r"[^ ]+(?: [^ ]+)*")
_LANGUAGE = re.compile(r"(?:lang(?:uage)?|highlight-source|brush:?\s?)[-: ]([\w+#-]{1,20})")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: A cell longer than this is layout, not data.
_LONGEST_CELL = 600

_TEXT, _START, _END, _COMMENT, _REFERENCE = 0, 1, 2, 3, 5


class Collector(Protocol):
    """Something that listens to the tokens of a page (see `cleaner.metadata`)."""

    def start(self, tag: str, attrs: Mapping[str, str | None]) -> None: ...
    def text(self, data: str) -> None: ...
    def end(self, tag: str) -> None: ...


class Page(NamedTuple):
    """The blocks of a page; whether they are hidden ones, since it shows no others; scripts."""

    blocks: list[Block]
    only_hidden: bool
    scripts: int


def verbatim_end(source: str, start: int) -> int:
    """Where an element or comment whose content may hold blank lines ends; `start` if it is none.

    Unclosed, it ends at once: a stray tag must not swallow the rest of an article.
    """
    opened = _VERBATIM.match(source, start)
    if not opened:
        return start
    closing = "-->" if opened[2] else f"</{opened[1]}"
    end = source.find(closing, opened.end())
    if end < 0 and opened[1]:
        end = source.find(closing.upper(), opened.end())
    return start if end < 0 else end + len(closing)


def read_fragment(source: str, start: int, stop: int) -> list[Block]:
    """The blocks of the HTML in `source[start:stop]`. Names that are no HTML elements are text."""
    walker = _Walker(source[start:stop], start, fragment=True)
    return walker.walk()


def read_page(source: str, start: int = 0, collector: Collector | None = None) -> Page:
    """The blocks of the page that begins at `start`; hidden ones only where it shows no others.

    >>> [b.text for b in read_page("<body><p hidden>No</p><p>Yes &amp; more").blocks]
    ['Yes & more']
    """
    markup = source[start:] if start else source
    walker = _Walker(markup, start, collector=collector)
    blocks = walker.walk()
    if walker.hidden and not any(block.kind != "raw" for block in blocks):
        again = _Walker(markup, start, show_hidden=True)
        return Page(again.walk(), True, walker.scripts)
    return Page(blocks, False, walker.scripts)


class _Row:
    """The cells of a table row that is still open; each cell is a list of blocks."""

    __slots__ = ("cells",)

    def __init__(self) -> None:
        self.cells: list[list[Block]] = []


class _Skip:
    """An element whose content is left out, until its end tag."""

    __slots__ = ("depth", "name", "reason", "start")

    def __init__(self, name: str, reason: str, start: int) -> None:
        self.name = name
        self.reason = reason
        self.start = start
        self.depth = 1


class _Walker:
    """Goes over the tokens once and collects the text of one block at a time."""

    def __init__(
        self,
        markup: str,
        base: int,
        *,
        fragment: bool = False,
        collector: Collector | None = None,
        show_hidden: bool = False,
    ) -> None:
        self.markup = markup
        self.base = base
        self.fragment = fragment
        self.collector = collector
        self.show_hidden = show_hidden
        self.blocks: list[Block] = []
        self.text = AlignedText()
        self.end = base  # where the last piece of the open block ended
        self.open_marks: list[Mark] = []  # end: not known yet
        self.skip: _Skip | None = None
        self.unclosed: set[str] = set()
        self.hidden = False
        self.scripts = 0
        self.heading = 0
        self.quotes = 0
        self.pre = 0
        self.language = ""
        self.lists: list[int] = []  # 0 for a bulleted list, else the next number
        self.item: str | None = None  # the marker of an item that has no block yet
        self.rows: list[_Row | None] = []  # None: a row that only lays the page out
        self.tight = False
        self.after_item = False

    def walk(self) -> list[Block]:
        self._feed(self.markup, self.base, nested=False)
        self._flush()
        if self.skip:
            self._end_skip(self.base + len(self.markup))
        while self.rows:
            self._end_row()
        return self.blocks

    # -- tokens ------------------------------------------------------------------------------

    def _feed(self, markup: str, base: int, *, nested: bool) -> None:
        import turbohtml  # costs 60 ms, and text needs none of it

        places = _LineStarts(markup)
        noscript = False
        for token in turbohtml.tokenize(
            markup, resolve_references=False, capture_source=self.fragment
        ):
            kind = int(token.type)
            at = base + places[token.line - 1] + token.col
            if kind in (_TEXT, _REFERENCE):
                data = token.data or ""
                if noscript:
                    if not nested and "<" in data:
                        self._feed(data, at, nested=True)
                else:
                    self._data(data, at, kind == _REFERENCE, token.source)
            elif kind == _START:
                name = token.tag or ""
                noscript = name == "noscript"
                self._start(name, dict(token.attrs or ()), at, token.source)
            elif kind == _END:
                noscript = False
                self._end(token.tag or "", at, token.source)
            elif kind == _COMMENT and not self.skip:
                self._raw("comment", at, at + len(token.data or "") + 7)

    def _data(self, data: str, at: int, reference: bool, source: str | None) -> None:
        if self.collector:
            self.collector.text(data)
        if self.skip:
            return
        if reference:
            # a reference may stand for two characters, and for none of the source's own
            width = len(source) if source else len(data)
            self._add(data, at)
            self.end = max(self.end, at + width)
        else:
            self._add(data, at)

    def _start(self, name: str, attrs: dict[str, str | None], at: int, source: str | None) -> None:
        if self.collector:
            self.collector.start(name, attrs)
        if self.skip:
            if name in CLOSED_BY.get(self.skip.name, ()) and self.skip.depth == 1:
                self._end_skip(at)
            else:
                self.skip.depth += name == self.skip.name
                return
        if self.fragment and source and name not in KNOWN and "-" not in name:
            self._add(source, at)  # `List<String>`, `<stdin>`: the author's words
            return
        if name in SKIPPED or name == "title":
            self.scripts += name == "script"
            self._begin_skip(name, name, at)
        elif attrs and not self.show_hidden and name not in VOID and is_hidden(attrs):
            self.hidden = True
            self._begin_skip(name, "hidden", at)
        elif name in BLOCK or name == "br":
            self._start_block(name, attrs)
        elif name in MARKS:
            self._start_mark(name, attrs, at)

    def _end(self, name: str, at: int, source: str | None) -> None:
        if self.collector:
            self.collector.end(name)
        if self.skip:
            if name == self.skip.name:
                self.skip.depth -= 1
                if not self.skip.depth:
                    self._end_skip(at + len(name) + 3)
            return
        if self.fragment and source and name not in KNOWN and "-" not in name:
            self._add(source, at)
        elif name in BLOCK:
            self._end_block(name)
        elif name in MARKS:
            self._end_mark(MARKS[name], at)

    # -- what is left out --------------------------------------------------------------------

    def _begin_skip(self, name: str, reason: str, at: int) -> None:
        """Leave an element's content out, unless it is never closed."""
        if name in self.unclosed:
            return
        if name not in ("script", "style") and not self._is_closed(name, at):
            self.unclosed.add(name)
            return
        if name in BLOCK:
            self._flush()
        self.skip = _Skip(name, reason, at)

    def _is_closed(self, name: str, at: int) -> bool:
        end = self.markup.find(f"</{name}", at - self.base)
        return end >= 0 or self.markup.find(f"</{name.upper()}", at - self.base) >= 0

    def _end_skip(self, at: int) -> None:
        if self.skip:
            self._raw(self.skip.reason, self.skip.start, at)
            self.skip = None

    def _raw(self, reason: str, start: int, end: int) -> None:
        end = min(end, self.base + len(self.markup))
        self.blocks.append(Block("raw", "", start, end, 0, reason))

    # -- blocks ------------------------------------------------------------------------------

    def _start_block(self, name: str, attrs: dict[str, str | None]) -> None:
        if name == "br":
            self._line_break()
            return
        if self.pre and name not in ("pre", "tr", "td", "th", "table"):
            if name in ("p", "div", "li") and self.text.size:
                self._add("\n", self.end)
            return
        self._flush()
        self.tight = False
        if name in _HEADINGS:
            self.heading = _HEADINGS[name]
            self._lay_out()
        elif name in ("ul", "ol", "menu", "dir"):
            start = attrs.get("start") or ""
            number = int(start) if start.isdecimal() and len(start) < 6 else 1
            self.lists.append(number if name == "ol" else 0)
            self._lay_out()
        elif name == "li":
            self._start_item()
        elif name == "blockquote":
            self.quotes += 1
            self._lay_out()
        elif name == "pre":
            self.pre += 1
            self.language = _language(attrs)
        elif name == "table":
            self._lay_out()
        elif name == "tr":
            self.rows.append(_Row())
        elif name in ("td", "th") and self.rows and (row := self.rows[-1]):
            row.cells.append([])
        elif name == "hr":
            self.blocks.append(Block("rule", "---", self.end, self.end))

    def _end_block(self, name: str) -> None:
        if self.pre and name != "pre":
            return
        self._flush()
        self.tight = False
        if name in _HEADINGS:
            self.heading = 0
        elif name in ("ul", "ol", "menu", "dir") and self.lists:
            self.lists.pop()
            self.item = None
        elif name == "li":
            self.item = None
        elif name == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        elif name == "pre":
            self.pre = max(0, self.pre - 1)
        elif name == "tr":
            self._end_row()
        elif name == "table":
            self.tight = False

    def _start_item(self) -> None:
        if not self.lists:
            self.lists.append(0)
        number = self.lists[-1]
        self.item = f"{number}." if number else "-"
        if number:
            self.lists[-1] += 1

    def _line_break(self) -> None:
        if self.pre:
            self._add("\n", self.end)
        elif self.heading or (self.rows and self.rows[-1]):
            self._add(" ", self.end)
        else:
            written = self.text.size > 0
            self._flush()
            self.tight = written

    def _add(self, data: str, at: int) -> None:
        """Append text, with white space folded as browsers fold it."""
        if self.pre:
            self.text.add(data, at)
            self.end = at + len(data)
            return
        data = data.translate(_SPACES)
        if "  " in data:
            spans = [(found.start(), found.end()) for found in _WORDS.finditer(data)]
        else:
            body = data.strip(" ")
            first = data.find(body)
            spans = [(first, first + len(body))] if body else []
        if not spans:
            if data and not self.text.ends_open:
                self.text.add(" ", at)
            return
        for first, last in spans:
            if first and not self.text.ends_open:
                self.text.add(" ", at + first - 1)
            self.text.add(data[first:last], at + first)
            self.end = at + last
        if spans[-1][1] < len(data):
            self.text.add(" ", at + spans[-1][1])

    def _flush(self) -> None:
        """End the open block, if it has text."""
        text = self.text
        if not text.size:
            return
        if self.open_marks and self.open_marks[-1].kind == "code":
            self._end_mark("code", self.end)
        joined = text.joined
        plain = joined.strip("\n") if self.pre else joined.rstrip(" ")
        marks = text.marks
        marks.extend(m._replace(end=text.size) for m in self.open_marks)
        self.open_marks = [m._replace(start=0) for m in self.open_marks]
        self.text = AlignedText()
        if not plain.strip():
            return
        anchors = text.anchors
        if self.pre:
            lead = len(joined) - len(joined.lstrip("\n"))
            anchors = tuple((max(0, at - lead), src + max(0, lead - at)) for at, src in anchors)
            marks = []
        kept = tuple(
            sorted(m._replace(end=min(m.end, len(plain))) for m in marks if m.start < len(plain))
        )
        start = anchors[0][1]
        kind, level, marker = self._kind()
        tight = self.tight or (kind == "item" and self.after_item)
        end = max(self.end, start)
        block = Block(kind, plain, start, end, level, marker, kept, anchors, tight)
        self.after_item = kind == "item"
        if self.rows and (row := self.rows[-1]) and row.cells and kind == "paragraph":
            row.cells[-1].append(block)
        else:
            self.blocks.append(block)

    def _kind(self) -> tuple[Kind, int, str]:
        if self.pre:
            return "code", 0, "```" + self.language
        if self.quotes:
            return "quote", 0, ""
        if self.heading:
            return "heading", self.heading, ""
        if self.item is not None:
            marker, self.item = self.item, None
            return "item", max(0, len(self.lists) - 1), marker
        return "paragraph", 0, ""

    # -- tables ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """A heading, list or table inside: the open row is layout, its cells are no table."""
        if self.rows and (row := self.rows[-1]):
            self.blocks.extend(block for cell in row.cells for block in cell)
            self.rows[-1] = None

    def _end_row(self) -> None:
        row = self.rows.pop() if self.rows else None
        if not row:
            return
        cells = [cell for cell in row.cells if cell]
        data = len(cells) > 1 and all(
            len(cell) == 1 and len(cell[0].text) <= _LONGEST_CELL for cell in cells
        )
        if data:
            tight = bool(self.blocks) and self.blocks[-1].kind == "row"
            self.blocks.append(joined_row([cell[0] for cell in cells])._replace(tight=tight))
        else:
            self.blocks.extend(block for cell in cells for block in cell)

    # -- inline marks ------------------------------------------------------------------------

    def _start_mark(self, name: str, attrs: dict[str, str | None], at: int) -> None:
        kind = MARKS[name]
        if self.pre:
            self.language = self.language or _language(attrs)
            return
        if kind == "code":
            if any(mark.kind == "code" for mark in self.open_marks):
                return
            self.text.add("`", at)
        start = self.text.size - (kind == "code")
        self.open_marks.append(Mark(start, start, kind, (attrs.get("href") or "").strip()))
        if len(self.open_marks) > 64:  # nobody nests so deep; unclosed tags must not pile up
            self.open_marks.pop(0)

    def _end_mark(self, kind: str, at: int) -> None:
        for index in range(len(self.open_marks) - 1, -1, -1):
            mark = self.open_marks[index]
            if mark.kind == kind:
                del self.open_marks[index]
                if kind == "code":
                    self.text.add("`", at)
                if self.text.size > mark.start and (kind != "link" or mark.target):
                    self.text.marks.append(mark._replace(end=self.text.size))
                return


def joined_row(cells: list[Block]) -> Block:
    """One block of the cells of a table row, parted by bars.

    >>> joined_row([Block("paragraph", "a", 0, 1), Block("paragraph", "b", 9, 10)]).text
    'a | b'
    """
    anchors: list[tuple[int, int]] = []
    marks: list[Mark] = []
    at = 0
    for cell in cells:
        own = cell.anchors or ((0, cell.start),)
        anchors.extend((at + offset, source) for offset, source in own)
        marks.extend(m._replace(start=m.start + at, end=m.end + at) for m in cell.marks)
        at += len(cell.text) + 3
    text = " | ".join(cell.text for cell in cells)
    start, end = cells[0].start, max(cell.end for cell in cells)
    return Block("row", text, start, end, 0, "", tuple(marks), tuple(anchors))


def is_hidden(attrs: Mapping[str, str | None]) -> bool:
    """Do the attributes say that the element is not shown?

    >>> is_hidden({"style": "display: none"}), is_hidden({"aria-hidden": "false"})
    (True, False)
    """
    if "hidden" in attrs and attrs["hidden"] != "until-found":
        return True
    if attrs.get("aria-hidden") == "true":
        return True
    style = attrs.get("style")
    return bool(style) and _HIDDEN_STYLE.search(style or "") is not None


def _language(attrs: Mapping[str, str | None]) -> str:
    found = _LANGUAGE.search((attrs.get("class") or "")[:200])
    return found[1] if found else (attrs.get("data-lang") or "").strip()[:20].split(" ")[0]


class _LineStarts:
    """Offsets at which lines begin, found as the tokens reach them."""

    __slots__ = ("_markup", "_places")

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._places = [0]

    def __getitem__(self, number: int) -> int:
        places = self._places
        while len(places) <= number:
            places.append(self._markup.find("\n", places[-1]) + 1)
        return places[number]
