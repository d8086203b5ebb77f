"""What flows between the rooms: blocks with their place in the source, and edits of them.

A `Document` is a decoded source and the blocks a reader found in it.  Filters never change a
document; they yield edits (`Drop`, `Cut`, `Fact`), and `Document.edited` applies them and tells
what went, so that the ledger of removals cannot be forgotten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from cleaner.lexicon import Hits, Scanner

Kind = Literal["heading", "paragraph", "item", "quote", "code", "row", "rule", "fence", "raw"]

#: Kinds that no filter but the one for stray fences may touch: their letters are somebody else's.
READ_ONLY: frozenset[str] = frozenset({"quote", "code"})
#: The same, and what is no text.
UNTOUCHED: frozenset[str] = READ_ONLY | {"raw", "rule", "fence"}
#: No promo, note or label is longer, in characters.
LONGEST_SCANNED = 1000

Anchors = tuple[tuple[int, int], ...]


class Mark(NamedTuple):
    """An inline mark over `text[start:end]` of a block.

    `kind` is "strong", "emphasis", "strike", "sub", "sup", "link", "image" or "code"; `target` is
    the address of a link or an image.  A code mark includes its backticks.
    """

    start: int
    end: int
    kind: str
    target: str = ""


@dataclass(slots=True)
class Elements:
    """The elements of a page, in their order, as columns: what the scorer of pages looks at.

    Element 0 stands for the page itself.

    Attributes:
        tags: their names.
        names: class and id, as they are written, parted by a space.
        parents: the element around each.
        title: what the page calls itself.
        body: the letters and digits of the article's text, where the page tells it to machines.
    """

    tags: list[str] = field(default_factory=lambda: [""])
    names: list[str] = field(default_factory=lambda: [""])
    parents: list[int] = field(default_factory=lambda: [0])
    title: str = ""
    body: str = ""


class Block(NamedTuple):
    """One unit of a document: a heading, a paragraph, a list item, a table row, a code block ...

    Attributes:
        kind: what it is; "raw" is markup that is no text (scripts, comments), "fence" a fence
            line that opens or closes nothing.
        text: its plain text, without inline marks; of code, the verbatim lines.
        start, end: its span in the decoded source, in characters, markup included.
        level: of a heading 1 to 6; of a list item its nesting, from 0; of any other block in how
            many items it stands.
        marker: of a list item "-" or "1.", of a description ":"; of code and fences the opening
            fence; of raw the reason.
        marks: inline marks, in order of their start.
        anchors: pairs (offset in text, offset in source) at which an even run begins.
        tight: no blank line parts it from the block before; of a quote: it is the same one.
        place: of a page, the element that its text begins in (see `Elements`).
    """

    kind: Kind
    text: str
    start: int
    end: int
    level: int = 0
    marker: str = ""
    marks: tuple[Mark, ...] = ()
    anchors: Anchors = ()
    tight: bool = False
    place: int = 0

    def locate(self, offset: int) -> int:
        """The place in the source of the character at `offset` of the text.

        >>> Block("paragraph", "a & b", 0, 9, anchors=((0, 0), (3, 7))).locate(4)
        8
        """
        if not self.anchors:
            return self.start + offset
        at, source = self.anchors[bisect_right(self.anchors, (offset, 1 << 62)) - 1]
        return source + offset - at

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the source of `text[start:end]`, within the span of the block."""
        if start >= end:
            place = min(max(self.locate(start), self.start), self.end)
            return place, place
        return self.locate(start), self.locate(end - 1) + 1


def is_image(block: Block) -> bool:
    """Is there nothing in the block but an image?"""
    return any(
        mark.kind == "image" and mark.start == 0 and mark.end == len(block.text)
        for mark in block.marks[:2]
    )


class Drop(NamedTuple):
    """Take a whole block out. `index` counts in `Document.blocks`."""

    index: int  # type: ignore[assignment]  # hides a method of tuples that nobody needs here
    reason: str


class Cut(NamedTuple):
    """Take `text[start:end]` out of a block, or put white space or punctuation in its place."""

    index: int  # type: ignore[assignment]
    start: int
    end: int
    reason: str
    replacement: str = ""


class Fact(NamedTuple):
    """Something a block says about the document: the name of a `Metadata` field and its value."""

    field: str
    value: str


Edit = Drop | Cut | Fact


