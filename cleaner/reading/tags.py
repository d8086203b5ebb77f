"""What the readers know of HTML's elements and attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    "datalist noframes noembed applet head math rp rt rtc".split()
)

#: The tokenizer takes what stands inside for one text, whatever it looks like.
RAW_TEXT = frozenset("script style title textarea iframe noembed noframes".split())

#: White space counts inside.
VERBATIM = frozenset(("pre", "xmp", "listing"))

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
    "sup": "sup",
    "sub": "sub",
}

INLINE = frozenset(
    "abbr acronym bdi bdo big cite data dfn font img ins label mark nobr output progress q ruby rb "
    "small span time u var wbr br amp-img picture meter input link meta".split()
)

#: Every element name of HTML: `<stdin>` and `List<String>` in a text are none of these.
KNOWN = VOID | BLOCK | SKIPPED | INLINE | frozenset(MARKS)

_BLOCK_NAMES = "|".join(sorted(BLOCK | {"script", "style", "svg", "iframe", "template"}))
#: The start of a line that begins a chunk of block-level HTML.
BLOCK_MARKUP = re.compile(rf"<(?:!--|!doctype\b|/?(?:{_BLOCK_NAMES})(?=[\s/>]|$))", re.I)
BLOCK_TAG = re.compile(rf"<(/?)({_BLOCK_NAMES})(?=[\s/>])", re.I)

_FLOW = BLOCK - frozenset(("html", "head", "title", "noscript"))
_CELLS = frozenset(("td", "th", "tr", "tbody", "tfoot"))

#: An element that a new one of these ends, where the end tag was left out.
CLOSED_BY = {
    "p": BLOCK - frozenset(("body", "html", "head", "title", "noscript")),
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": _CELLS,
    "th": _CELLS,
    "tr": _CELLS - {"td", "th"},
    "option": frozenset(("option", "optgroup")),
    "button": frozenset(("button",)),
    "select": frozenset(("select", "textarea", "input")),
    "a": frozenset(("a",)),
    "rt": _FLOW | {"rt", "rp", "rb", "rtc"},
    "rp": _FLOW | {"rt", "rp", "rb", "rtc"},
    "head": _FLOW,
}

#: An attribute that may say that the element is not shown.
HIDING = frozenset(("hidden", "aria-hidden", "style", "popover"))
_HIDDEN_STYLE = re.compile(
    r"display\s*+:\s*+none|visibility\s*+:\s*+(?:hidden|collapse)"
    r"|(?:left|top|text-indent|(?<![\w-])right)\s*+:\s*+-\d{3}(?:\d++px|\d*+r?em)"
    r"|(?<![\w-])clip\s*+:\s*+rect\((?:\s*+[01](?:px)?+\s*+,?+){4}+\)"
    r"|clip-path\s*+:\s*+inset\((?:50|100)%",
    re.I,
)
#: Round other elements it only takes the gaps between them away.
_NO_SIZE = re.compile(r"(?<![\w-])font-size\s*+:\s*+0(?:px|pt|em|rem|%)?\s*+(?:;|!|\Z)", re.I)
_LEAVES = frozenset(("span", "p", "a", "font", "small", "em", "strong", "b", "i"))
_HIDDEN_CLASSES = re.compile(
    r"(?<![\w-])(?:(?:is-|usa-|u-)?sr-only|sr_only|show-for-sr|element-invisible|assistive-text"
    r"|(?:is-|u-|govuk-)?visually[-_]?hidden|visuallyHidden|screen-?reader-(?:text|only)"
    r"|elementor-screen-only"
    # what MathJax drew: the formula stands beside it; links back from notes, and to an editor
    r"|MathJax(?:_Preview|_Display|_SVG|_SVG_Display|_CHTML)?|mw-cite-backlink|mw-editsection)(?![\w-])"
)
_HIDDEN_HINTS = (
    "sr-", "sr_", "for-sr", "visually", "reader-", "MathJax", "mw-", "assistive-", "element-",
    "screen-",
)  # fmt: skip
#: Bootstrap hides an element on all screens, unless another class shows it on some.
_BOOTSTRAP = re.compile(r"d-(?:(?:sm|md|lg|xl|xxl)-)?(?:none|inline|inline-block|block|grid|flex)")
#: Parts of a page that are sent late stand hidden at its end until a script moves them to their
#: place: React's `S:1`, Marko's `afpage3`.
_SENT_LATE = re.compile(r"S:[0-9a-f]+|af\w{0,40}\d")
#: What a click on a label opens: the page does show it.
_OPENED = frozenset(("region", "tabpanel"))
_LANGUAGE = re.compile(r"(?:lang(?:uage)?|highlight-source|brush:?\s?)[-: ]([\w+#-]{1,20})")
#: The word after the name of a highlighter, if it is none of its own.
_HIGHLIGHTED = re.compile(
    r"(?<![\w-])(?:sourceCode|hljs|highlight|codehilite)[ -]"
    r"(?!copy|wrap|code|table|line|text|block)([\w+#]{1,20})"
)
#: The tags right before a `<pre>`, which may name its language: many highlighters put it there.
_WRAPPERS = re.compile(r"(?:<(?:div|figure|td|span)\b[^<>]{0,300}>\s{0,20}){1,3}\Z", re.I)
_CLASS = re.compile(r"\sclass\s*=\s*(?:\"([^\"]{0,200})\"|'([^']{0,200})')", re.I)
#: What programs that highlight code put before each line.
_LINE_NUMBER = re.compile(
    r"(?<![\w-])(?:(?:[\w]{1,30}-)?(?:lineno|linenos|linenumbers?|line-?numbers?|linenodiv|lnt?|gutter"
    r"|blob-num|hljs-ln-n|hljs-ln-numbers|crayon-nums?|rouge-gutter))(?![\w-])"
)
_NO_LANGUAGES = frozenset(("default", "none", "plain", "plaintext", "text", "nohighlight", "src"))

Attributes = Mapping[str, str | None]


def class_hides(classes: str) -> bool:
    """Does a class attribute say that its element is for screen readers alone, or the like?

    >>> class_hides("btn sr-only"), class_hides("reader-view")
    (True, False)
    >>> class_hides("col d-none"), class_hides("d-none d-md-block")
    (True, False)
    """
    if "d-none" in classes:
        displays = [name for name in classes.split() if _BOOTSTRAP.fullmatch(name)]
        if displays == ["d-none"]:
            return True
    return any(hint in classes for hint in _HIDDEN_HINTS) and (
        _HIDDEN_CLASSES.search(classes) is not None
    )


def is_hidden(attrs: Attributes, name: str = "div") -> bool:
    """Do the attributes of an element say that it is not shown?

    >>> is_hidden({"style": "display: none"}), is_hidden({"aria-hidden": "false"})
    (True, False)
    >>> is_hidden({"hidden": "", "id": "S:1"}), is_hidden({"hidden": "", "role": "tabpanel"})
    (False, False)
    """
    if name == "dialog" and "open" not in attrs:
        return True
    classes = attrs.get("class")
    if classes and class_hides(classes) and not name.startswith("mjx"):
        return True
    if HIDING.isdisjoint(attrs) or name in ("body", "html"):
        return False
    if attrs.get("role") in _OPENED:
        return False
    if (attrs.get("aria-hidden") or "").lower() == "true" or "popover" in attrs:
        return True
    style = attrs.get("style")
    if "hidden" in attrs:
        hidden = attrs["hidden"] != "until-found"
    else:
        hidden = bool(style) and (
            _HIDDEN_STYLE.search(style or "") is not None
            or (name in _LEAVES and _NO_SIZE.search(style or "") is not None)
        )
    if hidden and classes and "mathml" in classes:  # what it shows instead is an image
        return False
    return hidden and not _SENT_LATE.fullmatch(attrs.get("id") or "")


def code_language(attrs: Attributes) -> str:
    """The language of the code in an element, as its class or data attribute tells; or "".

    >>> code_language({"class": "highlight language-python"}), code_language({"data-lang": "go"})
    ('python', 'go')
    >>> code_language({"class": "language-none"})
    ''
    """
    return (
        _language(attrs.get("class") or "")
        or ((attrs.get("data-lang") or attrs.get("data-language") or "").strip()[:20].split(" ")[0])
    )


def _language(classes: str) -> str:
    found = _LANGUAGE.search(classes[:200]) or _HIGHLIGHTED.search(classes[:200])
    return "" if not found or found[1].lower() in _NO_LANGUAGES else found[1]


def wrapped_language(before: str) -> str:
    """The language that the tags tell which stand right before a block of code.

    >>> wrapped_language('<p>x</p><div class="language-rb"><div class="highlight">')
    'rb'
    """
    wrappers = _WRAPPERS.search(before)
    for found in _CLASS.finditer(wrappers[0]) if wrappers else ():
        if language := _language(found[1] or found[2] or ""):
            return language
    return ""


def is_line_number(attrs: Attributes) -> bool:
    """Does the element, within code, hold the number of a line?

    >>> is_line_number({"class": "lineno"}), is_line_number({"class": "line"})
    (True, False)
    """
    classes = attrs.get("class")
    return bool(classes) and _LINE_NUMBER.search((classes or "")[:200]) is not None


def opens_something(attrs: Attributes) -> bool:
    """Is a button the label of a part of the text, which it opens?

    >>> opens_something({"aria-expanded": "false"}), opens_something({"type": "submit"})
    (True, False)
    """
    return "aria-expanded" in attrs or "aria-selected" in attrs or attrs.get("role") == "tab"
