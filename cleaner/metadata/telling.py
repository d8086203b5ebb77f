"""Tell from a tag's attributes that it holds an author's name or the page's date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_HINTS = tuple(
    "author byline creator writer contributor date publish posted modified time riqi".split()
)
_WORD = re.compile(r"[A-Z]?[a-z]++|[A-Z]++|\d++")
_AUTHOR_WORDS = frozenset({"author", "authors", "byline", "bylines", "writer", "contributor"})
_NOT_AUTHOR_WORDS = frozenset(
    """comment comments reply avatar image img photo picture bio biography description desc about
    social follow twitter facebook icon thumbnail box quote testimonial review card date time
    job role position meta info related sidebar widget recommended""".split()
)
_DATE_WORDS = frozenset(
    """date published publish pubdate posted timestamp datetime updated modified dateline
    time pubtime riqi""".split()
)
_NOT_DATE_WORDS = frozenset("comment comments picker event related sidebar widget footer".split())


def hinting(values: Iterable[str]) -> list[str]:
    """Give the attribute values that are worth a closer look; most are not.

    >>> hinting(["post-author", "row", "entryDate"])
    ['post-author', 'entryDate']
    """
    given = list(values)
    everything = "\n".join(given).lower()
    hints = [hint for hint in _HINTS if hint in everything]
    if not hints:
        return []
    return [each for each in given if any(hint in each.lower() for hint in hints)]


def says_author(attrs: Mapping[str, str | None]) -> bool:
    """Tell whether a tag's attributes say that it holds the author's name.

    >>> says_author({"class": "post-author"}), says_author({"rel": "author"})
    (True, True)
    >>> says_author({"class": "comment-author"}), says_author({"class": "authority"})
    (False, False)
    """
    if "author" in (attrs.get("rel") or "").lower().split():
        return True
    if (attrs.get("itemprop") or "").lower() in ("author", "creator"):
        return True
    names = (attrs.get(key) for key in ("class", "id", "data-testid"))
    return any(_names(name, _AUTHOR_WORDS, _NOT_AUTHOR_WORDS) for name in names if name)


def says_date(attrs: Mapping[str, str | None]) -> bool:
    """Tell whether a tag's attributes say that it holds the date of the page.

    >>> says_date({"class": "entry-date"}), says_date({"itemprop": "datePublished"})
    (True, True)
    >>> says_date({"class": "comment-date"}), says_date({"class": "candidate"})
    (False, False)
    """
    if (attrs.get("itemprop") or "").lower() in ("datepublished", "datemodified", "datecreated"):
        return True
    return _names(attrs.get("class") or "", _DATE_WORDS, _NOT_DATE_WORDS)


def _names(text: str, words: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether one of a tag's class names has one of the words and none of the others."""
    for name in text.split()[:30]:
        parts = {part.lower() for part in _WORD.findall(name[:80])}
        if parts & words and not parts & others:
            return True
    return False
