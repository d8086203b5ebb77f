"""Calls to action: subscribe, follow, donate, comment, read more; once is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cleaner.document import LONGEST_SCANNED, Block, Cut, Document, Drop, Edit
from cleaner.filters.base import is_line, overlaps_code, word_count
from cleaner.lexicon import Hits

#: A longer paragraph is the article's, whatever its last sentence asks for.
_LONGEST = 90
#: A longer sentence says something besides.
_LONGEST_CALL = 40
#: A line that points at another article is a title, not a paragraph.
_LONGEST_TEASER = 28
#: A label ("Read more:") ends within so many characters.
_LONGEST_LABEL = 30
#: At most so many titles stand under "Related articles".
_MOST_TITLES = 12
#: What is left of a paragraph whose last sentences were cut off has so many words.
_LEAST_LEFT = 6
_CALLS = frozenset(("promos.call", "promos.phrase"))
_ASKS = _CALLS | {"promos.ask"}
_QUOTES = frozenset('"“”„«»「」『』')
_ROLES = (*sorted(_ASKS), "promos.line", "promos.teaser")
#: A block of broader calls ("promos.ask") is no longer than this.
_LONGEST_ASK = 30
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’»)\]]*(?:\s++|\Z)")
#: What a sentence has that is more than a call: something quoted, an address, a telephone number.
_INFORMS = re.compile(r"[\"“”„«»@]|\d[\d\s().-]{5,}\d")
#: "Read more: …", "Related » …"
_LABEL = re.compile(
    r"\W*([^\W\d_][^:：»>|\n]{2,40}?)\s*(?:[:：»>|]|\s[–—-]\s)\s*(?=\w|[\"“„«'‘¿¡(])"
)


class Promos:
    """Drop lines and paragraphs that are nothing but calls to the reader on the publisher's behalf.

    Phrases come from the lexicons ([promos] in `cleaner/lexicons/*.toml`). A paragraph goes only if
    (nearly) all its sentences are calls: one that talks about newsletters or subscriptions stays.
    A call that closes a paragraph of the article is cut off it. With the calls under it goes a
    heading such as "Join the conversation", and with a heading such as "Related articles" the
    titles under it, if they are links.

    >>> from cleaner import clean
    >>> clean("Tea cools.\\n\\nSubscribe to our newsletter for more stories like this.").text
    'Tea cools.'
    >>> clean("The newsletter has 5,000 subscribers, and they subscribe to the idea.").text
    'The newsletter has 5,000 subscribers, and they subscribe to the idea.'
    >>> clean("The tea has to stand for four minutes. Share this post with your friends!").text
    'The tea has to stand for four minutes.'
    """

    name = "promos"

    def edits(self, document: Document) -> Iterator[Edit]:
        reasons: dict[int, str] = {}
        for place, index, block, hits in document.hits_with(*_ROLES):
            if "promos.related" in hits.whole and _heads_titles(document.lines, place):
                continue  # goes with its titles or not at all
            if reason := _reason(document, block, hits):
                reasons[place] = reason
                yield Drop(index, reason)
            elif hits.roles & _ASKS:
                yield from _closing_calls(document, index, block)
        for place, (index, block) in enumerate(document.lines):
            if len(block.text) > LONGEST_SCANNED:
                yield from _closing_calls(document, index, block)
            elif (
                place not in reasons
                and ":" in block.text[:_LONGEST_LABEL]
                and _is_teaser(document, block)
            ):
                yield Drop(index, "pointer to another article")
        for place, _, block, hits in document.hits_with("promos.head", "promos.related"):
            if place not in reasons and _is_head(hits) and is_line(block, 12):
                yield from _section(document.lines, place, reasons)


def _heads_titles(blocks: Sequence[tuple[int, Block]], place: int) -> bool:
    """A line that can be a title stands under it."""
    return bool(_titles_under(blocks[place : place + 2], 0, {}))


def _is_head(hits: Hits) -> bool:
    return not hits.whole.isdisjoint(("promos.head", "promos.related"))


def _reason(document: Document, block: Block, hits: Hits) -> str:
    """Why the block is a call to action; empty if it is none."""
    if hits.words > _LONGEST:
        return ""
    if "promos.line" in hits.whole:
        return "promotional line"
    if (_is_call(hits) or _is_ask(block, hits)) and not _is_told(block, hits):
        return "call to action"
    if "promos.teaser" in hits.sentences[0].roles and _is_teaser(document, block):
        return "pointer to another article"
    return ""


def _is_told(block: Block, hits: Hits) -> bool:
    """Somebody's words are told: "Follow us," he said. Publishers do not quote themselves."""
    return "promos.told" in hits.roles or not _QUOTES.isdisjoint(block.text)


