"""Plain text and Markdown to blocks: one reader for both, since dumps are always a mixture.

Every line of a flat dump is a block of its own, so that a filter can take one line out; only
lines that are clearly one hard-wrapped paragraph stay together.  Indentation means nothing here
(dumps of web pages grow it at random) but the nesting of list items and, where the lines cannot be
prose, code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.document import Block, Kind
from cleaner.reading.chunks import Chunks
from cleaner.reading.fences import looks_like_code
from cleaner.reading.lines import (
    BULLET,
    DEFINITION,
    DELIMITER,
    HEADING,
    LONE_BULLET,
    NUMBER,
    RULE,
    UNDERLINE,
    Line,
    column_of,
    dedented,
    definitions,
    may_open,
    paired_fences,
    read_line,
)
from cleaner.reading.quotes import quote_of
from cleaner.reading.rows import read_row
from cleaner.reading.wrapping import is_wrapped


def read_text(source: str, start: int = 0, *, images: bool = False) -> list[Block]:
    """The blocks of the text that begins at `start` of the source; images of HTML if wanted.

    >>> [(b.kind, b.text) for b in read_text("# Tea\\n\\n* green\\n* black")]
    [('heading', 'Tea'), ('item', 'green'), ('item', 'black')]
    """
    return _Reader(source, start, images).read()


class _Reader:
    """One pass over the lines; paragraph lines wait in a group until something else begins."""

    def __init__(self, source: str, start: int, images: bool) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.group: list[Line] = []
        self.tight = False  # no blank line since the block before
        self.group_tight = False
        self.group_level = 0
        self.items: list[tuple[int, int]] = []  # open ones: columns of their marker and their text
        self.in_table = False
        self.prose_until = 0  # up to this line, indentation does not mean code
        self.lines: list[Line] = []
        at = start
        for raw in source[start:].split("\n") if start else source.split("\n"):
            self.lines.append(Line(at, raw, raw.strip()))
            at += len(raw) + 1
        self.pairing = paired_fences(source, self.lines)
        self.chunks = Chunks(source, self.lines, self.pairing, images)
        self.references = definitions(source, start, self.lines, self.pairing)

    def read(self) -> list[Block]:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if not line.text:
                self._flush()
                self.tight = self.in_table = False
                at += 1
            elif may_open(line.text):
                at = self._structure(at, line)
            else:
                at = self._plain(at, line)
        self._flush()
        return self.blocks

    # -- lines that are structure ------------------------------------------------------------

    def _structure(self, at: int, line: Line) -> int:
        """Read the structure that begins here, if one does; the number of the next line."""
        text, first = line.text, line.text[0]
        if at in self.pairing:
            return self._fence(at)
        if first == "#" and (heading := HEADING.match(text)):
            return self._heading(at, line, heading)
        if first == ">":
            return self._quote(at)
        if first == "<" and (end := self._html_chunk(at)) > at:
            return end
        if first == "|" and len(text) > 2 and text[-1] == "|":
            return self._row(at, line)
        if first == "[" and self.references and DEFINITION.match(line.raw):
            return self._single(at, "raw", text, marker="link definition")
        if first in "-|:=" and self.group and self._closes_group(text):
            return self._underlined(at, line)
        if RULE.match(text):
            return self._single(at, "rule", "---")
        if indented_end := self._indented_code(at):
            return indented_end
        if item := (BULLET.match(text) or NUMBER.match(text)):
            return self._item(at, line, item.end())
        if LONE_BULLET.match(text):
            return self._lone_bullet(at)
        return self._plain(at, line)

    def _closes_group(self, text: str) -> bool:
        above = self.group[-1].text
        if "|" in above and "-" in text and DELIMITER.match(text):
            return True
        return UNDERLINE.match(text) is not None and len(self.group) == 1 and len(above) <= 200

    def _underlined(self, at: int, line: Line) -> int:
        """A line under the group: its last line heads a table, or is a heading."""
        above = self.group.pop()
        end = line.start + len(line.raw)
        if "|" in above.text and DELIMITER.match(line.text) and "|" in line.text + above.text:
            self._flush()
            self._add_row(above, end)
            self.in_table = True
        else:
            self._flush()
            level = 1 if line.text[0] == "=" else 2
            self._add("heading", above, above.text, end=end, level=level, tight=self.group_tight)
        return at + 1

    def _level(self, line: Line) -> int:
        """In how many list items the line stands: its column is that of an open item's text.

        Any other indentation means nothing; four columns from the marker are what old Markdown
        asks for.
        """
        if not self.items or line.raw[0] not in " \t":
            return 0
        column = column_of(line.raw)
        for number in range(len(self.items) - 1, -1, -1):
            marker, text = self.items[number]
            if column in (text, marker + 4):
                return number + 1
        return 0

    def _single(self, at: int, kind: Kind, text: str, marker: str = "") -> int:
        self._flush()
        line = self.lines[at]
        end = line.start + len(line.raw)
        anchors = ((0, line.start + line.raw.find(line.text[:1])),)
        self._append(Block(kind, text, line.start, end, 0, marker, (), anchors, self.tight))
        return at + 1

    def _fence(self, at: int) -> int:
        close = self.pairing[at]
        line = self.lines[at]
        if close == at:
            return self._single(at, "fence", line.text)
        self._flush()
        inner = self.lines[at + 1 : close]
        end = self.lines[close].start + len(self.lines[close].raw)
        level = self._level(line)
        code = dedented(inner, column_of(line.raw) if level else 0)
        anchors = code.anchors or ((0, inner[0].start if inner else line.start + len(line.raw)),)
        self._append(
            Block("code", code.joined, line.start, end, level, line.text, (), anchors, self.tight)
        )
        return close + 1

    def _heading(self, at: int, line: Line, match: re.Match[str]) -> int:
        self._flush()
        text = match[2] or ""
        if text:
            self._add("heading", line, text, level=len(match[1]), tight=self.tight)
            return at + 1
        return self._single(at, "raw", line.text, marker="empty heading")

    def _quote(self, at: int) -> int:
        self._flush()
        first = at
        while at < len(self.lines) and self.lines[at].text[:1] == ">":
            at += 1
        quote = quote_of(self.lines[first:at], self.references)
        level = self._level(self.lines[first])
        self._append(quote._replace(level=level, tight=self.tight))
        return at

    def _html_chunk(self, at: int) -> int:
        """Read a chunk of block-level HTML, if one begins here; the number of the next line."""
        end = self.chunks.end_of(at)
        if end == at:
            return at
        self._flush()
        for index, block in enumerate(self.chunks.read(at, end)):
            self._append(block._replace(tight=self.tight) if index == 0 else block)
        self.tight = True
        return end

    def _row(self, at: int, line: Line) -> int:
        if DELIMITER.match(line.text):
            if self.blocks and self.blocks[-1].kind == "row" and not self.group and self.tight:
                end = line.start + len(line.raw)
                self.blocks[-1] = self.blocks[-1]._replace(end=end)
                return at + 1
            return self._single(at, "raw", line.text, marker="table line")
        self._flush()
        self._add_row(line, line.start + len(line.raw))
        return at + 1

    def _add_row(self, line: Line, end: int) -> None:
        at = line.start + line.raw.find(line.text)
        read = read_row(line.text, at, self.references)
        kind: Kind = "row" if read.text.strip("| ") else "raw"
        marker = "" if kind == "row" else "empty row"
        level = self._level(line)
        self._append(
            Block(
                kind,
                read.text,
                line.start,
                end,
                level,
                marker,
                read.marks,
                read.anchors,
                self.tight,
            )
        )

    def _item(self, at: int, line: Line, marker_end: int) -> int:
        """A list item, with the indented or wrapped lines that go on with it."""
        self._flush()
        indent = column_of(line.raw)
        marker = line.text[:marker_end].rstrip()
        if not marker[0].isalnum() and marker[0] not in "(:":
            marker = "-"
        text = line.text[marker_end:].lstrip()
        following = []
        at += 1
        while at < len(self.lines) and self._goes_on(at, indent):
            following.append(self.lines[at])
            at += 1
        if following and not (
            all(len(each.raw) - len(each.raw.lstrip()) > indent for each in following)
            or is_wrapped([text, *(each.text for each in following)])
        ):
            at -= len(following)
            following = []
        while self.items and indent <= self.items[-1][0]:
            self.items.pop()
        self.items.append((indent, indent + len(line.text) - len(text)))
        level = len(self.items) - 1
        whole = [Line(line.start, line.raw, text), *following]
        self._add_lines("item", whole, level=level, marker=marker, tight=self.tight)
        return at

    def _after_item(self) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind == "item"

    def _goes_on(self, at: int, indent: int) -> bool:
        """The line is neither blank nor structure: it may go on with the item above."""
        line = self.lines[at]
        if not line.text or at in self.pairing:
            return False
        if not may_open(line.text):
            return True
        return line.text[0] in "([" and not (NUMBER.match(line.text) or DEFINITION.match(line.raw))

    def _lone_bullet(self, at: int) -> int:
        """A bullet broken off its text: the text is the next written line, if that is plain."""
        following = at + 1
        while following < len(self.lines) and not self.lines[following].text:
            following += 1
        if following - at > 3 or following == len(self.lines):
            return self._single(at, "raw", self.lines[at].text, marker="broken bullet")
        line = self.lines[following]
        if following in self.pairing or may_open(line.text):
            return self._single(at, "raw", self.lines[at].text, marker="broken bullet")
        self._flush()
        start = self.lines[at].start
        self.items = [(0, 2)]
        self._add("item", line, line.text, start=start, marker="-", tight=self.tight)
        return following + 1

    def _indented_code(self, at: int) -> int:
        """The number of the line after a block of indented code that begins here, else 0."""
        line = self.lines[at]
        if at < self.prose_until or not line.is_indented or not looks_like_code(line.raw):
            return 0
        if self.tight or self.group or self._after_item() or self._level(line):
            return 0
        end = at
        while end < len(self.lines) and (not self.lines[end].text or self.lines[end].is_indented):
            end += 1
        while not self.lines[end - 1].text:
            end -= 1
        written = [line.raw for line in self.lines[at:end] if line.text]
        if not all(looks_like_code(raw) for raw in written):
            self.prose_until = end  # not looked at again: time stays linear
            return 0
        lines = self.lines[at:end]
        text = "\n".join(line.raw for line in lines)
        stop = lines[-1].start + len(lines[-1].raw)
        self._append(
            Block("code", text, lines[0].start, stop, 0, "```", (), ((0, lines[0].start),))
        )
        return end

    # -- lines that are text -----------------------------------------------------------------

    def _plain(self, at: int, line: Line) -> int:
        if not self.group and line.raw[:1] in " \t" and (end := self._indented_code(at)):
            return end
        if self.in_table and "|" in line.text:
            self._flush()
            self._add_row(line, line.start + len(line.raw))
            return at + 1
        level = self._level(line) if self.items else 0
        if self.group and level != self.group_level:
            self._flush()
        if not self.group:
            self.group_tight = self.tight
            self.group_level = level
        self.group.append(line)
        return at + 1

    def _flush(self) -> None:
        """Make blocks of the waiting lines: one if they are a wrapped paragraph, else one each."""
        group = self.group
        if not group:
            return
        self.group = []
        self.tight = True
        if len(group) > 1 and is_wrapped([line.text for line in group]):
            self._add_lines("paragraph", group, level=self.group_level, tight=self.group_tight)
            return
        tight = self.group_tight
        for line in group:
            self._add("paragraph", line, line.text, level=self.group_level, tight=tight)
            tight = True

    def _add_lines(
        self, kind: Kind, lines: Sequence[Line], level: int = 0, marker: str = "", *, tight: bool
    ) -> None:
        first, last = lines[0], lines[-1]
        if len(lines) == 1:
            self._add(kind, first, first.text, level=level, marker=marker, tight=tight)
            return
        # even white space goes with the raw lines, so that offsets stay those of the source
        start = first.start + first.raw.rfind(first.text)
        raw = self.source[start : last.start + len(last.raw.rstrip())]
        end = last.start + len(last.raw)
        read = read_line(kind, raw, start, self.references)
        self._append(
            Block(kind, read.text, first.start, end, level, marker, read.marks, read.anchors, tight)
        )

    def _add(
        self,
        kind: Kind,
        line: Line,
        text: str,
        *,
        start: int | None = None,
        end: int | None = None,
        level: int = 0,
        marker: str = "",
        tight: bool,
    ) -> None:
        read = read_line(kind, text, line.start + line.raw.rfind(text), self.references)
        self._append(
            Block(
                kind,
                read.text,
                line.start if start is None else start,
                line.start + len(line.raw) if end is None else end,
                level,
                marker,
                read.marks,
                read.anchors,
                tight,
            )
        )

    def _append(self, block: Block) -> None:
        if self.items and block.kind not in ("item", "raw"):
            level = 0 if block.kind == "heading" else block.level
            del self.items[level:]
        self.blocks.append(block)
        self.tight = True
