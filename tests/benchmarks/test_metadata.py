"""The arithmetic of the metadata benchmark, on hand-made pages."""

from __future__ import annotations

import pytest

from benchmarks.data import Page
from benchmarks.metadata import Facts, is_right, measure, report, run


def page(name: str, title: str, author: str, date: str) -> Page:
    return Page(name, b"", "en", page_type="article", title=title, author=author, date=date)


@pytest.mark.parametrize(
    ("field", "found", "gold", "right"),
    [
        ("title", "Rates Rise", "rates rise", True),
        ("title", "Rates rise | News", "Rates rise", False),
        ("title", "\u5317\u4eac\u65b0\u95fb", "\u5317\u4eac\u65b0\u95fb", True),
        ("author", "Roe; Jane Doe", "Jane Doe and Roe", True),
        ("author", "Jane Doe, MD", "Jane Doe", True),
        ("author", "Jane", "Jane Doe", False),
        ("author", "", "Jane Doe", False),
        ("date", "2025-08-06", "2025-08-06T10:00:00Z", True),
        ("date", "2025-08-07", "2025-08-06", False),
        ("date", "", "2025-08-06", False),
    ],
)
def test_what_is_right(field: str, found: str, gold: str, right: bool) -> None:
    assert is_right(field, found, gold) is right


def test_tallies() -> None:
    of = [page("a", "T", "", "2025-08-06"), page("b", "U", "Ann", "")]
    facts = {"x": [Facts("T", "Ann", "2025-08-06"), Facts("", "Ann", None)]}
    tallies = measure(of, facts)
    title, author, date = (tallies["all", field, "x"] for field in ("title", "author", "date"))
    assert (title.right, title.told) == (1, 2)
    assert (author.invented, author.untold, author.told) == (1, 1, 1)
    assert (date.right, date.told, date.untold) == (1, 1, 0)
    assert "0.500" in report(of, facts)


def test_a_tool_that_fails_has_found_nothing() -> None:
    def fails(html: bytes, url: str | None) -> Facts:
        raise ValueError(url)

    found, milliseconds = run(fails, [page("a", "T", "", "")])
    assert found == [Facts()]
    assert milliseconds >= 0


def test_a_field_that_the_set_never_tells_is_not_counted() -> None:
    tallies = measure([page("a", "", "Ann", "")], {"x": [Facts("T", "Ann", "2025-08-06")]})
    title, author = (tallies["all", field, "x"] for field in ("title", "author"))
    assert (title.told, title.untold, author.right) == (0, 0, 1)
