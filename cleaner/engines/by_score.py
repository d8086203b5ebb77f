"""The article as the project's own scorer finds it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cleaner.document import Block, Document, is_image
from cleaner.engines.base import Found
from cleaner.scoring.choosing import best_choice
from cleaner.scoring.page_features import page_features
from cleaner.scoring.page_model import PageModel

#: No article's page comes near; what has more is left as it is, for memory's sake.
_MOST_BLOCKS, _MOST_ELEMENTS = 30_000, 500_000
#: Nobody writes so many characters twice.
_LONG = 80
_PROSE = frozenset(("paragraph", "item", "heading"))


def find(document: Document, model: PageModel | None = None) -> Found:
    """Which blocks of the page are the article's, and the F1 to be expected.

    `model` scores them; None stands for the one that the package has.
    """
    blocks = document.blocks
    texts = [at for at, each in enumerate(blocks) if each.kind != "raw" and not is_image(each)]
    elements = document.elements
    if not texts or elements is None:
        return Found([True] * len(blocks), 0.0)
    if len(texts) > _MOST_BLOCKS or len(elements.tags) > _MOST_ELEMENTS:
        return Found([True] * len(blocks), 0.0)
    model = model or PageModel.shipped()
    features = page_features([blocks[at] for at in texts], elements)
    chosen, expected = best_choice(model.scores(features), features.weights)
    keeps = np.zeros(len(blocks), np.bool_)
    keeps[texts] = chosen
    found = keeps.tolist()
    _drop_copies(blocks, found)
    if len(texts) < len(blocks):
        _keep_images(blocks, found)
    return Found(found, model.confidence(expected))


def _drop_copies(blocks: Sequence[Block], keeps: list[bool]) -> None:
    """Of a text that the page holds twice, for wide and narrow screens say, the first stays.

    A shorter one may be a refrain; code, rows and quotes may be the same on purpose.
    """
    known: set[str] = set()
    for at, block in enumerate(blocks):
        if keeps[at] and block.kind in _PROSE and len(block.text) >= _LONG:
            if block.text in known:
                keeps[at] = False
            known.add(block.text)


def _keep_images(blocks: Sequence[Block], keeps: list[bool]) -> None:
    """An image without text stays where the text before it does."""
    inside = False
    for at, block in enumerate(blocks):
        if block.kind != "raw" and is_image(block):
            keeps[at] = inside
        elif block.kind != "raw":
            inside = keeps[at]
