"""Gather what a page says about itself from its source.

The source is searched for the few tags that matter; only those, and the lines around the title,
are tokenized, and what a page's head often makes needless is looked for only when it is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, TypeVar, overload

from cleaner.metadata.page import PageHead
from cleaner.metadata.telling import hinting, says_author, says_date

if TYPE_CHECKING:
    from turbohtml import Token

_T = TypeVar("_T")

_MOST_BYLINES = 12
_MOST_TIMES = 12
_MOST_TAGS = {"meta": 400, "link": 400, "h1": 12, "h2": 12}
_MOST_ALIKE = 12  # elements of the same telling attribute
_MOST_TELLING = 60
_MOST_VALUES = 40  # of telling attributes
_LONGEST_TAG = 60_000
_LONGEST_ELEMENT = 8_000  # characters of its source
_LONGEST_HEADING = 400
_LONGEST_BYLINE = 160
_LONGEST_TIME = 80
_LONGEST_TITLE = 1000
_LONGEST_JSON = 400_000

_MOST_SURROUNDINGS = 4
_LINES_BEFORE = 8
_LINES_AFTER = 16
_LONGEST_LINE = 160
_MOST_LONG = 2  # paragraphs after a title; what follows is the article
_SOURCE_BEFORE, _SOURCE_AFTER = 3_000, 20_000
_TELLING_BEFORE, _TELLING_AFTER = 10_000, 50_000  # what says author or date is near the title

_NAMES = "meta|link|title|time|h1|h2|html|script|style|svg|template|textarea"
_TAG = re.compile(rf"<(?:(!--)|({_NAMES}|[A-Z][A-Za-z0-9]++)(?=[\s/>]))")
_VALUE = r"""(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>]++)"""
_TELLING = [  # what they begin with makes them fast
    re.compile(each + _VALUE) for each in ("class=", "itemprop=", r"rel=(?=[\"']?author)")
]
_TITLE_PART = re.compile(r"\s+[-–—|·•»:]\s+|\s*[|｜_]\s*|-(?=[^-\s]{2,12}\Z)")
_TEXT, _START = 0, 1  # types of turbohtml's tokens
_CONTENT = frozenset(("script", "style", "svg", "template", "textarea"))
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)  # they have no end tag, so they hold no text
_INLINE = frozenset("a abbr b bdi cite em font i mark small span strong sub sup u".split())
_GLUED = frozenset("b em i font mark strong sub sup u".split())
_SILENT = frozenset("script style noscript template svg select option button nav".split())


def read_head(source: str, start: int = 0, url: str | None = None) -> PageHead:
    """Gather the metadata of the page that begins at `start`. Never raises; linear time.

    >>> read_head("<title>A page</title><h1>A <b>page</b></h1>").headings
    [(1, 'A page')]
    """
    return _Scan(source, start, url).head


class _Later(Sequence[_T]):
    """A sequence that is made when it is first looked at."""

    def __init__(self, make: Callable[[], list[_T]]) -> None:
        self._make = make
        self._made: list[_T] | None = None

    def _all(self) -> list[_T]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[_T]:
        return iter(self._all())

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> list[_T]: ...
    def __getitem__(self, at: int | slice) -> _T | list[_T]:
        return self._all()[at]

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, _Later) else other)

    __hash__ = None  # type: ignore[assignment]


class _Scan:
    """One search over the source, and the closer looks that may follow."""

    def __init__(self, source: str, start: int, url: str | None) -> None:
        self.source = source
        self.start = start
        self.skipped: list[tuple[int, int]] = []  # code, drawings and comments, in order
        self.times: list[int] = []
        self.headings: list[tuple[int, str]] = []  # where those stand that may be the title
        self.missing: set[str] = set()
        self.telling: list[tuple[int, dict[str, str]]] | None = None
        self.head = PageHead(
            url=url,
            times=_Later(self._times),
            dated=_Later(self._dated),
            bylines=_Later(self._bylines),
        )
        self._search()
        self.head.around = _Later(self._around)

    # -- the search --------------------------------------------------------------------------

    def _search(self) -> None:
        head, source = self.head, self.source
        titled = False
        counts = dict.fromkeys(("meta", "link", "h1", "h2"), 0)
        at, find = self.start, _TAG.search
        while match := find(source, at):
            at = match.end()
            if match[1]:
                at = self._skip(match.start(), at, "-->")
                continue
            tag = match[2].lower()
            begin = match.start()
            if tag in counts:
                counts[tag] += 1
                if counts[tag] <= _MOST_TAGS[tag]:
                    self._look(tag, begin)
            elif tag == "time":
                if len(self.times) < _MOST_TIMES:
                    self.times.append(begin)
            elif tag == "title":
                end = self._end(at, "</title")
                if end > 0 and not titled:
                    titled = True
                    text = source[source.find(">", at - 1) + 1 : end]
                    head.title = " ".join(unescape(text[:_LONGEST_TITLE]).split())
                at = max(at, end)
            elif tag == "html":
                if head.lang is None:
                    attrs = self._attributes(begin)
                    head.lang = attrs.get("lang") or attrs.get("xml:lang") or None
            elif tag in _CONTENT:
                if tag == "script":
                    self._script(begin)
                at = self._skip(begin, at, f"</{tag}")

    def _end(self, at: int, closer: str) -> int:
        """Find where a closer stands, or -1; what is nowhere is looked for only once."""
        for each in (closer, closer.upper()):
            if each not in self.missing:
                end = self.source.find(each, at)
                if end >= 0:
                    return end
                self.missing.add(each)
        return -1

    def _skip(self, begin: int, at: int, closer: str) -> int:
        end = self._end(at, closer)
        if end < 0:
            return at
        end = (self.source.find(">", end) + 1) or len(self.source)
        self.skipped.append((begin, end))
        return end

    def _script(self, begin: int) -> None:
        opened = self.source.find(">", begin, begin + 1_000) + 1
        if opened and "ld+json" in self.source[begin:opened].lower():
            end = self._end(opened, "</script")
            if 0 < end - opened <= _LONGEST_JSON:
                self.head.json_ld.append(self.source[opened:end])

    def _look(self, tag: str, begin: int) -> None:
        head = self.head
        if tag == "meta":
            head.metas.append(self._attributes(begin))
        elif tag == "link":
            attrs = self._attributes(begin)
            if _is_told(attrs):
                head.links.append(attrs)
        elif text := " ".join(self._text(begin, _LONGEST_HEADING).split()):
            head.headings.append((int(tag[1]), text))
            if tag == "h1" or (_is_long(text) and text in head.title):
                self.headings.append((begin, text))

    # -- elements ----------------------------------------------------------------------------

    def _tokens(self, begin: int, length: int) -> Iterator[Token]:
        import turbohtml  # costs 60 ms, and text needs none of it

        return iter(turbohtml.tokenize(self.source[begin : begin + length]))

    def _attributes(self, begin: int) -> dict[str, str]:
        """The attributes of the tag that begins there; the first of a name counts."""
        for length in (2_000, _LONGEST_TAG):
            token = next(self._tokens(begin, length), None)
            if token is not None and token.tag:
                return {name: value or "" for name, value in reversed(token.attrs or ())}
        return {}

    def _text(self, begin: int, limit: int, *, cut: bool = False) -> str:
        """The lines of the element that begins there; "" (or cut) where longer than the limit."""
        tokens = self._tokens(begin, _LONGEST_ELEMENT)
        first = next(tokens, None)
        if first is None or first.tag in _VOID:
            return ""
        parts: list[str] = []
        depth, length = 1, 0
        silent: str | None = None
        for token in tokens:
            tag = token.tag
            if tag is None:
                if silent is None and token.type == _TEXT:
                    data = token.data or ""
                    length += len(data.strip())
                    parts.append(data.replace("\n", " "))
                    if length > limit:
                        return _joined(parts) if cut else ""
                continue
            starts = token.type == _START
            parts.append("" if tag in _GLUED else " " if tag in _INLINE else "\n")
            if silent is None:
                silent = tag if starts and tag in _CONTENT else None
            elif tag == silent:
                silent = None
            if tag == first.tag:
                depth += 1 if starts else -1
                if not depth:
                    return _joined(parts)
        return ""

    # -- what is looked for on demand --------------------------------------------------------

    def _told(self) -> list[tuple[int, dict[str, str]]]:
        """Where elements begin whose attributes may say author or date, with the attributes."""
        if self.telling is None:
            begins = {begin for each in self._hints() if (begin := self._tag_before(each)) >= 0}
            chosen = sorted(begins)[:_MOST_TELLING]
            self.telling = [(begin, self._attributes(begin)) for begin in chosen]
        return self.telling

    def _hints(self) -> Iterator[int]:
        source = self.source
        title = self.headings[0][0] if self.headings else source.find("<body", self.start)
        start = max(self.start, title - _TELLING_BEFORE)
        end = max(title, self.start) + _TELLING_AFTER
        for pattern in _TELLING:
            given = hinting(dict.fromkeys(pattern.findall(source, start, end)))
            for each in given[:_MOST_VALUES]:
                at = start
                for _ in range(_MOST_ALIKE):
                    at = source.find(each, at, end) + 1
                    if not at:
                        break
                    yield at

    def _tag_before(self, at: int) -> int:
        """Where the tag begins that an attribute stands in; -1 inside code."""
        region = bisect_right(self.skipped, (at, at)) - 1
        if region >= 0 and at < self.skipped[region][1]:
            return -1
        return self.source.rfind("<", max(self.start, at - _LONGEST_TAG), at)

    def _times(self) -> list[tuple[dict[str, str], str]]:
        return self._timed({begin: self._attributes(begin) for begin in self.times})

    def _dated(self) -> list[tuple[dict[str, str], str]]:
        places = {begin: attrs for begin, attrs in self._told() if says_date(attrs)}
        places.update((begin, self._attributes(begin)) for begin in self.times)
        return self._timed(places)

    def _timed(self, places: dict[int, dict[str, str]]) -> list[tuple[dict[str, str], str]]:
        found: list[tuple[dict[str, str], str]] = []
        for begin in sorted(places)[:_MOST_TIMES]:
            attrs = places[begin]
            text = " ".join(self._text(begin, _LONGEST_TIME, cut=True).split())[:_LONGEST_TIME]
            if text or attrs.get("datetime") or attrs.get("content"):
                found.append((attrs, text))
        return found

    def _bylines(self) -> list[str]:
        begins = [begin for begin, attrs in self._told() if says_author(attrs)]
        texts = (self._text(begin, _LONGEST_BYLINE) for begin in begins)
        return list(dict.fromkeys(text for text in texts if text))[:_MOST_BYLINES]

    def _around(self) -> list[tuple[str, Sequence[str]]]:
        headings = self.headings[:_MOST_SURROUNDINGS]
        if not any(text in self.head.title for _, text in headings):
            headings = [*self._titles(), *headings]
        return [(text, _Later(partial(self._lines_at, begin))) for begin, text in headings]

    def _lines_at(self, begin: int) -> list[str]:
        before = _lines(self._visible_before(begin), None)[-_LINES_BEFORE:]
        return [*before, *_lines(self._visible_after(begin), _LINES_AFTER)]

    def _titles(self) -> list[tuple[int, str]]:
        """Where the page's title stands in its text, if it is in no heading."""
        body = self.source.find("<body", self.start)
        title = self.head.title
        parts = (part.strip() for part in _TITLE_PART.split(title, maxsplit=3))
        for text in dict.fromkeys((title, *parts)):
            places = []
            at = body
            for _ in range(_MOST_SURROUNDINGS if body >= 0 and len(text) > 5 else 0):
                at = self.source.find(text, at + 1)
                if at < 0:
                    break
                begin = self.source.rfind("<", body, at)
                if self._is_text(begin, at):
                    places.append((begin, text))
            if places:
                return places
        return []

    def _is_text(self, begin: int, at: int) -> bool:
        """Tell whether a place is where the text of a tag before it begins."""
        if begin < 0 or self._tag_before(at) < 0:
            return False
        return self.source[begin:at].rstrip().endswith(">") and at - begin < 1_000

    def _visible_before(self, end: int) -> list[str]:
        """The source before a place, without code, drawings and comments."""
        pieces: list[str] = []
        left = _SOURCE_BEFORE
        region = bisect_right(self.skipped, (end, end)) - 1
        while left > 0 and end > self.start:
            begin = self.skipped[region][1] if region >= 0 else self.start
            piece = self.source[max(begin, end - left) : end]
            pieces.append(piece if len(piece) < left else piece[piece.find("<") % left :])
            left -= len(piece)
            end = self.skipped[region][0] if region >= 0 else self.start
            region -= 1
        return ["".join(reversed(pieces))]

    def _visible_after(self, begin: int) -> Iterator[str]:
        left = _SOURCE_AFTER
        region = bisect_right(self.skipped, (begin, begin))
        while left > 0 and begin < len(self.source):
            more = region < len(self.skipped)
            end = self.skipped[region][0] if more else len(self.source)
            yield self.source[begin : min(end, begin + left)]
            left -= end - begin
            begin = self.skipped[region][1] if more else end
            region += 1


