"""Gather what a page says about itself while its tokens go by."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping

from cleaner.metadata.page import PageHead

_MOST_HEADINGS = 8
_MOST_BYLINES = 12
_MOST_TIMES = 12
_MOST_METAS = 400
_LONGEST_HEADING = 400
_LONGEST_BYLINE = 160
_LONGEST_TIME = 80
_LONGEST_TITLE = 1000
_LONGEST_JSON = 400_000
_MOST_OPEN = 16
_MOST_HINTS = 5_000
_MOST_PARTS = 2_000  # texts and tags inside one captured element

_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)  # they have no end tag, so nothing can be collected inside them

_MOST_SURROUNDINGS = 4
_LINES_BEFORE = 8
_LINES_AFTER = 16
_LONGEST_LINE = 160
_LAST_LINE = 200  # after a title; a heading after so many lines is no title

_BREAK = "\x00"  # stands for a line's end inside an element; no tokenizer gives it as text
_INLINE = frozenset("a abbr b bdi cite em font i mark small span strong sub sup u".split())
_GLUED = frozenset("b em i font mark strong sub sup u".split())
_SILENT = frozenset("script style noscript template svg select option button nav".split())

_HINT = re.compile(
    r"author|byline|creator|writer|contributor|date|publish|posted|modified|timestamp",
    re.IGNORECASE,
)  # spares nearly all class names the closer look
_WORD = re.compile(r"[A-Z]?[a-z]++|[A-Z]++|\d++")
_AUTHOR_WORDS = frozenset({"author", "authors", "byline", "bylines", "writer", "contributor"})
_NOT_AUTHOR_WORDS = frozenset(
    """comment comments reply avatar image img photo picture bio biography description desc about
    social follow twitter facebook icon thumbnail box quote testimonial review card date time
    job role position meta info related sidebar widget recommended""".split()
)
_TELLING = frozenset(("itemprop", "rel", "id", "data-testid"))
_DATE_WORDS = frozenset(
    "date published publish pubdate posted timestamp datetime updated modified dateline".split()
)
_NOT_DATE_WORDS = frozenset("comment comments picker event related sidebar widget footer".split())


def says_author(attrs: Mapping[str, str | None]) -> bool:
    """Tell whether a tag's attributes say that it holds the author's name.

    >>> says_author({"class": "post-author"}), says_author({"rel": "author"})
    (True, True)
    >>> says_author({"class": "comment-author"}), says_author({"class": "authority"})
    (False, False)
    """
    if "author" in (attrs.get("rel") or "").lower().split():
        return True
    if (attrs.get("itemprop") or "").lower() in ("author", "creator"):
        return True
    names = (attrs.get(key) for key in ("class", "id", "data-testid"))
    return any(_names(name, _AUTHOR_WORDS, _NOT_AUTHOR_WORDS) for name in names if name)


def says_date(attrs: Mapping[str, str | None]) -> bool:
    """Tell whether a tag's attributes say that it holds the date of the page.

    >>> says_date({"class": "entry-date"}), says_date({"itemprop": "datePublished"})
    (True, True)
    >>> says_date({"class": "comment-date"}), says_date({"class": "candidate"})
    (False, False)
    """
    if (attrs.get("itemprop") or "").lower() in ("datepublished", "datemodified", "datecreated"):
        return True
    return _names(attrs.get("class") or "", _DATE_WORDS, _NOT_DATE_WORDS)


def _names(text: str, words: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether one of a tag's class names has one of the words and none of the others."""
    if not _HINT.search(text):
        return False
    for name in text.split()[:30]:
        parts = {part.lower() for part in _WORD.findall(name[:80])}
        if parts & words and not parts & others:
            return True
    return False


class _Capture:
    """The text of one element that is still open."""

    __slots__ = ("attrs", "depth", "kind", "length", "limit", "parts", "tag")

    def __init__(self, kind: str, tag: str, attrs: dict[str, str], limit: int) -> None:
        self.kind = kind
        self.tag = tag
        self.attrs = attrs
        self.limit = limit
        self.depth = 1
        self.length = 0
        self.parts: list[str] = []

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self.parts).split(_BREAK))
        return "\n".join(line for line in lines if line)


