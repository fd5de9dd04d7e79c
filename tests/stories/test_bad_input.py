"""Whatever is wrong outside the program, it says one sentence and changes nothing."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextEdit, QWidget

from dpia_wizard.gui import messages
from dpia_wizard.gui.application import Program
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.library_keys import NewKeys, new_keys
from tests.stories.walking import (
    CTRL,
    PASSPHRASE,
    Key,
    activate,
    close_windows,
    focus,
    has,
    open_window,
    press,
    settle,
    tab_to,
    wait,
    words_on,
    write,
)

ROOT = Path(__file__).parents[2]
PLACE = "programme.aim"
PAGE = 4096
NOT_THIS = "not this one at all"
WRONG = "That passphrase does not open this library. Nothing was changed."
Spoil = Callable[[Path, bytes], None]


@pytest.fixture(scope="module")
def keys() -> NewKeys:
    return new_keys(PASSPHRASE)


@pytest.fixture
def folder(tmp_path: Path, keys: NewKeys) -> Path:
    """A library with one assessment of some length."""
    made = tmp_path / "library"
    fill_library(made, keys)
    return made


def fill_library(folder: Path, keys: NewKeys) -> None:
    with Library.create_with(folder, keys) as library:
        id = library.new("Referrals by phone")
        editing = library.open_assessment(id)
        editing.answer(PLACE, value="Children find help. " * 400)
        editing.answer("people.most_harmed", value="Those who live alone. " * 400)
        library.store.set_place(id, PLACE)


@pytest.fixture(autouse=True)
def closed_at_the_end(qapp: QApplication) -> Iterator[None]:
    yield
    close_windows()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What message boxes said."""
    said: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, sentence: said.append(sentence))
    return said


