"""Counting words, also where no spaces part them."""

from __future__ import annotations

import re

#: Han, kana and hangul: about two characters make a word.
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]++")


def count_words(text: str) -> int:
    """The number of words of a text, roughly.

    >>> count_words("two words"), count_words("马克龙访问莫斯科")
    (2, 4)
    """
    words = len(text.split())
    if text.isascii():
        return words
    return max(words, sum(map(len, _UNPARTED.findall(text))) // 2)
