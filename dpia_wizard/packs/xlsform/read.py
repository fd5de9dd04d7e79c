"""Sheets of an XLSForm as the sections of a form; everything else is listed as left."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dpia_wizard.core.condition import Chosen, Condition
from dpia_wizard.core.form import PAGES, Choice, Page, Phase, Question, Section
from dpia_wizard.packs.part import shown
from dpia_wizard.packs.xlsform.columns import OWN
from dpia_wizard.packs.xlsform.comparing import all_of
from dpia_wizard.packs.xlsform.left import Leaving
from dpia_wizard.packs.xlsform.lists import OTHER, Lists
from dpia_wizard.packs.xlsform.questions import Maker
from dpia_wizard.packs.xlsform.rows import Row, Texts, lists_of, rows_of, source_language
from dpia_wizard.packs.xlsform.sheets import Sheet
from dpia_wizard.packs.xlsform.walk import Drawn, Walk
from dpia_wizard.packs.xlsform.whens import Known, when_of

MOST_SECTIONS = 90
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}[a-z]{0,2})+")
_SECTION_NUMBER = re.compile(r"[0-9]{1,2}")
_PAGES_ALONE = ("risks", "controls", "actions", "review", "extract")


@dataclass(frozen=True, slots=True)
class Form:
    """The questions that came in, with what a pack's files need besides.

    ``notes`` are lines for the author by question; ``texts`` holds the translations.
    """

    settings: Row
    phases: tuple[Phase, ...]
    sections: tuple[Section, ...]
    shared: Mapping[str, tuple[Choice, ...]]
    texts: Texts
    notes: Mapping[str, str]


def form_of(sheets: Mapping[str, Sheet], elements: tuple[Choice, ...], left: Leaving) -> Form:
    """The form on *sheets*; *elements* are those of the pack it comes back to."""
    settings = next(iter(rows_of(sheets.get("settings"), left)), Row(0, {}))
    rows = rows_of(sheets.get("survey"), left)
    choices = rows_of(sheets.get("choices"), left)
    texts = Texts(source_language(rows, settings.fact("default_language")), left)
    maker = Maker(Lists(lists_of(choices, left), texts, elements), left)
    maker.says_required = any(row.fact("required") for row in rows)
    walk = Walk(maker)
    for row in rows:
        walk.take(row)
    return _whole(walk, settings, left)


def _whole(walk: Walk, settings: Row, left: Leaving) -> Form:
    for group in walk.stack:
        name = shown(group.row.fact("name"))
        left.note("survey", group.row.number, "type", f"{name} is begun and never ended")
    sections = _kept(walk, left)
    phases = _phases(walk, sections, " ".join(settings.fact("form_title").split()))
    whens, notes = _whens(walk, sections, left)
    numbers = _section_numbers(sections, left)
    given: set[str] = set()
    made = []
    for section, number in zip(sections, numbers, strict=True):
        page: Page = next((page for page in PAGES if page == section.page), "questions")
        questions = tuple(
            replace(question, number=said, when=whens[question.id])
            for question, said in _numbered(section.questions, number, walk.numbers, given)
        )
        facts = (section.id, number, section.title, section.phase)
        made.append(Section(*facts, page, section.summary, questions))
    shared = walk.maker.lists.shared
    return Form(settings, phases, tuple(made), shared, walk.maker.texts, notes)


def _kept(walk: Walk, left: Leaving) -> list[Drawn]:
    """The sections that have something in them."""
    kept = [s for s in walk.sections if s.questions or s.page in _PAGES_ALONE]
    for section in walk.sections:
        if section not in kept and section.row.number:
            sentence = f"the section {section.id} has no question left"
            left.note("survey", section.row.number, "name", sentence)
    for section in kept[MOST_SECTIONS:]:
        left.note("survey", section.row.number, "name", f"the section {section.id} is one too many")
    return kept[:MOST_SECTIONS]


def _phases(walk: Walk, sections: Sequence[Drawn], title: str) -> tuple[Phase, ...]:
    """The phases that have a section; a section before every phase is in the first."""
    used = {section.phase for section in sections}
    titles = dict(walk.phases)
    if "" in used or not used:
        first = next((id_ for id_ in titles if id_ in used), "form")
        titles.setdefault(first, title or "Questions")
        for section in sections:
            section.phase = section.phase or first
        used.add(first)
    return tuple(Phase(id_, text) for id_, text in titles.items() if id_ in used)


def _whens(
    walk: Walk, sections: Sequence[Drawn], left: Leaving
) -> tuple[dict[str, Condition | None], dict[str, str]]:
    """The condition of each question, and a line for the author where one cannot be read."""
    questions = {q.id: q for section in sections for q in section.questions}
    order = {id_: at for at, id_ in enumerate(questions)}
    known = Known(walk.maker.asked, questions, order)
    whens: dict[str, Condition | None] = {}
    notes = {}
    for id_ in questions:
        whens[id_], note = when_of(id_, walk.hanging[id_], known, left)
        if note:
            notes[id_] = note
        if id_ in walk.others:
            chosen, found = Chosen(walk.others[id_], (OTHER,)), whens[id_]
            whens[id_] = chosen if found is None else all_of([found, chosen])
    return whens, notes


def _section_numbers(sections: Sequence[Drawn], left: Leaving) -> list[int]:
    """The numbers that the workbook gives while they rise; else 1, 2, 3."""
    said = [section.row.own("number") for section in sections]
    if all(_SECTION_NUMBER.fullmatch(number) for number in said):
        numbers = [int(number) for number in said]
        if numbers == sorted(set(numbers)):
            return numbers
    if any(said):
        left.note("survey", 0, f"{OWN}number", "the sections are numbered anew")
    return list(range(1, len(sections) + 1))


def _numbered(
    questions: Sequence[Question], section: int, numbers: Mapping[str, str], given: set[str]
) -> list[tuple[Question, str]]:
    """Each question with its number, or with one that no other has; what is *given* grows."""
    taken = {said for said in numbers.values() if _NUMBER.fullmatch(said)}
    found = []
    at = 1
    for question in questions:
        said = numbers.get(question.id, "")
        if not _NUMBER.fullmatch(said) or said in given:
            while (said := _number(section, at)) in taken or said in given:
                at += 1
        given.add(said)
        found.append((question, said))
    return found


def _number(section: int, at: int) -> str:
    """The number of a question; no part of one has four digits."""
    return f"{section}.{at}" if at < 1_000 else f"{section}.{at // 1_000}.{at % 1_000}"
