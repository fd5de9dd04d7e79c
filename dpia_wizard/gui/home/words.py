"""The words of home: what each cell of the list, each need and each place is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dpia_wizard.core.summary import HIDDEN, NOT_RATED
from dpia_wizard.gui.home.facts import APPROVED, EXPIRED, SOON, Need
from dpia_wizard.gui.moments import day, days_until, moment
from dpia_wizard.gui.parts.levels import LevelMark, not_rated
from dpia_wizard.gui.words import _, count, isolate, shortened, start_rtl_line
from dpia_wizard.storage.store import Listed
from dpia_wizard.texts import Words
from dpia_wizard.wording import FixedNames, Wording
from dpia_wizard.workspace import library
from dpia_wizard.workspace.kept_levels import KeptLevel

_LONG_DAY = "2028-09-28"
_EMERGENCY = "approved_in_emergency"
_STAGE_SIGNS = {
    "draft": ("half", "text"),
    "in_review": ("eye-off", "text"),
    "returned": ("flag", "note_line"),
    "approved": ("check", "ok"),
    "approved_with_conditions": ("check", "ok"),
    "rejected": ("cross", "stop"),
    EXPIRED: ("clock", "stop"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One cell: a sign (or "") in the colour of a role, words, and a second line (or "")."""

    words: str
    second: str = ""
    sign: str = ""
    ink: str = "text"


