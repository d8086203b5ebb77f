"""The measures, on cases that were counted by hand."""

from __future__ import annotations

import pytest

from benchmarks.data import Page
from benchmarks.scores import (
    SEGMENTS,
    SHINGLES,
    WORDS,
    Counts,
    Score,
    bootstrap,
    mean_of_shares,
    shingle_counts,
    shingles,
)


def _page(gold: str = "", must: tuple[str, ...] = (), must_not: tuple[str, ...] = ()) -> Page:
    return Page("1", b"", "en", gold=gold, must=must, must_not=must_not)


def test_words_of_one_page_and_of_many() -> None:
    exact = WORDS.count(_page("Tea is good."), "tea is GOOD")
    half = WORDS.count(_page("a a b c"), "a b x y")
    empty = WORDS.count(_page(""), "")
    spurious = WORDS.count(_page(""), "x")
    assert (exact, half) == (Counts(3, 0, 0), Counts(2, 2, 2))
    assert WORDS.total([exact, half, empty, spurious]) == Score(2.5 / 4, 2.5 / 4, 3.5 / 4)


def test_shingles_weigh_pages_alike() -> None:
    long = SHINGLES.count(_page("a b c d e f g h"), "a b c d e f g h")
    short = SHINGLES.count(_page("a b c d"), "a b c d e")
    assert long == Counts(1.0, 0.0, 0.0)
    assert short == Counts(0.5, 0.5, 0.0)
    assert SHINGLES.total([long, short]) == pytest.approx((6 / 7, 0.75, 1.0))


def test_shingles_keep_case_and_count_copies() -> None:
    assert shingle_counts("a b c D", "a b c d") == Counts(0.0, 0.5, 0.5)
    assert shingles("a a a a a")["a", "a", "a", "a"] == 2


def test_pages_with_nothing_found_have_no_precision() -> None:
    nothing = shingle_counts("", "a b c d")
    assert mean_of_shares([nothing]) == Score(0.0, 0.0, 0.0)
    assert mean_of_shares([nothing, Counts(1, 0, 0)]) == pytest.approx((2 / 3, 1.0, 0.5))


def test_characters_are_the_tokens_of_chinese() -> None:
    assert shingle_counts("今天天气好", "今天天气好") == Counts(1.0, 0.0, 0.0)
    assert shingle_counts("今天天气好。", "今天天气").right == 0.5
    # as one word each they would have nothing in common
    assert shingle_counts("오늘 날씨가 좋다", "오늘 날씨가 좋").right > 0


def test_segments_are_counted_over_all_pages() -> None:
    page = _page(must=("Tea is good", "coffee"), must_not=("Menu",))
    good = SEGMENTS.count(page, "Tea is\n good and so is coffee")
    bad = SEGMENTS.count(page, "Menu")
    assert (good, bad) == (Counts(2, 0, 0), Counts(0, 1, 2))
    assert SEGMENTS.total([good, bad]).f1 == 4 / 7


def test_intervals_hold_the_mean_and_repeat_themselves() -> None:
    values = [0.0, 0.5, 1.0, 0.7] * 10
    low, high = bootstrap(values, lambda drawn: sum(drawn) / len(drawn))
    assert 0.4 < low < 0.55 < high < 0.7
    assert (low, high) == bootstrap(values, lambda drawn: sum(drawn) / len(drawn))
