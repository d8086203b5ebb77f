"""What a line of plain text or Markdown can be, and the backslash that makes it a line of text.

Reader and writer share these rules, so that a line of text that looks like structure is written
with a backslash before it, and read back as it was: `unescaped(escaped(line)) == line`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cleaner.document import Anchors
from cleaner.reading import inline
from cleaner.reading.aligned import AlignedText
from cleaner.reading.fences import FENCE, FenceLine, pair
from cleaner.reading.tags import BLOCK_MARKUP

_DOTS = "•●◦▪▫‣⁃∙►▶➤➢❖\uf0a7\uf0b7\uf0d8\uf076"
_SPACED_DOTS = "·○■□◆◇"

HEADING = re.compile(r"(#{1,6})(?:[ \t]++#{1,6})*(?:[ \t]++(.*?))?(?:(?<![ \t])[ \t]++#++)?$")
RULE = re.compile(r"([-*_=~─━—•·])(?:[ \t]*\1){2,}$")
UNDERLINE = re.compile(r"(?:={3,}|-{3,})$")
BULLET = re.compile(rf"(?:[-*+:{_SPACED_DOTS}]\s+|[{_DOTS}]\s*)(?=\S)")
LONE_BULLET = re.compile(r"[•●◦▪▫‣⁃∙·○■□►▶➤\uf0a7\uf0b7]$")
NUMBER = re.compile(r"(?:\d{1,3}[.)]|\(\d{1,2}\)|[a-z]\))(?=\s+\S)")
DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
DEFINITION = re.compile(
    r"^ {0,3}\[([^\]\[^\n][^\]\[\n]{0,200})\]:[ \t]*<?((?:https?://|mailto:|/|#|\./)[^\s>]*)>?"
    r"[ \t]*+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))?[ \t]*$",
    re.M,
)

_FIRST = frozenset("#-*+_=~─━—:|>`<([" + _DOTS + _SPACED_DOTS)
#: A backslash before these goes at the start of a line even where no structure would follow.
_ALWAYS = frozenset("-+#=|─━—" + _DOTS + _SPACED_DOTS)
#: Before these the inline reader takes a backslash away, at the start of a line as anywhere.
_INLINE = frozenset("*_~`<>")
_ESCAPE = re.compile(r"(\d{1,9}|[a-z])?(\\+)")


class Line(NamedTuple):
    """A line of the source: where it starts, how it is written, and without outer white space."""

    start: int
    raw: str
    text: str

    @property
    def is_indented(self) -> bool:
        """So far that it can be code."""
        return self.raw.startswith(("    ", "\t"))


def may_open(text: str) -> bool:
    """A first look: can this stripped line be structure, or escape it?"""
    first = text[0]
    return first in _FIRST or first.isdecimal() or text[1:2] == ")"


def opens_structure(text: str) -> bool:
    """The stripped line would not be read as plain text, at least in some surroundings."""
    if not text or not may_open(text):
        return False
    first = text[0]
    if first in "#":
        return HEADING.match(text) is not None
    if first == "<":
        return BLOCK_MARKUP.match(text) is not None
    if first == "[":
        return DEFINITION.match(text) is not None
    if first in ">|":
        return True
    return any(
        found.match(text) is not None
        for found in (BULLET, NUMBER, RULE, FENCE, DELIMITER, LONE_BULLET)
    )


def escape_at(text: str) -> int:
    r"""Where the backslash stands that only keeps the line from being structure; -1 if none does.

    >>> escape_at(r"\- no item"), escape_at(r"1\. no item"), escape_at(r"\alpha")
    (0, 1, -1)
    """
    if "\\" not in text[:11] or not (found := _ESCAPE.match(text)):
        return -1
    label = found[1] or ""
    rest = text[found.end() :]
    if label.isdecimal():
        escapes = rest[:1] in (".", ")")
    elif label:
        escapes = NUMBER.match(label + rest) is not None
    else:
        first = rest[:1]
        escapes = first in _ALWAYS or (first not in _INLINE and opens_structure(rest))
    return found.start(2) if escapes else -1


def escaped(text: str) -> str:
    r"""The line with a backslash if it would be read as structure without.

    >>> escaped("- no item"), escaped("1. no item"), escaped("text")
    ('\\- no item', '1\\. no item', 'text')
    """
    at = escape_at(text)
    if at < 0:
        if not opens_structure(text):
            return text
        at = 0
        if text[0].isalnum() and (number := NUMBER.match(text)):
            at = number.end() - 1
    return f"{text[:at]}\\{text[at:]}"


def escaped_end(text: str) -> str:
    r"""A heading's text whose last hashes would be read as the closing of the heading.

    >>> escaped_end("In C #"), escaped_end("In C#")
    ('In C \\#', 'In C#')
    """
    if text[-1:] != "#":
        return text
    at = len(text.rstrip("#"))
    return f"{text[:at]}\\{text[at:]}" if at == 0 or text[at - 1] in "\\ \t" else text


def end_escape_at(text: str) -> int:
    """Where the backslash stands that only keeps hashes from closing a heading; -1 if none does."""
    at = len(text.rstrip("#")) - 1 if text[-1:] == "#" else -1
    return at if at >= 0 and text[at] == "\\" else -1


def read_line(kind: str, text: str, at: int, references: Mapping[str, str]) -> inline.Inline:
    """The inline run without the backslashes that only kept the line from being structure."""
    if "\\" not in text:
        return inline.parse(text, at, references)
    places = [place] if (place := escape_at(text)) >= 0 else []
    if kind == "heading" and (place := end_escape_at(text)) >= 0 and place not in places:
        places.append(place)
    for place in reversed(places):
        text = text[:place] + text[place + 1 :]
    read = inline.parse(text, at, references)
    for place in places:
        read = read._replace(anchors=_parted(read.anchors, at + place))
    return read


def _parted(anchors: Anchors, place: int) -> Anchors:
    """The anchors where one character of the source, at `place`, is left out."""
    moved: list[tuple[int, int]] = []
    for offset, source in anchors:
        if moved and moved[-1][1] < place < source:
            before, at = moved[-1]
            if before + place - at < offset:
                moved.append((before + place - at, place + 1))
        moved.append((offset, source + (source >= place)))
    if moved and moved[-1][1] < place:
        moved.append((moved[-1][0] + place - moved[-1][1], place + 1))
    return tuple(moved)


def paired_fences(source: str, lines: Sequence[Line]) -> dict[int, int]:
    """Opening to closing line number of code blocks; stray fence lines point to themselves."""
    if "```" not in source and "~~~" not in source:
        return {}
    found = [
        FenceLine(number, match[1], match[2].strip())
        for number, line in enumerate(lines)
        if line.text[:3] in ("```", "~~~") and (match := FENCE.match(line.raw))
    ]
    if not found:
        return {}
    written = [number for number, line in enumerate(lines) if line.text]

    def lines_of(first: int, last: int) -> list[str]:
        return [line.raw for line in lines[first + 1 : last] if line.text]

    pairing = pair(found, written[0], written[-1], lines_of)
    return pairing.blocks | {number: number for number in pairing.stray}


def definitions(
    source: str, start: int, lines: Sequence[Line], pairing: Mapping[int, int]
) -> dict[str, str]:
    """The targets of link definitions, by name; those within code define nothing."""
    if "]:" not in source:
        return {}
    starts = [line.start for line in lines]
    opened = sorted(pairing)
    found: dict[str, str] = {}
    for each in DEFINITION.finditer(source, start):
        number = bisect_right(starts, each.start()) - 1
        before = bisect_right(opened, number) - 1
        if before < 0 or pairing[opened[before]] < number:
            found.setdefault(inline.reference_name(each[1]), each[2])
    return found


def column_of(raw: str) -> int:
    """In which column the text of a line begins."""
    if raw[:1] not in (" ", "\t"):
        return len(raw) - len(raw.lstrip())
    expanded = raw.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def dedented(lines: Sequence[Line], width: int) -> AlignedText:
    """The lines of code without the indentation of the item that they stand in, at most `width`."""
    code = AlignedText()
    for number, line in enumerate(lines):
        if number:
            code.add("\n", line.start - 1)
        cut = min(width, len(line.raw) - len(line.raw.lstrip(" ")))
        code.add(line.raw[cut:], line.start + cut)
    return code
