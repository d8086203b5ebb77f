r"""Bytes to text: which charset, which line ends, and the repair of mojibake.

The first room of the house: whatever comes in, `decode` gives a `str` with ``"\n"`` as its only
line end, no NUL, no lone surrogate, and no text that was decoded wrongly somewhere else.

>>> decode(b"caf\xc3\xa9\r\n").text
'café\n'
>>> decode("The cafÃ© isnâ€™t open").text
'The café isn’t open'

Who is believed about bytes, in this order: a byte order mark; the caller; the bytes themselves,
if they are UTF-16, UTF-32 or UTF-8; the charset that the page declares, if the bytes fit it; and
a detector, shown a sample of bounded size. Text that is mostly UTF-8 stays UTF-8, and only its bad
bytes are read otherwise. `decode` is idempotent: it leaves its own text as it is.
"""

import re
from typing import Final, NamedTuple

from cleaner import charsets
from cleaner.errors import UnknownEncodingError
from cleaner.mojibake import SUSPECT, map_lines, repair

__all__ = ["Decoded", "decode", "repair"]


class Decoded(NamedTuple):
    """What `decode` made of a source."""

    text: str
    """The text, with ``"\\n"`` as its only line end; empty if the source is binary."""
    encoding: str | None
    """The codec, by a name that Python knows; None for a `str` and for binary data."""
    warnings: tuple[str, ...]
    """Short sentences about what was doubtful."""
    binary: bool
    """True if the bytes are no text at all."""


def decode(source: str | bytes, encoding: str | None = None) -> Decoded:
    r"""The text of a source, in time linear in its length.

    `encoding` (for bytes only) overrides everything but a byte order mark and a file type's magic
    number. Raises `UnknownEncodingError` if it names no charset.

    >>> decode(b"\xff\xfeH\x00i\x00")
    Decoded(text='Hi', encoding='utf-16-le', warnings=(), binary=False)
    >>> decode("Привет".encode("koi8-r"), encoding="koi8-r").text
    'Привет'
    >>> decode(b"\x89PNG\r\n\x1a\n\x00\x00").warnings
    ('The input is binary data (PNG image), not text.',)
    """
    given = None if encoding is None else charsets.codec_for(encoding)
    if encoding is not None and given is None:
        raise UnknownEncodingError(f"unknown encoding: {encoding!r}")
    if isinstance(source, str):
        return Decoded(_settled(_plain(source)), None, (), False)
    kind = _binary_kind(source, given)
    if kind is not None:
        note = f"The input is binary data{kind and f' ({kind})'}, not text."
        return Decoded("", None, (note,), True)
    codec, data, doubts = _codec(source, given)
    text, losses = _read(data, codec, _declared(data))
    return Decoded(_settled(_plain(text)), codec, (*doubts, *losses), False)


# --- Text, however it came ---------------------------------------------------------------------

_LINE_ENDS: Final = ("\r", "\v", "\f", "\u2028", "\u2029")
# U+0085 is a line end, unless it is the second half of a letter in mojibake ("Å\x85").
_NEXT_LINE: Final = re.compile("(?<![\x80-\xff])\x85")
_MARKED_LINE: Final = re.compile("(?:^|(?<=>))\ufeff+", re.MULTILINE)


def _plain(text: str) -> str:
    """Text without NULs, lone surrogates, byte order marks at line starts, and odd line ends."""
    text = text.replace("\0", "")
    if not text.isascii():
        try:
            text.encode()  # cheaper than a search, and nearly always right
        except UnicodeEncodeError:
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    if "\x85" in text:
        text = _NEXT_LINE.sub("\n", text)
    # At any line start and behind any tag: joined and included files carry one each.
    return _MARKED_LINE.sub("", text) if "\ufeff" in text else text


def _settled(text: str) -> str:
    """Repaired text, on which this function and `_plain` have nothing more to do."""
    return text if text.isascii() else map_lines(text, SUSPECT, _settle_line)


def _settle_line(line: str) -> str:
    # A repaired line may hold a new line end or byte order mark, and its parts may look wrong
    # where the whole did not. A line that never comes to rest (none is known) stays as it was.
    current = line
    for _ in range(8):
        repaired = _plain(repair(current))
        if repaired == current:
            return current
        current = repaired
    return line


