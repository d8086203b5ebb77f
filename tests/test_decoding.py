"""Decoding: every charset declared and not, mixed text, mojibake, binary data, idempotence."""

import itertools
import random
import re
import tomllib
import zlib
from pathlib import Path
from typing import Any

import pytest
from ftfy.badness import BADNESS_RE, MOJIBAKE_CATEGORIES
from hypothesis import given
from hypothesis import strategies as st

from cleaner import charsets
from cleaner.decoding import decode, repair
from cleaner.errors import CleanerError, UnknownEncodingError
from cleaner.mojibake import SUSPECT

FIXTURES = Path(__file__).parent.parent / "fixtures" / "decoding"
LANGUAGES = tomllib.loads((FIXTURES / "languages.toml").read_text("utf-8"))
MOJIBAKE = tomllib.loads((FIXTURES / "mojibake.toml").read_text("utf-8"))
LEGACY = [(language, codec) for language in LANGUAGES for codec in LANGUAGES[language]["charsets"]]
UNICODE = ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
LABELS = {
    "windows-1252": "iso-8859-1",
    "windows-1254": "iso-8859-9",
    "cp874": "TIS-620",
    "cp932": "Shift_JIS",
    "euc_jis_2004": "EUC-JP",
    "iso2022_jp_ext": "iso-2022-jp",
    "gb18030": "gb2312",
    "big5hkscs": "Big5",
    "cp949": "ks_c_5601-1987",
    "iso8859-2": "iso-8859-2",
    "cp866": "ibm866",
}


def page(text: str, label: str = "") -> str:
    meta = f'<meta charset="{label}">' if label else ""
    return f"<!doctype html><html><head>{meta}<title>News</title></head><body><p>{text}</p></body>"


# --- Charsets ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "codec"), LEGACY)
def test_undeclared(language: str, codec: str) -> None:
    text = LANGUAGES[language]["text"]
    if codec == "iso8859-2":
        pytest.skip("chardet takes it for Windows-1250, which differs in a few letters")
    for source in (text, page(text)):
        decoded = decode(source.encode(codec))
        assert decoded.text == source
        assert not decoded.binary


