"""The metadata record."""

from __future__ import annotations

import dataclasses
import datetime
import json

import pytest

from cleaner.metadata.model import Metadata


def test_own_values_come_first_and_gaps_are_filled() -> None:
    own = Metadata(title="A", tags=("x",), extra={"a": 1, "b": 1})
    other = Metadata(title="B", site="S", tags=("y",), extra={"b": 2, "c": 2})
    merged = own.merged(other)
    assert (merged.title, merged.site, merged.tags) == ("A", "S", ("x",))
    assert merged.extra == {"a": 1, "b": 1, "c": 2}
    assert own.extra == {"a": 1, "b": 1}


def test_to_dict_is_json() -> None:
    given = Metadata(title="A", authors=("B",), updated=datetime.date(2025, 1, 22))
    values = given.to_dict()
    assert json.loads(json.dumps(values)) == values
    assert values["updated"] == "2025-01-22"
    assert list(values) == [field.name for field in dataclasses.fields(Metadata)]


def test_is_frozen_and_hashable() -> None:
    given = Metadata(title="A", extra={"a": []})
    assert hash(given) == hash(Metadata(title="A"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        given.title = "B"  # type: ignore[misc]
