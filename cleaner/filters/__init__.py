"""The filters, one to a file, and the order in which they run by default.

A filter has a name and a method `edits(document)` that yields what it wants out (see
`cleaner.pipeline.Filter`).  `cleaner.filters.captions` is a good one to read before writing one.

>>> DEFAULT.names[:3]
('main-content', 'fences', 'markup')
"""

from __future__ import annotations

from cleaner.filters.captions import Captions
from cleaner.filters.citations import Citations
from cleaner.filters.datelines import Datelines
from cleaner.filters.fences import Fences
from cleaner.filters.furniture import Furniture
from cleaner.filters.logos import Logos
from cleaner.filters.main_content import MainContent
from cleaner.filters.markup import Markup
from cleaner.filters.promos import Promos
from cleaner.filters.repeats import Repeats
from cleaner.filters.tails import Tails
from cleaner.filters.whitespace import Whitespace
from cleaner.filters.wrapping import Wrapping
from cleaner.pipeline import Filter, Pipeline

#: First what is not text, then how the text is written, then whole lines and blocks of it.
DEFAULT = Pipeline(
    (
        MainContent(),
        Fences(),
        Markup(),
        Wrapping(),
        Whitespace(),
        Citations(),
        Repeats(),
        Datelines(),
        Captions(),
        Logos(),
        Promos(),
        Furniture(),
        Tails(),
    )
)

__all__ = [
    "DEFAULT",
    "Captions",
    "Citations",
    "Datelines",
    "Fences",
    "Filter",
    "Furniture",
    "Logos",
    "MainContent",
    "Markup",
    "Pipeline",
    "Promos",
    "Repeats",
    "Tails",
    "Whitespace",
    "Wrapping",
]
