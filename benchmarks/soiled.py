"""How much of the article survives and how much dirt goes: `python -m benchmarks.soiled`.

Real articles (gold texts of WCXB's development split) are soiled (`soil.py`) and cleaned; so are
two baselines measured: leaving everything as it is, and ftfy with trafilatura over the lines
wrapped in `<p>`. The same gold texts are also cleaned as they are. Intervals are bootstrap 95 %
intervals, drawn over documents.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks import data
from benchmarks.measure import (
    interval,
    is_spoilt,
    kept_paragraphs,
    lost_words,
    remains,
    same_but_for_whitespace,
    surviving,
)
from benchmarks.soil import INLINE, KINDS, LANGUAGES, Dirt, Piece, Soiled, load_dirt, soil

System = Callable[[Soiled], str]


@dataclass
class Tally:
    """Per document a part and a whole, so that a share gets an interval."""

    parts: list[float] = field(default_factory=list)
    wholes: list[float] = field(default_factory=list)

    def add(self, part: float, whole: float) -> None:
        self.parts.append(part)
        self.wholes.append(whole)

    def __str__(self) -> str:
        whole = sum(self.wholes)
        if not whole:
            return f"{'-':>24}"
        low, high = interval(self.parts, self.wholes)
        share = 100 * sum(self.parts) / whole
        return f"{share:6.2f} [{100 * low:6.2f},{100 * high:6.2f}]"

    @property
    def whole(self) -> int:
        return int(sum(self.wholes))


@dataclass
class Outcome:
    """What one system made of one document."""

    id: str
    soiled: Soiled
    lost: list[str]
    left: list[Piece]
    output: str


@dataclass
class Scores:
    """All that is counted of one system."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    outcomes: list[Outcome] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


# --- the systems --------------------------------------------------------------------------------


def identity(soiled: Soiled) -> str:
    """The baseline that touches nothing."""
    return soiled.source


def ftfy_trafilatura(soiled: Soiled) -> str:
    """ftfy, then trafilatura over the lines wrapped in `<p>`.

    ftfy has the settings that leave clean text alone. The lines are not escaped, so that
    trafilatura may take tags and entities away: that is the baseline at its best.
    """
    import ftfy
    import trafilatura

    config = ftfy.TextFixerConfig(
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        fix_line_breaks=False,
        normalization=None,
    )
    lines = ftfy.fix_text(soiled.source, config).split("\n")
    body = "".join(f"<p>{line}</p>\n" for line in lines if line.strip())
    page = f"<html><body><article>{body}</article></body></html>"
    return trafilatura.extract(page, include_comments=False) or ""


def cleaned(soiled: Soiled) -> str:
    """The cleaner, guessing the kind of the source by itself."""
    import cleaner

    article = cleaner.clean(soiled.source)
    return article.text


SYSTEMS: dict[str, System] = {
    "cleaner": cleaned,
    "ftfy + trafilatura": ftfy_trafilatura,
    "identity": identity,
}


# --- scoring ------------------------------------------------------------------------------------


def score(name: str, soiled: Soiled, system: System, scores: Scores) -> None:
    """Runs a system on a document and counts."""
    started = time.perf_counter()
    try:
        output = system(soiled)
    except Exception as error:  # a failure is a result: nothing came out
        scores.errors.append(f"{name}: {type(error).__name__}: {error}"[:200])
        output = ""
    scores.seconds.append(time.perf_counter() - started)

    kept = kept_paragraphs(soiled.clean_paragraphs, output)
    left = surviving(soiled.pieces, soiled.clean_paragraphs, output)
    counts: dict[str, list[float]] = defaultdict(lambda: [0, 0])
    lost = []
    for paragraph, is_kept in zip(soiled.clean_paragraphs, kept, strict=True):
        group = paragraph_class(paragraph)
        keys = [f"kept {group}"]
        if group == "paragraphs":
            keys.append(f"kept layout {soiled.layout}")
            if not is_kept:
                lost.append(paragraph)
        for key in keys:
            counts[key][0] += is_kept
            counts[key][1] += 1
    for piece, is_left in zip(soiled.pieces, left, strict=True):
        keys = ["gone all", f"gone kind {piece.kind}", f"gone layout {soiled.layout}"]
        keys.append(f"gone language {piece.language}")
        keys.append("gone within lines" if piece.kind in INLINE else "gone whole lines")
        for key in keys:
            counts[key][0] += not is_left
            counts[key][1] += 1
    for key, (part, whole) in counts.items():
        scores.tallies[key].add(part, whole)
    pairs = zip(soiled.pieces, left, strict=True)
    dirt_left = [piece for piece, is_left in pairs if is_left]
    scores.outcomes.append(Outcome(name, soiled, lost, dirt_left, output))


