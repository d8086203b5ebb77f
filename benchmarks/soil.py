"""Soils clean articles the way careless scrapers do, and remembers every piece of dirt it put in.

The dirt itself is data (`dirt/*.toml`); here is how it gets into a text. The same text, seed and
dirt always give the same soiled text.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.entities import codepoint2name
from pathlib import Path
from random import Random

Dirt = Mapping[str, Mapping[str, Sequence[str]]]
"""Kind -> language (or "any") -> pieces."""

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")

TAILS = ("related", "tags", "author", "comments", "legal", "heading")

KINDS = (
    "block",
    "call",
    "sentence",
    "appended",
    "logos",
    "share",
    "notice",
    "caption",
    "citation",
    "wrap",
    "html",
    "entities",
    "mojibake",
    "invisible",
    "fence",
    "wrapper",
    "dateline",
    "tail",
)
"""What a document can be soiled with; "tail" stands for one to four of `TAILS`."""

INLINE = frozenset({"citation", "wrap", "html", "entities", "mojibake", "invisible", "lines"})
"""Kinds whose pieces are searched for as they were written, not as lines or sentences."""

_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\"'’”%])\.(?=\s+[A-ZÄÖÜÉ\"“]|$)")
_TAG = re.compile(r"<[^<>]*>")
_MARKER = re.compile(r"(?:[-*•·‣▪–—o]|#{1,6}|\d{1,3}[.)])\s+")
_INVISIBLE = ("\u200b", "\ufeff", "\u00ad", "\u2060", "\u00a0", "\u00a0\u00a0", "  ", "\t")
_CP1252 = [bytes([byte]).decode("cp1252", "replace") for byte in range(256)]
_CP1252 = [chr(byte) if char == "\ufffd" else char for byte, char in enumerate(_CP1252)]
_CODE_STEP = 2


@dataclass(frozen=True)
class Piece:
    """One piece of dirt as it was put in.

    Attributes:
        kind: one of `KINDS` and `TAILS`, or "lines" for markup round every line of a document.
        text: the piece as a reader of the dirt files knows it.
        forms: what must not be found in a clean text: lines for most kinds, the very characters
            for those in `INLINE`.
        language: of the dirt file's list it came from; "any" where words do not matter.
    """

    kind: str
    text: str
    forms: tuple[str, ...]
    language: str


@dataclass(frozen=True)
class Soiled:
    """A soiled text with the truth about it.

    Attributes:
        source: the soiled text.
        clean_paragraphs: the article's lines in their order, whitespace made single and trimmed.
        pieces: the dirt in the order of its making.
        kind: what kind of source it would be called: "text", "markdown" or "html".
        layout: "plain" (blank lines between paragraphs), "tight" (none), "html" (a tag per line).
        language: the language the dirt was asked for in.
    """

    source: str
    clean_paragraphs: list[str]
    pieces: list[Piece]
    kind: str
    layout: str = "plain"
    language: str = "en"

    @property
    def dirt_pieces(self) -> list[str]:
        """The texts of the pieces."""
        return [piece.text for piece in self.pieces]


@dataclass
class _Line:
    clean: str
    soiled: str
    free: bool = True  # no inline dirt in it yet: one kind a line, so that forms stay findable


@dataclass
class _Draft:
    groups: list[list[_Line]]
    layout: str
    rng: Random
    dirt: Dirt
    language: str
    pieces: list[Piece] = field(default_factory=list)
    before: dict[int, list[list[str]]] = field(default_factory=dict)

    def pick(self, kind: str) -> tuple[str, str] | None:
        """A piece of a kind and its language: the document's, or "any"."""
        lists = self.dirt.get(kind, {})
        choices = [(piece, self.language) for piece in lists.get(self.language, ())]
        choices += [(piece, "any") for piece in lists.get("any", ())]
        return self.rng.choice(choices) if choices else None

    def places(self) -> list[int]:
        """Where a block may go: before a group, never parting a lead-in from what it leads to."""
        return [
            index
            for index in range(1, len(self.groups))
            if not self.groups[index - 1][-1].clean.endswith((":", "：", ","))
        ]

    def insert(self, place: int, lines: list[str]) -> None:
        self.before.setdefault(place, []).append(lines)

    def add(self, kind: str, text: str, language: str, forms: Sequence[str] | None = None) -> None:
        self.pieces.append(Piece(kind, text, tuple(forms or (text,)), language))

    def lines_for(self, least_words: int) -> list[_Line]:
        """Lines of prose that have no inline dirt yet, in random order."""
        lines = [
            line
            for group in self.groups
            for line in group
            if line.free
            and len(line.clean.split()) >= least_words
            # Within markup "<" and "&" must be escaped, which would make forms unfindable.
            and (self.layout != "html" or set("<&").isdisjoint(line.clean))
        ]
        self.rng.shuffle(lines)
        return lines


