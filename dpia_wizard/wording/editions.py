"""What a move to another edition of the form changes, in words: groups, names and sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.editions import NOTES, Difference, Note
from dpia_wizard.core.form import Question
from dpia_wizard.core.upgrade import Unfitting
from dpia_wizard.wording.names import Names

GROUPS: Mapping[str, tuple[Note, ...]] = MappingProxyType(
    {
        "levels": ("level", "rule"),
        "answers": ("set_aside", "left", "not_asked", "comes_back"),
        "questions": ("depth", "asked", "takes", "counts", "depth_rule"),
        "catalogue": (
            *("stop_new", "stop_gone", "stop_changed"),
            *("risk_gone", "risk_links", "risk_changed", "risk_new"),
            *("control_gone", "control_changed", "control_new"),
            *("element_gone", "element_changed", "element_new"),
        ),
        "clauses": ("clause_gone", "clause_number", "clause_new", "protocol"),
        "words": ("moved", "words"),
    }
)
"""What is told together, the weightiest first; every note is in one group."""

_GROUP_OF = {note: group for group, notes in GROUPS.items() for note in notes}


def grouped(differences: Sequence[Difference]) -> dict[str, tuple[Difference, ...]]:
    """The differences of each group that has some, in their order."""
    found = {group: tuple(d for d in differences if _GROUP_OF[d.note] == group) for group in GROUPS}
    return {group: told for group, told in found.items() if told}


class EditionWords:
    """Says the differences between two editions in the language of *before* and *after*."""

    def __init__(self, before: Names, after: Names, *, apart: Callable[[str], str] = str) -> None:
        self.before = before
        self.after = after
        self.words = after.words
        self._apart = apart  # keeps a name apart from the sentence around it, on the screen

    def heading(self, group: str) -> str:
        """What the differences of a group are about."""
        _ = self.words
        return {
            "levels": _("Risks that count with another level"),
            "answers": _("What becomes of your answers"),
            "questions": _("What is asked"),
            "catalogue": _("Risks, controls and stop conditions"),
            "clauses": _("Clauses of the protocol"),
            "words": _("Only the words, or the place"),
        }[group]

    def tally(self, group: str, n: int) -> str:
        """How many differences a group has."""
        count = self.words.count
        return {
            "levels": count("{n} level", "{n} levels", n),
            "answers": count("{n} answer", "{n} answers", n),
            "questions": count("{n} question", "{n} questions", n),
            "catalogue": count("{n} change in the catalogue", "{n} changes in the catalogue", n),
            "clauses": count("{n} clause", "{n} clauses", n),
            "words": count("{n} text or place", "{n} texts or places", n),
        }[group]

    def name(self, difference: Difference) -> str:
        """What a difference is about: a question with its number, a risk with its id, and so on."""
        note, id = difference.note, difference.id
        if note in ("rule", "depth", "depth_rule"):
            return self._of_the_pack(id, note)
        for names in (self.after, self.before):
            found = _named(names, id)
            if found:
                return found
        return self._of_the_pack(id, note)

    def sentence(self, difference: Difference) -> str:
        """What is another, and what becomes of the team's work."""
        _, d = self.words, difference
        match d.note:
            case "level":
                return _("{before} becomes {after}.").format(
                    before=self.before.level(d.before), after=self.after.level(d.after)
                )
            case "depth":
                return _("{before} becomes {after}.").format(
                    before=self.words_of_depth(d.before), after=self.words_of_depth(d.after)
                )
            case "set_aside":
                return self._with_parts(
                    _("Your answer does not fit the new question. It is kept beside it."),
                    _("This part of your answer does not fit any more: {parts}. It is kept."),
                    d,
                )
            case "comes_back":
                return self._with_parts(
                    _("What was set aside fits again and comes back."),
                    _("What was set aside fits again and comes back: {parts}."),
                    d,
                )
            case "takes":
                if d.before != d.after:
                    return _("It takes another kind of answer.")
                return self._with_parts(
                    _("It takes other answers."), _("It takes other answers: {parts}."), d
                )
            case "risk_links":
                return self._with_parts(
                    _("Other controls are suggested."),
                    _("Other controls are suggested: {parts}."),
                    d,
                )
            case "clause_number" | "moved":
                if d.before and d.after and d.before != d.after:
                    return _("Number {before} becomes {after}.").format(
                        before=self._apart(d.before), after=self._apart(d.after)
                    )
                return _("It stands in another place.")
        return self._plain(d.note, has_work=d.has_work)

    def words_of_depth(self, depth: str) -> str:
        """The name of a depth."""
        return self.after.depth(depth)

    def _plain(self, note: Note, *, has_work: bool) -> str:
        _ = self.words
        if has_work and note in _WITH_WORK:
            return {
                "left": _("No longer asked. Your answer is kept and comes back with the question."),
                "not_asked": _("Not asked any more here. Your answer is kept."),
                "asked": _("It is asked again, and your earlier answer counts."),
                "risk_gone": _("It left the catalogue. It stays in your register with its words."),
                "control_gone": _("It left the catalogue. It stays with your risks."),
            }[note]
        return {
            "rule": _("Scales, levels or the rule are others."),
            "left": _("No longer asked."),
            "not_asked": _("Not asked any more here."),
            "asked": _("New: it waits for your answer."),
            "counts": _("When it is asked, or what hangs on the answer, is another."),
            "depth_rule": _("When an assessment is Light or Full is another."),
            "stop_new": _("New: while it holds, nothing can be approved."),
            "stop_gone": _("It stops nothing any more."),
            "stop_changed": _("It holds in other cases than before."),
            "risk_gone": _("It left the catalogue."),
            "risk_changed": _("It is offered in other cases, or starts from another place."),
            "risk_new": _("New in the catalogue."),
            "control_gone": _("It left the catalogue."),
            "control_changed": _("It works in another way than before."),
            "control_new": _("New in the catalogue."),
            "element_gone": _("It left the list."),
            "element_changed": _("Its sensitivity is another."),
            "element_new": _("New in the list."),
            "clause_gone": _("It left the register."),
            "clause_new": _("New in the register."),
            "protocol": _("It came, went, or is another edition."),
            "words": _("It is worded anew."),
        }[note]

    def _with_parts(self, plain: str, with_parts: str, difference: Difference) -> str:
        if not difference.parts:
            return plain
        named = [self._apart(self._part(difference.id, part)) for part in difference.parts]
        return with_parts.format(parts=self.words(", ").join(named))

    def _part(self, id: str, part: str) -> str:
        """The name of a choice, a column or a control."""
        for names in (self.before, self.after):
            question = names.pack.form.by_id.get(id)
            if question is not None:
                found = _named_part(names, question, part)
                if found:
                    return found
            elif part in names.pack.control:
                return f"{part} {names.control(part)}"
        return self.after.plain_choice(part)

    def _of_the_pack(self, id: str, note: Note) -> str:
        _ = self.words
        if note in ("depth", "depth_rule"):
            return _("Depth of the assessment")
        if note == "rule":
            return self.words.pack("matrix.title", self.after.pack.matrix.title)
        return {
            "phases": _("Titles of the phases"),
            "groups": _("Titles of the groups of risks"),
            "pack": _("What the form says of itself"),
            self.after.pack.matrix.id: self.words.pack(
                "matrix.title", self.after.pack.matrix.title
            ),
        }.get(id, id)


