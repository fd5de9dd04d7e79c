"""The words of home: what each cell of the list, each need and each place is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.gui.home.facts import APPROVED, SOON, Need
from dpia_wizard.gui.level_marks import count_marks, level_mark
from dpia_wizard.gui.moments import day, days_until, moment
from dpia_wizard.gui.parts.levels import LevelMark
from dpia_wizard.gui.words import _, count, isolate, start_rtl_line, words_of
from dpia_wizard.storage.store import Listed
from dpia_wizard.wording import Wording
from dpia_wizard.workspace.matrices import pack_with_matrix

_LONG_DAY = "2028-09-28"
_STAGE_SIGNS = {
    "draft": ("half", "text"),
    "in_review": ("eye-off", "text"),
    "returned": ("flag", "note_line"),
    "approved": ("check", "ok"),
    "approved_with_conditions": ("check", "ok"),
    "rejected": ("cross", "stop"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One cell: a sign (or "") in the colour of a role, words, and a second line (or "")."""

    words: str
    second: str = ""
    sign: str = ""
    ink: str = "text"


class HomeWords:
    """The words for lines of the library as of *today* (ISO)."""

    def __init__(
        self, wording: Wording, today: str, *, with_matrix: Callable[[str], Pack] | None = None
    ) -> None:
        self.wording = wording
        self._with_matrix = with_matrix or (lambda id: pack_with_matrix(wording.pack, id))
        self.today = today
        self._others: dict[str, Wording] = {}

    def title(self, line: Listed) -> str:
        """What the assessment is called."""
        return line.summary.title or _("Without a title")

    def under_title(self, line: Listed) -> str:
        """Reference, edition and depth."""
        parts = [isolate(line.summary.reference), self.wording.depth(line.summary.depth)]
        if line.summary.edition > 1:
            parts.insert(1, _("edition {n}").format(n=line.summary.edition))
        return start_rtl_line(" · ".join(part for part in parts if part))

    def under_title_narrow(self, line: Listed) -> str:
        """Reference and sections, where there is no room for a column."""
        return start_rtl_line(f"{isolate(line.summary.reference)} · {self.sections(line)}")

    def stands(self, line: Listed) -> Said:
        """The stage, and since when or what is open."""
        found = line.summary
        sign, ink = _STAGE_SIGNS.get(found.stage, ("half", "text"))
        if found.stage == "draft" and not found.sections_done:
            sign = "ring"
        return Said(self.wording.stage(found.stage), self._since(line), sign, ink)

    def _since(self, line: Listed) -> str:
        found = line.summary
        if line.archived:
            return _("archived")
        if found.remarks:
            return count("{n} remark to answer", "{n} remarks to answer", found.remarks)
        if found.stage == "draft":
            if not found.sections_done:
                return _("started {day}").format(day=self._day(found.stage_since))
            return self.last_change(line)
        return _("since {day}").format(day=self._day(found.stage_since))

    def last_change(self, line: Listed) -> str:
        """When it was changed last."""
        return _("last change {moment}").format(moment=moment(line.changed_at, self.today))

    def worst(self, line: Listed) -> LevelMark:
        """The mark of the worst level today."""
        return level_mark(self._of(line), line.summary.worst)

    def counts(self, line: Listed) -> tuple[tuple[LevelMark, int], ...]:
        """How many risks stand at each level."""
        return count_marks(self._of(line), line.summary.counts)

    def counts_spoken(self, line: Listed) -> str:
        """The counts as words."""
        found = [_("{n} {level}").format(n=n, level=level.word) for level, n in self.counts(line)]
        return ", ".join(found) or _("no risks yet")

    def sections(self, line: Listed) -> str:
        """How many sections are done."""
        done, total = line.summary.sections_done, line.summary.sections_total
        if total and done >= total:
            return _("{done} of {total}, all").format(done=done, total=total)
        return _("{done} of {total}").format(done=done, total=total)

    def sections_done(self, line: Listed) -> str:
        """How many sections are done, as a sentence of its own."""
        done, total = line.summary.sections_done, line.summary.sections_total
        return _("{done} of {total} sections done").format(done=done, total=total)

    def review(self, line: Listed) -> Said:
        """When the review is due."""
        if line.summary.stage not in APPROVED:
            return Said(_("after sign-off"), ink="text_muted")
        left = days_until(line.summary.review_date, self.today)
        if left is None:
            return Said(_("no date yet"), ink="text_muted")
        due = day(line.summary.review_date)
        if left < 0:
            return Said(_("{day}, overdue").format(day=due), sign="warning", ink="stop")
        if left <= SOON:
            return Said(due, sign="clock", ink="note_line")
        return Said(due, ink="text_muted")

    # Everything that may stand in a column, to measure it by

    def all_stands(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of all stages, and examples of all second lines."""
        longest = day(_LONG_DAY)
        return tuple(self.wording.stage(stage) for stage in _STAGE_SIGNS), (
            _("since {day}").format(day=longest),
            _("started {day}").format(day=longest),
            _("last change {moment}").format(moment=longest),
            _("last change {moment}").format(moment=moment(f"{self.today}T10:00", self.today)),
            count("{n} remark to answer", "{n} remarks to answer", 88),
        )

    def all_levels(self) -> tuple[LevelMark, ...]:
        """The marks of not rated and of all levels, of the matrices met so far."""
        found = {
            mark: None
            for wording in (self.wording, *self._others.values())
            for level in (*wording.pack.matrix.level, NOT_RATED)
            for mark in (level_mark(wording, level),)
        }
        return tuple(found)

    def all_reviews(self) -> tuple[str, ...]:
        """Examples of all that is said of reviews."""
        return (
            _("after sign-off"),
            _("no date yet"),
            _("{day}, overdue").format(day=day(_LONG_DAY)),
        )

    def need(self, need: Need) -> str:
        """Why something needs somebody."""
        match need.kind:
            case "overdue":
                return count("Review overdue {n} day", "Review overdue {n} days", need.n)
            case "due" if need.n == 0:
                return _("Review due today")
            case "due":
                return count("Review due in {n} day", "Review due in {n} days", need.n)
            case "returned":
                return _("Returned to the team")
            case _:
                return count("{n} remark", "{n} remarks", need.n)

    def place(self, place: str) -> str:
        """Where a place is: its section and question, or the risk's own words."""
        pack = self.wording.pack
        question = pack.form.by_id.get(place)
        section = pack.form.section_of.get(place) or pack.form.section(place)
        if section is None:
            known = pack.risk.get(place) or pack.control.get(place)
            if known is None:
                return ""
            title = self.wording.risk(place) if place in pack.risk else self.wording.control(place)
            return start_rtl_line(f"{isolate(place)} {title}")
        words = _("Section {number}, {title}").format(
            number=section.number, title=self.wording.section(section.id)
        )
        if question is None:
            return words
        asked = _("question {number}").format(number=isolate(question.number))
        return f"{words} · {asked}"

    def _of(self, line: Listed) -> Wording:
        """The words for the levels of a line, which may be of another matrix."""
        if line.matrix in ("", self.wording.pack.matrix.id):
            return self.wording
        if line.matrix not in self._others:
            pack = self._with_matrix(line.matrix)
            self._others[line.matrix] = Wording(words_of(pack), pack)
        return self._others[line.matrix]

    def _day(self, value: str) -> str:
        if value[:10] == self.today:
            return _("today")
        return day(value)
