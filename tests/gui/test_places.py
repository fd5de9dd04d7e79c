"""Names of places: a number and a title in one line, in either direction."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QTextLayout

from dpia_wizard.gui.editor.places import numbered
from dpia_wizard.gui.words import current_words, set_words
from dpia_wizard.texts import Words, words_for


@pytest.fixture
def arabic() -> Iterator[Words]:
    before, words = current_words(), words_for("ar")
    set_words(words)
    yield words
    set_words(before)


@pytest.mark.usefixtures("arabic", "qapp")
@pytest.mark.parametrize("title", ["الرأي والقرار", "Case talk, and more"])
def test_a_number_stands_before_its_title_where_one_begins_to_read(title: str) -> None:
    line = numbered("20", title)
    layout = QTextLayout(line)
    layout.beginLayout()
    drawn = layout.createLine()
    drawn.setLineWidth(1000)
    layout.endLayout()
    at = drawn.cursorToX(line.index("20"))
    number = at[0] if isinstance(at, tuple) else at
    where = drawn.cursorToX(line.index(title) + len(title) // 2)
    middle = where[0] if isinstance(where, tuple) else where
    assert number > middle  # to the right, where an Arabic line begins