def load_dirt(name: str) -> Dirt:
    """The dirt file "dev" or "heldout", or "both" as one.

    >>> sorted(load_dirt("dev"))[:3]
    ['author', 'block', 'call']
    """
    folder = Path(__file__).parent / "dirt"
    merged: dict[str, dict[str, list[str]]] = {}
    for part in ("dev", "heldout") if name == "both" else (name,):
        with (folder / f"{part}.toml").open("rb") as file:
            for kind, languages in tomllib.load(file).items():
                for language, pieces in languages.items():
                    merged.setdefault(kind, {}).setdefault(language, []).extend(pieces)
    return merged


def squeeze(text: str) -> str:
    """Whitespace of any kind and length made one space, and none at the ends.

    >>> squeeze("  one\\u00a0 two\\tthree ")
    'one two three'
    """
    return " ".join(text.split())


def paragraphs(text: str) -> list[list[str]]:
    """The lines of a text, squeezed, in groups parted by blank lines.

    >>> paragraphs("One\\n\\n- two\\n-  three\\n")
    [['One'], ['- two', '- three']]
    """
    groups = []
    for group in _PARAGRAPHS.split(text):
        lines = [squeezed for line in group.split("\n") if (squeezed := squeeze(line))]
        if lines:
            groups.append(lines)
    return groups


def mojibake(text: str) -> str:
    """UTF-8 read as Windows-1252, its five gaps as the control characters that browsers read.

    >>> mojibake("it’s café")
    'itâ€™s cafÃ©'
    """
    return "".join(map(_CP1252.__getitem__, text.encode("utf-8")))


def soil(
    text: str,
    rng: Random,
    dirt: Dirt,
    kinds: Sequence[str] = KINDS,
    language: str = "en",
    layout: str | None = None,
) -> Soiled:
    """Soils a clean text with a random choice of three to six kinds of dirt.

    Args:
        text: paragraphs parted by blank lines; lines within them count as paragraphs of their own.
        rng: all chance comes from here.
        dirt: pieces by kind and language (`load_dirt`).
        kinds: those to choose from; all of them are used where there are three or fewer.
        language: of the dirt (ISO 639-1); "en" where there is none of that language.
        layout: "plain", "tight" or "html"; drawn by chance where None.

    >>> dirt = {"call": {"en": ["Sign up"]}}
    >>> soiled = soil("One two.\\n\\nThree four.", Random(1), dirt, ["call"])
    >>> soiled.clean_paragraphs, soiled.dirt_pieces
    (['One two.', 'Three four.'], ['Sign up'])
    """
    if language not in LANGUAGES:
        language = "en"
    drawn = rng.choices(("plain", "tight", "html"), (75, 13, 12))[0]
    layout = layout or drawn
    groups = [[_Line(line, line) for line in group] for group in paragraphs(text)]
    draft = _Draft(groups, layout, rng, dirt, language)
    number = rng.randint(3, 6)
    chosen = list(kinds) if len(kinds) <= 3 else rng.sample(list(kinds), min(number, len(kinds)))
    if layout == "html":  # entities are what HTML is written in; its fences are tried elsewhere
        chosen = [kind for kind in chosen if kind not in ("entities", "mojibake", "fence")]
    if "mojibake" in chosen and "entities" in chosen:
        chosen.remove("entities")

    for kind in ("appended", "citation", "wrap", "invisible"):
        if kind in chosen:
            _INLINE_SOILERS[kind](draft)
    whole = "mojibake" in chosen and rng.random() < 0.5
    if "mojibake" in chosen and not whole:
        _single_mojibake(draft)
    if "entities" in chosen:
        _entities(draft)
    for kind in ("block", "call", "sentence", "logos", "share", "notice", "caption", "html"):
        if kind in chosen:
            _insert(draft, kind)
    if "fence" in chosen and "wrapper" not in chosen:
        _insert(draft, "fence")

    lines = _render(draft, top="dateline" in chosen, tail="tail" in chosen)
    if whole:
        lines = _whole_mojibake(draft, lines)
    kind = "html" if layout == "html" else "text"
    picked = draft.pick("wrapper") if "wrapper" in chosen else None
    while picked and layout == "html" and not _fits_html(picked[0]):
        picked = draft.pick("wrapper")
    if picked:
        wrapper, wrapper_language = picked
        opener, _, closer = wrapper.partition("\n")
        lines = [opener, *lines, closer]
        draft.add("wrapper", wrapper, wrapper_language)
        kind = "markdown" if "m" in opener.lower() and layout != "html" else kind
    return Soiled(
        source="\n".join(lines) + "\n",
        clean_paragraphs=[line.clean for group in groups for line in group],
        pieces=draft.pieces,
        kind=kind,
        layout=layout,
        language=language,
    )