class _Surroundings:
    """Keep the short lines of text that stand around each of the first title-like headings."""

    __slots__ = ("around", "before", "done", "length", "parts", "since")

    def __init__(self) -> None:
        self.around: list[tuple[str, list[str]]] = []
        self.before: deque[str] = deque(maxlen=_LINES_BEFORE)
        self.parts: list[str] = []
        self.length = 0
        self.since = 0
        self.done = False

    def text(self, data: str) -> None:
        self.length += len(data)
        if self.length <= _LONGEST_LINE * 4 and not self.done:
            self.parts.append(data)

    def finish_line(self) -> None:
        if not self.length:
            return
        line = " ".join("".join(self.parts).split())
        overlong = self.length > _LONGEST_LINE * 4 or len(line) > _LONGEST_LINE
        self.parts.clear()
        self.length = 0
        if not line and not overlong:
            return
        self.since += 1
        self.done = bool(self.around) and self.since > _LAST_LINE
        line = "" if overlong else line  # a paragraph: its place counts, not its words
        self.before.append(line)
        if self.around and len(self.around[-1][1]) < _LINES_BEFORE + _LINES_AFTER:
            self.around[-1][1].append(line)

    def heading(self, text: str) -> None:
        if len(self.around) < _MOST_SURROUNDINGS:
            self.around.append((text, list(self.before)))
            self.since = 0


