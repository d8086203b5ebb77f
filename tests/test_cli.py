"""`clean-file` from within: arguments, formats, where results go, what becomes of failures."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import cleaner
from cleaner import cli_files, cli_work
from cleaner.cli import main

ARTICLE = """# The harbour of {0}

The harbour of {0} was built in 1843 by a company of merchants, who wanted a safer place for ships.

Subscribe to our newsletter today!

It was widened twice, and since 1971 most of the grain that leaves the country has left it here.
"""
KEPT = "The harbour of {0} was built in 1843"
PROMO = "Subscribe to our newsletter"


class Result(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def command(*arguments: object) -> Result:
        status = main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Result(status, out.decode(), err.decode())

    return command


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with six articles under `site/` and a file that is none of ours."""
    monkeypatch.chdir(tmp_path)
    for name in ("b.md", "a.md", "a b.txt", "deep/er/c.markdown", "deep/d.text", "z.htm"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE.format(path.stem), "utf-8")
    (tmp_path / "site" / "style.css").write_text("p {}")
    return tmp_path / "site"


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# -- output ---------------------------------------------------------------------------------------


def test_a_file_becomes_clean_text_on_standard_output(run: Run, site: Path) -> None:
    result = run(site / "a.md")
    assert result.status == 0
    assert result.err == ""
    assert result.out == cleaner.clean(ARTICLE.format("a")).text.rstrip("\n") + "\n"
    assert KEPT.format("a") in result.out
    assert PROMO not in result.out


def test_markdown_keeps_the_heading_marked(run: Run, site: Path) -> None:
    assert run("--format", "markdown", site / "a.md").out.startswith("# The harbour of a\n\n")


def test_json_of_one_file_is_the_article(run: Run, site: Path) -> None:
    record = json.loads(run("--format", "json", site / "a.md").out)
    expected = cleaner.clean(ARTICLE.format("a").encode())
    assert record == json.loads(expected.to_json())


def test_json_of_several_inputs_is_an_array(run: Run, site: Path) -> None:
    records = json.loads(run("--format", "json", site / "b.md", site / "a.md").out)
    assert [record["input"] for record in records] == [str(site / "b.md"), str(site / "a.md")]
    assert json.loads(run("--format", "json", site / "b.md", "-q", site / "none.md").out)[0]["text"]


def test_json_of_an_empty_folder_is_an_empty_array(run: Run, tmp_path: Path) -> None:
    result = run("--format", "json", tmp_path)
    assert result.status == 0
    assert json.loads(result.out) == []
    assert "no files" in result.err
    assert run("-q", tmp_path) == (0, "", "")


def test_jsonl_has_a_line_for_each_input(run: Run, site: Path) -> None:
    result = run("--format", "jsonl", "site")
    records = [json.loads(line) for line in result.out.splitlines()]
    names = ["a b.txt", "a.md", "b.md", "deep/d.text", "deep/er/c.markdown", "z.htm"]
    assert [record["input"] for record in records] == [f"site/{name}" for name in names]
    assert all(PROMO not in record["text"] for record in records)


def test_several_texts_are_parted_by_a_form_feed(run: Run, site: Path) -> None:
    texts = run(site / "a.md", site / "b.md").out.split("\f\n")
    assert texts == [run(site / "a.md").out, run(site / "b.md").out]


def test_options_may_stand_between_inputs(run: Run, site: Path) -> None:
    assert run(site / "a.md", "--format", "text", site / "b.md").out.count("\f") == 1


def test_to_a_file(run: Run, site: Path) -> None:
    assert run(site / "a.md", "-o", "new/out.txt") == (0, "", "")
    assert KEPT.format("a") in Path("new/out.txt").read_text("utf-8")
    assert everything(Path("new")) == ["out.txt"]
    assert run(site / "a.md", "-o", "-").out == Path("new/out.txt").read_text("utf-8")


