"""Choose a page's title among what its head and its headings say."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.metadata.page import PageHead

_LONGEST = 400
_MOST_PARTS = 12
_SEPARATOR = re.compile(r"(\s[|·•–—―»«›/\\~:-]{1,3}\s|\s?[|｜]\s?|:\s)")
_TAIL_MARKS = frozenset("|｜-–—·•/»")
_WORDS = re.compile(r"\w++")
_ANCHOR = re.compile(r"\s*[¶#§\ue000-\uf8ff]\Z")
_LONGEST_SITE = 5  # words of a part that may be a site's name


def page_title(
    head: PageHead,
    metas: Mapping[str, list[str]],
    headlines: Sequence[str],
    sites: Sequence[str],
    *,
    is_article: bool = True,
) -> str | None:
    """Give the article's title without the site's name, or None where nothing says it.

    A first-level heading that the head confirms wins, for it is what readers see; one that
    stands only at the end of the page's title, or is the site's name, is a section's.
    """
    told = _told(head, metas, headlines)
    names = [_compact(site) for site in sites]
    names.extend(label for site in sites[-1:] for label in site.split(".") if len(label) > 3)
    headings = [text for level, each in head.headings if level == 1 and (text := _plain(each))]
    least = 0.0 if is_article else 1.0  # products and services have slogans for headings
    chosen = _confirmed([text for text in headings if _compact(text) not in names], told, least)
    if chosen:
        return strip_site(chosen, names) or chosen
    second = [_plain(text) for level, text in head.headings if level == 2]
    same = next(
        (text for text in second if text and any(_starts(text, each) for each in told)),
        "",
    )
    if same and len(same.split()) > 2:
        return same
    for text in (*told[1:], *told[:1]):
        stripped = _without_tail(strip_site(text, names), told)
        if stripped and (_compact(stripped) not in names or len(told) == 1):
            return stripped
    return next(iter((*told, *headings)), None)


def _told(head: PageHead, metas: Mapping[str, list[str]], headlines: Sequence[str]) -> list[str]:
    """List the titles that the head gives; that of the title element comes first."""
    given = [head.title, *headlines[:1]]
    given.extend(
        text for name in ("og:title", "twitter:title", "title") for text in metas.get(name, [])[:1]
    )
    return list(dict.fromkeys(text for each in given if (text := _plain(each))))


def _plain(text: str) -> str:
    text = " ".join(html.unescape(text[: _LONGEST * 2]).split())[:_LONGEST]
    return _ANCHOR.sub("", text).strip()


def _compact(text: str) -> str:
    """Give only letters and digits, folded: what is left where two spellings are the same."""
    return "".join(_WORDS.findall(text.casefold())).replace("_", "")


def _confirmed(headings: Sequence[str], told: Sequence[str], least: float) -> str | None:
    """Choose the heading that agrees best with the titles of the head, and more than so."""
    best, most = None, least
    for heading in headings:
        agreement = max((_agreement(heading, text) for text in told), default=0.0)
        if agreement > most or (agreement == most >= 1 and best is None):
            best, most = heading, agreement
    return best


def _agreement(heading: str, title: str) -> float:
    """Measure how far a heading is the title: 3 the same, 2 its beginning, less its words."""
    own, whole = _compact(heading), _compact(title)
    if not own:
        return 0.0
    if own == whole:
        return 3.0
    if whole.startswith(own):
        return 2.0 + len(own) / len(whole)
    at = whole.find(own)
    if at >= 0 and at + len(own) < len(whole):
        return 1.0 + len(own) / len(whole)
    if at >= 0:  # the end of the title: the site's or the section's name, unless most of it
        return 1.0 if len(own) * 2 > len(whole) or len(heading.split()) > 5 else 0.0
    words, others = _content(heading), _content(title)
    shared = len(words & others)
    return shared / len(words | others) if shared >= 2 or 2 * shared > len(words) else 0.0


def _content(text: str) -> set[str]:
    return {word for word in _WORDS.findall(text.casefold()) if len(word) > 3 or word.isdigit()}


def _starts(heading: str, title: str) -> bool:
    own = _compact(heading)
    return bool(own) and _compact(title).startswith(own)


def _without_tail(title: str, told: Sequence[str]) -> str:
    """Cut a short last part that another title of the head does without."""
    pieces = _SEPARATOR.split(title, maxsplit=_MOST_PARTS)
    if len(pieces) < 3 or pieces[-2].strip() not in _TAIL_MARKS:
        return title
    kept, tail = "".join(pieces[:-2]).strip(), pieces[-1]
    if len(tail.split()) > _LONGEST_SITE or len(tail) > len(kept):
        return title
    others = [text for text in told if _compact(text) != _compact(title)]
    if not others or any(_compact(tail) not in _compact(text) for text in others):
        return kept
    return title


def strip_site(title: str, names: Sequence[str]) -> str:
    """Cut the parts of a title that are the site's name, at its end or its start.

    The names are given folded, without spaces.

    >>> strip_site("Rates rise - BBC News", ["bbcnews", "bbc.co.uk"])
    'Rates rise'
    """
    pieces = _SEPARATOR.split(title, maxsplit=_MOST_PARTS)
    parts, marks = pieces[::2], pieces[1::2]
    while len(parts) > 1:
        if _is_site(parts[-1], names):
            parts.pop()
            marks.pop()
        elif _is_site(parts[0], names):
            parts.pop(0)
            marks.pop(0)
        else:
            break
    kept = parts[0] + "".join(mark + part for mark, part in zip(marks, parts[1:], strict=True))
    return kept.strip()


def _is_site(part: str, names: Sequence[str]) -> bool:
    own = _compact(part)
    return not own or any(own == name or (len(own) > 3 and own in name) for name in names)
