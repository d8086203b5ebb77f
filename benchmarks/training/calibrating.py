"""Set how cautiously the scorer chooses, and what its confidence means, from cross-validation.

`python -m benchmarks.training.calibrating --data ../shared/data predictions...` reads the scores
that `benchmarks.training.page --folds` wrote and adds to `cleaner/scoring/page.npz`: the slope and
shift of the logits with which the chosen blocks are best over all data sets, and the real F1 at
each expected one.  With `--chain` it prints what the whole chain then makes of the pages.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.scores import WORDS, Counts, page_f1
from benchmarks.training.examples import Example
from benchmarks.training.measuring import MEASURES, Result, measured, report
from benchmarks.training.page import WEIGHTS, load
from cleaner.scoring.choosing import best_choice
from cleaner.scoring.page_features import Floats, PageFeatures
from cleaner.scoring.page_model import PageModel

_SLOPES = (1.0, 0.67, 0.5, 0.4)
_SHIFTS = (0.0, -0.25, -0.5, -0.75)
_KNOTS = 12
#: What Readability.js chooses is no measure of right and wrong.
_JUDGES = tuple(name for name in MEASURES if name != "mozilla")

Pair = tuple[Example, Floats]


def cooled(scores: Floats, slope: float, shift: float) -> Floats:
    """The scores with other logits."""
    logits = np.log(np.clip(scores, 1e-6, None) / np.clip(1 - scores, 1e-6, None))
    result: Floats = 1 / (1 + np.exp(-(logits * slope + shift)))
    return result


def chosen_text(example: Example, scores: Floats, slope: float, shift: float) -> tuple[str, float]:
    """The text that the scores choose after cooling, and the F1 that they promise."""
    chosen, expected = best_choice(cooled(scores, slope, shift), example.features.weights)
    texts = [text for text, keep in zip(example.texts, chosen, strict=True) if keep]
    return "\n".join(texts), expected


def value(pairs: Sequence[Pair], slope: float, shift: float) -> float:
    """The mean over the data sets of their scores; that of WCXB's articles counts as a set."""
    counts: Mapping[str, list[Counts]] = defaultdict(list)
    for example, scores in pairs:
        text, _ = chosen_text(example, scores, slope, shift)
        counted = MEASURES[example.set].count(example.page, text)
        counts[example.set].append(counted)
        if example.set == "wcxb" and example.page.page_type == "article":
            counts["articles"].append(counted)
    totals = {name: MEASURES.get(name, WORDS).total(counted).f1 for name, counted in counts.items()}
    shown = " ".join(f"{name} {total:.4f}" for name, total in totals.items())
    print(f"slope {slope} shift {shift}: {shown}", flush=True)
    return sum(totals.values()) / len(totals)


class Stored(PageModel):
    """A model that gives the scores of one page, as cross-validation stored them."""

    def __init__(self, scores: Floats, slope: float, shift: float) -> None:
        super().__init__({"names": np.zeros((1, 1), np.float32)})
        self.cooled = cooled(scores, slope, shift)

    def scores(self, page: PageFeatures) -> Floats:
        return self.cooled


def chain(pairs: Sequence[Pair], slope: float, shift: float) -> list[Result]:
    """What the whole chain makes of the pages."""
    return [
        measured(example, Stored(scores, slope, shift))
        for example, scores in pairs
        if len(scores) == len(example.labels)
    ]


def knots(pairs: Sequence[Pair], slope: float, shift: float) -> Floats:
    """Expected F1 and the mean real F1 of pages near it, (2, knots), both rising."""
    both = []
    for example, scores in pairs:
        if example.whole:
            text, expected = chosen_text(example, scores, slope, shift)
            both.append((expected, page_f1(WORDS.count(example.page, text))))
    both.sort()
    parts = np.array_split(np.array(both), _KNOTS)
    means = np.array([part.mean(0) for part in parts]).T
    return np.maximum.accumulate(means, 1).astype(np.float32)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.training.calibrating", description=__doc__
    )
    parser.add_argument("predictions", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--chain", action="store_true")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    results: dict[tuple[str, str], Result] = {}
    for path in options.predictions:
        for result in pickle.loads(path.read_bytes()):
            results[result.set, result.id] = result
    pairs = [
        (example, results[example.set, example.page.id].scores)
        for example in load(options.data, options.cache)
        if example.set in _JUDGES and (example.set, example.page.id) in results
    ]
    slope, shift = max(
        ((slope, shift) for slope in _SLOPES for shift in _SHIFTS),
        key=lambda each: value(pairs, *each),
    )
    model = PageModel.read(options.out.read_bytes())
    model = model.calibrated(slope, shift, knots(pairs, slope, shift))
    options.out.write_bytes(model.to_bytes())
    print(f"slope {slope}, shift {shift}")
    if options.chain:
        report(chain(pairs, slope, shift))
    return 0


if __name__ == "__main__":
    sys.exit(main())
