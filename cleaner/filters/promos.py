"""Calls to action: subscribe, follow, donate, comment, read more; once is enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cleaner.document import Block, Document, Drop, Edit
from cleaner.filters.base import is_line, word_count
from cleaner.lexicon import Hits

#: A longer paragraph is the article's, whatever its last sentence asks for.
_LONGEST = 90
#: A line that points at another article is a title, not a paragraph.
_LONGEST_TEASER = 28
#: At most so many titles stand under "Related articles".
_MOST_TITLES = 12
_CALLS = ("promos.call", "promos.phrase")
_ROLES = (*_CALLS, "promos.line", "promos.teaser")


class Promos:
    """Drop lines and paragraphs that are nothing but calls to the reader on the publisher's behalf.

    Phrases come from the lexicons ([promos] in `cleaner/lexicons/*.toml`). A paragraph goes only if
    (nearly) all its sentences are calls: one that talks about newsletters or subscriptions stays.
    With the calls under it goes a heading such as "Join the conversation", and with a heading such
    as "Related articles" the titles under it.

    >>> from cleaner import clean
    >>> clean("Tea cools.\\n\\nSubscribe to our newsletter for more stories like this.").text
    'Tea cools.'
    >>> clean("The newsletter has 5,000 subscribers, and they subscribe to the idea.").text
    'The newsletter has 5,000 subscribers, and they subscribe to the idea.'
    """

    name = "promos"

    def edits(self, document: Document) -> Iterator[Edit]:
        reasons: dict[int, str] = {}
        for place, index, block, hits in document.hits_with(*_ROLES):
            if reason := _reason(block, hits):
                reasons[place] = reason
                yield Drop(index, reason)
        for place, _, block, hits in document.hits_with("promos.head"):
            if place not in reasons and "promos.head" in hits.whole and is_line(block, 12):
                yield from _section(document.lines, place, reasons)


def _reason(block: Block, hits: Hits) -> str:
    """Why the block is a call to action; empty if it is none."""
    if hits.words > _LONGEST:
        return ""
    if "promos.line" in hits.whole:
        return "promotional line"
    if _is_call(hits):
        return "call to action"
    if (
        "promos.teaser" in hits.sentences[0].roles
        and hits.words <= _LONGEST_TEASER
        and block.kind != "heading"
        and (block.marks or len(hits.sentences) <= 2)
    ):
        return "pointer to another article"
    return ""


def _is_call(hits: Hits) -> bool:
    """Nearly all the sentences call; those that do not only lead up to a call, or are a few words."""
    called = hits.share(*_CALLS)
    if not called:
        return False
    if called >= 0.999:
        return True
    others = [s for s in hits.sentences if not s.roles & {*_CALLS, "promos.engage"}]
    spare = sum(sentence.words for sentence in others)
    return called >= 0.4 and (spare == 0 or (spare <= 6 and spare <= 0.34 * hits.words))


def _section(
    blocks: Sequence[tuple[int, Block]], place: int, reasons: Mapping[int, str]
) -> Iterator[Edit]:
    """What goes with the heading of a promotional section, and the heading with it."""
    titles = _titles_under(blocks, place, reasons)
    last = place + len(titles)
    ends = last + 1 >= len(blocks)
    called = place + 1 < len(blocks) and place + 1 in reasons
    linked = bool(titles) and all(_is_link(blocks[at][1]) for at in titles)
    if called or linked or (titles and ends) or ends:
        yield Drop(blocks[place][0], "head of a promotional section")
        if linked or (titles and ends):
            for at in titles:
                yield Drop(blocks[at][0], "title of another article")


def _titles_under(
    blocks: Sequence[tuple[int, Block]], place: int, reasons: Mapping[int, str]
) -> list[int]:
    """The places of the lines under a heading that can be titles of other articles."""
    found: list[int] = []
    for at in range(place + 1, min(len(blocks), place + 1 + _MOST_TITLES)):
        block = blocks[at][1]
        if at in reasons or not is_line(block, 22) or block.text.endswith("."):
            break
        found.append(at)
    return found


def _is_link(block: Block) -> bool:
    """The line is a link and nothing else."""
    linked = sum(m.end - m.start for m in block.marks if m.kind == "link")
    return linked >= 0.8 * len(block.text) and word_count(block.text) > 0
