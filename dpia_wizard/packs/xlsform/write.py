"""A pack's questions as the rows of an XLSForm, with our own facts in columns of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.form import YPNU, Choice, Column, Question, Section
from dpia_wizard.errors import UserError
from dpia_wizard.packs.xlsform.columns import OWN, choice_hint, head, language_name
from dpia_wizard.packs.xlsform.left import SHEET, Leaving, Left
from dpia_wizard.packs.xlsform.names import name_of, part_name
from dpia_wizard.packs.xlsform.pack_files import condition_data, flow, place_of
from dpia_wizard.packs.xlsform.relevance import CELLS, NotCarried, relevant
from dpia_wizard.packs.xlsform.workbook import Table, workbook
from dpia_wizard.texts import SOURCE_LANGUAGE, Words, words_for

TYPES = {
    "text": "text",
    "long_text": "text",
    "single": "select_one",
    "multi": "select_multiple",
    "scale": "select_one",
    "date": "date",
    "number": "integer",
    "ypnu": "select_one",
    "measure": "select_one",
    "person": "begin_group",
    "file": "begin_group",
    "signature": "begin_group",
    "table": "begin_repeat",
    "computed": "note",
}
"""The type of the row for each kind of question, without the name of the list."""

YPNU_LIST = "ypnu"
OTHER_YPNU = "ypnu-list"
"""The name of a pack's own list that is called ypnu."""

PHASE, SECTION, SUMMARY, PART = "phase", "section", "summary", "part"
"""What ``dpia::kind`` says of rows that are no question of their own."""

_TEXTS = ("label", "hint", "guidance_hint", f"{OWN}example", f"{OWN}add", f"{OWN}none")
_FACTS = (
    "required", "relevant", "appearance", *(OWN + name for name in (
        "kind", "number", "page", "choices", "depth", "clauses", "control", "critical", "compute",
        "optional", "source", "confidence", "when",
    )),
)  # fmt: skip


