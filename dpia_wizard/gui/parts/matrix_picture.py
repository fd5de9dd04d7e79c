"""What a risk matrix shows, as plain values: axes, cells and marks."""

from __future__ import annotations

from dataclasses import dataclass

from dpia_wizard.gui.words import _, current_words

_MARKS = {"inherent": ("A", "أ"), "today": ("B", "ب"), "projected": ("C", "ج"), "tried": ("D", "د")}


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell: the level it gives, how that is shown, and how many risks stand in it."""

    word: str
    sign: str
    colour: str
    pattern: str = "plain"
    count: int = 0


@dataclass(frozen=True, slots=True)
class MatrixMark:
    """Where a risk stands, ranks begin with 1; kind is inherent, today, projected, or tried: where
    it would stand today."""

    kind: str
    likelihood: int
    severity: int

    @property
    def letter(self) -> str:
        """The letter in the mark, in the script of the window."""
        latin, arabic = _MARKS[self.kind]
        return arabic if current_words().language == "ar" else latin

    @property
    def words(self) -> str:
        """What the mark means."""
        return {
            "inherent": _("Inherent"),
            "today": _("Today"),
            "projected": _("Projected"),
            "tried": _("As tried"),
        }[self.kind]


@dataclass(frozen=True, slots=True)
class MatrixPicture:
    """A matrix of any size; lists begin with the lowest rank, cells are [likelihood][severity]."""

    likelihoods: tuple[str, ...]
    severities: tuple[str, ...]
    cells: tuple[tuple[MatrixCell, ...], ...]
    marks: tuple[MatrixMark, ...] = ()
    chosen: tuple[int, int] | None = None
    bracket: tuple[tuple[int, int], tuple[int, int]] | None = None

    def cell(self, likelihood: int, severity: int) -> MatrixCell:
        """The cell at two ranks."""
        return self.cells[likelihood - 1][severity - 1]

    def spoken(self, likelihood: int, severity: int) -> str:
        """The cell in words, with the marks and the number of risks in it."""
        cell = self.cell(likelihood, severity)
        parts = [
            _("likelihood {likelihood}, severity {severity}, {level}").format(
                likelihood=_named(likelihood, self.likelihoods),
                severity=_named(severity, self.severities),
                level=cell.word,
            )
        ]
        parts += [
            mark.words
            for mark in self.marks
            if (mark.likelihood, mark.severity) == (likelihood, severity)
        ]
        if self.chosen == (likelihood, severity):
            parts.append(_("chosen"))
        if cell.count:
            parts.append(current_words().count("{n} risk", "{n} risks", cell.count))
        return _(", ").join(parts)


def _named(rank: int, names: tuple[str, ...]) -> str:
    return f"{rank} {names[rank - 1]}"
