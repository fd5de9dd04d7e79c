"""The form of one clause that only the signed text has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.protocol import OwnClause
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.labelled import FieldRow, add_labelled
from dpia_wizard.gui.parts.labels import SignLabel
from dpia_wizard.gui.words import _


class OwnClauseCard(Card):
    """Shows one clause. `edited` gives it anew and which part was typed; `removed` asks."""

    edited = Signal(object, str)
    removed = Signal()

    def __init__(self, pack: Pack, at: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._pack = pack
        self._clause = OwnClause("")
        self.setObjectName(f"clauses.{at}")
        self.id = LineEdit(name=_("Short name"), hint=_("such as TR1"), leading=True)
        self.number = LineEdit(name=_("Number in the signed text"), leading=True)
        self.title_field = LineEdit(name=_("Title of the clause"))
        self.paraphrase = PlainTextEdit(name=_("What it says, in your words"))
        self.rests = LineEdit(
            name=_("What rests on it"), hint=_("numbers of questions, risks and controls: 5.1, R01")
        )
        self._fields: dict[str, LineEdit | PlainTextEdit] = {
            "id": self.id,
            "number": self.number,
            "title": self.title_field,
            "paraphrase": self.paraphrase,
        }
        for part, field in (*self._fields.items(), ("rests", self.rests)):
            field.setObjectName(f"clauses.{at}.{part}")
        self.body.addWidget(
            FieldRow((_("Short name"), self.id), (_("Number in the signed text"), self.number))
        )
        add_labelled(self.body, _("Title of the clause"), self.title_field)
        add_labelled(self.body, _("What it says, in your words"), self.paraphrase)
        add_labelled(self.body, _("What rests on it"), self.rests)
        self._wrong = SignLabel("warning", "", ink="stop", role="small", wrap=True)
        self._wrong.hide()
        self.body.addWidget(self._wrong)
        row = QHBoxLayout()
        remove = LinkButton(_("Take this clause out"))
        remove.setObjectName(f"clauses.{at}.remove")
        remove.clicked.connect(self.removed)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeading)
        row.addStretch(1)
        nest(self.body, row)
        for part, field in self._fields.items():
            field.edited.connect(lambda text, part=part: self._tell(part, text))
        self.rests.edited.connect(self._tell_rests)

    def show_value(self, clause: OwnClause) -> None:
        """Show *clause*; what is being typed stays as it is."""
        self._clause = clause
        for part, field in self._fields.items():
            field.show_value(getattr(clause, part))
        if _read(self._pack, self.rests.text()) != _resting(clause):
            numbers = {id: number for number, id in _numbers(self._pack).items()}
            named = [numbers.get(id, id) for id in clause.questions]
            self.rests.show_value(", ".join((*named, *clause.risks, *clause.controls)))

    def set_trouble(self, sentences: Mapping[str, str]) -> None:
        """Show what is wrong, by the parts of the clause."""
        for part, field in self._fields.items():
            if isinstance(field, LineEdit):
                field.set_trouble(part in sentences)
        self.rests.set_trouble(bool({"questions", "risks", "controls"} & set(sentences)))
        words = " ".join(dict.fromkeys(sentences.values()))
        self._wrong.show_value("warning", words, ink="stop")
        self._wrong.setVisible(bool(words))

    def _tell(self, part: str, text: str) -> None:
        value = text if part in ("title", "paraphrase") else text.strip()
        self._clause = replace(self._clause, **{part: value})  # type: ignore[arg-type]  # texts
        self.edited.emit(self._clause, part)

    def _tell_rests(self, text: str) -> None:
        questions, risks, controls = _read(self._pack, text)
        self._clause = replace(self._clause, questions=questions, risks=risks, controls=controls)
        self.edited.emit(self._clause, "rests")


def _resting(clause: OwnClause) -> tuple[tuple[str, ...], ...]:
    return clause.questions, clause.risks, clause.controls


def _numbers(pack: Pack) -> dict[str, str]:
    """The questions by their numbers; where two forms have a number, the first one's, and the
    other question goes by its id."""
    found: dict[str, str] = {}
    for id, question in pack.form.by_id.items():
        found.setdefault(question.number.casefold(), id)
    return found


def _read(pack: Pack, text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The questions, risks and controls that are named, by their numbers; what is none of them
    stands among the questions, to be told."""
    numbers = _numbers(pack)
    risks = {id.casefold(): id for id in pack.risk}
    controls = {id.casefold(): id for id in pack.control}
    found: tuple[list[str], list[str], list[str]] = ([], [], [])
    for word in text.replace("،", ",").replace(";", ",").split(","):
        key = word.strip().casefold()
        if key in risks:
            found[1].append(risks[key])
        elif key in controls:
            found[2].append(controls[key])
        elif key:
            found[0].append(numbers.get(key, word.strip()))
    first, second, third = (tuple(dict.fromkeys(ids)) for ids in found)
    return first, second, third
