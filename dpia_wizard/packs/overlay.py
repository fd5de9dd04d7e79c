"""Put an overlay on what is under it: its own records in their places, nothing loosened."""

from __future__ import annotations

from dataclasses import replace

from dpia_wizard.core.catalogue import CatalogueRisk
from dpia_wizard.core.form import Choice, Question
from dpia_wizard.core.matrix import MatrixMapping, RiskMatrix
from dpia_wizard.packs import build, build_catalogue, build_rules
from dpia_wizard.packs.build import Placed
from dpia_wizard.packs.folder import ELEMENTS, OVERLAY_FILES, RULES, Folder
from dpia_wizard.packs.hiding import hide
from dpia_wizard.packs.locks import Locks, drawn_of, may_be_added_to
from dpia_wizard.packs.part import WORD, Part, nearest, shown
from dpia_wizard.packs.whole import Drawn, Level, Whole

FIXED = ("depth", "phases", "language")
"""Keys of a base that an overlay leaves as they are."""


def read_lists(level: Level, whole: Whole) -> None:
    """Take the overlay's own lists, its own choices in lists that are there, its own elements."""
    part = level.folder.part("choices.yaml", needed=False)
    if "choices.yaml" in level.folder.unread:
        whole.lists = None
    if part is not None and whole.lists is not None:
        added = part.part("add", needed=False)
        if added is not None:
            for key in added.every_key():
                _add(added, key, whole, level)
        for key in part.every_key():
            if key == "add":
                continue
            if not WORD.fullmatch(key):
                part.note(key, "a list's id is small letters, digits and _")
            if key in whole.lists:
                part.note(key, "is a list of the base; put your own choices under add")
                continue
            whole.lists[key] = build.choice_list(part, key)
    elements = level.folder.part(ELEMENTS, needed=False)
    if elements is not None:
        placed = build_catalogue.elements(elements)
        own = build_catalogue.element_choices(elements, placed)
        known = {p.record.id for p in whole.elements}
        whole.elements.extend(placed)
        if whole.lists is not None:
            there = whole.lists.get("elements", ())
            others = tuple(choice for choice in there if choice.id not in known)
            first = tuple(choice for choice in there if choice.id in known)
            whole.lists["elements"] = (*first, *own, *others)
        elements.done()


def _add(added: Part, key: str, whole: Whole, level: Level) -> None:
    lists = whole.lists or {}
    if key not in lists or key == "elements":
        added.note(key, f"no list {shown(key)} is under this overlay{nearest(key, lists)}")
        added.value(key)
        return
    known = {choice.id for choice in lists[key]}
    own: list[Choice] = []
    for choice_part, choice in zip(added.values(key), build.choice_list(added, key), strict=False):
        if choice.id in known:
            at = f"{key}[{len(own)}]" if choice_part else key
            added.note(at, f"{shown(choice.id)} is in the list already")
        own.append(choice)
    lists[key] = (*lists[key], *own)
    level.added.append((added, key))


def put_on(level: Level, whole: Whole, locks: Locks) -> None:
    """Put the overlay's own records to those of *whole*, then take out what it hides."""
    folder, head = level.folder, level.head
    folder.strangers(OVERLAY_FILES)
    before = _all_ids(whole)
    for added, key in level.added:
        _check_added(added, key, whole, locks)
    _read_sections(folder, whole)
    _read_questions(folder, whole)
    _read_catalogue(folder, whole)
    _read_clauses(folder, whole)
    _read_rules(folder, whole)
    whole.questions_are_known &= not any(
        file.startswith("sections/") or file == "questions.yaml" for file in folder.unread
    )
    if head is None:
        return
    for key in FIXED:
        if key in head:
            head.note(key, "stays as it is in the base; an overlay cannot change it")
            head.value(key)
    own = _all_ids(whole) - before
    hide(head, whole, locks, own)
    locks.take(head, whole)


def onto(matrix: RiskMatrix, whole: Whole, at: Part) -> None:
    """Move the starting levels of the risks so far to the overlay's *matrix*, where they may lie
    between two points to the higher."""
    under = whole.matrix
    if under is None or under.id == matrix.id:
        return
    mapping = next((m for m in matrix.mappings if m.matrix == under.id), None)
    if mapping is None:
        at.note(
            "matrix", f"{shown(matrix.id)} does not say what the ratings of {shown(under.id)} are"
        )
        return
    loose = [
        level.id
        for level in under.levels
        if under.is_above_tolerance(level.id)
        and not all(matrix.is_above_tolerance(id_) for id_ in mapping.levels.get(level.id, ()))
    ]
    if loose:
        at.note("matrix", f"{shown(matrix.id)} tolerates what is {shown(loose[0])} in the base")
    whole.risks[:] = [
        Placed(placed.at, _moved(placed.record, mapping, matrix)) for placed in whole.risks
    ]


