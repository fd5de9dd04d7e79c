"""The record that a full report carries: the assessment it was made from, as its source.

A file inside the PDF, in the one JSON that there is for an assessment, so that the paper and what
was signed can be compared years later and by other programs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from dpia_wizard.codec import (
    Plain,
    canonical_json,
    parse_json,
    plain_assessment,
    plain_fingerprint,
    read_assessment,
)
from dpia_wizard.core.participants import agencies, participants, row_of
from dpia_wizard.errors import UserError
from dpia_wizard.report.pdf.archive import Attachment
from dpia_wizard.report.places import field_name, signature_questions

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.model import Assessment
    from dpia_wizard.core.workflow_rules import ParticipantRule
    from dpia_wizard.texts import Words

NAME = "assessment.json"
LARGEST = 32 * 1024 * 1024
_SIGNS = "signs"
"""Who signs the report stands beside the content in its record, and is not of it."""
_GROUPS = re.compile(r"(?<![0-9A-F])[0-9A-F]{4}(?:\s[0-9A-F]{4}){7}(?![0-9A-F])")

RecordState = Literal["none", "agrees", "differs", "unreadable"]
"""How the record of a report stands to what is printed in it."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Who signs a report: the fields of all its ``places`` in their order, and of those that are
    ``always`` signed, whether anybody is named for them or not; ``agencies`` are those that sign
    for themselves, by their fields, and the ``rule`` of the form says who signs for one."""

    places: tuple[str, ...]
    always: frozenset[str]
    agencies: Mapping[str, str] = field(default_factory=dict)
    rule: ParticipantRule | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Record:
    """The record found in a report."""

    standing: RecordState = "none"
    fingerprint: str = ""
    """Of its content, in groups of four as it is printed; "" where there is none to be read."""
    signs: Signs | None = None
    """Who signs; None where it does not say, as the records of older programs."""
    named: frozenset[str] = frozenset()
    """The signature fields for whose roles it names somebody."""
    is_vouched_for: bool = False
    """Whether a form that is here says who signs, too; else only the file says it of itself."""

    @property
    def agencies(self) -> Mapping[str, str]:
        """The agencies that sign for themselves, by the fields of their signatures."""
        return {} if self.signs is None else self.signs.agencies

    @property
    def rule(self) -> ParticipantRule | None:
        """Who signs for an agency, by the form; None where that is not here or says nothing."""
        return None if self.signs is None else self.signs.rule


def who_signs(pack: Pack, assessment: Assessment) -> Signs:
    """Who signs a report on *assessment*, with the form and the rules of *pack*."""
    roles = tuple(field_name(question) for question in signature_questions(pack.form))
    found = agencies(participants(pack, assessment))
    always = (frozenset(roles) & pack.workflow.signers) | {*found}
    return Signs((*roles, *found), always, found, pack.workflow.participants)


_READ = ("id", "reference", "created", "form", "matrix", "answers", "rows")
"""What of a record says who signs."""

Asked: TypeAlias = Callable[[Mapping[str, Plain]], Signs | None]
"""Who signs a report on the content of a record, by a form that is known here; None where it is
made with none of them."""


def asked_by(packs: Iterable[Pack]) -> Asked:
    """Who signs by the forms and the rules of *packs*: a record says it too, but beside the content
    whose fingerprint is printed, where somebody could leave a signer out."""
    known = {pack.ref.fingerprint: pack for pack in packs}

    def asked(told: Mapping[str, Plain]) -> Signs | None:
        form = told.get("form")
        made_with = form.get("fingerprint") if isinstance(form, dict) else None
        pack = known.get(made_with) if isinstance(made_with, str) else None
        if pack is None:
            return None
        return who_signs(pack, read_assessment({key: told[key] for key in _READ if key in told}))

    return asked


def record_of(assessment: Assessment, words: Words, signs: Signs) -> Attachment:
    """*assessment*, and who *signs* its report, as the file to put into it."""
    _ = words
    told: dict[str, Plain] = plain_assessment(assessment)
    said: dict[str, Plain] = {"places": [*signs.places], "always": [*sorted(signs.always)]}
    if signs.agencies:
        said["agencies"] = {**signs.agencies}
    told[_SIGNS] = said
    return Attachment(
        NAME,
        canonical_json(told),
        _("The assessment from which this report was made"),
        "Source",
    )


def groups(fingerprint: str) -> str:
    """A fingerprint as it is printed: eight groups of four."""
    digits = fingerprint.upper()[:32]
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def printed_groups(text: str) -> set[str]:
    """The fingerprints that are printed in *text*."""
    return {" ".join(found.split()) for found in _GROUPS.findall(text)}


def record_in(root: Any) -> bytes | None:
    """The record inside a PDF with the catalogue *root*, or None.

    Raises `ValueError` where more than one file says that it is the source, or it is too large.
    """
    sources = [file for file in _files(root) if file.get("/AFRelationship") == "/Source"]
    if not sources:
        return None
    if len(sources) > 1:
        raise ValueError("two files say that they are the source")
    content: bytes = sources[0]["/EF"]["/F"].data
    if len(content) > LARGEST:
        raise ValueError("larger than any record")
    return content


def read_against(
    content: bytes | None, printed: Iterable[set[str]], asked: Asked = lambda _told: None
) -> Record:
    """How the record *content* stands to the fingerprints *printed* on each page looked at. Who
    signs by *asked* signs it, whether its record says so or not."""
    if content is None:
        return Record()
    try:
        told = parse_json(content)
        if not isinstance(told, dict) or canonical_json(told) != content:
            return Record("unreadable")
    except Exception:  # what a hostile file holds may fail in any way; it is no record of ours
        return Record("unreadable")
    try:
        said, by_form = _signs(told.pop(_SIGNS, None)), asked(told)
        signs = _both(said, by_form)
        if signs is not None and not _are_of(told, signs.agencies):
            return Record("unreadable")
    except (TypeError, LookupError, UserError):
        return Record("unreadable")
    fingerprint = groups(plain_fingerprint(told))
    standing: RecordState = "agrees" if all(fingerprint in one for one in printed) else "differs"
    return Record(standing, fingerprint, signs, frozenset(_named(told)), by_form is not None)


def _signs(told: Plain) -> Signs | None:
    """Who signs, as a record says it. Raises `TypeError` or `LookupError` for another shape."""
    if told is None:
        return None
    if not isinstance(told, dict):
        raise TypeError(_SIGNS)
    found = told.get("agencies", {})
    if not isinstance(found, dict):
        raise TypeError(_SIGNS)
    places = tuple(_fields(told["places"]))
    of_places = dict(zip(found, _fields([*found.values()]), strict=True))
    in_order = {place: of_places[place] for place in places if place in of_places}
    return Signs(places, frozenset(_fields(told["always"])), in_order | of_places)


def _are_of(told: Mapping[str, Plain], found: Mapping[str, str]) -> bool:
    """Whether the agencies that a record says sign for themselves stand in its content, too."""
    said = {id: cells for id, _question, cells in _rows(told)}
    return all(
        agency in {str(cell).strip() for cell in said.get(row_of(place), {}).values()}
        for place, agency in found.items()
    )


def _both(said: Signs | None, asked: Signs | None) -> Signs | None:
    """Who signs by what a record says and by the form; None where the record does not say."""
    if said is None or asked is None:
        return said
    places = tuple(dict.fromkeys((*asked.places, *said.places)))
    found = {**said.agencies, **asked.agencies}
    return Signs(places, said.always | asked.always, found, asked.rule)


def _fields(told: Plain) -> Iterable[str]:
    for name in told if isinstance(told, list) else [None]:
        if not isinstance(name, str):
            raise TypeError(_SIGNS)
        yield name


def _files(root: Any) -> list[Any]:
    try:
        listed = root["/AF"]
    except KeyError:
        return []
    return [listed[place] for place in range(len(listed))]


def _rows(told: Mapping[str, Plain]) -> Iterable[tuple[str, str, Mapping[str, Plain]]]:
    """The id, the question and the cells of each row in a record."""
    rows = told.get("rows", [])
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict):
            continue
        question, cells = row.get("question"), row.get("cells")
        if isinstance(question, str) and isinstance(cells, dict):
            yield str(row.get("id")), question, cells


def _named(told: Mapping[str, Plain]) -> Iterable[str]:
    for _id, question, cells in _rows(told):
        said = (cells.get(name) for name in ("name", "post"))
        if any(isinstance(text, str) and text.strip() for text in said):
            where, _, field = question.rpartition(".")
            if where == "record" or field.startswith("sign_"):
                yield field.removeprefix("sign_")
