"""Lists of logos: the alternative texts of a row of pictures, and names under "Trusted by"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from cleaner.document import Block, Document, Drop, Edit
from cleaner.filters.base import is_line, word_count

_ARTICLES = re.compile(
    r"(?:the|a|an|der|die|das|ein|eine|le|la|les|un|une|el|los|il|lo|o|os|het|de)\s", re.I
)
_NAME = re.compile(r"[^\W_][^.!?:;]*$")
#: Bare names under a head: no fewer, and no more in one go.
_FEWEST, _MOST = 2, 40


class Logos:
    """Drop runs of "X Logo" lines, "Logo of X", and bare names under "Trusted by" or "As seen in".

    One line that speaks of a logo stays, a list of companies that the article makes has a sentence
    leading in or descriptions, and stays too.

    >>> from cleaner import clean
    >>> clean("It works.\\n\\nCanva Logo\\nZapier Logo\\n\\nIt works well.").text
    'It works.\\n\\nIt works well.'
    >>> clean("The Nike Logo\\n\\nIt was drawn by a student.").text
    'The Nike Logo\\n\\nIt was drawn by a student.'
    """

    name = "logos"

    def edits(self, document: Document) -> Iterator[Edit]:
        lines = document.lines
        logos = {
            place
            for place, _, block, _ in document.hits_with("logos.word")
            if _is_logo(document, block)
        }
        repeated = _repeated(lines[place][1].text for place in logos)
        dropped: set[int] = set()
        for place in sorted(logos):
            index, block = lines[place]
            if place - 1 in logos or place + 1 in logos or block.text.casefold() in repeated:
                dropped.add(place)
                yield Drop(index, "logo")
        for place, index, block, hits in document.hits_with("logos.head"):
            if "logos.head" not in hits.whole or not is_line(block, 10) or block.text[-1] == ".":
                continue
            names = _names_under(lines, place, logos)
            if names or place + 1 in dropped:
                yield Drop(index, "head of a logo list")
                yield from (Drop(lines[each][0], "name in a logo list") for each in names)


def _is_logo(document: Document, block: Block) -> bool:
    """A line of a name and the word for logo, in one of the languages."""
    if not is_line(block, 7) or block.text[-1:] in ".!?:":
        return False
    words = re.findall(r"\w+", block.text.casefold())
    if len(words) < 2 or _ARTICLES.match(block.text):
        return False
    for word in {words[0], words[-1]}:
        roles = document.scanner.scan(word).sentences
        if roles and "logos.word" in roles[0].roles:
            return word == words[-1] or len(words) <= 6
    return False


def _names_under(blocks: Sequence[tuple[int, Block]], place: int, logos: Set[int]) -> list[int]:
    """The places of the bare names that stand under a head, none if they are no such list."""
    names: list[int] = []
    for at in range(place + 1, min(len(blocks), place + 1 + _MOST)):
        block = blocks[at][1]
        if names and not _goes_on(blocks, names, block):
            break
        if at in logos or (
            is_line(block, 4)
            and block.kind in ("paragraph", "item")
            and _NAME.match(block.text)
            and not block.text[:1].islower()
        ):
            names.append(at)
        else:
            break
    if len(names) < _FEWEST:
        return []
    words = sum(word_count(blocks[at][1].text) for at in names)
    return names if words <= 3 * len(names) else []


def _goes_on(blocks: Sequence[tuple[int, Block]], names: Sequence[int], block: Block) -> bool:
    """The block is of the kind of the names before it, and as close to them as they are."""
    first = blocks[names[0]][1]
    second = blocks[names[1]][1] if len(names) > 1 else None
    return block.kind == first.kind and (second is None or block.tight or not second.tight)


def _repeated(texts: Iterator[str]) -> frozenset[str]:
    seen: set[str] = set()
    again: set[str] = set()
    for text in texts:
        folded = text.casefold()
        (again if folded in seen else seen).add(folded)
    return frozenset(again)
