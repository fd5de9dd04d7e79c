"""The one style sheet, made from a look: every rule names roles, none a value of its own."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dpia_wizard.gui.theme import Look

_RULES = Template("""
QWidget { color: $text; }
QMainWindow, QDialog, QScrollArea, QStackedWidget { background: $window; }
QScrollArea { border: 0; }
*[ground="window"] { background: $window; }
*[ground="surface"] { background: $surface; }
*[ground="surface_alt"] { background: $surface_alt; }
*[ground="accent_soft"] { background: $accent_soft; }
*[ground="clear"] { background: transparent; }
*[edge="top"] { border: 0; border-top: 1px solid $line; }
*[edge="bottom"] { border: 0; border-bottom: 1px solid $line; }
*[edge="left"] { border: 0; border-left: 1px solid $line; }
*[edge="right"] { border: 0; border-right: 1px solid $line; }
QFrame[role="rule"] { background: $line; border: 0; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title_px}px; font-weight: 700; }
QLabel[role="heading"] { font-size: ${heading_px}px; font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="muted"] { color: $text_muted; }
QLabel[role="small"] { font-size: ${small_px}px; }
QLabel[role="small_muted"] { font-size: ${small_px}px; color: $text_muted; }
QLabel[role="small_strong"] { font-size: ${small_px}px; font-weight: 700; color: $text_muted; }
QLabel[role="ok"] { font-size: ${small_px}px; color: $ok; }
QLabel[role="stop"] { font-size: ${small_px}px; color: $stop; }
QLabel[role="stop_strong"] { color: $stop; font-weight: 700; }
QLabel:disabled { color: $disabled_text; }

QPushButton, QToolButton {
  background: $surface; border: 1px solid $line_strong; border-radius: ${control_radius}px;
  padding: 0 12px; min-height: ${inner_height}px;
}
QPushButton:hover, QToolButton:hover { background: $accent_soft; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; border-color: $accent; }
QPushButton:disabled, QToolButton:disabled {
  background: $disabled_fill; color: $disabled_text; border-color: $line;
}
QPushButton:checked, QToolButton:checked {
  background: $accent_soft; border: 2px solid $accent; font-weight: 700;
}
QPushButton[role="primary"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 700;
}
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:disabled {
  background: $disabled_fill; color: $disabled_text; border-color: $line;
}
QPushButton[role="danger"] { color: $stop; border-color: $stop; }
QPushButton[role="danger"]:hover { background: $stop_soft; }
QPushButton[role="link"] {
  background: transparent; color: $accent; border: 0; padding: 0 2px; min-height: ${link_height}px;
}
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[text_size="small"] { font-size: ${small_px}px; }
QPushButton[frozen="true"], QPushButton[frozen="true"]:checked {
  background: transparent; border: 1px solid transparent;
}
QPushButton[role="icon"] { background: transparent; border: 1px solid transparent; padding: 0; }
QPushButton[role="icon"]:hover { background: $accent_soft; border-color: $line; }
QPushButton[role="flat"] { background: transparent; border: 1px solid transparent; }
QPushButton[role="flat"]:hover { background: $accent_soft; }

QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {
  background: $surface; color: $text; border: 1px solid $line_strong;
  border-radius: ${control_radius}px; padding: 1px 9px;
  selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $text_muted;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${field_height}px; }
QTextEdit, QPlainTextEdit { padding: 2px 7px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  subcontrol-origin: border; width: 0; height: 0; border: 0;
}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus,
QComboBox QLineEdit, QComboBox QLineEdit:focus {
  border: 0; padding: 0 8px; min-height: 0; background: transparent;
}
QLineEdit:hover, QTextEdit:hover, QPlainTextEdit:hover, QComboBox:hover, QAbstractSpinBox:hover {
  border-color: $accent;
}
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus; padding: 0 8px;
}
QTextEdit:focus, QPlainTextEdit:focus { padding: 1px 6px; }
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled,
QAbstractSpinBox:disabled {
  background: $disabled_fill; color: $disabled_text; border-color: $line;
}
QLineEdit[trouble="true"], QTextEdit[trouble="true"] { border-color: $stop; }
QLineEdit:read-only, QTextEdit[frozen="true"], QTextEdit[frozen="true"]:focus {
  background: transparent; border: 1px solid transparent; padding-left: 4px; padding-right: 4px;
}
QLineEdit:read-only:focus, QTextEdit[frozen="true"]:focus { border-color: $focus; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $line_strong; outline: 0; padding: 2px;
  selection-background-color: $accent_soft; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: ${target}px; padding: 0 8px; }

QCheckBox, QRadioButton { spacing: 8px; min-height: ${target}px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled_text; }

QAbstractItemView {
  background: $surface; border: 0; outline: 0; gridline-color: $line;
  alternate-background-color: $surface;
  selection-background-color: $accent_soft; selection-color: $text;
}
QHeaderView { background: $surface_alt; border: 0; }
QHeaderView::section {
  background: $surface_alt; color: $text_muted; border: 0; padding: 3px 8px;
  font-size: ${small_px}px; font-weight: 700; min-height: ${small_line}px;
}
ReadTable::item { padding: 4px 5px; border-bottom: 1px solid $line; }
QTableCornerButton::section { background: $surface_alt; border: 0; }

QMenu { background: $surface; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 6px 24px; min-height: ${link_height}px; border-radius: ${control_radius}px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled_text; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip {
  background: $surface; color: $text; border: 1px solid $line_strong; padding: 4px;
  font-size: ${small_px}px;
}

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: 0; }
QScrollBar::handle { background: $scroll; border-radius: 5px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $line_strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QAbstractScrollArea::corner { background: transparent; border: 0; }

QTabBar::tab {
  background: transparent; color: $text_muted; border: 0; border-bottom: 3px solid transparent;
  padding: 4px 12px; min-height: ${link_height}px;
}
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 700; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QProgressBar {
  background: $surface_alt; border: 1px solid $line; border-radius: 3px; max-height: 8px;
}
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QCalendarWidget QToolButton {
  border: 0; background: transparent; font-weight: 700; min-width: ${target}px;
}
QCalendarWidget QAbstractItemView:enabled {
  background: $surface; color: $text;
  selection-background-color: $accent; selection-color: $on_accent;
}
QCalendarWidget QAbstractItemView:disabled { color: $disabled_text; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface_alt; }
""")


def style_sheet(look: Look, tokens: dict[str, Any]) -> str:
    """The rules of every widget in *look*."""
    sizes = tokens["size_px"]
    values: dict[str, object] = {role: value.name() for role, value in look.theme.colours.items()}
    values |= {f"{role}_px": look.type_px(role) for role in ("title", "heading", "body", "small")}
    values |= {
        "scroll": look.theme.colour("line").name(),
        "control_radius": tokens["radius_px"]["control"],
        "inner_height": look.control_height - 2,
        "field_height": look.control_height - 4,
        "link_height": max(sizes["link_target_min"], look.line_height("body") + 4),
        "target": max(sizes["target_min"], look.line_height("body") + 6),
        "small_line": look.line_height("small"),
    }
    return _RULES.substitute(values)
