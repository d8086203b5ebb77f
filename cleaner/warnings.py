"""What a reader of the result should know: that there is little, or that it is not the article.

Besides what decoding has to tell, an article may come with the sentences below; only the numbers of
`LOSS` change.  The phrases by which pages are known are data: `cleaner/data/warnings.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

from cleaner.document import Block, Elements
from cleaner.lexicon import Lexicon, Scanner
from cleaner.reading import Reading
from cleaner.words import count_words

EMPTY = "The source is empty."
NOTHING_LEFT = "No text was left."
BLOCKED = "This looks like a block page, not like an article."
MISSING = "This looks like an error page, not like an article."
CONSENT = "The page asks for consent before it shows its text."
NEEDS_SCRIPT = "The page shows its text only with JavaScript."
PAID = "The page is not free to read; its text may end early."
ONLY_HIDDEN = "All text of the page is hidden; the hidden text was taken."
CUT_OFF = "The page is cut off."
UNSURE = "It is not sure which part of the page is the article."
LOSS = "Nearly everything was removed: {} of {} words are left."

#: A text of fewer words says nothing about how much of it ought to stay.
_FEW_WORDS = 60
_SHARE = 0.15
#: The choice of blocks is expected to have a lower F1.
_UNSURE = 0.5

#: A page with more words is no block page, error page, or shell, whatever it says.
_MOST_BLOCKED, _MOST_MISSING, _MOST_SHELL, _MOST_CONSENT = 150, 120, 40, 120
#: An article with more words is not cut short by the sentence that asks to subscribe.
_MOST_TEASER = 500
#: A page that shows so many words has more to it than a question or a refusal.
_MOST_SHOWN = 400
#: Only blocks so short, in characters, say such things, and so many are looked at.
_LONGEST, _MOST_BLOCKS = 400, 400
_TITLE_PARTS = re.compile(r"\s[|–—·:»-]\s|\s?\|\s?")
_NOT_FREE = re.compile(r"\"isAccessibleForFree\"\s{0,9}:\s{0,9}(?:\"false\"|false)", re.I)
_SHELL = re.compile(
    r"<(?:div|main)[^>]{0,200}\sid=[\"']?(?:root|app|__next|__nuxt|gatsby)[\"'\s>]", re.I
)
_UNCLOSED = re.compile(r"<[a-zA-Z][^<>]*+\Z")
#: A paragraph of so many words on a page is prose, not navigation; and so much of it is an article.
_PROSE, _MUCH_PROSE = 15, 150


def warnings_for(
    reading: Reading, source: str, text: str, confidence: float | None = None
) -> Iterator[str]:
    """The warnings on one cleaned source, as short sentences, most telling first."""
    words = count_words(text)
    if reading.whole_page:
        yield from _kind_of_page(reading, source, text, words)
    if not words:
        yield NOTHING_LEFT if source.strip() else EMPTY
    else:
        yield from _loss(reading, words)
    if reading.whole_page:
        if reading.only_hidden:
            yield ONLY_HIDDEN
        if _is_cut_off(source):
            yield CUT_OFF
        if words and confidence is not None and confidence < _UNSURE:
            yield UNSURE


def _loss(reading: Reading, words: int) -> Iterator[str]:
    if reading.whole_page:  # navigation has no claim to stay
        prose = [b.text for b in reading.blocks if b.kind in ("paragraph", "quote")]
        # a shorter text has not so many words
        sizes = [count_words(each) for each in prose if len(each) >= _PROSE]
        before = sum([size for size in sizes if size >= _PROSE])
        if before < _MUCH_PROSE:
            return
    else:
        before = sum([count_words(block.text) for block in reading.blocks])
    if before >= _FEW_WORDS and words < _SHARE * before:
        yield LOSS.format(words, before)


def _kind_of_page(reading: Reading, source: str, text: str, words: int) -> Iterator[str]:
    """What kind of page it is, if it is none with an article."""
    paid = "isAccessibleForFree" in source and _NOT_FREE.search(source) is not None
    if words > _MOST_TEASER:
        if paid:
            yield PAID
        return
    blocks = [b for b in reading.blocks[: 3 * _MOST_BLOCKS] if b.kind != "raw"][:_MOST_BLOCKS]
    scanner = Scanner(_phrases())
    titles = _titles(blocks, reading.elements)
    named = {role for title in titles for role in _said(scanner, title)}
    shown = sum(count_words(block.text) for block in blocks)
    looked_at = blocks if shown <= _MOST_SHOWN else _with_signs(blocks, words)
    said = {role for block in looked_at for role in _said(scanner, block.text)}
    if (
        words <= _MOST_BLOCKED
        and shown <= _MOST_SHOWN
        and ("blocked" in said or "blocked_title" in named)
    ):
        yield BLOCKED
    elif words <= _MOST_MISSING and "missing" in named:
        yield MISSING
    elif words <= _MOST_CONSENT and shown <= _MOST_SHOWN and _asks_consent(scanner, blocks, shown):
        yield CONSENT
    elif words < _MOST_SHELL and (
        "script" in said
        or (reading.scripts > 2 and _SHELL.search(source) is not None)
        or (reading.scripts > 0 and not words)
    ):
        yield NEEDS_SCRIPT
    if paid or "paywall" in said:
        yield PAID


def _with_signs(blocks: Sequence[Block], words: int) -> list[Block]:
    """The blocks in which a phrase can stand that counts on pages that show more."""
    signs = _tables()["signs"]
    wanted = [*signs["paywall"], *(signs["script"] if words < _MOST_SHELL else ())]
    texts = [block.text.casefold() if len(block.text) <= _LONGEST else "" for block in blocks]
    joined = "\n".join(texts)
    present = [sign for sign in wanted if sign in joined]
    return [
        block
        for block, text in zip(blocks, texts, strict=True)
        if any(sign in text for sign in present)
    ]


def _said(scanner: Scanner, text: str) -> set[str]:
    """The tables of the phrases in a text, if it is short enough for a notice."""
    if len(text) > _LONGEST:
        return set()
    return {role.split(".")[0] for role in scanner.scan(text).roles}


def _titles(blocks: Sequence[Block], elements: Elements | None) -> list[str]:
    """The parts of the page's title, and its first headings."""
    title = elements.title[:_LONGEST] if elements else ""
    headings = [block.text for block in blocks if block.kind == "heading" and block.level <= 2]
    return [part for part in _TITLE_PARTS.split(title) if part.strip()] + headings[:3]


