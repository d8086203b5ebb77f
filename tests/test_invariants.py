"""What always holds (see the README): for every registered filter alone, and for the whole chain.

CLEANER_EXAMPLES=10000 python -m pytest tests/test_invariants.py is the long run.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from textwrap import indent

from hypothesis import example, given
from hypothesis import strategies as st

import cleaner
from cleaner.decoding import decode
from cleaner.document import READ_ONLY, Block, Cut, Document, Fact
from cleaner.lexicon import scanner_for
from cleaner.pipeline import Pipeline
from cleaner.reading import KINDS, read
from tests.strategies import SENTENCES, anything, documents, sources

kinds = st.sampled_from((None, *KINDS))

# --- What is compared --------------------------------------------------------------------------

_REFERENCE = re.compile(r"&(?:amp;)*(?:#[0-9]+|#[xX][0-9a-fA-F]+|[^\t\n\f <&#;]{1,32});?")


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, _INVISIBLE.sub("", text)))


#: Characters that nobody sees: where they go, a reference or mojibake may come together.
_INVISIBLE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\U000e0000-\U000e007f]"
)


def source_letters(source: str) -> str:
    """The letters of a source, those of its character references both as written and decoded."""

    def both(found: re.Match[str]) -> str:
        forms = [found[0]]
        while (further := html.unescape(forms[-1])) != forms[-1]:
            forms.append(further)
        return " ".join(forms)

    return letters(_REFERENCE.sub(both, _INVISIBLE.sub("", source)))


def is_within(part: str, whole: str) -> bool:
    """`part` is a subsequence of `whole`."""
    rest = iter(whole)
    return all(character in rest for character in part)


def comes_from(text: str, source: str) -> bool:
    """No letter of `text` is new, but for mojibake that shows only without what stands round it."""
    wanted = letters(text)
    if is_within(wanted, source_letters(source)):
        return True
    ways: list[str] = []
    for line in _INVISIBLE.sub("", source).split("\n"):
        ways += (line, decode(line.strip()).text, decode(" ".join(line.split())).text)
    return is_within(wanted, source_letters("\n".join(ways)))


def read_document(source: str, kind: str | None = None) -> Document:
    text = decode(source).text
    reading = read(text, kind)
    scanner = scanner_for("en")
    return Document(text, tuple(reading.blocks), reading.kind, scanner, reading.whole_page)


def contents(blocks: Iterable[Block]) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks]


# --- Every filter alone ------------------------------------------------------------------------


# One document serves all the filters: making it is what takes the time. A failure names the filter
# in the values that pytest shows.


@given(documents(), kinds)
def test_filters_are_idempotent(source: str, kind: str | None) -> None:
    document = read_document(source, kind)
    for each in cleaner.filters.DEFAULT:
        after = Pipeline((each,)).run(document).document
        assert [edit for edit in each.edits(after) if not isinstance(edit, Fact)] == [], each.name


@given(documents(), kinds)
def test_filters_invent_nothing(source: str, kind: str | None) -> None:
    document = read_document(source, kind)
    for each in cleaner.filters.DEFAULT:
        for edit in each.edits(document):
            assert not isinstance(edit, Cut) or not letters(edit.replacement), each.name
        before = iter(document.blocks)
        for block in Pipeline((each,)).run(document).document.blocks:
            place = (block.kind, block.start, block.end)
            old = next(b for b in before if (b.kind, b.start, b.end) == place)
            assert is_within(letters(block.text), letters(old.text)), each.name


@given(documents(), kinds)
def test_filters_leave_code_and_quotes_alone(source: str, kind: str | None) -> None:
    document = read_document(source, kind)
    kept = contents(block for block in document.blocks if block.kind in READ_ONLY)
    for each in cleaner.filters.DEFAULT:
        if each.name in ("fences", "main-content"):  # strays; what is outside the article goes
            continue
        after = Pipeline((each,)).run(document).document
        assert kept == contents(b for b in after.blocks if b.kind in READ_ONLY), each.name


@given(documents(), kinds)
def test_filters_account_for_what_they_take(source: str, kind: str | None) -> None:
    document = read_document(source, kind)
    for each in cleaner.filters.DEFAULT:
        for removal in Pipeline((each,)).run(document).removals:
            assert 0 <= removal.start <= removal.end <= len(document.source)
            assert (removal.filter, bool(removal.reason)) == (each.name, True)


# --- The whole chain ---------------------------------------------------------------------------


@given(documents(), kinds)
@example("[![]()]()\\- o", None)
@example("([source])1\\. t", "html")
@example("| a |  | c |\n| - | - |", None)
def test_text_is_a_fixed_point(source: str, kind: str | None) -> None:
    text = cleaner.clean(source, kind=kind).text
    assert cleaner.clean(text).text == text


@given(documents(), kinds)
@example("*\\)\\*", "markdown")
@example("\\&]", "html")
@example("]_'_", "html")
def test_markdown_is_a_fixed_point(source: str, kind: str | None) -> None:
    markdown = cleaner.clean(source, kind=kind).markdown
    assert cleaner.clean(markdown).markdown == markdown


@given(sources())
def test_forms_of_bytes_are_fixed_points(source: bytes) -> None:
    article = cleaner.clean(source)
    assert cleaner.clean(article.text.encode()).text == article.text
    assert cleaner.clean(article.markdown.encode()).markdown == article.markdown


@given(documents(), kinds)
@example("|\n-\nn\na|", None)
@example("&\xadeacute;", None)
@example("<pre>o<code class=language-y>", None)
def test_nothing_is_invented(source: str, kind: str | None) -> None:
    article = cleaner.clean(source, kind=kind)
    assert comes_from(article.text, article.source)


@given(documents(), kinds)
@example("11\n\n<p>x &lt;b&gt\u0640; y</p>", None)
@example("a</>[source]", "html")
@example("<body><</>cle\u200b", None)
def test_everything_is_accounted_for(source: str, kind: str | None) -> None:
    article = cleaner.clean(source, kind=kind)
    at = 0
    for removal in article.removals:
        assert at <= removal.start < removal.end <= len(article.source)
        at = removal.end
        slice_ = article.source[removal.start : removal.end]
        assert is_within(letters(removal.text), source_letters(slice_))
    spans = sorted([*article.kept, *(each[3:] for each in article.removals)])
    assert "".join(article.source[start:end] for start, end in spans) == article.source
    kept = [article.source[start:end] for start, end in article.kept]
    assert comes_from(article.text, "".join(kept)) or comes_from(article.text, " ".join(kept))


def holds_code(text: str, code: str) -> bool:
    """The code stands in the text, its lines perhaps indented, all alike, as a list item's are."""
    return any(indent(code, " " * width) in text for width in range(24))


