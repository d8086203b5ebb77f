"""Read authors' names out of what pages put beside them: openers, roles, agencies, dates."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from cleaner.metadata._lexicon import opener_end
from cleaner.metadata.dates import find_date
from cleaner.metadata.names import PARTICLES, is_capitalised, leading_name, looks_like_name

if TYPE_CHECKING:
    from cleaner.metadata.page import PageHead

_LONGEST = 200
_LONGEST_NAME = 80
_MOST = 20
_MOST_BYLINES = 3  # more of them are those of comments and of other articles
_PART = re.compile(r"\s*[|•·/–—\n]\s*|\s-\s|\s{3,}")
_LIST = re.compile(r"\s*(?:;|、|，|,(?!\s*(?:Jr|Sr)\.?\s*(?:,|\Z)))\s*")
_AND = re.compile(r"\s++(?:and|und|et|y|e|en|og|och|i|&|with)\s++", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*+\)")
_CREDENTIAL = re.compile(r"(?:[A-Z][A-Za-z]{0,2}\.?){1,4}[®™]?(?:-[A-Z]{1,3})?\Z")
ROLES = frozenset(
    """editor editors reporter reporters writer writers correspondent staff contributor columnist
    producer journalist author authors news desk team bureau editorial director manager press
    associate senior deputy chief analyst critic intern host freelance special specialist
    updated published posted redaktion redaktionen rédaction redacción""".split()
)
_DESKS = frozenset("team desk staff news newsroom bureau editors press".split())
_NOBODY = frozenset(
    "admin administrator unknown anonymous guest null none undefined user root editor".split()
)

_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "citation_author", "byl", "article:author_name", "og:article:author",
    "cxenseparse:author", "creator",
)  # fmt: skip


def page_authors(
    head: PageHead,
    metas: Mapping[str, list[str]],
    told: Sequence[tuple[str, set[str]]],
    around: Sequence[str],
    sites: Sequence[str],
    *,
    is_thread: bool = False,
) -> tuple[str, ...]:
    """Choose the first source of names that names a person, else the first that names anybody.

    `told` are the names of structured data with their types, `around` the names in lines near
    the title, `sites` the names of the site, which is nobody's name. In a thread of a forum,
    people go by single words, and other elements that say author are those of answers.
    """
    site_names = (
        {_compact(site) for site in sites} | {_compact(sites[-1].split(".")[0])} if sites else set()
    )
    structured = [
        [name for name, _ in told],
        *(metas[name] for name in _METAS if name in metas),
        metas.get("twitter:data1", []) if _says_by(metas) else [],
    ]
    weak: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    for source in chain(structured, _shown(head, around)):
        names = tuple(dict.fromkeys(name for text in source[:_MOST] for name in clean_names(text)))
        names = tuple(name for name in names if _fold(name) not in _NOBODY)
        if is_thread and source is structured[0] and names:
            return names
        if not any(source is each for each in structured):
            names = tuple(filter(is_capitalised, names))
        others = tuple(
            name for name in names if _compact(name) not in site_names or looks_like_name(name)
        )
        if any(" " in name for name in others):
            return others
        weak = weak or others  # a single word: perhaps a login, if nothing says more
        if source is structured[0] or source is around:  # said of the article, not of the page
            site = site or names
    return weak or site


def _shown(head: PageHead, around: Sequence[str]) -> Iterator[Sequence[str]]:
    """Give the names that readers see; bylines are looked for only if nothing else helps."""
    yield around
    yield from ([text] for text in head.bylines[:_MOST_BYLINES])


def _compact(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _says_by(metas: Mapping[str, list[str]]) -> bool:
    return any(opener_end(label, "by") for label in metas.get("twitter:label1", []))


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def clean_names(text: str) -> tuple[str, ...]:
    """Part a byline into names, without openers, roles, agencies, dates and addresses.

    >>> clean_names("By Jane Doe and John Roe | March 3, 2024")
    ('Jane Doe', 'John Roe')
    >>> clean_names("Centers for Disease Control and Prevention")
    ('Centers for Disease Control and Prevention',)
    """
    lines = (" ".join(filter(_is_word, line.split())) for line in text[:_LONGEST].split("\n"))
    text = strip_opener(html.unescape("\n".join(lines)).strip(" ,;()\n"))
    for part in _PART.split(text):
        names = part_names(strip_opener(part).strip(" ,;:()"))
        if names:
            return names
    return ()


def strip_opener(text: str) -> str:
    """Cut a byline's opener, also after a few words ("This post was written by").

    >>> strip_opener("Text by Hunter Dukes"), strip_opener("Erika von Muster")
    ('Hunter Dukes', 'Erika von Muster')
    """
    end = opener_end(text, "by")
    if not end:
        words = text.split(maxsplit=7)[:7]
        for at in range(1, len(words)):
            if words[at].casefold() not in PARTICLES and not any(map(str.isdigit, words[at])):
                rest = text.split(maxsplit=at)[at]
                opened = opener_end(rest, "by")
                if opened and leading_name(rest[opened:].lstrip(" :\n")):
                    return rest[opened:].lstrip(" :,-–—\n")
        return text
    return text[end:].lstrip(" :,-–—\n")


def _is_word(word: str) -> bool:
    """Tell a word from an address, of the web or of mail."""
    return "://" not in word and "@" not in word and not word.startswith("www.")


def part_names(part: str) -> tuple[str, ...]:
    """Part a list of names; roles and agencies among them go, credentials stay with the name.

    >>> part_names("Jane Doe, MD, Senior Editor and John Roe")
    ('Jane Doe, MD', 'John Roe')
    """
    if not part or len(part) > _LONGEST_NAME * 2:
        return ()
    if found := find_date(part):
        part = leading_name(part[: found.start])
    pieces = [piece for piece in _LIST.split(part) if piece]
    if len(pieces) == 2 and _is_surname_first(*pieces):
        return (f"{pieces[1]} {pieces[0]}",)
    names: list[str] = []
    for piece in pieces:
        for name in _halves(piece):
            if names and _CREDENTIAL.match(name):
                names[-1] += ", " + name
            elif names and (_is_role(name) or not _is_peer(name, names[-1])):
                continue
            elif _is_somebody(name):
                names.append(_without_role(name))
    return tuple(name for name in names if len(name) <= _LONGEST_NAME)


def _is_peer(name: str, before: str) -> bool:
    """Tell whether a further piece is a name: of two words, or a first name after another."""
    return looks_like_name(name) or (" " not in before and " " not in name and name.istitle())


def pieces_of(part: str) -> list[str]:
    """Part a byline at its commas and at the 'and' between names, and keep every piece.

    >>> pieces_of("Jane Doe, MD and John Roe, CBC News")
    ['Jane Doe', 'MD', 'John Roe', 'CBC News']
    """
    return [half for piece in _LIST.split(part) if piece for half in _halves(piece) if half]


def _is_surname_first(surname: str, given: str) -> bool:
    """Tell 'Doe, Jane A.' from two names."""
    words = given.split()
    if len(surname.split()) != 1 or not 1 <= len(words) <= 2 or _CREDENTIAL.match(given):
        return False
    return looks_like_name(f"{given} {surname}") and not _is_role(given) and not _is_role(surname)


def _is_somebody(name: str) -> bool:
    if not any(map(str.isalpha, name)) or len(name.split()) > 7:
        return False
    return not (any(map(str.isdigit, name)) and " " in name)  # 'Dec 24', not 'jdoe24'


def _halves(piece: str) -> list[str]:
    halves = [half.strip() for half in _AND.split(piece) if half.strip()]
    if len(halves) > 1 and any(map(looks_like_name, halves)):
        if all(looks_like_name(half) or is_addition(half) for half in halves):
            return halves
        return [piece]
    if len(halves) == 2 and all(len(half.split()) == 1 and half.istitle() for half in halves):
        return halves  # Maria & Katerina
    if len(halves) > 1 and piece.casefold().startswith(("and ", "und ", "& ")):
        return halves
    return [piece.strip()]


def is_addition(text: str) -> bool:
    """Tell whether a text between commas is a role, an agency or a credential, and no name."""
    return _is_role(text) or _CREDENTIAL.match(text) is not None


def _is_role(text: str) -> bool:
    return any(word.strip(".,()") in ROLES for word in text.casefold().split())


def _without_role(name: str) -> str:
    """Cut a role that follows a name without a comma: 'Jane Doe Trending Editor'."""
    if name.casefold().split()[-1] in _DESKS:
        return name
    name = _IN_BRACKETS.sub("", name).strip() or name
    words = name.split()
    at = next((i for i, word in enumerate(words) if word.casefold() in ROLES), None)
    if at is None or at < 3:
        return name if at != 2 or not looks_like_name(" ".join(words[:2])) else " ".join(words[:2])
    return " ".join(words[:2]) if looks_like_name(" ".join(words[:2])) else name
