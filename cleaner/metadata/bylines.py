"""Read bylines and datelines: short lines of text that name the author or the date.

All openers ("By", "Last updated", "Veröffentlicht am") come from the [datelines] tables of the
lexicons.
"""

from __future__ import annotations

import datetime
import re

from cleaner.metadata._lexicon import opener_end
from cleaner.metadata.authors import ROLES, is_addition, part_names, pieces_of
from cleaner.metadata.dates import find_date
from cleaner.metadata.names import PARTICLES, leading_name, looks_like_name

__all__ = [
    "is_role",
    "looks_like_name",
    "opens_with_label",
    "read_byline",
    "read_dateline",
]

_LONGEST = 200
_WORD = re.compile(r"\w++")
_SEGMENT = re.compile(r"\s*[|•·●∙⋅]\s*|\s[–—-]{1,2}\s|\n\s*")
_CLOCK = re.compile(
    r"[\s,;:@()./+-]*+(?:(?:\d{1,2}(?:[:.h]\d{2}){0,2}|[^\W\d_]{1,6}\.?)[\s,;:@()./+-]*+){0,6}\Z"
)
_WORKS = frozenset(
    """researcher scientist engineer developer designer consultant advisor strategist specialist
    expert manager president founder cofounder ceo cto cfo officer partner professor lecturer
    fellow student teacher doctor physician lawyer attorney economist historian critic author
    blogger photographer illustrator translator moderator head lead principal marketer
    autor autorin redakteur redakteurin journalist journalistin korrespondent wissenschaftler
    chercheur journaliste rédacteur rédactrice periodista redactor editora redattore giornalista
    jornalista redator redacteur journaliste""".split()
)
_JOINTS = PARTICLES | {"of", "for", "the", "and"}
_RELATIVE = frozenset(
    """ago yesterday today now vor gestern heute hace ayer hoy il hier fa ieri oggi há atrás
    ontem hoje geleden gisteren vandaag""".split()
)


def read_byline(text: str) -> tuple[str, ...] | None:
    """Read the names of one or two lines that are a byline and nothing else.

    Gives () where the line is an opener without a name (it stands on the next line), None where
    the text is no byline.

    >>> read_byline("By Jane Doe and John Roe | March 3, 2024")
    ('Jane Doe', 'John Roe')
    >>> read_byline("Edited By"), read_byline("By 2030, all will be well")
    ((), None)
    """
    text = text.strip()
    if not 0 < len(text) <= _LONGEST:
        return None
    end = opener_end(text, "by")
    if not end:
        return None
    rest = text[end:].strip(" :\n\t")
    if not rest:
        return ()
    head, *others = [part for part in _SEGMENT.split(rest) if part.strip()] or [""]
    found = find_date(head)
    if found:
        head = leading_name(head[: found.start]) or head[: found.start]
    head = head.rstrip(" ,.")
    names = part_names(head)
    if not all(_belongs(piece) for piece in pieces_of(head)):
        return None
    if not names or not all(looks_like_name(name.split(",")[0]) for name in names):
        return None
    return None if any(len(other) > 60 for other in others) else names


def _belongs(piece: str) -> bool:
    """Tell what may stand in a byline: names, roles, agencies; not the words of a sentence."""
    if is_addition(piece):
        return True
    return not any(word[0].islower() and word not in _JOINTS for word in piece.split())


def read_dateline(text: str) -> dict[str, datetime.date] | None:
    """Read one or two lines that say when the text was published or updated, and nothing else.

    The keys are "published" and "updated"; a date alone is taken for that of publication (see
    `opens_with_label`). {} is a dateline without a fact ("Last updated:", "Updated 3 hours ago"),
    None no dateline.

    >>> read_dateline(" date 2025-08-06 ")
    {'published': datetime.date(2025, 8, 6)}
    >>> read_dateline("Updated plans were shown to the council.") is None
    True
    """
    text = text.strip()
    if not 0 < len(text) <= _LONGEST:
        return None
    facts: dict[str, datetime.date] = {}
    recognised = False
    kind = ""
    for part in _SEGMENT.split(text):
        if not part.strip():
            continue
        read = _read_one(part)
        if read is None:
            return None
        opened, date = read
        kind = opened or kind  # an opener may stand alone on the line before its date
        recognised = recognised or opened != "" or date is not None
        if date is not None:
            facts.setdefault(kind or "published", date)
            kind = ""
    return facts if recognised else None


def opens_with_label(text: str) -> bool:
    """Tell whether a line begins with words that say of what its date is.

    >>> opens_with_label("Last updated: March 3, 2024"), opens_with_label("2024-03-03")
    (True, False)
    """
    text = text.strip()
    return bool(opener_end(text, "updated") or opener_end(text, "published"))


def is_role(text: str) -> bool:
    """Tell whether a short line says what somebody's work is.

    >>> is_role("AI Tools Researcher & Implementation Consultant"), is_role("The river rose")
    (True, False)
    """
    if len(text) > 100 or len(text.split()) > 10:
        return False
    return any(word in ROLES or word in _WORKS for word in _WORD.findall(text.casefold()))


def _read_one(part: str) -> tuple[str, datetime.date | None] | None:
    """Read one fact; its kind is '' where a date stands without an opener."""
    ends = {kind: opener_end(part, kind) for kind in ("updated", "published")}
    kind = max(ends, key=lambda each: ends[each])
    rest = part[ends[kind] :].strip(" :,\t")
    if not ends[kind]:
        kind = ""
    if not rest:
        return kind, None
    found = find_date(rest)
    if found is None:
        words = _WORD.findall(rest.casefold())
        relative = len(words) <= 6 and not _RELATIVE.isdisjoint(words)
        return (kind, None) if kind and relative else None
    before = rest[: found.start].strip(" ,.:(")
    after = rest[found.end :]
    if len(before.split()) > 1 or len(after) > 60 or not _CLOCK.match(after):
        return None
    if not kind and not (_is_weekday(rest[: found.start]) and _is_time(after)):
        return None
    return kind, found.date


def _is_weekday(before: str) -> bool:
    """Tell what may stand before a date: nothing, or one word that a comma or space parts."""
    return len(before) <= 12 and not any(map(str.isdigit, before))


def _is_time(after: str) -> bool:
    """Tell what may stand after a date: nothing, or a time with its zone."""
    words = _WORD.findall(after)
    return not words or (any(map(str.isdigit, words)) and all(len(word) <= 4 for word in words))