def _is_call(hits: Hits) -> bool:
    """Nearly all the sentences call; the others only lead up to a call, or are a few words."""
    called = sum(s.words for s in hits.sentences if s.roles & _CALLS and s.words <= _LONGEST_CALL)
    if not called:
        return False
    if called == hits.words:
        return True
    others = [s for s in hits.sentences if not s.roles & {*_CALLS, "promos.engage"}]
    spare = sum(sentence.words for sentence in others)
    return called >= 0.4 * hits.words and (
        spare == 0 or (spare <= 6 and spare <= 0.34 * hits.words)
    )


def _is_ask(block: Block, hits: Hits) -> bool:
    """A short paragraph in which every sentence asks for something, or leads up to it."""
    if hits.words > _LONGEST_ASK or block.kind != "paragraph" or block.text.endswith(":"):
        return False
    asks = False
    for sentence in hits.sentences:
        if not sentence.roles.isdisjoint(_ASKS):
            asks = True
        elif "promos.engage" not in sentence.roles:
            return False
    return asks


def _is_teaser(document: Document, block: Block) -> bool:
    """A label with a title after it ("Read more: …"), or nothing but a link that points."""
    if not is_line(block, _LONGEST_TEASER) or block.kind == "heading":
        return False
    label = _LABEL.match(block.text)
    if label and word_count(label[1]) <= 5 and not block.text.endswith("."):
        hits = document.scanner.scan(label[1])
        if "promos.label" in hits.whole or "promos.teaser" in hits.roles:
            return True
    return _is_link(block) and "promos.teaser" in document.scanner.scan(block.text).roles


def _closing_calls(document: Document, index: int, block: Block) -> Iterator[Cut]:
    """The calls at the end of a paragraph that says other things before."""
    if block.kind == "heading":
        return
    text = block.text
    first = max(0, len(text) - LONGEST_SCANNED)
    starts: list[int] = [] if first else [0]
    starts += [found.end() for found in _SENTENCE_END.finditer(text, first)]
    start = end = len(text)
    if starts and starts[-1] == end:
        starts.pop()
    while starts and _calls(document, text[starts[-1] : start], called=start < end):
        start = starts.pop()
    kept = text[:start].rstrip()
    if start == end or word_count(kept) < _LEAST_LEFT or overlaps_code(block, start, end):
        return
    if not document.scanner.scan(text[start:end]).roles & _ASKS:
        return
    yield Cut(index, len(kept), end, "closing call to action")


def _calls(document: Document, sentence: str, called: bool) -> bool:
    """The sentence is a call, or leads up to one that comes after it."""
    hits = document.scanner.scan(sentence)
    if not hits.sentences or hits.words > _LONGEST_CALL or _INFORMS.search(sentence):
        return False
    if sentence[:1].islower():  # a full stop after an abbreviation, not after a sentence
        return False
    roles = hits.sentences[0].roles
    if not _CALLS.isdisjoint(roles) or roles >= {"promos.ask", "repeats.address"}:
        return True
    return called and all("promos.engage" in each.roles for each in hits.sentences)


def _section(
    blocks: Sequence[tuple[int, Block]], place: int, reasons: Mapping[int, str]
) -> Iterator[Edit]:
    """What goes with the heading of a promotional section, and the heading with it."""
    titles = _titles_under(blocks, place, reasons)
    called = place + 1 in reasons
    linked = bool(titles) and all(_is_link(blocks[at][1]) for at in titles)
    if called or linked:
        yield Drop(blocks[place][0], "head of a promotional section")
    if linked:
        yield from (Drop(blocks[at][0], "title of another article") for at in titles)


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
