"""The report: what the reader will see, who has signed, what one signs; save and print it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole, write_whole
from dpia_wizard.gui import messages
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.report import printing
from dpia_wizard.gui.report.frame import ReportFrame
from dpia_wizard.gui.report.maker import Made, Wish, make
from dpia_wizard.gui.report.sign_dialog import SignDialog, ToSign
from dpia_wizard.gui.report.signers_pane import people, what_you_sign
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, current_words, isolate
from dpia_wizard.workspace import history, reports, signed_reports
from dpia_wizard.workspace.library import Library

if TYPE_CHECKING:
    from dpia_wizard.report.verdict import Verdict

_LARGEST_PDF = 64 * 1024 * 1024


class ReportPage(ReportFrame):
    """Stands in place of the editor. `closed`: back to the assessment.

    What was signed is never made anew: the signed bytes are what is shown, saved and printed.
    """

    closed = Signal()

    def __init__(
        self, open_: OpenAssessment, library: Library, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, parent)
        self._library = library
        self._made: Made | None = None
        self._verdict: Verdict | None = None
        self._is_signed = False
        self._is_saved = True
        self._other = ""
        self._task: Task | None = None
        self._check: Task | None = None
        self._job: printing.PrintJob | None = None
        self._connect()
        open_.flush()
        waiting = signed_reports.kept_signed(library, open_.editing.assessment.id)
        if waiting is None:
            self._make(self.options.wish())
        else:
            self._is_signed, self._is_saved = True, False
            self._show(Made(*waiting))
            self.say(_("This report was signed before the library locked. It is not saved yet."))

    # What the shell asks

    def can_close(self) -> bool:
        """Whether one may leave: a signed report that is not saved is asked about."""
        if self._is_saved or messages.ask(
            self,
            _("The signed report is not saved. Without it the signature is lost."),
            _("Leave without saving"),
            _("Stay here"),
            destructive=True,
        ):
            self._saved_or_given_up()
            self._stop_busy()  # what it would give comes too late: the library may be closed
            return True
        return False

    def keep_for_later(self) -> None:
        """Before the library locks by itself: keep in it what was signed and is not saved."""
        if not self._is_saved and self._made is not None:
            made, id = self._made, self._open.editing.assessment.id
            signed_reports.keep_signed(self._library, id, made.pdf, made.sign_page, made.name)
            self._is_saved = True

    def _saved_or_given_up(self) -> None:
        if not self._is_saved:
            signed_reports.forget_signed(self._library, self._open.editing.assessment.id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            self._stop()
            self.view.close_document()
        return super().event(event)

    # What belongs together

    def _connect(self) -> None:
        self.back.clicked.connect(self._leave)
        self.options.edited.connect(self._make)
        self.options.anew_asked.connect(self._anew)
        self.outline.chosen.connect(self.view.go_to)
        self.view.page_changed.connect(self._page_moved)
        self.view.zoomed.connect(self._show_bar)
        self.bar.page_asked.connect(self.view.go_to)
        self.bar.zoom_stepped.connect(self.view.step_zoom)
        self.bar.fit_asked.connect(lambda: self.view.set_zoom(None))
        self.bar.searched.connect(self._find)
        self.signers.sign_asked.connect(self._sign)
        self.signers.trust_asked.connect(self._trust)
        self.signers.check_asked.connect(self._open_other)
        self.banner.followed.connect(self._close_other)
        self.stop_link.clicked.connect(self._stop_busy)
        self.print_button.clicked.connect(self.print_report)
        self.save_button.clicked.connect(self.save)
        self.tables_link.clicked.connect(self._show_tables)
        for keys, act in (
            ("Ctrl+S", self.save),
            ("Ctrl+P", self.print_report),
            ("Ctrl+F", self.bar.focus_search),
            ("Ctrl+Return", self._press_filled),
            ("Ctrl+Enter", self._press_filled),
            ("Alt+Left", self._leave),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show_tables(self) -> None:
        from dpia_wizard.gui.report.tables_dialog import TablesDialog

        dialog = TablesDialog(self._open, self)
        dialog.exec()
        dialog.deleteLater()

    # Making

    def _make(self, wish: Wish) -> None:
        self._stop_task()
        try:
            library = self._library if wish.variant == "full" else None
            now = reports.snapshot(self._open.editing, library)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self.show_busy(_("Making the report…"))
        self._task = Task(make, now, wish, parent=self)
        self._task.done.connect(self._show_made)
        self._task.failed.connect(self._failed)
        self._task.start()

    def _show_made(self, made: Made) -> None:
        self._task = None
        self._is_signed = False
        self._is_saved = True
        self._other = ""
        self._show(made)

    def _show(self, made: Made) -> None:
        """Show a report and what can be said about its signatures."""
        self.show_busy("")
        try:
            self.view.show_pdf(made.pdf)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self._made = made
        self._verdict = None
        self.outline.show_value(self.view.bookmarks())
        self._show_bar()
        self._show_state()
        self._verify()

    def _verify(self) -> None:
        made = self._made
        if made is None:
            return
        if not self._other and not made.sign_page:
            self.signers.show_nothing(_("This summary is not signed: nobody is named in it."))
            return
        known = self._library.contacts.known()
        self._check = Task(_checked, made.pdf, known, parent=self)
        self._check.done.connect(self._show_verdict)
        self._check.failed.connect(self._failed)
        self._check.start()

    def _show_verdict(self, verdict: Verdict) -> None:
        self._check = None
        made, editing = self._made, self._open.editing
        if made is None:
            return
        self._verdict = verdict
        roles = reports.signature_fields(editing.pack, current_words().language)
        if verdict.state == "not_signed" and not verdict.empty_fields:
            self.signers.show_nothing(_("Nobody has signed this file, and it has no place for it."))
            return
        self.signers.show_value(
            verdict,
            roles,
            {} if self._other else people(editing),
            what="" if self._other else what_you_sign(editing, self._open.wording),
            sign_page=0 if self._other else made.sign_page,
        )

    # Signing

    def _sign(self, field: str) -> None:
        made = self._made
        if made is None:
            return
        editing = self._open.editing
        roles = reports.signature_fields(editing.pack, current_words().language)
        language = current_words().language if self._other else self.options.wish().language
        what = "" if self._other else what_you_sign(editing, self._open.wording)
        to_sign = ToSign(made.pdf, field, roles.get(field, field), what, language)
        person = people(editing).get(field)
        if person is None:
            return
        signed = SignDialog.ask(self.window(), to_sign, person, self._library)
        if signed is None:
            return
        self._is_signed = True
        self._is_saved = False
        self._show(Made(signed.pdf, made.sign_page, made.name))
        self.say(_("Signed. Save the PDF: the signature is in that file and nowhere else."))
        self.view.go_to(made.sign_page)
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _trust(self, fingerprint: str, field: str) -> None:
        role = reports.signature_fields(self._open.editing.pack, current_words().language)
        named = people(self._open.editing).get(field)
        holder = messages.ask_text(
            self,
            _("Whose key is {key}? Note it only after you compared it with the signer.").format(
                key=isolate(fingerprint)
            ),
            label=_("Name and post"),
            initial=", ".join(part for part in (named.name, named.post) if part)
            if named is not None and not self._other
            else role.get(field, ""),
            yes=_("It is compared"),
        )
        if holder is None or not holder.strip():
            return
        by = self._library.store.setting("by") or _("Somebody of this laptop")
        try:
            self._library.contacts.check(fingerprint, "voice", by=by, name=holder)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self._verify()

    def _anew(self) -> None:
        if not self._is_saved and not messages.ask(
            self,
            _("The signed report is not saved. Without it the signature is lost."),
            _("Make it anew"),
            _("Stay here"),
            destructive=True,
        ):
            return
        self._saved_or_given_up()
        self._make(self.options.wish())

    # Another file

    def _open_other(self) -> None:
        if not self._is_saved:
            messages.tell(self, _("Save the signed report first."))
            return
        path = messages.choose_open_path(self, _("Check a signed report"), _("PDF (*.pdf)"))
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Show another PDF and whether it is as it was signed."""
        try:
            pdf = _read(path)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self._stop_task()
        before = self._other
        self._other = path.name
        self._show(Made(pdf, 0, path.name))
        if self._made is None or self._made.pdf != pdf:
            self._other = before
        self._is_signed, self._is_saved = bool(self._other), True
        self._show_state()

    def _close_other(self) -> None:
        if self._is_saved or self.can_close():
            self._make(self.options.wish())

    # Saving and printing

    def save(self) -> None:
        """Ask where to, and write the report there, whole or not at all."""
        made = self._made
        if made is None or not self.save_button.isEnabled():
            return
        suggestion = Path.home() / _suggested(made.name, signed=self._is_signed)
        path = messages.choose_save_path(self, _("Save the report"), suggestion, _("PDF (*.pdf)"))
        if path is None:
            return
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        try:
            write_whole(path, made.pdf)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self._saved_or_given_up()
        self._is_saved = True
        self._went_out()
        self._show_state()
        self.say(_("Saved as {name}.").format(name=isolate(path.name)))

    def print_report(self) -> None:
        """Ask for a printer and print the report as it is shown."""
        made = self._made
        if made is None or self._job is not None:
            return
        letter = self.options.wish().paper == "Letter"
        printer = printing.choose_printer(self, self.view.pages(), letter=letter)
        if printer is None:
            return
        printer.setDocName(Path(made.name).stem)
        self._job = printing.PrintJob(made.pdf, printer, self)
        self._job.progressed.connect(self._printed)
        self._job.done.connect(self._went_out)
        self._job.done.connect(lambda: self._print_ended(_("Printed.")))
        self._job.cancelled.connect(lambda: self._print_ended(_("Printing was stopped.")))
        self._job.failed.connect(self._print_failed)
        self.show_busy(_("Printing…"))
        self._job.start()

    def _went_out(self) -> None:
        """Let the library remember how far the history went that this report says."""
        if self._made is not None and not self._other:
            with suppress(UserError):  # it is saved or printed already, whatever the library's disk
                history.report_went_out(
                    self._library, self._open.editing.assessment.id, self._made.pdf
                )

    def _printed(self, done: int, total: int) -> None:
        self.show_busy(_("Printing page {done} of {total}…").format(done=done, total=total))

    def _print_ended(self, words: str) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
        self.show_busy("")
        self.say(words)

    def _print_failed(self, error: UserError) -> None:
        self._print_ended("")
        messages.tell_error(self, error)

    # What is shown

    def _page_moved(self, page: int) -> None:
        self.outline.show_page(page)
        self._show_bar()

    def _show_bar(self) -> None:
        self.bar.show_value(self.view.page(), self.view.pages(), self.view.zoom())

    def _find(self, text: str) -> None:
        found = self.view.find_text(text)
        self.bar.show_found(found=found or not text)

    def _show_state(self) -> None:
        why = ""
        if self._other:
            why = _("You look at another file; it is shown as it is.")
        elif self._is_signed:
            why = _("It is signed, so it stays as it is.")
        self.options.set_locked(why, anew=self._is_signed and not self._other)
        self.set_weighty(weighty=bool(self._other) or self.options.wish().variant == "full")
        self.banner.setVisible(bool(self._other))
        if self._other:
            self.banner.show_value(
                _("You look at {name}.").format(name=isolate(self._other)),
                sign="file",
                link=_("Back to this report"),
            )
        self.save_button.set_role("secondary" if self._is_saved else "primary")
        for button in (self.save_button, self.print_button):
            button.setEnabled(self._made is not None)

    def show_busy(self, words: str) -> None:
        super().show_busy(words)
        for button in (self.save_button, self.print_button):
            button.setEnabled(not words and self._made is not None)

    def _failed(self, error: Exception) -> None:
        self._task = self._check = None
        self.show_busy("")
        if not isinstance(error, UserError):
            raise error
        messages.tell_error(self, error)

    def _press_filled(self) -> None:
        if not self._is_saved:
            self.save()

    def _leave(self) -> None:
        if self.can_close():
            self.closed.emit()

    def _stop_busy(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._stop_task()
        self.show_busy("")

    def _stop_task(self) -> None:
        for task in (self._task, self._check):
            if task is not None:
                task.cancel()
        self._task = self._check = None

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._stop_task()


def _checked(pdf: bytes, known: dict[str, str]) -> Verdict:
    return reports.verify_report(pdf, known=known)


def _read(path: Path) -> bytes:
    refusal = UserError("This file is larger than any report, so it was not opened.")
    return read_whole(path, _LARGEST_PDF, refusal=refusal)


def _suggested(name: str, *, signed: bool) -> str:
    path = Path(name)
    if signed and not path.stem.endswith("-signed"):
        return f"{path.stem}-signed{path.suffix or '.pdf'}"
    return name
