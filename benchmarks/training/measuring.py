"""How well scores choose, on pages that were not learned from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.scores import SEGMENTS, SHINGLES, WORDS, Counts, Measure, page_f1
from benchmarks.training.examples import Example
from cleaner.scoring.choosing import best_choice
from cleaner.scoring.page_features import Floats
from cleaner.scoring.page_model import PageModel

MEASURES: dict[str, Measure] = {
    "wcxb": WORDS, "news-pairs": SHINGLES, "site-rules": SHINGLES, "chinese": SHINGLES,
    "segments": SEGMENTS, "mozilla": SHINGLES,
}  # fmt: skip


class Result(NamedTuple):
    """What the chosen blocks of a page are worth; `expected` is the F1 the scores promise."""

    set: str
    id: str
    page_type: str
    scores: Floats
    expected: float
    counts: Counts


def measured(example: Example, model: PageModel) -> Result:
    """Score and choose the blocks of a page, and compare their texts with the gold text."""
    scores = model.scores(example.features)
    chosen, expected = best_choice(scores, example.features.weights)
    text = "\n".join(each for each, keep in zip(example.texts, chosen, strict=True) if keep)
    counts = MEASURES[example.set].count(example.page, text)
    return Result(example.set, example.page.id, example.page.page_type, scores, expected, counts)


def report(results: Sequence[Result]) -> None:
    """Print the score of each set, and of each page type of WCXB."""
    for name, measure in MEASURES.items():
        own = [result for result in results if result.set == name]
        if own:
            print(f"{name:12}{len(own):6}  {measure.total([each.counts for each in own]).f1:.4f}")
        kinds = sorted({each.page_type for each in own}) if name == "wcxb" else ()
        for kind in kinds:
            counts = [each.counts for each in own if each.page_type == kind]
            print(f"  {kind:14}{len(counts):4}  {measure.total(counts).f1:.4f}")
    print("expected and real F1:")
    scored = [each for each in results if each.set in ("wcxb", "news-pairs", "site-rules")]
    for low in range(0, 100, 10):
        near = [
            each
            for each in scored
            if low <= 100 * each.expected < low + 10 or (low == 90 and each.expected >= 1)
        ]
        if near:
            real = sum(page_f1(each.counts) for each in near) / len(near)
            print(f"  {low / 100:.1f} {len(near):5} {real:.3f}", flush=True)
