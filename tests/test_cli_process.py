"""`clean-file` from without: streams, signals, pipes, terminals, start-up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "cleaner.cli"]
PATIENCE = 120  # seconds; nothing here takes more than a few

ARTICLE = """The harbour was built in 1843 by a company of merchants, who wanted a safer place.

Subscribe to our newsletter today!

It was widened twice, and since 1971 most of the grain that leaves the country has left it here.
"""
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def environment(**more: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR",)}
    return inherited | {"PYTHONPATH": str(ROOT), "TERM": "xterm"} | more


def run(
    folder: Path, *arguments: str, stdin: bytes = b"", **more: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(**more),
        input=stdin,
        capture_output=True,
        timeout=PATIENCE,
    )


def _interruptible() -> None:
    """Where the tests themselves run in the background, interrupts are ignored, by children too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_interruptible,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(process: subprocess.Popen[bytes], folder: Path, pattern: str) -> None:
    end = time.monotonic() + PATIENCE
    while not list(folder.glob(pattern)):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end, f"no {pattern} in {folder}"
        time.sleep(0.01)


# -- streams --------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input_is_read_as_bytes(tmp_path: Path, arguments: list[str]) -> None:
    result = run(tmp_path, *arguments, stdin=ARTICLE.encode("utf-16"), PYTHONIOENCODING="ascii")
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.startswith(b"The harbour was built")
    assert b"newsletter" not in result.stdout


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    text = "Zwölf Boxkämpfer jagten Viktor quer über den großen Sylter Deich.\r\n"
    result = run(tmp_path, stdin=text.encode(), PYTHONIOENCODING="latin-1", LC_ALL="C")
    assert result.stdout == text.replace("\r", "").encode()


def test_standard_input_among_files_and_workers(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("The first of three texts.\n")
    arguments = ("a.md", "-", "a.md", "--jobs", "2")
    result = run(tmp_path, *arguments, stdin=b"This one was piped.\n")
    first = b"The first of three texts.\n"
    assert result.stdout == first + b"\f\nThis one was piped.\n\f\n" + first


def test_standard_output_may_not_be_an_input(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(ARTICLE)
    with path.open("ab") as stream:
        status = subprocess.call([*COMMAND, str(path)], env=environment(), stdout=stream)
    assert status == 2
    assert path.read_text() == ARTICLE


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_named(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as stream:
        result = subprocess.run(
            COMMAND,
            cwd=tmp_path,
            env=environment(),
            input=ARTICLE.encode(),
            stdout=stream,
            stderr=subprocess.PIPE,
        )
    assert result.returncode == 1
    assert b"cannot write the output: No space left" in result.stderr
    assert b"Traceback" not in result.stderr


@posix
@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_closed_streams(tmp_path: Path, closed: str) -> None:
    script = f"exec {sys.executable} -m cleaner.cli {closed}"
    result = subprocess.run(
        ["sh", "-c", script], env=environment(), input=b"A text.\n", capture_output=True
    )
    assert result.returncode == 1
    assert b"closed" in result.stderr
    assert b"Traceback" not in result.stderr


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, jobs: str) -> None:
    for number in range(30):
        (tmp_path / f"{number}.md").write_text("A long text of many words. " * 2000)
    with started(tmp_path, ".", "--jobs", jobs) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(PATIENCE) == 141


# -- signals --------------------------------------------------------------------------------------


@posix
def test_ctrl_c_while_reading_standard_input(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Then comes a text that nobody types.\n")
    with started(tmp_path, "a.md", "-") as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=PATIENCE)
        assert (process.returncode, messages) == (130, b"")


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_long_run_interrupted(
    tmp_path: Path, jobs: str, number: signal.Signals, status: int
) -> None:
    for index in range(20):
        (tmp_path / f"{index:02}.md").write_text(ARTICLE)
    os.mkfifo(tmp_path / "endless")
    inputs = [f"{index:02}.md" for index in range(20)]
    arguments = (*inputs, "endless", "--format", "jsonl", "-o", "out/all.jsonl", "--jobs", jobs)
    with started(tmp_path, *arguments) as process:
        wait_for(process, tmp_path / "out", ".clean-file-*.tmp")
        # As a terminal does it: to all processes of the job.
        os.killpg(process.pid, number)
        # Workers hold the streams too: this ends when they have all gone.
        assert process.communicate(timeout=PATIENCE) == (b"", b"")
        assert process.returncode == status
    assert list((tmp_path / "out").iterdir()) == []


# -- terminals ------------------------------------------------------------------------------------


def on_terminal(folder: Path, columns: int, *arguments: str, **more: str) -> str:
    """What the command writes on standard error when that is a terminal."""
    pty = pytest.importorskip("pty")
    termios = pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, columns))
    with os.fdopen(theirs, "wb") as terminal:
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=folder,
            env=environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=terminal,
        )
    written = b""
    with os.fdopen(ours, "rb", buffering=0) as screen, suppress(OSError):  # EIO: it has ended
        while chunk := screen.read(65536):
            written += chunk
    assert process.wait(PATIENCE) == 0
    return written.decode().replace("\r\n", "\n")


@posix
def test_a_wide_terminal_gets_two_coloured_columns(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE)
    written = on_terminal(tmp_path, 130, "a.md", "--explain")
    assert "\x1b[31mSubscribe to our newsletter today!\x1b[0m" in written
    assert " │ " in written
    assert "< 3:1: promos: " in written


@posix
def test_a_narrow_terminal_gets_a_coloured_diff(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE)
    written = on_terminal(tmp_path, 80, "a.md", "--explain")
    assert "\x1b[31m- \x1b[0m\x1b[31mSubscribe to our newsletter today!\x1b[0m" in written
    assert " │ " not in written


@posix
@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colour_where_it_is_not_wanted(tmp_path: Path, name: str, value: str) -> None:
    (tmp_path / "a.md").write_text(ARTICLE)
    written = on_terminal(tmp_path, 130, "a.md", "--explain", **{name: value})
    assert "Subscribe" in written
    assert "\x1b" not in written
    assert "\x1b[31m" in on_terminal(tmp_path, 130, "a.md", "--explain", NO_COLOR="")


@posix
def test_progress_for_many_files_on_a_terminal(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.md").write_text(ARTICLE)
    assert "0/6 0 %" in on_terminal(tmp_path, 80, ".")
    assert on_terminal(tmp_path, 80, ".").endswith("\r\x1b[K")
    assert on_terminal(tmp_path, 80, ".", "--quiet") == ""
    assert on_terminal(tmp_path, 80, "1.md", "2.md") == ""
    assert run(tmp_path, ".").stderr == b""


# -- start-up -------------------------------------------------------------------------------------


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_nothing_heavy_is_imported_at_the_start(argument: str) -> None:
    heavy = "numpy trafilatura bs4 regex ftfy lxml yaml concurrent.futures multiprocessing"
    script = (
        "import sys; from cleaner.cli import main; status = main(sys.argv[1:2]);"
        "sys.exit(' '.join(name for name in sys.argv[2:] if name in sys.modules) or status)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, argument, *heavy.split()],
        env=environment(),
        capture_output=True,
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"clean-file" in result.stdout
