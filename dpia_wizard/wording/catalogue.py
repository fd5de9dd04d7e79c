"""The catalogue of a pack in words: its kinds, their lines, and what lines are filtered by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.uses import KINDS, Item, Kind, Uses, items, uses
from dpia_wizard.texts import Words
from dpia_wizard.wording.sentences import Wording


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its number ("R01"; "" for none), its title, a note, and what filters look at."""

    item: Item
    number: str
    title: str
    note: str = ""
    traits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filter:
    """One of the filters of a kind; ``options`` are pairs of the id kept and the words read."""

    id: str
    every: str
    options: tuple[tuple[str, str], ...]


class CatalogueWords:
    """The words of one pack's catalogue in one language.

    *apart* keeps ids whole inside a line of the other direction; *matrices* are further ones
    that can be looked at beside the pack's own.
    """

    def __init__(
        self,
        words: Words,
        pack: Pack,
        *,
        matrices: Sequence[RiskMatrix] = (),
        apart: Callable[[str], str] = str,
    ) -> None:
        self.words = words
        self.pack = pack
        self.names = Wording(words, pack)
        self.apart = apart
        self.uses: Uses = uses(pack)
        self.matrices = {matrix.id: matrix for matrix in (pack.matrix, *matrices)}

    # What is there

    def items(self, kind: Kind) -> tuple[Item, ...]:
        """Everything of a kind, in its order."""
        return items(self.pack, kind, matrices=tuple(self.matrices.values()))

    def is_here(self, item: Item) -> bool:
        """Whether *item* can be looked at."""
        pack = self.pack
        known: Mapping[Kind, Mapping[str, object]] = {
            "risk": pack.risk,
            "control": pack.control,
            "clause": pack.clause,
            "element": pack.element,
            "stop": {stop.id: stop for stop in pack.stop_conditions},
            "question": pack.form.by_id,
            "matrix": self.matrices,
        }
        return item.id in known[item.kind]

    def with_matrix(self, id: str) -> Wording:
        """The names of a matrix, which need not be the pack's own."""
        if id == self.pack.matrix.id:
            return self.names
        return Wording(self.words, replace(self.pack, matrix=self.matrices[id]))

    # Their names

    def kind(self, kind: Kind) -> str:
        """What the things of a kind are called together."""
        _ = self.words
        return {
            "risk": _("Risks"),
            "control": _("Controls"),
            "clause": _("Clauses and annexes"),
            "element": _("Kinds of information"),
            "stop": _("Stop conditions"),
            "question": _("Questions"),
            "matrix": _("Risk matrices"),
        }[kind]

    def number(self, item: Item) -> str:
        """The number that people know a thing by; "" for none."""
        if item.kind == "question":
            question = self.pack.form.by_id.get(item.id)
            return item.id if question is None else question.number
        return "" if item.kind == "matrix" else item.id

    def title(self, item: Item) -> str:
        """The title of a thing, without its number."""
        names, id = self.names, item.id
        match item.kind:
            case "risk":
                return names.risk(id)
            case "control":
                return names.control(id)
            case "clause":
                return names.clause(id)
            case "element":
                return names.element(id)
            case "stop":
                return names.stop(id)
            case "question":
                return names.question(self.pack.form.by_id[id])
            case "matrix":
                return self.words.pack("matrix.title", self.matrices[id].title)

    def name(self, item: Item) -> str:
        """Number and title in one line; the bare id of what is not here."""
        if not self.is_here(item):
            return self.apart(item.id)
        number, title = self.number(item), self.title(item)
        if not number:
            return title
        return self.words("{number} {title}").format(number=self.apart(number), title=title)

    # Lines and filters

    def entries(self, kind: Kind) -> tuple[Entry, ...]:
        """The lines of a kind."""
        return tuple(
            Entry(item, self.number(item), self.title(item), *self._beside(item))
            for item in self.items(kind)
        )

    def filters(self, kind: Kind) -> tuple[Filter, ...]:
        """What the lines of a kind can be filtered by; only what some of them have."""
        _ = self.words
        entries = self.entries(kind)

        def offered(id: str, every: str, say: Callable[[str], str]) -> Filter:
            found = dict.fromkeys(trait for entry in entries for trait in entry.traits[id])
            return Filter(id, every, tuple((trait, say(trait)) for trait in found))

        found: tuple[Filter, ...] = ()
        match kind:
            case "risk":
                found = (
                    offered("group", _("All groups"), self.names.group),
                    offered("mark", _("All risks"), self.mark),
                )
            case "control":
                found = (
                    offered("family", _("All families"), self.names.family),
                    offered("axis", _("Likelihood or severity"), self.acts_on),
                    offered("format", _("Paper or digital"), self.form),
                )
            case "clause":
                found = (
                    offered("part", _("All parts"), self.part),
                    offered("basis", _("Whatever it rests on"), self.basis),
                )
            case "element":
                found = (offered("sensitivity", _("Any sensitivity"), self.sensitivity),)
            case "question":
                found = (
                    offered("section", _("All sections"), self.section),
                    offered("mark", _("All questions"), self.mark),
                )
        return tuple(filter_ for filter_ in found if filter_.options)

    def _beside(self, item: Item) -> tuple[str, Mapping[str, tuple[str, ...]]]:
        """The note of a line, and what filters look at."""
        pack, id = self.pack, item.id
        match item.kind:
            case "risk":
                risk = pack.risk[id]
                marks = [("mandatory", risk.mandatory), ("irreversible", risk.irreversible)]
                traits = {"group": (risk.group,), "mark": tuple(mark for mark, so in marks if so)}
                return self.names.group(risk.group), traits
            case "control":
                control = pack.control[id]
                traits = {
                    "family": (control.family,),
                    "axis": (control.axis,),
                    "format": (control.format,) if control.format else (),
                }
                return self.names.family(control.family), traits
            case "clause":
                clause = pack.clause[id]
                return self.part(clause.part), {"part": (clause.part,), "basis": (clause.basis,)}
            case "element":
                element = pack.element[id]
                grades = (element.sensitivity, *((element.raised,) if element.raised else ()))
                said = self.words(" to ").join(self.sensitivity(grade) for grade in grades)
                return said, {"sensitivity": grades}
            case "question":
                question = pack.form.by_id[id]
                section = pack.form.section_of[id].id
                marks = [("critical", question.critical), ("optional", question.optional)]
                traits = {"section": (section,), "mark": tuple(mark for mark, so in marks if so)}
                return self.section(section), traits
            case "matrix":
                matrix = self.matrices[id]
                size = f"{len(matrix.likelihoods)} × {len(matrix.severities)}"
                return self.apart(size), {}
            case "stop":
                return "", {}

    # Names of what the pack says by ids

    def mark(self, mark: str) -> str:
        """What sets a risk or a question apart from the others."""
        _ = self.words
        return {
            "mandatory": _("In every assessment"),
            "irreversible": _("Cannot be undone"),
            "critical": _("Matters most"),
            "optional": _("Need not be answered"),
        }[mark]

    def acts_on(self, axis: str) -> str:
        """What a control lowers."""
        _ = self.words
        return {
            "likelihood": _("Lowers likelihood"),
            "severity": _("Lowers severity"),
            "both": _("Lowers likelihood and severity"),
        }[axis]

    def form(self, form: str) -> str:
        """Where a control belongs."""
        _ = self.words
        return {
            "P": _("On paper"),
            "D": _("Digital"),
            "PD": _("On paper and digital"),
            "O": _("Organisation"),
        }.get(form, form)

    def part(self, part: str) -> str:
        """A part of the register of clauses."""
        _ = self.words
        return {
            "Framing": _("Framing"),
            "Governance": _("Governance"),
            "Lawful and fair handling": _("Lawful and fair handling"),
            "Sharing": _("Sharing"),
            "Security": _("Security"),
            "Assurance": _("Assurance"),
            "Final": _("Final"),
            "Annexes": _("Annexes"),
        }.get(part, part)

    def basis(self, basis: str) -> str:
        """What our paraphrase of a clause rests on."""
        _ = self.words
        return {
            "stated": _("Named in what we read of the protocols."),
            "sister": _("Found in a related protocol."),
            "general": _("From general guidance on data protection."),
            "inference": _("This is our own reading."),
        }.get(basis, basis)

    def sensitivity(self, grade: str) -> str:
        """A point of the scale of sensitivities."""
        for question in self.pack.form.by_id.values():
            for column in question.columns:
                if column.id == "sensitivity" and any(c.id == grade for c in column.choices):
                    return self.names.choice(question, grade, column.id)
        return grade

    def section(self, id: str) -> str:
        """A section with its number."""
        section = self.pack.form.section(id)
        if section is None:
            return self.apart(id)
        return self.words("{number} {title}").format(
            number=self.apart(str(section.number)), title=self.names.section(id)
        )


__all__ = ["KINDS", "CatalogueWords", "Entry", "Filter"]