class HeadCollector:
    """Fill a `PageHead` from start tags, texts and end tags, fed in document order.

    It takes any tokenizer's tokens: tag names in lower case, attribute names in lower case,
    character references resolved. Time is linear; memory is bounded by the limits above, not
    by the page.

    >>> collector = HeadCollector()
    >>> collector.start("title", {}); collector.text("A page"); collector.end("title")
    >>> collector.head().title
    'A page'
    """

    def __init__(self, url: str | None = None) -> None:
        self._head = PageHead(url=url)
        self._open: list[_Capture] = []
        self._counts = {"byline": 0, "time": 0, "heading": 0}
        self._inside_svg = 0
        self._silent: str | None = None
        self._lines = _Surroundings()
        self._titled = False
        self._hinted: dict[str, bool] = {}

    def start(self, tag: str, attrs: Mapping[str, str | None]) -> None:
        """Take a start tag; an attribute without a value is None or ''."""
        head = self._head
        if tag in _INLINE:
            if not attrs and not self._open:
                return
        elif tag in ("meta", "link"):
            given = {name: value or "" for name, value in attrs.items()}
            kept = head.metas if tag == "meta" else head.links
            if len(kept) < _MOST_METAS and (tag == "meta" or _is_told(given)):
                kept.append(given)
            return
        elif self._lines.length and self._silent is None:
            self._lines.finish_line()
        if tag in _VOID:
            if tag == "br":
                for capture in self._open:
                    capture.parts.append(_BREAK)
            return
        if self._silent is None and tag in _SILENT:
            self._silent = tag
        for capture in self._open:
            if capture.tag == tag:
                capture.depth += 1
            if len(capture.parts) <= _MOST_PARTS:
                capture.parts.append(_gap(tag))
        if tag == "svg":
            self._inside_svg += 1
        elif tag == "html" and head.lang is None:
            head.lang = attrs.get("lang") or attrs.get("xml:lang") or None
        if len(self._open) < _MOST_OPEN and (attrs or tag in ("title", "h1", "h2", "time")):
            self._begin(tag, attrs)

    def _begin(self, tag: str, attrs: Mapping[str, str | None]) -> None:
        if tag == "title":
            if not self._titled and not self._inside_svg:
                self._titled = True
                self._open.append(_Capture("title", tag, {}, _LONGEST_TITLE))
        elif tag == "script":
            if "ld+json" in (attrs.get("type") or "").lower():
                self._open.append(_Capture("json", tag, {}, _LONGEST_JSON))
        elif tag in ("h1", "h2"):
            self._capture("heading", tag, attrs, _MOST_HEADINGS, _LONGEST_HEADING)
            self._begin_hinted(tag, attrs)
        elif tag == "time" or self._is_hinted(attrs):
            self._begin_hinted(tag, attrs)

    def _is_hinted(self, attrs: Mapping[str, str | None]) -> bool:
        """Spare nearly all tags the closer look; class names repeat, so remember them."""
        given = attrs.get("class")
        if given:
            hinted = self._hinted.get(given)
            if hinted is None:
                hinted = self._hinted[given] = _HINT.search(given) is not None
                if len(self._hinted) > _MOST_HINTS:
                    self._hinted.clear()
            if hinted:
                return True
            if len(attrs) == 1:
                return False
        if _TELLING.isdisjoint(attrs):
            return False
        return any(_HINT.search(attrs[name] or "") for name in _TELLING if name in attrs)

    def _begin_hinted(self, tag: str, attrs: Mapping[str, str | None]) -> None:
        if tag == "time" or says_date(attrs):
            self._capture("time", tag, attrs, _MOST_TIMES, _LONGEST_TIME)
        if says_author(attrs):
            self._capture("byline", tag, attrs, _MOST_BYLINES, _LONGEST_BYLINE)

    def _capture(
        self, kind: str, tag: str, attrs: Mapping[str, str | None], most: int, limit: int
    ) -> None:
        if self._counts[kind] < most:
            given = {name: value or "" for name, value in attrs.items()}
            self._open.append(_Capture(kind, tag, given, limit))

    def text(self, data: str) -> None:
        """Take a run of text, or a script's content."""
        if self._silent is None:
            lines = self._lines
            if lines.length or not data.isspace():
                lines.text(data)
        if not self._open or self._silent == "style":
            return
        letters = len(data.strip())
        overlong = False
        for capture in self._open:
            if self._silent == "script" and capture.kind != "json":
                continue
            capture.length += letters
            overlong = (
                overlong or capture.length > capture.limit or len(capture.parts) > _MOST_PARTS
            )
            capture.parts.append(data if letters else " ")
        if overlong:  # not a byline, a date or a heading after all: a whole section
            self._open = [
                each
                for each in self._open
                if each.length <= each.limit and len(each.parts) <= _MOST_PARTS
            ]

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if tag == "svg" and self._inside_svg:
            self._inside_svg -= 1
        if tag == self._silent:
            self._silent = None
        elif self._lines.length and tag not in _INLINE and self._silent is None:
            self._lines.finish_line()
        if not self._open:
            return
        closed = False
        for capture in self._open:
            if len(capture.parts) <= _MOST_PARTS:
                capture.parts.append(_gap(tag))
            if capture.tag == tag:
                capture.depth -= 1
                closed = closed or capture.depth == 0
        if closed:
            for capture in self._open:
                if capture.depth == 0:
                    self._keep(capture)
            self._open = [capture for capture in self._open if capture.depth]

    def _keep(self, capture: _Capture) -> None:
        head, text = self._head, capture.text()
        if capture.kind == "title":
            head.title = " ".join(text.split())
        elif capture.kind == "json":
            head.json_ld.append("".join(capture.parts).strip(_BREAK))
        elif capture.kind == "time":
            if text or capture.attrs.get("datetime") or capture.attrs.get("content"):
                self._counts["time"] += 1
                head.times.append((capture.attrs, " ".join(text.split())))
        elif text:
            self._counts[capture.kind] += 1
            if capture.kind == "heading":
                text = " ".join(text.split())
                head.headings.append((int(capture.tag[1]), text))
                if capture.tag == "h1" or (len(text) > 12 and text in head.title):
                    self._lines.heading(text)
            elif text not in head.bylines:
                head.bylines.append(text)

    def head(self) -> PageHead:
        """Give what was gathered so far."""
        self._head.around = self._lines.around
        return self._head


def _gap(tag: str) -> str:
    return "" if tag in _GLUED else " " if tag in _INLINE else _BREAK


def _is_told(link: Mapping[str, str]) -> bool:
    rel = link.get("rel", "").lower()
    return "canonical" in rel or "author" in rel or "alternate" in rel
