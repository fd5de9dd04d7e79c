"""Who has signed a report, whether what they signed is still there, and what one would sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton, SecondaryButton, SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.report.signer_rows import SignerRow
from dpia_wizard.gui.words import _, is_right_to_left, start_rtl_line


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that is known of the content or the file: ``ok``, ``stop``, ``note`` or open
    (""); with the words of a link that tells more, or ""."""

    kind: str
    words: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that was signed in ink: what is said of it, and the words of the link to it."""

    id: str
    words: str
    link: str


_LOOKS = {
    "ok": ("check", "ok", "ok"),
    "stop": ("warning", "stop", "stop_strong"),
    "note": ("info", "note_line", "small"),
    "": ("ring", "text_muted", "small_muted"),
}


class SignersPane(QWidget):
    """`sign_asked` gives the field to sign; `compare_asked` a key and the field where it signed;
    `check_asked`: another PDF; `scan_asked`: to add a page signed in ink; `scan_chosen`: the one
    with this id; `more_asked`: what changed."""

    sign_asked = Signal(str)
    compare_asked = Signal(str, str)
    check_asked = Signal()
    scan_asked = Signal()
    scan_chosen = Signal(str)
    more_asked = Signal()
    shown = Signal()  # other buttons stand here now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(_("Signatures"), role="heading")
        self._answers = QVBoxLayout()
        self._answers.setSpacing(4)
        self._roles = QVBoxLayout()
        self._roles.setSpacing(6)
        self._what = Card(state="note")
        self._what.body.setSpacing(4)
        self._what.body.addWidget(PlainLabel(_("What you sign"), role="strong"))
        self._what_words = PlainLabel("", role="small", wrap=True)
        self._what.body.addWidget(self._what_words)
        self._ink = PlainLabel("", role="small_muted", wrap=True)
        self._scans = QVBoxLayout()
        self._scans.setSpacing(4)
        self._scan = LinkButton(_("Add a page signed in ink…"), sign="pencil", wrap=True)
        self._scan.setObjectName("report.scan")
        self._scan.clicked.connect(self.scan_asked)
        self._check = LinkButton(_("Check another PDF…"), sign="shield")
        self._check.setObjectName("report.check")
        self._check.clicked.connect(self.check_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        nest(column, self._answers)
        nest(column, self._roles)
        column.addWidget(self._what)
        column.addWidget(self._ink)
        nest(column, self._scans)
        column.addWidget(self._scan)
        column.addWidget(self._check, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        self.show_ink("", (), can_add=False)

    def show_nothing(self, words: str) -> None:
        """Say why there is nothing to sign."""
        clear(self._roles)
        self._show_answers((Answer("", words),))
        self._what.hide()
        self.show_ink("", (), can_add=False)
        self.shown.emit()

    def show_value(
        self, answers: Sequence[Answer], rows: Sequence[SignerRow], *, what: str = ""
    ) -> None:
        """Show what is known, the roles, and *what* the next one signs."""
        self._show_answers(answers)
        clear(self._roles)
        for row in rows:
            self._roles.addWidget(rule())
            self._roles.addWidget(self._row(row))
        if rows:
            self._roles.addWidget(rule())
        self._what_words.setText(what)
        self._what.setVisible(bool(what) and any(row.first for row in rows))
        self.shown.emit()

    def show_ink(self, words: str, scans: Sequence[Scan], *, can_add: bool) -> None:
        """Say how one signs by hand, and which signed pages are kept."""
        self._ink.setText(words)
        self._ink.setVisible(bool(words))
        clear(self._scans)
        for scan in scans:
            self._scans.addWidget(
                SignLabel("pencil", start_rtl_line(scan.words), role="small", wrap=True)
            )
            link = LinkButton(scan.link, wrap=True)
            link.setObjectName(f"scan.{scan.id}")
            link.clicked.connect(lambda _on=False, id=scan.id: self.scan_chosen.emit(id))
            self._scans.addWidget(link)
        self._scan.setVisible(can_add)
        self.shown.emit()

    # One by one

    def _show_answers(self, answers: Sequence[Answer]) -> None:
        clear(self._answers)
        for answer in answers:
            sign, ink, role = _LOOKS[answer.kind]
            words = start_rtl_line(answer.words)
            self._answers.addWidget(SignLabel(sign, words, ink=ink, role=role, wrap=True))
            if answer.link:
                link = LinkButton(answer.link)
                link.setObjectName("report.more")
                link.clicked.connect(self.more_asked)
                self._answers.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)

    def _row(self, row: SignerRow) -> QWidget:
        """The sign and name of a role, perhaps a button beside it, and what is said below both."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        label = SignLabel(row.sign, row.role, ink=row.ink, role="strong", wrap=True)
        head.addWidget(label, 1, Qt.AlignmentFlag.AlignVCenter)
        said = QWidget()
        below = QVBoxLayout(said)
        below.setContentsMargins(*((0, 0, 22, 0) if is_right_to_left() else (22, 0, 0, 0)))
        below.setSpacing(2)
        if row.who:
            below.addWidget(PlainLabel(row.who, role="small", wrap=True))
        for line in row.lines:
            words = PlainLabel(line, role="small_muted", wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            below.addWidget(words)
        for trouble in row.troubles:
            below.addWidget(PlainLabel(trouble, role="stop", wrap=True))
        if row.compare:
            link = LinkButton(_("Compare this key…"))
            link.setObjectName(f"compare.{row.field}")
            link.clicked.connect(lambda: self.compare_asked.emit(row.compare, row.field))
            below.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        button = self._button(row)
        if button is not None:
            button.setObjectName(f"sign.{row.field}")
            button.clicked.connect(lambda: self.sign_asked.emit(row.field))
        if isinstance(button, LinkButton):
            below.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        elif button is not None:
            head.addWidget(button)
        nest(column, head)
        column.addWidget(said)
        return holder

    def _button(self, row: SignerRow) -> SignButton | None:
        """What one can do for a role; one of all these buttons is filled."""
        role = row.role
        match row.act:
            case "":
                return None
            case "sign" if row.first:
                return PrimaryButton(_("Sign now"), name=_("Sign as {role}").format(role=role))
            case "sign":
                return LinkButton(_("Sign…"), name=_("Sign as {role}").format(role=role))
            case "again":
                kind = PrimaryButton if row.first else SecondaryButton
                name = _("Sign again as {role}").format(role=role)
                return kind(_("Sign again…"), name=name)
            case _:
                name = _("Sign this PDF as {role}").format(role=role)
                return LinkButton(_("Not in this PDF yet: sign it…"), name=name, wrap=True)
