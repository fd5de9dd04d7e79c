"""Everything that a pack says about one thing, and where it is used: for window and paper alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dpia_wizard.core.catalogue import SuggestedControl
from dpia_wizard.core.form import Choice, Question
from dpia_wizard.core.uses import How, Item, Use
from dpia_wizard.wording.catalogue import CatalogueWords
from dpia_wizard.wording.conditions import condition_text
from dpia_wizard.wording.matrices import rating, sureness


@dataclass(frozen=True, slots=True)
class Linked:
    """Another thing that one can go to, and a note beside it."""

    item: Item
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Words, or links, under a label; ``quiet`` is said less loudly, such as a source."""

    label: str
    text: str = ""
    links: tuple[Linked, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Details:
    """One thing: its name, short marks, what the pack says, and where it is used."""

    item: Item
    number: str
    title: str
    marks: tuple[str, ...]
    parts: tuple[Part, ...]
    used: tuple[Part, ...]

    def texts(self) -> Iterator[str]:
        """Every word of it, for a search."""
        yield from (self.number, self.title, *self.marks)
        for part in self.parts:
            yield part.text
            yield from (link.words for link in part.links)


def details(say: CatalogueWords, item: Item) -> Details:
    """What there is to say about *item*, which is in the pack."""
    marks, parts = _TOLD[item.kind](say, item)
    told = tuple(part for part in parts if part.text or part.links)
    return Details(item, say.number(item), say.title(item), tuple(marks), told, _used(say, item))


_Told = tuple[Iterable[str], Iterable[Part]]


def _risk(say: CatalogueWords, item: Item) -> _Told:
    _, names, risk = say.words, say.names, say.pack.risk[item.id]
    matrix = say.pack.matrix
    likelihood, severity = (
        matrix.likelihood.get(risk.likelihood),
        matrix.severity.get(risk.severity),
    )
    start = rating(names, risk.likelihood, risk.severity)
    if likelihood is not None and severity is not None:
        level = names.level(matrix.cell(likelihood.rank, severity.rank).id)
        start = _("{rating}: {level}").format(rating=start, level=level)
    when = ""
    if risk.when is not None:
        when = condition_text(names, risk.when, apart=say.apart)
    if risk.mandatory:
        always = _("In every assessment.")
        when = f"{always} {_('Raised above all by these answers:')}\n{when}" if when else always
    parts = (
        Part(_("What would happen"), names.risk(item.id, "event")),
        Part(_("Who or what it comes from"), names.risk(item.id, "threat_source")),
        Part(_("What lets it happen"), names.risk(item.id, "vulnerability")),
        Part(_("What happens to the child"), names.risk(item.id, "harm")),
        Part(_("Who is affected most"), names.risk(item.id, "affected")),
        Part(_("Where to start, before controls"), start),
        Part(_("What raises it"), names.risk(item.id, "raises")),
        Part(_("What lowers it"), names.risk(item.id, "lowers")),
        Part(_("Suggested controls"), links=_named(say, item, "suggests")),
        Part(_("When it is offered"), when),
        Part(_("Answers that raise it"), links=_named(say, item, "raised_by")),
        Part(_("Clauses"), links=_named(say, item, "rests_on")),
        _source(say, risk.source, risk.confidence),
    )
    marks = [names.group(risk.group)]
    marks += [say.mark("mandatory")] * risk.mandatory + [say.mark("irreversible")] * (
        risk.irreversible
    )
    return marks, parts


def _control(say: CatalogueWords, item: Item) -> _Told:
    _, names, control = say.words, say.names, say.pack.control[item.id]
    parts = (
        Part(_("What is done"), names.control(item.id, "what")),
        Part(_("How one sees that it is there and works"), names.control(item.id, "evidence")),
        Part(_("Clauses"), links=_named(say, item, "rests_on")),
        _source(say, control.source, control.confidence),
    )
    marks = [names.family(control.family), say.acts_on(control.axis)]
    return (*marks, *([say.form(control.format)] if control.format else [])), parts


def _clause(say: CatalogueWords, item: Item) -> _Told:
    _, clause = say.words, say.pack.clause[item.id]
    parts = (
        Part(_("In short"), say.names.clause(item.id, "paraphrase")),
        Part(_("Its number in the signed protocol"), say.apart(clause.number)),
        Part(_("What this rests on"), say.basis(clause.basis), quiet=True),
    )
    return (say.part(clause.part),), parts


def _element(say: CatalogueWords, item: Item) -> _Told:
    _, names, element = say.words, say.names, say.pack.element[item.id]
    raised = ""
    if element.raised:
        raised = _("{sensitivity}: {when}").format(
            sensitivity=say.sensitivity(element.raised), when=names.element(item.id, "raised_when")
        )
    parts = (
        Part(_("Sensitivity by default"), say.sensitivity(element.sensitivity)),
        Part(_("It is graver where"), raised),
        Part(_("How to hold less"), names.element(item.id, "prompt")),
        Part(_("To know"), names.element(item.id, "note")),
        _source(say, element.source, element.confidence),
    )
    return (), parts


def _stop(say: CatalogueWords, item: Item) -> _Told:
    _ = say.words
    stop = next(stop for stop in say.pack.stop_conditions if stop.id == item.id)
    parts = (
        Part(_("What lifts it"), say.names.stop(item.id, "lifts")),
        Part(_("It holds while"), condition_text(say.names, stop.when, apart=say.apart)),
        Part(_("Questions that it looks at"), links=_named(say, item, "stopped_by")),
        Part(_("Where it is settled"), links=_named(say, item, "lifted_at")),
    )
    return (), parts


def _question(say: CatalogueWords, item: Item) -> _Told:
    _, names, question = say.words, say.names, say.pack.form.by_id[item.id]
    section = say.pack.form.section_of[item.id]
    when = ""
    if question.when is not None:
        when = condition_text(names, question.when, apart=say.apart)
    columns = "\n".join(_column(say, question, column.id) for column in question.columns)
    parts = (
        Part(_("Explained"), names.question(question, "hint")),
        Part(_("How it is answered"), answer_kind(say, question)),
        Part(_("Choices"), _choices(say, question, question.choices)),
        Part(_("Columns"), columns),
        Part(_("Why it is asked"), names.question(question, "why")),
        Part(_("A good answer"), names.question(question, "example")),
        Part(_("Asked when"), when),
        Part(_("Questions before it"), links=_named(say, item, "asked_after")),
        Part(_("Gives the status of"), links=_named(say, item, "fills")),
        Part(_("Computed from"), links=_named(say, item, "depth_from")),
        Part(_("Clauses"), links=_named(say, item, "rests_on")),
        _source(say, question.help.source, question.help.confidence),
    )
    marks = [say.section(section.id)]
    if question.depth != "light":
        marks.append(_("From {depth} on").format(depth=names.depth(question.depth)))
    marks += [say.mark("critical")] * question.critical
    marks += [say.mark("optional")] * question.optional
    return marks, parts


def _matrix(say: CatalogueWords, item: Item) -> _Told:
    _, matrix, names = say.words, say.matrices[item.id], say.with_matrix(item.id)
    colon = _("{name}: {meaning}")
    levels = "\n".join(
        colon.format(name=names.level(level.id), meaning=names.level_meaning(level.id))
        for level in reversed(matrix.levels)
    )
    scales = {
        scale: "\n".join(
            colon.format(
                name=f"{point.rank} {say_point(point.rank)}",
                meaning=" ".join(
                    text
                    for text in (names.anchor(scale, point.rank), names.example(scale, point.rank))
                    if text
                ),
            )
            for point in reversed(points)
        )
        for scale, points, say_point in (
            ("likelihood", matrix.likelihoods, names.likelihood),
            ("severity", matrix.severities, names.severity),
        )
    }
    unknown = matrix.likelihood_rank(matrix.unknown_counts_as)
    steps = _("Likelihood: {likelihood}. Severity: {severity}.").format(
        likelihood=matrix.most_steps.get("likelihood", 0),
        severity=matrix.most_steps.get("severity", 0),
    )
    parts = (
        Part(_("Levels"), levels),
        Part(_("The most that routine work may carry"), names.level(matrix.tolerance)),
        Part(_("Likelihood in the next 12 months"), scales["likelihood"]),
        Part(_("Severity for the most affected children"), scales["severity"]),
        *_two_questions(say, item),
        Part(_("Unknown likelihood counts as"), names.likelihood(unknown) if unknown else ""),
        Part(_("The most steps that controls take down"), steps),
        Part(_("Can take over ratings from"), links=_maps(say, item)),
        _source(say, names.matrix_source(), matrix.confidence),
    )
    return ((_("Used by this pack"),) if matrix.id == say.pack.matrix.id else ()), parts


def _two_questions(say: CatalogueWords, item: Item) -> Iterator[Part]:
    """The plain questions that help with likelihood, and what their answers give."""
    _, matrix, names = say.words, say.matrices[item.id], say.with_matrix(item.id)
    if (asked := matrix.questions) is None:
        return
    first = [names.plain_answer("could_happen", answer) for answer in asked.could_happen]
    second = [names.plain_answer("would_harm", answer) for answer in asked.would_harm]
    could = _("Could it happen here in the next 12 months, as if no control helped?")
    yield Part(could, "\n".join(first))
    yield Part(_("If it happened, would a child then be harmed in this way?"), "\n".join(second))
    given = [
        _("{first} + {second} = {likelihood}").format(
            first=one,
            second=other,
            likelihood=names.likelihood(matrix.likelihood[asked.gives[at][beside]].rank),
        )
        for at, one in enumerate(first)
        for beside, other in enumerate(second)
    ]
    yield Part(_("What both answers give"), "\n".join(given))


_TOLD = {
    "risk": _risk,
    "control": _control,
    "clause": _clause,
    "element": _element,
    "stop": _stop,
    "question": _question,
    "matrix": _matrix,
}


def answer_kind(say: CatalogueWords, question: Question) -> str:
    """How a question is answered, in a few words."""
    _ = say.words
    return {
        "text": _("In one line"),
        "long_text": _("In words"),
        "single": _("One of a list"),
        "multi": _("Several of a list"),
        "scale": _("One point of a scale"),
        "date": _("A date"),
        "number": _("A whole number"),
        "ypnu": _("Yes, partly, no or unknown"),
        "measure": _("Yes, partly, no or unknown, with what was seen and when"),
        "person": _("A person with post and agency"),
        "file": _("A file or where it is kept"),
        "table": _("Rows of a table"),
        "computed": _("The program computes it"),
        "signature": _("A signature"),
    }[question.kind]


def _column(say: CatalogueWords, question: Question, id: str) -> str:
    _, column = say.words, next(column for column in question.columns if column.id == id)
    label = say.names.column(question, id)
    if column.hint:
        label = _("{title} ({note})").format(
            title=label, note=say.words.pack(f"column.{question.id}.{id}.hint", column.hint)
        )
    choices = column.choices
    if not choices or any(_is_element(say, choice) for choice in choices):
        return f"– {label}"
    if any(choice.hint for choice in choices):
        lines = (_choice(say, question, choice, id) for choice in choices)
        return "\n".join((f"– {label}", *(f"\u00a0\u00a0\u00a0{line}" for line in lines)))
    named = _(", ").join(say.names.choice(question, choice.id, id) for choice in choices)
    return _("– {column}: {choices}").format(column=label, choices=named)


def _choices(say: CatalogueWords, question: Question, choices: tuple[Choice, ...]) -> str:
    return "\n".join(_choice(say, question, choice, "") for choice in choices)


def _choice(say: CatalogueWords, question: Question, choice: Choice, column: str) -> str:
    label, hint = say.names.choice(question, choice.id, column), say.names.choice_hint(choice)
    sentence = say.words("– {choice}. {hint}") if hint else "– {choice}"
    return sentence.format(choice=label, hint=hint)


def _is_element(say: CatalogueWords, choice: Choice) -> bool:
    return choice.id in say.pack.element and choice.address == f"element.{choice.id}"


def _source(say: CatalogueWords, source: str, confidence: str) -> Part:
    _ = say.words
    sure = sureness(say.words, confidence)
    if not source:
        return Part(_("Source"), sure, quiet=True)
    said = source if source.endswith(".") else f"{source}."
    return Part(_("Source"), f"{say.apart(said)} {sure}".strip(), quiet=True)


def _named(say: CatalogueWords, item: Item, how: How) -> tuple[Linked, ...]:
    return tuple(
        Linked(use.of, say.name(use.of), _note(say, use.suggested))
        for use in say.uses.names(item, how)
        if say.is_here(use.of)
    )


def _maps(say: CatalogueWords, item: Item) -> tuple[Linked, ...]:
    others = (Item("matrix", mapping.matrix) for mapping in say.matrices[item.id].mappings)
    return tuple(Linked(other, say.name(other)) for other in others if say.is_here(other))


def _used(say: CatalogueWords, item: Item) -> tuple[Part, ...]:
    """Where *item* is used, each way of use under a label of its own."""
    found: dict[str, list[Use]] = {}
    for use in say.uses.used_by(item):
        found.setdefault(_label(say, use), []).append(use)
    return tuple(
        Part(
            label,
            links=tuple(
                Linked(use.by, say.name(use.by), _note(say, use.suggested)) for use in uses
            ),
        )
        for label, uses in found.items()
    )


def _label(say: CatalogueWords, use: Use) -> str:
    _ = say.words
    if use.how == "rests_on":
        return {
            "risk": _("Risks that rest on it"),
            "control": _("Controls that rest on it"),
        }.get(use.by.kind, _("Questions that rest on it"))
    return {
        "suggests": _("Suggested for these risks"),
        "raised_by": _("Raises these risks"),
        "stopped_by": _("Looked at by these stop conditions"),
        "lifted_at": _("Settles these stop conditions"),
        "asked_after": _("Decides whether these are asked"),
        "fills": _("Its status comes from"),
        "offers": _("Can be chosen in"),
        "depth_from": _("Tells how deep the assessment goes"),
        "mapped_from": _("Its ratings can go to"),
    }[use.how]


def _note(say: CatalogueWords, suggested: SuggestedControl | None) -> str:
    if suggested is None:
        return ""
    return say.words("{axis}, {strength}").format(
        axis=say.names.axis(suggested.axis), strength=say.names.strength(suggested.strength)
    )
