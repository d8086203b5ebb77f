"""What an engine gives: which blocks of a page are the article's, and how sure it is of that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Found(NamedTuple):
    """The answer of an engine.

    Attributes:
        keeps: for each block of the document, whether it belongs to the article; of raw blocks,
            which are no text, anything may be said.
        confidence: the F1 that is to be expected of this choice, from 0 to 1; None if unknown.
    """

    keeps: Sequence[bool]
    confidence: float | None
