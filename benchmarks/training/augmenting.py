"""Pages made from pages: a stretch left out, or foreign boilerplate put before or after the rest.

Both keep the labels true, and teach that an article may be long or short, early or late, and that
how much navigation stands on a page says little about a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchmarks.training.examples import Example
from cleaner.scoring.page_features import FIRST_LEVEL, PER_LEVEL, SUMMED

#: How often.
CROPPED, MIXED = 0.3, 0.5
_FRONT = 0.4
_LONGEST_PIECE = 250


def cropped(example: Example, rng: np.random.Generator) -> Example:
    """The example, perhaps without a stretch of its blocks."""
    count = len(example.labels)
    if count < 12 or rng.random() > CROPPED:
        return example
    size = int(count * rng.uniform(0.05, 0.6))
    first = int(rng.integers(0, count - size + 1))
    if rng.random() < 0.4:
        first = 0 if rng.random() < 0.4 else count - size
    keep = np.ones(count, np.bool_)
    keep[first : first + size] = False
    return example.part(keep, example.whole)


def mixed(example: Example, others: Sequence[Example], rng: np.random.Generator) -> Example:
    """The example, perhaps with a stretch from before or after another page's article."""
    if rng.random() > MIXED:
        return example
    other = others[int(rng.integers(len(others)))]
    inside = np.flatnonzero(other.labels != 0)
    if not len(inside):
        return example
    low, high = 0, int(inside[0])
    if rng.random() >= _FRONT:
        low, high = int(inside[-1]) + 1, len(other.labels)
    if high - low < 4:
        return example
    size = int(rng.integers(4, min(high - low, _LONGEST_PIECE) + 1))
    first = int(rng.integers(low, high - size + 1))
    piece = other.part(slice(first, first + size))
    return _joined(example, piece, _letters(other), bool(rng.random() < _FRONT))


def _letters(example: Example) -> float:
    return float(np.expm1(example.features.numbers[:, 0]).sum())


def _joined(example: Example, piece: Example, piece_page: float, before: bool) -> Example:
    """Both pages' blocks in one; shares of the page's letters are put right."""
    own, foreign = example.features, piece.features
    size = _letters(example)
    total = size + _letters(piece)
    numbers, more = own.numbers.copy(), foreign.numbers.copy()
    for level in range(SUMMED):
        prose, letters = (FIRST_LEVEL + PER_LEVEL * level + at for at in (4, 5))
        numbers[:, letters] *= size / total
        more[:, letters] *= piece_page / total
        more[:, prose] *= min(1.0, piece_page / max(size, 1.0))
    more[:, FIRST_LEVEL - 5] = numbers[0, FIRST_LEVEL - 5]  # does the page tell its text?
    width = max(own.names.shape[1], foreign.names.shape[1])
    names = [
        np.pad(each, ((0, 0), (0, width - each.shape[1]))) for each in (own.names, foreign.names)
    ]
    groups = foreign.groups + int(own.groups.max()) + 1
    pairs = (
        (numbers, more), (own.tags, foreign.tags), (own.chain, foreign.chain + len(own.names)),
        (own.groups, groups), (own.weights, foreign.weights), (example.labels, piece.labels),
    )  # fmt: skip
    rows, tags, chain, groups, weights, labels = (
        np.concatenate(pair[::-1] if before else pair) for pair in pairs
    )
    features = own._replace(
        numbers=rows, tags=tags, names=np.concatenate(names), chain=chain, groups=groups,
        weights=weights,
    )  # fmt: skip
    return replace(example, features=features, labels=labels, texts=())