# --- dirt within the article's lines ------------------------------------------------------------


def _appended(draft: _Draft) -> None:
    for line in draft.lines_for(12)[: draft.rng.randint(1, 2)]:
        picked = draft.pick("sentence")
        if picked and line.clean.endswith((".", "!", "?")):
            sentence, language = picked
            line.soiled = f"{line.clean} {sentence}"
            line.free = False
            draft.add("appended", sentence, language)


def _citation(draft: _Draft) -> None:
    has_notes = any("[" in line.clean for group in draft.groups for line in group)
    wanted = draft.rng.randint(2, 6)
    for line in draft.lines_for(6):
        ends = [match.start() for match in _SENTENCE_END.finditer(line.clean)]
        picked = draft.pick("citation")
        if not ends or not picked or not wanted:
            continue
        mark, language = picked
        if has_notes and any(char.isdigit() for char in mark):
            continue  # there "[4]" may be a note that the article uses
        if draft.layout == "html" and "](" in mark:
            continue
        at = draft.rng.choice(ends)
        line.soiled = line.clean[:at] + mark + line.clean[at:]
        line.free = False
        wanted -= 1
        draft.add("citation", mark.strip(), language, [line.clean[max(0, at - 8) : at] + mark])


def _wrap(draft: _Draft) -> None:
    wanted = draft.rng.randint(2, 6)
    for line in draft.lines_for(6)[:wanted]:
        picked = draft.pick("wrap")
        if not picked or not set("<>&[]`").isdisjoint(line.clean):
            continue
        template, language = picked
        tokens = line.clean.split(" ")
        first = 1 if _MARKER.match(line.clean) else 0
        start = draft.rng.randrange(first, len(tokens) - 1)
        end = min(len(tokens), start + draft.rng.randint(1, 4))
        inner = " ".join(tokens[start:end])
        soiled = template.replace("{}", inner)
        line.soiled = " ".join([*tokens[:start], soiled, *tokens[end:]])
        line.free = False
        opener, _, closer = template.partition("{}")
        draft.add("wrap", soiled, language, [opener + tokens[start], tokens[end - 1] + closer])


def _invisible(draft: _Draft) -> None:
    wanted = draft.rng.randint(2, 6)
    for line in draft.lines_for(6)[:wanted]:
        char = draft.rng.choice(_INVISIBLE)
        gaps = [index for index, other in enumerate(line.clean) if other == " "]
        gap = draft.rng.choice(gaps[1:] or gaps)
        if char.isspace():
            before, after = line.clean[:gap], line.clean[gap + 1 :]
        elif draft.rng.random() < 0.5:  # between words, beside the space
            before, after = line.clean[: gap + 1], line.clean[gap + 1 :]
        else:  # within the word that follows, or at its end
            before, after = line.clean[: gap + 2], line.clean[gap + 2 :]
        line.soiled = before + char + after
        line.free = False
        form = before[-6:] + char + after[:6]
        draft.add("invisible", f"U+{ord(char[0]):04X}", "any", [form])


