"""Phrase lists by language, and the scanner that looks them up.

The lists are data: `cleaner/lexicons/<language>.toml`.  A table is named after the filter that
reads it, a key after the role of its phrases, and every phrase is written in a small pattern
language, matched on casefolded words:

    word word      these words in a row          (a|b c)   one of these
    [x|y] use[s]   optional words, or an ending  *         a gap of up to four words
    #              a number                      ^ $       start and end of a sentence

Chinese, Japanese and Korean have no spaces between words: their phrases are plain runs of
characters.  A lexicon of your own adds to the lists that come with the package:

>>> own = Lexicon.parse({"promos": {"call": ["^visit * (shop|store)"]}})
>>> sorted(Scanner(own).scan("Visit our lovely shop today!").sentences[0].roles)
['promos.call']
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.errors import LexiconError

#: Roles whose phrases are compared with a whole block; all others with each sentence of it.
WHOLE = frozenset(
    ("promos.line", "promos.head", "furniture.line", "furniture.head", "furniture.nav")
    + ("logos.head", "captions.line", "tails.head")
)
#: Written without spaces between words: their phrases are runs of characters.
UNSPACED = frozenset(("zh", "ja", "ko"))
#: Tables that are word lists for other uses, not phrases.
NOT_PHRASES = frozenset(("months", "stopwords", "language"))
#: The languages with full lists, used together when the language of a text is not known.
FULL = ("en", "de", "fr", "es", "it", "pt", "nl")

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?…。！？\n]*+[.!?…。！？\n]*+")
_CHUNK = re.compile(r"[\^$*#]|(?:\([^()]*\)|\[[^\[\]]*\]|[^\s()\[\]^$*#])+")
_PART = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|([^()\[\]]+)")


class Phrase(NamedTuple):
    """One compiled pattern: its role, its expression over words joined by single spaces."""

    role: str
    expression: str
    anchored: bool

    def matches(self, words: str, at: int, whole: bool) -> bool:
        """Does the phrase stand at `at` of the joined words (and reach their end, if `whole`)?"""
        if self.anchored and at:
            return False
        found = _compiled(self.expression)
        return (found.fullmatch if whole else found.match)(words, at) is not None


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


class Sentence(NamedTuple):
    """A sentence of a scanned block: how many words it has, and the roles of phrases in it."""

    words: int
    roles: frozenset[str]


class Hits(NamedTuple):
    """What the lexicons say of one block.

    Attributes:
        words: how many words the block has.
        whole: the roles of phrases that the block as a whole is.
        sentences: its sentences.
    """

    words: int
    whole: frozenset[str]
    sentences: tuple[Sentence, ...]

    def share(self, *roles: str) -> float:
        """The share of the block's words that stand in sentences with one of these roles."""
        wanted = frozenset(roles)
        hit = sum(each.words for each in self.sentences if each.roles & wanted)
        return hit / self.words if self.words else 0.0


class Lexicon:
    """Compiled phrase lists, ready to be scanned with. They never change once built."""

    __slots__ = ("_runs", "_whole", "_within")

    def __init__(self) -> None:
        self._within: dict[str, list[Phrase]] = {}
        self._whole: dict[str, list[Phrase]] = {}
        self._runs: list[tuple[str, re.Pattern[str]]] = []

    @classmethod
    def parse(cls, tables: Mapping[str, Any], unspaced: bool = False) -> Lexicon:
        """Compile the tables of one lexicon file.

        Raises:
            LexiconError: a table is not of the described form.
        """
        lexicon = cls()
        for table, roles in tables.items():
            if table in NOT_PHRASES:
                continue
            if not isinstance(roles, Mapping):
                raise LexiconError(f"[{table}] is not a table of phrase lists")
            for key, phrases in roles.items():
                if not isinstance(phrases, list) or not all(isinstance(p, str) for p in phrases):
                    raise LexiconError(f"{table}.{key} is not a list of phrases")
                lexicon._add(f"{table}.{key}", phrases, unspaced)
        return lexicon

    @classmethod
    def read(cls, path: str | Path) -> Lexicon:
        """Compile a lexicon file (TOML; the language of its name decides how words are parted).

        Raises:
            LexiconError: the file cannot be read, or is not of the described form.
        """
        try:
            tables = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise LexiconError(f"cannot read the lexicon {path}: {error}") from error
        return cls.parse(tables, unspaced=Path(path).stem in UNSPACED)

    def _add(self, role: str, phrases: Sequence[str], unspaced: bool) -> None:
        if unspaced:
            run = "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))
            if run:
                self._runs.append((role, re.compile(run)))
            return
        index = self._whole if role in WHOLE else self._within
        for written in phrases:
            firsts, phrase = compile_phrase(written, role)
            for first in firsts:
                index.setdefault(first, []).append(phrase)

    def whole(self, words: str, first: str) -> Iterator[str]:
        """The roles of phrases that the joined words are, from end to end."""
        for key in _keys(first):
            for phrase in self._whole.get(key, ()):
                if phrase.matches(words, 0, whole=True):
                    yield phrase.role

    def within(self, words: str, word: str, at: int) -> Iterator[str]:
        """The roles of phrases that begin with `word`, at `at` of the joined words."""
        for key in _keys(word):
            for phrase in self._within.get(key, ()):
                if phrase.matches(words, at, whole=False):
                    yield phrase.role

    def runs(self, text: str, whole: bool) -> Iterator[str]:
        """The roles of unspaced phrases that the text is (`whole`) or holds."""
        for role, run in self._runs:
            if (role in WHOLE) is whole and (run.fullmatch if whole else run.search)(text):
                yield role


