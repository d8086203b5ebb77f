"""HTML to blocks, in one pass over the tokens.

turbohtml tokenizes as browsers do and says where every token stood, so each block keeps its exact
span; no tree is built, so neither depth nor unclosed tags cost anything.  A tree would be needed
only for repairs of nesting that change no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from cleaner.document import Block, Elements
from cleaner.reading.building import MERE_CONTAINERS, Builder
from cleaner.reading.formulas import read_formula, tex_formula
from cleaner.reading.images import image_of, is_formula_image
from cleaner.reading.skipping import Skip
from cleaner.reading.tags import (
    BLOCK,
    CLOSED_BY,
    HIDING,
    INLINE,
    KNOWN,
    MARKS,
    RAW_TEXT,
    SKIPPED,
    VERBATIM,
    VOID,
    Attributes,
    class_hides,
    is_hidden,
    is_line_number,
    opens_something,
    wrapped_language,
)
from cleaner.reading.wrapping import is_wrapped

if TYPE_CHECKING:
    from turbohtml import Token

_SPECIAL = RAW_TEXT | {"noscript"}
#: Without attributes, these mean nothing to the reader.
_PLAIN = INLINE - {"br", "q", "img"}
#: The text's own words stand in these, whatever part of the page it is.
_UNPLACED = VOID | INLINE | (frozenset(MARKS) - {"a"})
#: So many elements may be open without an end tag inside one that ends.
_MOST_UNCLOSED = 12
_NO_NAMES: frozenset[str] = frozenset()
_NONE: Mapping[str, str | None] = {}
_LEFT_OUT = SKIPPED | {"title"}
_MAY_BE_LEFT_OUT = _LEFT_OUT | {"dialog"}
#: Left out to the end of the page if it has no end: it is code.
_CODE = frozenset(("script", "style"))
_MAY_BE_FORMULA = frozenset(("math", "script", "hidden"))
#: So often a page is read again because something hidden was never closed.
_MOST_READINGS = 5
#: A page that shows fewer words than this, and hides many more, shows nothing.
_FEW_LETTERS, _MANY_LETTERS = 300, 1500


#: Line ends inside these are spaces.
_OF_ONE_PARAGRAPH = frozenset(
    "p li td th dt dd h1 h2 h3 h4 h5 h6 summary figcaption caption legend address".split()
)


class Page(NamedTuple):
    """The blocks of a page; whether they are hidden ones, since it shows no others; scripts."""

    blocks: list[Block]
    elements: Elements
    only_hidden: bool
    scripts: int


def read_fragment(source: str, start: int, stop: int, *, images: bool = False) -> list[Block]:
    """The blocks of the HTML in `source[start:stop]`. Names that are no HTML elements are text."""
    return _read(source[start:stop], start, fragment=True, images=images).builder.blocks


def read_page(source: str, start: int = 0, *, images: bool = False) -> Page:
    """The blocks of the page that begins at `start`; hidden ones only where it shows no others.

    Images are read if they are wanted.

    >>> [b.text for b in read_page("<body><p hidden>No</p><p>Yes &amp; more").blocks if b.text]
    ['Yes & more']
    """
    markup = source[start:] if start else source
    walker = _read(markup, start, images=images)
    blocks = walker.builder.blocks
    if walker.hidden:
        shown = sum(len(block.text) for block in blocks)
        if not shown or (shown < _FEW_LETTERS and walker.hidden > _MANY_LETTERS):
            again = _read(markup, start, show_hidden=True, images=images)
            return Page(again.builder.blocks, again.elements, True, walker.scripts)
    return Page(blocks, walker.elements, False, walker.scripts)


def _read(
    markup: str,
    base: int,
    *,
    fragment: bool = False,
    show_hidden: bool = False,
    images: bool = False,
) -> _Walker:
    """Walk over the tokens; once more without leaving out what turns out to have no end."""
    endless: dict[str, int] = {}
    for _ in range(_MOST_READINGS):
        walker = _Walker(markup, base, fragment, show_hidden, endless)
        walker.builder.images = images
        walker.walk()
        if not walker.skip or walker.skip.reason in _CODE:
            break
        endless = {**endless, walker.skip.reason: walker.skip.start}
    walker.finish()
    return walker


class _Walker:
    """Goes over the tokens once; what is text goes to the builder."""

    def __init__(
        self,
        markup: str,
        base: int,
        fragment: bool,
        show_hidden: bool,
        endless: Mapping[str, int],
    ) -> None:
        self.markup = markup
        self.base = base
        self.fragment = fragment
        self.show_hidden = show_hidden
        self.endless = endless  # what was left out to the end, from its first place on
        self.builder = Builder(base)
        self.elements = Elements()
        self.skip: Skip | None = None
        self.open: defaultdict[str, int] = defaultdict(
            int
        )  # how many block elements of a name are open
        self.hidden = 0  # letters
        self.scripts = 0
        self.hiding: dict[str | None, bool] = {}  # class attributes, and whether they say so

    def walk(self) -> None:
        self._feed(self.markup, self.base, nested=False)

    def finish(self) -> None:
        if self.skip:
            self._end_skip(self.base + len(self.markup))
        self.builder.close()

    # -- tokens ------------------------------------------------------------------------------

    def _feed(self, markup: str, base: int, *, nested: bool) -> None:
        import turbohtml  # costs 60 ms, and text needs none of it

        types = turbohtml.TokenType
        text, start_tag, end_tag = types.TEXT, types.START_TAG, types.END_TAG
        # where each line begins, less its number
        lines = [base - 1, *accumulate(map(len, markup.split("\n")), initial=base - 1)]
        builder = self.builder
        add = builder.add
        # what needs no closer look, unless it is hidden
        plain, containers = (_NO_NAMES, _NO_NAMES) if self.fragment else (_PLAIN, MERE_CONTAINERS)
        simple = plain | containers
        inside = ""  # the element whose start tag came last
        # "</>" makes no token at all, and the text after it would seem to stand where it does not
        for token in turbohtml.tokenize(
            markup.replace("</>", "<!>"), resolve_references=False, capture_source=self.fragment
        ):
            kind = token.type
            if kind is text:
                data = token.data or ""
                if inside not in _SPECIAL:
                    if self.skip is None:
                        if not builder.text.size and not builder.pre and data.isspace():
                            continue  # a fifth of all tokens
                        at = lines[token.line] + token.line + token.col
                        if self.fragment and "\n" in data:
                            self._add_lines(data, at)
                        else:
                            add(data, at)
                    elif self.skip.reason == "hidden":
                        self.hidden += len(data.strip())
                    continue
                at = lines[token.line] + token.line + token.col
                if inside == "noscript" or (inside == "noframes" and self.skip is None):
                    if not nested and "<" in data:
                        self._feed(data, at, nested=True)
                elif self.skip is None:  # it has no end
                    if nested:
                        add(data, at)
                    else:
                        self._feed(markup[at - base :], at, nested=True)
                        return
                elif inside == "noframes":
                    self.hidden += len(data)
            elif kind is start_tag:
                inside = token.tag or ""
                pairs = token.attrs
                attrs = dict(pairs) if pairs else _NONE
                if (
                    self.skip is None
                    and inside in simple
                    and not (pairs and (builder.pre or self._may_hide(attrs)))
                ):
                    if inside in containers:
                        self._start_container(inside, attrs)
                else:
                    self._start(inside, attrs, lines[token.line] + token.line + token.col, token)
            elif kind is end_tag:
                inside = ""
                name = token.tag or ""
                if self.skip is None and name in containers:
                    self._end_container(name)
                elif self.skip is not None or name not in plain:
                    self._end(name, lines[token.line] + token.line + token.col, token.source)
            else:
                self._other(token, lines[token.line] + token.line + token.col)

    def _start_container(self, name: str, attrs: Attributes) -> None:
        """A block-level element begins of which nothing but its edges matter."""
        self.open[name] += 1
        self.open["p"] = name == "p"  # what begins ends the paragraph before
        if self.builder.notes.labels:
            self.builder.start_block(name, attrs, 0)
        else:
            self.builder.edge(name)
        self._enter(name, attrs)

    def _end_container(self, name: str) -> None:
        if self.open[name]:
            self.open[name] -= 1
        self.builder.edge(name)
        self._leave(name)

    def _other(self, token: Token, at: int) -> None:
        """A character reference or a comment."""
        if token.source is not None and token.source.startswith("&") and token.data is not None:
            if self.skip is None:  # it may stand for two characters, or be longer than one
                self.builder.add(token.data, at)
                self.builder.last = at + len(token.source)
        elif self.skip is None and self.markup.startswith("<!", at - self.base):
            self.builder.raw("comment", at, at + self._comment_size(token.data or "", at))

    def _comment_size(self, data: str, at: int) -> int:
        start = at - self.base
        if not self.markup.startswith("<!--", start):
            end = self.markup.find(">", start) + 1
        else:
            end = self.markup.find(">", start + 4 + max(0, len(data) - 1)) + 1
        return (end or len(self.markup)) - start

    def _start(self, name: str, attrs: Attributes, at: int, token: Token) -> None:
        self.scripts += name == "script"
        if self.skip:
            if not self.skip.ends_before(name, token.self_closing):
                return
            self._end_skip(at)
        if self.fragment and name not in KNOWN and "-" not in name:
            self.builder.add(token.source or "", at)  # `List<String>`: the author's words
        elif (attrs or name in _MAY_BE_LEFT_OUT) and (
            reason := self._why_left_out(name, attrs, at)
        ):
            if name in BLOCK:
                self.builder.flush()
            self.skip = Skip(name, reason, at)
            return
        elif name in BLOCK or name in VERBATIM:
            self.open[name] += 1
            self.open["p"] = name == "p"  # what begins ends the paragraph before
            self.builder.start_block(name, attrs, at)
            if name in VERBATIM and not self.builder.language:
                before = self.markup[max(0, at - self.base - 600) : at - self.base]
                self.builder.language = wrapped_language(before)
        elif name == "br":
            self.builder.line_break()
        elif name in MARKS:
            self.builder.start_mark(name, attrs, at)
        elif name == "q":
            self.builder.quotation(at)
        elif name == "button":
            self.builder.start_block("div", attrs, at)
        elif name == "img":
            self._image(attrs, at)
        if name not in _UNPLACED:
            self._enter(name, attrs)

    def _enter(self, name: str, attrs: Attributes) -> None:
        """What comes stands in this element."""
        elements, place = self.elements, self.builder.place
        if name in CLOSED_BY.get(elements.tags[place], ()):
            place = elements.parents[place]
        names = attrs.get("class") or ""
        if own := attrs.get("id"):
            names = f"{names} {own}"
        self.builder.place = len(elements.tags)
        elements.tags.append(name)
        elements.names.append(names)
        elements.parents.append(place)

    def _leave(self, name: str) -> None:
        elements, place = self.elements, self.builder.place
        for _ in range(_MOST_UNCLOSED):
            if elements.tags[place] == name:
                self.builder.place = elements.parents[place]
                return
            place = elements.parents[place]

    def _end(self, name: str, at: int, source: str | None) -> None:
        if self.skip:
            ended = self.skip.ended_by(name, self.open)
            if ended is not None:
                if ended:
                    self._end_skip(at + len(name) + 3)
                return
            self._end_skip(at)
        if self.fragment and source and name not in KNOWN and "-" not in name:
            self.builder.add(source, at)
        elif name in BLOCK or name in VERBATIM:
            if self.open.get(name):
                self.open[name] -= 1
            self.builder.end_block(name)
        elif name in MARKS:
            self.builder.end_mark(MARKS[name], at)
        elif name == "q":
            self.builder.quotation(at)
        elif name == "button":
            self.builder.end_block("div")
        if name not in _UNPLACED:
            self._leave(name)

    def _add_lines(self, data: str, at: int) -> None:
        """Add text of a fragment; lines right in a container (a div, say) stand for themselves.

        So they do in the dumps that fragments come from, unless they are one wrapped paragraph.
        """
        lines = data.split("\n")
        written = [line.strip() for line in lines if line.strip()]
        inside = any(self.open.get(name) for name in _OF_ONE_PARAGRAPH)
        if inside or self.builder.pre or len(written) < 2 or is_wrapped(written):
            self.builder.add(data, at)
            return
        for number, line in enumerate(lines):
            if number:
                self.builder.line_break()
                at += 1
            self.builder.add(line, at)
            at += len(line)

    # -- what is left out --------------------------------------------------------------------

    def _why_left_out(self, name: str, attrs: Attributes, at: int) -> str:
        """Why an element is no text of the page; "" if it is."""
        reason = ""
        if name in _LEFT_OUT:
            # buttons open parts of the text, too: the answers to questions
            shown = name == "button" and (self.builder.heading or opens_something(attrs))
            if not shown and not (name == "noframes" and self.show_hidden):
                reason = name
        elif (
            not self.show_hidden
            and (name == "dialog" or self._may_hide(attrs))
            and name not in VOID
            and is_hidden(attrs, name)
        ):
            reason = "hidden"
        elif attrs and (self.builder.pre or name == "td") and is_line_number(attrs):
            reason = "line number"
        return "" if at >= self.endless.get(reason, at + 1) else reason

    def _may_hide(self, attrs: Attributes) -> bool:
        """Spare nearly all elements the closer look; class attributes repeat, so remember them."""
        if not attrs:
            return False
        classes = attrs.get("class")
        hides = self.hiding.get(classes)
        if hides is None:
            hides = self.hiding[classes] = class_hides(classes or "")
        return hides or not HIDING.isdisjoint(attrs)

    def _end_skip(self, at: int) -> None:
        if self.skip:
            end = min(at, self.base + len(self.markup))
            if not (self.skip.reason in _MAY_BE_FORMULA and self._formula(self.skip.start, end)):
                self.builder.raw(self.skip.reason, self.skip.start, end)
            self.skip = None

    def _image(self, attrs: Attributes, at: int) -> None:
        """An image: of a formula, or one that is wanted."""
        alt = attrs.get("alt") or ""
        if alt and is_formula_image(attrs):
            if formula := tex_formula(alt, self._place(alt, at) - at):
                self.builder.formula(formula, at)
        elif self.builder.images and (image := image_of(attrs, in_figure=self.open.get("figure"))):
            self.builder.image(image, self._place(image.text, at))

    def _place(self, written: str, at: int) -> int:
        """Where in the tag that begins at `at` an attribute's value stands, if it can be found."""
        start = at - self.base
        found = self.markup.find(written, start, start + 5000)
        return self.base + found if found >= 0 else at

    def _formula(self, start: int, end: int) -> bool:
        """Add the formula that an element left out holds, if it is one."""
        at = start - self.base
        if self.markup[at : at + 5].lower() != "<math":
            head = self.markup[at : self.markup.find(">", at, end - self.base)]
            if "MathJax" in head:  # what it drew, perhaps with the formula for screen readers
                at = self.markup.find("<math", at, end - self.base)
            elif "math/tex" not in head:
                return False
        formula = read_formula(self.markup[at : end - self.base]) if at >= 0 else None
        if formula:
            self.builder.formula(formula, self.base + at)
        return formula is not None