class Removal(NamedTuple):
    """One thing that was taken out: by which filter, why, its text, and its span in the source."""

    filter: str
    reason: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """A decoded source and its blocks in reading order.

    Attributes:
        source: the decoded text that all spans count in.
        blocks: the blocks, in order.
        kind: "html", "markdown" or "text".
        scanner: looks phrases up in the lexicons, and remembers what it found while this
            document is cleaned.
        whole_page: the source is a whole web page, not an article or a fragment.
        memory: what filters remember while this document is cleaned, each under its own name:
            only things that follow from a text alone, to be spared finding them again.
        elements: of a page, the elements that its blocks stand in.
    """

    source: str
    blocks: tuple[Block, ...]
    kind: str
    scanner: Scanner
    whole_page: bool = False
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    elements: Elements | None = field(default=None, compare=False, repr=False)

    @cached_property
    def writable(self) -> tuple[tuple[int, Block], ...]:
        """The blocks of text that a filter may touch, each with its index."""
        return tuple(
            (index, block) for index, block in enumerate(self.blocks) if block.kind not in UNTOUCHED
        )

    @cached_property
    def joined(self) -> str:
        """The texts of all writable blocks, a line or more each: for a first look at the whole."""
        return "\n".join([block.text for _, block in self.writable])

    @cached_property
    def lines(self) -> tuple[tuple[int, Block], ...]:
        """The writable blocks but table rows, each with its index."""
        return tuple([each for each in self.writable if each[1].kind != "row"])

    @cached_property
    def hits(self) -> Mapping[int, Hits]:
        """What the lexicons say of the shorter `lines`, by place there, if they say anything."""
        found: dict[int, Hits] = {}
        scan = self.scanner.scan
        for place, (_, block) in enumerate(self.lines):
            if len(block.text) <= LONGEST_SCANNED:
                hits = scan(block.text)
                if hits.roles:
                    found[place] = hits
        return found

    def hits_with(self, *roles: str) -> Iterator[tuple[int, int, Block, Hits]]:
        """Place in `lines`, index, block and hits of lines with one of these roles, in order."""
        wanted = frozenset(roles)
        for place, hits in self.hits.items():
            if hits.roles & wanted:
                index, block = self.lines[place]
                yield place, index, block, hits

    def with_blocks(self, blocks: Iterable[Block]) -> Document:
        """The same document with other blocks."""
        return replace(self, blocks=tuple(blocks))

    def edited(self, edits: Sequence[Edit], name: str) -> tuple[Document, list[Removal]]:
        """Apply the edits of the filter called `name`; return the result and what went."""
        drops: dict[int, str] = {}
        cuts: dict[int, list[Cut]] = {}
        for edit in edits:
            if isinstance(edit, Drop):
                drops.setdefault(edit.index, edit.reason)
            elif isinstance(edit, Cut):
                cuts.setdefault(edit.index, []).append(edit)
        removals: list[Removal] = []
        blocks: list[Block] = []
        parted = False  # the block before went, and a blank line stood before it
        for index, block in enumerate(self.blocks):
            if index in drops:
                removals.append(Removal(name, drops[index], block.text, block.start, block.end))
                parted = parted or not block.tight
                continue
            if index in cuts:
                block, gone = apply_cuts(block, cuts[index], name)
                removals.extend(gone)
                if not block.text.strip() and block.kind != "code":
                    parted = parted or not block.tight
                    continue
            if parted and block.tight:
                block = block._replace(tight=False)
            parted = False
            blocks.append(block)
        return self.with_blocks(blocks), removals


def apply_cuts(block: Block, cuts: Sequence[Cut], name: str) -> tuple[Block, list[Removal]]:
    """The block without what the cuts take out, and a removal for each cut that took letters.

    Cuts may come in any order; where two overlap, the one that starts first wins.

    >>> block, gone = apply_cuts(Block("paragraph", "one two", 5, 12), [Cut(0, 3, 7, "why")], "f")
    >>> block.text, gone[0].start, gone[0].end
    ('one', 8, 12)
    """
    pieces: list[str] = []
    moves: list[tuple[int, int, int, int]] = []  # start, end, start in the new text, width there
    anchors: list[tuple[int, int]] = []
    removals: list[Removal] = []
    old = new = 0

    def keep(upto: int) -> None:
        nonlocal new
        if upto > old:
            pieces.append(block.text[old:upto])
            anchors.extend(_anchors_between(block, old, upto, new))
            new += upto - old

    for cut in sorted(cuts, key=lambda c: (c.start, c.end)):
        if cut.start < old:
            continue
        keep(cut.start)
        gone = block.text[cut.start : cut.end]
        if gone.strip() and gone != cut.replacement:
            start, end = block.span(cut.start, cut.end)
            removals.append(Removal(name, cut.reason, gone, start, end))
        moves.append((cut.start, cut.end, new, len(cut.replacement)))
        if cut.replacement:
            pieces.append(cut.replacement)
            anchors.append((new, block.span(cut.start, cut.end)[0]))
            new += len(cut.replacement)
        old = cut.end
    keep(len(block.text))
    text = "".join(pieces)
    marks = _moved_marks(block.marks, moves, len(text)) if block.marks else ()
    return block._replace(text=text, marks=marks, anchors=tuple(anchors)), removals


def _anchors_between(block: Block, start: int, end: int, at: int) -> list[tuple[int, int]]:
    """The anchors of `text[start:end]` when it comes to stand at offset `at`."""
    found = [(at, block.locate(start))]
    first = bisect_right(block.anchors, (start, 1 << 62))
    for number in range(first, len(block.anchors)):
        offset, source = block.anchors[number]
        if offset >= end:
            break
        found.append((offset - start + at, source))
    return found


def _moved_marks(
    marks: Sequence[Mark], moves: Sequence[tuple[int, int, int, int]], size: int
) -> tuple[Mark, ...]:
    """The marks after the cuts, those that cover nothing any more left out."""
    starts = [move[0] for move in moves]

    def moved(offset: int) -> int:
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return offset
        start, end, new, width = moves[index]
        return new + min(offset - start, width) if offset < end else new + width + offset - end

    kept = []
    for mark in marks:
        start, end = moved(mark.start), min(moved(mark.end), size)
        if start < end:
            kept.append(mark._replace(start=start, end=end))
    return tuple(kept)
