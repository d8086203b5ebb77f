"""What the README shows is what happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import cleaner
from cleaner.document import Document, Drop

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def _block(after: str, language: str = "text") -> str:
    """The first code block after a line that begins so."""
    found = re.search(rf"^{re.escape(after)}.*?^```{language}\n(.*?)^```$", README, re.S | re.M)
    assert found
    return found[1]


def test_before_and_after() -> None:
    article = cleaner.clean(_block("Before:"))
    assert article.text == _block("After").strip()
    assert article.metadata.authors == ("Mackenzie Ferguson",)
    assert len(article.removals) == 14


def test_every_filter_is_named() -> None:
    assert tuple(re.findall(r"^\| `([a-z-]+)` \|", README, re.M)) == cleaner.filters.DEFAULT.names


def test_own_filter() -> None:
    class Ellipses:
        name = "ellipses"

        def edits(self, document: Document) -> Iterator[Drop]:
            for index, block in document.lines:
                if not block.text.strip(". …"):
                    yield Drop(index, "only dots")

    pipeline = cleaner.filters.DEFAULT.before("promos", Ellipses())
    assert cleaner.Cleaner(pipeline).clean("One.\n\n. . .\n\nTwo.").text == "One.\n\nTwo."


def test_the_map_names_what_is_there() -> None:
    root = Path(__file__).parent.parent
    for place in re.findall(r"^\| `(cleaner/[\w/.]+)`", README, re.M):
        assert (root / place).exists(), place
