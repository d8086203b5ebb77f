"""The benchmark's own arithmetic: soiling repeats itself, counting is right on hand-made cases."""

from __future__ import annotations

import re
from random import Random

import pytest

from benchmarks.measure import (
    interval,
    is_spoilt,
    kept_paragraphs,
    lost_words,
    occurrences,
    same_but_for_whitespace,
    surviving,
)
from benchmarks.soil import (
    INLINE,
    KINDS,
    LANGUAGES,
    TAILS,
    Piece,
    load_dirt,
    mojibake,
    paragraphs,
    soil,
    squeeze,
)

ARTICLE = """The ferry and the fog

The ferry “Halcyon” left the harbour at six, as it has done since 1987. Nobody on board expected \
the fog to close in so soon. The captain slowed down & sounded the horn.

Three things were agreed upon that night:

- The radio stays on until the last boat is in.
- Nobody leaves the quay without a lamp.
- The café opens at five for those who wait.

In the morning the water lay as flat as a table. “It was never really dangerous,” the captain \
said, though her hands shook. The passengers thanked her with a song that they had made up.

What came of it

A year later the town bought a second horn. It can be heard seven miles away, and the people of \
the valley complain about it. They set their clocks by it nevertheless, which nobody had foreseen.
"""

LINE_KINDS = [kind for kind in KINDS if kind not in {*INLINE, "appended"}]


@pytest.mark.parametrize("name", ["dev", "heldout"])
def test_dirt_has_every_kind_in_every_language(name: str) -> None:
    dirt = load_dirt(name)
    neutral = {"wrap", "html", "fence", "wrapper", "citation"}
    made_up = {"appended", "entities", "mojibake", "invisible", "tail"}
    assert set(dirt) == {*KINDS, *TAILS} - made_up
    for kind, lists in dirt.items():
        assert set(lists) >= ({"any"} if kind in neutral else set(LANGUAGES)), kind
    assert sum(len(pieces) for lists in dirt.values() for pieces in lists.values()) >= 150


def test_the_two_sets_of_dirt_share_no_piece() -> None:
    neutral = {"wrap", "html", "fence", "wrapper", "citation"}
    dev, heldout = (
        {
            piece.casefold()
            for kind, lists in load_dirt(name).items()
            if kind not in neutral
            for pieces in lists.values()
            for piece in pieces
        }
        for name in ("dev", "heldout")
    )
    assert not dev & heldout


def test_deterministic_for_a_seed() -> None:
    dirt = load_dirt("dev")
    first = [soil(ARTICLE, Random(seed), dirt) for seed in range(30)]
    again = [soil(ARTICLE, Random(seed), dirt) for seed in range(30)]
    assert first == again
    assert len({soiled.source for soiled in first}) == 30


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", ["plain", "tight"])
def test_without_inline_dirt_every_paragraph_stands_in_the_source(
    layout: str, language: str
) -> None:
    dirt = load_dirt("dev")
    for seed in range(20):
        soiled = soil(
            ARTICLE, Random(seed), dirt, kinds=LINE_KINDS, language=language, layout=layout
        )
        lines = [squeeze(line) for line in soiled.source.split("\n")]
        assert [line for line in lines if line in soiled.clean_paragraphs] == (
            soiled.clean_paragraphs
        )


@pytest.mark.parametrize("kind", KINDS)
def test_identity_leaves_all_dirt(kind: str) -> None:
    dirt = load_dirt("dev")
    made = 0
    for seed in range(30):
        soiled = soil(ARTICLE, Random(seed), dirt, kinds=[kind])
        made += sum(piece.kind != "lines" for piece in soiled.pieces)
        left = surviving(soiled.pieces, soiled.clean_paragraphs, soiled.source)
        missed = [p for p, is_left in zip(soiled.pieces, left, strict=True) if not is_left]
        assert not missed
    assert made


