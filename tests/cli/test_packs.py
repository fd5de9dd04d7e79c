"""The commands for authors of packs: look at one, check it, begin one, make the file to install."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dpia_wizard.data import FORMS
from dpia_wizard.packs.archive import load_archive
from dpia_wizard.packs.load import load_pack
from dpia_wizard.packs.to_fill import LICENCE, PLACEHOLDERS
from tests.cli.conftest import Ask

BASE = "child-protection-case-management"
FILES = Path(__file__).parents[1] / "files" / "packs"
ALL = {
    "sections": 23, "elements": 48, "risks": 64, "controls": 78, "clauses": 39, "annexes": 11,
    "stop_conditions": 10, "matrices": 4,
}  # fmt: skip


@pytest.fixture
def overlay(ask: Ask, tmp_path: Path) -> Path:
    """A new overlay as the program writes it."""
    folder = tmp_path / "two-rivers"
    said = ask(
        "new-pack", str(folder), "--base", BASE, "--overlay",
        "--id", "two-rivers", "--title", 'Two "Rivers"',
    )  # fmt: skip
    assert said.code == 0, said.err
    return folder


def take_examples(folder: Path) -> None:
    """Use every example of a new overlay, as its notes say."""
    for path in folder.glob("*.yaml"):
        lines = path.read_text("utf-8").splitlines()
        used = [
            line.removeprefix("# ") if re.match(r"# (\s|[a-z_]+:( |$))", line) else line
            for line in lines
        ]
        keys = {line.partition(":")[0] for line in used if re.match(r"[a-z]", line)}
        kept = [
            line
            for line in used
            if not ("take this line away" in line and line.partition(" ")[0] in used)
        ]
        assert keys
        path.write_text("\n".join(kept) + "\n", "utf-8")


def test_the_shipped_pack_is_counted(ask: Ask) -> None:
    found = ask("pack", "--json").json
    assert {kind: found[kind]["count"] for kind in ALL} == ALL
    assert all(found[kind]["count"] == len(set(found[kind]["ids"])) for kind in found)
    assert found["languages"]["ids"][:2] == ["en", "ar"]
    assert found["elements"]["ids"][0] == "D01"
    assert {"countries", "agency_type"} <= set(found["lists"]["ids"])
    assert "countries.ua" in found["choices"]["ids"]
    chosen = {id.rpartition(".")[0] for id in found["choices"]["ids"]}
    assert set(found["lists"]["ids"]) < chosen


def test_a_pack_is_counted_for_people_too(ask: Ask) -> None:
    said = ask("pack", BASE)
    assert re.search(r"^Risks +64 +R01, R02, R03 … R6\d$", said.out, re.MULTILINE)
    assert ask("pack", str(FORMS / BASE)).out == said.out
    assert load_pack().ref.fingerprint in said.out


def test_what_is_no_pack_is_told(ask: Ask, tmp_path: Path) -> None:
    said = ask("pack", "nowhere")
    assert (said.code, said.out) == (1, "")
    assert "nowhere is no folder or archive" in said.err
    file = tmp_path / "a.zip"
    file.write_bytes(b"no zip")
    assert ask("pack", str(file)).code == 1
    assert ask("check-pack", str(file)).out.startswith("archive: is no zip file")


def fill_in(folder: Path) -> None:
    """Write something in every place where a new pack asks for it."""
    for path in folder.rglob("*.yaml"):
        text = path.read_text("utf-8")
        for words in PLACEHOLDERS:
            text = text.replace(f": {words}\n", ": Working Group\n")
        path.write_text(text, "utf-8")


def test_what_is_still_to_be_filled_in_is_told_with_its_line(
    ask: Ask, overlay: Path, tmp_path: Path
) -> None:
    said = ask("check-pack", str(overlay))
    assert said.code == 0
    assert "Still to fill in: pack.yaml: line 7: Write who publishes this\n" in said.out
    assert said.out.endswith(f"{overlay} is sound, but 2 lines are still to be filled in.\n")
    refused = ask("pack-up", str(overlay), "-o", str(tmp_path / "a.zip"))
    assert (refused.code, refused.err) == (1, "Nothing was packed up.\n")
    assert not (tmp_path / "a.zip").exists()
    take_examples(overlay)
    lines = ask("check-pack", str(overlay)).out.splitlines()
    told = {line.rsplit(": ", 1)[1] for line in lines if line.startswith("Still to fill in: ")}
    assert told == PLACEHOLDERS - {LICENCE}
    fill_in(overlay)
    assert ask("check-pack", str(overlay)).out.endswith(f"{overlay} is sound.\n")


def test_a_new_overlay_is_sound_and_counts_as_its_base(ask: Ask, overlay: Path) -> None:
    said = ask("check-pack", str(overlay))
    assert said.code == 0, said.out
    base, made = ask("pack", "--json").json, ask("pack", str(overlay), "--json").json
    assert made["questions"] == base["questions"]
    assert "It stands on child-protection-case-management" in ask("pack", str(overlay)).out


def test_the_examples_of_a_new_overlay_are_sound(ask: Ask, overlay: Path) -> None:
    take_examples(overlay)
    said = ask("check-pack", str(overlay))
    assert said.code == 0, said.out
    base, made = ask("pack", "--json").json, ask("pack", str(overlay), "--json").json
    new = {kind: set(made[kind]["ids"]) - set(base[kind]["ids"]) for kind in base}
    assert {len(new["questions"]), len(new["risks"]), len(new["clauses"])} == {2, 1}
    assert all("tr_" in id_ for id_ in new["questions"])


def test_a_copy_of_a_base_is_a_pack_of_its_own(ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    said = ask("new-pack", str(folder), "--base", BASE, "--id", "mine", "--title", r"My \1 pack")
    assert said.code == 0
    assert ask("check-pack", str(folder)).code == 0
    said = ask("pack", str(folder))
    assert said.out.startswith("My \\1 pack (mine 1)\n")
    assert (folder / "dpisp" / "clauses.yaml").is_file()
    told = [line for line in ask("check-pack", str(folder)).out.splitlines() if "fill in" in line]
    assert len(told) == 1  # who publishes it: the copy is not its base's
    assert told[0].endswith("Write who publishes this")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--id", "Two Rivers", "--title", "T"], "cannot be the id of a pack"),
        (["--id", "two", "--title", " "], "A pack needs a title"),
        (["--id", "two", "--title", "a\nb"], "A pack needs a title"),
        (["--id", "two"], "--title is missing"),
    ],
)
def test_a_pack_is_not_begun_with_a_name_that_cannot_be(
    ask: Ask, tmp_path: Path, words: list[str], expected: str
) -> None:
    said = ask("new-pack", str(tmp_path / "new"), "--base", BASE, *words)
    assert said.code != 0
    assert expected in said.err
    assert not (tmp_path / "new").exists()


def test_a_pack_is_not_begun_over_another(ask: Ask, overlay: Path) -> None:
    before = {path: path.read_bytes() for path in overlay.rglob("*") if path.is_file()}
    said = ask("new-pack", str(overlay), "--base", BASE, "--id", "x", "--title", "X")
    assert said.code == 1
    assert "is there already" in said.err
    assert {path: path.read_bytes() for path in overlay.rglob("*") if path.is_file()} == before


def test_a_pack_is_packed_up_for_others(ask: Ask, overlay: Path, tmp_path: Path) -> None:
    file = tmp_path / "two-rivers.zip"
    fill_in(overlay)
    said = ask("pack-up", str(overlay), "-o", str(file))
    assert said.code == 0, said.err
    made = load_archive(file.read_bytes())
    assert made.ref.id == "two-rivers"
    assert made.ref.fingerprint in said.out
    assert ask("check-pack", str(file)).code == 0
    whole = file.read_bytes()
    assert ask("pack-up", str(overlay), "-o", str(file)).code == 1
    assert file.read_bytes() == whole
    alone = tmp_path / "alone.zip"
    assert ask("pack-up", str(overlay), "-o", str(alone), "--alone").code == 0
    assert alone.stat().st_size < len(whole) / 10
    assert load_archive(alone.read_bytes()) == made


def test_a_pack_with_a_fault_is_not_packed_up(ask: Ask, overlay: Path, tmp_path: Path) -> None:
    (overlay / "questions.yaml").write_text("questions: [1]\n", "utf-8")
    said = ask("pack-up", str(overlay), "-o", str(tmp_path / "a.zip"))
    assert said.code == 1
    assert said.out == "questions.yaml: questions[0]: needs keys and values, not the number 1\n"
    assert not (tmp_path / "a.zip").exists()


WORDS = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "pack.title"
msgid "Two \\"Rivers\\""
msgstr "{}"

msgctxt "section.consent.title"
msgid "Another title, of an older edition"
msgstr "Title"

msgctxt "section.consnt.title"
msgid "Consent"
msgstr "Title"
"""


