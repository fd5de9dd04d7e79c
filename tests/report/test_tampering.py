"""Every way of tampering that a file can show is refused with its reason; no genuine report is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest

from dpia_wizard.core.people import Known
from dpia_wizard.crypto import certificate_of, fingerprint
from dpia_wizard.report.verdict import Verdict
from dpia_wizard.report.verify import verify
from dpia_wizard.texts import words_for
from tests.report import tampering as t

VARIANTS = 20
CHANGED, DAMAGED, UNSOUND = "changed", "damaged", "unsound"


@dataclass(frozen=True)
class Expected:
    """What may be said of a way of tampering: states, and reasons of which one is there."""

    change: t.Change
    states: tuple[str, ...] = (CHANGED,)
    reasons: tuple[str, ...] = ("followed", "appended")


WAYS: Mapping[str, Expected] = {
    "flip_content": Expected(t.flip_content, (CHANGED, DAMAGED), ("content",)),
    "flip_in_signature_gap": Expected(
        t.flip_in_signature_gap, (CHANGED, DAMAGED), ("value", "extent", "content", "unreadable")
    ),
    "append_newline": Expected(t.append_newline, reasons=("appended",)),
    "append_object_no_xref": Expected(t.append_object_no_xref, (CHANGED, DAMAGED)),
    "isa_metadata_only": Expected(t.metadata_only),
    "isa_remove_page": Expected(t.remove_page),
    "isa_add_page": Expected(t.add_page),
    "add_annotation_freetext": Expected(t.freetext),
    "add_form_field": Expected(t.form_field),
    "add_openaction_js": Expected(t.open_action),
    "add_embedded_file": Expected(t.embedded_file),
    "add_layer": Expected(t.layer),
    "usf_no_byterange": Expected(
        t.no_byte_range, (CHANGED, DAMAGED), ("unreadable", "extent", "content")
    ),
    "usf_byterange_negative": Expected(
        t.negative_byte_range, (CHANGED, DAMAGED), ("unreadable", "extent", "content")
    ),
    "usf_contents_null": Expected(
        t.contents_null, (CHANGED, DAMAGED), ("unreadable", "extent", "content")
    ),
    "swa_moved_second_part": Expected(
        t.moved_second_part, (CHANGED, DAMAGED), ("extent", "followed", "content", "unreadable")
    ),
    "second_signature_attacker": Expected(t.attacker_signs, reasons=("followed",)),
    "shadow_hide": Expected(t.shadow_hide),
    "shadow_hide_and_replace": Expected(t.shadow_replace, (CHANGED, DAMAGED)),
    "shadow_loose_end": Expected(t.shadow_loose_end, (UNSOUND,), ("loose",)),
    "resaved_by_viewer": Expected(t.resaved, reasons=("saved_again",)),
}


def reasons(verdict: Verdict) -> set[str]:
    """Everything that is against the file, by its short name."""
    found = {str(fault.fault) for fault in verdict.signatures if fault.fault}
    found |= set(verdict.troubles)
    return found | ({"unreadable"} if verdict.unreadable_fields else set())


def known_keys() -> dict[str, Known]:
    return {fingerprint(certificate_of(t.key_of(r), t.PHRASE)): Known(f"The {r}") for r in t.ROLES}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_done_to_a_signed_report_is_seen_and_why(way: str, report_base: t.Base) -> None:
    expected = WAYS[way]
    known, english = known_keys(), words_for("en")
    made = set()
    for variant in range(VARIANTS):
        changed = expected.change(t.seeded(f"{way} {variant}"), report_base)
        assert changed != report_base.whole
        made.add(changed)
        verdict = verify(changed, now=t.NOW, known=known)
        said = f"{way} {variant}: {verdict.state} {reasons(verdict)}"
        assert verdict.state in expected.states, said
        assert not verdict.is_unchanged
        assert len(verdict.sentences(english)) > 0
        if verdict.state != DAMAGED:
            assert reasons(verdict) & set(expected.reasons), said
    assert len(made) >= VARIANTS // 4


def test_the_same_name_with_another_key_is_unchanged_and_not_known(report_base: t.Base) -> None:
    known = known_keys()
    for variant in range(VARIANTS):
        report = t.same_name_other_key(t.seeded(f"{variant}"), report_base)
        verdict = verify(report, now=t.NOW, known=known)
        assert verdict.is_unchanged
        assert not verdict.is_known
        assert [found.says for found in verdict.signatures] == [
            "The author",
            "The supervisor",
            "The head",
        ]


def test_a_signature_from_the_future_is_told_and_does_not_decide(report_base: t.Base) -> None:
    known, english = known_keys(), words_for("en")
    for variant in range(VARIANTS):
        report = t.signed_in_future(t.seeded(f"{variant}"), report_base)
        verdict = verify(report, now=t.NOW + timedelta(hours=1), known=known)
        assert verdict.is_unchanged
        assert verdict.is_known
        assert "Ask the signer which day it was." in "\n".join(verdict.sentences(english))
