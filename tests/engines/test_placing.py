"""Which blocks stand in a text that somebody else took from the page."""

from __future__ import annotations

from cleaner.document import Block
from cleaner.engines.placing import Placing
from cleaner.words import letters

ONE = "The first paragraph of the article says what happened in the town."
TWO = "The second paragraph says why it happened, and who had warned of it."
THREE = "The third paragraph tells what the mayor will do about it in spring."


def found(text: str, *parts: str) -> list[bool]:
    return Placing(text).found([Block("paragraph", part, 0, 0) for part in parts])


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
