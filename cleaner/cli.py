"""`clean-file`: the library on the command line.

Clean text goes to standard output or into files, all else to standard error. Exit status: 0 all
well, 1 some inputs failed, 2 wrong usage, 130 interrupted, 141 nobody reads the output any more.

Only what `--help` and `--version` need is imported at the top.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, TextIO

from cleaner._version import __version__

if TYPE_CHECKING:
    from cleaner.cli_console import Console
    from cleaner.cli_files import Source
    from cleaner.cli_work import Options, Outcome

_SUFFIX = {"text": ".txt", "markdown": ".md", "json": ".json", "jsonl": ".jsonl"}

_STDOUT = ("-", "/dev/stdout")

_DESCRIPTION = (
    "Clean text, Markdown and HTML of promos, page furniture and the residue of conversion."
)
_EPILOG = """\
Folders are searched for .html .htm .xhtml .md .markdown .txt .text files, which are cleaned in the
order of their paths. Several texts on standard output are parted by a line with a form feed;
several JSON articles make one array. In an output folder, a file of an input folder keeps its path
below that folder, a file named by itself its path as given. Inputs are never written over.

exit status: 0 all well; 1 some inputs failed (the others are written); 2 wrong usage;
130 interrupted; 141 the reader of the output went away
environment: NO_COLOR, if not empty, turns colours off
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command with the arguments `argv` (`sys.argv` if None) and returns its exit status.

    >>> main(["--version"])
    clean-file 0.1.0
    0
    """
    try:
        try:
            status = _main(_parser().parse_intermixed_args(argv))
        except SystemExit as exit:
            status = exit.code if isinstance(exit.code, int) else 0
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _abandon(sys.stdout)
        return 141
    return status


def _abandon(stream: TextIO) -> None:
    """Sends what is still buffered nowhere, or the interpreter would complain on its way out."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


# -- arguments ------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="clean-file",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("inputs", nargs="*", metavar="INPUT", help="file or folder; '-' or none: standard input")
    add("-o", "--output", metavar="PATH", help=_OUTPUT_HELP)
    add("--format", choices=tuple(_SUFFIX), default="text", help="what to write (default: text)")
    add("--kind", choices=("html", "markdown", "text"), help="what the inputs are (default: guess)")
    add("--encoding", metavar="NAME", help="charset of the inputs (default: declared or detected)")
    add("--engine", choices=("scorer", "trafilatura"), help=_ENGINE_HELP)
    add("--images", action="store_true", help="keep images in Markdown, with their descriptions")
    add("--comments", action="store_true", help=_COMMENTS_HELP)
    add("--url", help="address the input came from; only for one input")
    add("--explain", action="store_true", help="show what was removed and why, on standard error")
    add(
        "--jobs", type=_jobs, default=1, metavar="N", help="worker processes (0: one per processor)"
    )
    add(
        "--without",
        action="append",
        default=[],
        metavar="FILTER",
        help="leave a filter out; repeatable",
    )
    add("--list-filters", action="store_true", help="list the filters and exit")
    add("--max-size", type=_size, metavar="BYTES", help="largest input, as 500K, 20M or 1G")
    add("-q", "--quiet", action="store_true", help="no warnings, no progress")
    add("--version", action="version", version=f"clean-file {__version__}")
    return parser


_ENGINE_HELP = "what finds the article on a whole page (default: scorer, the package's own)"
_COMMENTS_HELP = "tell the comments of readers, apart from the text; only with json or jsonl"
_OUTPUT_HELP = (
    "write to this file, or into this folder if there are several inputs, it is a folder, or it "
    "ends in '/'; jsonl is always one file"
)


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"not a number of processes: {text!r}")
    return int(text) or os.cpu_count() or 1


