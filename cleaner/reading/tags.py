"""What the readers know of HTML's elements."""

from __future__ import annotations

#: No end tag follows.
VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr".split()
)

#: A new line begins before and after them.
BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html "
    "legend li main menu nav noframes noscript ol optgroup option p pre search section summary "
    "table tbody td tfoot th thead title tr ul".split()
)

#: What stands inside is no text of the page: code, controls, embedded media, alternatives.
SKIPPED = frozenset(
    "script style template svg canvas iframe object audio video select textarea button map "
    "datalist noframes applet head math".split()
)

#: An inline mark is made of what stands inside.
MARKS = {
    "a": "link",
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "s": "strike",
    "del": "strike",
    "strike": "strike",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}

INLINE = frozenset(
    "abbr acronym bdi bdo big cite data dfn font img ins label mark nobr output progress q rp rt "
    "ruby rb small span sub sup time u var wbr br amp-img picture meter input link meta".split()
)

#: Every element name of HTML: `<stdin>` and `List<String>` in a text are none of these.
KNOWN = VOID | BLOCK | SKIPPED | INLINE | frozenset(MARKS)

#: An element that a new one of these ends, where the end tag was left out.
CLOSED_BY = {
    "p": BLOCK - frozenset(("body", "html", "head", "title")),
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": frozenset(("td", "th", "tr", "tbody", "tfoot")),
    "th": frozenset(("td", "th", "tr", "tbody", "tfoot")),
    "tr": frozenset(("tr", "tbody", "tfoot")),
    "option": frozenset(("option", "optgroup")),
}
