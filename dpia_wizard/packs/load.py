"""Load a pack and the matrix and register that it uses, or tell every fault at once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from dpia_wizard.core.catalogue import Pack, Protocol
from dpia_wizard.core.form import Choice, DepthRule, Form, Question, Section
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import PackRef
from dpia_wizard.data import FORMS, RESOURCES, RISK_MATRICES
from dpia_wizard.errors import PackFault
from dpia_wizard.packs import build, build_catalogue, build_matrix
from dpia_wizard.packs.build import NEVER, Placed
from dpia_wizard.packs.folder import Folder, fingerprint
from dpia_wizard.packs.part import NAME, Enough, Faults, Part, nearest, shown
from dpia_wizard.packs.references import Draft, check

DEFAULT_FORM = "child-protection-case-management"
DEFAULT_MATRIX = "child-protection-4x4"
PROTOCOLS = RESOURCES / "dpisp"
REGISTER = "clauses.yaml"


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
        raise _fault(form_id, (f"{form_id}: no form of this name is here{near}",))
    pack = load_pack_folder(forms / form_id, matrices=matrices, protocols=protocols)
    if pack.ref.id != form_id:
        fault = f"pack.yaml: id: {shown(pack.ref.id)} is not the folder's name"
        raise _fault(form_id, (fault,))
    return pack


def load_pack_folder(
    path: Path, *, matrices: Path = RISK_MATRICES, protocols: Path = PROTOCOLS
) -> Pack:
    """The pack in the folder *path*. Raises `PackFault` with every fault and its address."""
    faults = Faults()
    pack = None
    with suppress(Enough):
        pack = _pack(path, matrices, protocols, faults)
    if pack is None or faults.found:
        raise _fault(path.name, tuple(faults.found))
    return pack


def load_matrix(
    matrix: str | Path = DEFAULT_MATRIX, *, matrices: Path = RISK_MATRICES
) -> RiskMatrix:
    """The matrix with an id, or in a file. Raises `PackFault` with every fault."""
    faults = Faults()
    found = None
    with suppress(Enough):
        if isinstance(matrix, Path):
            found = _matrix(matrix.stem, matrix.parent, faults, matrix.name)
        else:
            found = _matrix(matrix, matrices, faults)
    if found is None or faults.found:
        raise _fault(str(matrix), tuple(faults.found))
    return found[0]


def shipped_forms(forms: Path = FORMS) -> tuple[str, ...]:
    """The ids of the forms in the folder *forms*."""
    return tuple(sorted(p.parent.name for p in forms.glob("*/pack.yaml")))


def shipped_matrices(matrices: Path = RISK_MATRICES) -> tuple[str, ...]:
    """The ids of the matrices in the folder *matrices*."""
    return tuple(sorted(p.stem for p in matrices.glob("*.yaml")))


def _pack(path: Path, matrices: Path, protocols: Path, faults: Faults) -> Pack | None:
    if not path.is_dir():
        faults.note(str(path), "is not a folder with a pack in it")
        return None
    folder = Folder(path, faults)
    folder.strangers()
    head = folder.part("pack.yaml")
    lists_part = folder.part("choices.yaml")
    lists = None if lists_part is None else build.shared_choices(lists_part)
    sections, questions = _sections(folder, lists)
    register = Folder(protocols, faults, f"{protocols.name}/")
    risks = folder.part("risks.yaml")
    controls = folder.part("controls.yaml")
    stops = folder.part("stop_conditions.yaml")
    clauses = register.part(REGISTER)
    matrix = None
    if head is not None:
        id_ = head.id("matrix", NAME)
        matrix = _matrix(id_, matrices, faults) if id_ else None
    draft = Draft(
        phases=() if head is None else build.phases(head),
        depth_rule=None if head is None else build.depth_rule(head),
        sections=sections,
        questions=None if _unread(folder, "sections/") else questions,
        groups=None if risks is None else build_catalogue.groups(risks),
        risks=() if risks is None else build_catalogue.risks(risks),
        controls=None if controls is None else build_catalogue.controls(controls),
        clauses=None if clauses is None else build_catalogue.clauses(clauses),
        stop_conditions=() if stops is None else build_catalogue.stop_conditions(stops),
        matrix=None if matrix is None else matrix[0],
    )
    for part in (risks, controls, stops, clauses):
        if part is not None:
            part.done()
    check(draft, faults)
    found = _protocols(register, faults)
    if head is None:
        return None
    edition, id_ = head.text("edition", needed=True), head.id("id", NAME)
    title, publisher = head.text("title", needed=True), head.text("publisher", needed=True)
    licence, source = (
        head.text("licence", needed=True),
        head.text("source", needed=True, lines=True),
    )
    head.one_of("language", ("en",))
    head.done()
    if matrix is None:
        return None
    return Pack(
        ref=PackRef(id_, edition, fingerprint(folder, register)),
        title=title,
        publisher=publisher,
        licence=licence,
        source=source,
        form=Form(
            phases=draft.phases,
            sections=tuple(p.record for p in sections),
            depth_rule=draft.depth_rule or DepthRule(NEVER, NEVER),
        ),
        matrix=matrix[0],
        matrix_ref=matrix[1],
        groups=tuple(p.record for p in draft.groups or ()),
        risks=tuple(p.record for p in draft.risks),
        controls=tuple(p.record for p in draft.controls or ()),
        clauses=tuple(p.record for p in draft.clauses or ()),
        protocols=found,
        stop_conditions=tuple(p.record for p in draft.stop_conditions),
        folders=(str(path), str(protocols), str(matrices)),
    )


def _sections(
    folder: Folder, lists: dict[str, tuple[Choice, ...]] | None
) -> tuple[tuple[Placed[Section], ...], tuple[Placed[Question], ...]]:
    sections: list[Placed[Section]] = []
    questions: list[Placed[Question]] = []
    for file in folder.sections():
        part = folder.part(file)
        if part is not None:
            section, placed = build.section(part, lists)
            sections.append(Placed(part.address, section))
            questions.extend(placed)
    return tuple(sections), tuple(questions)


def _unread(folder: Folder, prefix: str) -> bool:
    return any(file.startswith(prefix) for file in folder.unread)


def _protocols(register: Folder, faults: Faults) -> tuple[Protocol, ...]:
    found = []
    for file in register.others(REGISTER):
        part = register.part(file)
        if part is not None:
            protocol = build_catalogue.protocol(part)
            _named_as_file(part, protocol.id, file)
            part.done()
            found.append(protocol)
    return tuple(found)


def _matrix(
    id_: str, matrices: Path, faults: Faults, file: str = ""
) -> tuple[RiskMatrix, PackRef] | None:
    if not file:
        file = f"{id_}.yaml"
        known = shipped_matrices(matrices)
        if id_ not in known:
            faults.note(f"{matrices.name}/{file}", f"no matrix {shown(id_)}{nearest(id_, known)}")
            return None
    folder = Folder(matrices, faults, f"{matrices.name}/" if matrices.name else "")
    part = folder.part(file)
    if part is None:
        return None
    matrix = build_matrix.matrix(part)
    _named_as_file(part, matrix.id, file)
    return matrix, PackRef(matrix.id, matrix.rule_edition, fingerprint(folder))


def _named_as_file(part: Part, id_: str, file: str) -> None:
    if id_ and f"{id_}.yaml" != file:
        part.note("id", f"{shown(id_)} is not the file's name")


def _fault(name: str, faults: tuple[str, ...]) -> PackFault:
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
