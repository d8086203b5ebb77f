"""Stray code fences: the one filter that may touch code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Cut, Document, Drop, Edit

# nothing is looked for in the middle of a run, so that long runs cost no more than short ones
_AT_END = re.compile(r"(?:(?<!\s)\s++)?(?:(?<!`)`{3,}+|(?<!~)~{3,}+)[a-z]{0,10}$")


class Fences:
    """Drop fence lines that open or close nothing, fences round nothing, and fence residue.

    The readers decide which fences belong together (`cleaner.reading.fences`); a block of code
    between two of them stays to the byte.

    >>> from cleaner import clean
    >>> clean("An article.\\n```").text
    'An article.'
    >>> clean("Type this:\\n\\n```sh\\nls  -l\\n```").text
    'Type this:\\n\\n```sh\\nls  -l\\n```'
    """

    name = "fences"

    def edits(self, document: Document) -> Iterator[Edit]:
        for index, block in enumerate(document.blocks):
            if block.kind == "fence":
                yield Drop(index, "unmatched fence")
            elif block.kind == "code" and not block.text.strip():
                yield Drop(index, "fence round nothing")
        if "```" not in document.joined and "~~~" not in document.joined:
            return
        for index, block in document.writable:
            if "```" not in (tail := block.text[-16:]) and "~~~" not in tail:
                continue
            found = _AT_END.search(block.text)
            if found and not any(m.kind == "code" and m.end > found.end() - 1 for m in block.marks):
                yield Cut(index, found.start(), found.end(), "fence residue")
