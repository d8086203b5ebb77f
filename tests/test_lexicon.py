"""Phrase lists: the pattern language, the scanner, one's own files, those that are shipped."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given

import cleaner
from cleaner.lexicon import FULL, Lexicon, Scanner, builtin, scanner_for
from tests.strategies import anything, prose

LANGUAGES = sorted(
    place.name.removesuffix(".toml")
    for place in (resources.files("cleaner") / "lexicons").iterdir()
    if place.name.endswith(".toml")
)


def roles(phrase: str, text: str, role: str = "call") -> bool:
    lexicon = Lexicon.parse({"promos": {role: [phrase]}})
    return bool(Scanner(lexicon).scan(text).roles)


@pytest.mark.parametrize(
    ("phrase", "found", "missed"),
    [
        ("sign up", "So sign  up: now", "sign it up"),
        ("(sign up|subscribe) to", "subscribe to it", "sign to it"),
        ("sign up [now|today]", "sign up", "sign in"),
        ("use[s] cookies", "it uses cookies", "it used cookies"),
        ("sign * up", "sign all of this up", "sign one two three four five up"),
        ("# comments", "12 comments", "some comments"),
        ("^sign up", "Well. Sign up!", "please sign up"),
        ("sign up$", "please sign up.", "sign up to it"),
        ("l article", "L’article", "larticle"),
        ("e mail", "E-Mail", "email"),
    ],
)
def test_pattern_language(phrase: str, found: str, missed: str) -> None:
    assert roles(phrase, found)
    assert not roles(phrase, missed)


def test_whole_blocks() -> None:
    assert roles("read more", "Read more »", "line")
    assert not roles("read more", "Read more books.", "line")


@pytest.mark.parametrize("phrase", ["", "* up", "[now] sign", "^"])
def test_a_phrase_must_begin_with_a_word(phrase: str) -> None:
    with pytest.raises(cleaner.LexiconError):
        Lexicon.parse({"promos": {"call": [phrase]}})


@pytest.mark.parametrize("tables", [{"promos": ["a"]}, {"promos": {"call": "a"}}])
def test_a_file_must_be_of_the_form(tables: dict[str, object]) -> None:
    with pytest.raises(cleaner.LexiconError):
        Lexicon.parse(tables)


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "en.toml"
    own.write_text('[promos]\ncall = ["^fly * (kite|kites)"]\n', encoding="utf-8")
    source = "The tea was good.\n\nFly the lovely kite with them."
    assert cleaner.clean(source).text == source
    assert cleaner.Cleaner(lexicon=own).clean(source).text == "The tea was good."
    with pytest.raises(cleaner.LexiconError, match="cannot read"):
        cleaner.Cleaner(lexicon=tmp_path / "none.toml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_files_are_well_formed(language: str) -> None:
    assert builtin(language) is not None


def test_full_languages_are_shipped() -> None:
    assert set(FULL) <= set(LANGUAGES)
    assert builtin("xx") is None
    assert builtin("../en") is None


@given(anything | prose)
def test_scanning_is_total_and_the_same_each_time(text: str) -> None:
    for language in ("de", "ja", None):
        scanner = scanner_for(language)
        hits = scanner.scan(text)
        assert hits == scanner_for(language).scan(text) == scanner.scan(text)
        assert 0.0 <= hits.share("promos.call") <= 1.0
