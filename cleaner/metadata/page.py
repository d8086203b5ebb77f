"""Facts about an article from what its page says in its head, its headings and its bylines."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from cleaner.metadata import jsonld
from cleaner.metadata.authors import page_authors
from cleaner.metadata.dates import find_date, parse_date
from cleaner.metadata.model import Metadata
from cleaner.metadata.surroundings import Facts, facts_around
from cleaner.metadata.titles import page_title

_NAMING = ("name", "property", "itemprop", "http-equiv")
_MOST_TAGS = 100
_MOST_BYLINES = 3
_THREADS = frozenset(("discussionforumposting", "question", "socialmediaposting"))
_DAY = datetime.timedelta(days=1)


@dataclass(slots=True)
class PageHead:
    """What a page says about itself, gathered from its source (see `scanning`).

    Attributes:
        lang: the `lang` of the html element.
        title: the text of the title element.
        metas: the attributes of every meta element, in order.
        links: the attributes of link elements (canonical, author), in order.
        json_ld: the contents of JSON-LD scripts.
        headings: level and text of the first h1 and h2 elements, in order.
        times: attributes and text of time elements, in order.
        dated: the same of all elements whose attributes say date, time elements among them.
        bylines: texts of elements whose attributes say author or byline, in order.
        around: for each h1 (or h2 that is in the title) its text and the short lines that stand
            close before and after it, in order; a long paragraph among them is "".
        url: the address the page was loaded from, if the caller knows it.
    """

    lang: str | None = None
    title: str = ""
    metas: list[dict[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    times: Sequence[tuple[dict[str, str], str]] = ()
    dated: Sequence[tuple[dict[str, str], str]] = ()
    bylines: Sequence[str] = ()
    around: Sequence[tuple[str, Sequence[str]]] = ()
    url: str | None = None


def from_page(head: PageHead) -> Metadata:
    """Read a page's metadata; what the page doesn't say stays None. Never raises.

    >>> from_page(PageHead(lang="de-AT", title="Ein Titel | Die Presse",
    ...     metas=[{"property": "og:site_name", "content": "Die Presse"}])).to_dict()["title"]
    'Ein Titel'
    """
    metas = _metas(head)
    nodes = jsonld.nodes(head.json_ld)
    index = jsonld.by_id(nodes)
    article = _article(nodes, head)
    url = _address(head, metas)
    language = _language(head, metas, article)
    languages = [each for each in (head.lang, language) if each]
    sites = _sites(metas, nodes, index, article, url)
    is_article = jsonld.rank(article) >= 2 or not _OF_ARTICLES.isdisjoint(metas)
    is_article = is_article or "article" in metas.get("og:type", ())
    title = page_title(
        head, metas, jsonld.texts(article.get("headline")), sites, is_article=is_article
    )
    around = facts_around(title, head.around, languages)
    published, updated = _dates(head, metas, article, url, around, languages)
    return Metadata(
        title=title,
        authors=page_authors(
            head,
            metas,
            jsonld.names(article.get("author"), index),
            around.names,
            sites,
            is_thread=not _THREADS.isdisjoint(jsonld.types(article)),
        ),
        published=published,
        updated=updated,
        site=sites[0] if sites else None,
        language=language,
        url=url,
        description=_first(metas, "description", "og:description", "twitter:description"),
        tags=_tags(metas, article),
        image=_image(metas, article, index, url),
    )


def _metas(head: PageHead) -> dict[str, list[str]]:
    """Index the meta elements' contents by name, property or itemprop, in lower case."""
    found: dict[str, list[str]] = {}
    for attrs in head.metas:
        content = attrs.get("content") or attrs.get("value")
        names = [attrs[each] for each in _NAMING if each in attrs] if content else ()
        if names and content and (content := " ".join(content.split())):
            for name in " ".join(names).lower().split()[:8]:
                found.setdefault(name, []).append(content)
    return found


