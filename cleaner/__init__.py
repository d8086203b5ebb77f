"""Turn whatever a scraper left into the clean text of the article, with an account of what went.

>>> import cleaner
>>> cleaner.clean("Tea is good.\\n\\nFollow us on Facebook!").text
'Tea is good.'
"""

from cleaner import filters
from cleaner._version import __version__
from cleaner.article import Article, Metadata, Removal
from cleaner.cleaning import Cleaner, clean, clean_file
from cleaner.errors import (
    CleanerError,
    InputTooLargeError,
    LexiconError,
    MissingExtraError,
    UnknownEncodingError,
    UnknownFilterError,
    UnknownKindError,
)
from cleaner.lexicon import Lexicon
from cleaner.pipeline import Filter, Pipeline

__all__ = [
    "Article",
    "Cleaner",
    "CleanerError",
    "Filter",
    "InputTooLargeError",
    "Lexicon",
    "LexiconError",
    "Metadata",
    "MissingExtraError",
    "Pipeline",
    "Removal",
    "UnknownEncodingError",
    "UnknownFilterError",
    "UnknownKindError",
    "__version__",
    "clean",
    "clean_file",
    "filters",
]
