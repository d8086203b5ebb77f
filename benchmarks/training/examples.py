"""Pages as examples to learn from: the features of their blocks, and which the gold text has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from benchmarks import data
from cleaner.decoding import decode
from cleaner.engines.placing import Placing
from cleaner.reading import read
from cleaner.scoring.page_features import TAGS, PageFeatures, page_features

_SPACE = re.compile(r"\s+")
_URL = re.compile(
    rb"<(?:link|meta)\b[^>]{0,300}?(?:canonical|og:url)[^>]{0,300}?(?:href|content)=[\"']"
    rb"(https?://[^\"']{4,300})"
)
#: What counts how much: a gold text that people made of the page, segments, another tool's output.
SETS = {
    "wcxb": 1.0, "news-pairs": 1.0, "site-rules": 1.0, "chinese": 1.0, "segments": 0.6,
    "mozilla": 0.3,
}  # fmt: skip
#: Here captions and titles count to the text, against the custom of the other sets.
_OTHER_CUSTOM = frozenset(("site-rules", "mozilla"))
UNKNOWN = -1


@dataclass(frozen=True)
class Example:
    """One page.

    Attributes:
        labels: (blocks,): 1 in the article, 0 not, -1 unknown.
        weight: how much the page counts.
        whole: every block's label is known, or nearly.
        texts: of the blocks, for measuring.
    """

    set: str
    page: data.Page
    host: str
    features: PageFeatures
    labels: NDArray[np.int8]
    weight: float
    whole: bool
    texts: tuple[str, ...]

    def part(self, keep: NDArray[np.bool_] | slice, whole: bool = True) -> Example:
        """Some of the blocks."""
        own = self.features
        features = own._replace(
            numbers=own.numbers[keep], tags=own.tags[keep], chain=own.chain[keep],
            groups=own.groups[keep], weights=own.weights[keep],
        )  # fmt: skip
        return replace(self, features=features, labels=self.labels[keep], whole=whole, texts=())


def examples(folder: Path) -> Iterator[Example]:
    """All pages of the data sets in a folder that can be read as pages."""
    loaders = {
        "wcxb": data.wcxb(folder / "wcxb-dev"),
        "news-pairs": data.news_pairs(folder / "news-pairs"),
        "site-rules": data.site_rules(folder / "site-rules"),
        "chinese": data.chinese(folder / "chinese"),
        "segments": data.segments(folder / "segments"),
        "mozilla": data.mozilla(folder / "mozilla-readability"),
    }
    for name, pages in loaders.items():
        for page in pages:
            if example := _example(name, page):
                yield example


def fold_of(host: str, folds: int) -> int:
    """The fold of a host: all pages of a host, in whatever set, are in the same one."""
    return crc32(host.encode()) % folds


def _example(name: str, page: data.Page) -> Example | None:
    reading = read(decode(page.html).text, "html")
    blocks = [block for block in reading.blocks if block.kind != "raw"]
    if not blocks or reading.elements is None:
        return None
    features = page_features(blocks, reading.elements)
    texts = tuple(block.text for block in blocks)
    if name == "segments":
        labels = _segment_labels(texts, page)
    else:
        labels = np.array(Placing(page.gold).found(blocks), np.int8)
    if name in _OTHER_CUSTOM:
        custom = (features.tags == TAGS["figcaption"]).any(1) | (features.tags[:, 0] == TAGS["h1"])
        labels[custom] = UNKNOWN
    whole = name != "segments"
    return Example(name, page, _site(page), features, labels, SETS[name], whole, texts)


def _site(page: data.Page) -> str:
    """The registered domain, roughly; of a page without address the one that it names itself."""
    url = page.url
    if not url and (found := _URL.search(page.html[:200_000])):
        url = found[1].decode("utf-8", "replace")
    parts = data.host(url).split(".")
    second = len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3 if second else -2 :]) or page.id


def _segment_labels(texts: tuple[str, ...], page: data.Page) -> NDArray[np.int8]:
    labels = np.full(len(texts), UNKNOWN, np.int8)
    plain = [_SPACE.sub(" ", text) for text in texts]
    for label, segments in ((1, page.must), (0, page.must_not)):
        for segment in segments:
            wanted = _SPACE.sub(" ", segment).strip()
            for at, text in enumerate(plain):
                if wanted and wanted in text:
                    labels[at] = label
    return labels
