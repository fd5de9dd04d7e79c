"""Sheets of an XLSForm as the sections of a form; everything else is listed as left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dpia_wizard.core.condition import DEPTHS, Chosen, Condition
from dpia_wizard.core.form import (
    COLUMN_KINDS,
    KINDS,
    PAGES,
    YPNU,
    Choice,
    Column,
    ColumnKind,
    Help,
    Kind,
    Phase,
    Question,
    Section,
)
from dpia_wizard.packs.build import COMPUTES, CONFIDENCES
from dpia_wizard.packs.part import QUESTION, WORD, shown
from dpia_wizard.packs.xlsform.columns import OWN
from dpia_wizard.packs.xlsform.expressions import Asked, all_of
from dpia_wizard.packs.xlsform.left import Leaving
from dpia_wizard.packs.xlsform.lists import Found, Lists
from dpia_wizard.packs.xlsform.names import id_of, part_of
from dpia_wizard.packs.xlsform.relevance import CELLS
from dpia_wizard.packs.xlsform.rows import (
    Row,
    Texts,
    lists_of,
    rows_of,
    slug,
    source_language,
    unused,
)
from dpia_wizard.packs.xlsform.sheets import Sheet
from dpia_wizard.packs.xlsform.types import CHANGED, KIND, Type, type_of, why_nothing
from dpia_wizard.packs.xlsform.whens import Hanging, Known, when_of
from dpia_wizard.packs.xlsform.write import (
    PART,
    PHASE,
    SECTION,
    SUMMARY,
    TYPES,
)

MOST_SECTIONS = 90
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}[a-z]{0,2})+")
_SECTION_NUMBER = re.compile(r"[0-9]{1,2}")
_PAGES_ALONE = ("risks", "controls", "actions", "review", "extract")
Word = TypeVar("Word", bound=str)
_YES = ("yes", "true", "true()", "1")
_NO = ("no", "false", "false()", "0", "")


@dataclass(frozen=True, slots=True)
class Form:
    """The questions that came in, with what a pack's files need besides.

    ``depth`` is the rule for the depth as the settings write it; ``notes`` are lines for the
    author by question; ``texts`` holds the translations.
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
    source = source_language(rows, settings.fact("default_language"))
    texts = Texts(source, left)
    reader = _Reader(Lists(lists_of(choices, left), texts, elements), left)
    reader.says_required = any(row.fact("required") for row in rows)
    for row in rows:
        reader.take(row)
    return reader.form(settings)


@dataclass(slots=True)
class _Section:
    row: Row
    id: str
    title: str
    phase: str
    page: str
    summary: str = ""
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Group:
    """An open group: a phase, a section, one inside a section, a table, one inside a table, the
    parts of a question, or one that is not carried."""

    what: str
    row: Row
    end: str = "end_group"


