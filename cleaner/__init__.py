"""Turn whatever a scraper left into the clean text of the article, with an account of what went.

>>> import cleaner
>>> cleaner.clean("Tea is good.\\n\\nFollow us on Facebook!").text
'Tea is good.'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cleaner._version import __version__

if TYPE_CHECKING:
    from cleaner import filters
    from cleaner.article import Article, Metadata, Removal
    from cleaner.cleaning import Cleaner, clean, clean_file
    from cleaner.errors import (
        CleanerError,
        InputTooLargeError,
        LexiconError,
        MissingExtraError,
        UnknownEncodingError,
        UnknownEngineError,
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
    "UnknownEngineError",
    "UnknownFilterError",
    "UnknownKindError",
    "__version__",
    "clean",
    "clean_file",
    "filters",
]

# A name is imported when it is first asked for: `clean-file --version` must not wait for the rest.
_HOME = {
    "article": ("Article", "Metadata", "Removal"),
    "cleaning": ("Cleaner", "clean", "clean_file"),
    "errors": (
        "CleanerError",
        "InputTooLargeError",
        "LexiconError",
        "MissingExtraError",
        "UnknownEncodingError",
        "UnknownEngineError",
        "UnknownFilterError",
        "UnknownKindError",
    ),
    "lexicon": ("Lexicon",),
    "pipeline": ("Filter", "Pipeline"),
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "filters":
        return import_module("cleaner.filters")
    if name not in _MODULE:
        raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
    value = getattr(import_module(f"cleaner.{_MODULE[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
