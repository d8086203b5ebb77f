"""Plain text and Markdown to blocks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given

from cleaner.decoding import decode
from cleaner.document import Block
from cleaner.reading import read
from cleaner.reading.text import read_text
from tests.strategies import bodies

PROSE = "The harbour was closed for a week, and nobody knew when it would open again."


def seen(source: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_text(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Tea\n## Old ##\nTea\n===", ["heading Tea", "heading Old", "heading Tea"]),
        ("#hashtag\n####### seven", ["paragraph #hashtag", "paragraph ####### seven"]),
        ("- a\n* b\n• c\n1. d\n(2) e", ["item a", "item b", "item c", "item d", "item e"]),
        ("•broken\n\n•\n\nlate", ["item broken", "item late"]),
        ("> a\n> b\n\n> c", ["quote a\nb", "quote c"]),
        ("a | b\n--|--\n1 | 2\n\n| x || y |", ["row a | b", "row 1 | 2", "row x | | y"]),
        ("```py\nx\n\n y\n```", ["code x\n\n y"]),
        ("Type:\n\n    x = f(1);\n    y()", ["paragraph Type:", "code     x = f(1);\n    y()"]),
        ("a\n\n        The tea was good", ["paragraph a", "paragraph The tea was good"]),
        ("---\n\n* * *\n\n───", ["rule ---", "rule ---", "rule ---"]),
        ("\\- a\n\n1\\. b\n\n\\# c", ["paragraph - a", "paragraph 1. b", "paragraph # c"]),
        ("x = \\alpha\n\n\\[ x \\]", ["paragraph x = \\alpha", "paragraph \\[ x \\]"]),
        ("see [a][tea]\n\n[tea]: /tea 'x'", ["paragraph see a", "raw [tea]: /tea 'x'"]),
        ("```\n[tea]: /tea\n```\n\n[tea]", ["code [tea]: /tea", "paragraph [tea]"]),
        ("Roses are red,\nso blue", ["paragraph Roses are red,", "paragraph so blue"]),
        ("x < y\n\nList<String> <stdin>", ["paragraph x < y", "paragraph List<String> <stdin>"]),
    ],
)  # fmt: skip
def test_blocks(source: str, expected: list[str]) -> None:
    assert [f"{kind} {text}" for kind, text in seen(source)] == expected


def test_levels_of_items() -> None:
    blocks = read_text("- a\n    - b\n        - c\n  - d\n- e")
    assert [block.level for block in blocks] == [0, 1, 2, 1, 0]


def test_wrapped_lines_are_one_paragraph() -> None:
    source = (
        "It was a bright cold day in April, and the clocks were\n"
        "striking thirteen, as they do in such stories, one said."
    )
    assert seen(source) == [("paragraph", source)]


def test_rows_keep_their_place_among_lines() -> None:
    assert [text for _, text in seen("a | b\n--|--\nx\ny | z")] == ["a | b", "x", "y | z"]


def test_stray_fences_swallow_nothing() -> None:
    assert seen(f"{PROSE}\n```\n{PROSE}") == [
        ("paragraph", PROSE),
        ("fence", "```"),
        ("paragraph", PROSE),
    ]
    assert [kind for kind, _ in seen(f"```markdown\n# Tea\n\n{PROSE}\n```")] == [
        "fence",
        "heading",
        "paragraph",
        "fence",
    ]


@given(bodies())
@example("1\\. x\n# C \\#\n\\- y\n| a || \\| |")
@example("> a *b*\n> c &amp; d")
def test_every_character_stands_where_its_block_says(source: str) -> None:
    """But for decoded references, each character of a block is found at its place in the source."""
    source = decode(source).text
    for block in read_text(source):
        for at, character in enumerate(block.text):
            if character not in " \n|`" and block.kind not in ("raw", "rule"):
                place = block.locate(at)
                assert block.start <= place < max(block.end, block.start + 1)
                assert source[place] == character or source[place] in "&\xad\0\ufeff"


def spans(blocks: list[Block]) -> list[tuple[int, int]]:
    return [(block.start, block.end) for block in blocks if block.kind != "raw"]


@given(bodies())
def test_blocks_stand_in_order(source: str) -> None:
    found = spans(read_text(decode(source).text))
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<html><body><p>Tea", "html"),
        ("<p>Tea</p>\n\n<p>More</p>", "html"),
        ("<p>Tea</p>\n\nMore", "text"),
        ("# Tea", "markdown"),
        ("a **b** c", "markdown"),
        ("---\ntitle: Tea\n---\nTea", "markdown"),
        ("---\ntitle: Tea\n---\n<p>Tea</p>", "html"),
        ("a < b", "text"),
        ("Tea", "text"),
    ],
)
def test_guess_of_the_kind(source: str, kind: str) -> None:
    assert read(source).kind == kind
