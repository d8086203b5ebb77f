"""The chain: its order, its changes, its fixed point."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import cleaner
from cleaner.document import Cut, Document, Drop, Edit, Fact
from cleaner.errors import UnknownFilterError
from cleaner.lexicon import scanner_for
from cleaner.pipeline import Pipeline
from cleaner.reading.text import read_text


class Shorten:
    """Cuts one letter at a time, so that it must be asked again and again."""

    name = "shorten"

    def edits(self, document: Document) -> Iterator[Edit]:
        for index, block in enumerate(document.blocks):
            yield Fact("first", block.text)
            if len(block.text) > 3:
                yield Cut(index, 3, 4, "long")
            elif block.text == "bad":
                yield Drop(index, "bad")


def document(source: str) -> Document:
    return Document(source, tuple(read_text(source)), "text", scanner_for("en"))


def test_runs_until_nothing_changes() -> None:
    outcome = Pipeline((Shorten(),)).run(document("Abcdef\n\nbad"))
    assert [block.text for block in outcome.document.blocks] == ["Abc"]
    assert [removal.text for removal in outcome.removals] == ["d", "bad", "e", "f"]
    assert outcome.facts == {"first": "Abcdef"}


def test_pipelines_are_values() -> None:
    default = cleaner.filters.DEFAULT
    names = default.names
    assert default.without("promos").names == tuple(n for n in names if n != "promos")
    assert default.only("promos", "fences").names == ("fences", "promos")
    changed = default.before("promos", Shorten()).names
    assert changed[changed.index("shorten") + 1] == "promos"
    changed = default.after("promos", Shorten()).names
    assert changed[changed.index("shorten") - 1] == "promos"
    assert default.names == names
    assert [each.name for each in default] == list(names)
    assert default["promos"].name == "promos"
    assert len(default) == len(names)
    assert "promos" in repr(default)


def test_unknown_and_double_names() -> None:
    with pytest.raises(UnknownFilterError, match="no filter is called 'x'; there are: fences"):
        cleaner.filters.DEFAULT.only("fences").without("x")
    with pytest.raises(ValueError, match="same name"):
        Pipeline((Shorten(), Shorten()))


def test_a_filter_of_ones_own_runs_in_the_chain() -> None:
    cleaning = cleaner.Cleaner(filters=cleaner.filters.DEFAULT.before("promos", Shorten()))
    assert cleaning.clean("Tea is good").text == "Tea"
