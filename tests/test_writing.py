"""Blocks to text and Markdown, and back: what is written is read as it was."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.document import Block, Mark
from cleaner.inline_writing import inline_markdown, row_markdown
from cleaner.reading import inline
from cleaner.reading.lines import end_escape_at, escape_at, escaped, escaped_end
from cleaner.reading.text import read_text
from cleaner.writing import to_markdown, to_text
from tests.strategies import STRUCTURE, soup

lines = st.one_of(soup, st.sampled_from(STRUCTURE)).map(lambda s: " ".join(s.split()))


def block(text: str, kind: str = "paragraph", **more: object) -> Block:
    return Block(kind, text, 0, 0)._replace(**more)  # type: ignore[arg-type]


def seen(blocks: list[Block]) -> list[tuple[str, str, int, tuple[Mark, ...]]]:
    return [(each.kind, each.text, each.level, each.marks) for each in blocks]


@given(lines.filter(bool))
@example("\\- no item")
@example("1\\. no item")
@example("a\\) no item")
@example("\\\\[a]: /b")
@example("\\*")
def test_escape_of_a_line_is_undone(line: str) -> None:
    written = escaped(line)
    at = escape_at(written)
    if at >= 0:
        assert written[:at] + written[at + 1 :] == line
    else:  # what the inline reader takes away, as anywhere
        assert inline.parse(written).text == inline.parse(line).text


@given(lines)
def test_escape_of_a_heading_is_undone(text: str) -> None:
    written = escaped_end(text)
    at = end_escape_at(written)
    assert (written[:at] + written[at + 1 :] if at >= 0 else written) == text


@given(soup)
@example("\\&]")
@example("]_'_")
@example("*\\)\\*")
@example("`a` ``")
@example("\\\\<\\")
@example("[a]( *b*")
def test_inline_text_is_read_as_it_was(text: str) -> None:
    assert inline.parse(inline_markdown(text, ())).text == text


@given(soup, st.data())
def test_marks_never_change_the_text(text: str, data: st.DataObject) -> None:
    size = len(text)
    spans = st.tuples(st.integers(0, size), st.integers(0, size))
    kinds = st.sampled_from(("strong", "emphasis", "strike", "sub", "sup", "link", "code"))
    chosen = data.draw(st.lists(st.tuples(spans, kinds), max_size=4))
    marks = [Mark(min(a, b), max(a, b), k, "https://x.org/(a b)") for (a, b), k in chosen if a != b]
    assert inline.parse(inline_markdown(text, sorted(marks))).text == text


@given(st.lists(lines.filter(bool), min_size=1, max_size=4))
def test_markdown_paragraphs_are_read_as_they_were(texts: list[str]) -> None:
    blocks = [block(each) for each in texts]
    assert seen(read_text(to_markdown(blocks).text)) == seen(blocks)


@pytest.mark.parametrize("kind", ["heading", "item", "quote"])
@given(lines.filter(bool))
def test_markdown_of_one_block_is_read_as_it_was(kind: str, text: str) -> None:
    level = int(kind == "heading")
    marker = "-" if kind == "item" else ""
    written = [block("Tea"), block(text, kind, level=level, marker=marker)]
    assert seen(read_text(to_markdown(written).text)) == seen(written)


@given(st.lists(st.text("ab*_`<& \\", min_size=1).map(str.strip).filter(bool), min_size=2))
def test_rows_are_read_as_they_were(cells: list[str]) -> None:
    rows = [block("head | row", "row"), block(" | ".join(cells), "row", tight=True)]
    read = read_text(to_markdown(rows).text)
    if all(not cell.endswith("\\") for cell in cells):
        assert [each.text for each in read] == [each.text for each in rows]


def test_text_says_what_each_block_is() -> None:
    blocks = [
        block("Tea", "heading", level=1),
        block("green", "item", marker="-"),
        block("old", "item", marker="1.", level=1),
        block("said\nso", "quote"),
        block("x = 1", "code", marker="```py"),
        block("a | b", "row"),
    ]
    assert to_text(blocks).text.split("\n\n") == [
        "Tea",
        "- green\n  1. old",
        "> said\n> so",
        "```py\nx = 1\n```",
        "| a | b |",
    ]


def test_tight_lines_stay_close_unless_they_would_be_joined() -> None:
    verse = [block("Roses are red,"), block("violets are blue", tight=True)]
    assert to_text(verse).text == "Roses are red,\nviolets are blue"
    wrapped = [
        block("It was a bright cold day in April, and the clocks were"),
        block("striking thirteen, as they do in such stories.", tight=True),
    ]
    assert "\n\n" in to_text(wrapped).text


def test_fences_are_longer_than_those_inside() -> None:
    assert to_text([block("```\n````", "code", marker="```")]).text == "`````\n```\n````\n`````"


def test_places_lead_from_the_written_text_to_the_blocks() -> None:
    written = to_text([block("a"), block("", "raw"), block("b")])
    assert [(written.text[at], index) for at, index in written.places] == [("a", 0), ("b", 2)]


def test_cells_are_escaped_one_by_one() -> None:
    assert row_markdown("a*b | *c", [Mark(6, 8, "strong")]) == "a*b | **\\*c**"


def test_what_stands_in_items_is_indented_by_their_markers() -> None:
    blocks = [
        block("a", "item", marker="10."),
        block("b", level=1),
        block("x\n\n y", "code", marker="```", level=1),
        block("c", "item", marker="-", level=1),
        block("d", level=2),
        block("e"),
    ]
    written = to_markdown(blocks).text
    assert written == (
        "10. a\n\n    b\n\n    ```\n    x\n\n     y\n    ```\n\n    - c\n\n      d\n\ne"
    )
    assert seen(read_text(written)) == seen(blocks)


def test_a_level_that_nothing_opened_is_left_out() -> None:
    blocks = [block("a", "item", marker="-", level=3), block("b", level=2), block("c", level=4)]
    assert to_text(blocks).text == "- a\n\nb\n\nc"


def test_rows_are_as_long_as_the_longest_of_their_table() -> None:
    blocks = [block("a", "row"), block("b | c | d", "row", tight=True), block("e", "row")]
    assert to_markdown(blocks).text.split("\n") == [
        "| a |  |  |",
        "| --- | --- | --- |",
        "| b | c | d |",
        "",
        "| e |",
        "| --- |",
    ]
