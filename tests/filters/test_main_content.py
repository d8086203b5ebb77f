"""Which blocks of a page stay: those in the extractor's text, and what stands between them."""

from __future__ import annotations

import time

import pytest

import cleaner
from cleaner.document import Block, Document, Mark
from cleaner.filters import main_content
from cleaner.filters.main_content import bridge, extracted
from cleaner.filters.placing import Placing, letters
from cleaner.lexicon import scanner_for
from cleaner.reading.html import read_page

ONE = "The first paragraph of the article says what happened in the town."
TWO = "The second paragraph says why it happened, and who had warned of it."
THREE = "The third paragraph tells what the mayor will do about it in spring."


def found(text: str, *parts: str) -> list[bool]:
    return Placing(text).found([Block("paragraph", part, 0, 0) for part in parts])


def bridged(blocks: list[Block], stays: list[bool], source: str = "") -> list[bool]:
    bridge(source, blocks, stays)
    return stays


def test_letters_are_compared_composed() -> None:
    assert letters("Cafe\u0301, a–b") == "Caféab"


def test_a_short_word_is_not_found_inside_a_paragraph() -> None:
    assert found(f"{ONE}\n{TWO}", "town", ONE, "warned", TWO) == [False, True, False, True]


def test_short_blocks_are_found_between_the_long_ones_around_them() -> None:
    text = f"{ONE}\nWhy\n{TWO}"
    assert found(text, "Why", ONE, "Why", TWO, "Why") == [False, True, True, True, False]


def test_of_two_copies_one_stays() -> None:
    assert found(f"{ONE}\n{TWO}", ONE, TWO, ONE, TWO) == [True, True, False, False]


def test_lines_may_be_parted_elsewhere() -> None:
    assert found(f"{ONE}\n#1Member {TWO}", ONE, "#1", "Member", TWO) == [True] * 4
    assert found(f"{ONE}\n{TWO}", f"{ONE} {TWO}") == [True]


def test_a_block_may_stand_elsewhere_in_the_text() -> None:
    assert found(f"{ONE}\n{TWO}\n{THREE}", THREE, ONE, TWO) == [True, True, True]


def test_a_part_of_a_block_may_be_missing() -> None:
    assert found(ONE + TWO, f"{ONE} (photo) {TWO}") == [True]
    assert found(ONE, f"{ONE[:20]} {TWO} {THREE}") == [False]


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
    assert main_content.extracted(f"<html><p>{ONE}") == ""


def test_prose_stays_where_the_extractor_finds_next_to_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(main_content, "extracted", lambda page: "Sign in")
    posts = "".join(
        f"<h3>Post {number}</h3><p>{ONE} {TWO} Thus wrote member number {number}.</p>"
        for number in range(8)
    )
    menu = "<ul><li><a href=/>Home</a><li><a href=/x>Sign in</a></ul>"
    page = f"<!doctype html><html><body>{menu}{posts}<p>Imprint</p></body></html>"
    text = cleaner.Cleaner(cleaner.filters.DEFAULT.only("main-content")).clean(page).text
    assert text.count(ONE) == 8
    assert "Post 5" in text
    assert "Home" not in text
    assert "Imprint" not in text


def test_a_second_look_changes_nothing() -> None:
    page = f"<html><body><nav>Menu</nav><article>{f'<p>{ONE}</p><p>{TWO}</p>' * 3}</article></body>"
    document = Document(
        page, tuple(read_page(page).blocks), "html", scanner_for("en"), whole_page=True
    )
    each = main_content.MainContent()
    edits = list(each.edits(document))
    assert edits == list(each.edits(document))
    assert not list(each.edits(document.edited(edits, each.name)[0]))
