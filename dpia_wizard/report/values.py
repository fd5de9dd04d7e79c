"""What was answered, as it is printed: in full beside its question, and short elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.model import NONE, UNKNOWN
from dpia_wizard.report.document import Cell, Span, Text
from dpia_wizard.report.material import question_key, section_key

if TYPE_CHECKING:
    from dpia_wizard.core.form import Column, Question
    from dpia_wizard.core.model import Row
    from dpia_wizard.report.material import Material

IN_CELLS = ("person", "file", "signature")
"""Kinds whose answer is the cells of one row."""
_SHORT = 46


def cell_names(m: Material) -> dict[str, str]:
    """The words for the cells of a person, a file or a signature."""
    _ = m.words
    return {
        "name": _("Name"),
        "post": _("Post"),
        "agency": _("Agency"),
        "contact": _("How to reach"),
        "title": _("Title"),
        "kept": _("Where it is kept"),
        "date": _("Date"),
    }


def listed(m: Material, texts: list[str]) -> str:
    """Several choices in one line."""
    return m.words("; ").join(texts)


def value_text(m: Material, question: Question) -> str:
    """The answer to a question with one value, in words; empty while there is none."""
    value = m.assessment.value(question.id)
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, tuple):
        return listed(m, [m.wording.choice(question, choice) for choice in value])
    if isinstance(value, int):
        return str(value)
    if value == UNKNOWN and question.choice(UNKNOWN) is None:
        return m.wording.plain_choice(UNKNOWN)
    if question.kind in ("text", "long_text"):
        return m.own(value)
    if question.kind == "date":
        return m.ltr(value)
    return m.own(m.wording.choice(question, value))


def cell_text(m: Material, question: Question, column: Column, row: Row) -> str:
    """The words of one cell of a table."""
    said = row.cells.get(column.id, "")
    if isinstance(said, tuple):
        return listed(m, [m.wording.choice(question, one, column.id) for one in said])
    if not said:
        return ""
    if column.kind in ("single", "multi", "scale", "ypnu"):
        return m.own(m.wording.choice(question, said, column.id))
    if said == UNKNOWN:
        return m.wording.plain_choice(UNKNOWN)
    return m.ltr(said) if column.kind in ("date", "number") else m.own(said)


def full(m: Material, question: Question) -> Cell:
    """Everything answered to a question that is no table, from top to bottom."""
    pieces: list[Text] = []
    if question.kind == "computed":
        return computed(m, question)
    if question.kind in IN_CELLS:
        names = cell_names(m)
        for row in m.assessment.rows_of(question.id):
            for cell, said in row.cells.items():
                text = said if isinstance(said, str) else listed(m, list(said))
                if text:
                    label = Span(f"{names.get(cell, cell)}: ", quiet=True)
                    pieces.append(Text((label, Span(m.own(text)))))
        return tuple(pieces)
    text = value_text(m, question)
    if text and not is_unknown_word(m, question):
        pieces.append(Text((Span(text),)))
    return (*pieces, *evidence(m, question))


def evidence(m: Material, question: Question) -> Cell:
    """What was looked at for a security measure, and when."""
    _ = m.words
    answer = m.assessment.answers.get(question.id)
    if answer is None or not (answer.evidence or answer.seen):
        return ()
    parts = [Span(f"{_('Evidence')}: ", quiet=True)]
    parts.append(Span(m.own(answer.evidence) if answer.evidence else _("none named")))
    if answer.seen:
        parts.append(Span(f" · {_('seen {date}').format(date=m.ltr(answer.seen))}", quiet=True))
    return (Text(tuple(parts)),)


def is_unknown_word(m: Material, question: Question) -> bool:
    """Whether the answer is the honest one: nobody here knows."""
    return m.assessment.value(question.id) == UNKNOWN


def state(m: Material, question: Question) -> str:
    """The word in place of an answer: unknown, not answered, there is none; else empty."""
    _ = m.words
    value = m.assessment.value(question.id)
    if value == UNKNOWN:
        return _("Unknown")
    if question.kind == "computed":
        return ""
    if question.kind in ("table", *IN_CELLS):
        if m.assessment.rows_of(question.id):
            return ""
        if value == NONE:
            return m.wording.question(question, "none") or _("There is none")
    elif value not in (None, "", ()):
        return ""
    return _("Not answered, and need not be") if question.optional else _("Not answered")


def computed(m: Material, question: Question) -> Cell:
    """What the program says to a question of its own."""
    _ = m.words
    match question.compute:
        case "reference":
            text = m.ltr(m.assessment.reference)
        case "status":
            text = m.state
        case "depth":
            text = m.wording.depth(m.seen.depth())
            if m.seen.depth() != m.seen.computed_depth():
                rule = m.wording.depth(m.seen.computed_depth())
                text = _("{depth}, set by the team; the rule gives: {rule}").format(
                    depth=text, rule=rule
                )
        case "stop_conditions":
            return _stops(m)
        case "severe_elements":
            text = listed(m, _severest(m)) or _("None is marked as the most sensitive")
        case "children_views":
            section = next((s for s in m.pack.form.sections if s.id == "consultation"), None)
            if section is None:
                return ()
            words = m.wording.section(section.id)
            return (Text((Span(_("See: ")), *m.link(words, section_key(section.id)))),)
        case "flow_list":
            return _flows(m)
        case _:
            return ()
    return (Text((Span(text),)),)


def _stops(m: Material) -> Cell:
    """Every stop condition that holds, with what lifts it, and those that cannot be told."""
    _ = m.words
    lines = []
    for stop in m.stops:
        if stop.holds is False:
            continue
        id = stop.condition.id
        state = _("Present") if stop.holds else _("Cannot be told yet")
        parts = [Span(f"{id} {state}: ", bold=True), Span(f"{m.wording.stop(id)} ")]
        if stop.holds:
            lifts = _("What lifts it: {lifts}").format(lifts=m.wording.stop(id, "lifts"))
            parts.append(Span(lifts, quiet=True))
        lines.append(Text(tuple(parts)))
    return tuple(lines) or (Text((Span(_("None is present")),)),)


def _severest(m: Material) -> list[str]:
    """What tables mark with the highest sensitivity, by the words of their first column."""
    found = []
    for question in m.pack.form.by_id.values():
        scale = next((c for c in question.columns if c.id == "sensitivity"), None)
        if scale is None or not scale.choices or question.id not in m.seen.active:
            continue
        found += [
            cell_text(m, question, question.columns[0], row)
            for row in m.assessment.rows_of(question.id)
            if row.cells.get(scale.id) == scale.choices[-1].id
        ]
    return found


def _flows(m: Material) -> Cell:
    """Every flow in one line, from whom to whom, and how."""
    _ = m.words
    question = m.pack.form.by_id.get("flows.steps")
    if question is None or not m.assessment.rows_of(question.id):
        return (Text((Span(_("No flow is described")),)),)
    wanted = ("sender", "receiver", "channel")
    columns = {column.id: column for column in question.columns}
    if not all(name in columns for name in wanted):
        return (Text((Span(_("See: ")), *m.link(question.number, question_key(question.id)))),)
    lines = []
    for number, row in enumerate(m.assessment.rows_of(question.id), 1):
        sender, receiver, channel = (cell_text(m, question, columns[n], row) for n in wanted)
        sentence = _("{number}. From {sender} to {receiver}: {channel}").format(
            number=number,
            sender=sender or _("not said"),
            receiver=receiver or _("not said"),
            channel=channel or _("not said"),
        )
        lines.append(Text((Span(sentence),)))
    return tuple(lines)


def short(m: Material, question: Question) -> str:
    """An answer in a few words, for lists that point to it."""
    _ = m.words
    said = state(m, question)
    if said:
        return said
    if question.compute == "stop_conditions":
        return m.words.count("{n} present", "{n} present", sum(s.holds is True for s in m.stops))
    if question.kind == "computed":
        pieces = computed(m, question)
        text = "".join(s.text for p in pieces if isinstance(p, Text) for s in p.spans if not s.page)
        return cut(text)
    if question.kind == "table":
        return m.words.count("{n} row", "{n} rows", len(m.assessment.rows_of(question.id)))
    if question.kind in IN_CELLS:
        row = m.assessment.rows_of(question.id)[0]
        for cell in ("post", "title", "name", "agency", "contact", "kept", "date"):
            said_here = row.cells.get(cell, "")
            if isinstance(said_here, str) and said_here:
                return m.own(cut(said_here))
        return ""
    value = m.assessment.value(question.id)
    if isinstance(value, tuple):
        return (
            m.words.count("{n} chosen", "{n} chosen", len(value))
            if len(value) > 1
            else cut(m.wording.choice(question, value[0]))
        )
    if question.kind in ("text", "long_text") and isinstance(value, str):
        return m.own(cut(value))
    return cut(value_text(m, question))


def cut(text: str, most: int = _SHORT) -> str:
    """The beginning of *text*, ended at a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = line[:most].rsplit(" ", 1)[0].rstrip(" ,;:.")
    return f"{kept}…"
