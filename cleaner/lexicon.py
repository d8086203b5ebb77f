"""Phrase lists by language, and the scanner that looks them up.

The lists are data: `cleaner/lexicons/<language>.toml`.  A table is named after the filter that
reads it, a key after the role of its phrases, and every phrase is written in a small pattern
language, matched on casefolded words:

    word word      these words in a row          (a|b c)   one of these
    [x|y] use[s]   optional words, or an ending  *         a gap of up to four words
    #              a number                      ^ $       start and end of a sentence

`#` may stand within brackets too, `*` may not.

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
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import accumulate, product
from pathlib import Path
from typing import Any, NamedTuple

import regex

from cleaner.errors import LexiconError

#: Roles whose phrases are compared with a whole block; all others with each sentence of it.
WHOLE = frozenset(
    {f"promos.{key}" for key in ("line", "head", "related", "label")}
    | {f"furniture.{key}" for key in ("line", "head", "nav", "author", "form")}
    | {"logos.head", "captions.line"}
)
#: Written without spaces between words: their phrases are runs of characters.
UNSPACED = frozenset(("zh", "ja", "ko"))
#: Tables that are word lists for other uses, not phrases.
NOT_PHRASES = frozenset(("months", "stopwords", "language"))
#: The languages with full lists.
FULL = ("en", "de", "fr", "es", "it", "pt", "nl")

# letters with the marks that stand on them, which `re` would part
_WORD = regex.compile(r"[\w\p{M}]+")
_ASCII_WORD = re.compile(r"\w+", re.ASCII)
_CHOICE = re.compile(r"\w+|#")
_NOTHING: frozenset[str] = frozenset()
#: Punctuation round a line of Chinese, Japanese or Korean.
_AROUND = " :：>»→…。.!！?？|-–—·•【】[]()（）"
_SENTENCE = re.compile(r"[^.!?…。！？\n]*+[.!?…。！？\n]*+")
_CHUNK = re.compile(r"[\^$*#]|(?:\([^()\[\]^$*]*\)|\[[^()\[\]^$*]*\]|[^\s()\[\]^$*#])+")
_LEFT_OVER = re.compile(r"\S")
_PART = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|([^()\[\]]+)")


class Phrase(NamedTuple):
    """One compiled pattern: its role, its expression over words joined by single spaces."""

    role: str
    expression: str
    anchored: bool

    def stands_at(self, words: str, at: int) -> bool:
        """Does the phrase stand at `at` of the joined words?"""
        return _compiled(self.expression).match(words, at) is not None

    def is_whole(self, words: str) -> bool:
        """Are the joined words the phrase, from end to end?"""
        return _compiled(self.expression).fullmatch(words) is not None


@lru_cache(maxsize=20_000)
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
        roles: all roles of phrases found in it.
    """

    words: int
    whole: frozenset[str]
    sentences: tuple[Sentence, ...]
    roles: frozenset[str] = frozenset()

    def share(self, *roles: str) -> float:
        """The share of the block's words that stand in sentences with one of these roles."""
        wanted = frozenset(roles)
        hit = sum(each.words for each in self.sentences if each.roles & wanted)
        return hit / self.words if self.words else 0.0


class Index:
    """Phrases by the first two words they can begin with, numbers written "#"."""

    __slots__ = ("firsts", "opens", "pairs")

    def __init__(self) -> None:
        #: All words that a phrase can begin with.
        self.firsts: set[str] = set()
        #: By both words; and by the first, where the second can be anything or nothing.
        self.pairs: dict[tuple[str, str], list[Phrase]] = {}
        self.opens: dict[str, list[Phrase]] = {}

    def add(self, head: Head, phrase: Phrase) -> None:
        first, second = head
        self.firsts.add(first)
        if second is None:
            self.opens.setdefault(first, []).append(phrase)
        else:
            self.pairs.setdefault((first, second), []).append(phrase)

    def update(self, other: Index) -> None:
        """Take the phrases of another index in."""
        self.firsts |= other.firsts
        for pair, phrases in other.pairs.items():
            self.pairs[pair] = self.pairs.get(pair, []) + phrases
        for first, phrases in other.opens.items():
            self.opens[first] = self.opens.get(first, []) + phrases

    def at(self, pair: tuple[str, str]) -> Sequence[Phrase]:
        """The phrases that can begin with these two words (the second "" at the end)."""
        exact, opening = self.pairs.get(pair, ()), self.opens.get(pair[0], ())
        return (*exact, *opening) if exact and opening else exact or opening


