"""The window: a shell that shows the start pages, home, or one open assessment."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages
from dpia_wizard.gui.idle import IdleWatch
from dpia_wizard.gui.preferences import Preferences
from dpia_wizard.gui.words import _, count, isolate, isolate_answer, words_of
from dpia_wizard.storage.names import KEYS

if TYPE_CHECKING:
    from dpia_wizard.core.change import Step
    from dpia_wizard.core.model import PackRef
    from dpia_wizard.core.uses import Item
    from dpia_wizard.gui.actions.choose import Chosen
    from dpia_wizard.gui.editor.editor import Editor
    from dpia_wizard.gui.history.history_page import Looked
    from dpia_wizard.gui.home.home import Shown
    from dpia_wizard.gui.open_assessment import OpenAssessment
    from dpia_wizard.workspace.clock import World
    from dpia_wizard.workspace.library import Library
    from dpia_wizard.workspace.library_keys import NewKeys
    from dpia_wizard.workspace.shelf import FormNotHere

_WARM_UP_AFTER = 50
_PLACE_KEPT_WITHIN = 500
_LEAST = (720, 480)
_FIRST = (1366, 697)


class _Stopped(NamedTuple):
    """Where somebody was when the library locked: the field is the one they wrote in."""

    id: str
    place: str
    field: str


class MainWindow(QMainWindow):
    """Keeps the open library and assessment, and shows one page at a time."""

    def __init__(
        self, folder: Path, preferences: Preferences, *, world: World | None = None
    ) -> None:
        super().__init__()
        self.folder = folder
        self.preferences = preferences
        self.library: Library | None = None
        self.open: OpenAssessment | None = None
        self._world = world
        self._place = ""
        self._place_timer = QTimer(self)
        self._place_timer.setSingleShot(True)
        self._place_timer.setInterval(_PLACE_KEPT_WITHIN)
        self._place_timer.timeout.connect(self._write_place)
        self._stopped_at: _Stopped | None = None
        self._kept_editions: set[tuple[PackRef, PackRef]] = set()
        self._show_again: Callable[[], None] = self.show_start
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setMinimumSize(*_LEAST)
        self.resize(
            preferences.settings.width or _FIRST[0], preferences.settings.height or _FIRST[1]
        )
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self._lock_when_idle)
        preferences.changed.connect(self._rebuild)
        for keys, act in self._shortcuts():
            for key in keys:
                shortcut = QShortcut(key, self)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(act)
        self.show_start()

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._stack.currentWidget()

    # Pages

    def show_start(self, note: str = "") -> None:
        """Ask for the passphrase, or begin a library where there is none."""
        if (self.folder / KEYS).exists():
            self._show_unlock(note)
        else:
            self._show_first_start()

    def show_home(self) -> None:
        """Show what is in the library, or on the start page why it cannot be read."""
        if self.library is None or not self._leave_assessment():
            return
        from dpia_wizard.gui.home.home import Home

        try:
            home = Home(self.library, self.preferences, self._stack)
        except UserError as error:  # it opened, but cannot be read: damaged, or its disk is gone
            for unfinished in self._stack.findChildren(QWidget, "home"):
                unfinished.deleteLater()
            self._close_library()
            self.show_start()
            start: Any = self.page
            start.say(error)
            return
        home.opened.connect(self.open_assessment)
        home.history_asked.connect(self._open_history)
        home.lock_asked.connect(self.lock)
        home.settings_asked.connect(self.show_settings)
        home.catalogue_asked.connect(self.show_catalogue)
        home.people_asked.connect(self.show_people)
        home.actions_asked.connect(self.show_actions)
        self._put(home, self._rebuild_home)
        QTimer.singleShot(
            _WARM_UP_AFTER, home, lambda: _read_pack(home, home.show_places, home.say_unusable)
        )

    def open_assessment(self, id: str, place: str = "") -> None:
        """Open the assessment *id* where the team stopped, or at *place*."""
        if self.library is None or not self._leave_assessment():
            return
        from dpia_wizard.gui.open_assessment import OpenAssessment
        from dpia_wizard.workspace.shelf import FormNotHere

        try:
            place = place or self.library.store.place(id)
            editing = self.library.open_assessment(id, by=self.library.store.setting("by") or "")
        except FormNotHere as error:
            if self._adopted(id, error):
                self.open_assessment(id, place)
            return
        except UserError as error:
            messages.tell_error(self, error)
            return
        self.open = OpenAssessment(
            editing, self, protocols=self.library.protocols, library=self.library
        )
        self.open.repinned.connect(self._repinned)
        self._place = place
        self._show_editor()

    def show_report(self) -> None:
        """Show the report of the open assessment."""
        if self.open is None or self.library is None:
            return
        from dpia_wizard.gui.report.report_page import ReportPage

        report = ReportPage(self.open, self.library)
        report.closed.connect(self._show_editor)
        report.go.connect(self._go_to_place)
        self._put(report, self.show_report)

    def show_catalogue(self) -> None:
        """Show what the form of the open assessment knows, or any form that one may begin with."""
        page: Any = self.page
        if self.library is None or page.objectName() == "catalogue":
            return
        if hasattr(page, "can_close") and not page.can_close():
            return
        try:
            self._put_catalogue(None, self._way_back(page))
        except UserError as error:
            messages.tell_error(self, error)

    def show_actions(self) -> None:
        """Show the actions of all assessments; what is open stays open behind it."""
        page: Any = self.page
        if self.library is None or page.objectName() == "all_actions":
            return
        if hasattr(page, "can_close") and not page.can_close():
            return
        if self.open is not None and not self.open.flush():
            return
        try:
            self._put_actions(None, self._way_back(page))
        except UserError as error:
            messages.tell_error(self, error)

    def show_history(self) -> None:
        """Show what was done to the open assessment, in place of the editor."""
        page: Any = self.page
        if self.open is None or page.objectName() == "history":
            return
        if hasattr(page, "can_close") and not page.can_close():
            return
        if self.open.flush():
            self._put_history(None)

    def _open_history(self, id: str) -> None:
        """Open an assessment at its history."""
        self.open_assessment(id)
        self.show_history()

    def _put_history(self, looked: Looked | None) -> None:
        if self.library is None or self.open is None:
            return
        from dpia_wizard.gui.history.history_page import HistoryPage

        try:
            page = HistoryPage(self.open, self.library, here=self._place, looked=looked)
        except UserError as error:
            messages.tell_error(self, error)
            return
        page.closed.connect(self._show_editor)
        page.go.connect(self._go_to_place)
        self._put(page, lambda: self._put_history(page.looked()))

    def _way_back(self, page: Any) -> Callable[[], None]:
        """How to come back to *page* from one that stands beside it."""
        if self.open is not None:
            return self._show_editor
        if page.objectName() == "home":
            return partial(self._show_home_again, page.shown())
        return self.show_home

    def _put_actions(self, chosen: Chosen | None, back: Callable[[], None]) -> None:
        if self.library is None:
            return
        from dpia_wizard.gui.actions.all_actions import AllActions

        page = AllActions(self.library, chosen)
        page.closed.connect(back)
        page.opened.connect(self._open_action)
        self._put(page, lambda: self._put_actions(page.chosen(), back))

    def _open_action(self, id: str, action: str) -> None:
        """Open an assessment at one of its actions."""
        if self.open is not None and self.open.editing.assessment.id == id:
            self._place = action
            self._show_editor()
            return
        self.open_assessment(id, action)

    def show_settings(self) -> None:
        """Show what can be set."""
        from dpia_wizard.gui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.preferences, self.library, self)
        dialog.people_asked.connect(self.show_people)
        dialog.exec()

    def show_people(self) -> None:
        """Show who signs on this laptop and whose keys are known."""
        if self.library is None:
            return
        from dpia_wizard.gui.people.people_dialog import PeopleDialog
        from dpia_wizard.workspace.at_work import at_work

        before = at_work(self.library)
        PeopleDialog.show_for(self, self.library)
        if self.library is None:  # it locked meanwhile
            return
        page: Any = self.page
        if page.objectName() == "home":
            page.refresh()
        if self.open is None or not hasattr(page, "show_place") or not self.open.flush():
            return
        if at_work(self.library) != before:  # the history notes another post from now on
            self.open_assessment(self.open.editing.assessment.id, self._place)
        elif self.open.editing.look_at_signers():
            self._show_editor()

    def show_keys(self) -> None:
        """Show all keys."""
        from dpia_wizard.gui.keys import KeysDialog

        KeysDialog(self).exec()

    def lock(self, note: str = "") -> bool:
        """Keep everything, close the library and ask for the passphrase; False when something
        could not be kept, which stays open then."""
        stopped = self._stopped()
        if self.library is None or not self._leave_assessment():
            return False
        self._close_library()
        self._stopped_at = stopped
        self.show_start(note)
        return True

    def keep(self) -> None:
        """Put what is being typed on the disk, as when the system logs out."""
        if self.open is not None:
            self.open.flush()
            self._write_place()

    # What the pages ask for

    def _show_unlock(self, note: str = "") -> None:
        from dpia_wizard.gui.start.unlock import Unlock

        page = Unlock(self.folder, note=note)
        page.unlocked.connect(self._unlock)
        page.sheet_asked.connect(self._show_recover)
        self._put(page, lambda: self._show_unlock(note))
        QTimer.singleShot(_WARM_UP_AFTER, page, lambda: _warm_up(page))

    def _show_first_start(self, keys: NewKeys | None = None) -> None:
        from dpia_wizard.gui.start.first_start import ChooseLanguage, FirstStart

        if not self.preferences.settings.language:
            choice = ChooseLanguage(self.preferences.language)
            choice.chosen.connect(lambda code: self.preferences.change(language=code))
            self._put(choice, self._show_first_start)
            return
        page = FirstStart(self.folder, keys=keys)
        page.made.connect(self._create)
        page.language_asked.connect(lambda: self.preferences.change(language=""))
        # A sheet that may be printed already stays the same in another language.
        self._put(page, lambda: self._show_first_start(page.keys))

    def _show_recover(self) -> None:
        from dpia_wizard.gui.start.recover import Recover

        page = Recover(self.folder)
        page.recovered.connect(self._recover)
        page.back_asked.connect(self._show_unlock)
        self._put(page, self._show_recover)

    def _create(self, keys: NewKeys) -> None:
        from dpia_wizard.workspace.library import Library

        self.begin(lambda: Library.create_with(self.folder, keys, world=self._world))

    def _unlock(self, key: bytes) -> None:
        from dpia_wizard.workspace.library import Library

        self.begin(lambda: Library.open_with(self.folder, key, world=self._world))

    def _recover(self, key: bytes, passphrase: str) -> None:
        from dpia_wizard.workspace.library import Library

        def recovered() -> Library:
            library = Library.open_with(self.folder, key, world=self._world)
            try:
                library.change_passphrase(passphrase)
            except UserError:
                library.close()
                raise
            return library

        self.begin(recovered)

    def begin(self, opened: Callable[[], Library]) -> None:
        """Take the library that *opened* gives, and show home or where one was locked out."""
        try:
            self.library = opened()
        except UserError as error:
            page: Any = self.page
            page.say(error)
            return
        self.idle.start(self.preferences.settings.lock_after)
        stopped, self._stopped_at = self._stopped_at, None
        if stopped is None:
            self.show_home()
            return
        self.open_assessment(stopped.id, stopped.place)
        shown: Any = self.page
        if self.open is None:  # it was deleted elsewhere, or its form is not here
            self.show_home()
        elif hasattr(shown, "focus_field"):
            shown.focus_field(stopped.field)

    def _repinned(self, _step: Step) -> None:
        self._show_editor()

    def _show_editor(self) -> None:
        if self.open is None:
            return
        from dpia_wizard.gui.editor.editor import Editor

        self.open.editing.look_at_signers()  # keys may have been compared beside the report
        editor = Editor(self.open, settings=self.preferences.settings)
        editor.guidance_turned.connect(
            lambda shown: self.preferences.remember(guidance_shown=shown)
        )
        editor.home_asked.connect(self.show_home)
        editor.report_asked.connect(self.show_report)
        editor.top.catalogue_asked.connect(self.show_catalogue)
        editor.top.history_asked.connect(self.show_history)
        editor.place_changed.connect(self._keep_place)
        editor.edition_asked.connect(self._ask_for_edition)
        self._offer_edition(editor)
        self._put(editor, self._show_editor)
        if self._place:
            editor.show_place(self._place)

    def _adopted(self, id: str, error: FormNotHere) -> bool:
        """Offer to move an assessment whose edition is not here to one that is."""
        if self.library is None:
            return False
        from dpia_wizard.wording.editions import unfitting_lines
        from dpia_wizard.wording.names import Names

        try:
            pack = self.library.shelf.named(error.ref.id)
            other = pack.ref
            found = self.library.unfitting(id, other)
        except UserError:
            messages.tell_error(self, error)
            return False
        question = _(
            "This assessment is made with edition {before} of its form, which is not here, so"
            " nothing can be compared. Install that edition under Forms and matrices, or move the"
            " assessment to edition {after}. Nothing that was written is lost by the move, but"
            " it cannot be undone."
        ).format(before=isolate(error.ref.edition), after=isolate(other.edition))
        lines = unfitting_lines(Names(words_of(pack), pack), found, apart=isolate_answer)
        question = "\n\n".join((question, *lines))
        move = _("Move to edition {edition}").format(edition=isolate(other.edition))
        if not messages.ask(self, question, move, _("Leave it")):
            return False
        try:
            self.library.adopt(id, other, by=self.library.store.setting("by") or "")
        except UserError as failed:
            messages.tell_error(self, failed)
            return False
        return True

    def _put_catalogue(self, item: Item | None, back: Callable[[], None]) -> None:
        if self.library is None:
            return
        from dpia_wizard.gui.catalogue.catalogue import Catalogue

        if self.open is not None:
            packs = [self.open.editing.pack]
        else:
            shelved = self.library.shelf.to_begin_with()
            packs = [one.pack for one in shelved if one.pack is not None]
        page = Catalogue(packs, open_=self.open)
        if item is not None:
            page.show_item(item)
        page.closed.connect(back)
        page.go.connect(self._go_to_place)
        self._put(page, lambda: self._put_catalogue(page.shown(), back))

    def _go_to_place(self, place: str) -> None:
        self._place = place
        self._show_editor()

    def _offer_edition(self, editor: Editor) -> None:
        """Say it where a newer edition of the form is here and the assessment may be moved."""
        if self.library is None or self.open is None or not self.open.editing.may_edit:
            return
        made_with = self.open.editing.assessment.form
        newer = self.library.shelf.newer(made_with)
        if newer is not None and (made_with, newer) not in self._kept_editions:
            editor.offer_edition(newer.edition)

    def _ask_for_edition(self) -> None:
        """Show what the newer edition would change, and move to it if somebody wants to."""
        shown = self.page
        editor: Any = shown
        if self.library is None or self.open is None or not self.open.flush():
            return
        from dpia_wizard.gui.packs.upgrade_dialog import UpgradeDialog

        assessment = self.open.editing.assessment
        newer = self.library.shelf.newer(assessment.form)
        if newer is None:
            editor.hide_edition()
            return
        try:
            after = self.library.move(assessment, newer)
        except UserError as error:
            messages.tell_error(self, error)
            return
        if not UpgradeDialog.ask(self, self.open, after) and self.page is shown:
            self._kept_editions.add((assessment.form, newer))
            editor.hide_edition()

    def _keep_place(self, place: str) -> None:
        self._place = place
        self._place_timer.start()  # a page is painted first, and people pass many places

    def _write_place(self) -> None:
        self._place_timer.stop()
        if self.library is not None and self.open is not None:
            with suppress(UserError):  # a place that is not kept costs one search, no answer
                self.library.store.set_place(self.open.editing.assessment.id, self._place)

    def _stopped(self) -> _Stopped | None:
        if self.open is None:
            return None
        page: Any = self.page
        field = page.field() if hasattr(page, "field") else ""
        return _Stopped(self.open.editing.assessment.id, self._place, field)

    def _leave_assessment(self) -> bool:
        """Keep what was typed and close the assessment; False when it cannot be kept."""
        if self.open is None:
            return True
        page: Any = self.page
        if hasattr(page, "can_close") and not page.can_close():
            return False
        if not self.open.flush():
            return False
        self._write_place()
        self.open.deleteLater()
        self.open = None
        self._place = ""
        return True

    def _close_library(self) -> None:
        self.idle.stop()
        if self.library is not None:
            self.library.close()
            self.library = None

    # The shell itself

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leave_assessment():
            event.ignore()
            return
        self._close_library()
        size = self.normalGeometry().size()
        self.preferences.remember(
            width=size.width(), height=size.height(), maximised=self.isMaximized()
        )
        event.accept()

    def _put(self, page: QWidget, again: Callable[[], None]) -> None:
        """Show *page* in place of the one before; *again* builds it anew in another language."""
        self._show_again = again
        before = self._stack.currentWidget()
        page.resize(self._stack.size())  # so that nothing is laid out twice
        page.ensurePolished()
        layout = page.layout()
        if layout is not None:
            layout.activate()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None:
            self._stack.removeWidget(before)
            before.hide()
            before.deleteLater()
        self.setWindowTitle(_("DPIA Wizard"))
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self) -> None:
        if self.open is not None:
            page: Any = self.page
            if hasattr(page, "can_close") and not page.can_close():
                return
            self.open.refresh_words()
        if self.library is not None:
            self.idle.start(self.preferences.settings.lock_after)
        self._show_again()

    def _rebuild_home(self) -> None:
        before: Any = self.page
        self._show_home_again(before.shown())

    def _show_home_again(self, shown: Shown) -> None:
        self.show_home()
        after: Any = self.page
        if hasattr(after, "show_again"):  # else the library could not be read
            after.show_again(shown)

    def _lock_when_idle(self) -> None:
        minutes = self.preferences.settings.lock_after
        note = count(
            "Locked after {n} minute. Everything is saved.",
            "Locked after {n} minutes. Everything is saved.",
            minutes,
        )

        def lock() -> None:
            if not self.lock(note) and self.library is not None:
                QTimer.singleShot(0, lambda: self.idle.start(minutes))

        if _leave_dialogs():  # whoever asked gets the answer while the library is open
            QTimer.singleShot(0, self, lock)
        else:
            lock()

    def _shortcuts(self) -> tuple[tuple[tuple[QKeySequence | str, ...], Callable[[], object]], ...]:
        scale = self.preferences.step_scale
        return (
            (("Ctrl+L",), self.lock),
            (("Ctrl+B",), self.show_catalogue),
            (("Ctrl+T",), self.show_actions),
            (("Ctrl+Shift+H",), self.show_history),
            (("Ctrl+Shift+P",), self.show_people),
            (("Ctrl++", "Ctrl+="), lambda: scale(1)),
            (("Ctrl+-",), lambda: scale(-1)),
            (("Ctrl+0",), lambda: scale(0)),
            (("Shift+F1",), self.show_keys),
        )


def _leave_dialogs() -> bool:
    """Leave every dialog, without the questions that some ask when a person cancels them, and
    close what is dropped down; whether one was waited for."""
    waited = False
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog) and window.isVisible():
            waited = waited or window.isModal()
            QDialog.reject(window)
        elif window.windowType() == Qt.WindowType.Popup and window.isVisible():
            window.close()
    return waited


def _warm_up(page: QWidget) -> None:
    """Read what home needs while the passphrase is typed and the key is derived."""
    importlib.import_module("dpia_wizard.gui.home.home")
    QTimer.singleShot(0, page, lambda: _read_pack(page))


def _read_pack(
    page: QWidget,
    then: Callable[[], None] | None = None,
    otherwise: Callable[[UserError], None] | None = None,
) -> None:
    """Read what an assessment is opened with while *page* is shown, in steps that keep no key
    waiting for long; go on with *then* if it was not read before, or with *otherwise* if it
    cannot be used."""
    from dpia_wizard.workspace import library

    if library.pack_is_read():
        return
    importlib.import_module("dpia_wizard.packs.load")
    importlib.import_module("dpia_wizard.workspace.editing")

    def read() -> None:
        try:
            library.shipped_pack()
        except UserError as error:  # told again when an assessment is opened
            if otherwise is not None:
                otherwise(error)
        else:
            if then is not None:
                then()

    QTimer.singleShot(0, page, read)
