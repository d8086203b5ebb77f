"""Read a date from text, as it is written.

No time zone ever moves a day. Dates of digits alone are read day first (06/08/2025 is the sixth
of August), unless they are parted by slashes and the first language given is American ("en",
"en-US", "en-PH": month first), or only the other order gives a real date. With four digits in
front it is always year, month, day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleaner.metadata import _lexicon

_EARLIEST, _LATEST = 1900, 2100
_LONGEST = 100  # characters of a text that is all a date with its time
_MONTH_FIRST = frozenset({"en", "en-us", "en-ph"})

_WORD = r"[^\W\d_]++"
_PARTICLE = r"(?:[^\W\d_]{1,3}\.?+\s++)?"  # 6 de agosto, 6th of August
_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_HAN = re.compile(
    r"(?<!\d)(\d{4})\s{0,2}[年년]\s{0,2}(\d{1,2})\s{0,2}[月월]\s{0,2}(\d{1,2})\s{0,2}(?:[日号號일]|(?!\d))"
)
_YEAR_LAST = re.compile(r"(?<![\d./-])(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?!\d|[./-]\d)")
_DAY_MONTH = re.compile(
    rf"(?<![\d.:/-])(\d{{1,2}})(?:st|nd|rd|th|er|[.ºª°])?[\s-]{{1,3}}{_PARTICLE}"
    rf"({_WORD})[.,]?[\s,-]{{1,3}}{_PARTICLE}(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)({_WORD})[.]?[\s-]{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s{{0,3}}"
    rf"(?:\d\d?:\d\d(?::\d\d)?\s++(?:[A-Z]{{2,5}}\s++)?)?(?<=[\s,])(\d{{4}})(?![\d:])",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(
    rf"(?<!\d)(\d{{4}})[.,]?[\s-]{{1,3}}{_PARTICLE}({_WORD})[.,]?[\s-]{{1,3}}(\d{{1,2}})(?!\d)"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?\d{4,6}(?:Z|[+-]\d{4})?)?\Z")
_SHORT_YEAR = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d\d)(?!\d)")
_DIGITS = re.compile(r"\d\d\d\d")
_LEAD = re.compile(rf"(?:{_WORD}\.?)?[\s,:|]*+\Z")  # a weekday at most
_TAIL = re.compile(r"(?=[^\w]|[T]\d|\Z)")


class FoundDate(NamedTuple):
    """A date and where it stands, as offsets in characters."""

    date: datetime.date
    start: int
    end: int


def parse_date(text: str, languages: Sequence[str] | None = None) -> datetime.date | None:
    """Read a text that is a date, with or without a weekday before it and a time after it.

    `languages` (codes such as "en-GB", "de") decide between orders and between months' names;
    without them day stands before month. Impossible dates, years before 1900 or after 2100,
    years alone and timestamps of plain digits give None. Never raises.

    >>> parse_date("2025-08-06T10:00:00+02:00"), parse_date("2023-13-45")
    (datetime.date(2025, 8, 6), None)
    >>> parse_date("06/08/2025"), parse_date("06/08/2025", ["en-US"])
    (datetime.date(2025, 8, 6), datetime.date(2025, 6, 8))
    """
    text = text.strip()
    if not 6 <= len(text) <= _LONGEST:
        return None
    if match := _COMPACT.match(text):
        return _day(match[1], match[2], match[3])
    if match := _SHORT_YEAR.match(text):
        year = int(match[4])
        order = languages if match[2] == "/" else None
        return _either(match[1], match[3], str(year + (2000 if year < 70 else 1900)), order)
    found = find_date(text, languages)
    if found and _LEAD.match(text[: found.start]) and _TAIL.match(text, found.end):
        return found.date
    return None


def find_date(text: str, languages: Sequence[str] | None = None) -> FoundDate | None:
    """Find the first date in a short text (its first 400 characters), with its span.

    >>> find_date("Posted on 2025-08-06 by Jane")
    FoundDate(date=datetime.date(2025, 8, 6), start=10, end=20)
    """
    text = text[:400]
    if not _DIGITS.search(text):
        return None
    names = _lexicon.months(languages or ())
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], datetime.date | None]], ...] = (
        (_YEAR_FIRST, lambda m: _day(m[1], m[3], m[4])),
        (_HAN, lambda m: _day(m[1], m[2], m[3])),
        (
            _YEAR_LAST,
            lambda m: _either(m[1], m[3], m[4], languages if m[2] == "/" else None),
        ),
        (_DAY_MONTH, lambda m: _day(m[3], names.get(m[2].casefold()), m[1])),
        (_MONTH_DAY, lambda m: _day(m[3], names.get(m[1].casefold()), m[2])),
        (_YEAR_MONTH, lambda m: _day(m[1], names.get(m[2].casefold()), m[3])),
    )
    best: FoundDate | None = None
    for pattern, read in readers:
        for match in pattern.finditer(text):
            date = read(match)
            if date is not None:
                if best is None or match.start() < best.start:
                    best = FoundDate(date, match.start(), match.end())
                break
    return best


def _either(
    first: str, second: str, year: str, languages: Sequence[str] | None
) -> datetime.date | None:
    """Read two numbers as day and month in the order of the language, else in the other."""
    language = languages[0].casefold().replace("_", "-") if languages else ""
    if language in _MONTH_FIRST:
        return _day(year, first, second) or _day(year, second, first)
    return _day(year, second, first) or _day(year, first, second)


def _day(year: str | int, month: str | int | None, day: str | int) -> datetime.date | None:
    if month is None or not _EARLIEST <= int(year) <= _LATEST:
        return None
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
