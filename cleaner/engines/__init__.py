"""Ways to find the article among the blocks of a web page.

An engine is a module with `find(document)`, which gives a `base.Found`.
"""

from __future__ import annotations

from cleaner.document import Document
from cleaner.engines.base import Found
from cleaner.errors import UnknownEngineError

#: The names that `Cleaner(engine=...)` knows.
ENGINES = ("scorer", "trafilatura")
DEFAULT_ENGINE = "scorer"


def check_engine(name: str) -> None:
    """Raise UnknownEngineError if no engine has this name."""
    if name not in ENGINES:
        raise UnknownEngineError(f"engine must be one of {', '.join(ENGINES)}, not {name!r}")


def find(name: str, document: Document) -> Found:
    """Ask the engine of this name, which is loaded only now: numpy and trafilatura take time."""
    check_engine(name)
    if name == "trafilatura":
        from cleaner.engines.by_trafilatura import find as found_by_trafilatura

        return found_by_trafilatura(document)
    from cleaner.engines.by_score import find as found_by_score

    return found_by_score(document)
