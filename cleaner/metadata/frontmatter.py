"""Find the front matter (YAML, TOML or JSON) at the very start of a text.

`---` is also a thematic break, so front matter is taken only where it opens the text, closes,
parses to a mapping and has keys that look like keys: prose between two breaks stays text.
Nothing is ever loaded as more than strings, lists and mappings, and a budget of nodes stops
alias bombs before they expand.
"""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

LONGEST = 65_536  # characters, closing line included
MOST_NODES = 10_000  # each alias counts as all that it stands for
DEEPEST = 50
_LONGEST_INTEGER = 19  # digits; beyond them integers are no more machine words, but text
_MOST_DOTS = 64  # in one TOML line's key, where tomllib takes quadratic time

_YAML_OPEN = re.compile(r"---[ \t]*+\n")
_YAML_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*+(?:\n|\Z)", re.MULTILINE)
_TOML_OPEN = re.compile(r"\+\+\+[ \t]*+\n")
_TOML_CLOSE = re.compile(r"^\+\+\+[ \t]*+(?:\n|\Z)", re.MULTILINE)
_JSON_OPEN = re.compile(r"\{\s*+\"")
_JSON_CLOSE = re.compile(r"[ \t]*+\n")
_IDENTIFIER = re.compile(r"[^\W\d][\w.:/@$-]*+\Z")

_WELL_KNOWN = frozenset(
    """abstract aliases archived author authors byline canonical categories category cover created
    creator date datemodified datepublished dek description draft excerpt featuredimage headline
    id image keywords lang language lastmod lastmodified layout license link locale mainimage
    modified newsdate ogimage permalink pubdate publishdate published publishedat publishedon
    publisher seotitle series site slug source subheading subtitle summary tag tagline tags
    template thumbnail title toc topics type updated updatedat updatedon url weight""".split()
)


class FrontMatter(NamedTuple):
    """Front matter and where it ends.

    Attributes:
        values: the mapping; YAML gives only strings, lists and mappings, as they are written.
        end: offset in characters at which the body begins, after the closing line.
        format: "yaml", "toml" or "json".
    """

    values: dict[str, Any]
    end: int
    format: str


def split(text: str) -> FrontMatter | None:
    """Read the front matter at offset 0, or give None where there is none.

    The text has no byte order mark and its line ends are newlines. Never raises.

    >>> split("---\\ntitle: Yes\\ndraft: no\\n---\\nBody")
    FrontMatter(values={'title': 'Yes', 'draft': 'no'}, end=29, format='yaml')
    >>> split("---\\n\\nProse between: two breaks.\\n\\n---\\n") is None
    True
    """
    if text.startswith("---"):
        found = _split_lines(text, _YAML_OPEN, _YAML_CLOSE, "yaml")
    elif text.startswith("+++"):
        found = _split_lines(text, _TOML_OPEN, _TOML_CLOSE, "toml")
    elif text.startswith("{"):
        found = _split_json(text)
    else:
        return None
    if found is None or not _is_small(found.values) or not _has_keys(found.values):
        return None
    return found


def _split_lines(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str], form: str
) -> FrontMatter | None:
    opened = opening.match(text)
    closed = closing.search(text, opened.end(), LONGEST) if opened else None
    if opened is None or closed is None or LONGEST == closed.end() < len(text):
        return None
    inside = text[opened.end() : closed.start()]
    try:
        values = _load_yaml(inside) if form == "yaml" else _load_toml(inside)
    except (ValueError, RecursionError):
        return None
    end = closed.end()
    return FrontMatter(values, end, form) if isinstance(values, dict) else None


def _split_json(text: str) -> FrontMatter | None:
    if not _JSON_OPEN.match(text):
        return None
    decoder = json.JSONDecoder(
        parse_int=_plain_integer, parse_float=_plain_float, parse_constant=str
    )
    try:
        values, end = decoder.raw_decode(text[:LONGEST])
    except (ValueError, RecursionError):
        return None
    closed = _JSON_CLOSE.match(text, end)
    if closed is None or not text[end:].strip():
        return None  # the document is JSON and nothing else
    return FrontMatter(values, closed.end(), "json") if isinstance(values, dict) else None


