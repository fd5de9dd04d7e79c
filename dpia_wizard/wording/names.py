"""The names of a pack's parts and of the program's fixed lists, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.model import Control, Risk
from dpia_wizard.core.summary import HIDDEN
from dpia_wizard.texts import Words
from dpia_wizard.wording.fixed_names import FixedNames

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.form import Choice, Question
    from dpia_wizard.core.matrix import PlainAnswer


class Names(FixedNames):
    """What the parts of one pack are called in one language."""

    def __init__(self, words: Words, pack: Pack) -> None:
        super().__init__(words)
        self.pack = pack

    def level(self, id: str) -> str:
        """The name of a risk level, also of one that is hidden; "Not rated" for none of these."""
        if id == HIDDEN:
            return self.hidden_level()
        level = self.pack.matrix.level.get(id)
        if level is None:
            return self.words("Not rated")
        return self.words.pack(f"level.{id}.name", level.name)

    def matrix_source(self) -> str:
        """Where the matrix comes from."""
        return self.words.pack("matrix.source", self.pack.matrix.source)

    def level_meaning(self, id: str) -> str:
        """What a level asks for."""
        level = self.pack.matrix.level.get(id)
        return "" if level is None else self.words.pack(f"level.{id}.meaning", level.meaning)

    def likelihood(self, rank: int) -> str:
        """The name of a likelihood by its rank, from 1."""
        point = self.pack.matrix.likelihoods[rank - 1]
        return self.words.pack(f"likelihood.{point.id}.name", point.name)

    def severity(self, rank: int) -> str:
        """The name of a severity by its rank, from 1."""
        point = self.pack.matrix.severities[rank - 1]
        return self.words.pack(f"severity.{point.id}.name", point.name)

    def anchor(self, scale: str, rank: int) -> str:
        """What can be observed at a point of the scale "likelihood" or "severity"."""
        matrix = self.pack.matrix
        points = matrix.likelihoods if scale == "likelihood" else matrix.severities
        point = points[rank - 1]
        return self.words.pack(f"{scale}.{point.id}.anchor", point.anchor)

    def example(self, scale: str, rank: int) -> str:
        """An example of a point of the scale "likelihood" or "severity"."""
        matrix = self.pack.matrix
        points = matrix.likelihoods if scale == "likelihood" else matrix.severities
        point = points[rank - 1]
        return self.words.pack(f"{scale}.{point.id}.example", point.example)

    def plain_answer(self, question: str, answer: PlainAnswer) -> str:
        """An answer to "could_happen" or "would_harm"."""
        return self.words.pack(f"{question}.{answer.id}.name", answer.name)

    def phase(self, id: str) -> str:
        """The title of a phase."""
        title = next((phase.title for phase in self.pack.form.phases if phase.id == id), id)
        return self.words.pack(f"phase.{id}.title", title)

    def section(self, id: str) -> str:
        """The title of a section."""
        section = self.pack.form.section(id)
        return id if section is None else self.words.pack(f"section.{id}.title", section.title)

    def section_summary(self, id: str) -> str:
        """What a section settles, in one sentence."""
        section = self.pack.form.section(id)
        return "" if section is None else self.words.pack(f"section.{id}.summary", section.summary)

    def question(self, question: Question, part: str = "label") -> str:
        """A text of a question: label, hint, add, none, why or example."""
        source = {
            "label": question.label,
            "hint": question.hint,
            "add": question.add,
            "none": question.none,
            "why": question.help.why,
            "example": question.help.example,
        }[part]
        return self.words.pack(f"question.{question.id}.{part}", source)

    def column(self, question: Question, column: str) -> str:
        """The heading of a table's column."""
        found = next((c.label for c in question.columns if c.id == column), column)
        return self.words.pack(f"column.{question.id}.{column}.label", found)

    def choice(self, question: Question, choice: str, column: str = "") -> str:
        """The words of a choice of a question, or of a table's column."""
        choices = question.choices
        if column:
            choices = next((c.choices for c in question.columns if c.id == column), ())
        found = next((c for c in choices if c.id == choice), None)
        if found is None:
            return self.plain_choice(choice)
        return self.words.pack(f"{found.address}.label", found.label)

    def choice_hint(self, choice: Choice) -> str:
        """What a choice means."""
        return self.words.pack(f"{choice.address}.hint", choice.hint)

    def element(self, id: str, part: str = "title") -> str:
        """A text of a kind of information: title, prompt, note or raised_when."""
        known = self.pack.element.get(id)
        if known is None:
            return ""
        source: str = getattr(known, part)
        context = {"title": "label", "prompt": "hint"}.get(part, part)
        return self.words.pack(f"element.{id}.{context}", source)

    def group(self, id: str) -> str:
        """The title of a group of risks."""
        title = next((group.title for group in self.pack.groups if group.id == id), id)
        return self.words.pack(f"group.{id}.title", title)

    def risk(self, risk: Risk | str, part: str = "title") -> str:
        """A text of a risk: title, threat_source, event, vulnerability or harm; the team's own
        words where it wrote some, else the catalogue's."""
        if isinstance(risk, Risk):
            own: str = getattr(risk, part, "")
            if own:
                return own
        id = risk.id if isinstance(risk, Risk) else risk
        known = self.pack.risk.get(id)
        if known is None:
            return ""
        source: str = getattr(known, part)
        return self.words.pack(f"risk.{id}.{part}", source)

    def control(self, control: Control | str, part: str = "title") -> str:
        """A text of a control: title, what or evidence; the team's own title where it has one."""
        if isinstance(control, Control) and part == "title" and control.title:
            return control.title
        id = control.id if isinstance(control, Control) else control
        known = self.pack.control.get(id)
        if known is None:
            return id
        source: str = getattr(known, part)
        return self.words.pack(f"control.{id}.{part}", source)

    def clause(self, id: str, part: str = "title") -> str:
        """A text of a clause: title or paraphrase."""
        clause = self.pack.clause.get(id)
        if clause is None:
            return id
        source: str = getattr(clause, part)
        return self.words.pack(f"clause.{id}.{part}", source)

    def clause_id(self, id: str) -> str:
        """The id of a clause with its number in the signed text where one is known: C14 · 5.2."""
        clause = self.pack.clause.get(id)
        return f"{id} · {clause.number}" if clause is not None and clause.number else id

    def stop(self, id: str, part: str = "text") -> str:
        """A text of a stop condition: text or lifts."""
        stop = next((stop for stop in self.pack.stop_conditions if stop.id == id), None)
        if stop is None:
            return id
        source: str = getattr(stop, part)
        return self.words.pack(f"stop.{id}.{part}", source)
