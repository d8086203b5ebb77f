"""From scores to a choice: the blocks whose expected F1 is the highest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.scoring.page_features import Floats


def best_choice(scores: Floats, weights: Floats) -> tuple[NDArray[np.bool_], float]:
    """Choose the best-scored blocks, as many as give the highest expected F1 of words.

    With scores as probabilities, F1 is about twice the expected number of right words chosen, over
    the words chosen and the expected words of the article (Lewis, "Evaluating and optimizing
    autonomous text classification systems", SIGIR 1995); the threshold follows from the page.

    Args:
        scores: (blocks,), from 0 to 1.
        weights: (blocks,), how many words each has.

    Returns:
        which blocks to take, at least one, and the expected F1.

    >>> best_choice(np.array([0.9, 0.1, 0.6]), np.array([50.0, 20.0, 30.0]))[0].tolist()
    [True, False, True]
    """
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum((scores * weights)[order])
    expected = 2 * right / (np.cumsum(weights[order]) + right[-1] + 1e-9)
    best = int(expected.argmax())
    chosen = np.zeros(len(scores), np.bool_)
    chosen[order[: best + 1]] = True
    return chosen, float(expected[best])
