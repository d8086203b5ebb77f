"""How fast it is, on one core: `python -m benchmarks.speed`.

Flat text and Markdown in MB/s (UTF-8 megabytes of 10^6 bytes, best of several runs), beside two
yardsticks on the same text in the same run: `ftfy.fix_text` and `len(text.split())`. The fixture is
repeated as one document and also cleaned again and again as a document of its own; gold articles,
all different, show what a cache of equal texts could not. Then the start-up, and whole pages beside
trafilatura's own `extract`.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import data

SEED = Path(__file__).parent.parent / "fixtures" / "seeds" / "001.txt"


def best_seconds(run: Callable[[], object], repeats: int) -> float:
    """The least CPU time of several runs, in seconds."""
    times = []
    for _ in range(repeats):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def child_cpu(command: Sequence[str], repeats: int = 7) -> float | None:
    """The least CPU time (user and system) of a command, in seconds; None if it fails."""
    times = []
    for _ in range(repeats):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, check=False, capture_output=True)
        if done.returncode:
            return None
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def as_markdown(texts: Sequence[str]) -> list[str]:
    """Texts with front matter, headings and links, so that they are read as Markdown."""
    marked = []
    for number, text in enumerate(texts):
        groups = []
        for index, group in enumerate(text.split("\n\n")):
            words = group.split()
            if 0 < len(words) < 9 and "\n" not in group and words[-1][-1].isalnum():
                group = f"## {group.strip()}"
            elif index % 5 == 4 and len(words) > 12:
                link = f"[{words[5]}](https://example.org/{number}/{index})"
                group = group.replace(f" {words[5]} ", f" {link} ", 1)
            groups.append(group)
        marked.append(f"---\ntitle: Number {number}\n---\n\n" + "\n\n".join(groups))
    return marked


def flat_rows(seed: str, articles: list[str], megabytes: float, repeats: int) -> None:
    """Prints the table of speeds on text and Markdown."""
    import ftfy

    import cleaner

    size = int(megabytes * 1e6)
    copies = max(1, size // len(seed.encode()))
    markdown = as_markdown(articles)
    cases: list[tuple[str, list[str], str]] = [
        ("fixture repeated, one document", [(seed + "\n\n") * copies], "text"),
        ("fixture, a document each", [seed] * copies, "text"),
        ("fixture repeated, as markdown", [(seed + "\n\n") * copies], "markdown"),
    ]
    if articles:
        cases += [
            ("articles, a document each", articles, "text"),
            ("articles, kind guessed", articles, ""),
            ("articles joined, one document", ["\n\n".join(articles)], "text"),
            ("articles as markdown", markdown, "markdown"),
        ]
    print(f"{'MB/s of CPU time':<34}{'MB':>6}{'cleaner':>9}{'ftfy':>9}{'split':>9}{'of ftfy':>9}")
    for name, texts, kind in cases:
        amount = sum(len(text.encode()) for text in texts) / 1e6

        def clean(texts: list[str] = texts, kind: str = kind) -> None:
            for text in texts:
                cleaner.clean(text, kind=kind or None)

        def fix(texts: list[str] = texts) -> None:
            for text in texts:
                ftfy.fix_text(text)

        def split(texts: list[str] = texts) -> None:
            for text in texts:
                len(text.split())

        ours, theirs, least = (best_seconds(run, repeats) for run in (clean, fix, split))
        print(
            f"{name:<34}{amount:>6.1f}{amount / ours:>9.2f}{amount / theirs:>9.2f}"
            f"{amount / least:>9.1f}{theirs / ours:>9.2f}"
        )


def start_up() -> None:
    """Prints the CPU time of the command's start, of the import, and of Python alone."""
    print("\nStart-up, CPU seconds (least of 7):")
    rows = [
        ("python -c pass", [sys.executable, "-c", "pass"]),
        ("python -c 'import cleaner'", [sys.executable, "-c", "import cleaner"]),
    ]
    beside = Path(sys.executable).parent / "clean-file"
    found = str(beside) if beside.exists() else shutil.which("clean-file")
    if found:
        rows.append(("clean-file --version", [found, "--version"]))
    else:
        rows.append(
            ("python -m cleaner.cli --version", [sys.executable, "-m", "cleaner.cli", "--version"])
        )
    for name, command in rows:
        seconds = child_cpu(command)
        print(f"  {name:<34}" + ("failed" if seconds is None else f"{seconds:.3f}"))


def page_rows(folder: Path, count: int) -> None:
    """Prints the time per page beside trafilatura's."""
    import trafilatura

    import cleaner

    pages = list(data.wcxb(folder, pick=data.first(count)))
    cleaner.clean(pages[0].html)
    trafilatura.extract(pages[0].html)
    ours = best_seconds(lambda: [cleaner.clean(page.html) for page in pages], 1)
    theirs = best_seconds(lambda: [trafilatura.extract(page.html) for page in pages], 1)
    print(f"\nPages ({len(pages)}), ms of CPU per page:")
    print(
        f"  cleaner {1000 * ours / len(pages):.1f}, trafilatura {1000 * theirs / len(pages):.1f},"
        f" ratio {ours / theirs:.2f}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--file", type=Path, default=SEED, help="text to repeat")
    parser.add_argument("--data", type=Path, default=data.WCXB_DEV)
    parser.add_argument("--megabytes", type=float, default=10.0)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--pages", type=int, default=100)
    options = parser.parse_args(arguments)
    # Counting threads of numeric libraries would let "one core" be more than one.
    os.environ.setdefault("OMP_NUM_THREADS", "1")

    has_data = (options.data / "ground-truth").is_dir()
    articles: list[str] = []
    if has_data:
        total = 0
        for host in data.gold_hosts(options.data):
            articles.append(host.gold)
            total += len(host.gold.encode())
            if total >= options.megabytes * 1e6:
                break
    else:
        print(f"(no data in {options.data}: neither articles nor pages are measured)")
    seed = options.file.read_text(encoding="utf-8")
    flat_rows(seed, articles, options.megabytes, options.repeats)
    start_up()
    if has_data and options.pages:
        page_rows(options.data, options.pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
