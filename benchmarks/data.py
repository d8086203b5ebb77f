"""Loaders of the data that the benchmarks read: web pages with what people say their text is.

Every loader takes the folder that a user names, so that published tables can be made again. It
reads pages one by one; `pick` says which of them, by their ids in order, before any page is read.
"""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

WCXB_DEV = Path("../shared/data/wcxb-dev")
SEGMENTS = Path("../shared/data/segments")
NEWS_PAIRS = Path("../shared/data/news-pairs")
CHINESE = Path("../shared/data/chinese")
SITE_RULES = Path("../shared/data/site-rules")
MOZILLA = Path("../shared/data/mozilla-readability")

#: Which pages to read: some of the ids given, in their order; `list` picks all.
Pick = Callable[[Sequence[str]], Sequence[str]]

_HTML_LANG = re.compile(rb"<html\b[^>]{0,2000}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """One page of a data set: its bytes and what people say of it; "" is what they do not say."""

    id: str
    html: bytes
    #: ISO 639-1, as the page declares it or the data set implies.
    language: str
    url: str = ""
    page_type: str = ""
    title: str = ""
    author: str = ""
    date: str = ""
    #: The main text; where a data set has segments only, it is empty.
    gold: str = ""
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """The host of the page's address."""
        return host(self.url)


@dataclass(frozen=True)
class Host:
    """A clean text to be soiled: `gold` is as clean as its makers could get it."""

    id: str
    language: str
    gold: str


def host(url: str) -> str:
    """The host that an address names, without "www."; "" for none.

    >>> host("https://www.Example.org:80/a"), host(""), host("http://[bad/")
    ('example.org', '', '')
    """
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def first(limit: int | None) -> Pick:
    """Picks the first so many pages, or all for None.

    >>> first(2)("abc")
    'ab'
    """
    return lambda ids: ids[:limit]


def sample(size: int, seed: int = 0) -> Pick:
    """Picks so many pages at random, the same for the same seed, or all if they are fewer.

    >>> sample(9)(["a", "b"])
    ['a', 'b']
    """

    def pick(ids: Sequence[str]) -> Sequence[str]:
        return sorted(Random(seed).sample(list(ids), min(size, len(ids))))

    return pick


def declared_language(page: bytes, default: str = "en") -> str:
    """The `lang` of a page's html tag, two letters.

    >>> declared_language(b'<!doctype html><html class="no-js" lang="de-AT">')
    'de'
    >>> declared_language(b"<p>x")
    'en'
    """
    match = _HTML_LANG.search(page[:20_000])
    return match.group(1).decode("ascii").lower()[:2] if match else default


def _read(path: Path) -> bytes:
    with gzip.open(path) as file:
        return file.read()


def _load(path: Path) -> dict[str, dict[str, Any]]:
    records: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return records


def _truths(folder: Path) -> dict[str, dict[str, Any]]:
    paths = sorted((folder / "ground-truth").glob("*.json"))
    if not paths:
        raise FileNotFoundError(f"no ground-truth/*.json in {folder}")
    return {path.stem: _load(path) for path in paths}


def wcxb_hosts(folder: Path) -> frozenset[str]:
    """The hosts of all pages of a WCXB split."""
    return frozenset(host(record.get("url") or "") for record in _truths(folder).values()) - {""}


def wcxb(
    folder: Path,
    page_type: str | None = None,
    pick: Pick = list,
    without: frozenset[str] = frozenset(),
) -> Iterator[Page]:
    """Pages of a WCXB split in the order of their ids; a missing gold text is the empty one.

    A page that declares no language counts as English, which most of them are.

    Args:
        folder: holds `html/NNNN.html.gz` and `ground-truth/NNNN.json`.
        page_type: only pages of this type ("article", "forum", ...); None for all.
        pick: which of these pages.
        without: hosts whose pages are left out, as those of `wcxb_hosts` of another split.

    Raises:
        FileNotFoundError: `folder` holds no ground truth.
    """
    records = {
        name: record
        for name, record in _truths(folder).items()
        if page_type in (None, record["_internal"]["page_type"]["primary"])
        and host(record.get("url") or "") not in without
    }
    for name in pick(list(records)):
        record = records[name]
        truth = record["ground_truth"]
        page = _read(folder / "html" / f"{name}.html.gz")
        yield Page(
            id=name,
            html=page,
            language=declared_language(page),
            url=record.get("url") or "",
            page_type=record["_internal"]["page_type"]["primary"],
            title=truth.get("title") or "",
            author=truth.get("author") or "",
            date=truth.get("publish_date") or "",
            gold=truth.get("main_content") or "",
            must=tuple(truth.get("with") or ()),
            must_not=tuple(truth.get("without") or ()),
        )


def aeb(folder: Path, pick: Pick = list) -> Iterator[Page]:
    """Pages of the article extraction benchmark: `ground-truth.json` and `html/ID.html.gz`."""
    records = _load(folder / "ground-truth.json")
    for name in pick(sorted(records)):
        page = _read(folder / "html" / f"{name}.html.gz")
        yield Page(
            id=name,
            html=page,
            language=declared_language(page, default=""),
            url=records[name].get("url") or "",
            page_type="article",
            gold=records[name].get("articleBody") or "",
        )


def segments(folder: Path, pick: Pick = list) -> Iterator[Page]:
    """Pages with segments that must and must not be found: `segments.json` and `html/NAME.gz`."""
    records = _load(folder / "segments.json")
    for name in pick(sorted(records)):
        page = _read(folder / "html" / f"{name}.gz")
        yield Page(
            id=name,
            html=page,
            language=declared_language(page, default=""),
            url=records[name].get("url") or "",
            must=tuple(records[name].get("with") or ()),
            must_not=tuple(records[name].get("without") or ()),
        )


def _told(value: object) -> str:
    return "" if value in (None, "UNKNOWN") else str(value)


def _articles(folder: Path, pick: Pick, language: str, names: dict[str, str]) -> Iterator[Page]:
    """Pages of a folder with `articles.json` and `html/ID.html.gz`.

    `names` maps fields of `Page` to what the file calls them.
    """
    records = _load(folder / "articles.json")
    for name in pick(sorted(records)):
        page = _read(folder / "html" / f"{name}.html.gz")
        told: dict[str, Any] = {
            field: _told(records[name].get(theirs)) for field, theirs in names.items()
        }
        spoken = declared_language(page, default=language)
        yield Page(id=name, html=page, language=spoken, page_type="article", **told)


def news_pairs(folder: Path, pick: Pick = list) -> Iterator[Page]:
    """News pages, two of each site."""
    names = {"url": "url", "title": "title", "author": "authors", "date": "date", "gold": "text"}
    return _articles(folder, pick, "", names)


def chinese(folder: Path, pick: Pick = list) -> Iterator[Page]:
    """Chinese news pages; their addresses are not told."""
    return _articles(folder, pick, "zh", {"author": "author", "date": "date", "gold": "cleaned"})


def site_rules(folder: Path, pick: Pick = list) -> Iterator[Page]:
    """One article a publisher, with the text that the publisher's own selectors find."""
    names = {"date": "date_published", "gold": "text"}
    same = {field: field for field in ("url", "title", "author")}
    return _articles(folder, pick, "", names | same)


def mozilla(folder: Path, pick: Pick = list) -> Iterator[Page]:
    """Pages with what Readability.js makes of them, which is no independent gold.

    `NAME.source.html.gz`, `NAME.expected.html.gz` and `NAME.metadata.json` in one folder.

    Raises:
        FileNotFoundError: `folder` holds no page.
    """
    import turbohtml

    ending = ".source.html.gz"
    names = sorted(path.name.removesuffix(ending) for path in folder.glob(f"*{ending}"))
    if not names:
        raise FileNotFoundError(f"no *{ending} in {folder}")
    for name in pick(names):
        page = _read(folder / f"{name}{ending}")
        expected = turbohtml.parse(_read(folder / f"{name}.expected.html.gz"), encoding="utf-8")
        metadata = json.loads((folder / f"{name}.metadata.json").read_text(encoding="utf-8"))
        language = (metadata.get("lang") or "")[:2].lower()
        yield Page(
            id=name,
            html=page,
            language=language or declared_language(page, default=""),
            title=metadata.get("title") or "",
            author=metadata.get("byline") or "",
            date=metadata.get("publishedTime") or "",
            gold=expected.to_text(),
        )


def gold_hosts(folder: Path, limit: int | None = None) -> list[Host]:
    """The gold texts of all articles of a WCXB split, with the language of their page."""
    pages = wcxb(folder, page_type="article", pick=first(limit))
    return [Host(page.id, page.language, page.gold) for page in pages if page.gold.strip()]


def foreign_hosts(folder: Path, languages: frozenset[str], limit: int | None = None) -> list[Host]:
    """Texts in other languages than English, for want of gold made with trafilatura.

    Only paragraphs of 60 characters or more, without any segment that the data lists as not part of
    the article, and only pages that give five of them. They are not gold: a paragraph "lost" here
    may have been boilerplate that trafilatura let through.
    """
    import trafilatura

    hosts: list[Host] = []
    for page in segments(folder):
        if limit is not None and len(hosts) >= limit:
            break
        if page.language not in languages:
            continue
        text = trafilatura.extract(page.html, include_comments=False, favor_precision=True) or ""
        unwanted = [segment for segment in page.must_not if segment.strip()]
        lines = [
            line.removeprefix("- ").strip()
            for line in text.split("\n")
            if len(line) >= 60 and not any(segment in line for segment in unwanted)
        ]
        if len(lines) >= 5:
            hosts.append(Host(page.id, page.language, html.unescape("\n\n".join(lines))))
    return hosts
