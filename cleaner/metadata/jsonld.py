"""Read schema.org facts from a page's JSON-LD scripts, also from slightly broken ones."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

Node = Mapping[str, Any]

_MOST_NODES = 3_000
_LONGEST = 400_000  # characters of one script
_WRAPPER = re.compile(
    r"(?://|/\*)?\s{0,9}<!\[CDATA\[\s{0,9}(?:\*/)?|(?://|/\*)?\s{0,9}\]\]>\s{0,9}(?:\*/)?|<!--|-->"
)
_ARTICLE_BODY = re.compile(r'"articleBody"\s{0,9}:\s{0,9}("(?:[^"\\]|\\.)*+")', re.S)
_TRAILING_COMMA = re.compile(r",(?=\s*+[}\]])")
_BARE_LINE = re.compile(r"[\r\n\t\x00-\x1f]++")
_OTHER_ARTICLES = frozenset(
    {
        "report",
        "review",
        "recipe",
        "howto",
        "techarticle",
        "liveblogposting",
        "question",
    }
)
_PAGES = frozenset(
    {"webpage", "videoobject", "podcastepisode", "creativework", "itempage", "course"}
)


def nodes(scripts: Iterable[str]) -> list[Node]:
    """List the objects of all scripts, those in `@graph` and in lists as well, in order.

    >>> [node.get("name") for node in nodes(['{"@graph": [{"name": "a"}, {"name": "b"},]}'])]
    [None, 'a', 'b']
    """
    found: list[Node] = []
    for script in scripts:
        waiting = [_parse(script)]
        while waiting and len(found) < _MOST_NODES:
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(reversed(value))
            elif isinstance(value, dict):
                found.append(value)
                waiting.extend(
                    value[key]
                    for key in ("mainEntity", "mainEntityOfPage", "@graph")
                    if key in value
                )
    return found


def _parse(script: str) -> Any:
    text = script[:_LONGEST].strip()
    for repair in (
        lambda text: text,
        lambda text: _WRAPPER.sub("", text).strip().rstrip(";"),
        _unescaped,
        lambda text: _TRAILING_COMMA.sub("", text),
        lambda text: text.replace('\\"', '"') if text.startswith('{\\"') else text,
        lambda text: _BARE_LINE.sub(" ", text).replace("\\'", "'"),
    ):
        text = repair(text)
        try:
            return json.JSONDecoder(strict=False, parse_int=str).raw_decode(text)[0]
        except (ValueError, RecursionError):
            continue
    return None


def article_body(scripts: Iterable[str]) -> str:
    """The text of the article that a page tells machines, which may be cut short; or "".

    >>> article_body(['{"@type": "NewsArticle", "articleBody": "Tea \\u0026 cake"}'])
    'Tea & cake'
    """
    for script in scripts:
        if found := _ARTICLE_BODY.search(script[:_LONGEST]):
            try:
                return str(json.loads(found[1], strict=False))
            except ValueError:
                continue
    return ""


def _unescaped(text: str) -> str:
    return html.unescape(text) if "&quot;" in text[:500] else text


def types(node: Node) -> set[str]:
    """Give a node's types in lower case, without the schema's address."""
    given = node.get("@type")
    return {
        each.rpartition("/")[2].lower()
        for each in (given if isinstance(given, list) else [given])
        if isinstance(each, str)
    }


def rank(node: Node) -> int:
    """Tell how surely a node describes the page's article: 3 surely, 0 not at all."""
    kinds = types(node)
    if any(kind.endswith(("article", "posting")) and kind != "jobposting" for kind in kinds):
        return 3
    if kinds & _OTHER_ARTICLES:
        return 2
    return 1 if kinds & _PAGES else 0


def by_id(found: Iterable[Node]) -> dict[str, Node]:
    """Index nodes by `@id`, so that references can be followed."""
    index: dict[str, Node] = {}
    for node in found:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > 1:
            index.setdefault(name, node)
    return index


def texts(value: Any) -> list[str]:
    """Give a value's strings: itself, or those of a list."""
    values = value if isinstance(value, list) else [value]
    return [each.strip() for each in values if isinstance(each, str) and each.strip()]


def names(value: Any, index: Mapping[str, Node]) -> list[tuple[str, set[str]]]:
    """Give the names (with their types) of persons or organizations, references followed.

    >>> names([{"@id": "#a"}, "Joe"], {"#a": {"@id": "#a", "@type": "Person", "name": "Ann"}})
    [('Ann', {'person'}), ('Joe', set())]
    """
    found: list[tuple[str, set[str]]] = []
    waiting = list(reversed(value)) if isinstance(value, list) else [value]
    steps = 0
    while waiting and steps < 200:
        steps += 1
        each = waiting.pop()
        if isinstance(each, str):
            found.append((each, set()))
        elif isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, dict):
            name = each.get("name")
            reference = each.get("@id")
            if not name and isinstance(reference, str):
                each = index.get(reference, {})
                name = each.get("name")
            found.extend((text, types(each)) for text in texts(name))
    return found
