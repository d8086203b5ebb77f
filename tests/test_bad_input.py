"""Whatever comes in, out comes an article or one of the package's own errors, in linear time."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable

import pytest

import cleaner

PROSE = "The harbour was closed for a week, and nobody knew when it would open again."

nothing: dict[str, str | bytes] = {
    "empty": "",
    "no bytes": b"",
    "white space": " \n\t\u3000\xa0\r\n",
    "NULs": "\0" * 100,
    "NUL bytes": b"\0" * 100,
    "PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + zlib.compress(bytes(range(256)) * 40),
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + zlib.compress(PROSE.encode() * 9),
    "gzip": gzip.compress(PROSE.encode() * 99, mtime=0),
    "a script": "<script>var a = 1;</script>",
    "an unclosed comment": "<!doctype html><html><body><!-- " + PROSE,
    "fences": "```\n```\n~~~\n````",
}
something: dict[str, str | bytes] = {
    "NULs between": f"\0{PROSE}\0",
    "lone surrogates": f"{PROSE} \ud800 \udfff",
    "UTF-16 without a BOM": PROSE.encode("utf-16-le"),
    "an unclosed fence": f"```py\n{PROSE}",
    "an unclosed comment": f"{PROSE}\n\n<!-- see",
    "an unclosed tag": f"{PROSE}\n\n<a href='x",
    "an unclosed script": f"<html><body><p>{PROSE}</p><script>var a",
    "an alias bomb": "---\n"
    + "a: &a [x, x]\n"
    + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + f"---\n\n{PROSE}",
    "unclosed front matter": f"---\ntitle: Tea\n\n{PROSE}",
    "bad bytes": PROSE.encode() + b" \xff\xfe\x00 caf\xe9",
    "all line ends": f"{PROSE}\r{PROSE}\u2028{PROSE}\x85{PROSE}\f{PROSE}",
}


@pytest.mark.parametrize("name", nothing)
def test_no_text(name: str) -> None:
    article = cleaner.clean(nothing[name])
    assert article.text == article.markdown == ""
    assert article.warnings
    article.to_json().encode()


@pytest.mark.parametrize("name", something)
def test_text_comes_out(name: str) -> None:
    article = cleaner.clean(something[name])
    assert PROSE in article.text
    assert PROSE in article.markdown
    article.to_json().encode()


def test_too_large() -> None:
    with pytest.raises(cleaner.InputTooLargeError, match="limit is 10"):
        cleaner.Cleaner(max_chars=10).clean(PROSE)


def test_wrong_use() -> None:
    with pytest.raises(cleaner.UnknownKindError):
        cleaner.clean(PROSE, kind="pdf")
    with pytest.raises(cleaner.UnknownEncodingError):
        cleaner.clean(PROSE.encode(), encoding="klingon")
    with pytest.raises(TypeError):
        cleaner.clean(7)  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", [1, 2])
def test_others_of_the_same_run_lose_nothing(workers: int) -> None:
    png = b"\x89PNG\r\n\x1a\n\0\0"
    sources: list[str | bytes] = [PROSE, png, "\0", "<div>" * 2000, PROSE.upper()]
    found = [article.text for article in cleaner.Cleaner().clean_many(sources, workers=workers)]
    assert found == [PROSE, "", "", "", PROSE.upper()]


# --- Linear growth -----------------------------------------------------------------------------

growing: dict[str, Callable[[int], str | bytes]] = {
    "deep divs": lambda n: "<div>" * n + PROSE,
    "deep page": lambda n: "<html><body>" + "<div><b>" * n + PROSE,
    "deep quotes": lambda n: "> " * n + PROSE,
    "deep list": lambda n: "".join(f"{' ' * min(at, 400)}- x\n" for at in range(n // 100)),
    "brackets": lambda n: "[" * n,
    "images": lambda n: "![" * n,
    "links": lambda n: "[a](" * n,
    "heading": lambda n: "# a" + " " * n + "b" + " #" * n + "c",
    "spaces after a fence": lambda n: "```" + " " * n + "`",
    "a call": lambda n: "    " + "f(" * n + ";",
    "stars": lambda n: "*a " * n,
    "runs of stars": lambda n: "*" * n + "a" + "*" * n,
    "lines and stars": lambda n: "*_" * n + "a" + "_*" * n,
    "ticks": lambda n: "".join("`" * (at % 30) + " " for at in range(n // 100)),
    "backslashes": lambda n: "\\" * n + "*",
    "ampersands": lambda n: "&" + "amp;" * n,
    "less than": lambda n: "<" * n,
    "tags": lambda n: "a <b>b</b> " * (n // 8),
    "unclosed comments": lambda n: "a <!-- " * n,
    "unclosed scripts": lambda n: "<script>" * n,
    "closed elements before lines": lambda n: "<pre>a\nb</pre>\nplain words\n" * (n // 30),
    "code and sources": lambda n: "go `a` on [source] " * (n // 20),
    "bold cells": lambda n: "|" + "**a**|" * (n // 6),
    "joiners": lambda n: "a" + "\u200d" * n + "b",
    "numbers in brackets": lambda n: "one two three four five six" + "[1]" * n + "(",
    "a long word": lambda n: "- abc-\n  def " + "a" * n,
    "a label": lambda n: "Title\n\n" + "subscribe to our " * (n // 16) + ": x",
    "fences": lambda n: "```\n" * n,
    "opening fences": lambda n: "```py\nx\n" * n,
    "fences of all sizes": lambda n: "".join("`" * (3 + at % 50) + "\n" for at in range(n)),
    "bars": lambda n: "|" * n,
    "rows": lambda n: "| a | b |\n" * n,
    "citations": lambda n: PROSE + " [source] ()" * n,
    "numbers": lambda n: PROSE + "[1]" * n,
    "definitions": lambda n: "".join(f"[a{at}]: /x\n" for at in range(n)),
    "spaces": lambda n: "a" + " " * n + "b",
    "blank lines": lambda n: "a" + "\n" * n + "b",
    "zero-width": lambda n: "a\u200b" * n,
    "mojibake": lambda n: "Ã©t Ã  " * n,
    "hyphens": lambda n: "recom-\nmended " * n,
    "short lines": lambda n: "Tea\n" * n,
    "promos": lambda n: "Subscribe to our newsletter!\n\n" * n,
    "one line": lambda n: "word " * n,
    "one word": lambda n: "x" * n,
    "digits": lambda n: "1" * n,
    "dollars": lambda n: "$" * n + "a_$b" * n,
    "formulas never closed": lambda n: "$a_ \\(b " * (n // 8),
    "raised and never closed": lambda n: "<sup>a <sub>" * (n // 12) + "</sup>" * (n // 12),
    "raised": lambda n: "a<sup>2</sup> " * (n // 14),
    "items with paragraphs": lambda n: "- a\n\n  b\n\n  - c\n\n    d\n\n" * (n // 30),
    "quotes in quotes": lambda n: "<div><blockquote>" + "<blockquote>x" * (n // 12),
    "lines of a quote": lambda n: "<blockquote>" * 2 + "<b>x</b><br>" * (n // 12),
    "references": lambda n: "<p>a" + "<sup><a href='#fn1'>1</a></sup> b" * (n // 30),
    "spans of cells": lambda n: "<table>" + "<tr><td rowspan=999 colspan=999>a<td>b" * (n // 40),
    "descriptions": lambda n: "<dl>" + "<dt>a<dd>b<dl>" * (n // 14),
    "formulas": lambda n: "<p>a" + "<math><msup><mi>x</mi>" * (n // 22),
    "code in wrappers": lambda n: "<div class='language-x'><pre>a</pre></div>" * (n // 42),
    "wide bytes": lambda n: PROSE.encode("utf-16-le") * (n // 50),
}


def _cost(source: str | bytes) -> float:
    """The CPU time of this process, the better of two runs."""
    best = 1e9
    for _ in range(2):
        start = time.process_time()
        cleaner.clean(source)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("name", growing)
def test_time_grows_with_the_length(name: str) -> None:
    """Eight times the length costs about eight times as much, not sixty-four times."""
    make = growing[name]
    small, large = _cost(make(3_000)), _cost(make(24_000))
    assert large <= 24 * max(small, 0.01)


@pytest.mark.parametrize("name", ["deep divs", "deep page", "deep quotes", "brackets"])
def test_a_hundred_thousand_deep(name: str) -> None:
    cleaner.clean(growing[name](100_000))


def test_one_line_of_megabytes() -> None:
    line = f"{PROSE} " * 40_000
    assert cleaner.Cleaner(max_chars=50_000_000).clean(line).text == line.rstrip()
