"""Metadata of pages: titles, authors, dates and the rest."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata.collecting import HeadCollector, says_author, says_date
from cleaner.metadata.model import Metadata
from cleaner.metadata.page import PageHead, from_page, language_code

DAY = datetime.date(2025, 8, 6)


def meta(**contents: str) -> list[dict[str, str]]:
    return [{"property": k.replace("__", ":"), "content": v} for k, v in contents.items()]


def ld(**values: Any) -> list[str]:
    return [json.dumps({"@type": "NewsArticle", **values})]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (PageHead(title="Rates rise | The Hill"), "Rates rise"),
        (PageHead(title="Rates rise - BBC News", url="https://www.bbc.co.uk/x"), "Rates rise"),
        (PageHead(title="Rates rise: what now?"), "Rates rise: what now?"),
        (
            PageHead(
                title="A long story told | Site", headings=[(1, "Site"), (1, "A long story told")]
            ),
            "A long story told",
        ),
        (
            PageHead(
                title="Errors with Result - The Book",
                headings=[(1, "The Book"), (2, "Errors with Result")],
            ),
            "Errors with Result",
        ),
        (PageHead(title="Boots: Shop Boots | REI", headings=[(1, "Boots")]), "Boots"),
        (PageHead(headings=[(1, "Only a heading")]), "Only a heading"),
        (PageHead(title="Quick start¶", headings=[(1, "Quick start¶")]), "Quick start"),
        (PageHead(title="Actor&#8217;s choice"), "Actor’s choice"),
        (
            PageHead(title="Short - S", metas=meta(og__title="Short", og__site_name="S")),
            "Short",
        ),
        (PageHead(), None),
    ],
)
def test_titles(head: PageHead, title: str | None) -> None:
    assert from_page(head).title == title


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (PageHead(json_ld=ld(author={"@type": "Person", "name": "Jane Doe"})), ("Jane Doe",)),
        (PageHead(json_ld=ld(author=["Jane Doe", {"name": "John Roe"}])), ("Jane Doe", "John Roe")),
        (
            PageHead(
                json_ld=[
                    json.dumps(
                        {
                            "@graph": [
                                {"@type": "Article", "author": {"@id": "#j"}},
                                {"@id": "#j", "@type": "Person", "name": "Jane Doe"},
                            ]
                        }
                    )
                ]
            ),
            ("Jane Doe",),
        ),
        (PageHead(metas=meta(author="By Jane Doe, Trending Editor")), ("Jane Doe",)),
        (PageHead(metas=meta(article__author="https://facebook.com/jane")), ()),
        (PageHead(bylines=["By\nJane Doe", "A Commenter"]), ("Jane Doe",)),
        (
            PageHead(
                metas=meta(author="The Site", og__site_name="The Site"), bylines=["By Jane Doe"]
            ),
            ("Jane Doe",),
        ),
        (PageHead(title="T", around=[("T", ["T", "Written by Jane Doe", ""])]), ("Jane Doe",)),
        (PageHead(title="T", around=[("T", ["T", "By", "Jane Doe", ""])]), ("Jane Doe",)),
        (PageHead(title="T", around=[("T", ["T", "Jane Doe", "Aug 6, 2025"])]), ("Jane Doe",)),
        (PageHead(title="T", around=[("T", ["T", "Jane Doe went home", ""])]), ()),
        (PageHead(metas=meta(author="admin")), ()),
    ],
)
def test_authors(head: PageHead, authors: tuple[str, ...]) -> None:
    assert from_page(head).authors == authors


@pytest.mark.parametrize(
    ("head", "published", "updated"),
    [
        (PageHead(json_ld=ld(datePublished="2025-08-06T23:00:00-05:00")), DAY, None),
        (PageHead(json_ld=ld(dateModified="2025-08-06")), None, DAY),
        (PageHead(metas=meta(article__published_time="2025-08-06T10:00:00Z")), DAY, None),
        (PageHead(metas=meta(**{"w-published-date": "2025-08-06"})), DAY, None),
        (PageHead(times=[({"datetime": "2025-08-06"}, "")]), DAY, None),
        (PageHead(times=[({"class": "updated"}, "Updated August 6, 2025")]), None, DAY),
        (PageHead(title="T", around=[("T", ["T", "August 6, 2025", ""])]), DAY, None),
        (PageHead(title="T", around=[("T", ["T", "Updated", "August 6, 2025"])]), None, DAY),
        (PageHead(url="https://example.com/2025/08/06/story"), DAY, None),
        (
            PageHead(
                json_ld=ld(datePublished="2025-08-07T02:00:00Z"),
                times=[({"datetime": "2025-08-07T02:00:00Z"}, "August 6, 2025")],
            ),
            DAY,
            None,
        ),
        (PageHead(title="In 2025", headings=[(1, "August 2025")]), None, None),
        (PageHead(title="T", around=[("T", ["T", "It began on August 6, 2025."])]), None, None),
    ],
)
def test_dates(
    head: PageHead, published: datetime.date | None, updated: datetime.date | None
) -> None:
    found = from_page(head)
    assert (found.published, found.updated) == (published, updated)


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "Article", "headline": "A", "author": "Jane Doe",}',
        '<!-- {"@type": "Article", "headline": "A", "author": "Jane Doe"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "A", "author": "Jane Doe"}\n//]]>',
        '{"@type": "Article", "headline": "A", "about": "a\nb", "author": "Jane Doe"};',
        '[{"@type": "Article", "headline": "A", "author": [{"name": "Jane Doe"}, ]}]',
        '{"@context": "x", "@graph": [{"@type": "BlogPosting", "author": "Jane Doe"}]}',
    ],
)
def test_broken_json_is_repaired(script: str) -> None:
    assert from_page(PageHead(json_ld=[script])).authors == ("Jane Doe",)


def test_the_rest() -> None:
    head = PageHead(
        lang="pt-BR",
        metas=[
            *meta(og__site_name="The Site", og__image="/a.png", description="Words."),
            *meta(article__tag="x"),
            {"property": "article:tag", "content": "y"},
        ],
        links=[{"rel": "canonical", "href": "/story"}],
        url="https://example.com/other?utm=1",
    )
    assert from_page(head) == Metadata(
        site="The Site",
        language="pt",
        url="https://example.com/story",
        description="Words.",
        tags=("x", "y"),
        image="https://example.com/a.png",
    )


def test_language_codes() -> None:
    assert [language_code(text) for text in ("en", "EN_us", "zh-Hans-CN", "x", "english", "")] == [
        "en",
        "en",
        "zh",
        None,
        None,
        None,
    ]


def test_telling_attributes() -> None:
    assert says_author({"class": "c-byline__author"})
    assert says_author({"class": "postAuthor"})
    assert not says_author({"class": "author-bio"})
    assert says_date({"class": "post_date"})
    assert not says_date({"class": "update-banner candidate"})


def collect(*tokens: tuple[str, ...]) -> PageHead:
    collector = HeadCollector("https://example.com/")
    for token in tokens:
        if token[0] == "start":
            pairs = dict(each.split("=", 1) for each in token[2:])
            collector.start(token[1], pairs)
        elif token[0] == "end":
            collector.end(token[1])
        else:
            collector.text(token[1])
    return collector.head()


def test_collecting() -> None:
    head = collect(
        ("start", "html", "lang=de"),
        ("start", "title"), ("text", "T"), ("end", "title"),
        ("start", "meta", "name=author", "content=Jane Doe"),
        ("start", "link", "rel=canonical", "href=/a"),
        ("start", "script", "type=application/ld+json"), ("text", "{}"), ("end", "script"),
        ("start", "svg", "x=y"), ("start", "title"), ("text", "Icon"), ("end", "title"),
        ("end", "svg"),
        ("start", "p"), ("text", "Menu"), ("end", "p"),
        ("start", "h1"), ("text", "A "), ("start", "b"), ("text", "B"), ("end", "b"), ("end", "h1"),
        ("start", "div", "class=byline"),
        ("start", "p"), ("text", "By"), ("end", "p"),
        ("start", "p"), ("text", "Jane"), ("end", "p"),
        ("end", "div"),
        ("start", "time", "datetime=2025-08-06"), ("text", "now"), ("end", "time"),
        ("start", "p"), ("text", "x" * 1000), ("end", "p"),
    )  # fmt: skip
    assert (head.lang, head.title, head.url) == ("de", "T", "https://example.com/")
    assert head.metas == [{"name": "author", "content": "Jane Doe"}]
    assert head.links == [{"rel": "canonical", "href": "/a"}]
    assert head.json_ld == ["{}"]
    assert head.headings == [(1, "A B")]
    assert head.bylines == ["By\nJane"]
    assert head.times == [({"datetime": "2025-08-06"}, "now")]
    assert head.around == [("A B", ["T", "Menu", "A B", "By", "Jane", "now", ""])]


def test_a_section_named_author_is_no_byline() -> None:
    tokens = [("start", "div", "class=author")] + [("text", "long text ")] * 50 + [("end", "div")]
    assert collect(*tokens).bylines == []


_TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["By Jane Doe", "August 6, 2025", "a | b", "http://[", "{", "&#x0;", "\ud800"]),
)
_ATTRS = st.dictionaries(
    st.sampled_from(
        ["name", "property", "content", "itemprop", "rel", "href", "class", "datetime"]
    ),
    st.one_of(
        _TEXTS, st.sampled_from(["author", "og:title", "canonical", "og:image", "datePublished"])
    ),
)
_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), _TEXTS),
    lambda inner: st.one_of(
        st.lists(inner),
        st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "author", "name", "headline", "image", "url"]
            ),
            st.one_of(inner, st.sampled_from(["Article", "#a"])),
        ),
    ),
    max_leaves=12,
)


@given(
    st.builds(
        PageHead,
        lang=st.none() | _TEXTS,
        title=_TEXTS,
        metas=st.lists(_ATTRS, max_size=4),
        links=st.lists(_ATTRS, max_size=3),
        json_ld=st.lists(_TEXTS | _VALUES.map(json.dumps), max_size=2),
        headings=st.lists(st.tuples(st.sampled_from([1, 2]), _TEXTS), max_size=3),
        times=st.lists(st.tuples(_ATTRS, _TEXTS), max_size=2),
        bylines=st.lists(_TEXTS, max_size=3),
        around=st.lists(st.tuples(_TEXTS, st.lists(_TEXTS, max_size=8)), max_size=2),
        url=st.none() | _TEXTS,
    )
)
def test_never_raises(head: PageHead) -> None:
    found = from_page(head)
    json.dumps(found.to_dict())
    assert found.title is None or found.title.strip()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["start", "end", "text"]),
            st.sampled_from(["title", "h1", "p", "div", "svg", "script", "time", "br", "x"]),
            _ATTRS,
        ),
        max_size=40,
    )
)
def test_collecting_never_raises(tokens: list[tuple[str, str, dict[str, str]]]) -> None:
    collector = HeadCollector()
    for kind, tag, attrs in tokens:
        if kind == "start":
            collector.start(tag, attrs)
        elif kind == "end":
            collector.end(tag)
        else:
            collector.text(tag)
    from_page(collector.head())
