"""Read the tables of `cleaner/lexicons/*.toml` that metadata needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from cleaner.lexicon import builtin_tables

_MOST_VARIANTS = 256
_LONGEST_OPENER = 6  # words
_WORD = re.compile(r"\w++")


@cache
def tables() -> Mapping[str, Mapping[str, Any]]:
    """Give every lexicon by its language code, in the order of the codes."""
    folder = resources.files("cleaner") / "lexicons"
    if not folder.is_dir():
        return {}
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    return {name[:-5]: builtin_tables(name[:-5]) for name in names}


def months(languages: Sequence[str] = ()) -> Mapping[str, int]:
    """Give the months' names; a name of two meanings takes that of the first language here.

    English comes after the languages asked for, then the rest.
    """
    primary = (each.casefold().replace("_", "-").split("-")[0] for each in languages)
    return _months(next((each for each in primary if each in tables()), "en"))


@cache
def _months(first: str) -> Mapping[str, int]:
    known: dict[str, int] = {}
    for language in dict.fromkeys([first, "en", *tables()]):
        for name, number in tables().get(language, {}).get("months", {}).items():
            known.setdefault(name.casefold().rstrip("."), int(number))
    return known


@cache
def stopwords() -> Mapping[str, frozenset[str]]:
    """Give the most frequent words of each language that has a table of them."""
    found = {}
    for language, table in tables().items():
        words = table.get("stopwords", {}).get("words", ())
        if words:
            found[language] = frozenset(word.casefold() for word in words)
    return found


@cache
def languages_by_word() -> Mapping[str, Sequence[str]]:
    """Give for each of these words the languages that have it, in the order of their codes."""
    found: dict[str, list[str]] = {}
    for language, words in stopwords().items():
        for word in words:
            found.setdefault(word, []).append(language)
    return found


@cache
def openers(category: str) -> Mapping[tuple[str, ...], str]:
    """Give the word sequences that open a byline or dateline, each with its language.

    The category is a key of the [datelines] tables: "by", "updated", "published".
    """
    found: dict[tuple[str, ...], str] = {}
    languages = tables()
    for language in dict.fromkeys(["en", *languages]):
        for pattern in languages.get(language, {}).get("datelines", {}).get(category, ()):
            for words in expand(pattern):
                found.setdefault(words, language)
    return found


@cache
def _first_words(category: str) -> frozenset[str]:
    return frozenset(words[0] for words in openers(category))


def opener_end(text: str, category: str) -> int:
    """Give where the longest opener at the text's start ends; 0 where there is none."""
    first = _WORD.search(text)
    if first is None or first[0].casefold() not in _first_words(category):
        return 0
    known = openers(category)
    words: list[str] = []
    end = 0
    for match in _WORD.finditer(text[:200]):
        words.append(match[0].casefold())
        if tuple(words) in known:
            end = match.end()
        if len(words) >= _LONGEST_OPENER:
            break
    return end


def expand(pattern: str) -> list[tuple[str, ...]]:
    """List the word sequences that a pattern without gaps stands for.

    A pattern with a gap, a number or too many variants gives none: openers are fixed formulas.

    >>> expand("^(last|latest) updated [on|at]")[:3]
    [('last', 'updated', 'on'), ('last', 'updated', 'at'), ('last', 'updated')]
    >>> expand("^updated * ago")
    []
    """
    variants: list[tuple[str, ...]] = [()]
    for choices in _elements(pattern.casefold().strip("^$ ")):
        if any(word in ("*", "#") for choice in choices for word in choice):
            return []
        variants = [before + choice for before in variants for choice in choices]
        if len(variants) > _MOST_VARIANTS:
            return []
    return [words for words in variants if words]


def _elements(pattern: str) -> Iterable[list[tuple[str, ...]]]:
    """Part a pattern into its elements, each as the list of its alternatives."""
    rest = pattern
    while rest := rest.lstrip():
        closer = {"(": ")", "[": "]"}.get(rest[0])
        if closer and closer in rest:
            inside, rest = rest[1:].split(closer, 1)
            choices = [tuple(_words(each)) for each in inside.split("|")]
            yield choices if closer == ")" else [*choices, ()]
        else:
            head, *tail = rest.split(maxsplit=1)
            rest = tail[0] if tail else ""
            yield [tuple(_words(head))]


def _words(text: str) -> list[str]:
    for mark in "-'’.,:":
        text = text.replace(mark, " ")
    return text.split()
