"""What stands after an article: lists of others, tags, notes on the author, empty headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.document import UNTOUCHED, Block, Document, Drop, Edit, Fact
from cleaner.filters.base import is_line, word_count
from cleaner.lexicon import Hits
from cleaner.metadata import bylines
from cleaner.metadata.names import leading_name

#: Roles of lines that are nothing without what stood under them.
_HEADS = frozenset(
    {f"furniture.{key}" for key in ("head", "nav", "author")}
    | {"promos.head", "promos.related", "logos.head"}
)
#: Roles of the labels, fields and buttons of a form.
_FORM = frozenset(("furniture.form", "furniture.line", "promos.line", "promos.head"))
#: At most so many lines stand under a head.
_MOST = 15
#: A title of another article has no more words than this; a tag; a note on the author.
_TITLE, _TAG, _NOTE = 22, 5, 110
#: So many words has the last line that says who made the text.
_CREDIT = 25
#: So many lines has a note on the author at most.
_MOST_NOTES = 5
_SENTENCE_END = re.compile(r"[.!?…。！？:;,][\"”’»)\]]*\Z")
#: A heading and nothing else: no stars, no figures, no full stop.
_PLAIN = re.compile(r"\W{0,3}(?:[^\W\d_]++[\s'’&/,-]*+)++[:…>»→]*\s*\Z")
_FULL_STOP = re.compile(r"[.:;,。：；][\"”’»)\]]*\Z")


class _Section(NamedTuple):
    """What ends a document: from which place of the lines on, and why it goes."""

    start: int
    reason: str
    facts: tuple[Fact, ...] = ()


class Tails:
    """Drop what stands after an article: its last sections, one by one, and outer breaks.

    A section is a heading that the lexicons know ("Related articles", "Tags", "About the author")
    with lines under it that look the part, up to the end of the document: titles, tags, a note; or
    the heading alone ("Recommended Tools", "News"). A note such as "Jane Doe is a reporter at …"
    needs no heading if it is the last line. A heading that is in no lexicon stays, even at the end:
    it may be the author's last word.

    >>> from cleaner import clean
    >>> clean("And so it ended.\\n\\nRecommended Tools\\n\\nNews").text
    'And so it ended.'
    >>> clean("And so it ended.\\n\\nRelated articles\\n\\nHow it began\\n\\nWhy so late").text
    'And so it ended.'
    """

    name = "tails"

    def edits(self, document: Document) -> Iterator[Edit]:
        written = [each for each in enumerate(document.blocks) if each[1].kind != "raw"]
        first = 0
        while first < len(written) and written[first][1].kind == "rule":
            yield Drop(written[first][0], "break before the text")
            first += 1
        lines = written[first:]
        while len(lines) > 1:
            section = _last_section(
                document, [block for _, block in lines[-_MOST - 1 :]], len(lines)
            )
            if section is None:
                return
            yield from section.facts
            yield from (Drop(index, section.reason) for index, _ in lines[section.start :])
            del lines[section.start :]


def _last_section(document: Document, blocks: Sequence[Block], count: int) -> _Section | None:
    """The section that ends the document, of whose `count` blocks these are the last."""
    before = count - len(blocks)
    if blocks[-1].kind == "rule":
        return _Section(count - 1, "break after the text")
    first = 0 if before else 1  # something has to be left
    if size := _form_size(document, blocks[first:]):
        return _Section(count - size, "comment form")
    if note := _note(document, blocks[first:], count):
        return note
    for at in range(len(blocks) - 1, first - 1, -1):
        block = blocks[at]
        if block.kind in UNTOUCHED or block.kind == "row":
            return None
        if is_line(block, 12):
            section = _headed(document, block, blocks[at + 1 :])
            if section is not None:
                return section._replace(start=before + at)
    return None


def _form_size(document: Document, blocks: Sequence[Block]) -> int:
    """How many lines at the end are fields and buttons of a form; 0 if too few."""
    size = fields = 0
    for block in reversed(blocks):
        if block.kind not in ("paragraph", "heading") or not is_line(block, 14):
            break
        whole = document.scanner.scan(block.text.rstrip(" *")).whole
        if whole.isdisjoint(_FORM):
            break
        fields += "furniture.form" in whole
        size += 1
    return size if fields >= 2 else 0


def _headed(document: Document, head: Block, under: Sequence[Block]) -> _Section | None:
    """The section under a heading, if the lexicons know the heading and the lines look the part."""
    if head.kind not in ("heading", "paragraph"):
        return None
    hits = document.scanner.scan(head.text)
    if not under:
        return _alone(head, hits)
    if "promos.related" in hits.whole and _are_titles(under):
        return _Section(0, "list of other articles")
    if "furniture.author" in hits.whole and _are_notes(under):
        return _Section(0, "author box", _author_facts(under))
    if _is_tag_head(head, hits) and _are_tags(under):
        return _Section(0, "tags", (Fact("tags", "\n".join(block.text for block in under)),))
    names = bylines.read_byline(head.text) if "datelines.by" in hits.roles else None
    if names and _are_notes(under) and _is_about(document, under[0], names):
        return _Section(0, "author box", (Fact("authors", "\n".join(names)),))
    return None


def _alone(head: Block, hits: Hits) -> _Section | None:
    if hits.whole.isdisjoint(_HEADS) or not is_line(head, 6):
        return None
    if not _PLAIN.match(head.text):
        return None
    return _Section(0, "heading with nothing under it")


def _are_titles(blocks: Sequence[Block]) -> bool:
    """Lines that can be titles of other articles: no sentences, and more than labels."""
    return all(
        is_line(block, _TITLE) and not _FULL_STOP.search(block.text) for block in blocks
    ) and sum(word_count(block.text) for block in blocks) >= 2 * len(blocks)


def _are_notes(blocks: Sequence[Block]) -> bool:
    """Few lines of a note: a name, what the author is, a link to more."""
    return (
        len(blocks) <= _MOST_NOTES
        and all(block.kind in ("paragraph", "heading", "item") for block in blocks)
        and sum(word_count(block.text) for block in blocks) <= _NOTE
    )


def _author_facts(notes: Sequence[Block]) -> tuple[Fact, ...]:
    text = notes[0].text.strip()
    name = text if bylines.looks_like_name(text) else leading_name(text)
    return (Fact("authors", name),) if name else ()


def _is_about(document: Document, note: Block, names: Sequence[str]) -> bool:
    """The note begins with the author's name, or with a word that says what somebody does."""
    first = note.text.split(" ", 1)[0].rstrip(",.:")
    return any(first in name.split() or _is_bio(document, note, name) for name in names)


