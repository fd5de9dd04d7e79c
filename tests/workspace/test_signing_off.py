"""A sign-off is a key under exact content: whatever else a file says is refused or marked."""

from __future__ import annotations

import base64
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia_wizard import crypto
from dpia_wizard.core.model import Assessment, Decision, Risk, SignOff
from dpia_wizard.core.people import Person
from dpia_wizard.core.sign_offs import newest, replaced
from dpia_wizard.errors import NotAllowed, UserError, WrongPassphrase
from dpia_wizard.sealing import sealed_bytes, statement
from dpia_wizard.storage.history import AT_SIGN_OFF
from dpia_wizard.workspace.deciding import refusals
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signing_off import (
    decide_and_sign,
    is_right,
    meet_signers,
    sign_off,
    sign_off_verdicts,
    unsigned,
)
from dpia_wizard.workspace.void_seals import void_seals
from tests.gui.review_samples import rate
from tests.workspace.signers import LIBRARY, NAMES, PHRASE, Ticking, key, with_people

People = dict[str, Person]


@pytest.fixture
def people(library: Library) -> People:
    return with_people(library)


def decided(editing: Editing, kind: str, id: str = "") -> Decision:
    """A decision put there as a file could put it, whatever the rules say."""
    at = f"2026-11-21T09:{len(editing.assessment.decisions):02}:00.000000+00:00"
    made = Decision(id or editing.new_id(), kind, "A post", at)
    editing.put("decide", made)
    return made


def rated(editing: Editing) -> None:
    """Take up a risk, rate and confirm it: what has no risk is not sent."""
    editing.take_up(editing.pack.risk["R01"])
    rate(editing, editing.assessment.risks["R01"], top=False)


def problems(library: Library, assessment: Assessment) -> list[tuple[str, ...]]:
    return [one.problems for one in sign_off_verdicts(library, assessment)]


def with_sign_off(assessment: Assessment, *made: SignOff) -> Assessment:
    return replace(assessment, sign_offs={one.id: one for one in made})


def test_a_sign_off_of_a_known_key_in_its_role_counts(library, editing, people):
    for role, person in people.items():
        made = sign_off(library, editing, person.id, PHRASE, role=role)
        assert (made.name, made.post) == (NAMES[role], f"Post of {role}")
        assert library.store.blob(made.covers) == sealed_bytes(
            editing.pack.seal, editing.assessment, role
        )
    again = library.store.load(editing.assessment.id)
    verdicts = sign_off_verdicts(library, again)
    assert [one.sign_off.role for one in verdicts] == list(people)
    assert [one.problems for one in verdicts] == [()] * 5
    assert all(one.counts and one.is_known and one.holds for one in verdicts)
    assert [anchor.why for anchor in library.store.anchors(again.id)] == [AT_SIGN_OFF] * 5


def test_a_wrong_passphrase_changes_nothing(library, editing, people):
    before, end = editing.assessment, library.store.history_end(editing.assessment.id)
    with pytest.raises(WrongPassphrase):
        sign_off(library, editing, people["head"].id, "not that one at all", role="head")
    with pytest.raises(WrongPassphrase):
        decide_and_sign(
            library, editing, "sent", people["author"].id, "not that one at all", role="author"
        )
    assert editing.assessment == before
    assert library.store.history_end(before.id) == end


def test_who_left_or_has_another_role_signs_nothing(library, editing, people):
    library.people.leave(people["owner"].id)
    for role, id in [
        ("owner", people["owner"].id),
        ("head", people["supervisor"].id),
        ("", people["supervisor"].id),
    ]:
        with pytest.raises(NotAllowed):
            sign_off(library, editing, id, PHRASE, role=role)
    with pytest.raises(UserError):
        sign_off(library, editing, people["head"].id, PHRASE, role="head", decision="none")
    assert not editing.assessment.sign_offs


def test_what_somebody_signed_before_leaving_stays_theirs(library, editing, people):
    sign_off(library, editing, people["owner"].id, PHRASE, role="owner")
    library.people.leave(people["owner"].id)
    assert problems(library, editing.assessment) == [()]


