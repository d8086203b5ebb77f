"""The loaders read each format as it is published, from any folder."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks import data

PAGE = b'<html lang="de"><p>Der Tee ist gut.'


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content))


def _wcxb(folder: Path, pages: dict[str, str]) -> Path:
    """A split with these pages, by id their address."""
    (folder / "ground-truth").mkdir(parents=True)
    for name, url in pages.items():
        _write(folder / "html" / f"{name}.html.gz", PAGE)
        record = {
            "url": url,
            "_internal": {"page_type": {"primary": "forum" if name == "0001" else "article"}},
            "ground_truth": {"title": None, "main_content": "Der Tee", "with": ["Tee"]},
        }
        (folder / "ground-truth" / f"{name}.json").write_text(json.dumps(record))
    return folder


def test_wcxb(tmp_path: Path) -> None:
    dev = _wcxb(tmp_path / "dev", {"0001": "https://www.a.org/x", "0002": "", "0003": "//b.org"})
    pages = list(data.wcxb(dev))
    assert [page.id for page in pages] == ["0001", "0002", "0003"]
    first = pages[0]
    assert (first.html, first.language, first.page_type) == (PAGE, "de", "forum")
    assert (first.host, first.title, first.gold, first.must) == ("a.org", "", "Der Tee", ("Tee",))
    articles = data.wcxb(dev, page_type="article", pick=data.first(1))
    assert [page.id for page in articles] == ["0002"]


def test_wcxb_without_the_hosts_of_another_split(tmp_path: Path) -> None:
    dev = _wcxb(tmp_path / "dev", {"1": "https://www.a.org/x", "2": ""})
    test = _wcxb(tmp_path / "test", {"1": "http://a.org/y", "2": "", "3": "http://c.org"})
    pages = data.wcxb(test, without=data.wcxb_hosts(dev))
    assert [page.id for page in pages] == ["2", "3"]


def test_aeb(tmp_path: Path) -> None:
    _write(tmp_path / "html" / "ab.html.gz", PAGE)
    records = {"ab": {"articleBody": "Der Tee", "url": "https://a.org/x"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(records))
    [page] = data.aeb(tmp_path)
    assert (page.id, page.html, page.host, page.gold) == ("ab", PAGE, "a.org", "Der Tee")


def test_segments(tmp_path: Path) -> None:
    _write(tmp_path / "html" / "ab.html.gz", PAGE)
    records = {"ab.html": {"url": "https://a.org/x", "with": ["Tee"], "without": ["Menü"]}}
    (tmp_path / "segments.json").write_text(json.dumps(records))
    [page] = data.segments(tmp_path)
    assert (page.id, page.must, page.must_not) == ("ab.html", ("Tee",), ("Menü",))


def test_folders_with_articles(tmp_path: Path) -> None:
    _write(tmp_path / "html" / "ab.html.gz", b"<p>x")
    told = {"author": "A", "authors": "B", "date": "1", "date_published": "2"}
    told |= {"cleaned": "C", "text": "T", "url": "https://a.org/x", "title": "H"}
    (tmp_path / "articles.json").write_text(json.dumps({"ab": told}))
    [news], [chinese], [rules] = (
        list(read(tmp_path)) for read in (data.news_pairs, data.chinese, data.site_rules)
    )
    assert (news.gold, news.author, news.date, news.title) == ("T", "B", "1", "H")
    assert (chinese.gold, chinese.author, chinese.language, chinese.url) == ("C", "A", "zh", "")
    assert (rules.gold, rules.author, rules.date, rules.host) == ("T", "A", "2", "a.org")


def test_unknown_is_nothing_told(tmp_path: Path) -> None:
    _write(tmp_path / "html" / "ab.html.gz", b"<p>x")
    told = {"cleaned": "C", "author": "UNKNOWN", "date": None}
    (tmp_path / "articles.json").write_text(json.dumps({"ab": told}))
    [page] = data.chinese(tmp_path)
    assert (page.author, page.date, page.title) == ("", "", "")


def test_mozilla(tmp_path: Path) -> None:
    _write(tmp_path / "001.source.html.gz", PAGE)
    _write(tmp_path / "001.expected.html.gz", "<p>Der <b>T</b>ee<p>für dich".encode())
    metadata = {"lang": None, "title": "H", "byline": None, "publishedTime": None}
    (tmp_path / "001.metadata.json").write_text(json.dumps(metadata))
    [page] = data.mozilla(tmp_path)
    assert page.gold.split("\n") == ["Der Tee", "", "für dich"]
    assert (page.language, page.title, page.author) == ("de", "H", "")


def test_a_folder_without_data(tmp_path: Path) -> None:
    for read in (data.wcxb, data.aeb, data.segments, data.chinese, data.mozilla):
        with pytest.raises(FileNotFoundError):
            next(iter(read(tmp_path)))


def test_samples_are_the_same_for_the_same_seed() -> None:
    ids = [f"{number:03}" for number in range(100)]
    chosen = data.sample(10, seed=1)(ids)
    assert chosen == data.sample(10, seed=1)(ids) != data.sample(10, seed=2)(ids)
    assert len(chosen) == 10
    assert list(chosen) == sorted(set(chosen))


SHARED = [
    (data.wcxb, data.WCXB_DEV, 1497),
    (data.news_pairs, data.NEWS_PAIRS, 211),
    (data.segments, data.SEGMENTS, 489),
    (data.chinese, data.CHINESE, 30),
    (data.site_rules, data.SITE_RULES, 68),
    (data.mozilla, data.MOZILLA, 130),
]


@pytest.mark.parametrize(("read", "folder", "count"), SHARED)
def test_the_shared_data(read: object, folder: Path, count: int) -> None:
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    asked: list[int] = []

    def pick(ids: object) -> object:
        asked.append(len(ids))  # type: ignore[arg-type]
        return ids[:2]  # type: ignore[index]

    pages = list(read(folder, pick=pick))  # type: ignore[operator]
    assert asked == [count]
    assert all(b"<" in page.html and (page.gold or page.must) for page in pages)
