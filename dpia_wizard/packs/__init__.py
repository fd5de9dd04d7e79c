"""Packs as their authors write them, read strictly: every fault at once, each with its address."""

from dpia_wizard.packs.load import (
    load_matrix,
    load_pack,
    load_pack_folder,
    shipped_forms,
    shipped_matrices,
)

__all__ = ["load_matrix", "load_pack", "load_pack_folder", "shipped_forms", "shipped_matrices"]
