"""The risks that the answers raise, each with its reason, to add or to set aside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.catalogue import CatalogueRisk
from dpia_wizard.core.change import put
from dpia_wizard.core.model import Risk
from dpia_wizard.core.register import Offer, taken_up
from dpia_wizard.gui.ask_reason import AskReason
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.keeping import is_left_open
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.risk_words import because, risk_name
from dpia_wizard.gui.tab_order import stops_in
from dpia_wizard.gui.words import _, count, isolate

_LINKS = 3


class OffersView(QWidget):
    """Every risk offered now. `added` gives the id of one that was taken up; `go` asks for a
    place; `own_asked` wants a risk that is in no catalogue, `matrix_asked` another matrix."""

    added = Signal(str)
    go = Signal(str)
    own_asked = Signal()
    matrix_asked = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._cards: dict[str, _OfferCard] = {}
        self._heading = PlainLabel("", role="title", wrap=True)
        self._all = SecondaryButton("", sign="plus")
        self._all.setObjectName("offers.all")
        self._all.clicked.connect(self._add_all)
        own = LinkButton(_("Add a risk of your own"), sign="plus")
        own.setObjectName("offers.own")
        own.clicked.connect(self.own_asked)
        self._own = own
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._heading, 1)
        head.addWidget(own)
        head.addWidget(self._all)
        self._words = PlainLabel("", role="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        nest(column, head)
        column.addWidget(self._words)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        nest(column, self._list)
        column.addStretch(1)
        matrix = LinkButton(_("Use another matrix…"))
        matrix.setObjectName("offers.matrix")
        matrix.clicked.connect(self.matrix_asked)
        column.addWidget(matrix, 0, Qt.AlignmentFlag.AlignLeading)

    def show_value(self, offers: Sequence[Offer], *, may_edit: bool) -> None:
        """Show other *offers*; a card that stays keeps what is being written in it."""
        wanted = {offer.risk.id: offer for offer in offers}
        for id, card in list(self._cards.items()):
            if wanted.get(id) != card.offer:
                del self._cards[id]
                card.hide()
                self._list.removeWidget(card)
                card.deleteLater()
        for at, (id, offer) in enumerate(wanted.items()):
            if id not in self._cards:
                self._cards[id] = self._card(offer)
                self._list.insertWidget(at, self._cards[id])
            self._cards[id].set_may_edit(may_edit)
        n = len(offers)
        self._heading.setText(
            count("{n} risk is offered", "{n} risks are offered", n)
            if n
            else _("No risks are offered now")
        )
        self._all.set_words(count("Add it", "Add all {n}", n))
        self._all.setVisible(may_edit and n > 0)
        self._own.setVisible(may_edit)
        self._words.setText(
            _("Add a risk to rate it, or set it aside and say why it does not apply here.")
            if n
            else _("They are offered as you answer sections 1 to 16.")
        )

    def focus_offer(self, risk: str) -> None:
        """Show the offer of *risk* whole, with the focus on it."""
        card = self._cards.get(risk)
        if card is not None:
            card.focus_add()

    def _card(self, offer: Offer) -> _OfferCard:
        card = _OfferCard(self._open, offer)
        card.add.clicked.connect(lambda: self._add(offer.risk))
        card.dismissed.connect(lambda reason: self._dismiss(offer.risk, reason))
        card.go.connect(self.go)
        return card

    def _ids(self) -> list[str]:
        return [offer.risk.id for offer in self._open.editing.offers]

    def _go_on_from(self, at: int) -> None:
        """Give the focus to the offer that took the place of one that is gone."""
        left = self._ids()
        if left:
            self.focus_offer(left[min(at, len(left) - 1)])

    def _add(self, risk: CatalogueRisk) -> None:
        at = self._ids().index(risk.id)
        if self._open.keep(lambda: self._open.editing.take_up(risk)):
            self._go_on_from(at)
            self.added.emit(risk.id)

    def _add_all(self) -> None:
        editing = self._open.editing
        chosen = [offer.risk for offer in editing.offers]
        records = {
            record.id: record for risk in chosen for record in taken_up(editing.assessment, risk)
        }
        changes = [put(editing.assessment, record) for record in records.values()]
        if chosen and self._open.keep(lambda: editing.do("add risks", changes)):
            self.added.emit("")

    def _dismiss(self, risk: CatalogueRisk, reason: str) -> None:
        aside = Risk(risk.id, dismissed=True, set_aside_reason=reason)
        at = self._ids().index(risk.id)
        if self._open.keep(lambda: self._open.editing.put("set a risk aside", aside)):
            self._open.begin(_key(risk.id), {})
            self._go_on_from(at)


class _OfferCard(Card):
    """One offered risk; it is built in few widgets, because there may be thirty."""

    dismissed = Signal(str)
    go = Signal(str)

    def __init__(self, open_: OpenAssessment, offer: Offer) -> None:
        super().__init__()
        self._open = open_
        self.offer = offer
        self._asking: AskReason | None = None
        wording = open_.wording
        name = risk_name(wording, offer.risk.id)
        self.setObjectName(f"offer {offer.risk.id}")
        self.setAccessibleName(name)
        self.add = SecondaryButton(_("Add"), sign="plus", name=_("Add {risk}").format(risk=name))
        self.add.setObjectName(f"add {offer.risk.id}")
        self._aside = LinkButton(
            _("Does not apply…"), name=_("{risk} does not apply").format(risk=name)
        )
        self._aside.setObjectName(f"dismiss {offer.risk.id}")
        self._aside.clicked.connect(self._ask)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(PlainLabel(name, role="strong", wrap=True), 1)
        head.addWidget(self._aside)
        head.addWidget(self.add)
        nest(self.body, head)
        harm = wording.risk(offer.risk.id, "harm")
        self.body.addWidget(PlainLabel(harm, role="small", wrap=True))
        words = because(open_.editing.pack, offer.because)
        sign = "warning" if offer.because else "shield"
        self.body.addWidget(SignLabel(sign, words, role="small_muted", wrap=True))
        questions = [open_.editing.pack.form.by_id[q] for q in offer.because[:_LINKS]]
        if questions:
            links = QWidget()
            flow = FlowLayout(links, gap=8)
            for question in questions:
                number = isolate(question.number)
                link = LinkButton(_("Open {number}").format(number=number))
                link.clicked.connect(lambda _checked=False, id=question.id: self.go.emit(id))
                flow.addWidget(link)
            self.body.addWidget(links)
        if is_left_open(open_, _key(offer.risk.id)):
            self._make_form()

    def set_may_edit(self, may_edit: bool) -> None:
        """Whether the risk can be added or set aside now."""
        self.add.setVisible(may_edit)
        self._aside.setVisible(may_edit)

    def focus_add(self) -> None:
        """Take the focus; the whole card comes into sight."""
        for stop in [self.add, *stops_in(self)]:
            if stop.isVisible():
                stop.setFocus(Qt.FocusReason.OtherFocusReason)
                break
        bring_into_sight(self)

    def _ask(self) -> None:
        form = self._asking or self._make_form()
        form.ask()

    def _make_form(self) -> AskReason:
        form = self._asking = AskReason(
            self._open,
            _key(self.offer.risk.id),
            question=_("Why does this risk not apply here?"),
            button=_("Set aside as not applicable"),
        )
        form.given.connect(self.dismissed)
        form.closed.connect(self._end)
        self.body.addWidget(form)
        return form

    def _end(self) -> None:
        if self._asking is not None:
            self._asking.hide()
        self._aside.setFocus(Qt.FocusReason.OtherFocusReason)


def _key(risk: str) -> str:
    """Under what the reason waits while a risk is being set aside."""
    return f"dismissed {risk}"
