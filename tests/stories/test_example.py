"""The worked examples fit the form, say nothing about anybody, and come out the same every time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from dpia_wizard.codec import content_fingerprint, plain_assessment
from dpia_wizard.core.model import Assessment
from dpia_wizard.core.participants import agencies, participants
from dpia_wizard.core.register import counts
from dpia_wizard.core.situation import tally
from dpia_wizard.core.workflow import stage
from dpia_wizard.packs.read import read
from dpia_wizard.workspace import example
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.example import (
    BEGUN,
    EXAMPLES,
    FINISHED,
    TODAY,
    ExampleWorld,
    make_examples,
)
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.reports import make_report
from dpia_wizard.workspace.signing import signature_fields

PASSPHRASE = "marmalade otter lighthouse quietly"  # noqa: S105 -- of a library in tmp_path


def tell(folder: Path) -> dict[str, Editing]:
    world = ExampleWorld()
    library, _groups = Library.create(folder, PASSPHRASE, world=world)
    with library:
        made = make_examples(library, world)
        return {name: library.open_assessment(id) for name, id in made.items()}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Editing]:
    return tell(tmp_path_factory.mktemp("story") / "library")


@pytest.fixture
def finished(told: dict[str, Editing]) -> Editing:
    return told[FINISHED]


def test_nothing_that_is_asked_is_left_open_in_the_finished_one(finished: Editing) -> None:
    form, seen = finished.pack.form, finished.seen
    assert [m for section in form.sections for m in tally(section, seen).missing] == []
    assert finished.offers == ()
    assert {s.section.id: s.state for s in finished.sections if s.state != "done"} == {}
    assert all(risk.is_confirmed or risk.risk.avoided for risk in finished.risks)


@pytest.mark.parametrize("name", [FINISHED, BEGUN])
def test_every_answer_stands_under_a_question_that_is_asked(
    told: dict[str, Editing], name: str
) -> None:
    editing = told[name]
    answered = {*editing.assessment.answers} | {
        r.question for r in editing.assessment.rows.values()
    }
    assert answered <= editing.seen.active
    assert len(answered) > 15


@pytest.mark.parametrize("name", [FINISHED, BEGUN])
def test_every_choice_and_column_exists(told: dict[str, Editing], name: str) -> None:
    editing = told[name]
    for row in editing.assessment.rows.values():
        question = editing.pack.form.by_id[row.question]
        columns = {column.id: column for column in question.columns}
        for id, cell in row.cells.items():
            column = columns.get(id)
            if column is not None and column.choices:
                known = {choice.id for choice in column.choices} | {"unknown", "none"}
                assert {cell} if isinstance(cell, str) else {*cell} <= known, (row.question, cell)


@pytest.mark.parametrize(
    ("section", "answers", "address"),
    [
        ("record", {"colour": "red"}, "record.colour"),
        ("record", {"country": "atlantis"}, "record.country"),
        ("record", {"country": {"valu": "ua"}}, "record.country.valu"),
        ("record", {"agencies": {"rows": [{"name": "x"}]}}, "record.agencies"),
        ("record", {"started": {"value": "2026-02-30"}}, "record.started"),
        ("security", {"codes": {"value": "yes", "seen": "soon"}}, "security.codes"),
        ("record", {"country": {"value": "ua", "seen": "2026-01-01"}}, "record.country"),
    ],
)
def test_data_that_does_not_fit_the_form_is_refused(
    finished: Editing, section: str, answers: dict[str, object], address: str
) -> None:
    with pytest.raises(example.UserError, match=re.escape(address)):
        list(example._answers(finished, section, answers))


def test_the_finished_one_shows_what_the_report_is_for(finished: Editing) -> None:
    found = counts(finished.pack, finished.risks)
    assert found["critical"] == 1
    assert found["high"] > 3
    assert found["medium"] > 3
    assert found["low"] >= 1
    assert 24 <= sum(found.values()) <= 34
    worst = finished.risks[0]
    assert (worst.id, worst.level) == ("R49", "critical")
    assert worst.score is not None
    assert worst.score.projected.level == "high"
    assert [stop.condition.id for stop in finished.stops if stop.holds] == ["V1"]
    assert all(stop.holds is False for stop in finished.stops if stop.condition.id != "V1")
    assert stage(finished.assessment) == "in_review"
    risks = finished.assessment.risks.values()
    assert any(risk.dismissed and risk.set_aside_reason for risk in risks)
    assert any(risk.avoided and risk.set_aside_reason for risk in risks)
    assert any(risk.score and risk.score.precaution for risk in finished.risks)
    together = next(risk.spread for risk in finished.risks if risk.id == "R02")
    assert together is not None
    assert (len(together.rated), together.lowest, together.highest) == (3, "low", "high")
    assert together.agreed is not None
    assert (together.agreed.likelihood, together.agreed.severity) == ("likely", "serious")
    assert together.changed == ""
    assert "R49" in {action.source for action in finished.assessment.actions.values()}


def test_the_supervisor_has_looked_at_every_risk(finished: Editing) -> None:
    kinds = {risk.id: risk.decision.kind for risk in finished.risks if risk.decision is not None}
    assert kinds.keys() == {risk.id for risk in finished.risks}
    assert "raised" in kinds.values()


def test_every_action_has_a_post_and_a_date_to_come(finished: Editing) -> None:
    for action in finished.assessment.actions.values():
        assert action.owner
        assert action.due >= TODAY


def test_every_control_that_was_seen_says_when_and_by_what(finished: Editing) -> None:
    controls = {control.id: control for risk in finished.risks for _, control in risk.controls}
    for control in controls.values():
        assert control.status != "unknown"
        assert control.custodian
        if control.status == "verified":
            assert control.evidence
            assert "2026-01-01" <= control.evidence_date <= TODAY


def test_the_second_one_is_half_done(told: dict[str, Editing]) -> None:
    states = {s.section.number: s.state for s in told[BEGUN].sections}
    assert "begun" in {states[number] for number in range(7)}
    assert {states[number] for number in range(7, 17)} == {"not_begun"}
    assert stage(told[BEGUN].assessment) == "draft"


def test_the_story_comes_out_the_same_every_time(told: dict[str, Editing], tmp_path: Path) -> None:
    again = tell(tmp_path / "library")
    for name, editing in told.items():
        assert plain_assessment(again[name].assessment) == plain_assessment(editing.assessment)
        assert content_fingerprint(again[name].assessment) == content_fingerprint(
            editing.assessment
        )


def texts(assessment: Assessment) -> Iterator[str]:
    def inside(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for part in value.values():
                yield from inside(part)
        elif isinstance(value, list):
            for part in value:
                yield from inside(part)

    yield from inside(plain_assessment(assessment))


def test_the_scripts_of_a_real_team_are_there(finished: Editing) -> None:
    names = {
        unicodedata.name(letter, "").split()[0]
        for text in texts(finished.assessment)
        for letter in text
        if letter.isalpha()
    }
    assert {"LATIN", "CYRILLIC", "ARABIC"} <= names


@pytest.mark.parametrize("name", [FINISHED, BEGUN])
def test_nobody_is_named_and_nothing_leads_to_anybody(told: dict[str, Editing], name: str) -> None:
    assessment = told[name].assessment
    for row in assessment.rows.values():
        question = told[name].pack.form.by_id[row.question]
        if question.kind in ("person", "signature"):
            assert not row.cells.get("name")
    for text in texts(assessment):
        assert "@" not in text
        assert not re.search(r"https?://|(?<!\w)\+?\d[\d ]{8,}\d(?!\w)", text), text


def test_the_data_is_plain_and_has_no_surprise() -> None:
    for path in EXAMPLES.glob("*/*.yaml"):
        assert read(path.read_text(encoding="utf-8"))[1] == (), path


def test_the_places_for_signatures_lie_on_the_signature_page(
    finished: Editing, tmp_path: Path
) -> None:
    written = make_report(finished, language="en")
    file = tmp_path / "report.pdf"
    file.write_bytes(written.pdf)
    reader = pypdf.PdfReader(file)
    places = {
        name.split(":")[2]: reader.get_destination_page_number(place)
        for name, place in reader.named_destinations.items()
    }
    taking_part = agencies(participants(finished.pack, finished.assessment))
    assert [*taking_part.values()] == ["Partner A", "Partner B"]
    assert places.keys() == signature_fields(finished.pack, "en", taking_part).keys()
    assert places == {field.name: field.page for field in written.fields}
    for number in places.values():
        assert "Signatures" in reader.pages[number].extract_text()


def test_the_story_leaves_a_signed_report_and_the_groups_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dpia_wizard.cli.program import run

    assert run(["example", "--out", str(tmp_path / "out"), "--no-pictures"]) == 0
    out = {path.name for path in (tmp_path / "out").iterdir()} - {"made-by-the-example.txt"}
    assert out == {
        "dpia-example-signed.pdf",
        "dpia-example-ar.pdf",
        "dpia-extract.pdf",
        "dpia-extract.xlsx",
    }
    said = capsys.readouterr().out
    assert all(name in said for name in out)
    assert run(["verify", str(tmp_path / "out" / "dpia-example-signed.pdf")]) == 1
    # One of seven has signed, with a key that nobody here has checked.
    assert capsys.readouterr().out.startswith("Unchanged since it was signed.")


def test_the_example_writes_into_no_folder_of_somebody_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dpia_wizard.cli.program import run

    notes = tmp_path / "dpia-extract.xlsx"
    notes.write_text("my own notes")
    assert run(["example", "--out", str(tmp_path), "--no-pictures"]) == 1
    assert notes.read_text() == "my own notes"
    assert "did not make" in capsys.readouterr().err
