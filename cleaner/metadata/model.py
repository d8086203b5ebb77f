"""What is known about an article besides its text."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts about one article; what no source tells is None or empty, never guessed.

    Attributes:
        title: the article's own title, without the name of its site.
        subtitle: the line under the title.
        authors: names of persons or institutions, in the order given.
        published: the day of publication as written, never shifted between time zones.
        updated: the day of the last change as written; it may lie before `published`.
        site: the name (or domain) of the site or publisher.
        language: ISO 639 code in lower case, without a region ("en", "pt").
        url: the article's address.
        description: the summary that the source gives.
        tags: keywords, in the order given.
        image: address of the main image.
        extra: all else that front matter says, as JSON types, under the keys it uses.

    >>> Metadata(title="A", published=datetime.date(2025, 4, 7)).to_dict()["published"]
    '2025-04-07'
    """

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime.date | None = None
    updated: datetime.date | None = None
    site: str | None = None
    language: str | None = None
    url: str | None = None
    description: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def merged(self, other: Metadata) -> Metadata:
        """Fill this one's gaps from another; `extra` is united, own values first.

        >>> merged = Metadata(title="A").merged(Metadata(title="B", site="C"))
        >>> merged.title, merged.site
        ('A', 'C')
        """
        values: dict[str, Any] = {
            each.name: getattr(self, each.name) or getattr(other, each.name)
            for each in fields(self)
        }
        values["extra"] = {**other.extra, **self.extra}
        return Metadata(**values)

    def encodable(self) -> Metadata:
        """Replace lone surrogates, which escapes in JSON can spell and no encoding can write.

        >>> Metadata(title="\\ud800A").encodable().title
        '\ufffdA'
        """
        return Metadata(
            **{each.name: _encodable(getattr(self, each.name)) for each in fields(self)}
        )

    def to_dict(self) -> dict[str, Any]:
        """Give all fields as JSON types: dates as ISO strings, tuples as lists.

        >>> Metadata(authors=("Jane Doe",)).to_dict()["authors"]
        ['Jane Doe']
        """
        values: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, datetime.date):
                value = value.isoformat()
            elif isinstance(value, tuple):
                value = list(value)
            elif isinstance(value, Mapping):
                value = dict(value)
            values[each.name] = value
        return values


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return value
    if isinstance(value, tuple | list):
        return type(value)(_encodable(each) for each in value)
    if isinstance(value, Mapping):
        return {_encodable(key): _encodable(each) for key, each in value.items()}
    return value
