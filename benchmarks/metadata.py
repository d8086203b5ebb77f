"""Metadata of pages: `python -m benchmarks.metadata --set wcxb-dev` compares title, author, date.

A title is right if its words agree with gold's with an F1 of .9; authors if their names are the
same set, or gold's stand within what was given; a date if it is the same day.  Where gold has
nothing, a value is counted as invented, unless the set never tells that field.  Peers that are not
installed are left out.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks import data
from benchmarks.data import Page, Pick

#: By name: the folder of a set, unless the user names another, and what reads it.
_SETS: Mapping[str, tuple[Path, Callable[[Path, Pick], Iterator[Page]]]] = {
    "wcxb-dev": (data.WCXB_DEV, lambda folder, pick: data.wcxb(folder, pick=pick)),
    "news-pairs": (data.NEWS_PAIRS, data.news_pairs),
    "site-rules": (data.SITE_RULES, data.site_rules),
    "chinese": (data.CHINESE, data.chinese),
}
_FIELDS = ("title", "author", "date")
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_BETWEEN = re.compile(r"[,;&、，]|\b(?:and|und|et|y|e|og|och|by|von|por|par)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Facts:
    """What one tool says of a page; dates as YYYY-MM-DD; None is a field that it never gives."""

    title: str | None = ""
    author: str | None = ""
    date: str | None = ""


Tool = Callable[[bytes, str | None], Facts]


def word_f1(found: str, gold: str) -> float:
    """F1 of the multisets of words, folded; a Chinese or Japanese character is a word.

    >>> word_f1("A tale", "a Tale of two")
    0.6666666666666666
    """
    have, want = (Counter(_WORD.findall(text.casefold())) for text in (found, gold))
    common = sum((have & want).values())
    return 2 * common / (have.total() + want.total()) if common else 0.0


def names(text: str) -> frozenset[str]:
    """The names in a byline, folded, without what stands between them.

    >>> sorted(names("By Jane Doe, John O'Roe and Ann"))
    ['ann', 'jane doe', 'john o roe']
    """
    parts = (" ".join(_WORD.findall(part.casefold())) for part in _BETWEEN.split(text))
    return frozenset(part for part in parts if part)


def same_authors(found: str, gold: str) -> bool:
    """Tell whether the names are the same, or gold's stand within what was found.

    >>> same_authors("Doe, Jane; Roe", "jane doe"), same_authors("Jane Doe, MD", "Jane Doe")
    (False, True)
    """
    have, want = names(found), names(gold)
    return bool(want) and (have == want or want <= have or _flat(gold) in _flat(found))


def _flat(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def is_right(field: str, found: str, gold: str) -> bool:
    """Tell whether a value is right by the measure of its field."""
    if field == "title":
        return word_f1(found, gold) >= 0.9
    if field == "author":
        return same_authors(found, gold)
    return bool(found) and found[:10] == gold[:10]


# -- tools ---------------------------------------------------------------------------------------


def _cleaner() -> Tool:
    from cleaner.decoding import decode
    from cleaner.metadata.page import from_page
    from cleaner.metadata.scanning import read_head

    def read(html: bytes, url: str | None) -> Facts:
        found = from_page(read_head(decode(html).text, url=url))
        date = found.published or found.updated
        return Facts(found.title or "", "; ".join(found.authors), str(date or ""))

    return read


def _trafilatura() -> Tool:
    from trafilatura import extract_metadata

    def read(html: bytes, url: str | None) -> Facts:
        found = extract_metadata(html, default_url=url)
        return Facts(found.title or "", found.author or "", found.date or "")

    return read


def _htmldate() -> Tool:
    from htmldate import find_date

    def read(html: bytes, url: str | None) -> Facts:
        return Facts(None, None, find_date(html, url=url, original_date=True) or "")

    return read


def _newspaper() -> Tool:
    from newspaper import Article

    from cleaner.decoding import decode

    def read(html: bytes, url: str | None) -> Facts:
        article = Article(url or "https://example.org/", fetch_images=False)
        article.download(input_html=decode(html).text)
        article.parse()
        date = article.publish_date
        day = str(date.date()) if hasattr(date, "date") else str(date or "")
        return Facts(article.title or "", "; ".join(article.authors), day)

    return read


_TOOLS: Mapping[str, Callable[[], Tool]] = {
    "cleaner": _cleaner,
    "trafilatura": _trafilatura,
    "htmldate": _htmldate,
    "newspaper4k": _newspaper,
}


def tools() -> dict[str, Tool]:
    """The tools that are installed, by name; a line for each that is not."""
    found = {}
    for name, make in _TOOLS.items():
        try:
            found[name] = make()
        except ImportError as error:
            print(f"{name} is left out: {error}")
    return found


# -- the tables ----------------------------------------------------------------------------------


class Tally:
    """How often one tool was right on one field, and how often it invented a value."""

    def __init__(self) -> None:
        self.told = self.right = self.untold = self.invented = 0

    def add(self, field: str, found: str | None, gold: str | None) -> None:
        """Count one page; None says nothing."""
        if found is None:
            return
        if gold:
            self.told += 1
            self.right += is_right(field, found, gold)
        elif gold is not None:
            self.untold += 1
            self.invented += bool(found)

    def line(self) -> str:
        """The accuracy and the invented values, as a part of a row."""
        accuracy = f"{self.right / self.told:.3f}" if self.told else "-"
        invented = f"{self.invented}/{self.untold}" if self.untold else "-"
        return f"{accuracy:>9}{invented:>12}"


def measure(
    of: Sequence[Page], found: Mapping[str, Sequence[Facts]]
) -> dict[tuple[str, str, str], Tally]:
    """Tallies by group of pages, field and tool; fields that no page tells are not counted."""
    tallies: dict[tuple[str, str, str], Tally] = {}
    kinds = {page.page_type for page in of}
    told = {field for field in _FIELDS if any(getattr(page, field) for page in of)}
    for name, facts in found.items():
        for page, fact in zip(of, facts, strict=True):
            for group in ("all", page.page_type) if len(kinds) > 1 else ("all",):
                for field in _FIELDS:
                    tally = tallies.setdefault((group, field, name), Tally())
                    gold = getattr(page, field) if field in told else None
                    tally.add(field, getattr(fact, field), gold)
    return tallies


def report(of: Sequence[Page], found: Mapping[str, Sequence[Facts]]) -> str:
    """A table for each field: accuracy, and values invented of pages that have none."""
    tallies = measure(of, found)
    groups = sorted({group for group, _, _ in tallies}, key=lambda group: (group != "all", group))
    rows = []
    for field in _FIELDS:
        rows.append(f"{field:<14}{'pages':>6}" + "".join(f"{name:>21}" for name in found))
        for group in groups:
            cells = [tallies[group, field, name] for name in found]
            rows.append(
                f"{group:<14}{max(cell.told for cell in cells):>6}"
                + "".join(f"{cell.line():>21}" for cell in cells)
            )
        rows.append("")
    return "\n".join(rows)


def run(tool: Tool, of: Sequence[Page]) -> tuple[list[Facts], float]:
    """What a tool says of the pages, and the milliseconds of CPU time that a page took it."""
    found = []
    begun = time.process_time()
    for page in of:
        fact = Facts()
        with suppress(Exception):  # a peer that fails has found nothing
            fact = tool(page.html, page.url or None)
        found.append(fact)
    return found, 1000 * (time.process_time() - begun) / max(1, len(of))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.metadata", description=__doc__)
    parser.add_argument("--set", choices=tuple(_SETS), default="wcxb-dev", dest="name")
    parser.add_argument("--data", type=Path, help="the folder of the set")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args(arguments)
    folder, loader = _SETS[options.name]
    of = list(loader(options.data or folder, data.first(options.limit)))
    found = {}
    for name, tool in tools().items():
        found[name], milliseconds = run(tool, of)
        print(f"{name}: {milliseconds:.1f} ms a page")
    print("\n" + report(of, found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