def paragraph_class(paragraph: str) -> str:
    """ "short" under three words, "spoilt" where gold itself is dirty, else "paragraphs".

    >>> paragraph_class("Cost of cars"), paragraph_class("- Cost"), paragraph_class("a b &amp; c")
    ('paragraphs', 'short', 'spoilt')
    """
    words = [word for word in paragraph.split() if any(map(str.isalnum, word))]
    if len(words) < 3:
        return "short"
    return "spoilt" if is_spoilt(paragraph) else "paragraphs"


def documents(
    hosts: Sequence[data.Host],
    dirt: Dirt,
    seed: int,
    languages: str,
    kinds: Sequence[str],
) -> Iterator[tuple[data.Host, Soiled]]:
    """Each host soiled; `languages` is "matched" (the host's) or "all" (any of the seven)."""
    for host in hosts:
        rng = Random(f"{seed}:{host.id}")
        language = rng.choice(LANGUAGES) if languages == "all" else host.language
        soiled = soil(host.gold, rng, dirt, kinds=kinds, language=language)
        if len(soiled.clean_paragraphs) >= 3:
            yield host, soiled


# --- reports ------------------------------------------------------------------------------------


def report(all_scores: dict[str, Scores]) -> None:
    """The table of kept paragraphs and gone dirt."""
    names = list(all_scores)
    keys = {key: None for scores in all_scores.values() for key in scores.tallies}
    order = ["kept paragraphs", "kept short", "kept spoilt"]
    order += ["gone all", "gone whole lines", "gone within lines"]
    rest = sorted(key for key in keys if key not in order)
    print(f"{'% [95 % interval]':<26}{'n':>8}  " + "  ".join(f"{name:<24}" for name in names))
    for key in [*(key for key in order if key in keys), *rest]:
        tallies = [scores.tallies[key] for scores in all_scores.values()]
        row = "  ".join(f"{tally!s:<24}" for tally in tallies)
        print(f"{key:<26}{max(tally.whole for tally in tallies):>8}  {row}")
    times = [1000 * sum(s.seconds) / max(1, len(s.seconds)) for s in all_scores.values()]
    row = "  ".join(f"{milliseconds:<24.2f}" for milliseconds in times)
    print(f"{'ms per document':<26}{len(next(iter(all_scores.values())).seconds):>8}  {row}")
    for name, scores in all_scores.items():
        if scores.errors:
            print(f"{name}: {len(scores.errors)} exceptions, the first: {scores.errors[0]}")
    base = all_scores.get("ftfy + trafilatura")
    ours = all_scores.get("cleaner")
    if base and ours and sum(base.seconds):
        print(f"time, cleaner / (ftfy + trafilatura): {sum(ours.seconds) / sum(base.seconds):.2f}")


def show_worst(scores: Scores, number: int, secret: bool) -> None:
    """The documents with the most lost paragraphs, then those with the most dirt left."""
    print(f"\nWorst {number} by lost paragraphs:")
    by_loss = sorted(scores.outcomes, key=lambda one: (-len(one.lost), one.id))
    for outcome in by_loss[:number]:
        if not outcome.lost:
            break
        total = len(outcome.soiled.clean_paragraphs)
        print(f"\n== {outcome.id} ({outcome.soiled.layout}): {len(outcome.lost)} of {total} lost")
        for paragraph in outcome.lost[:12]:
            print(f"   - {paragraph[:300]!r}")
    print(f"\nWorst {number} by dirt left:")
    if secret:
        print("(not shown: dirt for measuring only)")
        return
    by_dirt = sorted(scores.outcomes, key=lambda one: (-len(one.left), one.id))
    for outcome in by_dirt[:number]:
        if not outcome.left:
            break
        total = len(outcome.soiled.pieces)
        print(f"\n== {outcome.id} ({outcome.soiled.layout}): {len(outcome.left)} of {total} left")
        for piece in outcome.left[:12]:
            print_piece(piece, outcome)
    by_kind: dict[str, list[tuple[Piece, Outcome]]] = defaultdict(list)
    for outcome in scores.outcomes:
        seen = set()
        for piece in outcome.left:
            if piece.text not in seen:
                seen.add(piece.text)
                by_kind[piece.kind].append((piece, outcome))
    print(f"\nUp to {number} pieces left of each kind:")
    for kind in sorted(by_kind):
        print(f"\n{kind}: {len(by_kind[kind])} (equal copies in one document once)")
        for piece, outcome in by_kind[kind][:number]:
            print_piece(piece, outcome)