def _lines(pieces: Sequence[str] | Iterator[str], most: int | None) -> list[str]:
    """The short lines of markup; a paragraph among them is "": its place counts, not its words."""
    import turbohtml

    lines: list[str] = []
    parts: list[str] = []
    silent: str | None = None
    for piece in pieces:
        for token in turbohtml.tokenize(piece):
            tag, data = token.tag, token.data
            if tag is None:
                if data and silent is None and token.type == _TEXT:
                    parts.append(data)
                continue
            if tag in _INLINE or silent is not None:
                silent = None if tag == silent and token.type != _START else silent
                if tag not in _GLUED:
                    parts.append(" ")
                continue
            if parts:
                _finish(parts, lines)
                if most is not None and (len(lines) >= most or lines.count("") > _MOST_LONG):
                    return lines
            if tag in _SILENT and token.type == _START:
                silent = tag
    _finish(parts, lines)
    return lines


def _finish(parts: list[str], lines: list[str]) -> None:
    line = " ".join("".join(parts).split())
    parts.clear()
    if line:
        lines.append(line if len(line) <= _LONGEST_LINE else "")


def _is_long(text: str) -> bool:
    return len(text) > 12 or (len(text) > 4 and ord(text[0]) >= 0x2E80)  # Chinese, Japanese, ...


def _joined(parts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _is_told(link: dict[str, str]) -> bool:
    rel = link.get("rel", "").lower()
    return "canonical" in rel or "author" in rel or "alternate" in rel