def test_what_somebody_signed_after_leaving_is_marked(library, editing, people, tmp_path):
    library.store.copy_to(tmp_path)  # where the profile, and the key, are still at work
    library.people.leave(people["owner"].id)
    with Library.open(tmp_path, LIBRARY, world=library.world) as kept:
        elsewhere = kept.open_assessment(editing.assessment.id)
        made = sign_off(kept, elsewhere, people["owner"].id, PHRASE, role="owner")
        library.store.put_blob(kept.store.blob(made.covers))
    assert problems(library, with_sign_off(editing.assessment, made)) == [("had_left",)]


def test_a_change_voids_a_sign_off_at_once_and_a_mended_letter_does_not(library, editing, people):
    made = sign_off(library, editing, people["head"].id, PHRASE, role="head")
    editing.answer("programme.aim", value="We receive lists of children")
    assert editing.seals[made.id].standing == "corrected"
    editing.take_up(editing.pack.risk["R01"])
    editing.put("rate", replace(editing.assessment.risks["R01"], likelihood="likely"))
    assert problems(library, editing.assessment) == [("void",)]
    verdict = sign_off_verdicts(library, editing.assessment)[0]
    assert verdict.is_right
    assert verdict.is_known
    assert not verdict.holds


def test_what_was_signed_is_neither_changed_nor_taken_back(library, editing, people):
    made = sign_off(library, editing, people["head"].id, PHRASE, role="head")
    seal = next(f for f in editing.assessment.attachments.values() if f.purpose == "seal")
    for attempt in (
        lambda: editing.undo(),
        lambda: editing.remove("take back", made),
        lambda: editing.put("alter", replace(made, name="Somebody")),
        lambda: editing.remove("take away", seal),
    ):
        with pytest.raises(NotAllowed, match="neither changed nor taken back"):
            attempt()
    assert problems(library, editing.assessment) == [()]


def test_a_decision_is_made_and_signed_by_the_key_of_its_maker(library, editing, people):
    author = people["author"]
    rated(editing)
    made = decide_and_sign(library, editing, "sent", author.id, PHRASE, role="author")
    decision = editing.assessment.decisions[made.decision]
    assert (decision.kind, decision.by) == ("sent", author.post)
    assert unsigned(library, editing) == ()
    assert problems(library, editing.assessment) == [()]
    head = sign_off(library, editing, people["head"].id, PHRASE, role="head")  # while in review
    assert head.id in editing.assessment.sign_offs


def test_what_somebody_signs_is_theirs_in_the_history_whoever_works_here(library, editing, people):
    rated(editing)
    at_heads_desk = library.open_assessment(editing.assessment.id, by=people["head"].post)
    decide_and_sign(library, at_heads_desk, "sent", people["author"].id, PHRASE, role="author")
    sign_off(library, at_heads_desk, people["adviser"].id, PHRASE, role="adviser")
    at_heads_desk.remark("programme.aim", "Say more on the drill.", by="Adviser")
    *_, sent, sealed, advised, remarked = library.store.history(editing.assessment.id)
    assert [sent.by, sealed.by, advised.by] == ["Post of author"] * 2 + ["Post of adviser"]
    assert remarked.by == "Post of head"


def test_a_state_that_is_only_said_is_marked_as_not_signed(library, editing, people):
    sent, approved = decided(editing, "sent"), decided(editing, "approved")
    found = unsigned(library, editing)
    assert [(one.decision, one.kind) for one in found] == [(sent, "nobody"), (approved, "nobody")]
    assert "head" in found[1].roles
    sign_off(library, editing, people["head"].id, PHRASE, role="head", decision=approved.id)
    assert [one.decision for one in unsigned(library, editing)] == [sent]


def test_a_role_that_the_rules_do_not_ask_signs_no_decision(library, editing, people):
    approved = decided(editing, "approved")
    with pytest.raises(NotAllowed, match="another role"):
        sign_off(
            library, editing, people["adviser"].id, PHRASE, role="adviser", decision=approved.id
        )


