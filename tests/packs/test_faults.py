"""A broken pack tells its author every fault, each with its address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dpia_wizard.errors import PackFault
from dpia_wizard.packs.check import check
from dpia_wizard.packs.load import load_matrix, load_pack_folder

RECORD = "sections/00-record.yaml"
SAFE = "sections/01-safeguards.yaml"
STOPS = "stop_conditions.yaml"

Found = Callable[[], tuple[str, ...]]
Replace = Callable[[str, str, str], None]

SLIPS = {
    # the words of YAML
    "no without quotes": (
        RECORD, 'is: ["yes", "partly", unknown]', "is: [no]",
        f'{RECORD}: questions[7].when.is[0]: YAML does not read no as a text; write it in quotes',
    ),
    "a number for a text": (
        "pack.yaml", 'edition: "1"', "edition: 2026.10",
        'pack.yaml: edition: YAML does not read 2026.10 as a text; write it in quotes: "2026.10"',
    ),
    "a date for a text": (
        "pack.yaml", 'edition: "1"', "edition: 2026-01-31",
        "pack.yaml: edition: YAML does not read 2026-01-31 as a text",
    ),
    "true for a text": (
        RECORD, "label: Reference", "label: true",
        f"{RECORD}: questions[1].label: YAML does not read true as a text",
    ),
    "an empty text": (
        RECORD, "label: Reference", "label:",
        f"{RECORD}: questions[1].label: is empty",
    ),
    "a blank text": (
        RECORD, "label: Reference", 'label: "  "',
        f"{RECORD}: questions[1].label: is blank",
    ),
    "a text for a flag": (
        "risks.yaml", "irreversible: true", "irreversible: yes",
        "risks.yaml: risks[1].irreversible: needs true or false, not yes without quotes",
    ),
    "a text for a number": (
        RECORD, "number: 0\n", 'number: "0"\n',
        f'{RECORD}: number: needs a whole number, not "0"',
    ),
    "a list for a text": (
        RECORD, "label: Reference", "label: [Reference]",
        f"{RECORD}: questions[1].label: needs a text, not a list",
    ),
    "a text for a list": (
        RECORD, "clauses: [C11]", "clauses: C11",
        f'{RECORD}: questions[0].clauses: needs a list, not "C11"',
    ),
    "a text for a condition": (
        STOPS, "when: {fact: critical_not_accepted}", "when: critical_not_accepted",
        f"{STOPS}: stop_conditions[1].when: needs keys and values",
    ),
    # keys
    "an unknown key": (
        RECORD, "hint: A short", "hnt: A short",
        f'{RECORD}: questions[0].hnt: no such key; did you mean "hint"?',
    ),
    "a missing key": (
        RECORD, "    label: Reference\n", "",
        f"{RECORD}: questions[1].label: is missing",
    ),
    "a key twice": (
        RECORD, "    label: Reference\n", "    label: Reference\n    label: Other\n",
        f"{RECORD}: questions[1].label: written twice",
    ),
    "a key that is not a word": (
        RECORD, "    label: Reference\n", "    label: Reference\n    3: three\n",
        f"{RECORD}: questions[1].(3): a key is one plain word",
    ),
    # ids
    "an id that cannot be one": (
        RECORD, "id: record.area", "id: record.Area!",
        f'{RECORD}: questions[3].id: "record.Area!" cannot be an id here',
    ),
    "an id of another section": (
        RECORD, "id: record.area", "id: recor.area",
        f'{RECORD}: questions[3].id: "recor.area" must begin with "record."',
    ),
    "an id twice": (
        RECORD, "id: record.area", "id: record.country",
        f'{RECORD}: questions[3].id: "record.country" is already used at {RECORD}: questions[2]',
    ),
    "a number twice": (
        SAFE, 'number: "1.7"', 'number: "1.6"',
        f'{SAFE}: questions[7].number: "1.6" is already used at {SAFE}: questions[6]',
    ),
    "a choice twice": (
        "choices.yaml", "id: moderate", "id: low",
        'choices.yaml: sensitivity[1].id: "low" is already used',
    ),
    "a column twice": (
        SAFE, "{id: copies,", "{id: less,",
        f'{SAFE}: questions[1].columns[6].id: "less" is already used',
    ),
    "a risk twice": (
        "risks.yaml", "id: R20", "id: R02", 'risks.yaml: risks[1].id: "R02" is already used',
    ),
    "a control twice on a risk": (
        "risks.yaml", "{control: M38, axis", "{control: M30, axis",
        'risks.yaml: risks[0].controls[1].control: "M30" is already used',
    ),
    "a control filled twice": (
        SAFE, "control: M38", "control: M30", f'{SAFE}: questions[5].control: "M30" is already',
    ),
    # references
    "no such question": (
        RECORD, "when: {question: record.country,", "when: {question: record.county,",
        f'{RECORD}: questions[3].when.question: no question "record.county"; did you mean "record',
    ),
    "a later question": (
        RECORD, "when: {question: record.country,", "when: {question: record.triggers,",
        f'{RECORD}: questions[3].when.question: "record.triggers" does not come earlier',
    ),
    "the question itself": (
        RECORD, "when: {question: record.country,", "when: {question: record.area,",
        f'{RECORD}: questions[3].when.question: "record.area" does not come earlier',
    ),
    "no such choice": (
        SAFE, "when: {question: record.triggers, is: [cross_border]}",
        "when: {question: record.triggers, is: [crossborder]}",
        f'{SAFE}: questions[6].when.is[0]: no choice of "record.triggers": "crossborder"; did you',
    ),
    "no such column": (
        SAFE, "column: sensitivity", "column: sensitive",
        f'{SAFE}: questions[2].when.any[1].column: no column of "safeguards.elements": "sensitive"',
    ),
    "no such choice of a column": (
        SAFE, "is: [high]", "is: [hi]",
        f"{SAFE}: questions[2].when.any[1].is[0]: no choice of",
    ),
    "nothing to choose from": (
        STOPS, '{question: safeguards.least_access, is: ["no"]}',
        '{question: safeguards.purpose, is: ["no"]}',
        f'{STOPS}: stop_conditions[0].when.is: "safeguards.purpose" is no question',
    ),
    "nothing to count": (
        SAFE, "{question: safeguards.elements, at_least: 1}",
        "{question: record.title, at_least: 1}",
        f'{SAFE}: questions[2].when.any[0].at_least: "record.title" is of the kind text',
    ),
    "no such fact": (
        STOPS, "critical_not_accepted", "critical_accepted",
        f'{STOPS}: stop_conditions[1].when.fact: no fact "critical_accepted"',
    ),
    "a fact in a question": (
        RECORD, "{question: record.country, answered: true}", "{fact: critical_not_accepted}",
        f'{RECORD}: questions[3].when.fact: "critical_not_accepted" is known to stop conditions',
    ),
    "a fact deep in the rule for the depth": (
        "pack.yaml", "{question: record.children, at_least: 1000}",
        "{fact: critical_not_accepted}",
        'pack.yaml: depth.full.any[1].all[0].fact: "critical_not_accepted" is known to stop',
    ),
    "a fact in a risk": (
        "risks.yaml", "    mandatory: true", "    when: {fact: critical_not_accepted}",
        'risks.yaml: risks[0].when.fact: "critical_not_accepted" is known to stop conditions',
    ),
    "a condition of nothing": (
        STOPS, "{fact: critical_not_accepted}", "{facts: critical_not_accepted}",
        f"{STOPS}: stop_conditions[1].when: a condition has one of question, depth, fact",
    ),
    "a condition of two things": (
        STOPS, "{fact: critical_not_accepted}", "{fact: critical_not_accepted, depth: full}",
        f"{STOPS}: stop_conditions[1].when.fact: no such key",
    ),
    "two ways to ask": (
        RECORD, "{question: record.country, answered: true}",
        "{question: record.country, answered: true, is: [ukraine]}",
        f"{RECORD}: questions[3].when: needs one of is, at_least, answered",
    ),
    "a stop nowhere": (
        STOPS, "place: risks", "place: risk",
        f'{STOPS}: stop_conditions[1].place: no question or section "risk"; did you mean "risks"?',
    ),
    "no such clause": (
        RECORD, "clauses: [C11]", "clauses: [C99]",
        f'{RECORD}: questions[0].clauses[0]: no clause "C99"',
    ),
    "no such control": (
        "risks.yaml", "control: M22", "control: M99",
        'risks.yaml: risks[1].controls[0].control: no control "M99"',
    ),
    "no such control of a measure": (
        SAFE, "control: M38", "control: M83", f'{SAFE}: questions[5].control: no control "M83"',
    ),
    "no such group": ("risks.yaml", "group: B", "group: C", 'risks.yaml: risks[1].group: no group'),
    "no such severity": (
        "risks.yaml", "severity: grave", "severity: graves",
        'risks.yaml: risks[1].severity: no severity "graves"; did you mean "grave"?',
    ),
    "no such likelihood": (
        "risks.yaml", "likelihood: possible", "likelihood: posible",
        'risks.yaml: risks[1].likelihood: no likelihood "posible"; did you mean "possible"?',
    ),
    "no such list": (
        SAFE, "kind: multi, choices: channels", "kind: multi, choices: chanels",
        f'{SAFE}: questions[1].columns[3].choices: no list "chanels" in choices.yaml; did you',
    ),
    "no such phase": (
        SAFE, "phase: safeguards", "phase: safeguard", f'{SAFE}: phase: no phase "safeguard"',
    ),
    "an earlier phase": (
        "sections/03-decision.yaml", "phase: decide", "phase: scene",
        "sections/03-decision.yaml: phase: comes after a section of a later phase",
    ),
    "no such matrix": (
        "pack.yaml", "matrix: child-protection-4x4", "matrix: child-protection-5x5",
        'risk_matrices/child-protection-5x5.yaml: no matrix "child-protection-5x5"; did you mean',
    ),
    # kinds and their keys
    "no such kind": (
        RECORD, "kind: person", "kind: persons",
        f'{RECORD}: questions[4].kind: "persons" is none of',
    ),
    "choices missing": (
        SAFE, "    kind: scale\n    choices: sensitivity\n", "    kind: scale\n",
        f"{SAFE}: questions[2].choices: is missing; the kind scale needs it",
    ),
    "choices of a text": (
        SAFE, "kind: long_text\n", "kind: long_text\n    choices: sensitivity\n",
        f"{SAFE}: questions[0].choices: the kind long_text does not use this key",
    ),
    "columns of a text": (
        SAFE, "kind: long_text\n", "kind: long_text\n    columns: [{id: one, label: One}]\n",
        f"{SAFE}: questions[0].columns: the kind long_text does not use this key",
    ),
    "a control of a ypnu": (
        SAFE, "kind: measure", "kind: ypnu",
        f"{SAFE}: questions[4].control: the kind ypnu does not use this key",
    ),
    "nothing to compute": (
        RECORD, "    compute: reference\n", "",
        f"{RECORD}: questions[1].compute: is missing; the kind computed needs it",
    ),
    "unknown to the program": (
        RECORD, "compute: reference", "compute: refrence",
        f'{RECORD}: questions[1].compute: "refrence" is none of',
    ),
    "a page without questions": (
        "sections/02-risks.yaml", "page: risks\n", "",
        "sections/02-risks.yaml: questions: needs at least one question",
    ),
    "a page twice": (
        "sections/03-decision.yaml", "page: review", "page: risks",
        'sections/03-decision.yaml: page: "risks" is already used at sections/02-risks.yaml',
    ),
    "a risk never offered": (
        "risks.yaml", "mandatory: true", "mandatory: false",
        "risks.yaml: risks[0]: needs when, or mandatory: true",
    ),
    "a depth that looks at the depth": (
        "pack.yaml", "{question: record.triggers, is: [cross_border, biometrics]}",
        "{depth: full}", "pack.yaml: depth.full: the rule for the depth cannot look at the depth",
    ),
    "a depth that looks at what only some depths ask": (
        RECORD, "    kind: number\n", "    kind: number\n    depth: standard\n",
        'pack.yaml: depth.full: "record.children" is not asked at every depth',
    ),
    "a file that belongs to another section": (
        "sections/02-risks.yaml", "number: 2", "number: 4",
        "sections/02-risks.yaml: the file should be named 04-risks.yaml",
    ),
    # what is hidden in texts
    "a mark that turns text round": (
        RECORD, "label: Reference", 'label: "Refer\\u202Eence"',
        f"{RECORD}: questions[1].label: holds a hidden mark that turns or breaks text (U+202E)",
    ),
    "a bell": (
        RECORD, "label: Reference", 'label: "Refer\\aence"',
        f"{RECORD}: questions[1].label: holds a character that cannot be shown (U+0007)",
    ),
    "two lines": (
        RECORD, "label: Reference", 'label: "Refer\\nence"',
        f"{RECORD}: questions[1].label: must be one line",
    ),
    "a very long text": (
        RECORD, "label: Reference", "label: " + "a" * 20_001,
        f"{RECORD}: questions[1].label: a text longer than 20,000 characters",
    ),
    "a register's key": (
        "../dpisp/clauses.yaml", "basis: general", "basis: guessed",
        'dpisp/clauses.yaml: clauses[2].basis: "guessed" is none of stated, sister',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "expected"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_told_at_its_address(
    faults: Found, change: Replace, file: str, old: str, new: str, expected: str
) -> None:
    assert faults() == ()
    change(file, old, new)
    found = faults()
    assert any(fault.startswith(expected) for fault in found), found
    assert len(found) <= 3, "one slip drags other faults along"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/protocol",
        "HTTPS://example.org",
        "https://example.org:8443/",
        "https://user:word@example.org/",
        "https://localhost",
        "https://example.org/a b",
        "https://example.org/<b>",
        "https://exаmple.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//example.org",
    ],
)
def test_a_protocol_has_a_plain_public_address(
    faults: Found, change: Replace, address: str
) -> None:
    change("../dpisp/small-protocol.yaml", "https://example.org/protocols/small", f'"{address}"')
    (fault,) = faults()
    assert fault.startswith("dpisp/small-protocol.yaml: address:")


def test_every_fault_is_told_at_once(pack: Path, faults: Found, change: Replace) -> None:
    change("pack.yaml", 'edition: "1"', "edition: 1.0")
    change(RECORD, "label: Reference", "label: on")
    change(RECORD, "when: {question: record.country,", "when: {question: consent.basis,")
    change("risks.yaml", "control: M30", "control: M99")
    (pack / "controls.yaml").rename(pack / "control.yaml")
    (pack / "stop_conditions.yaml").write_bytes(b"stop_conditions: \xff\n")
    assert set(faults()) == {
        'control.yaml: no such file is read; did you mean "controls.yaml"?',
        "controls.yaml: the file is missing",
        'pack.yaml: edition: YAML does not read 1.0 as a text; write it in quotes: "1.0"',
        f'{RECORD}: questions[1].label: YAML does not read on as a text; write it in quotes: "on"',
        f'{RECORD}: questions[3].when.question: no question "consent.basis"',
        "stop_conditions.yaml: line 1: not UTF-8 text; save the file as UTF-8",
    }


def test_what_is_told_to_a_person_is_one_sentence_with_the_first_fault(
    pack: Path, change: Replace
) -> None:
    change("risks.yaml", "control: M30", "control: M99")
    change("risks.yaml", "control: M22", "control: M98")
    with pytest.raises(PackFault) as told:
        load_pack_folder(pack, protocols=pack.parent / "dpisp")
    assert str(told.value) == (
        'every-kind cannot be used. risks.yaml: risks[0].controls[0].control: no control "M99"'
        " (faults besides this one: 1)"
    )
    assert len(told.value.faults) == 2


def test_a_file_that_cannot_be_read_does_not_make_faults_elsewhere(
    pack: Path, faults: Found
) -> None:
    for file in ("controls.yaml", "risks.yaml", RECORD, "choices.yaml", "../dpisp/clauses.yaml"):
        path = pack / file
        whole = path.read_bytes()
        path.write_text("a: [unclosed\n", encoding="utf-8")
        (fault,) = faults()
        assert "line 2: not YAML that can be read" in fault
        path.write_bytes(whole)
    assert faults() == ()


def test_a_missing_section_folder_is_a_fault(pack: Path, faults: Found) -> None:
    for path in (pack / "sections").iterdir():
        path.rename(pack / f"{path.stem}.txt")
    assert "sections: no section, such as 10-purpose.yaml, is there" in faults()


def test_a_section_with_a_name_of_its_own_is_a_fault(pack: Path, faults: Found) -> None:
    (pack / RECORD).rename(pack / "sections" / "record.yml")
    assert "sections/record.yml: a section's file is named like 10-purpose.yaml" in faults()


def test_check_gives_the_faults_of_a_folder_or_a_matrix(pack: Path) -> None:
    assert check(pack.parent / "nowhere")[0].endswith("is not a folder with a pack in it")
    file = pack.parent / "risk_matrices" / "child-protection-4x4.yaml"
    assert check(file) == ()
    file.write_text(file.read_text(encoding="utf-8").replace("tolerance: medium", "tolerance: x"))
    assert check(file) == ("risk_matrices/child-protection-4x4.yaml: tolerance: no level 'x'",)


MATRIX_SLIPS = {
    "falls": ("- [medium, high, critical, critical]", "- [low, high, critical, high]", "cells["),
    "short": ("  - [low, medium, high, high]\n", "", "cells: needs 4 rows"),
    "no level": ("- [low, low, medium, high]", "- [lo, low, medium, high]", "cells[0][0]: no"),
    "same word": ("name: Medium,", "name: Low,", "levels: two levels have the same name"),
    "weaker earns more": (
        'moderate: {verified: "1/2"}', 'moderate: {verified: "1", in_place: "1"}',
        "credit.strong.in_place: earns less than moderate",
    ),
    "verified earns less": (
        'verified: "1", in_place: "1/2"', 'verified: "1/2", in_place: "1"',
        "credit.strong.verified: earns less than in_place",
    ),
    "planned earns": (
        'strong: {verified: "1",', 'strong: {verified: "1", planned: "1/2",',
        "credit.strong.planned: earns nothing before it is in place",
    ),
    "no credit": ('in_place: "1/2"', 'in_place: "1/0"', 'credit.strong.in_place: "1/0" is no'),
    "a float": ('in_place: "1/2"', "in_place: 0.5", "credit.strong.in_place: YAML does not read"),
    "steps": ("likelihood: 2, ", "likelihood: -1, ", "most_steps.likelihood: needs a number"),
    "name": ("id: child-protection-4x4", "id: other", 'id: "other" is not the file\'s name'),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), MATRIX_SLIPS.values(), ids=MATRIX_SLIPS.keys())
def test_a_matrix_that_misleads_is_refused(
    pack: Path, faults: Found, change: Replace, old: str, new: str, expected: str
) -> None:
    change("../risk_matrices/child-protection-4x4.yaml", old, new)
    name = "risk_matrices/child-protection-4x4.yaml: "
    assert any(fault.startswith(name + expected) for fault in faults()), faults()
    with pytest.raises(PackFault):
        load_matrix(matrices=pack.parent / "risk_matrices")
