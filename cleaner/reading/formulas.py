r"""Formulas of pages: TeX where the page has it, else the letters of the MathML in a line.

Pages carry the same formula up to three times: for sighted readers, for screen readers, and as
TeX.  The TeX is what a text can carry, as `$...$`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_SCRIPT = re.compile(
    r"<script\b[^<>]{0,300}?\btype\s*=\s*[\"']?math/tex([^\"'<>]{0,40})[^<>]*>", re.I
)
_ANNOTATION = re.compile(
    r"<annotation\b[^<>]{0,300}?encoding\s*=\s*[\"']?(?:application/x-)?(?:tex|latex)\b[^<>]*>([^<]*)<",
    re.I,
)
_ALTTEXT = re.compile(r"<math\b[^<>]{0,600}?\salttext\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_DISPLAY = re.compile(r"<math\b[^<>]{0,600}?\sdisplay\s*=\s*[\"']?block", re.I)
_WRAPPED = re.compile(r"\{?\\(?:displaystyle|textstyle)\b\s*")
_TOKEN = re.compile(r"<(/?)(?:\w++:)?(\w++)([^<>]*+)>|([^<]++)")
_SPACED = frozenset("=<>≤≥≠≈≡∼±+−-×⋅∈∉⊂⊆→⇒↔∧∨∪∩")
_ROOTS = frozenset(("msqrt", "mroot"))
_LEFT_OUT = frozenset(("annotation", "annotation-xml", "mphantom"))
#: What stands before the second and third child of an element.
_BETWEEN = {
    "msup": ("^",),
    "mover": ("^",),
    "msub": ("_",),
    "munder": ("_",),
    "msubsup": ("_", "^"),
    "munderover": ("_", "^"),
    "mfrac": ("/",),
}


class Formula(NamedTuple):
    """The pieces of a formula's text, each with its place in the markup; whether it is TeX."""

    pieces: list[tuple[str, int]]
    is_tex: bool


def read_formula(markup: str) -> Formula | None:
    r"""The formula in a `<math>` or `<script>` element; None if there is none.

    >>> read_formula('<math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math>').pieces
    [('$', 14), ('x^2', 15), ('$', 17)]
    >>> [piece for piece, _ in read_formula("<math><msup><mi>x</mi><mn>2</mn></msup>").pieces]
    ['x', '^', '2']
    """
    if markup[:7].lower() == "<script":
        opened = _SCRIPT.match(markup)
        if not opened:
            return None
        end = markup.rfind("</")
        body = markup[opened.end() : end if end > opened.end() else len(markup)]
        body = body.replace("% <![CDATA[", "").replace("%]]>", "")
        return tex_formula(body, opened.end(), display="display" in opened[1])
    display = _DISPLAY.match(markup) is not None
    if found := _ANNOTATION.search(markup):
        made = tex_formula(found[1], found.start(1), display=display)
        if made:
            return made
    if found := _ALTTEXT.match(markup):
        group = 1 if found[1] is not None else 2
        made = tex_formula(found[group], found.start(group), display=display)
        if made:
            return made
    pieces = list(_linear(markup))
    return Formula(pieces, False) if pieces else None


def tex_formula(tex: str, at: int, *, display: bool = False) -> Formula | None:
    r"""TeX that stands at `at` as a formula.

    >>> tex_formula("{\\displaystyle x_1}", 5).pieces[1]
    ('x_1', 20)
    """
    body = tex.strip()
    at += len(tex) - len(tex.lstrip())
    if body.startswith("$$") and body.endswith("$$") and len(body) > 4:
        body, at, display = body[2:-2].strip(), at + 2, True
    elif body[:1] == "$" and body[-1:] == "$" and len(body) > 2:
        body, at = body[1:-1].strip(), at + 1
    if wrapped := _WRAPPED.match(body):
        inner = body[wrapped.end() :]
        if body[0] == "{" and inner[-1:] == "}":
            body, at = inner[:-1].rstrip(), at + wrapped.end()
        elif body[0] != "{":
            body, at = inner, at + wrapped.end()
    if "&" in body:
        body = html.unescape(body)
    body = " ".join(line for line in body.split("\n") if not line.lstrip().startswith("%"))
    body = " ".join(body.split())
    if not body:
        return None
    sign = "$$" if display else "$"
    return Formula([(sign, max(0, at - 1)), (body, at), (sign, at + len(body) - 1)], True)


def _linear(markup: str) -> Iterator[tuple[str, int]]:
    """The letters of MathML one after the other, with signs for what stands high, low or under."""
    opened: list[list[int | str]] = []  # name, children so far
    skipped = ""
    for token in _TOKEN.finditer(markup):
        name, at = (token[2] or "").lower(), token.start()
        if skipped:
            if token[1] and name == skipped:
                skipped = ""
        elif token[4] is not None:
            text = " ".join(html.unescape(token[4]).split())
            text = text.strip("\u2061\u2062\u2063\u2064")
            if text:
                yield (f" {text} " if text in _SPACED else text), at
        elif token[1]:
            if any(each[0] == name for each in opened[-8:]):
                while opened.pop()[0] != name:
                    pass
            if name in _ROOTS:
                yield ")", at
        elif name in _LEFT_OUT:
            skipped = "" if token[3].endswith("/") else name
        else:
            if opened:
                above = opened[-1]
                signs = _BETWEEN.get(str(above[0]), ())
                number = int(above[1])
                above[1] = number + 1
                if 1 <= number <= len(signs):
                    yield signs[number - 1], at
            if name in _ROOTS:
                yield "√(", at
            if not token[3].endswith("/"):
                opened.append([name, 0])
