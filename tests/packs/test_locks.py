"""What the program asks for by its id is locked, whoever puts an overlay on the form."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from dpia_wizard.packs.load import load_pack
from dpia_wizard.packs.locks import LOCKED_SECTIONS, NAMED_BY_THE_PROGRAM

PACKAGE = Path(__file__).parents[2] / "dpia_wizard"
SHOWS_EXAMPLES = {"workspace/example.py", "gui/pictures.py"}
"""These set answers of the shipped form and of no other."""


def texts_in_the_code() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if name in SHOWS_EXAMPLES or name.startswith("packs/"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_question_that_the_code_names_is_locked() -> None:
    form = load_pack().form
    named = {
        text
        for text in texts_in_the_code()
        if text in form.by_id and form.section_of[text].id not in LOCKED_SECTIONS
    }
    assert named <= NAMED_BY_THE_PROGRAM, "add them to packs/locks.py"


def test_what_is_locked_for_the_program_is_in_the_shipped_form() -> None:
    form = load_pack().form
    assert form.by_id.keys() >= NAMED_BY_THE_PROGRAM
    assert {section.id for section in form.sections} >= LOCKED_SECTIONS
