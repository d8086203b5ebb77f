"""The command that measures extractors: peers, the race, the tables."""

from __future__ import annotations

import gzip
import json
import logging
import sys
import warnings
from pathlib import Path

import pytest

from benchmarks import extractors, peers, race, tables
from benchmarks.data import Page
from benchmarks.scores import SEGMENTS, WORDS

SENTENCE = "The ferry left the harbour at six, as it has done since the war, and nobody minded. "
ARTICLE = f"<h1>The ferry</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p><p>{SENTENCE * 4}</p>"
HTML = (
    '<!doctype html><html lang="en"><head><title>The ferry</title></head><body>'
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/b">Boats</a></li></ul></nav>'
    f"<main><article>{ARTICLE}</article></main><footer><a href='/i'>Imprint</a></footer></body>"
)


@pytest.mark.parametrize("name", [name for name in peers.PEERS if name not in peers.TIME_ONLY])
def test_a_peer_finds_an_article(name: str) -> None:
    with race.quiet():
        loaded, absent = peers.load([name])
        if name in absent:
            pytest.skip(f"{name} is not installed: {absent[name]}")
        text = loaded[name](HTML.encode())
    assert text.count("nobody minded") == 9
    assert "Imprint" not in text


def test_an_absent_peer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    loaded, absent = peers.load(["lexbor"])
    assert not loaded
    assert "selectolax" in absent["lexbor"]


def test_markdown_becomes_plain() -> None:
    markdown = (
        '**Tea** is *good*[^1]: [a\\_b](http://a.org/x_y "T") [![i](j.png)](k) 5 * 6 __init__'
    )
    assert peers.plain_of_markdown(markdown) == "Tea is good[^1]: a_b  5 * 6 init"
    assert peers.plain_of_markdown("[" * 50_000 + "*_" * 50_000)


def test_charsets() -> None:
    assert peers.decoded(b'<meta charset="gb2312">' + "今天".encode("gbk")).endswith("今天")
    assert peers.decoded(b"<meta charset=unheard-of>\xe9").endswith("é")
    undeclared = "马克龙星期一在莫斯科与普京会面。各位好，欢迎收听法国报纸摘要。" * 3
    assert peers.decoded(undeclared.encode("gb18030")) == undeclared
    assert peers.decoded(b"\xef\xbb\xbfx") == "x"


def test_exceptions_count_as_no_text() -> None:
    def fail(html: bytes) -> str:
        raise RecursionError("too deep")

    pages = [Page(str(n), b"x", "en", gold="one") for n in range(3)]
    results = race.measure(pages, {"fails": fail, "works": lambda html: "one"}, WORDS)
    assert results.runs["fails"].errors[0] == "0: RecursionError: too deep"
    assert results.measure.total(results.runs["fails"].counts).f1 == 0.0
    assert results.measure.total(results.runs["works"].counts).f1 == 1.0
    assert len(results.runs["works"].seconds) == 3


def test_who_is_first_changes_from_page_to_page() -> None:
    order: list[str] = []

    def note(name: str) -> peers.Extract:
        def extract(html: bytes) -> str:
            order.append(name)
            return ""

        return extract

    pages = [Page(str(n), b"", "en") for n in range(3)]
    race.measure(pages, {name: note(name) for name in "abc"}, WORDS)
    # once to warm up, then every page
    assert "".join(order) == "abc" + "abc" + "bca" + "cab"


def test_large_pages_are_left_out_for_all() -> None:
    pages = [Page("1", b"x" * (race.LARGEST + 1), "en"), Page("2", b"x", "en")]

    def extract(html: bytes) -> str:
        assert len(html) == 1
        return ""

    results = race.measure(pages, {"one": extract}, WORDS)
    assert not results.runs["one"].errors
    assert results.too_large == 1
    assert [page.id for page in results.pages] == ["2"]


def test_peers_are_kept_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with race.quiet():
        print("loud")
        warnings.warn("loud", stacklevel=1)
        logging.getLogger("loud").error("loud")
    assert capsys.readouterr() == ("", "")
    assert not logging.root.manager.disable


def test_tables(capsys: pytest.CaptureFixture[str]) -> None:
    pages = [
        Page(str(n), b"", "en", url="http://a.org", page_type="forum" if n % 2 else "article",
             gold="one two\nthree four")
        for n in range(12)
    ]  # fmt: skip
    systems = {"half": lambda html: "one two\nfive", "lexbor": lambda html: ""}
    results = race.measure(pages, systems, WORDS)
    tables.report(results, "set", ["type", "language"], worst=1)
    printed = capsys.readouterr().out
    assert "set, 12 pages" in printed
    assert "half          0.571  [0.571, 0.571]   0.667  0.500" in printed
    assert "article             6  0.571±0.000" in printed
    assert "language " not in printed
    assert "0  0.571 / -  a.org  article  en" in printed
    assert "missing 2 words: 'three four'" in printed
    assert "extra   1 words: 'five'" in printed


def test_worst_pages_of_segments() -> None:
    page = Page("1", b"", "de", must=("Tee", "Milch"), must_not=("Menü", "Login"))
    missing, extra = tables.differences(page, "Tee Menü", SEGMENTS)
    assert (missing, extra) == ("1 segments ['Milch']", "1 segments ['Menü']")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a.html.gz").write_bytes(gzip.compress(HTML.encode()))
    records = {"a": {"articleBody": SENTENCE * 9, "url": "http://a.org"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(records))
    arguments = ["--set", "aeb", "--data", str(tmp_path), "--systems", "cleaner", "trafilatura"]
    assert extractors.main(arguments) == 0
    printed = capsys.readouterr().out
    assert "aeb, 1 pages" in printed
    assert "\ncleaner       1.000" in printed


@pytest.mark.parametrize(
    "arguments", [["--set", "aeb"], ["--set", "chinese", "--dev", "."], ["--set", "nothing"]]
)
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        extractors.main(arguments)
    assert "error:" in capsys.readouterr().err
