"""The filter that asks an engine for the article of a page."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.document import Document, Drop, Fact
from cleaner.engines import ENGINES, Found
from cleaner.filters.main_content import MainContent
from cleaner.lexicon import scanner_for
from cleaner.reading.html import read_page

ONE = "The first paragraph of the article says what happened in the town."
TWO = "The second paragraph says why it happened, and who had warned of it."
THREE = "The third paragraph tells what the mayor will do about it in spring."


PAGE = f"<html><body><nav>Menu</nav><article>{f'<p>{ONE}</p><p>{TWO}</p>' * 3}</article></body>"


def document(page: str, *, whole: bool = True) -> Document:
    read = read_page(page)
    scanner = scanner_for("en")
    return Document(page, tuple(read.blocks), "html", scanner, whole, elements=read.elements)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_second_look_changes_nothing(engine: str) -> None:
    given = document(PAGE)
    each = MainContent(engine)
    edits = list(each.edits(given))
    assert edits == list(each.edits(given))
    rest = given.edited(edits, each.name)[0]
    assert not [edit for edit in each.edits(rest) if isinstance(edit, Drop)]


def test_what_is_no_whole_page_is_left_alone() -> None:
    assert not list(MainContent().edits(document(PAGE, whole=False)))


def test_if_nothing_is_found_all_stays() -> None:
    each = MainContent(lambda given: Found([False] * len(given.blocks), 0.5))
    assert list(each.edits(document(PAGE))) == [Fact("confidence", "0.500")]


def test_an_engine_may_be_a_function() -> None:
    def longest(given: Document) -> Found:
        sizes = [len(block.text) for block in given.blocks]
        return Found([size == max(sizes) for size in sizes], None)

    article = cleaner.Cleaner(engine=longest).clean(PAGE)
    assert ONE not in article.text
    assert TWO in article.text


def test_engines_are_known_by_name() -> None:
    with pytest.raises(cleaner.UnknownEngineError, match="scorer, trafilatura"):
        cleaner.Cleaner(engine="magic")
    with pytest.raises(cleaner.UnknownFilterError):
        cleaner.Cleaner(cleaner.filters.DEFAULT.without("main-content"), engine="scorer")


def test_the_confidence_is_part_of_the_article() -> None:
    article = cleaner.clean(PAGE)
    assert article.confidence is not None
    assert 0 <= article.confidence <= 1
    assert article.to_dict()["confidence"] == article.confidence
    assert cleaner.clean(ONE).confidence is None
    assert cleaner.Cleaner(engine="trafilatura").clean(PAGE).confidence is None
