"""This project beside its peers on a data set: `python -m benchmarks.extractors --set wcxb-dev`.

Every system gets every page before the next page is read, the first of them a different one from
page to page, so that whatever else the machine does hits all alike. Times are CPU time of the
process, on all its threads, and hold everything from bytes to text. An exception of a system
counts as no text; pages over 8 MB are left out for all.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import data, peers, scores, tables
from benchmarks.race import measure, quiet


@dataclass(frozen=True)
class DataSet:
    """Where a set lies, how it is read, and how its authors measure."""

    load: Callable[[Path, data.Pick], Iterator[data.Page]]
    measure: scores.Measure
    #: None where the user must name it.
    folder: Path | None = None


def _wcxb(folder: Path, pick: data.Pick) -> Iterator[data.Page]:
    return data.wcxb(folder, pick=pick)


SETS = {
    "wcxb-dev": DataSet(_wcxb, scores.WORDS, data.WCXB_DEV),
    "wcxb-test": DataSet(_wcxb, scores.WORDS),
    "aeb": DataSet(data.aeb, scores.SHINGLES),
    "segments": DataSet(data.segments, scores.SEGMENTS, data.SEGMENTS),
    "news-pairs": DataSet(data.news_pairs, scores.SHINGLES, data.NEWS_PAIRS),
    "chinese": DataSet(data.chinese, scores.SHINGLES, data.CHINESE),
    "site-rules": DataSet(data.site_rules, scores.SHINGLES, data.SITE_RULES),
    "mozilla": DataSet(data.mozilla, scores.SHINGLES, data.MOZILLA),
}


def load(options: argparse.Namespace) -> Iterator[data.Page]:
    """The pages that the command line asks for."""
    folder: Path = options.data
    pick = data.first(options.limit)
    if options.sample is not None:
        pick = data.sample(options.sample, options.seed)
    if options.set.startswith("wcxb"):
        without = data.wcxb_hosts(options.dev) if options.dev else frozenset()
        return data.wcxb(folder, options.page_type, pick, without)
    return SETS[options.set].load(folder, pick)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line, looked over."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extractors",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--set", choices=list(SETS), required=True)
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the set lies")
    parser.add_argument(
        "--dev",
        type=Path,
        metavar="DIR",
        help="a WCXB split: leave out pages whose host is in it (some stand in both)",
    )
    parser.add_argument(
        "--systems",
        nargs="+",
        choices=list(peers.PEERS),
        default=list(peers.PEERS),
        metavar="NAME",
        help=f"of {', '.join(peers.PEERS)}; the worst pages are those of the first",
    )
    parser.add_argument("--page-type", metavar="TYPE", help="only such pages (WCXB)")
    few = parser.add_mutually_exclusive_group()
    few.add_argument("--limit", type=int, metavar="N", help="the first N pages")
    few.add_argument("--sample", type=int, metavar="N", help="N pages at random")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--by", nargs="*", choices=tables.GROUPINGS, default=list(tables.GROUPINGS))
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst pages")
    options = parser.parse_args(arguments)
    options.data = options.data or SETS[options.set].folder
    if options.data is None:
        parser.error(f"--set {options.set} needs --data")
    if not options.set.startswith("wcxb") and (options.dev or options.page_type):
        parser.error("--dev and --page-type are for the sets wcxb-dev and wcxb-test")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; exit status 1 if there is no page or no system."""
    options = parse(arguments)
    # Counting threads of numeric libraries would let "one core" be more than one.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    terminal = sys.stderr

    def progress(done: int) -> None:
        if done % 100 == 0:
            print(f"{done} pages", file=terminal, flush=True)

    with quiet():
        systems, absent = peers.load(options.systems)
    for name, reason in absent.items():
        print(f"{name} is left out: {reason}")
    if not systems:
        return 1
    with quiet():
        results = measure(load(options), systems, SETS[options.set].measure, progress)
    if not results.pages:
        print("no pages")
        return 1
    tables.report(results, options.set, options.by, options.worst)
    return 0


if __name__ == "__main__":
    sys.exit(main())