class Lexicon:
    """Compiled phrase lists, ready to be scanned with. They never change once built."""

    __slots__ = ("anywhere", "runs", "starts", "whole")

    def __init__(self) -> None:
        #: Phrases by their first two words: those that are a whole block, that begin a sentence,
        #: and those that stand anywhere in one.
        self.whole = Index()
        self.starts = Index()
        self.anywhere = Index()
        #: Phrases of languages without spaces, by role.
        self.runs: list[tuple[str, re.Pattern[str]]] = []

    @classmethod
    def merged(cls, lexicons: Iterable[Lexicon]) -> Lexicon:
        """One lexicon with the phrases of several."""
        both = cls()
        for each in lexicons:
            both.whole.update(each.whole)
            both.starts.update(each.starts)
            both.anywhere.update(each.anywhere)
            both.runs = both.runs + each.runs
        return both

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
                self.runs.append((role, re.compile(run)))
            return
        for written in phrases:
            heads, phrase = compile_phrase(written, role)
            index = self.starts if phrase.anchored else self.anywhere
            if role in WHOLE:
                index = self.whole
            for head in heads:
                index.add(head, phrase)


def compile_phrase(written: str, role: str) -> tuple[frozenset[Head], Phrase]:
    """The pairs of words a written phrase can begin with, and the phrase.

    Raises:
        LexiconError: it begins with a gap or with something optional, is empty, has `^` or `$` in
            its midst, or brackets within brackets, or `*` in them.
    """
    if written.strip("^$ ").count("^") + written.strip("^$ ").count("$") or _LEFT_OVER.search(
        _CHUNK.sub("", written.casefold())
    ):
        raise LexiconError(f"{role}: the phrase {written!r} is not well formed")
    anchored = ended = False
    elements: list[tuple[str, frozenset[str]]] = []  # an expression, and what it can begin with
    for chunk in _CHUNK.findall(written.casefold()):
        if chunk == "^":
            anchored = True
        elif chunk == "$":
            ended = True
        elif chunk == "*":
            elements.append((r"(?: \S+){0,4}?", _ANY))
        elif chunk == "#":
            elements.append((r" \d+", frozenset(("#",))))
        else:
            choices = _choices(chunk)
            some = "|".join(_literal(c) for c in sorted(choices, key=len, reverse=True) if c)
            optional = "" in choices
            elements.append((f"(?: (?:{some}))?" if optional else f" (?:{some})", choices))
    if not elements or not elements[0][1] or elements[0][1] & _ANY:
        raise LexiconError(f"{role}: the phrase {written!r} must begin with a word")
    body = "".join(expression for expression, _ in elements).removeprefix(" ")
    end = r"\Z" if ended else r"(?= |\Z)"
    return _heads([choices for _, choices in elements]), Phrase(role, body + end, anchored)


#: The first two words of a phrase; the second is None where it can be anything or nothing.
Head = tuple[str, str | None]
_ANY = frozenset(("",))


def _heads(elements: Sequence[frozenset[str]]) -> frozenset[Head]:
    """The pairs of words that elements in a row can begin with."""
    seconds: set[str | None] = set()
    for choices in elements[1:]:
        seconds.update(choice.split(" ", 1)[0] for choice in choices if choice)
        if choices == _ANY:
            seconds.add(None)
            break
        if "" not in choices:
            break
    else:
        seconds.add(None)
    heads: set[Head] = set()
    for choice in elements[0]:
        words = choice.split(" ")
        if len(words) > 1:
            heads.add((_number_sign(words[0]), _number_sign(words[1])))
        else:
            heads.update(
                (_number_sign(words[0]), second and _number_sign(second)) for second in seconds
            )
    return frozenset(heads)


def _number_sign(word: str) -> str:
    """How an index writes the word."""
    return "#" if word.isdecimal() else word


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
    return frozenset(" ".join(_CHOICE.findall(run)) for run in runs)


def _literal(choice: str) -> str:
    """The expression of a run of words, in which `#` is a number."""
    return re.escape(choice).replace(r"\#", r"\d+")


