"""Counting what survived: paragraphs kept word for word, pieces of dirt that are gone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.scores import bootstrap
from benchmarks.soil import INLINE, Piece, squeeze

_MARKER = re.compile(r"(?:(?:[-*+•·‣▪◦–—]|#{1,6}|>)\s+)+")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_SPOILT = re.compile(
    r"&(?:[A-Za-z]{2,8}|#\d{1,6});|</?[a-zA-Z][^<>]{0,200}>|\ufffd"
    # marks of notes and sources that the gold text does not hold: what a cleaner is to take out
    r"|\[\^?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\](?![(\w])|\[(?:source|citation needed|edit)\]"
)
_INVISIBLE = frozenset("\t\n\u200c\u200d\u200e\u200f")


def bare(line: str) -> str:
    """A line without what writers of text may choose: spaces, list markers, table rails.

    >>> bare("  * one   two "), bare("## Head"), bare("| a | b |")
    ('one two', 'Head', 'a | b')
    """
    return _MARKER.sub("", squeeze(line), count=1).removeprefix("| ").removesuffix(" |")


def is_spoilt(paragraph: str) -> bool:
    """Whether gold itself is dirty: mojibake, entities, tags, bare note marks, unseen characters.

    >>> is_spoilt("Tom &amp; Jerry"), is_spoilt("cafÃ©"), is_spoilt("Tom & Jerry")
    (True, True, False)
    >>> is_spoilt("It grew [3].")
    True
    """
    from ftfy.badness import is_bad

    return (
        _SPOILT.search(paragraph) is not None
        or bool(is_bad(paragraph))
        or any(
            unicodedata.category(char) in ("Cc", "Cf", "Co") and char not in _INVISIBLE
            for char in paragraph
        )
    )


def occurrences(needle: str, hay: str) -> int:
    """How often a string stands in another, not within a longer word and without overlaps.

    >>> occurrences("a b", "a b, xa b a b"), occurrences("one", "one")
    (2, 1)
    """
    count, at = 0, hay.find(needle)
    while at >= 0:
        end = at + len(needle)
        joined_left = at > 0 and needle[0].isalnum() and hay[at - 1].isalnum()
        joined_right = end < len(hay) and needle[-1].isalnum() and hay[end].isalnum()
        if joined_left or joined_right:
            at = hay.find(needle, at + 1)
        else:
            count += 1
            at = hay.find(needle, end)
    return count


class Reading:
    """A text made ready for counting in it."""

    def __init__(self, lines: Sequence[str], raw: str) -> None:
        self.raw = raw
        bare_lines = [stripped for line in lines if (stripped := bare(line))]
        self.lines = Counter(bare_lines)
        self.flat = " ".join(bare_lines)
        self.folded_lines = Counter(line.casefold() for line in bare_lines)
        self.folded = self.flat.casefold()

    @classmethod
    def of(cls, text: str) -> Reading:
        return cls(text.split("\n"), text)


def kept_paragraphs(gold: Sequence[str], output: str) -> list[bool]:
    """For each paragraph of the gold whether it is in the output word for word.

    A paragraph is kept if it is a line of the output, or stands within the output's running text
    (lines of one wrapped paragraph may have been joined); one that occurs several times must occur
    as often in the output. List markers and whitespace may differ, nothing else.

    >>> kept_paragraphs(["One two.", "Three.", "One two."], "One  two.\\n\\nOther one two. Three.")
    [True, True, False]
    """
    truth, found = Reading(gold, "\n".join(gold)), Reading.of(output)
    left: dict[str, int] = {}
    kept = []
    for paragraph in gold:
        text = bare(paragraph)
        if text not in left:
            as_lines = min(truth.lines[text], found.lines[text])
            missing = occurrences(text, truth.flat) - occurrences(text, found.flat) if text else 0
            left[text] = max(as_lines, truth.lines[text] - max(0, missing))
        kept.append(not text or left[text] > 0)
        left[text] -= 1
    return kept


def surviving(pieces: Sequence[Piece], gold: Sequence[str], output: str) -> list[bool]:
    """For each piece of dirt whether anything of it is left in the output.

    Lines of two or more words are searched for sentence by sentence within the running text,
    single words as whole lines, both without regard to case; dirt within lines as it was written.
    What the article itself says as often is no dirt. Of equal copies as many are left as are found.

    >>> sign_up = Piece("call", "Sign up now", ("Sign up now",), "en")
    >>> surviving([sign_up, sign_up], ["He said: sign up now."], "He said: sign up now.")
    [False, False]
    >>> surviving([sign_up, sign_up], ["Text."], "Text. SIGN UP NOW")
    [True, False]
    """
    truth, found = Reading(gold, "\n".join(gold)), Reading.of(output)
    groups: dict[tuple[str, str], list[int]] = {}
    for index, piece in enumerate(pieces):
        groups.setdefault((piece.kind, piece.text.casefold()), []).append(index)
    left = [False] * len(pieces)
    for (kind, _), members in groups.items():
        if kind in INLINE:
            for index in members:
                left[index] = any(
                    found.raw.count(form) > truth.raw.count(form) for form in pieces[index].forms
                )
            continue
        extra = max(_extra(form, truth, found) for form in pieces[members[0]].forms)
        for index in members[: max(0, extra)]:
            left[index] = True
    return left


def _units(form: str) -> Iterator[str]:
    """The lines and sentences of a piece that are searched for, bare and case-folded."""
    for line in form.split("\n"):
        text = bare(line).casefold()
        if " " in text:
            yield from (sentence for sentence in _SENTENCES.split(text) if " " in sentence)
        elif text:
            yield text


def _unit_extra(unit: str, truth: Reading, found: Reading) -> int:
    """How many more times than in the article a line or sentence stands in the output."""
    if " " in unit:
        return occurrences(unit, found.folded) - occurrences(unit, truth.folded)
    return found.folded_lines[unit] - truth.folded_lines[unit]


def _extra(form: str, truth: Reading, found: Reading) -> int:
    return max((_unit_extra(unit, truth, found) for unit in _units(form)), default=0)


def remains(piece: Piece, gold: Sequence[str], output: str) -> list[str]:
    """What of a piece is left in the output: its lines and sentences, or forms within lines.

    >>> piece = Piece("block", "Free and easy", ("Join us\\nFree and easy. Go",), "en")
    >>> remains(piece, ["Text."], "Text. Free and easy.")
    ['free and easy.']
    """
    truth, found = Reading(gold, "\n".join(gold)), Reading.of(output)
    if piece.kind in INLINE:
        return [form for form in piece.forms if found.raw.count(form) > truth.raw.count(form)]
    units = dict.fromkeys(unit for form in piece.forms for unit in _units(form))
    return [unit for unit in units if _unit_extra(unit, truth, found) > 0]


def interval(
    parts: Sequence[float], wholes: Sequence[float], draws: int = 400, seed: int = 0
) -> tuple[float, float]:
    """A bootstrap 95 % interval of sum(parts)/sum(wholes), drawn over documents.

    >>> interval([1, 1, 1], [1, 1, 1])
    (1.0, 1.0)
    """
    pairs = [(part, whole) for part, whole in zip(parts, wholes, strict=True) if whole]
    if not pairs:
        return (float("nan"), float("nan"))

    def share(drawn: Sequence[tuple[float, float]]) -> float:
        return sum(part for part, _ in drawn) / sum(whole for _, whole in drawn)

    return bootstrap(pairs, share, draws, seed)


def lost_words(gold: str, output: str) -> Counter[str]:
    """Words (by whitespace, without bare list markers) of the gold that the output has not.

    >>> lost_words("- one two two", "* two one")
    Counter({'two': 1})
    """
    return _tokens(gold) - _tokens(output)


def same_but_for_whitespace(gold: str, output: str) -> bool:
    """Whether two texts have the same words in the same order, list markers aside.

    >>> same_but_for_whitespace("• a\\n\\n b", "- a b"), same_but_for_whitespace("a b", "b a")
    (True, False)
    """
    return _stream(gold) == _stream(output)


def _stream(text: str) -> list[str]:
    return [word for line in text.split("\n") for word in bare(line).split()]


def _tokens(text: str) -> Counter[str]:
    return Counter(_stream(text))