@given(documents())
@example("<ol><li><p>one<pre>x\n y</pre>end</ol>\n\n")
@example("<pre>\ufeff<code class='language-py'>x = 1\n\n  y</code></pre>\n\n")
def test_code_comes_out_to_the_byte(source: str) -> None:
    # a fence round the whole of a document is no code: so there is something before it
    article = cleaner.clean(f"{SENTENCES[0]}\n\n{source}", kind="markdown")
    code = [b.text for b in read(article.source, "markdown").blocks if b.kind == "code"]
    for each in code:
        if each.strip():
            assert holds_code(article.text, each)
            assert holds_code(article.markdown, each)


@given(st.lists(documents(), min_size=2, max_size=4))
def test_the_same_in_threads_and_whatever_was_cleaned_before(several: list[str]) -> None:
    cleaning = cleaner.Cleaner()
    alone = [cleaner.clean(each) for each in several]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(cleaning.clean, several[::-1])) == alone[::-1]


@given(st.one_of(documents(), anything, st.binary(max_size=300), sources()), kinds)
@example('{"title": "\\ud800 A title"}\nThe harbour was closed.\n', None)
def test_total(source: str | bytes, kind: str | None) -> None:
    try:
        article = cleaner.clean(source, kind=kind)
    except cleaner.CleanerError:
        return
    article.to_json().encode()
    assert article.text or article.warnings
