"""What is said of a history: what was done, what was found, and always what cannot be known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dpia_wizard.core.acceptance import WITHDRAWN
from dpia_wizard.core.blind import TALKED
from dpia_wizard.core.chain import START, Anchor, Verdict, Written, check, next_hash, read_anchor
from dpia_wizard.core.change import Change
from dpia_wizard.core.compare import Changed, Place
from dpia_wizard.core.history import Entry
from dpia_wizard.core.model import (
    COLLECTIONS,
    Action,
    Answer,
    Attachment,
    Control,
    Decision,
    Link,
    PackRef,
    Rating,
    Record,
    Remark,
    Risk,
    Row,
    SignOff,
    pin,
)
from dpia_wizard.core.team import AGREED
from dpia_wizard.core.workflow import JUDGEMENTS, MATRIX_CHANGED, MOVES
from dpia_wizard.packs.load import load_pack
from dpia_wizard.texts import Words, words_for
from dpia_wizard.wording import Wording
from dpia_wizard.wording.compare import told
from dpia_wizard.wording.history import anchor_told, entry_told, verdict_told
from dpia_wizard.wording.things import decided

ENGLISH = words_for("en")
WORDINGS = {
    language: Wording(words_for(language, packs=load_pack().words), load_pack())
    for language in ("en", "ar")
}
RECORDS: dict[str, Record] = {
    "the answer to question 2.6a": Answer("programme.caseload", 31),
    "a row of question 0.6a": Row("record.author", "record.author", 0, {"post": "Officer"}),
    "risk R49": Risk("R49"),
    "control M39": Control("M39"),
    "the link of R49 with M39": Link("R49 M39", "R49", "M39"),
    "the action “Encrypt all laptops”": Action("a1", "Encrypt all laptops"),
    "an action": Action("a2"),
    "a remark on risk R49": Remark("m1", "R49", "Why?", "S", "2026-11-22"),
    "a remark on the assessment": Remark("m2", "", "Why?", "S", "2026-11-22"),
    "the decision “sent for review”": Decision("d1", "sent", "Officer", "2026-11-22"),
    "the decision “level raised” on risk R49": Decision("d2", "raised", "S", "2026-11-22", "R49"),
    "the decision “of tomorrow”": Decision("d3", "of_tomorrow", "S", "2026-11-22"),
    "the rating of R49 by CW": Rating("t1", "r", "R49", "CW", "2026-11-22"),
    "the sign-off of Olena": SignOff("s1", "head", "Olena", "", "", "", "", "", "", ""),
    "the file DPISP.pdf": Attachment("f1", "DPISP.pdf", "0" * 64, 9),
    "the sealed content of a sign-off": Attachment("seal-1", "3de3.json", "1" * 64, 9, "seal"),
    "the page signed in ink, scan.png": Attachment("f2", "scan.png", "2" * 64, 9, "signed_page"),
    "the matrix ico-3x3 1": pin("matrix", PackRef("ico-3x3", "1", "f")),
}


def entry(*changes: Change, name: str = "answer") -> Entry:
    return Entry("e1", "2026-11-22T09:00:00+00:00", "Olena", name, changes)


@pytest.mark.parametrize(("said", "record"), RECORDS.items())
def test_what_was_done_names_every_kind_of_record(said: str, record: Record) -> None:
    told = {
        "New": Change(None, record),
        "Changed": Change(record, record),
        "Taken out": Change(record, None),
    }
    for act, change in told.items():
        assert entry_told(WORDINGS["en"], entry(change)) == f"{act}: {said}."
        arabic = entry_told(WORDINGS["ar"], entry(change))
        assert arabic
        assert "{" not in arabic


@pytest.mark.parametrize("who", ["Olena", "محمد علي Müller"])
def test_the_file_under_a_sign_off_is_named_by_who_signed(who: str) -> None:
    file = Attachment("seal-1", "3de3aa.json", "1" * 64, 9, "seal")
    signed = SignOff("s1", "head", who, "", "", "", "1" * 64, "", "", "")
    other = replace(signed, id="s2", name="Nobody", covers="2" * 64)
    for language, sealed in (("en", "the sealed content of the sign-off by"), ("ar", "مصادقة")):
        said = entry_told(
            WORDINGS[language], entry(*(Change(None, r) for r in (file, signed, other)))
        )
        assert "3de3" not in said
        assert said.count(who) == 2
        assert sealed in said
    place = Place("review", "", (Changed(None, file, ()), Changed(None, signed, ())))
    (line, *_) = told(WORDINGS["en"], WORDINGS["en"], place).lines
    assert line.startswith("New: the sealed content of the sign-off by")
    assert who in line


def test_every_kind_of_record_is_tried() -> None:
    assert {type(record) for record in RECORDS.values()} == set(COLLECTIONS)


def test_a_step_of_many_records_names_the_first_and_counts_the_rest() -> None:
    new = [Change(None, Risk(f"R{number:02}")) for number in range(1, 9)]
    gone = Change(Control("M39"), None)
    assert entry_told(WORDINGS["en"], entry(*new, gone)) == (
        "New: risk R01, risk R02, risk R03, 5 more. Taken out: control M39."
    )
    assert entry_told(WORDINGS["en"], entry(name="create")) == "The assessment was begun."


def test_what_somebody_typed_stays_on_its_line_and_in_its_direction() -> None:
    change = Change(None, Action("a1", "حاسوب \u202e\nnow\t" + "x" * 500))
    told = entry_told(WORDINGS["en"], entry(change))
    assert len(told) < 100
    assert "\u202e" not in told
    assert "\n" not in told
    assert told.count("\u2068") == told.count("\u2069") == 1


# The verdict


def log(length: int) -> list[Written]:
    entries, before = [], START
    for number in range(1, length + 1):
        made = Written(f"e{number}", "2026-11-22T09:00:00+00:00", f"P{number}", "answer", "[]")
        before = next_hash(before, "a", made)
        entries.append(replace(made, hash=before))
    return entries


def said(verdict: Verdict, words: Words = ENGLISH) -> tuple[str, ...]:
    told = verdict_told(words, verdict)
    assert not any("{" in sentence for sentence in told)
    return told


def anchors(entries: list[Written], *numbers: int, why: str = "given") -> list[Anchor]:
    return [Anchor(number, entries[number - 1].hash, why) for number in numbers]


def test_a_whole_history_is_never_called_fine_beyond_what_vouches_for_it() -> None:
    entries = log(9)
    for given, last in (
        ((), "whether somebody who can write the library rewrote all of it"),
        (anchors(entries, 9, why="report"), "rewrote all of it"),
        (anchors(entries, 4), "What came after entry 4 cannot be known"),
        (anchors(entries, 9), "What came after entry 9 cannot be known"),
    ):
        told = said(check("a", entries, given))
        assert told[0] == "The history holds: 9 entries, each tied to those before it."
        assert last in told[-1]


def test_a_broken_history_names_the_entry_with_whose_and_when_as_it_claims() -> None:
    entries = log(9)
    entries[4] = replace(entries[4], by="Mallory")
    told = said(check("a", entries))
    assert told[0].startswith("The history is broken at entry 5: it does not follow")
    assert told[1].startswith("Entry 5 says of itself: 2026-11-22 ")
    assert told[1].endswith(", Mallory.")


def test_each_way_to_break_a_history_has_its_sentence() -> None:
    entries = log(9)
    put_in = [*entries[:4], Written("x", "2026", "", "answer", "[]", "f" * 64), *entries[4:]]
    told = said(check("a", put_in))
    assert told[0] == ("The history is broken at entry 5: it was put in or moved there later.")
    assert told[1].endswith("and names nobody.")
    other = Anchor(6, "a" * 64, "report", "2026-11-23T10:00:00+00:00")
    told = said(check("a", entries, [other, *anchors(entries, 3)]))
    assert told[0].endswith("The first entry that is another is one of 4 to 6.")
    assert any(sentence.startswith("Those digits were taken on 2026-11-23") for sentence in told)
    assert told[-1].startswith("What came after entry 3 cannot be known")
    cut = said(check("a", entries[:5], anchors(entries, 7)))
    assert cut[0].startswith("The history ends before entry 6, and digits of it at entry 7")
    astray = verdict_told(ENGLISH, check("a", entries), [("risks", "R02"), ("rows", "r1")])
    assert "what it leads to: risk R02, a row of a table." in astray[0]


def test_an_anchor_is_told_as_a_report_prints_it() -> None:
    told = anchor_told(ENGLISH, Anchor(1, "0123456789abcdef" * 4))
    assert told == "1 entry · 0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_anchor_that_is_told_can_be_copied_and_compared(language: str) -> None:
    printed = Anchor(42, ("0123456789abcdef" * 4)[:40])
    assert read_anchor(anchor_told(words_for(language), printed)) == printed


@pytest.mark.parametrize("kind", [*MOVES, *JUDGEMENTS, WITHDRAWN, TALKED, AGREED, MATRIX_CHANGED])
def test_every_kind_of_decision_has_words_of_its_own_in_every_language(kind: str) -> None:
    assert any("\u0600" <= letter <= "\u06ff" for letter in decided(words_for("ar"), kind))
