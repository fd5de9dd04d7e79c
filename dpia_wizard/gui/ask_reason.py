"""A small form that asks for a reason before something is set aside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dpia_wizard.gui import messages
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.keeping import BegunForm
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labelled import add_labelled
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _
from dpia_wizard.workspace.drafts import Words


class AskReason(Card):
    """Asks *question*; `given` gives the reason, `closed` that the person went back, `turned` that
    the `act` waits for something else.

    What is written waits under *key* ("dismissed R36") until `end`. With *post* it asks for the
    post that says it too, which begins as that one.
    """

    given = Signal(str)
    closed = Signal()
    turned = Signal()

    def __init__(
        self,
        open_: OpenAssessment,
        key: str,
        *,
        question: str,
        button: str,
        post: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(state="current", parent=parent)
        self.setObjectName("ask_reason")
        self._reason = PlainTextEdit(name=question, lines=2)
        self._reason.setObjectName("reason")
        self._take = SecondaryButton(button)
        self._take.setObjectName("reason.take")
        self._missing = PlainLabel("", role="small_muted", wrap=True)
        self._first_post = post
        self._post = LineEdit(name=_("Your post"), hint=_("Your post, not your name"))
        self._post.setObjectName("reason.post")
        self._post.show_value(post or "")
        back = LinkButton(_("Go back"), small=False)
        self._begun = BegunForm(open_, self, read=self._read, show=self._show)
        row = FlowLayout(gap=8)
        for widget in (self._take, back, self._begun.discard, self._missing):
            row.addWidget(widget)
        self.body.addWidget(PlainLabel(question, role="strong", wrap=True))
        self.body.addWidget(self._reason)
        if post is not None:
            add_labelled(self.body, _("Your post"), self._post)
        nest(self.body, row)
        self.setFocusProxy(self._reason)
        for field in (self._reason, self._post):
            field.edited.connect(lambda _text: self._type())
        self._take.clicked.connect(lambda: self.given.emit(self._reason.text().strip()))
        back.clicked.connect(self._close)
        self._begun.left.connect(self._close)
        self._act = button
        self._begun.stand_for(key)
        read_in_order(self)

    def ask(self) -> None:
        """Give the focus to the reason."""
        self.show()
        self._begun.set_open(is_open=True)
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self)

    def end(self) -> None:
        """The reason was taken: it waits here no more."""
        self._begun.end()

    def act(self) -> str:
        """The words of what is asked for ("Set aside as not applicable")."""
        return self._act

    def missing(self) -> str:
        """What the `act` still waits for, or ""."""
        return "" if self._take.isEnabled() else self._missing.text()

    def post(self) -> str:
        """The post that says it, where it is asked for."""
        return self._post.text().strip()

    def press(self) -> None:
        """Do the `act`; where something is missing, lead to its field and say so."""
        if self._take.isEnabled():
            self.given.emit(self._reason.text().strip())
            return
        waits = self._post if self._reason.text().strip() else self._reason
        waits.setFocus(Qt.FocusReason.OtherFocusReason)
        messages.announce(self, self._missing.text())

    def _close(self) -> None:
        self._begun.set_open(is_open=False)
        self.closed.emit()

    def _read(self) -> Words:
        post = self._post.text()  # the one that stood there at first was not written by anybody
        return {"reason": self._reason.text(), "post": "" if post == self._first_post else post}

    def _show(self, words: Words) -> None:
        self._reason.show_value(words.get("reason", ""))
        self._post.show_value(words.get("post", self._first_post or ""))
        self._judge()

    def _type(self) -> None:
        self._judge()
        self._begun.note()

    def _judge(self) -> None:
        has_reason = bool(self._reason.text().strip())
        has_post = self._first_post is None or bool(self.post())
        before = self.missing()
        self._take.setEnabled(has_reason and has_post)
        self._missing.setText(_("Write your post.") if has_reason else _("Write why first."))
        self._missing.setVisible(not (has_reason and has_post))
        if self.missing() != before:
            self.turned.emit()
