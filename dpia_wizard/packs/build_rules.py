"""Make the rules for sign-offs and for the review from ``seal.yaml`` and ``workflow.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dpia_wizard.core.correction import CorrectionRule
from dpia_wizard.core.seal import COVERED_ALWAYS, MORE, SealRule
from dpia_wizard.core.workflow import MOVES, REVIEWED, Move, Stage
from dpia_wizard.core.workflow_rules import (
    ASKED,
    CHECKS,
    ROLES,
    SIGNERS,
    MoveRule,
    ParticipantRule,
    ReviewCycle,
    Shorter,
    Workflow,
)
from dpia_wizard.packs.build import NEVER, condition, unique
from dpia_wizard.packs.part import Part, Word, nearest, shown

TEXT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "answers": ("note", "evidence"),
    "risks": (
        "title",
        "event",
        "vulnerability",
        "harm",
        "severity_reason",
        "likelihood_reason",
        "set_aside_reason",
        "stated_reason",
    ),
    "controls": ("title", "evidence"),
    "links": ("reason",),
    "actions": ("text", "needs", "evidence"),
}
"""Fields in which a typing mistake may be mended; posts and what the level rests on are not."""

FREE_FIELDS: Mapping[str, tuple[str, ...]] = {"actions": ("status", "evidence", "needs")}
"""Fields that may change under a sign-off: how far a promise is kept, never what it is."""

VOIDING = ("raised", "lowered", "withdrawn")
"""Words on risks that may void an approval when they are said after it."""

MOST_LETTERS, MOST_WORDS, MOST_TURNING = 3, 10, 500
MOST_DAYS, MOST_MONTHS, MOST_APART = 90, 36, 3

LEAVES: Mapping[Move, tuple[Stage, ...]] = {
    "sent": ("draft", "returned"),
    "returned": ("in_review",),
    "approved": ("in_review",),
    "approved_with_conditions": ("in_review",),
    "approved_in_emergency": ("draft", "returned"),
    "rejected": ("in_review",),
    "reopened": ("approved", "approved_with_conditions", "rejected", "expired"),
    "closed": ("draft",),
}
"""The stages that each move can begin in; a pack may leave some of them out."""


def seal_rule(part: Part) -> SealRule:
    """The rule of a base's ``seal.yaml``."""
    covers = _each_of(part, "covers", MORE)
    free = _by_collection(part, "free", FREE_FIELDS)
    made = SealRule(
        covers=(*COVERED_ALWAYS, *covers),
        outside=part.texts("outside"),
        besides=_besides(part),
        free=free,
        judgements=_each_of(part, "judgements", VOIDING),
    )
    inner = part.part("corrections", needed=False)
    if inner is not None:
        texts = _by_collection(inner, "texts", TEXT_FIELDS)
        rule = CorrectionRule(
            letters=inner.number("letters", 0, MOST_LETTERS),
            words=inner.number("words", 0, MOST_WORDS),
            turning=_turning(inner, needed=True),
        )
        inner.done()
        made = replace(made, texts=texts, corrections=rule)
    part.done()
    return made


def tightened_seal(part: Part, under: SealRule) -> SealRule:
    """*under* with what an overlay adds: words that turn a meaning, fewer letters and words, more
    that a role signs."""
    besides = dict(under.besides)
    for role, questions in _besides(part).items():
        besides[role] = tuple(dict.fromkeys((*besides.get(role, ()), *questions)))
    rule = under.corrections
    inner = part.part("corrections", needed=False)
    if inner is not None:
        rule = CorrectionRule(
            letters=_at_most(inner, "letters", rule.letters),
            words=_at_most(inner, "words", rule.words),
            turning=tuple(dict.fromkeys((*rule.turning, *_turning(inner)))),
        )
        inner.done()
    part.done()
    return replace(under, besides=besides, corrections=rule)