def _moved(risk: CatalogueRisk, mapping: MatrixMapping, matrix: RiskMatrix) -> CatalogueRisk:
    likelihoods = mapping.likelihoods.get(risk.likelihood, (risk.likelihood,))
    severities = mapping.severities.get(risk.severity, (risk.severity,))
    ranks = {p.id: p.rank for p in (*matrix.likelihoods, *matrix.severities)}
    return replace(
        risk,
        likelihood=max(likelihoods, key=lambda id_: ranks.get(id_, 0)),
        severity=max(severities, key=lambda id_: ranks.get(id_, 0)),
    )


def _check_added(added: Part, key: str, whole: Whole, locks: Locks) -> None:
    for drawn in whole.sections:
        for placed in drawn.questions:
            question = placed.record
            for column in (None, *question.columns):
                choices = question.choices if column is None else column.choices
                offers = any(choice.address.startswith(f"choice.{key}.") for choice in choices)
                if offers and not may_be_added_to(question, column, whole, locks):
                    added.note(key, f"{shown(question.id)} rests on this list as it is")
                    return


def _read_sections(folder: Folder, whole: Whole) -> None:
    for file in folder.sections(needed=False):
        part = folder.part(file)
        if part is None:
            continue
        after = part.id("after")
        section, placed = build.section(part, whole.lists)
        drawn = Drawn(part.address, section, list(placed))
        known = [found.section.id for found in whole.sections]
        if after in known:
            whole.sections.insert(known.index(after) + 1, drawn)
            continue
        if after:
            part.note("after", f"no section {shown(after)}{nearest(after, known)}")
        whole.sections.append(drawn)


def _read_questions(folder: Folder, whole: Whole) -> None:
    part = folder.part("questions.yaml", needed=False)
    if part is None:
        return
    last: dict[str, str] = {}  # where the one before with the same "after" went
    for inner in part.parts("questions", needed=True):
        section, after = inner.id("section"), inner.text("after")
        question = build.question(inner, section, whole.lists)
        drawn = drawn_of(whole, section)
        if drawn is None:
            if section:
                known = [found.section.id for found in whole.sections]
                inner.note("section", f"no section {shown(section)}{nearest(section, known)}")
            continue
        if drawn.section.page not in ("questions", "review"):
            inner.note("section", f"the page {drawn.section.page} shows no questions")
        _place(inner, drawn, Placed(inner.address, question), after, last)
    part.done()


def _place(
    part: Part, drawn: Drawn, placed: Placed[Question], after: str, last: dict[str, str]
) -> None:
    ids = [found.record.id for found in drawn.questions]
    if not after:
        drawn.questions.append(placed)
    elif after not in ids:
        part.note("after", f"no question {shown(after)} in that section{nearest(after, ids)}")
        drawn.questions.append(placed)
    else:
        drawn.questions.insert(ids.index(last.get(after, after)) + 1, placed)
        last[after] = placed.record.id


def _read_catalogue(folder: Folder, whole: Whole) -> None:
    risks = folder.part("risks.yaml", needed=False)
    if risks is not None:
        groups = build_catalogue.groups(risks, needed=False)
        whole.risks.extend(build_catalogue.risks(risks))
        if whole.groups is not None:
            whole.groups.extend(groups)
    controls = folder.part("controls.yaml", needed=False)
    if controls is not None:
        found = build_catalogue.controls(controls)
        if whole.controls is not None:
            whole.controls.extend(found)
    stops = folder.part("stop_conditions.yaml", needed=False)
    if stops is not None:
        whole.stop_conditions.extend(build_catalogue.stop_conditions(stops))
    for part in (risks, controls, stops):
        if part is not None:
            part.done()
    if "controls.yaml" in folder.unread:
        whole.controls = None
    if "risks.yaml" in folder.unread:
        whole.groups = None


def _read_clauses(folder: Folder, whole: Whole) -> None:
    part = folder.part("clauses.yaml", needed=False)
    if part is None:
        if "clauses.yaml" in folder.unread:
            whole.clauses = None
        return
    numbers = part.part("numbers", needed=False)
    own = build_catalogue.clauses(part, needed=False)
    part.done()
    if whole.clauses is None:
        return
    if numbers is not None:
        known = {placed.record.id: index for index, placed in enumerate(whole.clauses)}
        for key in numbers.every_key():
            number = numbers.text(key)
            if key not in known:
                numbers.note(key, f"no clause {shown(key)}{nearest(key, known)}")
            elif number:
                placed = whole.clauses[known[key]]
                whole.clauses[known[key]] = Placed(placed.at, replace(placed.record, number=number))
    whole.clauses.extend(own)


def _read_rules(folder: Folder, whole: Whole) -> None:
    seal, workflow = (folder.part(file, needed=False) for file in RULES)
    if seal is not None:
        tighter = build_rules.tightened_seal(seal, whole.seal)
        whole.seals.append(Placed(seal.address, tighter))
    if workflow is not None:
        asks_more = build_rules.tightened_workflow(workflow, whole.workflow)
        whole.workflows.append(Placed(workflow.address, asks_more))


def _all_ids(whole: Whole) -> set[str]:
    found = {placed.record.id for drawn in whole.sections for placed in drawn.questions}
    for records in (whole.risks, whole.controls or ()):
        found |= {placed.record.id for placed in records}
    return found
