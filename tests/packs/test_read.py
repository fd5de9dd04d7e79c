"""What restricted YAML refuses, with either loader."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.packs import read as reading
from dpia_wizard.packs.part import MOST_FAULTS
from dpia_wizard.packs.read import Misread, read
from dpia_wizard.packs.source import MOST_BYTES

Found = Callable[[], tuple[str, ...]]


@pytest.fixture(params=["in C", "in Python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in Python":
        monkeypatch.setattr(reading, "_LOADER", yaml.SafeLoader)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1", "a: anchors are not used here (&x)"),
        ("a: &x 1\nb: *x", "b: aliases are not used here (*x); write it out"),
        ("a: &x [1]\nb: [*x, *x]", "b[1]: aliases are not used here (*x); write it out"),
        ("a: &x [*x]", "a[0]: aliases are not used here (*x); write it out"),
        ("a: !!str 1", "a: tags are not used here (tag:yaml.org,2002:str)"),
        ("a: ! 1", "a: tags are not used here (!)"),
        ("a: !!python/object/apply:os.system [x]", "tags are not used here"),
        ("a: !!binary aGk=", "tags are not used here"),
        ("!!set {a: 1}", "tags are not used here"),
        ("a:\n  <<: {b: 1}", "a.('<<'): a key is one plain word"),
        ("a: {b: 1, b: 2}", "a.b: written twice; only one can count"),
        ("a: 1\na: 1", "a: written twice; only one can count"),
        ('a: [{}, {b: 1, "b": 2}]', "a[1].b: written twice"),
        ("no: 1", "('no'): a key is one plain word"),
        ("1: 1", "(1): a key is one plain word"),
        ("~: 1", "(None): a key is one plain word"),
        ("? [a, b]\n: 1", "(['a', 'b']): a key is one plain word"),
        ('"a b": 1', "('a b'): a key is one plain word"),
        ('"": 1', "(''): a key is one plain word"),
        ("a: 1\n---\nb: 1", "more than one document"),
        ("%YAML 1.1\n---\na: 1", "directives"),
        ("%TAG ! tag:example.org,2024:\n---\na: 1", "directives"),
        ("", "the file is empty"),
        ("# only a remark\n", "the file is empty"),
        ("a: [1", "not YAML that can be read"),
        ("a: 1\n\tb: 2", "line 2: not YAML that can be read"),
        ("a: '\x07'", "not YAML that can be read"),
        ("a: \x00", "not YAML that can be read"),
        ("a: @x", "line 1: not YAML that can be read"),
        ("[" * 5_000, "nested deeper than 24 levels"),
        ("a: " + "[" * 30 + "]" * 30, "nested deeper than 24 levels"),
        ("{a: " * 30 + "1" + "}" * 30, "nested deeper than 24 levels"),
        ("a: " + "x" * 20_001, "a: a text longer than 20,000 characters"),
        ("x" * 2_000_001, "longer than 2,000,000 characters"),
    ],
)
def test_what_could_surprise_is_refused_at_its_address(text: str, expected: str) -> None:
    _, faults = read(text)
    told = [f"{f.address}: {f.sentence}" if f.address else f.sentence for f in faults]
    assert any(expected in fault for fault in told), told


def test_too_many_values_are_refused() -> None:
    data, faults = read("a: [" + "1," * 100_001 + "]")
    assert data is None
    assert "more than 100,000 values" in faults[0].sentence


def test_names_that_multiply_are_never_multiplied() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    data, faults = read("\n".join(lines))
    assert isinstance(data, dict)
    assert data["a29"] == [None] * 10
    assert len(faults) == 30 + 29 * 10


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "text",
    [
        "yes", "no", "on", "off", "Yes", "NO", "True", "FALSE", "y", "N", "Null", "NULL", "0.1",
        "2026.10", "1e3", ".5", "+1", "012", "0x1F", "0b1", "0o7", "1_000", "12:30", "1:20:30",
        ".inf", "-.INF", ".NaN", "2026-01-01", "2026-1-1", "00", "=", "<<", "9" * 20,
    ],
)  # fmt: skip
def test_a_text_that_yaml_would_change_is_told_apart(text: str) -> None:
    data, _ = read(f"a: [{text}]")
    assert isinstance(data, dict)
    assert data["a"] == [text]
    assert type(data["a"][0]) is Misread
    assert read(f'a: "{text}"') == ({"a": text}, ())


@pytest.mark.usefixtures("loader")
def test_plain_things_stay_what_they_are() -> None:
    text = "a: [true, false, ~, null, 0, -7, 12, word, v1.2, 10.5a, 2026-01-01a, 'no', it's, M30]"
    expected = [
        True, False, None, None, 0, -7, 12, "word", "v1.2", "10.5a", "2026-01-01a", "no", "it's",
        "M30",
    ]  # fmt: skip
    assert read(text) == ({"a": expected}, ())
    assert read("a: |\n  one\n  two\nb: >-\n  one\n  two") == (
        {"a": "one\ntwo\n", "b": "one two"},
        (),
    )


words = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(words, plain, min_size=1, max_size=4))
def test_json_which_is_yaml_is_read_back_the_same(data: dict[str, object]) -> None:
    assert read(json.dumps(data)) == (data, ())


@given(st.text(max_size=200) | st.text("[]{}&*!:-?|>'\"%@`#, \n\tanoyes01.~<=", max_size=60))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    data, faults = read(text)
    assert data is None or faults or isinstance(data, dict | list | str | int)


HOSTILE_BYTES = {
    "not UTF-8": (b"risks: \xe9\n", "not UTF-8 text"),
    "UTF-16": ("risks: []".encode("utf-16"), "not UTF-8 text"),
    "a lone half of a pair": (b"risks: '\xed\xa0\x80'\n", "not UTF-8 text"),
    "nothing": (b"", "the file is empty"),
    "too much": (b"#" * (MOST_BYTES + 1), "larger than 2 MB"),
    "a list": (b"- 1\n", "needs keys and values, not a list"),
    "a word": (b"risks\n", 'needs keys and values, not "risks"'),
    "nothing, in words": (b"~\n", "the file is empty"),
    "null characters": (b"risks: []\x00\x00", "not YAML that can be read"),
    "another format": (
        b'<!DOCTYPE l [<!ENTITY a "x">]><l>&a;</l>',
        "needs keys and values, not",
    ),
    "a program": (b"\x7fELF\x02\x01\x01\x00", "not YAML that can be read"),
    "deep": (b"[" * 100_000, "nested deeper"),
    "wide": (
        b"{" + b",".join(b"k%d: 0" % n for n in range(60_000)) + b"}",
        "more than 100,000 values",
    ),
    "a long key": (b'{"' + b"k" * 1_000_000 + b'": 1}', "a text longer than"),
}


@pytest.mark.parametrize(("content", "expected"), HOSTILE_BYTES.values(), ids=HOSTILE_BYTES.keys())
def test_a_hostile_file_is_a_fault_with_its_name(
    pack: Path, faults: Found, content: bytes, expected: str
) -> None:
    (pack / "risks.yaml").write_bytes(content)
    found = faults()
    assert found
    assert any(f.startswith("risks.yaml: ") and expected in f for f in found), found


def test_links_pipes_and_folders_in_the_place_of_files_are_not_opened(
    pack: Path, faults: Found, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("choices: [canary]\n", encoding="utf-8")
    (pack / "choices.yaml").unlink()
    (pack / "choices.yaml").symlink_to(secret)
    (pack / "risks.yaml").unlink()
    os.mkfifo(pack / "risks.yaml")
    (pack / "controls.yaml").unlink()
    (pack / "controls.yaml").mkdir()
    found = faults()
    assert "choices.yaml: the file is a link; put the file itself there" in found
    assert "risks.yaml: is not a file" in found
    assert "controls.yaml: is not a file" in found
    assert not any("canary" in fault for fault in found)


def test_what_is_shown_of_a_fault_hides_nothing_and_is_short(
    pack: Path, faults: Found, change: Callable[[str, str, str], None]
) -> None:
    change("risks.yaml", "control: M30", 'control: "M\\u202e30\\a' + "x" * 5_000 + '"')
    for fault in faults():
        assert len(fault) < 300
        assert fault.isprintable()


def many(text: str, count: int = 9_000) -> str:
    return "".join(text.replace("#", str(n)) for n in range(count))


@pytest.mark.parametrize(
    "risks",
    [
        "groups: []\nrisks: []\n" + many("key#: 1\n", 40_000),
        "groups: []\nrisks:\n" + many("  - {id: R#, titel: x}\n"),
        "groups:\n" + many("  - {id: G#, title: x}\n") + "risks: []\n",
        "groups: []\nrisks:\n  - clauses: [" + many("c#,", 90_000) + "]\n",
        "groups: []\nrisks:\n  - when:\n      any:\n"
        + many("        - {question: record.x#, is: [a]}\n"),
        "groups: []\nrisks: [" + "*a," * 90_000 + "]",
    ],
    ids=["keys", "risks", "groups", "clauses", "conditions", "aliases"],
)
def test_a_flood_ends_soon_and_is_told_in_a_list_that_can_be_read(
    pack: Path, faults: Found, risks: str
) -> None:
    (pack / "risks.yaml").write_text(risks, encoding="utf-8")
    assert 1 <= len(faults()) <= MOST_FAULTS + 1


def test_the_name_of_a_file_is_shown_without_what_it_hides(pack: Path, faults: Found) -> None:
    (pack / "sections" / "10-\u202egpj\x1b[2J.yaml").write_text("", encoding="utf-8")
    (fault,) = faults()
    assert fault.isprintable()
    assert "\\u202e" in fault
