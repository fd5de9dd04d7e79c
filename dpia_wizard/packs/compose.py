"""Put a pack together from what its folders hold: a base, and the overlays that stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from dpia_wizard.core.catalogue import Pack, Protocol
from dpia_wizard.core.form import DepthRule, Form
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import PackRef
from dpia_wizard.packs import build, build_catalogue, build_matrix, build_rules
from dpia_wizard.packs.build import NEVER, Placed
from dpia_wizard.packs.folder import ELEMENTS, RULES, Folder, fingerprint
from dpia_wizard.packs.locks import Locks
from dpia_wizard.packs.overlay import onto, put_on, read_lists
from dpia_wizard.packs.part import NAME, Faults, Part, nearest, shown
from dpia_wizard.packs.references import check
from dpia_wizard.packs.source import Layer, NotRead, Origin, Place, Source, languages
from dpia_wizard.packs.whole import Drawn, Level, Whole

REGISTER = "clauses.yaml"
MOST_OVERLAYS = 4


def compose(place: Place, faults: Faults) -> Pack | None:
    """The pack at *place* with everything that it stands on; None (and faults) where it is not."""
    top = _level(place, faults, "")
    if top is None:
        return None
    levels = _stack(top, faults)
    if levels is None:
        return None
    whole = Whole()
    locks = Locks()
    base = levels[0]
    register = Folder(base.place.register, faults, _prefix(base.place.register))
    _read_lists(levels, whole)
    for level in levels:
        _take_matrix(level, whole, faults)
        if level.is_overlay:
            put_on(level, whole, locks)
            whole.protocols += _protocols(level.folder, level.folder.protocols())
        else:
            _read_base(level, register, whole)
            whole.protocols += _protocols(register, register.others(REGISTER))
            if level.head is not None:
                locks.take(level.head, whole)
    check(whole.draft(base.folder.name), faults)
    return _pack(levels, register, whole)


def _pack(levels: Sequence[Level], register: Folder, whole: Whole) -> Pack | None:
    """The pack that *levels*, base first, make; None where a head or the matrix is missing."""
    top = levels[-1]
    refs = _refs(levels, register)
    title, publisher, licence, source, country = [_facts(level) for level in levels][-1]
    if top.head is None or whole.matrix is None or whole.matrix_ref is None:
        return None
    layers = tuple(
        Layer(level.id, level.place.pack, level.folder.content()) for level in reversed(levels)
    )
    found = Layer("", register.source, register.content())
    matrix = whole.matrices[-1][1]
    sources = (*(layer.source for layer in layers), found.source, matrix.source)
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
        words=sources,
        origin=Origin(top.place, layers, found, tuple(whole.matrices)),
        seal=whole.seal,
        workflow=whole.workflow,
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
    levels = [top]
    while (base := levels[-1].base) is not None:
        id_, edition = base.id("id", NAME), base.text("edition", needed=True)
        base.done()
        way = [level.id for level in levels]
        if not NAME.fullmatch(id_) or not edition:  # an id is looked for as a file's name
            return None
        if id_ in way:
            base.note("id", f"stands on itself: {' on '.join((*way, id_))}")
            return None
        if len(levels) > MOST_OVERLAYS:
            base.note("", f"at most {MOST_OVERLAYS} overlays stand on one another")
            return None
        place = levels[-1].place.bases(id_, edition)
        under = None if place is None else _level(place, faults, f"{id_}/")
        if under is None or under.head is None:
            base.note("id", f"no pack {shown(id_)} is here; put it beside this one, or install it")
            return None
        found = under.head.text("edition")
        if found and found != edition:
            base.note("edition", f"the edition {shown(found)} of {shown(id_)} is here")
        levels.append(under)
    levels.reverse()
    return levels


def _read_lists(levels: Sequence[Level], whole: Whole) -> None:
    for level in levels:
        if level.is_overlay:
            read_lists(level, whole)
            continue
        lists = level.folder.part("choices.yaml")
        whole.lists = None if lists is None else build.shared_choices(lists)
        elements = level.folder.part(ELEMENTS, needed=False)
        if elements is None:
            continue
        whole.elements = list(build_catalogue.elements(elements))
        if whole.lists is not None:
            if "elements" in whole.lists:
                elements.note("", 'choices.yaml has a list "elements" already')
            whole.lists["elements"] = build_catalogue.element_choices(elements, whole.elements)
        elements.done()


def _read_base(level: Level, register: Folder, whole: Whole) -> None:
    folder, head = level.folder, level.head
    folder.strangers()
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
    for part in (risks, controls, stops, clauses):
        if part is not None:
            part.done()
    seal, workflow = (folder.part(file, needed=False) for file in RULES)
    if seal is not None:
        whole.seals.append(Placed(seal.address, build_rules.seal_rule(seal)))
    if workflow is not None:
        whole.workflows.append(Placed(workflow.address, build_rules.workflow(workflow)))


def _take_matrix(level: Level, whole: Whole, faults: Faults) -> None:
    """Take the matrix that *level* names; an overlay may name none."""
    head = level.head
    if head is None or (level.is_overlay and "matrix" not in head):
        return
    id_ = head.id("matrix", NAME)
    if not NAME.fullmatch(id_):  # it is looked for as a file's name
        return
    found = matrix_in(level.place.matrices, id_, faults)
    if found is None:
        return
    if level.is_overlay:
        onto(found[0], whole, head)
    whole.matrix, whole.matrix_ref, layer = found
    whole.matrices.append((level.id, layer))


def _refs(levels: Sequence[Level], register: Folder) -> list[PackRef]:
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
    if not level.is_overlay:
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