@pytest.mark.parametrize(("language", "codec"), LEGACY)
@pytest.mark.parametrize(
    "form",
    [
        '<meta charset="{}">',
        "<META http-equiv='Content-Type' content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_declared(language: str, codec: str, form: str) -> None:
    source = form.format(LABELS.get(codec, codec)) + "<p>" + LANGUAGES[language]["text"]
    decoded = decode(source.encode(codec))
    assert decoded == (source, codec, (), False)


@pytest.mark.parametrize(("language", "codec"), LEGACY)
def test_given(language: str, codec: str) -> None:
    text = LANGUAGES[language]["text"]
    assert decode(text.encode(codec), encoding=LABELS.get(codec, codec)) == (text, codec, (), False)
    assert decode(page(text, "utf-8").encode(codec), encoding=codec).encoding == codec


@pytest.mark.parametrize("codec", UNICODE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_unicode(language: str, codec: str) -> None:
    text = LANGUAGES[language]["text"]
    for source in (text, text[:12], page(text), page(text, "windows-1252"), page(text, "utf-16")):
        for mark in ("", "\ufeff"):
            assert decode((mark + source).encode(codec)) == (source, codec, (), False)


@pytest.mark.parametrize("codec", UNICODE)
def test_short_unicode(codec: str) -> None:
    for text in ("Hi!", "Hi!\n", "yes or no", "東京は晴れ。", "こんにちは", "Привет, мир"):
        assert decode(text.encode(codec)).text == text


def test_order_of_belief() -> None:
    assert decode("\ufeffé".encode(), encoding="windows-1252").text == "é"
    assert decode("é".encode(), encoding="windows-1252").encoding == "windows-1252"
    assert decode(page("é", "windows-1251").encode()).encoding == "utf-8"
    assert decode("é").encoding is None


def test_declared_wrongly() -> None:
    text = LANGUAGES["japanese"]["text"]
    for label in ("utf-8", "utf-16", "nonsense", "windows-1252x"):
        assert decode(page(text, label).encode("cp932")).encoding == "cp932"
    decoded = decode(page(LANGUAGES["french"]["text"], "shift_jis").encode("windows-1252"))
    assert decoded.encoding == "windows-1252"
    assert decoded.warnings == (
        "The declared charset cp932 does not fit the bytes; windows-1252 was detected.",
    )


@pytest.mark.parametrize(("language", "codec"), LEGACY)
def test_legacy_declared_as_utf8(language: str, codec: str) -> None:
    if codec != "iso8859-2":  # one letter in five tells it from Windows-1250
        text = page(LANGUAGES[language]["text"], "utf-8")
        assert decode(text.encode(codec)).text == text


def test_seven_bit_escapes() -> None:
    text = LANGUAGES["japanese"]["text"]
    assert decode(text.encode("iso2022_jp")).text == text
    assert decode(b"\x1b[31mred\x1b[0m").text == "\x1b[31mred\x1b[0m"
    source = page("己所不欲，勿施于人。", "hz-gb-2312")
    assert decode(source.encode("hz")) == (source, "hz", (), False)


@pytest.mark.parametrize("name", ["wat", "", "base64", "rot13", "idna", "undefined", "utf-7", "\0"])
def test_unknown_encoding(name: str) -> None:
    for source in ("x", b"x"):
        with pytest.raises(UnknownEncodingError) as caught:
            decode(source, encoding=name)
        assert isinstance(caught.value, CleanerError)
        assert isinstance(caught.value, LookupError)


# --- Mixed -------------------------------------------------------------------------------------


def test_some_bad_bytes() -> None:
    good = "“Straße” – größer, naïve café\n" * 20
    for label in ("", "utf-8", "iso-8859-1"):
        head = page("x", label) + "\n" + good
        source = head.encode() + "It’s “fünf” Ö\n".encode("windows-1252") + b"caf\xe9 \xc3\xa9\n"
        decoded = decode(source)
        assert decoded.text == head + "It’s “fünf” Ö\ncafé é\n"
        assert decoded.encoding == "utf-8"
        assert decoded.warnings == ("6 bytes are not valid UTF-8 and were read as windows-1252.",)


@pytest.mark.parametrize("codec", ["windows-1251", "gb18030", "cp932"])
def test_bad_bytes_in_the_declared_charset(codec: str) -> None:
    language = next(language for language, known in LEGACY if known == codec)
    text = LANGUAGES[language]["text"]
    head = page(text, LABELS.get(codec, codec)) + ("\n" + text) * 3 + "\n"
    assert decode(head.encode() + text.encode(codec)).text == head + text


def test_cut_off() -> None:
    source = "L’été à Nîmes – œuvre “".encode()
    assert decode(source[:-1]).text == "L’été à Nîmes – œuvre \ufffd"
    assert decode(source[:-1]).encoding == "utf-8"
    text = LANGUAGES["chinese"]["text"]
    assert decode(page(text, "gbk").encode("gb18030")[:-12]).encoding == "gb18030"
    assert decode("Hello".encode("utf-16-le")[:-1]).text.startswith("Hell")


# --- Binary ------------------------------------------------------------------------------------

NOISE = random.Random(7).randbytes(5000)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE, "PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + NOISE, "JPEG image"),
        (b"GIF89a\1\0\1\0" + NOISE, "GIF image"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + NOISE, "WebP image"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj" + NOISE, "PDF document"),
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "PDF document"),
        (b"PK\3\4\x14\0\6\0\x08\0" + NOISE, "ZIP archive or office document"),
        (b"\x1f\x8b\x08\0" + zlib.compress(NOISE), "gzip archive"),
        (b"\x7fELF\2\1\1\0" + NOISE, "program"),
        (b"\0\0\0\x18ftypmp42" + NOISE, "video"),
        (NOISE, ""),
        (zlib.compress(b"The text of an article. " * 1000 + NOISE)[2:], ""),
        (bytes(1000), ""),
        (b"".join(i.to_bytes(4, "little") for i in range(999)), ""),
    ],
)
def test_binary(data: bytes, kind: str) -> None:
    named = f" ({kind})" if kind else ""
    warning = f"The input is binary data{named}, not text."
    assert decode(data) == ("", None, (warning,), True)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF- is how a PDF begins"[5:],
        b"GIF89a is a format, and MZ opens a program",
        b"Some text\0 with a NUL, \x01 and \x02 more\n" * 3,
        b"name\0\0\0\0\0\0",
        b"caf\xe9 \x07 stray bell, na\xefve\n" * 5,
        "The page’s end\n".encode() + bytes(40),
    ],
)
def test_not_binary(data: bytes) -> None:
    decoded = decode(data)
    assert not decoded.binary
    assert "\0" not in decoded.text


def test_str_is_never_binary() -> None:
    assert decode("\x89PNG\r\n\x1a\n\0\0").text.startswith("‰PNG\n")
    assert decode("\0a\0b\x01").text == "ab\x01"


# --- Text --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("\ufeffa\n\ufeffb", "a\nb"),
        ("<pre>\ufeff<code>\ufeffx</code></pre>", "<pre><code>x</code></pre>"),
        ("a\r\nb\rc\u2028d\u2029e\x85f\vg\fh", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\0\ufeffa\r\0\nb", "a\nb"),
        ("\ud83d\ude00 \ud83d x \ude00", "😀 \ufffd x \ufffd"),
        ("ï»¿Title Ã©", "Title é"),
        ("one â€¨two Ã©", "one \ntwo é"),
    ],
)
def test_text(source: str, text: str) -> None:
    assert decode(source).text == text