def print_piece(piece: Piece, outcome: Outcome) -> None:
    """One line on a piece of dirt: where, what, and what of it was found."""
    found = remains(piece, outcome.soiled.clean_paragraphs, outcome.output)
    print(f"   {outcome.id} {outcome.soiled.layout:<6}{piece.kind:<10}{piece.text[:120]!r}")
    print(f"        left: {[text[:80] for text in found[:6]]}")


def stability(scores: Scores) -> None:
    """Cleans what was cleaned again, through text and through Markdown."""
    import cleaner

    changed = {"text": 0, "markdown": 0}
    examples: dict[str, list[str]] = {"text": [], "markdown": []}
    for outcome in scores.outcomes:
        article = cleaner.clean(outcome.soiled.source)
        for form in changed:
            first = getattr(article, form)
            if getattr(cleaner.clean(first), form) != first:
                changed[form] += 1
                examples[form].append(outcome.id)
    print("\nSecond pass, documents changed:")
    for form, count in changed.items():
        print(f"  {form:<9} {count} of {len(scores.outcomes)} {examples[form][:10]}")


def unsoiled(hosts: Sequence[data.Host], show: int) -> None:
    """The gold texts as they are: what of them is lost."""
    import cleaner

    same = Tally()
    lost_share = Tally()
    kept: dict[str, Tally] = defaultdict(Tally)
    outcomes: list[tuple[int, str, list[str]]] = []
    for host in hosts:
        output = cleaner.clean(host.gold).text
        same.add(same_but_for_whitespace(host.gold, output), 1)
        lost = lost_words(host.gold, output)
        lost_share.add(sum(lost.values()), len(host.gold.split()))
        lines = [line for line in host.gold.split("\n") if line.strip()]
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        gone = []
        for line, is_kept in zip(lines, kept_paragraphs(lines, output), strict=True):
            counts[paragraph_class(line)][0] += is_kept
            counts[paragraph_class(line)][1] += 1
            if not is_kept:
                gone.append(line)
        for group, (part, whole) in counts.items():
            kept[group].add(part, whole)
        outcomes.append((sum(lost.values()), host.id, gone))
    print(f"\nGold texts as they are ({len(hosts)}), cleaner:")
    print(f"  unchanged but for whitespace  {same}")
    print(f"  words lost                    {lost_share}")
    for group, tally in sorted(kept.items()):
        print(f"  kept {group:<24} {tally}  (n {tally.whole})")
    for count, name, gone in sorted(outcomes, key=lambda one: (-one[0], one[1]))[:show]:
        if count or gone:
            print(f"\n== {name}: {count} words lost, lines lost or changed:")
            for line in gone[:12]:
                print(f"   - {line.strip()[:300]!r}")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soiled", description=__doc__)
    parser.add_argument("--data", type=Path, default=data.WCXB_DEV, help="WCXB split")
    parser.add_argument("--segments", type=Path, default=data.SEGMENTS, help="for --hosts foreign")
    parser.add_argument("--hosts", choices=("gold", "foreign"), default="gold")
    parser.add_argument("--dirt", choices=("dev", "heldout", "both"), default="dev")
    parser.add_argument(
        "--languages",
        choices=("matched", "all"),
        default="matched",
        help="dirt in the host's language, or in any of the seven",
    )
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), metavar="KIND")
    parser.add_argument("--systems", nargs="+", choices=list(SYSTEMS), default=list(SYSTEMS))
    parser.add_argument("--limit", type=int, help="at most so many articles")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="look at the N worst")
    parser.add_argument("--no-unsoiled", action="store_true", help="skip the gold as it is")
    options = parser.parse_args(arguments)

    if options.hosts == "gold":
        hosts = data.gold_hosts(options.data, options.limit)
    else:
        foreign = frozenset(LANGUAGES) - {"en"}
        hosts = data.foreign_hosts(options.segments, foreign, options.limit)
    dirt = load_dirt(options.dirt)
    if "cleaner" in options.systems:
        import cleaner

        cleaner.clean("warm up")

    soiled_documents = list(documents(hosts, dirt, options.seed, options.languages, options.kinds))
    pieces = sum(len(soiled.pieces) for _, soiled in soiled_documents)
    print(
        f"{len(soiled_documents)} {options.hosts} texts, dirt {options.dirt}, languages "
        f"{options.languages}, seed {options.seed}: {pieces} pieces of dirt\n"
    )
    all_scores = {name: Scores() for name in options.systems}
    for host, soiled in soiled_documents:
        for name, scores in all_scores.items():
            score(host.id, soiled, SYSTEMS[name], scores)
    report(all_scores)
    if "cleaner" in all_scores:
        stability(all_scores["cleaner"])
    if options.show:
        first = next(iter(all_scores.values()))
        show_worst(first, options.show, secret=options.dirt != "dev")
    if "cleaner" in all_scores and not options.no_unsoiled:
        unsoiled(hosts, options.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
