"""Map the many spellings of front matter keys to one set of fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from cleaner.metadata.authors import clean_names
from cleaner.metadata.dates import parse_date
from cleaner.metadata.model import Metadata
from cleaner.metadata.page import language_code

# Keys as they are without case, spaces, hyphens and underscores; the first that is there wins.
_KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "posttitle", "pagetitle", "seotitle", "metatitle", "ogtitle"),
    "subtitle": ("subtitle", "subheading", "subhead", "tagline", "dek", "standfirst", "deck"),
    "authors": ("authors", "author", "byline", "by", "writtenby", "creator", "creators", "writer"),
    "published": (
        "published", "publishedon", "publishedat", "publisheddate", "publishdate", "pubdate",
        "datepublished", "publicationdate", "postdate", "date", "created", "createdat",
        "createdon", "datecreated",
    ),
    "updated": (
        "updated", "updatedon", "updatedat", "updateddate", "dateupdated", "lastmod",
        "lastmodified", "lastupdated", "modified", "modifiedat", "datemodified", "modifieddate",
    ),
    "site": ("site", "sitename", "publisher", "publication", "website", "source"),
    "language": ("lang", "language", "locale", "inlanguage"),
    "url": ("canonical", "canonicalurl", "url", "permalink", "link", "originalurl", "sourceurl"),
    "description": (
        "description", "summary", "excerpt", "abstract", "metadescription", "seodescription",
    ),
    "tags": ("tags", "tag", "keywords", "categories", "category", "topics", "topic"),
    "image": (
        "image", "mainimage", "cover", "coverimage", "featuredimage", "featureimage",
        "heroimage", "ogimage", "thumbnail", "banner",
    ),
}  # fmt: skip

_QUOTES = "\"'“”‘’«»„‹›「」『』`"
_MOST_CARRIER_WORDS = 6
_DOMAIN = re.compile(r"[\w-]++(?:\.[\w-]++)++\Z")


def from_front_matter(values: Mapping[str, Any]) -> Metadata:
    """Read the known fields; every value not taken whole stays in `extra`, unchanged.

    >>> read = from_front_matter({"Title": "A", "publishedOn": "2025-04-07", "draft": "false"})
    >>> read.title, read.published, read.extra
    ('A', datetime.date(2025, 4, 7), {'draft': 'false'})
    """
    spelled: dict[str, str] = {}
    for key in values:
        spelled.setdefault(re.sub(r"[\s_.:-]++", "", key).casefold(), key)
    found: dict[str, Any] = {}
    taken: set[str] = set()
    for field, keys in _KEYS.items():
        for key in (spelled[each] for each in keys if each in spelled):
            value, whole = _read(field, values[key])
            if not value or (
                field in ("subtitle", "description") and is_filler(value, found.get("title"))
            ):
                continue
            found[field] = value
            if whole:
                taken.add(key)
            break
    extra = {key: value for key, value in values.items() if key not in taken}
    return Metadata(**found, extra=extra)


def _read(field: str, value: Any) -> tuple[Any, bool]:
    """Give a field's value, and whether it says all that the given value says."""
    if field == "authors":
        return _authors(value)
    if field == "tags":
        return _tags(value)
    if field == "site":
        return _site(value)
    text = _text(value)
    if field in ("published", "updated"):
        return parse_date(text), True
    if field == "language":
        return language_code(text), True
    if field == "image" and isinstance(value, dict):
        return next(
            (_text(value[k]) for k in ("url", "src", "path") if _text(value.get(k))), ""
        ), False
    return text, True


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _authors(value: Any) -> tuple[tuple[str, ...], bool]:
    names: list[str] = []
    whole = True
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            whole = whole and set(each) <= {"name"}
        name = each.get("name") if isinstance(each, dict) else each
        if isinstance(name, str):
            names.extend(clean_names(name))
        else:
            whole = False
    return tuple(dict.fromkeys(names)), whole


def _tags(value: Any) -> tuple[tuple[str, ...], bool]:
    given = value.split(",") if isinstance(value, str) else value
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        return (), False
    return tuple(dict.fromkeys(tag for each in given if (tag := _text(each)))), True


def _site(value: Any) -> tuple[str, bool]:
    """Read a site's name or domain; of an address only the host is one."""
    if isinstance(value, dict):
        return _text(value.get("name")), set(value) <= {"name"}
    text = _text(value)
    if "://" in text:
        try:
            return (urlsplit(text).hostname or "").removeprefix("www."), False
        except ValueError:
            return "", False
    return (text, True) if _DOMAIN.match(text) or len(text) <= 60 else ("", False)


def is_filler(value: str, title: str | None) -> bool:
    """Tell whether a text says no more than the title: it, or a carrier sentence around it.

    >>> is_filler("An insightful look into 'Cats'", "Cats"), is_filler("How cats think", "Cats")
    (True, False)
    """
    if not title:
        return False
    value, title = (" ".join(each.split()).casefold() for each in (value, title))
    if value.strip(_QUOTES + " .") == title.strip(_QUOTES + " ."):
        return True
    at = value.find(title)
    while at >= 0:
        before, after = value[:at].rstrip(), value[at + len(title) :].lstrip(" .,!?")
        if before[-1:] and before[-1] in _QUOTES and after[:1] and after[0] in _QUOTES:
            words = before.strip(_QUOTES).split() + after.strip(_QUOTES).split()
            return len(words) <= _MOST_CARRIER_WORDS
        at = value.find(title, at + len(title))
    return False
