"""A signed protocol's own numbers and clauses, and what a new edition asks to look at again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dpia_wizard.core.catalogue import Clause
from dpia_wizard.core.change import apply
from dpia_wizard.core.model import Answer, Assessment, Attachment, Link, Risk, pinned
from dpia_wizard.core.protocol import (
    COPY,
    OWN,
    OwnClause,
    RegisteredProtocol,
    as_registered,
    chosen,
    new_edition,
    to_look_at,
    with_protocol,
    without_protocol,
)
from dpia_wizard.core.protocol_check import NotTaken, Pasted, Wrong, pasted_numbers, wrongs
from dpia_wizard.core.remap import with_matrix
from dpia_wizard.core.together import together
from dpia_wizard.packs.load import load_matrix_and_ref, load_pack

PACK = load_pack()
BOATS = OwnClause(
    "TR1", "7.4", "On boats", "Papers stay dry.", ("record.protocol_status",), ("R01",), ("M01",)
)
FIRST = RegisteredProtocol(
    "two-rivers",
    "1",
    "DPISP, Two Rivers",
    "Working Group",
    numbers={"C14": "5.2", "C39": "12"},
    clauses=(BOATS,),
)
ANSWERED = Assessment(
    "a",
    "DPIA-2026-001",
    "2026-11-01",
    pinned(PACK.ref, PACK.matrix_ref),
    answers={"record.protocol_status": Answer("record.protocol_status", "signed")},
    risks={"R01": Risk("R01"), "R02": Risk("R02", dismissed=True)},
    links={"R01 M01": Link("R01 M01", "R01", "M01")},
)


def test_every_clause_has_the_number_of_the_signed_text() -> None:
    pack = with_protocol(PACK, FIRST)
    assert {c.id: c.number for c in pack.clauses if c.number} == {
        "C14": "5.2",
        "C39": "12",
        "TR1": "7.4",
    }
    assert pack.chosen == FIRST
    assert with_protocol(pack, replace(FIRST, numbers={})).clause["C14"].number == ""


def test_what_rests_on_an_own_clause_names_it_and_nothing_is_lost() -> None:
    pack = with_protocol(PACK, FIRST)
    assert pack.clause["TR1"].basis == OWN
    for before, after in (
        (PACK.form.by_id, pack.form.by_id),
        (PACK.risk, pack.risk),
        (PACK.control, pack.control),
    ):
        for id, record in before.items():
            own = ("TR1",) if id in (*BOATS.questions, *BOATS.risks, *BOATS.controls) else ()
            assert after[id].clauses == (*record.clauses, *own)  # type: ignore[attr-defined]


def test_a_clause_that_form_and_protocol_have_keeps_the_words_of_one_and_the_ties_of_both() -> None:
    taken = replace(FIRST, clauses=(replace(BOATS, id="C12"),))
    pack = with_protocol(PACK, taken)
    assert len(pack.clauses) == len(PACK.clauses)
    assert pack.clause["C12"].title == PACK.clause["C12"].title
    assert pack.clause["C12"].number == "7.4"
    assert "C12" in pack.form.by_id["record.protocol_status"].clauses
    assert "C12" in pack.risk["R01"].clauses
    assert "C12" in pack.control["M01"].clauses


@pytest.mark.parametrize("id", ["TR1", "C12"])
def test_a_form_without_its_protocol_is_as_it_was(id: str) -> None:
    named = replace(FIRST, clauses=(replace(BOATS, id=id),))
    pack = with_protocol(with_protocol(PACK, named), replace(named, numbers={"C01": "1"}))
    assert without_protocol(pack) == PACK
    assert without_protocol(PACK) is PACK


def test_a_matrix_that_was_changed_under_a_protocol_stays_without_it() -> None:
    matrix, ref = load_matrix_and_ref("ico-3x3")
    other = without_protocol(with_matrix(with_protocol(PACK, FIRST), matrix, ref))
    assert other == with_matrix(PACK, matrix, ref)


def test_forms_together_have_what_each_of_them_has_once() -> None:
    own = Clause("X1", "On boats", "", "Own", "stated")
    section = PACK.form.sections[0]
    asked = replace(section.questions[0], id="x.own", number="1.99")
    sections = (replace(section, questions=(asked, *section.questions)), *PACK.form.sections[1:])
    overlay = replace(
        PACK, clauses=(own, *PACK.clauses), form=replace(PACK.form, sections=sections)
    )
    both = together((PACK, overlay))
    assert [clause.id for clause in both.clauses] == [*PACK.clause, "X1"]
    assert set(both.form.by_id) == {*PACK.form.by_id, "x.own"}
    assert both.form.section_of["x.own"].id == section.id
    assert both.risks == PACK.risks
    assert together((PACK, PACK)) == PACK


@pytest.mark.parametrize(
    ("change", "turn", "clause"),
    [
        ({"numbers": {"C14": "5.2", "C39": "13"}}, "renumbered", "C39"),
        ({"numbers": {"C14": "5.2"}}, "gone", "C39"),
        ({"changed": ("C39",)}, "changed", "C39"),
        ({"clauses": ()}, "gone", "TR1"),
        ({"clauses": (replace(BOATS, number="8"),)}, "renumbered", "TR1"),
        ({"clauses": (replace(BOATS, paraphrase="In a bag."),)}, "changed", "TR1"),
    ],
)
def test_a_new_edition_says_what_to_look_at_again(
    change: dict[str, object], turn: str, clause: str
) -> None:
    new = replace(new_edition(FIRST, "2"), **change)  # type: ignore[arg-type]
    (found,) = to_look_at(PACK, ANSWERED, FIRST, new)
    assert (found.turn, found.clause) == (turn, clause)
    assert "record.protocol_status" in found.questions
    if clause == "TR1":
        assert (found.risks, found.controls) == (("R01",), ("M01",))
    assert to_look_at(with_protocol(PACK, FIRST), ANSWERED, FIRST, new) == (found,)
    if not new.changed:
        (back,) = to_look_at(PACK, ANSWERED, new, FIRST)
        assert back.clause == clause
        assert back.places == found.places


def test_an_edition_without_changes_asks_for_nothing() -> None:
    assert to_look_at(PACK, ANSWERED, FIRST, new_edition(FIRST, "2")) == ()


def test_only_what_was_worked_on_is_to_be_looked_at() -> None:
    new = replace(new_edition(FIRST, "2"), changed=tuple(PACK.clause))
    asked = to_look_at(PACK, ANSWERED, FIRST, new)
    assert {place for found in asked for place in found.places} == {
        "record.protocol_status",
        "R01",
        "M01",
    }
    nothing = replace(ANSWERED, answers={}, risks={}, links={})
    assert to_look_at(PACK, nothing, FIRST, new) == ()


def test_a_shipped_protocol_can_be_made_ones_own() -> None:
    found = as_registered(PACK, PACK.protocols[0])
    assert (found.id, found.title) == (PACK.protocols[0].id, PACK.protocols[0].title)
    assert found.numbers == {}
    own = replace(found, edition="1")
    assert wrongs(own, PACK) == ()


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"title": " "}, Wrong("missing", "title")),
        ({"edition": ""}, Wrong("missing", "edition")),
        ({"id": "Two Rivers"}, Wrong("id", "id", "Two Rivers")),
        ({"signed": "2026-02-30"}, Wrong("date", "signed", "2026-02-30")),
        ({"signed": "20260228"}, Wrong("date", "signed", "20260228")),
        ({"address": "http://a"}, Wrong("address", "address", "http://a")),
        ({"languages": ("english",)}, Wrong("language", "languages", "english")),
        ({"title": "a\u202eb"}, Wrong("hidden", "title")),
        ({"replaces": "1"}, Wrong("same_edition", "replaces", "1")),
        ({"numbers": {"C01": "1" * 25}}, Wrong("long", "numbers.C01", "1" * 25)),
        ({"clauses": (replace(BOATS, id="C14"),)}, Wrong("clause_taken", "clauses.0.id", "C14")),
        ({"clauses": (BOATS, BOATS)}, Wrong("clause_taken", "clauses.1.id", "TR1")),
        ({"clauses": (replace(BOATS, id="T 1"),)}, Wrong("clause_id", "clauses.0.id", "T 1")),
        ({"clauses": (replace(BOATS, title=""),)}, Wrong("missing", "clauses.0.title")),
        (
            {"clauses": (replace(BOATS, risks=("R99",)),)},
            Wrong("unknown", "clauses.0.risks", "R99"),
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change: dict[str, object], wrong: Wrong) -> None:
    assert wrongs(FIRST, PACK) == ()
    assert wrongs(replace(FIRST, **change), PACK) == (wrong,)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "start", "numbers"),
    [
        ("C14\t5.2\r\nc39\t 12 \n\t\n", "", {"C14": "5.2", "C39": "12"}),
        ("C14\tAgreed data points\t5.2", "", {"C14": "5.2"}),
        ("5.2\tC14", "", {"C14": "5.2"}),
        ("C17 Referral\t7\nC18:\t8", "", {"C17": "7", "C18": "8"}),
        ("1\n1.1\n2", "C02", {"C02": "1", "C03": "1.1", "C04": "2"}),
        ("1\n\n2", "C02", {"C02": "1", "C04": "2"}),
    ],
)
def test_numbers_are_pasted_from_a_spreadsheet(
    text: str, start: str, numbers: dict[str, str]
) -> None:
    assert pasted_numbers(text, PACK, start=start) == Pasted(numbers)


@pytest.mark.parametrize(
    ("text", "not_taken"),
    [
        ("C99\t1", NotTaken("unknown", "C99")),
        ("foo\tC14.2", NotTaken("unknown", "foo")),
        ("1\tfoo", NotTaken("unknown", "foo")),
        ("5.2", NotTaken("unknown", "5.2")),
        ("C22\t", NotTaken("empty", "C22")),
        ("C22", NotTaken("empty", "C22")),
        ("C22\t" + "1" * 500, NotTaken("long", "C22")),
    ],
)
def test_what_is_not_taken_of_a_pasted_list_is_told(text: str, not_taken: NotTaken) -> None:
    assert pasted_numbers(f"C14\t5.2\n{text}", PACK) == Pasted({"C14": "5.2"}, (not_taken,))


def test_a_column_that_is_longer_than_the_clauses_is_not_cut_in_silence() -> None:
    last = PACK.clauses[-1].id
    told = NotTaken("over", "2")
    assert pasted_numbers("1\n2", PACK, start=last) == Pasted({last: "1"}, (told,))


SIGNED = replace(FIRST, signed="2026-03-01", file="Signed.pdf", sha256="a" * 64, size=9)


def test_what_is_signed_is_said_to_be_signed() -> None:
    status = Answer("record.protocol_status", "not_applicable", note="None yet.")
    assessment = replace(ANSWERED, answers={status.id: status})
    signed = apply(assessment, *chosen(assessment, SIGNED, PACK.ref, None))
    assert signed.answers[status.id] == replace(status, value="signed")
    draft = apply(assessment, *chosen(assessment, FIRST, PACK.ref, None))
    assert draft.answers[status.id] == status


def test_the_copy_of_the_protocol_before_leaves_and_other_copies_stay() -> None:
    files = (
        Attachment("old", "Signed.pdf", SIGNED.sha256, 9, COPY),
        Attachment("own", "Our note.pdf", "c" * 64, 9, COPY),
        Attachment("else", "Signed.pdf", SIGNED.sha256, 9, "another purpose"),
    )
    assessment = replace(ANSWERED, attachments={file.id: file for file in files})
    new = replace(SIGNED, edition="2", sha256="b" * 64)
    copy = Attachment("new", "Signed.pdf", new.sha256, 9, COPY)
    after = apply(assessment, *chosen(assessment, new, PACK.ref, copy, before_it=SIGNED))
    assert set(after.attachments) == {"own", "else", "new"}
    bare = replace(new, file="", sha256="", size=0)
    after = apply(assessment, *chosen(assessment, bare, PACK.ref, None, before_it=SIGNED))
    assert set(after.attachments) == {"own", "else"}
    mended = replace(SIGNED, note="Mended")
    after = apply(assessment, *chosen(assessment, mended, PACK.ref, None, before_it=SIGNED))
    assert set(after.attachments) == {"old", "own", "else"}