def _first(metas: dict[str, list[str]], *names: str) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _article(nodes: list[jsonld.Node], head: PageHead) -> jsonld.Node:
    """Choose the node that describes the page's own article.

    A page also describes the articles it points at: of several, the one whose headline stands
    in the title or in a heading is its own.
    """
    best = max(map(jsonld.rank, nodes), default=0)
    if not best:
        return {}
    chosen = [node for node in nodes if jsonld.rank(node) == best]
    if len(chosen) > 1:
        told = " ".join([head.title, *(text for _, text in head.headings)]).casefold()
        for node in chosen:
            if any(
                " ".join(text.split()).casefold() in told
                for text in jsonld.texts(node.get("headline"))
            ):
                return node
    return chosen[0]


def _address(head: PageHead, metas: dict[str, list[str]]) -> str | None:
    canonical = [
        link.get("href", "")
        for link in head.links
        if "canonical" in link.get("rel", "").lower().split()
    ]
    for given in (*canonical, *metas.get("og:url", ())):
        address = _absolute(given, head.url)
        if address:
            return address
    return head.url or None


def _absolute(address: str, base: str | None) -> str | None:
    """Resolve an address against the page's; None where it is no address of the web."""
    try:
        address = urljoin(base or "", address.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc or len(address) > 2_000:
        return None
    return None if any(mark in address for mark in " <>\n\t{}") else address


def _language(head: PageHead, metas: dict[str, list[str]], article: jsonld.Node) -> str | None:
    for given in (
        head.lang,
        *jsonld.texts(article.get("inLanguage")),
        _first(metas, "content-language", "og:locale", "language", "dc.language"),
    ):
        code = language_code(given or "")
        if code:
            return code
    return None


def language_code(text: str) -> str | None:
    """Give the primary subtag of a language tag or locale, or None where it is none.

    >>> language_code("pt-BR"), language_code("en_US"), language_code("english")
    ('pt', 'en', None)
    """
    match = re.match(r"([A-Za-z]{2,3})(?:[-_,;. ]|\Z)", text.strip())
    return match[1].lower() if match else None


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _sites(
    metas: dict[str, list[str]],
    nodes: list[jsonld.Node],
    index: dict[str, jsonld.Node],
    article: jsonld.Node,
    url: str | None,
) -> list[str]:
    """List the names of the site, the best first, its host name last."""
    publishers = [name for name, _ in jsonld.names(article.get("publisher"), index)]
    others = [
        text
        for node in nodes
        if jsonld.types(node) & {"website", "organization", "newsmediaorganization"}
        for text in jsonld.texts(node.get("name"))
    ]
    told = [
        *metas.get("og:site_name", ()),
        *publishers,
        *metas.get("application-name", ()),
        *metas.get("apple-mobile-web-app-title", ()),
        *others,
        _host(url),
    ]
    names = (" ".join(name.split()) for name in told)
    return list(dict.fromkeys(name for name in names if 0 < len(name) <= 80))


_PUBLISHED = (
    "article:published_time", "article:published", "datepublished", "og:published_time",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date.created", "citation_publication_date", "citation_online_date", "citation_date",
    "publish-date", "publishdate", "publish_date", "pubdate", "publication_date",
    "published-date", "cxenseparse:recs:publishtime", "bt:pubdate", "date.issued",
    "article.published", "article.created", "ptime", "dc.date", "dcterms.date", "date",
    "datecreated", "created",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "article:modified", "datemodified", "og:updated_time",
    "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "modified",
    "article.updated", "utime", "revised",
)  # fmt: skip
_OF_ARTICLES = frozenset(("author", "article:author", "article:published_time", "datepublished"))
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:/|[^\d/]|\Z)")
_IS_PUBLISHED = re.compile(r"publi\w{0,6}[^a-z]{0,2}(?:date|time)|(?:date|time)[^a-z]{0,2}publi")
_IS_UPDATED = re.compile(r"modif|updat")
_UNIVERSAL = ("Z", "+00:00", "+0000", "GMT", "UTC")


