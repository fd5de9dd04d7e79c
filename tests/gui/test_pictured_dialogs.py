"""Every dialog of people, keys and sign-offs, in the languages, sizes and letters that people use:
nothing is cut, nothing is nameless, and Tab goes to each part once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.gui import theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.people import pictures
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.people import NewKey
from tests.gui import review_samples as samples
from tests.gui.looking import cut_texts, nameless, settle, tab_stops
from tests.workspace import signers


@pytest.fixture
def made_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that are made once for all tests, because making them takes a while."""
    names = count()

    def key(_passphrase: str) -> NewKey:
        return signers.key(f"pictured {next(names)}")

    monkeypatch.setattr(pictures, "new_key", key)


@pytest.fixture
def restored(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))


@pytest.mark.usefixtures("made_before")
@pytest.mark.parametrize(
    ("language", "look", "scale", "size"),
    [
        ("en", "light", 1.0, (1366, 697)),
        ("en", "contrast", 1.5, (1024, 600)),
        ("ar", "dark", 1.0, (1024, 600)),
        ("ar", "light", 1.5, (1366, 697)),
    ],
)
def test_every_dialog_of_people_can_be_read_heard_and_walked(
    qtbot: QtBot,
    restored: QApplication,
    library: Library,
    language: str,
    look: str,
    scale: float,
    size: tuple[int, int],
) -> None:
    theme.apply(restored, theme.theme_named(look), words_for(language), scale=scale)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*size)
    open_ = OpenAssessment(samples.rated(library), library=library)
    seen = []
    for name, shown in pictures.steps(open_, library, window):
        settle()
        seen.append(name)
        if name == "card":
            continue
        assert cut_texts(shown) == [], name
        assert nameless(shown) == [], name
        stops = tab_stops(shown)
        assert len(stops) == len(set(stops)), name
        room = window.size()
        assert shown.width() <= room.width(), name
        assert shown.height() <= room.height(), name
    assert seen == [
        *("here", "contacts", "add", "edit", "passphrase", "compare", "sign", "copies", "scan"),
        *("check", "card"),
    ]
    open_.flush()