def test_the_words_of_each_language_are_counted(ask: Ask, overlay: Path) -> None:
    (overlay / "lang").mkdir()
    (overlay / "lang" / "uk.po").write_text(WORDS.format("Дві річки"), "utf-8")
    said = ask("check-pack", str(overlay))
    assert said.code == 0, said.out
    assert re.search(r"^uk: 1 of \d+ texts; 1 were translated from other English", said.out, re.M)
    assert "lang/uk.po: line 12: no text has the address" in said.err
    assert 'did you mean "section.consent.title"?' in said.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (WORDS.format("a \u202e b"), "lang/uk.po: line 4: holds a hidden mark that turns"),
        (WORDS.format("a {name}"), "lang/uk.po: line 4: the places in braces are not those"),
        (WORDS.format("x") + WORDS.partition("\n\n")[2], "is there already, in line 4"),
        ("hello world\n", "lang/uk.po: no PO file that can be read (line 1)"),
        ("/etc/hostname", "lang/uk.po: no PO file that can be read"),
        ('msgid "a"\nmsgstr "b"\n', "lang/uk.po: line 1: has no msgctxt"),
        (b"\xff\xfe", "lang/uk.po: not UTF-8 text"),
    ],
    ids=["turned", "places", "twice", "syntax", "path", "address", "bytes"],
)
def test_words_that_cannot_be_shown_are_told(
    ask: Ask, overlay: Path, words: str | bytes, expected: str
) -> None:
    (overlay / "lang").mkdir()
    data = words if isinstance(words, bytes) else words.encode()
    (overlay / "lang" / "uk.po").write_bytes(data)
    said = ask("check-pack", str(overlay))
    assert said.code == 1
    assert expected in said.out, said.out


