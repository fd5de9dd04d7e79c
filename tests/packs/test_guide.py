"""The guide for authors is true: who follows it to the letter has the worked overlay."""

from __future__ import annotations

import dataclasses
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import polib
import pytest

from dpia_wizard.cli.program import run
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.change import apply, put
from dpia_wizard.core.model import Answer, Assessment, Risk, pinned
from dpia_wizard.core.register import offers
from dpia_wizard.core.situation import situation
from dpia_wizard.data import FORMS, RESOURCES
from dpia_wizard.packs.archive import archive_of, load_archive
from dpia_wizard.packs.check import check_path
from dpia_wizard.packs.load import load_pack, load_pack_folder
from dpia_wizard.packs.read import read
from dpia_wizard.packs.schemas import schemas
from dpia_wizard.report.document import walk
from dpia_wizard.report.full import full_report
from dpia_wizard.texts import words_for
from tests.packs.fits import misfits

GUIDE = FORMS / "GUIDE.md"
MADE = RESOURCES / "examples" / "two-rivers"
TODAY = "2026-11-22"


@dataclass(frozen=True)
class Block:
    """A block of the guide: its kind, what is in it, and the file it is to be put into."""

    kind: str
    content: str
    file: str


def blocks() -> Iterator[Block]:
    file = ""
    for part in re.split(r"(?ms)^(```\w*\n.*?^```\n)", GUIDE.read_text("utf-8")):
        if part.startswith("```"):
            kind, _, content = part.removeprefix("```").partition("\n")
            yield Block(kind, content.removesuffix("```\n"), file)
            file = ""
        elif found := re.search(r"^Put this into `([^`]+)`:\s*\Z", part, re.MULTILINE):
            file = found[1]


