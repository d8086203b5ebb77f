"""The view of removals that `clean-file --explain` prints: what went, where it stood, and why.

Two layouts of the same rows: a unified one (`-` what stood there, `+` what is left of it) for
files, pipes and narrow terminals, and one with the source on the left and the cleaned line, with
the reasons, on the right. Both show removed text escaped: a page must not be able to send control
sequences to the terminal of whoever looks at what was wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cleaner.article import Article, Removal

WIDE = 120
"""Columns from which a terminal gets the side-by-side layout."""

_ROWS = 20  # of one removal; the JSON output holds the rest
_KEPT = 40  # characters of kept text shown beside a removed part
_REMOVED = 400  # characters of one removed part that are shown
_CONTEXT = 100  # characters of a neighbouring line
_WIDE_SPACE = "\u3000"  # begins paragraphs in Chinese and Japanese
_HEADING, _GONE, _LEFT, _FAINT = "1;36", "31", "32", "2"  # SGR codes

_Part = tuple[bool, str]  # whether it was removed, and the text


class View(NamedTuple):
    """How to lay the view out.

    `columns` is the width of the terminal in character cells; below `WIDE` (0 where there is no
    terminal) the layout is the unified one. `colour` says whether to paint.
    """

    columns: int = 0
    colour: bool = False


class _Row(NamedTuple):
    number: int  # line in the source, from 1
    parts: tuple[_Part, ...]
    notes: tuple[str, ...] = ()  # "13:1: promos: reason", of the removals that begin on this line


def explain(article: Article, name: str, view: View | None = None) -> str:
    """The removals of `article`, shown under the name of its input; "" if there are none.

    Lines and columns count from 1, in characters of `article.source`. Long texts are shortened
    ("…"); `article.removals` holds them whole.

    >>> from types import SimpleNamespace as Thing
    >>> removal = Thing(filter="promos", reason="a call", text="Sign up!", start=6, end=14)
    >>> article = Thing(kind="text", source="Fine. Sign up!\\n", removals=(removal,))
    >>> print(explain(article, "a.txt"), end="")
    a.txt: 1 removal
    a.txt:1:7: promos: a call
    - Fine. Sign up!
    + Fine.
    """
    view = view or View()
    if not article.removals:
        return ""
    count = len(article.removals)
    name = visible(name)
    title = f"{name}: {count:,} removal{'s' * (count != 1)}"
    rows = _rows(article)
    groups = [rows] if article.kind == "html" else _groups(rows)
    wide = view.columns >= WIDE
    body = _side_by_side(groups, view) if wide else _unified(groups, view, name)
    return "\n".join([_paint(title, _HEADING, view), *body]) + "\n"


# -- from removals to rows ------------------------------------------------------------------------


def _rows(article: Article) -> list[_Row]:
    starts = _line_starts(article.source)
    removals = sorted(article.removals, key=lambda removal: (removal.start, removal.end))
    if article.kind == "html":
        return list(_rows_of_texts(removals, starts))
    notes: dict[int, list[str]] = {}
    for removal in removals:
        line, note = _note(removal, starts)
        notes.setdefault(line, []).append(note)
    spans = _merged(removals, len(article.source))
    return list(_rows_in_place(article.source, starts, spans, notes))


def _note(removal: Removal, starts: Sequence[int]) -> tuple[int, str]:
    """The line (from 0) on which a removal begins, and what to say of it."""
    start = max(removal.start, 0)
    line = bisect_right(starts, start) - 1
    place = f"{line + 1}:{start - starts[line] + 1}"
    return line, visible(f"{place}: {removal.filter}: {removal.reason}")


def _line_starts(source: str) -> list[int]:
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    starts.pop()
    return starts


def _merged(removals: Iterable[Removal], length: int) -> list[tuple[int, int]]:
    """The spans of the removals (in order) with those that overlap or touch made one."""
    spans: list[tuple[int, int]] = []
    for removal in removals:
        start, end = max(removal.start, 0), min(max(removal.end, removal.start), length)
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _rows_of_texts(removals: Iterable[Removal], starts: Sequence[int]) -> Iterator[_Row]:
    """Rows for a page: the removals' texts, since its source lines are mostly markup."""
    for removal in removals:
        line, note = _note(removal, starts)
        texts = [text for text in removal.text.split("\n") if text.strip()] or [""]
        for index, text in enumerate(_abridged(texts)):
            parts = ((True, _shortened(text, _REMOVED)),) if text else ()
            yield _Row(line + 1, parts, () if index else (note,))


def _abridged(texts: list[str]) -> list[str]:
    hidden = len(texts) - _ROWS
    return texts if hidden <= 1 else [*texts[: _ROWS - 1], f"… {hidden:,} more lines", texts[-1]]


def _rows_in_place(
    source: str, starts: Sequence[int], spans: list[tuple[int, int]], notes: dict[int, list[str]]
) -> Iterator[_Row]:
    """Rows for text: the touched lines of the source, each with a neighbour as context."""
    pieces: dict[int, list[tuple[int, int]]] = {}
    context: set[int] = set()
    for start, end in spans:
        first = bisect_right(starts, start) - 1
        last = max(first, bisect_right(starts, max(end - 1, start)) - 1)
        # The last line is always among the shown ones, or it would pass for context elsewhere.
        for line in (*range(first, min(last, first + _ROWS)), last):
            pieces.setdefault(line, []).append((start, end))
        context.update((first - 1, last + 1))
    for line in sorted(pieces.keys() | context):
        if not 0 <= line < len(starts):
            continue
        begin = starts[line]
        stop = starts[line + 1] - 1 if line + 1 < len(starts) else len(source)
        heads = tuple(notes.get(line, ()))
        if line in pieces:
            parts = _parts(source, begin, stop, pieces[line])
        else:
            parts = (
                (False, _shortened(source[begin : min(stop, begin + 4 * _CONTEXT)], _CONTEXT)),
            )
        if heads or any(text.strip() for _, text in parts):
            yield _Row(line + 1, parts, heads)


