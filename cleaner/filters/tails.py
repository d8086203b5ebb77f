"""What is left at the ends of a document: headings with nothing under them, breaks that part nothing."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Document, Drop, Edit
from cleaner.filters.base import is_line

#: Roles of lines that are nothing without what stood under them.
_HEADS = frozenset(("furniture.head", "furniture.nav", "promos.head", "logos.head", "furniture.author"))


class Tails:
    """Drop section headings left over at the end ("Recommended Tools", "News") and outer breaks.

    A heading that is in no lexicon stays, even at the end: it may be the author's last word.

    >>> from cleaner import clean
    >>> clean("And so it ended.\\n\\nRecommended Tools\\n\\nNews").text
    'And so it ended.'
    """

    name = "tails"

    def edits(self, document: Document) -> Iterator[Edit]:
        blocks = document.blocks
        written = [index for index, block in enumerate(blocks) if block.kind != "raw"]
        while written and blocks[written[0]].kind == "rule":
            yield Drop(written.pop(0), "break before the text")
        while len(written) > 1:
            block = blocks[written[-1]]
            if block.kind == "rule":
                yield Drop(written.pop(), "break after the text")
            elif (
                block.kind in ("heading", "paragraph")
                and is_line(block, 6)
                and not block.text.endswith((".", "!", "?"))
                and document.scanner.scan(block.text).whole & _HEADS
            ):
                yield Drop(written.pop(), "heading with nothing under it")
            else:
                break
