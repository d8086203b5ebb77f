"""Inline Markdown: emphasis, links, images, code spans, escapes and entities to text and marks.

Stricter than CommonMark where plain text would suffer: a delimiter opens only after a space or
punctuation, so that `2*3*4` and `snake_case` stay what they are.  Code spans keep their
backticks, since nothing else marks them in plain text.  The two directions agree:
`parse(written(text, marks))` gives `text` and `marks` back (`cleaner.writing` sees to it).
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from cleaner.document import Anchors, Mark

#: What a backslash takes the meaning from. No parentheses and braces: TeX writes \( and \{.
ESCAPABLE = "\\`*_~[]<>&$"
#: TeX between dollar signs, if it has a sign that only TeX has (see `formulas`): no markup inside.
_TEX = (
    r"\$\$(?=[^\s$])(?:[^$\\\n]|\\[^\n]){1,2000}+\$\$"
    r"|\$(?=[^\s$])(?:[^$\\\n]|\\[^\n]){1,500}+(?<!\s)\$(?![\d$])"
    r"|\\\((?:[^\\\n]|\\[^\n()]){1,500}+\\\)"
)
_FORMULA = re.compile(_TEX)
_FORMULA_START = re.compile(r"\$|\\\(")
_TEX_SIGN = re.compile(r"[\\^_{]")

#: What a token begins with: one class is found much faster than any of several patterns.
_SPECIAL = re.compile(r"[\\`*_~!\[\]<&$]")
_TOKEN = re.compile(
    r"(?P<escape>\\(?=[\\`*_~\[\]<>&$]))"
    r"|(?P<ticks>`+)"
    r"|(?P<run>\*{1,3}|_{1,3}|~~)"
    r"|(?P<auto><(?:https?://[^\s<>]++|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})>)"
    r"|(?P<tag><(?P<slash>/?)(?P<name>(?i:su[bp]))>)"
    rf"|(?P<tex>{_TEX})"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\])"
    r"|(?P<entity>&(?:amp;)*+(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};|(?<=;)))"
)
_AMPERSANDS = re.compile(r"&(?:amp;)++")
_DESTINATION = re.compile(
    r"\(\s{0,3}(?:<([^<>\n]{0,2000})>|((?:[^\s()\\]|\\.|\([^\s()]{0,500}\)){0,2000}))"
    r"(?:\s{1,3}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?\s{0,3}\)"
)
_REFERENCE = re.compile(r"\[([^\[\]\n]{0,200})\]")
_KINDS = {
    "*": ("emphasis",),
    "_": ("emphasis",),
    "**": ("strong",),
    "__": ("strong",),
    "***": ("emphasis", "strong"),
    "___": ("emphasis", "strong"),
    "~~": ("strike",),
    "sub": ("sub",),
    "sup": ("sup",),
}


class Inline(NamedTuple):
    """The plain text of a run of inline Markdown, its marks, and where its pieces stood."""

    text: str
    marks: tuple[Mark, ...]
    anchors: Anchors


class _Open(NamedTuple):
    """A delimiter that may open something: what it is, where it stands in text and source."""

    token: str
    at: int
    source: int
    piece: int


def parse(raw: str, source: int = 0, references: Mapping[str, str] | None = None) -> Inline:
    """Read one block's inline Markdown, which begins at `source` in the source.

    >>> parse("**Reach**: see [the report](https://x.org)").text
    'Reach: see the report'
    >>> parse("2*3*4 < snake_case").marks
    ()
    """
    if not may_have_markup(raw):
        return Inline(raw, (), ((0, source),))
    return _Parser(raw, source, references or {}).read()


def may_have_markup(raw: str) -> bool:
    """A first look, fast because each search for one character is: most texts have none."""
    return (
        "[" in raw
        or "*" in raw
        or "_" in raw
        or "`" in raw
        or "&" in raw
        or "\\" in raw
        or "<" in raw
        or "~" in raw
        or "$" in raw
    )


def formulas(text: str) -> list[tuple[int, int]]:
    r"""The spans of TeX in a text, which stays as it is in Markdown, too.

    >>> formulas(r"$x_1$ costs $5 or US$ 6, \$y^2$"), formulas("$5, $6")
    ([(0, 5)], [])
    """
    if "$" not in text and "\\(" not in text:
        return []
    found: list[tuple[int, int]] = []
    at = 0
    while (start := _FORMULA_START.search(text, at)) is not None:
        at = start.end()
        span = _FORMULA.match(text, start.start())
        if span and _TEX_SIGN.search(span[0]) and text[start.start() - 1 : start.start()] != "\\":
            found.append(span.span())
            at = span.end()
    return found


class _Parser:
    """One pass over the tokens; delimiters are kept as text until their partner turns up."""

    def __init__(self, raw: str, source: int, references: Mapping[str, str]) -> None:
        self.raw = raw
        self.source = source
        self.references = references
        self.pieces: list[tuple[str, int]] = []
        self.size = 0
        self.marks: list[Mark] = []
        self.runs: dict[str, list[_Open]] = {}
        self.brackets: list[_Open] = []
        self.ticks = _runs_of_ticks(raw) if "`" in raw else {}
        self.dropped: set[int] = set()  # pieces that turned out to be delimiters

    def read(self) -> Inline:
        at = place = 0
        raw = self.raw
        while (found := _SPECIAL.search(raw, place)) is not None:
            place = found.start()
            token = _TOKEN.match(raw, place)
            if token is None:
                place += 1
                continue
            self._add(raw[at:place], at)
            at = place = getattr(self, f"_{token.lastgroup}")(token)
        if not at:
            return Inline(raw, (), ((0, self.source),))
        self._add(raw[at:], at)
        return self._finished()

    def _add(self, piece: str, at: int) -> None:
        if piece:
            self.pieces.append((piece, at))
            self.size += len(piece)

    def _escape(self, token: re.Match[str]) -> int:
        at = token.start()
        follower = self.raw[at + 1]
        # a backslash itself is escaped only before something that could be meant by it, and a
        # bracket only where a link could follow: TeX has its own \\ and \[
        if (follower == "\\" and self.raw[at + 2 : at + 3] not in tuple(ESCAPABLE)) or (
            follower in "[]" and "](" not in self.raw
        ):
            self._add("\\", at)
            return at + 1
        self._add(follower, at + 1)
        return at + 2

    def _ticks(self, token: re.Match[str]) -> int:
        runs = self.ticks.get(len(token.group()), ())
        place = bisect_left(runs, token.end())
        if place == len(runs):
            self._add(token.group(), token.start())
            return token.end()
        end = runs[place] + len(token.group())
        start = self.size
        self._add(self.raw[token.start() : end], token.start())
        self.marks.append(Mark(start, self.size, "code"))
        return end

    def _tag(self, token: re.Match[str]) -> int:
        """`<sub>` and `<sup>`, the only tags that are inline Markdown here."""
        kind = token["name"].lower()
        stack = self.runs.setdefault(kind, [])
        if not token["slash"]:
            stack.append(_Open(token.group(), self.size, token.start(), len(self.pieces)))
        elif stack and stack[-1].at + len(stack[-1].token) < self.size:
            opened = stack.pop()
            self._match(opened, kind, token)
            return token.end()
        self._add(token.group(), token.start())
        return token.end()

    def _tex(self, token: re.Match[str]) -> int:
        if not _TEX_SIGN.search(token.group()):
            self._add("$", token.start())  # two of them would not be looked at as one
            return token.start() + 1
        self._add(token.group(), token.start())
        return token.end()

    def _auto(self, token: re.Match[str]) -> int:
        address = token.group()[1:-1]
        start = self.size
        self._add(address, token.start() + 1)
        target = address if "://" in address else f"mailto:{address}"
        self.marks.append(Mark(start, self.size, "link", target))
        return token.end()

    def _entity(self, token: re.Match[str]) -> int:
        decoded = decoded_entity(token.group())
        self._add(decoded, token.start())
        return token.end()

    def _run(self, token: re.Match[str]) -> int:
        run = token.group()
        before = self.raw[token.start() - 1 : token.start()]
        after = self.raw[token.end() : token.end() + 1]
        if before == run[0] or after == run[0]:  # a longer run is decoration, not emphasis
            end = token.end()
            while self.raw[end : end + 1] == run[0]:
                end += 1
            self._add(self.raw[token.start() : end], token.start())
            return end
        stack = self.runs.setdefault(run, [])
        tight = len(run) == 2 and run[0] == "*"
        if stack and before and not before.isspace() and (tight or not _in_word(after)):
            opened = stack.pop()
            if opened.at < self.size:
                self._match(opened, run, token)
                return token.end()
        if after and not after.isspace() and not _in_word(before):
            stack.append(_Open(run, self.size, token.start(), len(self.pieces)))
        self._add(run, token.start())
        return token.end()

    def _match(self, opened: _Open, run: str, token: re.Match[str]) -> None:
        self.dropped.add(opened.piece)
        for kind in _KINDS[run]:
            self.marks.append(Mark(opened.at + len(opened.token), self.size, kind))
        for others in self.runs.values():  # what opened inside closes inside or not at all
            while others and others[-1].source > opened.source:
                others.pop()

    def _open(self, token: re.Match[str]) -> int:
        self.brackets.append(_Open(token.group(), self.size, token.start(), len(self.pieces)))
        self._add(token.group(), token.start())
        return token.end()

    def _close(self, token: re.Match[str]) -> int:
        if self.brackets:
            opened = self.brackets.pop()
            target, end = self._target(opened, token)
            if target is not None:
                self.dropped.add(opened.piece)
                kind = "image" if opened.token[0] == "!" else "link"
                start = opened.at + len(opened.token)
                self.marks.append(Mark(start, self.size, kind, target))
                if kind == "link":
                    self.brackets.clear()  # no link within a link
                return end
        self._add("]", token.start())
        return token.end()

    def _target(self, opened: _Open, token: re.Match[str]) -> tuple[str | None, int]:
        """The address of a link or image that closes here, and where its markup ends."""
        found = _DESTINATION.match(self.raw, token.end())
        if found:
            return (found[1] if found[1] is not None else found[2]).replace("\n", ""), found.end()
        if not self.references:
            return None, 0
        first = opened.source + len(opened.token)
        label = self.raw[first : token.start()] if token.start() - first <= 200 else ""
        reference = _REFERENCE.match(self.raw, token.end())
        name = reference_name(reference[1] if reference and reference[1] else label)
        end = reference.end() if reference else token.end()
        return self.references.get(name), end

    def _finished(self) -> Inline:
        """Join the pieces, leaving the delimiters out that found a partner, and shift the marks."""
        texts: list[str] = []
        anchors: list[tuple[int, int]] = []
        shifts: list[tuple[int, int]] = []  # (offset with delimiters, how many were left out)
        at = gone = 0
        follows = -1  # where in the source an even run would go on
        for index, (piece, source) in enumerate(self.pieces):
            if index in self.dropped:
                gone += len(piece)
                shifts.append((at + len(piece), gone))
            else:
                if source != follows:
                    anchors.append((at - gone, self.source + source))
                texts.append(piece)
                follows = source + len(piece)
            at += len(piece)
        marks = self.marks
        if shifts:
            marks = [
                Mark(_shifted(m.start, shifts), _shifted(m.end, shifts), m.kind, m.target)
                for m in marks
            ]
        marks.sort()
        kept = tuple([m for m in marks if m.start < m.end or m.kind == "image"])
        return Inline("".join(texts), kept, tuple(anchors) or ((0, self.source),))


def _shifted(offset: int, shifts: list[tuple[int, int]]) -> int:
    place = bisect_right(shifts, (offset, 1 << 62))
    return offset - (shifts[place - 1][1] if place else 0)


def _in_word(character: str) -> bool:
    """A letter or digit of a script that parts its words: a delimiter inside a word is none."""
    return character.isalnum() and character < "⺀"


def _runs_of_ticks(raw: str) -> dict[int, list[int]]:
    """By length: where the runs of so many backticks begin, any of which may close a code span."""
    runs: dict[int, list[int]] = {}
    for found in re.finditer(r"`+", raw):
        runs.setdefault(found.end() - found.start(), []).append(found.start())
    return runs


def reference_name(label: str) -> str:
    """The name under which a link definition is looked up."""
    return " ".join(label.casefold().split())


def decoded_entity(entity: str) -> str:
    """What a character reference stands for; itself if it is unknown.

    Decoded through and through where it was escaped several times ("&amp;nbsp;" in a page's own
    source); line breaks and other controls become spaces.

    >>> decoded_entity("&eacute;"), decoded_entity("&bogus;")
    ('é', '&bogus;')
    """
    decoded = html.unescape(_AMPERSANDS.sub("&", entity))
    if decoded == entity:
        return entity
    return "".join(c if c.isprintable() or c in "\u00ad\u200c\u200d" else " " for c in decoded)