class Scanner:
    """Looks phrases up in a lexicon; remembers every text that it has seen.

    Make one for each document: its memory grows with the texts that it is shown.
    """

    __slots__ = ("_lexicon", "_memory")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._memory: dict[str, Hits] = {}

    def scan(self, text: str) -> Hits:
        """What the lexicon says of `text`, which should be a block of moderate length."""
        known = self._memory.get(text)
        if known is None:
            known = self._memory[text] = self._look(text)
        return known

    def _look(self, text: str) -> Hits:
        ascii_only = text.isascii()
        folded = (text if ascii_only else unicodedata.normalize("NFC", text)).casefold()
        words_of = (_ASCII_WORD if ascii_only else _WORD).findall
        parts = [words for part in _SENTENCE.findall(folded) if (words := words_of(part))]
        if not parts:
            return Hits(0, frozenset(), ())
        lexicon = self._lexicon
        whole = self._whole(parts)
        sentences = [Sentence(len(words), self._roles(words)) for words in parts]
        if not ascii_only and lexicon.runs:
            bare = folded.strip(_AROUND)
            whole.update(r for r, run in lexicon.runs if r in WHOLE and run.fullmatch(bare))
            within = {r for r, run in lexicon.runs if r not in WHOLE and run.search(folded)}
            sentences[0] = sentences[0]._replace(roles=sentences[0].roles | within)
        roles = frozenset(whole).union(*[each.roles for each in sentences])
        total = sum([each.words for each in sentences])
        return Hits(total, frozenset(whole), tuple(sentences), roles)

    def _whole(self, parts: Sequence[Sequence[str]]) -> set[str]:
        """The roles of the phrases that the sentences together are."""
        first = parts[0]
        second = first[1] if len(first) > 1 else parts[1][0] if len(parts) > 1 else ""
        phrases = self._lexicon.whole.at((_number_sign(first[0]), _number_sign(second)))
        if not phrases:
            return set()
        joined = " ".join([word for words in parts for word in words])
        return {each.role for each in phrases if each.is_whole(joined)}

    def _roles(self, words: Sequence[str]) -> frozenset[str]:
        """The roles of the phrases in one sentence."""
        keys = [word if word.isalpha() else _number_sign(word) for word in words]
        keys.append("")
        index = self._lexicon.anywhere
        firsts = index.firsts
        candidates = [
            (number, phrases)
            for number, key in enumerate(keys)
            if key in firsts and (phrases := index.at((key, keys[number + 1])))
        ]
        starting = self._lexicon.starts.at((keys[0], keys[1]))
        if not candidates and not starting:
            return _NOTHING
        joined = " ".join(words)
        roles = {phrase.role for phrase in starting if phrase.stands_at(joined, 0)}
        offsets = [0, *accumulate([len(word) + 1 for word in words])]
        for number, phrases in candidates:
            at = offsets[number]
            for phrase in phrases:
                if phrase.role not in roles and phrase.stands_at(joined, at):
                    roles.add(phrase.role)
        return frozenset(roles)


@lru_cache(maxsize=64)
def builtin(language: str) -> Lexicon | None:
    """The lexicon of a language (ISO 639-1) that comes with the package, or None."""
    tables = builtin_tables(language)
    return Lexicon.parse(tables, language in UNSPACED) if tables else None


@lru_cache(maxsize=64)
def builtin_tables(language: str) -> Mapping[str, Any]:
    """The raw tables of a language's lexicon file; empty if there is none."""
    place = resources.files("cleaner") / "lexicons" / f"{language}.toml"
    if not language.isalpha() or not place.is_file():
        return {}
    tables: dict[str, Any] = tomllib.loads(place.read_text(encoding="utf-8"))
    return tables


def scanner_for(language: str | None, own: Lexicon | None = None) -> Scanner:
    """A scanner for a text in `language`: its lists, the caller's own, and all full lists.

    Pages speak several languages: an English article may stand on a German site, and its buttons
    are German.  The phrases are such that one language's hardly ever stand in another's text.
    """
    more = language is not None and language not in FULL and builtin(language) is not None
    names = (language, *FULL) if language is not None and more else FULL
    known = _builtins(names)
    return Scanner(Lexicon.merged((own, known)) if own else known)


@lru_cache(maxsize=64)
def _builtins(names: tuple[str, ...]) -> Lexicon:
    return Lexicon.merged(each for name in names if (each := builtin(name)) is not None)
