"""Bylines and datelines, and sentences that only begin like them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata.authors import clean_names
from cleaner.metadata.bylines import (
    is_role,
    looks_like_name,
    opens_with_label,
    read_byline,
    read_dateline,
)

DAY = datetime.date(2025, 8, 6)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("BY JANE DOE", ("JANE DOE",)),
        ("By Jane Doe and John Roe | March 3, 2024", ("Jane Doe", "John Roe")),
        ("Edited By", ()),
        ("By:", ()),
        ("Edited By\nMackenzie Ferguson", ("Mackenzie Ferguson",)),
        ("Written by Jane van Doe", ("Jane van Doe",)),
        ("By Jane Doe, CBC News", ("Jane Doe",)),
        ("By Jane Doe, Senior Editor", ("Jane Doe",)),
        ("By John Smith, MD and Mary O’Neil", ("John Smith, MD", "Mary O’Neil")),
        ("Posted by Jane Doe on March 3, 2024", ("Jane Doe",)),
        ("Von Erika Mustermann", ("Erika Mustermann",)),
        ("Par Jean-Luc Dupont", ("Jean-Luc Dupont",)),
    ],
)
def test_bylines(text: str, names: tuple[str, ...]) -> None:
    assert read_byline(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "By the river we sat",
        "By 2030, all cars will be electric",
        "By Tuesday Morning",
        "By The Numbers",
        "By Land and Sea",
        "By Jane Doe, who was there when it began",
        "Von Berlin nach Rom",
        "Par Paris",
        "Author of the book",
        "Jane Doe",
        "",
        "By " + "Jane Doe, " * 40,
    ],
)
def test_no_bylines(text: str) -> None:
    assert read_byline(text) is None


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (" date 2025-08-06 ", {"published": DAY}),
        ("Last updated: August 6, 2025", {"updated": DAY}),
        ("Last updated\nAugust 6, 2025", {"updated": DAY}),
        ("Published on 6 August 2025 at 10:32", {"published": DAY}),
        ("Updated 3 hours ago", {}),
        ("Last updated:", {}),
        ("August 6, 2025", {"published": DAY}),
        ("Wed, 6 Aug 2025 10:32 BST", {"published": DAY}),
        ("Veröffentlicht am 6. August 2025 um 10:32 Uhr", {"published": DAY}),
        ("Mis à jour le 6 août 2025 à 10h32", {"updated": DAY}),
        (
            "Published March 3, 2024 | Updated August 6, 2025",
            {"published": datetime.date(2024, 3, 3), "updated": DAY},
        ),
    ],
)
def test_datelines(text: str, facts: dict[str, datetime.date]) -> None:
    assert read_dateline(text) == facts


@pytest.mark.parametrize(
    "text",
    [
        "Updated plans for 6 August 2025 were shown to the council",
        "Published in 2019, the book sold well",
        "On 6 August 2025 they met",
        "Christmas 2025-12-25 party",
        "Date night ideas",
        "Jane Doe",
        "",
    ],
)
def test_no_datelines(text: str) -> None:
    assert read_dateline(text) is None


def test_labels_and_roles() -> None:
    assert opens_with_label("Published 2025-08-06")
    assert not opens_with_label("2025-08-06")
    assert is_role("AI Tools Researcher & Implementation Consultant")
    assert not is_role("It rained")


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe",
        "J. R. R. Tolkien",
        "Ludwig van Beethoven",
        "Émile Zola",
        "Sofía Vergara-López",
        "Mohammed bin Salman",
        "Conor O'Brien",
        "Martin Luther King Jr.",
        "Иван Петров",
    ],
)
def test_names(text: str) -> None:
    assert looks_like_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jane",
        "jane doe",
        "Jane writes",
        "The River",
        "Apollo 11",
        "Read More",
        "Related Topics",
        "A Very Long Title Of Words",
        "",
        "Jane Doe.",
        "March April",
    ],
)
def test_no_names(text: str) -> None:
    assert not looks_like_name(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Doe Trending Editor", ("Jane Doe",)),
        ("Jane Doe, CBC News", ("Jane Doe",)),
        ("Jane Doe, John Roe und Max Moe", ("Jane Doe", "John Roe", "Max Moe")),
        ("Doe, Jane A.", ("Jane A. Doe",)),
        ("Jane Doe https://example.com/jane jane@example.com", ("Jane Doe",)),
        ("https://facebook.com/jane", ()),
        ("jane@example.com", ()),
        ("Text by Jane Doe", ("Jane Doe",)),
        ("Maria &amp; Katerina", ("Maria", "Katerina")),
        ("Great Day Editorial Team", ("Great Day Editorial Team",)),
        ("August 6, 2025", ()),
        ("Centers for Disease Control", ("Centers for Disease Control",)),
        ("Institute of Arts and Letters", ("Institute of Arts and Letters",)),
        ("", ()),
    ],
)
def test_cleaned_names(text: str, names: tuple[str, ...]) -> None:
    assert clean_names(text) == names


@given(st.text() | st.text().map("By ".__add__) | st.text().map("Updated ".__add__))
def test_never_raises(text: str) -> None:
    read_byline(text)
    read_dateline(text)
    looks_like_name(text)
    opens_with_label(text)
    is_role(text)
    clean_names(text)
