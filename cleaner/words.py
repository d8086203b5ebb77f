"""Counting words, also where no spaces part them; texts without what their writers may choose."""

from __future__ import annotations

import re
import unicodedata

#: Han, kana and hangul: about two characters make a word.
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]++")

_LETTERS = re.compile(r"\w+")


def letters(text: str) -> str:
    """The letters and digits of a text, composed.

    >>> letters("A b-1, cafe\\u0301!")
    'Ab1café'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return "".join(_LETTERS.findall(text))


def count_words(text: str) -> int:
    """The number of words of a text, roughly.

    >>> count_words("two words"), count_words("马克龙访问莫斯科")
    (2, 4)
    """
    words = len(text.split())
    if text.isascii():
        return words
    return max(words, sum(map(len, _UNPARTED.findall(text))) // 2)
