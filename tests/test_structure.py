"""Structure from pages to text and Markdown, each form as expected and at rest."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import cleaner

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "fixtures" / "structure.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_structure(case: dict[str, Any]) -> None:
    cleaning = cleaner.Cleaner(images=case.get("images", False))
    article = cleaning.clean(case["source"])
    markdown = case["markdown"].strip("\n")
    assert article.markdown == markdown
    assert article.text == case.get("text", markdown).strip("\n")
    assert cleaning.clean(article.text).text == article.text
    assert cleaning.clean(article.markdown).markdown == article.markdown