def _keys(word: str) -> tuple[str, ...]:
    return (word, "#") if word.isdecimal() else (word,)


def compile_phrase(written: str, role: str) -> tuple[frozenset[str], Phrase]:
    """The first words a written phrase can begin with, and the phrase.

    Raises:
        LexiconError: it begins with a gap or with something optional, or is empty.
    """
    anchored = ended = False
    elements: list[str] = []
    firsts: frozenset[str] = frozenset()
    for chunk in _CHUNK.findall(written.casefold()):
        if chunk == "^":
            anchored = True
        elif chunk == "$":
            ended = True
        elif chunk == "*":
            elements.append(r"(?: \S+){0,4}?")
        elif chunk == "#":
            firsts = firsts or frozenset(("#",))
            elements.append(r" \d+")
        else:
            choices = _choices(chunk)
            if not elements:
                firsts = frozenset(c.split(" ", 1)[0] for c in choices if c)
            optional = "" in choices
            some = "|".join(re.escape(c) for c in sorted(choices, key=len, reverse=True) if c)
            elements.append(f"(?: (?:{some}))?" if optional else f" (?:{some})")
    if not elements or not firsts or elements[0].endswith("?"):
        raise LexiconError(f"{role}: the phrase {written!r} must begin with a word")
    body = elements[0].removeprefix(" ") + "".join(elements[1:])
    end = r"\Z" if ended else r"(?= |\Z)"
    return firsts, Phrase(role, body + end, anchored)


def _choices(chunk: str) -> frozenset[str]:
    """All word runs that one chunk of a phrase stands for; "" among them if it is optional."""
    parts: list[list[str]] = []
    for group, option, plain in _PART.findall(chunk):
        if plain:
            parts.append([plain])
        else:
            parts.append([each.strip() for each in (group or option).split("|")])
            if not group:
                parts[-1].append("")
    runs = ("".join(choice) for choice in product(*parts))
    return frozenset(" ".join(_WORD.findall(run)) for run in runs)


class Scanner:
    """Looks phrases up in some lexicons; remembers every text that it has seen.

    Make one for each document: its memory grows with the texts that it is shown.
    """

    __slots__ = ("_lexicons", "_memory")

    def __init__(self, *lexicons: Lexicon) -> None:
        self._lexicons = lexicons
        self._memory: dict[str, Hits] = {}

    def scan(self, text: str) -> Hits:
        """What the lexicons say of `text`, which should be a block of moderate length."""
        known = self._memory.get(text)
        if known is None:
            known = self._memory[text] = self._look(text)
        return known

    def _look(self, text: str) -> Hits:
        folded = text if text.isascii() else unicodedata.normalize("NFC", text)
        folded = folded.casefold()
        words = _WORD.findall(folded)
        if not words:
            return Hits(0, frozenset(), ())
        joined = " ".join(words)
        whole = {role for each in self._lexicons for role in each.whole(joined, words[0])}
        unspaced = "" if text.isascii() else folded.strip(" :：>»→…。.!！?？|-–—·•【】[]()（）")
        for each in self._lexicons:
            whole.update(each.runs(unspaced, whole=True) if unspaced else ())
        sentences = tuple(self._sentences(folded))
        return Hits(sum(each.words for each in sentences), frozenset(whole), sentences)

    def _sentences(self, folded: str) -> Iterator[Sentence]:
        for sentence in _SENTENCE.findall(folded):
            words = _WORD.findall(sentence)
            if not words:
                continue
            joined = " ".join(words)
            roles: set[str] = set()
            for lexicon in self._lexicons:
                at = 0
                for word in words:
                    roles.update(lexicon.within(joined, word, at))
                    at += len(word) + 1
                if not sentence.isascii():
                    roles.update(lexicon.runs(sentence, whole=False))
            yield Sentence(len(words), frozenset(roles))


@cache
def builtin(language: str) -> Lexicon | None:
    """The lexicon of a language (ISO 639-1) that comes with the package, or None."""
    tables = builtin_tables(language)
    return Lexicon.parse(tables, language in UNSPACED) if tables else None


@cache
def builtin_tables(language: str) -> Mapping[str, Any]:
    """The raw tables of a language's lexicon file; empty if there is none."""
    place = resources.files("cleaner") / "lexicons" / f"{language}.toml"
    if not language.isalpha() or not place.is_file():
        return {}
    tables: dict[str, Any] = tomllib.loads(place.read_text(encoding="utf-8"))
    return tables


def scanner_for(language: str | None, own: Iterable[Lexicon] = ()) -> Scanner:
    """A scanner for a text in `language`: its lists, English ones, and the caller's own.

    English stands on pages of every language.  With no language known, the full lists of all
    languages that have them are used.
    """
    names = FULL if language is None else dict.fromkeys((language, "en"))
    found = (builtin(name) for name in names)
    return Scanner(*own, *(each for each in found if each is not None))