# --- Which charset -----------------------------------------------------------------------------

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_HEAD: Final = 4096  # bytes: how far a declaration is looked for, and a wide encoding's pattern
_SAMPLE: Final = 200_000  # bytes shown to the detector
_DECLARATION: Final = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})"
    rb"|\A\s{0,99}<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_SHIFT: Final = re.compile(rb"\x1b(?:\$[@B]|\$\([DOPQ]|\([IJ])")  # ISO-2022-JP leaves ASCII
_SEVEN_BIT: Final = frozenset({"iso2022_jp_ext", "iso2022_kr", "hz"})


def _codec(data: bytes, given: str | None) -> tuple[str, bytes, tuple[str, ...]]:
    """The codec, the bytes without their byte order mark, and doubts worth a warning."""
    marked = _marked(data)
    if marked:
        mark, codec = marked
        return codec, data[len(mark) :], ()
    if given:
        return given, data, ()
    wide = _wide(data)
    if wide:
        return wide, data, ()
    declared = _declared(data)
    share = _utf8_share(data)
    if share == 1:
        return _seven_bit(data, declared) or "utf-8", data, ()
    if share >= (0.35 if declared in ("utf-8", None) else 0.6):
        return "utf-8", data, ()
    if declared and declared != "utf-8" and _fits(data, declared):
        return declared, data, ()
    codec, sure = _detect(_sample(data))
    if declared:
        doubt = f"The declared charset {declared} does not fit the bytes; {codec} was detected."
    else:
        doubt = f"No charset is declared, and the bytes are too few to be sure of {codec}."
    return codec, data, () if sure and not declared else (doubt,)


def _marked(data: bytes) -> tuple[bytes, str] | None:
    return next((bom for bom in _BOMS if data.startswith(bom[0])), None)


def _declared(data: bytes) -> str | None:
    """The codec of the charset in a ``<meta>`` tag or XML declaration, if it names a real one."""
    for found in _DECLARATION.finditer(data[:_HEAD]):
        codec = charsets.codec_for((found[1] or found[2]).decode("ascii", "replace"))
        if codec:
            # A declaration that can be read as ASCII cannot stand in UTF-16.
            return "utf-8" if codec.startswith(("utf-16", "utf-32")) else codec
    return None


def _non_ascii(data: bytes) -> int:
    return len(data.translate(None, charsets.ASCII))


def _utf8_share(data: bytes) -> float:
    r"""Which share of the non-ASCII bytes stands in runs of valid UTF-8; 1 if there are none.

    Runs, not characters: two bytes of Chinese or Korean pass for UTF-8 now and then, but seldom a
    whole run of them: legacy text comes near 0, UTF-8 with some bad bytes near 1.

    >>> _utf8_share(b"caf\xc3\xa9 caf\xe9"), _utf8_share("是首都".encode("gb18030"))
    (0.6666666666666666, 0.0)
    """
    try:
        data.decode()
    except UnicodeDecodeError:
        good = bad = 0
        for run in re.findall(rb"[\x80-\xff]++", _sample(data)):
            try:
                run.decode()
                good += len(run)
            except UnicodeDecodeError:
                bad += len(run)
        return good / (good + bad)
    return 1.0


def _whole(data: bytes) -> bytes:
    """UTF-8 without a last character that was cut off."""
    # Only a character of three or four bytes leaves a clear trace: a lone last byte of 0xC2 or
    # more may as well be a letter in a legacy charset.
    cut = re.search(rb"(?:[\xe1-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})\Z", data[-4:])
    return data[: len(data) - len(cut[0])] if cut else data


def _seven_bit(data: bytes, declared: str | None) -> str | None:
    """The ISO-2022 or HZ charset of bytes that are all ASCII, if their escapes say so."""
    if declared in _SEVEN_BIT and _fits(data, declared):
        return declared
    jis = b"\x1b" in data and _SHIFT.search(data) and _fits(data, "iso2022_jp_ext")
    return "iso2022_jp_ext" if jis else None


def _fits(data: bytes, codec: str) -> bool:
    """Whether bytes make sense in a codec: no C1 controls, and next to nothing unreadable."""
    text = data.decode(codec, "replace")
    wrong = len(re.findall("[\x80-\x84\x86-\x9f\ufffd]", text))
    return wrong <= _non_ascii(data) // 100


def _detect(sample: bytes) -> tuple[str, bool]:
    """The detector's choice for bytes that are not UTF-8, and whether it is sure of it."""
    # Imported late: it loads its models.
    import chardet
    from chardet.enums import EncodingEra

    found = chardet.detect(
        # The declaration has been weighed; the detector would read and believe it again.
        re.sub(rb"(?i)charset|encoding", b"", sample),
        encoding_era=EncodingEra.ALL & ~EncodingEra.MAINFRAME,
        prefer_superset=True,
        compat_names=False,
    )
    codec = charsets.codec_for(found["encoding"] or "")
    if codec is None or codec == "utf-8" or found["confidence"] < 0.05:
        return "windows-1252", False
    return codec, True


def _sample(data: bytes) -> bytes:
    """At most `_SAMPLE` bytes: the stretches of text around non-ASCII bytes, then cut.

    A stretch begins in ASCII and ends at a line end or tag where it can, so that it splits no
    character of several bytes.
    """
    windows: list[bytes] = []
    size = end = 0
    non_ascii = re.compile(rb"[\x80-\xff]")
    found = non_ascii.search(data)
    while found and size < _SAMPLE:
        start = max(end, found.start() - 40)
        stop = re.compile(rb"[\n<]|\Z").search(data, found.start() + 400, found.start() + 4000)
        end = stop.start() if stop else len(data)
        windows.append(data[start:end])
        size += end - start
        found = non_ascii.search(data, end)
    return b"\n".join(windows)[:_SAMPLE]


# --- UTF-16, UTF-32 and binary data ------------------------------------------------------------


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark: text that keeps to one script shows the codec.

    >>> _wide("Hi!".encode("utf-16-be")), _wide("東京は晴れ。".encode("utf-16-le")), _wide(b"Hi!!")
    ('utf-16-be', 'utf-16-le', None)
    """
    head = _whole(data[:_HEAD])
    # Either order of bytes leaves control bytes in any script; but for kana, all of them U+30xx.
    kana = max(head[::2].count(b"0"), head[1::2].count(b"0")) > len(head) * 0.3
    if len(head) < 4 or (_controls(head) < len(head) // 33 + 1 and not kana):
        return None
    scores = {codec: _one_script(head, codec, width) for codec, width in _WIDE}
    best = max(scores, key=lambda codec: scores[codec])
    return best if scores[best] > 0 else None


_WIDE: Final = (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2))


def _one_script(head: bytes, codec: str, width: int) -> float:
    """How well bytes read as text of one script in a wide codec: 0, or up to 2."""
    if len(head) < 2 * width:
        return 0.0
    text = head[: len(head) // width * width].decode(codec, "replace")
    neutral = len(charsets.NEUTRAL.findall(text))
    rest = charsets.NEUTRAL.sub("", text)
    share = (neutral + max(len(s.findall(rest)) for s in charsets.SCRIPTS)) / len(text)
    blocks = len({ord(character) >> 8 for character in text})  # few in the right order of bytes
    return share + 1 - blocks / len(text) if share > 0.85 else 0.0


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, charsets.CONTROLS))


def _binary_kind(data: bytes, given: str | None) -> str | None:
    """The kind of binary file ("" if unknown), or None for text."""
    head = _whole(data[:65_536])
    if not _controls(head) and head[:1] not in b"\xff%":
        return None
    for offset, magic, name in charsets.MAGIC:
        if head.startswith(magic, offset) and (_controls(head[:64]) or b"%PDF-" in head[:5]):
            return name
    if given or _marked(data) or _wide(data):
        return None
    # Noise has one control byte in ten; text has a stray one, or padding at its end.
    head = head.rstrip(b"\0") or head
    noisy = 0.3 if _utf8_share(head) > 0.9 else 0.04
    return "" if _controls(head) > max(3, noisy * len(head)) else None


# --- Reading -----------------------------------------------------------------------------------


def _read(data: bytes, codec: str, declared: str | None) -> tuple[str, tuple[str, ...]]:
    """The text in a codec, with a warning if some bytes do not fit it."""
    if codec == "utf-8":
        return _read_utf8(data, declared)
    text = data.decode(codec, "replace")
    lost = text.count("\ufffd")
    return text, (f"{lost} characters could not be read as {codec}.",) if lost else ()


def _read_utf8(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    """UTF-8 whose bad bytes are read in the declared charset, else in Windows-1252."""
    try:
        return data.decode(), ()
    except UnicodeDecodeError:
        pass
    legacy = declared if declared and declared != "utf-8" else "windows-1252"
    bad = re.compile("[\udc80-\udcff]++")

    def read_run(run: re.Match[str]) -> str:
        return run[0].encode("ascii", "surrogateescape").decode(legacy, "replace")

    def read_line(line: str) -> str:
        # A line without UTF-8 was pasted whole; its characters may have ASCII halves.
        raw = line.encode("utf-8", "surrogateescape")
        return raw.decode(legacy, "replace") if _utf8_share(raw) < 0.35 else bad.sub(read_run, line)

    whole = _whole(data)
    escaped = whole.decode("utf-8", "surrogateescape")
    text = map_lines(escaped, bad, read_line)
    count = sum(map(len, bad.findall(escaped)))
    warning = f"{count} bytes are not valid UTF-8 and were read as {legacy}."
    return text + "\ufffd" * (whole != data), (warning,) if count else ()