def _parts(source: str, begin: int, stop: int, spans: list[tuple[int, int]]) -> tuple[_Part, ...]:
    """The line source[begin:stop] as kept and removed parts, shortened away from the seams."""
    parts: list[_Part] = []
    position = begin
    for start, end in spans:
        start, end = max(start, begin), min(end, stop)
        if start > position:
            parts.append((False, _ends(source[position:start], bool(parts), True)))
        if end > start:
            parts.append((True, _shortened(source[start:end], _REMOVED)))
        position = max(end, position)
    if position < stop:
        parts.append((False, _ends(source[position:stop], bool(parts), False)))
    return tuple(parts)


def _ends(text: str, head: bool, tail: bool) -> str:
    """Kept text with only the ends that border on something removed, if it is long."""
    if len(text) <= 2 * _KEPT + 1:
        return text
    return (text[:_KEPT] if head else "") + "…" + (text[-_KEPT:] if tail else "")


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - _KEPT]}…{text[-_KEPT + 1 :]}"


def _groups(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    """Runs of rows on neighbouring lines."""
    group: list[_Row] = []
    for row in rows:
        if group and row.number > group[-1].number + 1:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


# -- layouts --------------------------------------------------------------------------------------


def _unified(groups: Iterable[list[_Row]], view: View, name: str) -> Iterator[str]:
    for index, group in enumerate(groups):
        if index:
            yield ""
        for row in group:
            yield from (_paint(f"{name}:{note}", _HEADING, view) for note in row.notes)
            yield from _unified_row(row, view)


def _unified_row(row: _Row, view: View) -> Iterator[str]:
    gone = any(removed for removed, _ in row.parts)
    left = visible("".join(text for removed, text in row.parts if not removed)).rstrip()
    if not gone:
        if left and not row.notes:
            yield _paint(f"  {left}", _FAINT, view)
        return
    shown = (
        _paint(visible(text), _GONE, view) if cut else visible(text) for cut, text in row.parts
    )
    yield (_paint("- ", _GONE, view) + "".join(shown)).rstrip()
    if left:
        yield _paint(f"+ {left}", _LEFT, view)


def _side_by_side(groups: Iterable[list[_Row]], view: View) -> Iterator[str]:
    half = (view.columns - 12) // 2
    rule = _paint("─" * (view.columns - 1), _FAINT, view)
    for group in groups:
        yield rule
        for row in group:
            yield from _side_by_side_row(row, half, view)


def _side_by_side_row(row: _Row, half: int, view: View) -> Iterator[str]:
    gone = any(removed for removed, _ in row.parts)
    kept = "".join(text for removed, text in row.parts if not removed).strip()
    plain = "" if gone else _FAINT
    left = _wrapped([(_GONE if cut else plain, text) for cut, text in row.parts], half, view)
    right = _wrapped([(_LEFT if gone else plain, kept)], half, view) if kept else []
    for note in row.notes:
        right += _wrapped([(_HEADING, f"< {note}")], half, view)
    sign = (" ", "~" if kept else "-")[gone]
    for index in range(max(len(left), len(right), 1)):
        number = f"{row.number:>6} {sign} " if index == 0 else " " * 9
        cells = left[index] if index < len(left) else " " * half
        other = right[index] if index < len(right) else ""
        yield f"{_paint(number, _FAINT, view)}{cells} │ {other}".rstrip()


def _wrapped(parts: Iterable[tuple[str, str]], width: int, view: View) -> list[str]:
    """Painted text cut into lines of exactly `width` cells, between words if they are not long."""
    lines: list[str] = []
    line, used = "", 0
    for code, text in parts:
        run = ""
        for piece, cells in _pieces(visible(text), width):
            if used + cells > width:
                if piece == " ":
                    continue
                lines.append(line + _paint(run, code, view) + " " * (width - used))
                line, run, used = "", "", 0
            run += piece
            used += cells
        line += _paint(run, code, view)
    return [*lines, line + " " * (width - used)] if used else lines


def _pieces(text: str, width: int) -> Iterator[tuple[str, int]]:
    """What may stand on a line by itself, and its width: a word, a space, a part of a long word."""
    for word in re.findall(r"\S++|\s", text):
        cells = sum(map(_cells, word))
        if cells <= width // 2:
            yield word, cells
        else:
            yield from ((character, _cells(character)) for character in word)


def _cells(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clipped(text: str, width: int) -> str:
    """As much of the beginning of `text` as fits into `width` cells."""
    for index, character in enumerate(text):
        width -= _cells(character)
        if width < 0:
            return text[:index]
    return text


def _paint(text: str, code: str, view: View) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if view.colour and code and text else text


def visible(text: str) -> str:
    r"""Text safe for a terminal: what does not print is escaped (a tab is a space).

    >>> visible("a\tb\x1b[31m \u200b")
    'a b\\x1b[31m \\u200b'
    """
    text = text.replace("\t", " ")
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character == _WIDE_SPACE else ascii(character)[1:-1]
        for character in text
    )
