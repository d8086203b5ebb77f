"""Metadata of pages: titles, authors, dates and the rest."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata.model import Metadata
from cleaner.metadata.page import PageHead, from_page, language_code
from cleaner.metadata.scanning import read_head
from cleaner.metadata.telling import says_author, says_date

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


PAGE = """<!DOCTYPE html><HTML lang=de><head><title>T &amp; U</title>
<META NAME="author" CONTENT="Jane Doe"><link rel=canonical href="/a"><link rel=stylesheet>
<script type="application/ld+json">{}</script><!-- <h1>Not this</h1> -->
<script>"<h1>nor this</h1>"</script></head><body>
<svg x=y><title>Icon</title></svg><p>Menu</p><h1>A <b>B</b></h1>
<div class="byline"><p>By</p><p>Jane</p></div>
<time datetime="2025-08-06">now</time><p class="post-date">6 August 2025</p>
<p>long long long long long long long long long long long long long long long long long long
long long long long long long long long long long long long long long long long long long</p>
</body></html>"""


def test_reading_a_head() -> None:
    head = read_head(PAGE, url="https://example.com/")
    assert (head.lang, head.title, head.url) == ("de", "T & U", "https://example.com/")
    assert head.metas == [{"name": "author", "content": "Jane Doe"}]
    assert head.links == [{"rel": "canonical", "href": "/a"}]
    assert head.json_ld == ["{}"]
    assert head.headings == [(1, "A B")]
    assert head.bylines == ["By\nJane"]
    assert head.times == [({"datetime": "2025-08-06"}, "now")]
    assert head.dated == [*head.times, ({"class": "post-date"}, "6 August 2025")]
    (around,) = head.around
    assert around == ("A B", ["T & U", "Menu", "A B", "By", "Jane", "now", "6 August 2025", ""])


def test_the_page_may_begin_later() -> None:
    source = "<title>no</title>" + PAGE
    assert read_head(source, len("<title>no</title>")).title == "T & U"


def test_a_section_named_author_is_no_byline() -> None:
    assert read_head('<div class="author">' + "long text " * 50 + "</div>").bylines == []


def test_what_has_no_end_ends_nothing() -> None:
    head = read_head("<!-- <svg> <STYLE> <h1>Title</h1> <time>6 August 2025</time> <meta name")
    assert head.headings == [(1, "Title")]
    assert head.times == [({}, "6 August 2025")]


def test_a_title_outside_headings_has_surroundings() -> None:
    page = (
        "<title>A long title - The Site</title><body><h1>The Site</h1><p>Menu</p>"
        "<div class=t>A long title</div><p>By Jane Doe</p><p>6 August 2025</p>"
    )
    found = from_page(read_head(page))
    assert (found.title, found.authors, found.published) == ("A long title", ("Jane Doe",), DAY)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("told", "shown", "published"),
    [
        ("2025-08-06T23:30:00Z", "August 7, 2025", "2025-08-07"),  # the page's own time zone
        ("2025-08-06T10:00:00Z", "March 3, 2024", "2024-03-03"),  # it was moved since
        ("2024-03-03T10:00:00Z", "August 6, 2025", "2024-03-03"),  # touched up
        ("2025-08-06T10:00:00Z", "08/06/2025", "2025-08-06"),
        ("2025-08-06T10:00:00Z", "6/8/2025", "2025-08-06"),  # day first, for once
    ],
)
def test_days_told_and_shown(told: str, shown: str, published: str) -> None:
    head = PageHead(lang="en", json_ld=ld(datePublished=told), around=[("A", ["A", shown])])
    assert from_page(head).published == day(published)


def test_dates_of_elements_have_their_labels_before_them() -> None:
    head = PageHead(dated=[({"class": "date"}, "3 March 2024. Updated: 6 August 2025")])
    assert from_page(head).published == day("2024-03-03")
    head = PageHead(dated=[({"class": "date"}, "Updated: 6 August 2025")])
    assert (from_page(head).published, from_page(head).updated) == (None, DAY)


def test_a_thread_is_by_who_asked() -> None:
    thread = json.dumps({"@type": "Question", "author": {"@type": "Person", "name": "asker"}})
    head = PageHead(json_ld=[thread], bylines=["Ann Swer"])
    assert from_page(head).authors == ("asker",)


def test_words_beside_a_date_are_not_always_names() -> None:
    for words in ("Get in touch", "Thread Tools", "Facebook LinkedIn Email"):
        head = PageHead(around=[("A", ["A", words, "6 August 2025"])])
        assert from_page(head).authors == ()
    assert from_page(PageHead(bylines=["Get in touch"])).authors == ()


def test_a_slogan_is_no_title() -> None:
    head = PageHead(title="Data Services | Acme", headings=[(1, "Data, the fast way")])
    assert from_page(head).title == "Data Services"


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
        dated=st.lists(st.tuples(_ATTRS, _TEXTS), max_size=2),
        bylines=st.lists(_TEXTS, max_size=3),
        around=st.lists(st.tuples(_TEXTS, st.lists(_TEXTS, max_size=8)), max_size=2),
        url=st.none() | _TEXTS,
    )
)
def test_never_raises(head: PageHead) -> None:
    found = from_page(head)
    json.dumps(found.to_dict())
    assert found.title is None or found.title.strip()


_MARKUP = st.one_of(
    _TEXTS,
    st.sampled_from(
        ["<title>", "</title>", "<h1>", "</h1>", "<H2 class=x>", "<svg>", "</svg>", "<!--", "-->",
         "<script type='application/ld+json'>", "</SCRIPT", ">", "<time datetime=2025-08-06>",
         "<p class='author date'>", '<meta name="', "<link rel=canonical href=", "<body>", "<br>",
         "</p>", "<template>", "<html lang=", " itemprop=author", "<p rel='author'>"]
    ),
)  # fmt: skip


@given(st.lists(_MARKUP, max_size=40).map("".join))
def test_scanning_never_raises(source: str) -> None:
    found = from_page(read_head(source, url="https://example.com/"))
    json.dumps(found.to_dict())
