"""Help with one question: why we ask, a good answer, the protocol, and what the answer does."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dpia_wizard.core.form import Question
from dpia_wizard.gui.editor.effects import Effect, effects
from dpia_wizard.gui.editor.places import numbered
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.words import _, count, isolate

_FIRST_RISKS = 4
"""How many risks an answer's effects name at once; the others are a press away."""


class Guidance(QWidget):
    """Follows the current question. `hidden_by_person`: it shall go; `go` asks for a place."""

    hidden_by_person = Signal()
    go = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = open_
        self._question: Question | None = None
        self._shown: tuple[Effect, ...] = ()
        self._shows_all = False
        self._links: list[LinkButton] = []
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        nest(column, self._head())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(_("Help"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(self._scroll, 1)
        self._inside = QWidget()
        self._inside.setProperty("ground", "surface")
        self._texts = QVBoxLayout(self._inside)
        self._texts.setContentsMargins(0, 0, 4, 0)
        self._texts.setSpacing(4)
        self._build()
        self._scroll.setWidget(self._inside)
        self._source = PlainLabel("", role="small_muted", wrap=True)
        column.addWidget(self._source)
        self.setFocusProxy(self._scroll)
        self.show_place("")

    @property
    def question(self) -> Question | None:
        """The question that help is shown for."""
        return self._question

    def show_place(self, place: str) -> None:
        """Show the help for the question *place*; for anything else, that there is none."""
        question = self.open.editing.pack.form.by_id.get(place)
        if question is not None and question is self._question:
            self.refresh()
            return
        self._question = question
        self._shows_all = False
        self._scroll.verticalScrollBar().setValue(0)
        self._show(question)

    def refresh(self) -> None:
        """Show what the answer does now."""
        question = self._question
        found = () if question is None else effects(self.open.editing, question.id)
        if found != self._shown:
            self._shown = found
            self._show_effects(question)

    def text(self) -> str:
        """Everything that is shown, in order."""
        labels = self.findChildren(PlainLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._title = SignLabel("book", "", ink="accent", role="heading", wrap=True)
        row.addWidget(self._title, 1)
        self._hide = LinkButton(_("Hide"), name=_("Hide the help"))
        self._hide.setObjectName("hide_guidance")
        self._hide.clicked.connect(self.hidden_by_person)
        row.addWidget(self._hide)
        return row

    def _build(self) -> None:
        self._nothing = PlainLabel("", role="muted", wrap=True)
        self._why_head, self._why = _pair(_("Why we ask"))
        self._good_head, self._good = _pair(_("A good answer looks like"))
        self._clause_rule, self._effect_rule = rule(), rule()
        self._clause_head, self._clauses = _pair("")
        self._effect_head, _unused = _pair(_("What your answer does"))
        self._effects = QVBoxLayout()
        self._effects.setSpacing(4)
        for widget in (
            self._nothing,
            self._why_head,
            self._why,
            self._good_head,
            self._good,
            self._clause_rule,
            self._clause_head,
            self._clauses,
            self._effect_rule,
            self._effect_head,
        ):
            self._texts.addWidget(widget)
        nest(self._texts, self._effects)
        self._texts.addStretch(1)

    def _show(self, question: Question | None) -> None:
        wording = self.open.wording
        why = good = source = clauses = ""
        if question is None:
            self._title.show_value("book", _("Help"))
        else:
            number = isolate(question.number)
            self._title.show_value("book", _("Help with {number}").format(number=number))
            why, good = wording.question(question, "why"), wording.question(question, "example")
            source = _source(question)
            clauses = "\n".join(
                numbered(
                    wording.clause_id(id),
                    wording.clause(id, "paraphrase") or wording.clause(id),
                )
                for id in question.clauses
            )
            ids = _(", ").join(isolate(wording.clause_id(id)) for id in question.clauses)
            self._clause_head.setText(_("Protocol · {clauses}").format(clauses=ids))
        for head, label, words in (
            (self._why_head, self._why, why),
            (self._good_head, self._good, _quoted(good)),
            (self._clause_head, self._clauses, clauses),
        ):
            label.setText(words)
            label.setVisible(bool(words))
            head.setVisible(bool(words))
        self._clause_rule.setVisible(bool(clauses))
        self._nothing.setText(
            _("Go to a question to see why it is asked.")
            if question is None
            else _("There is no help for this question.")
        )
        self._nothing.setVisible(not (why or good or clauses))
        self._source.setText(source)
        self._source.setVisible(bool(source))
        self._shown = () if question is None else effects(self.open.editing, question.id)
        self._show_effects(question)

    def _show_effects(self, question: Question | None) -> None:
        while (item := self._effects.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._links.clear()
        lines = [] if question is None else list(self._lines(question))
        for widget in lines:
            self._effects.addWidget(widget)
        self._effect_head.setVisible(bool(lines))
        self._effect_rule.setVisible(bool(lines))

    def _show_all(self) -> None:
        self._shows_all = True
        self._show_effects(self._question)
        if len(self._links) > _FIRST_RISKS:
            self._links[_FIRST_RISKS].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self, question: Question) -> Iterator[QWidget]:
        for effect in self._shown:
            if effect.kind == "stop":
                yield self._stop(question, effect)
        risks = [effect for effect in self._shown if effect.kind != "stop"]
        raised = sorted((one for one in risks if one.holds), key=lambda one: one.taken_up)
        first = raised if self._shows_all else raised[:_FIRST_RISKS]
        for effect in first:
            yield self._risk(effect)
        if more := len(raised) - len(first):
            words = count("Show {n} more risk", "Show {n} more risks", more)
            link = LinkButton(words)
            link.setObjectName("all_risks")
            link.clicked.connect(self._show_all)
            yield link
        if quiet := len(risks) - len(raised):
            words = count(
                "{n} risk of the catalogue looks at this answer and is not raised by it.",
                "{n} risks of the catalogue look at this answer and are not raised by it.",
                quiet,
            )
            yield SignLabel("dash", words, role="small", wrap=True)

    def _risk(self, effect: Effect) -> QWidget:
        title = self.open.wording.risk(effect.id)
        if effect.taken_up:
            sentence = _("Is part of risk {id}: {title}")
        else:
            sentence = _("Suggests risk {id}: {title}")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = sentence.format(id=isolate(effect.id), title=title)
        column.addWidget(SignLabel("warning", words, ink="note_line", role="small", wrap=True))
        link = LinkButton(_("Open {id}").format(id=isolate(effect.id)))
        link.clicked.connect(lambda: self.go.emit(effect.id))
        self._links.append(link)
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 0, 0)
        row.addWidget(link)
        row.addStretch(1)
        nest(column, row)
        return holder

    def _stop(self, question: Question, effect: Effect) -> QWidget:
        wording = self.open.wording
        id = isolate(effect.id)
        if effect.holds:
            words = _("Stop condition {id} holds: {text}").format(
                id=id, text=wording.stop(effect.id)
            )
            return SignLabel("flag", words, ink="stop", role="stop", wrap=True)
        if len(effect.values) == 1:
            words = _("Stop condition {id} if the answer is {answer}").format(
                id=id, answer=wording.choice(question, effect.values[0])
            )
        else:
            words = _("Stop condition {id} looks at this answer: {text}").format(
                id=id, text=wording.stop(effect.id)
            )
        return SignLabel("flag", words, role="small", wrap=True)


def _pair(head: str) -> tuple[PlainLabel, PlainLabel]:
    return PlainLabel(head, role="small_strong", wrap=True), PlainLabel(role="small", wrap=True)


def _quoted(words: str) -> str:
    return _("“{words}”").format(words=words) if words else ""


def _source(question: Question) -> str:
    if not question.help.source:
        return ""
    source = isolate(question.help.source)
    match question.help.confidence:
        case "inference":
            sentence = _("Source: {source}. This is our own reading.")
        case "low":
            sentence = _("Source: {source}. We are not sure of it.")
        case _:
            sentence = _("Source: {source}")
    return sentence.format(source=source)
