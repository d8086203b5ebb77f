"""The article's own blocks of a whole web page, as trafilatura finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.document import Block, Document, Drop, Edit

#: The extractor parses with a tree, whose cost grows with depth and with attributes; what is
#: larger than any article's page is left to the other filters.
MOST_CHARS = 4_000_000
MOST_DEPTH = 240
_MANY_ATTRIBUTES = re.compile(r"<[a-zA-Z][^<>]{30000}")
_LETTERS = re.compile(r"\w+")
#: So near must a short block follow on the last one found, in letters; long ones may be anywhere.
_NEAR = 400
_LONG = 25
_SHARE = 0.7


class MainContent:
    """On a whole page, drop the blocks that the extractor does not count to the article.

    The extractor (Barbaresi, "Trafilatura", ACL 2021) gives plain text; a block stays if its
    letters stand in that text, in order.  Structure and place in the source are the reader's, so
    another extractor can take its place by giving another text.  Where it finds nothing, or cannot
    be used, all blocks stay.
    """

    name = "main-content"

    def edits(self, document: Document) -> Iterator[Edit]:
        if not document.whole_page:
            return
        kept = document.memory.get(self.name)
        if not isinstance(kept, str):
            kept = _letters(extracted(document.source))
            document.memory[self.name] = kept
        if not kept:
            return
        found = _stands_in(kept, document.blocks)
        if not any(found):
            return
        for index, (block, stays) in enumerate(zip(document.blocks, found, strict=True)):
            if not stays and block.kind != "raw":
                yield Drop(index, "outside the article")


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
    for found in re.finditer(r"<(/?)(?:div|span|section|ul|li|table|b|i|font|blockquote|a)\b", page):
        depth = max(0, depth + (-1 if found[1] else 1))
        if depth > 4 * MOST_DEPTH:
            return True
    return False


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text))


def _stands_in(kept: str, blocks: Sequence[Block]) -> list[bool]:
    """For each block: does it stand in the kept letters, at about its place?"""
    shingles: frozenset[str] | None = None
    found: list[bool] = []
    at = 0
    for block in blocks:
        own = _letters(block.text)
        if not own:
            found.append(block.kind in ("rule", "code") and bool(found) and found[-1])
            continue
        if len(own) >= _LONG:
            place = kept.find(own, at)
            if place < 0:
                place = kept.find(own)
        else:
            place = kept.find(own, at, at + _NEAR + len(own))
        if place >= 0:
            at = max(at, place + len(own)) if len(own) < _LONG else place + len(own)
            found.append(True)
            continue
        if len(own) >= 2 * _LONG:
            if shingles is None:
                shingles = frozenset(kept[i : i + 12] for i in range(0, max(1, len(kept) - 11)))
            parts = [own[i : i + 12] for i in range(0, len(own) - 11, 6)]
            found.append(sum(part in shingles for part in parts) >= _SHARE * len(parts))
        else:
            found.append(False)
    return found
