"""What counts as a whole page, with navigation round its article."""

from __future__ import annotations

import pytest

from cleaner.reading import is_page, read

NOTICE = "<br />\n<b>Deprecated</b>: Assigning by reference in <b>/www/settings.php</b> on line 5\n"
STYLE = "<style>" + ".box { opacity: 1; }\n" * 300 + "</style>"
STORY = "<p>The ferry left the harbour at six, and nobody minded.</p>"
LINKS = "".join(f"<li><a href=/{number}>Boat {number}</a></li>" for number in range(20))
BODY = f"<form action=/find><input name=q></form><ul>{LINKS}</ul>{STORY}"


@pytest.mark.parametrize("before", ["", NOTICE, STYLE, "\n<!-- saved -->\n"])
def test_a_page_may_begin_with_anything_but_text(before: str) -> None:
    assert is_page(f"{before}<!DOCTYPE html><html><body>{STORY}</body></html>\n")


def test_a_body_alone_is_known_by_what_surrounds_articles() -> None:
    assert is_page(f'<text id="http://a.org/1">\n{BODY}</text>')
    assert read(BODY).whole_page


@pytest.mark.parametrize(
    "source",
    [
        STORY,
        f"<ul>{LINKS}</ul>{STORY}",  # links alone may be an article's
        f"Said with <html> and </html>: {BODY}",
        "<p>A page begins with <code>&lt;html></code>.</p>",
        "",
        "<",
    ],
)
def test_fragments_and_texts_are_no_pages(source: str) -> None:
    assert not is_page(source)
