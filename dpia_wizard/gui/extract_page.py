"""What the Working Group would get, exactly, and what stays here and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.extract import Extract, extract
from dpia_wizard.core.form import Section
from dpia_wizard.errors import UserError
from dpia_wizard.files import write_whole
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.columns import clear
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.places import section_name
from dpia_wizard.gui.read_table import Cell, ReadTable
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, current_words, isolate, start_rtl_line
from dpia_wizard.texts import LANGUAGES
from dpia_wizard.workspace import reports

_WIDEST = 820
_FIRST_CARDS = 2
"""Cards that are built before the page is shown; the rest follow one by one."""


class ExtractPage(Page):
    """The page of the extract section. It is made from `core.extract` and nothing else."""

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, section, parent)
        self._shown: Extract | None = None
        self._is_stale = False
        self._task: Task | None = None
        self._left: list[Callable[[Extract], Card]] = []
        self._rest = QTimer(self)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._build_next)
        self._build()
        self._refresh()
        open_.changed.connect(self._changed)

    def show_place(self, place: str) -> None:
        self._pdf.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place_changed.emit(self.section.id)

    def left_to_do(self) -> str:
        return _("Nothing here is sent anywhere: you hand the files over yourself.")

    # Building

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 12, 20, 8)
        head.setSpacing(6)
        title = section_name(self.open.wording, self.section)
        head.addWidget(PlainLabel(title, role="title", wrap=True))
        summary = self.open.wording.section_summary(self.section.id)
        head.addWidget(PlainLabel(summary, role="muted", wrap=True))
        now = current_words().language
        self._language = ComboBox(list(LANGUAGES.items()), name=_("Language of the files"))
        self._language.setObjectName("extract.language")
        self._language.show_value(now if now in LANGUAGES else "en")
        caption = PlainLabel(_("Language of the files"), role="small_strong")
        caption.setBuddy(self._language)
        self._pdf = SecondaryButton(_("Summary PDF…"), sign="file")
        self._pdf.setObjectName("extract.pdf")
        self._pdf.clicked.connect(self._save_pdf)
        self._workbook = SecondaryButton(_("Risk register XLSX…"), sign="list")
        self._workbook.setObjectName("extract.xlsx")
        self._workbook.clicked.connect(self._save_workbook)
        row = FlowLayout(gap=8)
        for widget in (caption, self._language, self._pdf, self._workbook):
            row.addWidget(widget)
        head.addLayout(row)
        self._said = SignLabel("check", "", ink="ok", role="ok", wrap=True)
        self._said.hide()
        head.addWidget(self._said)
        inside = QWidget()
        inside.setMaximumWidth(round(_WIDEST * theme.look().scale))
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 16)
        self._column.setSpacing(12)
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(20, 0, 14, 0)
        outer.addWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(ScrollPane(holder), 1)

    # What is shown

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self._refresh()

    def _changed(self, _step: Step) -> None:
        if self.isVisible():
            self._refresh()
        else:
            self._is_stale = True

    def _refresh(self) -> None:
        editing = self.open.editing
        made = extract(editing.pack, editing.assessment, today=editing.today)
        if made == self._shown:
            return
        self._shown = made
        clear(self._column)
        cards = (
            self._about,
            self._levels,
            self._risks,
            self._families,
            self._clauses,
            self._actions,
            self._stays,
        )
        self._left = [*cards[_FIRST_CARDS:]]
        for card in cards[:_FIRST_CARDS]:
            self._column.addWidget(card(made))
        self._rest.start()

    def _build_next(self) -> None:
        if self._left and self._shown is not None:
            self._column.addWidget(self._left.pop(0)(self._shown))
            return
        self._rest.stop()
        self._column.addStretch(1)

    def _about(self, made: Extract) -> Card:
        wording = self.open.wording
        card = _card(_("What they get"))
        stops = ", ".join(isolate(stop) for stop in made.stops)
        for name, value in (
            (_("Stage"), wording.stage(made.stage)),
            (_("Depth"), wording.depth(made.depth)),
            (_("Month"), isolate(made.month)),
            (
                _("Matrix and rule"),
                _("{matrix}, rule edition {edition}").format(
                    matrix=wording.words.pack("matrix.title", wording.pack.matrix.title),
                    edition=isolate(made.rule_edition),
                ),
            ),
            (_("Stop conditions that hold"), stops or _("none")),
        ):
            line = _("{name}: {value}").format(name=name, value=value)
            card.body.addWidget(PlainLabel(line, role="small", wrap=True))
        return card

    def _levels(self, made: Extract) -> Card:
        card = _card(_("How many risks stand at each level"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        heads = (_("Before controls"), _("Today"), _("If the plan is done"))
        for column, head in enumerate(heads, 1):
            grid.addWidget(PlainLabel(head, role="small_strong"), 0, column)
        before, ahead = dict(made.inherent), dict(made.projected)
        shown = [(level, n) for level, n in made.today if n or level in before]
        for row, (level, n) in enumerate(shown, 1):
            mark = level_mark(self.open.wording, level)
            grid.addWidget(SignLabel(mark.sign, mark.word, ink="text", role="small"), row, 0)
            for column, value in enumerate((before.get(level, 0), n, ahead.get(level, 0)), 1):
                grid.addWidget(PlainLabel(str(value), role="small"), row, column)
        grid.setColumnStretch(4, 1)
        card.body.addLayout(grid)
        return card

    def _risks(self, made: Extract) -> Card:
        wording = self.open.wording
        card = _card(_("Risks, in the words of the catalogue"))
        card.body.addWidget(
            PlainLabel(
                _("The page has counts by group; the workbook has these lines."),
                role="small_muted",
                wrap=True,
            )
        )
        rows = [
            (
                Cell(
                    start_rtl_line(
                        _("{id} {title}").format(
                            id=isolate(risk.risk), title=wording.risk(risk.risk)
                        )
                    )
                ),
                *(self._level(level) for level in (risk.inherent, risk.today, risk.projected)),
                Cell(", ".join(isolate(clause) for clause in risk.clauses)),
            )
            for risk in made.risks
        ]
        headings = (
            _("Risk"),
            _("Before controls"),
            _("Today"),
            _("If the plan is done"),
            _("Clauses"),
        )
        card.body.addWidget(_table(headings, rows, _("Risks, in the words of the catalogue")))
        if not rows:
            card.body.addWidget(_nothing(_("No risk of the catalogue is rated yet.")))
        groups = Counter(risk.group for risk in made.risks)
        if groups:
            names = ", ".join(wording.group(group) for group, _n in groups.most_common())
            words = _("Groups: {groups}").format(groups=names)
            card.body.addWidget(PlainLabel(words, role="small_muted", wrap=True))
        return card

    def _families(self, made: Extract) -> Card:
        wording = self.open.wording
        card = _card(_("Controls by family"))
        rows = [
            (
                Cell(wording.family(family.family)),
                *(
                    Cell(self._number(n))
                    for n in (
                        family.verified,
                        family.in_place,
                        family.partly_or_planned,
                        family.missing,
                        family.unknown,
                    )
                ),
            )
            for family in made.families
        ]
        headings = (
            _("Family"),
            _("Verified"),
            _("In place, not seen"),
            _("Partly or planned"),
            _("Missing"),
            _("Unknown"),
        )
        card.body.addWidget(_table(headings, rows, _("Controls by family")))
        if not rows:
            card.body.addWidget(_nothing(_("No control is linked to a risk yet.")))
        return card

    def _clauses(self, made: Extract) -> Card:
        wording = self.open.wording
        card = _card(_("Clauses under strain"))
        for clause, n in made.strained_clauses:
            words = start_rtl_line(
                _("{id} {title}: {risks}").format(
                    id=isolate(clause), title=wording.clause(clause), risks=self._number(n)
                )
            )
            card.body.addWidget(PlainLabel(words, role="small", wrap=True))
        if not made.strained_clauses:
            card.body.addWidget(_nothing(_("No clause is under strain.")))
        return card

    def _actions(self, made: Extract) -> Card:
        wording = self.open.wording
        card = _card(_("Shared actions"))
        for control, month in made.shared_controls:
            words = start_rtl_line(
                _("{id} {title}: {month}").format(
                    id=isolate(control),
                    title=wording.control(control),
                    month=isolate(month) or _("no date"),
                )
            )
            card.body.addWidget(PlainLabel(words, role="small", wrap=True))
        if not made.shared_controls:
            card.body.addWidget(
                _nothing(_("No action is marked as shared. Mark one in the action plan."))
            )
        plan = next((s for s in self.open.editing.pack.form.sections if s.page == "actions"), None)
        if plan is not None:
            link = LinkButton(_("Open {section}").format(section=section_name(wording, plan)))
            link.setObjectName("extract.actions")
            link.clicked.connect(lambda: self.go.emit(plan.id))
            card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _stays(self, made: Extract) -> Card:
        from dpia_wizard.report.working_group import FEWEST

        card = _card(_("What stays here, and why"))
        lines = [
            _("Everything that anybody typed: answers, notes, reasons. It may name people."),
            _("Names, posts and agencies. One assessment would show which office it is."),
            _("Title, reference and edition. They lead back to this assessment."),
            _("Evidence, incidents and threat sources. They could endanger staff and children."),
            _("Days. Only months are given, so that no event can be told from them."),
            _(
                "Counts of controls and clauses below {n}. They stand as “under {n}”, because they"
                " could point to one office."
            ).format(n=FEWEST),
        ]
        if made.own_risks:
            own = _("Risks in your own words. They are only counted: {n}.")
            lines.append(own.format(n=self._number(made.own_risks)))
        else:
            lines.append(_("Risks in your own words. They are only counted; there are none."))
        for line in lines:
            card.body.addWidget(SignLabel("lock", line, role="small", wrap=True))
        return card

    def _level(self, level: str) -> Cell:
        mark = level_mark(self.open.wording, level)
        return Cell(mark.word, mark.sign)

    def _number(self, n: int) -> str:
        from dpia_wizard.report.working_group import shown

        return shown(current_words(), n)

    # Saving

    def _save_pdf(self) -> None:
        self._save(
            reports.make_extract, reports.EXTRACT_NAME, _("Save the summary"), _("PDF (*.pdf)")
        )

    def _save_workbook(self) -> None:
        self._save(
            reports.make_workbook,
            reports.WORKBOOK_NAME,
            _("Save the risk register"),
            _("Workbook (*.xlsx)"),
        )

    def _save(self, make: Callable[..., bytes], name: str, title: str, kinds: str) -> None:
        if self._task is not None or not self.open.flush():
            return
        path = messages.choose_save_path(self, title, Path.home() / name, kinds)
        if path is None:
            return
        ending = Path(name).suffix
        if path.suffix.lower() != ending:
            path = path.with_name(f"{path.name}{ending}")
        for button in (self._pdf, self._workbook):
            button.setEnabled(False)
        self._say("clock", _("Making {name}…").format(name=isolate(path.name)))
        language = str(self._language.value())
        self._task = Task(_write, make, self.open.editing, language, path, parent=self)
        self._task.done.connect(self._saved)
        self._task.failed.connect(self._failed)
        self._task.start()

    def _saved(self, path: Path) -> None:
        self._end()
        self._say("check", _("Saved as {name}.").format(name=isolate(path.name)))

    def _failed(self, error: Exception) -> None:
        self._end()
        self._said.hide()
        if not isinstance(error, UserError):
            raise error
        messages.tell_error(self, error)

    def _end(self) -> None:
        self._task = None
        for button in (self._pdf, self._workbook):
            button.setEnabled(True)

    def _say(self, sign: str, words: str) -> None:
        self._said.show_value(sign, words)
        self._said.show()
        messages.announce(self, words)


def _write(make: Callable[..., bytes], editing: object, language: str, path: Path) -> Path:
    write_whole(path, make(editing, language))
    return path


def _card(heading: str) -> Card:
    card = Card()
    card.body.setSpacing(5)
    card.body.addWidget(PlainLabel(heading, role="heading", wrap=True))
    return card


def _nothing(words: str) -> PlainLabel:
    return PlainLabel(words, role="small_muted", wrap=True)


def _table(headings: Sequence[str], rows: Sequence[Sequence[Cell]], name: str) -> ReadTable:
    table = ReadTable(headings, rows, name=name)
    if not rows:
        table.hide()  # never show: it has no parent yet and would be a window
    return table
