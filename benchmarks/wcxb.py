"""Whole pages: `python -m benchmarks.wcxb` cleans every page of a WCXB split.

Counts uncaught exceptions and broken promises (a second pass changes nothing; removals lie within
the source and do not overlap) and measures WCXB's word F1 beside trafilatura's `extract` with its
own settings.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from benchmarks import data
from benchmarks.scores import word_f1


@dataclass
class Result:
    """What happened to one page."""

    id: str
    page_type: str
    f1: float = 0.0
    baseline: float = 0.0
    seconds: float = 0.0
    baseline_seconds: float = 0.0
    bytes: int = 0
    error: str = ""
    broken: list[str] = field(default_factory=list)


class Span(Protocol):
    """What of a removal is looked at here."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def broken_spans(removals: Iterable[Span], length: int) -> list[str]:
    """What is wrong with the spans of removals from a source of `length` characters.

    >>> from collections import namedtuple
    >>> Removal = namedtuple("Removal", "start end")
    >>> broken_spans([Removal(5, 9), Removal(0, 5)], 9)
    []
    >>> broken_spans([Removal(0, 6), Removal(5, 12)], 9)
    ['span out of bounds', 'spans overlap']
    """
    spans = sorted((removal.start, removal.end) for removal in removals)
    wrong = []
    if any(not 0 <= start <= end <= length for start, end in spans):
        wrong.append("span out of bounds")
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        wrong.append("spans overlap")
    return wrong


def run_page(page: data.Page) -> Result:
    """Cleans one page and looks at what comes out."""
    import trafilatura

    import cleaner

    result = Result(page.id, page.page_type, bytes=len(page.html))
    started = time.perf_counter()
    theirs = trafilatura.extract(page.html) or ""
    result.baseline_seconds = time.perf_counter() - started
    result.baseline = word_f1(theirs, page.gold)
    started = time.perf_counter()
    try:
        article = cleaner.clean(page.html, url=page.url or None)
        result.seconds = time.perf_counter() - started
        result.f1 = word_f1(article.text, page.gold)
        if cleaner.clean(article.text).text != article.text:
            result.broken.append("second pass through text")
        if cleaner.clean(article.markdown).markdown != article.markdown:
            result.broken.append("second pass through markdown")
        result.broken += broken_spans(article.removals, len(article.source))
    except Exception as error:  # counting them is what this is for
        result.error = f"{type(error).__name__}: {error}"[:200]
    return result


def report(results: Sequence[Result], show: int) -> None:
    """Prints the tables."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups["all"].append(result)
        groups[result.page_type].append(result)
    print(f"{'word F1':<16}{'pages':>7}{'cleaner':>10}{'trafilatura':>13}{'exceptions':>12}")
    for name, group in sorted(groups.items(), key=lambda item: (item[0] != "all", item[0])):
        ours = sum(result.f1 for result in group) / len(group)
        theirs = sum(result.baseline for result in group) / len(group)
        errors = sum(bool(result.error) for result in group)
        print(f"{name:<16}{len(group):>7}{ours:>10.4f}{theirs:>13.4f}{errors:>12}")
    ours = sum(result.seconds for result in results)
    theirs = sum(result.baseline_seconds for result in results)
    count = len(results)
    print(
        f"\nms per page: cleaner {1000 * ours / count:.1f}, "
        f"trafilatura {1000 * theirs / count:.1f}, ratio {ours / theirs:.2f}"
    )
    reasons: dict[str, list[str]] = defaultdict(list)
    for result in results:
        for reason in result.broken:
            reasons[reason].append(result.id)
        if result.error:
            reasons[result.error].append(result.id)
    print("\nBroken promises and exceptions:" + ("" if reasons else " none"))
    for reason, ids in sorted(reasons.items(), key=lambda item: -len(item[1])):
        print(f"  {len(ids):>5}  {reason}  {' '.join(ids[:10])}")
    print(f"\nSlowest {show} pages:")
    for result in sorted(results, key=lambda one: -one.seconds)[:show]:
        kilobytes = result.bytes / 1000
        print(f"  {result.id}  {result.seconds:7.2f} s  {kilobytes:8.0f} kB  {result.page_type}")
    print(f"\nWorst {show} pages against trafilatura:")
    for result in sorted(results, key=lambda one: one.f1 - one.baseline)[:show]:
        print(f"  {result.id}  {result.f1:.3f} / {result.baseline:.3f}  {result.page_type}")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; exit status 1 if any page raised or broke a promise."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.wcxb", description=__doc__)
    parser.add_argument("--data", type=Path, default=data.WCXB_DEV)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--page-type")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--show", type=int, default=10, metavar="N")
    options = parser.parse_args(arguments)
    pages = data.wcxb(options.data, options.page_type, data.first(options.limit))
    if options.jobs > 1:
        with ProcessPoolExecutor(options.jobs) as pool:
            results = list(pool.map(run_page, pages, chunksize=8))
    else:
        results = [run_page(page) for page in pages]
    report(results, options.show)
    return int(any(result.error or result.broken for result in results))


if __name__ == "__main__":
    sys.exit(main())
