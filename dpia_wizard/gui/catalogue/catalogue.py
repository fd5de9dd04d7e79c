"""The catalogue: what a pack knows, to look up and follow; beside an assessment or on its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.uses import Item
from dpia_wizard.errors import UserError
from dpia_wizard.files import write_whole
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.catalogue.browse_pane import BrowsePane
from dpia_wizard.gui.catalogue.details_pane import DetailsPane
from dpia_wizard.gui.catalogue.trail import Trail
from dpia_wizard.gui.editor.bars import ShortenedLabel
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import IconButton, LinkButton, SecondaryButton
from dpia_wizard.gui.parts.labels import PlainLabel, rule
from dpia_wizard.gui.parts.panes import Pane
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, current_words, isolate, words_of
from dpia_wizard.wording.catalogue import CatalogueWords
from dpia_wizard.workspace.catalogue import catalogue_file, catalogue_name
from dpia_wizard.workspace.matrices import matrices_here

NARROW = 1200


class Catalogue(QWidget):
    """The page. *packs* are those to choose from, the first one is shown; with *open_* it is the
    pack of that assessment. `closed`: back to where one came from; `go`: to a place there."""

    closed = Signal()
    go = Signal(str)

    def __init__(
        self,
        packs: Sequence[Pack],
        *,
        open_: OpenAssessment | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("catalogue")
        self.open = open_
        self._packs = tuple(packs)
        self._task: Task | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._bar())
        self._middle = QWidget()
        self._column.addWidget(self._middle, 1)
        self.show_pack(self._packs[0])
        for keys, act in (
            ("Alt+Left", lambda: self.step(-1)),
            ("Alt+Right", lambda: self.step(1)),
            ("Ctrl+F", lambda: self.browse.focus_search()),
            ("Ctrl+K", lambda: self.browse.focus_search()),
            ("Ctrl+P", self.save_document),
            ("F6", self._next_pane),
            ("Shift+F6", self._next_pane),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What is shown

    def show_pack(self, pack: Pack) -> None:
        """Show the catalogue of another pack, from its first risk."""
        self.pack = pack
        self.trail = Trail()
        self._pictured: Item | None = None
        matrices = [here.matrix for here in matrices_here(pack)]
        say = CatalogueWords(words_of(pack), pack, matrices=matrices, apart=isolate)
        self.say = say
        middle = QWidget()
        self.browse = BrowsePane(say)
        self.details = DetailsPane(say, self.open)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.browse)
        row.addWidget(self.details, 1)
        self.browse.chosen.connect(lambda item, walked: self._take(item, walked=walked))
        self.browse.kind_chosen.connect(lambda _kind: self._show_first())
        self.browse.filtered.connect(self._show_found)
        self.details.followed.connect(self.show_item)
        self.details.go.connect(self.go)
        self._column.replaceWidget(self._middle, middle)
        self._middle.hide()
        self._middle.deleteLater()
        self._middle = middle
        self._fit()
        self._show_first()
        self.setFocusProxy(self.browse.search)

    def show_item(self, item: Item) -> None:
        """Go to one thing; what is not in this pack is left alone."""
        if self.say.is_here(item):
            self._take(item)
            self.browse.show_item(item)

    def shown(self) -> Item | None:
        """The thing that is looked at."""
        return self.trail.now

    def step(self, by: int) -> None:
        """Go back (-1) or forward (1) to what was looked at."""
        item = self.trail.go(by)
        if item is not None:
            self._show(item)
            self.browse.show_item(item)

    def can_close(self) -> bool:
        """Leave; a file that is being made is still written."""
        if self._task is not None:
            self._task.cancel()
        return True

    def _show_first(self) -> None:
        first = self.browse.first()
        if first is None:
            self._show_found()
            return
        self._take(first, walked=True)
        self.browse.show_item(first)

    def _show_found(self) -> None:
        """Show nothing while what was looked at is not among the lines; once it is, it again."""
        now = self.trail.now if self.trail.now in self.browse.shown() else None
        if now != self._pictured:
            self._picture(now)

    def _take(self, item: Item, *, walked: bool = False) -> None:
        self.trail.take(item, walked=walked)
        self._show(item)

    def _picture(self, item: Item | None) -> None:
        self._pictured = item
        self.details.show_value(item)

    def _show(self, item: Item) -> None:
        self._picture(item)
        self._back.setEnabled(self.trail.can_go_back)
        self._on.setEnabled(self.trail.can_go_on)
        messages.announce(self, self.say.name(item))

    # The bar

    def _bar(self) -> Pane:
        bar = Pane(ground="surface", edge="bottom")
        leave = LinkButton(
            _("Home") if self.open is None else _("Back to the assessment"),
            sign="home" if self.open is None else "chevron-back",
            small=False,
        )
        leave.setObjectName("catalogue.close")
        leave.clicked.connect(self.closed)
        self._back = IconButton("arrow-back", _("Back to what was shown before"))
        self._back.setObjectName("catalogue.back")
        self._back.clicked.connect(lambda: self.step(-1))
        self._on = IconButton("arrow-next", _("Forward again"))
        self._on.setObjectName("catalogue.forward")
        self._on.clicked.connect(lambda: self.step(1))
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 5, 16, 5)
        row.setSpacing(9)
        row.addWidget(leave)
        row.addWidget(rule(upright=True))
        row.addWidget(self._back)
        row.addWidget(self._on)
        row.addWidget(PlainLabel(_("Catalogue"), role="strong"))
        if len(self._packs) > 1:
            options = [(at, _pack_name(pack)) for at, pack in enumerate(self._packs)]
            pick = ComboBox(options, name=_("Which form"))
            pick.setObjectName("catalogue.pack")
            pick.edited.connect(lambda at: self.show_pack(self._packs[int(str(at))]))
            row.addWidget(pick)
        else:
            name = ShortenedLabel(size="small", ink="text_muted")
            name.setText(_pack_name(self._packs[0]))
            row.addWidget(name)
        row.addStretch(1)
        self._said = ShortenedLabel(size="small", ink="text_muted")
        self._said.setObjectName("catalogue.said")
        row.addWidget(self._said)
        self._save = SecondaryButton(_("Save as PDF…"), sign="file")
        self._save.setObjectName("catalogue.save")
        self._save.clicked.connect(self.save_document)
        row.addWidget(self._save)
        return bar

    def save_document(self) -> None:
        """Write the whole catalogue of this pack as a PDF where the person says."""
        if self._task is not None:
            return
        language = current_words().language
        name = catalogue_name(self.pack, language)
        kinds = _("PDF (*.pdf)")
        path = messages.choose_save_path(self, _("Save the catalogue"), Path.home() / name, kinds)
        if path is None:
            return
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        self._save.setEnabled(False)
        self._say(_("Making {name}…").format(name=isolate(path.name)))
        self._task = Task(_write, self.pack, language, path, parent=self)
        self._task.done.connect(self._saved)
        self._task.failed.connect(self._failed)
        self._task.start()

    def _saved(self, path: Path) -> None:
        self._end(_("Saved as {name}.").format(name=isolate(path.name)))

    def _failed(self, error: Exception) -> None:
        self._end("")
        if not isinstance(error, UserError):
            raise error
        messages.tell_error(self, error)

    def _end(self, words: str) -> None:
        self._task = None
        self._save.setEnabled(True)
        self._say(words)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        if words:
            messages.announce(self, words)

    # Layout

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.browse.set_narrow(narrow=self.width() < round(NARROW * theme.look().scale))

    def _next_pane(self) -> None:
        inside = self.focusWidget()
        if inside is not None and self.details.isAncestorOf(inside):
            self.browse.focus_search()
        elif inside is self.browse.search:
            self.browse.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.details.focus_first()


def _pack_name(pack: Pack) -> str:
    return _("{title}, edition {edition}").format(
        title=words_of(pack).pack("pack.title", pack.title), edition=isolate(pack.ref.edition)
    )


def _write(pack: Pack, language: str, path: Path) -> Path:
    write_whole(path, catalogue_file(pack, language))
    return path
