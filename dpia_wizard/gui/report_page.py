"""The report: what the reader will see, who has signed, what one signs; save and print it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core import workflow
from dpia_wizard.core.summary import TITLE
from dpia_wizard.errors import UserError
from dpia_wizard.files import write_whole
from dpia_wizard.gui import messages, printing, theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page_view import PageView
from dpia_wizard.gui.parts.buttons import LinkButton, SignButton
from dpia_wizard.gui.parts.chips import Chip
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.parts.panes import Pane, ScrollPane
from dpia_wizard.gui.preview_bar import PreviewBar
from dpia_wizard.gui.report_maker import Made, Wish, make, taken_along
from dpia_wizard.gui.report_options import Outline, ReportOptions
from dpia_wizard.gui.sign_dialog import SignDialog, ToSign
from dpia_wizard.gui.signers_pane import SignersPane, people, what_you_sign
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, current_words, isolate
from dpia_wizard.workspace import reports, signing_keys
from dpia_wizard.workspace.library import Library

if TYPE_CHECKING:
    from dpia_wizard.report.verdict import Verdict

NARROW = 1200
_LARGEST_PDF = 64 * 1024 * 1024


class ReportPage(QWidget):
    """Stands in place of the editor. `closed`: back to the assessment.

    What was signed is never made anew: the signed bytes are what is shown, saved and printed.
    """

    closed = Signal()

    def __init__(
        self, open_: OpenAssessment, library: Library, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("report")
        self._open = open_
        self._library = library
        self._made: Made | None = None
        self._verdict: Verdict | None = None
        self._is_signed = False
        self._is_saved = True
        self._other = ""
        self._task: Task | None = None
        self._check: Task | None = None
        self._job: printing.PrintJob | None = None
        self._is_narrow: bool | None = None
        self._build()
        self._connect()
        self._fit()
        open_.flush()
        self._make(self.options.wish())

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
            self._stop()
            self.view.close_document()
            return True
        return False

    # Building

    def _build(self) -> None:
        self.view = PageView()
        self.options = ReportOptions()
        self.outline = Outline()
        self.signers = SignersPane()
        self.bar = PreviewBar()
        self._banner = Banner(sign="file")
        self._banner.hide()
        self._busy = SignLabel("clock", "", role="small", wrap=True)
        self._stop_link = LinkButton(_("Stop"))
        self._stop_link.setObjectName("report.stop")
        self._busy_row = QWidget()
        busy = QHBoxLayout(self._busy_row)
        busy.setContentsMargins(16, 4, 16, 4)
        busy.addWidget(self._busy)
        busy.addWidget(self._stop_link)
        busy.addStretch(1)
        self._busy_row.hide()
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.bar)
        middle.addWidget(self._banner)
        middle.addWidget(self._busy_row)
        middle.addWidget(self.view, 1)
        self._narrow, self._narrow_pane = _side("surface_alt")
        self._right, self._right_pane = _side("surface")
        self._right.addWidget(self.signers, 1)
        self._end = QWidget()
        end = QVBoxLayout(self._end)
        end.setContentsMargins(14, 8, 14, 12)
        end.setSpacing(6)
        self._count_them = PlainLabel(
            _(
                "Print one copy for each signer. Each copy shows where the office is weak: count"
                " them, collect them."
            ),
            role="small_muted",
            wrap=True,
        )
        end.addWidget(self._count_them)
        buttons = FlowLayout(gap=8)
        self._print = SignButton(_("Print…"), sign="print")
        self._print.setObjectName("report.print")
        self._save = SignButton(_("Save PDF…"), sign="file")
        self._save.setObjectName("report.save")
        buttons.addWidget(self._print)
        buttons.addWidget(self._save)
        end.addLayout(buttons)
        self._said = SignLabel("check", "", ink="ok", role="ok", wrap=True)
        self._said.hide()
        end.addWidget(self._said)
        right = Pane(ground="surface", edge="leading")
        self._right_column = QVBoxLayout(right)
        self._right_column.setContentsMargins(0, 0, 0, 0)
        self._right_column.setSpacing(0)
        self._right_column.addWidget(self._right_pane, 1)
        self._right_holder = right
        left = Pane(ground="surface_alt")
        self._left_column = QVBoxLayout(left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.setSpacing(0)
        self._wide = QWidget()
        wide = QVBoxLayout(self._wide)
        wide.setContentsMargins(14, 12, 8, 12)
        wide.setSpacing(8)
        wide.addWidget(PlainLabel(_("Report"), role="heading"))
        self._wide_column = wide
        self._left_column.addWidget(self._wide, 1)
        self._left_column.addWidget(self._narrow_pane, 1)
        self._left_holder = left
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(left)
        across.addLayout(middle, 1)
        across.addWidget(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        column.addLayout(across, 1)

    def _top(self) -> QWidget:
        top = Pane(ground="surface", edge="bottom")
        row = QHBoxLayout(top)
        row.setContentsMargins(14, 6, 16, 6)
        row.setSpacing(10)
        self._back = LinkButton(_("Back to the assessment"), sign="chevron-back", small=False)
        self._back.setObjectName("report.back")
        row.addWidget(self._back)
        assessment = self._open.editing.assessment
        title = PlainLabel(assessment.text(TITLE), role="strong", wrap=True)
        title.setMaximumHeight(2 * theme.look().line_height() + 2)
        row.addWidget(title, 1)
        stage = self._open.wording.stage(workflow.stage(assessment))
        row.addWidget(Chip(stage, outlined=True, name=_("Status: {stage}").format(stage=stage)))
        return top

    def _connect(self) -> None:
        self._back.clicked.connect(self._leave)
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
        self._banner.followed.connect(self._close_other)
        self._stop_link.clicked.connect(self._stop_busy)
        self._print.clicked.connect(self.print_report)
        self._save.clicked.connect(self.save)
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
        self.setFocusProxy(self.view)

    # Making

    def _make(self, wish: Wish) -> None:
        self._stop_task()
        try:
            along = taken_along(self._open.editing, self._library)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self._show_busy(_("Making the report…"))
        self._task = Task(make, self._open.editing, wish, along, parent=self)
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
        self._show_busy("")
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
        known = signing_keys.known_keys(self._library)
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
        signed = SignDialog.ask(self, to_sign, person, self._library.folder)
        if signed is None:
            return
        if signed.new_key:
            signing_keys.remember_key(self._library, signed.new_key, signed.holder)
        self._is_signed = True
        self._is_saved = False
        self._show(Made(signed.pdf, made.sign_page, made.name))
        self._say(_("Signed. Save the PDF: the signature is in that file and nowhere else."))
        self.view.go_to(made.sign_page)

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
        signing_keys.remember_key(self._library, fingerprint, holder.strip())
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
        if made is None:
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
        self._show_state()
        self._say(_("Saved as {name}.").format(name=isolate(path.name)))

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
        self._job.done.connect(lambda: self._print_ended(_("Printed.")))
        self._job.cancelled.connect(lambda: self._print_ended(_("Printing was stopped.")))
        self._job.failed.connect(self._print_failed)
        self._show_busy(_("Printing…"))
        self._job.start()

    def _printed(self, done: int, total: int) -> None:
        self._show_busy(_("Printing page {done} of {total}…").format(done=done, total=total))

    def _print_ended(self, words: str) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
        self._show_busy("")
        self._say(words)

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
        self._banner.setVisible(bool(self._other))
        if self._other:
            self._banner.show_value(
                _("You look at {name}.").format(name=isolate(self._other)),
                sign="file",
                link=_("Back to this report"),
            )
        self._save.set_role("secondary" if self._is_saved else "primary")
        for button in (self._save, self._print):
            button.setEnabled(self._made is not None)

    def _show_busy(self, words: str) -> None:
        self._busy.show_value("clock", words)
        self._busy_row.setVisible(bool(words))
        self._print.setEnabled(not words and self._made is not None)

    def _say(self, words: str) -> None:
        self._said.show_value("check", words)
        self._said.setVisible(bool(words))
        if words:
            messages.announce(self, words)

    def _failed(self, error: Exception) -> None:
        self._task = self._check = None
        self._show_busy("")
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
        self._show_busy("")

    def _stop_task(self) -> None:
        for task in (self._task, self._check):
            if task is not None:
                task.cancel()
        self._task = self._check = None

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._stop_task()

    # Sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        scale = theme.look().scale
        self._narrow_pane.setVisible(narrow)
        self._wide.setVisible(not narrow)
        self.outline.set_whole(whole=narrow)
        self._count_them.setVisible(not narrow)
        if narrow:
            for widget in (self.options, self.signers, self.outline):
                self._narrow.addWidget(widget)
            self._left_column.addWidget(self._end)
        else:
            self._wide_column.addWidget(self.outline, 1)
            self._wide_column.addWidget(self.options)
            self._right.addWidget(self.signers, 1)
            self._right_column.addWidget(self._end)
        self._right_holder.setVisible(not narrow)
        self._left_holder.setFixedWidth(round((288 if narrow else 240) * min(scale, 1.25)))
        self._right_holder.setFixedWidth(round(340 * min(scale, 1.25)))


def _side(ground: str) -> tuple[QVBoxLayout, ScrollPane]:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(8)
    return column, ScrollPane(inside, ground=ground)


def _checked(pdf: bytes, known: dict[str, str]) -> Verdict:
    return reports.verify_report(pdf, known=known)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            pdf = file.read(_LARGEST_PDF + 1)
    except OSError as error:
        raise UserError("{path} cannot be read.", path=path) from error
    if len(pdf) > _LARGEST_PDF:
        raise UserError("This file is larger than any report, so it was not opened.")
    return pdf


def _suggested(name: str, *, signed: bool) -> str:
    path = Path(name)
    if signed and not path.stem.endswith("-signed"):
        return f"{path.stem}-signed{path.suffix or '.pdf'}"
    return name