def test_a_folder_is_mirrored(run: Run, site: Path) -> None:
    assert run("site", "-o", "out", "--format", "markdown").status == 0
    names = ["a b.md", "a.md", "b.md", "deep/d.md", "deep/er/c.md", "z.md"]
    assert everything(Path("out")) == names
    assert KEPT.format("c") in Path("out/deep/er/c.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "target"),
    [("site/a.md", "out/site/a.txt"), ("./site/../site/b.md", "out/site/b.txt")],
)
def test_a_named_file_keeps_its_path(run: Run, site: Path, given: str, target: str) -> None:
    assert run(given, "-o", "out/").status == 0
    assert Path(target).is_file()


def test_a_path_that_leads_up_or_from_the_root_is_not_kept(run: Run, site: Path) -> None:
    assert run(site / "a.md", "../" + site.parent.name + "/site/b.md", "-o", "out").status == 0
    assert everything(Path("out")) == ["a.txt", "b.txt"]


def test_a_second_run_leaves_the_results_of_the_first_alone(run: Run, site: Path) -> None:
    for _ in range(2):
        assert run("site", "-o", "site/out").status == 0
    assert len(everything(Path("site/out"))) == 6


def test_jsonl_goes_into_one_file(run: Run, site: Path) -> None:
    assert run("site", "--format", "jsonl", "-o", "all.jsonl", "--jobs", 2).status == 0
    assert len(Path("all.jsonl").read_text("utf-8").splitlines()) == 6