def test_a_role_raised_in_a_file_is_marked(library, editing, people, tmp_path, library_keys):
    """Somebody raises their role where they work: right, and not theirs to give."""
    elsewhere = Library.create_with(tmp_path / "elsewhere", library_keys, world=Ticking())
    with elsewhere:
        adviser = elsewhere.people.add(key("adviser"), name=NAMES["adviser"], role="head")
        made = signed_elsewhere(library, editing.assessment, elsewhere, adviser, "head")
    assert problems(library, with_sign_off(editing.assessment, made)) == [("other_role",)]
    raised = with_sign_off(editing.assessment, replace(made, role="supervisor"))
    assert "not_right" in problems(library, raised)[0]


def test_what_somebody_signed_in_an_earlier_role_stays_theirs(library, editing, people):
    sign_off(library, editing, people["owner"].id, PHRASE, role="owner")
    library.people.leave(people["head"].id)
    library.people.edit(people["owner"].id, role="head", passphrase=PHRASE)
    assert problems(library, editing.assessment) == [()]
    with pytest.raises(NotAllowed):
        sign_off(library, editing, people["owner"].id, PHRASE, role="owner")
    first = next(iter(editing.assessment.sign_offs.values()))
    opened = crypto.open_signing_key(key("owner").locked, PHRASE)
    said = replace(first, at="2027-01-01T00:00:00.000000+00:00", signature="")
    signature = opened.sign(statement(said, editing.assessment))
    later = replace(said, signature=base64.b64encode(signature).decode())
    assert problems(library, with_sign_off(editing.assessment, later)) == [("other_role",)]


def test_own_work_is_not_approved(library, editing, people):
    sign_off(library, editing, people["author"].id, PHRASE, role="author")
    library.people.edit(people["author"].id, role="head", passphrase=PHRASE)
    approved = decided(editing, "approved")
    with pytest.raises(NotAllowed, match="as the author"):
        sign_off(library, editing, people["author"].id, PHRASE, role="head", decision=approved.id)


def test_own_work_is_not_approved_with_a_second_key_either(library, editing, people):
    sign_off(library, editing, people["author"].id, PHRASE, role="author")
    library.people.leave(people["author"].id)
    second = library.people.add(
        key("second"), name=NAMES["author"].upper(), post="Head", agency="Agency A", role="head"
    )
    approved = decided(editing, "approved")
    with pytest.raises(NotAllowed, match="as the author"):
        sign_off(library, editing, second.id, PHRASE, role="head", decision=approved.id)
    nobodys = replace(editing.assessment, sign_offs={})  # as if nobody had signed as the author
    editing._assessment = nobodys
    with pytest.raises(NotAllowed, match="own work"):
        sign_off(library, editing, second.id, PHRASE, role="head", decision=approved.id)
    library.people.edit(second.id, name="Somebody else")
    made = sign_off(library, editing, second.id, PHRASE, role="head", decision=approved.id)
    assert problems(library, editing.assessment) == [()]
    library.people.edit(second.id, name=NAMES["author"])
    assert "own_work" not in problems(library, editing.assessment)[0]  # signed under another name
    same = with_sign_off(editing.assessment, replace(made, name=NAMES["author"]))
    assert "own_work" in problems(library, same)[0]


def test_who_wrote_it_and_signed_nothing_does_not_approve_in_another_role(library, editing, people):
    editing.set_person("record.author", post="Post of author")
    anna = library.people.edit(
        people["author"].id, post="Head of office", role="head", passphrase=PHRASE
    )
    approved = decided(editing, "approved")
    with pytest.raises(NotAllowed, match="own work"):
        sign_off(library, editing, anna.id, PHRASE, role="head", decision=approved.id)
    with pytest.raises(NotAllowed, match="own work"):
        decide_and_sign(library, editing, "approved", anna.id, PHRASE, role="head")
    emergency = decided(editing, "approved_in_emergency")
    sign_off(library, editing, anna.id, PHRASE, role="head", decision=emergency.id)
    assert problems(library, editing.assessment) == [()]


