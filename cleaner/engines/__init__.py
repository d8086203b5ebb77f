"""Ways to find the article among the blocks of a web page.

An engine is a function from a document to a `Found`; two come with the package, by name.
"""

from __future__ import annotations

from collections.abc import Callable

from cleaner.document import Document
from cleaner.engines.base import Found
from cleaner.errors import UnknownEngineError

__all__ = ["DEFAULT_ENGINE", "ENGINES", "Engine", "Found", "by_name"]

Engine = Callable[[Document], Found]

#: The names that `Cleaner(engine=...)` knows.
ENGINES = ("scorer", "trafilatura")
DEFAULT_ENGINE = "scorer"


def by_name(name: str) -> Engine:
    """The engine of this name.

    Raises:
        UnknownEngineError: there is none.
    """
    if name not in ENGINES:
        raise UnknownEngineError(f"engine must be one of {', '.join(ENGINES)}, not {name!r}")
    return _by_trafilatura if name == "trafilatura" else _by_score


# Each is loaded when it is first asked: numpy and trafilatura take time, and text needs neither.


def _by_trafilatura(document: Document) -> Found:
    from cleaner.engines.by_trafilatura import find

    return find(document)


def _by_score(document: Document) -> Found:
    from cleaner.engines.by_score import find

    return find(document)
