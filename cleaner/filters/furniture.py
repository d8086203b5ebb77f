"""Furniture of pages: consent notes, navigation, share bars, skip links, legal footers, tag clouds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from cleaner.document import Block, Document, Drop, Edit, Fact
from cleaner.filters.base import is_line, word_count
from cleaner.lexicon import Hits

_LONGEST_NOTE = 120
_LONGEST_FOOTER = 70
_ROLES = ("furniture.line", "furniture.nav", "furniture.consent", "furniture.legal")
_SEPARATOR = frozenset("|›»/·•>→-–")
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
        lines = document.lines
        sure: dict[int, str] = {}
        nav: set[int] = set()
        for place, _, block, hits in document.hits_with(*_ROLES):
            if reason := _reason(hits):
                sure[place] = reason
            if "furniture.nav" in hits.whole and is_line(block, 4):
                nav.add(place)
        for place, (_, block) in enumerate(lines):
            if place not in sure and _may_be_bar(block) and _is_bar(document, block.text):
                sure[place] = "navigation or share bar"
        for place, reason in sure.items():
            if not _needs_company(lines, place, sure, nav):
                yield Drop(lines[place][0], reason)
        yield from _runs(lines, sure, nav)
        yield from _tag_lines(document)
        yield from _author_box(document)


def _reason(hits: Hits) -> str:
    """Why the block is furniture by itself; empty if it is not."""
    if "furniture.line" in hits.whole:
        return "page furniture"
    if hits.words <= _LONGEST_NOTE and hits.share("furniture.consent") >= 0.6:
        return "cookie or consent note"
    if hits.words <= _LONGEST_FOOTER and hits.share("furniture.legal") >= 0.6:
        return "legal footer"
    return ""


def _may_be_bar(block: Block) -> bool:
    return len(block.text) <= 240 and not _SEPARATOR.isdisjoint(block.text)


def _is_bar(document: Document, text: str) -> bool:
    """A line of parts with bars or arrows between them, most of which stand in menus."""
    parts = [part for part in _SEPARATED.split(text) if part.strip()]
    if len(parts) < 3 or any(word_count(part) > 6 for part in parts):
        return False
    known = [bool(_menu_roles(document, part)) for part in parts]
    if known[0] and sum(known) >= 2 and re.search(r"[›»>/→]", text):
        return True
    return sum(known) >= 0.6 * len(parts)


def _menu_roles(document: Document, text: str) -> frozenset[str]:
    return document.scanner.scan(text).whole & {"furniture.nav", "furniture.line", "promos.line"}


def _needs_company(
    lines: Sequence[tuple[int, Block]], place: int, sure: Mapping[int, str], nav: Set[int]
) -> bool:
    """One word alone in the midst of prose, or a heading over a text, may be the author's."""
    block = lines[place][1]
    if sure[place] != "page furniture" or word_count(block.text) > 1:
        return False
    beside = [at for at in (place - 1, place + 1) if 0 <= at < len(lines)]
    if len(beside) < 2 or any(at in sure or at in nav for at in beside):
        return False
    return block.kind in ("heading", "item")


def _runs(
    lines: Sequence[tuple[int, Block]], sure: Mapping[int, str], nav: Set[int]
) -> Iterator[Edit]:
    """Runs of short lines most of which stand in menus."""
    for at in sorted(nav):
        if at - 1 in nav or at - 1 in sure:
            continue  # not the first of its run
        end = at
        while end in nav or end in sure:
            end += 1
        if sum(place in nav for place in range(at, end)) >= _FEWEST:
            for place in range(at, end):
                if place not in sure:
                    yield Drop(lines[place][0], "navigation")


def _tag_lines(document: Document) -> Iterator[Edit]:
    """ "Tags: a, b, c" after the text."""
    for place, index, block, hits in document.hits_with("furniture.tags"):
        if 2 * place < len(document.lines) - 1 or not is_line(block, 30):
            continue
        if block.text.endswith(".") or "furniture.tags" not in hits.sentences[0].roles:
            continue
        label, colon, rest = block.text.partition(":")
        if colon and word_count(label) <= 3:
            tags = [tag.strip() for tag in _TAGS.split(rest) if tag.strip()]
            yield Fact("tags", "\n".join(tags))
            yield Drop(index, "tags")
        elif "#" in block.text or block.text.count(",") >= 2 or block.marks:
            yield Drop(index, "tags")


def _author_box(document: Document) -> Iterator[Edit]:
    """ "About the author" and the note under it, at the end of a document."""
    lines = document.lines
    for place, index, block, hits in document.hits_with("furniture.author"):
        if place < len(lines) - 5 or not place or not is_line(block, 6):
            continue
        below = lines[place + 1 :]
        if "furniture.author" in hits.whole and all(
            word_count(each.text) <= _LONGEST_NOTE for _, each in below
        ):
            yield Drop(index, "author box")
            yield from (Drop(each, "author box") for each, _ in below)
            return
