"""What the article says of a page that gave little or no article."""

from __future__ import annotations

import pytest

import cleaner

PROSE = "".join(
    f"<p>Paragraph {number} of this article tells at some length what happened on day {number},"
    " who saw it, and what they thought of it afterwards.</p>"
    for number in range(8)
)


def warnings(page: str) -> str:
    return " ".join(cleaner.clean(page).warnings)


def test_nothing_is_said_of_an_article() -> None:
    assert warnings(f"<!doctype html><html><body><article>{PROSE}</article></body></html>") == ""


def test_nothing_is_said_of_an_article_that_talks_about_robots() -> None:
    talk = f"{PROSE}<p>The site asked me to verify that you are human and to enable JavaScript.</p>"
    page = f"<!doctype html><html><body><article>{talk * 2}</article></body></html>"
    assert warnings(page) == ""


def test_a_block_page() -> None:
    page = "<html><body><h1>Just a moment</h1><p>Please verify you are human.</p></body></html>"
    assert "block page" in warnings(page)


@pytest.mark.parametrize(
    "body",
    [
        "<noscript><p>You need to enable JavaScript to run this app.</p></noscript>",
        "<div id='root'></div>" + "<script src=a></script>" * 3,
    ],
)
def test_a_page_that_is_made_by_scripts(body: str) -> None:
    assert "JavaScript" in warnings(f"<!doctype html><html><body>{body}</body></html>")


def test_a_page_that_hides_all_its_text() -> None:
    page = f"<!doctype html><html><body><div style='display:none'>{PROSE}</div></body></html>"
    assert "hidden" in warnings(page)


@pytest.mark.parametrize(
    "end",
    [
        "<p>The next sentence stops in the midd",
        '<p>x<a href="https://exa',
        "<!-- a comment that",
        "<script>var a = 1; var",
        "<style>p { color",
    ],
)
def test_a_page_that_is_cut_off(end: str) -> None:
    assert "cut off" in warnings(f"<!doctype html><html><body>{PROSE}{end}")


@pytest.mark.parametrize("end", ["", "</div>", "<!-- made by a tool -->", "<script>x</script>"])
def test_a_page_without_its_last_end_tags_is_whole(end: str) -> None:
    assert "cut off" not in warnings(f"<!doctype html><html><body>{PROSE}{end}")


def test_empty_sources() -> None:
    assert warnings("") == "The source is empty."
    assert "No text" in warnings("<html><body><script>x</script></body></html>")