def workflow(part: Part) -> Workflow:
    """The rules of a base's ``workflow.yaml``."""
    moves = []
    placed = []
    for inner in part.parts("moves", needed=True):
        made = _move(inner)
        placed.append((inner.address, made.move))
        moves.append(made)
    unique(part.faults, placed)
    for needed in ("sent", "returned", "approved", "reopened"):
        if moves and needed not in [made.move for made in moves]:
            part.note("moves", f"no move {shown(needed)}; nobody gets through the review without")
    blind = _each_of(part, "blind", ROLES)
    for made in moves:
        if "rated_blind" in made.checks and not blind:
            part.note("blind", f"nobody rates blind, and {shown(made.move)} waits for it")
    found = Workflow(
        moves=tuple(moves),
        blind=blind,
        apart=part.number("apart", 0, MOST_APART) if "apart" in part else 1,
        cycle=_cycle(part),
        participants=_participants(part),
    )
    part.done()
    return found


def tightened_workflow(part: Part, under: Workflow) -> Workflow:
    """*under* with what an overlay asks for besides: more checks, more that is said, sign-offs,
    fewer days and months, ratings that must lie closer together."""
    moves = {made.move: made for made in under.moves}
    for inner in part.parts("moves"):
        move = inner.one_of("id", MOVES)
        if move not in moves:
            inner.note("id", f"no move {shown(move)} is in the base{nearest(move, moves)}")
            inner.every_key()
            continue
        moves[move] = _tightened_move(inner, moves[move])
    cycle = under.cycle
    validity = part.part("validity", needed=False)
    if validity is not None:
        most = cycle.months or MOST_MONTHS
        months = validity.number("months", 1, most) if "months" in validity else cycle.months
        cycle = replace(cycle, months=months, shorter=(*cycle.shorter, *_shorter(validity)))
        validity.done()
    found = Workflow(
        moves=tuple(moves.values()),
        blind=tuple(dict.fromkeys((*under.blind, *_each_of(part, "blind", ROLES)))),
        apart=_at_most(part, "apart", under.apart),
        cycle=cycle,
        participants=_tightened_participants(part, under.participants),
    )
    part.done()
    return found


def _move(part: Part) -> MoveRule:
    move = part.one_of("id", MOVES)
    stages = _each_of(part, "from", LEAVES[move], needed=True)
    return MoveRule(
        move=move,
        stages=stages,
        who=_each_of(part, "who", ROLES),
        needs=_each_of(part, "needs", CHECKS),
        asks=_each_of(part, "asks", ASKED),
        sign_off=_each_of(part, "sign_off", ROLES),
        days=_days(part, move),
    )


def _days(part: Part, move: Move) -> int:
    if move == "approved_in_emergency":
        return part.number("days", 1, MOST_DAYS)
    return 0


def _tightened_move(part: Part, under: MoveRule) -> MoveRule:
    def more(key: str, allowed: tuple[Word, ...], before: tuple[Word, ...]) -> tuple[Word, ...]:
        return tuple(dict.fromkeys((*before, *_each_of(part, key, allowed))))

    who = _each_of(part, "who", ROLES)
    for index, role in enumerate(who):
        if under.who and role not in under.who:
            part.note(f"who[{index}]", f"{shown(role)} may not do this in the base")
    return replace(
        under,
        who=who or under.who,
        needs=more("needs", CHECKS, under.needs),
        asks=more("asks", ASKED, under.asks),
        sign_off=more("sign_off", ROLES, under.sign_off),
        days=_at_most(part, "days", under.days, least=1) if under.days else 0,
    )


def _cycle(part: Part) -> ReviewCycle:
    made = ReviewCycle()
    validity = part.part("validity", needed=False)
    if validity is not None:
        months = validity.number("months", 1, MOST_MONTHS)
        made = ReviewCycle(months, _shorter(validity))
        validity.done()
    log, incidents = part.part("log", needed=False), part.part("incidents", needed=False)
    if log is not None:
        made = replace(
            made,
            log=log.text("question", needed=True),
            trigger=log.id("trigger"),
            planned=log.id("planned"),
        )
        log.done()
    if incidents is not None:
        made = replace(
            made,
            incidents=incidents.text("question", needed=True),
            proves=incidents.id("risk"),
        )
        incidents.done()
    return made


