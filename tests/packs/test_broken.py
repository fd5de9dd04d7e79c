"""Packs that are broken, by slips or on purpose: each refused with an address, none half read."""

from __future__ import annotations

import io
import random
import re
import shutil
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.data import FORMS, RESOURCES, RISK_MATRICES
from dpia_wizard.errors import PackFault
from dpia_wizard.packs.archive import archive_of, load_archive
from dpia_wizard.packs.check import check_archive
from dpia_wizard.packs.load import load_pack_folder
from dpia_wizard.packs.part import Faults
from dpia_wizard.packs.unpack import MOST_ARCHIVE_BYTES, MOST_MEMBERS, unpack
from dpia_wizard.texts import translations
from tests.packs.test_overlay import HEAD, WHOLE, Put, overlay, put

__all__ = ["overlay", "put"]  # fixtures

FILES = Path(__file__).parents[1] / "files"
FORM = "child-protection-case-management"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
ADDRESS = re.compile(r'("[^"]*"|[\w./-]+)(: |$)|There may be more faults')
"""A fault begins with the file that it is in, in quotes where its name is a stranger's."""

Build = Callable[[], bytes]


def small() -> Pack:
    return load_pack_folder(FILES / "packs" / "every-kind", protocols=FILES / "dpisp")


def members() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive_of(small()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def entry(name: str, mode: int = 0o100644, date: tuple[int, ...] = LONG_AGO) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.date_time = date  # type: ignore[assignment]  # also such as cannot be
    info.create_system = 3
    info.external_attr = mode << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def zipped(*more: tuple[zipfile.ZipInfo, bytes], only: bool = False) -> bytes:
    """A sound archive with something *more* in it, or with that *only*."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in ({} if only else members()).items():
            archive.writestr(entry(name), data)
        for info, data in more:
            archive.writestr(info, data)
    return whole.getvalue()


def named(name: str, **how: int) -> Build:
    return lambda: zipped((entry(name, **how), b"a: 1\n"))


def doubled(first: str, second: str) -> Build:
    def build() -> bytes:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library warns of what we make on purpose
            return zipped((entry(first), b"a: 1\n"), (entry(second), b"a: 2\n"))

    return build


def packed(method: int) -> Build:
    def build() -> bytes:
        info = entry("notes.txt")
        info.compress_type = method
        return zipped((info, b"x" * 100))

    return build


def central(offset: int, value: bytes) -> Build:
    """Change the last entry of the list of files, which is that of ``notes.txt``."""

    def build() -> bytes:
        data = bytearray(zipped((entry("notes.txt"), b"some notes\n" * 20)))
        at = data.rindex(b"PK\x01\x02") + offset
        data[at : at + len(value)] = value
        return bytes(data)

    return build


def local(offset: int, value: bytes) -> Build:
    """Change the header before the last file, which is ``notes.txt``."""

    def build() -> bytes:
        data = bytearray(zipped((entry("notes.txt"), b"some notes\n" * 20)))
        at = data.rindex(b"PK\x03\x04") + offset
        data[at : at + len(value)] = value
        return bytes(data)

    return build


def end(offset: int, value: bytes) -> Build:
    def build() -> bytes:
        data = bytearray(zipped())
        at = data.rindex(b"PK\x05\x06") + offset
        data[at : at + len(value)] = value
        return bytes(data)

    return build


def both(change: Callable[[bytes], bytes]) -> Build:
    return lambda: change(zipped((entry("notes.txt"), b"x" * 50)))


def shared_body() -> bytes:
    data = bytearray(zipped((entry("a.txt"), b"0" * 9_000), (entry("b.txt"), b"0" * 9_000)))
    last = data.rindex(b"PK\x01\x02")
    before = data.rindex(b"PK\x01\x02", 0, last)
    data[last + 42 : last + 46] = data[before + 42 : before + 46]
    return bytes(data)


def fake_end_in_comment() -> bytes:
    whole = io.BytesIO(zipped())
    with zipfile.ZipFile(whole, "a") as archive:
        archive.comment = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)
    return whole.getvalue()


def nested() -> bytes:
    return zipped((entry("inner.zip"), zipped()))


HOSTILE_ZIPS: dict[str, Build] = {
    "nothing": lambda: b"",
    "no zip": lambda: b"PK\x03\x04 and then nothing of the kind" * 40,
    "a pipe's worth of noughts": lambda: b"\0" * 4_000,
    "the same name twice": doubled("notes.txt", "notes.txt"),
    "twice but for the case": doubled("notes.txt", "Notes.txt"),
    "twice but for the slash": doubled("lang/uk.po", "lang\\uk.po"),
    "twice but for the way it is written": doubled("caf\u00e9.txt", "cafe\u0301.txt"),
    "a file and a folder": doubled("notes.txt", "notes.txt/a.txt"),
    "an absolute name": named("/abs.txt"),
    "a drive": named("C:/abs.txt"),
    "up and out": named("../w.txt"),
    "up and out, the other slash": named("..\\..\\w.txt"),
    "up in the middle": named("a/../../b.txt"),
    "a device": named("aux.yaml"),
    "a device in a folder": named("sections/con.yaml"),
    "a dot at the end": named("trail.txt."),
    "a stream": named("a.txt:stream"),
    "a folder with something in it": named("x/"),
    "a hidden file": named(".profile.txt"),
    "a program": named("setup.exe"),
    "a turned name": named("notes\u202etxt.md"),
    "a line in a name": named("a\nb.txt"),
    "a name without end": named("a" * 300 + "/" * 3 + ".txt"),
    "too deep": named("a/b/c/d/e/f.txt"),
    "a file nobody reads": named("other/notes.txt"),
    "a YAML file nobody reads": named("extra.yaml"),
    "a language nobody has": named("lang/english.po"),
    "a link": named("link.txt", mode=stat.S_IFLNK | 0o777),
    "a pipe": named("pipe.txt", mode=stat.S_IFIFO | 0o644),
    "a device file": named("null.txt", mode=stat.S_IFCHR | 0o644),
    "somebody's rights": named("s.txt", mode=stat.S_IFREG | 0o4755),
    "too many files": lambda: zipped(
        *((entry(f"n{n}.txt"), b"") for n in range(MOST_MEMBERS + 1)), only=True
    ),
    "a zip in a zip": nested,
    "a bomb": lambda: zipped((entry("notes.txt"), b"\0" * 50_000_000)),
    "many small bombs": lambda: zipped(
        *((entry(f"n{n}.txt"), b"\0" * 1_900_000) for n in range(30)), only=True
    ),
    "too much YAML": lambda: zipped(
        *(
            (entry(f"sections/{n}-x.yaml"), random.Random(n).randbytes(900_000).hex().encode())  # noqa: S311
            for n in range(10, 14)
        )
    ),
    "a file that is too large": lambda: zipped(
        (entry("notes.txt"), random.Random(1).randbytes(3_000_000))  # noqa: S311 -- no secret
    ),
    "an archive that is too large": lambda: b"\0" * (MOST_ARCHIVE_BYTES + 1),
    "a body for two": shared_body,
    "larger than it says": central(24, struct.pack("<L", 10)),
    "smaller than it says": central(24, struct.pack("<L", 4_000_000_000)),
    "larger than can be": central(24, b"\xff\xff\xff\xff"),
    "packed larger than it says": central(20, struct.pack("<L", 3)),
    "another sum": central(16, b"\0\0\0\0"),
    "another method": central(10, struct.pack("<H", 99)),
    "locked": central(8, struct.pack("<H", 1)),
    "told to come later": central(8, struct.pack("<H", 8)),
    "a date that cannot be": central(14, b"\xff\xff"),
    "another name inside": local(30, b"evil"),
    "another length inside": local(26, struct.pack("<H", 5)),
    "an end in a name": both(lambda data: data.replace(b"notes.txt", b"a\0tes.txt")),
    "another packing (bzip2)": packed(zipfile.ZIP_BZIP2),
    "another packing (lzma)": packed(zipfile.ZIP_LZMA),
    "half of it": lambda: zipped()[: len(zipped()) // 2],
    "no end": lambda: zipped()[:-22],
    "one byte less": lambda: zipped()[:-1],
    "one byte more": lambda: zipped() + b"\0",
    "twice itself": lambda: zipped() + zipped(),
    "a program before it": lambda: b"MZ no zip" + zipped(),
    "a false end in a comment": fake_end_in_comment,
    "fewer files than there are": end(10, struct.pack("<H", 1)),
    "more files than there are": end(8, struct.pack("<HH", 99, 99)),
    "another disk": end(4, struct.pack("<H", 1)),
    "only a folder": lambda: zipped((entry("d/", 0o040755), b""), only=True),
    "only notes": lambda: zipped((entry("notes.txt"), b"x"), only=True),
    "only a manifest": lambda: zipped((entry("manifest.json"), b"{}"), only=True),
}


@pytest.mark.parametrize("build", HOSTILE_ZIPS.values(), ids=HOSTILE_ZIPS.keys())
def test_a_hostile_archive_is_refused_and_leaves_nothing(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = build()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PackFault) as told:
        load_archive(data)
    for fault in told.value.faults:
        assert ADDRESS.match(fault), fault
        assert fault.isprintable()
    assert check_archive(data).pack is None
    assert list(tmp_path.iterdir()) == []


def longer_than_it_is() -> bytes:
    """A file that is longer by its header and by the list, with the right sum."""
    data = bytearray(zipped((entry("notes.txt"), b"some notes\n" * 20)))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rindex(mark) + offset
        data[at : at + 4] = struct.pack("<L", 4_000)
    return bytes(data)


@pytest.mark.parametrize(
    ("build", "fault"),
    [
        (HOSTILE_ZIPS["too much YAML"], "archive: more than 6 MB of YAML"),
        (local(14, b"\0\0\0\0"), "archive: its files do not follow one another"),
        (local(18, b"\1\0\0\0"), "archive: its files do not follow one another"),
        (local(22, b"\1\0\0\0"), "archive: its files do not follow one another"),
        (longer_than_it_is, "notes.txt: is not as long as it says"),
    ],
    ids=["YAML", "sum", "packed size", "size", "length"],
)
def test_an_archive_is_refused_for_what_is_wrong_with_it(build: Build, fault: str) -> None:
    faults = Faults()
    assert unpack(build(), faults) is None
    (found,) = faults.found
    assert str(found).replace('"', "").startswith(fault)


JSON = {
    "a key twice": b'{"id":"a","id":"b"}',
    "infinity": b'{"x":-Infinity}',
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "not so deep": b"[" * 900 + b"]" * 900,
    "a large number": b'{"x":9223372036854775808}',
    "true for a number": b'{"version":true}',
    "nothing": b'{"id":null}',
    "half a letter": b'{"\\udfff":1}',
    "a bare control character": b'{"x":"a\x01b"}',
    "UTF-16": bytes.fromhex("fffe7b007d00"),
    "Latin 1": bytes.fromhex("7b2278223a22e9227d"),
    "two of it": b"{} {}",
    "a comma too many": b'{"a":1,}',
    "empty": b"",
    "a list": b"[]",
    "an unknown key": b'{"is_admin":true}',
    "a long key": b'{"' + b"k" * 1_000_000 + b'":1}',
    "many keys": b"{" + b",".join(b'"0%d":1' % n for n in range(50_000)) + b"}",
    "XML": b'<!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><l>&b;</l>',
    "a path": b"/etc/hostname",
    "a tag": b"!!python/object/apply:os.system [echo]",
}


@pytest.mark.parametrize("file", ["pack.yaml", "questions.yaml", "clauses.yaml"])
@pytest.mark.parametrize("content", JSON.values(), ids=JSON.keys())
def test_a_hostile_file_of_an_overlay_is_a_fault_with_its_name(
    put: Put, file: str, content: bytes
) -> None:
    folder = put({})
    (folder / file).write_bytes(content)
    with pytest.raises(PackFault) as told:
        load_pack_folder(folder, protocols=folder.parent / "dpisp")
    assert told.value.faults
    for fault in told.value.faults:
        assert ADDRESS.match(fault), fault
        assert len(fault) < 400


@pytest.mark.parametrize("content", JSON.values(), ids=JSON.keys())
def test_a_hostile_file_in_an_archive_is_a_fault_with_its_name(content: bytes) -> None:
    files = members() | {"risks.yaml": content}
    data = zipped(*((entry(name), file) for name, file in files.items()), only=True)
    with pytest.raises(PackFault) as told:
        load_archive(data)
    assert any(re.match(r'("?risks\.yaml"?|archive): ', fault) for fault in told.value.faults)


def lines_with_keys() -> list[tuple[str, int]]:
    """Every line of the shipped form, register and matrix that begins with a key."""
    found = []
    for folder, name in ((FORMS / FORM, FORM), (RESOURCES / "dpisp", "dpisp")):
        for path in sorted(folder.rglob("*.yaml")):
            for number, line in enumerate(path.read_text("utf-8").splitlines()):
                if re.match(r"\s*(- )?[a-z_]+: ", line) and path.name != "choices.yaml":
                    found.append((f"{name}/{path.relative_to(folder).as_posix()}", number))
    return found


SLIPS = {
    "another key": lambda line: re.sub(r"([a-z_]+): ", r"\1x: ", line, count=1),
    "a list instead": lambda line: re.sub(r": .*", ": [[]]", line, count=1),
    "a bare no": lambda line: re.sub(r": .*", ": {no: no}", line, count=1),
    "a tag": lambda line: re.sub(r": (.*)", r": !x \1", line, count=1),
    "no blank": lambda line: line.replace(": ", ":", 1),
}


def some_slips() -> list[tuple[str, int, str]]:
    drawn = random.Random(20260101)  # noqa: S311 -- the same every time
    return [(*drawn.choice(lines_with_keys()), drawn.choice(list(SLIPS))) for _ in range(60)]


@pytest.fixture(scope="module")
def shipped_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copytree(FORMS / FORM, folder / FORM)
    shutil.copytree(RESOURCES / "dpisp", folder / "dpisp")
    return folder


@pytest.mark.parametrize(("file", "number", "slip"), some_slips())
def test_a_slip_anywhere_in_the_shipped_pack_is_told_with_its_file(
    shipped_copy: Path, file: str, number: int, slip: str
) -> None:
    path = shipped_copy / file
    whole = path.read_bytes()
    lines = whole.decode().splitlines()
    changed = SLIPS[slip](lines[number])
    assert changed != lines[number]
    try:
        path.write_text("\n".join([*lines[:number], changed, *lines[number + 1 :]]), "utf-8")
        with pytest.raises(PackFault) as told:
            load_pack_folder(
                shipped_copy / FORM, matrices=RISK_MATRICES, protocols=shipped_copy / "dpisp"
            )
    finally:
        path.write_bytes(whole)
    name = file.removeprefix(f"{FORM}/")
    assert any(fault.startswith(f"{name}: ") for fault in told.value.faults), told.value.faults


@pytest.mark.parametrize("seed", range(60))
def test_an_overlay_cut_anywhere_is_refused_or_sound(put: Put, seed: int) -> None:
    drawn = random.Random(seed)  # noqa: S311 -- the same every time
    folder = put({name: content for name, content in WHOLE.items() if name != "controls.yaml"})
    assert load_pack_folder(folder, protocols=folder.parent / "dpisp").ref.id == HEAD["id"]
    path = drawn.choice(sorted(folder.rglob("*.yaml")))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = drawn.randrange(len(lines))
    kept = lines[:at] + lines[at + 1 :] if seed % 2 else lines[:at]
    path.write_text("".join(kept), "utf-8")
    faults = ("fine: ",)
    try:
        load_pack_folder(folder, protocols=folder.parent / "dpisp")
    except PackFault as told:
        faults = told.faults
    assert faults
    assert all(ADDRESS.match(fault) for fault in faults), faults


SOUND = archive_of(small())


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_archive_is_refused_or_the_same_pack(data: st.DataObject) -> None:
    damaged = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        how = data.draw(st.sampled_from(["flip", "cut", "put", "copy"]))
        if how == "flip":
            damaged[at] ^= 1 << data.draw(st.integers(0, 7))
        elif how == "cut":
            del damaged[at : at + data.draw(st.integers(1, 40))]
        elif how == "put":
            damaged[at:at] = data.draw(st.binary(min_size=1, max_size=20))
        else:
            damaged[at:at] = damaged[at : at + 60]
        if not damaged:
            break
    with suppress(PackFault):
        assert load_archive(bytes(damaged)) == small()


@settings(max_examples=300)
@given(st.text(alphabet='msgidtrcx "\\n#~|,[]0{}\n\u202e', max_size=200) | st.binary(max_size=200))
def test_words_of_any_bytes_are_read_or_refused(content: str | bytes) -> None:
    with suppress(ValueError):
        translations(content if isinstance(content, bytes) else content.encode())
