"""Sign a report: who signs, with which key, under which passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.people import told
from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.report.signers_pane import Person
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, isolate, isolate_answer
from dpia_wizard.workspace import reports
from dpia_wizard.workspace.key_files import (
    LARGEST_KEY,
    forget_key_file,
    key_files,
    read_key_file,
)
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.people import NewKey, key_from, new_key

_NEW, _FILE = " new", " file"
_BESIDE = " beside "  # no id of a person begins with a blank


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed report, and the key where it is nobody's profile in the library yet."""

    pdf: bytes
    key: NewKey | None = None


@dataclass(frozen=True, slots=True)
class ToSign:
    """What shall be signed: the file, the place in it, and what the place is called."""

    pdf: bytes
    field: str
    role: str
    what: str
    language: str


class SignDialog(QDialog):
    """Asks and signs. `ask` gives the `Signed` report, or None when the person went back."""

    def __init__(
        self, to_sign: ToSign, person: Person, library: Library, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._to_sign = to_sign
        self._named = person
        self._library = library
        self._profiles = {p.id: p for p in library.people.here() if p.role == to_sign.field}
        self._task: Task | None = None
        self._file: Path | None = None
        self.signed: Signed | None = None
        self.setWindowTitle(_("Sign the report"))
        self.setObjectName("sign_dialog")
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(24, 18, 24, 12)
        self._column.setSpacing(4)
        title = _("Sign as {role}").format(role=to_sign.role)
        self._column.addWidget(PlainLabel(title, role="heading", wrap=True))
        if to_sign.what:
            self._column.addWidget(SignLabel("info", to_sign.what, role="small", wrap=True))
        self._column.addSpacing(6)
        self._name = self._field("sign.name", _("Name"), person.name)
        self._post = self._field("sign.post", _("Post"), person.post)
        self._agency = self._field("sign.agency", _("Agency"), person.agency)
        self._build_key()
        self._said = SignLabel("warning", "", ink="stop", role="stop", wrap=True)
        self._said.hide()
        self._column.addWidget(self._said)
        self._column.addWidget(
            PlainLabel(
                _(
                    "Your signature covers the whole file as it is now. Whatever is changed in it"
                    " later will show. Write your passphrase down nowhere."
                ),
                role="small_muted",
                wrap=True,
            )
        )
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(ScrollPane(self._inside), 1)
        nest(outer, self._buttons())
        self.resize(self._fitting())
        self._choose_key()
        (self._name if not person.name else self._passphrase).setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, to_sign: ToSign, person: Person, library: Library
    ) -> Signed | None:
        """The signed report, or None."""
        dialog = cls(to_sign, person, library, parent)
        dialog.exec()
        signed = dialog.signed
        dialog.forget()
        dialog.deleteLater()
        return signed

    def forget(self) -> None:
        """Empty the fields of the passphrase."""
        self._passphrase.clear()
        self._again.clear()

    def done(self, result: int) -> None:
        """Leave; a signature that is being made is not waited for."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        super().done(result)

    # Building

    def _field(self, name: str, words: str, value: str, *, secret: bool = False) -> LineEdit:
        field = LineEdit(name=words, secret=secret)
        field.setObjectName(name)
        field.show_value(value)
        caption = PlainLabel(words, role="small_strong")
        caption.setBuddy(field)
        field.setProperty("caption", caption)
        self._column.addWidget(caption)
        self._column.addWidget(field)
        return field

    def _options(self) -> list[tuple[object, str]]:
        """The people whose signature this is, then the keys that are nobody's profile yet."""
        found: list[tuple[object, str]] = [
            (id, isolate_answer(told(person))) for id, person in self._profiles.items()
        ]
        found += [
            (f"{_BESIDE}{id}", _("Key {id}").format(id=isolate(id)))
            for id in key_files(self._library.folder)
        ]
        return [
            *found,
            (_NEW, _("Make a new key on this laptop")),
            (_FILE, _("A key from a file…")),
        ]

    def _build_key(self) -> None:
        options = self._options()
        mine = f"{_BESIDE}{self._to_sign.field}"
        beside = next((id for id, _words in options if str(id).startswith(mine)), None)
        self._key = ComboBox(options, name=_("Signing key"))
        self._key.setObjectName("sign.key")
        first = options[0][0] if self._profiles or beside is None else beside
        self._key.show_value(first)
        self._key.edited.connect(lambda _value: self._choose_key())
        caption = PlainLabel(_("Signing key"), role="small_strong")
        caption.setBuddy(self._key)
        self._column.addSpacing(6)
        self._column.addWidget(caption)
        self._column.addWidget(self._key)
        self._about_key = PlainLabel("", role="small_muted", wrap=True)
        self._column.addWidget(self._about_key)
        self._passphrase = self._field(
            "sign.passphrase", _("Passphrase of the key"), "", secret=True
        )
        self._again = self._field("sign.again", _("The same passphrase again"), "", secret=True)
        for field in (self._name, self._passphrase, self._again):
            field.edited.connect(lambda _text: self._judge())

    def _buttons(self) -> QHBoxLayout:
        self._busy = PlainLabel("", role="small_muted", wrap=True)
        self._back = SecondaryButton(_("Go back"))
        self._back.setObjectName("sign.back")
        self._back.clicked.connect(self.reject)
        self._sign = PrimaryButton(_("Sign now"), sign="seal")
        self._sign.setObjectName("sign.now")
        self._sign.setAutoDefault(True)
        self._sign.setDefault(True)
        self._sign.clicked.connect(self._begin)
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 16)
        row.setSpacing(8)
        row.addWidget(self._busy, 1)
        row.addWidget(self._back)
        row.addWidget(self._sign)
        return row

    def _fitting(self) -> QSize:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else QSize(1024, 640)
        scale = theme.look().scale
        wide = min(round(520 * scale), max(room.width() - 40, 420))
        return QSize(wide, max(min(room.height() - 40, round(600 * scale)), 400))

    # What is asked

    def _choose_key(self) -> None:
        chosen = self._key.value()
        if chosen == _FILE:
            found = messages.choose_open_path(
                self, _("Choose a signing key"), _("Signing keys (*.p12 *.pfx)")
            )
            self._file = found
        is_new = chosen == _NEW
        self._show_person(str(chosen))
        self._again.setVisible(is_new)
        caption = self._again.property("caption")
        if isinstance(caption, QWidget):
            caption.setVisible(is_new)
        about = {
            _NEW: _(
                "You get a profile in this library, with a key locked by a passphrase of your own:"
                " four words that do not belong together are good."
            ),
            _FILE: _("No file was chosen.") if self._file is None else isolate(self._file.name),
        }.get(str(chosen), "")
        self._about_key.setText(about)
        self._about_key.setVisible(bool(about))
        self._say("")
        self._judge()

    def _show_person(self, chosen: str) -> None:
        """A profile says what stands on the stamp; for another key it is written here."""
        person = self._profiles.get(chosen)
        shown = self._named if person is None else person
        for field, words in (
            (self._name, shown.name),
            (self._post, shown.post),
            (self._agency, shown.agency),
        ):
            if person is not None or not field.isEnabled():
                field.show_value(words)
            field.setEnabled(person is None)

    def _judge(self) -> None:
        missing = ""
        chosen = self._key.value()
        if not self._name.text().strip():
            missing = _("Write your name: it stands on the stamp.")
        elif chosen == _FILE and self._file is None:
            missing = _("Choose the file of the key.")
        elif not self._passphrase.text():
            missing = _("Write the passphrase of the key.")
        elif chosen == _NEW and self._again.text() != self._passphrase.text():
            missing = _("Write the same passphrase twice.")
        self._busy.setText(missing)
        self._sign.setEnabled(not missing and self._task is None)

    def _say(self, sentence: str) -> None:
        self._said.show_value("warning", sentence)
        self._said.setVisible(bool(sentence))
        if sentence:
            messages.announce(self, sentence)

    # Signing

    def _begin(self) -> None:
        if not self._sign.isEnabled():
            return
        self._say("")
        self._sign.setEnabled(False)
        self._inside.setEnabled(False)
        self._busy.setText(_("Signing…"))
        signer = reports.Signer(
            self._name.text().strip(), self._post.text().strip(), self._agency.text().strip()
        )
        chosen = str(self._key.value())
        try:
            locked = self._locked(chosen)
        except UserError as error:
            self._failed(error)
            return
        passphrase, keeps = self._passphrase.text(), chosen.startswith((_NEW, _BESIDE))
        self._task = Task(_sign, self._to_sign, signer, locked, passphrase, keeps, parent=self)
        self._task.done.connect(self._done)
        self._task.failed.connect(self._failed)
        self._task.start()

    def _locked(self, chosen: str) -> bytes | None:
        """The chosen key, still locked; None for one that is to be made."""
        if chosen == _NEW:
            return None
        if chosen == _FILE:
            return _key_file(self._file)
        if chosen.startswith(_BESIDE):
            return read_key_file(self._library.folder, chosen.removeprefix(_BESIDE))
        return self._library.people.locked_key(chosen)

    def _done(self, signed: Signed) -> None:
        self._task = None
        if signed.key is not None:
            try:
                self._keep(signed.key)
            except UserError as error:
                self._failed(error)
                return
        self.signed = signed
        self.accept()

    def _keep(self, key: NewKey) -> None:
        """Make a profile of a key that signed well, before the signed report counts."""
        self._library.people.add(
            key,
            name=self._name.text(),
            post=self._post.text(),
            agency=self._agency.text(),
            role=self._to_sign.field,
        )
        chosen = str(self._key.value())
        if chosen.startswith(_BESIDE):
            forget_key_file(self._library.folder, chosen.removeprefix(_BESIDE))

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._inside.setEnabled(True)
        self._judge()
        if not isinstance(error, UserError):
            raise error
        self._say(messages.sentence_of(error))
        self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self._passphrase.selectAll()


def _sign(
    to_sign: ToSign,
    signer: reports.Signer,
    locked: bytes | None,
    passphrase: str,
    keeps: bool,
) -> Signed:
    """Make the key where it is a new one, then sign; runs beside the window."""
    key = new_key(passphrase) if locked is None else None
    if key is None and keeps and locked is not None:
        key = key_from(locked, passphrase)
    pdf = reports.sign_report(
        to_sign.pdf,
        field=to_sign.field,
        key=(locked or b"") if key is None else key.locked,
        passphrase=passphrase,
        signer=signer,
        language=to_sign.language,
    )
    return Signed(pdf, key)


def _key_file(path: Path | None) -> bytes:
    if path is None:
        raise UserError("No file was chosen.")
    return read_whole(path, LARGEST_KEY)
