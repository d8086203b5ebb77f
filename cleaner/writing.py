"""Blocks to plain text and to Markdown, in the one form that the reader reads back as it was.

Plain text keeps the marks that it would lose its meaning without: fences round code, ">" before
quotes, bars between the cells of a table.  Markdown escapes what would be read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.document import Block, Mark
from cleaner.reading import inline

#: Lines longer than this are paragraphs even where the source put no blank line between them.
LONGEST_TIGHT_LINE = 64

_DELIMITERS = {"strong": "**", "emphasis": "*", "strike": "~~"}
_NEEDS_ESCAPE = re.compile(r"[\\`*_~\[\]<&]")
_STARTS_LIKE_MARKUP = re.compile(
    r"(?P<digits>\d{1,3})(?=[.)]\s)|(?=#{1,6}(?:\s|$)|[-*+·○■□◆◇→]\s|[•●◦▪▫‣⁃∙►▶➤➢✓✔❖\uf0a7\uf0b7\uf0d8\uf076]|>|\||```|~~~"
    r"|\(\d{1,2}\)\s|([-*_=~─━—•·])(?:[ \t]*\2){2,}$)"
)


class Written(NamedTuple):
    """The written text, and where in it each written block begins: (offset, block index)."""

    text: str
    places: tuple[tuple[int, int], ...]


def to_text(blocks: Sequence[Block]) -> Written:
    """Plain text: paragraphs parted by blank lines, list items and table rows on lines of their own.

    >>> to_text([Block("heading", "Tea", 0, 3, 1), Block("item", "green", 4, 9, marker="-")]).text
    'Tea\\n\\n- green'
    """
    return _written(blocks, _text_of)


def to_markdown(blocks: Sequence[Block]) -> Written:
    """Markdown: the same with headings, emphasis and links.

    >>> to_markdown([Block("heading", "Tea", 0, 3, 1), Block("paragraph", "2*3*4", 4, 9)]).text
    '# Tea\\n\\n2*3*4'
    """
    return _written(blocks, _markdown_of)


def _written(blocks: Sequence[Block], form: object) -> Written:
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    previous: Block | None = None
    level = -1
    for index, block in enumerate(blocks):
        if block.kind == "raw":
            continue
        if block.kind == "item":
            level = min(block.level, level + 1)
            block = block._replace(level=level)
        else:
            level = -1
        first_row = block.kind == "row" and not (previous and _joins(previous, block))
        text = form(block, first_row)  # type: ignore[operator]
        if previous is not None:
            gap = "\n" if _joins(previous, block) else "\n\n"
            pieces.append(gap)
            at += len(gap)
        places.append((at, index))
        pieces.append(text)
        at += len(text)
        previous = block
    return Written("".join(pieces), tuple(places))


def _joins(above: Block, below: Block) -> bool:
    """No blank line between these two blocks."""
    if above.kind != below.kind:
        return False
    if below.kind == "item":
        return True
    if below.kind == "row":
        return below.tight
    return (
        below.tight
        and below.kind == "paragraph"
        and len(above.text) <= LONGEST_TIGHT_LINE
        and len(below.text) <= LONGEST_TIGHT_LINE
    )


def _text_of(block: Block, first_row: bool) -> str:
    return _framed(block, block.text)


def _markdown_of(block: Block, first_row: bool) -> str:
    if block.kind in ("code", "rule", "fence"):
        return _framed(block, block.text)
    text = inline_markdown(block.text, block.marks)
    if block.kind == "heading":
        return "#" * min(max(block.level, 1), 6) + " " + text.replace("\n", " ")
    if block.kind == "paragraph":
        text = "\n".join(_escaped_start(line) for line in text.split("\n"))
    written = _framed(block, text)
    if first_row:
        written += "\n|" + " --- |" * (block.text.count(" | ") + 1)
    return written


def _framed(block: Block, text: str) -> str:
    """The text with what its kind needs in both forms."""
    kind = block.kind
    if kind == "item":
        indent = "  " * block.level
        inner = text.replace("\n", "\n" + indent + "  ")
        return f"{indent}{block.marker or '-'} {inner}"
    if kind == "quote":
        return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
    if kind == "code":
        marker = block.marker or "```"
        fence = marker[: len(marker) - len(marker.lstrip(marker[0]))]
        longest = max((len(run) for run in re.findall(re.escape(fence[0]) + "+", text)), default=0)
        if longest >= len(fence):
            longer = fence[0] * (longest + 1)
            return f"{longer}{marker[len(fence):]}\n{text}\n{longer}"
        return f"{marker}\n{text}\n{fence}" if text else f"{marker}\n{fence}"
    if kind == "row":
        return f"| {text} |"
    return text


def _escaped_start(line: str) -> str:
    found = _STARTS_LIKE_MARKUP.match(line)
    if not found:
        return line
    digits = found["digits"] or ""
    return f"{digits}\\{line[len(digits):]}"


def inline_markdown(text: str, marks: Sequence[Mark]) -> str:
    """The text with its marks written out, so that `inline.parse` gives both back.

    Marks that cannot be written so (crossing ones, say) are left out; the text never is.
    """
    if not marks and not _NEEDS_ESCAPE.search(text):
        return text
    kept = _well_nested(marks, text)
    for attempt in ((kept, False), (kept, True), ([m for m in kept if m.kind == "code"], True)):
        written = _with_marks(text, *attempt)
        read = inline.parse(written)
        if read.text == text and (not attempt[0] or set(read.marks) == set(attempt[0])):
            return written
    return _with_marks(text, [], True)


def _well_nested(marks: Sequence[Mark], text: str) -> list[Mark]:
    """The marks without those that cross another one or begin or end with a space."""
    kept: list[Mark] = []
    stack: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end, m.kind)):
        if mark.kind in _DELIMITERS:
            inner = text[mark.start : mark.end]
            start = mark.start + len(inner) - len(inner.lstrip())
            end = mark.end - (len(inner) - len(inner.rstrip()))
            mark = mark._replace(start=start, end=end)
            if start >= end:
                continue
        while stack and stack[-1].end <= mark.start:
            stack.pop()
        if stack and (mark.end > stack[-1].end or stack[-1].kind == "code"):
            continue
        if any(each.kind == mark.kind for each in stack[-8:]):
            continue
        stack.append(mark)
        kept.append(mark)
    return kept


def _with_marks(text: str, marks: Sequence[Mark], every: bool) -> str:
    """Write the marks out; escape the special characters that need it (or `every` one)."""
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    code: list[tuple[int, int]] = []
    for mark in marks:
        if mark.kind == "code":
            code.append((mark.start, mark.end))
            continue
        if mark.kind in _DELIMITERS:
            opening = closing = _DELIMITERS[mark.kind]
        else:
            opening = "![" if mark.kind == "image" else "["
            closing = f"]({_address(mark.target)})"
        opens.setdefault(mark.start, []).append(opening)
        closes.setdefault(mark.end, []).insert(0, closing)
    pieces: list[str] = []
    cuts = sorted({0, len(text), *opens, *closes, *(edge for span in code for edge in span)})
    inside = {start for start, _ in code}
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        pieces.extend(closes.get(start, ()))
        pieces.extend(opens.get(start, ()))
        piece = text[start:end]
        if start in inside:
            pieces.append(piece)
        else:
            pieces.append(_escaped(piece, every, bool(opens)))
    return "".join(pieces)


def _escaped(piece: str, every: bool, marked: bool) -> str:
    if every:
        return _NEEDS_ESCAPE.sub(r"\\\g<0>", piece)
    if marked:
        return re.sub(r"[*`]|(?<!\w)_|_(?!\w)", r"\\\g<0>", piece)
    return piece


def _address(target: str) -> str:
    if target.count("(") == target.count(")") and not re.search(r"[\s<>\\]|\([^)]*\(", target):
        return target
    return "<" + re.sub(r"[<>\n]", lambda m: f"%{ord(m[0]):02X}", target) + ">"