def _asks_consent(scanner: Scanner, blocks: Sequence[Block], shown: int) -> bool:
    """Do several blocks, and most words of the page, speak of consent?"""
    asking = [
        b
        for b in blocks
        if any(role.startswith("consent.") for role in scanner.scan(b.text[:2000]).roles)
    ]
    return len(asking) >= 3 and 2 * sum(count_words(b.text) for b in asking) >= shown


@lru_cache(maxsize=1)
def _phrases() -> Lexicon:
    """The phrases of all languages: a notice need not be in the language of the page."""
    return Lexicon.parse({name: table for name, table in _tables().items() if name != "signs"})


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, list[str]]]:
    place = resources.files("cleaner") / "data" / "warnings.toml"
    return tomllib.loads(place.read_text(encoding="utf-8"))


def _is_cut_off(source: str) -> bool:
    """The page ends inside a tag, a comment, a script or a sentence.

    Many whole pages leave out the last end tags: that says nothing.
    """
    tail = source[-3000:].lower().rstrip()
    if tail.endswith("</html>"):
        return False
    if _UNCLOSED.search(tail) or tail.rfind("<!--") > tail.rfind("-->"):
        return True
    for name in ("script", "style"):
        if tail.rfind(f"<{name}") > tail.rfind(f"</{name}"):
            return True
    if "</html" in tail or "</body" in tail or "<html" not in source[:3000].lower():
        return False
    return not tail.endswith(">")
