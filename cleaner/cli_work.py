"""The work of `clean-file` on its inputs: reading, cleaning, rendering, in one process or several.

Whatever goes wrong with one input becomes an `Outcome` that says so, and the others go on.
"""

from __future__ import annotations

import json
import logging
import multiprocessing.connection
import signal
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import cleaner
from cleaner.cleaning import MAX_CHARS
from cleaner.cli_files import STDIN, Source, UsageError, reason
from cleaner.explain import View, explain

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

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
    engine: str | None = None
    images: bool = False
    comments: bool = False


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
        _cleaner(options).clean(b"", kind=options.kind, encoding=options.encoding)
    except (
        cleaner.UnknownFilterError,
        cleaner.UnknownEncodingError,
        cleaner.UnknownKindError,
    ) as error:
        raise UsageError(str(error)) from None
    except Exception:
        return  # no mistake of the caller's; every input will show it


def pipeline() -> Pipeline:
    """The filters that run unless some are left out."""
    return cleaner.filters.DEFAULT


@lru_cache(maxsize=1)
def _cleaner(options: Options) -> cleaner.Cleaner:
    # what the extractor finds odd about a page is no message of this command's
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    filters = pipeline().without(*options.without) if options.without else pipeline()
    return cleaner.Cleaner(
        filters=filters,
        max_chars=MAX_CHARS if options.max_size is None else options.max_size,
        engine=options.engine,
        images=options.images,
        comments=options.comments,
    )


def clean_one(source: Source, options: Options, data: bytes | None = None) -> Outcome:
    """Reads (unless `data` are given), cleans and renders an input; an error is an outcome too."""
    if source.problem:
        return Outcome(source, error=source.problem)
    try:
        data = read(source, options.max_size) if data is None else data
        article = _cleaner(options).clean(
            data,
            url=options.url,
            kind=options.kind,
            encoding=options.encoding,
        )
        if data and article.encoding is None:  # bytes that are text have a charset
            return Outcome(source, error=article.warnings[0] if article.warnings else "no text")
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
        cleaner.InputTooLargeError: it has more than `limit` bytes (by default, as many as
            the library takes characters); no more are read.
    """
    if limit is None:
        limit = MAX_CHARS
    if source.path != STDIN:
        with open(source.path, "rb") as stream:
            data = stream.read(limit + 1)
    elif sys.stdin is None:
        raise OSError("it is closed")
    else:
        data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise cleaner.InputTooLargeError(f"larger than {limit:,} bytes; see --max-size")
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


def outcomes(
    sources: Iterable[Source], options: Options, jobs: int
) -> Generator[Outcome, None, None]:
    """The outcome of each source, in their order, a bounded number of them under way.

    Close the iterator if you leave it early: that stops the workers.
    """
    if jobs < 2:
        return (clean_one(source, options) for source in sources)
    return _in_parallel(sources, options, jobs)


def _in_parallel(
    sources: Iterable[Source], options: Options, jobs: int
) -> Generator[Outcome, None, None]:
    waiting = iter(sources)
    ready: dict[int, Outcome] = {}
    drawn = due = 0  # the indices of the next source to begin and the next outcome to give
    with _Crew(jobs) as crew:
        while True:
            while crew.idle and drawn < due + jobs * _AHEAD:
                source = next(waiting, None)
                if source is None:
                    break
                index, drawn = drawn, drawn + 1
                data = _read_here(source, options)
                if isinstance(data, Outcome):
                    ready[index] = data
                else:
                    crew.begin(index, _Task(source, options, data))
            if due not in ready:
                if not crew.busy:
                    return
                ready.update(crew.finished())
            while due in ready:
                yield ready.pop(due)
                due += 1


class _Task(NamedTuple):
    source: Source
    options: Options
    data: bytes | None


def _read_here(source: Source, options: Options) -> bytes | Outcome | None:
    """The data of a source that no other process can read."""
    try:
        return read(source, options.max_size) if source.shared else None
    except OSError as error:
        return Outcome(source, error=reason(error))
    except cleaner.CleanerError as error:
        return Outcome(source, error=str(error))


class _Worker:
    """A process and the pipe to it, which nobody else writes to.

    (The queues of `concurrent.futures` are shared by all workers; one that dies or is killed in
    the middle of a message leaves the others, and whoever waits for them, waiting for ever.)
    """

    def __init__(self) -> None:
        with _undisturbed():
            self.pipe, theirs = multiprocessing.Pipe()
            self.process = multiprocessing.Process(
                target=_serve, args=(theirs, self.pipe), daemon=True
            )
            self.process.start()
            theirs.close()
        self.index = -1
        self.task: _Task | None = None

    def stop(self, at_once: bool) -> None:
        """Ends the process, now or when it has finished what it is at."""
        if at_once:
            self.process.kill()
        else:
            with suppress(OSError):  # it has died
                self.pipe.send(None)
        self.pipe.close()
        self.process.join()


class _Crew:
    """Workers, which are stopped at once if the block is left early, and replaced if they die."""

    def __init__(self, jobs: int) -> None:
        self.idle: list[_Worker] = []
        self.busy: list[_Worker] = []
        self._jobs = jobs

    def __enter__(self) -> _Crew:
        try:
            while len(self.idle) < self._jobs:
                self.idle.append(_Worker())
        except BaseException:
            self._stop(at_once=True)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._stop(at_once=kind is not None)

    def _stop(self, at_once: bool) -> None:
        for worker in [*self.idle, *self.busy]:
            worker.stop(at_once)

    def begin(self, index: int, task: _Task) -> None:
        """Gives an idle worker the task whose outcome will come back under `index`."""
        worker = self.idle.pop()
        worker.index, worker.task = index, task
        self.busy.append(worker)
        with suppress(OSError):  # it has died, which `finished` will find
            worker.pipe.send(task)

    def finished(self) -> Iterator[tuple[int, Outcome]]:
        """Waits for at least one outcome, and gives those that are there."""
        pipes = multiprocessing.connection.wait([worker.pipe for worker in self.busy])
        for worker in [worker for worker in self.busy if worker.pipe in pipes]:
            self.busy.remove(worker)
            try:
                outcome: Outcome = worker.pipe.recv()
            except (EOFError, OSError):
                assert worker.task is not None
                outcome = Outcome(worker.task.source, error=_DIED)
                worker.stop(at_once=True)
                self.idle.append(_Worker())
            else:
                self.idle.append(worker)
            yield worker.index, outcome


_DIED = "the process that cleaned it died (out of memory?)"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Holds signals back: one between a fork and its being noted would leave an orphan."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, parents: Connection) -> None:
    """What a worker does: tasks, until it gets none."""
    # Ctrl-C, which a terminal sends to every process of a job, is for the parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    parents.close()  # or it would not be noticed here that the parent has died
    with suppress(EOFError, OSError):
        while (task := pipe.recv()) is not None:
            pipe.send(clean_one(*task))
