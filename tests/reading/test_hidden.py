"""Text that a page does not show never comes out, unless the page shows nothing else."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.reading.html import read_page

PROSE = "".join(
    f"<p>Paragraph {number} of this article tells at some length what happened on day {number},"
    " who saw it, and what they thought of it afterwards.</p>"
    for number in range(8)
)
STYLES = [
    "display:none",
    "color: red; display : none !important",
    "visibility:hidden",
    "visibility: collapse",
    "position:absolute;left:-9999px",
    "position:absolute; right: -10000px",
    "left:-999em",
    "left:-1000rem",
    "text-indent:-9999px",
    "clip: rect(0 0 0 0); position: absolute",
    "clip:rect(1px, 1px, 1px, 1px)",
    "clip-path: inset(50%)",
]
CLASSES = [
    "sr-only", "is-sr-only", "usa-sr-only", "sr_only", "visually-hidden", "visuallyhidden",
    "visuallyHidden", "visually_hidden", "u-visually-hidden", "govuk-visually-hidden",
    "screen-reader-text", "screenreader-only", "show-for-sr", "element-invisible",
    "elementor-screen-only", "assistive-text", "d-none", "row d-none p-2",
]  # fmt: skip
ELEMENTS = [
    "<div hidden>SECRET</div>",
    "<div aria-hidden='true'>SECRET</div>",
    "<div aria-hidden=TRUE>SECRET</div>",
    "<div popover>SECRET</div>",
    "<details hidden><summary>SECRET</summary>SECRET</details>",
    "<dialog>SECRET</dialog>",
    "<template><p>SECRET</p></template>",
    "<script>SECRET</script>",
    "<script type='text/template'><p>SECRET</p></script>",
    "<style>SECRET</style>",
    "<!-- SECRET --><!-- <p>SECRET</p> -->",
    "<input type=hidden value=SECRET><textarea>SECRET</textarea>",
    "<div hidden><div><p>SECRET</p></div><p>SECRET</p></div>",
    "<div style='display:none'><ul><li>SECRET<li>SECRET</ul></div>",
    "<p>A word<span style='font-size:0'>SECRET</span>.</p>",
    "<p>A word<span style='font-size: 0px;'>SECRET</span>.</p>",
]
HIDDEN = [
    *(f"<div style='{style}'>SECRET</div>" for style in STYLES),
    *(f"<div class='{names}'>SECRET</div>" for names in CLASSES),
    *ELEMENTS,
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_text_comes_out_in_no_form(hidden: str) -> None:
    article = f"<article><h1>Days</h1>{PROSE}{hidden}{PROSE.replace('day', 'night')}</article>"
    page = f"<!doctype html><html><body>{article}</body></html>"
    chain = cleaner.filters.DEFAULT.without("main-content")  # not even where all blocks stay
    for given in (cleaner.clean(page), cleaner.Cleaner(chain, images=True).clean(page)):
        assert "SECRET" not in given.text + given.markdown
        assert "on night 7" in given.text


@pytest.mark.parametrize(
    "shown",
    [
        "<div class='d-none d-md-block'>Yes</div>",
        "<div class='d-lg-flex d-none'>Yes</div>",
        "<div class='d-md-none'>Yes</div>",
        # scripts fade such text in, or a click on its heading opens it
        "<div style='opacity:0;transform:translateY(20px)'>Yes</div>",
        "<div style='height:0;overflow:hidden'>Yes</div>",
        "<div style='max-height:0'>Yes</div>",
        "<div class='collapse'>Yes</div>",
        "<div class='tab-pane fade'>Yes</div>",
        "<details><summary></summary>Yes</details>",
        # a gap between elements
        "<div style='font-size:0'><span style='font-size:16px'>Yes</span></div>",
        "<div style='margin-bottom:-99999px;padding-bottom:99999px'>Yes</div>",
        "<div style='margin-left:-15px; right:-99px'>Yes</div>",
        "<div style='clip:rect(0, 200px, 100px, 0)'>Yes</div>",
        "<div class='screen-wide element-visible'>Yes</div>",
    ],
)
def test_what_is_shown_or_opened_is_text(shown: str) -> None:
    page = read_page(f"<body><p>A</p>{shown}")
    assert [block.text for block in page.blocks if block.text] == ["A", "Yes"]


@pytest.mark.parametrize(
    "hidden",
    ["style='display:none'", "hidden", "aria-hidden=true", "class=d-none", "style='left:-9999px'"],
)
def test_a_page_that_shows_nothing_else(hidden: str) -> None:
    article = cleaner.clean(f"<!doctype html><html><body><div {hidden}>{PROSE}</div></body></html>")
    assert "on day 7" in article.text
    assert any("hidden" in warning for warning in article.warnings)