_WITH_WORK: tuple[Note, ...] = ("left", "not_asked", "asked", "risk_gone", "control_gone")


def unfitting_lines(
    after: Names, found: Unfitting, *, apart: Callable[[str], str] = str
) -> tuple[str, ...]:
    """What does not fit where an assessment leaves an edition that is lost, in sentences; only
    those that have something to tell."""
    _ = after.words
    lines = (
        (_("Answers that do not fit any more and are set aside: {ids}."), found.set_aside),
        (_("Answers to questions that it does not have, which are kept: {ids}."), found.left),
        (_("Risks and controls that its catalogue does not have: {ids}."), found.gone),
    )
    told = []
    for sentence, ids in lines:
        if ids:
            named = [apart(_named(after, id) or id) for id in ids[:_MOST_NAMED]]
            rest = [] if len(ids) <= _MOST_NAMED else ["…"]
            told.append(sentence.format(ids=_("; ").join((*named, *rest))))
    return tuple(told)


_MOST_NAMED = 12


def _named(names: Names, id: str) -> str:
    """What a pack calls the thing with *id*; "" where it has none."""
    pack: Pack = names.pack
    question = pack.form.by_id.get(id)
    if question is not None:
        return f"{question.number} {names.question(question)}"
    if id in pack.risk:
        return f"{id} {names.risk(id)}"
    if id in pack.control:
        return f"{id} {names.control(id)}"
    if id in pack.clause:
        return f"{names.clause_id(id)} {names.clause(id)}"
    if id in pack.element:
        return f"{id} {names.words.pack(f'element.{id}.label', pack.element[id].title)}"
    if any(stop.id == id for stop in pack.stop_conditions):
        return f"{id} {names.stop(id)}"
    section = pack.form.section(id)
    if section is not None:
        return f"{section.number} {names.section(id)}"
    protocol = pack.protocol(id)
    return "" if protocol is None else names.words.pack(f"protocol.{id}.title", protocol.title)


def _named_part(names: Names, question: Question, part: str) -> str:
    if question.choice(part) is not None:
        return names.choice(question, part)
    if any(column.id == part for column in question.columns):
        return names.column(question, part)
    return ""


assert set(_GROUP_OF) == set(NOTES)  # noqa: S101 -- a note without a group would never be told
