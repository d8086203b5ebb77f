"""Blocks to plain text and to Markdown, in the one form that the reader reads back as it was.

Plain text keeps the marks that it would lose its meaning without: fences round code, ">" before
quotes, bars between the cells of a table.  Markdown escapes what would be read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleaner.document import Block
from cleaner.inline_writing import inline_markdown, row_markdown
from cleaner.reading import inline
from cleaner.reading.fences import FENCE
from cleaner.reading.lines import NUMBER, escape_at, escaped, escaped_end
from cleaner.reading.rows import cells
from cleaner.reading.wrapping import is_wrapped

#: Lines longer than this are paragraphs even where the source put no blank line between them.
LONGEST_TIGHT_LINE = 64


class Written(NamedTuple):
    """The written text, and where in it each written block begins: (offset, block index)."""

    text: str
    places: tuple[tuple[int, int], ...]


def to_text(blocks: Sequence[Block]) -> Written:
    """Plain text: paragraphs parted by blank lines, items and table rows on lines of their own.

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


class _Piece(NamedTuple):
    """A block as it is written, and whether no blank line parts it from the one before."""

    text: str
    joins: bool
    block: int


def _written(blocks: Sequence[Block], form: Callable[[Block, bool], str]) -> Written:
    pieces: list[_Piece] = []
    previous: Block | None = None
    level = -1
    for index, block in enumerate(blocks):
        if block.kind == "raw":
            continue
        if block.kind == "item":
            level = min(block.level, level + 1)
            if level != block.level:
                block = block._replace(level=level)
        else:
            level = -1
        joins = previous is not None and _joins(previous, block)
        text = form(block, joins)
        if text:
            pieces.append(_Piece(text, joins, index))
            previous = block
    return _laid_out(pieces, blocks)


def _laid_out(pieces: list[_Piece], blocks: Sequence[Block]) -> Written:
    """Put the pieces together; lines that would be read as one wrapped paragraph are parted."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = first = 0
    for number, piece in enumerate(pieces):
        if not piece.joins:
            first = number
            last = number + 1
            if blocks[piece.block].kind == "paragraph":
                while last < len(pieces) and pieces[last].joins:
                    last += 1
            parted = last - first > 1 and is_wrapped([each.text for each in pieces[first:last]])
        if number:
            parts.append("\n" if piece.joins and not parted else "\n\n")
            at += len(parts[-1])
        places.append((at, piece.block))
        parts.append(piece.text)
        at += len(piece.text)
    return Written("".join(parts), tuple(places))


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


def _text_of(block: Block, joins: bool) -> str:
    text = block.text
    if block.kind in ("code", "rule", "fence"):
        return _framed(block, text)
    if inline.may_have_markup(text):
        text = _settled(text, block.kind)
    if block.kind == "row":
        text = _plain_row(text)
    return _framed(block, text)


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


def _markdown_of(block: Block, joins: bool) -> str:
    kind = block.kind
    if kind in ("code", "rule", "fence"):
        return _framed(block, block.text)
    if kind == "row":
        written = _framed(block, row_markdown(block.text, block.marks))
        count = sum(1 for _ in cells(written))
        return written if joins else f"{written}\n|{' --- |' * count}"
    text = inline_markdown(block.text, block.marks)
    if kind == "heading":
        text = text.replace("\n", " ")
        return "#" * min(max(block.level, 1), 6) + " " + escaped(escaped_end(text))
    if kind == "paragraph":
        text = "\n".join([escaped(line) for line in text.split("\n")])
    elif kind == "item":
        text = escaped(text)
    return _framed(block, text)


def _quoted(line: str) -> str:
    """A line of a quote; one of a quote within it as most people write it: ">> "."""
    return f">{line}" if line.startswith(">") else f"> {line}".rstrip()


def _framed(block: Block, text: str) -> str:
    """The text with what its kind needs in both forms."""
    kind = block.kind
    if kind == "item":
        indent = "  " * block.level
        inner = text.strip().replace("\n", "\n" + indent + "  ")
        marker = block.marker if NUMBER.match(block.marker + " x") else "-"
        return f"{indent}{marker} {inner}"
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
