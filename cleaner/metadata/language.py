"""Guess the language of a text: by its script, then by its most frequent words."""

from __future__ import annotations

import re
from collections import Counter

from cleaner.metadata import _lexicon

_SAMPLE = 5_000
_FEWEST_WORDS = 8
_LEAST_SHARE = 0.12
_LEAST_LEAD = 1.15
_WORD = re.compile(r"[^\W\d_]++")
_ASCII = re.compile(r"[\x00-\x7f]++")

# (first, last code point, script); kana and Hangul stand before Han, for they decide.
_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x3040, 0x30FF, "kana"), (0xAC00, 0xD7A3, "ko"), (0x1100, 0x11FF, "ko"),
    (0x4E00, 0x9FFF, "han"), (0x3400, 0x4DBF, "han"), (0x0400, 0x052F, "cyrillic"),
    (0x0370, 0x03FF, "el"), (0x1F00, 0x1FFF, "el"), (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "arabic"), (0x0900, 0x097F, "hi"), (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"), (0x0A80, 0x0AFF, "gu"), (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"), (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"), (0x0E00, 0x0E7F, "th"), (0x0E80, 0x0EFF, "lo"),
    (0x0F00, 0x0FFF, "bo"), (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"),
    (0x0530, 0x058F, "hy"), (0x1200, 0x137F, "am"), (0x1780, 0x17FF, "km"),
)  # fmt: skip
# Letters that only one of the script's languages has; the first found in number decides.
_CYRILLIC = (("uk", "іїєґ"), ("sr", "ђћџљњј"), ("be", "ў"), ("ru", "ыэё"), ("bg", "ъщ"))
_CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "bg", "sr", "be", "mk"})
_ARABIC = (("ur", "ٹڈڑںے"), ("fa", "پچژگ"), ("ar", "ةىأإ"))


def guess_language(text: str) -> str | None:
    """Give the ISO 639-1 code of a text's language, None when unsure.

    Only the first 5,000 characters are looked at.

    >>> guess_language("今日は天気がいいですね。散歩に行きましょう。")
    'ja'
    >>> guess_language("Ok") is None
    True
    """
    sample = text[:_SAMPLE].casefold()
    scripts = _scripts(_ASCII.sub("", sample))
    if not scripts:
        return _by_words(sample, latin=True)
    letters = sum(map(str.isalpha, sample))
    script, most = max(scripts.items(), key=lambda each: each[1])
    if scripts["kana"] and scripts["kana"] + scripts["han"] >= letters * 0.4:
        return "ja" if scripts["kana"] * 12 >= scripts["han"] else "zh"
    if most < letters * 0.4:
        return _by_words(sample, latin=True) if most < letters * 0.2 else None
    if script == "han":
        return "zh"
    if script == "cyrillic":
        return _by_words(sample, latin=False) or _by_letters(sample, _CYRILLIC)
    if script == "arabic":
        return _by_letters(sample, _ARABIC)
    return script if most >= 4 else None


def _scripts(sample: str) -> Counter[str]:
    """Count the letters of each script other than Latin."""
    scripts: Counter[str] = Counter()
    for char, count in Counter(sample).items():
        point = ord(char)
        if point >= 0x0370 and char.isalpha():
            for first, last, script in _SCRIPTS:
                if first <= point <= last:
                    scripts[script] += count
                    break
    return scripts


def _by_letters(sample: str, marks: tuple[tuple[str, str], ...]) -> str | None:
    counts = [(sum(map(sample.count, letters)), language) for language, letters in marks]
    best, language = max(counts, key=lambda each: each[0])
    return language if best >= 3 else None


def _by_words(sample: str, *, latin: bool) -> str | None:
    """Choose the language whose most frequent words make up the greatest share, if it leads.

    A word that several languages have ("que", "la") counts for each of them the less.
    """
    words = _WORD.findall(sample)
    if len(words) < _FEWEST_WORDS:
        return None
    weights: dict[str, float] = {}
    shares: Counter[str] = Counter()
    known = _lexicon.languages_by_word()
    for word, count in Counter(words).items():
        having = known.get(word, ())
        if not latin:
            having = [language for language in having if language in _CYRILLIC_LANGUAGES]
        for language in having:
            weights[language] = weights.get(language, 0.0) + count / len(having)
            shares[language] += count
    ranked = sorted(weights, key=lambda language: (-weights[language], language))
    if not ranked or shares[ranked[0]] < _LEAST_SHARE * len(words):
        return None
    if len(ranked) > 1 and weights[ranked[0]] < weights[ranked[1]] * _LEAST_LEAD:
        return None
    return ranked[0]
