"""What a reader of the result should know: that there is little, or that it is not the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.reading import Reading

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
    r"(?:enable|requires?|turn on|activate|need to run) javascript|javascript (?:is )?(?:required|disabled)"
    r"|doesn.t work (?:properly )?without javascript",
    re.I,
)
_SHELL = re.compile(r"<(?:div|main)[^>]{0,200}\sid=[\"']?(?:root|app|__next|__nuxt|gatsby)[\"'\s>]", re.I)
_UNCLOSED = re.compile(r"<(?:!--(?:(?!-->).)*|[a-zA-Z][^<>]*)\Z", re.S)


def warnings_for(reading: Reading, source: str, text: str) -> Iterator[str]:
    """The warnings on one cleaned source, as short sentences."""
    words = len(text.split())
    if not words:
        yield "No text was left." if source.strip() else "The source is empty."
    elif not reading.whole_page:
        yield from _loss(reading, words)
    if reading.whole_page:
        yield from _page_warnings(reading, source, text, words)


def _loss(reading: Reading, words: int) -> Iterator[str]:
    before = sum(len(block.text.split()) for block in reading.blocks)
    if before >= _FEW_WORDS and words < _SHARE * before:
        yield f"Nearly everything was removed: {words} of {before} words are left."


def _page_warnings(reading: Reading, source: str, text: str, words: int) -> Iterator[str]:
    visible = " ".join(block.text for block in reading.blocks[:200])[:20_000]
    if words < 150 and _BLOCKED.search(visible):
        yield "This looks like a block page, not like an article."
    if words < 40 and (
        _NEEDS_SCRIPT.search(visible) or (reading.scripts > 2 and _SHELL.search(source))
    ):
        yield "The page shows its text only with JavaScript."
    if reading.only_hidden:
        yield "All text of the page is hidden; the hidden text was taken."
    if _is_cut_off(source):
        yield "The page is cut off."


def _is_cut_off(source: str) -> bool:
    """The page ends inside a tag or a comment, or its html element never does."""
    tail = source[-3000:].lower()
    if _UNCLOSED.search(tail[-1000:]):
        return True
    return "<html" in source[:3000].lower() and "</html" not in tail and "</body" not in tail
