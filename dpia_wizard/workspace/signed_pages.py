"""Pages that were signed in ink and scanned: kept with the assessment, with who brought them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia_wizard.core.model import Attachment, Remark
from dpia_wizard.core.participants import agencies, participants, row_of
from dpia_wizard.core.seal import SIGNED_PAGE
from dpia_wizard.core.workflow import edition
from dpia_wizard.errors import NotAllowed, UserError
from dpia_wizard.report.places import field_name, signature_questions
from dpia_wizard.workspace.people import LONGEST, one_line

if TYPE_CHECKING:
    from dpia_wizard.core.model import Assessment
    from dpia_wizard.texts import Words
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.library import Library

_BEGINNINGS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class SignedPage:
    """A scanned page: the file, who noted it, when (ISO), and whose signature it shows."""

    file: Attachment
    by: str
    at: str
    role: str


def note_signed_page(
    library: Library,
    editing: Editing,
    untrusted: bytes,
    untrusted_name: str,
    *,
    role: str,
    by: str,
    words: Words,
) -> SignedPage:
    """Keep a scanned page with the signature of *role* ("supervisor", or the field of an agency
    that signs for itself), brought by the post *by*.

    What is printed rests on none of it: reports made before and after have the same fingerprint,
    and it can be noted while the assessment is closed for changes. Raises `UserError` for what is
    no PDF, PNG or JPEG, or too large, where it is not said who brings it, and `NotAllowed` where
    the role signed with a key.
    """
    _ = words
    if not by.strip():
        raise UserError("Say who brings the signed page. Nothing was kept.")
    if not untrusted.startswith(_BEGINNINGS):
        raise UserError("A signed page is a PDF, PNG or JPEG. Nothing was kept.")
    asked = signature_questions(editing.pack.form)
    places = {field_name(question): question.id for question in asked}
    if (rule := editing.pack.workflow.participants) is not None:
        found = participants(editing.pack, editing.assessment)
        places |= dict.fromkeys(agencies(found), rule.question)
    if role not in places:
        raise UserError("Nobody signs this assessment as {role}. Nothing was kept.", role=role)
    must_be_for_ink(editing, role)
    name = _plain(untrusted_name)
    id = f"{role}-{editing.new_id()}" if row_of(role) else editing.new_id()
    file = Attachment(id, name, library.store.put_blob(untrusted), len(untrusted), SIGNED_PAGE)
    said = _("Signed in ink and scanned: {name}").format(name=name)
    told = Remark(file.id, places[role], said, by.strip(), library.world.now(), settled=True)
    editing.put("signed page", file, told)
    return SignedPage(file, told.by, told.at, role)


def must_be_for_ink(editing: Editing, role: str) -> None:
    """Raises `NotAllowed` where a key that counts stands for *role* under what is there now."""
    now = edition(editing.assessment)
    for one in editing.sign_off_verdicts:
        said = one.sign_off
        if one.counts and said.role == role and edition(editing.assessment, at=said.at) == now:
            raise NotAllowed(
                "{name} signed here with a key on {date}, and that holds. Sign with ink or with a"
                " key, never both.",
                name=said.name,
                date=said.at[:10],
            )


def signed_pages(assessment: Assessment) -> tuple[SignedPage, ...]:
    """The scanned pages of *assessment*, in the order in which they were noted."""
    found = []
    for file in assessment.attachments.values():
        told = assessment.remarks.get(file.id)
        if file.purpose != SIGNED_PAGE:
            continue
        by, at, place = ("", "", "") if told is None else (told.by, told.at, told.place)
        agency = file.id.rpartition("-")[0]
        role = agency if row_of(agency) else place.rpartition(".")[2].removeprefix("sign_")
        found.append(SignedPage(file, by, at, role))
    return tuple(sorted(found, key=lambda page: (page.at, page.file.id)))


def _plain(untrusted_name: str) -> str:
    """The last part of a file's name, as one line."""
    name = one_line(untrusted_name.replace("\\", "/").rpartition("/")[2])
    return name[:LONGEST] or "-"
