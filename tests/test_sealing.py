"""The bytes that are signed: one form only, read back as they were, and nothing left out."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given

from dpia_wizard.codec import content_fingerprint
from dpia_wizard.core.change import Change, apply
from dpia_wizard.core.correction import CorrectionRule
from dpia_wizard.core.model import Assessment, Attachment, Decision, SignOff
from dpia_wizard.core.seal import SealRule, sealed
from dpia_wizard.errors import UserError
from dpia_wizard.sealing import read_sealed, seal_file, sealed_bytes, statement
from tests.test_codec import NEW, assessments

RULE = SealRule(
    outside=("a", "decision"),
    besides={"head": ("decision.outcome",)},
    texts={"risks": ("event",)},
    free={"actions": ("status",)},
    corrections=CorrectionRule(words=3, turning=("not", "لا")),
)
SIGN_OFF = SignOff(
    "s1", "head", "A", "Head", "Agency", "2026-11-21T12:00:00", "c", "k", "cert", "sig", "d1"
)
DECISION = Decision("d1", "approved", "Head", "2026-11-21T12:00:00", reason="sound")


@given(assessments)
def test_what_is_sealed_is_read_back_as_it_was(assessment: Assessment) -> None:
    assert read_sealed(sealed_bytes(RULE, assessment)) == sealed(RULE, assessment)


@given(assessments)
def test_the_order_of_work_changes_no_byte(assessment: Assessment) -> None:
    turned = replace(assessment, answers=dict(reversed(list(assessment.answers.items()))))
    assert sealed_bytes(RULE, turned) == sealed_bytes(RULE, assessment)


def test_the_same_content_is_one_file_and_no_content_of_a_report() -> None:
    content = sealed_bytes(RULE, NEW)
    file = seal_file(content)
    assert file == seal_file(content) != seal_file(content + b" ")
    kept = apply(NEW, Change(None, file))
    assert content_fingerprint(kept) == content_fingerprint(NEW)
    assert sealed_bytes(RULE, kept) == content
    other = apply(NEW, Change(None, Attachment("f", "map.pdf", "ab", 2)))
    assert content_fingerprint(other) != content_fingerprint(NEW)


@pytest.mark.parametrize("part", [p.name for p in fields(SignOff) if p.name != "signature"])
def test_a_key_signs_every_field_of_a_sign_off(part: str) -> None:
    other = replace(SIGN_OFF, **{part: "another"})
    assert statement(other, NEW, DECISION) != statement(SIGN_OFF, NEW, DECISION)
    assert statement(replace(SIGN_OFF, signature="x"), NEW) == statement(SIGN_OFF, NEW)


@pytest.mark.parametrize("part", [p.name for p in fields(Decision)])
def test_a_key_signs_every_field_of_the_decision(part: str) -> None:
    other = replace(DECISION, **{part: "another"})
    assert statement(SIGN_OFF, NEW, other) != statement(SIGN_OFF, NEW, DECISION)


def test_a_sign_off_is_of_its_assessment_and_edition() -> None:
    here = statement(SIGN_OFF, NEW, DECISION)
    assert statement(SIGN_OFF, replace(NEW, id="b"), DECISION) != here
    assert statement(SIGN_OFF, replace(NEW, reference="R-2"), DECISION) != here
    before = Decision("d0", "reopened", "Head", "2026-11-20T12:00:00")
    assert statement(SIGN_OFF, apply(NEW, Change(None, before)), DECISION) != here


def test_what_is_signed_stays_what_it_was_when_it_is_opened_again() -> None:
    after = Decision("d2", "reopened", "Head", "2026-11-22T12:00:00")
    here = statement(SIGN_OFF, NEW, DECISION)
    assert statement(SIGN_OFF, apply(NEW, Change(None, after)), DECISION) == here


@pytest.mark.parametrize("said", [b"", b"{}", b"[]", b'{"format":2,"rule":{},"assessment":{}}'])
def test_what_nobody_can_have_signed_is_refused(said: bytes) -> None:
    with pytest.raises(UserError):
        read_sealed(said)
