"""A pack made of a workbook: its questions, and everything else from the pack they come back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.form import Choice, Question, Section
from dpia_wizard.data import RISK_MATRICES
from dpia_wizard.errors import PackFault, UserError
from dpia_wizard.packs.build import shared_choices
from dpia_wizard.packs.check_words import word_faults
from dpia_wizard.packs.folder import ELEMENTS, RULES
from dpia_wizard.packs.load import (
    DEFAULT_MATRIX,
    PROTOCOLS,
    fault,
    load_pack,
    load_place,
    place_in,
    shipped_forms,
)
from dpia_wizard.packs.part import NAME, Faults, Part
from dpia_wizard.packs.read import Plain, read
from dpia_wizard.packs.source import FolderSource, Layer, MemorySource, Origin, languages
from dpia_wizard.packs.to_fill import LICENCE, PUBLISHER
from dpia_wizard.packs.words import form_words
from dpia_wizard.packs.xlsform.columns import OWN
from dpia_wizard.packs.xlsform.left import Leaving, Left
from dpia_wizard.packs.xlsform.pack_files import (
    Entry,
    choices_data,
    condition_data,
    place_of,
    po_of,
    section_data,
    yaml_of,
)
from dpia_wizard.packs.xlsform.read import Form, form_of
from dpia_wizard.packs.xlsform.rows import rows_of
from dpia_wizard.packs.xlsform.sheets import Sheet, sheets_of
from dpia_wizard.packs.xlsform.whens import own_condition
from dpia_wizard.texts import SOURCE_LANGUAGE, translations

_FROM_BASE = ("risks.yaml", "controls.yaml", "stop_conditions.yaml", ELEMENTS, *RULES)
_WORDS_OF_QUESTIONS = ("phase.", "section.", "question.", "column.", "choice.")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A pack from a workbook: its files by name, the pack that they make, the pack that the rest
    was taken from (None where there is none), and what was not carried."""

    files: Mapping[str, bytes]
    pack: Pack
    base: Pack | None
    left: tuple[Left, ...]


def pack_from_workbook(
    data: bytes, *, base: Pack | None = None, id: str = "", title: str = "", name: str = "workbook"
) -> Arrived:
    """The pack that the XLSForm in *data* makes together with *base*; nothing is written.

    Without *base* it is the shipped form that the workbook says it came from, if any. Raises
    `UserError` for a file that is no workbook with questions, and `PackFault` with every fault
    where what it makes is no sound pack.
    """
    left = Leaving()
    sheets = sheets_of(data, left)
    if "survey" not in sheets:
        raise UserError("There is no sheet survey in {name}, so it is no XLSForm.", name=name)
    base = base or _shipped(sheets)
    form = form_of(sheets, () if base is None else _elements(base), left)
    if not any(section.questions for section in form.sections):
        raise UserError("No question of {name} could be carried into a pack.", name=name)
    id = id or _id(form)
    if not NAME.fullmatch(id):
        raise UserError(
            "{id} cannot be the id of a pack: write small letters and digits with single hyphens.",
            id=id,
        )
    files = _files(form, base, id, " ".join(title.split()), left)
    pack = _load(files, name)
    return Arrived(files, pack, base, left.all())


def _load(files: Mapping[str, bytes], name: str) -> Pack:
    root = MemorySource(name, files)
    matrices, register = (FolderSource(RISK_MATRICES),), FolderSource(PROTOCOLS)
    pack = load_place(place_in(root, matrices, register), name)
    faults = tuple(word_faults(pack))
    if faults:
        raise fault(name, faults)
    return pack


def _shipped(sheets: Mapping[str, Sheet]) -> Pack | None:
    rows = rows_of(sheets.get("settings"), Leaving())
    id_ = rows[0].own("pack") if rows else ""
    return load_pack(id_) if id_ in shipped_forms() else None


def _elements(base: Pack) -> tuple[Choice, ...]:
    """The list of the base's kinds of information, as its questions offer it."""
    for question in base.form.by_id.values():
        for choices in (question.choices, *(column.choices for column in question.columns)):
            if place_of(choices) == "elements" and choices[0].address.startswith("element."):
                return choices
    return ()


def _id(form: Form) -> str:
    said = form.settings.own("pack") or form.settings.fact("form_id")
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in said.lower()).split()
    return "-".join(words)[:60].strip("-") or "from-xlsform"


def _files(form: Form, base: Pack | None, id: str, title: str, left: Leaving) -> dict[str, bytes]:
    layer = _layer(base)
    sections = tuple(_known_only(section, base, left) for section in form.sections)
    lists = _lists(form, layer)
    files = {"pack.yaml": yaml_of(_head(form, base, layer, id, title))}
    files["choices.yaml"] = yaml_of({key: choices_data(lists[key]) for key in lists})
    named = {*lists} | ({"elements"} if layer is not None and _elements_file(layer) else set())
    for section in sections:
        file = f"sections/{section.number:02}-{section.id}.yaml"
        files[file] = yaml_of(section_data(section, named, form.notes))
    if layer is None or base is None:
        files["risks.yaml"] = b"groups: []\nrisks: []\n"
        files["controls.yaml"] = b"controls: []\n"
        files["stop_conditions.yaml"] = b"stop_conditions: []\n"
    else:
        files |= {name: data for name, data in layer.files if name in _FROM_BASE}
        files |= _beside(base)
    return files | _words(form, base, layer)


