"""The chain of filters: named, ordered, run until nothing changes.

>>> from cleaner import filters
>>> shorter = filters.DEFAULT.without("captions", "logos")
>>> "captions" in shorter.names
False
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from cleaner.document import Document, Edit, Fact, Removal
from cleaner.errors import UnknownFilterError

#: Rounds of the whole chain after which it stops, whatever is left: every round removes something,
#: and a document that needs more has been made to need more.
MOST_ROUNDS = 16


class Filter(Protocol):
    """What a filter is: a name, and a function from a document to the edits it asks for.

    `edits` must not depend on anything but the document.  It may ask for too little at once: the
    pipeline calls it again until it asks for nothing.  It must leave the blocks whose kind is in
    `cleaner.document.READ_ONLY` alone.
    """

    @property
    def name(self) -> str: ...

    def edits(self, document: Document) -> Iterable[Edit]: ...


class Outcome(NamedTuple):
    """What a run of a pipeline gives: the document at rest, what went, and the facts found."""

    document: Document
    removals: list[Removal]
    facts: dict[str, str]


class Pipeline:
    """An ordered list of filters with different names. It never changes; methods give new ones.

    Raises:
        ValueError: two filters have the same name.
    """

    __slots__ = ("_filters",)

    def __init__(self, filters: Iterable[Filter] = ()) -> None:
        self._filters = tuple(filters)
        if len(set(self.names)) != len(self._filters):
            raise ValueError(f"two filters have the same name: {', '.join(self.names)}")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the filters, in the order in which they run."""
        return tuple(each.name for each in self._filters)

    def __iter__(self) -> Iterator[Filter]:
        return iter(self._filters)

    def __len__(self) -> int:
        return len(self._filters)

    def __repr__(self) -> str:
        return f"Pipeline({', '.join(self.names)})"

    def __getitem__(self, name: str) -> Filter:
        return self._filters[self._index(name)]

    def without(self, *names: str) -> Pipeline:
        """The pipeline without these filters (UnknownFilterError if one is not there)."""
        for name in names:
            self._index(name)
        return Pipeline(each for each in self._filters if each.name not in names)

    def only(self, *names: str) -> Pipeline:
        """The filters of these names alone, in the order of this pipeline."""
        for name in names:
            self._index(name)
        return Pipeline(each for each in self._filters if each.name in names)

    def before(self, name: str, *filters: Filter) -> Pipeline:
        """The pipeline with `filters` put before the filter called `name`."""
        at = self._index(name)
        return Pipeline((*self._filters[:at], *filters, *self._filters[at:]))

    def after(self, name: str, *filters: Filter) -> Pipeline:
        """The pipeline with `filters` put after the filter called `name`."""
        at = self._index(name) + 1
        return Pipeline((*self._filters[:at], *filters, *self._filters[at:]))

    def replacing(self, each: Filter) -> Pipeline:
        """The pipeline with `each` in the place of the filter of the same name."""
        at = self._index(each.name)
        return Pipeline((*self._filters[:at], each, *self._filters[at + 1 :]))

    def run(self, document: Document) -> Outcome:
        """Run the chain until no filter asks for an edit, at most `MOST_ROUNDS` times.

        Of facts about the same field the first one counts.
        """
        removals: list[Removal] = []
        facts: dict[str, str] = {}
        at_rest = 0  # so many filters in a row have nothing to do on this very document
        for each in self._filters * MOST_ROUNDS:
            if at_rest == len(self._filters):
                break
            edits: Sequence[Edit] = tuple(each.edits(document))
            at_rest += 1
            for edit in edits:
                if isinstance(edit, Fact):
                    facts.setdefault(edit.field, edit.value)
                else:
                    at_rest = 0
            if not at_rest:
                document, gone = document.edited(edits, each.name)
                removals.extend(gone)
        return Outcome(document, removals, facts)

    def _index(self, name: str) -> int:
        try:
            return self.names.index(name)
        except ValueError:
            known = ", ".join(self.names)
            raise UnknownFilterError(f"no filter is called {name!r}; there are: {known}") from None