@pytest.mark.parametrize("kind", KINDS)
def test_the_clean_article_scores_full_marks(kind: str) -> None:
    dirt = load_dirt("dev")
    clean = "\n".join(line for group in paragraphs(ARTICLE) for line in group)
    for seed in range(10):
        soiled = soil(ARTICLE, Random(seed), dirt, kinds=[kind])
        assert all(kept_paragraphs(soiled.clean_paragraphs, clean))
        assert not any(surviving(soiled.pieces, soiled.clean_paragraphs, clean))


def test_a_block_stands_two_to_five_times_and_ever_further_in() -> None:
    soiled = soil(
        ARTICLE, Random(3), {"block": {"en": ["Join us\nNow or never."]}}, ["block"], layout="plain"
    )
    depths = [len(indent) for indent in re.findall(r"(?m)^( +)join us$", soiled.source.lower())]
    assert 2 <= len(depths) <= 5
    assert depths == sorted(set(depths))
    assert len(soiled.pieces) == len(depths)


def test_a_lead_in_is_not_parted_from_its_list() -> None:
    for seed in range(40):
        soiled = soil(ARTICLE, Random(seed), load_dirt("dev"), LINE_KINDS, layout="tight")
        assert "that night:\n- The radio" in re.sub(r"\n +", "\n", soiled.source)


def test_mojibake_is_what_a_wrong_reading_gives() -> None:
    assert mojibake("“é”") == "â€œÃ©â€\x9d"
    assert mojibake("plain") == "plain"


def test_kept_paragraphs_counts_repetitions_and_joined_lines() -> None:
    gold = ["Cost of cars", "The cost of cars rose.", "Cost of cars", "- One two three"]
    assert kept_paragraphs(gold, "\n".join(gold)) == [True] * 4
    assert kept_paragraphs(gold, "Cost of cars\nThe cost of cars rose.\n* One  two three") == (
        [True, True, False, True]
    )
    joined = "Cost of cars The cost of cars rose. Cost of cars One two three"
    assert kept_paragraphs(gold, joined) == [True] * 4
    assert kept_paragraphs(["Ten men."], "Often men.") == [False]
    assert kept_paragraphs(["A heading within"], "No heading: a heading within") == [False]


def test_a_heading_that_its_paragraph_repeats_is_missed_when_it_goes() -> None:
    gold = ["Two boats", "Two boats came in."]
    assert kept_paragraphs(gold, "Two boats came in.") == [False, True]


def test_surviving_looks_at_lines_sentences_and_single_words() -> None:
    def left(text: str, output: str, gold: str = "Some text.", kind: str = "call") -> bool:
        return surviving([Piece(kind, text, (text,), "en")], [gold], output)[0]

    assert left("Sign up. Be the first to know!", "Some text. Be the first to know!")
    assert not left("Sign up. Be the first to know!", "Some text.")
    assert left("Join us today\nFacebook", "Some text.\nfacebook")
    assert not left("Join us today\nFacebook", "Some text about Facebook.")
    assert not left("Read more", "Some text: read more", gold="Some text: read more")
    assert left("Read more", "Some text: read more\nRead more", gold="Some text: read more")
    assert left("<br>", "a <br> b", kind="html")
    assert left("```html\n```", "Some text.\n```")


def test_of_equal_copies_as_many_are_left_as_are_found() -> None:
    pieces = [Piece("block", "Join us now", ("Join us now",), "en")] * 4
    assert sum(surviving(pieces, ["Text."], "Text.\njoin us now\n\nJOIN US  NOW")) == 2


def test_small_measures() -> None:
    assert occurrences("a", "banana a") == 1
    assert is_spoilt("it’s") is False
    assert is_spoilt("itâ€™s")
    assert is_spoilt("zero\u200bwidth")
    assert lost_words("a b b", "b a") == {"b": 1}
    assert same_but_for_whitespace("- a\n- b", "* a\n\n*  b")
    low, high = interval([9, 10, 8, 10], [10, 10, 10, 10])
    assert 0.8 <= low < 0.925 < high <= 1
