"""What is known of the signatures under a report, told in the pane, and what one does there."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dpia_wizard.core.participants import place_of, roles_for
from dpia_wizard.core.people import Contact, Person
from dpia_wizard.core.sign_offs import SignOffVerdict, approval_to_sign
from dpia_wizard.errors import UserError
from dpia_wizard.files import write_whole
from dpia_wizard.gui import messages
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.people.compare_dialog import CompareDialog
from dpia_wizard.gui.people.reasons_dialog import ReasonsDialog
from dpia_wizard.gui.people.what_is_signed import what_you_sign
from dpia_wizard.gui.people.words import role_name
from dpia_wizard.gui.report import standing
from dpia_wizard.gui.report.scan_dialog import ask_for_scan
from dpia_wizard.gui.report.signer_rows import Seen, SignerRow, of_roles, rows
from dpia_wizard.gui.report.signers_pane import Answer, Scan, SignersPane
from dpia_wizard.gui.report.signing import agencies_of, named_in, sign_other, sign_own
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, current_words, isolate_answer
from dpia_wizard.wording.sign_offs import doubt_told
from dpia_wizard.workspace import signing
from dpia_wizard.workspace.at_work import at_work
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signed_pages import signed_pages
from dpia_wizard.workspace.signers import signer_doubts
from dpia_wizard.workspace.signing_off import meet_signers, sign_off_verdicts, unsigned

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.people import Known
    from dpia_wizard.core.workflow_rules import ParticipantRule
    from dpia_wizard.report.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Looked:
    """The file that is looked at: of the open assessment (``is_own``) or from elsewhere, with the
    page to sign on (0: nobody signs it, and *why_not*) and the language of its stamps."""

    pdf: bytes
    sign_page: int
    is_own: bool
    language: str
    why_not: str = ""


class Signers(QObject):
    """`signed` gives the bytes of a PDF that was just signed; `go` asks for a place; `failed` gives
    the `Exception` that kept a file from being checked."""

    signed = Signal(bytes)
    go = Signal(str)
    failed = Signal(object)

    def __init__(
        self, open_: OpenAssessment, library: Library, pane: SignersPane, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._open, self._library, self._pane = open_, library, pane
        self._looked: Looked | None = None
        self._task: Task | None = None
        self._places: Mapping[str, str] = {}  # of agencies that sign the file for themselves
        self._rule: ParticipantRule | None = None
        pane.sign_asked.connect(self._sign)
        pane.compare_asked.connect(self._compare)
        pane.more_asked.connect(self._show_what_changed)
        pane.scan_asked.connect(self._add_scan)
        pane.scan_chosen.connect(self._save_scan)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being checked."""
        return self._task is not None

    def look_at(self, looked: Looked) -> None:
        """Check a file beside the window, and tell in the pane what is known."""
        self.stop()
        self._looked = looked
        if looked.is_own and not looked.sign_page:
            self._pane.show_nothing(looked.why_not)
            return
        known = self._library.contacts.known()
        self._task = Task(_checked, looked.pdf, known, self._library.shelf.packs(), parent=self)
        self._task.done.connect(self._told)
        self._task.failed.connect(self._fail)
        self._task.start()

    def stop(self) -> None:
        """Want no verdict any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def count(self) -> int:
        """How many sign by the record: people who are named, and agencies."""
        named = sum(bool(named.words) for named in named_in(self._open).values())
        return named + len(agencies_of(self._open))

    # What is told

    def _told(self, verdict: Verdict) -> None:
        self._task = None
        if self._looked is None:
            return
        self._places, self._rule = verdict.record.agencies, verdict.record.rule
        if self._looked.is_own:
            self._show_own(verdict, self._looked)
        else:
            self._show_other(verdict)

    def _show_own(self, verdict: Verdict, looked: Looked) -> None:
        """How the content and this file stand, and who is next."""
        editing = self._open.editing
        found = of_roles(self._sign_offs())
        waiting = unsigned(self._library, editing)
        answers = (
            *standing.of_content(self._open, found, waiting),
            *standing.of_own_file(verdict, editing.pack),
        )
        named = named_in(self._open)
        early = {agency for one in waiting for agency in one.early}
        told = self._rows(verdict, found, early)
        first = next((row.field for row in told if row.first), "")
        post = named[first].post if first in named else ""
        self._pane.show_value(
            answers or (standing.nobody(),),
            told,
            what=what_you_sign(editing, self._open.wording, post=post),
        )
        is_open = verdict.state in ("not_signed", "unchanged") and bool(verdict.empty_fields)
        ink = _(
            "No key on this laptop? Print page {page} and sign by hand with a stamp. Sign with ink"
            " or with a key, never both."
        ).format(page=looked.sign_page)
        if self._places:
            ink = _(
                "No key on this laptop? Print the pages for signing, from page {page} on, and sign"
                " by hand with a stamp. Sign with ink or with a key, never both."
            ).format(page=looked.sign_page)
        self._pane.show_ink(ink if is_open else "", self._scans(), can_add=True)

    def _scans(self) -> tuple[Scan, ...]:
        """The pages that were signed in ink and brought back."""
        roles = self._roles()
        return tuple(
            Scan(
                page.file.id,
                _("{role}: signed in ink. Brought by {who} on {date}.").format(
                    role=roles.get(page.role) or role_name(page.role),
                    who=isolate_answer(page.by) or "–",
                    date=day(page.at),
                ),
                _("Save {file}…").format(file=isolate_answer(page.file.name)),
            )
            for page in signed_pages(self._open.editing.assessment)
        )

    def _show_other(self, verdict: Verdict) -> None:
        """The three answers on a file from elsewhere."""
        if verdict.state == "not_signed" and not verdict.empty_fields:
            self._pane.show_nothing(_("Nobody has signed this file, and it has no place for it."))
            return
        answers = standing.of_file(verdict, self._open.editing.pack)
        if self._doubts(verdict):
            words = _("Somebody signed who is known here as another: see below.")
            answers = (*answers, Answer("note", words))
        self._pane.show_value(answers, self._rows(verdict, {}))
        self._pane.show_ink("", (), can_add=False)

    def _rows(
        self,
        verdict: Verdict,
        found: Mapping[str, SignOffVerdict],
        early: Container[str] = (),
    ) -> tuple[SignerRow, ...]:
        """A row for each role; *early* are the agencies that signed before it was decided."""
        person = at_work(self._library)
        is_own = self._looked is not None and self._looked.is_own
        return rows(
            Seen(
                verdict,
                signing.verdict_fields(verdict, self._open.editing.pack, current_words().language),
                named_in(self._open) if is_own else {},
                found,
                self._open.editing.today,
                self._doubts(verdict),
                frozenset(field for field, one in self._places.items() if one in early),
                ("", "") if person is None else (self._place_of(person), person.name),
                verdict.state in ("not_signed", "unchanged"),
                self._undecided() if is_own else frozenset(),
            )
        )

    def _undecided(self) -> frozenset[str]:
        """The places of agencies, while there is no approval that they could sign."""
        editing = self._open.editing
        is_approved = approval_to_sign(editing.assessment, editing.pack) is not None
        return frozenset() if is_approved else frozenset(self._places)

    def _doubts(self, verdict: Verdict) -> dict[str, tuple[str, ...]]:
        """What looks wrong about who signed a file, by field."""
        found: dict[str, tuple[str, ...]] = {}
        for doubt in signer_doubts(self._library, verdict):
            told = doubt_told(current_words(), doubt, own=isolate_answer, date=day)
            found[doubt.role] = (*found.get(doubt.role, ()), told)
        return found

    def _place_of(self, person: Person) -> str:
        """Where a person signs: in the place of their agency, where it has one and they may."""
        own = place_of(person.agency, self._places)
        return own if own and person.role in roles_for(own, self._rule) else person.role

    def _roles(self) -> dict[str, str]:
        """What signs a report of this assessment, by the names of the fields."""
        pack, language = self._open.editing.pack, current_words().language
        return signing.signature_fields(pack, language, agencies_of(self._open))

    def _sign_offs(self) -> tuple[SignOffVerdict, ...]:
        editing = self._open.editing
        meet_signers(self._library, editing.assessment)
        return sign_off_verdicts(self._library, editing.assessment, pack=editing.pack)

    def _fail(self, error: Exception) -> None:
        self._task = None
        self.failed.emit(error)

    # What one does

    def _sign(self, field: str) -> None:
        looked = self._looked
        if looked is None:
            return
        if looked.is_own:
            signed = sign_own(
                self._pane, self._open, self._library, looked.pdf, field, looked.language
            )
        else:
            signed = sign_other(
                self._pane,
                self._library,
                looked.pdf,
                field,
                looked.language,
                self._places,
                self._rule,
            )
        if signed is not None:
            self.signed.emit(signed)

    def _compare(self, key: str, field: str) -> None:
        """Compare a key with its holder; it counts from then on."""
        holder = self._library.contacts.holder(key)
        contact = holder if isinstance(holder, Contact) else Contact("".join(key.split()).lower())
        named = named_in(self._open).get(field)
        is_own = self._looked is not None and self._looked.is_own
        name = named.name if named is not None and is_own else ""
        compared = CompareDialog.ask(self._pane, self._library, contact, name=name)
        if compared is not None and self._looked is not None:
            self.look_at(self._looked)

    def _add_scan(self) -> None:
        """Keep a page that was signed in ink."""
        kept = ask_for_scan(self._pane, self._open, self._library, self._roles())
        if kept and self._looked is not None:
            self.look_at(self._looked)

    def _save_scan(self, id: str) -> None:
        """Write the file of a signed page where somebody can open it."""
        file = self._open.editing.assessment.attachments[id]
        kinds = _("All files (*)")
        path = messages.choose_save_path(
            self._pane, _("Save the signed page"), Path.home() / file.name, kinds
        )
        if path is None:
            return
        try:
            write_whole(path, self._library.store.blob(file.sha256))
        except UserError as error:
            messages.tell_error(self._pane, error)

    def _show_what_changed(self) -> None:
        title, found = standing.what_changed(self._open, of_roles(self._sign_offs()))
        place = ReasonsDialog.ask(self._pane, self._open, title, found)
        if place:
            self.go.emit(place)


def _checked(pdf: bytes, known: dict[str, Known], packs: tuple[Pack, ...]) -> Verdict:
    return signing.verify_report(pdf, known=known, packs=packs)
