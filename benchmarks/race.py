"""Several systems over the same pages: what each of them found, and in what time."""

from __future__ import annotations

import gc
import io
import logging
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from itertools import chain

from benchmarks.data import Page
from benchmarks.peers import Extract
from benchmarks.scores import Counts, Measure

LARGEST = 8_000_000


@dataclass
class Run:
    """What one system made of all pages, in their order."""

    counts: list[Counts] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    #: Kept of the first system only.
    outputs: list[str] = field(default_factory=list)


@dataclass
class Results:
    """All that was measured. `pages` have lost their bytes."""

    measure: Measure
    pages: list[Page]
    runs: dict[str, Run]
    too_large: int = 0


@contextmanager
def quiet() -> Iterator[None]:
    """Keeps the peers from printing, logging and warning; nothing of ours is printed here."""
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with (
            warnings.catch_warnings(),
            redirect_stdout(io.StringIO()),
            redirect_stderr(io.StringIO()),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(disabled)


def timed(extract: Extract, page: bytes) -> tuple[str, float, str]:
    """The text, the CPU seconds, and what went wrong ("" if nothing did)."""
    gc.collect()  # or one system would clear up after another
    text, error = "", ""
    started = time.process_time()
    try:
        text = extract(page)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as raised:  # a panic of compiled Rust is no Exception
        error = f"{type(raised).__name__}: {raised}"[:200]
    return text, time.process_time() - started, error


def _small(pages: Iterable[Page], results: Results) -> Iterator[Page]:
    """The pages that are not too large; the others are counted."""
    for page in pages:
        if len(page.html) > LARGEST:
            results.too_large += 1
        else:
            yield page


def measure(
    pages: Iterable[Page],
    systems: Mapping[str, Extract],
    how: Measure,
    progress: Callable[[int], None] = lambda done: None,
) -> Results:
    """Runs all systems over all pages, once.

    >>> from benchmarks.scores import WORDS
    >>> page = Page("1", b"<p>One two", "en", gold="One two")
    >>> results = measure(
    ...     [page], {"all": lambda html: "One two", "none": lambda html: ""}, WORDS
    ... )
    >>> [run.counts for run in results.runs.values()]
    [[Counts(right=2, wrong=0, missed=0)], [Counts(right=0, wrong=0, missed=2)]]
    """
    results = Results(how, [], {name: Run() for name in systems})
    names = list(systems)
    rest = _small(pages, results)
    first = next(rest, None)
    if first is None:
        return results
    for extract in systems.values():
        timed(extract, first.html)  # imports, and tables that are made once
    gc.freeze()
    for page in chain([first], rest):
        at = len(results.pages) % len(names)
        for name in names[at:] + names[:at]:
            text, seconds, error = timed(systems[name], page.html)
            run = results.runs[name]
            run.seconds.append(seconds)
            run.counts.append(how.count(page, text))
            if error:
                run.errors.append(f"{page.id}: {error}")
            if name == names[0]:
                run.outputs.append(text)
        results.pages.append(replace(page, html=b""))
        progress(len(results.pages))
    gc.unfreeze()
    return results
