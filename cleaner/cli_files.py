"""What `clean-file` reads and where its results go: finding inputs, naming outputs, writing."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO, NamedTuple

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".md", ".markdown", ".txt", ".text"})
"""Endings of the files that are taken from a folder; a file that is named is always taken."""

STDIN = "-"
_Identity = tuple[int, int]


class UsageError(Exception):
    """What was asked for makes no sense; nothing has been read or written."""


class Source(NamedTuple):
    """One input: the path to open (`STDIN`: standard input) and its place in an output folder.

    `problem` is why it cannot be read, where that is known already.
    """

    path: str
    relative: str
    problem: str = ""

    @property
    def shared(self) -> bool:
        """Whether only this process can read it: standard input, a pipe, a device."""
        if self.path == STDIN:
            return True
        with suppress(OSError, ValueError):
            return not stat.S_ISREG(os.stat(self.path).st_mode)
        return False

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return "standard input" if self.path == STDIN else self.path


def gather(inputs: Sequence[str], output: str | None = None) -> list[Source]:
    """The inputs in the order given, each folder replaced by its files, sorted by path.

    The folder `output` is passed over, or a second run would clean the results of the first.

    Raises:
        UsageError: standard input is asked for twice.
    """
    if inputs.count(STDIN) > 1:
        raise UsageError("standard input ('-') can be read only once")
    sources: list[Source] = []
    for path in inputs or [STDIN]:
        if path == STDIN:
            sources.append(Source(STDIN, "stdin"))
        elif os.path.isdir(path):
            sources += _walk(path, output)
        else:
            sources.append(Source(path, _below(path)))
    return sources


def _below(path: str) -> str:
    """Where a named file goes in an output folder: its path as given, if that leads down."""
    path = os.path.normpath(path)
    if os.path.isabs(path) or os.path.splitdrive(path)[0] or path.startswith(os.pardir + os.sep):
        return os.path.basename(path)
    return path


def _walk(top: str, output: str | None) -> list[Source]:
    found: list[Source] = []

    def unreadable(error: OSError) -> None:
        found.append(Source(error.filename, os.path.relpath(error.filename, top), reason(error)))

    passed_over = None if output is None or _same(top, output) else identity(output)
    for folder, folders, files in os.walk(top, onerror=unreadable):
        if passed_over is not None:
            folders[:] = [f for f in folders if identity(os.path.join(folder, f)) != passed_over]
        for file in files:
            path = os.path.join(folder, file)
            # A link that leads nowhere is an input that fails; a pipe would wait for ever.
            usable = os.path.isfile(path) or not os.path.exists(path)
            if usable and os.path.splitext(file)[1].lower() in SUFFIXES:
                found.append(Source(path, os.path.relpath(path, top)))
    return sorted(found, key=lambda source: source.relative.split(os.sep))


def identity(path: str | int) -> _Identity | None:
    """What tells a file from every other one whatever it is called, or None if there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _same(one: str, other: str) -> bool:
    return identity(one) is not None and identity(one) == identity(other)


def reason(error: OSError) -> str:
    """An operating system's error in words, without the path (which the message names)."""
    return error.strerror or str(error) or type(error).__name__


def is_folder(output: str, inputs: Sequence[str]) -> bool:
    """Whether `-o output` means a folder: it is one, is written as one, or has to hold several."""
    if os.path.isdir(output) or output.endswith(("/", os.sep)):
        return True
    return len(inputs) > 1 or any(os.path.isdir(path) for path in inputs)


def targets(sources: Sequence[Source], folder: str, suffix: str) -> list[str]:
    """The file in `folder` for each source: its relative path, ending in `suffix`.

    Raises:
        UsageError: two sources would be written to one file.
    """
    taken: dict[str, Source] = {}
    found = []
    for source in sources:
        stem, ending = os.path.splitext(source.relative)
        if ending.lower() not in SUFFIXES:
            stem = source.relative
        target = os.path.join(folder, stem + suffix)
        other = taken.setdefault(os.path.normcase(target), source)
        if other is not source:
            raise UsageError(
                f"{other.name!r} and {source.name!r} would both be written to {target!r}"
            )
        found.append(target)
    return found


def refuse_inputs(sources: Iterable[Source], outputs: Iterable[str | int]) -> None:
    """Makes sure that no output (a path or an open descriptor) is an input, by whatever name.

    Raises:
        UsageError: one of them is.
    """
    inputs = {identity(source.path): source for source in sources if source.path != STDIN}
    inputs.pop(None, None)
    for output in outputs:
        # A device may well be both; reading and writing it does it no harm.
        if os.path.isfile(output) and (source := inputs.get(identity(output))):
            shown = repr(output) if isinstance(output, str) else "standard output"
            raise UsageError(f"{shown} is the input {source.name!r}, which would be written over")


@contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """A stream whose contents become the file `path` at the end, all at once or not at all.

    What is written goes to a temporary file in the same folder (made if need be), which is renamed
    at the end and removed if anything goes wrong. A symbolic link is followed, the permissions of
    a file that was there stay, and what is not a file (`/dev/null`, a pipe) is written directly.

    Raises:
        OSError: it cannot be written.
    """
    mode = _mode(path)
    # What /dev/fd/3 stands for may be a file, but one that somebody holds open.
    if (mode is not None and not stat.S_ISREG(mode)) or path.startswith("/dev/"):
        with open(path, "ab") as stream:
            yield stream
        return
    path = os.path.realpath(path)
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    temporary = os.path.join(folder, f".clean-file-{os.urandom(8).hex()}.tmp")
    try:
        with open(temporary, "xb") as stream:
            yield stream
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None
