"""A joint assessment is signed by each agency for itself: in the library, on paper and in files."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from unittest.mock import patch

import pytest

from dpia_wizard.cli.told import in_lines, in_values
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.extract import extract
from dpia_wizard.core.model import Assessment, Decision
from dpia_wizard.core.participants import agencies, participants
from dpia_wizard.core.people import Person
from dpia_wizard.core.summary import Due
from dpia_wizard.errors import NotAllowed, UserError, WrongPassphrase
from dpia_wizard.report import sign as signing
from dpia_wizard.report.record import Signs, who_signs
from dpia_wizard.report.verdict import Verdict
from dpia_wizard.report.working_group import stage_told
from dpia_wizard.texts import words_for
from dpia_wizard.wording import Wording
from dpia_wizard.wording.sign_offs import unsigned_told
from dpia_wizard.workspace import reports, signing_off
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.reports import CopyNumber, make_report, sign_page_pdf, snapshot
from dpia_wizard.workspace.signed_pages import note_signed_page, signed_pages
from dpia_wizard.workspace.signers import signer_doubts
from dpia_wizard.workspace.signing import Signer, sign_report, verdict_answers, verify_report
from dpia_wizard.workspace.signing_off import sign_off, sign_off_verdicts, unsigned
from tests.report import reading
from tests.workspace.joint import LEAD, PARTNERS, make_joint, of_agency
from tests.workspace.signers import PHRASE, with_people

AT = "2026-11-21T09:00:00.000000+00:00"
People = dict[str, Person]


@pytest.fixture
def people(library: Library) -> People:
    """Those of the agency that leads, and one of each that takes part."""
    return with_people(library) | {agency: of_agency(library, agency) for agency in PARTNERS}


@pytest.fixture
def places(editing: Editing) -> dict[str, str]:
    """The fields of the agencies that take part, by agency."""
    return {one.agency: one.field for one in make_joint(editing)}


def signed(library: Library, pdf: bytes, field: str, person: Person, language: str = "en") -> bytes:
    return sign_report(
        pdf,
        field=field,
        key=library.people.locked_key(person.id),
        passphrase=PHRASE,
        signer=Signer(person.name, person.post, person.agency),
        language=language,
    )


def checked(library: Library, editing: Editing, pdf: bytes) -> Verdict:
    return verify_report(pdf, known=library.contacts.known(), packs=[editing.pack])


def approve(editing: Editing, kind: str = "approved") -> None:
    editing.put("decide", Decision("d1", kind, "Head of office", AT))


# In the library


def test_each_agency_signs_in_its_own_place(library, editing, places, people):
    for agency in PARTNERS:
        made = sign_off(library, editing, people[agency].id, PHRASE, role="participant")
        assert (made.role, made.agency) == (places[agency], agency)
    assert all(one.counts for one in sign_off_verdicts(library, editing.assessment))


def test_the_head_of_an_agency_signs_for_it_and_decides_in_no_others_name(library, editing, places):
    head = of_agency(library, PARTNERS[0], role="head")
    with pytest.raises(NotAllowed, match="has a place of its own"):
        sign_off(library, editing, head.id, PHRASE, role="head")
    made = sign_off(library, editing, head.id, PHRASE, role="participant")
    assert made.role == places[PARTNERS[0]]
    assert [one.problems for one in sign_off_verdicts(library, editing.assessment)] == [()]


def test_the_agencies_of_a_content_are_looked_up_once_whoever_signed_it(
    library, editing, places, people
):
    for role in ("author", "supervisor"):
        sign_off(library, editing, people[role].id, PHRASE, role=role)
    approve(editing)
    for agency in PARTNERS:
        sign_off(library, editing, people[agency].id, PHRASE, role="participant")
    sign_off(library, editing, people["head"].id, PHRASE, role="head", decision="d1")
    with patch.object(signing_off, "participants", wraps=signing_off.participants) as asked:
        found = sign_off_verdicts(library, editing.assessment)
    assert [one.problems for one in found] == [()] * 6
    assert asked.call_count == len({one.sign_off.covers for one in found[2:]}) <= 2


def test_who_signs_for_an_agency_and_which_approvals_wait_is_said_by_the_form(
    library, editing, places, people
):
    """The owner signs for an agency, the supervisor for the one that is responsible, and only an
    approval without conditions waits."""
    rule = editing.pack.workflow.participants
    rule = replace(rule, who=("owner",), responsible="supervisor", approvals=("approved",))
    pack = replace(editing.pack, workflow=replace(editing.pack.workflow, participants=rule))
    editing.pack = pack
    owners = [of_agency(library, agency, role="owner") for agency in PARTNERS]
    with pytest.raises(NotAllowed, match="another role"):
        sign_off(library, editing, people[PARTNERS[0]].id, PHRASE, role="participant")
    desk = of_agency(library, PARTNERS[1], role="supervisor")
    with pytest.raises(NotAllowed, match="has a place of its own"):
        sign_off(library, editing, desk.id, PHRASE, role="supervisor")
    approve(editing, "approved_with_conditions")
    assert unsigned(library, editing)[0].agencies == ()
    editing.put("decide", Decision("d2", "approved", "Head of office", AT))
    assert unsigned(library, editing)[-1].agencies == PARTNERS
    for owner in owners:
        sign_off(library, editing, owner.id, PHRASE, role="participant")
    assert unsigned(library, editing)[-1].agencies == ()
    assert all(one.counts for one in sign_off_verdicts(library, editing.assessment, pack=pack))
    assert who_signs(pack, editing.assessment).rule == rule


def test_nobody_signs_in_the_place_of_another_agency(library, editing, places, people):
    for person, role, why in (
        (people[PARTNERS[0]], places[PARTNERS[1]], "is of another agency"),
        (people["head"], places[PARTNERS[0]], "is of another agency"),
        (people["head"], "participant", "of no agency that signs this for itself"),
        (people["author"], places[PARTNERS[0]], "another role"),
        (people[PARTNERS[0]], "head", "another role"),
    ):
        with pytest.raises(NotAllowed, match=why):
            sign_off(library, editing, person.id, PHRASE, role=role)
    assert not editing.assessment.sign_offs


def test_an_assessment_that_is_not_joint_has_no_place_for_agencies(library, editing, people):
    with pytest.raises(NotAllowed, match="not joint"):
        sign_off(library, editing, people[PARTNERS[0]].id, PHRASE, role="participant")
    approve(editing)
    sign_off(library, editing, people["head"].id, PHRASE, role="head", decision="d1")
    assert unsigned(library, editing) == ()


def test_a_sign_off_in_the_place_of_another_agency_is_marked(library, editing, places, people):
    with patch.object(signing_off, "stands_for", lambda *_: True):
        sign_off(library, editing, people[PARTNERS[0]].id, PHRASE, role=places[PARTNERS[1]])
    (found,) = sign_off_verdicts(library, editing.assessment)
    assert found.problems == ("other_agency",)


def test_what_somebody_signed_for_an_agency_stays_when_they_move_to_another(
    library, editing, places, people
):
    mover = people[PARTNERS[0]]
    sign_off(library, editing, mover.id, PHRASE, role="participant")
    for wrong in ("", "a passphrase of nobody's"):
        with pytest.raises(WrongPassphrase):
            library.people.edit(mover.id, agency=PARTNERS[1], passphrase=wrong)
    assert library.people.person(mover.id) == mover
    assert library.people.edit(mover.id, agency=f"{PARTNERS[0].upper()}.").role == "participant"
    moved = library.people.edit(mover.id, agency=PARTNERS[1], passphrase=PHRASE)
    assert [one.problems for one in sign_off_verdicts(library, editing.assessment)] == [()]
    with patch.object(signing_off, "stands_for", lambda *_: True):  # later, it is no longer theirs
        sign_off(library, editing, moved.id, PHRASE, role=places[PARTNERS[0]])
    found = sign_off_verdicts(library, editing.assessment)
    assert [one.problems for one in found] == [(), ("other_agency",)]


def test_an_agency_that_was_misheard_is_mended_at_the_next_check(library, editing, places, people):
    signer = people[PARTNERS[0]]
    made = sign_off(library, editing, signer.id, PHRASE, role="participant")
    library.people._kept.drop_person(signer.id)  # the key is of another laptop
    for agency, problems in ((PARTNERS[2], ("other_agency",)), (PARTNERS[0], ())):
        library.contacts.check(
            made.key,
            "voice",
            by=people["author"].name,
            name=made.name,
            agency=agency,
            role="participant",
        )
        (found,) = sign_off_verdicts(library, editing.assessment)
        assert found.problems == problems


def test_an_approval_waits_for_every_agency_and_says_for_which(library, editing, places, people):
    sign_off(library, editing, people[PARTNERS[2]].id, PHRASE, role="participant")
    approve(editing)
    (found,) = unsigned(library, editing)
    assert (found.agencies, found.early) == (PARTNERS, PARTNERS[2:])
    sign_off(library, editing, people["head"].id, PHRASE, role="head", decision="d1")
    sign_off(library, editing, people[PARTNERS[2]].id, PHRASE, role="participant")
    (found,) = unsigned(library, editing)
    assert (found.roles, found.agencies, found.early) == ((), PARTNERS[:2], ())
    summary = library.list()[0].summary
    assert Due("unsigned", AT[:10], "agencies") in summary.dues
    now = snapshot(editing)
    made = extract(now.pack, now.assessment, today=now.today, sign_offs=now.sign_offs)
    assert made.not_signed == "agencies"
    wording = Wording(words_for("en", packs=now.pack.words), now.pack)
    marked = "Approved · not signed yet by every agency"
    assert stage_told(made, wording) == marked
    told = in_values(editing, wording)
    assert told["not_signed"] == {"missing": "agencies", "agencies": [*PARTNERS[:2]]}
    assert marked in "\n".join(in_lines(editing, wording, unseen=()))
    for agency in PARTNERS[:2]:
        sign_off(library, editing, people[agency].id, PHRASE, role="participant")
    assert unsigned(library, editing) == ()
    assert library.list()[0].summary.dues == ()


@pytest.mark.parametrize("kind", ["approved", "approved_with_conditions"])
def test_who_signed_before_it_was_decided_signs_again(library, editing, places, people, kind):
    """Three agencies had signed a draft, and it counted for all that was decided afterwards."""
    for agency in PARTNERS:
        sign_off(library, editing, people[agency].id, PHRASE, role="participant")
    for n, (said, about) in enumerate((("lowered", "R01"), ("accepted", "R02"))):
        editing.put("judge", Decision(f"r{n}", said, "Head of office", AT, about, level="low"))
    editing.answer("decision.conditions", value="Passwords by Friday")
    approve(editing, kind)
    sign_off(library, editing, people["head"].id, PHRASE, role="head", decision="d1")
    (found,) = unsigned(library, editing)
    assert (found.agencies, found.early) == (PARTNERS, PARTNERS)
    for language, again in (("en", "please sign again: "), ("ar", "يُرجى التوقيع من جديد: ")):
        told = unsigned_told(words_for(language), found, "Approved", date=str).partition(again)[2]
        assert all(agency in told for agency in PARTNERS)
    for agency in PARTNERS:
        assert sign_off(
            library, editing, people[agency].id, PHRASE, role="participant"
        ).decision == ("d1")
    assert unsigned(library, editing) == ()
    covered = {
        one.id: "decision.conditions" in library.sealed_contents.read(one.covers).assessment.answers
        for one in editing.assessment.sign_offs.values()
    }
    assert covered == {
        one.id: one.decision == "d1" for one in editing.assessment.sign_offs.values()
    }


def test_a_level_set_after_an_agency_signed_the_approval_voids_it(library, editing, places, people):
    approve(editing)
    for agency in PARTNERS[:2]:
        sign_off(library, editing, people[agency].id, PHRASE, role="participant")
    late = library.world.now()
    editing.put("judge", Decision("r1", "lowered", "Supervisor", late, "R01", level="low"))
    found = sign_off_verdicts(library, editing.assessment)
    assert [one.problems for one in found] == [("void",)] * 2


def test_an_emergency_waits_for_no_agency(library, editing, places, people):
    approve(editing, "approved_in_emergency")
    sign_off(library, editing, people["head"].id, PHRASE, role="head", decision="d1")
    assert unsigned(library, editing) == ()


def test_what_an_agency_signed_for_is_asked_anew_once_it_changed(library, editing, places, people):
    for agency in PARTNERS:
        sign_off(library, editing, people[agency].id, PHRASE, role="participant")
    editing.answer("programme.aim", value="Names go to everybody who asks")
    approve(editing)
    assert unsigned(library, editing)[0].agencies == PARTNERS


def test_a_row_that_goes_voids_what_was_signed_and_moves_no_agency_to_another_place(
    library, editing, places, people
):
    signer = people[PARTNERS[1]]
    sign_off(library, editing, signer.id, PHRASE, role="participant")
    (row,) = (r for r in editing.assessment.rows.values() if r.cells.get("agency") == PARTNERS[0])
    editing.remove("row", row)
    (found,) = sign_off_verdicts(library, editing.assessment)
    assert found.problems == ("void",)  # the table is part of what was signed
    left = agencies(participants(editing.pack, editing.assessment))
    assert left == {places[agency]: agency for agency in PARTNERS[1:]}
    again = sign_off(library, editing, signer.id, PHRASE, role="participant")
    assert again.role == found.sign_off.role
    assert sign_off_verdicts(library, editing.assessment)[-1].counts


def test_a_page_signed_in_ink_is_kept_as_that_of_its_agency(library, editing, places):
    for agency in PARTNERS:
        note_signed_page(
            library,
            editing,
            b"%PDF-1.4 a scan",
            "a.pdf",
            role=places[agency],
            by="Clerk",
            words=words_for("en"),
        )
    again = library.open_assessment(editing.assessment.id).assessment
    assert [page.role for page in signed_pages(again)] == [places[agency] for agency in PARTNERS]
    assert {again.remarks[page.file.id].place for page in signed_pages(again)} == {
        "record.agencies"
    }


# The report


@pytest.mark.parametrize("language", ["en", "ar"])
def test_everybody_signs_one_report_and_then_it_is_complete(
    library, editing, places, people, tmp_path, language
):
    for role in ("author", "supervisor", "head"):
        editing.set_person(f"record.{role}", name=people[role].name, agency=LEAD)
    written = make_report(editing, language=language)
    assert {field.name for field in written.fields} >= {*places.values()}
    pdf = written.pdf
    for n, who in enumerate(("author", "supervisor", "head", *PARTNERS)):
        found = checked(library, editing, pdf)
        assert not found.is_complete
        assert set(places.values()) & {*found.unsigned} == {
            places[agency] for agency in PARTNERS[max(0, n - 3) :]
        }
        pdf = signed(library, pdf, "participant" if who in PARTNERS else who, people[who], language)
    found = checked(library, editing, pdf)
    assert (found.state, found.unsigned) == ("unchanged", ())
    assert found.is_complete
    assert found.is_known
    assert signer_doubts(library, found) == ()
    assert found.record.agencies == {field: agency for agency, field in places.items()}
    file = tmp_path / "signed.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid") == 6
    assert told.count("Total document signed") == 1


def test_who_is_missing_is_told_by_agency_and_never_by_id(library, editing, places, people):
    pdf = signed(library, make_report(editing, language="en").pdf, "author", people["author"])
    pdf = signed(library, pdf, "participant", people[PARTNERS[0]])
    for language in ("en", "ar"):
        found = checked(library, editing, pdf)
        told = verdict_answers(found, editing.pack, language)
        every = " ".join((*told.answers, *told.problems, *told.more))
        assert all(agency in every for agency in PARTNERS[1:])
        assert not any(field in every for field in places.values())
        broken = verify_report(pdf[:-900] + b" " * 900)  # its record says nothing any more
        told = verdict_answers(broken, editing.pack, language)
        every = " ".join((*told.answers, *told.problems, *told.more))
        assert not any(field in every for field in places.values())


def test_a_report_is_not_signed_in_the_place_of_another_agency(library, editing, places, people):
    pdf = make_report(editing, language="en").pdf
    for field, person in (
        (places[PARTNERS[1]], people[PARTNERS[0]]),
        (places[PARTNERS[0]], people["head"]),
        ("head", people[PARTNERS[0]]),
    ):
        with pytest.raises(UserError, match="for another agency"):
            signed(library, pdf, field, person)
    with pytest.raises(UserError, match=r"takes no part .* are: Partner B"):
        signed(library, pdf, "participant", people["head"])


def test_one_key_signs_for_one_agency_only(library, editing, places, people):
    pdf = signed(library, make_report(editing, language="en").pdf, "head", people["head"])
    both = replace(people["head"], agency=PARTNERS[0])
    with pytest.raises(UserError, match="signed for another agency already"):
        signed(library, pdf, places[PARTNERS[0]], both)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_place_that_another_signed_with_another_program_is_marked(
    library, editing, places, people, place
):
    """Whoever wants to can put a signature anywhere; it counts only in the own place."""
    pdf = make_report(editing, language="en").pdf
    pdf = signed(library, pdf, "author", people["author"])
    for n, agency in enumerate(PARTNERS):
        by = PARTNERS[(n + place) % 3]
        pdf = signed_as(library, pdf, places[agency], people[by])
    found = checked(library, editing, pdf)
    assert found.state == "unchanged"
    doubts = signer_doubts(library, found)
    assert [one.problem for one in doubts] == ["other_agency"] * (3 if place else 0)


def test_a_report_that_one_key_signed_for_two_agencies_is_not_complete(
    library, editing, places, people
):
    pdf = signed(library, make_report(editing, language="en").pdf, "author", people["author"])
    for role in ("supervisor", "head"):
        pdf = signed(library, pdf, role, people[role])
    for agency in PARTNERS:
        pdf = signed_as(library, pdf, places[agency], people[PARTNERS[0]])
    found = checked(library, editing, pdf)
    assert (found.state, found.unsigned, found.is_complete) == ("unchanged", (), False)
    assert {*found.two_agencies} == {*places.values()}
    told = verdict_answers(found, editing.pack, "en")
    assert any("Each agency signs for itself" in one for one in told.problems)


def signed_as(library: Library, pdf: bytes, field: str, person: Person) -> bytes:
    """Signed by a program that does not look whose place it is."""
    with (
        patch.object(signing, "stands_for", lambda *_: True),
        patch.object(signing, "_must_be_apart", lambda *_: None),
    ):
        return signed(library, pdf, field, person)


def test_who_leaves_an_agency_out_of_the_record_gains_nothing(library, editing, places, people):
    """Beside the content stands in a record who signs; the form says it, too."""
    with patch.object(reports, "who_signs", without_agencies):
        pdf = make_report(editing, language="en").pdf
    for role in ("author", "supervisor", "head"):
        pdf = signed(library, pdf, role, people[role])
    found = checked(library, editing, pdf)
    assert {*found.unsigned} == {*places.values()}
    assert not found.is_complete
    told = verdict_answers(found, editing.pack, "en").problems
    assert any(all(agency in one for agency in PARTNERS) for one in told)


def test_a_record_cannot_give_the_place_of_an_agency_to_another(library, editing, places, people):
    field = places[PARTNERS[0]]
    with patch.object(reports, "who_signs", lambda *_: Signs((field,), frozenset(), {field: LEAD})):
        pdf = make_report(editing, language="en").pdf
    assert verify_report(pdf).troubles == ("record_unreadable",)
    with pytest.raises(UserError, match="not as the program makes a report"):
        signed(library, pdf, field, people[PARTNERS[0]])


def without_agencies(pack: Pack, assessment: Assessment) -> Signs:
    found = who_signs(pack, assessment)
    roles = tuple(one for one in found.places if one not in found.agencies)
    return Signs(roles, found.always - {*found.agencies})


@pytest.mark.parametrize("partners", [0, 1, 2, 6])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_for_signing_hold_at_most_five_and_no_row_alone_where_more_fit(
    library, editing, partners, language
):
    make_joint(editing, [f"Partner {n}" for n in range(partners)])
    now = snapshot(editing, library)
    for paper in ("A4", "Letter"):
        pages = reading.pages(sign_page_pdf(now, language=language, paper=paper))
        assert len(pages) == {0: 1, 1: 2, 2: 2, 6: 3}[partners]
        for n in range(partners):
            at = 1 + (n // 3 if partners == 6 else 0)
            assert reading.not_found([f"Partner {n}"], [pages[at]]) == []
        copy = sign_page_pdf(now, language=language, paper=paper, copy=CopyNumber(2, 3))
        assert len(reading.pages(copy)) == len(pages)