_WHOLE_PACK = (
    (
        "Risks, controls, kinds of information, clauses, stop conditions and the matrix stay in the"
        " pack; they are taken from there when the questions come back."
    ),
    (
        "The rule for the depth stands in the settings for the way back; the workbook asks every"
        " question at every depth."
    ),
    "Nobody can answer “We do not know” or “none” where it is not one of the choices.",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A workbook, and what of the pack it does not carry."""

    data: bytes
    left: tuple[Left, ...]


def workbook_of(pack: Pack, languages: Sequence[str] | None = None) -> Sent:
    """The questions of *pack* in English and in *languages* (all that it has words in, when None).

    Raises `UserError` for a language that the pack has no words in.
    """
    known = [code for code in pack.languages if code != SOURCE_LANGUAGE]
    codes = known if languages is None else [c for c in languages if c != SOURCE_LANGUAGE]
    for code in codes:
        if code not in known:
            raise UserError("{id} has no words in {language}.", id=pack.ref.id, language=code)
    writer = _Writer(pack, (SOURCE_LANGUAGE, *dict.fromkeys(codes)))
    return writer.sent()


@dataclass(slots=True)
class _Writer:
    pack: Pack
    languages: tuple[str, ...]
    rows: list[dict[str, str]] = field(default_factory=list)
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    left: Leaving = field(default_factory=Leaving)
    _words: dict[str, Words] = field(default_factory=dict)

    def sent(self) -> Sent:
        for code in self.languages:
            self._words[code] = words_for(code, packs=self.pack.words)
        self._survey()
        self._whole_pack()
        choices = list(self._choices())
        tables = (
            Table("survey", ("type", "name", *self._heads(_TEXTS), *_FACTS), tuple(self.rows)),
            Table("choices", self._choice_heads(), tuple(choices)),
            Table("settings", tuple(self._settings()), (self._settings(),)),
            Table(
                SHEET,
                ("sheet", "row", "column", "what is not carried"),
                tuple(
                    {
                        "sheet": left.sheet,
                        "row": str(left.row or ""),
                        "column": left.column,
                        "what is not carried": left.sentence,
                    }
                    for left in self.left.all()
                ),
            ),
        )
        return Sent(workbook(tables), self.left.all())

    # Sheets

    def _survey(self) -> None:
        phases = {phase.id: phase for phase in self.pack.form.phases}
        open_ = ""
        for section in self.pack.form.sections:
            if section.phase != open_:
                if open_:
                    self._add("end_group", "", kind=PHASE)
                open_, phase = section.phase, phases[section.phase]
                self._add("begin_group", part_name("phase", phase.id), kind=PHASE)
                self._say("label", f"phase.{phase.id}.title", phase.title)
            self._section(section)
        if open_:
            self._add("end_group", "", kind=PHASE)

    def _section(self, section: Section) -> None:
        page = "" if section.page == "questions" else section.page
        name = name_of(section.id)
        self._add("begin_group", name, kind=SECTION, number=str(section.number), page=page)
        self._say("label", f"section.{section.id}.title", section.title)
        if section.summary or not section.questions:
            self._add("note", part_name(section.id, "summary"), kind=SUMMARY)
            if section.summary:
                self._say("label", f"section.{section.id}.summary", section.summary)
            else:
                self._say("label", f"section.{section.id}.title", section.title)
                self.rows[-1][f"{OWN}kind"] = PART
        if page:
            self._leave("page", f"this section is worked on in the program ({page})")
        for question in section.questions:
            self._question(question)
        self._add("end_group", "", kind=SECTION)

    def _choices(self) -> Iterator[dict[str, str]]:
        for name, choices in self.lists.items():
            for choice in choices:
                row = {"list_name": name, "name": choice.id}
                for code, words in self._words.items():
                    if choice.address:
                        label = self._text(words, f"{choice.address}.label", choice.label)
                        row[choice_hint(code)] = self._text(
                            words, f"{choice.address}.hint", choice.hint
                        )
                    else:
                        label = words(choice.label)
                    row[head("label", code)] = label
                if choice.default:
                    sentence = "in the program each of them brings its default sensitivity"
                    self.left.note("choices", 0, name, sentence)
                yield row

    def _settings(self) -> dict[str, str]:
        rule = self.pack.form.depth_rule
        return {
            "form_title": self.pack.title,
            "form_id": self.pack.ref.id,
            "version": self.pack.ref.edition,
            "default_language": language_name(SOURCE_LANGUAGE),
            f"{OWN}pack": self.pack.ref.id,
            f"{OWN}depth_full": flow(condition_data(rule.full)),
            f"{OWN}depth_light": flow(condition_data(rule.light)),
        }

    def _whole_pack(self) -> None:
        for sentence in _WHOLE_PACK:
            self.left.note("", 0, "", sentence)

    # Questions

    def _question(self, question: Question) -> None:
        kind, place = question.kind, f"question.{question.id}"
        when = self._relevant(question)
        has_input = kind not in ("table", "computed", *CELLS)
        self._add(
            self._type(question),
            name_of(question.id),
            kind=kind,
            number=question.number,
            choices=self._list(question.choices) if kind == "computed" and question.choices else "",
            depth="" if question.depth == "light" else question.depth,
            clauses=" ".join(question.clauses),
            control=question.control,
            critical="yes" if question.critical else "",
            compute=question.compute,
            optional="yes" if question.optional and not has_input else "",
            source=question.help.source,
            confidence=question.help.confidence,
            when="" if question.when is None else flow(condition_data(question.when)),
        )
        row = self.rows[-1]
        row["relevant"] = when
        row["required"] = "yes" if has_input and not question.optional else ""
        row["appearance"] = "multiline" if kind == "long_text" else ""
        texts = (
            ("label", "label", question.label),
            ("hint", "hint", question.hint),
            ("guidance_hint", "why", question.help.why),
            (f"{OWN}example", "example", question.help.example),
            (f"{OWN}add", "add", question.add),
            (f"{OWN}none", "none", question.none),
        )
        for text, part, source in texts:
            self._say(text, f"{place}.{part}", source)
        self._tell(question)
        if kind == "table":
            for column in question.columns:
                self._column(question, column)
            self._add("end_repeat", "", kind=PART)
        elif kind in CELLS:
            self._cells(question)
        elif kind in ("ypnu", "measure"):
            self._aside(question, when)

    def _type(self, question: Question | Column) -> str:
        type_ = TYPES[question.kind]
        if not type_.startswith("select"):
            return type_
        return f"{type_} {self._list(question.choices)}"

    def _list(self, choices: tuple[Choice, ...]) -> str:
        """The name of the list of *choices*, which is put into the workbook once."""
        if not choices:
            choices = tuple(Choice(id_, id_.capitalize()) for id_ in YPNU)
            name = YPNU_LIST
        else:
            name = name_of(place_of(choices))
            name = OTHER_YPNU if name == YPNU_LIST else name
        self.lists.setdefault(name, choices)
        return name

    def _relevant(self, question: Question) -> str:
        if question.when is None:
            return ""
        try:
            return relevant(question.when, self.pack.form.by_id)
        except NotCarried as why:
            at = len(self.rows) + 2
            sentence = f"the condition of {question.id} is not carried: {why}"
            self.left.note("survey", at, "relevant", sentence)
            return ""

    def _tell(self, question: Question) -> None:
        if question.depth != "light":
            self._leave("depth", f"{question.id} is asked from the depth {question.depth} on only")
        if question.kind == "computed":
            self._leave("compute", f"{question.id} is worked out by the program; here it is a note")
        if question.none:
            self._leave("none", f"{question.id} cannot be answered with: {question.none}")
        if question.critical:
            self._leave("critical", f"{question.id} is critical: the program asks for an action")
        if question.control:
            sentence = f"{question.id} fills the control {question.control} in the program"
            self._leave("control", sentence)

    def _column(self, question: Question, column: Column) -> None:
        name, place = part_name(question.id, column.id), f"column.{question.id}.{column.id}"
        self._add(self._type(column), name, kind=column.kind)
        self.rows[-1]["appearance"] = "multiline" if column.kind == "long_text" else ""
        self._say("label", f"{place}.label", column.label)
        self._say("hint", f"{place}.hint", column.hint)

    def _cells(self, question: Question) -> None:
        names = {code: _cell_names(words) for code, words in self._words.items()}
        for cell in CELLS[question.kind]:
            type_ = "date" if cell == "date" else "text"
            self._add(type_, part_name(question.id, cell), kind=PART)
            for code, known in names.items():
                self.rows[-1][head("label", code)] = known[cell]
        self._add("end_group", "", kind=PART)

    def _aside(self, question: Question, when: str) -> None:
        """What stands beside yes, partly, no: the note, and for a measure what was seen."""
        parts = [("note", "text")]
        if question.kind == "measure":
            parts = [("evidence", "text"), ("seen", "date"), *parts]
        for part, type_ in parts:
            self._add(type_, part_name(question.id, part), kind=PART)
            self.rows[-1]["relevant"] = when
            for code, words in self._words.items():
                self.rows[-1][head("label", code)] = _aside_names(words)[part]

    # Cells

    def _add(self, type_: str, name: str, **own: str) -> None:
        facts = {OWN + key: value for key, value in own.items()}
        self.rows.append({"type": type_, "name": name, **facts})

    def _say(self, text: str, address: str, source: str) -> None:
        for code, words in self._words.items():
            self.rows[-1][head(text, code)] = self._text(words, address, source)

    def _text(self, words: Words, address: str, source: str) -> str:
        """The text in a language; "" where nobody has translated it."""
        words.missing.discard(source)
        found = words.pack(address, source)
        return "" if source in words.missing else found

    def _leave(self, column: str, sentence: str) -> None:
        self.left.note("survey", len(self.rows) + 1, OWN + column, sentence)

    def _heads(self, texts: Iterable[str]) -> list[str]:
        return [head(text, code) for text in texts for code in self.languages]

    def _choice_heads(self) -> tuple[str, ...]:
        hints = [choice_hint(code) for code in self.languages]
        return ("list_name", "name", *self._heads(("label",)), *hints)


def _cell_names(words: Words) -> dict[str, str]:
    _ = words
    return {
        "name": _("Name"),
        "post": _("Post"),
        "agency": _("Agency"),
        "contact": _("How to reach this person at work"),
        "date": _("Date"),
        "title": _("What it is called"),
        "kept": _("Where it is kept"),
    }


def _aside_names(words: Words) -> dict[str, str]:
    _ = words
    return {
        "evidence": _("What did you look at?"),
        "seen": _("Seen on"),
        "note": _("Note: what happens in practice"),
    }
