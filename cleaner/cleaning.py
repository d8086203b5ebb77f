"""The way through the house: decode, read, filter to a fixed point, write."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from cleaner import filters as _filters
from cleaner.article import Article
from cleaner.decoding import decode
from cleaner.document import Block, Document, Removal
from cleaner.engines import Engine
from cleaner.errors import InputTooLargeError
from cleaner.ledger import tidied
from cleaner.lexicon import Lexicon, Scanner, scanner_for
from cleaner.metadata.language import guess_language
from cleaner.metadata.model import Metadata
from cleaner.metadata.texts import from_text
from cleaner.pipeline import Filter, Pipeline
from cleaner.reading import Reading, read
from cleaner.settling import Reread, settle
from cleaner.warnings import warnings_for
from cleaner.writing import to_markdown, to_text

#: Characters (or bytes) that a source may have unless the caller says otherwise.
MAX_CHARS = 32_000_000

Source = str | bytes


class Known:
    """What the passes over one source share, to be spared finding it again."""

    __slots__ = ("_languages", "_lexicon", "_scanning")

    def __init__(self, lexicon: Lexicon | None) -> None:
        self._lexicon = lexicon
        self._scanning: dict[str | None, tuple[Scanner, dict[str, Any]]] = {}
        self._languages: dict[str, str | None] = {}

    def scanning(self, language: str | None) -> tuple[Scanner, dict[str, Any]]:
        """The scanner of a language, and the filters' memory."""
        if language not in self._scanning:
            self._scanning[language] = (scanner_for(language, self._lexicon), {})
        return self._scanning[language]

    def language(self, text: str) -> str | None:
        """See `guess_language`."""
        if text not in self._languages:
            self._languages[text] = guess_language(text)
        return self._languages[text]


class Pass(NamedTuple):
    """One way through reader and filters."""

    reading: Reading
    document: Document
    removals: list[Removal]
    facts: dict[str, str]
    language: str | None


class Cleaner:
    """Cleans sources with one choice of filters. It never changes, and threads may share it.

    Args:
        filters: the chain; `cleaner.filters.DEFAULT` with filters taken out or put in.
        max_chars: a longer source (in characters, or in bytes) raises `InputTooLargeError`.
        lexicon: paths of lexicon files of your own, or `Lexicon` objects, that add to the
            package's phrases.
        engine: what finds the article on a whole page: "scorer", the package's own, or
            "trafilatura", or a function (see `cleaner.engines`); None leaves the chain's filter
            "main-content" as it is.
        images: keep images in Markdown, with their alternative texts; captions stay either way.
        comments: collect the comments of a page's readers in `Article.comments`.

    Raises:
        UnknownEngineError: there is no such engine.
        UnknownFilterError: an engine is named, but the chain has no "main-content".

    >>> cleaner = Cleaner(filters=_filters.DEFAULT.without("promos"))
    >>> cleaner.clean("Subscribe to our newsletter.").text
    'Subscribe to our newsletter.'
    """

    def __init__(
        self,
        filters: Pipeline | Iterable[Filter] = _filters.DEFAULT,
        *,
        max_chars: int = MAX_CHARS,
        lexicon: Iterable[str | Path | Lexicon] | str | Path | Lexicon = (),
        engine: str | Engine | None = None,
        images: bool = False,
        comments: bool = False,
    ) -> None:
        if images:
            filters = [
                _filters.Captions(images=True) if f.name == "captions" else f for f in filters
            ]
        self.filters = filters if isinstance(filters, Pipeline) else Pipeline(filters)
        if engine is not None:
            self.filters = self.filters.replacing(_filters.MainContent(engine))
        self.images = images
        self.comments = comments
        self.max_chars = max_chars
        given = [lexicon] if isinstance(lexicon, str | Path | Lexicon) else list(lexicon)
        self._lexicon = (
            Lexicon.merged(
                each if isinstance(each, Lexicon) else Lexicon.read(each) for each in given
            )
            if given
            else None
        )

    def clean(
        self,
        source: Source,
        url: str | None = None,
        kind: str | None = None,
        encoding: str | None = None,
    ) -> Article:
        """Clean one source. See `cleaner.clean`."""
        if not isinstance(source, str | bytes | bytearray | memoryview):
            raise TypeError(f"source must be str or bytes, not {type(source).__name__}")
        if not isinstance(source, str):
            source = bytes(source)
        if len(source) > self.max_chars:
            raise InputTooLargeError(
                f"the source has {len(source):,} characters or bytes, the limit is"
                f" {self.max_chars:,}; Cleaner(max_chars=...) sets another"
            )
        decoded = decode(source, encoding)
        known = Known(self._lexicon)
        first = self._pass(decoded.text, kind, url, known)

        def again(text: str) -> Reread:
            return self._again(text, first, known)

        source_again = decoded.text if kind is None else None
        forms = (partial(to_text, known={}), partial(to_markdown, known={}))
        settled = settle(first.document.blocks, forms, again, source_again)
        removals = tidied([*first.removals, *settled.removals], decoded.text)
        blocks = settled.blocks
        metadata = self._metadata(first, blocks, settled.texts[0], url)
        confidence = float(first.facts["confidence"]) if "confidence" in first.facts else None
        warnings = (
            *decoded.warnings,
            *warnings_for(first.reading, decoded.text, settled.texts[0], confidence),
        )
        return Article(
            text=settled.texts[0],
            markdown=settled.texts[1],
            metadata=metadata,
            removals=removals,
            warnings=warnings,
            kind=first.reading.kind,
            encoding=decoded.encoding,
            source=decoded.text,
            confidence=confidence,
            comments=_comments(first) if self.comments else (),
        )

    def clean_many(self, sources: Iterable[Source], workers: int = 1) -> Iterator[Article]:
        """Clean sources lazily and in order, in `workers` processes if there are more than one.

        At most a few sources per worker are read ahead.  An error is raised in its source's place.
        """
        if workers <= 1:
            yield from map(self.clean, sources)
            return
        from concurrent.futures import Future, ProcessPoolExecutor  # one process needs neither

        with ProcessPoolExecutor(max_workers=workers) as pool:
            waiting: deque[Future[Article]] = deque()
            try:
                for source in sources:
                    waiting.append(pool.submit(self.clean, source))
                    if len(waiting) >= 4 * workers:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()

    def _pass(self, text: str, kind: str | None, url: str | None, known: Known) -> Pass:
        """Read and filter decoded text."""
        return self._filtered(read(text, kind, url, images=self.images), text, known)

    def _filtered(self, reading: Reading, text: str, known: Known) -> Pass:
        language = reading.metadata.language or known.language(_sample(reading.blocks))
        scanner, memory = known.scanning(language)
        document = Document(
            text,
            tuple(reading.blocks),
            reading.kind,
            scanner,
            reading.whole_page,
            memory,
            reading.elements,
        )
        outcome = self.filters.run(document)
        return Pass(reading, outcome.document, outcome.removals, outcome.facts, language)

    def _again(self, text: str, first: Pass, known: Known) -> Reread:
        """A further way through, of text that was written: what `clean` would make of it.

        If the text is read as just the blocks that the first pass left, the filters are at rest.
        """
        decoded = decode(text).text
        reading = read(decoded, images=self.images)
        blocks = first.document.blocks
        language = reading.metadata.language or known.language(_sample(reading.blocks))
        if language == first.language and not reading.whole_page and _alike(reading.blocks, blocks):
            return Reread(blocks, (), decoded)
        again = self._filtered(reading, decoded, known)
        return Reread(again.document.blocks, again.removals, decoded)

    def _metadata(
        self, first: Pass, blocks: Sequence[Block], text: str, url: str | None
    ) -> Metadata:
        found = first.reading.metadata.merged(from_text(first.facts, blocks))
        missing = Metadata(language=None if found.language else guess_language(text), url=url)
        return found.merged(missing).encodable()


