"""Find a question by its number or words, a section, a clause or a risk, and go there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from dpia_wizard.core.form import Section
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.editor.places import numbered, section_name
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.drawing import lines_of, paint_block
from dpia_wizard.gui.parts.fields import SearchField
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _, count, isolate_answer, start_rtl_line

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
MOST = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found: what it is, and where it is."""

    place: str
    sign: str
    words: str
    where: str = ""


def plain(text: str) -> str:
    """*text* as it is compared: without marks over letters, without capitals."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c) and c != "\u0640")


def find(open_: OpenAssessment, text: str) -> tuple[Hit, ...]:
    """What *text* is found in, the best first: numbers and ids, then titles, then all words."""
    wanted = plain(text).split()
    if not wanted:
        return ()
    ranked: list[tuple[int, int, Hit]] = []
    for at, (hit, keys, title, more) in enumerate(_all(open_)):
        rank = _rank(wanted, keys, plain(title), more)
        if rank is not None:
            ranked.append((rank, at, hit))
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(hit for _rank_of, _at, hit in ranked[:MOST])


def _rank(wanted: Sequence[str], keys: Sequence[str], title: str, more: str) -> int | None:
    whole = " ".join(wanted)
    if whole in keys:
        return 0
    if any(key.startswith(whole) for key in keys):
        return 1
    if all(word in title for word in wanted):
        return 2
    text = f"{title} {plain(more)} {' '.join(keys)}"
    return 3 if all(word in text for word in wanted) else None


def _all(open_: OpenAssessment) -> Iterator[tuple[Hit, tuple[str, ...], str, str]]:
    """Every place with its keys, its title, and further words that lead to it."""
    editing, wording = open_.editing, open_.wording
    form = editing.pack.form
    for section in form.sections:
        title = wording.section(section.id)
        name = section_name(wording, section)
        hit = Hit(section.id, "list", name, wording.phase(section.phase))
        yield hit, (str(section.number),), title, wording.section_summary(section.id)
        for question in section.questions:
            if question.id not in editing.seen.active:
                continue
            asked = wording.question(question)
            choices = " ".join(wording.choice(question, c.id) for c in question.choices)
            columns = " ".join(wording.column(question, c.id) for c in question.columns)
            named = " ".join(wording.clause_id(id) for id in question.clauses)
            clauses = " ".join((named, *(wording.clause(id) for id in question.clauses)))
            more = f"{wording.question(question, 'hint')} {choices} {columns} {clauses}"
            keys = (plain(question.number), *(plain(id) for id in question.clauses))
            hit = Hit(question.id, "question", numbered(question.number, asked), name)
            yield hit, keys, asked, more
    yield from _risks(open_, next((s for s in form.sections if s.page == "risks"), None))


def _risks(
    open_: OpenAssessment, section: Section | None
) -> Iterator[tuple[Hit, tuple[str, ...], str, str]]:
    if section is None:
        return
    wording, kept = open_.wording, open_.editing.assessment.risks
    where = section_name(wording, section)
    for risk in kept.values():
        title = wording.risk(risk)
        hit = Hit(risk.id, "warning", numbered(risk.id, title), where)
        yield hit, (plain(risk.id),), title, wording.risk(risk, "event")
    for offer in open_.editing.offers:
        id = offer.risk.id
        title = wording.risk(id)
        offered = _("{section}, not taken up yet").format(section=where)
        hit = Hit(id, "warning", numbered(id, title), offered)
        yield hit, (plain(id),), title, wording.risk(id, "event")


class Finder(QFrame):
    """A field and what was found, over the page. `chosen` gives the place somebody wants."""

    chosen = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget) -> None:
        super().__init__(parent)
        self.open = open_
        self._before: QWidget | None = None
        self._shown_for = ""
        self.setObjectName("finder")
        self._field = _FindField(name=_("Find a question"), hint=_("Number, words, clause or risk"))
        self._field.setObjectName("find_field")
        self._said = PlainLabel("", role="small_muted", wrap=True)
        self._model = _HitModel(self)
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(_HitDelegate(self._view))
        self._view.setAccessibleName(_("Found"))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setResizeMode(QListView.ResizeMode.Adjust)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addWidget(self._said)
        column.addWidget(self._view, 1)
        self._field.searched.connect(self._search)
        self._field.walked.connect(self._walk)
        self._field.entered.connect(self._take)
        self._field.left.connect(self.close_finder)
        self._field.clicked_away.connect(self.hide)
        self._view.clicked.connect(self._take_index)
        self.hide()

    def hits(self) -> tuple[Hit, ...]:
        """What is shown as found."""
        return self._model.hits

    def open_finder(self) -> None:
        """Show the field, empty, and give it the focus."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._field.show_value("")
        self._search("")
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_finder(self) -> None:
        """Go away and give the focus back."""
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("line_strong"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _search(self, text: str) -> None:
        self._shown_for = text
        found = find(self.open, text)
        self._model.show_hits(found)
        if found:
            self._view.setCurrentIndex(self._model.index(0))
            words = count("{n} place found", "{n} places found", len(found))
        elif text:
            words = _(
                "Nothing was found for {text}. Try part of the word, or another language."
            ).format(text=isolate_answer(text))
        else:
            words = _("For instance: 10.2, consent, C11, R01. Enter goes to the first one.")
        self._said.setText(words)
        if text:
            messages.announce(self, words)

    def _walk(self, by: int) -> None:
        at = self._view.currentIndex().row() + by
        if 0 <= at < len(self._model.hits):
            self._view.setCurrentIndex(self._model.index(at))
            messages.announce(self, self._model.hits[at].words)

    def _take(self) -> None:
        text = self._field.text().strip()
        if text != self._shown_for:
            self._search(text)
        self._take_index(self._view.currentIndex())

    def _take_index(self, index: QModelIndex) -> None:
        if index.isValid():
            place = self._model.hits[index.row()].place
            self._before = None
            self.hide()
            self.chosen.emit(place)


class _FindField(SearchField):
    walked = Signal(int)
    entered = Signal()
    left = Signal()
    clicked_away = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.walked.emit(1)
            case Qt.Key.Key_Up:
                self.walked.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks through what was found: behind the field lies a page that nobody sees."""
        self.walked.emit(1 if forward else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self.clicked_away.emit()


class _HitModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == ROW:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{title}. {state}").format(title=hit.words, state=hit.where)
        return None


class _HitDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hit: Hit = index.data(ROW)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 400
        look = theme.look()
        lines = len(lines_of(hit.words, look.font(), width - 44))
        return QSize(width, lines * look.line_height() + look.line_height("small") + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(ROW)
        look = theme.look()
        rect = QRect(option.rect)
        painter.save()
        painter.setLayoutDirection(option.direction)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))

        def turned(place: QRect) -> QRect:
            return QStyle.visualRect(option.direction, rect, place)

        line, small = look.line_height(), look.line_height("small")
        side = look.sign_px
        sign = QRect(rect.left() + 8, rect.top() + 5 + (line - side) // 2, side, side)
        paint_sign(painter, turned(sign), hit.sign, theme.colour("text_muted"))
        room = rect.width() - 44
        height = line * len(lines_of(hit.words, look.font(), room))
        words = QRect(rect.left() + 32, rect.top() + 5, room, height)
        ink, muted = theme.colour("text"), theme.colour("text_muted")
        paint_block(painter, turned(words), start_rtl_line(hit.words), look.font(), line, ink)
        where = QRect(words.left(), words.bottom() + 1, room, small)
        paint_block(painter, turned(where), hit.where, look.font("small"), small, muted)
        painter.restore()
