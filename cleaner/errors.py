"""The errors that the package raises on misuse and on limits, all under `CleanerError`.

Each also inherits the built-in exception that fits, so that a plain ``except ValueError`` works:

>>> issubclass(UnknownEncodingError, CleanerError), issubclass(UnknownEncodingError, LookupError)
(True, True)
"""


class CleanerError(Exception):
    """Base of every error that the package raises on purpose."""


class InputTooLargeError(CleanerError, ValueError):
    """The source is longer than the limit that the caller set."""


class UnknownFilterError(CleanerError, LookupError):
    """A pipeline was asked for a filter whose name it does not have."""


class UnknownEncodingError(CleanerError, LookupError):
    """The caller named a character encoding that does not exist or does not make text."""


class UnknownKindError(CleanerError, ValueError):
    """The caller named a kind of source other than html, markdown or text."""


class UnknownEngineError(CleanerError, ValueError):
    """The caller named an engine that does not exist."""


class MissingExtraError(CleanerError, ImportError):
    """A feature needs an optional dependency that is not installed."""


class LexiconError(CleanerError, ValueError):
    """A lexicon file is not well formed."""