@dataclass(slots=True)
class _Reader:
    lists: Lists
    left: Leaving
    says_required: bool = False
    phases: dict[str, str] = field(default_factory=dict)
    sections: list[_Section] = field(default_factory=list)
    stack: list[_Group] = field(default_factory=list)
    ids: dict[str, None] = field(default_factory=dict)
    asked: dict[str, Asked | str] = field(default_factory=dict)
    hanging: dict[str, Hanging] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    computed: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)

    # One row after the other

    def take(self, row: Row) -> None:
        type_ = type_of(row.fact("type"))
        if not type_.word:
            if row.fact("name") or row.texts:
                self._leave(row, "type", "a row without a type is not carried")
            return
        if type_.word.startswith("end_"):
            self._end(row, type_.word)
        elif type_.word == "begin_group":
            self._begin_group(row)
        elif type_.word == "begin_repeat":
            self._begin_repeat(row)
        elif self._inside("skip"):
            self._gone(row, "it is in a repeat that is not carried")
        elif row.own("kind") == PART and part_of(row.fact("name")):
            return
        elif row.own("kind") == SUMMARY and self._inside("section"):
            address = f"section.{self.sections[-1].id}.summary"
            self.sections[-1].summary = self.texts.take(row, "label", address, lines=True)
        elif self._inside("table"):
            self._column(row, type_)
        elif self._inside("cells"):
            self._gone(row, "a person, a file or a signature has its own parts only")
        else:
            self._question(row, type_)

    def _begin_group(self, row: Row) -> None:
        kind = row.own("kind")
        self._tell_looks(row)
        if self._inside("skip"):
            self.stack.append(_Group("skip", row))
        elif self._inside("table"):
            self._tell_group(row, "a group inside a repeat")
            if row.fact("relevant"):
                self._leave(row, "relevant", "columns of a table have no condition")
            self.stack.append(_Group("flat", row))
        elif kind == PHASE and not self.stack:
            self._phase(row)
            self.stack.append(_Group("phase", row))
        elif kind in CELLS:
            self._question(row, Type("begin_group"))
            self.stack.append(_Group("cells", row))
        elif self._inside("section"):
            self._tell_group(row, "a group inside a section")
            self.stack.append(_Group("group", row))
        else:
            self._section(row)
            self.stack.append(_Group("section", row))

    def _begin_repeat(self, row: Row) -> None:
        if self._inside("table") or self._inside("skip"):
            self._leave(row, "type", f"{shown(row.fact('name'))}: no table stands inside another")
            self.stack.append(_Group("skip", row, "end_repeat"))
            return
        self._tell_looks(row)
        self._question(row, Type("begin_repeat"))
        self.stack.append(_Group("table", row, "end_repeat"))

    def _end(self, row: Row, word: str) -> None:
        if not self.stack or self.stack[-1].end != word:
            self._leave(row, "type", f"{word} closes nothing that was begun here")
            return
        group = self.stack.pop()
        if group.what == "table" and not self.sections[-1].questions[-1].columns:
            gone = self.sections[-1].questions.pop()
            self.hanging.pop(gone.id, None)
            self._gone(group.row, "nothing of it could be carried")

    def _inside(self, what: str) -> bool:
        return any(group.what == what for group in self.stack)

    # Phases and sections

    def _phase(self, row: Row) -> None:
        name = row.fact("name")
        id_ = part_of(name) if WORD.fullmatch(part_of(name)) else slug(name, "phase")
        id_ = unused(id_, self.phases)
        self.phases[id_] = self.texts.take(row, "label", f"phase.{id_}.title") or id_

    def _section(self, row: Row) -> None:
        name = row.fact("name")
        known = {section.id for section in self.sections}
        id_ = id_of(name) if row.own("kind") == SECTION else slug(name, "section")
        if not WORD.fullmatch(id_) or id_ in known:
            id_ = unused(slug(name, "section"), known)
        if id_ != name and name:
            self._leave(row, "name", f"{shown(name)} gets the id {id_}")
        title = self.texts.take(row, "label", f"section.{id_}.title") or name or "Questions"
        summary = self.texts.take(row, "hint", f"section.{id_}.summary", lines=True)
        phase = next(reversed(self.phases), "")
        self.sections.append(_Section(row, id_, title, phase, row.own("page"), summary))

    def _tell_group(self, row: Row, what: str) -> None:
        if row.texts:
            self._leave(row, "label", f"{what} has no title in a pack; what is in it stays")

    def _open_section(self) -> _Section:
        """The section that a question belongs to, begun where it stands outside every group."""
        if not self._inside("section") and (not self.sections or self.sections[-1].row.number):
            known = {section.id for section in self.sections}
            id_, phase = unused("questions", known), next(reversed(self.phases), "")
            self.sections.append(_Section(Row(0, {}), id_, "Questions", phase, ""))
        return self.sections[-1]

    # Questions

    def _question(self, row: Row, type_: Type) -> None:
        kind = self._kind(row, type_)
        if not kind:
            return
        section = self._open_section()
        id_ = self._id(row, section)
        choices, values = self._chosen(row, type_, kind, id_)
        if kind in ("single", "multi", "scale") and not choices:
            kind = "text"
        if kind == "computed" and not self._is_computed(row):
            return
        place = f"question.{id_}"
        self.ids[id_] = None
        self.numbers[id_] = row.own("number")
        made = Question(
            id=id_,
            number="",
            label=self._label(row, place),
            kind=kind,
            hint=self.texts.take(row, "hint", f"{place}.hint", lines=True),
            help=self._help(row, place),
            depth=self._one_of(row, "depth", DEPTHS, "light"),
            clauses=tuple(dict.fromkeys(row.own("clauses").replace(",", " ").split())),
            choices=choices,
            add=self.texts.take(row, f"{OWN}add", f"{place}.add") if kind == "table" else "",
            none=self.texts.take(row, f"{OWN}none", f"{place}.none") if kind == "table" else "",
            control=row.own("control") if kind == "measure" else "",
            critical=kind in ("measure", "ypnu") and row.own("critical").lower() in _YES,
            compute=row.own("compute") if kind == "computed" else "",
            optional=self._is_optional(row, kind),
        )
        section.questions.append(made)
        self._name(row, made, "", values)
        outer = tuple(
            (group.row.number, group.row.fact("relevant"))
            for group in self.stack
            if group.row.fact("relevant")
        )
        self.hanging[id_] = Hanging(row.number, row.fact("relevant"), row.own("when"), outer)
        if type_.or_other and choices:
            self._other(section, made, outer)

    def _kind(self, row: Row, type_: Type) -> Kind | None:
        """The kind of question that a row is, or None where it is none."""
        own = row.own("kind")
        for kind in KINDS:
            fits = kind not in ("ypnu", "measure") or self.lists.is_ypnu(type_.list_name)
            if kind == own and TYPES[kind] == type_.word and fits:
                return kind
        if own in KINDS:
            self._leave(row, f"{OWN}kind", f"the type was changed, so it is no more {own}")
        if type_.word == "begin_repeat":
            return "table"
        if type_.word not in KIND:
            self._gone(row, why_nothing(type_.word))
            return None
        self._tell_type(row, type_)
        if type_.word == "select_one" and self.lists.is_ypnu(type_.list_name):
            return "ypnu"
        return "long_text" if _is_long(row, type_) else KIND[type_.word]

    def _tell_type(self, row: Row, type_: Type) -> None:
        if type_.word in CHANGED:
            self._leave(row, "type", f"{type_.word} {CHANGED[type_.word]}")
        if not _is_long(row, type_):
            self._tell_looks(row)

    def _tell_looks(self, row: Row) -> None:
        if row.fact("appearance"):
            self._leave(row, "appearance", f"is not carried: {shown(row.fact('appearance'))}")

    def _id(self, row: Row, section: _Section) -> str:
        name = row.fact("name")
        own = id_of(name)
        if QUESTION.fullmatch(own) and own.startswith(f"{section.id}.") and own not in self.ids:
            return own
        id_ = unused(f"{section.id}.{slug(name, 'question', 40)}", self.ids)
        if id_ != f"{section.id}.{name}":
            self._leave(row, "name", f"{shown(name)} gets the id {id_}")
        return id_

    def _chosen(self, row: Row, type_: Type, kind: str, place: str) -> Found:
        if kind in ("ypnu", "measure"):
            return (), dict(zip(YPNU, YPNU, strict=True))
        if kind == "computed":
            type_ = Type("select_one", row.own("choices"))
        found = self.lists.found(type_, place, row) if type_.list_name else None
        return found or ((), {})

    def _is_computed(self, row: Row) -> bool:
        compute = row.own("compute")
        if compute in COMPUTES and compute not in self.computed:
            self.computed.add(compute)
            return True
        self._gone(row, "the program works out no such thing, or does already")
        return False

    def _is_optional(self, row: Row, kind: str) -> bool:
        if kind in (*CELLS, "computed") or (kind == "table" and row.own("kind")):
            return row.own("optional").lower() in _YES
        required = row.fact("required").lower()
        if required not in (*_YES, *_NO):
            self._leave(row, "required", "an expression is not read; it counts as required")
        return self.says_required and required in _NO

    def _label(self, row: Row, place: str, text: str = "label") -> str:
        label = self.texts.take(row, text, f"{place}.label")
        if not label:
            self._leave(row, "label", f"there is none; {shown(row.fact('name'))} stands for it")
        return label or row.fact("name") or "?"

    def _help(self, row: Row, place: str) -> Help:
        return Help(
            why=self.texts.take(row, "guidance_hint", f"{place}.why", lines=True),
            example=self.texts.take(row, f"{OWN}example", f"{place}.example", lines=True),
            source=row.own("source"),
            confidence=self._one_of(row, "confidence", ("", *CONFIDENCES), ""),
        )

    def _other(
        self, section: _Section, asked: Question, outer: tuple[tuple[int, str], ...]
    ) -> None:
        """The line that ``or_other`` means: asked where other is chosen."""
        id_ = unused(f"{asked.id}_other", self.ids)
        self.ids[id_] = None
        self.others[id_] = asked.id
        section.questions.append(
            Question(id_, "", f"{asked.label} (other)", "text", optional=asked.optional)
        )
        self.hanging[id_] = Hanging(0, outer=outer)

    def _column(self, row: Row, type_: Type) -> None:
        questions = self.sections[-1].questions
        table = questions[-1]
        kind = self._column_kind(row, type_)
        if not kind:
            return
        name = row.fact("name")
        known = [column.id for column in table.columns]
        id_ = part_of(name) or slug(name, "column", 48)
        id_ = unused(id_ if WORD.fullmatch(id_) else slug(name, "column", 48), known)
        place = f"{table.id}.{id_}"
        choices, values = self._chosen(row, type_, kind, place)
        if kind in ("single", "multi", "scale") and not choices:
            kind = "text"
        if row.fact("relevant"):
            self._leave(row, "relevant", f"a column has no condition: {row.fact('relevant')}"[:300])
        if row.fact("required").lower() not in _NO:
            self._leave(row, "required", "a column of a table can always be left open")
        if row.texts.get("guidance_hint"):
            self._leave(row, "guidance_hint", "a column has a hint only")
        address = f"column.{place}"
        hint = self.texts.take(row, "hint", f"{address}.hint", lines=True)
        column = Column(id_, self._label(row, address), kind, choices, hint)
        columns = (*table.columns, column)
        if type_.or_other and choices:
            other = unused(f"{id_}_other", [column.id for column in columns])
            columns = (*columns, Column(other, f"{column.label} (other)"))
        questions[-1] = replace(table, columns=columns)
        self._name(row, table, id_, values)

    def _column_kind(self, row: Row, type_: Type) -> ColumnKind | None:
        for kind in COLUMN_KINDS:
            fits = kind != "ypnu" or self.lists.is_ypnu(type_.list_name)
            if kind == row.own("kind") and TYPES[kind] == type_.word and fits:
                return kind
        found = KIND.get(type_.word)
        if found is None or found == "file":
            self._gone(row, why_nothing(type_.word))
            return None
        self._tell_type(row, type_)
        if type_.word == "select_one" and self.lists.is_ypnu(type_.list_name):
            return "ypnu"
        if _is_long(row, type_):
            return "long_text"
        return next(kind for kind in COLUMN_KINDS if kind == found)

    # What is found later

    def form(self, settings: Row) -> Form:
        """The form, when every row was taken."""
        for group in self.stack:
            self._leave(group.row, "type", f"{shown(group.row.fact('name'))} is begun, never ended")
        sections = [s for s in self.sections if s.questions or s.page in _PAGES_ALONE]
        for section in self.sections:
            if section not in sections:
                self._leave(section.row, "name", f"the section {section.id} has no question left")
        if len(sections) > MOST_SECTIONS:
            self._leave(sections[MOST_SECTIONS].row, "name", "sections from here on are left out")
        sections = sections[:MOST_SECTIONS]
        title = settings.fact("form_title") or "Questions"
        phases = {s.phase for s in sections}
        if "" in phases or not phases:  # a section that stands before every phase is in the first
            first = next((id_ for id_ in self.phases if id_ in phases), "form")
            self.phases.setdefault(first, " ".join(title.split()))
            for section in sections:
                section.phase = section.phase or first
            phases.add(first)
        whens, notes = self._whens(sections)
        numbers = self._section_numbers(sections)
        return Form(
            settings=settings,
            phases=tuple(Phase(id_, text) for id_, text in self.phases.items() if id_ in phases),
            sections=tuple(
                Section(
                    section.id,
                    number,
                    section.title,
                    section.phase,
                    next((page for page in PAGES if page == section.page), "questions"),
                    section.summary,
                    tuple(
                        replace(question, number=self.numbers[question.id], when=whens[question.id])
                        for question in self._numbered(section, number)
                    ),
                )
                for section, number in zip(sections, numbers, strict=True)
            ),
            shared=self.lists.shared,
            texts=self.texts,
            notes=notes,
        )

    def _whens(
        self, sections: Iterable[_Section]
    ) -> tuple[dict[str, Condition | None], dict[str, str]]:
        questions = {q.id: q for section in sections for q in section.questions}
        known = Known(self.asked, questions, {id_: at for at, id_ in enumerate(questions)})
        whens: dict[str, Condition | None] = {}
        notes = {}
        for id_ in questions:
            whens[id_], note = when_of(id_, self.hanging[id_], known, self.left)
            if note:
                notes[id_] = note
            if id_ in self.others:
                chosen = Chosen(self.others[id_], ("other",))
                found = whens[id_]
                whens[id_] = chosen if found is None else all_of([found, chosen])
        return whens, notes

    def _section_numbers(self, sections: list[_Section]) -> list[int]:
        """The numbers that the workbook gives while they rise; else 1, 2, 3."""
        said = [section.row.own("number") for section in sections]
        if all(_SECTION_NUMBER.fullmatch(number) for number in said):
            numbers = [int(number) for number in said]
            if numbers == sorted(set(numbers)):
                return numbers
        if any(said):
            self.left.note("survey", 0, f"{OWN}number", "the sections are numbered anew")
        return list(range(1, len(sections) + 1))

    def _numbered(self, section: _Section, number: int) -> list[Question]:
        """The questions of *section*, each with a number of its own."""
        taken = {said for said in self.numbers.values() if _NUMBER.fullmatch(said)}
        at = 1
        for question in section.questions:
            said = self.numbers.get(question.id, "")
            if not _NUMBER.fullmatch(said) or said in self.given:
                while (said := _numbered(number, at)) in taken or said in self.given:
                    at += 1
            self.given.add(said)
            self.numbers[question.id] = said
        return section.questions

    # What is told

    @property
    def texts(self) -> Texts:
        return self.lists.texts

    def _name(self, row: Row, question: Question, column: str, values: Mapping[str, str]) -> None:
        """Let conditions of later questions look at a question or column by its name."""
        name = row.fact("name")
        if name in self.asked:
            self._leave(row, "name", f"{shown(name)} is there twice; conditions look at the first")
        self.asked.setdefault(name, Asked(question, column, values))

    def _gone(self, row: Row, why: str) -> None:
        name = row.fact("name")
        self._leave(row, "type", f"{shown(row.fact('type'))} {shown(name)} is left out: {why}")
        self.asked[name] = f"{shown(name)} is left out"

    def _leave(self, row: Row, column: str, sentence: str) -> None:
        self.left.note("survey", row.number, column, sentence)

    def _one_of(self, row: Row, name: str, known: tuple[Word, ...], instead: Word) -> Word:
        said = row.own(name).strip()
        found = next((value for value in known if value == said), None)
        if said and found is None:
            self._leave(row, OWN + name, f"{shown(said)} is none of {', '.join(known)}")
        return instead if found is None else found


def _is_long(row: Row, type_: Type) -> bool:
    return type_.word == "text" and row.fact("appearance") == "multiline"


def _numbered(section: int, at: int) -> str:
    """The number of a question; no part of one has four digits."""
    return f"{section}.{at}" if at < 1_000 else f"{section}.{at // 1_000}.{at % 1_000}"
