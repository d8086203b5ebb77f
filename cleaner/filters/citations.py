"""Residue of citations: marks and links that point to nothing the text still has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Block, Cut, Document, Edit, Mark
from cleaner.filters.base import overlaps_code

_WORDS = (
    r"sources?|(?:[a-z]{2,16} ){1,3}needed|edit|citations?|refs?|references?|quellen?|beleg"
    r"|fuentes?|fonti|fontes?"
    r"|bron(?:nen)?|cita requerida|réf\. nécessaire|références?|link"
)
# brackets of a mark that no definition explains; [0] is an index, and so is what follows a bracket;
# every branch begins with its bracket, so that the search may skip to the next one
_RESIDUE = re.compile(
    rf"\((?:\[(?i:{_WORDS})\]\)|(?<![\w)\]]\()\s*\))"
    rf"|\[(?:(?i:{_WORDS})\](?!\()|(?<![\w)\]]\[)\s*\](?![\w(\[])"
    r"|oaicite:\d{1,3}\]|\^\d{1,3}\^\])"
    r"|【\d{1,3}[†:][^】]{0,80}】|:contentReference\[oaicite:\d{1,3}\]\{index=\d{1,3}\}"
    r"|\ue200[^\ue201]{0,200}\ue201"
)
_TURN = re.compile(
    r"(?<!\w)(?:cite)?(?:turn\d{1,3}(?:search|news|view|fetch|image)\d{1,3})+(?!\w)", re.I
)
_SUSPECT = re.compile(r"[\[【\ue200]|\(\s*\)|[Tt](?i:urn\d)|:contentR")
_MARKS = re.compile(r"\[\^?[1-9]\d{0,2}(?:\s?[,–-]\s?\d{1,3}){0,4}\](?:\[\^?[1-9]\d{0,2}\])*+")
_BEFORE_MORE = re.compile(r"[\w(\[]")
#: What a reference to a work has, and other lists have not: an address, a year.
_WORK = re.compile(
    r"https?://|doi\.org|\((?:19|20)\d\d|\(n\.d\.\)|(?:19|20)\d\d[a-z]?[.;:)]?(?:\s|$)"
    r"|\bet al\b"
)
_CODE = re.compile(
    r"[{};=]|->|>>>|\((?<=\w\()\w*\)\.|^(?:def|function|class|import|from|const|let|var)\b"
)
_DEFINED = re.compile(r"\s*\[(\^?[^\]\s]{1,30})\](?::|\s)\s*\S")
_ANCHOR_TEXT = re.compile(
    r"[\[(]?(?:\^?\d{1,3}|here|source|link|hier|quelle|ici|aquí|aqui|fuente|fonte|bron|qui)[\])]?",
    re.I,
)
# words after which "here" is part of the sentence: "can be found here", "read more here"
_LEADS_TO_LINK = frozenset(
    "found find read more see it click out here available download visit learn is are was be view "
    "watch listen get buy order register apply look looking go details information info posted "
    "published report reports online in from over and or at to up them this that one full "
    "finden lesen mehr gibt es ist sind trouver lire disponible plus voir leggere più trova "
    "leer más encontrar lees vinden meer ler mais encontrar".split()
)
#: A sentence that begins so sends the reader to the link: "See the minutes here."
_SENDS_TO_LINK = frozenset(
    "see read find view download watch listen visit check get order buy register apply learn look "
    "click follow try browse explore siehe lies lesen finden laden hier voir lire consulter "
    "consultez voyez lisez téléchargez ver vea véase lea descargue consulte ouça veja leia vedi "
    "leggi scarica consulta zie lees bekijk download".split()
)
_SENTENCE_END = re.compile(r"[.!?:…](?=\s)")
_CLOSES = re.compile(r"\s*(?:$|[.,;:!?)\]])")


class Citations:
    """Cut `[source]`, `([source])`, empty brackets, `[here](url)` that hangs after a sentence, [1].

    A number stays where the text defines it (a footnote, a list of references), an index in code
    or in `arr[0]` stays, and so does "here" where the sentence needs it.

    >>> from cleaner import clean
    >>> clean("It grew [source]. It shrank ([source]), they say ().").text
    'It grew. It shrank, they say.'
    >>> clean("As shown.[^1]\\n\\n[^1]: By the census.").text
    'As shown.[^1]\\n\\n[^1]: By the census.'
    """

    name = "citations"

    def edits(self, document: Document) -> Iterator[Edit]:
        defined: frozenset[str] | None = None
        for index, block in document.writable:
            text = block.text
            suspect = _SUSPECT.search(text) is not None
            prose = suspect and _is_prose(text)
            for found in (*_RESIDUE.finditer(text), *_turns(text)) if suspect else ():
                if found.group()[0] in "([" and not _is_word(found.group()) and not prose:
                    continue
                if not _is_task_box(block, found) and not overlaps_code(block, *found.span()):
                    yield _cut(index, text, found.start(), found.end(), "citation residue")
            for mark in block.marks:
                if mark.kind == "link" and _dangles(text, mark):
                    yield _cut(index, text, *_bracketed(text, mark), "link residue")
            if not prose or "[" not in text:
                continue
            for start, end in _numbered(text):
                if defined is None:
                    defined = _definitions(document)
                if not _is_defined(text[start:end], defined) and not overlaps_code(
                    block, start, end
                ):
                    yield _cut(index, text, start, end, "reference mark")


def _numbered(text: str) -> Iterator[tuple[int, int]]:
    """The spans of numbers in brackets that are marks of notes.

    They are glued to a word or a sentence ("1277[1]", "finished.[2]"), or stand before punctuation
    (" [5],"); one that stands inside a sentence ("press [1] for") is the author's.
    """
    for found in _MARKS.finditer(text):
        start, end = found.span()
        before = text[start - 1 : start]
        if not before.strip():
            fits = _CLOSES.match(text, end) is not None
        else:
            index = before == "]" and text[start - 2 : start - 1].isdecimal()
            fits = before not in "([" and not index and not _BEFORE_MORE.match(text, end)
        if fits:
            yield start, end


def _cut(index: int, text: str, start: int, end: int, reason: str) -> Cut:
    """Cut with the spaces that would be left over, so that the sentence closes well."""
    if _CLOSES.match(text, end):
        while start > 0 and text[start - 1] == " ":
            start -= 1
    if start == 0 or text[start - 1] == " ":
        while text[end : end + 1] == " ":
            end += 1
    return Cut(index, start, end, reason)


def _turns(text: str) -> Iterator[re.Match[str]]:
    return _TURN.finditer(text) if "turn" in text else iter(())


def _is_prose(text: str) -> bool:
    """A line of words, not of code, where empty brackets and indices mean something."""
    return text.count(" ") >= 4 and not _CODE.search(text)


def _is_word(residue: str) -> bool:
    return any(character.isalpha() for character in residue)


def _is_task_box(block: Block, found: re.Match[str]) -> bool:
    return block.kind == "item" and found.start() == 0 and found.group().startswith("[")


def _dangles(text: str, mark: Mark) -> bool:
    """The link's text says nothing, and the sentence is complete without it."""
    words = text[mark.start : mark.end]
    if not _ANCHOR_TEXT.fullmatch(words):
        return False
    if any(character.isdecimal() for character in words):
        return mark.start > 0
    before = text[max(0, mark.start - 200) : mark.start].rstrip(" ([")
    if not before or not _CLOSES.match(text, mark.end):
        return False
    last = before[-40:].split(" ")[-1].casefold()
    return last not in _LEADS_TO_LINK and _first_word(before) not in _SENDS_TO_LINK