def _note(document: Document, blocks: Sequence[Block], count: int) -> _Section | None:
    """A note on the author as the last line, with the name above it if it stands there."""
    if not blocks or blocks[-1].kind not in ("paragraph", "item"):
        return None
    last = blocks[-1]
    label, colon, note = last.text.partition(":")
    labelled = (
        colon and len(label) <= 80 and "furniture.author" in document.scanner.scan(label).whole
    )
    if labelled and 0 < word_count(note) <= _NOTE:
        return _Section(count - 1, "note on the author")
    above = _named(document, blocks[-2]) if len(blocks) > 1 else ""
    if above and is_line(last, 8) and "furniture.bio" in document.scanner.scan(last.text).roles:
        return _Section(count - 2, "note on the author", (Fact("authors", above),))
    if above and _is_bio(document, last, above):
        return _Section(count - 2, "note on the author", (Fact("authors", above),))
    role = blocks[-3] if len(blocks) > 2 else None
    if role and is_line(blocks[-2], 8) and bylines.is_role(blocks[-2].text):
        name = _named(document, role)
        if name and _is_bio(document, last, name):
            return _Section(count - 3, "note on the author", (Fact("authors", name),))
    if _is_bio(document, last):
        return _Section(count - 1, "note on the author", _author_facts([last]))
    if word_count(last.text) <= _CREDIT:
        if names := bylines.read_byline(last.text):
            return _Section(count - 1, "byline", (Fact("authors", "\n".join(names)),))
        sentences = document.scanner.scan(last.text).sentences
        if sentences and "furniture.credit" in sentences[0].roles:
            return _Section(count - 1, "credit")
    return None


def _named(document: Document, block: Block) -> str:
    """The name that a line is, or that stands in it after words such as "About" and "By"."""
    if block.kind not in ("paragraph", "heading") or not is_line(block, 10):
        return ""
    words = re.split(r"[\s:]+", block.text.strip(" :|–—-"))
    for size in range(min(4, len(words) - 1)):
        text = " ".join(words[size:])
        name = text if bylines.looks_like_name(text) else leading_name(text.split(",")[0])
        if name and (
            not size or "furniture.about" in document.scanner.scan(" ".join(words[:size])).roles
        ):
            return name
    return ""


def _is_bio(document: Document, block: Block, known: str = "") -> bool:
    """ "Jane Doe is a reporter at …": a name, and right after it what she does.

    The first name is enough where the whole name is known.
    """
    if block.kind != "paragraph" or not 4 <= word_count(block.text) <= _NOTE:
        return False
    name = leading_name(block.text)
    roles = {"furniture.bio"}
    if known:
        first = block.text.split(" ", 1)[0].rstrip(",")
        if first.casefold() in known.casefold().split():
            name = name or first
            roles.add("furniture.work")
    if not name:
        return False
    rest = block.text[len(name) :].lstrip(" ,")
    sentences = document.scanner.scan(rest[:300]).sentences
    return bool(sentences) and not roles.isdisjoint(sentences[0].roles)


def _is_tag_head(head: Block, hits: Hits) -> bool:
    return (
        word_count(head.text) <= 3
        and bool(hits.sentences)
        and "furniture.tags" in hits.sentences[0].roles
    )


def _are_tags(blocks: Sequence[Block]) -> bool:
    return all(
        is_line(block, _TAG) and block.kind != "heading" and not _SENTENCE_END.search(block.text)
        for block in blocks
    )
