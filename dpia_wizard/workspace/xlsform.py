"""Take a pack's questions out to a spreadsheet, and make a pack's folder of one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.errors import UserError
from dpia_wizard.files import cannot_write, read_whole, write_whole
from dpia_wizard.packs.xlsform import Arrived, Sent, pack_from_workbook, workbook_of
from dpia_wizard.packs.xlsform.sheets import MOST_BYTES


def questions_out(pack: Pack, languages: Sequence[str] | None = None) -> Sent:
    """The XLSForm workbook of *pack* in English and *languages* (all it has, when None), and what
    it does not carry. Raises `UserError`."""
    return workbook_of(pack, languages)


def questions_in(
    path: Path, folder: Path, *, base: Pack | None = None, id: str = "", title: str = ""
) -> Arrived:
    """Make the pack's *folder*, new or empty, of the XLSForm at *path*; whole or not at all.

    Risks, controls and the rest come from *base*, or from the shipped form that the workbook
    names. Raises `UserError`, and `PackFault` with every fault where it makes no sound pack.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError("{path} is there already. Name a new folder.", path=folder)
    if not folder.parent.is_dir():
        raise UserError("There is no folder {path}.", path=folder.parent)
    arrived = pack_from_workbook(
        read_whole(path, MOST_BYTES), base=base, id=id, title=title, name=path.name
    )
    _write(folder, arrived.files)
    return arrived


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put *files* into a folder beside, then give it its name: all are there, or none."""
    beside: Path | None = None
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        made = beside / folder.name
        for name, data in files.items():
            target = made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, data)
        if folder.is_dir():
            folder.rmdir()  # it is empty
        made.rename(folder)
    except OSError as error:
        raise cannot_write(folder, error) from error
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
