"""Inline Markdown to text and marks."""

from __future__ import annotations

import pytest
from hypothesis import given

from cleaner.document import Mark
from cleaner.reading.inline import decoded_entity, parse
from tests.strategies import soup


@pytest.mark.parametrize(
    ("raw", "text", "kinds"),
    [
        ("**a** *b* ~~c~~ `d`", "a b c `d`", ["strong", "emphasis", "strike", "code"]),
        ("***a***", "a", ["emphasis", "strong"]),
        ("[a](b) ![c](d)", "a c", ["link", "image"]),
        ("[a](<b c> 'd')", "a", ["link"]),
        ("[![a](b)](c)", "a", ["image", "link"]),
        ("<https://x.org>", "https://x.org", ["link"]),
        ("``a ` b``", "``a ` b``", ["code"]),
        ("\\`a` b`", "`a` b`", ["code"]),
        ("2*3*4 a_b_c * d *", "2*3*4 a_b_c * d *", []),
        ("**a", "**a", []),
        ("[a](b", "[a](b", []),
        ("\\*a\\* \\alpha \\\\ \\(x\\)", "*a* \\alpha \\\\ \\(x\\)", []),
        ("&lt;b&gt; &amp;amp;lt; &copy; AT&T &bogus;", "<b> < © AT&T &bogus;", []),
    ],
)
def test_parse(raw: str, text: str, kinds: list[str]) -> None:
    read = parse(raw)
    assert read.text == text
    assert sorted(mark.kind for mark in read.marks) == sorted(kinds)


def test_references() -> None:
    read = parse("[a][Tea] [tea] [b]", references={"tea": "/tea"})
    assert read.text == "a tea [b]"
    assert read.marks == (Mark(0, 1, "link", "/tea"), Mark(2, 5, "link", "/tea"))


def test_entities() -> None:
    assert decoded_entity("&amp;" + "amp;" * 100_000) == "&"
    assert decoded_entity("&#10;") == " "


@given(soup)
def test_marks_lie_within_the_text_and_anchors_rise(raw: str) -> None:
    read = parse(raw, 5)
    assert all(0 <= mark.start <= mark.end <= len(read.text) for mark in read.marks)
    assert list(read.anchors) == sorted(set(read.anchors))
    assert all(5 <= place <= 5 + len(raw) for _, place in read.anchors)
