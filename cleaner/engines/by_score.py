"""The article as the project's own scorer finds it."""

from __future__ import annotations

import numpy as np

from cleaner.document import Document
from cleaner.engines.base import Found
from cleaner.scoring.choosing import best_choice
from cleaner.scoring.page_features import page_features
from cleaner.scoring.page_model import PageModel


def find(document: Document) -> Found:
    """Which blocks of the page are the article's, and the F1 to be expected."""
    texts = [index for index, block in enumerate(document.blocks) if block.kind != "raw"]
    if not texts or document.elements is None:
        return Found([True] * len(document.blocks), 0.0)
    features = page_features([document.blocks[index] for index in texts], document.elements)
    scores = PageModel.shipped().scores(features)
    chosen, expected = best_choice(scores, features.weights)
    keeps = np.zeros(len(document.blocks), np.bool_)
    keeps[texts] = chosen
    return Found(keeps.tolist(), expected)
