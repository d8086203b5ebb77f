"""Measures of extracted text, as the authors of the data sets define them, and their intervals.

All of them count, page by page, what was rightly found, wrongly found and missed (words, shingles
or segments); they differ in what is counted and in how the pages are summed up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple, TypeVar

from benchmarks.data import Page

_WORD = re.compile(r"\w+")
_WORD_CHARACTER = re.compile(r"\w")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SHINGLE = 4

T = TypeVar("T")


class Counts(NamedTuple):
    """What was rightly found, wrongly found, and missed on one page."""

    right: float
    wrong: float
    missed: float


class Score(NamedTuple):
    """What a table shows of many pages, each from 0 to 1."""

    f1: float
    precision: float
    recall: float


@dataclass(frozen=True)
class Measure:
    """How outputs are counted page by page, and how the counts are summed up."""

    name: str
    count: Callable[[Page, str], Counts]
    total: Callable[[Sequence[Counts]], Score]


def page_f1(counts: Counts) -> float:
    """F1 of one page; where nothing was to be found, 1 for nothing found and 0 otherwise.

    >>> page_f1(Counts(2, 0, 2)), page_f1(Counts(0, 0, 0)), page_f1(Counts(0, 3, 0))
    (0.6666666666666666, 1.0, 0.0)
    """
    right, wrong, missed = counts
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


def _share(part: float, rest: float) -> float:
    return part / (part + rest) if part + rest else 1.0


def compare(found: Counter[T], wanted: Counter[T]) -> Counts:
    """Counts of two multisets.

    >>> compare(Counter("aab"), Counter("abc"))
    Counts(right=2, wrong=1, missed=1)
    """
    right = (found & wanted).total()
    return Counts(right, found.total() - right, wanted.total() - right)


# --- WCXB: words --------------------------------------------------------------------------------


def words(text: str) -> Counter[str]:
    r"""The multiset of lower-cased `\w+` of a text.

    >>> sorted(words("One two, TWO").items())
    [('one', 1), ('two', 2)]
    """
    return Counter(_WORD.findall(text.lower()))


def word_f1(found: str, gold: str) -> float:
    """WCXB's measure: F1 of the multisets of words; an empty gold scores 1 for nothing found only.

    >>> word_f1("one two", "one two three four")
    0.6666666666666666
    >>> word_f1("", ""), word_f1("x", "")
    (1.0, 0.0)
    """
    return page_f1(compare(words(found), words(gold)))


def mean_of_pages(counts: Sequence[Counts]) -> Score:
    """The means over pages of F1, precision and recall.

    >>> mean_of_pages([Counts(1, 1, 0), Counts(0, 0, 0)])
    Score(f1=0.8333333333333333, precision=0.75, recall=1.0)
    """
    return Score(
        sum(map(page_f1, counts)) / len(counts),
        sum(_share(right, wrong) for right, wrong, _ in counts) / len(counts),
        sum(_share(right, missed) for right, _, missed in counts) / len(counts),
    )


# --- AEB: shingles ------------------------------------------------------------------------------


def is_cjk(text: str) -> bool:
    """Whether most letters and digits of a text are Chinese, Japanese or Korean.

    >>> is_cjk("今日はいい天気 ABC"), is_cjk("The word 茶 means tea.")
    (True, False)
    """
    return 2 * len(_CJK.findall(text)) > len(_WORD_CHARACTER.findall(text))


def shingles(text: str, by_character: bool = False) -> Counter[tuple[str, ...]]:
    r"""The multiset of runs of four tokens; a shorter text is one run.

    Args:
        text: what to take apart.
        by_character: whether each character of `\w+` is a token, instead of all of it.

    >>> sorted(shingles("a b c d, E"))
    [('a', 'b', 'c', 'd'), ('b', 'c', 'd', 'E')]
    >>> list(shingles("One two")), list(shingles("茶.", by_character=True)), list(shingles(""))
    ([('One', 'two')], [('茶',)], [])
    """
    tokens = (_WORD_CHARACTER if by_character else _WORD).findall(text)
    if len(tokens) <= _SHINGLE:
        return Counter([tuple(tokens)] if tokens else [])
    return Counter(zip(*(tokens[start:] for start in range(_SHINGLE)), strict=False))


def shingle_counts(found: str, gold: str) -> Counts:
    """Counts of shingles, as shares of their sum, so that a long page weighs no more than others.

    Where the gold text is Chinese, Japanese or Korean, each character is a token.

    >>> shingle_counts("a b c d", "a b c d e")
    Counts(right=0.5, wrong=0.0, missed=0.5)
    >>> shingle_counts("", "")
    Counts(right=0.0, wrong=0.0, missed=0.0)
    """
    by_character = is_cjk(gold)
    counts = compare(shingles(found, by_character), shingles(gold, by_character))
    whole = sum(counts) or 1
    return Counts(*(count / whole for count in counts))


def mean_of_shares(counts: Sequence[Counts]) -> Score:
    """The mean precision of pages that found anything, the mean recall of those that should.

    F1 is the harmonic mean of the two.

    >>> mean_of_shares([Counts(0.5, 0.5, 0.0), Counts(0.0, 0.0, 1.0)])
    Score(f1=0.5, precision=0.5, recall=0.5)
    """
    exact = [right / (right + wrong) for right, wrong, _ in counts if right + wrong]
    whole = [right / (right + missed) for right, _, missed in counts if right + missed]
    precision = sum(exact) / len(exact) if exact else 0.0
    recall = sum(whole) / len(whole) if whole else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(f1, precision, recall)


# --- segments -----------------------------------------------------------------------------------


def segment_counts(found: str, must: Sequence[str], must_not: Sequence[str]) -> Counts:
    """How many segments that must and must not be there are there, whatever the white space.

    >>> segment_counts("Tea  is good.", ["Tea is", "coffee"], ["good", "Menu"])
    Counts(right=1, wrong=1, missed=1)
    """
    text = " ".join(found.split())
    right = sum(" ".join(segment.split()) in text for segment in must)
    wrong = sum(" ".join(segment.split()) in text for segment in must_not)
    return Counts(right, wrong, len(must) - right)


def sum_of_pages(counts: Sequence[Counts]) -> Score:
    """One score of all segments of all pages together.

    >>> sum_of_pages([Counts(3, 1, 0), Counts(0, 0, 1)])
    Score(f1=0.75, precision=0.75, recall=0.75)
    """
    right, wrong, missed = (sum(part) for part in zip(*counts, strict=True))
    return Score(page_f1(Counts(right, wrong, missed)), _share(right, wrong), _share(right, missed))


WORDS = Measure(
    "words: mean F1 of pages",
    lambda page, found: compare(words(found), words(page.gold)),
    mean_of_pages,
)
SHINGLES = Measure(
    "runs of four tokens: F1 of mean precision and recall",
    lambda page, found: shingle_counts(found, page.gold),
    mean_of_shares,
)
SEGMENTS = Measure(
    "segments: F1 of all together",
    lambda page, found: segment_counts(found, page.must, page.must_not),
    sum_of_pages,
)


def bootstrap(
    items: Sequence[T],
    statistic: Callable[[Sequence[T]], float],
    draws: int = 400,
    seed: int = 0,
) -> tuple[float, float]:
    """A bootstrap 95 % interval of a statistic of pages or documents, drawn anew with replacement.

    >>> bootstrap([1.0, 1.0], sum)
    (2.0, 2.0)
    """
    rng = Random(seed)
    found = sorted(statistic(rng.choices(items, k=len(items))) for _ in range(draws))
    return found[int(0.025 * draws)], found[min(draws - 1, int(0.975 * draws))]
