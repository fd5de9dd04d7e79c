"""The look of every window: colours by role, type and shape, read from one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette

from dpia_wizard.data import RESOURCES
from dpia_wizard.gui.style_sheet import style_sheet
from dpia_wizard.gui.words import set_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from dpia_wizard.texts import Words

TOKENS = RESOURCES / "theme" / "tokens.json"
FONTS = RESOURCES / "fonts"
THEMES = ("light", "dark", "contrast")
SCALES = (1.0, 1.25, 1.5)
LATIN_FAMILY = "Noto Sans"
ARABIC_FAMILY = "Noto Naskh Arabic"
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur"})


@dataclass(frozen=True, slots=True)
class LevelColours:
    """Ground, ink and edge of one level of risk."""

    fill: QColor
    ink: QColor
    line: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours; widgets ask for them by role."""

    name: str
    colours: Mapping[str, QColor]
    levels: Mapping[str, LevelColours]

    def colour(self, role: str) -> QColor:
        """The colour of *role*, such as ``accent``: a copy, because a QColor can be changed."""
        return QColor(self.colours[role])

    def level(self, name: str) -> LevelColours:
        """The colours of the level whose colour role is *name*, such as ``high``."""
        return self.levels[name]

    @property
    def is_contrast(self) -> bool:
        """Whether fills give way to words, signs, patterns and strong edges."""
        return self.name == "contrast"

    @property
    def edge(self) -> int:
        """How wide the edge of a level or a chosen thing is, in pixels."""
        return 2 if self.is_contrast else 1


@dataclass(frozen=True, slots=True)
class Look:
    """A theme as it is shown now: in one script and at one text size."""

    theme: Theme
    arabic: bool
    scale: float

    def type_px(self, role: str) -> int:
        """The size of the letters of a type role: title, heading, body or small."""
        sizes = tokens()["type"]["arabic_px" if self.arabic else "latin_px"]
        return round(int(sizes[role]) * self.scale)

    def font(self, role: str = "body", *, bold: bool = False) -> QFont:
        """The font of a type role."""
        font = QFont([LATIN_FAMILY, ARABIC_FAMILY])
        font.setPixelSize(self.type_px(role))
        font.setBold(bold or role in {"title", "heading"})
        return font

    def line_height(self, role: str = "body") -> int:
        """The height one line of a type role needs in this script."""
        family = ARABIC_FAMILY if self.arabic else LATIN_FAMILY
        return max(_letters_height(family, self.type_px(role)), self._agreed_line(role))

    @property
    def control_height(self) -> int:
        """The height of buttons and fields of one line."""
        return max(shape("control_height"), self.line_height() + 12)

    @property
    def sign_px(self) -> int:
        """The side of a sign that stands beside words."""
        return round(shape("sign") * self.scale)

    @property
    def icon_px(self) -> int:
        """The side of a sign in a button."""
        return round(shape("icon") * self.scale)

    def _agreed_line(self, role: str) -> int:
        script = "arabic" if self.arabic else "latin"
        return round(int(tokens()["type"]["line_px"].get(f"{script}_{role}", 0)) * self.scale)


@cache
def _letters_height(family: str, pixels: int) -> int:
    """The height of a line of letters; asked for with every label and every size."""
    font = QFont([family, LATIN_FAMILY])
    font.setPixelSize(pixels)
    return int(QFontMetricsF(font).height() + 0.99)


@cache
def tokens() -> dict[str, Any]:
    """Everything in the file of values."""
    found: dict[str, Any] = json.loads(TOKENS.read_text(encoding="utf-8"))
    return found


def shape(name: str) -> int:
    """A size in pixels that does not depend on the text, such as ``target_min``."""
    return int(tokens()["size_px"][name])


def radius(name: str) -> int:
    """How round the corners of a control, card, badge or cell are."""
    return int(tokens()["radius_px"][name])


@cache
def theme_named(name: str) -> Theme:
    """The theme ``light``, ``dark`` or ``contrast``."""
    values = tokens()["colour"][name]
    levels = {
        level: LevelColours(QColor(of["fill"]), QColor(of["ink"]), QColor(of["line"]))
        for level, of in values["level"].items()
    }
    colours = {role: QColor(value) for role, value in values.items() if role != "level"}
    return Theme(name, MappingProxyType(colours), MappingProxyType(levels))


def contrast_theme(palette: QPalette) -> Theme:
    """High contrast in the colours the system asks for."""
    ground = palette.color(QPalette.ColorRole.Window)
    text = palette.color(QPalette.ColorRole.WindowText)
    chosen = palette.color(QPalette.ColorRole.Highlight)
    on_chosen = palette.color(QPalette.ColorRole.HighlightedText)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    colours = dict.fromkeys(theme_named("contrast").colours, text)
    grounds = ("window", "surface", "surface_alt", "accent_soft", "note", "stop_soft")
    colours |= dict.fromkeys((*grounds, "disabled_fill"), ground)
    colours |= {"accent": chosen, "accent_hover": text, "on_accent": on_chosen, "focus": chosen}
    colours["disabled_text"] = disabled
    plain = LevelColours(ground, text, text)
    levels = dict.fromkeys(theme_named("contrast").levels, plain)
    levels["critical"] = LevelColours(text, ground, text)
    return Theme("contrast", MappingProxyType(colours), MappingProxyType(levels))


_look: Look | None = None


def look() -> Look:
    """The look the windows have now (light and Latin until something was applied)."""
    return _look if _look is not None else Look(theme_named("light"), arabic=False, scale=1.0)


def colour(role: str) -> QColor:
    """The colour of *role* in the present theme."""
    return look().theme.colour(role)


def apply(app: QApplication, theme: Theme, words: Words, scale: float = 1.0) -> None:
    """Dress the whole program: colours, fonts, direction and words, also while it runs."""
    global _look
    load_fonts()
    set_words(words)
    _look = Look(theme, words.language in _ARABIC_SCRIPT, scale)
    QLocale.setDefault(QLocale("ar_AE") if words.language == "ar" else QLocale(words.language))
    right_to_left = words.is_right_to_left
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    app.setFont(_look.font())
    app.setStyleSheet(style_sheet(_look, tokens()))


@cache
def load_fonts() -> tuple[str, ...]:
    """Take the program's own fonts into use, once; gives the families that were found."""
    families: list[str] = []
    for path in sorted(FONTS.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    _letters_height.cache_clear()  # what was measured before was measured in other fonts
    return tuple(families)


def set_role(widget: QWidget, name: str, value: object) -> None:
    """Give *widget* the dynamic property *name* and dress it again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    of = theme.colour
    palette = QPalette()
    for target, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "surface_alt"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "text_muted"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "stop"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Light, "surface"),
        (role.Midlight, "surface_alt"),
        (role.Mid, "line"),
        (role.Dark, "line_strong"),
        (role.Shadow, "line_strong"),
    ):
        palette.setColor(target, of(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, of("disabled_text"))
    for target in (role.Base, role.Button):
        palette.setColor(QPalette.ColorGroup.Disabled, target, of("disabled_fill"))
    return palette
