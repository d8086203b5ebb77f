"""Dates as people and machines write them."""

from __future__ import annotations

import datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata._lexicon import tables
from cleaner.metadata.dates import find_date, parse_date

DAY = datetime.date(2025, 8, 6)


@pytest.mark.parametrize(
    "text",
    [
        "2025-08-06",
        " 2025-08-06 ",
        "2025-8-6",
        "2025/08/06",
        "20250806",
        "20250806T101500Z",
        "2025-08-06T10:00:00+02:00",
        "2025-08-06T23:59:59-08:00",
        "2025-08-06 10:00:00.123 UTC",
        "Wed, 06 Aug 2025 10:00:00 +0200",
        "Wed Aug  6 10:00:00 2025",
        "Wed Aug 06 2025 10:00:00 GMT+0000 (UTC)",
        "August 6, 2025",
        "Aug. 6, 2025, 10:15 a.m. EDT",
        "Wednesday, August 6th, 2025",
        "AUGUST 6 2025",
        "6 August 2025",
        "6th of August, 2025",
        "06-Aug-2025",
        "06.08.2025",
        "6. 8. 2025",
        "06/08/2025",
        "06.08.25",
        "2025年8月6日",
        "2025年08月06日 10:15",
        "2025년 8월 6일",
    ],
)
def test_reads(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("6 août 2025", "fr"),
        ("mercredi 6 août 2025 à 10h15", "fr"),
        ("6. August 2025", "de"),
        ("6 de agosto de 2025", "es"),
        ("6 agosto 2025", "it"),
        ("6 de agosto de 2025", "pt"),
        ("6 augustus 2025", "nl"),
    ],
)
def test_reads_other_languages(text: str, language: str) -> None:
    if language not in tables():
        pytest.skip(f"no lexicon of {language}")
    assert parse_date(text) == DAY
    assert parse_date(text, [language]) == DAY


@pytest.mark.parametrize(
    ("text", "languages", "date"),
    [
        ("03/04/2025", None, datetime.date(2025, 4, 3)),
        ("03/04/2025", ["en-GB"], datetime.date(2025, 4, 3)),
        ("03/04/2025", ["de"], datetime.date(2025, 4, 3)),
        ("03/04/2025", ["en"], datetime.date(2025, 3, 4)),
        ("03/04/2025", ["en_US"], datetime.date(2025, 3, 4)),
        ("03.04.2025", ["en-US"], datetime.date(2025, 4, 3)),
        ("03-04-2025", ["en"], datetime.date(2025, 4, 3)),
        ("12/22/2025", None, datetime.date(2025, 12, 22)),
        ("22/12/2025", ["en-US"], datetime.date(2025, 12, 22)),
    ],
)
def test_order_of_day_and_month(
    text: str, languages: list[str] | None, date: datetime.date
) -> None:
    assert parse_date(text, languages) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023-13-45",
        "2023-02-30",
        "31/31/2025",
        "1899-12-31",
        "2101-01-01",
        "2025",
        "August 2025",
        "6 August",
        "1754474400",
        "1754474400000",
        "next week",
        "version 1.2.2025.7 of it",
        "He was born on 6 August 2025",
        "2025-08-061",
        "Foo 6, 2025",
    ],
)
def test_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_finds_with_span() -> None:
    text = "Posted on 6 August 2025 by Jane Doe"
    found = find_date(text)
    assert found is not None
    assert (found.date, text[found.start : found.end]) == (DAY, "6 August 2025")
    first = find_date("Published 2025-08-06, updated August 9, 2025")
    assert first is not None
    assert first.date == DAY


_DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


@given(_DAYS, st.times(), st.integers(-720, 840))
def test_no_zone_moves_a_day(day: datetime.date, time: datetime.time, offset: int) -> None:
    zone = datetime.timezone(datetime.timedelta(minutes=offset))
    moment = datetime.datetime.combine(day, time, zone)
    assert parse_date(moment.isoformat()) == day
    assert parse_date(format_datetime(moment)) == day


@given(st.text() | st.from_regex(r"[0-9 ./\-年月日aAgu,]{0,40}"))
def test_never_raises_and_spans_are_within(text: str) -> None:
    parse_date(text)
    found = find_date(text)
    if found:
        assert 0 <= found.start < found.end <= len(text)
        assert 1900 <= found.date.year <= 2100
