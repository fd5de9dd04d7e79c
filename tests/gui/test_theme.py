"""Colours can be told apart, sizes follow the script, and a look is put on at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from dpia_wizard.gui import theme, words
from dpia_wizard.texts import words_for

_TEXTS = {
    "text": ("window", "surface", "surface_alt", "accent_soft", "note", "stop_soft"),
    "text_muted": ("window", "surface", "surface_alt", "accent_soft", "note", "stop_soft"),
    "accent": ("window", "surface", "surface_alt", "accent_soft", "note", "stop_soft"),
    "on_accent": ("accent", "accent_hover"),
    "stop": ("window", "surface", "surface_alt", "stop_soft"),
    "ok": ("window", "surface", "surface_alt", "accent_soft"),
    "disabled_text": ("disabled_fill", "surface"),
}


def luminance(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(autouse=True)
def light_english_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_text_can_be_read_on_every_ground_it_may_stand_on(name: str) -> None:
    of = theme.theme_named(name).colour
    weak = {
        (text, ground): round(contrast(of(text), of(ground)), 2)
        for text, grounds in _TEXTS.items()
        for ground in grounds
        if contrast(of(text), of(ground)) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_level_can_be_read_and_its_edge_seen(name: str) -> None:
    look = theme.theme_named(name)
    for level, colours in look.levels.items():
        assert contrast(colours.ink, colours.fill) >= 4.5, level
        assert contrast(colours.line, look.colour("surface")) >= 3, level


@pytest.mark.parametrize("name", theme.THEMES)
def test_edges_and_focus_are_seen(name: str) -> None:
    of = theme.theme_named(name).colour
    for ground in ("window", "surface"):
        assert contrast(of("line_strong"), of(ground)) >= 3
        assert contrast(of("focus"), of(ground)) >= 3


@pytest.mark.parametrize(("name", "falls"), [("light", True), ("dark", False)])
def test_grey_values_keep_the_order_of_levels(name: str, falls: bool) -> None:
    levels = theme.theme_named(name).levels
    greys = [luminance(levels[level].fill) for level in ("low", "medium", "high", "critical")]
    assert greys == sorted(greys, reverse=falls)


def test_high_contrast_takes_the_colours_of_the_system() -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor("black"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("yellow"))
    found = theme.contrast_theme(palette)
    assert found.is_contrast
    assert found.colour("text") == QColor("yellow")
    assert found.level("high").fill == QColor("black")
    assert found.level("critical").fill == QColor("yellow")
    assert found.level("critical").ink == QColor("black")


def test_a_look_is_put_on_at_once_also_while_a_window_is_open(qapp: QApplication) -> None:
    label = QLabel("words")
    label.setProperty("role", "title")
    for name in theme.THEMES:
        theme.apply(qapp, theme.theme_named(name), words_for("en"), 1.5)
        label.ensurePolished()
        assert label.palette().color(QPalette.ColorRole.WindowText) == theme.colour("text")
        assert label.font().pixelSize() == theme.look().type_px("title") == 30


def test_arabic_turns_the_window_and_makes_lines_higher(qapp: QApplication) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))
    latin = theme.look().line_height("body"), theme.look().type_px("body")
    theme.apply(qapp, theme.theme_named("light"), words_for("ar"))
    arabic = theme.look().line_height("body"), theme.look().type_px("body")
    assert arabic > latin
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert words.is_right_to_left()


@pytest.mark.parametrize("scale", theme.SCALES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_line_is_never_lower_than_its_letters(
    qapp: QApplication, language: str, scale: float
) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for(language), scale)
    for role in ("title", "heading", "body", "small"):
        letters = QFontMetrics(theme.look().font(role)).height()
        assert theme.look().line_height(role) >= letters - 1
        assert theme.look().control_height >= 34


def test_digits_stay_latin_in_arabic(qapp: QApplication) -> None:
    from PySide6.QtCore import QLocale

    theme.apply(qapp, theme.theme_named("light"), words_for("ar"))
    assert QLocale().toString(1234).translate(dict.fromkeys(map(ord, ",. \u00a0\u202f٬"))) == "1234"


def test_ids_are_kept_whole_only_where_lines_run_from_the_right(qapp: QApplication) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))
    assert words.isolate("R36") == "R36"
    assert words.start_rtl_line("R36 x") == "R36 x"
    theme.apply(qapp, theme.theme_named("light"), words_for("ar"))
    assert words.isolate("R36\u202e") == "\u2066R36\u2069"
    assert words.start_rtl_line("R36 x") == "\u200fR36 x"
    assert words.isolate_answer("a\u2069b") == "\u2068ab\u2069"


def test_what_one_page_does_to_a_colour_stays_there(qapp: QApplication) -> None:
    theme.apply(qapp, theme.theme_named("dark"), words_for("en"))
    theme.colour("focus").setAlpha(70)
    assert theme.colour("focus").alpha() == 255
