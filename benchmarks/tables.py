"""What `benchmarks.extractors` prints of its results."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import fmean, median

from benchmarks.data import Page
from benchmarks.peers import TIME_ONLY
from benchmarks.race import Results, Run
from benchmarks.scores import SEGMENTS, Counts, Measure, bootstrap, page_f1, words

#: By what pages may be grouped.
GROUPINGS: dict[str, Callable[[Page], str]] = {
    "type": lambda page: page.page_type,
    "language": lambda page: page.language,
}
#: Groups of fewer pages are put together.
_SMALL = 5


def report(results: Results, name: str, by: Sequence[str], worst: int) -> None:
    """Prints all tables."""
    print(f"{name}, {len(results.pages)} pages; {results.measure.name}, with 95 % intervals")
    if results.too_large:
        print(f"{results.too_large} larger pages are left out")
    print()
    overview(results)
    for grouping in by:
        by_group(results, grouping)
    errors(results)
    if worst:
        worst_pages(results, worst)


# --- F1 and time --------------------------------------------------------------------------------


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that so great a share of them does not exceed.

    >>> percentile([3.0, 1.0, 2.0], 0.5), percentile([1.0, 2.0], 0.99)
    (2.0, 2.0)
    """
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def f1_interval(counts: Sequence[Counts], measure: Measure) -> tuple[float, float]:
    """The 95 % interval of F1 if other pages of the kind had been drawn."""
    return bootstrap(counts, lambda drawn: measure.total(drawn).f1)


def ratios(run: Run, base: Run | None) -> list[float]:
    """The time of a run by that of another, page by page; none if there is no other."""
    if base is None:
        return []
    return [ours / theirs for ours, theirs in zip(run.seconds, base.seconds, strict=True) if theirs]


def overview(results: Results) -> None:
    """A line a system: F1 and its interval, precision, recall, milliseconds, exceptions."""
    reference, parse = results.runs.get("trafilatura"), results.runs.get("lexbor")
    print(
        f"{'':<13}{'F1':>6}{'interval':>16}{'P':>8}{'R':>7}"
        f"{'ms mean':>10}{'median':>8}{'p99':>8}{'/traf':>8}{'/parse':>8}{'worst':>8}{'errors':>8}"
    )
    for name, run in results.runs.items():
        scored = f"{'':<37}"
        if name not in TIME_ONLY:
            score = results.measure.total(run.counts)
            low, high = f1_interval(run.counts, results.measure)
            interval = f"[{low:.3f}, {high:.3f}]"
            scored = f"{score.f1:>6.3f}{interval:>16}{score.precision:>8.3f}{score.recall:>7.3f}"
        milliseconds = [1000 * seconds for seconds in run.seconds]
        whole = f"{sum(run.seconds) / sum(reference.seconds):.2f}" if reference else "-"
        each = ratios(run, parse)
        middle, most = (f"{median(each):.1f}", f"{max(each):.0f}") if each else ("-", "-")
        print(
            f"{name:<13}{scored}{fmean(milliseconds):>10.2f}{median(milliseconds):>8.2f}"
            f"{percentile(milliseconds, 0.99):>8.1f}{whole:>8}{middle:>8}{most:>8}"
            f"{len(run.errors):>8}"
        )
    print("/traf: of trafilatura's time in all; /parse and worst: of lexbor's parse of a page,")
    print("in the median and at most")


def groups(pages: Sequence[Page], key: Callable[[Page], str]) -> dict[str, list[int]]:
    """The places of pages by group, the largest first, small ones together as "other".

    >>> pages = [Page(str(n), b"", "de" if n % 3 else "fr") for n in range(20)]
    >>> [(name, len(places)) for name, places in groups([*pages, Page("", b"", "")], GROUPINGS[
    ...     "language"]).items()]
    [('de', 13), ('fr', 7), ('other', 1)]
    """
    found: dict[str, list[int]] = defaultdict(list)
    for place, page in enumerate(pages):
        found[key(page) or "unknown"].append(place)
    large = sorted(
        (item for item in found.items() if len(item[1]) >= _SMALL),
        key=lambda item: (-len(item[1]), item[0]),
    )
    other = sorted(place for places in found.values() if len(places) < _SMALL for place in places)
    return dict([*large, ("other", other)] if other else large)


def by_group(results: Results, grouping: str) -> None:
    """A line a group, with F1 of every system and half the width of its interval."""
    grouped = groups(results.pages, GROUPINGS[grouping])
    if len(grouped) < 2:
        return
    names = [name for name in results.runs if name not in TIME_ONLY]
    print(f"\n{grouping:<15}{'pages':>6}" + "".join(f"{name:>13}" for name in names))
    for group, places in grouped.items():
        cells = []
        for name in names:
            counts = [results.runs[name].counts[place] for place in places]
            low, high = f1_interval(counts, results.measure)
            f1 = results.measure.total(counts).f1
            cells.append(f"{f1:.3f}±{(high - low) / 2:.3f}".rjust(13))
        print(f"{group:<15}{len(places):>6}" + "".join(cells))


def errors(results: Results) -> None:
    """The kinds of exceptions that systems raised, each with one page that made it."""
    for name, run in results.runs.items():
        kinds: dict[str, str] = {}
        for error in run.errors:
            kinds.setdefault(error.split(": ", 2)[1], error)
        for error in kinds.values():
            print(f"\n{name}, page {error}")


# --- the worst pages ----------------------------------------------------------------------------


def strangest_line(text: str, other: str) -> str:
    """The line of a text with the most words that another text has nowhere.

    >>> strangest_line("One two\\nthree four five", "One two three")
    'three four five'
    """
    known = words(other)
    best, most = "", 0
    for line in text.splitlines():
        strange = sum(count for word, count in words(line).items() if word not in known)
        if strange > most:
            best, most = line.strip(), strange
    return best


def differences(page: Page, found: str, measure: Measure) -> tuple[str, str]:
    """What is missing from the found text and what is in it that should not be, in words."""
    if measure is SEGMENTS:
        text = " ".join(found.split())
        missing = [one for one in page.must if " ".join(one.split()) not in text]
        extra = [one for one in page.must_not if " ".join(one.split()) in text]
        return f"{len(missing)} segments {missing}", f"{len(extra)} segments {extra}"
    have, want = words(found), words(page.gold)
    return (
        f"{(want - have).total()} words: {strangest_line(page.gold, found)[:120]!r}",
        f"{(have - want).total()} words: {strangest_line(found, page.gold)[:120]!r}",
    )


def worst_pages(results: Results, number: int) -> None:
    """The pages where the first system does worst, and what is wrong with them."""
    name, run = next(iter(results.runs.items()))
    reference = results.runs.get("trafilatura")
    order = sorted(range(len(results.pages)), key=lambda place: page_f1(run.counts[place]))
    print(
        f"\nWorst {number} pages of {name}, F1 of it / of trafilatura; the strangest line of each"
    )
    for place in order[:number]:
        page = results.pages[place]
        theirs = f"{page_f1(reference.counts[place]):.3f}" if reference else "-"
        missing, extra = differences(page, run.outputs[place], results.measure)
        print(
            f"\n{page.id}  {page_f1(run.counts[place]):.3f} / {theirs}  "
            f"{page.host or '-'}  {page.page_type or '-'}  {page.language or '-'}"
        )
        print(f"   missing {missing}")
        print(f"   extra   {extra}")