def test_who_was_an_author_meanwhile_approves_what_another_one_wrote(library, editing, people):
    editing.set_person("record.author", post="Officer", name=NAMES["owner"])
    anna = library.people.edit(people["author"].id, role="head", passphrase=PHRASE)
    approved = decided(editing, "approved")
    sign_off(library, editing, anna.id, PHRASE, role="head", decision=approved.id)
    assert problems(library, editing.assessment) == [()]


def test_another_name_of_ones_own_makes_nobody_else_the_author(library, editing, people):
    editing.set_person("record.author", post="Officer", name=NAMES["author"])
    anna = library.people.edit(
        people["author"].id, name="Somebody new", role="head", passphrase=PHRASE
    )
    approved = decided(editing, "approved")
    with pytest.raises(NotAllowed, match="own work"):
        sign_off(library, editing, anna.id, PHRASE, role="head", decision=approved.id)


def test_who_the_record_names_as_the_author_does_not_approve(library, editing, people):
    editing.set_person("record.author", post="A post", name=f"  {NAMES['head'].upper()}")
    decided(editing, "sent")
    head = people["head"]

    def is_refused(name: str) -> bool:
        found = refusals(editing, "approved", by="Head of office", name=name)
        return "author_reviews" in [one.code for one in found]

    assert is_refused(NAMES["head"])
    assert not is_refused(NAMES["owner"])
    assert not is_refused("")
    approved = decided(editing, "approved")
    with pytest.raises(NotAllowed, match="own work"):
        sign_off(library, editing, head.id, PHRASE, role="head", decision=approved.id)
    library.people.edit(head.id, name="Somebody else")
    sign_off(library, editing, head.id, PHRASE, role="head", decision=approved.id)
    assert problems(library, editing.assessment) == [()]
    library.people.edit(head.id, name=NAMES["head"])
    signed = next(iter(editing.assessment.sign_offs.values()))
    found = sign_off_verdicts(
        library, with_sign_off(editing.assessment, replace(signed, name=NAMES["head"]))
    )
    assert "own_work" in found[0].problems


def test_an_approval_by_who_was_an_author_meanwhile_is_marked(library, editing, people):
    emergency = decided(editing, "approved_in_emergency")
    anna = library.people.edit(people["author"].id, role="head", passphrase=PHRASE)
    made = sign_off(library, editing, anna.id, PHRASE, role="head", decision=emergency.id)
    assert problems(library, editing.assessment) == [()]
    kept = editing.assessment.decisions[emergency.id]
    approved = replace(editing.assessment, decisions={kept.id: replace(kept, kind="approved")})
    found = sign_off_verdicts(library, approved, pack=editing.pack)
    assert [one.sign_off for one in found] == [made]
    assert "own_work" in found[0].problems


def test_another_role_is_taken_with_the_passphrase_of_the_key_alone(library, people):
    anna = people["author"]
    for wrong in ("", "not that one at all"):
        with pytest.raises(WrongPassphrase):
            library.people.edit(anna.id, post="Head", role="head", passphrase=wrong)
    assert library.people.person(anna.id) == anna
    assert library.held_roles.all() == {}
    assert library.people.edit(anna.id, post="Head", role="author").post == "Head"


def test_own_work_that_a_file_says_is_approved_is_marked(library, editing, people):
    author = people["author"]
    rejected = decided(editing, "rejected")
    first = library.people.edit(author.id, role="head", passphrase=PHRASE)
    later = sign_off(library, editing, author.id, PHRASE, role="head", decision=rejected.id)
    library.people.edit(first.id, role="author", passphrase=PHRASE)
    sign_off(library, editing, author.id, PHRASE, role="author")
    found = {
        one.sign_off.id: one.problems for one in sign_off_verdicts(library, editing.assessment)
    }
    assert found[later.id] == ("own_work",)


