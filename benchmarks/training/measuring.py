"""How well scores choose, on pages that were not learned from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from benchmarks.scores import SEGMENTS, SHINGLES, WORDS, Counts, Measure
from benchmarks.training.examples import Example
from cleaner.cleaning import Cleaner
from cleaner.engines.by_score import find
from cleaner.scoring.choosing import best_choice
from cleaner.scoring.page_features import Floats
from cleaner.scoring.page_model import PageModel

MEASURES: dict[str, Measure] = {
    "wcxb": WORDS, "news-pairs": SHINGLES, "site-rules": SHINGLES, "chinese": SHINGLES,
    "segments": SEGMENTS, "mozilla": SHINGLES,
}  # fmt: skip


class Result(NamedTuple):
    """What the chosen blocks of a page are worth; `expected` is the F1 the scores promise.

    `cleaned` counts the text that the whole chain of filters leaves.
    """

    set: str
    id: str
    page_type: str
    scores: Floats
    expected: float
    counts: Counts
    cleaned: Counts


def measured(example: Example, model: PageModel) -> Result:
    """Score and choose the blocks of a page, and compare their texts with the gold text."""
    scores = model.scores(example.features)
    chosen, expected = best_choice(scores, example.features.weights)
    text = "\n".join(each for each, keep in zip(example.texts, chosen, strict=True) if keep)
    cleaner = Cleaner(engine=partial(find, model=model))
    texts = (text, cleaner.clean(example.page.html).text)
    counts = [MEASURES[example.set].count(example.page, each) for each in texts]
    page = example.page
    return Result(example.set, page.id, page.page_type, scores, expected, *counts)


def report(results: Sequence[Result]) -> None:
    """Print the scores of the choice, and of the text that the chain leaves, set by set."""
    print(f"{'':18}pages   choice  cleaned")
    for name, measure in MEASURES.items():
        own = [result for result in results if result.set == name]
        groups = {name: own}
        if name == "wcxb":
            for result in own:
                groups.setdefault(f"  {result.page_type}", []).append(result)
        for title, members in groups.items():
            if members:
                choice = measure.total([each.counts for each in members]).f1
                cleaned = measure.total([each.cleaned for each in members]).f1
                print(f"{title:18}{len(members):5}   {choice:.4f}   {cleaned:.4f}", flush=True)
