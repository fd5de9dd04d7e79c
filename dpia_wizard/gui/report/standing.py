"""What is known of signatures as a whole: whether content still stands and a file is sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dpia_wizard.core.seal import SealStanding
from dpia_wizard.core.sign_offs import SignOffVerdict, Unsigned
from dpia_wizard.core.workflow import APPROVALS
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.report.signers_pane import Answer
from dpia_wizard.gui.words import _, current_words, isolate_answer
from dpia_wizard.wording.sign_offs import unsigned_told
from dpia_wizard.wording.things import decided
from dpia_wizard.wording.voids import Reason, corrections, reasons, void_told
from dpia_wizard.workspace import signing
from dpia_wizard.workspace.void_seals import void_since

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.report.verdict import Verdict

_OF_STATE = {"unchanged": "ok", "not_signed": ""}


def nobody() -> Answer:
    """What is said while nobody has signed anything."""
    return Answer("", _("Nobody has signed yet."))


def of_content(
    open_: OpenAssessment, newest: Mapping[str, SignOffVerdict], waiting: Sequence[Unsigned]
) -> tuple[Answer, ...]:
    """Whether what was signed is still there, and which decisions nobody signed."""
    answers = [_of_sign_offs(open_, newest)] if newest else []
    for one in waiting:
        told = unsigned_told(
            current_words(), one, decided(current_words(), one.decision.kind), date=day
        )
        answers.append(Answer("note", f"{told[:1].upper()}{told[1:]}"))
    return tuple(answers)


def _of_sign_offs(open_: OpenAssessment, newest: Mapping[str, SignOffVerdict]) -> Answer:
    void = gravest(newest)
    if void is not None and void.standing is not None:
        told = void_told(
            open_.wording,
            void.sign_off,
            void.standing,
            signed=day(void.sign_off.at),
            since=day(void_since(open_.library, open_.editing, void.sign_off.id)),
        )
        return Answer("stop", told, _("See what changed"))
    if any(one.standing is not None and one.standing.corrections for one in newest.values()):
        words = _("Only small mistakes were mended since the sign-off; it still holds.")
        return Answer("ok", words, _("See what was mended"))
    if all(one.counts for one in newest.values()):
        return Answer("ok", _("The content is unchanged since the sign-off."))
    return Answer("note", _("Not every sign-off can be relied on: see below."))


def gravest(newest: Mapping[str, SignOffVerdict]) -> SignOffVerdict | None:
    """The sign-off that is void, an approval before all others, then the newest; or None."""
    void = [one for one in newest.values() if one.is_right and "void" in one.problems]
    return max(
        void,
        key=lambda one: (
            one.decision is not None and one.decision.kind in APPROVALS,
            one.sign_off.at,
        ),
        default=None,
    )


def what_changed(
    open_: OpenAssessment, newest: Mapping[str, SignOffVerdict]
) -> tuple[str, tuple[Reason, ...]]:
    """A heading, and why a sign-off is void, or else what was mended under those that hold."""
    void = gravest(newest)
    if void is not None and void.standing is not None:
        return _("What changed since it was signed"), reasons(open_.wording, void.standing)
    mended: list[Reason] = []
    for one in newest.values():
        standing: SealStanding | None = one.standing
        if standing is not None:
            mended += corrections(open_.wording, standing)
    return _("What was mended since it was signed"), tuple(dict.fromkeys(mended))


def of_own_file(verdict: Verdict, pack: Pack) -> tuple[Answer, ...]:
    """The state of the PDF that is shown, where somebody signed it or something is wrong."""
    told = signing.verdict_answers(verdict, pack, current_words().language)
    if verdict.state == "not_signed":
        return ()
    words = _("This PDF: {state}").format(state=isolate_answer(told.answers[0]))
    state = Answer(_OF_STATE.get(verdict.state, "stop"), words)
    problems = () if verdict.state == "unchanged" else told.problems
    return (state, *(Answer("stop", one) for one in problems))


def of_file(verdict: Verdict, pack: Pack) -> tuple[Answer, ...]:
    """The three answers on a file from elsewhere, and what is against it."""
    told = signing.verdict_answers(verdict, pack, current_words().language)
    unchanged, by_whom, complete = told.answers
    if verdict.state == "not_signed":
        return (Answer("", unchanged), *(Answer("stop", one) for one in told.problems))
    said = [Answer(_OF_STATE.get(verdict.state, "stop"), unchanged)]
    if verdict.signatures:
        intact = all(found.intact for found in verdict.signatures)
        said.append(Answer("ok" if verdict.is_known else "note" if intact else "stop", by_whom))
        said.append(Answer("ok" if verdict.is_complete else "note", complete))
    if verdict.state != "unchanged":
        said += [Answer("stop", one) for one in told.problems]
    return tuple(dict.fromkeys(said))
