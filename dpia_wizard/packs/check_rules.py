"""Whether the rules of a pack lead somewhere: what is signed, what a move needs, the review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dpia_wizard.core.facts import OF_VALIDITY
from dpia_wizard.core.moving import questions_behind
from dpia_wizard.core.participants import PARTICIPANT, role_of, signature_field
from dpia_wizard.core.workflow_rules import ParticipantRule, Workflow
from dpia_wizard.packs.build import CHOICE_KINDS, Placed
from dpia_wizard.packs.checker import Checker, values
from dpia_wizard.packs.part import shown, under


def check_seals(checker: Checker) -> None:
    """What a sign-off leaves out is there, and nothing critical is among it."""
    draft = checker.draft
    if draft.questions is None:
        return
    sections = {placed.record.id for placed in draft.sections}
    for placed in draft.seals:
        rule = placed.record
        for index, id_ in enumerate(rule.outside):
            at = under(placed.at, f"outside[{index}]")
            checker.known(at, "question or section", id_, {*checker.questions, *sections})
            found = [q for q in checker.questions.values() if rule.leaves_out(q.id, "")]
            if any(q.critical and (q.id == id_ or q.id.startswith(f"{id_}.")) for q in found):
                checker.faults.note(at, "a critical question is always part of what is signed")
        for role, questions_ in rule.besides.items():
            for index, id_ in enumerate(questions_):
                at = under(placed.at, f"besides.{role}[{index}]")
                checker.known(at, "question", id_, checker.questions)
                if id_ in checker.questions and not rule.leaves_out(id_, ""):
                    checker.faults.note(at, "is part of what everybody signs already")


def check_workflows(checker: Checker) -> None:
    """What the moves need is in the form; the conditions of the validity lead somewhere, and so do
    the log and the incidents."""
    _check_needs(checker)
    checked = 0
    for placed in checker.draft.workflows:
        cycle = placed.record.cycle
        for index, shorter in enumerate(cycle.shorter[checked:]):
            at = under(placed.at, f"validity.shorter[{index}]")
            checker.condition(f"{at}.when", shorter.when, facts=OF_VALIDITY)
            if cycle.months and shorter.months > cycle.months:
                checker.faults.note(f"{at}.months", f"is not shorter than {cycle.months}")
        checked = len(cycle.shorter)
    for placed in checker.draft.workflows[:1]:
        cycle = placed.record.cycle
        for key, table, columns in (
            ("log", cycle.log, (("trigger", cycle.trigger),)),
            ("incidents", cycle.incidents, (("risk", cycle.proves),)),
        ):
            _check_table(checker, under(placed.at, key), table, columns)
    before: ParticipantRule | None = None
    for placed in checker.draft.workflows:
        if placed.record.participants != before:
            _check_participants(checker, placed, before)
        before = placed.record.participants


def check_signatures(checker: Checker) -> None:
    """No signature of the form is called as the places of agencies are: nobody could sign there."""
    for placed in checker.draft.questions or ():
        name = signature_field(placed.record.id)
        if placed.record.kind == "signature" and role_of(name) == PARTICIPANT:
            told = f"{shown(name)} is kept for agencies that sign for themselves (participants)"
            checker.faults.note(under(placed.at, "id"), told)


def _check_needs(checker: Checker) -> None:
    """A check that looks at questions by their id would let everything pass without them."""
    before: Workflow | None = None
    for placed in checker.draft.workflows:
        for index, rule in enumerate(placed.record.moves):
            was = None if before is None else before.rule(rule.move)
            at = f"moves[{index}]" if before is None else "moves"
            for check in rule.checks:
                is_asked = check in rule.needs
                if was is not None and check in (was.needs if is_asked else was.checks):
                    continue  # told of the base already
                place = rule.needs.index(check) if is_asked and before is None else None
                address = at if place is None else f"{at}.needs[{place}]"
                rests_on(
                    checker,
                    under(placed.at, address),
                    check,
                    questions_behind(check, rule),
                    is_asked=is_asked,
                )
        before = placed.record


def rests_on(
    checker: Checker,
    at: str,
    what: str,
    asked: Mapping[str, Sequence[str]],
    *,
    is_asked: bool = True,
) -> None:
    """Note at the address *at* the questions and choices *asked* that *what* would miss; a check
    that the pack does not ask for itself (*is_asked*) may do without the question."""
    if checker.draft.questions is None:
        return
    for id_, choices in asked.items():
        question = checker.questions.get(id_)
        if question is None:
            if is_asked:
                told = f"{shown(what)} rests on the question {shown(id_)}, which the form has not"
                checker.faults.note(at, told)
            continue
        allowed = values(question, "") or frozenset()
        for choice in choices:
            if choice not in allowed and (allowed or question.kind not in CHOICE_KINDS):
                where = f"the choice {shown(choice)} of {shown(id_)}"
                checker.faults.note(at, f"{shown(what)} rests on {where}, which is not there")


def _check_participants(
    checker: Checker, placed: Placed[Workflow], before: ParticipantRule | None
) -> None:
    """Where a rule leads that is not as it was *before* an overlay."""
    rule = placed.record.participants
    if rule is None:
        return
    at = under(placed.at, "participants")
    if before is not None:
        signs = tuple(choice for choice in rule.signs if choice not in before.signs)
        rule = replace(rule, signs=signs)
    checker.condition(f"{at}.when", rule.when, facts=())
    columns = (("agency", rule.agency), ("part", rule.part))
    if not _check_table(checker, at, rule.question, columns):
        return
    allowed = values(checker.questions[rule.question], rule.part)
    for index, choice in enumerate(rule.signs):
        checker.known(f"{at}.signs[{index}]", "choice", choice, allowed or None)


def _check_table(checker: Checker, at: str, table: str, columns: Sequence[tuple[str, str]]) -> bool:
    """Whether *table* is one, with these *columns*; what it is not is told."""
    question = checker.question(f"{at}.question", table, None)
    if question is None:
        return False
    if question.kind != "table":
        checker.faults.note(f"{at}.question", f"{shown(table)} is no table")
    known = [column.id for column in question.columns]
    for key, column in columns:
        checker.known(f"{at}.{key}", f"column of {shown(table)}:", column, known)
    return all(column in known for _key, column in columns)