def _participants(part: Part) -> ParticipantRule | None:
    inner = part.part("participants", needed=False)
    if inner is None:
        return None
    made = ParticipantRule(
        when=condition(inner, "when", needed=True) or NEVER,
        question=inner.text("question", needed=True),
        agency=inner.id("agency"),
        part=inner.id("part"),
        signs=inner.texts("signs", needed=True),
    )
    made = replace(
        made,
        who=_each_of(inner, "who", SIGNERS) or made.who,
        responsible=inner.one_of("responsible", ROLES) if "responsible" in inner else "head",
        approvals=_each_of(inner, "for", REVIEWED) or made.approvals,
    )
    inner.done()
    return made


def _tightened_participants(part: Part, under: ParticipantRule | None) -> ParticipantRule | None:
    """Which agencies sign by an overlay: those that it asks where the base asks none, else more of
    them, for more approvals, and by fewer roles."""
    if under is None:
        return _participants(part)
    inner = part.part("participants", needed=False)
    if inner is None:
        return under
    who = _each_of(inner, "who", SIGNERS)
    for index, role in enumerate(who):
        if role not in under.who:
            inner.note(f"who[{index}]", f"{shown(role)} may not do this in the base")
    found = replace(
        under,
        signs=tuple(dict.fromkeys((*under.signs, *inner.texts("signs")))),
        who=who or under.who,
        approvals=tuple(dict.fromkeys((*under.approvals, *_each_of(inner, "for", REVIEWED)))),
    )
    inner.done()
    return found


def _shorter(part: Part) -> tuple[Shorter, ...]:
    return tuple(
        Shorter(
            inner.number("months", 1, MOST_MONTHS), condition(inner, "when", needed=True) or NEVER
        )
        for inner in part.parts("shorter")
    )


def _besides(part: Part) -> dict[str, tuple[str, ...]]:
    inner = part.part("besides", needed=False)
    if inner is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for role in inner.every_key():
        if role not in SIGNERS:
            among = f"{shown(role)} is none of {', '.join(SIGNERS)}{nearest(role, SIGNERS)}"
            inner.note(role, among)
        found[role] = inner.texts(role)
    return found


def _by_collection(
    part: Part, key: str, allowed: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Fields by collection, each one of the *allowed*."""
    inner = part.part(key, needed=False)
    if inner is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for name in inner.every_key():
        if name not in allowed:
            inner.note(name, f"{shown(name)} is none of {', '.join(allowed)}")
            inner.value(name)
            continue
        found[name] = _each_of(inner, name, allowed[name])
    return found


def _turning(part: Part, *, needed: bool = False) -> tuple[str, ...]:
    found = part.texts("turning", needed=needed)
    if len(found) > MOST_TURNING:
        part.note("turning", f"more than {MOST_TURNING} words")
    for index, word in enumerate(found):
        if len(word.split()) != 1 or not word.strip("-"):
            part.note(f"turning[{index}]", f"{shown(word)} is not one word")
    return found


def _each_of(
    part: Part, key: str, allowed: tuple[Word, ...], *, needed: bool = False
) -> tuple[Word, ...]:
    """A list of words that are all *allowed*, in the order in which they stand there."""
    known = {str(word): word for word in allowed}
    found = []
    for index, text in enumerate(part.texts(key, needed=needed)):
        if text in known:
            found.append(known[text])
        else:
            among = f"{shown(text)} is none of {', '.join(allowed)}{nearest(text, allowed)}"
            part.note(f"{key}[{index}]", among)
    return tuple(found)


def _at_most(part: Part, key: str, under: int, *, least: int = 0) -> int:
    """A number of an overlay, which is at most what the base has."""
    if key not in part:
        return under
    return part.number(key, least, under)
