"""The filters on real-looking cases: what must go, what must stay, and what is not solved yet.

Each file in fixtures/filters/ is named after the filter that its cases are about; the cases run
through the whole default chain, since no filter may spoil another one's case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cleaner

FOLDER = Path(__file__).parent.parent / "fixtures" / "filters"


def _cases(*, expect_known: bool = True) -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            marks = (
                [pytest.mark.xfail(reason=case["known"])]
                if expect_known and "known" in case
                else []
            )
            yield pytest.param(case, id=f"{path.stem}:{case['name']}", marks=marks)


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case: dict[str, Any]) -> None:
    text = cleaner.clean(case["source"]).text
    for piece in case.get("gone", ()):
        assert piece not in text
    for piece in case.get("kept", ()):
        assert text.count(piece) >= case["kept"].count(piece), piece


@pytest.mark.parametrize("case", list(_cases(expect_known=False)))
def test_case_is_a_fixed_point(case: dict[str, Any]) -> None:
    article = cleaner.clean(case["source"])
    assert cleaner.clean(article.text).text == article.text
    assert cleaner.clean(article.markdown).markdown == article.markdown