def test_a_locked_thing_of_the_shipped_form_stays(ask: Ask, overlay: Path) -> None:
    hides = "hides: {questions: [consent.ages, screening.covered], risks: [R01]}\n"
    with (overlay / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write(hides)
    said = ask("check-pack", str(overlay))
    assert said.code == 1
    assert re.search(r"hides.questions\[0\]: .* cannot be hidden: the base locks it", said.out)
    assert re.search(r"hides.questions\[1\]: .* cannot be hidden", said.out)


def test_an_overlay_in_the_forms_folder_is_a_form(overlay: Path, tmp_path: Path) -> None:
    forms = tmp_path / "forms"
    shutil.copytree(FORMS / BASE, forms / BASE)
    shutil.move(overlay, forms / "two-rivers")
    assert load_pack("two-rivers", forms=forms).bases[0] == load_pack().ref


def test_translators_are_given_the_texts_and_keep_what_they_did(ask: Ask, overlay: Path) -> None:
    take_examples(overlay)
    said = ask("pack-words", str(overlay), "uk")
    path = overlay / "lang" / "uk.po"
    assert re.match(r"\d+ texts in .* are still to be translated", said.out)
    done = path.read_text("utf-8").replace(
        'msgid "Write in one line what may happen"\nmsgstr ""',
        'msgid "Write in one line what may happen"\nmsgstr "Що може статися"',
    )
    path.write_text(done, "utf-8")
    assert ask("check-pack", str(overlay)).code == 0
    ask("pack-words", str(overlay), "uk")
    assert path.read_text("utf-8") == done
    risks = overlay / "risks.yaml"
    text = risks.read_text("utf-8").replace("Write in one line what may happen", "Another title")
    risks.write_text(text, "utf-8")
    ask("pack-words", str(overlay), "uk")
    assert (
        '#, fuzzy\nmsgctxt "risk.TR1.title"\nmsgid "Another title"\nmsgstr "Що може статися"'
        in path.read_text("utf-8")
    )
    assert "1 were translated from other English" in ask("check-pack", str(overlay)).out


def test_translators_are_given_the_texts_of_the_base_when_they_ask(ask: Ask, overlay: Path) -> None:
    ask("pack-words", str(overlay), "uk")
    own = (overlay / "lang" / "uk.po").stat().st_size
    ask("pack-words", str(overlay), "uk", "--all")
    assert (overlay / "lang" / "uk.po").stat().st_size > 100 * own
    said = ask("check-pack", str(overlay))
    assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize("code", ["en", "english", "../x", "uk/..", "UK"])
def test_a_code_that_is_no_language_is_refused(ask: Ask, overlay: Path, code: str) -> None:
    said = ask("pack-words", str(overlay), code)
    assert said.code == 1
    assert "is no code of another language" in said.err
    assert not (overlay / "lang").exists()


def test_a_pack_is_written_as_a_document_and_no_other_file_is_lost(
    ask: Ask, tmp_path: Path
) -> None:
    small, file = FILES / "every-kind", tmp_path / "catalogue.pdf"
    said = ask("pack", str(small), "--document", str(file))
    assert said.code == 0, said.err
    assert file.read_bytes().startswith(b"%PDF")
    assert ask("pack", str(small), "--document", str(file)).code != 0
    assert ask("pack", str(small), "--document", str(file), "--force").code == 0
    notes = tmp_path / "notes.txt"
    notes.write_text("ours", encoding="utf-8")
    assert ask("pack", str(small), "--document", str(notes), "--force").code != 0
    assert notes.read_text(encoding="utf-8") == "ours"