def follow() -> None:
    """Do what the guide says, in the folder at hand."""
    for block in blocks():
        if block.file:
            assert Path(block.file).parent.is_dir(), block.file
            Path(block.file).write_text(block.content, "utf-8")
        elif block.kind == "sh":
            for line in block.content.splitlines():
                name, *words = shlex.split(line)
                if name == "mkdir":
                    Path(words[0]).mkdir()
                    continue
                assert name == "dpia-wizard"
                assert run(words) == 0, line


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which somebody did what the guide says."""
    monkeypatch.chdir(tmp_path)
    follow()
    return tmp_path


@pytest.fixture(scope="module")
def overlay() -> Pack:
    return load_pack_folder(MADE)


def test_who_follows_the_guide_has_the_worked_overlay(followed: Path) -> None:
    assert files(followed / "two-rivers") == files(MADE)
    packed = load_archive((followed / "two-rivers.zip").read_bytes())
    assert packed == load_pack_folder(MADE)


def test_nothing_is_left_to_do_in_the_worked_overlay() -> None:
    checked = check_path(MADE)
    assert (checked.faults, checked.advice) == ((), ())
    (arabic,) = checked.shares
    assert (arabic.language, arabic.stale, arabic.new) == ("ar", 0, 0)


def test_the_worked_overlay_fits_the_schemas() -> None:
    for path in MADE.rglob("*.yaml"):
        names = (
            "overlay" if path.stem == "pack" else f"overlay-{path.stem}",
            path.stem,
            "protocol",
        )
        made = schemas()
        schema = next(made[f"{n}.schema.json"] for n in names if f"{n}.schema.json" in made)
        data, faults = read(path.read_text("utf-8"))
        assert (faults, list(misfits(schema, data, schema))) == ((), [])


def test_the_fault_that_the_guide_shows_is_told(followed: Path) -> None:
    shown, _to_fill = (block.content.strip() for block in blocks() if block.kind == "text")
    path = followed / "two-rivers" / "questions.yaml"
    path.write_text(path.read_text("utf-8").replace('is: ["yes", "partly"]', 'is: ["si"]'), "utf-8")
    assert check_path(path.parent).faults == (shown,)


def test_the_line_to_fill_in_that_the_guide_shows_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _fault, shown = (block.content.strip() for block in blocks() if block.kind == "text")
    begun = next(block.content.splitlines()[0] for block in blocks() if block.kind == "sh")
    assert run(shlex.split(begun)[1:]) == 0
    capsys.readouterr()
    assert run(["check-pack", "two-rivers"]) == 0
    assert shown in capsys.readouterr().out.splitlines()


def test_every_condition_in_the_guide_can_be_used(followed: Path) -> None:
    (block,) = (b for b in blocks() if b.kind == "yaml" and b.content.startswith("when: "))
    found = re.split(r"(?m)^(?=when:)", block.content)[1:]
    assert len(found) == 6
    text = (followed / "two-rivers" / "questions.yaml").read_text("utf-8")
    for index, condition in enumerate(found):
        text += (
            f'  - section: review\n    id: review.tr_{index}\n    number: "21.9{index}"\n'
            "    label: May this be asked?\n    kind: ypnu\n"
        ) + "".join(f"    {line}\n" for line in condition.splitlines())
    (followed / "two-rivers" / "questions.yaml").write_text(text, "utf-8")
    assert check_path(followed / "two-rivers").faults == ()


def test_every_kind_of_question_and_file_is_in_the_guide() -> None:
    text = GUIDE.read_text("utf-8")
    question = schemas()["section.schema.json"]["properties"]["questions"]["items"]
    assert {k for k in question["properties"]["kind"]["enum"] if f"`{k}`" not in text} == set()


def printed(document: object) -> Iterator[str]:
    for part in walk(document):
        for field in dataclasses.fields(part):  # type: ignore[arg-type]  # records only
            value = getattr(part, field.name)
            yield from (v for v in (value if isinstance(value, tuple) else (value,))
                        if isinstance(v, str))  # fmt: skip


def given(pack: Pack, *records: Answer | Risk) -> Assessment:
    made = Assessment("a", "DPIA-2026-001", TODAY, pinned(pack.ref, pack.matrix_ref))
    for record in records:
        change = put(made, record)
        assert change is not None
        made = apply(made, change)
    return made


def test_the_wizard_asks_and_offers_what_the_overlay_adds(overlay: Pack) -> None:
    triggers = Answer("screening.covered", "no")
    asked = situation(overlay.form, given(overlay, triggers))
    assert "flows.tr_boats" in asked.active
    assert "flows.tr_boats_how" not in asked.active
    assert "TR1" not in {offer.risk.id for offer in offers(overlay, asked)}
    asked = situation(overlay.form, given(overlay, triggers, Answer("flows.tr_boats", "partly")))
    assert "flows.tr_boats_how" in asked.active
    offer = next(offer for offer in offers(overlay, asked) if offer.risk.id == "TR1")
    assert offer.because == ("flows.tr_boats",)
    assert "flows.interoperability" not in overlay.form.by_id


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["carried by boat", "Papers are read or lost at a landing place", "DPISP 7.3",
                "Travel on the rivers", "https://example.org/two-rivers/dpisp"]),
        ("ar", ["هل تُنقل بالقوارب", "قراءة الأوراق أو ضياعها", "7.3", "التنقل في النهرين"]),
    ],
)  # fmt: skip
def test_the_report_prints_what_the_overlay_adds(
    overlay: Pack, language: str, expected: list[str]
) -> None:
    made = given(
        overlay,
        Answer("record.country", "two_rivers"),
        Answer("screening.covered", "no"),
        Answer("flows.tr_boats", "yes"),
        Answer("flows.tr_boats_how", "In a dry bag"),
        Risk("TR1", likelihood="possible", severity="serious"),
    )
    words = words_for(language, packs=overlay.words)
    document = full_report(
        made, overlay, words, today=TODAY, on=TODAY, fingerprint="f" * 64, copy_line="File"
    )
    text = "\n".join(printed(document))
    for part in expected:
        assert part in text


def test_the_worked_overlay_is_no_form_of_the_program(overlay: Pack) -> None:
    assert overlay.bases == (load_pack().ref,)
    with pytest.raises(Exception, match="no form of this name"):
        load_pack("two-rivers")


def test_the_worked_overlay_is_packed_up_the_same_every_time(overlay: Pack) -> None:
    assert archive_of(overlay) == archive_of(load_archive(archive_of(overlay)))


def test_what_it_says_of_a_third_language_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(MADE, "two-rivers")
    assert run(["pack-words", "two-rivers", "uk", "--all"]) == 0
    asked_for = int(capsys.readouterr().out.split()[0])
    assert 2_400 < asked_for < 2_700
    file = Path("two-rivers") / "lang" / "uk.po"
    words = polib.pofile(str(file), encoding="utf-8")
    (title,) = (entry for entry in words if entry.msgctxt == "choice.countries.two_rivers.label")
    title.msgstr = "Дворіччя"
    words.save(str(file))
    assert run(["check-pack", "two-rivers"]) == 0
    assert re.search(r"(?m)^uk: 1 of ", capsys.readouterr().out)
    assert run(["pack-up", "two-rivers", "-o", "two-rivers.zip"]) == 0
    brought = load_archive(Path("two-rivers.zip").read_bytes())
    assert "uk" in brought.languages
    assert run(["xlsform", "out", "two-rivers", "-o", "q.xlsx", "--language", "uk"]) == 0
    rows = openpyxl.load_workbook("q.xlsx")["choices"].iter_rows(values_only=True)
    assert any("Дворіччя" in row for row in rows)
    for command in ("report", "tables"):
        assert run([command, "DPIA-2026-001", "--out", "a.pdf", "--language", "uk"]) == 2
    assert run(["pack", "two-rivers", "--language", "uk"]) == 2
