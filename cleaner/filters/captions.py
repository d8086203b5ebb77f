"""Captions, picture credits and alternative texts that were left as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Cut, Document, Drop, Edit, Fact, is_image
from cleaner.filters.base import word_count

_MOST_WORDS = 30
_ROLES = frozenset(("captions.line", "captions.start", "captions.credit"))
_LABEL = re.compile(r"[\[(]?\s*([^\W\d_]{2,20}(?: [^\W\d_]{2,20}){0,2})\s*:\s*(?=\S)")
_CREDITED = re.compile(r"[/:|©@(,]")
_BANNER = re.compile(
    r"(?:banner|cover image|hero image|featured image)\s+(?:for|of)\s+(.{8,})", re.I
)
_SENTENCE = re.compile(r"[^.!?]{60,}[.!?]")
_NAME_AFTER = re.compile(r"\W*\w+\W+\w+\W+[A-ZÀ-Þ@©]")


class Captions:
    """Drop lines such as "Banner for …", "Image: …", "Photo: Getty Images", and cut images.

    Only whole short lines go, and only by fixed openers and credits: "Image quality matters" and
    "Photo editing tips" are the author's.

    >>> from cleaner import clean
    >>> clean("The harbour is open.\\n\\nPhoto: Getty Images\\n\\nShips are back.").text
    'The harbour is open.\\n\\nShips are back.'
    """

    name = "captions"

    def __init__(self, *, images: bool = False) -> None:
        self.images = images  # are wanted

    def edits(self, document: Document) -> Iterator[Edit]:
        for place, (index, block) in enumerate(document.lines):
            if self.images and is_image(block):
                continue
            for mark in () if self.images else block.marks:
                if mark.kind == "image":
                    yield Cut(index, mark.start, mark.end, "image")
            if len(block.text) > 300:
                continue
            roles = document.hits[place].roles if place in document.hits else frozenset()
            if not (roles & _ROLES or ":" in block.text[:24] or "/" in block.text):
                continue
            words = word_count(block.text)
            if block.kind != "item" and (found := _BANNER.fullmatch(block.text)):
                yield Fact("banner", found[1])
            if "captions.line" in roles or (
                words <= _MOST_WORDS
                and block.kind != "heading"
                and (block.kind != "item" or _CREDITED.search(block.text))
                and _is_caption(document, block.text, words)
            ):
                yield Drop(index, "caption")


def _is_caption(document: Document, text: str, words: int) -> bool:
    scan = document.scanner.scan
    sentences = scan(text).sentences
    if not sentences or words < 2 or "://" in text:  # a heading as likely; a reference
        return False
    ended = text.endswith((".", "!", "?"))
    label = _LABEL.match(text)
    if (
        label
        and (words <= 14 or " " not in label[1])
        and _has_role(document, label[1], "captions.start")
    ):
        if ended:  # "Photo: the last one he took." is the author's
            return words <= 14 and not text[label.end() : label.end() + 1].islower()
        return not _SENTENCE.search(text)
    if "captions.start" in sentences[0].roles:
        # "Photo by Jane Doe." is a credit, "Photo by photo, he put names to them." a sentence
        return words <= 12 and _NAME_AFTER.match(text) is not None if ended else words <= 20
    if ended or words > 8 or (words > 3 and not _CREDITED.search(text)):
        return False
    parts = text.split("/") if words <= 6 else [text]
    return any(_has_role(document, part, "captions.credit") for part in parts)


def _has_role(document: Document, text: str, role: str) -> bool:
    return any(role in sentence.roles for sentence in document.scanner.scan(text).sentences)
