"""Two hundred genuine reports: none is refused, whoever signs and whatever they are called."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pytest

from dpia_wizard.core.model import PackRef
from dpia_wizard.core.people import Known
from dpia_wizard.crypto import certificate_of, fingerprint
from dpia_wizard.packs.load import load_pack
from dpia_wizard.report.verify import verify
from dpia_wizard.texts import words_for
from tests.report import tampering as t
from tests.report.short_report import ROLES, short_report

HERE = replace(load_pack(), ref=PackRef("form", "1", "f"))
REPORTS = 200
NAMES = (
    "أحمد علي",
    "Ahmed أحمد (DPO) 2",
    "أحمد (DPO)",
    "محمد 3 علي Müller",
    "Ганна-Марія [О'Ніл] 7",
    "Анна Коваль",
    "їжак (2) Їжакевич",
    "José Ñandú-O'Brien, Jr. <3>",
    "Dr. (123) ٣٤٥ ش. حسن",
    "İbrahim Şahin",
    "x" * 190,
)
TITLES = ("Case files", "تقييم الأثر (2)", "Оцінка впливу № 3", "Fire & <b>water</b> \\ ( ) 100 %")


@dataclass(frozen=True)
class Genuine:
    """A report as somebody made and signed it."""

    signed: bytes
    roles: tuple[str, ...]
    names: tuple[str, ...]


@lru_cache(maxsize=64)
def _unsigned(language: str, paper: str, title: str, named: int, grey: bool) -> bytes:
    people = {role: NAMES[(place + named) % len(NAMES)] for place, role in enumerate(ROLES)}
    return short_report(language, title=title, people=people, paper=paper, grey=grey)  # type: ignore[arg-type]


def genuine(number: int) -> Genuine:
    """Language, paper, title, names, number and order of signers: each time others."""
    random = t.seeded(f"genuine {number}")
    kind = number % 16
    report = _unsigned(
        ("en", "ar")[kind % 2],
        ("A4", "Letter")[kind // 2 % 2],
        TITLES[kind // 4],
        kind % 3,
        kind % 5 == 0,
    )
    roles = tuple(random.sample(ROLES, number % 6))
    names = tuple(random.sample(NAMES, len(roles)))  # one name with two keys is marked
    for role, name in zip(roles, names, strict=True):
        report = t.signed_by(report, role, name=name, language=random.choice(("en", "ar")))
    return Genuine(report, roles, names)


def test_no_genuine_report_is_refused() -> None:
    known = {
        fingerprint(certificate_of(t.key_of(role), t.PHRASE)): Known(f"The {role}")
        for role in ROLES
    }
    english, arabic = words_for("en"), words_for("ar")
    for number in range(REPORTS):
        made = genuine(number)
        verdict = verify(made.signed, now=t.NOW, known=known, packs=[HERE])
        said = f"{number}: {verdict.state} {verdict.troubles} {verdict.signatures}"
        assert verdict.state == ("unchanged" if made.roles else "not_signed"), said
        assert verdict.troubles == ()
        assert verdict.record.standing == "agrees"
        assert tuple(found.field for found in verdict.signatures) == made.roles
        assert [found.says for found in verdict.signatures] == [
            " ".join(name.split()) for name in made.names
        ]
        assert verdict.is_known == bool(made.roles)
        assert verdict.is_complete == (len(made.roles) == 5)
        assert set(verdict.empty_fields) == set(ROLES) - set(made.roles)
        for words in (english, arabic):
            assert all(verdict.sentences(words))


@pytest.mark.parametrize("number", range(1, 24))
def test_another_program_agrees_on_genuine_ones(number: int, tmp_path: Path) -> None:
    made = genuine(number)
    path = tmp_path / "report.pdf"
    path.write_bytes(made.signed)
    done = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False)
    assert done.stdout.count("Signature is Valid.") == len(made.roles)
    assert done.stdout.count("  - Total document signed") == bool(made.roles)
