"""What a risk is: where it comes from, what happens, and to whom; in the team's own words."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui.keeping import KeptText, Write
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _

PARTS = ("title", "threat_source", "event", "vulnerability", "harm")


class RiskAbout(Card):
    """The words of a risk: fields that show the catalogue's while the team wrote none."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self._risk = ""
        self.setAccessibleName(_("About this risk"))
        self._inside = QWidget()
        self._fold = LinkButton("", end_sign="chevron-down")
        self._fold.clicked.connect(lambda: self._set_folded(folded=not self._inside.isHidden()))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("About this risk"), role="heading"))
        head.addStretch(1)
        head.addWidget(self._fold)
        nest(self.body, head)
        self.body.addWidget(self._inside)
        self._texts: dict[str, KeptText] = {}
        self._rated: RatedRisk | None = None

    def show_value(self, rated: RatedRisk) -> None:
        """Show another risk, or this one as it stands now."""
        risk, known = rated.risk, rated.known
        self._rated = rated
        if risk.id != self._risk:
            self._risk = risk.id
            self._set_folded(folded=known is not None or bool(risk.title))
        self._fill()

    def _fill(self) -> None:
        rated = self._rated
        if rated is None or not self._texts:
            return
        risk, wording, known = rated.risk, self._open.wording, rated.known
        may_edit = self._open.editing.may_edit
        for part, kept in self._texts.items():
            kept.show(risk.id, str(getattr(risk, part)))
            hint = wording.risk(risk.id, part)
            if isinstance(kept.field, PlainTextEdit):
                kept.field.setPlaceholderText(hint)
            kept.field.set_read_only(not may_edit)
        raises = wording.risk(risk.id, "raises")
        lowers = wording.risk(risk.id, "lowers")
        self._raises.setText(_("What raises it: {words}").format(words=raises))
        self._lowers.setText(_("What lowers it: {words}").format(words=lowers))
        self._raises.setVisible(bool(raises))
        self._lowers.setVisible(bool(lowers))
        self._hint.setVisible(known is not None)

    def unfold(self, field: str) -> None:
        """Show everything, where the *field* of this name is among it."""
        if field in {f"risk.{part}" for part in PARTS} and self._inside.isHidden():
            self._set_folded(folded=False)

    def open_title(self) -> None:
        """Unfold, and give the focus to the name of the risk."""
        self.open_field("title")

    def open_field(self, part: str) -> None:
        """Unfold, and give the focus to one of the `PARTS`."""
        self._set_folded(folded=False)
        self._texts[part].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        """Make the fields, once somebody wants to see them."""
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._raises = PlainLabel("", role="small", wrap=True)
        self._lowers = PlainLabel("", role="small", wrap=True)
        column.addWidget(self._raises)
        column.addWidget(self._lowers)
        self._hint = PlainLabel(
            _("Where a field is empty the catalogue's words count. Your own words replace them."),
            role="small_muted",
            wrap=True,
        )
        column.addWidget(self._hint)
        labels = {
            "title": _("Name of the risk"),
            "threat_source": _("Who or what it comes from"),
            "event": _("What would happen"),
            "vulnerability": _("What lets it happen"),
            "harm": _("What happens to the child"),
        }
        for part, words in labels.items():
            field = PlainTextEdit(name=words, lines=1)
            field.setObjectName(f"risk.{part}")
            caption = PlainLabel(words, role="small_strong")
            caption.setBuddy(field)
            column.addWidget(caption)
            column.addWidget(field)
            self._texts[part] = KeptText(self._open, field, part, self._writer(part))

    def _set_folded(self, *, folded: bool) -> None:
        if not folded and not self._texts:
            self._build()
            self._fill()
        self._inside.setVisible(not folded)
        self._fold.set_words(_("Show and change") if folded else _("Fold away"))
        self._fold.set_sign("", "chevron-down" if folded else "chevron-up")

    def _writer(self, part: str) -> Write:
        def write(id: str, text: str) -> Step | None:
            editing = self._open.editing
            risk = editing.assessment.risks.get(id)
            if risk is None:
                return None
            changed = replace(risk, **{part: text})  # type: ignore[arg-type]  # fields by name
            return editing.put("describe a risk", changed)

        return write
