"""The article's own blocks of a whole web page, as trafilatura finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.document import Block, Document, Drop, Edit
from cleaner.filters.placing import Placing

#: The extractor parses with a tree, whose cost grows with depth and with attributes; what is
#: larger than any article's page is left to the other filters.
MOST_CHARS = 4_000_000
MOST_DEPTH = 240
#: So many blocks in a row may stay between two that were found.
_LONGEST_RUN = 40
#: A paragraph of fewer characters is a label, a caption or a button.
_LABEL = 60
_MANY_ATTRIBUTES = re.compile(r"<[a-zA-Z][^<>]{30000}")


class MainContent:
    """On a whole page, drop the blocks that the extractor does not count to the article.

    The extractor (Barbaresi, "Trafilatura", ACL 2021) gives plain text; a block stays if its
    letters stand in that text, and so do headings, items, rows and the like that it left out
    between two blocks that stay.  Structure and place in the source are the reader's, so another
    extractor can take its place by giving another text.  Where it finds nothing, or cannot be
    used, all blocks stay.
    """

    name = "main-content"

    def edits(self, document: Document) -> Iterator[Edit]:
        if not document.whole_page:
            return
        outside = document.memory.get(self.name)
        if outside is None:
            outside = document.memory[self.name] = _outside(document)
        for index, block in enumerate(document.blocks):
            if (block.start, block.end) in outside:
                yield Drop(index, "outside the article")


def _outside(document: Document) -> frozenset[tuple[int, int]]:
    """The spans of the blocks outside the article; none if nothing is found."""
    found = Placing(extracted(document.source)).found(document.blocks)
    if not any(found):
        return frozenset()
    bridge(document.source, document.blocks, found)
    return frozenset(
        (block.start, block.end)
        for block, stays in zip(document.blocks, found, strict=True)
        if not stays and block.kind != "raw"
    )


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
    if block.kind in ("quote", "code"):
        return True
    if block.kind == "paragraph" and len(block.text) < _LABEL:
        return False
    linked = sum(mark.end - mark.start for mark in block.marks if mark.kind == "link")
    return block.kind in ("row", "item", "paragraph") and 2 * linked <= len(block.text)


def _is_caption(source: str, start: int) -> bool:
    before = source[max(0, start - 400) : start]
    return before.rfind("<figcaption") > before.rfind("</figcaption")


def extracted(page: str) -> str:
    """The main text of a page by trafilatura; empty where it finds none or the page is abnormal."""
    if len(page) > MOST_CHARS or _depth_exceeds(page) or _MANY_ATTRIBUTES.search(page):
        return ""
    import logging

    import trafilatura  # costs 0.3 s, and text needs none of it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(page, include_comments=False, include_tables=True)
    except Exception:  # whatever it stumbles over, the page is still cleaned without it
        return ""
    return text or ""


def _depth_exceeds(page: str) -> bool:
    """Elements that may nest are open more deeply than the extractor's parser follows."""
    depth = 0
    for found in re.finditer(
        r"<(/?)(?:div|span|section|ul|li|table|b|i|font|blockquote|a)\b", page
    ):
        depth = max(0, depth + (-1 if found[1] else 1))
        if depth > 4 * MOST_DEPTH:
            return True
    return False
