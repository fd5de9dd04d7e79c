"""Tell a pack's author what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from dpia_wizard.errors import PackFault
from dpia_wizard.packs.load import load_matrix, load_pack_folder


def check(path: Path) -> tuple[str, ...]:
    """Every fault of a pack's folder, or of a matrix's file; nothing when it is sound."""
    try:
        if path.is_file():
            load_matrix(path)
        else:
            load_pack_folder(path)
    except PackFault as fault:
        return fault.faults
    return ()