def _first_word(before: str) -> str:
    """The first word of the sentence that `before` leaves open."""
    start = max((found.end() for found in _SENTENCE_END.finditer(before)), default=0)
    return before[start : start + 60].strip(" \"'“„«([").split(" ")[0].casefold()


def _bracketed(text: str, mark: Mark) -> tuple[int, int]:
    """The span of a link with the brackets that stand round it alone."""
    start, end = mark.start, mark.end
    if text[start - 1 : start] + text[end : end + 1] in ("()", "[]"):
        return start - 1, end + 1
    return start, end


def _definitions(document: Document) -> frozenset[str]:
    """The labels that the text explains: lines that begin with one, a numbered list of works."""
    labels = {
        found[1].strip()
        for block in document.blocks
        if block.text[:1] == "[" and (found := _DEFINED.match(block.text))
    }
    items = [block for block in document.blocks if block.kind == "item" and block.marker[0] != "-"]
    works = [block.marker.strip("().") for block in items if _WORK.search(block.text)]
    if 3 <= len(works) >= 0.5 * len(items):
        labels.update(works)
    return frozenset(labels)


def _is_defined(label: str, defined: frozenset[str]) -> bool:
    if not defined:
        return False
    numbers = re.findall(r"\^?\d+", label)
    return any(number in defined for number in numbers)