def _comments(first: Pass) -> tuple[str, ...]:
    """The comments of readers among what the first pass left out as not the article's."""
    elements = first.reading.elements
    outside = {(r.start, r.end) for r in first.removals if r.filter == "main-content"}
    if elements is None or not outside:
        return ()
    from cleaner.comments import comments_of  # few ask for them

    return comments_of(first.reading.blocks, outside, elements, first.document.scanner)


def _alike(some: Sequence[Block], others: Sequence[Block]) -> bool:
    """The same blocks but for their places in the source, of which no filter knows."""
    return len(some) == len(others) and all(
        a.text == b.text
        and a.kind == b.kind
        and a.marks == b.marks
        and (a.level, a.marker, a.tight) == (b.level, b.marker, b.tight)
        for a, b in zip(some, others, strict=True)
    )


def _sample(blocks: Sequence[Block]) -> str:
    """Some of the longer blocks, to tell the language by."""
    sample: list[str] = []
    size = 0
    for block in blocks:
        if len(block.text) >= 60 and block.kind != "code":
            sample.append(block.text[:600])
            size += len(sample[-1])
            if size > 4000:
                break
    if not sample:
        sample = [block.text[:600] for block in blocks[:20] if block.kind != "code"]
    return "\n".join(sample)


def clean(
    source: Source,
    url: str | None = None,
    kind: str | None = None,
    encoding: str | None = None,
) -> Article:
    """Clean one source with the default filters.

    Args:
        source: a page, Markdown, a fragment or plain text, as str or as bytes in any charset.
        url: where it came from, if known; resolves relative addresses.
        kind: "html", "markdown" or "text"; None guesses.
        encoding: the charset of bytes, if known for sure; None finds out.

    Returns:
        An `Article`; for a source without an article an empty one, with a warning.

    Raises:
        InputTooLargeError: the source is longer than 32 million characters or bytes.
        UnknownKindError, UnknownEncodingError: no such kind or charset.

    >>> clean("# Tea\\n\\nIt is good.\\n\\nSubscribe to our newsletter!").markdown
    '# Tea\\n\\nIt is good.'
    """
    return Cleaner().clean(source, url, kind, encoding)


def clean_file(
    path: str | os.PathLike[str],
    url: str | None = None,
    kind: str | None = None,
    encoding: str | None = None,
) -> Article:
    """Clean the file at `path`; like `clean` of its bytes.

    Raises:
        OSError: the file cannot be read.
    """
    return clean(Path(path).read_bytes(), url, kind, encoding)
