"""HTML to blocks: structure, what is left out, exact places, and abnormal pages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Block
from cleaner.reading.html import read_fragment, read_page


def blocks(page: str) -> list[Block]:
    return [block for block in read_page(page).blocks if block.kind != "raw"]


def texts(page: str) -> list[str]:
    return [block.text for block in blocks(page)]


def kinds(page: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(page)]


def test_nested_lists_keep_their_levels_and_numbers() -> None:
    page = "<ol start=3><li>a<ul><li>b<li>c</ul><li value=9>d<li>e</ol>"
    found = [(block.text, block.level, block.marker) for block in blocks(page)]
    assert found == [
        ("a", 0, "3."),
        ("b", 1, "-"),
        ("c", 1, "-"),
        ("d", 0, "9."),
        ("e", 0, "10."),
    ]


def test_rows_keep_the_places_of_their_cells() -> None:
    page = "<table><tr><td><th>Tea<th>Cup<tr><th>x<td colspan=2>1<br>2<td>3</table>"
    assert kinds(page) == [("row", "| | Tea | Cup"), ("row", "x | 1 2 |  | 3")]


def test_rows_without_end_tags_and_empty_columns() -> None:
    page = "<table><tr><td><td>a<td>b<tr><td><td>c<td>d</table><p>after"
    assert kinds(page) == [("row", "a | b"), ("row", "c | d"), ("paragraph", "after")]


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    page = "<table><tr><td><h2>News</h2>one<br>two<td>three</table>"
    assert kinds(page) == [
        ("heading", "News"),
        ("paragraph", "one"),
        ("paragraph", "two"),
        ("paragraph", "three"),
    ]


def test_inner_tables_come_where_they_stand() -> None:
    page = "<table><tr><td>a<td>b<tr><td>c<table><tr><td>1<td>2</table>d</table>e"
    assert [block.text for block in blocks(page)] == ["a | b", "c", "1 | 2", "d", "e"]


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<pre>\n  a  b\n\tc\n</pre>", "  a  b\n\tc"),
        ("<pre><code class='language-py'>x &lt; y</code></pre>", "x < y"),
        ("<pre><div>a</div><div>b</div></pre>", "a\nb"),
        ("<pre>a<div>b</div>c</pre>", "a\nb\nc"),
        ("<pre>a<br>b</pre>", "a\nb"),
        ("<table><tr><td><pre>1\n2</pre><td><pre>a\nb</pre></table>", "a\nb"),
        ("<xmp>a <b>\n c</xmp>", "a <b>\n c"),
    ],
)
def test_code_keeps_its_white_space(page: str, code: str) -> None:
    assert kinds(page) == [("code", code)]


def test_an_open_pre_ends_with_its_cell() -> None:
    assert kinds("<table><tr><td><pre>x</table><p>y")[-1] == ("paragraph", "y")


def test_code_has_its_language() -> None:
    assert blocks("<pre><code class='hl language-c++'>x</code></pre>")[0].marker == "```c++"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("a <code>b</code> c", "a `b` c"),
        ("a<code> b </code>c", "a `b` c"),
        ("a <code>`b`</code>", "a `` `b` ``"),
        ("a <code></code>b", "a b"),
        ("H<sub>2</sub>O, m<sup>2</sup>", "H2O, m2"),
        ("he said <q>yes</q>", 'he said "yes"'),
        ("he said “<q>yes</q>”", 'he said “yes"”'),
        ("a\n  b\tc  d", "a b c d"),
        ("a&nbsp;&amp;&#32;b", "a\xa0& b"),
        ("un<b>break</b>able<wbr>word", "unbreakableword"),
    ],
)
def test_inline_text(page: str, text: str) -> None:
    assert texts(f"<p>{page}</p>")[0] == text


def test_lines_of_a_poem_are_blocks_of_their_own() -> None:
    assert [(b.text, b.tight) for b in blocks("<p>one<br>two<br><br>three")] == [
        ("one", False),
        ("two", True),
        ("three", False),
    ]


def test_terms_and_their_definitions() -> None:
    assert [
        (b.text, b.tight) for b in blocks("<dl><dt>Tea<dd>A drink<dt>Cup<dd>Holds it</dl>")
    ] == [
        ("Tea", False),
        ("A drink", True),
        ("Cup", False),
        ("Holds it", True),
    ]


def test_links_that_lead_nowhere_are_none() -> None:
    page = "<p><a href='javascript:x()'>a</a> <a href='#'>b</a> <a href=/c>c</a>"
    assert [mark.target for mark in blocks(page)[0].marks] == ["/c"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>No</p>",
        "<p aria-hidden=true>No</p>",
        "<div style='display : none'><p>No</div>",
        "<div style='position:absolute;left:-9999px'>No</div>",
        "<span class='sr-only'>No</span>",
        "<dialog>No</dialog>",
        "<template><p>No</template>",
        "<script>No</script><style>No</style><!-- No -->",
        "<button>No</button>",
        "<p><span hidden>No<b>No</p>",
        "<ul><li hidden>No<li>",
        "<div hidden>No<p>No</section>No</div>",
        "<div hidden><div>No</div>No</div>",
    ],
)
def test_hidden_text_is_left_out(hidden: str) -> None:
    assert texts(f"<body><p>Yes</p>{hidden}<p>Yes</p>") == ["Yes", "Yes"]


@pytest.mark.parametrize(
    "shown",
    [
        "<div hidden id='S:1'>Yes</div>",
        "<div hidden role=tabpanel>Yes</div>",
        "<div hidden=until-found>Yes</div>",
        "<div aria-hidden=false>Yes</div>",
        "<h2><button>Yes</button></h2>",
        "<button aria-expanded=false>Yes</button>",
        "<details><summary>Yes</summary></details>",
        "<dialog open>Yes</dialog>",
        "<noscript><p>Yes</noscript>",
    ],
)
def test_text_that_a_script_or_a_click_shows_is_text(shown: str) -> None:
    assert texts(f"<p>A</p>{shown}") == ["A", "Yes"]


def test_hidden_text_is_taken_where_nothing_else_is_shown() -> None:
    page = read_page("<body><div hidden><p>Yes</div>")
    assert page.only_hidden
    assert [block.text for block in page.blocks] == ["Yes"]
    assert texts("<frameset><frame src=x><noframes><p>Yes</noframes></frameset>") == ["Yes"]


@pytest.mark.parametrize("name", ["title", "textarea", "select", "button", "object", "div hidden"])
def test_what_is_left_out_and_never_ends_is_read(name: str) -> None:
    assert "After" in texts(f"<body><p>Before</p><{name}><p>After</p>")


def test_a_fragment_keeps_what_only_looks_like_a_tag() -> None:
    source = "<p>List<String> reads <stdin></p>"
    assert read_fragment(source, 0, len(source))[0].text == "List<String> reads <stdin>"


@pytest.mark.parametrize(
    "part",
    [
        "<div>" * 100_000,
        "<b><i>" * 50_000,
        "<table><tr><td>" * 20_000,
        "<ul><li>x" * 30_000,
        "<button>x " * 30_000,
        "<div hidden>x " * 30_000,
        "<title>" * 30_000,
        "<!--" * 100_000,
        "<script>" + "x " * 100_000,
        "<plaintext>" + "x " * 100_000,
        "<![CDATA[ x ]]>" * 30_000,
        "<noscript><p>a<noscript>b</noscript>" * 10_000,
        "<p " + " ".join(f"a{number}=1" for number in range(200_000)) + ">x",
        "<p " + "a='" * 100_000,
        "<pre>" + "<div>x</div>" * 30_000,
        "<code>`</code>" * 20_000,
        "<p>" + "word " * 2_000_000,
        "&amp;" * 100_000,
        "<" * 200_000,
    ],
    ids=lambda part: part[:24],
)
def test_abnormal_pages_take_no_time(part: str) -> None:
    started = time.process_time()
    found = texts(f"<!doctype html><body><p>Before</p>{part}")
    assert found[0] == "Before"
    assert time.process_time() - started < 10


PIECES = """
<p> </p> <div> </div> <div|hidden> <ul> <ol> <li> </ul> <table> <tr> <td> </tr> </table> <pre>
</pre> <code> </code> <a|href=x> </a> <b> </b> <br> <hr> <h2> </h2> <blockquote> </blockquote>
<script> </script> <!-- --> <title> </title> <button> </button> <noscript> </noscript> &amp; &nbsp;
` one two | |x| <sup> </sup> <sub> </sub> <a|href=#fn1> 1 <li|id=fn1> <rt> </ruby> <th|colspan=2>
<math> <mi> </mi> </math> <img|alt=two|src=a> <td|rowspan=3> <select>
<option> </select> <q> </q> <x-y> <dl> <dt> <dd>
""".replace("||", "\n").split()


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_spans_lie_in_the_source_in_order(source: str) -> None:
    source = source.replace("|", " ")
    for found in (read_page(source).blocks, read_fragment(source, 0, len(source))):
        starts = [block.start for block in found]
        assert starts == sorted(starts)
        for block in found:
            assert 0 <= block.start <= block.end <= len(source)
            for offset in range(len(block.text)):
                place = block.locate(offset)
                assert -1 <= place <= len(source)
                if block.text[offset].isalpha() and "&" not in source:
                    assert source[place] == block.text[offset]
