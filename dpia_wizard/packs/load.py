"""Load a pack and the matrix and register that it uses, or tell every fault at once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import PackRef
from dpia_wizard.data import FORMS, RESOURCES, RISK_MATRICES
from dpia_wizard.errors import PackFault
from dpia_wizard.packs.compose import REGISTER, compose, matrix_in
from dpia_wizard.packs.part import Enough, Faults, nearest, shown
from dpia_wizard.packs.source import Bases, FolderSource, Place, Source, no_bases

DEFAULT_FORM = "child-protection-case-management"
DEFAULT_MATRIX = "child-protection-4x4"
PROTOCOLS = RESOURCES / "dpisp"


def load_pack(
    form_id: str = DEFAULT_FORM,
    *,
    forms: Path = FORMS,
    matrices: Path = RISK_MATRICES,
    protocols: Path = PROTOCOLS,
) -> Pack:
    """The pack *form_id* of the folder *forms*. Raises `PackFault` with every fault."""
    known = shipped_forms(forms)
    if form_id not in known:
        near = nearest(form_id, known)
        raise fault(form_id, (f"{form_id}: no form of this name is here{near}",))
    pack = load_pack_folder(forms / form_id, matrices=matrices, protocols=protocols)
    if pack.ref.id != form_id:
        sentence = f"pack.yaml: id: {shown(pack.ref.id)} is not the folder's name"
        raise fault(form_id, (sentence,))
    return pack


def load_pack_folder(
    path: Path, *, matrices: Path = RISK_MATRICES, protocols: Path = PROTOCOLS
) -> Pack:
    """The pack in the folder *path*; its base may be inside, beside it, or among the shipped.

    Raises `PackFault` with every fault and its address.
    """
    return load_place(folder_place(path, matrices=matrices, protocols=protocols), path.name)


def load_place(place: Place, name: str) -> Pack:
    """The pack at *place*, called *name* in what is told. Raises `PackFault` with every fault."""
    faults = Faults()
    pack = None
    with suppress(Enough):
        pack = compose(place, faults)
    if pack is None or faults.found:
        raise fault(name, tuple(faults.found))
    return pack


def folder_place(
    path: Path, *, matrices: Path = RISK_MATRICES, protocols: Path = PROTOCOLS
) -> Place:
    """The pack in the folder *path*, with the places where what it needs is looked for."""

    def beside(id_: str, _edition: str) -> Place | None:
        for forms in (path.parent, FORMS):
            if (forms / id_ / "pack.yaml").is_file() and (forms / id_) != path:
                return folder_place(forms / id_, matrices=matrices, protocols=protocols)
        return None

    return place_in(
        FolderSource(path), (FolderSource(matrices),), FolderSource(protocols), bases=beside
    )


def place_in(
    root: Source, matrices: tuple[Source, ...], register: Source, *, bases: Bases = no_bases
) -> Place:
    """The pack whose files are at *root*: what it needs is inside, or else where it is told."""
    if root.has(f"dpisp/{REGISTER}"):
        register = root.inner("dpisp")
    own = (root.inner("risk_matrices"), *matrices)

    def inside(id_: str, edition: str) -> Place | None:
        if root.has(f"bases/{id_}/pack.yaml"):
            return Place(root.inner(f"bases/{id_}"), own, register, inside)
        return bases(id_, edition)

    return Place(root, own, register, inside)


def load_matrix(
    matrix: str | Path = DEFAULT_MATRIX, *, matrices: Path = RISK_MATRICES
) -> RiskMatrix:
    """The matrix with an id, or in a file. Raises `PackFault` with every fault."""
    return load_matrix_and_ref(matrix, matrices=matrices)[0]


def load_matrix_and_ref(
    matrix: str | Path = DEFAULT_MATRIX, *, matrices: Path = RISK_MATRICES
) -> tuple[RiskMatrix, PackRef]:
    """The same with what an assessment is pinned to when it uses the matrix."""
    faults = Faults()
    found = None
    with suppress(Enough):
        if isinstance(matrix, Path):
            found = matrix_in([FolderSource(matrix.parent)], matrix.stem, faults, matrix.name)
        else:
            found = matrix_in([FolderSource(matrices)], matrix, faults)
    if found is None or faults.found:
        raise fault(str(matrix), tuple(faults.found))
    return found[0], found[1]


def shipped_forms(forms: Path = FORMS) -> tuple[str, ...]:
    """The ids of the forms in the folder *forms*."""
    return tuple(sorted(p.parent.name for p in forms.glob("*/pack.yaml")))


def shipped_matrices(matrices: Path = RISK_MATRICES) -> tuple[str, ...]:
    """The ids of the matrices in the folder *matrices*."""
    return tuple(sorted(p.stem for p in matrices.glob("*.yaml")))


def fault(name: str, faults: tuple[str, ...]) -> PackFault:
    """What is told when the pack *name* cannot be used."""
    more = len(faults) - 1
    if more > 0:
        return PackFault(
            "{pack} cannot be used. {fault} (faults besides this one: {more})",
            faults,
            pack=name,
            fault=faults[0],
            more=more,
        )
    return PackFault("{pack} cannot be used. {fault}", faults, pack=name, fault=faults[0])
