"""A block's text and marks to inline Markdown, which `cleaner.reading.inline` reads as it was."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from cleaner.document import Mark
from cleaner.reading import inline
from cleaner.reading.rows import cells

_start = attrgetter("start")
#: What opens and closes a mark.
_DELIMITERS = {
    "strong": ("**", "**"),
    "emphasis": ("*", "*"),
    "strike": ("~~", "~~"),
    "sub": ("<sub>", "</sub>"),
    "sup": ("<sup>", "</sup>"),
}
#: What is escaped where a text is written with as few backslashes as may do, and with all of them.
_FEW = re.compile(r"\\|[*`]|(?<!\w)_|_(?!\w)")
_EVERY = re.compile(r"[\\`*_~<>&$]")
_BRACKETED = re.compile(r"[\\`*_~<>&$\[\]]")


def inline_markdown(text: str, marks: Sequence[Mark]) -> str:
    r"""The text with its marks written out, so that `inline.parse` gives both back.

    Marks that cannot be written so (crossing ones, say) are left out; the text never is.

    >>> inline_markdown("so *it* is", [Mark(0, 2, "strong")])
    '**so** \\*it\\* is'
    """
    if not marks:
        if not inline.may_have_markup(text):
            return text
        read = inline.parse(text)
        if read.text == text and not read.marks:
            return text
    kept = _well_nested(marks, text)
    tex = inline.formulas(text)
    for attempt in (kept, [mark for mark in kept if mark.kind == "code"]):
        for pattern, verbatim in ((_FEW, tex), (None, tex), *([(None, [])] if tex else [])):
            written = _with_marks(text, attempt, pattern, verbatim)
            read = inline.parse(written)
            if read.text == text and set(read.marks) == set(attempt):
                return written
    return _with_marks(text, [], None)


def row_markdown(text: str, marks: Sequence[Mark]) -> str:
    """The same of a table row, cell by cell, each of which is read by itself."""
    return " | ".join(
        inline_markdown(
            text[first:last],
            [
                mark._replace(start=mark.start - first, end=mark.end - first)
                for mark in marks[
                    bisect_left(marks, first, key=_start) : bisect_right(marks, last, key=_start)
                ]
                if mark.end <= last
            ],
        )
        for first, last in cells(text)
    )


def _well_nested(marks: Sequence[Mark], text: str) -> list[Mark]:
    """The marks without those that cross another one or begin or end with a space."""
    kept: list[Mark] = []
    stack: list[Mark] = []
    # code comes after what covers just the same: it can stand in a link, no link in it
    for mark in sorted(marks, key=lambda m: (m.start, -m.end, m.kind == "code", m.kind)):
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


def _with_marks(
    text: str,
    marks: Sequence[Mark],
    special: re.Pattern[str] | None,
    verbatim: Sequence[tuple[int, int]] = (),
) -> str:
    """Write the marks out; escape what `special` finds in the text, or all that may mean more.

    The spans in `verbatim` are written as they are.
    """
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    code: dict[int, int] = {}
    linked = "](" in text
    code.update(verbatim)
    for mark in marks:
        if mark.kind == "code":
            code[mark.start] = mark.end
            continue
        if mark.kind in _DELIMITERS:
            opening, closing = _DELIMITERS[mark.kind]
        else:
            linked = True
            opening = "![" if mark.kind == "image" else "["
            closing = f"]({_address(mark.target)})"
        opens.setdefault(mark.start, []).append(opening)
        closes.setdefault(mark.end, []).insert(0, closing)
    # a backslash before a bracket is only read as such where a link can be
    special = special or (_BRACKETED if linked else _EVERY)
    cuts = sorted({0, len(text), *opens, *closes, *code, *code.values()})
    until = 0
    pieces: list[tuple[str, bool]] = []  # and whether its backslashes are still to be written
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        pieces.extend((each, False) for each in closes.get(start, ()))
        pieces.extend((each, False) for each in opens.get(start, ()))
        if start < end:
            until = max(until, code.get(start, 0))
            pieces.append((text[start:end], end > until))
    following = [piece[0][0] for piece in pieces[1:]] + [""]
    return "".join(
        _escaped(piece, after, special) if is_text else piece
        for (piece, is_text), after in zip(pieces, following, strict=True)
    )


def _escaped(piece: str, after: str, special: re.Pattern[str]) -> str:
    """The text before the character `after` with its backslashes."""

    def written(found: re.Match[str]) -> str:
        if found[0] != "\\":
            return "\\" + found[0]
        following = piece[found.end() : found.end() + 1] or after
        return "\\\\" if following and following in inline.ESCAPABLE else "\\"

    return special.sub(written, piece)


def _address(target: str) -> str:
    if target.count("(") == target.count(")") and not re.search(r"[\s<>\\]|\([^)]*\(", target):
        return target
    return "<" + re.sub(r"[<>\n]", lambda m: f"%{ord(m[0]):02X}", target) + ">"


def raised(text: str, marks: Sequence[Mark]) -> str:
    """The text with a "^" before superscripts that would else be read as part of a number or name.

    "10" with a raised "6" is not 106, nor "m" with a raised "2" the word m2.  Raised letters are
    mostly ordinals and abbreviations ("1st", "Mme"), and what stands low needs no sign: H2O.

    >>> raised("106, 1st", [Mark(2, 3, "sup"), Mark(6, 8, "sup")])
    '10^6, 1st'
    """
    pieces: list[str] = []
    at = 0
    for mark in marks:
        if mark.kind != "sup" or mark.start < max(at, 1):
            continue
        sign = _sign(text, mark)
        if sign:
            pieces += (text[at : mark.start], sign)
            at = mark.start
            if sign == "^(":
                pieces += (text[at : mark.end], ")")
                at = mark.end
    return "".join(pieces) + text[at:] if pieces else text


_BASE = re.compile(r"[\w)\]}]")
_EXPONENT = re.compile(r"[+\-−–]?[\d.,]*\d[+\-−–]?|[+\-−–]?\d*[a-z]")
_LOOSE_EXPONENT = re.compile(r"(?=[^\s]*[\d+−–-])[\w+\-−–*/.,()]{2,12}")
_LONE_LETTER = re.compile(r"(?<![^\W_])[a-zA-Z)]$")
#: Ordinals of one letter: 19e, 1o, 2a.
_ORDINALS = frozenset("aeo")


def _sign(text: str, mark: Mark) -> str:
    """What goes before a superscript: "^", "^(" if it is long, or nothing."""
    inner = text[mark.start : mark.end]
    before = text[max(0, mark.start - 2) : mark.start]
    if len(inner) > 12 or not before or not _BASE.match(before[-1]):
        return ""
    if not inner.isalpha():
        if _EXPONENT.fullmatch(inner):
            return "^"
        return "^(" if _LOOSE_EXPONENT.fullmatch(inner) else ""
    if len(inner) > 1 or not inner.isascii():
        return ""
    if before[-1].isdecimal():
        return "" if inner in _ORDINALS else "^"
    return "^" if _LONE_LETTER.search(before) and before[-1].islower() else ""