def _known_only(section: Section, base: Pack | None, left: Leaving) -> Section:
    """*section* without clauses and controls that are not there."""
    clauses = (base or load_pack()).clause
    controls = base.control if base is not None else {}

    def known(question: Question) -> Question:
        kept = tuple(clause for clause in question.clauses if clause in clauses)
        for clause in question.clauses:
            if clause not in clauses:
                sentence = f"{question.id}: there is no clause {clause[:40]}"
                left.note("survey", 0, f"{OWN}clauses", sentence)
        if question.control and question.control not in controls:
            sentence = f"{question.id}: there is no control {question.control[:40]}"
            left.note("survey", 0, f"{OWN}control", sentence)
            question = replace(question, control="")
        return replace(question, clauses=kept)

    return replace(section, questions=tuple(map(known, section.questions)))


def _layer(base: Pack | None) -> Layer | None:
    """The files of *base*. Raises `UserError` for an overlay, which cannot be copied alone."""
    if base is None:
        return None
    if not isinstance(base.origin, Origin) or len(base.origin.layers) > 1:
        raise UserError(
            "{id} is an overlay, and its questions stand in several folders."
            " Name the pack that it stands on.",
            id=base.ref.id,
        )
    return base.origin.layers[0]


def _elements_file(layer: Layer) -> bool:
    return any(name == ELEMENTS for name, _data in layer.files)


def _data(layer: Layer | None, file: str) -> dict[str, Plain]:
    found = dict(layer.files).get(file) if layer is not None else None
    data = read(found.decode("utf-8-sig"))[0] if found is not None else None
    return data if isinstance(data, dict) else {}


def _lists(form: Form, layer: Layer | None) -> dict[str, tuple[Choice, ...]]:
    """The shared lists: those of the base in their order, then what the workbook adds."""
    part = Part(_data(layer, "choices.yaml"), "choices.yaml:", Faults())
    return shared_choices(part) | dict(form.shared)


def _head(
    form: Form, base: Pack | None, layer: Layer | None, id: str, title: str
) -> dict[str, Plain]:
    before = _data(layer, "pack.yaml")
    said = form.settings
    made: dict[str, Plain] = {
        "id": id,
        "edition": (said.fact("version") or (base.ref.edition if base else "1"))[:40],
        "title": title or said.fact("form_title") or id,
        "publisher": base.publisher if base else PUBLISHER,
        "licence": base.licence if base else LICENCE,
        "source": base.source if base else "Questions from an XLSForm workbook.",
        "language": SOURCE_LANGUAGE,
        "matrix": base.matrix_ref.id if base else DEFAULT_MATRIX,
    }
    made |= {key: before[key] for key in ("locked", "country") if key in before}
    made["phases"] = [{"id": phase.id, "title": phase.title} for phase in form.phases]
    first = next(q.id for section in form.sections for q in section.questions)
    never: Plain = {
        "all": [{"question": first, "answered": True}, {"question": first, "answered": False}]
    }
    rule: dict[str, Plain] = {"full": never, "light": never}
    for key in rule:
        own = own_condition(said.own(f"depth_{key}"))
        if own is not None:
            rule[key] = condition_data(own)
    made["depth"] = before.get("depth", rule)
    return made


def _beside(base: Pack) -> dict[str, bytes]:
    """The register of clauses and the matrices that *base* was made with."""
    found: dict[str, bytes] = {}
    if not isinstance(base.origin, Origin):
        return found
    register, matrices = base.origin.register, [matrix for _id, matrix in base.origin.matrices]
    for folder, layer in (("dpisp", register), *(("risk_matrices", one) for one in matrices)):
        found |= {f"{folder}/{name}": data for name, data in layer.files}
        for code in languages(layer.source):
            found[f"{folder}/lang/{code}.po"] = layer.po(code) or b""
    return found


def _words(form: Form, base: Pack | None, layer: Layer | None) -> dict[str, bytes]:
    """The words in other languages: of the questions from the workbook, of the rest from *base*."""
    found: dict[str, dict[str, Entry]] = {
        code: dict(entries) for code, entries in form.texts.others.items()
    }
    if base is not None and layer is not None:
        of_questions = {address for address, _text in form_words(base)}
        for code in languages(layer.source):
            try:
                entries = translations(layer.po(code) or b"")
            except ValueError as error:
                raise PackFault(
                    "{pack} has words that cannot be read.", pack=base.ref.id
                ) from error
            mine = found.setdefault(code, {})
            for entry in entries:
                is_mine = entry.address.startswith(_WORDS_OF_QUESTIONS)
                if entry.text and entry.address in of_questions and not is_mine:
                    mine.setdefault(entry.address, (entry.address, entry.source, entry.text))
    return {
        f"lang/{code}.po": po_of(code, entries.values())
        for code, entries in found.items()
        if code != SOURCE_LANGUAGE and entries
    }
