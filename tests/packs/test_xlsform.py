"""Questions out to an XLSForm workbook and in again: nothing is lost that is not listed."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.condition import All, Answered, Any, AtLeast, Chosen, Not
from dpia_wizard.core.form import KINDS, Question
from dpia_wizard.data import RESOURCES
from dpia_wizard.errors import PackFault, UserError
from dpia_wizard.packs.check import check_path
from dpia_wizard.packs.load import load_pack, load_pack_folder
from dpia_wizard.packs.words import form_words
from dpia_wizard.packs.xlsform import Arrived, pack_from_workbook, workbook_of
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.xlsform import questions_in
from tests.packs.xlsform_by_hand import CHOICES, SETTINGS, SURVEY, workbook_by_hand

EVERY_KIND = Path(__file__).parents[1] / "files" / "packs" / "every-kind"


@pytest.fixture(scope="module")
def shipped() -> Pack:
    return load_pack()


@pytest.fixture(scope="module")
def sent(shipped: Pack) -> bytes:
    return workbook_of(shipped).data


@pytest.fixture(scope="module")
def by_hand() -> Arrived:
    return pack_from_workbook(workbook_by_hand())


def changed(data: bytes, change: Callable[[Mapping[str, object]], None]) -> bytes:
    """The workbook with its sheets changed in a spreadsheet program."""
    book = load_workbook(io.BytesIO(data))
    change({sheet.title: sheet for sheet in book.worksheets})
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def set_cell(sheet: object, name: str, column: str, text: str | None) -> None:
    """Change the cell of the row called *name* in the column with that head."""
    rows = list(sheet.iter_rows())  # type: ignore[attr-defined]
    at = {cell.value: cell.column for cell in rows[0]}
    (row,) = [row for row in rows if row[1].value == name]
    sheet.cell(row[0].row, at[column]).value = text  # type: ignore[attr-defined]


def said(arrived: Arrived) -> list[str]:
    return [str(left) for left in arrived.left]


def test_the_shipped_form_comes_back_as_it_went_out(shipped: Pack, sent: bytes) -> None:
    arrived = pack_from_workbook(sent)
    assert arrived.pack.form == shipped.form
    assert arrived.pack.title == shipped.title
    assert arrived.pack.ref.id == shipped.ref.id
    assert arrived.pack.risks == shipped.risks
    assert arrived.pack.controls == shipped.controls
    assert arrived.pack.elements == shipped.elements
    assert arrived.pack.clauses == shipped.clauses
    assert arrived.pack.stop_conditions == shipped.stop_conditions
    assert arrived.left == ()


def test_every_arabic_text_comes_back(shipped: Pack, sent: bytes) -> None:
    before = words_for("ar", packs=shipped.words)
    after = words_for("ar", packs=pack_from_workbook(sent).pack.words)
    for address, text in form_words(shipped):
        assert after.pack(address, text) == before.pack(address, text), address


def test_every_kind_of_question_comes_back() -> None:
    pack = load_pack_folder(EVERY_KIND)
    assert {q.kind for q in pack.form.by_id.values()} == set(KINDS)
    arrived = pack_from_workbook(workbook_of(pack).data, base=pack)
    assert arrived.pack.form == pack.form


def test_without_its_pack_the_form_loses_only_what_is_listed(shipped: Pack, sent: bytes) -> None:
    def no_pack(sheets: Mapping[str, object]) -> None:
        head = [cell.value for cell in next(iter(sheets["settings"].iter_rows()))]  # type: ignore[attr-defined]
        sheets["settings"].cell(2, head.index("dpia::pack") + 1).value = None  # type: ignore[attr-defined]

    arrived = pack_from_workbook(changed(sent, no_pack))
    assert arrived.base is None

    def bare(question: Question) -> Question:
        """The question without what other parts of the pack give it."""
        columns = tuple(
            replace(c, choices=tuple(replace(x, address="", default="") for x in c.choices))
            for c in question.columns
        )
        return replace(question, control="", columns=columns)

    before = [bare(q) for q in shipped.form.by_id.values()]
    assert [bare(q) for q in arrived.pack.form.by_id.values()] == before
    assert arrived.pack.form.depth_rule == shipped.form.depth_rule
    lost = {q.id for q in shipped.form.by_id.values() if q.control}
    told = {line.split(": ")[1] for line in said(arrived) if "there is no control" in line}
    assert lost == told


def test_equal_packs_give_equal_bytes(shipped: Pack, sent: bytes) -> None:
    assert workbook_of(shipped).data == sent


def test_what_a_workbook_cannot_say_is_listed_in_it(shipped: Pack, sent: bytes) -> None:
    left = workbook_of(shipped).left
    book = load_workbook(io.BytesIO(sent))
    rows = [tuple(cell.value for cell in row) for row in book["not carried"].iter_rows(min_row=2)]
    assert [(row[0] or "", int(row[1] or 0), row[2] or "", row[3]) for row in rows] == [
        (one.sheet, one.row, one.column, one.sentence) for one in left
    ]
    survey = list(book["survey"].iter_rows(values_only=True))
    for one in left:
        if one.sheet == "survey":
            assert survey[one.row - 1][1] is not None, one  # the row has a name
    lines = "\n".join(map(str, left))
    for question in shipped.form.by_id.values():
        if question.depth != "light":
            assert f"{question.id} is asked from the depth {question.depth} on" in lines
    for id_ in ("consultation.reason", "consultation.substitute", "consent.refusal"):
        assert re.search(rf"row [0-9]+, relevant: the condition of {id_} is not carried", lines)


def test_only_the_languages_asked_for_go_out(shipped: Pack) -> None:
    book = load_workbook(io.BytesIO(workbook_of(shipped, []).data))
    heads = [cell.value for cell in next(iter(book["survey"].iter_rows()))]
    assert "label::English (en)" in heads
    assert not any("Arabic" in head for head in heads)
    with pytest.raises(UserError, match="no words in tlh"):
        workbook_of(shipped, ["tlh"])


def test_no_cell_is_a_formula_or_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "every-kind"
    shutil.copytree(EVERY_KIND, folder)
    record = folder / "sections/00-record.yaml"
    hostile = '=HYPERLINK("http://192.0.2.1/","x")'
    text = record.read_text("utf-8").replace(
        "label: What do you call this assessment?", f"label: '{hostile}'"
    )
    record.write_text(text, "utf-8")
    pack = load_pack_folder(folder)
    data = workbook_of(pack).data
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), cell.coordinate
                assert cell.hyperlink is None
    arrived = pack_from_workbook(data, base=pack)
    assert arrived.pack.form.by_id["record.title"].label == hostile


# What people change in the workbook


def test_a_changed_condition_counts_and_the_old_one_is_told(shipped: Pack, sent: bytes) -> None:
    assert shipped.form.by_id["screening.covered"].when is not None

    def change(expression: str | None) -> Arrived:
        return pack_from_workbook(
            changed(
                sent,
                lambda sheets: set_cell(
                    sheets["survey"], "screening__covered", "relevant", expression
                ),
            )
        )

    arrived = change("selected(${record__type}, 'joint')")
    assert arrived.pack.form.by_id["screening.covered"].when == Chosen("record.type", ("joint",))
    assert any("the condition was changed in the workbook" in line for line in said(arrived))
    arrived = change(None)
    assert arrived.pack.form.by_id["screening.covered"].when is None
    assert any("the condition was taken out in the workbook" in line for line in said(arrived))


def test_a_new_row_becomes_a_question_with_a_number_of_its_own(sent: bytes) -> None:
    def add(sheets: Mapping[str, object]) -> None:
        sheet = sheets["survey"]
        (at,) = [
            row[0].row
            for row in sheet.iter_rows()  # type: ignore[attr-defined]
            if row[1].value == "people__groups"
        ]
        sheet.insert_rows(at)  # type: ignore[attr-defined]
        for column, text in enumerate(("select_one ypnu", "people__registered", "Registered?"), 1):
            sheet.cell(at, column).value = text  # type: ignore[attr-defined]

    arrived = pack_from_workbook(changed(sent, add))
    question = arrived.pack.form.by_id["people.registered"]
    assert question.kind == "ypnu"
    assert question.label == "Registered?"
    numbers = [q.number for q in arrived.pack.form.by_id.values()]
    assert len(numbers) == len(set(numbers))


def test_a_question_that_others_need_cannot_go_unnoticed(sent: bytes) -> None:
    def remove(sheets: Mapping[str, object]) -> None:
        sheet = sheets["survey"]
        (at,) = [
            row[0].row
            for row in sheet.iter_rows()  # type: ignore[attr-defined]
            if row[1].value == "screening__triggers"
        ]
        sheet.delete_rows(at)  # type: ignore[attr-defined]

    with pytest.raises(PackFault) as found:
        pack_from_workbook(changed(sent, remove))
    assert any(line.startswith("pack.yaml: depth.full") for line in found.value.faults)
    assert any(line.startswith("risks.yaml: ") for line in found.value.faults)


def test_a_type_that_was_changed_counts(sent: bytes) -> None:
    data = changed(
        sent, lambda sheets: set_cell(sheets["survey"], "people__languages", "type", "integer")
    )
    arrived = pack_from_workbook(data)
    assert arrived.pack.form.by_id["people.languages"].kind == "number"
    assert any("so it is no more text" in line for line in said(arrived))


# A workbook made elsewhere


def test_a_form_of_others_comes_in_with_its_sections_and_kinds(by_hand: Arrived) -> None:
    form = by_hand.pack.form
    assert [(s.id, s.title) for s in form.sections] == [
        ("background", "Background"),
        ("storage", "Storage"),
        ("questions", "Questions"),
    ]
    assert {q.id: q.kind for q in form.by_id.values()} == {
        "background.site_name": "text",
        "background.has_fence": "single",
        "background.children": "number",
        "background.distance": "text",
        "background.channels": "multi",
        "background.channels_other": "text",
        "storage.where_kept": "long_text",
        "storage.locked": "single",
        "storage.odd": "text",
        "storage.rooms": "table",
        "storage.if_many": "text",
        "storage.if_rooms": "text",
        "storage.city": "single",
        "questions.seen": "date",
    }
    rooms = form.by_id["storage.rooms"]
    assert [(c.id, c.kind) for c in rooms.columns] == [
        ("room", "text"),
        ("room_locked", "single"),
        ("shelves", "number"),
    ]
    assert [c.id for c in form.by_id["background.channels"].choices] == [
        "paper_form",
        "whatsapp",
        "other",
    ]
    assert form.by_id["background.site_name"].optional is False
    assert form.by_id["background.distance"].optional is True
    assert by_hand.pack.ref.id == "site-survey"
    assert by_hand.pack.ref.edition == "2026110101"


def test_its_conditions_come_in_as_they_are_meant(by_hand: Arrived) -> None:
    form = by_hand.pack.form
    fenced = Chosen("background.has_fence", ("yes",))
    assert form.by_id["background.channels"].when == All(
        (AtLeast("background.children", 11), fenced)
    )
    assert form.by_id["background.channels_other"].when == Chosen("background.channels", ("other",))
    group = Any(
        (
            Chosen("background.channels", ("paper_form",)),
            Not(fenced),
            Answered("background.has_fence", answered=False),
        )
    )
    assert form.by_id["storage.where_kept"].when == All((group, Answered("background.site_name")))
    assert form.by_id["storage.if_rooms"].when == All((group, AtLeast("storage.rooms", 3)))
    assert form.by_id["storage.odd"].when is None
    assert form.by_id["storage.if_many"].when is None


def test_its_second_language_comes_in(by_hand: Arrived) -> None:
    assert by_hand.pack.languages == ("ar",)
    words = words_for("ar", packs=by_hand.pack.words)
    question = by_hand.pack.form.by_id["background.channels"]
    assert words.pack("question.background.channels.label", question.label) == "ما القنوات؟"
    assert words.pack("choice.yes_no.dont_know.label", "Don't know") == "لا نعرف"
    assert words.pack("column.storage.rooms.room.label", "Which room?") == "أي غرفة؟"
    assert words.pack("section.storage.title", "Storage") == "التخزين"


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("survey, row 1, label::Kirundi", "its language is not known"),
        ("survey, row 2, type", "start"),
        ("survey, row 4, appearance", "field-list"),
        ("survey, row 6, name", "background.has_fence"),
        ("survey, row 7, constraint", ". < 5000"),
        ("survey, row 7, constraint_message::English (en)", "too many"),
        ("survey, row 8, type", "decimal"),
        ("survey, row 9, type", "note"),
        ("survey, row 10, appearance", "minimal"),
        ("survey, row 14, label", "a group inside a section"),
        ("survey, row 16, relevant", "storage.odd comes in without a condition"),
        ("survey, row 18, repeat_count", "${children}"),
        ("survey, row 19, required", "can always be left open"),
        ("survey, row 20, relevant", "a column has no condition"),
        ("survey, row 24, type", "no table stands inside another"),
        ("survey, row 27, type", "no pictures"),
        ("survey, row 29, calculation", "count(${rooms})"),
        ("survey, row 29, type", "nothing is calculated"),
        ("survey, row 30, relevant", "storage.if_many comes in without a condition"),
        ("survey, row 32, choice_filter", "region = ${site_name}"),
        ("survey, row 34, type", "positions"),
        ("choices, row 4, name", "dont_know"),
        ("choices, row 7, region", "north"),
        ("settings, row 2, style", "pages"),
    ],
)
def test_what_is_not_understood_is_listed_with_its_place(
    by_hand: Arrived, place: str, what: str
) -> None:
    assert any(line.startswith(f"{place}: ") and what in line for line in said(by_hand))


def test_a_question_without_its_condition_is_marked_in_the_file(by_hand: Arrived) -> None:
    lines = by_hand.files["sections/02-storage.yaml"].decode().splitlines()
    (at,) = [at for at, line in enumerate(lines) if "id: storage.odd" in line]
    assert lines[at - 1].strip().startswith("# Not read from row 16")


def test_what_came_in_is_a_pack_that_checks(tmp_path: Path) -> None:
    file, folder = tmp_path / "survey.xlsx", tmp_path / "site-survey"
    file.write_bytes(workbook_by_hand())
    arrived = questions_in(file, folder)
    checked = check_path(folder)
    assert checked.faults == ()
    assert checked.advice == ()
    assert checked.pack is not None
    assert checked.pack.form == arrived.pack.form
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_came_in_goes_out_and_comes_back_the_same(by_hand: Arrived) -> None:
    again = pack_from_workbook(workbook_of(by_hand.pack).data)
    assert again.pack.form == by_hand.pack.form


@pytest.mark.parametrize(
    ("survey", "choices"),
    [
        ((("type", "name", "label"), ("text", "a", "A")), CHOICES),
        ((("Type", "Name", "label:English"), ("text", "a", "A")), ()),
        ((("type", "name", "caption"), ("string", "a", "A")), ((),)),
        ((("type", "name", "label::Français (fr)"), ("text", "a", "Quoi ?")), CHOICES),
        ((("type", "name"), ("text", "a")), CHOICES),
        ((("type", "name", "label"), ("select_one gone", "a", "A")), CHOICES),
        ((("type", "name", "label"), ("text", "a", "A"), ("text", "a", "B")), CHOICES),
        ((("type", "name", "label"), ("text", "", "A"), ("", "b", "B"), ("text",)), CHOICES),
        ((("type", "name", "label"), ("begin_group", "g", "G"), ("text", "a", "A")), CHOICES),
        ((("type", "name", "label"), ("end_group",), ("text", "a", "A")), CHOICES),
        ((("type", "name", "label"), ("begin_repeat", "r", "R"), ("end_repeat",),
          ("text", "a", "A")), ()),
        ((("type", "name", "label"), ("text", "1,000 ☃", "A")), CHOICES),
        ((("type", "name", "label"), ("text", "a", "no"), ("text", "b", "- a: b #c")), CHOICES),
        ((("type", "name", "label"), ("text", "a", "a\u202eb"), ("text", "b", 12)), CHOICES),
        ((("type", "name", "label"), *(("begin_group", f"g{n}", "G") for n in range(200)),
          ("text", "a", "A")), CHOICES),
        ((("type", "name", "label"), *(("text", f"q{n}", "Q") for n in range(1500))), CHOICES),
        ((("type", "name", "label", "dpia::kind"), ("text", "a", "A", "table"),
          ("begin_group", "b", "B", "person"), ("note", "c", "C", "computed"),
          ("select_one x", "d", "D", "measure")), CHOICES),
        ((("type", "name", "label", "dpia::when"), ("text", "a", "A", "{question: b}"),
          ("text", "b", "B", "{question: x.a, answered: true}"), ("text", "c", "C", "[[[")),
         CHOICES),
    ],
)  # fmt: skip
def test_odd_forms_come_in_as_sound_packs(
    survey: tuple[tuple[object, ...], ...], choices: tuple[tuple[object, ...], ...]
) -> None:
    data = workbook_by_hand(survey, choices or CHOICES, SETTINGS)
    arrived = pack_from_workbook(data)
    assert arrived.pack.form.by_id


def test_a_form_without_a_question_is_told_so() -> None:
    with pytest.raises(UserError, match="No question"):
        pack_from_workbook(workbook_by_hand((("type", "name", "label"), ("note", "a", "A"))))
    with pytest.raises(UserError, match="No question"):
        pack_from_workbook(workbook_by_hand(SURVEY[:1]))


def test_an_overlay_goes_out_whole_and_cannot_be_what_questions_come_back_to() -> None:
    overlay = load_pack_folder(RESOURCES / "examples" / "two-rivers")
    data = workbook_of(overlay).data
    sheet = load_workbook(io.BytesIO(data))["survey"]
    names = {row[1] for row in sheet.iter_rows(values_only=True)}
    assert {"flows__tr_boats", "record__title"} <= names
    with pytest.raises(UserError, match="is an overlay"):
        pack_from_workbook(data, base=overlay)
