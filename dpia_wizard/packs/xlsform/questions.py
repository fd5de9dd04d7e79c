"""A row of a form made into a question or a column; what it cannot be is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from dpia_wizard.core.condition import DEPTHS
from dpia_wizard.core.form import (
    COLUMN_KINDS,
    KINDS,
    YPNU,
    Column,
    ColumnKind,
    Help,
    Kind,
    Question,
)
from dpia_wizard.packs.build import CHOICE_KINDS, COMPUTES, CONFIDENCES
from dpia_wizard.packs.part import QUESTION, WORD, shown
from dpia_wizard.packs.xlsform.columns import OWN
from dpia_wizard.packs.xlsform.comparing import Asked
from dpia_wizard.packs.xlsform.left import Leaving
from dpia_wizard.packs.xlsform.lists import Found, Lists
from dpia_wizard.packs.xlsform.names import id_of, part_of
from dpia_wizard.packs.xlsform.relevance import CELLS
from dpia_wizard.packs.xlsform.row_types import CHANGED, KIND, Type, why_nothing
from dpia_wizard.packs.xlsform.rows import Row, Texts, slug, unused
from dpia_wizard.packs.xlsform.write import TYPES

Word = TypeVar("Word", bound=str)

_YES = ("yes", "true", "true()", "1")
_NO = ("no", "false", "false()", "0", "")


@dataclass(slots=True)
class Maker:
    """Makes questions and columns, each with an id of its own.

    ``says_required`` is whether any row of the form says that an answer is required; where none
    does, every question counts as one to answer. ``asked`` is what names stand for.
    """

    lists: Lists
    left: Leaving
    says_required: bool = False
    ids: dict[str, None] = field(default_factory=dict)
    asked: dict[str, Asked | str] = field(default_factory=dict)
    _computed: set[str] = field(default_factory=set)

    @property
    def texts(self) -> Texts:
        """The texts and their translations."""
        return self.lists.texts

    def question(self, row: Row, type_: Type, section: str) -> Question | None:
        """The question of *row* in the section with that id, or None where it is none."""
        kind = self._kind(row, type_)
        if not kind or (kind == "computed" and not self._is_computed(row)):
            return None
        id_ = self._id(row, section)
        choices, values = self._chosen(row, type_, kind, id_)
        if kind in CHOICE_KINDS and not choices:
            kind = "text"
        place = f"question.{id_}"
        self.ids[id_] = None
        made = Question(
            id=id_,
            number="",
            label=self._label(row, place),
            kind=kind,
            hint=self.texts.take(row, "hint", f"{place}.hint", lines=True),
            help=self._help(row, place),
            depth=self._one_of(row, "depth", DEPTHS, "light"),
            clauses=tuple(dict.fromkeys(row.own("clauses").replace(",", " ").split())),
            choices=choices,
            add=self.texts.take(row, f"{OWN}add", f"{place}.add") if kind == "table" else "",
            none=self.texts.take(row, f"{OWN}none", f"{place}.none") if kind == "table" else "",
            control=row.own("control") if kind == "measure" else "",
            critical=kind in ("measure", "ypnu") and row.own("critical").lower() in _YES,
            compute=row.own("compute") if kind == "computed" else "",
            optional=self._is_optional(row, kind),
        )
        self._name(row, made, "", values)
        return made

    def columns(self, row: Row, type_: Type, table: Question) -> tuple[Column, ...]:
        """The columns of *table* with the one that *row* makes, if it makes one."""
        kind = self._column_kind(row, type_)
        if not kind:
            return table.columns
        name = row.fact("name")
        known = [column.id for column in table.columns]
        id_ = part_of(name) or slug(name, "column", 48)
        id_ = unused(id_ if WORD.fullmatch(id_) else slug(name, "column", 48), known)
        place = f"{table.id}.{id_}"
        choices, values = self._chosen(row, type_, kind, place)
        if kind in CHOICE_KINDS and not choices:
            kind = "text"
        if row.fact("relevant"):
            self.leave(row, "relevant", f"a column has no condition: {row.fact('relevant')}"[:300])
        if row.fact("required").lower() not in _NO:
            self.leave(row, "required", "a column of a table can always be left open")
        if row.texts.get("guidance_hint"):
            self.leave(row, "guidance_hint", "a column has a hint only")
        address = f"column.{place}"
        hint = self.texts.take(row, "hint", f"{address}.hint", lines=True)
        column = Column(id_, self._label(row, address), kind, choices, hint)
        columns = (*table.columns, column)
        if type_.or_other and choices:
            other = unused(f"{id_}_other", [column.id for column in columns])
            columns = (*columns, Column(other, f"{column.label} (other)"))
        self._name(row, table, id_, values)
        return columns

    def gone(self, row: Row, why: str) -> None:
        """Tell that *row* is left out, now and to the conditions that look at it."""
        name = row.fact("name")
        self.leave(row, "type", f"{shown(row.fact('type'))} {shown(name)} is left out: {why}")
        self.asked[name] = f"{shown(name)} is left out"

    def leave(self, row: Row, column: str, sentence: str) -> None:
        """Tell what of *row* is not carried."""
        self.left.note("survey", row.number, column, sentence)

    def tell_looks(self, row: Row) -> None:
        """Tell that what *row* should look like is not carried."""
        if row.fact("appearance"):
            self.leave(row, "appearance", f"is not carried: {shown(row.fact('appearance'))}")

    def _kind(self, row: Row, type_: Type) -> Kind | None:
        """The kind of question that a row is, or None where it is none."""
        own = row.own("kind")
        for kind in KINDS:
            fits = kind not in ("ypnu", "measure") or self.lists.is_ypnu(type_.list_name)
            if kind == own and TYPES[kind] == type_.word and fits:
                return kind
        if own in KINDS:
            self.leave(row, f"{OWN}kind", f"the type was changed, so it is no more {own}")
        if type_.word == "begin_repeat":
            return "table"
        if type_.word not in KIND:
            self.gone(row, why_nothing(type_.word))
            return None
        self._tell_type(row, type_)
        if type_.word == "select_one" and self.lists.is_ypnu(type_.list_name):
            return "ypnu"
        return "long_text" if _is_long(row, type_) else KIND[type_.word]

    def _column_kind(self, row: Row, type_: Type) -> ColumnKind | None:
        for kind in COLUMN_KINDS:
            fits = kind != "ypnu" or self.lists.is_ypnu(type_.list_name)
            if kind == row.own("kind") and TYPES[kind] == type_.word and fits:
                return kind
        found = KIND.get(type_.word)
        if found is None or found == "file":
            self.gone(row, why_nothing(type_.word))
            return None
        self._tell_type(row, type_)
        if type_.word == "select_one" and self.lists.is_ypnu(type_.list_name):
            return "ypnu"
        if _is_long(row, type_):
            return "long_text"
        return next(kind for kind in COLUMN_KINDS if kind == found)

    def _tell_type(self, row: Row, type_: Type) -> None:
        if type_.word in CHANGED:
            self.leave(row, "type", f"{type_.word} {CHANGED[type_.word]}")
        if not _is_long(row, type_):
            self.tell_looks(row)

    def _id(self, row: Row, section: str) -> str:
        name = row.fact("name")
        own = id_of(name)
        if QUESTION.fullmatch(own) and own.startswith(f"{section}.") and own not in self.ids:
            return own
        id_ = unused(f"{section}.{slug(name, 'question', 40)}", self.ids)
        if id_ != f"{section}.{name}":
            self.leave(row, "name", f"{shown(name)} gets the id {id_}")
        return id_

    def _chosen(self, row: Row, type_: Type, kind: str, place: str) -> Found:
        if kind in ("ypnu", "measure"):
            return (), dict(zip(YPNU, YPNU, strict=True))
        if kind == "computed":
            type_ = Type("select_one", row.own("choices"))
        found = self.lists.found(type_, place, row) if type_.list_name else None
        return found or ((), {})

    def _is_computed(self, row: Row) -> bool:
        compute = row.own("compute")
        if compute in COMPUTES and compute not in self._computed:
            self._computed.add(compute)
            return True
        self.gone(row, "the program works out no such thing, or does already")
        return False

    def _is_optional(self, row: Row, kind: str) -> bool:
        if kind in (*CELLS, "computed") or (kind == "table" and row.own("kind")):
            return row.own("optional").lower() in _YES
        required = row.fact("required").lower()
        if required not in (*_YES, *_NO):
            self.leave(row, "required", "an expression is not read; it counts as required")
        return self.says_required and required in _NO

    def _label(self, row: Row, place: str, text: str = "label") -> str:
        label = self.texts.take(row, text, f"{place}.label")
        if not label:
            self.leave(row, "label", f"there is none; {shown(row.fact('name'))} stands for it")
        if "${" in label:
            self.leave(row, text, "what stands in ${} is shown as it is written")
        return label or row.fact("name") or "?"

    def _help(self, row: Row, place: str) -> Help:
        return Help(
            why=self.texts.take(row, "guidance_hint", f"{place}.why", lines=True),
            example=self.texts.take(row, f"{OWN}example", f"{place}.example", lines=True),
            source=row.own("source"),
            confidence=self._one_of(row, "confidence", ("", *CONFIDENCES), ""),
        )

    def _name(self, row: Row, question: Question, column: str, values: Mapping[str, str]) -> None:
        """Let conditions of later questions look at a question or column by its name."""
        name = row.fact("name")
        if name in self.asked:
            self.leave(row, "name", f"{shown(name)} is there twice; conditions look at the first")
        self.asked.setdefault(name, Asked(question, column, values))

    def _one_of(self, row: Row, name: str, known: tuple[Word, ...], instead: Word) -> Word:
        said = row.own(name).strip()
        found = next((value for value in known if value == said), None)
        if said and found is None:
            self.leave(row, OWN + name, f"{shown(said)} is none of {', '.join(known)}")
        return instead if found is None else found


def _is_long(row: Row, type_: Type) -> bool:
    return type_.word == "text" and row.fact("appearance") == "multiline"
