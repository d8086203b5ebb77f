"""Furniture of pages: consent notes, navigation, share bars, skip links, legal footers, tag clouds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Block, Document, Drop, Edit, Fact
from cleaner.filters.base import is_line, word_count, writable

_LONGEST_NOTE = 120
_LONGEST_FOOTER = 70
_SEPARATED = re.compile(r"\s*(?:[|›»/·•>→]|\s-\s|\s–\s)\s*")
_TAGS = re.compile(r"[,;|·•#]\s*|\s{2,}")
#: A navigation run is no shorter than this.
_FEWEST = 3


class Furniture:
    """Drop lines and runs of lines that belong to the page and not to the article.

    One word that stands in menus ("Home", "News", "Contact") is nothing by itself: it goes in a run
    of several such lines or in a bar. Consent and legal notes go when most of their sentences say
    so, for an article about cookies says other things too.

    >>> from cleaner import clean
    >>> clean("Skip to main content\\nHome\\nNews\\nSport\\nContact\\n\\nThe river rose at night.").text
    'The river rose at night.'
    """

    name = "furniture"

    def edits(self, document: Document) -> Iterator[Edit]:
        blocks = list(writable(document))
        lines = [(i, b) for i, b in blocks if b.kind != "row"]
        sure = [_reason(document, block) for _, block in lines]
        nav = [_is_nav(document, block) for _, block in lines]
        for place, (index, block) in enumerate(lines):
            if sure[place] and not _needs_company(document, lines, place, sure, nav):
                yield Drop(index, sure[place])
        yield from _runs(lines, sure, nav)
        yield from _tag_lines(document, lines)
        yield from _author_box(document, lines)


def _reason(document: Document, block: Block) -> str:
    """Why the block is furniture by itself; empty if it is not."""
    if len(block.text) > 10 * _LONGEST_NOTE:
        return ""
    hits = document.scanner.scan(block.text)
    if not 0 < hits.words <= _LONGEST_NOTE:
        return ""
    if "furniture.line" in hits.whole:
        return "page furniture"
    if hits.share("furniture.consent") >= 0.6:
        return "cookie or consent note"
    if hits.words <= _LONGEST_FOOTER and hits.share("furniture.legal") >= 0.6:
        return "legal footer"
    if is_line(block, 24) and _is_bar(document, block.text):
        return "navigation or share bar"
    return ""


def _is_nav(document: Document, block: Block) -> bool:
    """A short line that stands in menus."""
    if not is_line(block, 4):
        return False
    whole = document.scanner.scan(block.text).whole
    return "furniture.nav" in whole


def _is_bar(document: Document, text: str) -> bool:
    """A line of parts with bars or arrows between them, most of which stand in menus."""
    parts = [part for part in _SEPARATED.split(text) if part.strip()]
    if len(parts) < 2 or any(word_count(part) > 6 for part in parts):
        return False
    known = [bool(_menu_roles(document, part)) for part in parts]
    if len(parts) >= 3 and known[0] and re.search(r"[›»>/→]", text):
        first = document.scanner.scan(parts[0]).whole
        if "furniture.home" in first or sum(known) >= 2:
            return True
    return len(parts) >= 3 and sum(known) >= 0.6 * len(parts)


def _menu_roles(document: Document, text: str) -> frozenset[str]:
    return document.scanner.scan(text).whole & {"furniture.nav", "furniture.line", "promos.line"}


def _needs_company(
    document: Document,
    lines: list[tuple[int, Block]],
    place: int,
    sure: list[str],
    nav: list[bool],
) -> bool:
    """One word alone in the midst of prose, or a heading over a text, may be the author's."""
    block = lines[place][1]
    if sure[place] != "page furniture" or word_count(block.text) > 1:
        return False
    beside = [at for at in (place - 1, place + 1) if 0 <= at < len(lines)]
    if len(beside) < 2 or any(sure[at] or nav[at] for at in beside):
        return False
    return block.kind in ("heading", "item")


def _runs(lines: list[tuple[int, Block]], sure: list[str], nav: list[bool]) -> Iterator[Edit]:
    """Runs of short lines most of which stand in menus."""
    at = 0
    while at < len(lines):
        if not nav[at]:
            at += 1
            continue
        end = at
        while end < len(lines) and (nav[end] or sure[end]):
            end += 1
        if sum(nav[at:end]) >= _FEWEST:
            for place in range(at, end):
                if not sure[place]:
                    yield Drop(lines[place][0], "navigation")
        at = max(end, at + 1)


def _tag_lines(document: Document, lines: list[tuple[int, Block]]) -> Iterator[Edit]:
    """ "Tags: a, b, c" after the text."""
    for place, (index, block) in enumerate(lines):
        if 2 * place < len(lines) - 1 or not is_line(block, 30) or block.text.endswith("."):
            continue
        hits = document.scanner.scan(block.text)
        if not hits.sentences or "furniture.tags" not in hits.sentences[0].roles:
            continue
        label, colon, rest = block.text.partition(":")
        if colon and word_count(label) <= 3:
            tags = [tag.strip() for tag in _TAGS.split(rest) if tag.strip()]
            for tag in tags:
                yield Fact("tags", tag)
            yield Drop(index, "tags")
        elif "#" in block.text or block.text.count(",") >= 2 or block.marks:
            yield Drop(index, "tags")


def _author_box(document: Document, lines: list[tuple[int, Block]]) -> Iterator[Edit]:
    """ "About the author" and the note under it, at the end of a document."""
    for place in range(max(1, len(lines) - 6), len(lines)):
        index, block = lines[place]
        if not is_line(block, 6):
            continue
        if "furniture.author" not in document.scanner.scan(block.text).whole:
            continue
        below = lines[place + 1 :]
        if len(below) <= 3 and all(word_count(b.text) <= _LONGEST_NOTE for _, b in below):
            yield Drop(index, "author box")
            yield from (Drop(each, "author box") for each, _ in below)
            return
