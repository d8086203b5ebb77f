"""From decoded text to blocks: the guess of the kind, front matter, and the reader that fits."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.document import Block, Elements
from cleaner.errors import UnknownKindError
from cleaner.metadata.fields import from_front_matter
from cleaner.metadata.frontmatter import split
from cleaner.metadata.jsonld import article_body
from cleaner.metadata.model import Metadata
from cleaner.metadata.page import PageHead, from_page
from cleaner.metadata.scanning import read_head
from cleaner.reading import html
from cleaner.reading.tags import BLOCK_MARKUP
from cleaner.reading.text import read_text
from cleaner.words import letters

KINDS = ("html", "markdown", "text")

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)(?=[\s>])", re.I)
# signs of Markdown that a plain text seldom has; each is looked for only where its characters stand
_SIGNS = (
    ("#", re.compile(r"^ {0,3}#{1,6} \S", re.M)),
    ("```", re.compile(r"^ {0,3}```", re.M)),
    ("**", re.compile(r"\*\*\S[^*\n]{0,200}\*\*")),
    ("](", re.compile(r"\]\([^)\s]{1,500}\)")),
    ("|\n|", re.compile(r"^\|[ \t:|-]+\|[ \t]*$", re.M)),
    ("\n>", re.compile(r"^> ", re.M)),
)
_TAG = re.compile(r"<[^<>]{1,500}>")
#: Fewer letters are a description, not the article.
_LEAST_BODY, _MOST_BODY = 400, 150_000
#: The end of a page, in characters; and so many links no article without navigation has.
_TAIL, _MANY = 3000, 12
_BLANK = re.compile(r"\n[ \t]*\n")


class Reading(NamedTuple):
    """What a reader found: blocks, what kind of source it was, and what it says of itself."""

    blocks: list[Block]
    kind: str
    whole_page: bool
    metadata: Metadata
    only_hidden: bool = False
    scripts: int = 0
    elements: Elements | None = None


def read(
    text: str, kind: str | None = None, url: str | None = None, *, images: bool = False
) -> Reading:
    """Read decoded text; the kind is guessed unless given. Images of HTML are read if wanted.

    Raises:
        UnknownKindError: `kind` is none of "html", "markdown", "text" and None.

    >>> read("<html><body><p>Tea").kind, read("# Tea").kind, read("Tea").kind
    ('html', 'markdown', 'text')
    """
    if kind is not None and kind not in KINDS:
        raise UnknownKindError(f"kind must be one of {', '.join(KINDS)} or None, not {kind!r}")
    front = split(text) if text[:1] in ("-", "+", "{") and kind != "text" else None
    start = front.end if front else 0
    own = from_front_matter(front.values) if front else Metadata()
    if kind in (None, "html"):
        if is_page(text, start):
            return _read_page(text, start, url, own, images)
        if kind == "html" or is_fragment(text, start):
            blocks = html.read_fragment(text, start, len(text), images=images)
            return Reading(_with_front(blocks, start), "html", False, own)
    blocks = read_text(text, start, images=images)
    if kind is None:
        kind = "markdown" if front or has_markdown(text, start) else "text"
    return Reading(_with_front(blocks, start), kind, False, own)


def _with_front(blocks: list[Block], end: int) -> list[Block]:
    """The blocks with the front matter before them, which is no text."""
    return [Block("raw", "", 0, end, 0, "front matter"), *blocks] if end else blocks


def _read_page(text: str, start: int, url: str | None, own: Metadata, images: bool) -> Reading:
    page = html.read_page(text, start, images=images)
    head = read_head(text, start, url)
    metadata = own.merged(from_page(head))
    blocks = _with_front(page.blocks, start)
    page.elements.title = metadata.title or ""
    page.elements.body = _body(head)
    return Reading(blocks, "html", True, metadata, page.only_hidden, page.scripts, page.elements)


def _body(head: PageHead) -> str:
    body = article_body(head.json_ld)
    if "<" in body:
        body = _TAG.sub(" ", body)
    known = letters(body[:_MOST_BODY])
    return known if len(known) >= _LEAST_BODY else ""


def is_page(text: str, start: int = 0) -> bool:
    """The text is a whole web page: it begins with markup, and has tags of pages alone.

    They may come late, after what a server complained of, or not at all, where somebody saved the
    body under a tag of his own; then it is known by what surrounds articles: links and controls.
    """
    head = text[start : start + 4000].lstrip()
    if not head.startswith("<"):
        return False
    if _PAGE.search(head):
        return True
    end = text[-_TAIL:].lower()
    if ("</body>" in end or "</html>" in end) and _PAGE.search(text, start):
        return True
    return (
        text.count("</a>", start) >= _MANY
        and sum(text.count(tag, start) for tag in ("</div>", "</td>", "</li>")) >= _MANY
        and any(text.find(tag, start) >= 0 for tag in ("<script", "<form", "<input"))
    )


def has_markdown(text: str, start: int = 0) -> bool:
    """The text has headings, fences, links, tables or strong emphasis as Markdown writes them."""
    return any(
        text.find(sign, start) >= 0 and found.search(text, start) is not None
        for sign, found in _SIGNS
    )


def is_fragment(text: str, start: int = 0) -> bool:
    """The text is a piece of HTML: every chunk of it begins with block markup."""
    head = text[start : start + 500].lstrip()
    if not BLOCK_MARKUP.match(head) or not text.rstrip().endswith(">"):
        return False
    if "```" in text or "~~~" in text:
        return False
    at = start
    while (blank := _BLANK.search(text, at)) is not None:
        at = blank.end()
        rest = text[at : at + 200].lstrip()
        if rest and not BLOCK_MARKUP.match(rest):
            return False
    return True
