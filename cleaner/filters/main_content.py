"""The article's own blocks of a whole web page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.document import Document, Drop, Edit, Fact
from cleaner.engines import DEFAULT_ENGINE, Engine, by_name


class MainContent:
    """On a whole page, drop the blocks that the engine does not count to the article.

    The engine (see `cleaner.engines`) is the project's own scorer unless another is named or given
    as a function.  If it finds nothing, all blocks stay; other sources than whole pages are left
    alone.
    """

    name = "main-content"

    def __init__(self, engine: str | Engine = DEFAULT_ENGINE) -> None:
        self._find = by_name(engine) if isinstance(engine, str) else engine

    def edits(self, document: Document) -> Iterator[Edit]:
        if not document.whole_page:
            return
        known = document.memory.setdefault(self.name, {})
        if document.source not in known:
            found = self._find(document)
            known[document.source] = (_outside(document, found.keeps), found.confidence)
        outside, confidence = known[document.source]
        if confidence is not None:
            yield Fact("confidence", f"{confidence:.3f}")
        for index, block in enumerate(document.blocks):
            if (block.start, block.end) in outside:
                yield Drop(index, "outside the article")


def _outside(document: Document, keeps: Sequence[bool]) -> frozenset[tuple[int, int]]:
    """The spans of the blocks outside the article; none if nothing is found."""
    if not any(keeps):
        return frozenset()
    return frozenset(
        (block.start, block.end)
        for block, stays in zip(document.blocks, keeps, strict=True)
        if not stays and block.kind != "raw"
    )
