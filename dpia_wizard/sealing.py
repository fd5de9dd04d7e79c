"""The exact bytes that are signed: the sealed content, and what a sign-off says over it."""

from __future__ import annotations

import hashlib
from typing import cast

from dpia_wizard.codec import (
    Plain,
    canonical_json,
    parse_json,
    plain,
    plain_assessment,
    read_assessment,
    read_value,
)
from dpia_wizard.core.model import Assessment, Attachment, Decision, SignOff
from dpia_wizard.core.seal import PURPOSE, Sealed, SealRule, sealed
from dpia_wizard.core.workflow import edition
from dpia_wizard.errors import UserError

FORMAT = 1
"""How the bytes are made; a later program that makes others counts on."""


def sealed_bytes(rule: SealRule, assessment: Assessment, role: str = "") -> bytes:
    """The content that somebody who signs in *role* signs, as canonical JSON (`seal.sealed`).

    The rule is in it, so that the pack cannot say later what a signature meant.
    """
    found = sealed(rule, assessment, role)
    return canonical_json(
        {
            "format": FORMAT,
            "rule": plain(found.rule),
            "assessment": cast("Plain", plain_assessment(found.assessment)),
        }
    )


def read_sealed(untrusted: bytes) -> Sealed:
    """The content in *untrusted* bytes. Raises `UserError` for what nobody can have signed."""
    said = parse_json(untrusted, address="seal")
    known = {"format", "rule", "assessment"}
    if not isinstance(said, dict) or said.keys() != known or said["format"] != FORMAT:
        raise UserError("The sealed content was made by another program. It cannot be compared.")
    rule = cast("SealRule", read_value(SealRule, said["rule"], address="seal.rule"))
    return Sealed(rule, read_assessment(said["assessment"], address="seal.assessment"))


def seal_file(content: bytes) -> Attachment:
    """The attachment that keeps sealed *content*: the same for the same content."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Attachment(f"{PURPOSE}-{sha256}", f"{sha256[:16]}.json", sha256, len(content), PURPOSE)


def statement(sign_off: SignOff, assessment: Assessment, decision: Decision | None = None) -> bytes:
    """What the key signs: everything that *sign_off* says but its signature, of which assessment
    and edition, and the whole *decision* that is made with it."""
    said = {name: part for name, part in _object(sign_off).items() if name != "signature"}
    return canonical_json(
        {
            "format": FORMAT,
            "assessment": assessment.id,
            "reference": assessment.reference,
            "edition": edition(assessment, at=sign_off.at),
            "sign_off": said,
            "decision": None if decision is None else plain(decision),
        }
    )


def _object(record: SignOff) -> dict[str, Plain]:
    return cast("dict[str, Plain]", plain(record))
