"""Put a pack together from what its folders hold: a base, and the overlays that stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from dpia_wizard.core.catalogue import (
    CatalogueControl,
    CatalogueRisk,
    Clause,
    DataElement,
    Group,
    Pack,
    Protocol,
    StopCondition,
)
from dpia_wizard.core.form import Choice, DepthRule, Form, Phase, Question, Section
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import PackRef
from dpia_wizard.packs import build, build_catalogue, build_matrix
from dpia_wizard.packs.build import NEVER, Placed
from dpia_wizard.packs.folder import ELEMENTS, Folder, fingerprint
from dpia_wizard.packs.part import NAME, Faults, Part, nearest, shown
from dpia_wizard.packs.references import Draft, check
from dpia_wizard.packs.source import Layer, NotRead, Origin, Place, Source, languages

REGISTER = "clauses.yaml"
MOST_OVERLAYS = 4


@dataclass(slots=True)
class Level:
    """One folder of the pack while it is read; the base is the one that names no base."""

    place: Place
    folder: Folder
    head: Part | None
    id: str = ""
    base: Part | None = None

    @property
    def is_overlay(self) -> bool:
        """Whether it stands on another."""
        return self.base is not None


@dataclass(slots=True)
class Drawn:
    """A section while questions are still put into it."""

    at: str
    section: Section
    questions: list[Placed[Question]]


@dataclass(slots=True)
class Whole:
    """Everything read so far, base first; None for what could not be read."""

    phases: tuple[Phase, ...] = ()
    depth_rule: DepthRule | None = None
    lists: dict[str, tuple[Choice, ...]] | None = field(default_factory=dict)
    other: tuple[Choice, ...] = ()
    sections: list[Drawn] = field(default_factory=list)
    questions_are_known: bool = True
    elements: list[Placed[DataElement]] = field(default_factory=list)
    groups: list[Placed[Group]] | None = field(default_factory=list)
    risks: list[Placed[CatalogueRisk]] = field(default_factory=list)
    controls: list[Placed[CatalogueControl]] | None = field(default_factory=list)
    clauses: list[Placed[Clause]] | None = field(default_factory=list)
    protocols: list[Protocol] = field(default_factory=list)
    stop_conditions: list[Placed[StopCondition]] = field(default_factory=list)
    matrix: RiskMatrix | None = None
    matrix_ref: PackRef | None = None

    def draft(self, head: str) -> Draft:
        """What is checked for references that lead nowhere."""
        lists = self.lists
        return Draft(
            phases=self.phases,
            depth_rule=self.depth_rule,
            sections=tuple(Placed(d.at, d.section) for d in self.sections),
            questions=self.questions(),
            groups=None if self.groups is None else tuple(self.groups),
            risks=tuple(self.risks),
            controls=None if self.controls is None else tuple(self.controls),
            clauses=None if self.clauses is None else tuple(self.clauses),
            stop_conditions=tuple(self.stop_conditions),
            elements=tuple(self.elements),
            sensitivities=None if lists is None else [c.id for c in lists.get("sensitivity", ())],
            matrix=self.matrix,
        )

    def questions(self) -> tuple[Placed[Question], ...] | None:
        """The questions in their order."""
        if not self.questions_are_known:
            return None
        return tuple(placed for drawn in self.sections for placed in drawn.questions)


def compose(place: Place, faults: Faults) -> Pack | None:
    """The pack at *place* with everything that it stands on; None (and faults) where it is not."""
    top = _level(place, faults, "")
    if top is None:
        return None
    levels = _stack(top, faults)
    if levels is None:
        return None
    whole = Whole()
    base = levels[0]
    register = Folder(base.place.register, faults, _prefix(base.place.register))
    _read_base(base, register, whole)
    matrix = _matrix_of(base, whole, faults)
    check(whole.draft(base.folder.name), faults)
    protocols = _protocols(register, register.others(REGISTER))
    whole.protocols = [*protocols, *whole.protocols]
    refs = _refs(levels, register, faults)
    facts = [_facts(level) for level in levels]
    if top.head is None or whole.matrix is None or whole.matrix_ref is None or matrix is None:
        return None
    title, publisher, licence, source, country = facts[-1]
    layers = tuple(
        Layer(level.id, level.place.pack, level.folder.content()) for level in reversed(levels)
    )
    register_layer = Layer("", base.place.register, register.content())
    sources: list[Source] = [*(layer.source for layer in layers), base.place.register]
    sources.append(matrix.source)
    return Pack(
        ref=refs[-1],
        title=title,
        publisher=publisher,
        licence=licence,
        source=source,
        form=Form(
            phases=whole.phases,
            sections=tuple(
                replace(d.section, questions=tuple(p.record for p in d.questions))
                for d in whole.sections
            ),
            depth_rule=whole.depth_rule or DepthRule(NEVER, NEVER),
        ),
        matrix=whole.matrix,
        matrix_ref=whole.matrix_ref,
        groups=tuple(p.record for p in whole.groups or ()),
        risks=tuple(p.record for p in whole.risks),
        controls=tuple(p.record for p in whole.controls or ()),
        clauses=tuple(p.record for p in whole.clauses or ()),
        protocols=tuple(whole.protocols),
        stop_conditions=tuple(p.record for p in whole.stop_conditions),
        elements=tuple(p.record for p in whole.elements),
        country=country,
        bases=tuple(reversed(refs[:-1])),
        languages=tuple(sorted({code for source in sources for code in languages(source)})),
        words=tuple(sources),
        origin=Origin(place, layers, register_layer, matrix),
    )


def matrix_in(
    sources: Sequence[Source], id_: str, faults: Faults, file: str = ""
) -> tuple[RiskMatrix, PackRef, Layer] | None:
    """The matrix *id_* in the first of *sources* that has it, or the one in *file* of the only."""
    if not file:
        file = f"{id_}.yaml"
        sources = [source for source in sources if source.has(file)] or sources
        if not sources or not sources[0].has(file):
            known = sorted({name for source in sources for name in _matrices(source)})
            where = _prefix(sources[0]) if sources else "risk_matrices/"
            faults.note(f"{where}{file}", f"no matrix {shown(id_)}{nearest(id_, known)}")
            return None
    folder = Folder(sources[0], faults, _prefix(sources[0]))
    part = folder.part(file)
    if part is None:
        return None
    matrix = build_matrix.matrix(part)
    _named_as_file(part, matrix.id, file)
    content = folder.content()
    ref = PackRef(matrix.id, matrix.rule_edition, fingerprint(content))
    return matrix, ref, Layer(matrix.id, sources[0], content)


def _level(place: Place, faults: Faults, name: str) -> Level | None:
    try:
        place.pack.names()
    except NotRead:
        faults.note(place.pack.name, "is not a folder with a pack in it")
        return None
    folder = Folder(place.pack, faults, name)
    level = Level(place, folder, folder.part("pack.yaml"))
    if level.head is not None:
        level.id = level.head.id("id", NAME)
        level.base = level.head.part("base", needed=False)
    return level


def _stack(top: Level, faults: Faults) -> list[Level] | None:
    """The folders that the pack is made of, base first; None where one is not to be had."""
    return [top]


def _read_base(level: Level, register: Folder, whole: Whole) -> None:
    folder, head = level.folder, level.head
    folder.strangers()
    lists = folder.part("choices.yaml")
    whole.lists = None if lists is None else build.shared_choices(lists)
    elements = folder.part(ELEMENTS, needed=False)
    if elements is not None:
        whole.elements = list(build_catalogue.elements(elements))
        if whole.lists is not None:
            if "elements" in whole.lists:
                elements.note("", 'choices.yaml has a list "elements" already')
            whole.lists["elements"] = build_catalogue.element_choices(elements, whole.elements)
    for file in folder.sections():
        part = folder.part(file)
        if part is not None:
            section, placed = build.section(part, whole.lists)
            whole.sections.append(Drawn(part.address, section, list(placed)))
    whole.questions_are_known = not any(file.startswith("sections/") for file in folder.unread)
    risks, controls = folder.part("risks.yaml"), folder.part("controls.yaml")
    stops, clauses = folder.part("stop_conditions.yaml"), register.part(REGISTER)
    if head is not None:
        whole.phases = build.phases(head)
        whole.depth_rule = build.depth_rule(head)
    whole.groups = None if risks is None else list(build_catalogue.groups(risks))
    whole.risks = [] if risks is None else list(build_catalogue.risks(risks))
    whole.controls = None if controls is None else list(build_catalogue.controls(controls))
    whole.clauses = None if clauses is None else list(build_catalogue.clauses(clauses))
    whole.stop_conditions = [] if stops is None else list(build_catalogue.stop_conditions(stops))
    for part in (elements, risks, controls, stops, clauses):
        if part is not None:
            part.done()


def _matrix_of(level: Level, whole: Whole, faults: Faults) -> Layer | None:
    """Take the matrix that *level* names."""
    id_ = "" if level.head is None else level.head.id("matrix", NAME)
    found = matrix_in(level.place.matrices, id_, faults) if id_ else None
    if found is None:
        return None
    whole.matrix, whole.matrix_ref, layer = found
    return layer


def _refs(levels: Sequence[Level], register: Folder, faults: Faults) -> list[PackRef]:
    refs: list[PackRef] = []
    for level in levels:
        edition = "" if level.head is None else level.head.text("edition", needed=True)
        content = level.folder.content()
        if refs:
            made = fingerprint(content, base=refs[-1].fingerprint)
        else:
            made = fingerprint(content, register.content())
        refs.append(PackRef(level.id, edition, made))
    return refs


def _facts(level: Level) -> tuple[str, str, str, str, str]:
    head = level.head
    if head is None:
        return ("", "", "", "", "")
    found = (
        head.text("title", needed=True),
        head.text("publisher", needed=True),
        head.text("licence", needed=True),
        head.text("source", needed=True, lines=True),
        head.text("country"),
    )
    head.one_of("language", ("en",))
    head.done()
    return found


def _protocols(folder: Folder, files: Sequence[str]) -> list[Protocol]:
    found = []
    for file in files:
        part = folder.part(file)
        if part is not None:
            protocol = build_catalogue.protocol(part)
            _named_as_file(part, protocol.id, PurePath(file).name)
            part.done()
            found.append(protocol)
    return found


def _named_as_file(part: Part, id_: str, file: str) -> None:
    if id_ and f"{id_}.yaml" != file:
        part.note("id", f"{shown(id_)} is not the file's name")


def _prefix(source: Source) -> str:
    name = PurePath(source.name).name
    return f"{name}/" if name else ""


def _matrices(source: Source) -> list[str]:
    try:
        names = source.names()
    except NotRead:
        return []
    return [name.removesuffix(".yaml") for name in names if name.endswith(".yaml")]
