"""The article as trafilatura finds it (Barbaresi, "Trafilatura", ACL 2021).

It gives plain text; a block belongs to the article if its letters stand in that text, and so do
headings, items, rows and the like that it left out between two blocks that do.  Where it finds next
to nothing of a page full of prose, the prose is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.document import Block, Document, is_image
from cleaner.engines.base import Found
from cleaner.engines.placing import Placing
from cleaner.words import count_words

#: The extractor's cost grows with the square of some of these, and its parser does not follow
#: greater depths; no article's page comes near.
MOST_CHARS = 8_000_000
_MOST_TAGS = 60_000
_MOST_TEXTS = 15_000
_MOST_NOSCRIPTS = 2_000
_MOST_ATTRIBUTES = 2_000
_MOST_DEPTH = 960
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}+")
_NESTING = re.compile(r"<(/?)(?:div|span|section|ul|li|table|b|i|font|blockquote|a)\b")
#: A paragraph of so many words is prose.  Where there is so much of it, and the extractor gives
#: fewer words than this and a smaller share, it has missed the article.
_PROSE, _MUCH_PROSE, _LITTLE_KEPT, _SHARE = 15, 150, 300, 0.15
#: So many blocks in a row may stay between two that were found.
_LONGEST_RUN = 40
#: A paragraph of fewer characters is a label, a caption or a button.
_LABEL = 60


def find(document: Document) -> Found:
    """Which blocks of the page are the article's; it does not say how sure it is."""
    blocks = document.blocks
    found = _or_prose(blocks, Placing(extracted(document.source)).found(blocks))
    if any(found):
        bridge(document.source, blocks, found)
    return Found(found, None)


def _or_prose(blocks: Sequence[Block], found: list[bool]) -> list[bool]:
    """Add all paragraphs of prose if the extractor found next to nothing of much of it."""
    sizes = [count_words(block.text) for block in blocks]
    kept = sum(size for size, stays in zip(sizes, found, strict=True) if stays)
    prose = [
        size >= _PROSE and block.kind in ("paragraph", "quote") and not _is_linked(block)
        for block, size in zip(blocks, sizes, strict=True)
    ]
    much = sum(size for size, each in zip(sizes, prose, strict=True) if each)
    if much < _MUCH_PROSE or kept >= min(_LITTLE_KEPT, _SHARE * much):
        return found
    return [stays or each for stays, each in zip(found, prose, strict=True)]


def bridge(source: str, blocks: Sequence[Block], found: list[bool]) -> None:
    """Let the smaller parts stay that stand between blocks found, a few blocks from one another.

    A heading stays only over something that stays, a paragraph only if it is more than a label or
    a caption; lists of links are navigation, and a copy of something found adds nothing.
    """
    known = {block.text for block, stays in zip(blocks, found, strict=True) if stays}
    run: list[int] = []
    begun = False
    for index, block in enumerate(blocks):
        if block.kind == "raw":
            continue
        if not found[index]:
            run.append(index)
            continue
        if begun and len(run) <= _LONGEST_RUN:
            below = True
            for place in reversed(run):
                above = blocks[place]
                below = _may_stay(above, below) and (
                    len(above.text) < _LABEL
                    or (above.text not in known and not _is_caption(source, above.start))
                )
                found[place] = below
        begun = True
        run = []


def _may_stay(block: Block, below: bool) -> bool:
    """May a block stay though it was not found, if the one below it stays (`below`)?"""
    if block.kind == "heading":
        return below
    if block.kind in ("quote", "code") or is_image(block):
        return True
    if block.kind == "paragraph" and len(block.text) < _LABEL:
        return False
    return block.kind in ("row", "item", "paragraph") and not _is_linked(block)


def _is_linked(block: Block) -> bool:
    """Is most of the block links?"""
    linked = sum(mark.end - mark.start for mark in block.marks if mark.kind == "link")
    return 2 * linked > len(block.text)


def _is_caption(source: str, start: int) -> bool:
    before = source[max(0, start - 400) : start]
    return before.rfind("<figcaption") > before.rfind("</figcaption")


def extracted(page: str) -> str:
    """The main text of a page by trafilatura; empty where it finds none or the page is abnormal."""
    if _is_abnormal(page):
        return ""
    import trafilatura  # costs 0.3 s, and text needs none of it

    try:
        text = trafilatura.extract(page, include_comments=False, include_tables=True)
    except Exception:  # whatever it stumbles over, the page is still cleaned without it
        return ""
    return text or ""


def _is_abnormal(page: str) -> bool:
    """Would the extractor take very long over the page, or lose most of it?"""
    return (
        len(page) > MOST_CHARS
        or page.count("<") > _MOST_TAGS
        or sum(map(page.count, ("<p>", "<p ", "<td", "<th"))) > _MOST_TEXTS
        or page.count("<noscript") > _MOST_NOSCRIPTS
        or _depth_exceeds(page)
        or _has_many_attributes(page)
    )


def _depth_exceeds(page: str) -> bool:
    """Elements that may nest are open more deeply than the extractor's parser follows."""
    depth = 0
    for found in _NESTING.finditer(page):
        depth = max(0, depth + (-1 if found[1] else 1))
        if depth > _MOST_DEPTH:
            return True
    return False


def _has_many_attributes(page: str) -> bool:
    for found in _LONG_TAG.finditer(page):
        tag = found[0]  # or the scripts between "a<b" and the next tag
        if len(tag.split()) + tag.count("=") + tag.count("/") > _MOST_ATTRIBUTES:
            break
    else:
        return False
    import turbohtml

    return any(len(token.attrs or ()) > _MOST_ATTRIBUTES for token in turbohtml.tokenize(page))
