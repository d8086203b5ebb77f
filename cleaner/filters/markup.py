"""HTML that stands in text as text: tags, comments, scripts, styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.document import Block, Cut, Document, Drop, Edit
from cleaner.reading.tags import BLOCK, KNOWN

_NAMES = "|".join(sorted(KNOWN, key=len, reverse=True))
# "a<b and c>d" is no tag: what stands behind the name must look like attributes
_ATTRIBUTES = (
    r"(?:\s+[\w:@.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+)"
    r"|\s+(?:hidden|disabled|checked|selected|async|defer|controls|loop|muted|nowrap))*+\s*/?>"
)
_TAG = re.compile(rf"</?(?:{_NAMES}){_ATTRIBUTES}|<!--", re.I)
_OTHER = re.compile(rf"<(?!/?(?:{_NAMES}){_ATTRIBUTES}|!--)|&", re.I)
_BARE = re.compile(r"<(/?)([a-z][a-z0-9]*)>", re.I)
_SPOKEN = re.compile(
    r"<[a-z][a-z0-9]*>\W{0,3}(?:elements?|tags?|Elements?|Tags?|balises?|éléments?|elementos?"
    r"|etiquetas?)\b"
)
_UNIT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<name>script|style)(?=[\s>])[^<>]*>.*?(?:</(?P=name)\s*>|\Z)"
    r"|</?([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>",
    re.I | re.S,
)
#: Single tags that are used far more often than spoken of.
_NEVER_MEANT = frozenset(("br", "p", "hr", "li", "center"))
#: Stands in for a character that must not be read as markup; private, so no text has it.
_MASK = "\ue000"
#: Beautiful Soup takes time with the square of some input; a longer text is cut by expression.
_LONGEST = 20_000


class Markup:
    """Take HTML residue out of lines of text and Markdown; drop scripts, comments and the like.

    Only names of HTML elements are tags: `List<String>`, `<stdin>` and `x < y` stay, and so does
    everything in code.  One bare tag alone in a sentence ("the <div> element") is spoken of, not
    used, and stays.

    >>> from cleaner import clean
    >>> clean("It is <b>so</b><br/>simple: List<String> x < y").text
    'It is so simple: List<String> x < y'
    >>> clean("Put it into a <div> of its own.").text
    'Put it into a <div> of its own.'
    """

    name = "markup"

    def edits(self, document: Document) -> Iterator[Edit]:
        for index, block in enumerate(document.blocks):
            if block.kind == "raw":
                yield Drop(index, block.marker)
        if "<" not in document.joined:
            return
        for index, block in document.writable:
            if "<" in block.text and _TAG.search(block.text):
                yield from _cuts(index, block)


def _cuts(index: int, block: Block) -> Iterator[Cut]:
    """Cut everything that an HTML parser does not take for text."""
    masked = _masked(block)
    if not _TAG.search(masked):
        return
    at = 0
    for start, end in _texts(masked):
        if start > at:
            yield _cut(index, masked, at, start)
        at = end
    if at < len(masked):
        yield _cut(index, masked, at, len(masked))


def _cut(index: int, masked: str, start: int, end: int) -> Cut:
    """One cut of markup; a space takes the place of tags that part words."""
    gone = masked[start:end]
    parts = any((m[2] or "").lower() in BLOCK | {"br"} for m in _UNIT.finditer(gone))
    reason = "comment" if gone.startswith("<!--") else "tag"
    inside = start > 0 and end < len(masked)
    return Cut(index, start, end, reason, " " if parts and inside else "")


def _masked(block: Block) -> str:
    """The text with all "<" and "&" masked that are no markup, at the same length."""
    code = [(mark.start, mark.end) for mark in block.marks if mark.kind == "code"]
    text = _OTHER.sub(_MASK, _hidden(block.text, code))
    return _hidden(text, _mentions(text))


def _hidden(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these spans, which are in order, masked."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += (text[at:start], _MASK * (end - start))
        at = end
    return "".join(pieces) + text[at:] if spans else text


def _mentions(text: str) -> list[tuple[int, int]]:
    """The spans of tags that the text speaks of: bare, never closed, each like a word of its own.

    Where the word "element" or "tag" follows one, all bare ones are spoken of.
    """
    spoken = _SPOKEN.search(text) is not None
    spans = []
    for found in _UNIT.finditer(text):
        start, end = found.span()
        bare = _BARE.fullmatch(found.group())
        if spoken:
            if bare:
                spans.append((start, end))
            continue
        spaced = text[start - 1 : start] == " " and text[end : end + 1] in ("", *" ,.;:)")
        if not bare or bare[1] or not spaced or bare[2].lower() in _NEVER_MEANT:
            return []
        spans.append((start, end))
    return spans


def _texts(masked: str) -> Iterator[tuple[int, int]]:
    """The spans that are text, in order."""
    if len(masked) > _LONGEST:
        yield from _texts_by_expression(masked)
        return
    from bs4 import BeautifulSoup
    from bs4.element import PreformattedString

    soup = BeautifulSoup(masked, "html.parser")
    at = 0
    for string in soup.find_all(string=True):
        if isinstance(string, PreformattedString) or _is_code(string.parent):
            continue
        # a text begins where the last one ended, or behind a tag: "b" is not looked for in "<br>"
        start = at if masked.startswith(string, at) else masked.find(">" + string, at) + 1
        if start < at or (start == 0 and not masked.startswith(string)):
            yield from ((at + a, at + b) for a, b in _texts_by_expression(masked[at:]))
            return
        yield start, start + len(string)
        at = start + len(string)


def _is_code(parent: object) -> bool:
    return getattr(parent, "name", "") in ("script", "style", "template")


def _texts_by_expression(masked: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in _UNIT.finditer(masked):
        if found.start() > at:
            yield at, found.start()
        at = found.end()
    if at < len(masked):
        yield at, len(masked)
