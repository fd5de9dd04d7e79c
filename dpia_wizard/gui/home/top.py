"""Home's own top bar: the program's name, search, people, language, settings and lock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from dpia_wizard.gui.parts.buttons import IconButton, LinkButton
from dpia_wizard.gui.parts.fields import SearchField
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _, current_words
from dpia_wizard.texts import LANGUAGES


class LanguageButton(LinkButton):
    """The window's language and the others; `chosen` gives the code of the one chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        now = current_words().language
        super().__init__(
            LANGUAGES.get(now, now),
            end_sign="chevron-down",
            name=_("Language: {language}").format(language=LANGUAGES.get(now, now)),
            small=False,
            parent=parent,
        )
        self.setObjectName("language")
        self._menu = QMenu(self)
        for code, name in LANGUAGES.items():
            action = QAction(name, self._menu)
            action.setObjectName(f"language_{code}")
            action.setCheckable(True)
            action.setChecked(code == now)
            action.triggered.connect(lambda _checked, code=code: self.chosen.emit(code))
            self._menu.addAction(action)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class HomeTop(QFrame):
    """The bar. It tells what was searched, which language was chosen, and what was asked for."""

    searched = Signal(str)
    catalogue_asked = Signal()
    people_asked = Signal()
    language_chosen = Signal(str)
    settings_asked = Signal()
    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setProperty("edge", "bottom")
        self.search = SearchField(name=_("Search titles and answers"))
        self.search.setObjectName("search")
        self.search.searched.connect(self.searched)
        self._hint = PlainLabel("Ctrl+F", role="small_muted")
        catalogue = LinkButton(_("Catalogue"), sign="book", small=False)
        catalogue.setObjectName("catalogue")
        catalogue.setToolTip("Ctrl+B")
        catalogue.clicked.connect(self.catalogue_asked)
        people = LinkButton(_("People"), sign="person", small=False)
        people.setObjectName("people")
        people.setToolTip("Ctrl+Shift+P")
        people.clicked.connect(self.people_asked)
        language = LanguageButton()
        language.chosen.connect(self.language_chosen)
        settings = IconButton("settings", _("Settings"))
        settings.setObjectName("settings")
        settings.clicked.connect(self.settings_asked)
        lock = LinkButton(_("Lock"), sign="lock", small=False)
        lock.setObjectName("lock")
        lock.clicked.connect(self.lock_asked)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(PlainLabel(_("DPIA Wizard"), role="strong"))
        self._row.addStretch(1)
        self._row.addWidget(self.search)
        self._row.addWidget(self._hint)
        self._row.addSpacing(8)
        self._row.addWidget(catalogue)
        self._row.addSpacing(4)
        self._row.addWidget(people)
        self._row.addSpacing(4)
        self._row.addWidget(language)
        self._row.addSpacing(4)
        self._row.addWidget(settings)
        self._row.addWidget(lock)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Take less room on a small screen."""
        height = 4 if narrow else 6
        self._row.setContentsMargins(14, height, 16, height)
        self._hint.setVisible(not narrow)
        self.search.setMinimumWidth(110 if narrow else 300)