def mojibake() -> list[tuple[str, str]]:
    pairs = [(pair["wrong"], pair["right"]) for pair in MOJIBAKE["pair"]]
    for group in MOJIBAKE["wrong"]:
        for right in group["right"]:
            wrong = right
            for _ in range(group.get("times", 1)):
                # As browsers do, bytes that the charset lacks become C1 controls.
                raw = wrong.encode()
                wrong = "".join(bytes([b]).decode(group["as"], "ignore") or chr(b) for b in raw)
            pairs.append((wrong, right))
    return pairs


@pytest.mark.parametrize(("wrong", "right"), mojibake())
def test_repair(wrong: str, right: str) -> None:
    assert decode(f"Clean “line”\n{wrong}\nand – another").text == (
        f"Clean “line”\n{right}\nand – another"
    )
    assert decode(wrong.encode()).text == right


@pytest.mark.parametrize(
    "line", [*MOJIBAKE["clean"]["lines"], *(language["text"] for language in LANGUAGES.values())]
)
def test_clean_text_stays(line: str) -> None:
    assert repair(line) == line
    assert decode(line).text == line


def test_suspect_finds_all_that_ftfy_calls_bad() -> None:
    known = re.compile("[" + "".join(MOJIBAKE_CATEGORIES.values()) + "]")
    characters = [c for c in map(chr, range(0x80, 0x10000)) if known.match(c)]
    for first, second in itertools.product(characters, repeat=2):
        pair = first + second
        for line in (pair + "½", f"a{pair}“", f"A{pair}a", f" {pair} ", f"é{pair}", pair + pair):
            assert SUSPECT.search(line) or not BADNESS_RE.search(line), line


@pytest.mark.parametrize("label", ["x-sjis", "UTF8", " latin1 ", "x-mac-cyrillic", "koi8_r"])
def test_labels(label: str) -> None:
    codec = charsets.codec_for(label)
    assert codec
    assert "a".encode(codec)


# --- Properties --------------------------------------------------------------------------------

ODD = "ÃÂâ€™œž\x80\x85\x99\xa0 �аГВЂўвéï»¿\ufeff\r\n\v\u2028\0\ud83d\ude00“”a?<≈‚Ä├╝"
odd_text = st.text(st.sampled_from(ODD)) | st.text() | st.text(st.characters(max_codepoint=0x24F))
mojibake_text = st.builds(
    lambda text, codec, more: text.encode("utf-8", "replace").decode(codec, "replace") + more,
    st.text(),
    st.sampled_from(["latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "mac-roman", "cp437"]),
    odd_text,
)
text_bytes = st.builds(
    lambda text, codec: text.encode(codec, "ignore"),
    odd_text,
    st.sampled_from([*UNICODE, *(codec for _, codec in LEGACY)]),
)


@given(odd_text | mojibake_text | st.binary() | text_bytes)
def test_idempotent(source: str | bytes) -> None:
    text = decode(source).text
    assert decode(text).text == text
    assert not re.search("[\0\r\v\f\u2028\u2029\ud800-\udfff]", text)


@given(odd_text | mojibake_text)
def test_repair_is_idempotent(text: str) -> None:
    repaired = repair(text)
    assert repair(repaired) == repaired
    assert repaired.count("\n") == text.count("\n")


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Co", "Cn"], max_codepoint=0x7F)))
def test_ascii_stays(text: str) -> None:
    assert decode(text).text == text == decode(text.encode()).text


@given(st.lists(st.binary() | text_bytes, max_size=4), st.sampled_from([*UNICODE, "cp1252", "gbk"]))
def test_any_bytes_in_a_given_encoding(parts: list[bytes], codec: str) -> None:
    text = decode(b"".join(parts), encoding=codec).text
    assert decode(text).text == text


# --- Time --------------------------------------------------------------------------------------

HOSTILE: list[Any] = [
    "Ã " * 300_000,
    "éé" * 300_000,
    "\x85" * 500_000,
    "â€" * 300_000,
    "\r" * 500_000,
    "\ud83d" * 500_000,
    "\ufeff" * 500_000,
    "<meta " * 100_000,
    b"<meta charset " * 50_000 + b"\xe9",
    b"\xe9" * 500_000,
    b"\xe9\n" * 300_000,
    b"\x81" * 500_000,
    b"\xc3\xa9\xe9" * 200_000,
    "漢".encode() * 200_000 + b"\xe9",
    b"\0\xff" * 300_000,
    b"\x1b$B" * 200_000,
]


@pytest.mark.parametrize("source", HOSTILE, ids=lambda source: repr(source[:8]))
def test_hostile_input_comes_out_at_rest(source: str | bytes) -> None:
    text = decode(source).text
    assert decode(text).text == text
