"""Who has signed a report, whether it is unchanged, and what one would sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.register import NOT_RATED, counts
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.words import _, count, current_words, isolate, isolate_answer, start_rtl_line
from dpia_wizard.wording import Wording
from dpia_wizard.workspace.editing import Editing

if TYPE_CHECKING:
    from dpia_wizard.report.verdict import SignatureFound, Verdict


@dataclass(frozen=True, slots=True)
class Person:
    """Who is named for a role."""

    name: str = ""
    post: str = ""
    agency: str = ""

    @property
    def words(self) -> str:
        """Name, post and agency in one line."""
        parts = (isolate_answer(part) for part in (self.name, self.post, self.agency))
        return _(", ").join(part for part in parts if part)


def people(editing: Editing) -> dict[str, Person]:
    """Whom the record names for each role, by the name of its signature field."""
    found = {}
    for field in ("author", "supervisor", "adviser", "owner", "head"):
        row = editing.assessment.rows.get(f"record.{field}")
        cells = {} if row is None else row.cells
        name, post, agency = (str(cells.get(c, "")) for c in ("name", "post", "agency"))
        found[field] = Person(name, post, agency)
    return found


def what_you_sign(editing: Editing, wording: Wording) -> str:
    """What stands in the report, in one or two sentences."""
    found = counts(editing.pack, editing.risks)
    above = [
        _("{n} {level}").format(n=found[level.id], level=wording.level(level.id))
        for level in reversed(editing.pack.matrix.levels)
        if found.get(level.id) and editing.pack.matrix.is_above_tolerance(level.id)
    ]
    parts = []
    if above:
        parts.append(_("Above what can be borne today: {risks}.").format(risks=_(", ").join(above)))
    elif editing.risks:
        parts.append(_("No risk stands above what can be borne today."))
    if left := found.get(NOT_RATED, 0):
        parts.append(count("{n} risk is not rated.", "{n} risks are not rated.", left))
    holding = sum(stop.holds is True for stop in editing.stops)
    if holding:
        parts.append(count("{n} stop condition holds.", "{n} stop conditions hold.", holding))
    for id, accepted in editing.acceptances.items():
        words = _("{risk} is accepted until {date}.")
        if not accepted.counts:
            words = _("{risk}: its acceptance ended on {date} and counts no longer.")
        if accepted.standing != "lapsed":
            parts.append(words.format(risk=isolate(id), date=isolate(accepted.decision.until)))
    return " ".join(parts)


class SignersPane(QWidget):
    """The roles of a report and who has signed. `sign_asked` gives a field; `trust_asked` the
    fingerprint and the field of a key that somebody has compared; `check_asked`: another PDF."""

    sign_asked = Signal(str)
    trust_asked = Signal(str, str)
    check_asked = Signal()
    shown = Signal()  # other buttons stand here now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(_("Signatures"), role="heading")
        self._verdict = SignLabel("info", "", role="small", wrap=True)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(4)
        self._roles = QVBoxLayout()
        self._roles.setSpacing(6)
        self._what = Card(state="note")
        self._what.body.setSpacing(4)
        self._what.body.addWidget(PlainLabel(_("What you sign"), role="strong"))
        self._what_words = PlainLabel("", role="small", wrap=True)
        self._what.body.addWidget(self._what_words)
        self._ink = PlainLabel("", role="small_muted", wrap=True)
        self._check = LinkButton(_("Check another PDF…"), sign="shield")
        self._check.setObjectName("report.check")
        self._check.clicked.connect(self.check_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._verdict)
        nest(column, self._notes)
        nest(column, self._roles)
        column.addWidget(self._what)
        column.addWidget(self._ink)
        column.addWidget(self._check, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    def show_nothing(self, words: str) -> None:
        """Say why there is nothing to sign."""
        clear(self._roles)
        clear(self._notes)
        self._verdict.show_value("info", words, ink="text_muted", role="small_muted")
        self._what.hide()
        self._ink.hide()
        self.shown.emit()

    def show_value(
        self,
        verdict: Verdict,
        roles: Mapping[str, str],
        named: Mapping[str, Person],
        *,
        what: str,
        sign_page: int,
    ) -> None:
        """Show the *verdict* on a file whose fields are called *roles*."""
        said = verdict.sentences(current_words(), roles)
        sign, ink, role = {
            "unchanged": ("check", "ok", "ok"),
            "not_signed": ("ring", "text_muted", "small_muted"),
        }.get(verdict.state, ("warning", "stop", "stop_strong"))
        self._verdict.show_value(sign, start_rtl_line(said[0]), ink=ink, role=role)
        clear(self._notes)
        if verdict.state in ("changed", "damaged"):
            for sentence in said[1:]:
                words = start_rtl_line(sentence)
                self._notes.addWidget(PlainLabel(words, role="small", wrap=True))
        clear(self._roles)
        signed = {found.field: found for found in verdict.signatures}
        fields = [*roles, *(field for field in signed if field not in roles)]
        may_sign = verdict.state in ("not_signed", "unchanged")
        first = True
        for field in fields:
            if field in signed:
                self._add(field, roles, self._signed(signed[field], field, named))
            elif field in verdict.empty_fields:
                self._add(
                    field, roles, self._unsigned(field, roles, named, can=may_sign, first=first)
                )
                first = False
        self._what_words.setText(what)
        self._what.setVisible(bool(what and may_sign and verdict.empty_fields))
        self._ink.setText(
            _(
                "No key on this laptop? Print page {page} and sign by hand with a stamp. Sign"
                " with ink or with a key, never both."
            ).format(page=sign_page)
        )
        self._ink.setVisible(bool(sign_page and may_sign and verdict.empty_fields))
        self.shown.emit()

    def _add(
        self, field: str, roles: Mapping[str, str], body: tuple[str, str, QWidget, QWidget | None]
    ) -> None:
        """One role: its sign and name, what is said below, and perhaps a button beside both."""
        sign, ink, widget, button = body
        self._roles.addWidget(rule())
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(
            SignLabel(sign, roles.get(field, field), ink=ink, role="strong", wrap=True)
        )
        column.addWidget(widget)
        nest(row, column, 1)
        if button is not None:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._roles.addWidget(holder)

    def _signed(
        self, found: SignatureFound, field: str, named: Mapping[str, Person]
    ) -> tuple[str, str, QWidget, QWidget | None]:
        holder, column = _indented()
        if not found.intact:
            words = _("This signature does not fit the file.")
            column.addWidget(PlainLabel(words, role="stop", wrap=True))
            return "warning", "stop", holder, None
        person = named.get(field, Person())
        said = dict.fromkeys(who for who in (found.says, found.known_as) if who)
        for who in [isolate_answer(name) for name in said] or [person.words]:
            if who:
                column.addWidget(PlainLabel(who, role="small", wrap=True))
        when = f"{found.signed_at:%Y-%m-%d %H:%M}" if found.signed_at else ""
        known, strange = _("signed {date} · key known"), _("signed {date} · key not checked")
        told = known if found.known_as else strange
        words = told.format(date=isolate(when) or _("without a date"))
        column.addWidget(PlainLabel(words, role="small_muted", wrap=True))
        if found.date_is_odd:
            odd = _("The date lies in the future or outside the years of the key.")
            column.addWidget(PlainLabel(odd, role="stop", wrap=True))
        if not found.known_as:
            key = PlainLabel(isolate(found.fingerprint), role="small", wrap=True)
            key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(key)
            link = LinkButton(_("I have compared this key by phone"))
            link.setObjectName(f"trust.{field}")
            link.clicked.connect(lambda: self.trust_asked.emit(found.fingerprint, field))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        if found.known_as:
            return "check", "ok", holder, None
        return "info", "note_line", holder, None

    def _unsigned(
        self,
        field: str,
        roles: Mapping[str, str],
        named: Mapping[str, Person],
        *,
        can: bool,
        first: bool,
    ) -> tuple[str, str, QWidget, QWidget | None]:
        holder, column = _indented()
        words = named.get(field, Person()).words
        if words:
            column.addWidget(PlainLabel(words, role="small", wrap=True))
        column.addWidget(PlainLabel(_("not signed yet"), role="small_muted"))
        if not can:
            return "ring", "text_muted", holder, None
        button = SecondaryButton(
            _("Sign…"), name=_("Sign as {role}").format(role=roles.get(field, field))
        )
        button.setObjectName(f"sign.{field}")
        button.clicked.connect(lambda: self.sign_asked.emit(field))
        return "half" if first else "ring", "accent", holder, button


def _indented() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(22, 0, 0, 0)
    column.setSpacing(2)
    return holder, column


__all__ = ["Person", "SignersPane", "people", "what_you_sign"]
