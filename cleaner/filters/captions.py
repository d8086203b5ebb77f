"""Captions, picture credits and alternative texts that were left as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Cut, Document, Drop, Edit, Fact
from cleaner.filters.base import word_count, writable

_MOST_WORDS = 30
_LABEL = re.compile(r"[\[(]?\s*([^\W\d_]{2,20})\s*:\s*(?=\S)")
_BANNER = re.compile(r"(?:banner|cover image|hero image|featured image)\s+(?:for|of)\s+(.{8,})", re.I)
_VERB = re.compile(r"[^.!?]{60,}[.!?]")


class Captions:
    """Drop lines such as "Banner for …", "Image: …", "Photo: Getty Images", and cut images.

    Only whole short lines go, and only by fixed openers and credits: "Image quality matters" and
    "Photo editing tips" are the author's.

    >>> from cleaner import clean
    >>> clean("The harbour is open.\\n\\nPhoto: Getty Images\\n\\nShips are back.").text
    'The harbour is open.\\n\\nShips are back.'
    """

    name = "captions"

    def edits(self, document: Document) -> Iterator[Edit]:
        for index, block in writable(document):
            for mark in block.marks:
                if mark.kind == "image":
                    yield Cut(index, mark.start, mark.end, "image")
            if block.kind == "row" or len(block.text) > 300:
                continue
            words = word_count(block.text)
            if words > _MOST_WORDS:
                continue
            if block.kind != "item" and (found := _BANNER.fullmatch(block.text)):
                yield Fact("banner", found[1])
            hits = document.scanner.scan(block.text)
            if "captions.line" in hits.whole:
                yield Drop(index, "caption")
            elif block.kind != "heading" and _is_caption(document, block.text, words):
                yield Drop(index, "caption")


def _is_caption(document: Document, text: str, words: int) -> bool:
    scan = document.scanner.scan
    hits = scan(text)
    if not hits.sentences:
        return False
    opened = "captions.start" in hits.sentences[0].roles
    credit = any("captions.credit" in each.roles for each in hits.sentences)
    label = _LABEL.match(text)
    if label:
        named = scan(label[1])
        labelled = any("captions.start" in each.roles for each in named.sentences)
        if labelled or "captions.line" in named.whole:
            return not _VERB.search(text)
    if opened:
        return words <= 20 and not (words > 12 and _VERB.search(text))
    return credit and words <= 8 and not text.endswith((".", "!", "?"))
