"""The data-point and sharing tables in the window: told, and written as the person says."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Row
from dpia_wizard.core.protocol import RegisteredProtocol
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.report.tables_dialog import TablesDialog
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.reports import report_words
from tests.gui.looking import cut_texts, nameless, settle


def dialog_of(qtbot: QtBot, open_: OpenAssessment) -> TablesDialog:
    cells = {"circumstance": "referral", "what": ("D02",), "with_whom": ("health",)}
    open_.editing.put("add a row", Row("r", "sharing.circumstances", 0, cells))
    dialog = TablesDialog(open_)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    settle()
    return dialog


@pytest.mark.parametrize(
    ("kind", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")]
)
def test_each_button_writes_its_file_and_says_so(
    qtbot: QtBot,
    open_assessment: OpenAssessment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    begins: bytes,
) -> None:
    dialog = dialog_of(qtbot, open_assessment)
    asked: list[object] = []

    def choose(*question: object) -> Path:
        asked.extend(question)
        return tmp_path / "tables"

    monkeypatch.setattr(messages, "choose_save_path", choose)
    button = dialog.findChild(SignButton, f"tables.{kind}")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    file = tmp_path / f"tables.{kind}"
    qtbot.waitUntil(lambda: dialog._task is None, timeout=30_000)
    assert file.read_bytes().startswith(begins)
    assert file.name in dialog._said.text()
    assert str(asked[2]).endswith(f"-sharing-en.{kind}")


def test_what_does_not_fit_is_told(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    dialog = dialog_of(qtbot, open_assessment)
    texts = [label.text() for label in dialog.findChildren(PlainLabel)]
    assert any(text.startswith("Shared, but not among the data points: D02") for text in texts)


@pytest.mark.parametrize(("language", "scale"), [("en", 1.0), ("ar", 1.0), ("qps", 1.5)])
def test_no_word_is_cut_and_everything_has_a_name(
    qtbot: QtBot,
    dressed: QApplication,
    open_assessment: OpenAssessment,
    language: str,
    scale: float,
) -> None:
    words = report_words(open_assessment.editing.pack, language)
    theme.apply(dressed, theme.theme_named("light"), words, scale)
    dialog = dialog_of(qtbot, open_assessment)
    assert cut_texts(dialog) == []
    assert nameless(dialog) == []


def test_the_annex_is_named_in_the_numbering_of_the_chosen_protocol(
    qtbot: QtBot, open_assessment: OpenAssessment, library: Library
) -> None:
    signed = RegisteredProtocol("rivers", "2", "DPISP", "Group", numbers={"A1": "Annex 2"})
    found = library.protocols.get(library.protocols.keep(signed))
    assert found is not None
    library.protocols.use(open_assessment.editing, found)
    open_assessment.refresh_words()
    labels = dialog_of(qtbot, open_assessment).findChildren(PlainLabel)
    assert any("A1 · Annex 2" in label.text() for label in labels)
