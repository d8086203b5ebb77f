"""Tables for decoding: charset labels, magic numbers, and the scripts of the world.

Data and the patterns made of it, no logic beyond a label's look-up; `cleaner.decoding` decides.
"""

import codecs
import re
from typing import Final

_BROWSER: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "euc_jp": "euc_jis_2004",
    "iso2022_jp": "iso2022_jp_ext",
    "iso2022_jp_2": "iso2022_jp_ext",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
"""Python's codec for a label -> the (larger) one that browsers use for the same label."""

_LABELS: Final = {
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "x-unicode20utf8": "utf-8",
    "unicode": "utf-16-le",
    "ucs-2": "utf-16-le",
    "x-user-defined": "cp1252",
    "x-ansi": "cp1252",
    "ansi": "cp1252",
    "x-sjis": "cp932",
    "x-euc-jp": "euc_jis_2004",
    "x-gbk": "gb18030",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "windows-949": "cp949",
    "ks_c_5601-1989": "cp949",
    "x-euc-kr": "cp949",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    **{f"x-cp125{digit}": f"cp125{digit}" for digit in range(9)},
}
"""Labels seen on pages (most of them the WHATWG's) that Python does not know."""

_NOT_CHARSETS: Final = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"}
)
"""Text codecs of Python that no page is written in; some are slow, and UTF-7 is a known hole."""


def codec_for(label: str) -> str | None:
    """Python's name of the codec that a browser uses for a charset label; None if unknown.

    >>> codec_for("ISO-8859-1"), codec_for(" gb2312 "), codec_for("UTF8"), codec_for("wat")
    ('windows-1252', 'gb18030', 'utf-8', None)
    >>> codec_for("base64") is None
    True
    """
    label = label.strip().lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
        if name.replace("_", "-") in _NOT_CHARSETS:
            return None
        b"a".decode(
            name, "ignore"
        )  # raises LookupError for codecs that do not make text, as base64
    except (LookupError, ValueError):
        return None
    name = _BROWSER.get(name, name)
    return name.replace("cp125", "windows-125") if name.startswith("cp125") else name


MAGIC: Final = (
    (0, b"\x89PNG\r\n\x1a\n", "PNG image"),
    (0, b"\xff\xd8\xff", "JPEG image"),
    (0, b"GIF87a", "GIF image"),
    (0, b"GIF89a", "GIF image"),
    (8, b"WEBP", "WebP image"),
    (0, b"II*\x00", "TIFF image"),
    (0, b"MM\x00*", "TIFF image"),
    (0, b"\x00\x00\x01\x00", "icon"),
    (0, b"%PDF-", "PDF document"),
    (0, b"PK\x03\x04", "ZIP archive or office document"),
    (0, b"PK\x05\x06", "ZIP archive"),
    (0, b"\x1f\x8b\x08", "gzip archive"),
    (0, b"BZh", "bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "xz archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (0, b"Rar!\x1a\x07", "RAR archive"),
    (257, b"ustar", "tar archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office document"),
    (0, b"SQLite format 3\x00", "SQLite database"),
    (0, b"\x7fELF", "program"),
    (0, b"MZ", "program"),
    (0, b"\x00asm", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (4, b"ftyp", "video"),
    (0, b"\x1aE\xdf\xa3", "video"),
    (8, b"AVI ", "video"),
    (8, b"WAVE", "sound"),
    (0, b"OggS\x00", "sound"),
    (0, b"fLaC\x00", "sound"),
    (0, b"ID3", "sound"),
    (0, b"wOFF", "font"),
    (0, b"wOF2", "font"),
    (0, b"\x00\x01\x00\x00\x00", "font"),
)
"""Offset, bytes there, and the name of the kind of file; counts only beside a control byte."""

CONTROLS: Final = bytes(sorted({*range(32), 0x7F} - {*b"\t\n\v\f\r\x1b"}))
"""Bytes that no text in a byte-wise encoding has, but for strays; escape opens ISO-2022 shifts."""

ASCII: Final = bytes(range(128))

SCRIPTS: Final = tuple(
    re.compile(f"[{ranges}]")
    for ranges in (
        "\t\n\r -~\xa0-\u024f\u1e00-\u1eff",  # Latin
        "\u0370-\u03ff\u1f00-\u1fff",  # Greek
        "\u0400-\u052f",  # Cyrillic
        "\u0531-\u058f",  # Armenian
        "\u0590-\u05ff",  # Hebrew
        "\u0600-\u06ff",  # Arabic
        "\u0900-\u097f",  # Devanagari
        "\u0e00-\u0e7f",  # Thai
        "\u10a0-\u10ff",  # Georgian
        "\u3040-\u30ff\u4e00-\u9fff",  # Chinese and Japanese
        "\uac00-\ud7a3",  # Korean
    )
)
"""Text in UTF-16 keeps mostly to one of these; bytes misread as UTF-16 scatter."""
NEUTRAL: Final = re.compile("[\t\n\r -~\xa0\xab\xbb\u2010-\u203a\u20ac\u3000-\u3011\uff01-\uff5e]")
"""ASCII and punctuation that go with every script."""