def _size(text: str) -> int:
    """A number of bytes, perhaps with a unit of 1024 to some power.

    >>> _size("20M")
    20971520
    """
    number, power = text.upper().removesuffix("B"), 0
    if number[-1:] in ("K", "M", "G"):
        number, power = number[:-1], "KMG".index(number[-1]) + 1
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise argparse.ArgumentTypeError(f"not a size: {text!r} (examples: 65536, 500K, 20M, 1G)")
    return int(number) << 10 * power


# -- one run --------------------------------------------------------------------------------------


def _main(arguments: argparse.Namespace) -> int:
    from cleaner.cli_console import Console, is_terminal
    from cleaner.cli_files import UsageError

    shared = (arguments.output is None or arguments.output in _STDOUT) and is_terminal(sys.stdout)
    console = Console(sys.stderr, arguments.quiet, shared)
    try:
        with _ended_by_sigterm():
            return _list_filters() if arguments.list_filters else _clean(arguments, console)
    except UsageError as error:
        console.say(f"clean-file: error: {error}")
        return 2
    except BrokenPipeError:
        raise
    except OSError as error:
        console.say(f"clean-file: error: cannot write the output: {error.strerror or error}")
        return 1
    finally:
        console.clear()


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Makes SIGTERM leave by way of the blocks that remove temporary files and stop workers."""
    import signal

    def leave(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    try:
        before = signal.signal(signal.SIGTERM, leave)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _list_filters() -> int:
    from cleaner.cli_work import pipeline

    filters = list(pipeline())
    width = max((len(each.name) for each in filters), default=0)
    lines = [f"{each.name:<{width}}  {_summary(each)}".rstrip() for each in filters]
    with _standard_output() as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode())
    return 0


def _summary(each: object) -> str:
    """The first sentence of a filter's docstring, or of its module's."""
    documentation = type(each).__doc__ or sys.modules[type(each).__module__].__doc__ or ""
    return " ".join(documentation.strip().split("\n\n")[0].split())


def _clean(arguments: argparse.Namespace, console: Console) -> int:
    from cleaner import cli_files, cli_work

    output: str | None = None if arguments.output in _STDOUT else arguments.output
    if output == "":
        raise cli_files.UsageError("the name of the output is empty")
    folder = output is not None and _folder(arguments, output)
    sources = cli_files.gather(arguments.inputs, output if folder else None)
    several = len(arguments.inputs) > 1 or any(map(os.path.isdir, arguments.inputs))
    if several and arguments.url is not None:
        raise cli_files.UsageError("--url goes with one input only")
    if arguments.comments and arguments.format not in ("json", "jsonl"):
        raise cli_files.UsageError("--comments goes with --format json or jsonl only")
    options = _options(arguments, several and not folder, console)
    cli_work.check(options)
    if not sources:
        console.note("clean-file: warning: no files to clean there")
    jobs = min(arguments.jobs, len(sources))
    with closing(cli_work.outcomes(sources, options, jobs)) as outcomes:
        run = _Run(sources, outcomes, console)
        if output is None:
            cli_files.refuse_inputs(sources, _descriptors(sys.stdout))
            with _standard_output() as stream:
                _joined(run, stream, arguments.format if several else "")
        elif arguments.format == "jsonl":
            cli_files.refuse_inputs(sources, [output])
            _into_one_file(run, output)
        else:
            suffix = _SUFFIX[arguments.format]
            names = cli_files.targets(sources, output, suffix) if folder else [output]
            cli_files.refuse_inputs(sources, names)
            _into_files(run, names)
    return run.status()


def _descriptors(stream: TextIO | None) -> list[int]:
    """The number under which the system knows a stream, if it does."""
    with suppress(OSError, ValueError, AttributeError):
        return [stream.fileno()] if stream is not None else []
    return []


def _folder(arguments: argparse.Namespace, output: str) -> bool:
    from cleaner.cli_files import UsageError, is_folder

    if arguments.format == "jsonl":
        if is_folder(output, ()):
            raise UsageError(f"{output!r} is a folder, and jsonl is written to one file")
        return False
    folder = is_folder(output, arguments.inputs)
    if folder and os.path.exists(output) and not os.path.isdir(output):
        raise UsageError(f"{output!r} has to be a folder, to hold several results")
    return folder


def _options(arguments: argparse.Namespace, joined: bool, console: Console) -> Options:
    from cleaner.cli_work import Options
    from cleaner.explain import View

    return Options(
        form=arguments.format,
        kind=arguments.kind,
        encoding=arguments.encoding,
        url=arguments.url,
        without=tuple(arguments.without),
        engine=arguments.engine,
        images=arguments.images,
        comments=arguments.comments,
        max_size=arguments.max_size,
        named=arguments.format == "jsonl" or joined,
        view=View(console.columns, console.colour) if arguments.explain else None,
    )


class _Run:
    """The successful outcomes of a run, in order; what there is to say is said on the way."""

    def __init__(
        self, sources: Sequence[Source], outcomes: Iterator[Outcome], console: Console
    ) -> None:
        self.sources = sources
        self.failures = 0
        self._outcomes = outcomes
        self._console = console

    def __iter__(self) -> Iterator[Outcome]:
        total = len(self.sources)
        self._console.progress(0, total, "")
        for done, outcome in enumerate(self._outcomes, 1):
            name = outcome.source.name
            for warning in outcome.warnings:
                self._console.note(f"{name}: warning: {warning}")
            if outcome.explained:
                self._console.write(outcome.explained)
            if outcome.error is None:
                yield outcome
            else:
                self.fail(outcome.source, outcome.error)
            self._console.progress(done, total, name)

    def fail(self, source: Source, reason: str) -> None:
        self.failures += 1
        self._console.say(f"{source.name}: error: {reason}")

    def status(self) -> int:
        if self.failures and len(self.sources) > 1:
            self._console.say(
                f"clean-file: {self.failures:,} of {len(self.sources):,} inputs failed"
            )
        return 1 if self.failures else 0


# -- writing --------------------------------------------------------------------------------------


@contextmanager
def _standard_output() -> Iterator[BinaryIO]:
    if sys.stdout is None:
        raise OSError("standard output is closed")
    try:
        yield sys.stdout.buffer
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError:
        _abandon(sys.stdout)
        raise


def _joined(run: _Run, stream: BinaryIO, form: str) -> None:
    """Writes one result after the other, with what `form` (if there are several) wants between."""
    between = {"text": b"\f\n", "markdown": b"\f\n", "json": b",\n"}.get(form, b"")
    if form == "json":
        stream.write(b"[\n")
    for index, outcome in enumerate(run):
        payload = outcome.payload.removesuffix(b"\n") if form == "json" else outcome.payload
        stream.write((between if index else b"") + payload)
        stream.flush()
    if form == "json":
        stream.write(b"\n]\n")


class _NothingWrittenError(Exception):
    """Every input failed: a file that is there already is better than an empty one."""


def _into_one_file(run: _Run, output: str) -> None:
    from cleaner.cli_files import replacing

    with suppress(_NothingWrittenError), replacing(output) as stream:
        written = 0
        for outcome in run:
            stream.write(outcome.payload)
            written += 1
        if run.failures and not written:
            raise _NothingWrittenError


def _into_files(run: _Run, names: Sequence[str]) -> None:
    """Writes each result to its own file; one that cannot be written counts as failed."""
    from cleaner.cli_files import identity, reason, replacing

    places = dict(zip(run.sources, names, strict=True))
    written = set()
    for outcome in run:
        place = places[outcome.source]
        # Two names may still be one file: by a link, or where case does not count.
        if identity(place) in written:
            run.fail(outcome.source, f"would be written over another result, {place!r}")
            continue
        try:
            with replacing(place) as stream:
                stream.write(outcome.payload)
        except OSError as error:
            run.fail(outcome.source, f"cannot write {place!r}: {reason(error)}")
        else:
            if os.path.isfile(place):
                written.add(identity(place))


if __name__ == "__main__":
    sys.exit(main())
