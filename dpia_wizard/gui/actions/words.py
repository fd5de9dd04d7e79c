"""What each cell of the list of all actions says."""

from __future__ import annotations

from dpia_wizard.core.action_plan import DONE, is_overdue
from dpia_wizard.core.posts import written
from dpia_wizard.gui.home.facts import SOON
from dpia_wizard.gui.home.words import Said
from dpia_wizard.gui.moments import day, days_until
from dpia_wizard.gui.words import _, count, isolate, isolate_answer, shortened, start_rtl_line
from dpia_wizard.storage.store import ListedAction
from dpia_wizard.texts import Words
from dpia_wizard.wording import FixedNames

STATUS_SIGNS = {"open": ("ring", "text_muted"), "begun": ("half", "text"), DONE: ("check", "ok")}
_LONG_DAY = "2028-09-28"


class ActionWords:
    """The words for actions as of *today* (ISO)."""

    def __init__(self, words: Words, today: str) -> None:
        self.today = today
        self._names = FixedNames(words)

    def text(self, listed: ListedAction) -> str:
        """What is done."""
        typed = " ".join(listed.action.text.split())
        return isolate_answer(typed) or _("An action without words yet")

    def under(self, listed: ListedAction) -> str:
        """Which assessment it belongs to."""
        title = shortened(listed.title) or _("Without a title")
        return start_rtl_line(f"{isolate(listed.reference)} · {isolate_answer(title)}")

    def owner(self, listed: ListedAction) -> Said:
        """Whose it is."""
        owner = written(listed.action.owner)
        if owner:
            return Said(isolate_answer(owner))
        return Said(_("nobody yet"), ink="text_muted")

    def due(self, listed: ListedAction) -> Said:
        """Until when; and in words that it is overdue, or soon."""
        action = listed.action
        left = days_until(action.due, self.today)
        if left is None:
            return Said(_("no date yet"), ink="text_muted")
        if action.status == DONE:
            return Said(day(action.due))
        if is_overdue(action, self.today):
            late = count("{n} day overdue", "{n} days overdue", -left)
            return Said(day(action.due), late, "warning", "stop")
        if left == 0:
            return Said(day(action.due), _("today"), "clock", "note_line")
        if left <= SOON:
            soon = count("in {n} day", "in {n} days", left)
            return Said(day(action.due), soon, "clock", "note_line")
        return Said(day(action.due))

    def state(self, listed: ListedAction) -> Said:
        """How far it is, and what hangs on it."""
        action = listed.action
        sign, ink = STATUS_SIGNS.get(action.status, ("ring", "text_muted"))
        return Said(self._names.action_status(action.status), self._marks(listed), sign, ink)

    def _marks(self, listed: ListedAction) -> str:
        action = listed.action
        marks = (
            (action.blocks_start and action.status != DONE, _("blocks the start")),
            (action.shared, _("shared")),
        )
        return " · ".join(words for holds, words in marks if holds)

    def spoken(self, said: Said) -> str:
        """A cell as one sentence."""
        return _(", ").join(part for part in (said.words, said.second) if part)

    # Everything that may stand in a column, to measure it by

    def all_dues(self) -> tuple[Said, ...]:
        """Examples of all that is said of days."""
        longest = day(_LONG_DAY)
        late = count("{n} day overdue", "{n} days overdue", 88)
        soon = count("in {n} day", "in {n} days", 28)
        return Said(longest, late), Said(longest, soon), Said(_("no date yet"))

    def all_states(self) -> tuple[Said, ...]:
        """Every state with every mark."""
        marks = " · ".join((_("blocks the start"), _("shared")))
        return tuple(Said(self._names.action_status(status), marks) for status in STATUS_SIGNS)
