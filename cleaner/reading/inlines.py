"""The text of the block that is being read of a page: words, marks, code, formulas, references."""

from __future__ import annotations

import re

from cleaner.document import Mark
from cleaner.reading.aligned import AlignedText
from cleaner.reading.formulas import Formula
from cleaner.reading.images import Image
from cleaner.reading.notes import Notes, is_reference, is_sign
from cleaner.reading.tags import MARKS, Attributes, code_language

_SPACES = str.maketrans("\t\n\f\r", "    ")
_WORDS = re.compile(r"[^ ]++(?: [^ ]++)*+")
#: Nobody nests marks so deep; unclosed tags must not pile up.
_MOST_OPEN = 64
_NO_LINKS = ("javascript:", "data:", "vbscript:")


class Inlines:
    """Collects the text of one block and what marks it; places are offsets in the source."""

    def __init__(self, start: int = 0) -> None:
        self.text = AlignedText()
        self.last = start  # where the last piece of text ended
        self.place = 0  # the element that is open
        self.begun = 0  # the element in which the open block's text began
        self.pre = 0
        self.language = ""
        self._line_due = False  # inside: a block-level element began or ended
        self._marks: list[Mark] = []  # open ones; end: not known yet
        self._code: int | None = None  # an inline code element without text yet: its place
        self._code_at = start
        self._code_link: tuple[Mark, int] | None = None  # that ended in the code, and where there
        self._outer: AlignedText | None = None  # the text that open inline code stands in
        self.notes = Notes()
        self._note = ""  # the label of the note whose text comes
        self._formula: tuple[AlignedText, int, int] | None = None  # the last one: text, its span

    def add(self, data: str, at: int) -> None:
        """Append text, with white space folded as browsers fold it."""
        text = self.text
        if self.pre:
            if self._line_due and text.size and not text.ends_line and data[:1] != "\n":
                text.add("\n", self.last)
            self._line_due = False
            if not text.size:
                self.begun = self.place
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
        if not text.size:
            self.begun = self.place
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

    def start_mark(self, name: str, attrs: Attributes, at: int) -> None:
        """An inline element begins that makes a mark (see `tags.MARKS`)."""
        if self.pre:
            if not self.text.size:
                self.language = self.language or code_language(attrs)
            return
        kind = MARKS[name]
        if self._outer or (self._code is not None and kind != "link"):
            return
        if self.notes.labels and not self.text.size:
            self._note = self.notes.label(attrs.get("id") or attrs.get("name")) or self._note
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
        label = self.notes.refer(mark.target, written, raised or before == "[")
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
