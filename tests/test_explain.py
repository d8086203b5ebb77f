"""The view of removals: places, reasons, both layouts, and nothing that a terminal would obey."""

from __future__ import annotations

import re
import unicodedata
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.article import Article
from cleaner.explain import WIDE, View, clipped, explain, visible

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def article(source: str, *spans: tuple[int, int], kind: str = "text") -> Article:
    removals = [
        SimpleNamespace(filter="promos", reason="why", text=source[a:b], start=a, end=b)
        for a, b in spans
    ]
    return cast(Article, SimpleNamespace(source=source, kind=kind, removals=tuple(removals)))


def without(source: str, *texts: str, kind: str = "text") -> Article:
    return article(source, *((source.index(t), source.index(t) + len(t)) for t in texts), kind=kind)


def test_nothing_removed_nothing_said() -> None:
    assert explain(article("A text."), "a.md") == ""


def test_a_line_that_went_stands_among_its_neighbours() -> None:
    assert explain(without("One.\nGone.\nTwo.\nThree.\n", "Gone."), "a.md") == (
        "a.md: 1 removal\n  One.\na.md:2:1: promos: why\n- Gone.\n  Two.\n"
    )


def test_of_a_line_in_part_removed_the_rest_is_shown() -> None:
    assert explain(without("So [1] it is [2].\n", "[1] ", " [2]"), "a.md") == (
        "a.md: 2 removals\na.md:1:4: promos: why\na.md:1:13: promos: why\n"
        "- So [1] it is [2].\n+ So it is.\n"
    )


def test_removals_that_overlap_are_shown_once() -> None:
    shown = explain(article("abcdef\n", (0, 4), (2, 4), (2, 5)), "a.md")
    assert shown.splitlines()[4:] == ["- abcdef", "+ f"]


def test_far_removals_stand_apart() -> None:
    source = "a\nb\nc\nd\ne\nf\ng\n"
    assert "\n\n" in explain(without(source, "b", "f"), "a.md")
    assert "\n\n" not in explain(without(source, "b", "d"), "a.md")


def test_a_page_shows_what_it_read_and_not_its_markup() -> None:
    page = without("<p>Keep</p><p>Sign up</p><p>Keep</p>", "Sign up", kind="html")
    assert explain(page, "a.html") == "a.html: 1 removal\na.html:1:15: promos: why\n- Sign up\n"


def test_a_removal_without_text_has_only_its_reason() -> None:
    page = article("<svg></svg><p>Keep</p>", (0, 0), (0, 0), kind="html")
    assert explain(page, "a.html").splitlines()[1:] == ["a.html:1:1: promos: why"] * 2
    assert explain(page, "a.html", View(WIDE)).count("< 1:1: promos: why") == 2


def test_long_lines_and_removals_are_shortened() -> None:
    source = "k" * 10_000 + "X" * 10_000 + "k" * 10_000 + "\n" + "gone\n" * 1000 + "The end.\n"
    shown = explain(without(source, "X" * 10_000, "gone\n" * 1000), "a.md")
    assert len(shown) < 2000
    assert "kX" in shown
    assert "Xk" in shown
    assert "…" in shown
    assert "  gone" not in shown
    assert shown.endswith("  The end.\n")


def test_escapes_are_shown_and_not_sent() -> None:
    source = "Fine.\n\x1b]0;title\x07\u200b\u202e\tgone\ud800\x9b31m\n"
    shown = explain(article(source, (6, len(source))), "a\n\x1b[1m.md")
    assert "- \\x1b]0;title\\x07\\u200b\\u202e gone\\ud800\\x9b31m\n" in shown
    assert shown.startswith("a\\n\\x1b[1m.md: 1 removal\n")


def test_side_by_side() -> None:
    source = "First.\nKeep this. Not that.\nGone.\nLast.\n"
    shown = explain(without(source, " Not that.", "Gone."), "a.md", View(WIDE))
    rows = [re.split(" +│ ?", line) for line in shown.splitlines()[2:]]
    assert rows == [
        ["     1   First.", "First."],
        ["     2 ~ Keep this. Not that.", "Keep this."],
        ["", "< 2:11: promos: why"],
        ["     3 - Gone.", "< 3:1: promos: why"],
        ["     4   Last.", "Last."],
    ]


def test_colours_add_nothing_else() -> None:
    dirty = without("Keep. Gone.\n\nGone too.\n", " Gone.", "Gone too.")
    for columns in (0, WIDE):
        painted = explain(dirty, "a.md", View(columns, colour=True))
        assert "\x1b[31m" in painted
        assert COLOURS.sub("", painted).replace(" \n", "\n") == explain(
            dirty, "a.md", View(columns)
        )


@pytest.mark.parametrize("text", ["漢字と仮名" * 40, "word " * 80, "e\u0301" * 300, "x" * 500])
def test_columns_line_up(text: str) -> None:
    shown = explain(article(text + "\n", (10, 30)), "a.md", View(WIDE))
    bars = {cells(line.partition("│")[0]) for line in shown.splitlines() if "│" in line}
    assert bars == {9 + (WIDE - 12) // 2 + 1}
    assert max(map(cells, shown.splitlines())) <= WIDE


def cells(text: str) -> int:
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


@given(st.text(), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=6))
def test_any_removals_can_be_shown(source: str, spans: list[tuple[int, int]]) -> None:
    for kind in ("text", "html"):
        for view in (View(), View(WIDE, colour=True)):
            shown = explain(article(source, *spans, kind=kind), "a.md", view)
            assert shown.count(": promos: why") == len(spans)
            assert all(visible(line) == line for line in COLOURS.sub("", shown).split("\n"))


@given(st.text(), st.integers(0, 20))
def test_clipped_text_fits(text: str, width: int) -> None:
    text = visible(text)
    assert text.startswith(clipped(text, width))
    assert len(clipped(text, width)) >= min(width // 2, len(text))
