"""The cards that show an extract: what the Working Group gets, and what stays here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout

from dpia_wizard.core.extract import Extract, ExtractedRisk
from dpia_wizard.gui.editor.places import section_name
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.read_table import Cell, ReadTable
from dpia_wizard.gui.words import _, current_words, isolate, start_rtl_line
from dpia_wizard.report.working_group import stage_told
from dpia_wizard.wording.team import between


class ExtractCards(QObject):
    """Makes the cards one by one, from the extract alone. `go` asks for a place."""

    go = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.open = open_

    def makers(self) -> list[Callable[[Extract], Card]]:
        """What makes each card, in their order."""
        return [
            self._about,
            self._levels,
            self._risks,
            self._families,
            self._clauses,
            self._actions,
            self._stays,
        ]

    def _about(self, made: Extract) -> Card:
        wording = self.open.wording
        card = _card(_("What they get"))
        stops = _(", ").join(isolate(stop) for stop in made.stops)
        for name, value in (
            (_("Stage"), stage_told(made, wording)),
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
        nest(card.body, grid)
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
        has_ranges = any(risk.lowest for risk in made.risks)
        rows = [
            (
                Cell(
                    start_rtl_line(
                        _("{id} {title}").format(
                            id=isolate(risk.risk), title=wording.risk(risk.risk)
                        )
                    )
                ),
                self._level(risk.inherent),
                self._level(risk.today),
                *([self._range(risk)] if has_ranges else []),
                self._level(risk.projected),
                Cell(_(", ").join(isolate(wording.clause_id(clause)) for clause in risk.clauses)),
            )
            for risk in made.risks
        ]
        headings = (
            _("Risk"),
            _("Before controls"),
            _("Today"),
            *([_("Range today")] if has_ranges else []),
            _("If the plan is done"),
            _("Clauses"),
        )
        card.body.addWidget(_table(headings, rows, _("Risks, in the words of the catalogue")))
        if not rows:
            card.body.addWidget(_nothing(_("No risk of the catalogue is rated yet.")))
        groups = Counter(risk.group for risk in made.risks)
        if groups:
            names = _(", ").join(wording.group(group) for group, _n in groups.most_common())
            words = _("Groups: {groups}").format(groups=names)
            card.body.addWidget(PlainLabel(words, role="small_muted", wrap=True))
        return card

    def _range(self, risk: ExtractedRisk) -> Cell:
        lowest, highest = risk.lowest, risk.highest
        return Cell(between(self.open.wording, lowest, highest) if lowest else "–")

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
                    id=isolate(wording.clause_id(clause)),
                    title=wording.clause(clause),
                    risks=self._number(n),
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
