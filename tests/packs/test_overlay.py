"""An overlay adds to a base and hides what is optional; it loosens nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.errors import PackFault
from dpia_wizard.packs.archive import archive_of, load_archive
from dpia_wizard.packs.load import load_pack, load_pack_folder
from dpia_wizard.texts import words_for

Files = dict[str, Any]
Put = Callable[[Files], Path]

HEAD = {
    "id": "small-country",
    "edition": "1",
    "title": "A small country's additions",
    "publisher": "Made for tests",
    "licence": "Apache-2.0",
    "source": "Made for tests",
    "base": {"id": "every-kind", "edition": "1"},
}
QUESTION = {
    "section": "safeguards",
    "after": "safeguards.purpose",
    "id": "safeguards.sc_camp",
    "number": "1.1a",
    "label": "Is any of it collected in a camp?",
    "kind": "ypnu",
}
RISK = {
    "id": "SC1",
    "title": "Guards at the gate read the forms",
    "group": "A",
    "threat_source": "A guard",
    "event": "Opens the folder at the gate",
    "vulnerability": "Paper is carried openly",
    "harm": "The child is asked for money.",
    "affected": "Children in camps",
    "likelihood": "possible",
    "severity": "serious",
    "controls": [{"control": "M38", "axis": "likelihood", "strength": "weak"}],
    "when": {"question": "safeguards.sc_camp", "is": ["yes", "partly"]},
}
CLAUSE = {"id": "SC_C1", "title": "At the gate", "paraphrase": "Folders stay shut.",
          "part": "Handling", "basis": "stated", "number": "12"}  # fmt: skip


@pytest.fixture
def put(pack: Path) -> Put:
    """Write an overlay beside the small pack; ``pack.yaml`` is put on top of a sound one."""

    def write(files: Files, name: str = "small-country") -> Path:
        folder = pack.parent / name
        for file, content in {**files, "pack.yaml": HEAD | files.get("pack.yaml", {})}.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                path.write_text(content, encoding="utf-8")
            else:
                path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        return folder

    return write


def load(folder: Path) -> Pack:
    return load_pack_folder(
        folder, matrices=folder.parent / "risk_matrices", protocols=folder.parent / "dpisp"
    )


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(PackFault) as told:
        load(folder)
    return told.value.faults


WHOLE: Files = {
    "questions.yaml": {"questions": [QUESTION]},
    "choices.yaml": {
        "sc_gates": [{"id": "north", "label": "North"}],
        "add": {"channels": [{"id": "radio", "label": "Radio"}]},
    },
    "risks.yaml": {"risks": [RISK]},
    "controls.yaml": {
        "controls": [
            {"id": "SC_M1", "title": "A bag", "what": "Forms are carried in a locked bag.",
             "family": "physical", "axis": "likelihood", "evidence": "Seen", "clauses": ["SC_C1"]}
        ]
    },
    "clauses.yaml": {"clauses": [CLAUSE], "numbers": {"C30": "7.2"}},
    "sections/50-sc_camps.yaml": {
        "after": "safeguards", "id": "sc_camps", "number": 50, "title": "Camps",
        "phase": "safeguards",
        "questions": [{"id": "sc_camps.gate", "number": "50.1", "label": "Which gate?",
                       "kind": "single", "choices": "sc_gates",
                       "when": {"question": "safeguards.sc_camp", "is": ["yes"]}}],
    },
    "stop_conditions.yaml": {
        "stop_conditions": [
            {"id": "SC_V1", "text": "Guards keep copies.", "lifts": "Take them back.",
             "when": {"question": "safeguards.sc_camp", "is": ["unknown"]}}
        ]
    },
    "protocols/small-country.yaml": {
        "id": "small-country", "title": "The protocol", "publisher": "The group",
        "languages": ["en"], "address": "https://example.org/protocol",
    },
    "lang/uk.po": 'msgctxt "section.sc_camps.title"\nmsgid "Camps"\nmsgstr "Табори"\n',
    "pack.yaml": {"country": "xx", "hides": {"questions": ["safeguards.views"]}},
}  # fmt: skip


@pytest.fixture
def overlay(put: Put) -> Path:
    # A control of one's own must cover a risk.
    risk = RISK | {
        "controls": [
            *RISK["controls"],  # type: ignore[misc]
            {"control": "SC_M1", "axis": "likelihood", "strength": "strong"},
        ]
    }
    return put(WHOLE | {"risks.yaml": {"risks": [risk]}})


def test_what_an_overlay_adds_stands_in_its_place(overlay: Path, pack: Path) -> None:
    made, base = load(overlay), load(pack)
    ids = [q.id for q in made.form.by_id.values()]
    assert ids.index("safeguards.sc_camp") == ids.index("safeguards.purpose") + 1
    sections = [s.id for s in made.form.sections]
    assert sections == ["record", "safeguards", "sc_camps", "risks", "decision"]
    assert made.risk["SC1"].group == "A"
    assert made.control["SC_M1"].clauses == ("SC_C1",)
    assert made.clause["SC_C1"].number == "12"
    assert (made.clause["C30"].number, base.clause["C30"].number) == ("7.2", "")
    channels = made.form.by_id["safeguards.elements"].columns[3].choices
    assert [c.id for c in channels] == ["paper_form", "whatsapp", "email_work", "radio"]
    assert "SC_V1" in {stop.id for stop in made.stop_conditions}
    assert {p.id for p in made.protocols} == {p.id for p in base.protocols} | {"small-country"}
    assert "safeguards.views" in base.form.by_id
    assert "safeguards.views" not in made.form.by_id


def test_everything_else_is_as_in_the_base(overlay: Path, pack: Path) -> None:
    made, base = load(overlay), load(pack)
    assert [r for r in made.risks if r.id in base.risk] == list(base.risks)
    assert made.form.depth_rule == base.form.depth_rule
    assert made.matrix == base.matrix
    for id_, question in base.form.by_id.items():
        if id_ not in ("safeguards.views", "safeguards.elements"):
            assert made.form.by_id[id_] == question


def test_an_overlay_is_itself_and_tells_what_it_stands_on(overlay: Path, pack: Path) -> None:
    made, base = load(overlay), load(pack)
    assert (made.ref.id, made.ref.edition, made.country) == ("small-country", "1", "xx")
    assert made.bases == (base.ref,)
    assert made.ref.fingerprint != base.ref.fingerprint
    assert base.bases == ()


def test_a_change_of_the_base_is_a_change_of_the_overlay(overlay: Path, pack: Path) -> None:
    before = load(overlay).ref
    path = pack / "risks.yaml"
    path.write_text(path.read_text("utf-8").replace("A curious", "A very curious"), "utf-8")
    assert load(overlay).ref.fingerprint != before.fingerprint


def test_an_overlay_brings_a_language_for_itself_and_for_the_base(overlay: Path) -> None:
    made = load(overlay)
    assert "uk" in made.languages
    assert words_for("uk", packs=made.words).pack("section.sc_camps.title", "Camps") == "Табори"


def test_an_overlay_goes_through_an_archive_with_its_base(overlay: Path) -> None:
    made = load(overlay)
    assert load_archive(archive_of(made)) == made
    assert archive_of(load_archive(archive_of(made))) == archive_of(made)


def test_an_overlay_goes_alone_where_its_base_is(overlay: Path, pack: Path) -> None:
    made, base = load(overlay), load(pack)
    alone = archive_of(made, with_bases=False)
    assert len(alone) < len(archive_of(made))

    def bases(id_: str, edition: str) -> Pack | None:
        return base if (id_, edition) == ("every-kind", "1") else None

    assert load_archive(alone, bases=bases) == made
    with pytest.raises(PackFault, match=r'base\.id: no pack "every-kind" is here'):
        load_archive(alone)


def test_overlays_stand_on_overlays(overlay: Path, put: Put) -> None:
    top = put(
        {
            "pack.yaml": {"id": "district", "base": {"id": "small-country", "edition": "1"}},
            "questions.yaml": {
                "questions": [QUESTION | {"id": "safeguards.di_gate", "number": "1.1b",
                                          "after": "safeguards.sc_camp"}]
            },
        },
        name="district",
    )  # fmt: skip
    made = load(top)
    ids = list(made.form.by_id)
    assert ids.index("safeguards.di_gate") == ids.index("safeguards.sc_camp") + 1
    assert [ref.id for ref in made.bases] == ["small-country", "every-kind"]
    assert load_archive(archive_of(made)) == made


def test_a_pile_of_overlays_has_an_end(put: Put) -> None:
    for n in range(1, 6):
        base = "every-kind" if n == 1 else f"pile-{n - 1}"
        put({"pack.yaml": {"id": f"pile-{n}", "base": {"id": base, "edition": "1"}}}, f"pile-{n}")
    folder = put({}).parent
    assert len(load(folder / "pile-4").bases) == 4
    assert faults(folder / "pile-5") == (
        "pile-1/pack.yaml: base: at most 4 overlays stand on one another",
    )


def test_overlays_that_stand_on_each_other_are_told(put: Put) -> None:
    put({"pack.yaml": {"id": "one", "base": {"id": "two", "edition": "1"}}}, "one")
    two = put({"pack.yaml": {"id": "two", "base": {"id": "one", "edition": "1"}}}, "two")
    assert faults(two) == ("one/pack.yaml: base.id: stands on itself: two on one on two",)


def test_an_overlay_is_found_by_its_id_with_its_base_beside_it(overlay: Path) -> None:
    made = load_pack(
        "small-country",
        forms=overlay.parent,
        matrices=overlay.parent / "risk_matrices",
        protocols=overlay.parent / "dpisp",
    )
    assert made.ref.id == "small-country"


def hides(**kinds: list[str]) -> Files:
    return {"pack.yaml": {"hides": kinds}}


SLIPS: dict[str, tuple[Files, str]] = {
    "another edition of the base": (
        {"pack.yaml": {"base": {"id": "every-kind", "edition": "2"}}},
        'pack.yaml: base.edition: the edition "1" of "every-kind" is here',
    ),
    "no base": (
        {"pack.yaml": {"base": {"id": "every-kin", "edition": "1"}}},
        'pack.yaml: base.id: no pack "every-kin" is here',
    ),
    "another depth": (
        {"pack.yaml": {"depth": {"full": {"depth": "full"}}}},
        "pack.yaml: depth: stays as it is in the base; an overlay cannot change it",
    ),
    "a mandatory risk hidden": (
        hides(risks=["R02"]),
        'pack.yaml: hides.risks[0]: "R02" cannot be hidden: it is mandatory',
    ),
    "a locked risk hidden": (
        hides(risks=["R20"]),
        'pack.yaml: hides.risks[0]: "R20" cannot be hidden: the base locks it',
    ),
    "a critical question hidden": (
        hides(questions=["safeguards.least_access"]),
        'hides.questions[0]: "safeguards.least_access" cannot be hidden: it is critical',
    ),
    "a question of the record hidden": (
        hides(questions=["record.area"]),
        'hides.questions[0]: "record.area" cannot be hidden: the program rests on it',
    ),
    "a computed question hidden": (
        hides(questions=["safeguards.severe"]),
        'hides.questions[0]: "safeguards.severe" cannot be hidden: the program computes it',
    ),
    "a question that a condition names hidden": (
        hides(questions=["safeguards.elements"]),
        'hides.questions[0]: "safeguards.elements" cannot be hidden: every-kind/risks.yaml: ',
    ),
    "a locked question hidden": (
        hides(questions=["safeguards.agreement"]),
        'hides.questions[0]: "safeguards.agreement" cannot be hidden: the base locks it',
    ),
    "a question that is not there hidden": (
        hides(questions=["safeguards.view"]),
        'hides.questions[0]: no question "safeguards.view"; did you mean "safeguards.views"?',
    ),
    "a control hidden that a question fills": (
        hides(controls=["M38"]),
        'hides.controls[0]: "M38" cannot be hidden: the question "safeguards.locked" fills it',
    ),
    "the last control of a risk hidden": (
        hides(controls=["M22"]),
        'hides.controls[0]: "M22" cannot be hidden: the risk "R20" has no other',
    ),
    "a point of a scale hidden": (
        hides(choices=["sensitivity.high"]),
        'hides.choices[0]: "sensitivity.high" cannot be hidden: it is a point of a scale',
    ),
    "a choice hidden that a condition names": (
        hides(choices=["safeguards.elements.format.paper"]),
        'hides.choices[0]: "safeguards.elements.format.paper" cannot be hidden: every-kind/',
    ),
    "a stop condition hidden": (
        {"pack.yaml": {"hides": {"stop_conditions": ["V1"]}}},
        "pack.yaml: hides.stop_conditions: no such key",
    ),
    "an own thing hidden": (
        {"questions.yaml": {"questions": [QUESTION]}} | hides(questions=["safeguards.sc_camp"]),
        'hides.questions[0]: "safeguards.sc_camp" is of this overlay: leave it out',
    ),
    "a question with an id of the base": (
        {"questions.yaml": {"questions": [QUESTION | {"id": "safeguards.views"}]}},
        'id: "safeguards.views" is already used at',
    ),
    "a risk with an id of the base": (
        {"risks.yaml": {"risks": [RISK | {"id": "R02", "when": {"depth": "full"}}]}},
        'risks.yaml: risks[0].id: "R02" is already used at every-kind/risks.yaml: risks[0]',
    ),
    "a clause with an id of a control": (
        {"clauses.yaml": {"clauses": [CLAUSE | {"id": "M30"}]}},
        'clauses.yaml: clauses[0].id: "M30" is a control already, at every-kind/controls.yaml',
    ),
    "a number for no clause": (
        {"clauses.yaml": {"numbers": {"C99": "1"}}},
        'clauses.yaml: numbers.C99: no clause "C99"',
    ),
    "a place behind no question": (
        {"questions.yaml": {"questions": [QUESTION | {"after": "safeguards.purpos"}]}},
        'questions.yaml: questions[0].after: no question "safeguards.purpos" in that section; did',
    ),
    "a question for no section": (
        {"questions.yaml": {"questions": [QUESTION | {"section": "safe", "id": "safe.x"}]}},
        'questions.yaml: questions[0].section: no section "safe"',
    ),
    "a list of the base written anew": (
        {"choices.yaml": {"channels": [{"id": "x", "label": "X"}]}},
        "choices.yaml: channels: is a list of the base; put your own choices under add",
    ),
    "a choice that is there": (
        {"choices.yaml": {"add": {"channels": [{"id": "whatsapp", "label": "X"}]}}},
        'choices.yaml: add.channels[0]: "whatsapp" is in the list already',
    ),
    "a point added to a scale": (
        {"choices.yaml": {"add": {"sensitivity": [{"id": "none", "label": "None"}]}}},
        'choices.yaml: add.sensitivity: "safeguards.elements" rests on this list as it is',
    ),
    "a file that an overlay has not": (
        {"question.yaml": {"questions": []}},
        'question.yaml: no such file is read; did you mean "questions.yaml"?',
    ),
    "English words in a file of words": (
        {"lang/en.po": ""},
        "lang/en.po: the English words stand in the YAML files",
    ),
    "a section with no place": (
        {"sections/50-x.yaml": {"id": "x", "number": 50, "title": "X", "phase": "decide",
                                "questions": []}},
        "sections/50-x.yaml: after: is missing",
    ),
    "a matrix that is not here": (
        {"pack.yaml": {"matrix": "child-protection-5x5"}},
        'risk_matrices/child-protection-5x5.yaml: no matrix "child-protection-5x5"; did you mean',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), SLIPS.values(), ids=SLIPS.keys())
def test_what_loosens_or_leads_nowhere_is_told_at_its_address(
    put: Put, change: Callable[[str, str, str], None], files: Files, expected: str
) -> None:
    change(
        "pack.yaml",
        "language: en\n",
        "language: en\nlocked: {risks: [R20], questions: [safeguards.agreement]}\n",
    )
    found = faults(put(files))
    assert any(expected in fault for fault in found), found
    assert len(found) <= 3, "one slip drags other faults along"


def test_an_unknown_id_cannot_be_locked(put: Put, change: Callable[[str, str, str], None]) -> None:
    change("pack.yaml", "language: en\n", "language: en\nlocked: {questions: [record.titel]}\n")
    (fault,) = faults(put({}))
    assert fault == (
        'every-kind/pack.yaml: locked.questions[0]: nothing has the id "record.titel";'
        ' did you mean "record.title"?'
    )


def test_every_fault_of_overlay_and_base_is_told_at_once(put: Put, pack: Path) -> None:
    (pack / "controls.yaml").unlink()
    folder = put({"questions.yaml": {"questions": [QUESTION | {"kind": "yesno"}]},
                  "risks.yaml": "risks: [\n"})  # fmt: skip
    found = faults(folder)
    assert "every-kind/controls.yaml: the file is missing" in found
    assert any(fault.startswith("questions.yaml: questions[0].kind") for fault in found)
    assert any(fault.startswith("risks.yaml: line 2: not YAML") for fault in found)


def test_an_overlay_with_another_matrix_starts_no_risk_lower(put: Put) -> None:
    made = load(put({"pack.yaml": {"matrix": "ico-3x3"}}))
    assert made.matrix_ref.id == "ico-3x3"
    assert made.risk["R02"].likelihood == "probable"
    assert made.risk["R02"].severity == "severe"
    assert load_archive(archive_of(made)) == made


def test_an_overlay_with_a_matrix_that_tolerates_more_is_refused(put: Put, pack: Path) -> None:
    matrices = pack.parent / "risk_matrices"
    text = (matrices / "ico-3x3.yaml").read_text("utf-8")
    text = text.replace("id: ico-3x3", "id: loose").replace(
        "high: high, critical", "high: medium, critical"
    )
    (matrices / "loose.yaml").write_text(text, "utf-8")
    (fault,) = faults(put({"pack.yaml": {"matrix": "loose"}}))
    assert fault == 'pack.yaml: matrix: "loose" tolerates what is "high" in the base'


def test_words_of_the_base_are_not_written_anew(put: Put) -> None:
    found = faults(put({"risks.yaml": {"risks": [RISK | {"id": "R20", "title": "Softer"}]}}))
    assert any('"R20" is already used' in fault for fault in found)


@pytest.mark.parametrize("id_", ["../secret", "/etc/secret", "..", "a/b", "A B", ""])
def test_ids_that_are_file_names_lead_nowhere_else(put: Put, pack: Path, id_: str) -> None:
    (pack.parent / "secret.yaml").write_text("canary: [1]\n", "utf-8")
    (pack.parent / "secret").mkdir()
    (pack.parent / "secret" / "pack.yaml").write_text("canary: [1]\n", "utf-8")
    for head in ({"matrix": id_}, {"base": {"id": id_, "edition": "1"}}):
        found = faults(put({"pack.yaml": head}))
        assert found
        assert not any("canary" in fault or "secret.yaml" in fault for fault in found), found