def _plain_integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else digits


def _plain_float(digits: str) -> float | str:
    value = float(digits)
    return value if math.isfinite(value) else digits


def _load_toml(inside: str) -> Any:
    import tomllib

    for line in inside.split("\n"):
        if line.partition("=")[0].count(".") > _MOST_DOTS:
            return None
    values = tomllib.loads(inside)
    return _json_types(values) if _is_small(values) else None


def _json_types(value: Any) -> Any:
    """Turn what TOML knows beyond JSON into text; the value's depth is known to be small."""
    if isinstance(value, dict):
        return {key: _json_types(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_json_types(each) for each in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and value.bit_length() > 64:
        return hex(value)  # decimal digits take quadratic time, and Python refuses too many
    return value


class _Node:
    """A YAML collection that is still open."""

    __slots__ = ("anchor", "key", "nodes", "value")

    def __init__(self, value: dict[str, Any] | list[Any], anchor: str | None) -> None:
        self.value = value
        self.anchor = anchor
        self.key: str | None = None
        self.nodes = 1

    def add(self, value: Any, nodes: int) -> None:
        self.nodes += nodes
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.key is None:
            if not isinstance(value, str):
                raise ValueError("a key must be text")
            self.key = value
        else:
            self.value[self.key] = value
            self.key = None


def _load_yaml(inside: str) -> Any:
    """Build strings, lists and mappings from YAML's events, as `yaml.BaseLoader` would.

    Raises:
        ValueError: not YAML, more than one document, too deep, too many nodes.
    """
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _build(yaml.parse(inside, Loader=loader))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None


def _build(events: Iterable[Any]) -> Any:
    import yaml

    stack = [_Node([], None)]  # the root holds the document
    anchors: dict[str, tuple[Any, int]] = {}
    for event in events:
        finished: tuple[Any, int, str | None] | None = None
        if isinstance(event, yaml.MappingStartEvent):
            stack.append(_Node({}, event.anchor))
        elif isinstance(event, yaml.SequenceStartEvent):
            stack.append(_Node([], event.anchor))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            node = stack.pop()
            finished = node.value, node.nodes, node.anchor
        elif isinstance(event, yaml.ScalarEvent):
            finished = event.value, 1, event.anchor
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise ValueError("an alias of nothing, or of what it stands in")
            finished = (*anchors[event.anchor], None)
        if finished:
            value, nodes, anchor = finished
            stack[-1].add(value, nodes)
            if anchor is not None:
                anchors[anchor] = value, nodes
            if stack[-1].nodes > MOST_NODES:
                raise ValueError("too many nodes")
        if len(stack) > DEEPEST + 1:
            raise ValueError("too deep")
    documents: Any = stack[0].value
    return documents[0] if len(documents) == 1 else None


def _is_small(values: Any) -> bool:
    """Count nodes and depth without recursion."""
    count, layer = 0, [values]
    for _ in range(DEEPEST + 1):
        following: list[Any] = []
        for value in layer:
            if isinstance(value, dict):
                following.extend(value.values())
            elif isinstance(value, list):
                following.extend(value)
            if count + len(layer) + len(following) > MOST_NODES:
                return False
        count += len(layer)
        layer = following
        if not layer:
            return True
    return False


def _has_keys(values: dict[str, Any]) -> bool:
    """Tell keys from prose that has a colon in it."""
    if any(len(key) > 64 or len(key.split()) > 4 for key in values):
        return False
    if any(re.sub(r"[\s_-]++", "", key).casefold() in _WELL_KNOWN for key in values):
        return True
    return sum(1 for key in values if _IDENTIFIER.match(key)) >= 2
