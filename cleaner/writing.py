"""Blocks to plain text and to Markdown, in the one form that the reader reads back as it was.

Plain text keeps the marks that it would lose its meaning without: fences round code, ">" before
quotes, bars between the cells of a table.  Markdown escapes what would be read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleaner.document import Block, Cut, Mark, apply_cuts
from cleaner.inline_writing import inline_markdown, raised, row_markdown
from cleaner.reading import inline
from cleaner.reading.fences import FENCE
from cleaner.reading.lines import NUMBER, escape_at, escaped, escaped_end, opens_structure
from cleaner.reading.rows import cells
from cleaner.reading.wrapping import is_wrapped

#: Lines longer than this are paragraphs even where the source put no blank line between them.
LONGEST_TIGHT_LINE = 64
#: Lists within lists that are written as such; deeper ones only by mistake.
DEEPEST = 32
#: A line's end in Markdown, where it is more than white space.
LINE_END = "  \n"


class Written(NamedTuple):
    """The written text, and where in it each written block begins: (offset, block index)."""

    text: str
    places: tuple[tuple[int, int], ...]


#: How blocks are written, by all that decides it: for one form of one document.
Known = dict[tuple[str, str, tuple[Mark, ...], str, int, int], str]


def to_text(blocks: Sequence[Block], known: Known | None = None) -> Written:
    """Plain text: paragraphs parted by blank lines, items and table rows on lines of their own.

    What is written goes into `known`, and is not written again from there.

    >>> to_text([Block("heading", "Tea", 0, 3, 1), Block("item", "green", 4, 9, marker="-")]).text
    'Tea\\n\\n- green'
    """
    return _written(blocks, _text_of, "\n", {} if known is None else known)


def to_markdown(blocks: Sequence[Block], known: Known | None = None) -> Written:
    """Markdown: the same with headings, emphasis and links; with a `known` of its own.

    >>> to_markdown([Block("heading", "Tea", 0, 3, 1), Block("paragraph", "2*3*4", 4, 9)]).text
    '# Tea\\n\\n2*3*4'
    """
    return _written(blocks, _markdown_of, LINE_END, {} if known is None else known)


class _Piece(NamedTuple):
    """A block as it is written, and what parts it from the one before."""

    text: str
    glue: str
    block: int


#: Writes a block without indentation; the number counts the cells of its table's longest row, and
#: is negative in every row but the first.
_Form = Callable[[Block, int], str]


def _written(blocks: Sequence[Block], form: _Form, line_end: str, known: Known) -> Written:
    pieces: list[_Piece] = []
    previous: Block | None = None
    opened: list[tuple[int, int]] = []  # items: their levels, and where their texts begin
    cells_of = _widths(blocks)
    for index, block in enumerate(blocks):
        if block.kind == "raw":
            continue
        level = 0 if block.kind == "heading" else block.level
        while opened and (opened[-1][0] >= level or len(opened) > DEEPEST):
            opened.pop()
        column = opened[-1][1] if opened else 0
        if block.kind != "heading" and block.level != len(opened):
            block = block._replace(level=len(opened))
        glue = "" if previous is None else _glue(previous, block, line_end)
        width = cells_of.get(index, 0)
        width = -width if block.kind == "row" and glue == "\n" else width
        key = (block.kind, block.text, block.marks, block.marker, block.level, width)
        text = known.get(key)
        if text is None:
            text = known[key] = form(block, width)
        if text:
            if column:
                text = _indented(text, column)
                glue = glue.replace(">", " " * column + ">")
            pieces.append(_Piece(text, glue, index))
            previous = block
        if block.kind == "item":
            opened.append((level, column + len(_marker(block)) + 1))
    return _laid_out(pieces, blocks)


def _widths(blocks: Sequence[Block]) -> dict[int, int]:
    """By index: how many cells the longest row of a row's table has."""
    found: dict[int, int] = {}
    table: list[int] = []
    widest = 0
    above: Block | None = None
    for index, block in enumerate(blocks):
        if block.kind == "raw":
            continue
        if block.kind == "row":
            if above is None or above.kind != "row" or not block.tight:
                found.update(dict.fromkeys(table, widest))
                table, widest = [], 0
            table.append(index)
            widest = max(widest, sum(1 for _ in cells(block.text)))
        above = block
    found.update(dict.fromkeys(table, widest))
    return found


def _indented(text: str, width: int) -> str:
    """All lines but empty ones moved to the right."""
    indent = " " * width
    return "\n".join([indent + line if line else line for line in text.split("\n")])


