"""Read the facts in the short lines that stand around a page's title: 'By Jane Doe', a date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.metadata._lexicon import opener_end
from cleaner.metadata.dates import find_date
from cleaner.metadata.names import leading_name, looks_like_name

_LINES_AFTER = 12
_LINES_BEFORE = 4
_MOST_PARAGRAPHS = 2
_LONGEST_LINE = 120
_MOST_WORDS = 16
_DESKS = frozenset({"team", "staff", "desk", "newsroom", "editors"})
_SEGMENT = re.compile(r"\s*[|•·●∙⋅/]\s*|\s[–—-]{1,2}\s|\s{2,}")


class Facts(NamedTuple):
    """What the lines around a title say."""

    names: tuple[str, ...] = ()
    published: datetime.date | None = None
    updated: datetime.date | None = None


def facts_around(
    title: str | None,
    around: Sequence[tuple[str, Sequence[str]]],
    languages: Sequence[str] | None = None,
) -> Facts:
    """Read the lines around the heading that is the title (or around the only heading).

    Lines after it come before lines above it, and the nearest first.

    >>> facts_around("A", [("A", ["Menu", "A", "Ann Lee", "2025-12-26", "Text of the article."])])
    Facts(names=('Ann Lee',), published=datetime.date(2025, 12, 26), updated=None)
    """
    own = [each for each in around if title and _fold(each[0]) == _fold(title)]
    for heading, lines in own or around:
        facts = _read(_order(heading, lines), languages)
        if any(facts):
            return facts
    return Facts()


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _order(heading: str, lines: Sequence[str]) -> list[str]:
    """List the lines near the heading: those after it, then those before it."""
    folded = _fold(heading)
    at = max((i for i, line in enumerate(lines[:9]) if _fold(line) == folded), default=-1)
    if at < 0:
        return []
    chosen: list[str] = []
    paragraphs = 0
    for line in lines[at + 1 : at + 1 + _LINES_AFTER]:
        paragraphs += not line
        if paragraphs > _MOST_PARAGRAPHS:
            break
        chosen.append(line)
    return [*chosen, "", *lines[max(0, at - _LINES_BEFORE) : at]]


def _read(lines: Sequence[str], languages: Sequence[str] | None) -> Facts:
    names: tuple[str, ...] = ()
    published: datetime.date | None = None
    updated: datetime.date | None = None
    kind = ""  # of an opener on a line of its own, before its date or name
    nearby = [line for line in lines if line == "" or any(map(str.isalnum, line))]
    for at, line in enumerate(nearby):
        if not line or len(line) > _LONGEST_LINE or len(line.split()) > _MOST_WORDS:
            kind = ""
            continue
        date = _date(line, languages)
        if date:
            if kind == "updated" or _opens(line, "updated"):
                updated = updated or date
            else:
                published = published or date
        if not names:
            names = _byline(line, kind)
        if not names and date is None and kind != "updated" and _is_somebody(line):
            after = nearby[at + 1 : at + (5 if at < 2 else 2)]  # right below the title it may wait
            neighbours = after + nearby[max(at - 1, 0) : at]
            if any(_date(each, languages) for each in neighbours):
                names = (line,)
        kind = _lone_opener(line)
    return Facts(names, published, updated)


def _date(line: str, languages: Sequence[str] | None) -> datetime.date | None:
    """Read the date of a line that has little else in it."""
    found = find_date(line, languages) if len(line) <= _LONGEST_LINE else None
    if found is None or line.endswith((".", "!", "?")):
        return None
    others = line[: found.start].split() + line[found.end :].split()
    return found.date if len(others) <= _MOST_WORDS - 3 else None


def _opens(line: str, category: str) -> bool:
    return any(opener_end(part, category) for part in _SEGMENT.split(line))


def _is_somebody(line: str) -> bool:
    """Tell whether a line beside a date is a name, of a person or of a desk."""
    words = line.casefold().split()
    return looks_like_name(line) or (1 < len(words) <= 5 and words[-1] in _DESKS)


def _lone_opener(line: str) -> str:
    """Give the category of an opener that is the whole line."""
    for category in ("by", "updated", "published"):
        end = opener_end(line, category)
        if end and not line[end:].strip(" :"):
            return category
    return ""


def _byline(line: str, kind: str) -> tuple[str, ...]:
    if kind == "by":
        return (line,) if leading_name(line) or len(line.split()) <= 5 else ()
    for part in _SEGMENT.split(line):
        end = opener_end(part, "by")
        rest = part[end:].strip(" :")
        if end and (
            leading_name(rest) or (rest and len(rest.split()) == 1 and len(part) == len(line))
        ):
            return (rest,)
    found = find_date(line)
    if found:  # 'September 1st, 2023 By Emily Norwood'
        after = line[found.end :].strip(" ,")
        end = opener_end(after, "by")
        name = leading_name(after[end:].strip(" :")) if end else ""
        return (name,) if name else ()
    return ()