def test_warnings_name_the_input(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.md"
    path.touch()
    assert run(path) == (0, "", f"{path}: warning: The source is empty.\n")
    assert run(path, "--quiet") == (0, "", "")


def test_workers_change_nothing(run: Run, site: Path) -> None:
    assert run("site", "--jobs", 2, "--explain") == run("site", "--explain")


# -- what the library is told ---------------------------------------------------------------------


def test_encoding(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Привет, мир. Это обычный текст.\n".encode("koi8-r"))
    assert run("--encoding", "koi8-r", path).out.startswith("Привет, мир.")


def test_kind(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("# No heading in a plain text\n\nSome words follow it here.\n", "utf-8")
    for kind in ("markdown", "text"):
        assert json.loads(run("--kind", kind, "--format", "json", path).out)["kind"] == kind


_PARAGRAPHS = "".join(
    f"<p>Paragraph {number} of this article tells at length what happened on day {number}, who saw"
    " it, and what they thought of it afterwards.</p>"
    for number in range(12)
)
PAGE = (
    "<!doctype html><html><head><title>Days</title></head><body><nav><a href=/>Home</a></nav>"
    f"<article><h1>Days</h1>{_PARAGRAPHS}<p><img src=/quay.jpg alt='The old quay'></p>"
    f"{_PARAGRAPHS.replace('day', 'night')}</article>"
    "<div class=comments><p>So say I.</p></div></body></html>"
)


@pytest.mark.parametrize("engine", ["scorer", "trafilatura"])
def test_engines(run: Run, site: Path, engine: str) -> None:
    (site / "page.html").write_text(PAGE)
    result = run("--engine", engine, "--format", "json", site / "page.html")
    article = json.loads(result.out)
    assert "on night 11" in article["text"]
    assert (article["confidence"] is None) == (engine == "trafilatura")


def test_an_engine_that_does_not_exist(run: Run, site: Path) -> None:
    result = run("--engine", "steam", site / "a.md")
    assert (result.status, result.out) == (2, "")
    assert "steam" in result.err


def test_an_engine_needs_its_filter(run: Run, site: Path) -> None:
    result = run("--engine", "trafilatura", "--without", "main-content", site / "a.md")
    assert result.status == 2
    assert "main-content" in result.err


def test_images(run: Run, site: Path) -> None:
    (site / "page.html").write_text(PAGE)
    arguments = ("--format", "markdown", site / "page.html")
    assert "![The old quay](/quay.jpg)" in run("--images", *arguments).out
    assert "quay" not in run(*arguments).out


def test_comments(run: Run, site: Path) -> None:
    (site / "page.html").write_text(PAGE)
    told = json.loads(run("--comments", "--format", "jsonl", site / "page.html").out)
    assert told["comments"] == ["So say I."]
    assert "So say I." not in told["text"]
    assert json.loads(run("--format", "jsonl", site / "page.html").out)["comments"] == []


def test_comments_stand_in_json_only(run: Run, site: Path) -> None:
    result = run("--comments", site / "a.md")
    assert (result.status, result.out) == (2, "")
    assert "json" in result.err


def test_without_a_filter(run: Run, site: Path) -> None:
    assert PROMO in run("--without", "promos", site / "a.md").out


def test_an_unknown_filter_is_named_and_so_are_the_known(run: Run, site: Path) -> None:
    result = run("--without", "promos", "--without", "nonsense", site / "a.md")
    assert (result.status, result.out) == (2, "")
    assert "nonsense" in result.err
    assert all(name in result.err for name in cleaner.filters.DEFAULT.names)


def test_the_filters_are_listed(run: Run) -> None:
    lines = run("--list-filters").out.splitlines()
    assert [line.split()[0] for line in lines] == list(cleaner.filters.DEFAULT.names)
    assert all(len(line.split()) > 2 for line in lines)


def test_explain_goes_to_standard_error(run: Run, site: Path) -> None:
    result = run("--explain", "site/a.md")
    assert result.out == run("site/a.md").out
    assert "site/a.md: 1 removal\nsite/a.md:5:1: promos: " in result.err
    assert f"- {PROMO} today!\n" in result.err
    assert "\x1b" not in result.err


# -- wrong usage ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "xml"],
        ["--nonsense"],
        ["--jobs", "-1"],
        ["--jobs", "two"],
        ["--max-size", "large"],
        ["--encoding", "no-such-charset", "site"],
        ["--url", "https://example.org/", "site"],
        ["-o", "", "site/a.md"],
        ["-", "-"],
        ["site", "--format", "jsonl", "-o", "site"],
        ["site", "--format", "jsonl", "-o", "new/"],
        ["site", "-o", "site/a.md"],
        ["site/a.md", "-o", "site/a.md"],
        ["site/a.md", "-o", "site/./../site/a.md"],
        ["site", "-o", "site", "--format", "markdown"],
        ["site", "site/a.md", "-o", "site", "--format", "markdown"],
        ["site/a.md", "site/a.md", "-o", "out"],
    ],
)
def test_wrong_usage(run: Run, site: Path, arguments: list[str]) -> None:
    before = {path: path.read_bytes() for path in site.parent.rglob("*") if path.is_file()}
    result = run(*arguments)
    assert result.status == 2
    assert result.out == ""
    assert "clean-file: error: " in result.err
    after = {path: path.read_bytes() for path in site.parent.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_an_input_is_known_by_any_name(
    run: Run, site: Path, link: Callable[[Path, Path], None]
) -> None:
    link(site / "a.md", site.parent / "alias.md")
    assert run("site/a.md", "-o", "alias.md").status == 2
    assert run("alias.md", "-o", "site/a.md").status == 2
    assert Path("site/a.md").read_text("utf-8") == ARTICLE.format("a")


def test_two_results_for_one_file(run: Run, site: Path) -> None:
    (site / "a.html").write_text("<p>A page")
    result = run("site", "-o", "out")
    assert result.status == 2
    assert "site/a.html" in result.err
    assert "site/a.md" in result.err
    assert not Path("out").exists()


def test_two_results_for_one_file_by_way_of_a_link(run: Run, site: Path) -> None:
    Path("out/deep").mkdir(parents=True)
    os.symlink("deep", "out/same")
    (site / "same").mkdir()
    (site / "same" / "d.md").write_text("Another text.\n")
    result = run("site", "-o", "out")
    assert result.status == 1
    assert "site/same/d.md: error: would be written over another result" in result.err
    assert KEPT.format("d") in Path("out/deep/d.txt").read_text("utf-8")


def test_a_result_that_is_a_link_is_written_through_it(run: Run, site: Path) -> None:
    Path("real.txt").write_text("old")
    Path("real.txt").chmod(0o640)
    os.symlink("real.txt", "link.txt")
    assert run("site/a.md", "-o", "link.txt").status == 0
    assert Path("link.txt").is_symlink()
    assert KEPT.format("a") in Path("real.txt").read_text("utf-8")
    assert Path("real.txt").stat().st_mode & 0o777 == 0o640


# -- failures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_failed_inputs_are_named_and_the_others_written(run: Run, site: Path, jobs: int) -> None:
    (site / "big.txt").write_text("word " * 1000)
    (site / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")
    (site / "nowhere.txt").symlink_to("missing")
    result = run("site", "none.txt", "--max-size", "1K", "-o", "out", "--jobs", jobs)
    assert result.status == 1
    lines = result.err.splitlines()
    assert lines[0].startswith("site/big.txt: error: larger than 1,024 bytes")
    assert lines[1].startswith("site/image.txt: error: The input is binary data")
    assert lines[2].startswith("site/nowhere.txt: error: ")
    assert lines[3].startswith("none.txt: error: ")
    assert lines[4] == "clean-file: 4 of 10 inputs failed"
    assert len(everything(Path("out"))) == 6


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_ours_costs_one_input(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    if jobs > 1 and multiprocessing.get_start_method() != "fork":
        pytest.skip("workers do not see the patch")
    render = cli_work.render

    def faulty(
        article: cleaner.Article, source: cli_files.Source, options: cli_work.Options
    ) -> bytes:
        if source.path == "site/a.md":
            raise RuntimeError("out of cheese")
        if source.path == "site/b.md" and jobs > 1:
            os._exit(1)
        return render(article, source, options)

    monkeypatch.setattr(cli_work, "render", faulty)
    result = run("site", "--format", "jsonl", "--jobs", jobs)
    assert result.status == 1
    assert "site/a.md: error: internal error: RuntimeError: out of cheese" in result.err
    assert len(result.out.splitlines()) == (4 if jobs > 1 else 5)
    assert ("site/b.md: error: the process that cleaned it died" in result.err) == (jobs > 1)


def test_a_result_that_cannot_be_written(run: Run, site: Path) -> None:
    Path("out/a.txt").mkdir(parents=True)
    Path("out/deep").write_text("in the way")
    result = run("site", "-o", "out")
    assert result.status == 1
    assert "site/a.md: error: cannot write 'out/a.txt'" in result.err
    assert "site/deep/d.text: error: cannot write " in result.err
    assert everything(Path("out")) == ["a b.txt", "b.txt", "deep", "z.txt"]


def test_a_file_that_is_there_outlives_a_failure(run: Run, site: Path) -> None:
    Path("old.txt").write_text("old")
    for form in ("text", "jsonl"):
        assert run("none.md", "-o", "old.txt", "--format", form).status == 1
        assert Path("old.txt").read_text() == "old"
    assert everything(Path())[0] == "old.txt"


def test_an_interrupted_write_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def write_half() -> None:
        with cli_files.replacing(str(path)) as stream:
            stream.write(b"half of it")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert everything(tmp_path) == ["a.txt"]
    assert path.read_text() == "old"


def test_what_is_no_file_is_written_directly(run: Run, site: Path) -> None:
    assert run("site/a.md", "-o", os.devnull).status == 0
    assert not Path(os.devnull).is_file()


# -- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [b"two words.md", b"two\nlines.md", b"caf\xe9.md", b"--help.md"])
def test_odd_names(run: Run, site: Path, name: bytes) -> None:
    odd = os.fsdecode(b"odd/" + name)
    Path("odd").mkdir()
    try:
        Path(odd).write_text(ARTICLE.format("odd"), "utf-8")
    except OSError:
        pytest.skip("this file system does not allow such names")
    record = json.loads(run("odd", "--format", "jsonl").out)
    assert record["input"] == odd
    result = run("odd", "-o", "out", "--explain")
    assert result.status == 0
    assert len(result.err.splitlines()) >= 3
    assert Path("out", os.fsdecode(name)).with_suffix(".txt").is_file()
    result = run(odd + "x")
    assert result.status == 1
    assert len(result.err.splitlines()) == 1
