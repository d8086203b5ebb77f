"""What the scorer of pages sees of a block: its text, its marks, and the elements around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from cleaner.document import Block, Elements
from cleaner.words import letters

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.intp]

#: Class and id words are known by a hash; 0 stands for none.
BUCKETS = 4096
#: So many elements around a block are looked at, the nearest first.
LEVELS = 14
#: The sums over so many of them are features: this many each, of which the last two are shares of
#: the page.  They begin at column `FIRST_LEVEL`.
SUMMED, PER_LEVEL, FIRST_LEVEL = 6, 6, 30
#: Whether the block before stands in the same one of so many elements around.
_SAME = 4
#: So many words of one class attribute.
_MOST_NAMES = 12

_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}(?![a-z])|[^\W\d_a-zA-Z]+")
_CAPITAL = re.compile(r"(?<!\w)[A-Z]")
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NO_DIGITS = str.maketrans("", "", "0123456789")
#: Only the beginning of a long block tells capitals and digits.
_SAMPLE = 120
_TITLE_LIKE = range(8, 250)
#: Fewer letters may stand anywhere.
_FEW_LETTERS = 12

_KINDS = {
    kind: at
    for at, kind in enumerate(("paragraph", "heading", "item", "quote", "code", "row", "rule"))
}
_TAG_NAMES = (
    "p li td div a span h1 h2 h3 h4 h5 h6 blockquote figcaption figure dd dt dl button label "
    "section article main header footer nav aside form ul ol table tr th time address body html "
    "pre details summary fieldset caption center legend"
).split()
TAGS = {tag: number for number, tag in enumerate(_TAG_NAMES, 2)}
TAG_COUNT = len(_TAG_NAMES) + 2  # 0: none, 1: any other
#: Elements that say what stands inside, however deep.
_TELLING = (
    "article main header footer nav aside form section figure figcaption table ul ol li dl "
    "blockquote details a button h1 h2 h3 p pre label address dialog"
).split()
_BIT = {tag: 1 << number for number, tag in enumerate(_TELLING)}
_ENDS = {".": 1, "!": 2, "?": 2, "…": 3, ":": 4, ",": 5, ";": 5, '"': 6, "”": 6, "'": 6, "’": 6,
         "»": 6, ")": 7, "。": 1, "！": 2, "？": 2, "：": 4, "」": 6, "›": 8, ">": 8, "→": 8,
         "|": 8}  # fmt: skip


class PageFeatures(NamedTuple):
    """One row per block.

    Attributes:
        numbers: float32, (blocks, ...).
        tags: (blocks, 3): the innermost element and the two around it.
        names: (different class attributes, words): hashes of their words; 0 is none.
        chain: (blocks, LEVELS): the class attributes of the elements around, as rows of `names`.
        groups: (blocks, 5): numbers that are the same for blocks in elements of the same name and
            classes, in the same parent, grandparent, and so on.
        weights: float32, (blocks,): how many words (or, without spaces, half characters).
    """

    numbers: Floats
    tags: Ints
    names: Ints
    chain: Ints
    groups: Ints
    weights: Floats


def name_hashes(names: str, known: dict[str, int]) -> list[int]:
    """The hashes of the words in a class attribute; those of words are kept in `known`.

    >>> len(name_hashes("post-body articleBody x1", {})), name_hashes("", {})
    (5, [])
    """
    hashes = []
    for word in _NAME.findall(names[:400])[:_MOST_NAMES]:
        if word not in known:
            known[word] = 1 + crc32(word.lower().encode()) % (BUCKETS - 1)
        hashes.append(known[word])
    return hashes


_ROWS = (
    "gap copies size words commas stops linked links strong span capitals digits bars asks quotes "
    "signs prices colons like first last kind level tight upper numbered told place"
).split()
_AT = {name: number for number, name in enumerate(_ROWS)}


def page_features(blocks: Sequence[Block], elements: Elements) -> PageFeatures:
    """The features of all blocks of a page; at least one, none of them raw."""
    copies: dict[str, int] = {}
    for block in blocks:
        copies[block.text] = copies.get(block.text, 0) + 1
    raw: list[tuple[float, ...]] = []
    at = blocks[0].start
    for block in blocks:
        told = _is_told(block.text, elements.body) if elements.body else False
        raw.append(_numbers(block, block.start - at, copies[block.text], elements.title, told))
        at = block.end
    return _assembled(np.array(raw, np.float32), elements)


def _is_told(text: str, body: str) -> bool:
    """Does the block begin within the text that the page tells machines is its article?"""
    own = letters(text[:_SAMPLE])
    return len(own) > _FEW_LETTERS and own in body


def _numbers(block: Block, gap: int, copies: int, title: str, told: bool) -> tuple[float, ...]:
    kind, text, start, end, level, marker, marks, _, tight, place = block
    count = text.count
    size = len(text)
    linked = links = strong = 0
    for mark in marks:
        if mark.kind == "link":
            linked += mark.end - mark.start
            links += 1
        elif mark.kind == "strong":
            strong += mark.end - mark.start
    words, commas, stops = count(" ") + 1, count(","), count(". ")
    quotes, bars, signs, prices = count('"'), count("|"), count("@"), count("$")
    if not text.isascii():
        wide = len(_WIDE.findall(text))
        words += wide // 2
        commas += count("，") + count("、")
        stops += count("。")
        quotes += count("“") + count("„") + count("«")
        bars += count("·") + count("•")
        signs += count("©")
        prices += count("€") + count("£")
    sample = text[:_SAMPLE]
    first = text[:1]
    return (
        gap, copies, size, words, commas, stops, linked, links, strong, end - start,
        len(_CAPITAL.findall(sample)), len(sample) - len(sample.translate(_NO_DIGITS)),
        bars, count("?") + count("!"), quotes, signs + count("http"), prices, count(":"),
        size in _TITLE_LIKE and text in title,
        1.0 if first.isupper() else 2.0 if first.islower() else 3.0 if first.isdigit() else 0.0,
        _ENDS.get(text[-1:], 0), _KINDS.get(kind, 0), level, tight, text.isupper(),
        kind == "item" and marker[:1] != "-", told, place,
    )  # fmt: skip


def _assembled(raw: Floats, elements: Elements) -> PageFeatures:
    count = len(raw)
    column = {name: raw[:, at] for name, at in _AT.items()}
    size, words, linked = column["size"], column["words"], column["linked"]
    sample = np.clip(size, 1, _SAMPLE)
    density = linked / np.maximum(size, 1)
    is_prose = (size > 80) & (density < 0.4) & (column["stops"] + column["commas"] > 0)
    rows = raw[:, _AT["place"]].astype(np.intp)
    parents = np.array(elements.parents, np.intp)
    chain = _chain(rows, parents)
    sums = _sums(np.stack([size, linked, size * is_prose, np.ones_like(size)]), rows, elements)
    total = np.maximum(sums[0], 1)
    signs, kinds = _signs(elements, parents, rows)
    alike = np.bincount(signs)[signs]
    alike_size = np.bincount(signs, size)[signs]
    alike_linked = np.bincount(signs, linked)[signs]
    telling, depth = _around(rows, parents, elements)
    log = np.log1p
    numbers = [
        log(size), log(words), log(column["commas"]), log(column["stops"]), density,
        log(column["links"]), column["strong"] / np.maximum(size, 1),
        size / np.maximum(words, 1) / 6, log(np.maximum(column["gap"], 0)),
        log(np.maximum(column["span"] - size, 0)), log(column["copies"]),
        column["capitals"] / np.maximum(words, 1), column["digits"] / sample,
        log(column["bars"]), log(column["asks"]), log(column["quotes"]), log(column["signs"]),
        log(column["prices"]), log(column["colons"]), column["like"], column["level"],
        column["tight"], column["upper"], column["numbered"], column["told"],
        np.full(count, bool(elements.body)), depth / 10, log(alike), log(alike_size / alike),
        alike_linked / np.maximum(alike_size, 1),
    ]  # fmt: skip
    assert len(numbers) == FIRST_LEVEL
    around = _levels(sums[chain[:, :SUMMED]], total)
    same = np.zeros((count, _SAME))
    same[1:] = chain[1:, :_SAME] == chain[:-1, :_SAME]
    flags = [(telling[:, None] >> np.arange(len(_TELLING))) & 1]
    for name, most in (("first", 4), ("last", 9), ("kind", 7)):
        flags.append(column[name][:, None] == np.arange(most))
    tags = [TAGS.get(tag, 1) for tag in elements.tags]
    tags[0] = 0
    groups = np.concatenate([signs[:, None], chain[:, 1:5]], 1)
    return PageFeatures(
        np.concatenate([np.stack(numbers, 1), around, same, *flags], 1, dtype=np.float32),
        np.array(tags, np.intp)[chain[:, :3]],
        kinds[0], kinds[1][chain], groups, words.copy(),
    )  # fmt: skip


def _levels(sums: Floats, total: Floats) -> Floats:
    """Of the text in each of the elements around (blocks, levels, 4): how much, of what kind."""
    size, linked, prose, blocks = (sums[:, :, at] for at in range(4))
    some = np.maximum(size, 1)
    parts = (
        np.log1p(size), linked / some, prose / some, np.log1p(blocks), prose / total[2],
        size / total[0],
    )  # fmt: skip
    return np.stack(parts, 2).reshape(len(sums), -1)


def _chain(rows: Ints, parents: Ints) -> Ints:
    """For each block the element it stands in and those around it."""
    chain = np.empty((len(rows), LEVELS), np.intp)
    here = rows
    for level in range(LEVELS):
        chain[:, level] = here
        here = parents[here]
    return chain


def _sums(own: Floats, rows: Ints, elements: Elements) -> Floats:
    """Sums over all text inside each element, those inside it included; row 0: the whole page.

    What stands inside an element follows it without a gap.
    """
    parents = elements.parents
    last = list(range(len(parents)))
    for row in range(len(parents) - 1, 0, -1):
        around = parents[row]
        if last[row] > last[around]:
            last[around] = last[row]
    sums = np.empty((len(parents), len(own)), np.float32)
    for at, values in enumerate(own):
        upto = np.cumsum(np.bincount(rows, values, len(parents)))
        sums[:, at] = upto[last]
        sums[1:, at] -= upto[:-1]
    return sums


def _around(rows: Ints, parents: Ints, elements: Elements) -> tuple[Ints, Floats]:
    """Which telling elements stand around each block, as bits; and how many elements do."""
    bits = np.array([_BIT.get(tag, 0) for tag in elements.tags], np.int64)
    telling = np.zeros(len(rows), np.int64)
    depth = np.zeros(len(rows), np.float32)
    here = rows
    for _ in range(100):
        telling |= bits[here]
        depth += here > 0
        here = parents[here]
        if not here.any():
            break
    return telling, depth


def _signs(elements: Elements, parents: Ints, rows: Ints) -> tuple[Ints, tuple[Ints, Ints]]:
    """Numbers of blocks in elements alike; hashes of each class attribute, and which is whose."""
    known: dict[str, int] = {"": 0}
    which = np.array([known.setdefault(names, len(known)) for names in elements.names], np.intp)
    kinds: dict[tuple[str, int], int] = {}
    kind = np.array(
        [
            kinds.setdefault(each, len(kinds))
            for each in zip(elements.tags, which.tolist(), strict=True)
        ],
        np.int64,
    )
    key = kind[rows] * len(kinds) + kind[parents[rows]]
    signs = np.unique(key, return_inverse=True)[1]
    hashed: dict[str, int] = {}
    hashes = [name_hashes(names, hashed) for names in known]
    width = max(1, max(map(len, hashes)))
    padded = [each + [0] * (width - len(each)) for each in hashes]
    return signs, (np.array(padded, np.intp), which)
