"""The report: what the reader will see, who has signed, what one signs; save and print it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dpia_wizard.codec import content_fingerprint
from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole, write_whole
from dpia_wizard.gui import messages
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.report import copies, printing
from dpia_wizard.gui.report.frame import ReportFrame
from dpia_wizard.gui.report.maker import Made, Wish, make
from dpia_wizard.gui.report.signers import Looked, Signers
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, current_words, isolate
from dpia_wizard.report.anchor import assessment_in
from dpia_wizard.workspace import history, reports, signed_reports
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signed_reports import SignedReport
from dpia_wizard.workspace.void_seals import void_seals

_LARGEST_PDF = 64 * 1024 * 1024


class ReportPage(ReportFrame):
    """Stands in place of the editor. `closed`: back to the assessment; `go`: to a place in it.

    What was signed is never made anew: the signed bytes are what is shown, saved and printed, and
    what the library keeps until the content is another one.
    """

    closed = Signal()
    go = Signal(str)

    def __init__(
        self, open_: OpenAssessment, library: Library, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, parent)
        self._library = library
        self._made: Made | None = None
        self._is_signed = False
        self._is_saved = True
        self._other = ""
        self._earlier: SignedReport | None = None
        self._task: Task | None = None
        self._printing: copies.Printing | None = None
        self.checked = Signers(open_, library, self.signers, self)
        self._connect()
        open_.flush()
        self._begin()

    # What the shell asks

    def can_close(self) -> bool:
        """Whether one may leave: always, what was signed is kept in the library."""
        self._stop_busy()  # what it would give comes too late: the library may be closed
        return True

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
        self.signers.check_asked.connect(self._open_other)
        self.checked.signed.connect(self._signed)
        self.checked.failed.connect(self._failed)
        self.checked.go.connect(self._lead)
        self.banner.followed.connect(self._follow_banner)
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

    def _begin(self) -> None:
        """Show the report that was signed while its content is what is there, else make it; first
        of all a file from elsewhere that was signed here and is saved nowhere."""
        waiting = signed_reports.kept_signed(self._library, self._id(), other=True)
        if waiting is not None:
            self._show_other(waiting.pdf, waiting.name)
            self._is_saved = False
            self._show_state()
            self.say(_("This file was signed here and is not saved yet."))
            return
        kept = signed_reports.kept_signed(self._library, self._id())
        self._earlier = None
        if kept is not None and kept.content in ("", self._content()):
            self._is_signed, self._is_saved, self._other = True, kept.is_saved, ""
            if (made_as := reports.made_as(kept.pdf)) is not None:
                self.options.show_made_as(*made_as)
            self._show(Made(kept.pdf, kept.sign_page, kept.name))
            return
        self._earlier = kept
        self._make(self.options.wish())

    def _id(self) -> str:
        return self._open.editing.assessment.id

    def _content(self) -> str:
        return content_fingerprint(self._open.editing.assessment)

    def _make(self, wish: Wish) -> None:
        self._stop_task()
        try:
            library = self._library if wish.is_numbered else None
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
        self.outline.show_value(self.view.bookmarks())
        self._show_bar()
        self._show_state()
        self._verify()

    # Signing

    def _verify(self) -> None:
        made = self._made
        if made is None:
            return
        is_own = not self._other
        language = self.options.wish().language if is_own else current_words().language
        why_not = _("This summary is not signed: nobody is named in it.")
        if self.options.wish().variant == "sign_page":
            why_not = _("This page is for ink. With a key one signs the full report.")
        self.checked.look_at(Looked(made.pdf, made.sign_page, is_own, language, why_not))

    def _signed(self, pdf: bytes) -> None:
        """Show what was just signed; the library keeps it where it is of this assessment."""
        made = self._made
        if made is None:
            return
        self._is_signed, self._is_saved = True, False
        self._keep(pdf, made)
        self._show(Made(pdf, made.sign_page, made.name))
        if self._other:
            self.say(_("Signed. Save the PDF: the signature is in that file and nowhere else."))
        else:
            self.say(_("Signed, and kept in the library. Save the PDF to hand it on."))
        if made.sign_page:
            self.view.go_to(made.sign_page)
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, pdf: bytes, made: Made) -> None:
        """Keep the signed bytes in the library: of this assessment for the next signer, of a file
        from elsewhere until it is saved."""
        if self._other:
            waiting = SignedReport(pdf, 0, made.name)
            signed_reports.keep_signed(self._library, self._id(), waiting, other=True)
            return
        self._earlier = None
        report = SignedReport(pdf, made.sign_page, made.name, self._content(), self._is_saved)
        signed_reports.keep_signed(self._library, self._id(), report)

    def _anew(self) -> None:
        if messages.ask(
            self,
            _(
                "The signed PDF is taken out of the library, and a new one is made without"
                " signatures. What was signed of the content stays signed."
            ),
            _("Make it anew"),
            _("Keep the signed one"),
            destructive=not self._is_saved,
        ):
            signed_reports.forget_signed(self._library, self._id(), other=False)
            self._make(self.options.wish())

    # Another file

    def _open_other(self) -> None:
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
        self._show_other(pdf, path.name)

    def _show_other(self, pdf: bytes, name: str) -> None:
        self._stop_task()
        before = self._other
        self._other = name
        self._show(Made(pdf, 0, name))
        if self._made is None or self._made.pdf != pdf:
            self._other = before
        if self._other:
            self._is_signed, self._is_saved = True, True
            once = Qt.ConnectionType.SingleShotConnection
            self.signers.shown.connect(self._lead_to_verdict, once)
        self._show_state()

    def _lead_to_verdict(self) -> None:
        QTimer.singleShot(0, self, self.show_verdict)

    def _about_other(self) -> str:
        """What another file is to this assessment."""
        made, editing = self._made, self._open.editing
        try:
            of = "" if made is None else assessment_in(made.pdf)
        except UserError:
            of = ""
        if of not in ("", editing.assessment.id):
            return _("{name} is a report on another assessment.")
        if of and void_seals(editing.sign_off_verdicts):
            return _("You look at {name}. Since it was signed the assessment has changed.")
        return _("You look at {name}.")

    def _follow_banner(self) -> None:
        if not self._other and self._earlier is not None:
            self._show_other(self._earlier.pdf, self._earlier.name)
        elif self._is_saved or messages.ask(
            self,
            _("The signed report is not saved. Without it the signature is lost."),
            _("Leave without saving"),
            _("Stay here"),
            destructive=True,
        ):
            signed_reports.forget_signed(self._library, self._id(), other=True)
            self._begin()

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
        self._is_saved = True
        if self._other:
            signed_reports.forget_signed(self._library, self._id(), other=True)
        elif self._is_signed:
            self._keep(made.pdf, made)
        self._went_out()
        self._show_state()
        self.say(_("Saved as {name}.").format(name=isolate(path.name)))

    def print_report(self) -> None:
        """Ask how many copies and for a printer; what is signed or reduced is printed as it is."""
        made, wish = self._made, self.options.wish()
        if made is None or self._printing is not None:
            return
        is_numbered = not self._other and not self._is_signed and wish.is_numbered
        number = copies.ask_how_many(self, self.checked.count()) if is_numbered else 1
        if not number:
            return
        printer = printing.choose_printer(self, self.view.pages(), letter=wish.paper == "Letter")
        if printer is None:
            return
        printer.setDocName(Path(made.name).stem)
        self._printing = copies.Printing(printer, self)
        self._printing.told.connect(self.show_busy)
        self._printing.printed.connect(self._went_out)
        self._printing.ended.connect(self._print_ended)
        self._printing.failed.connect(self._print_failed)
        if not is_numbered:
            self._printing.print_pdfs((made.pdf,))
            return
        try:
            now = reports.snapshot(self._open.editing, self._library)
        except UserError as error:
            self._print_failed(error)
            return
        self._printing.print_copies(now, wish, number)

    def _went_out(self) -> None:
        """Let the library remember how far the history went that this report says."""
        if self._made is not None and not self._other:
            with suppress(UserError):  # it is saved or printed already, whatever the library's disk
                history.report_went_out(
                    self._library, self._open.editing.assessment.id, self._made.pdf
                )

    def _print_ended(self, words: str) -> None:
        job, self._printing = self._printing, None
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
        anew = self._is_signed and not self._other
        self.options.set_locked(why, anew=anew, is_other=bool(self._other))
        self.set_weighty(weighty=not self._other and self.options.wish().variant == "full")
        self._show_banner()
        self.show_stage(shown=not self._other)
        is_numbered = not self._other and not self._is_signed
        is_numbered = is_numbered and self.options.wish().is_numbered
        self.print_button.set_words(_("Print copies…") if is_numbered else _("Print…"))
        self.save_button.set_role("secondary" if self._is_saved else "primary")
        for button in (self.save_button, self.print_button):
            button.setEnabled(self._made is not None)

    def _show_banner(self) -> None:
        self.banner.setVisible(bool(self._other) or self._earlier is not None)
        if self._other:
            self.banner.show_value(
                self._about_other().format(name=isolate(self._other)),
                sign="file",
                link=_("Back to this report"),
            )
        elif self._earlier is not None:
            self.banner.show_value(
                _("A report was signed before the content changed. It is kept."),
                sign="seal",
                link=_("Look at the signed one"),
            )

    def show_busy(self, words: str) -> None:
        super().show_busy(words)
        for button in (self.save_button, self.print_button):
            button.setEnabled(not words and self._made is not None)

    def _failed(self, error: Exception) -> None:
        self._task = None
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

    def _lead(self, place: str) -> None:
        if self.can_close():
            self.go.emit(place)

    def _stop_busy(self) -> None:
        if self._printing is not None:
            self._printing.cancel()
        self._stop_task()
        self.show_busy("")

    def _stop_task(self) -> None:
        self.checked.stop()
        if self._task is not None:
            self._task.cancel()
        self._task = None

    def _stop(self) -> None:
        if self._printing is not None:
            self._printing.cancel()
        self._stop_task()


def _read(path: Path) -> bytes:
    refusal = UserError("This file is larger than any report, so it was not opened.")
    return read_whole(path, _LARGEST_PDF, refusal=refusal)


def _suggested(name: str, *, signed: bool) -> str:
    path = Path(name)
    if signed and not path.stem.endswith("-signed"):
        return f"{path.stem}-signed{path.suffix or '.pdf'}"
    return name
