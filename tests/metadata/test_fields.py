"""Front matter keys mapped to fields."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata.fields import from_front_matter, is_filler
from cleaner.metadata.frontmatter import split

GENERATED = """---
title: "Microsoft and OpenAI Wrangle Over Terms of Their Blockbuster Partnership"
subtitle: "An insightful look into 'Microsoft and OpenAI Wrangle Over Terms of Their Blockbuster Partnership'"
description: "Microsoft and OpenAI are reportedly entangled in negotiations."
publishedOn: 2025-04-07
updatedOn: 2025-01-22
mainImage: "https://example.com/main.png"
thumbnail: "https://example.com/small.png"
source: "theinformation.com"
newsDate: 2025-01-14
draft: false
---

<h1>Text</h1>
"""  # noqa: E501


def test_generated_front_matter() -> None:
    found = split(GENERATED)
    assert found is not None
    metadata = from_front_matter(found.values)
    title = "Microsoft and OpenAI Wrangle Over Terms of Their Blockbuster Partnership"
    assert metadata.title == title
    assert metadata.subtitle is None
    assert metadata.published == datetime.date(2025, 4, 7)
    assert metadata.updated == datetime.date(2025, 1, 22)
    assert metadata.site == "theinformation.com"
    assert metadata.image == "https://example.com/main.png"
    assert metadata.description == "Microsoft and OpenAI are reportedly entangled in negotiations."
    assert metadata.extra == {
        "subtitle": f"An insightful look into '{title}'",
        "thumbnail": "https://example.com/small.png",
        "newsDate": "2025-01-14",
        "draft": "false",
    }


@pytest.mark.parametrize(
    ("key", "value", "field", "read"),
    [
        ("Headline", "A", "title", "A"),
        ("dek", "A", "subtitle", "A"),
        ("author", "By Jane Doe and John Roe", "authors", ("Jane Doe", "John Roe")),
        ("Authors", ["Jane Doe", {"name": "John Roe"}], "authors", ("Jane Doe", "John Roe")),
        ("creator", {"name": "Jane Doe"}, "authors", ("Jane Doe",)),
        ("by", "jdoe", "authors", ("jdoe",)),
        ("pubDate", "Mon, 07 Apr 2025 10:00:00 GMT", "published", datetime.date(2025, 4, 7)),
        ("publish_date", "2025-04-07T23:30:00-08:00", "published", datetime.date(2025, 4, 7)),
        ("lastmod", "2025-01-22", "updated", datetime.date(2025, 1, 22)),
        ("site_name", "The Site", "site", "The Site"),
        ("locale", "pt_BR", "language", "pt"),
        ("permalink", "/a/b", "url", "/a/b"),
        ("excerpt", "Words.", "description", "Words."),
        ("categories", "a, b,, a", "tags", ("a", "b")),
        ("tags", ["a", "b"], "tags", ("a", "b")),
        ("featured_image", "a.png", "image", "a.png"),
    ],
)
def test_spellings(key: str, value: Any, field: str, read: Any) -> None:
    metadata = from_front_matter({key: value})
    assert getattr(metadata, field) == read
    assert metadata.extra == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("date", "next week"),
        ("language", "english"),
        ("title", ["a"]),
        ("tags", [["a"]]),
        ("slug", "x"),
        ("source", "https://example.com/a/b"),
        ("image", {"src": "a.png", "alt": "A"}),
        ("author", {"name": "Jane Doe", "email": "jane@example.com"}),
    ],
)
def test_what_is_not_taken_whole_stays(key: str, value: Any) -> None:
    assert from_front_matter({key: value}).extra == {key: value}


def test_filler() -> None:
    title = "Cats and Dogs"
    assert is_filler("An insightful look into 'Cats and Dogs'", title)
    assert is_filler("Everything on “Cats and Dogs”.", title)
    assert is_filler("cats and dogs", title)
    assert not is_filler("Cats and dogs seldom agree", title)
    assert not is_filler("What 'Cats and Dogs' taught us about the cities we now live in", title)
    assert not is_filler("Anything", None)


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=10,
)
_KEYS = st.one_of(
    st.text(),
    st.sampled_from(["title", "author", "date", "tags", "image", "site", "source", "subtitle"]),
)


@given(st.dictionaries(_KEYS, _JSON))
def test_never_raises_and_loses_nothing(values: dict[str, Any]) -> None:
    metadata = from_front_matter(values)
    metadata.to_dict()
    assert all(metadata.extra[key] == values[key] for key in metadata.extra)
    taken = set(values) - set(metadata.extra)
    assert len(taken) <= 11
