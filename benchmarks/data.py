"""Loaders of the data that the benchmarks read, and the measure that its authors define.

Every loader takes the folder that a user names, so that published tables can be made again.
"""

from __future__ import annotations

import gzip
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WCXB_DEV = Path("../shared/data/wcxb-dev")
SEGMENTS = Path("../shared/data/segments")

_WORD = re.compile(r"\w+")
_HTML_LANG = re.compile(rb"<html\b[^>]{0,2000}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)


@dataclass(frozen=True)
class WcxbPage:
    """One page of the WCXB benchmark: its bytes and what people say its main content is."""

    id: str
    html: bytes
    url: str
    page_type: str
    title: str
    author: str
    date: str
    gold: str

    @property
    def language(self) -> str:
        """The language that the page declares (ISO 639-1), or "en" where it declares none."""
        return declared_language(self.html)


@dataclass(frozen=True)
class Host:
    """A clean text to be soiled: `gold` is as clean as its makers could get it."""

    id: str
    language: str
    gold: str


def declared_language(page: bytes, default: str = "en") -> str:
    """The `lang` of a page's html tag, two letters.

    >>> declared_language(b'<!doctype html><html class="no-js" lang="de-AT">')
    'de'
    >>> declared_language(b"<p>x")
    'en'
    """
    match = _HTML_LANG.search(page[:20_000])
    return match.group(1).decode("ascii").lower()[:2] if match else default


def wcxb(
    folder: Path, page_type: str | None = None, limit: int | None = None
) -> Iterator[WcxbPage]:
    """Pages of a WCXB split in the order of their ids; a missing gold text is the empty one.

    Args:
        folder: holds `html/NNNN.html.gz` and `ground-truth/NNNN.json`.
        page_type: only pages of this type ("article", "forum", ...); None for all.
        limit: at most so many pages.

    Raises:
        FileNotFoundError: `folder` holds no ground truth.
    """
    truths = sorted((folder / "ground-truth").glob("*.json"))
    if not truths:
        raise FileNotFoundError(f"no ground-truth/*.json in {folder}")
    count = 0
    for path in truths:
        if limit is not None and count >= limit:
            return
        record = json.loads(path.read_text(encoding="utf-8"))
        kind = record["_internal"]["page_type"]["primary"]
        if page_type is not None and kind != page_type:
            continue
        truth = record["ground_truth"]
        with gzip.open(folder / "html" / f"{path.stem}.html.gz") as file:
            page = file.read()
        count += 1
        yield WcxbPage(
            id=path.stem,
            html=page,
            url=record.get("url") or "",
            page_type=kind,
            title=truth.get("title") or "",
            author=truth.get("author") or "",
            date=truth.get("publish_date") or "",
            gold=truth.get("main_content") or "",
        )


def gold_hosts(folder: Path, limit: int | None = None) -> list[Host]:
    """The gold texts of all articles of a WCXB split, with the language of their page."""
    pages = wcxb(folder, page_type="article", limit=limit)
    return [Host(page.id, page.language, page.gold) for page in pages if page.gold.strip()]


def foreign_hosts(folder: Path, languages: frozenset[str], limit: int | None = None) -> list[Host]:
    """Texts in other languages than English, for want of gold made with trafilatura.

    Only paragraphs of 60 characters or more, without any segment that the data lists as not part of
    the article, and only pages that give five of them. They are not gold: a paragraph "lost" here
    may have been boilerplate that trafilatura let through.
    """
    import trafilatura

    records = json.loads((folder / "segments.json").read_text(encoding="utf-8"))
    hosts: list[Host] = []
    for name in sorted(records):
        path = folder / "html" / f"{name}.gz"
        if limit is not None and len(hosts) >= limit:
            break
        if not path.exists():
            continue
        with gzip.open(path) as file:
            page = file.read()
        language = declared_language(page, default="")
        if language not in languages:
            continue
        text = trafilatura.extract(page, include_comments=False, favor_precision=True) or ""
        unwanted = [segment for segment in records[name].get("without", []) if segment.strip()]
        lines = [
            line.removeprefix("- ").strip()
            for line in text.split("\n")
            if len(line) >= 60 and not any(segment in line for segment in unwanted)
        ]
        if len(lines) >= 5:
            hosts.append(Host(name, language, html.unescape("\n\n".join(lines))))
    return hosts


def words(text: str) -> Counter[str]:
    r"""The multiset of lower-cased `\w+` of a text.

    >>> sorted(words("One two, TWO").items())
    [('one', 1), ('two', 2)]
    """
    return Counter(_WORD.findall(text.lower()))


def word_f1(found: str, gold: str) -> float:
    """WCXB's measure: F1 of the multisets of words; an empty gold scores 1 for nothing found only.

    >>> word_f1("one two", "one two three four")
    0.6666666666666666
    >>> word_f1("", ""), word_f1("x", "")
    (1.0, 0.0)
    """
    have, want = words(found), words(gold)
    if not want:
        return 0.0 if have else 1.0
    common = sum((have & want).values())
    if not common:
        return 0.0
    return 2 * common / (sum(have.values()) + sum(want.values()))
