"""What the program works out from other answers, shown where it is asked about."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core import condition, workflow
from dpia_wizard.core.condition import DEPTHS
from dpia_wizard.core.form import Question
from dpia_wizard.core.model import Row
from dpia_wizard.gui.answers.base import AnswerField, WordsField, caption, captioned
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.words import _, count, isolate, start_rtl_line

Line = tuple[str, str, str]
"""A sign, words, and the place that a link leads to ("" for none)."""

SEVERE = ("high", "severe")


class ComputedAnswer(AnswerField):
    """Lines with links; for the depth also a way to go deeper or less deep, with a reason."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        self._shown: tuple[Line, ...] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        nest(self.column, self._lines)
        self._depth: ChoiceRow | None = None
        self._reason: WordsField | None = None
        self._reason_holder: QWidget | None = None
        if question.compute == "depth":
            self._build_depth()
        self.refresh()

    def refresh(self) -> None:
        lines = tuple(self._computed())
        if lines != self._shown:
            self._shown = lines
            self._show(lines)
        if self._depth is not None:
            self._refresh_depth(self._depth)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        if self._depth is not None:
            self._depth.set_read_only(read_only)
        if self._reason is not None:
            self._reason.edit.set_read_only(read_only)

    def first_control(self) -> QWidget | None:
        if self._depth is not None:
            return self._depth
        return self.findChild(LinkButton)

    def _show(self, lines: tuple[Line, ...]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for sign, words, place in lines:
            widget: QWidget
            if place:
                link = LinkButton(words, sign=sign, wrap=True)
                link.clicked.connect(lambda _checked=False, to=place: self.go.emit(to))
                widget = link
            elif sign:
                widget = SignLabel(sign, words, role="body", wrap=True)
            else:
                widget = PlainLabel(words, wrap=True)
            self._lines.addWidget(widget)

    # What is computed

    def _computed(self) -> Iterator[Line]:
        editing = self.open.editing
        match self.question.compute:
            case "reference":
                yield "", isolate(editing.assessment.reference), ""
            case "status":
                stage = self.open.stage()
                edition = workflow.edition(editing.assessment)
                yield "", _("{stage}, edition {n}").format(stage=stage, n=edition), ""
            case "depth":
                yield from self._depth_lines()
            case "severe_elements":
                yield from self._severe_elements()
            case "flow_list":
                yield from self._flow_list()
            case "children_views":
                yield from self._children_views()
            case "stop_conditions":
                yield from self._stops()

    def _depth_lines(self) -> Iterator[Line]:
        seen = self.open.editing.seen
        computed = seen.computed_depth()
        rule = seen.form.depth_rule
        because = condition.because(rule.full if computed == "full" else rule.light, seen)
        numbers = [isolate(seen.form.by_id[q].number) for q in because if q in seen.form.by_id]
        name = self.wording.depth(computed)
        if numbers and computed != "standard":
            words = _("{depth}, because of the answers to {questions}").format(
                depth=name, questions=_(", ").join(numbers)
            )
        else:
            words = _("{depth}, as far as the answers tell").format(depth=name)
        yield "", words, ""

    def _severe_elements(self) -> Iterator[Line]:
        found = list(self._rows_with_scale())
        if not found:
            yield "", _("Nothing of high or severe sensitivity is in the inventory yet."), ""
        for question, row, level in found:
            first = question.columns[0]
            cell = row.cells.get(first.id, "")
            values = (cell,) if isinstance(cell, str) else tuple(cell)
            names = [self._name(question, first.id, value) for value in values if value]
            words = _("{thing}: {sensitivity}").format(
                thing=_(", ").join(names) or _("No name yet"), sensitivity=level
            )
            yield "dash", words, ""

    def _rows_with_scale(self) -> Iterator[tuple[Question, Row, str]]:
        editing = self.open.editing
        for question in editing.pack.form.by_id.values():
            scale = next((c for c in question.columns if c.kind == "scale"), None)
            if scale is None or question.id not in editing.seen.active:
                continue
            for row in editing.assessment.rows_of(question.id):
                chosen = row.cells.get(scale.id, "")
                if chosen in SEVERE and isinstance(chosen, str):
                    yield question, row, self.wording.choice(question, chosen, scale.id)

    def _name(self, question: Question, column: str, value: str) -> str:
        kind = next(c.kind for c in question.columns if c.id == column)
        chosen = kind in ("single", "multi", "scale", "ypnu")
        return self.wording.choice(question, value, column) if chosen else value

    def _flow_list(self) -> Iterator[Line]:
        editing = self.open.editing
        section = editing.pack.form.section_of[self.question.id]
        table = next((q for q in section.questions if q.kind == "table"), None)
        rows = editing.assessment.rows_of(table.id) if table is not None else ()
        if table is None or not rows:
            yield "", _("No step of the flow is written down yet."), ""
            return
        for at, row in enumerate(rows, 1):
            parts = []
            for column in table.columns:
                cell = row.cells.get(column.id, "")
                values = (cell,) if isinstance(cell, str) else tuple(cell)
                parts += [self._name(table, column.id, value) for value in values if value]
            words = _("{number}. {words}").format(number=at, words=_(", ").join(parts))
            yield "", start_rtl_line(words), ""

    def _children_views(self) -> Iterator[Line]:
        editing = self.open.editing
        section = next((s for s in editing.pack.form.sections if s.id == "consultation"), None)
        if section is None:
            yield "", _("This form has no section on hearing from children."), ""
            return
        written = 0
        for question in section.questions:
            value = editing.assessment.value(question.id)
            rows = editing.assessment.rows_of(question.id)
            if isinstance(value, str) and question.kind in ("long_text", "text") and value:
                yield "", value, ""
                written += 1
            elif rows:
                words = count("{n} row in {number}", "{n} rows in {number}", len(rows))
                yield "dash", words.format(number=isolate(question.number)), ""
                written += 1
        if not written:
            yield "", _("Nothing is written down yet on what children said."), ""
        yield "arrow-next", self.wording.section(section.id), section.id

    def _stops(self) -> Iterator[Line]:
        held = [stop for stop in self.open.editing.stops if stop.holds]
        if not held:
            yield "check", _("No stop condition holds."), ""
        for stop in held:
            id = stop.condition.id
            words = _("{id} {text}").format(id=isolate(id), text=self.wording.stop(id))
            yield "warning", start_rtl_line(words), ""
            lifts = self.wording.stop(id, "lifts")
            if stop.condition.place:
                yield "arrow-next", lifts, stop.condition.place
            else:
                yield "", lifts, ""

    # The depth

    def _build_depth(self) -> None:
        options = [Choice("", _("As computed"))]
        options += [Choice(depth, self.wording.depth(depth)) for depth in DEPTHS]
        self._depth = ChoiceRow(options, name=_("How deep to go"))
        self._depth.setObjectName(self.question.id)
        self._depth.edited.connect(self._set_depth)
        self.column.addWidget(caption(_("Go deeper, or less deep"), self._depth))
        self.column.addWidget(self._depth)
        edit = PlainTextEdit(name=_("Why another depth"), lines=1)
        self._reason = WordsField(self, "note", edit)
        self._reason_holder = captioned(_("Why another depth than computed"), edit)
        self.column.addWidget(self._reason_holder)

    def _refresh_depth(self, row: ChoiceRow) -> None:
        answer = self.answer
        said = answer.value if isinstance(answer.value, str) else ""
        row.show_value(said)
        if self._reason is not None and self._reason_holder is not None:
            self._reason.show(answer.note)
            self._reason_holder.setVisible(bool(said or answer.note))

    def _set_depth(self, value: str | None) -> None:
        self.commit(lambda: self.open.editing.answer(self.question.id, value=value or None))
