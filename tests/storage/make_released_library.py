"""Make the library that stands for the newest format; run once for a release, then never again.

Before the first release it is made anew whenever the first migration changes.
"""

from __future__ import annotations

from pathlib import Path

from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.model import (
    Action,
    Answer,
    Assessment,
    Attachment,
    Cells,
    Control,
    Decision,
    Link,
    PackRef,
    Rating,
    Remark,
    Risk,
    Row,
    SignOff,
    pin,
    pinned,
)
from dpia_wizard.core.people import Contact, Person
from dpia_wizard.core.protocol import OwnClause, RegisteredProtocol
from dpia_wizard.core.summary import Due, Seat, Summary
from dpia_wizard.crypto import new_key_slots
from dpia_wizard.storage.migrations import NAMES
from dpia_wizard.storage.protocols import KeptProtocol, ref_of
from dpia_wizard.storage.store import DATABASE, KEYS, Store

PASSPHRASE = "a released library opens for ever"  # noqa: S105 -- known to all
FILE = b"%PDF-1.7 a protocol"
DUE = Due("unsigned", "2026-11-22", "nobody")
SEAT = Seat("rates", "supervisor", "Child protection supervisor")

PERSON = Person(
    "person1",
    "Олена (О́лена) أحمد",
    "Child protection supervisor",
    "Agency one",
    "supervisor",
    "2" * 64,
    b"0",
    "2026-11-22T09:00:00",
)
CONTACT = Contact(
    "3" * 64,
    b"1",
    "محمد علي",
    "Head of office",
    "Agency two",
    "head",
    "2026-11-22T09:00:00",
    "card.json",
    "2026-11-22",
    "voice",
    "Олена",
)


def make(folder: Path) -> None:
    """Make the library with one record of each kind in *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DATABASE).unlink(missing_ok=True)
    slots, key, _ = new_key_slots(PASSPHRASE)
    (folder / KEYS).write_bytes(slots)
    (folder / "passphrase.txt").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    form = PackRef("child-protection-case-management", "1.0", "0" * 64)
    pins = pinned(form, PackRef("default", "1.0", "1" * 64))
    assessment = Assessment("5f1d7c2e", "CP-UA-2026-001", "2026-11-22", pins)
    title = "Case management · إدارة الحالات"
    summary = Summary(
        title,
        assessment.reference,
        worst="high",
        worst_rank=3,
        counts={"high": 1},
        dues=(DUE,),
        seats=(SEAT,),
    )
    when = {"at": "2026-11-22T09:00:00", "by": "Case management officer"}
    with Store.create(folder, key) as store:
        store.add(assessment, summary, **when)
        sha256 = store.put_blob(FILE)
        protocol = RegisteredProtocol(
            "two-rivers",
            "2",
            "Protocol, Two Rivers · بروتوكول",
            "Working Group",
            signed="2026-03-01",
            parties=("Agency one", "Agency two"),
            numbers={"C14": "5.2"},
            clauses=(OwnClause("TR1", "7.4", "Boats", "Dry bags.", ("purpose.aim",)),),
            file="Protocol.pdf",
            sha256=sha256,
            size=len(FILE),
        )
        store.keep_protocol(
            KeptProtocol(ref_of(protocol), protocol, own=True, has_file=True, **when)
        )
        cells: Cells = {"name": "Case file", "where": ("laptop", "paper")}
        records = (
            Answer("purpose.aim", "Protéger les enfants · حماية الأطفال 👧", note="as agreed"),
            Answer("purpose.count", 350),
            Answer("purpose.groups", ("girls", "boys")),
            Answer("purpose.open"),
            Row("row1", "inventory", 1, cells),
            Risk("exposure", severity="severe", likelihood="likely", irreversible=True),
            Control("encryption", status="partly"),
            Link("exposure encryption", "exposure", "encryption", "both", "strong", "as tested"),
            Action("action1", "Encrypt all laptops", source="exposure"),
            Remark("remark1", "purpose.count", "Which period?", "Supervisor", "2026-11-22"),
            Decision("decision1", "sent", "Case management officer", "2026-11-22"),
            Decision(
                "decision2",
                "accepted",
                "Supervisor",
                "2026-11-22",
                "exposure",
                "high",
                "high",
                "The move takes until spring",
                "2027-03-01",
                "Head of office",
                "The log of the shared folder, every week",
            ),
            Rating("rating1", "round1", "exposure", "CW", "2026-11-22", "likely", "severe", "Seen"),
            SignOff(
                "sign1",
                "supervisor",
                "Olena (О́лена) أحمد",
                "Child protection supervisor",
                "Agency one",
                "2026-11-22T09:00:00",
                sha256,
                "2" * 64,
                "MIIB",
                "AAAA",
                "decision1",
            ),
            Attachment("file1", "Protocol.pdf", sha256, len(FILE), "dpisp"),
            pin("protocol", ref_of(protocol)),
        )
        step = Step("answer", tuple(Change(None, record) for record in records))
        store.commit(assessment.id, step, **when)
        store.set_place(assessment.id, "purpose.aim")
        store.put_setting("backup.last", "2026-11-22")
        draft = {"reason": "Two offices were searched · فُتّش مكتبان"}
        store.put_draft(assessment.id, "raised exposure", draft)
        store.people.keep_person(PERSON, b"a locked key")
        store.people.keep_contact(CONTACT)


if __name__ == "__main__":
    make(Path(__file__).parents[1] / "files" / "libraries" / f"format-{len(NAMES)}")
