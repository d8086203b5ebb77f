"""What a reader of the result should know: that there is little, or that it is not the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.reading import Reading
from cleaner.words import count_words

#: A text of fewer words says nothing about how much of it ought to stay.
_FEW_WORDS = 60
_SHARE = 0.15

_BLOCKED = re.compile(
    r"verify (?:that )?you are (?:a )?human|are you a robot|checking your browser"
    r"|access denied|attention required|unusual traffic|complete the captcha|enable cookies to"
    r"|you have been blocked|security check to access|ddos protection by|press & hold to confirm",
    re.I,
)
_NEEDS_SCRIPT = re.compile(
    r"(?:enable|requires?|turn on|activate|need to run) javascript"
    r"|javascript (?:is )?(?:required|disabled)|doesn.t work (?:properly )?without javascript",
    re.I,
)
_SHELL = re.compile(
    r"<(?:div|main)[^>]{0,200}\sid=[\"']?(?:root|app|__next|__nuxt|gatsby)[\"'\s>]", re.I
)
_UNCLOSED = re.compile(r"<[a-zA-Z][^<>]*+\Z")
#: A paragraph of so many words on a page is prose, not navigation; and so much of it is an article.
_PROSE, _MUCH_PROSE = 15, 150


def warnings_for(reading: Reading, source: str, text: str) -> Iterator[str]:
    """The warnings on one cleaned source, as short sentences."""
    words = count_words(text)
    if not words:
        yield "No text was left." if source.strip() else "The source is empty."
    else:
        yield from _loss(reading, words)
    if reading.whole_page:
        yield from _page_warnings(reading, source, text, words)


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
        yield f"Nearly everything was removed: {words} of {before} words are left."


def _page_warnings(reading: Reading, source: str, text: str, words: int) -> Iterator[str]:
    visible = " ".join([block.text for block in reading.blocks[:200]])[:20_000]
    if words < 150 and _BLOCKED.search(visible):
        yield "This looks like a block page, not like an article."
    if words < 40 and (
        (reading.scripts > 0 and not words)
        or _NEEDS_SCRIPT.search(visible)
        or (reading.scripts > 2 and _SHELL.search(source))
    ):
        yield "The page shows its text only with JavaScript."
    if reading.only_hidden:
        yield "All text of the page is hidden; the hidden text was taken."
    if _is_cut_off(source):
        yield "The page is cut off."


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
