"""`score`: the worked examples of the scoring rule, and files that do not fit."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ask

ON = "2026-11-21"
SEEN = "2026-10-01"


def control(id: str, strength: str, status: str, hands: str, axis: str = "likelihood") -> Any:
    found = {"id": id, "axis": axis, "strength": strength, "status": status, "custodian": hands}
    return found | ({"evidence_date": SEEN} if status == "verified" else {})


M30 = control("M30", "strong", "verified", "system administrator")
EXAMPLE_1 = [
    M30,
    control("M03", "moderate", "in_place", "personnel"),
    control("M37", "moderate", "planned", "focal point"),
]
EXAMPLE_4 = [
    control("M39", "moderate", "verified", "supervisor"),
    control("M55", "moderate", "verified", "caseworkers"),
]
WORKED: list[tuple[dict[str, Any], list[Any], str, int, int, str]] = [
    ({"severity": 3, "likelihood": 3}, EXAMPLE_1, "high", 2, 3, "high"),
    (
        {"severity": 3, "likelihood": 3},
        [*EXAMPLE_1, control("M38", "strong", "verified", "key holder")],
        *("high", 1, 3, "medium"),
    ),
    (
        {"severity": 3, "likelihood": 3},
        [*EXAMPLE_1, control("M38", "strong", "verified", "system administrator")],
        *("high", 2, 3, "high"),
    ),
    (
        {"severity": 4, "likelihood": 3},
        [*EXAMPLE_4, control("M31", "strong", "in_place", "IT", "severity")],
        *("critical", 2, 4, "high"),
    ),
    (
        {"severity": 4, "likelihood": 3},
        [*EXAMPLE_4, control("M31", "strong", "verified", "IT", "severity")],
        *("critical", 2, 3, "high"),
    ),
    (
        {"severity": 2, "likelihood": 2, "irreversible": True},
        [control("M22", "strong", "unknown", "head")],
        *("high", 2, 4, "high"),
    ),
    (
        {"severity": 3, "likelihood": "unknown"},
        [control("M30", "strong", "in_place", "system administrator")],
        *("high", 3, 3, "high"),
    ),
    (
        {"severity": 3, "likelihood": 2},
        [
            control("M04", "moderate", "verified", "trainer"),
            control("M24", "moderate", "verified", "focal point"),
        ],
        *("high", 2, 3, "high"),
    ),
]


@pytest.mark.parametrize("number", range(8))
def test_the_worked_examples_come_out_as_written(ask: Ask, tmp_path: Path, number: int) -> None:
    risk, controls, inherent, likelihood, severity, level = WORKED[number]
    file = tmp_path / "risk.json"
    file.write_text(json.dumps({"date": ON, "risk": risk, "controls": controls}))
    said = ask("score", str(file))
    assert said.code == 0, said.err
    assert said.json["inherent"]["level"] == inherent
    assert said.json["today"] == {"likelihood": likelihood, "severity": severity, "level": level}
    assert said.json["precaution"] is (number == 6)
    assert said.json["rule_edition"] == "1"
    assert said.json["reasons"][-1]["code"] == "result"
    assert all(line["sentence"] and "{" not in line["sentence"] for line in said.json["reasons"])


def test_a_list_gives_a_list(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    one = {"date": ON, "risk": {"severity": 1, "likelihood": 1}}
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps([one, one]).encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    said = ask("score", "-")
    assert [found["today"]["level"] for found in said.json] == ["low", "low"]


def test_the_reasons_speak_the_language_that_was_asked_for(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "risk.json"
    file.write_text(json.dumps({"date": ON, "risk": {"severity": 3, "likelihood": 3}}))
    said = ask("score", str(file), "--language", "ar")
    assert any("\u0600" < letter < "\u06ff" for letter in said.json["reasons"][0]["sentence"])


@pytest.mark.parametrize(
    ("change", "address"),
    [
        ({"contols": []}, "contols"),
        ({"risk": {"severity": 5, "likelihood": 3}}, "risk.severity"),
        ({"risk": {"severity": True, "likelihood": 3}}, "risk.severity"),
        ({"risk": {"severity": 3}}, "risk.likelihood"),
        ({"risk": {"severity": 3, "likelihood": "often"}}, "risk.likelihood"),
        ({"risk": {"severity": 3, "likelihood": 3, "irreversible": "no"}}, "risk.irreversible"),
        ({"risk": {"severity": 3, "likelihood": 3, "evidence": "sure"}}, "risk.evidence"),
        ({"risk": []}, "risk"),
        ({"matrix": "7x7"}, "matrix"),
        ({"matrix": "../child-protection-4x4"}, "matrix"),
        ({"date": "2026-02-30"}, "date"),
        ({"date": "21.11.2026"}, "date"),
        ({"controls": {}}, "controls"),
        ({"controls": [M30, 7]}, "controls[1]"),
        ({"controls": [M30 | {"strength": "very strong"}]}, "controls[0].strength"),
        ({"controls": [M30 | {"axis": ["likelihood"]}]}, "controls[0].axis"),
        ({"controls": [M30 | {"id": " "}]}, "controls[0].id"),
        ({"controls": [{"axis": "both"}]}, "controls[0].id"),
        ({"controls": [M30 | {"due": "soon"}]}, "controls[0].due"),
    ],
)
def test_what_does_not_fit_is_told_with_its_address(
    ask: Ask, tmp_path: Path, change: dict[str, Any], address: str
) -> None:
    file = tmp_path / "risk.json"
    file.write_text(json.dumps({"risk": {"severity": 3, "likelihood": 3}} | change))
    said = ask("score", str(file))
    assert said.code == 1
    assert said.out == ""
    assert said.err.startswith(f"{address}: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    "text", ["", "{", "NaN", '{"risk": 1.5}', "[" * 100_000, '{"a": 1, "a": 2}', "\xff\xfe"]
)
def test_what_is_not_json_is_told_in_one_sentence(ask: Ask, tmp_path: Path, text: str) -> None:
    file = tmp_path / "risk.json"
    file.write_bytes(text.encode("latin-1"))
    said = ask("score", str(file))
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)


def test_a_list_tells_which_of_its_risks_is_wrong(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "risks.json"
    good = {"risk": {"severity": 3, "likelihood": 3}}
    file.write_text(json.dumps([good, {"risk": {"severity": 0, "likelihood": 3}}]))
    said = ask("score", str(file))
    assert said.code == 1
    assert said.err.startswith("[1].risk.severity: ")


def scored(ask: Ask, tmp_path: Path, said: dict[str, Any]) -> Any:
    file = tmp_path / "risk.json"
    file.write_text(json.dumps(said))
    return ask("score", str(file)).json


def test_ratings_of_several_people_give_a_range_and_change_no_level(
    ask: Ask, tmp_path: Path
) -> None:
    said = {
        "date": ON,
        "risk": {"severity": 3, "likelihood": 3},
        "controls": EXAMPLE_1,
        "ratings": [
            {"by": "CW", "likelihood": 1, "severity": 2},
            {"by": "Lead", "likelihood": "unknown", "severity": 4},
        ],
    }
    alone = scored(ask, tmp_path, {key: said[key] for key in ("date", "risk", "controls")})
    together = scored(ask, tmp_path, said)
    assert alone["range"] is None
    assert together["today"] == alone["today"]
    assert [one["level"] for one in together["ratings"]] == ["low", "high"]
    assert (together["range"]["lowest"], together["range"]["highest"]) == ("low", "high")
    assert together["range"]["wide"]
    assert "far apart: Low to High" in together["range"]["sentence"]


def test_a_rating_without_evidence_has_a_range_of_its_own(ask: Ask, tmp_path: Path) -> None:
    risk = {"severity": 2, "likelihood": 3, "evidence": "none"}
    found = scored(ask, tmp_path, {"date": ON, "risk": risk})["range"]
    assert (found["lowest"], found["highest"], found["by_team"]) == ("medium", "high", False)


@pytest.mark.parametrize(
    ("rating", "address"),
    [
        ({"likelihood": 1, "severity": 2}, "ratings[0].by"),
        ({"by": "CW", "severity": 2}, "ratings[0].likelihood"),
        ({"by": "CW", "likelihood": 1, "severity": 9}, "ratings[0].severity"),
        ({"by": "CW", "likelihood": 1, "severity": 2, "level": "low"}, "ratings[0].level"),
    ],
)
def test_a_rating_that_does_not_fit_is_refused_with_its_address(
    ask: Ask, tmp_path: Path, rating: dict[str, Any], address: str
) -> None:
    file = tmp_path / "risk.json"
    file.write_text(json.dumps({"risk": {"severity": 3, "likelihood": 3}, "ratings": [rating]}))
    said = ask("score", str(file))
    assert said.code == 1
    assert said.err.startswith(f"{address}: ")