def library_files(folder: Path) -> dict[str, bytes]:
    """Everything in the folder of the library but the looks of the window and what is empty:
    a library that cannot be read through may leave an empty journal beside it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.name: path.read_bytes()
        for path in files
        if path.name != "settings.json" and (path.stat().st_size or "journal" not in path.name)
    }


@dataclass(frozen=True, slots=True)
class Said:
    code: int
    out: str
    err: str


def ask(*words: str, folder: Path, passphrase: str = PASSPHRASE, root: Path = ROOT) -> Said:
    """The program called as a shell calls it; whatever happens it says one sentence at most."""
    reader, writer = os.pipe()
    os.write(writer, f"{passphrase}\n".encode())
    os.close(writer)
    before = ["--library", str(folder), "--passphrase-fd", str(reader)]
    command = [sys.executable, "-m", "dpia_wizard", *before, *words]
    env = {**os.environ, "LANG": "C.UTF-8", "PYTHONPATH": str(root)}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=root,
            env=env,
            pass_fds=[reader],
            check=False,
        )
    finally:
        os.close(reader)
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 1, done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


def try_to_open(program: Program, passphrase: str = PASSPHRASE) -> str:
    """Type the passphrase, wait for what the window makes of it, and give its words."""
    window = program.window
    tab_to("passphrase")
    press(Key.Key_A, CTRL)
    write(passphrase)
    press(Key.Key_Return)
    wait(lambda: has_answered(window))
    return words_on(window)


def has_answered(window: QWidget) -> bool:
    """Whether the start page let somebody in, or is ready to be tried again."""
    button = window.findChild(QAbstractButton, "open_library")
    return button is None or button.isEnabled()


# The library


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0x10
    path.write_bytes(content)


def damage_the_first_page(folder: Path, key: bytes) -> None:
    flip(folder / "library.db", 200)


def cut_short(folder: Path, key: bytes) -> None:
    path = folder / "library.db"
    path.write_bytes(path.read_bytes()[:PAGE])


def damage_the_keys(folder: Path, key: bytes) -> None:
    path = folder / "library.keys"
    path.write_bytes(path.read_bytes()[:-20])


def add_an_unknown_migration(folder: Path, key: bytes) -> None:
    with Library.open_with(folder, key) as library:
        library.store._connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('dpia-wizard', 'm999')"
        )


def make_the_keys_newer(folder: Path, key: bytes) -> None:
    path = folder / "library.keys"
    slots = json.loads(path.read_text("utf-8"))
    slots["version"] += 1
    path.write_text(json.dumps(slots), encoding="utf-8")


def take_the_database_away(folder: Path, key: bytes) -> None:
    (folder / "library.db").unlink()


SPOILT: dict[str, tuple[Spoil, str]] = {
    "damaged in the first page": (damage_the_first_page, "damaged"),
    "cut short": (cut_short, "damaged"),
    "damaged keys": (damage_the_keys, "damaged"),
    "newer": (add_an_unknown_migration, "newer program"),
    "newer keys": (make_the_keys_newer, "newer"),
    "without its database": (take_the_database_away, "There is no library"),
}


def test_a_wrong_passphrase_is_one_sentence(folder: Path) -> None:
    before = library_files(folder)
    said = ask("list", folder=folder, passphrase=NOT_THIS)
    assert (said.code, said.out) == (1, "")
    assert said.err == f"{WRONG}\n"
    program = open_window(folder)
    assert WRONG in try_to_open(program, NOT_THIS)
    assert focus().objectName() == "passphrase"
    assert library_files(folder) == before
    try_to_open(program)
    assert has(program.window, "home")


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_library_that_cannot_be_opened_is_one_sentence(
    folder: Path, keys: NewKeys, spoilt: str
) -> None:
    spoil, sentence = SPOILT[spoilt]
    spoil(folder, keys.key)
    before = library_files(folder)
    said = ask("list", folder=folder)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1
    program = open_window(folder)
    assert sentence in try_to_open(program)
    assert has(program.window, "open_library")
    assert program.window.close()
    assert library_files(folder) == before


def pages_of(folder: Path, key: bytes) -> dict[str, int]:
    """The first page of every table that the window reads."""
    with Library.open_with(folder, key) as library:
        rows = library.store._connection.execute(
            "SELECT name, rootpage FROM sqlite_master WHERE rootpage > 1"
        ).fetchall()
    return {str(name): int(page) for name, page in rows}


@pytest.mark.parametrize("table", ["assessments", "summaries", "answers", "history", "settings"])
def test_a_library_damaged_in_the_middle_is_told_when_it_is_read(
    folder: Path, keys: NewKeys, told: list[str], table: str
) -> None:
    flip(folder / "library.db", (pages_of(folder, keys.key)[table] - 1) * PAGE + 100)
    before = library_files(folder)
    shown = ask("show", "Referrals by phone", folder=folder)
    program = open_window(folder)
    said = [try_to_open(program), *told]
    if has(program.window, "continue"):
        press(Key.Key_Return, CTRL)
        settle()
        said += [words_on(program.window), *told]
    program.window.close()
    if table in ("assessments", "summaries", "answers"):
        assert "damaged" in shown.err
        assert any("damaged" in words for words in said)
    assert library_files(folder) == before


# Packs and protocols


def test_a_broken_pack_tells_five_faults_at_once_each_with_its_address(
    folder: Path, tmp_path: Path
) -> None:
    pack = tmp_path / "broken"
    shutil.copytree(ROOT / "tests" / "files" / "packs" / "every-kind", pack)
    slips = {
        "pack.yaml: edition": ("pack.yaml", 'edition: "1"', "edition: 2026.10"),
        "questions[1].label: is empty": (
            "sections/00-record.yaml",
            "label: Reference",
            "label:",
        ),
        "questions[0].clauses": ("sections/00-record.yaml", "clauses: [C11]", "clauses: C11"),
        "risks[1].irreversible": ("risks.yaml", "irreversible: true", "irreversible: perhaps"),
        "stop_conditions[1].when": (
            "stop_conditions.yaml",
            "when: {fact: critical_not_accepted}",
            "when: critical_not_accepted",
        ),
    }
    for name, old, new in slips.values():
        text = (pack / name).read_text("utf-8")
        assert old in text
        (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    before = {path: path.read_bytes() for path in pack.rglob("*.yaml")}
    said = ask("check-pack", str(pack), folder=folder)
    assert said.code == 1
    for address, (name, _old, _new) in slips.items():
        assert any(fault.startswith(name) and address in fault for fault in said.out.splitlines())
    assert said.err.startswith("5 faults in ")
    assert {path: path.read_bytes() for path in pack.rglob("*.yaml")} == before


WINDOW = """
import sys
from pathlib import Path
from tests.stories.test_bad_input import try_to_open, words_on
from tests.stories.walking import close_windows, open_window, wait
program = open_window(Path(sys.argv[1]))
try_to_open(program)
wait(lambda: "cannot be used" in words_on(program.window))
print(words_on(program.window))
close_windows()
"""


def copy_of_the_program(root: Path) -> Path:
    for name in ("dpia_wizard", "forms", "risk_matrices", "resources"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def test_a_program_without_the_register_of_clauses_is_one_sentence(
    folder: Path, tmp_path: Path
) -> None:
    root = copy_of_the_program(tmp_path / "program")
    (root / "resources" / "dpisp" / "clauses.yaml").unlink()
    before = library_files(folder)
    said = ask("show", "Referrals by phone", folder=folder, root=root)
    assert (said.code, said.out) == (1, "")
    assert "dpisp/clauses.yaml: the file is missing" in said.err
    window = subprocess.run(
        [sys.executable, "-c", WINDOW, str(folder)],
        capture_output=True,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{ROOT}"},
        check=True,
    )
    assert "Traceback" not in window.stderr
    assert "cannot be used" in window.stdout
    assert library_files(folder) == before


def test_a_program_without_the_entry_of_a_protocol_still_makes_a_report(
    folder: Path, tmp_path: Path
) -> None:
    root = copy_of_the_program(tmp_path / "program")
    (root / "resources" / "dpisp" / "ukraine.yaml").unlink()
    assert ask("set", "Referrals by phone", "record.country", "ua", folder=folder).code == 0
    out = tmp_path / "report.pdf"
    said = ask("report", "Referrals by phone", "--out", str(out), folder=folder, root=root)
    assert (said.code, said.err) == (0, "")
    assert out.read_bytes().startswith(b"%PDF")


def attach_a_protocol_and_lose_it(folder: Path, key: bytes) -> None:
    with Library.open_with(folder, key) as library:
        (line,) = library.list()
        editing = library.open_assessment(line.id)
        editing.attach("record.protocol_copy", "dpisp.pdf", b"%PDF-1.7 signed by all")
        library.store._connection.execute("PRAGMA foreign_keys = OFF")
        library.store._connection.execute("DELETE FROM blobs")


def test_an_attached_protocol_whose_bytes_are_gone_is_one_sentence(
    folder: Path, keys: NewKeys, tmp_path: Path, told: list[str]
) -> None:
    attach_a_protocol_and_lose_it(folder, keys.key)
    before = library_files(folder)
    out = tmp_path / "report.pdf"
    said = ask("report", "Referrals by phone", "--out", str(out), folder=folder)
    assert said.code == 1
    assert "A file of this assessment is not in the library" in said.err
    assert not out.exists()
    program = to_the_report(folder)
    wait(lambda: bool(told))
    assert "A file of this assessment is not in the library" in told[0]
    assert program.window.close()
    assert library_files(folder) == before


# The disk


def to_the_report(folder: Path) -> Program:
    program = open_window(folder)
    try_to_open(program)
    activate(program.window)
    press(Key.Key_Return, CTRL)
    wait(lambda: program.window.open is not None)
    activate(program.window)
    tab_to("report", by=Key.Key_Backtab)
    press(Key.Key_Space)
    wait(lambda: has(program.window, "report.save"))
    return program


@pytest.mark.parametrize("target", ["/proc/report.pdf", "a folder", "below a file"])
def test_a_report_that_cannot_be_written_is_one_sentence(
    folder: Path,
    tmp_path: Path,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    target: str,
) -> None:
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "file").write_bytes(b"kept")
    places = {"a folder": tmp_path / "folder.pdf", "below a file": tmp_path / "file" / "r.pdf"}
    path = places.get(target, Path(target))
    before = library_files(folder)
    said = ask("report", "Referrals by phone", "--out", str(path), folder=folder)
    assert (said.code, said.out) == (1, "")
    assert str(path.parent) in said.err
    program = to_the_report(folder)
    wait(lambda: has(program.window, "sign.author"))
    monkeypatch.setattr(messages, "choose_save_path", lambda *_a, **_k: path)
    press(Key.Key_S, CTRL)
    assert len(told) == 1
    assert str(path) in told[0].replace("\u2068", "").replace("\u2069", "")
    assert program.window.close()
    assert library_files(folder) == before
    good = to_the_report(folder)
    wait(lambda: has(good.window, "sign.author"))
    monkeypatch.setattr(messages, "choose_save_path", lambda *_a, **_k: tmp_path / "good.pdf")
    press(Key.Key_S, CTRL)
    assert (tmp_path / "good.pdf").read_bytes().startswith(b"%PDF")
    assert good.window.close()
    assert (tmp_path / "file").read_bytes() == b"kept"
    assert list((tmp_path / "folder.pdf").iterdir()) == []


@contextmanager
def small_disk(place: Path) -> Iterator[Callable[[bool], None]]:
    """A disk of 2 MB at *place*, and a way to fill it and to make room again.

    Who may not make one gets a limit on the size of files instead.
    """
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    filler = place / "filler"

    def fill(full: bool) -> None:
        if not full:
            filler.unlink()
            return
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(bytes(PAGE)):
                pass

    def limit(full: bool) -> None:
        soft = 1 if full else hard
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    if os.geteuid() == 0 and not subprocess.run(mount, capture_output=True, check=False).returncode:
        try:
            yield fill
        finally:
            subprocess.run(["umount", "--lazy", str(place)], check=True)
        return
    try:
        yield limit
    finally:
        limit(full=False)


def test_a_full_disk_keeps_the_words_on_the_screen_until_there_is_room(
    tmp_path: Path, keys: NewKeys
) -> None:
    with small_disk(tmp_path / "disk") as set_full:
        folder = tmp_path / "disk" / "library"
        fill_library(folder, keys)
        program = open_window(folder)
        window = program.window
        try_to_open(program)
        activate(window)
        press(Key.Key_Return, CTRL)
        wait(lambda: window.open is not None and focus().objectName() == PLACE)
        set_full(True)
        before = (folder / "library.db").read_bytes()
        press(Key.Key_End, CTRL)
        write("Written on a full disk.")
        wait(lambda: "Not saved" in words_on(window))
        assert "full" in words_on(window)
        assert (folder / "library.db").read_bytes() == before
        assert not window.close()
        field = focus()
        assert isinstance(field, QTextEdit)
        assert field.toPlainText().endswith("Written on a full disk.")
        set_full(False)
        press(Key.Key_S, CTRL)
        wait(lambda: "Not saved" not in words_on(window))
        assert window.close()
        with Library.open_with(folder, keys.key) as library:
            (line,) = library.list()
            assert library.store.load(line.id).text(PLACE).endswith("Written on a full disk.")
            assert library.store.integrity() == ()
        close_windows()
