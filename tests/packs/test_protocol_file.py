"""A protocol of the register as a file: there and back, and strangers' files told of."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard.core.protocol import OwnClause, RegisteredProtocol
from dpia_wizard.data import RESOURCES
from dpia_wizard.errors import PackFault, UserError
from dpia_wizard.packs.protocol_file import (
    LARGEST,
    protocol_yaml,
    read_protocol,
    read_protocol_file,
)

text = (
    st.text(
        st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\ufeff"),
        min_size=1,
    )
    .map(lambda said: " ".join(said.split()))
    .filter(bool)
)
code = st.from_regex(r"[A-Z][A-Z0-9_]{0,6}", fullmatch=True)
own = st.builds(
    OwnClause,
    code,
    text,
    text,
    text,
    st.lists(code, unique=True).map(tuple),
    st.lists(code, unique=True).map(tuple),
)
protocols = st.builds(
    RegisteredProtocol,
    st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True),
    text,
    text,
    text,
    parties=st.lists(text, unique=True).map(tuple),
    languages=st.sampled_from([(), ("en",), ("en", "uk")]),
    note=text,
    numbers=st.dictionaries(code, text, max_size=5),
    clauses=st.lists(own, max_size=3).map(tuple),
    file=st.just("Signed.pdf"),
    sha256=st.just("0" * 64),
    size=st.integers(0, 9_000),
)


@settings(max_examples=60)
@given(protocols)
def test_what_is_written_is_read_back_the_same(protocol: RegisteredProtocol) -> None:
    written = protocol_yaml(protocol)
    assert read_protocol(written.encode()) == protocol
    assert protocol_yaml(protocol) == written


def test_the_shipped_protocols_are_files_of_the_same_shape() -> None:
    found = read_protocol_file(RESOURCES / "dpisp" / "ukraine.yaml")
    assert (found.id, found.edition, found.languages) == ("ukraine", "1", ("en", "uk"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "empty"),
        ("[1]", "keys and values"),
        ("id: a\nid: b\ntitle: t\npublisher: p\n", "id"),
        ("id: ../a\ntitle: t\npublisher: p\n", "cannot be an id"),
        ("id: a\ntitle: t\npublisher: p\nnumbers: {C14: 5.2}\n", "quotes"),
        ("id: a\ntitle: t\npublisher: p\nsecret: s\n", "no such key"),
        ('id: a\ntitle: "t\\u202e"\npublisher: p\n', "hidden mark"),
        ('id: a\ntitle: t\npublisher: p\naddress: "javascript:1"\n', "https"),
        ("id: a\ntitle: t\npublisher: p\nfile: {name: ../x, sha256: a}\n", "without folders"),
        ("id: &a a\ntitle: *a\npublisher: p\n", "title"),
        ("!!python/object:os.system {}", "protocol"),
    ],
)
def test_a_strangers_file_is_refused_with_its_place(said: str, told: str) -> None:
    with pytest.raises(PackFault) as caught:
        read_protocol(said.encode())
    assert any(told in fault for fault in caught.value.faults), caught.value.faults


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a" * (LARGEST + 1), b"\0", b"a: " + b"[" * 500])
def test_bytes_that_are_no_such_file_are_refused(data: bytes) -> None:
    with pytest.raises(PackFault):
        read_protocol(data)


def test_a_file_that_is_not_there_or_no_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.yaml"):
        with pytest.raises(UserError):
            read_protocol_file(path)
