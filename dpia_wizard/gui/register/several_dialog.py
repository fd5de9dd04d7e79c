"""Change several risks at once: which, what is done with them, and how many that would touch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core import bulk
from dpia_wizard.core.change import Change
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.check_list import CheckList
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.risk_words import control_in, note_of, risk_name
from dpia_wizard.gui.words import _, count, start_rtl_line

_STEPS = {
    "dismissed": "set risks aside",
    "avoided": "avoid risks",
    "back": "bring risks back",
    "control": "link a control to risks",
    "owner": "give risks an owner",
}


class SeveralDialog(QDialog):
    """Lets somebody tick risks and say what is done with them, as one step that undo takes back.

    *listed* are the risks that the register listed: they come first, and are ticked where a
    filter had found them.
    """

    def __init__(
        self, open_: OpenAssessment, listed: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("several_dialog")
        self.setWindowTitle(_("Change several risks"))
        self._open = open_
        self._order = tuple(dict.fromkeys([*listed, *open_.editing.assessment.risks]))
        self._listed = tuple(listed)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 18, 24, 12)
        self._column.setSpacing(10)
        self._build()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(ScrollPane(inside), 1)
        nest(outer, self._buttons())
        self._judge()
        self.resize(self._fitting())
        self._acts.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(cls, parent: QWidget | None, open_: OpenAssessment, listed: Sequence[str]) -> bool:
        """Let somebody choose; whether anything was changed."""
        dialog = cls(open_, listed, parent)
        asked = dialog.exec() == QDialog.DialogCode.Accepted
        changed = asked and dialog.act()
        dialog.deleteLater()
        return changed

    def act(self) -> bool:
        """Do as chosen; whether it is kept."""
        act, made = self._act(), self._changes()
        if not made or act not in _STEPS:
            return False
        return self._open.keep(lambda: self._open.editing.do(_STEPS[act], made))

    def _build(self) -> None:
        self._column.addWidget(PlainLabel(_("Change several risks"), role="title", wrap=True))
        what = _("What to do with them")
        choices = [
            Choice("control", _("Link one control")),
            Choice("owner", _("Name an owner")),
            Choice("dismissed", _("They do not apply")),
            Choice("avoided", _("Mark as avoided")),
            Choice("back", _("Bring back")),
        ]
        self._acts = ChoiceRow(choices, name=what)
        self._acts.setObjectName("several.act")
        self._acts.edited.connect(lambda _value: self._judge())
        self._column.addWidget(PlainLabel(what, role="small_strong"))
        self._column.addWidget(self._acts)
        self._told = PlainLabel("", role="small", wrap=True)
        self._column.addWidget(self._told)
        self._control = ComboBox(self._controls(), name=_("Which control"))
        self._control.setObjectName("several.control")
        self._control.edited.connect(lambda _value: self._judge())
        self._owner = LineEdit(name=_("Owner"), hint=_("Post"))
        self._owner.setObjectName("several.owner")
        self._owner.edited.connect(lambda _text: self._judge())
        self._reason = PlainTextEdit(name=_("Reason for all of them"), lines=2)
        self._reason.setObjectName("several.reason")
        self._reason.edited.connect(lambda _text: self._judge())
        self._captions: dict[QWidget, PlainLabel] = {}
        for field in (self._control, self._owner, self._reason):
            caption = self._captions[field] = PlainLabel(
                field.accessibleName(), role="small_strong"
            )
            caption.setBuddy(field)
            self._column.addWidget(caption)
            self._column.addWidget(field)
        self._column.addWidget(PlainLabel(_("Which risks"), role="small_strong"))
        ticks = QWidget()
        flow = FlowLayout(ticks, gap=10)
        for words, name, which in (
            (_("Tick all"), "several.all", self._order),
            (_("Tick those listed"), "several.listed", self._listed),
            (_("Tick none"), "several.none", ()),
        ):
            link = LinkButton(words)
            link.setObjectName(name)
            link.clicked.connect(lambda _checked=False, ids=which: self._tick(ids))
            flow.addWidget(link)
        self._column.addWidget(ticks)
        self._risks = CheckList(
            [Choice(id, self._risk_words(id)) for id in self._order], name=_("Which risks")
        )
        self._risks.setObjectName("several.risks")
        self._risks.show_value(self._listed if len(self._listed) < len(self._order) else ())
        self._risks.edited.connect(lambda _value: self._judge())
        self._column.addWidget(self._risks)
        self._column.addStretch(1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 14)
        row.setSpacing(10)
        self._missing = PlainLabel("", role="small_muted", wrap=True)
        back = SecondaryButton(_("Change nothing"))
        back.setObjectName("several.back")
        back.clicked.connect(self.reject)
        self._do = PrimaryButton("")
        self._do.setObjectName("several.do")
        self._do.clicked.connect(self._press)
        row.addWidget(self._missing, 1)
        row.addWidget(back)
        row.addWidget(self._do)
        return row

    def _fitting(self) -> QSize:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.sizeHint()
        wide = min(round(860 * theme.look().scale), max(room.width() - 40, 640))
        return QSize(wide, max(min(room.height() - 40, 700), 460))

    def _controls(self) -> list[tuple[object, str]]:
        editing, wording = self._open.editing, self._open.wording
        ids = dict.fromkeys([*editing.assessment.controls, *editing.pack.control])
        named = [(id, start_rtl_line(control_in(wording, editing.assessment, id))) for id in ids]
        return [("", _("Choose a control…")), *sorted(named)]

    def _risk_words(self, id: str) -> str:
        rated = self._open.editing.rated(id)
        name = risk_name(self._open.wording, self._open.editing.assessment.risks[id])
        aside = rated is not None and (rated.risk.dismissed or rated.risk.avoided)
        if rated is None or not aside:
            return name
        return _("{risk} ({note})").format(risk=name, note=note_of(rated))

    def _act(self) -> str:
        return self._acts.value() or ""

    def _tick(self, ids: Sequence[str]) -> None:
        self._risks.show_value(ids)
        self._judge()

    def _changes(self) -> tuple[Change, ...]:
        """What the act would change now; nothing while something is missing."""
        editing, ticked = self._open.editing, self._risks.value()
        match self._act():
            case "dismissed":
                return bulk.set_aside(editing.assessment, ticked, "dismissed", self._reason.text())
            case "avoided":
                return bulk.set_aside(editing.assessment, ticked, "avoided", self._reason.text())
            case "back":
                return bulk.bring_back(editing.pack, editing.assessment, ticked)
            case "control" if control := str(self._control.value() or ""):
                return bulk.link_to_all(editing.pack, editing.assessment, ticked, control)
            case "owner":
                return bulk.give_owner(
                    editing.pack,
                    editing.assessment,
                    ticked,
                    self._owner.text(),
                    seen=editing.seen,
                )
        return ()

    def _judge(self) -> None:
        act = self._act()
        shown = {
            self._control: act == "control",
            self._owner: act == "owner",
            self._reason: act in ("dismissed", "avoided"),
        }
        for field, is_shown in shown.items():
            field.setVisible(is_shown)
            self._captions[field].setVisible(is_shown)
        self._told.setText(_told(act))
        self._told.setVisible(bool(act))
        made = self._changes()
        touched = bulk.risks_in(self._open.editing.assessment, made) & set(self._risks.value())
        self._do.setEnabled(bool(made))
        words = count("Change {n} risk", "Change {n} risks", len(touched))
        self._do.set_words(words if touched else _("Change them"))
        self._missing.setText(self._what_is_missing(made, len(touched)))

    def _what_is_missing(self, made: Sequence[Change], touched: int) -> str:
        act, ticked = self._act(), len(self._risks.value())
        if not act:
            return _("Choose what to do with them.")
        if not ticked:
            return _("Tick the risks that are meant.")
        if act == "control" and not self._control.value():
            return _("Choose a control.")
        if act == "owner" and not self._owner.text().strip():
            return _("Write who owns them.")
        if act in ("dismissed", "avoided") and not self._reason.text().strip():
            return _("Write why: it stays with each of them.")
        if not made:
            return _("All of them stand so already.")
        left = ticked - touched
        words = count("{n} stays as it is.", "{n} stay as they are.", left)
        return words if left else _("Undo takes it back as one step.")

    def _press(self) -> None:
        if self._do.isEnabled():
            self.accept()
        else:
            messages.announce(self, self._missing.text())


def _told(act: str) -> str:
    return {
        "control": _(
            "It is linked where it is not yet, on the axis and as strong as the catalogue has it."
            " How it stands is said once, for all of them."
        ),
        "owner": _(
            "The post owns their open actions and their controls not in place yet, where nobody"
            " owns them. Nobody loses anything."
        ),
        "dismissed": _("They stay in the register with the reason, and count no longer."),
        "avoided": _(
            "Say which data or flow was removed. They stay in the register with that reason."
        ),
        "back": _("They count again, with their ratings and controls."),
    }.get(act, "")
