"""Furniture of pages: consent notes, navigation, share bars, legal footers, tag clouds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from cleaner.document import Block, Document, Drop, Edit, Fact
from cleaner.filters.base import is_line, word_count
from cleaner.lexicon import Hits

_LONGEST_NOTE = 120
_LONGEST_FOOTER = 70
_ROLES = (
    "furniture.line",
    "furniture.nav",
    "furniture.consent",
    "furniture.legal",
    "furniture.share",
)
_SEPARATOR = frozenset("|›»/·•>→-–")
_SEPARATED = re.compile(r"\s*(?:[|›»/·•>→]|\s-\s|\s–\s)\s*")
_TAGS = re.compile(r"[,;|·•#]\s*|\s{2,}")
_HASHTAGS = re.compile(r"(?:#[^\W\d]\w*+[\s,·|]*+){2,}+\Z")
#: "© 2025 Name", "Copyright 2019-2025 by Name"; not "Copyright 1710 style was simple".
_COPYRIGHT = re.compile(
    r"(?:(?i:copyright)\s*:\s*(?=[A-ZÀ-Þ])|©|\([cC]\)(?=\s*\d)|(?i:copyright)\s*(?:©|\([cC]\))?(?=\s*\d{4}|\s+©))\s*"
    r"(?:\d{4}(?:\s*[-–—,/]\s*\d{2,4})*+\s*[.,|:–—-]*\s*(?:by\s|\Z|[^\W\d_a-zß-öø-ÿ]|[|©])|[A-ZÀ-Þ]\w)"
)
#: A line made of parts that say "share" has so many words at most.
_LONGEST_BAR = 40
#: A navigation run is no shorter than this; beside two lines of sure furniture one is enough.
_FEWEST = 3


class Furniture:
    """Drop lines and runs of lines that belong to the page and not to the article.

    One word that stands in menus ("Home", "News", "Contact") is nothing by itself: it goes in a run
    of several such lines or in a bar. Consent and legal notes go when most of their sentences say
    so, for an article about cookies says other things too.

    >>> from cleaner import clean
    >>> clean("Skip to content\\nHome\\nNews\\nSport\\nContact\\n\\nThe river rose at night.").text
    'The river rose at night.'
    """

    name = "furniture"

    def edits(self, document: Document) -> Iterator[Edit]:
        lines = document.lines
        sure: dict[int, str] = {}
        nav: set[int] = set()
        for place, _, block, hits in document.hits_with(*_ROLES):
            if "promos.related" in hits.whole:
                continue  # goes with the titles under it: see tails
            if reason := _reason(hits):
                sure[place] = reason
            if not {"furniture.nav", "furniture.share"}.isdisjoint(hits.roles) and is_line(
                block, 4
            ):
                nav.add(place)
        for place, (_, block) in enumerate(lines):
            if place in sure:
                continue
            last = 3 * place >= 2 * len(lines)
            if _may_be_bar(block) and _is_bar(document, block.text, 2 if last else 3):
                sure[place] = "navigation or share bar"
            elif _is_copyright(block) and 2 * place >= len(lines):
                sure[place] = "legal footer"
        for place, _, block, _ in document.hits_with("furniture.share"):
            if place not in sure and _is_share_bar(document, block):
                sure[place] = "share bar"
        for place, reason in sure.items():
            if not _needs_company(lines, place, sure, nav):
                yield Drop(lines[place][0], reason)
        yield from _runs(document, sure, nav)
        yield from _tag_lines(document)


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


def _is_bar(document: Document, text: str, fewest: int) -> bool:
    """A line of parts with bars or arrows between them, most of which stand in menus."""
    parts = [part for part in _SEPARATED.split(text) if part.strip()]
    if len(parts) < fewest or any(word_count(part) > 6 for part in parts):
        return False
    known = [bool(_menu_roles(document, part)) for part in parts]
    if "/" in text and " / " not in text and not all(known):
        return False  # "Europe/Africa/Asia" within a line
    if len(parts) == 2:
        return all("furniture.line" in _menu_roles(document, part) for part in parts)
    if known[0] and sum(known) >= 2 and re.search(r"[›»>/→]", text):
        return True
    return sum(known) >= 0.6 * len(parts)


def _is_share_bar(document: Document, block: Block) -> bool:
    """A line made wholly of words that share the page: "Share on Facebook Share on X Print"."""
    words = block.text.split()
    if not 2 <= len(words) <= _LONGEST_BAR or block.text.endswith((".", "!", "?")):
        return False
    at = parts = 0
    while at < len(words):
        for size in (5, 4, 3, 2, 1):
            part = " ".join(words[at : at + size])
            if at + size <= len(words) and (
                _menu_roles(document, part) or _is_share(document, part, size)
            ):
                break
        else:
            if words[at].isalnum():
                return False
            size = 1  # a bullet, a bar
        at += size
        parts += 1
    return parts >= 2 or len(words) <= 4


def _is_share(document: Document, text: str, size: int) -> bool:
    return size >= 2 and "furniture.share" in document.scanner.scan(text).roles


def _is_copyright(block: Block) -> bool:
    """ "© 2025 Name. All rights reserved." and what of the kind stands under a page."""
    return (
        block.kind != "heading"
        and block.text[:1] in "©(Cc"
        and len(block.text) <= 400
        and _COPYRIGHT.match(block.text) is not None
    )


def _menu_roles(document: Document, text: str) -> frozenset[str]:
    return document.scanner.scan(text).whole & {"furniture.nav", "furniture.line", "promos.line"}


def _needs_company(
    lines: Sequence[tuple[int, Block]], place: int, sure: Mapping[int, str], nav: Set[int]
) -> bool:
    """One word alone in the midst of the text may be the author's: a heading, a term, an answer."""
    block = lines[place][1]
    if sure[place] != "page furniture" or word_count(block.text) > 1:
        return False
    if block.text.endswith(("...", "…")):  # "Loading..."
        return False
    beside = [at for at in (place - 1, place + 1) if 0 <= at < len(lines)]
    return len(beside) == 2 and not any(at in sure or at in nav for at in beside)


