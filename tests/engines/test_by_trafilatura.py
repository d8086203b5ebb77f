"""Which blocks of a page stay: those in the extractor's text, and what stands between them."""

from __future__ import annotations

import time

import pytest

import cleaner
from cleaner.document import Block, Mark
from cleaner.engines import by_trafilatura
from cleaner.engines.by_trafilatura import bridge, extracted

ONE = "The first paragraph of the article says what happened in the town."
TWO = "The second paragraph says why it happened, and who had warned of it."
THREE = "The third paragraph tells what the mayor will do about it in spring."


def bridged(blocks: list[Block], stays: list[bool], source: str = "") -> list[bool]:
    bridge(source, blocks, stays)
    return stays


def test_headings_and_items_between_stay() -> None:
    blocks = [
        Block("heading", "Before", 0, 0),
        Block("paragraph", ONE, 0, 0),
        Block("heading", "Why", 0, 0),
        Block("item", "Rain", 0, 0),
        Block("paragraph", TWO, 0, 0),
        Block("item", "After", 0, 0),
    ]
    assert bridged(blocks, [False, True, False, False, True, False]) == [False] + [True] * 4 + [
        False
    ]


def test_lists_of_links_labels_and_their_headings_do_not_stay() -> None:
    link = (Mark(0, 9, "link", "/x"),)
    blocks = [
        Block("paragraph", ONE, 0, 0),
        Block("heading", "Read also", 0, 0),
        Block("item", "Elsewhere", 0, 0, marks=link),
        Block("paragraph", "Advertisement", 0, 0),
        Block("paragraph", TWO, 0, 0),
    ]
    assert bridged(blocks, [True, False, False, False, True]) == [True, False, False, False, True]


def test_captions_and_copies_do_not_stay() -> None:
    source = f"<p>{ONE}<figure><figcaption>{THREE}</figcaption></figure><p>{TWO}"
    caption = source.index(THREE)
    blocks = [
        Block("paragraph", ONE, 3, 60),
        Block("paragraph", THREE, caption, caption + len(THREE)),
        Block("quote", ONE, 0, 0),
        Block("paragraph", TWO, len(source), len(source)),
    ]
    assert bridged(blocks, [True, False, False, True], source) == [True, False, False, True]


@pytest.mark.parametrize(
    "part",
    [
        "<div>" * 100_000,
        "<p>ab</p>" * 50_000,
        "<noscript><p>a<noscript>b</noscript>" * 20_000,
        "<table><tr>" + "<td>a" * 50_000,
        "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x",
    ],
    ids=lambda part: part[:16],
)
def test_pages_over_which_the_extractor_takes_long_are_left_alone(part: str) -> None:
    started = time.process_time()
    assert extracted(f"<html><body><p>{ONE}</p>{part}</body></html>") == ""
    assert time.process_time() - started < 5


def test_a_long_script_is_nothing_abnormal() -> None:
    script = "<script>if(a<b)" + "x=1;" * 20_000 + "</script>"
    page = f"<html><body>{script}<article>{f'<p>{ONE}</p><p>{TWO}</p>' * 3}</article></body></html>"
    assert ONE in extracted(page)


def test_an_extractor_that_fails_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fails(*_: object, **__: object) -> str:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "extract", fails)
    assert extracted(f"<html><p>{ONE}") == ""


def test_prose_stays_where_the_extractor_finds_next_to_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(by_trafilatura, "extracted", lambda page: "Sign in")
    posts = "".join(
        f"<h3>Post {number}</h3><p>{ONE} {TWO} Thus wrote member number {number}.</p>"
        for number in range(8)
    )
    menu = "<ul><li><a href=/>Home</a><li><a href=/x>Sign in</a></ul>"
    page = f"<!doctype html><html><body>{menu}{posts}<p>Imprint</p></body></html>"
    chain = cleaner.filters.DEFAULT.only("main-content")
    text = cleaner.Cleaner(chain, engine="trafilatura").clean(page).text
    assert text.count(ONE) == 8
    assert "Post 5" in text
    assert "Home" not in text
    assert "Imprint" not in text
