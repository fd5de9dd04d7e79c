"""The card with the bow-tie of a risk: folded to one sentence, or the picture with its key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui import theme
from dpia_wizard.gui.bow_tie.picture import BowTiePicture
from dpia_wizard.gui.bow_tie.pieces import BarrierPiece, GapPiece
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.risk.controls import credits_of, evidence_words
from dpia_wizard.gui.words import _, isolate_answer, start_rtl_line
from dpia_wizard.wording.bow_tie import Barrier, BowTie, bow_tie


class BowTieCard(Card):
    """What stands between the causes, the event and the child, drawn from the records.

    `control_chosen` asks for a control's form, `words_chosen` for the field of a risk's words,
    `link_asked` for another control. It stays open or folded while one goes from risk to risk.
    """

    control_chosen = Signal(str)
    words_chosen = Signal(str)
    link_asked = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self._rated: RatedRisk | None = None
        self._tie: BowTie | None = None
        self._may_edit = False
        self._is_folded = True
        self._picture: BowTiePicture | None = None
        self.setAccessibleName(_("Bow-tie"))
        self._summary = PlainLabel("", role="small_muted", wrap=True)
        self._fold = LinkButton("", end_sign="chevron-down")
        self._fold.setObjectName("bow_tie.fold")
        self._fold.clicked.connect(lambda: self.set_folded(folded=not self._is_folded))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(_("Bow-tie"), role="heading"))
        head.addWidget(self._summary, 1)
        head.addWidget(self._fold)
        nest(self.body, head)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.body.addWidget(self._inside)
        self._show_fold()

    def picture(self) -> BowTiePicture | None:
        """The picture, once somebody wanted to see it."""
        return self._picture

    def show_value(self, rated: RatedRisk, *, may_edit: bool) -> None:
        """Show another risk, or this one as it stands now."""
        self._rated, self._may_edit = rated, may_edit
        self._tie = bow_tie(self._open.wording, rated)
        self._summary.setText(_summary(self._tie))
        self._fill()

    def set_folded(self, *, folded: bool) -> None:
        """Show the sentence alone, or the picture too."""
        self._is_folded = folded
        if not folded and self._picture is None:
            self._build()
            self._fill()
        self._show_fold()

    def open_picture(self) -> None:
        """Unfold the picture and give it the focus."""
        self.set_folded(folded=False)
        if self._picture is not None:
            self._picture.focus_current()
            bring_into_sight(self)

    def _build(self) -> None:
        """Make the picture, once somebody wants to see it."""
        picture = self._picture = BowTiePicture()
        picture.current_changed.connect(lambda _key: self._show_strip())
        picture.barrier_chosen.connect(self.control_chosen)
        picture.words_chosen.connect(self.words_chosen)
        picture.gap_chosen.connect(lambda _axis: self._ask_for_link())
        self._column.addWidget(picture)
        strip = QWidget()
        strip.setProperty("ground", "accent_soft")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._whole = PlainLabel("", role="small_strong", wrap=True)
        self._facts = PlainLabel("", role="small", wrap=True)
        words.addWidget(self._whole)
        words.addWidget(self._facts)
        nest(row, words, 1)
        self._act = SecondaryButton("")
        self._act.setObjectName("bow_tie.act")
        self._act.clicked.connect(self._press)
        row.addWidget(self._act)
        self._column.addWidget(strip)
        self._column.addWidget(_legend())

    def _fill(self) -> None:
        if self._picture is None or self._tie is None:
            return
        self._picture.show_value(self._tie, self._open.wording)
        self._show_strip()

    def _show_fold(self) -> None:
        self._inside.setVisible(not self._is_folded)
        self._fold.set_words(_("Show the picture") if self._is_folded else _("Fold away"))
        self._fold.set_sign("", "chevron-down" if self._is_folded else "chevron-up")

    def _show_strip(self) -> None:
        """Say the piece that the keys stand on whole, with what else is known of it."""
        current = self._picture.current() if self._picture is not None else None
        if current is None:
            return
        facts, act = "", _("Change the words")
        if isinstance(current, BarrierPiece):
            facts, act = self._facts_of(current.key), _("Open this control")
        elif isinstance(current, GapPiece):
            act = _("Link a control")
        self._whole.setText(start_rtl_line(current.whole))
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        self._act.set_words(act)
        self._act.setVisible(self._may_edit or isinstance(current, BarrierPiece))

    def _facts_of(self, key: str) -> str:
        barrier = self._barrier(key)
        if barrier is None or self._rated is None:
            return ""
        wording, control = self._open.wording, barrier.control
        hands = isolate_answer(control.custodian) or _("nobody named")
        parts = [
            wording.strength(barrier.link.strength),
            _("evidence: {evidence}").format(
                evidence=" · ".join(evidence_words(control).split("\n"))
            ),
            _("in the hands of: {who}").format(who=hands),
        ]
        worth = credits_of(self._open, self._rated).get(control.id, "")
        if worth:
            parts.append(_("credit {credit}").format(credit=worth))
        return " · ".join(parts)

    def _barrier(self, key: str) -> Barrier | None:
        if self._tie is None:
            return None
        axis, _space, control = key.partition(" ")
        side = self._tie.stops if axis == "likelihood" else self._tie.softens
        return next((one for one in side if one.control.id == control), None)

    def _press(self) -> None:
        current = self._picture.current() if self._picture is not None else None
        if current is not None:
            current.click()

    def _ask_for_link(self) -> None:
        if self._may_edit:
            self.link_asked.emit()


def _summary(tie: BowTie) -> str:
    """How many barriers stand on either side, in one sentence."""
    before = sum(barrier.stands for barrier in tie.stops)
    after = sum(barrier.stands for barrier in tie.softens)
    words = _(
        "Standing today: {before} of {stops} before the event, {after} of {softens} between it"
        " and the child."
    )
    return words.format(before=before, stops=len(tie.stops), after=after, softens=len(tie.softens))


def _legend() -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, gap=14)
    for state, words in (
        ("verified", _("Solid: verified")),
        ("in_place", _("Outline: in place, not seen working")),
        ("planned", _("Dashed: partly there or planned")),
        ("", _("Faint dots: not in place, or nobody knows")),
        ("gap", _("Dotted: nothing stands here")),
    ):
        one = QWidget()
        row = QHBoxLayout(one)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(_Sample(state))
        row.addWidget(PlainLabel(words, role="small_muted"))
        flow.addWidget(one)
    return holder


class _Sample(QWidget):
    def __init__(self, state: str) -> None:
        super().__init__()
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(26, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fills = {"verified": "accent", "gap": "stop_soft"}
        edges = {"verified": "accent", "gap": "stop", "": "line_strong"}
        pen = QPen(theme.colour(edges.get(self._state, "text")), 2 if self._state else 1.4)
        dashes: dict[str, list[float]] = {"planned": [3, 2], "gap": [1.2, 1.6], "": [1.2, 2.2]}
        if self._state in dashes:
            pen.setDashPattern(dashes[self._state])
        painter.setPen(pen)
        painter.setBrush(theme.colour(fills.get(self._state, "surface")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
