"""What each line of a history says: when, who, what was done, and to what."""

from __future__ import annotations

from dpia_wizard.core.history import Entry
from dpia_wizard.core.model import Action, Answer, Attachment, Control, Record, Remark, Risk, Row
from dpia_wizard.core.seal import PURPOSE
from dpia_wizard.gui.editor import places
from dpia_wizard.gui.history.lines import Acts, Group, Line
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.risk_words import control_in, risk_name
from dpia_wizard.gui.words import _, count, isolate, isolate_answer, shortened
from dpia_wizard.wording.history import entry_told

_LONGEST = 120


class HistoryWords:
    """The words for the history of the assessment that is open, with *today* (ISO)."""

    def __init__(self, open_: OpenAssessment) -> None:
        self.open = open_
        self.today = open_.editing.today

    def who(self, by: str) -> str:
        """Somebody as they said who they are."""
        return isolate_answer(by.strip()) or _("Nobody named")

    def day(self, value: str) -> str:
        """A day, "today" for this one; what claims no day that there is says so."""
        if value == self.today:
            return _("Today, {day}").format(day=day(value))
        return day(value) or _("On no day that can be read")

    def group(self, group: Group) -> str:
        """The day and the person that entries are put together under."""
        return _("{day} · {who}").format(day=self.day(group.day), who=self.who(group.by))

    def size(self, group: Group) -> str:
        """How many entries stand under a group."""
        return count("{n} entry", "{n} entries", group.entries)

    def told(self, acts: Acts) -> str:
        """What was done, in a sentence."""
        if not acts.entry.changes:
            return _("What was done here cannot be read.")
        return entry_told(self.open.wording, acts.entry)

    def under(self, acts: Acts) -> str:
        """What it was done to by its title, and that several entries are told as one."""
        parts = [self._title(acts.entry)]
        if acts.entries > 1:
            since = _("{n} entries since {time}")
            parts.append(since.format(n=acts.entries, time=isolate(acts.since)))
        return " · ".join(part for part in parts if part)

    def number(self, acts: Acts) -> str:
        """The number of an entry; of several, that of the last one."""
        return isolate(str(acts.last))

    def numbers(self, first: int, last: int) -> str:
        """The numbers of one entry or several in a sentence."""
        if first == last:
            return _("Entry {number}").format(number=isolate(str(first)))
        return _("Entries {first} to {last}").format(
            first=isolate(str(first)), last=isolate(str(last))
        )

    def spoken(self, line: Line) -> str:
        """A line as one sentence, to be heard and copied."""
        if isinstance(line, Group):
            return _(", ").join((self.group(line), self.size(line)))
        numbers = self.numbers(line.first, line.last)
        said = (numbers, isolate(line.time), self.told(line), self.under(line))
        return _(", ").join(part for part in said if part)

    def _title(self, entry: Entry) -> str:
        """The title of the one thing that an entry is about; "" for several."""
        editing, wording = self.open.editing, self.open.wording
        found = {places.place_of_record(editing, change.record) for change in entry.changes[:50]}
        if len(found) != 1 or len(entry.changes) > 50:
            return count("{n} change", "{n} changes", len(entry.changes)) if entry.changes else ""
        place = found.pop()
        question = editing.pack.form.by_id.get(place)
        if question is not None:
            return shortened(wording.question(question), _LONGEST)
        record = entry.changes[-1].record
        kept = editing.assessment
        if place in kept.risks or place in editing.pack.risk:
            return risk_name(wording, kept.risks.get(place, place))
        if place in kept.controls or place in editing.pack.control:
            return control_in(wording, kept, place)
        return _own(record)


def _own(record: Record) -> str:
    """The words of a record itself, where no question, risk or control gives it a name."""
    match record:
        case Action(text=text) | Remark(text=text):
            words = text
        case Attachment(name=name, purpose=purpose):
            words = "" if purpose == PURPOSE else name
        case Risk(title=title) | Control(title=title):
            words = title
        case Answer() | Row():
            words = ""
        case _other:
            words = ""
    return isolate_answer(shortened(" ".join(words.split()), _LONGEST))
