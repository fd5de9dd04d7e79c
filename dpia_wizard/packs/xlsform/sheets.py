"""The sheets of a workbook that anybody may have made: bounded, read as text, nothing run."""

from __future__ import annotations

import io
import re
import stat
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from dpia_wizard.errors import UserError
from dpia_wizard.packs.part import fault_in
from dpia_wizard.packs.read import LONGEST_TEXT
from dpia_wizard.packs.xlsform.left import Leaving

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED = 32 * 1024 * 1024
MOST_MEMBERS = 400
MOST_ROWS = 4_000
MOST_COLUMNS = 100
MOST_RATIO = 400
_READ = ("survey", "choices", "settings")
_MARKUP = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""What may stand before the first mark of XML: marks of the encoding and white space."""
_NAME = re.compile(r"(?!.*(^|/)\.\.(/|$))[^/\\:\x00-\x1f][^\\:\x00-\x1f]*")
"""What a member is called: a path downwards, as every spreadsheet program writes it."""
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\U000e0000-\U000e0fff]")
_OLD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its head by column, and its rows (number, text by the column's place)."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def sheets_of(data: bytes, left: Leaving) -> dict[str, Sheet]:
    """The sheets ``survey``, ``choices`` and ``settings`` by name. Raises `UserError`."""
    _check(data, left)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about looks that nobody reads here
            book = load_workbook(
                io.BytesIO(data), read_only=True, keep_links=False, rich_text=False
            )
            try:
                return dict(_sheets(book.worksheets, left))
            finally:
                book.close()
    except UserError:
        raise
    except Exception as error:  # a damaged file makes the reader of workbooks fail in any way
        raise _damaged() from error


def _check(data: bytes, left: Leaving) -> None:
    if data.startswith(_OLD):
        raise UserError(
            "The workbook is an old one or locked with a password."
            " Save it without a password as .xlsx."
        )
    if len(data) > MOST_BYTES:
        raise UserError("The workbook is larger than {most} MB.", most=MOST_BYTES // 1024 // 1024)
    if not data.startswith(b"PK"):
        raise UserError("This is no workbook. Save the form as .xlsx and try again.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            for entry in entries:
                name = entry.filename.lower()
                _check_markup(archive, entry, left)
                if name.endswith("vbaproject.bin"):
                    left.note("", 0, "", "The workbook holds macros; nothing of them is read.")
                if "externallinks/" in name:
                    left.note("", 0, "", "The workbook looks into other files; these are not read.")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError,
            RuntimeError) as error:  # fmt: skip
        raise _damaged() from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(entries) > MOST_MEMBERS or len(set(names)) < len(names):
        raise _damaged()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise UserError(
            "The workbook unpacks to more than {most} MB.", most=MOST_UNPACKED // 1024 // 1024
        )
    for entry in entries:
        if not _NAME.fullmatch(entry.orig_filename):
            raise _damaged()
        packed = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        is_link = stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR)
        swollen = entry.file_size > MOST_RATIO * max(entry.compress_size, 1024)
        if entry.flag_bits & 0x1 or not packed or is_link or swollen:
            raise _damaged()


def _check_markup(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: Leaving) -> None:
    """Refuse XML that defines things of its own, which could grow without bounds.

    What is XML goes by how it begins: a workbook may call a sheet whatever it likes.
    """
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if not content.lstrip(_BEFORE_MARKUP).startswith(b"<"):
        return
    if _MARKUP.search(content) or b"\0" in content:
        raise _damaged()
    if b"<mergeCell " in content:
        left.note("", 0, "", "Merged cells: the text counts for the first of them only.")


def _damaged() -> UserError:
    return UserError("This workbook is damaged or made in a way that is not read here.")


def _sheets(found: list[ReadOnlyWorksheet], left: Leaving) -> Iterator[tuple[str, Sheet]]:
    known: set[str] = set()
    for sheet in found:
        name = str(sheet.title).strip().lower()
        if name not in _READ or name in known or not hasattr(sheet, "iter_rows"):
            continue
        known.add(name)
        yield name, _sheet(name, sheet, left)


def _sheet(name: str, sheet: ReadOnlyWorksheet, left: Leaving) -> Sheet:
    head: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    # What a file says of its own size is not to be trusted: with bounds of ours it is not asked.
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            left.note(name, number, "", f"rows after {MOST_ROWS:,} are not read")
            break
        texts = [
            _text(cell, name, number, head[at] if at < len(head) else f"column {at + 1}", left)
            for at, cell in enumerate(cells)
        ]
        if not any(texts):
            continue
        if not head:
            head = tuple(" ".join(text.split())[:120] for text in texts)
        else:
            rows.append((number, tuple(texts)))
    return Sheet(name, head, tuple(rows))


def _text(cell: object, sheet: str, row: int, column: str, left: Leaving) -> str:
    """What a cell says, never more than a text of a pack may be."""
    value = getattr(cell, "value", None)
    kind = getattr(cell, "data_type", "")
    if value is None:
        return ""
    if kind == "f":
        left.note(sheet, row, column, "a formula is not worked out; write its result")
        return ""
    if kind == "e":
        left.note(sheet, row, column, "the cell shows a mistake of a formula")
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date | time):
        value = value.isoformat()
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = text.replace("_x000D_", "").strip()
    if len(text) > LONGEST_TEXT:
        left.note(sheet, row, column, f"only the first {LONGEST_TEXT:,} characters are read")
        text = text[:LONGEST_TEXT].rstrip()
    if fault_in(text, lines=True):
        left.note(
            sheet, row, column, "characters that do not show, or that turn text, are left out"
        )
        text = "".join(c for c in _HIDDEN.sub("", text) if not fault_in(c, lines=True)).strip()
    return text
