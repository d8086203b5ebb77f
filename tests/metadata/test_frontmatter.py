"""Front matter: what is taken, what stays text, and what must not blow up."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata.frontmatter import FrontMatter, split


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("12:30", "12:30"),
        ("1.10", "1.10"),
        ("2023-13-45", "2023-13-45"),
        ("2025-04-07", "2025-04-07"),
        ("'a: b'", "a: b"),
        ("", ""),
        ("[a, b]", ["a", "b"]),
        ("9" * 4300, "9" * 4300),
    ],
)
def test_yaml_keeps_the_written_form(written: str, value: object) -> None:
    found = split(f"---\ntitle: A\nkey: {written}\n---\nBody")
    assert found is not None
    assert found.values == {"title": "A", "key": value}
    assert found.format == "yaml"


@pytest.mark.parametrize("closing", ["---", "...", "---  ", "...\t"])
def test_the_body_begins_after_the_closing_line(closing: str) -> None:
    text = f"---\ntitle: A\n{closing}\n\nBody"
    found = split(text)
    assert found is not None
    assert text[found.end :] == "\nBody"


def test_front_matter_may_be_all_there_is() -> None:
    assert split("---\ntitle: A\n---") == FrontMatter({"title": "A"}, 16, "yaml")


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nSome prose: with colon\n\n---\n",
        "---\nNote: remember\n---\n",
        "---\nJust prose.\n---\n",
        "---\n- a\n- b\n---\n",
        "---\n---\n",
        "---\ntitle: a: b\n---\nBody",
        "---\ntitle: A\nno closing line",
        "\n---\ntitle: A\n---\n",
        " ---\ntitle: A\n---\n",
        "----\ntitle: A\n---\n",
        "Text\n---\ntitle: A\n---\n",
        "---\n? [a, b]\n: c\ntitle: A\n---\n",
        "---\ntitle: &a [*a]\n---\n",
        "+++\ntitle = \n+++\n",
        "+++\nprose\n+++\n",
        '{"title": "A"}',
        '{"title": "A"}\n\n',
        '{"title": "A"} and more\n',
        '{"some prose": "said he"}\nBody',
        '["title"]\nBody',
        "{% include x %}\nBody",
        "",
    ],
)
def test_stays_text(text: str) -> None:
    assert split(text) is None


def test_two_identifiers_make_front_matter_of_unknown_keys() -> None:
    assert split("---\nfoo_bar: 1\nbaz: 2\n---\n") is not None


def test_toml() -> None:
    text = (
        '+++\ntitle = "A"\ndate = 2025-04-07\ndraft = false\nt = 07:30:00\n'
        "weight = inf\nbig = 0x" + "f" * 40 + "\n+++\nBody"
    )
    found = split(text)
    assert found is not None
    assert found.format == "toml"
    assert text[found.end :] == "Body"
    assert found.values == {
        "title": "A",
        "date": "2025-04-07",
        "draft": False,
        "t": "07:30:00",
        "weight": "inf",
        "big": "0x" + "f" * 40,
    }


def test_json() -> None:
    text = '{\n"title": "A", "n": 1, "x": NaN, "y": 1e999, "z": ' + "9" * 5000 + "}\nBody"
    found = split(text)
    assert found is not None
    assert found.format == "json"
    assert text[found.end :] == "Body"
    assert found.values == {"title": "A", "n": 1, "x": "NaN", "y": "1e999", "z": "9" * 5000}


def test_alias_bombs_do_not_expand() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert split("---\ntitle: A\n" + "\n".join(lines) + "\n---\n") is None


def test_merge_bombs_do_not_expand() -> None:
    lines = ["a0: &a0 {k: v}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 9)]
    assert split("---\ntitle: A\n" + "\n".join(lines) + "\n---\n") is None


def test_a_few_aliases_are_fine() -> None:
    found = split("---\ntitle: &t A\nheadline: *t\n---\n")
    assert found is not None
    assert found.values == {"title": "A", "headline": "A"}


@pytest.mark.parametrize(
    "inside",
    [
        "title: " + "[" * 60 + "]" * 60,
        "title: " + "[" * 20_000,
        "title: " + "{a: " * 20_000,
        "title: A\n" + "".join(f"k{n}: v\n" for n in range(11_000)),
        "title: A\n" + "x" * 70_000,
    ],
)
def test_too_deep_too_many_too_long(inside: str) -> None:
    assert split(f"---\n{inside}\n---\n") is None


@pytest.mark.parametrize(
    "inside",
    [
        "title = " + "[" * 20_000,
        "a" + ".a" * 20_000 + " = 1",
        "[" + "a." * 20_000 + "a]",
        "title = " + "9" * 5_000,
        'title = "A"\nx = ' + "[" * 60 + "]" * 60,
    ],
)
def test_hostile_toml(inside: str) -> None:
    assert split(f"+++\n{inside}\n+++\n") is None


def test_hostile_json() -> None:
    assert split('{"title": ' + "[" * 30_000 + "\nBody") is None
    assert split('{"title": ' + '{"a":' * 5_000 + "1" + "}" * 5_001 + "\nBody") is None


_LINES = st.sampled_from(
    ["---", "...", "+++", "title: A", "tags: [a, *x, &x b]", "title = 1", "- a", "  b: c", "", "{"]
)


@given(
    st.one_of(
        st.text(),
        st.builds(lambda a, b: a + b, st.sampled_from(["---\n", "+++\n", '{"']), st.text()),
        st.lists(_LINES, max_size=12).map("\n".join),
        st.text(st.characters(categories=["Cs", "Cc", "L", "P"])).map(
            lambda text: f"---\ntitle: {text}\n---\nBody"
        ),
    )
)
def test_never_raises_and_ends_within_the_text(text: str) -> None:
    found = split(text)
    if found is not None:
        assert 0 < found.end <= len(text)
        json.dumps(found.values)
        if found.format != "json":
            assert text[: found.end].rstrip(" \t\n").endswith(("---", "...", "+++"))


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text(), min_size=2))
def test_what_json_wrote_is_read_back(values: dict[str, str]) -> None:
    found = split(json.dumps(values) + "\nBody")
    assert found is not None
    assert found.values == values
