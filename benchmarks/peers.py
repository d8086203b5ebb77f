"""The extractors that are measured, each as a function from a page's bytes to its main text.

A peer's module is imported when its loader is called, and only then, so that one that is not
installed hinders no other. All have the settings that they come with, but for comments of readers,
which no data set here counts as main text. What takes bytes is given bytes and finds the charset
by itself; the others get `decoded`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from benchmarks.data import declared_language

#: From the bytes of a page to its main text; it may raise anything.
Extract = Callable[[bytes], str]
#: Imports what a peer needs; raises ImportError where it is not installed.
Loader = Callable[[], Extract]

_CHARSET = re.compile(
    rb"<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE
)

# What may stand between the brackets of a link or an image has no brackets of its own.
_TARGET = r"\([^()\s]{0,4000}+(?:\s\"[^\"]{0,1000}+\")?\)"
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,1000}}+\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]]{{0,2000}}+)\]{_TARGET}")
_EMPHASIS = re.compile(r"(?<![\w\\])[*_]{1,3}(?=\S)|(?<=\S)(?<!\\)[*_]{1,3}(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

#: Charsets that browsers read as a larger one.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "cp1252"}

#: jusText's stop lists by the language of a page; one that declares none counts as English.
_STOPLISTS = {
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hu": "Hungarian",
    "it": "Italian",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian_Bokmal",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
}


def decoded(page: bytes) -> str:
    """Text of a page for those who take no bytes: UTF-8, else what it declares, else a guess.

    >>> decoded("é".encode()), decoded(b"<meta charset=iso-8859-2>\\xb1"), decoded(b"\\x80")
    ('é', '<meta charset=iso-8859-2>ą', '€')
    """
    try:
        return page.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(page[:4096])
        charset = declared.group(1).decode("ascii") if declared else _guessed(page)
    try:
        return page.decode(_LARGER.get(charset.lower(), charset), "replace")
    except LookupError:
        return page.decode("cp1252", "replace")


def _guessed(page: bytes) -> str:
    import chardet

    return chardet.detect(page)["encoding"] or "cp1252"


def plain_of_markdown(markdown: str) -> str:
    """Markdown without its images, link targets, emphasis and escapes.

    >>> plain_of_markdown("A **bold** [link](http://a.org/b_c), ![x](y.png)snake_case 2 \\\\* 3")
    'A bold link, snake_case 2 * 3'
    """
    text = _LINK.sub(r"\1", _IMAGE.sub("", markdown))
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", text))


def cleaner_with(**options: object) -> Loader:
    """The whole way through this project, by a `Cleaner` with these options."""

    def load() -> Extract:
        from cleaner import Cleaner

        ours = Cleaner(**options)  # type: ignore[arg-type]
        return lambda page: ours.clean(page).text

    return load


def engine_alone() -> Extract:
    """This project's engine without the chain: decoding, reading, and the choice of blocks."""
    from cleaner.decoding import decode
    from cleaner.document import Document
    from cleaner.engines.by_score import find
    from cleaner.lexicon import scanner_for
    from cleaner.reading.html import read_page

    scanner = scanner_for("en")

    def extract(page: bytes) -> str:
        source = decode(page).text
        read = read_page(source)
        document = Document(source, tuple(read.blocks), "html", scanner, elements=read.elements)
        kept = zip(read.blocks, find(document).keeps, strict=True)
        return "\n".join(block.text for block, keep in kept if keep and block.kind != "raw")

    return extract


def trafilatura_with(fast: bool) -> Loader:
    """trafilatura, with the second opinions of readability and jusText or without.

    It would guess charsets with cchardet if that were installed; none of the peers brings it.
    """

    def load() -> Extract:
        from trafilatura import extract

        return lambda page: extract(page, include_comments=False, fast=fast) or ""

    return load


def resiliparse() -> Extract:
    """resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def extract(page: bytes) -> str:
        text = bytes_to_str(page, detect_encoding(page, from_html_meta=True) or "utf-8")
        return str(extract_plain_text(text, main_content=True))

    return extract


def readability() -> Extract:
    """readability-lxml; its HTML is made text by turbohtml, which takes no time beside it."""
    import turbohtml
    from readability import Document

    return lambda page: turbohtml.parse(Document(page).summary()).to_text()


def justext() -> Extract:
    """jusText, with the stop list of the language that the page declares.

    For a language that has none it is told to do without, as its own command does on demand.
    """
    import justext

    stoplists = {name: justext.get_stoplist(name) for name in _STOPLISTS.values()}

    def extract(page: bytes) -> str:
        stoplist = stoplists.get(_STOPLISTS.get(declared_language(page), ""))
        if stoplist is None:
            parts = justext.justext(page, frozenset(), stopwords_low=0.0, stopwords_high=0.0)
        else:
            parts = justext.justext(page, stoplist)
        return "\n\n".join(part.text for part in parts if not part.is_boilerplate)

    return extract


def newspaper() -> Extract:
    """newspaper4k; it must not fetch the images of a page."""
    from newspaper import Article

    def extract(page: bytes) -> str:
        article = Article("https://example.org/", fetch_images=False)
        article.download(input_html=decoded(page))
        article.parse()
        return str(article.text)

    return extract


def boilerpy3() -> Extract:
    """boilerpy3's extractor for articles."""
    from boilerpy3.extractors import ArticleExtractor

    article = ArticleExtractor()
    return lambda page: str(article.get_content(decoded(page)))


def pagesift() -> Extract:
    """pagesift; it writes Markdown only, which is made text here, in its time."""
    from pagesift import convert

    return lambda page: plain_of_markdown(convert(decoded(page)).markdown or "")


def turbohtml() -> Extract:
    """The text of turbohtml's `main_content`."""
    from turbohtml import parse

    return lambda page: parse(page, detect_encoding=True).main_text()


def lexbor() -> Extract:
    """A parse with lexbor and nothing else: the least that any extractor could take."""
    from selectolax.lexbor import LexborHTMLParser

    def parse(page: bytes) -> str:
        LexborHTMLParser(page)
        return ""

    return parse


#: What is measured, by name, in the order of the table.
PEERS: dict[str, Loader] = {
    "cleaner": cleaner_with(),
    "engine": engine_alone,
    "cleaner-traf": cleaner_with(engine="trafilatura"),
    "trafilatura": trafilatura_with(fast=False),
    "traf-fast": trafilatura_with(fast=True),
    "pagesift": pagesift,
    "resiliparse": resiliparse,
    "readability": readability,
    "justext": justext,
    "newspaper4k": newspaper,
    "boilerpy3": boilerpy3,
    "turbohtml": turbohtml,
    "lexbor": lexbor,
}

#: Measured for their time alone.
TIME_ONLY = frozenset({"lexbor"})


def load(names: list[str]) -> tuple[dict[str, Extract], dict[str, str]]:
    """The extractors of these names, and why others of them are not there."""
    loaded: dict[str, Extract] = {}
    absent: dict[str, str] = {}
    for name in names:
        try:
            loaded[name] = PEERS[name]()
        except ImportError as error:
            absent[name] = str(error)
    return loaded, absent
