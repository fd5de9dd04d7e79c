"""Sentences about risks and controls that only the window says: names, notes, ways, offers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.form import Question
from dpia_wizard.core.lowering import Improvement, Way
from dpia_wizard.core.model import Assessment, Control, Risk
from dpia_wizard.core.register import NOT_RATED, RatedRisk, judged
from dpia_wizard.gui.editor.places import numbered
from dpia_wizard.gui.words import _, isolate, isolate_answer, start_rtl_line
from dpia_wizard.wording import Wording


def risk_name(wording: Wording, risk: Risk | str) -> str:
    """A risk in one line: "R36 Sent to the wrong person or group chat"."""
    id = risk.id if isinstance(risk, Risk) else risk
    return numbered(id, wording.risk(risk) or _("A risk without a name yet"))


def control_name(wording: Wording, control: Control | str) -> str:
    """A control in one line: "M15 Two-person release"."""
    id = control.id if isinstance(control, Control) else control
    title = wording.control(control)
    return start_rtl_line(isolate(id)) if title == id else numbered(id, title)


def control_in(wording: Wording, assessment: Assessment, control: str) -> str:
    """The name of a control as this assessment calls it."""
    return control_name(wording, assessment.controls.get(control, control))


def measure_of(pack: Pack, control: str) -> Question | None:
    """The question of the security section whose answer gives this control its status."""
    return next((q for q in pack.form.by_id.values() if q.control == control), None)


def listed(parts: Iterable[str]) -> str:
    """Several things in one sentence: "6.1, 4.1 and 14.5"."""
    return QLocale().createSeparatedList(list(parts))


def place_words(wording: Wording, likelihood: int, severity: int) -> str:
    """Where a risk stands, in words: "likelihood 2, severity 4"."""
    return wording.place(likelihood, severity)


def lasting_words(wording: Wording, risk: Risk) -> str:
    """That the severity which somebody chose for *risk* counts as the gravest, because its harm
    cannot be undone; "" where it counts as chosen."""
    matrix = wording.pack.matrix
    chosen, own = matrix.severity.get(risk.severity), judged(wording.pack, risk)
    if chosen is None or own is None or not own.irreversible or chosen.rank == matrix.top_severity:
        return ""
    return _(
        "Severity {chosen} was chosen, but it counts as {rank}: this harm cannot be undone."
    ).format(chosen=chosen.rank, rank=matrix.top_severity)


def note_of(rated: RatedRisk) -> str:
    """What the list says of a risk beside its level: the most important thing, in few words."""
    risk = rated.risk
    if risk.dismissed:
        return _("Not applicable")
    if risk.avoided:
        return _("Avoided")
    if rated.level == NOT_RATED or rated.score is None:
        return ""
    if rated.overridden:
        return _("Lowered by supervisor")
    if rated.score.precaution:
        return _("Precaution")
    if not rated.has_verified_control:
        return _("No verified control")
    if risk.irreversible or (rated.known is not None and rated.known.irreversible):
        return _("Irreversible")
    return ""


def because(pack: Pack, questions: Iterable[str]) -> str:
    """Why a risk is offered."""
    numbers = [isolate(pack.form.by_id[q].number) for q in questions if q in pack.form.by_id]
    if not numbers:
        return _("Every assessment looks at this risk.")
    return _("Offered because of {questions}.").format(questions=listed(numbers))


def improvement(wording: Wording, assessment: Assessment, made: Improvement) -> str:
    """What has to be done about one control."""
    sentences = {
        ("hands", True): _("Put {control} into hands of its own"),
        ("see", False): _("See {control} working"),
        ("see", True): _("See {control} working, in hands of its own"),
        ("finish", False): _("Finish {control}"),
        ("finish", True): _("Finish {control}, in hands of its own"),
        ("place", False): _("Put {control} in place"),
        ("place", True): _("Put {control} in place, in hands of its own"),
        ("place_and_see", False): _("Put {control} in place and see it working"),
        ("place_and_see", True): _(
            "Put {control} in place and see it working, in hands of its own"
        ),
    }
    control = control_in(wording, assessment, made.control).lstrip("\u200f")
    return sentences[made.kind, made.own_hands].format(control=control)


def way(wording: Wording, assessment: Assessment, found: Way) -> str:
    """What has to be done for a lower level, in one line."""
    words, *rest = [improvement(wording, assessment, made) for made in found.improvements]
    for more in rest:
        words = _("{first} + {second}").format(first=words, second=more)
    return words


def quoted(text: str) -> str:
    """Somebody's own words, or a sentence that there are none."""
    return isolate_answer(text.strip()) or _("No reason was written.")
