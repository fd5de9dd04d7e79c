"""A move to another edition of the form: everything is told, nothing is lost, undo is whole."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.change import Change, apply, inverse
from dpia_wizard.core.condition import Answered
from dpia_wizard.core.editions import differences
from dpia_wizard.core.fitting import belongs_to, fitted
from dpia_wizard.core.form import Choice, Column, Form, Help, Question
from dpia_wizard.core.model import (
    UNKNOWN,
    Answer,
    Assessment,
    Control,
    Link,
    Record,
    Risk,
    Row,
    link_id,
    pinned,
)
from dpia_wizard.core.register import rated, taken_up
from dpia_wizard.core.situation import situation
from dpia_wizard.core.upgrade import Preview, left_over, preview
from dpia_wizard.packs.load import load_pack_folder

PACK = load_pack_folder(Path(__file__).parents[1] / "files" / "packs" / "every-kind")
ON = "2026-11-21"


def begun(*records: Record, pack: Pack = PACK) -> Assessment:
    new = Assessment("a", "DPIA-2026-001", ON, pinned(pack.ref, pack.matrix_ref))
    return apply(new, *(Change(None, record) for record in records))


def edition(pack: Pack = PACK, **parts: Any) -> Pack:
    """*pack* with other *parts*, as a later edition."""
    ref = replace(pack.ref, edition="2", fingerprint="2" * 64)
    return replace(pack, ref=ref, **parts)


def with_questions(*changed: Question, without: tuple[str, ...] = ()) -> Pack:
    """The pack with questions of the same ids in other shapes, or without some."""
    by_id = {question.id: question for question in changed}
    sections = tuple(
        replace(
            section,
            questions=tuple(
                by_id.get(question.id, question)
                for question in section.questions
                if question.id not in without
            ),
        )
        for section in PACK.form.sections
    )
    return edition(form=Form(PACK.form.phases, sections, PACK.form.depth_rule))


def question(id: str, **fields: Any) -> Question:
    return replace(PACK.form.by_id[id], **fields)


def moved(assessment: Assessment, after: Pack, before: Pack = PACK) -> tuple[Assessment, Preview]:
    seen = preview(before, after, assessment, on=ON)
    return apply(assessment, *seen.changes), seen


def told(seen: Preview) -> list[tuple[str, str]]:
    return [(difference.note, difference.id) for difference in seen.differences]


def test_a_move_to_the_same_edition_changes_nothing() -> None:
    assert preview(PACK, PACK, begun(), on=ON).changes == ()
    assert preview(PACK, PACK, begun(), on=ON).differences == ()


def test_the_pins_are_those_of_the_new_edition_afterwards() -> None:
    after = edition()
    assessment, seen = moved(begun(), after)
    assert (assessment.form, assessment.matrix) == (after.ref, PACK.matrix_ref)
    assert (seen.before, seen.after) == (PACK, after)


def test_the_answer_to_a_question_that_left_is_kept_and_counts_again_when_it_returns() -> None:
    without = with_questions(without=("record.identifiable",))
    first = begun(Answer("record.identifiable", "yes"), Answer("record.children", 40))
    assessment, seen = moved(first, without)
    assert assessment.answers == first.answers
    assert left_over(without, assessment) == ("record.identifiable",)
    assert seen.differences[0].has_work
    assert ("left", "record.identifiable") in told(seen)
    back, again = moved(assessment, PACK, before=without)
    assert ("asked", "record.identifiable") in told(again)
    assert "record.identifiable" in situation(PACK.form, back).active
    assert left_over(PACK, back) == ()


def test_a_choice_that_left_is_set_aside_and_comes_back() -> None:
    asked = PACK.form.by_id["record.triggers"]
    after = with_questions(replace(asked, choices=asked.choices[1:]))
    first = begun(Answer("record.triggers", ("biometrics", "photos"), note="since May"))
    assessment, seen = moved(first, after)
    assert assessment.answers["record.triggers"] == Answer(
        "record.triggers", ("photos",), "since May", aside=("biometrics",)
    )
    assert seen.differences[0].note == "set_aside"
    assert seen.differences[0].parts == ("biometrics",)
    assert ("takes", "record.triggers") in told(seen)
    back, again = moved(assessment, PACK, before=after)
    assert set(back.value("record.triggers") or ()) == {"biometrics", "photos"}  # type: ignore[arg-type]
    assert ("comes_back", "record.triggers") in told(again)


def test_what_the_team_answers_meanwhile_stays_and_the_earlier_answer_too() -> None:
    after = with_questions(question("record.children", kind="ypnu"))
    assessment, _seen = moved(begun(Answer("record.children", 350)), after)
    assert assessment.answers["record.children"] == Answer("record.children", aside=350)
    meanwhile = replace(assessment.answers["record.children"], value="yes")
    later = begun(meanwhile, pack=after)
    back, _again = moved(later, PACK, before=after)
    assert back.answers["record.children"] == Answer("record.children", 350, aside="yes")


def test_an_answer_that_fits_another_kind_goes_along() -> None:
    one = question("record.triggers", kind="single")
    both = begun(Answer("record.triggers", ("photos",)))
    assessment, seen = moved(both, with_questions(one))
    assert assessment.answers["record.triggers"] == Answer("record.triggers", "photos")
    assert "set_aside" not in {note for note, _id in told(seen)}
    assert fitted(Answer("q", "12"), Question("q", "", "", "number")).value == 12
    assert fitted(Answer("q", UNKNOWN), Question("q", "", "", "number")).value == UNKNOWN
    assert fitted(Answer("q", "012"), Question("q", "", "", "number")).aside == "012"
    assert fitted(Answer("q", 12), Question("q", "", "", "text")).value == "12"
    assert fitted(Answer("q", "soon"), Question("q", "", "", "date")).aside == "soon"


def test_cells_and_rows_are_set_aside_as_answers_are() -> None:
    asked = PACK.form.by_id["safeguards.elements"]
    columns = tuple(
        replace(column, choices=column.choices[:1]) if column.id == "format" else column
        for column in asked.columns
    )
    row = Row("r1", asked.id, 0, {"element": "Name", "format": "digital", "copies": "3"})
    assessment, seen = moved(begun(row), with_questions(replace(asked, columns=columns)))
    assert assessment.rows["r1"].cells == {"element": "Name", "~format": "digital", "copies": "3"}
    assert ("set_aside", asked.id) in told(seen)
    text = with_questions(question(asked.id, kind="long_text", columns=()))
    assessment, seen = moved(begun(row), text)
    assert assessment.rows_of(asked.id) == ()
    assert belongs_to(assessment.rows["r1"]) == asked.id
    assert seen.differences[0].note == "set_aside"
    assert moved(assessment, PACK, before=text)[0].rows == {"r1": row}


def test_the_person_that_is_set_aside_is_not_written_over() -> None:
    id = next(q.id for q in PACK.form.by_id.values() if q.kind == "person")
    signed = with_questions(question(id, kind="signature"))
    first = begun(Row(id, id, 0, {"name": "Ada", "place": "old"}))
    assessment, seen = moved(first, signed)
    assert ("set_aside", id) in told(seen)
    assert id not in assessment.rows
    meanwhile = apply(assessment, Change(None, Row(id, id, 0, {"name": "Bea"})))
    assert sorted(row.cells["name"] for row in meanwhile.rows.values()) == ["Ada", "Bea"]
    back, again = moved(meanwhile, PACK, before=signed)
    assert ("comes_back", id) in told(again)
    assert back.rows_of(id) == tuple(first.rows.values())
    assert "Bea" in [row.cells["name"] for row in back.rows.values()]
    assert apply(back, *inverse(again.changes)) == meanwhile
    assert apply(assessment, *inverse(seen.changes)) == first
    forth, _seen = moved(back, signed)
    assert forth == meanwhile


def test_what_was_set_aside_earlier_stays_when_something_else_is_set_aside() -> None:
    asked = PACK.form.by_id["record.triggers"]
    ids = [choice.id for choice in asked.choices]
    once = with_questions(replace(asked, choices=asked.choices[1:]))
    twice = with_questions(replace(asked, choices=asked.choices[2:]))
    assessment, _seen = moved(begun(Answer(asked.id, tuple(ids[:3]))), once)
    assessment, _seen = moved(assessment, twice, before=once)
    assert assessment.answers[asked.id] == Answer(asked.id, (ids[2],), aside=(ids[0], ids[1]))
    back, _seen = moved(assessment, PACK, before=twice)
    assert set(back.answers[asked.id].value or ()) == set(ids[:3])  # type: ignore[arg-type]


def test_a_risk_that_left_the_catalogue_keeps_its_words_and_its_level() -> None:
    risk = PACK.risk["R20"]
    taken = begun(*taken_up(begun(), risk))
    judged = replace(taken.risks["R20"], severity="low_distress", likelihood="remote")
    first = begun(*taken.controls.values(), *taken.links.values(), judged)
    without = edition(
        risks=tuple(r for r in PACK.risks if r.id != "R20"),
        controls=tuple(c for c in PACK.controls if c.id != "M22"),
    )
    assessment, seen = moved(first, without)
    kept = assessment.risks["R20"]
    assert (kept.title, kept.harm, kept.irreversible) == (risk.title, risk.harm, True)
    assert assessment.controls["M22"].title == PACK.control["M22"].title
    assert {("risk_gone", "R20"), ("control_gone", "M22")} <= set(told(seen))
    assert all(d.has_work for d in seen.differences if d.note.endswith("_gone"))
    levels = [
        rated(pack, a, a.risks["R20"], on=ON).level
        for pack, a in ((PACK, first), (without, assessment))
    ]
    assert levels[0] == levels[1]
    assert moved(assessment, PACK, before=without)[0] == first


def test_words_of_a_risk_are_kept_in_the_language_of_the_team() -> None:
    taken = begun(*taken_up(begun(), PACK.risk["R20"]))
    seen = preview(
        PACK, edition(risks=PACK.risks[:1]), taken, on=ON, told=lambda address, _text: address
    )
    assert apply(taken, *seen.changes).risks["R20"].harm == "risk.R20.harm"


def test_a_level_that_falls_is_told_before_everything_else() -> None:
    matrix = PACK.matrix
    lower = replace(matrix, cells=(matrix.cells[0],) * len(matrix.cells))
    after = edition(matrix=lower, matrix_ref=replace(PACK.matrix_ref, fingerprint="3" * 64))
    risk = Risk("R02", severity=matrix.severities[-1].id, likelihood=matrix.likelihoods[-1].id)
    _assessment, seen = moved(begun(risk), after)
    first = seen.differences[0]
    assert (first.note, first.id, first.has_work) == ("level", "R02", True)
    assert matrix.level[first.after].rank < matrix.level[first.before].rank
    assert ("rule", matrix.id) in told(seen)


def test_of_two_levels_the_one_that_falls_further_is_told_first_and_a_rise_last() -> None:
    matrix = PACK.matrix
    points = [(s.id, p.id) for s in matrix.severities for p in matrix.likelihoods]
    risks = [Risk(f"r{n}", severity=s, likelihood=p) for n, (s, p) in enumerate(points)]
    level = {risk.id: rated(PACK, begun(risk), risk, on=ON).level for risk in risks}
    rank = {id: matrix.level[name].rank for id, name in level.items()}
    row = (matrix.levels[1].id,) * len(matrix.severities)
    flat = replace(matrix, cells=(row,) * len(matrix.cells))
    after = edition(matrix=flat, matrix_ref=replace(PACK.matrix_ref, fingerprint="3" * 64))
    _assessment, seen = moved(begun(*risks), after)
    order = [rank[d.id] for d in seen.differences if d.note == "level"]
    assert order == sorted(order, reverse=True)
    assert len(set(order)) > 2


def test_a_level_is_told_when_a_point_of_the_scale_left() -> None:
    matrix = PACK.matrix
    point = replace(matrix.likelihoods[-1], id="sure_to_come")
    after = edition(matrix=replace(matrix, likelihoods=(*matrix.likelihoods[:-1], point)))
    risk = Risk("R02", severity=matrix.severities[-1].id, likelihood=matrix.likelihoods[-1].id)
    _assessment, seen = moved(begun(risk), after)
    assert (seen.differences[0].note, seen.differences[0].after) == ("level", "none")


def test_the_depth_and_what_is_asked_are_told() -> None:
    light = replace(PACK.form.depth_rule, light=Answered("record.title"))
    after = edition(form=replace(PACK.form, depth_rule=light))
    first = begun(
        Answer("record.title", "T"),
        Answer("record.triggers", ("photos",)),
        Answer("safeguards.locked", "yes"),
        Row("r", "safeguards.elements", 0, {"format": "paper"}),
    )
    _assessment, seen = moved(first, after)
    found = {d.note: d for d in seen.differences}
    assert (found["depth"].before, found["depth"].after) == ("standard", "light")
    assert (found["not_asked"].id, found["not_asked"].has_work) == ("safeguards.locked", True)
    assert "depth_rule" in found


OTHER: dict[str, Any] = {
    "number": "9.9",
    "label": "Other words",
    "kind": "text",
    "hint": "Another hint",
    "help": Help(why="Another reason"),
    "when": Answered("record.title"),
    "depth": "full",
    "clauses": ("C01",),
    "choices": (Choice("other", "Other"),),
    "columns": (Column("other", "Other"),),
    "add": "Add",
    "none": "None",
    "control": "M30",
    "critical": True,
    "compute": "reference",
    "optional": True,
}


@pytest.mark.parametrize("part", [each.name for each in fields(Question) if each.name != "id"])
def test_whatever_is_another_in_a_question_is_told(part: str) -> None:
    other = {"safeguards.purpose": "kind", "record.identifiable": "none"}
    id = next((id for id, name in other.items() if name == part), "record.identifiable")
    changed = question(id, **{part: OTHER[part]})
    assert changed != PACK.form.by_id[id]
    assert [d.id for d in differences(PACK, with_questions(changed))] == [id]


@pytest.mark.parametrize(
    "collection", ["risks", "controls", "clauses", "stop_conditions", "protocols", "groups"]
)
def test_whatever_is_another_in_the_catalogue_is_told(collection: str) -> None:
    first, *rest = getattr(PACK, collection)
    for part in fields(first):
        if part.name == "id":
            continue
        value = getattr(first, part.name)
        other: Any = not value if isinstance(value, bool) else ("x",)
        if part.name in ("controls", "when"):
            other = () if value else Answered("q")
        changed = replace(first, **{part.name: other})
        assert list(differences(PACK, edition(**{collection: (changed, *rest)}))), part.name
    assert list(differences(PACK, edition(**{collection: tuple(rest)})))


# Whatever two editions and whatever a team wrote

KINDS = ("text", "long_text", "single", "multi", "scale", "date", "number", "ypnu", "table")
texts = st.text(max_size=4)


class Later:
    """A later edition, with a short account of itself."""

    def __init__(self, acts: dict[str, str], pack: Pack) -> None:
        self.acts = acts
        self.pack = pack

    def __repr__(self) -> str:
        return f"Later({self.acts})"


@st.composite
def editions(draw: st.DrawFn) -> Later:
    """A later edition: questions gone or of another kind, choices gone, risks and controls gone."""
    changed, without, acts = [], [], {}
    for asked in PACK.form.by_id.values():
        act = draw(st.sampled_from(["same", "same", "gone", "kind", "choices", "columns"]))
        if asked.kind == "computed" or act == "same":
            continue
        acts[asked.id] = act
        if act == "gone":
            without.append(asked.id)
        elif act == "kind":
            changed.append(replace(asked, kind=draw(st.sampled_from(KINDS))))
        elif act == "choices":
            kept = draw(st.integers(0, len(asked.choices)))
            changed.append(replace(asked, choices=asked.choices[kept:]))
        else:
            columns = tuple(
                replace(column, kind=draw(st.sampled_from(KINDS[:-1])), choices=column.choices[1:])
                for column in asked.columns[draw(st.integers(0, 2)) :]
            )
            changed.append(replace(asked, columns=columns))
    pack = with_questions(*changed, without=tuple(without))
    risks = tuple(risk for risk in pack.risks if draw(st.booleans()))
    pack = replace(
        pack,
        ref=replace(pack.ref, edition=draw(st.sampled_from("23")), fingerprint=draw(texts)),
        risks=risks,
        controls=tuple(control for control in pack.controls if draw(st.booleans())),
    )
    return Later(acts, pack)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    records: list[Record] = []
    for asked in PACK.form.by_id.values():
        ids = [choice.id for choice in asked.choices]
        value: Any = {
            "text": texts,
            "long_text": texts,
            "date": st.dates().map(str),
            "number": st.one_of(st.just(UNKNOWN), st.integers(0, 10**9)),
            "ypnu": st.sampled_from(["yes", "partly", "no", "unknown"]),
            "measure": st.sampled_from(["yes", "partly", "no", "unknown"]),
            "single": st.sampled_from(ids or [UNKNOWN]),
            "scale": st.sampled_from(ids or [UNKNOWN]),
            "multi": st.lists(st.sampled_from(ids or [UNKNOWN]), unique=True).map(tuple),
        }.get(asked.kind)
        if value is not None and draw(st.booleans()):
            records.append(Answer(asked.id, draw(value), draw(texts)))
        elif asked.kind == "table":
            for number in range(draw(st.integers(0, 2))):
                cells = {
                    c.id: draw(st.sampled_from([x.id for x in c.choices])) if c.choices else "x"
                    for c in asked.columns
                    if c.kind in ("text", "long_text", "single", "scale")
                }
                records.append(Row(f"{asked.id} {number}", asked.id, number, cells))
        elif asked.kind in ("person", "file") and draw(st.booleans()):
            records.append(Row(asked.id, asked.id, 0, {"name": draw(texts)}))
    for risk in PACK.risks:
        if draw(st.booleans()):
            for record in taken_up(begun(), risk):
                if isinstance(record, Risk):
                    record = replace(
                        record,
                        title=draw(texts),
                        severity=draw(st.sampled_from(["", *PACK.matrix.severity])),
                        likelihood=draw(st.sampled_from([UNKNOWN, *PACK.matrix.likelihood])),
                    )
                records.append(record)
    records.append(Control("own", "Ours"))
    records.append(Link(link_id("R02", "own"), "R02", "own"))
    return begun(*records)


def parts(assessment: Assessment) -> set[tuple[str, str]]:
    """Every piece of every answer and row, wherever it stands."""
    found: set[tuple[str, str]] = set()
    for answer in assessment.answers.values():
        for value in (answer.value, answer.aside):
            pieces = value if isinstance(value, tuple) else (value,)
            found |= {(answer.id, str(piece)) for piece in pieces if piece not in (None, "")}
        found.add((answer.id, f"note {answer.note}"))
    for row in assessment.rows.values():
        found |= {
            (belongs_to(row) if row.id == row.question else row.id, f"{name.lstrip('~')} {value}")
            for name, cell in row.cells.items()
            for value in (cell if isinstance(cell, tuple) else (cell,))
        }
    return found


@given(assessments(), editions(), editions())
@settings(max_examples=120)
def test_nothing_is_lost_on_any_road_and_undo_takes_back_every_move(
    first: Assessment, one: Later, other: Later
) -> None:
    state, pack = first, PACK
    for after in (one.pack, other.pack, PACK):
        seen = preview(pack, after, state, on=ON)
        later = apply(state, *seen.changes)
        assert apply(later, *inverse(seen.changes)) == state
        assert parts(later) >= parts(state)
        assert len(later.rows) == len(state.rows)
        assert later.risks.keys() == state.risks.keys()
        assert later.links == state.links
        assert preview(after, after, later, on=ON).changes == ()
        for answer in later.answers.values():
            if answer.id in after.form.by_id:
                asked = after.form.by_id[answer.id]
                assert fitted(answer, asked).value == answer.value
        state, pack = later, after
    assert parts(state) == parts(first)
    assert state.risks == first.risks
    assert state.rows.keys() == first.rows.keys()
    assert {row.question for row in state.rows.values()} <= set(PACK.form.by_id)


@given(assessments(), editions())
@settings(max_examples=60)
def test_every_level_that_moves_is_told(first: Assessment, edition: Later) -> None:
    after = edition.pack
    later, seen = moved(first, after)
    for id, risk in first.risks.items():
        was = rated(PACK, first, risk, on=ON).level
        now = rated(after, later, later.risks[id], on=ON).level
        found = [d for d in seen.differences if (d.note, d.id) == ("level", id)]
        assert [(d.before, d.after) for d in found] == ([(was, now)] if was != now else [])