def _laid_out(pieces: list[_Piece], blocks: Sequence[Block]) -> Written:
    """Put the pieces together; lines that would be read as one wrapped paragraph are parted."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = until = 0
    parted = False
    for number, piece in enumerate(pieces):
        if number >= until:
            until = number + 1
            if blocks[piece.block].kind == "paragraph":
                while until < len(pieces) and _goes_on(pieces[until], blocks):
                    until += 1
            lines = [each.text.strip() for each in pieces[number:until]]
            parted = len(lines) > 1 and is_wrapped(lines)
            glue = piece.glue
        else:
            glue = "\n\n" if parted else piece.glue
        parts.append(glue)
        places.append((at + len(glue), piece.block))
        parts.append(piece.text)
        at += len(glue) + len(piece.text)
    return Written("".join(parts), tuple(places))


def _goes_on(piece: _Piece, blocks: Sequence[Block]) -> bool:
    """A line of the same paragraph as the one before."""
    return blocks[piece.block].kind == "paragraph" and piece.glue not in ("", "\n\n")


def _glue(above: Block, below: Block, line_end: str) -> str:
    """What parts these two blocks."""
    if below.kind == "item":
        described = below.marker == ":" and above.kind == "paragraph" and below.tight
        described = described and above.level == below.level
        return "\n" if above.kind == "item" or described else "\n\n"
    if above.kind != below.kind or not below.tight or above.level != below.level:
        return "\n\n"
    if below.kind == "row":
        return "\n"
    if below.kind == "quote":
        return "\n>\n"
    short = len(above.text) <= LONGEST_TIGHT_LINE and len(below.text) <= LONGEST_TIGHT_LINE
    return line_end if below.kind == "paragraph" and short else "\n\n"


def _text_of(block: Block, width: int) -> str:
    if block.kind in ("code", "rule", "fence"):
        return _framed(block, block.text)
    text = block.text
    if block.marks:
        block = _without_images(block)
        text = raised(block.text, block.marks)
    if inline.may_have_markup(text):
        text = _settled(text, block.kind)
    if block.kind == "row":
        text = _plain_row(text)
    return _framed(block, text)


def _without_images(block: Block) -> Block:
    """Plain text cannot show an image."""
    images = [Cut(0, m.start, m.end, "image") for m in block.marks if m.kind == "image"]
    return apply_cuts(block, images, "")[0] if images else block


def _settled(text: str, kind: str) -> str:
    r"""What reading the text until it rests makes of it: plain text cannot say `\*` is meant."""
    while True:
        at = escape_at(text) if kind not in ("row", "quote") else -1
        if at >= 0:
            text = text[:at] + text[at + 1 :]
        read = inline.parse(text).text
        if at < 0 and read == text:
            return text
        text = read


def _plain_row(text: str) -> str:
    """The row as the reader joins its cells."""
    return " | ".join(text[a:b] for a, b in cells(text)) if "|" in text else text


def _markdown_of(block: Block, width: int) -> str:
    kind = block.kind
    if kind in ("code", "rule", "fence"):
        return _framed(block, block.text)
    if kind == "row":
        written = _framed(block, row_markdown(block.text, block.marks))
        # renderers leave out what goes beyond the first row
        written += "  |" * (abs(width) - sum(1 for _ in cells(written)))
        return written if width < 0 else f"{written}\n|{' --- |' * width}"
    text = inline_markdown(block.text, block.marks)
    if kind == "heading":
        text = text.replace("\n", " ")
        return "#" * min(max(block.level, 1), 6) + " " + escaped(escaped_end(text))
    if kind == "paragraph":
        text = "\n".join([escaped(line) for line in text.split("\n")])
    elif kind == "item":
        text = escaped(text)
    elif "\n" in text:
        text = "\n\n".join([_with_line_ends(part) for part in text.split("\n\n")])
    return _framed(block, text)


def _with_line_ends(text: str) -> str:
    """The lines of a quote, verse as likely as not, which renderers would run together."""
    lines = text.split("\n")
    if len(lines) == 1 or any(map(opens_structure, lines)) or is_wrapped(lines):
        return text
    return LINE_END.join(lines)


def _quoted(line: str) -> str:
    """A line of a quote; one of a quote within it as most people write it: ">> "."""
    if not line.strip():
        return ">"
    return f">{line}" if line.startswith(">") else f"> {line}"


def _marker(item: Block) -> str:
    """The marker of an item as it is written."""
    known = item.marker == ":" or NUMBER.match(item.marker + " x")
    return item.marker if known else "-"


def _framed(block: Block, text: str) -> str:
    """The text with what its kind needs in both forms."""
    kind = block.kind
    if kind == "item":
        marker = _marker(block)
        inner = text.strip().replace("\n", "\n" + " " * (len(marker) + 1))
        return f"{marker} {inner}"
    if kind == "quote":
        return "\n".join([_quoted(line) for line in text.split("\n")])
    if kind == "code":
        return _fenced(text, block.marker)
    if kind == "row":
        return f"| {text} |"
    return text.strip()


def _fenced(text: str, marker: str) -> str:
    """Code between fences, longer ones where the code itself has such lines."""
    found = FENCE.match(marker)
    fence, info = (found[1], found[2].strip()) if found else ("```", "")
    longest = max((len(run) for run in re.findall(f"{fence[0]}+", text)), default=0)
    if longest >= len(fence):
        fence = fence[0] * (longest + 1)
    return f"{fence}{info}\n{text}\n{fence}" if text else f"{fence}{info}\n{fence}"
