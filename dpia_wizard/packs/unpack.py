"""The files in a zip that a stranger made: bounded and checked before anything is unpacked."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from dpia_wizard.packs.part import Faults, shown
from dpia_wizard.packs.source import MOST_BYTES

MOST_ARCHIVE_BYTES = 16 * 1024 * 1024
MOST_UNPACKED_BYTES = 32 * 1024 * 1024
MOST_YAML_BYTES = 6 * 1024 * 1024
"""Ten times what ships; every value of it is looked at before anybody can say no."""
MOST_MEMBERS = 400
MOST_RATIO = 100
_RATIO_COUNTS_FROM = 64 * 1024

_NAME = re.compile(
    r"([A-Za-z0-9_][A-Za-z0-9_-]*/){0,4}"  # folders
    r"[A-Za-z0-9_][A-Za-z0-9_-]*\.(yaml|po|txt|md)"
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
"""Names that are devices on some systems."""

_READ = re.compile(
    r"(bases/[a-z0-9-]+/)?([a-z_]+\.yaml|sections/[^/]+|protocols/[^/]+|lang/[^/]+\.po)"
    r"|(dpisp|risk_matrices)/([^/]+\.yaml|lang/[^/]+\.po)"
    r"|[^/]+\.(txt|md)"
)
"""Where files are looked for; the notes at the top are for people."""

_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_UTF_8 = 0x800
_DATE_LIKE = (1980, 1, 1), (2107, 12, 31)
_MAKE_AGAIN = "make the archive anew with: dpia-wizard pack-up"


def unpack(data: bytes, faults: Faults) -> dict[str, bytes] | None:
    """Name and bytes of every file in the zip *data*; None (and faults) where it is not sound."""
    try:
        entries = _entries(data, faults)
        if entries is None or faults.found:
            return None
        return _contents(data, entries, faults)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError,
            RuntimeError):  # fmt: skip
        faults.note("archive", f"damaged, or no zip file that is read here; {_MAKE_AGAIN}")
        return None


def _entries(data: bytes, faults: Faults) -> list[zipfile.ZipInfo] | None:
    if len(data) > MOST_ARCHIVE_BYTES:
        faults.note("archive", f"larger than {MOST_ARCHIVE_BYTES // 1024 // 1024} MB")
        return None
    count, start = _end(data, faults)
    if count is None:
        return None
    if count > MOST_MEMBERS:
        faults.note("archive", f"more than {MOST_MEMBERS} files")
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if len(entries) != count:
        faults.note("archive", f"its list of files is not whole; {_MAKE_AGAIN}")
        return None
    for entry in entries:
        for sentence in _wrong_with(entry):
            faults.note(shown(entry.orig_filename), sentence)
    _check_doubles(entries, faults)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
        faults.note("archive", f"unpacks to more than {MOST_UNPACKED_BYTES // 1024 // 1024} MB")
    yaml = sum(entry.file_size for entry in entries if entry.orig_filename.endswith(".yaml"))
    if yaml > MOST_YAML_BYTES:
        faults.note("archive", f"more than {MOST_YAML_BYTES // 1024 // 1024} MB of YAML")
    if not faults.found and not _follow_on(data, entries, start):
        faults.note("archive", f"its files do not follow one another; {_MAKE_AGAIN}")
    return entries


def _end(data: bytes, faults: Faults) -> tuple[int | None, int]:
    """How many files the record at the very end tells, and where their list begins."""
    if len(data) < _END.size:
        faults.note("archive", "is empty" if not data else "is no zip file")
        return None, 0
    mark, disk, first_disk, here, count, size, start, comment = _END.unpack(data[-_END.size :])
    if mark != b"PK\x05\x06" or comment:
        faults.note("archive", f"is no zip file, or more stands behind it; {_MAKE_AGAIN}")
        return None, 0
    if disk or first_disk or here != count or start + size != len(data) - _END.size:
        faults.note("archive", f"its list of files is not whole; {_MAKE_AGAIN}")
        return None, 0
    return count, start


def _wrong_with(entry: zipfile.ZipInfo) -> Iterator[str]:
    name = entry.orig_filename
    if not name.isascii() or not _NAME.fullmatch(name):
        yield "a file's name has letters, digits, - and _ and ends with .yaml, .po, .txt or .md"
    elif any(_RESERVED.fullmatch(part.partition(".")[0]) for part in name.split("/")):
        yield "some systems take this name for a device"
    elif not _READ.fullmatch(name):
        yield "nothing reads this file; a pack has no such place"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield "packed in a way that is not read here"
    if entry.flag_bits & ~_UTF_8:
        yield f"locked, or packed in a way that is not read here; {_MAKE_AGAIN}"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG) or (entry.external_attr >> 16) & 0o7000:
        yield "is a link or no plain file"
    if not _DATE_LIKE[0] <= entry.date_time[:3] <= _DATE_LIKE[1] or not (
        1 <= entry.date_time[1] <= 12 and 1 <= entry.date_time[2] <= 31
    ):
        yield "has no date that can be"
    if entry.file_size > MOST_BYTES:
        yield f"larger than {MOST_BYTES // 1024 // 1024} MB"
    elif entry.file_size > _RATIO_COUNTS_FROM and entry.file_size > MOST_RATIO * max(
        entry.compress_size, 1
    ):
        yield f"unpacks to more than {MOST_RATIO} times its size"


def _check_doubles(entries: list[zipfile.ZipInfo], faults: Faults) -> None:
    first: dict[str, str] = {}
    for entry in entries:
        name = entry.orig_filename
        known = first.setdefault(name.casefold(), name)
        if known is not name:
            faults.note(shown(name), f"is there twice ({shown(known)})")
    for name in list(first):
        for folder in _folders(name):
            if folder in first:
                faults.note(shown(first[folder]), "is a file and a folder")


def _folders(name: str) -> Iterator[str]:
    parts = name.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts)))


def _follow_on(data: bytes, entries: list[zipfile.ZipInfo], start: int) -> bool:
    """Whether the files stand one behind the other from the first byte to the list of them."""
    at = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset != at or at + _LOCAL.size > start:
            return False
        mark, *_facts, crc, packed, size, name, extra = _LOCAL.unpack_from(data, at)
        told = (entry.CRC, entry.compress_size, entry.file_size)
        if mark != b"PK\x03\x04" or (crc, packed, size) != told:
            return False
        at += _LOCAL.size + name + extra + packed
    return at == start


def _contents(
    data: bytes, entries: list[zipfile.ZipInfo], faults: Faults
) -> dict[str, bytes] | None:
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in entries:
            with archive.open(entry) as stream:
                content = stream.read(entry.file_size + 1)
            if len(content) != entry.file_size:
                faults.note(shown(entry.filename), "is not as long as it says")
                return None
            found[entry.filename] = content
    return found