class HomeWords:
    """The words for lines of the library as of *today* (ISO); *levels* gives those of a line, from
    the lowest."""

    def __init__(
        self, words: Words, levels: Callable[[Listed], Sequence[KeptLevel]], today: str
    ) -> None:
        self.words = words
        self.today = today
        self._names = FixedNames(words)
        self._levels = levels
        self._marks: dict[str, dict[str, LevelMark]] = {}
        self._has_hidden = False

    def meet(self, lines: Iterable[Listed]) -> None:
        """Learn the levels of the matrices that *lines* count at. Raises `UserError`."""
        self._has_hidden = False
        for line in lines:
            self._marks_of(line)
            self._has_hidden |= line.summary.worst == HIDDEN

    def title(self, line: Listed) -> str:
        """What the assessment is called."""
        return shortened(line.summary.title) or _("Without a title")

    def under_title(self, line: Listed) -> str:
        """Reference, edition and depth."""
        parts = [isolate(line.summary.reference), self._names.depth(line.summary.depth)]
        if line.summary.edition > 1:
            parts.insert(1, _("edition {n}").format(n=line.summary.edition))
        return start_rtl_line(" · ".join(part for part in parts if part))

    def under_title_narrow(self, line: Listed) -> str:
        """Reference and sections, where there is no room for a column."""
        return start_rtl_line(f"{isolate(line.summary.reference)} · {self.sections(line)}")

    def stands(self, line: Listed) -> Said:
        """The stage, and since when or what is open."""
        found = line.summary
        if any(due.kind == "void" for due in found.dues) and not line.archived:
            return Said(self._void(), self._names.stage(found.named_stage), "warning", "stop")
        sign, ink = _STAGE_SIGNS.get(found.stage, ("half", "text"))
        if found.stage in APPROVED and any(due.kind == "unsigned" for due in found.dues):
            sign, ink = "info", "note_line"
        if found.stage == "draft" and not found.sections_done:
            sign = "ring"
        return Said(self._names.stage(found.named_stage), self._since(line), sign, ink)

    def _void(self) -> str:
        return _("Sign-off no longer holds")

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
        not_signed = [due for due in found.dues if due.kind == "unsigned"]
        if not_signed and found.stage in (*APPROVED, EXPIRED):
            return self._names.missing(not_signed[0].about)
        ends = [due.day for due in found.dues if due.kind == "until"]
        if ends and found.stage in APPROVED:
            return _("until {day}").format(day=self._day(ends[0]))
        return _("since {day}").format(day=self._day(found.stage_since))

    def last_change(self, line: Listed) -> str:
        """When it was changed last."""
        return _("last change {moment}").format(moment=moment(line.changed_at, self.today))

    def in_review_since(self, line: Listed) -> str:
        """Since when it is with its reviewers."""
        return _("in review since {day}").format(day=self._day(line.summary.stage_since))

    def worst(self, line: Listed) -> LevelMark:
        """The mark of the worst level today."""
        if line.summary.worst == HIDDEN:
            return self._hidden()
        return self._marks_of(line).get(line.summary.worst) or not_rated()

    def _hidden(self) -> LevelMark:
        """In the place of a level that who works here may not know yet."""
        return LevelMark(self._names.hidden_level(), "eye-off", "none")

    def counts(self, line: Listed) -> tuple[tuple[LevelMark, int], ...]:
        """How many risks stand at each level, worst first and not rated before the lowest."""
        marks = self._marks_of(line)
        ranked = list(reversed(marks))
        ranked.insert(len(ranked) - 1, NOT_RATED)
        counts = line.summary.counts
        return tuple((marks.get(id) or not_rated(), counts[id]) for id in ranked if counts.get(id))

    def counts_spoken(self, line: Listed) -> str:
        """The counts as words."""
        if line.summary.worst == HIDDEN:
            return _("hidden")
        found = [_("{n} {level}").format(n=n, level=level.word) for level, n in self.counts(line)]
        return _(", ").join(found) or _("no risks yet")

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
        if line.summary.stage not in (*APPROVED, EXPIRED):
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
        stages = (*map(self._names.stage, (*_STAGE_SIGNS, _EMERGENCY)), self._void())
        return stages, (
            *stages,
            *map(self._names.missing, ("nobody", "doubted", "agencies")),
            _("until {day}").format(day=longest),
            _("since {day}").format(day=longest),
            _("started {day}").format(day=longest),
            _("last change {moment}").format(moment=longest),
            _("last change {moment}").format(moment=moment(f"{self.today}T10:00", self.today)),
            count("{n} remark to answer", "{n} remarks to answer", 88),
        )

    def all_levels(self) -> tuple[LevelMark, ...]:
        """The marks of not rated and of all levels, of the matrices met so far."""
        found = {mark: None for marks in self._marks.values() for mark in marks.values()}
        return (*found, not_rated())

    def all_worst(self) -> tuple[LevelMark, ...]:
        """Everything that may stand in the place of the worst level."""
        return (*self.all_levels(), *((self._hidden(),) if self._has_hidden else ()))

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
            case "void":
                return self._void()
            case "expired" if need.n == 0:
                return _("Approval expired today")
            case "expired":
                return count(
                    "Approval expired {n} day ago", "Approval expired {n} days ago", need.n
                )
            case "came_true":
                return _("{risk} happened, but is rated as unlikely").format(
                    risk=isolate(need.place)
                )
            case "trigger":
                return _("Something happened: look again")
            case "until" if need.line.summary.named_stage == _EMERGENCY:
                return self._emergency_ends(need.n)
            case "until" if need.n == 0:
                return _("The conditions end today")
            case "until":
                return count(
                    "The conditions end in {n} day", "The conditions end in {n} days", need.n
                )
            case "not_borne":
                return count(
                    "A risk is borne by nobody for {n} day",
                    "A risk is borne by nobody for {n} days",
                    need.n,
                )
            case "borne_until" if need.n == 0:
                return _("An acceptance ends today")
            case "borne_until":
                return count(
                    "An acceptance ends in {n} day", "An acceptance ends in {n} days", need.n
                )
            case "overdue":
                return count("Review overdue {n} day", "Review overdue {n} days", need.n)
            case "due" if need.n == 0:
                return _("Review due today")
            case "due":
                return count("Review due in {n} day", "Review due in {n} days", need.n)
            case "review":
                return _("Waits for your review")
            case "returned":
                return _("Returned to the team")
            case _:
                return count("{n} remark", "{n} remarks", need.n)

    def _emergency_ends(self, days: int) -> str:
        if not days:
            return _("The emergency approval ends today")
        return count(
            "The emergency approval ends in {n} day",
            "The emergency approval ends in {n} days",
            days,
        )

    def next_review(self, line: Listed) -> str:
        """When the first review is due, where nothing needs anybody now."""
        return _("Nothing is late. The next review is due on {day}:").format(
            day=day(line.summary.review_date)
        )

    def place(self, place: str) -> str:
        """Where a place is: its section and question, or the risk's own words; reads the pack."""
        wording = Wording(self.words, library.shipped_pack())
        pack = wording.pack
        question = pack.form.by_id.get(place)
        section = pack.form.section_of.get(place) or pack.form.section(place)
        if section is None:
            known = pack.risk.get(place) or pack.control.get(place)
            if known is None:
                return ""
            title = wording.risk(place) if place in pack.risk else wording.control(place)
            return start_rtl_line(f"{isolate(place)} {title}")
        words = _("Section {number}, {title}").format(
            number=section.number, title=wording.section(section.id)
        )
        if question is None:
            return words
        asked = _("question {number}").format(number=isolate(question.number))
        return f"{words} · {asked}"

    def _marks_of(self, line: Listed) -> dict[str, LevelMark]:
        """The mark of each level, from the lowest, of the matrix of *line*."""
        matrix = line.matrix.fingerprint
        if matrix not in self._marks:
            self._marks[matrix] = {
                level.id: LevelMark(
                    self.words.pack(f"level.{level.id}.name", level.name),
                    level.sign.replace("_", "-"),
                    level.tone,
                )
                for level in self._levels(line)
            }
        return self._marks[matrix]

    def _day(self, value: str) -> str:
        if value[:10] == self.today:
            return _("today")
        return day(value)
