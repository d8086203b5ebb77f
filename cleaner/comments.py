"""The comments of readers on a page, apart from its article.

They are known by the class and id names of the elements that they stand in; the words of such names
are data: `cleaner/data/comments.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from enum import IntEnum
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import NamedTuple

from cleaner.document import UNTOUCHED, Block, Elements
from cleaner.lexicon import Lexicon, Scanner
from cleaner.words import count_words


class Sign(IntEnum):
    """What the names of an element say of it."""

    NOTHING = 0
    ONE = 1  # a comment
    SEVERAL = 2
    LABEL = 3  # a form, a button, a name, a date
    INNER = 4  # the same if it stands in a comment


_PART = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: These hold the whole page, whatever their names say.
_WHOLE = frozenset(("html", "body", "main"))
_CONTROLS = frozenset(("form", "button", "nav", "label", "fieldset", "footer", "header"))
#: What one comment may be an element of; a paragraph is a part of one.
_OF_ONE = frozenset(("div", "section", "article", "li", "dd", "tr", "td"))
#: Longer blocks, in words, are no labels; and still longer ones are not looked at.
_LABEL, _LONG = 12, 60
#: In words; a line without the end of a sentence that has no more is a name beside longer ones.
_NAME, _ENDS = 3, tuple('.!?…。！？)"”:')
_TABLES = ("promos.", "furniture.")
#: A few names are enough.
_MOST_NAMES = 30


def comments_of(
    blocks: Sequence[Block],
    outside: Collection[tuple[int, int]],
    elements: Elements,
    scanner: Scanner,
) -> tuple[str, ...]:
    """The plain text of each comment, in order; paragraphs of one are parted by blank lines.

    Where a page does not tell one comment from the next, each block is one.

    Args:
        blocks: the blocks of a page.
        outside: the spans of those that are not the article's.
        elements: what the blocks stand in.
        scanner: knows the phrases of buttons and labels.
    """
    comments = _comments(elements)
    own = Scanner(_words().phrases)
    found = [
        (comments[block.place] or -1 - block.start, block.text.strip())
        for block in blocks
        if comments[block.place] is not None
        and (block.start, block.end) in outside
        and _is_said(block, scanner, own)
    ]
    return tuple(
        _joined([text for _, text in parts]) for _, parts in groupby(found, lambda each: each[0])
    )


def _joined(parts: Sequence[str]) -> str:
    """The paragraphs of a comment, without the name of who wrote it."""
    said = [part for part in parts if count_words(part) > _NAME or part.endswith(_ENDS)]
    return "\n\n".join(said or parts)


def _comments(elements: Elements) -> list[int | None]:
    """For each element the one of the comment that it is or stands in.

    0 if the page does not tell which comment, None if it is in none.
    """
    found: list[int | None] = [None]
    labels = [False]  # for each element: is it a label, or in one?
    for index in range(1, len(elements.tags)):
        tag, parent = elements.tags[index], elements.parents[index]
        comment, label = found[parent], labels[parent]
        names = elements.names[index]
        sign = sign_of(names) if names and not label and tag not in _WHOLE else Sign.NOTHING
        if sign == Sign.LABEL or (comment is not None and (sign == Sign.INNER or tag in _CONTROLS)):
            label = True
        elif sign == Sign.SEVERAL:
            comment = comment or 0
        elif (sign == Sign.ONE and tag in _OF_ONE) or (comment == 0 and tag in ("li", "article")):
            comment = index
        elif sign == Sign.ONE:
            comment = comment or 0
        found.append(None if label else comment)
        labels.append(label)
    return found


def _is_said(block: Block, scanner: Scanner, own: Scanner) -> bool:
    """Is a block what a reader wrote, and no name, date, count, button or note of the site?"""
    text = block.text
    if block.kind in ("quote", "code"):
        return True
    if block.kind in UNTOUCHED or block.kind == "heading" or not _PART.search(text):
        return False
    words = count_words(text)
    if words > _LONG:
        return True
    linked = sum(mark.end - mark.start for mark in block.marks if mark.kind == "link")
    if words <= _LABEL and 2 * linked > len(text):
        return False
    if any(role.startswith(_TABLES) for role in scanner.scan(text).whole):
        return False
    hits = own.scan(text)
    return not hits.roles or (words > _LABEL and hits.share(*hits.roles) <= 0.5)


class _Words(NamedTuple):
    """The words of the data file, by what they say."""

    one: frozenset[str]
    several: frozenset[str]
    holders: frozenset[str]
    labels: frozenset[str]
    leading: frozenset[str]
    inside: frozenset[str]
    others: frozenset[str]
    phrases: Lexicon


@lru_cache(maxsize=1)
def _words() -> _Words:
    place = resources.files("cleaner") / "data" / "comments.toml"
    tables = tomllib.loads(place.read_text(encoding="utf-8"))
    phrases = Lexicon.parse({"comments": {"label": tables.pop("phrases")}})
    return _Words(phrases=phrases, **{name: frozenset(words) for name, words in tables.items()})


def sign_of(names: str) -> Sign:
    """What the class and id names of an element, parted by spaces, say of it.

    >>> sign_of("comment-list"), sign_of("depth-1 comment comment-author-jo"), sign_of("replyForm")
    (<Sign.SEVERAL: 2>, <Sign.ONE: 1>, <Sign.LABEL: 3>)
    >>> sign_of("recent-comments"), sign_of("vcard"), sign_of("commentary")
    (<Sign.NOTHING: 0>, <Sign.INNER: 4>, <Sign.NOTHING: 0>)
    """
    signs = {_sign_of_name(name) for name in names.split()[:_MOST_NAMES]}
    signs.discard(Sign.NOTHING)
    return min(signs, default=Sign.NOTHING)


@lru_cache(maxsize=20_000)
def _sign_of_name(name: str) -> Sign:
    known = _words()
    words = [word.lower() for part in _PART.findall(name) for word in _CAMEL.split(part)]
    at = next((n for n, word in enumerate(words) if word in known.one | known.several), None)
    if at is None:
        inner = len(words) == 1 and words[0] in known.inside
        return Sign.INNER if inner else Sign.NOTHING
    if not known.others.isdisjoint(words):
        return Sign.NOTHING
    after = words[at + 1 :]
    if not known.labels.isdisjoint(after) or not known.leading.isdisjoint(words[:at]):
        return Sign.LABEL
    if words[at] in known.one and known.holders.isdisjoint(after):
        return Sign.ONE
    return Sign.SEVERAL
