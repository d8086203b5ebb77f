"""What the scorer sees of a page's blocks."""

from __future__ import annotations

import numpy as np

from cleaner.document import Block
from cleaner.reading import read
from cleaner.scoring import page_features as features
from cleaner.scoring.page_features import LEVELS, PageFeatures

PAGE = (
    "<html><head><title>On tea</title></head><body class='site'><nav id=top><ul><li>"
    "<a href=/>Home</a><li><a href=/b>Boats</a></ul></nav><div class='post post'><h1>On tea</h1>"
    "<p>It is good, they say. It is warm.</p><p>It is not dear, either.</p></div></body></html>"
)


def features_of(page: str) -> tuple[list[Block], PageFeatures]:
    reading = read(page)
    blocks = [block for block in reading.blocks if block.kind != "raw"]
    assert reading.elements is not None
    return blocks, features.page_features(blocks, reading.elements)


def test_one_row_a_block() -> None:
    blocks, found = features_of(PAGE)
    assert [block.text for block in blocks[:3]] == ["Home", "Boats", "On tea"]
    assert len(found.numbers) == len(found.weights) == len(blocks)
    assert found.chain.shape == (len(blocks), LEVELS)
    assert np.isfinite(found.numbers).all()


def test_the_elements_around_come_nearest_first() -> None:
    _, found = features_of(PAGE)
    names = {each for each in found.names[found.chain[3]].ravel() if each}
    known: dict[str, int] = {}
    assert names == set(features.name_hashes("post site", known))
    assert found.tags[0].tolist() == [features.TAGS[tag] for tag in ("a", "li", "ul")]


def test_blocks_in_elements_alike_are_a_group() -> None:
    _, found = features_of(PAGE)
    alike = found.groups[:, 0]
    assert alike[0] == alike[1]
    assert alike[3] == alike[4]
    assert len({alike[0], alike[2], alike[3]}) == 3
    assert found.groups[2, 1] == found.groups[3, 1]  # the same parent


def test_words_are_counted_where_no_spaces_part_them() -> None:
    _, found = features_of("<html><body><p>" + "马克龙访问莫斯科" * 5 + "<p>one two</p></body>")
    assert found.weights.tolist() == [21, 2]


def test_text_that_the_page_tells_machines_is_known() -> None:
    story = "The ferry left the harbour at six, as it has done since the war, and nobody minded. "
    script = f'<script type="application/ld+json">{{"articleBody": "{story * 8}"}}</script>'
    page = f"<html><head>{script}</head><body><p>{story}</p><p>Something else, and more of it."
    _, found = features_of(page)
    told = features.FIRST_LEVEL - 6
    assert found.numbers[:, told].tolist() == [1, 0]
    _, without = features_of(page.replace("articleBody", "abstract"))
    assert without.numbers[:, told].tolist() == [0, 0]


def test_deep_and_empty_pages() -> None:
    _, found = features_of("<html><body>" + "<div class=a>" * 3000 + "deep")
    assert np.isfinite(found.numbers).all()
    _, found = features_of("<html><body>x")
    assert len(found.numbers) == 1