def _runs(document: Document, sure: Mapping[int, str], nav: Set[int]) -> Iterator[Edit]:
    """Runs of short lines that stand in menus; not of a tag cloud, which tails takes whole."""
    lines = document.lines
    for at in sorted({*nav, *sure}):
        if at - 1 in nav or at - 1 in sure:
            continue  # not the first of its run
        end = at
        while end in nav or end in sure:
            end += 1
        found = sum(place in nav for place in range(at, end))
        certain = end - at - found + sum(place in nav and place in sure for place in range(at, end))
        if 2 * at > len(lines) and _is_tag_head(document.hits.get(at)):
            continue
        if found >= _FEWEST or certain >= 2:
            for place in range(at, end):
                if place not in sure:
                    yield Drop(lines[place][0], "navigation")


def _is_tag_head(hits: Hits | None) -> bool:
    return bool(hits and hits.words <= 2 and "furniture.tags" in hits.sentences[0].roles)


def _tag_lines(document: Document) -> Iterator[Edit]:
    """ "Tags: a, b, c" and "#a #b #c" after the text."""
    last = len(document.lines) - 1
    for index, block in document.lines[last // 2 :]:
        if block.text.startswith("#") and is_line(block, 30) and _HASHTAGS.match(block.text):
            yield Drop(index, "tags")
    for place, index, block, hits in document.hits_with("furniture.tags"):
        if 2 * place < last or not is_line(block, 30):
            continue
        if block.text.endswith(".") or "furniture.tags" not in hits.sentences[0].roles:
            continue
        label, colon, rest = block.text.partition(":")
        if colon and rest.strip() and word_count(label) <= 3:
            tags = [tag.strip() for tag in _TAGS.split(rest) if tag.strip()]
            yield Fact("tags", "\n".join(tags))
            yield Drop(index, "tags")
        elif "#" in block.text or block.text.count(",") >= 2 or block.marks:
            yield Drop(index, "tags")
