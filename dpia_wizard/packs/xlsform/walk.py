"""The rows of a form one after the other: what opens, what closes, and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dpia_wizard.core.form import Question
from dpia_wizard.packs.part import WORD, shown
from dpia_wizard.packs.xlsform.names import id_of, part_of
from dpia_wizard.packs.xlsform.questions import Maker
from dpia_wizard.packs.xlsform.relevance import CELLS
from dpia_wizard.packs.xlsform.row_types import Type, type_of
from dpia_wizard.packs.xlsform.rows import Row, Texts, slug, unused
from dpia_wizard.packs.xlsform.whens import Hanging
from dpia_wizard.packs.xlsform.write import PART, PHASE, SECTION, SUMMARY


@dataclass(slots=True)
class Drawn:
    """A section while questions are still put into it."""

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
class Walk:
    """What the rows taken so far have made.

    ``numbers`` are those that the rows give their questions, ``others`` the questions that stand
    for "other", with the question they belong to; ``stack`` holds what is open.
    """

    maker: Maker
    phases: dict[str, str] = field(default_factory=dict)
    sections: list[Drawn] = field(default_factory=list)
    hanging: dict[str, Hanging] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    stack: list[_Group] = field(default_factory=list)

    def take(self, row: Row) -> None:
        """Take the next row."""
        type_ = type_of(row.fact("type"))
        if not type_.word:
            if row.fact("name") or row.texts:
                self.maker.leave(row, "type", "a row without a type is not carried")
            return
        if type_.word.startswith("end_"):
            self._end(row, type_.word)
        elif type_.word == "begin_group":
            self._begin_group(row)
        elif type_.word == "begin_repeat":
            self._begin_repeat(row)
        elif self._inside("skip"):
            self.maker.gone(row, "it is in a repeat that is not carried")
        elif row.own("kind") == PART and part_of(row.fact("name")):
            return
        elif row.own("kind") == SUMMARY and self._inside("section"):
            address = f"section.{self.sections[-1].id}.summary"
            self.sections[-1].summary = self._texts.take(row, "label", address, lines=True)
        elif self._inside("table"):
            table = self.sections[-1].questions[-1]
            columns = self.maker.columns(row, type_, table)
            self.sections[-1].questions[-1] = replace(table, columns=columns)
        elif self._inside("cells"):
            self.maker.gone(row, "a person, a file or a signature has its own parts only")
        else:
            self._question(row, type_)

    def _begin_group(self, row: Row) -> None:
        kind = row.own("kind")
        self.maker.tell_looks(row)
        if self._inside("skip"):
            self.stack.append(_Group("skip", row))
        elif self._inside("table"):
            self._tell_group(row, "a group inside a repeat")
            if row.fact("relevant"):
                self.maker.leave(row, "relevant", "columns of a table have no condition")
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
            self.maker.leave(
                row, "type", f"{shown(row.fact('name'))}: no table stands inside another"
            )
            self.stack.append(_Group("skip", row, "end_repeat"))
            return
        self.maker.tell_looks(row)
        self._question(row, Type("begin_repeat"))
        self.stack.append(_Group("table", row, "end_repeat"))

    def _end(self, row: Row, word: str) -> None:
        if not self.stack or self.stack[-1].end != word:
            self.maker.leave(row, "type", f"{word} closes nothing that was begun here")
            return
        group = self.stack.pop()
        if group.what == "table" and not self.sections[-1].questions[-1].columns:
            gone = self.sections[-1].questions.pop()
            self.hanging.pop(gone.id, None)
            self.maker.gone(group.row, "nothing of it could be carried")

    def _inside(self, what: str) -> bool:
        return any(group.what == what for group in self.stack)

    def _phase(self, row: Row) -> None:
        name = row.fact("name")
        id_ = part_of(name) if WORD.fullmatch(part_of(name)) else slug(name, "phase")
        id_ = unused(id_, self.phases)
        self.phases[id_] = self._texts.take(row, "label", f"phase.{id_}.title") or id_

    def _section(self, row: Row) -> None:
        name = row.fact("name")
        known = {section.id for section in self.sections}
        id_ = id_of(name) if row.own("kind") == SECTION else slug(name, "section")
        if not WORD.fullmatch(id_) or id_ in known:
            id_ = unused(slug(name, "section"), known)
        if id_ != name and name:
            self.maker.leave(row, "name", f"{shown(name)} gets the id {id_}")
        title = self._texts.take(row, "label", f"section.{id_}.title") or name or "Questions"
        summary = self._texts.take(row, "hint", f"section.{id_}.summary", lines=True)
        phase = next(reversed(self.phases), "")
        self.sections.append(Drawn(row, id_, title, phase, row.own("page"), summary))

    def _tell_group(self, row: Row, what: str) -> None:
        if row.texts:
            self.maker.leave(row, "label", f"{what} has no title in a pack; what is in it stays")

    def _open_section(self) -> Drawn:
        """The section that a question belongs to, begun where it stands outside every group."""
        if not self._inside("section") and (not self.sections or self.sections[-1].row.number):
            known = {section.id for section in self.sections}
            id_, phase = unused("questions", known), next(reversed(self.phases), "")
            self.sections.append(Drawn(Row(0, {}), id_, "Questions", phase, ""))
        return self.sections[-1]

    def _question(self, row: Row, type_: Type) -> None:
        section = self._open_section()
        made = self.maker.question(row, type_, section.id)
        if made is None:
            if not section.questions and not section.row.number:
                self.sections.pop()  # it was opened for this row only
            return
        section.questions.append(made)
        self.numbers[made.id] = row.own("number")
        outer = tuple(
            (group.row.number, group.row.fact("relevant"))
            for group in self.stack
            if group.row.fact("relevant")
        )
        self.hanging[made.id] = Hanging(row.number, row.fact("relevant"), row.own("when"), outer)
        if type_.or_other and made.choices:
            self._other(section, made, outer)

    def _other(self, section: Drawn, asked: Question, outer: tuple[tuple[int, str], ...]) -> None:
        """The line that ``or_other`` means: asked where other is chosen."""
        id_ = unused(f"{asked.id}_other", self.maker.ids)
        self.maker.ids[id_] = None
        self.others[id_] = asked.id
        section.questions.append(
            Question(id_, "", f"{asked.label} (other)", "text", optional=asked.optional)
        )
        self.hanging[id_] = Hanging(0, outer=outer)

    @property
    def _texts(self) -> Texts:
        return self.maker.texts
