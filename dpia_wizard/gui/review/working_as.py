"""Which post somebody works as while reviewing: posts, never names."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.findings import is_author
from dpia_wizard.core.posts import is_same
from dpia_wizard.core.workflow_rules import ROLES
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.pickers import LongChoice
from dpia_wizard.gui.review import words
from dpia_wizard.gui.words import _, isolate_answer
from dpia_wizard.workspace.at_work import at_work

_PROPERTY = "working_as"
_OTHER = " "  # no post is a blank


def working_as(open_: OpenAssessment) -> str:
    """The post chosen for this assessment since it was opened; until then that of who works on
    this laptop, and where nobody said so, the author's while it is a draft."""
    chosen = open_.property(_PROPERTY)
    if isinstance(chosen, str):
        return chosen
    if (post := _post_here(open_)) or not open_.editing.may_edit:
        return post
    return words.post_of(open_.editing, "author")


def name_here(open_: OpenAssessment) -> str:
    """The name of who works on this laptop, or "": they stay who they are in another post."""
    person = None if open_.library is None else at_work(open_.library)
    return "" if person is None else person.name


def _post_here(open_: OpenAssessment) -> str:
    person = None if open_.library is None else at_work(open_.library)
    return "" if person is None else person.post


class WorkingAs(QWidget):
    """Chooses the post. `edited`: another one was chosen; it is kept until the library closes."""

    edited = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._choice = LongChoice((), name=_("Working as"))
        self._choice.setObjectName("working_as")
        self._choice.setMinimumContentsLength(22)
        self._other = LineEdit(name=_("Your post"), hint=_("Your post, not your name"))
        self._other.setObjectName("working_as.other")
        caption = PlainLabel(_("Working as"), role="small_strong")
        caption.setBuddy(self._choice)
        self._note = SignLabel("info", "", wrap=True)
        self._other.setMinimumWidth(240)
        row = FlowLayout(gap=8)
        for widget in (caption, self._choice, self._other):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        nest(column, row)
        column.addWidget(self._note)
        self._choice.edited.connect(self._choose)
        self._other.edited.connect(lambda text: self._take(text.strip()))
        self.setFocusProxy(self._choice)
        self.refresh()

    def refresh(self) -> None:
        """Show the posts that the record names now."""
        post = working_as(self._open)
        options: list[tuple[object, str]] = []
        for role in ROLES:
            known = words.post_of(self._open.editing, role)
            if known and known not in [value for value, _words in options]:
                name = words.role_name(role)
                told = _("{role}: {post}").format(role=name, post=isolate_answer(known))
                options.append((known, told))
        others = self._choice.value() == _OTHER
        options.append((_OTHER, _("Another post…")))
        self._choice.set_options([("", _("Choose your post")), *options])
        known_posts = {value for value, _words in options}
        if post in known_posts or (not post and not others):
            self._choice.show_value(post)
        else:
            self._choice.show_value(_OTHER)
            if not self._other.hasFocus():
                self._other.show_value(post)
        self._other.setVisible(self._choice.value() == _OTHER)
        self._show_note(post)

    def _choose(self, value: object) -> None:
        self._other.setVisible(value == _OTHER)
        if value == _OTHER:
            self._other.setFocus()
            self._take(self._other.text().strip())
        else:
            self._take(str(value))

    def _take(self, post: str) -> None:
        self._open.setProperty(_PROPERTY, post)
        self._show_note(post)
        self.edited.emit(post)

    def _show_note(self, post: str) -> None:
        said, editing, name = "", self._open.editing, name_here(self._open)
        if not post:
            said = _("What you decide is kept under your post. Choose it first.")
        elif not editing.may_edit and is_author(editing.assessment, post, name=name):
            said = _("You wrote this assessment, so somebody else must review it.")
        if name and post and not is_same(post, _post_here(self._open)):
            who = _(
                "{name} works here now. Where it is somebody else, say so under People and keys."
            )
            said = f"{who.format(name=isolate_answer(name))} {said}".rstrip()
        self._note.show_value("info", said)
        self._note.setVisible(bool(said))
