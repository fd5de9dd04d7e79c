"""The lists of choices of a workbook: shared ones, those of one question, and yes-partly-no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dpia_wizard.core.form import YPNU, Choice
from dpia_wizard.packs.part import shown
from dpia_wizard.packs.xlsform.names import id_of
from dpia_wizard.packs.xlsform.row_types import Type
from dpia_wizard.packs.xlsform.rows import Offered, Row, Texts, slug, unused
from dpia_wizard.packs.xlsform.write import OTHER_YPNU, YPNU_LIST

ELEMENTS = "elements"
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
OTHER = "other"
"""The id of the choice that ``or_other`` adds."""

Found = tuple[tuple[Choice, ...], Mapping[str, str]]
"""Choices, and the id of each by its name in the workbook."""


@dataclass(slots=True)
class Lists:
    """The lists of the workbook, made when a question asks for one.

    *elements* are the kinds of information of the pack that the questions come back to, if any.
    """

    offered: Mapping[str, Sequence[Offered]]
    texts: Texts
    elements: tuple[Choice, ...] = ()
    shared: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    def is_ypnu(self, name: str) -> bool:
        """Whether the list is yes, partly, no and unknown."""
        if name != YPNU_LIST:
            return False
        return {one.id for one in self.offered.get(name, ())} in ({*YPNU}, set())

    def found(self, type_: Type, place: str, row: Row) -> Found | None:
        """The choices for a question or column at *place*; None where there is no such list."""
        offered = self.offered.get(type_.list_name, ())
        if not offered:
            sentence = f"no list {shown(type_.list_name)} on the sheet choices"
            self.texts.left.note("survey", row.number, "type", f"{sentence}; it comes in as text")
            return None
        ids = {one.name: one.id for one in offered}
        if type_.list_name == ELEMENTS and self.elements:
            return self._elements(offered), ids
        if type_.or_other or "." in id_of(type_.list_name):
            choices = self._choices(offered, place)
            if type_.or_other and OTHER not in ids:
                choices += (Choice(OTHER, "Other", "", f"choice.{place}.{OTHER}"),)
                ids[OTHER] = OTHER
            return choices, ids
        key = self._key(type_.list_name)
        if key not in self.shared:
            self.shared[key] = self._choices(offered, key)
        return self.shared[key], ids

    def _key(self, name: str) -> str:
        if name not in self._keys:
            key = YPNU_LIST if name == OTHER_YPNU else id_of(name)
            key = key if _KEY.fullmatch(key) else slug(name, "list")
            self._keys[name] = unused(key, self._keys.values())
        return self._keys[name]

    def _choices(self, offered: Sequence[Offered], place: str) -> tuple[Choice, ...]:
        return tuple(self._choice(one, f"choice.{place}.{one.id}") for one in offered)

    def _choice(self, one: Offered, address: str) -> Choice:
        label = self.texts.take(one.row, "label", f"{address}.label")
        if not label:
            sentence = f"{shown(one.name)} has no label; its name stands for it"
            self.texts.left.note("choices", one.row.number, "label", sentence)
        hint = self.texts.take(one.row, "dpia_hint", f"{address}.hint", lines=True)
        return Choice(one.id, label or one.name, hint, address)

    def _elements(self, offered: Sequence[Offered]) -> tuple[Choice, ...]:
        """Those of the pack, as they stand there; what the workbook says else is left."""
        said = Texts(self.texts.source, self.texts.left)
        for choice, one in zip(self.elements, offered, strict=False):
            label = said.take(one.row, "label", "")
            hint = said.take(one.row, "dpia_hint", "", lines=True)
            if (one.id, label, hint) != (choice.id, choice.label, choice.hint):
                sentence = "kinds of information are changed in the pack's own file, not here"
                self.texts.left.note("choices", one.row.number, ELEMENTS, sentence)
        if len(self.elements) != len(offered):
            sentence = "kinds of information are added and taken out in the pack's own file"
            self.texts.left.note("choices", 0, ELEMENTS, sentence)
        return self.elements