def test_the_same_name_with_another_key_is_marked(library, editing, people, tmp_path, library_keys):
    elsewhere = Library.create_with(tmp_path / "elsewhere", library_keys, world=Ticking())
    with elsewhere:
        forger = elsewhere.people.add(
            key("forger"), name=f"{NAMES['head']}\u200e", post="Head", role="head"
        )
        made = signed_elsewhere(library, editing.assessment, elsewhere, forger, "head")
    forged = with_sign_off(editing.assessment, made)
    verdict = sign_off_verdicts(library, forged, pack=editing.pack)[0]
    assert verdict.problems == ("not_known", "other_key")
    assert verdict.other == people["head"]
    assert verdict.is_right
    assert not verdict.is_known
    meet_signers(library, forged)
    met = library.contacts.holder(forger.key)
    assert met is not None
    assert met in library.contacts.all()
    assert problems(library, forged) == [("not_known", "other_key")]
    library.contacts.check(forger.key, "voice", by="Petro Sample", name="Ivan Other")
    assert problems(library, forged) == [("other_key", "other_name", "other_role")]


def test_a_strangers_sign_off_does_not_hide_that_another_holds_no_longer(
    library, editing, people, tmp_path, library_keys
):
    made = sign_off(library, editing, people["head"].id, PHRASE, role="head")
    editing.take_up(editing.pack.risk["R01"])
    assert [one.sign_off for one in void_seals(editing.sign_off_verdicts)] == [made]
    elsewhere = Library.create_with(tmp_path / "elsewhere", library_keys, world=Ticking())
    with elsewhere:
        stranger = elsewhere.people.add(key("forger"), name="Ivan Other", post="H", role="head")
        for _ in range(600):
            elsewhere.world.now()
        bare = replace(editing.assessment, sign_offs={}, attachments={})
        later = signed_elsewhere(library, bare, elsewhere, stranger, "head")
    assert later.at > made.at
    forged = with_sign_off(editing.assessment, made, later)
    verdicts = sign_off_verdicts(library, forged, pack=editing.pack)
    assert [one.sign_off for one in void_seals(verdicts)] == [made]
    assert not replaced(verdicts)
    again = sign_off(library, editing, people["head"].id, PHRASE, role="head")
    assert void_seals(editing.sign_off_verdicts) == ()
    assert newest(editing.sign_off_verdicts)["head"].sign_off == again
    assert replaced(editing.sign_off_verdicts) == {made.id}


def signed_elsewhere(
    library: Library, assessment: Assessment, elsewhere: Library, person: Person, role: str
) -> SignOff:
    """A sign-off of the same assessment made in another library; its content comes along."""
    elsewhere.add(assessment)
    editing = elsewhere.open_assessment(assessment.id)
    made = sign_off(elsewhere, editing, person.id, PHRASE, role=role)
    library.store.put_blob(elsewhere.store.blob(made.covers))
    return made


def test_the_key_of_a_contact_counts_once_it_is_checked_with_a_role(
    library, editing, people, tmp_path, library_keys
):
    elsewhere = Library.create_with(tmp_path / "elsewhere", library_keys, world=Ticking())
    with elsewhere:
        olena = elsewhere.people.add(key("olena"), name="Олена", post="Head", role="head")
        made = signed_elsewhere(library, editing.assessment, elsewhere, olena, "head")
    assessment = with_sign_off(editing.assessment, made)
    assert problems(library, assessment) == [("not_known",)]
    meet_signers(library, assessment)
    assert problems(library, assessment) == [("not_known",)]
    library.contacts.check(made.key, "in_person", by="Petro Sample")
    assert problems(library, assessment) == [("other_role",)]
    library.contacts.check(made.key, "in_person", by="Petro Sample", agency="A", role="head")
    assert problems(library, assessment) == [()]
    library.contacts.check(made.key, "in_person", by="Petro Sample", role="owner")
    assert problems(library, assessment) == [()]  # it was made in the role of before
    library.contacts.uncheck(made.key)
    assert problems(library, assessment) == [("not_known",)]


