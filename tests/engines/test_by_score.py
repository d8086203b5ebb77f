"""The choice of the project's own engine, beyond what the scores say."""

from __future__ import annotations

import cleaner
from cleaner.document import Document
from cleaner.engines.by_score import find
from cleaner.lexicon import scanner_for
from cleaner.reading import read

STORY = (
    "The ferry left the harbour at six, as it has done since the war, and nobody minded, since"
    " everybody who wanted to cross the water had long been told what would happen."
)
OTHER = STORY.replace("ferry", "train").replace("water", "plain").replace("harbour", "station")


def page(*paragraphs: str) -> str:
    menu = "<nav><ul><li><a href=/>Home</a><li><a href=/b>Boats</a></ul></nav>"
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return f"<html><body>{menu}<main><article>{body}</article></main></body></html>"


def test_a_paragraph_that_stands_twice_stays_once() -> None:
    text = cleaner.clean(page(STORY, OTHER, STORY)).text
    assert text.count("ferry left") == 1
    assert text.index("ferry") < text.index("train")


def test_a_copy_without_scripts_adds_nothing() -> None:
    text = cleaner.clean(page(STORY, f"{OTHER}</p><noscript><p>{OTHER}</p></noscript><p>")).text
    assert text.count("train left") == 1


def test_refrains_stay() -> None:
    line = "Row, row, row your boat, gently down the stream."
    text = cleaner.Cleaner(engine=find).clean(page(STORY, line, OTHER, line, STORY + " So.")).text
    assert text.count(line) == 2


def test_an_image_stays_with_the_text_before_it() -> None:
    images = page(STORY, '<img src="/a.png" alt="A ferry">', OTHER)
    markdown = cleaner.Cleaner(images=True).clean(images).markdown
    assert "![A ferry](/a.png)" in markdown


def test_without_elements_nothing_is_known() -> None:
    reading = read(page(STORY))
    document = Document(page(STORY), tuple(reading.blocks), "html", scanner_for("en"), True)
    found = find(document)
    assert all(found.keeps)
    assert found.confidence == 0


def test_enormous_pages_are_left_as_they_are() -> None:
    many = page(*["ab"] * 31_000)
    reading = read(many)
    document = Document(
        many, tuple(reading.blocks), "html", scanner_for("en"), True, elements=reading.elements
    )
    assert find(document).confidence == 0
