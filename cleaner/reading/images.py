"""Images of pages: which say something, their addresses and alternative texts."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.reading.tags import Attributes

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")
#: As blogs and encyclopedias mark the images that they make of TeX.
_FORMULA = re.compile(r"(?<![\w-])(?:latex|tex|mathimage)(?![\w-])")
_FORMULA_SERVER = re.compile(r"latex\.php\?|latex\.codecogs|chart\?cht=tx")
_NAME = re.compile(r"([^/?#]+?)(?:\.\w{2,5})?(?:[?#].*)?\Z")


class Image(NamedTuple):
    """What stands for an image in a text: its alternative text and its address."""

    text: str
    target: str


def is_formula_image(attrs: Attributes) -> bool:
    """Is this the image of a formula, whose TeX its alternative text is?

    >>> is_formula_image({"class": "latex"}), is_formula_image({"alt": "A latex doll"})
    (True, False)
    """
    classes = attrs.get("class")
    if classes and ("tex" in classes or "math" in classes) and _FORMULA.search(classes[:200]):
        return True
    source = attrs.get("src") or ""
    return ("tex" in source or "cht=tx" in source) and (
        _FORMULA_SERVER.search(source[:200]) is not None
    )


def image_of(attrs: Attributes, *, in_figure: object) -> Image | None:
    """The image of an element; None if it only decorates the page, or is not there.

    Without alternative text, one in a figure has its file's name.

    >>> image_of({"src": "data:x", "data-src": "a/ship.jpg", "alt": "A ship"}, in_figure=False)
    Image(text='A ship', target='a/ship.jpg')
    """
    target = next(
        (each.strip() for name in _SOURCES if (each := attrs.get(name)) and each[:5] != "data:"), ""
    )
    if not target and (several := (attrs.get("srcset") or attrs.get("data-srcset") or "").split()):
        target = several[0].rstrip(",")
    if "mwe-math" in (attrs.get("class") or ""):  # stands beside the formula itself
        return None
    if not target or _is_tiny(attrs.get("width")) or _is_tiny(attrs.get("height")):
        return None
    text = " ".join((attrs.get("alt") or attrs.get("title") or "").split())
    if not text and in_figure and (name := _NAME.search(target)):
        text = name[1]
    return Image(text, target) if text else None


def _is_tiny(size: str | None) -> bool:
    """A pixel that counts visitors."""
    return bool(size) and (size or "").strip() in ("0", "1", "2", "1px")
