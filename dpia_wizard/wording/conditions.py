"""What a condition of a pack says, in lines for people to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dpia_wizard.core.condition import (
    All,
    Answered,
    Any,
    AtLeast,
    Chosen,
    Condition,
    DepthIs,
    Fact,
    Not,
)
from dpia_wizard.wording.names import Names

_STEP = "\u00a0\u00a0\u00a0"
"""How far a line stands in; plain blanks would be lost where lines are joined or broken."""


def condition_text(names: Names, condition: Condition, *, apart: Callable[[str], str] = str) -> str:
    """*condition* in lines, what belongs together set in; *apart* keeps numbers whole."""
    return "\n".join(_lines(_Said(names, apart), condition, 0))


class _Said:
    """The words of one condition, without those that hold others."""

    def __init__(self, names: Names, apart: Callable[[str], str]) -> None:
        self.names = names
        self.words = names.words
        self.apart = apart

    def plain(self, condition: Condition) -> str:
        _ = self.words
        match condition:
            case Chosen(question, values, column):
                named = self._question(question, column)
                *most, last = (self._choice(question, id, column) for id in values)
                choices = _(" or ").join((*([_(", ").join(most)] if most else []), last))
                return _("{question}: {choices}").format(question=named, choices=choices)
            case Answered(question, answered):
                sentence = _("{question}: answered") if answered else _("{question}: not answered")
                return sentence.format(question=self._question(question))
            case AtLeast(question, amount):
                return _("{question}: {n} or more").format(
                    question=self._question(question), n=amount
                )
            case DepthIs(depth):
                return _("The assessment goes at least this deep: {depth}").format(
                    depth=self.names.depth(depth)
                )
            case Fact(name):
                return self._fact(name)
        return ""

    def _question(self, id: str, column: str = "") -> str:
        question = self.names.pack.form.by_id.get(id)
        if question is None:
            return self.apart(id)
        _ = self.words
        number, label = self.apart(question.number), self.names.question(question)
        if not column:
            return _("{number} “{question}”").format(number=number, question=label)
        return _("{number} “{question}”, in the column “{column}”").format(
            number=number, question=label, column=self.names.column(question, column)
        )

    def _choice(self, id: str, choice: str, column: str) -> str:
        question = self.names.pack.form.by_id.get(id)
        if question is None:
            return self.apart(choice)
        return self.names.choice(question, choice, column)

    def _fact(self, name: str) -> str:
        _ = self.words
        return {
            "critical_not_accepted": _(
                "A risk is at the highest level today, and nobody senior has accepted it."
            ),
            "grave_unknown_without_action": _(
                "How likely a risk with the gravest harm is, nobody knows, and no action is"
                " planned for it."
            ),
            "opinion_overruled_without_reason": _(
                "The advice was not to go ahead, the decision goes ahead, and no reason is"
                " written down."
            ),
        }.get(name, name)


def _lines(said: _Said, condition: Condition, depth: int) -> Iterator[str]:
    lead = f"{_STEP * depth}– " if depth else ""
    _ = said.words
    match condition:
        case All((only,)) | Any((only,)):
            yield from _lines(said, only, depth)
        case All(conditions):
            yield lead + _("All of these:")
            for part in conditions:
                yield from _lines(said, part, depth + 1)
        case Any(conditions):
            yield lead + _("One of these:")
            for part in conditions:
                yield from _lines(said, part, depth + 1)
        case Not(inner):
            yield lead + _("Not this:")
            yield from _lines(said, inner, depth + 1)
        case _:
            yield lead + said.plain(condition)