def _dates(
    head: PageHead,
    metas: dict[str, list[str]],
    article: jsonld.Node,
    url: str | None,
    around: Facts,
    languages: list[str],
) -> tuple[datetime.date | None, datetime.date | None]:
    """Find the days of publication and of the last change, each where something says it."""

    def first(values: Iterable[str]) -> tuple[str, datetime.date | None]:
        for value in values:
            if date := parse_date(value, languages):
                return value, date
        return "", None

    told = {
        "published": first(
            (
                *jsonld.texts(article.get("datePublished")),
                *_contents(metas, _PUBLISHED, _IS_PUBLISHED),
                *jsonld.texts(article.get("dateCreated")),
                *jsonld.texts(article.get("uploadDate")),
            )
        ),
        "updated": first(
            (*jsonld.texts(article.get("dateModified")), *_contents(metas, _UPDATED, _IS_UPDATED))
        ),
    }
    shown = {"published": around.published, "updated": around.updated}
    found: dict[str, datetime.date | None] = {}
    for kind, (value, date) in told.items():
        seen = shown[kind]
        if date is None:
            date = seen
        elif seen and kind == "published":
            date = _as_shown(date, seen)
        elif date and value.rstrip().endswith(_UNIVERSAL):
            first_time = [_time(*each, languages)[1] for each in head.times[:1]]
            date = _local(date, {*shown.values(), *first_time})
        found[kind] = date
    if None in found.values():
        for each in head.times if found["published"] else head.dated or head.times:
            kind, date = _time(*each, languages)
            found[kind] = found[kind] or date
    if found["published"] is None:
        dated = (find_date(text, languages) for text in head.bylines[:_MOST_BYLINES])
        found["published"] = next((each.date for each in dated if each), None)
    if found["published"] is None and (match := _URL_DATE.search(url or "")):
        found["published"] = parse_date("-".join(match.groups()))
    return found["published"], found["updated"]


def _contents(
    metas: Mapping[str, list[str]], names: Sequence[str], pattern: re.Pattern[str]
) -> Iterator[str]:
    """The contents of the meta elements of these names, in their order, then of those alike."""
    for name in names:
        yield from metas.get(name, ())
    for name in metas:
        if name not in names and pattern.search(name):
            yield from metas[name]


def _as_shown(told: datetime.date, shown: datetime.date) -> datetime.date:
    """Choose between the day that the head tells and the day that the page shows.

    Around midnight the page has it in its own time zone; and pages that are moved or touched up
    tell that day, but still show the first. A later day is that of a change.
    """
    if (
        shown.day <= 12
        and shown.replace(month=shown.day, day=1) == told.replace(day=1)
        and (shown.month == told.day)
    ):
        return told  # digits alone, in the other order
    return shown if shown <= told + _DAY else told


def _time(
    attrs: Mapping[str, str], text: str, languages: list[str]
) -> tuple[str, datetime.date | None]:
    """Read an element that says date: what readers see before what its attributes say."""
    found = find_date(text, languages)
    date = found.date if found else None
    for name in ("datetime", "content"):
        date = date or parse_date(attrs.get(name, ""), languages)
    label = text[: found.start] if found else text
    named = " ".join((attrs.get("itemprop", ""), attrs.get("class", ""), label)).lower()
    return ("updated" if _IS_UPDATED.search(named) and "publi" not in named else "published"), date


def _local(date: datetime.date, shown: set[datetime.date | None]) -> datetime.date:
    """Prefer the day that the page shows to the same moment's day in universal time."""
    if date not in shown:
        for near in (date - _DAY, date + _DAY):
            if near in shown:
                return near
    return date


def _tags(metas: dict[str, list[str]], article: jsonld.Node) -> tuple[str, ...]:
    told = list(metas.get("article:tag", ()))
    for name in ("news_keywords", "keywords"):
        if not told:
            told = [each for value in metas.get(name, ()) for each in value.split(",")]
    if not told:
        told = [e for value in jsonld.texts(article.get("keywords")) for e in value.split(",")]
    tags = (" ".join(tag.split()) for tag in told)
    return tuple(dict.fromkeys(tag for tag in tags if tag))[:_MOST_TAGS]


def _image(
    metas: dict[str, list[str]],
    article: jsonld.Node,
    index: dict[str, jsonld.Node],
    url: str | None,
) -> str | None:
    told = [_first(metas, "og:image", "og:image:url", "twitter:image", "twitter:image:src") or ""]
    value = article.get("image")
    for each in value if isinstance(value, list) else [value]:
        told.extend(jsonld.texts(each))
        if isinstance(each, dict):
            node = each if each.get("url") else index.get(str(each.get("@id")), {})
            told.extend(jsonld.texts(node.get("url")))
    return next((address for each in told if each and (address := _absolute(each, url))), None)
