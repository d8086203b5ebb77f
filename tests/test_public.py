"""The names that others build on."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

import cleaner


def test_public_names() -> None:
    assert sorted(cleaner.__all__) == [
        "Article",
        "Cleaner",
        "CleanerError",
        "Filter",
        "InputTooLargeError",
        "Lexicon",
        "LexiconError",
        "Metadata",
        "MissingExtraError",
        "Pipeline",
        "Removal",
        "UnknownEncodingError",
        "UnknownEngineError",
        "UnknownFilterError",
        "UnknownKindError",
        "__version__",
        "clean",
        "clean_file",
        "filters",
    ]
    for name in cleaner.__all__:
        assert getattr(cleaner, name) is not None
        assert name in dir(cleaner)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = cleaner.nothing


def test_errors_are_one_tree() -> None:
    errors = [name for name in cleaner.__all__ if name.endswith("Error")]
    assert all(issubclass(getattr(cleaner, name), cleaner.CleanerError) for name in errors)


def test_article_is_a_value() -> None:
    article = cleaner.clean("Tea is good [source].\n\nSubscribe now")
    assert pickle.loads(pickle.dumps(article)) == article
    assert {"text", "markdown", "metadata", "removals", "warnings"} < set(article.to_dict())
    assert article.kind == "text"
    assert article.encoding is None


def test_import_is_light() -> None:
    heavy = "trafilatura bs4 ftfy chardet turbohtml yaml numpy tomllib".split()
    code = f"import cleaner, sys; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
