"""Zip files made to harm, tried on both kinds that strangers hand us: packs and workbooks."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dpia_wizard.errors import UserError
from dpia_wizard.packs.archive import archive_of
from dpia_wizard.packs.load import load_pack_folder
from dpia_wizard.packs.xlsform import pack_from_workbook
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.xlsform import questions_in
from tests.packs.xlsform_by_hand import workbook_by_hand

FILES = Path(__file__).parents[1] / "files"
SMALL = load_pack_folder(FILES / "packs" / "every-kind", protocols=FILES / "dpisp")
ARCHIVE = archive_of(SMALL)
WORKBOOK = workbook_by_hand(
    (("type", "name", "label"), ("text", "a", "A"), ("text", "b", "B")), (("list_name", "name"),)
)
SOUND = pack_from_workbook(WORKBOOK, name="odd.xlsx").files
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
Post = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Entry:
    """A file to put in."""

    name: str
    content: bytes = b"x"
    method: int = zipfile.ZIP_STORED
    mode: int = 0


@dataclass(frozen=True)
class Case:
    """What is put into a sound file (or in the place of all that is in it, where ``alone``), and
    what is done to the bytes afterwards. ``is_sound`` marks what harms nobody."""

    entries: tuple[Entry, ...] = ()
    post: Post = bytes
    alone: bool = False
    backwards: bool = False
    is_sound: bool = False


def headers(data: bytes, name: bytes) -> tuple[int, int]:
    """Where the header before a file is, and its entry in the list at the end."""
    at = data.rindex(name, data.index(CENTRAL)) - 46
    assert data[at : at + 4] == CENTRAL
    return struct.unpack_from("<L", data, at + 42)[0], at


def put(local: int | None, central: int | None, kind: str, value: int, name: bytes = b"a") -> Post:
    """Write *value* at these offsets of the two headers of the file *name*."""

    def change(data: bytes) -> bytes:
        made = bytearray(data)
        for start, offset in zip(headers(data, name), (local, central), strict=True):
            if offset is not None:
                struct.pack_into(kind, made, start + offset, value)
        return bytes(made)

    return change


def one_body_for_two(data: bytes) -> bytes:
    made = bytearray(data)
    struct.pack_into("<L", made, headers(data, b"bb")[1] + 42, headers(data, b"aa")[0])
    return bytes(made)


def another_name_inside(data: bytes) -> bytes:
    at = headers(data, b"good.txt")[0] + 30
    return data[:at] + b"evil.txt" + data[at + 8 :]


def false_end(data: bytes) -> bytes:
    comment = END + bytes(18)
    return data[:-2] + struct.pack("<H", len(comment)) + comment


def zipped(entries: tuple[Entry, ...], sound: bytes = b"", *, backwards: bool = False) -> bytes:
    whole = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(whole, "w") as made:
        warnings.simplefilter("ignore")  # the library warns of what we make on purpose
        if sound:
            with zipfile.ZipFile(io.BytesIO(sound)) as old:
                infos = old.infolist()
                for info in reversed(infos) if backwards else infos:
                    made.writestr(info, old.read(info))
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.compress_type = 3, entry.method
            info.external_attr = (entry.mode or 0o100644) << 16
            made.writestr(info, entry.content)
    return whole.getvalue()


BOMB = Entry("r", b"\0" * 50_000_000, zipfile.ZIP_DEFLATED)
CASES: dict[str, Case] = {
    "dup_same": Case((Entry("a.json", b"one"), Entry("a.json", b"two"))),
    "dup_case": Case((Entry("a.json", b"1"), Entry("A.JSON", b"2"))),
    "dup_slash_kinds": Case((Entry("d/a", b"1"), Entry("d\\a", b"2"))),
    "file_and_dir": Case((Entry("a", b"1"), Entry("a/b", b"2"))),
    "name_01": Case((Entry("/abs.txt"),)),
    "name_03": Case((Entry("..\\..\\w.txt"),)),
    "name_05": Case((Entry("a/../../b"),)),
    "name_07": Case((Entry("aux.json"),)),
    "name_09": Case((Entry("trail."),)),
    "name_11": Case((Entry("a:stream"),)),
    "name_13": Case((Entry("x/"),)),
    "symlink_rel": Case((Entry("link", b"../../canary", mode=stat.S_IFLNK | 0o777),)),
    "fifo": Case((Entry("pipe", b"", mode=stat.S_IFIFO | 0o644),)),
    "setuid": Case((Entry("s", mode=stat.S_IFREG | 0o4777),)),
    "bomb_many": Case(tuple(Entry(f"f{n:05d}", b"") for n in range(70_000))),
    "bomb_nested": Case((Entry("inner.zip", zipped((BOMB,))),)),
    "bomb_ratio": Case((BOMB,)),
    "overlap": Case(
        (Entry("aa", b"0" * 100_000, zipfile.ZIP_DEFLATED), Entry("bb")), one_body_for_two
    ),
    "size_lies_big": Case((Entry("a"),), put(None, 24, "<L", 4_000_000_000)),
    "zip64_huge": Case((Entry("a"),), put(None, 24, "<L", 0xFFFFFFFF)),
    "local_name_differs": Case((Entry("good.txt"),), another_name_inside),
    "nul_in_name": Case((Entry("aXb.exe"),), lambda data: data.replace(b"aXb.exe", b"a\0b.exe")),
    "encrypted_flag": Case((Entry("a"),), put(6, 8, "<H", 1)),
    "method_bzip2": Case((Entry("a", method=zipfile.ZIP_BZIP2),)),
    "truncated_half": Case((Entry("a", b"ab" * 5_000),), lambda data: data[: len(data) // 2]),
    "no_eocd": Case(post=lambda data: data[:-22]),
    "prefix_exe": Case(post=lambda data: b"MZ not a zip" + data),
    "comment_eocd": Case(post=false_end),
    "only_dir": Case((Entry("d/", b""),), alone=True),
    "manifest_last": Case(backwards=True, is_sound=True),  # our files may stand in any order
    "extra_unlisted": Case((Entry("unlisted.bin"),)),
    "future_date": Case((Entry("a"),), put(12, 14, "<H", 0xFFFF)),
}
NOBODY_LOOKS_AT = {
    "file_and_dir", "name_07", "name_09", "name_13", "setuid", "bomb_nested", "manifest_last",
    "extra_unlisted", "future_date",
}  # fmt: skip
"""What a workbook may hold: nothing of it is unpacked, and no member but its own is asked for."""


def made(case: Case, sound: bytes) -> bytes:
    data = zipped(case.entries, b"" if case.alone else sound, backwards=case.backwards)
    return case.post(data)


def in_one_sentence(error: UserError) -> bool:
    said = str(error)
    return bool(said) and said.isprintable() and len(said) < 400


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("hostile") / "library"
    with Library.create(folder, "marmalade otter lighthouse quietly")[0] as found:
        yield found


@pytest.mark.parametrize("name", CASES)
def test_a_pack_is_refused_for_it_and_nothing_is_installed(
    name: str, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, file = CASES[name], tmp_path / "odd.zip"
    file.write_bytes(made(case, ARCHIVE))
    monkeypatch.chdir(tmp_path)
    if case.is_sound:
        assert library.shelf.install(file).pack == SMALL
        library.shelf.remove(SMALL.ref)
    else:
        with pytest.raises(UserError) as told:
            library.shelf.install(file)
        assert in_one_sentence(told.value)
    assert library.store.kept_packs() == ()
    assert [path.name for path in tmp_path.iterdir()] == ["odd.zip"]


@pytest.mark.parametrize("name", CASES)
def test_a_workbook_is_refused_for_it_or_read_as_if_it_were_not_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "odd.xlsx"
    file.write_bytes(made(CASES[name], WORKBOOK))
    monkeypatch.chdir(tmp_path)
    if name in NOBODY_LOOKS_AT:
        assert questions_in(file, tmp_path / "made").files == SOUND
        assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "odd.xlsx"]
    else:
        with pytest.raises(UserError) as told:
            questions_in(file, tmp_path / "made")
        assert in_one_sentence(told.value)
        assert [path.name for path in tmp_path.iterdir()] == ["odd.xlsx"]