def _single_mojibake(draft: _Draft) -> None:
    wanted = draft.rng.randint(1, 4)
    for line in draft.lines_for(4):
        if wanted and not line.clean.isascii():
            wanted -= 1
            line.soiled = mojibake(line.clean)
            line.free = False
            draft.add("mojibake", line.soiled, "any", _changed_tokens(line.clean, line.soiled))


def _changed_tokens(clean: str, soiled: str) -> list[str]:
    """The words that dirt changed, as it left them; for lines whose words keep their order."""
    changed = [
        dirty
        for pure, dirty in zip(clean.split(" "), soiled.split(" "), strict=False)
        if pure != dirty and not dirty.isspace()
    ]
    return changed or [soiled]


def _entities(draft: _Draft) -> None:
    twice = draft.rng.random() < 0.4
    spaces = draft.rng.random() < 0.5
    forms: dict[str, None] = {}
    for group in draft.groups:
        for line in group:
            if not line.free:
                continue
            soiled = "".join(map(_named, line.clean))
            if spaces and soiled.count(" ") > 6 and draft.rng.random() < 0.3:
                at = soiled.index(" ", len(soiled) // 2) if " " in soiled[len(soiled) // 2 :] else 0
                if at:
                    soiled = soiled[:at] + "&nbsp;" + soiled[at + 1 :]
            if twice:
                soiled = soiled.replace("&", "&amp;")
            if soiled == line.clean:
                continue
            line.soiled = soiled
            line.free = False
            forms |= dict.fromkeys(t for t in soiled.split(" ") if "&" in t and ";" in t)
    if forms:
        text = "entities escaped twice" if twice else "entities"
        draft.add("entities", text, "any", list(forms))


def _named(char: str) -> str:
    if char in '&<>"':
        return html.escape(char)
    name = codepoint2name.get(ord(char)) if ord(char) > 127 else None
    return f"&{name};" if name else char


_INLINE_SOILERS = {
    "appended": _appended,
    "citation": _citation,
    "wrap": _wrap,
    "invisible": _invisible,
}


# --- dirt between the article's lines -----------------------------------------------------------


def _insert(draft: _Draft, kind: str) -> None:
    rng = draft.rng
    picked = draft.pick(kind)
    places = draft.places()
    if not picked or not places:
        return
    text, language = picked
    if kind == "block":
        copies = min(rng.randint(2, 5), len(places))
        blank_lines = rng.random() < 0.5
        for depth, place in enumerate(sorted(rng.sample(places, copies))):
            copy = _varied(text, rng) if depth else text
            draft.insert(place, _promo_lines(copy, depth + 1, blank_lines, draft.layout))
            draft.add(kind, copy, language)
    elif kind == "logos":
        lines = text.split("\n")
        if rng.random() < 0.5:
            named = [line for line in lines if line != lines[0]] if _has_head(lines) else lines
            lines = lines + named
        indent = " " * rng.choice((0, 0, 2, 6))
        draft.insert(rng.choice(places), [indent + line for line in lines])
        draft.add(kind, text, language)
    elif kind == "html":
        for place in rng.sample(places, min(rng.randint(1, 3), len(places))):
            picked = draft.pick(kind)
            if picked:
                draft.insert(place, picked[0].split("\n"))
                draft.add(kind, picked[0], picked[1], _markup_forms(picked[0]))
    else:
        most = {"call": 3, "sentence": 2, "caption": 3, "fence": 1}.get(kind, 1)
        seen = set()
        for place in rng.sample(places, min(rng.randint(1, most), len(places))):
            picked = draft.pick(kind)
            if picked and picked[0] not in seen:
                seen.add(picked[0])
                draft.insert(place, picked[0].split("\n"))
                draft.add(kind, picked[0], picked[1])


def _fits_html(wrapper: str) -> bool:
    """Nobody calls a fence full of markup "text" or "markdown"."""
    return wrapper.split("\n")[0].strip("`~").lower() in ("", "html")


def _has_head(lines: list[str]) -> bool:
    return not any("log" in line.lower() for line in lines[:1])


def _varied(text: str, rng: Random) -> str:
    """A copy as templates make it: another case of the heading, other numbers, or the same."""
    lines = text.split("\n")
    draw = rng.random()
    if draw < 0.2:
        lines[0] = lines[0].upper()
    elif draw < 0.3:
        lines = [line.lower() for line in lines]
    elif draw < 0.5:
        lines = [re.sub(r"\d", lambda _: str(rng.randint(1, 9)), line) for line in lines]
    return "\n".join(lines)


def _promo_lines(text: str, depth: int, blank_lines: bool, layout: str) -> list[str]:
    lines = text.split("\n")
    if layout == "html":
        middle = [f"  <p>{html.escape(line, quote=False)}</p>" for line in lines[1:-1]]
        head = f"  <h3>{html.escape(lines[0], quote=False)}</h3>"
        button = f'  <a class="btn" href="#">{html.escape(lines[-1], quote=False)}</a>'
        return ['<div class="promo">', head, *middle, button, "</div>"]
    indent = " " * (depth * _CODE_STEP * 2)
    out: list[str] = []
    for line in lines:
        if out and blank_lines and layout == "plain":
            out.append("")
        out.append(indent + line)
    return out


def _markup_forms(text: str) -> list[str]:
    """A line of markup is left if its tags or the words within them are."""
    forms = []
    for line in text.split("\n"):
        bare = squeeze(_TAG.sub(" ", line))
        forms += [form for form in (squeeze(line), bare) if form]
    return forms


# --- the whole document -------------------------------------------------------------------------


def _render(draft: _Draft, top: bool, tail: bool) -> list[str]:
    chunks: list[list[str]] = []
    if top and (picked := draft.pick("dateline")):
        chunks.append(picked[0].split("\n"))
        draft.add("dateline", picked[0], picked[1])
    indent = 0
    grows = draft.layout == "plain" and draft.rng.random() < 0.35
    marks: list[str] = []
    for index, group in enumerate(draft.groups):
        for lines in draft.before.get(index, ()):
            chunks.append(lines)
            indent += _CODE_STEP if grows and len(lines) > 1 else 0
        if draft.layout == "html":
            chunk = [_marked_up(line) for line in group]
            marks += [markup[:24] for markup in chunk]
        else:
            chunk = [" " * indent + line.soiled for line in group]
        chunks.append(chunk)
    if draft.layout == "html":
        draft.add("lines", "markup round every line", "any", marks)
    if tail:
        for kind in draft.rng.sample(TAILS, draft.rng.randint(1, 4)):
            if picked := draft.pick(kind):
                chunks.append(picked[0].split("\n"))
                draft.add(kind, picked[0], picked[1])
    lines = []
    for chunk in chunks:
        if lines and draft.layout == "plain":
            lines.append("")
        lines += chunk
    return lines


def _marked_up(line: _Line) -> str:
    text = line.soiled
    if line.free:
        text = html.escape(text, quote=False)
    if line.clean.startswith(("- ", "* ", "• ")):
        return f"<li>{text[2:]}</li>"
    if len(line.clean) < 70 and line.clean[-1].isalnum():
        return f"<h2>{text}</h2>"
    return f"<p>{text}</p>"


def _whole_mojibake(draft: _Draft, lines: list[str]) -> list[str]:
    soiled = [mojibake(line) for line in lines]
    # Dirt that was in the text before is mojibake too now, and may be left in either shape.
    draft.pieces = [
        Piece(
            piece.kind,
            piece.text,
            tuple(dict.fromkeys([*piece.forms, *map(mojibake, piece.forms)])),
            piece.language,
        )
        for piece in draft.pieces
    ]
    changed = [
        token
        for group in draft.groups
        for line in group
        if line.free and not line.clean.isascii()
        for token in _changed_tokens(line.clean, mojibake(line.clean))
    ]
    if changed:
        draft.add("mojibake", "the whole document", "any", list(dict.fromkeys(changed)))
    return soiled
