"""The scoring rule from a file: risks with their controls in, levels with their reasons out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia_wizard.cli.settings import settings, spoken
from dpia_wizard.cli.shown import say_json
from dpia_wizard.core.scoring import AppliedControl, JudgedRisk, Place, Score, score
from dpia_wizard.core.team import levels, range_over
from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole, too_large
from dpia_wizard.workspace.typed import is_date

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.team import Range
    from dpia_wizard.wording import Wording

LARGEST = 16 * 1024 * 1024
_AXES = ("likelihood", "severity", "both")
_STRENGTHS = ("weak", "moderate", "strong")
_STATUSES = ("not_in_place", "planned", "partly", "in_place", "verified", "unknown")
_EVIDENCE = ("documented", "judgement", "none")


@click.command("score")
@spoken
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def score_(file: Path) -> None:
    """Score the risks in a JSON FILE (or - for standard input), with the reasons.

    FILE holds one object, or a list of them: {"matrix", "date", "risk": {"severity",
    "likelihood", "irreversible", "evidence", "threat_source"}, "controls": [{"id", "axis",
    "strength", "status", "evidence_date", "custodian", "owner", "due"}], "ratings": [{"by",
    "likelihood", "severity"}]}. Ratings of several people give the range. No library is needed.

    \b
    Example:
      echo '{"risk": {"severity": 3, "likelihood": 3}}' | dpia-wizard score -
    """
    from dpia_wizard.codec import parse_json
    from dpia_wizard.packs.load import load_pack

    given = settings()
    said = parse_json(_read(file), address="JSON")
    pack = load_pack()
    wording = given.wording(pack)
    if isinstance(said, list):
        say_json([_scored(wording, pack, part, f"[{at}]") for at, part in enumerate(said)])
    else:
        say_json(_scored(wording, pack, said, ""))


def _read(file: Path) -> bytes:
    if str(file) != "-":
        data = read_whole(file, LARGEST)
    else:
        data = sys.stdin.buffer.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise too_large(file, LARGEST)
    return data.removeprefix(b"\xef\xbb\xbf")


def _scored(wording: Wording, pack: Pack, said: object, address: str) -> dict[str, Any]:
    from dataclasses import replace

    from dpia_wizard.packs.load import load_matrix, shipped_matrices
    from dpia_wizard.wording import Wording as WordingOf

    asked = _Asked(said, address, ("matrix", "date", "risk", "controls", "ratings"))
    named = asked.text("matrix", pack.matrix.id)
    if named not in shipped_matrices():
        raise UserError(
            "{address}: there is no matrix {value}.", address=asked.at("matrix"), value=named
        )
    if named != pack.matrix.id:
        pack = replace(pack, matrix=load_matrix(named))
        wording = WordingOf(wording.words, pack)
    on = asked.day("date", date.today().isoformat())  # noqa: DTZ011 -- the date on the wall
    risk = _risk(asked, pack)
    controls = [
        _control(part, asked.at(f"controls[{at}]"))
        for at, part in enumerate(asked.list("controls"))
    ]
    people = [
        _rating(part, asked.at(f"ratings[{at}]"), risk, pack)
        for at, part in enumerate(asked.list("ratings"))
    ]
    found = [levels(pack.matrix, one, controls, on=on) for _by, one in people]
    no_evidence = risk.evidence == "none"
    if not found and no_evidence:
        found = [levels(pack.matrix, risk, controls, on=on)]
    between = range_over(pack.matrix, found, by_team=bool(people), no_evidence=no_evidence)
    given = [
        {"by": by, "level": level.meant} for (by, _one), level in zip(people, found, strict=False)
    ]
    return {
        **told(wording, score(pack.matrix, risk, controls, on=on)),
        "range": range_values(wording, between),
        "ratings": given,
    }


def _rating(said: object, address: str, risk: JudgedRisk, pack: Pack) -> tuple[str, JudgedRisk]:
    """Who rated, and the risk as they rate it."""
    from dataclasses import replace

    asked = _Asked(said, address, ("by", "likelihood", "severity"))
    by = asked.text("by", needed=True)
    top = pack.matrix.top_severity
    likelihood: int | None = None
    if asked.said.get("likelihood") != "unknown":
        likelihood = asked.rank("likelihood", len(pack.matrix.likelihoods), "unknown")
    severity = risk.irreversible and "severity" not in asked.said
    rank = top if severity else asked.rank("severity", top)
    return by, replace(risk, likelihood=likelihood, severity=rank)


def range_values(wording: Wording, found: Range | None) -> dict[str, Any] | None:
    """A range as plain values, with its sentence; None where there is none."""
    from dpia_wizard.wording.team import range_told

    if found is None:
        return None
    return {
        "lowest": found.lowest,
        "highest": found.highest,
        "wide": found.is_wide,
        "by_team": found.by_team,
        "no_evidence": found.no_evidence,
        "sentence": range_told(wording, found),
    }


def _risk(asked: _Asked, pack: Pack) -> JudgedRisk:
    if "risk" not in asked.said:
        raise UserError("{address}: is missing.", address=asked.at("risk"))
    risk = _Asked(
        asked.said["risk"],
        asked.at("risk"),
        ("severity", "likelihood", "irreversible", "evidence", "threat_source"),
    )
    irreversible = risk.flag("irreversible")
    top = pack.matrix.top_severity
    likelihood: int | None = None
    if risk.said.get("likelihood") != "unknown":
        likelihood = risk.rank("likelihood", len(pack.matrix.likelihoods), "unknown")
    severity = top if irreversible and "severity" not in risk.said else risk.rank("severity", top)
    return JudgedRisk(
        severity,
        likelihood,
        irreversible,
        risk.one_of("evidence", _EVIDENCE, "judgement"),
        risk.text("threat_source"),
    )


def _control(said: object, address: str) -> AppliedControl:
    keys = ("id", "axis", "strength", "status", "evidence_date", "custodian", "owner", "due")
    control = _Asked(said, address, keys)
    return AppliedControl(
        id=control.text("id", needed=True),
        axis=control.one_of("axis", _AXES),
        strength=control.one_of("strength", _STRENGTHS),
        status=control.one_of("status", _STATUSES),
        evidence_date=control.day("evidence_date"),
        custodian=control.text("custodian"),
        owner=control.text("owner"),
        due=control.day("due"),
    )


def told(wording: Wording, result: Score) -> dict[str, Any]:
    """A score as plain values: places, marks, and every reason with its sentence."""

    def place(where: Place) -> dict[str, Any]:
        return {"likelihood": where.likelihood, "severity": where.severity, "level": where.level}

    def lines(reasons: Any) -> list[dict[str, Any]]:
        return [
            {
                "code": reason.code,
                "facts": {key: _fact(value) for key, value in reason.facts.items()},
                "sentence": wording.reason(reason),
            }
            for reason in reasons
        ]

    return {
        "inherent": place(result.inherent),
        "today": place(result.today),
        "projected": place(result.projected),
        "precaution": result.precaution,
        "rule_edition": result.rule_edition,
        "reasons": lines(result.reasons),
        "projected_reasons": lines(result.projected_reasons),
    }


def _fact(value: object) -> object:
    return str(value) if isinstance(value, Fraction) else value


class _Asked:
    """One object of the file with its address; what does not fit is refused with it."""

    def __init__(self, said: object, address: str, keys: tuple[str, ...]) -> None:
        self.address = address
        if not isinstance(said, dict):
            raise UserError("{address}: needs an object.", address=address or "JSON")
        self.said: Mapping[str, Any] = said
        for key in said:
            if key not in keys:
                raise UserError(
                    "{address}: this key is not known; known are {keys}.",
                    address=self.at(key[:40]),
                    keys=", ".join(keys),
                )

    def at(self, key: str) -> str:
        return f"{self.address}.{key}" if self.address else key

    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        value = self.said.get(key)
        if value is None:
            if needed:
                raise UserError("{address}: is missing.", address=self.at(key))
            return default
        if not isinstance(value, str):
            raise UserError("{address}: needs a text.", address=self.at(key))
        if needed and not value.strip():
            raise UserError("{address}: is blank.", address=self.at(key))
        return value

    def flag(self, key: str) -> bool:
        value = self.said.get(key, False)
        if not isinstance(value, bool):
            raise UserError("{address}: needs true or false.", address=self.at(key))
        return value

    def rank(self, key: str, highest: int, other: str = "") -> int:
        if key not in self.said:
            raise UserError("{address}: is missing.", address=self.at(key))
        value = self.said[key]
        if type(value) is not int or not 1 <= value <= highest:
            if other:
                raise UserError(
                    "{address}: needs a whole number from 1 to {highest}, or {other}.",
                    address=self.at(key),
                    highest=highest,
                    other=other,
                )
            raise UserError(
                "{address}: needs a whole number from 1 to {highest}.",
                address=self.at(key),
                highest=highest,
            )
        return value

    def one_of(self, key: str, allowed: tuple[str, ...], default: str = "") -> str:
        value = self.said.get(key, default or None)
        if value is None:
            raise UserError("{address}: is missing.", address=self.at(key))
        if value not in allowed:
            raise UserError(
                "{address}: needs one of {choices}.",
                address=self.at(key),
                choices=", ".join(allowed),
            )
        return str(value)

    def day(self, key: str, default: str = "") -> str:
        value = self.text(key) or default
        if value and not is_date(value):
            raise UserError("{address}: needs a date such as 2026-11-21.", address=self.at(key))
        return value

    def list(self, key: str) -> list[Any]:
        value = self.said.get(key, [])
        if not isinstance(value, list):
            raise UserError("{address}: needs a list.", address=self.at(key))
        return value
