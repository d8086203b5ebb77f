"""What comes out: an article's text in two forms, its metadata, and the account of what went."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cleaner.document import Removal
from cleaner.metadata.model import Metadata

__all__ = ["Article", "Metadata", "Removal"]


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article.

    Attributes:
        text: plain text; paragraphs parted by blank lines, headings, list items and table rows on
            lines of their own; code keeps its fences and quotes their ">".
        markdown: the same with headings, lists, emphasis and links in Markdown.
        metadata: what is known besides the text.
        removals: what was taken out, in the order of the source.
        warnings: short sentences on what a reader of the result should know.
        kind: what the source was: "html", "markdown" or "text".
        encoding: the character encoding of a source of bytes; None for a str.
        confidence: of a whole page, the F1 of words that is to be expected of the choice of its
            blocks, from 0 to 1; None for other sources and engines that do not tell.
        comments: of a page, what its readers wrote below the article, one text a comment (where
            the page does not part them: one a paragraph); only if they were asked for.
        source: the decoded source (line ends "\\n", mojibake repaired), in which all spans count.

    >>> import cleaner
    >>> article = cleaner.clean("The tea was good [source].")
    >>> article.text, article.source[slice(*article.removals[0][3:])]
    ('The tea was good.', ' [source]')
    """

    text: str
    markdown: str
    metadata: Metadata
    removals: tuple[Removal, ...]
    warnings: tuple[str, ...]
    kind: str
    encoding: str | None
    source: str = field(repr=False)
    confidence: float | None = None
    comments: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[tuple[int, int], ...]:
        """The spans of the source that nothing took out; with the removals' they tile it."""
        return tuple(self._gaps())

    def _gaps(self) -> Iterator[tuple[int, int]]:
        at = 0
        for removal in self.removals:
            if removal.start > at:
                yield at, removal.start
            at = max(at, removal.end)
        if at < len(self.source):
            yield at, len(self.source)

    def to_dict(self) -> dict[str, Any]:
        """All but the source, as JSON types."""
        return {
            "text": self.text,
            "markdown": self.markdown,
            "metadata": self.metadata.to_dict(),
            "removals": [removal._asdict() for removal in self.removals],
            "warnings": list(self.warnings),
            "kind": self.kind,
            "encoding": self.encoding,
            "confidence": self.confidence,
            "comments": list(self.comments),
        }

    def to_json(self, indent: int | None = None) -> str:
        """`to_dict` as JSON, non-ASCII characters as themselves."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
