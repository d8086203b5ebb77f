"""Blocks and the edits that are applied to them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Block, Cut, Document, Drop, Mark, apply_cuts
from cleaner.lexicon import scanner_for


def document(*blocks: Block) -> Document:
    return Document("", blocks, "text", scanner_for("en"))


@given(st.text("abc ", max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))
def test_cuts_keep_the_places(text: str, spans: list[tuple[int, int]]) -> None:
    block = Block("paragraph", text, 7, 7 + len(text), anchors=((0, 7),))
    cuts = [Cut(0, a, b, "why") for a, b in spans if a < b <= len(text)]
    after, removals = apply_cuts(block, cuts, "f")
    source = " " * 7 + text
    assert [source[after.locate(at)] for at in range(len(after.text))] == list(after.text)
    assert all(source[each.start : each.end] == each.text for each in removals)


def test_marks_move_with_the_text() -> None:
    marks = (Mark(0, 3, "strong"), Mark(4, 7, "link", "/x"), Mark(8, 11, "code"))
    block = Block("paragraph", "one two six", 0, 11, marks=marks)
    after, _ = apply_cuts(block, [Cut(0, 0, 4, "why"), Cut(0, 5, 6, "why", "--")], "f")
    assert after.text == "t--o six"
    assert after.marks == (Mark(0, 4, "link", "/x"), Mark(5, 8, "code"))


def test_a_drop_leaves_a_gap() -> None:
    first, second, third = (
        Block("paragraph", name, at, at + 1, tight=at > 0) for at, name in enumerate("abc")
    )
    loose = second._replace(tight=False)
    after, removals = document(first, loose, third).edited([Drop(1, "why")], "f")
    assert [block.tight for block in after.blocks] == [False, False]
    assert [(each.text, each.reason, each.filter) for each in removals] == [("b", "why", "f")]
    after, _ = document(first, second, third).edited([Drop(1, "why")], "f")
    assert [block.tight for block in after.blocks] == [False, True]


def test_views() -> None:
    doc = document(
        Block("heading", "Subscribe now", 0, 9),
        Block("code", "Subscribe now", 0, 9),
        Block("row", "a | b", 0, 9),
    )
    assert [index for index, _ in doc.writable] == [0, 2]
    assert [index for index, _ in doc.lines] == [0]
    assert doc.joined == "Subscribe now\na | b"
    assert [index for _, index, _, _ in doc.hits_with("promos.line")] == [0]
