"""The work of `clean-file` on its inputs: reading, cleaning, rendering, in one process or several.

Whatever goes wrong with one input becomes an `Outcome` that says so, and the others go on.
"""

from __future__ import annotations

import json
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from functools import lru_cache
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

import cleaner
from cleaner.cli_files import STDIN, Source, UsageError, reason
from cleaner.explain import View, explain

if TYPE_CHECKING:
    from cleaner.article import Article

    from cleaner.pipeline import Pipeline

_AHEAD = 4  # inputs in flight per worker: enough to keep them busy behind one slow input


class Options(NamedTuple):
    """How to clean and write every input of a run.

    `form` is "text", "markdown", "json" or "jsonl"; `named` asks for the input's name in the JSON;
    `max_size` is the limit in bytes (None: the library's own); `view` lays out the removals, if
    they are to be explained. The rest goes to the library as it is.
    """

    form: str = "text"
    kind: str | None = None
    encoding: str | None = None
    url: str | None = None
    without: tuple[str, ...] = ()
    max_size: int | None = None
    named: bool = False
    view: View | None = None


class Outcome(NamedTuple):
    """What came of one input: the bytes to write, or the reason why there are none."""

    source: Source
    payload: bytes = b""
    warnings: tuple[str, ...] = ()
    explained: str = ""
    error: str | None = None


def check(options: Options) -> None:
    """Tries the options on nothing, so that a mistake in them shows before any input is read.

    Raises:
        UsageError: a filter, encoding or kind is unknown.
    """
    try:
        _cleaner(options).clean(b"", kind=options.kind, encoding=options.encoding)  # type: ignore[arg-type]
    except cleaner.CleanerError as error:
        raise UsageError(str(error)) from None


def pipeline() -> Pipeline:
    """The filters that run unless some are left out."""
    return cleaner.filters.DEFAULT


@lru_cache(maxsize=1)
def _cleaner(options: Options) -> cleaner.Cleaner:
    filters = pipeline().without(*options.without) if options.without else pipeline()
    if options.max_size is None:
        return cleaner.Cleaner(filters=filters)
    return cleaner.Cleaner(filters=filters, max_chars=options.max_size)


def clean_one(source: Source, options: Options, data: bytes | None = None) -> Outcome:
    """Reads (unless `data` are given), cleans and renders an input; an error is an outcome too."""
    if source.problem:
        return Outcome(source, error=source.problem)
    try:
        data = read(source, options.max_size) if data is None else data
        article = _cleaner(options).clean(
            data,
            url=options.url,
            kind=options.kind,  # type: ignore[arg-type]
            encoding=options.encoding,
        )
        view = options.view
        explained = explain(article, source.name, view) if view is not None else ""
        return Outcome(source, render(article, source, options), article.warnings, explained)
    except OSError as error:
        return Outcome(source, error=reason(error))
    except cleaner.CleanerError as error:
        return Outcome(source, error=str(error))
    except Exception as error:  # a fault of ours must not cost the user the other inputs
        return Outcome(source, error=f"internal error: {type(error).__name__}: {error}")


def read(source: Source, limit: int | None) -> bytes:
    """The bytes of an input.

    Raises:
        OSError: it cannot be read.
        cleaner.InputTooLargeError: it has more than `limit` bytes (only so many are read).
    """
    size = -1 if limit is None else limit + 1
    if source.path != STDIN:
        with open(source.path, "rb") as stream:
            data = stream.read(size)
    elif sys.stdin is None:
        raise OSError("it is closed")
    else:
        data = sys.stdin.buffer.read(size)
    if limit is not None and len(data) > limit:
        raise cleaner.InputTooLargeError(f"larger than {limit:,} bytes")
    return data


def render(article: Article, source: Source, options: Options) -> bytes:
    """The article in the form asked for: UTF-8, the lines ending in "\\n"."""
    if options.form in ("text", "markdown"):
        text = article.text if options.form == "text" else article.markdown
        if text and not text.endswith("\n"):
            text += "\n"
        return text.encode("utf-8", "replace")
    record = article.to_dict()
    if options.named:
        record = {"input": source.path, **record}
    indent = None if options.form == "jsonl" else 2
    # A byte of a file name that is not UTF-8 is a lone surrogate here; escaped with a backslash it
    # happens to be what JSON wants.
    written = json.dumps(record, ensure_ascii=False, indent=indent) + "\n"
    return written.encode("utf-8", "backslashreplace")


def outcomes(sources: Iterable[Source], options: Options, jobs: int) -> Iterator[Outcome]:
    """The outcome of each source, in their order, a bounded number of them under way.

    Close the iterator if you leave it early: that stops the workers.
    """
    if jobs < 2:
        return (clean_one(source, options) for source in sources)
    return _in_parallel(sources, options, jobs)


class _Task(NamedTuple):
    source: Source
    options: Options
    data: bytes | None


def _task(source: Source, options: Options) -> _Task | Outcome:
    if not source.shared:
        return _Task(source, options, None)
    try:
        return _Task(source, options, read(source, options.max_size))
    except OSError as error:
        return Outcome(source, error=reason(error))
    except cleaner.CleanerError as error:
        return Outcome(source, error=str(error))


def _in_parallel(sources: Iterable[Source], options: Options, jobs: int) -> Iterator[Outcome]:
    pending: deque[tuple[_Task | Outcome, Future[Outcome]]] = deque()
    with _Crew(jobs) as crew:
        for source in sources:
            task = _task(source, options)
            pending.append((task, crew.submit(task)))
            if len(pending) >= jobs * _AHEAD:
                yield _first(pending, crew)
        while pending:
            yield _first(pending, crew)


def _first(pending: deque[tuple[_Task | Outcome, Future[Outcome]]], crew: _Crew) -> Outcome:
    """The outcome of the first pending task.

    A worker that dies (out of memory, a crash in a C library) takes its whole crew along, and
    nobody knows over which input. So the first one is tried again alone, and blamed if the new
    crew dies too; the others that were under way are begun anew.
    """
    task, future = pending.popleft()
    with suppress(BrokenExecutor):
        return future.result()
    crew.replace()
    try:
        outcome = crew.submit(task).result()
    except BrokenExecutor:
        crew.replace()
        source = task.source
        outcome = Outcome(source, error="the process that cleaned it died (out of memory?)")
    for index, (task, future) in enumerate(pending):
        if future.cancelled() or future.exception() is not None:
            pending[index] = task, crew.submit(task)
    return outcome


class _Crew:
    """Worker processes that can be replaced, and are stopped at once if the block is left early."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._others = set(multiprocessing.active_children())
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, initializer=_ignore_interrupts)

    def __enter__(self) -> _Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:
            for process in set(multiprocessing.active_children()) - self._others:
                process.terminate()

    def replace(self) -> None:
        """Puts new workers in the place of a crew one of which has died."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._new()

    def submit(self, task: _Task | Outcome) -> Future[Outcome]:
        """Begins a task; one that is an outcome already is finished at once."""
        future: Future[Outcome] = Future()
        if isinstance(task, Outcome):
            future.set_result(task)
            return future
        try:
            return self._pool.submit(clean_one, task.source, task.options, task.data)
        except BrokenExecutor as error:
            future.set_exception(error)
            return future


def _ignore_interrupts() -> None:
    """Leaves Ctrl-C, which a terminal sends to every process of a job, to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
