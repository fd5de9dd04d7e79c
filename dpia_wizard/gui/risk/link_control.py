"""Choose a control to link to a risk: from the catalogue, from this assessment, or one's own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.fields import SearchField
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.risk_words import control_name
from dpia_wizard.gui.words import _, isolate_answer

_KEY = int(Qt.ItemDataRole.UserRole)


class LinkControl(Card):
    """A search over every control not linked yet. `chosen` gives a control's id; `own_wanted`
    the title of one that the catalogue does not have."""

    chosen = Signal(str)
    own_wanted = Signal(str)
    closed = Signal()

    def __init__(self, open_: OpenAssessment, risk: str, parent: QWidget | None = None) -> None:
        super().__init__(state="current", parent=parent)
        self._controls = _unlinked(open_, risk)
        self.setAccessibleName(_("Link a control"))
        self._search = SearchField(name=_("Find a control by its name or number"))
        self._search.setObjectName("link.search")
        self._list = QListWidget()
        self._list.setObjectName("link.controls")
        self._list.setAccessibleName(_("Controls to link"))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setFixedHeight(round(theme.look().line_height() * 6.5))
        self._link = SecondaryButton(_("Link"), sign="link")
        self._own = SecondaryButton("", sign="plus")
        self._own.setObjectName("link.own")
        back = LinkButton(_("Go back"), small=False)
        self._nothing = PlainLabel(_("No control is like that."), role="small_muted", wrap=True)
        self._nothing.setObjectName("link.nothing")
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self._link, self._own, back):
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addWidget(PlainLabel(_("Link a control"), role="strong"))
        self.body.addWidget(self._search)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._list)
        nest(self.body, row)
        self._search.textChanged.connect(self._show)  # also when Escape empties it
        self._list.itemActivated.connect(lambda _item: self._tell())
        self._list.currentItemChanged.connect(lambda _now, _old: self._judge())
        self._link.clicked.connect(self._tell)
        self._own.clicked.connect(lambda: self.own_wanted.emit(self._search.text().strip()))
        back.clicked.connect(self.closed)
        self.setFocusProxy(self._search)
        self._show("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif plain and key in {Qt.Key.Key_Down, *enter} and self._search.hasFocus():
            self._go_to_list(is_meant=key in enter)
        else:
            super().keyPressEvent(event)

    def _go_to_list(self, *, is_meant: bool) -> None:
        """Go from the words to what they find; the only one found is taken where it *is_meant*."""
        if not self._list.count():
            return
        self._list.setCurrentRow(0)
        if is_meant and self._list.count() == 1:
            self._tell()
        else:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, text: str) -> None:
        wanted = text.casefold().split()
        self._list.clear()
        for id, name in self._controls:
            if all(word in name.casefold() for word in wanted):
                item = QListWidgetItem(name)
                item.setData(_KEY, id)
                self._list.addItem(item)
        self._nothing.setVisible(not self._list.count())
        self._list.setVisible(bool(self._list.count()))
        title = text.strip()
        if title:
            words = _("Add {title} as your own").format(title=isolate_answer(title))
        else:
            words = _("Add your own control")
        self._own.set_words(words)
        self._judge()

    def _judge(self) -> None:
        self._link.setEnabled(self._list.currentItem() is not None)

    def _tell(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.chosen.emit(str(item.data(_KEY)))


def _unlinked(open_: OpenAssessment, risk: str) -> list[tuple[str, str]]:
    """Every control that is not linked to *risk*: those the catalogue suggests for it first."""
    editing, wording = open_.editing, open_.wording
    linked = {link.control for link in editing.assessment.links_of(risk)}
    known = editing.pack.risk.get(risk)
    suggested = [s.control for s in known.controls] if known is not None else []
    own = [id for id in editing.assessment.controls if id not in editing.pack.control]
    order = dict.fromkeys([*suggested, *own, *editing.pack.control])
    return [
        (id, control_name(wording, editing.assessment.controls.get(id, id)))
        for id in order
        if id not in linked
    ]
