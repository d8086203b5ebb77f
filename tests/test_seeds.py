"""The five dirty articles that this package was made for, and all pages of wcxb-dev if here."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

import cleaner

SEEDS = Path(__file__).parent.parent / "fixtures" / "seeds"
PAGES = Path(__file__).parent.parent.parent / "shared" / "data" / "wcxb-dev" / "html"
#: Every so many-th page is taken; CLEANER_ALL_PAGES=1 takes all of them.
STEP = 1 if os.environ.get("CLEANER_ALL_PAGES") else 25

seeds = pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
DIRT = re.compile(
    r"```|</?\w+>|\[source\]|\(\s*\)|\[\s*\]| Logo$|^Banner for|^Join the conversation"
    r"|\bsubscribe\b|^Learn to use AI|^Recommended Tools|^News$",
    re.M | re.I,
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@seeds
def test_text(name: str) -> None:
    article = cleaner.clean_file(SEEDS / f"{name}.txt")
    expected = (SEEDS / f"{name}.expected.txt").read_text(encoding="utf-8")
    paragraphs = [words(part) for part in expected.split("\n") if words(part)]
    assert [words(part) for part in article.text.split("\n") if words(part)] == paragraphs
    assert not DIRT.search(article.text)


@seeds
def test_metadata(name: str) -> None:
    found = cleaner.clean_file(SEEDS / f"{name}.txt").metadata.to_dict()
    expected: dict[str, Any] = json.loads((SEEDS / f"{name}.expected.json").read_text("utf-8"))
    for field, value in expected.items():
        if value:
            assert found[field] == value


@seeds
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_fixed_point(name: str, form: str) -> None:
    written = getattr(cleaner.clean_file(SEEDS / f"{name}.txt"), form)
    assert getattr(cleaner.clean(written), form) == written


def pages() -> list[Path]:
    return sorted(PAGES.glob("*.html.gz"))[::STEP] if PAGES.is_dir() else []


@pytest.mark.skipif(not pages(), reason="the pages of wcxb-dev are not here")
def test_pages_hold_the_invariants() -> None:
    wrong: list[str] = []
    for page in pages():
        article = cleaner.clean(gzip.decompress(page.read_bytes()))
        again = cleaner.clean(article.text), cleaner.clean(article.markdown)
        if (again[0].text, again[1].markdown) != (article.text, article.markdown):
            wrong.append(f"{page.name}: not a fixed point")
        ends = [0, *(removal.end for removal in article.removals)]
        if any(r.start < end for r, end in zip(article.removals, ends, strict=False)):
            wrong.append(f"{page.name}: removals lie over each other")
    assert wrong == []