def test_a_signature_of_another_assessment_edition_or_decision_is_not_right(
    library, editing, people
):
    one, other = decided(editing, "approved", "one"), decided(editing, "approved", "other")
    made = sign_off(library, editing, people["head"].id, PHRASE, role="head", decision=one.id)
    twin = library.open_assessment(library.duplicate(editing.assessment.id, "Twin"))
    assert not twin.assessment.attachments
    assert not is_right(made, twin.assessment)
    assert not is_right(made, replace(editing.assessment, reference="DPIA-2026-999"))
    assert not is_right(replace(made, decision=other.id), editing.assessment)
    assert not is_right(replace(made, decision=""), editing.assessment)
    worse = replace(one, until="2031-01-01")
    changed = {**editing.assessment.decisions, worse.id: worse}
    assert not is_right(made, replace(editing.assessment, decisions=changed))
    opened = replace(one, id="opened", kind="reopened", at="2026-11-21T09:30:00.000000+00:00")
    changed = {**editing.assessment.decisions, "opened": opened}
    assert not is_right(made, replace(editing.assessment, decisions=changed))
    del changed["one"], changed["opened"]
    gone = replace(editing.assessment, decisions=changed)
    assert problems(library, gone)[0][0] == "not_right"
    assert "no_decision" in problems(library, gone)[0]
    assert is_right(made, editing.assessment)


def test_a_swapped_certificate_is_not_right(library, editing, people):
    made = sign_off(library, editing, people["head"].id, PHRASE, role="head")
    other = base64.b64encode(people["owner"].certificate).decode()
    for swapped in (
        replace(made, certificate=other),
        replace(made, certificate=other, key=people["owner"].key),
        replace(made, key=people["owner"].key),
        replace(made, certificate=""),
        replace(made, certificate="not base64!"),
    ):
        assert not is_right(swapped, editing.assessment)


def test_content_that_is_gone_or_not_the_forms_is_marked(library, editing, people):
    made = sign_off(library, editing, people["head"].id, PHRASE, role="head")
    opened = crypto.open_signing_key(key("head").locked, PHRASE)
    lax = replace(editing.pack.seal, outside=("decision", "programme"))
    twin = library.open_assessment(library.new("Another"))
    contents = {
        "nowhere": b"",
        "no content": b"{}",
        "a lax rule": sealed_bytes(lax, editing.assessment, "head"),
        "another assessment": sealed_bytes(editing.pack.seal, twin.assessment, "head"),
    }
    for which, content in contents.items():
        covers = library.store.put_blob(content) if content else "0" * 64
        said = replace(made, covers=covers, signature="")
        signature = opened.sign(statement(said, editing.assessment, None))
        signed = replace(said, signature=base64.b64encode(signature).decode())
        assert is_right(signed, editing.assessment)
        assert problems(library, with_sign_off(editing.assessment, signed)) == [("no_content",)], (
            which
        )


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([f.name for f in fields(SignOff) if f.name != "id"]), WORDS, st.data())
def test_any_change_of_a_sign_off_makes_it_wrong(library, editing, people, name, words, data):
    kept = editing.assessment.sign_offs
    made = next(iter(kept.values()), None) or sign_off(
        library, editing, people["head"].id, PHRASE, role="head"
    )
    before = getattr(made, name)
    at = data.draw(st.integers(0, len(before)))
    cut = data.draw(st.integers(at, len(before)))
    after = before[:at] + words + before[cut:]
    assert is_right(replace(made, **{name: after}), editing.assessment) == (after == before)


def test_a_name_with_brackets_and_digits_stands_in_the_statement(library, editing, people):
    made = sign_off(library, editing, people["supervisor"].id, PHRASE, role="supervisor")
    assert NAMES["supervisor"].encode() in statement(made, editing.assessment)


def test_a_risk_that_is_no_record_of_the_register_changes_no_statement(library, editing, people):
    made = sign_off(library, editing, people["head"].id, PHRASE, role="head")
    more = {**editing.assessment.risks, "X": Risk("X")}
    assert statement(made, replace(editing.assessment, risks=more)) == statement(
        made, editing.assessment
    )
