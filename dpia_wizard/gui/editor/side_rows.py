"""The lines of the list of sections: what each is called, how it stands, and its sign."""

from __future__ import annotations

from dataclasses import dataclass

from dpia_wizard.core import wizard
from dpia_wizard.core.wizard import SectionState
from dpia_wizard.gui.editor.places import section_name
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.words import _, count, isolate

SIGNS = {
    "done": ("check", "ok"),
    "begun": ("half", "accent"),
    "not_begun": ("ring", "text_muted"),
    "not_needed": ("dash", "text_muted"),
}


@dataclass(frozen=True, slots=True)
class SideRow:
    """One line of the list: a phase, or a section of the open phase."""

    id: str
    is_phase: bool
    title: str
    words: str
    sign: str
    ink: str
    is_open: bool = False
    is_current: bool = False
    counted: str = ""

    @property
    def said(self) -> str:
        """What a screen reader says."""
        return _("{title}. {state}").format(title=self.title, state=self.words)


def side_rows(open_: OpenAssessment, current: str, phase: str) -> tuple[SideRow, ...]:
    """The lines of the list while the section *current* is shown and *phase* is open."""
    states = open_.editing.sections
    rows: list[SideRow] = []
    for number, of in enumerate(open_.editing.pack.form.phases, 1):
        mine = [state for state in states if state.section.phase == of.id]
        if not mine:
            continue
        done = wizard.done(mine)
        state = "done" if done == len(mine) else "not_begun"
        if state != "done" and any(s.state in ("begun", "done") for s in mine):
            state = "begun"
        sign, ink = SIGNS[state]
        title = _("{number} · {title}").format(
            number=isolate(str(number)), title=open_.wording.phase(of.id)
        )
        words = _("{done} of {total} done").format(done=done, total=len(mine))
        counted = isolate(f"{done} / {len(mine)}")
        is_open = of.id == phase
        rows.append(SideRow(of.id, True, title, words, sign, ink, is_open, counted=counted))
        if of.id == phase:
            rows += [_section_row(open_, state, current) for state in mine]
    return tuple(rows)


def _section_row(open_: OpenAssessment, state: SectionState, current: str) -> SideRow:
    sign, ink = SIGNS[state.state]
    if state.remarks:
        sign, ink = "flag", "stop"
    title = section_name(open_.wording, state.section)
    is_current = state.section.id == current
    return SideRow(
        state.section.id, False, title, words_of(state), sign, ink, is_current=is_current
    )


def words_of(state: SectionState) -> str:
    """How a section stands, in words."""
    done, total = state.done_count, state.total
    if state.state == "not_needed":
        return _("Not needed, by the answers so far")
    if state.section.page == "extract":
        return _("What others get to see")
    if not total:
        return _("Nothing here yet")
    parts = {"done": done, "total": total}
    match state.section.page, state.state:
        case "risks", _state:
            words = _("{done} of {total} confirmed").format(**parts)
        case "controls", _state:
            words = _("{done} of {total} known").format(**parts)
        case "actions", _state:
            words = _("{done} of {total} planned").format(**parts)
        case _page, "done":
            words = _("{done} of {total} · done").format(**parts)
        case _page, "not_begun":
            words = _("{done} of {total} · not started").format(**parts)
        case _:
            words = _("{done} of {total} answered").format(**parts)
    if state.remarks:
        remarks = count("{n} remark", "{n} remarks", state.remarks)
        return _("{state} · {more}").format(state=words, more=remarks)
    if state.unknown:
        unknown = count("{n} unknown", "{n} unknown", state.unknown)
        return _("{state} · {more}").format(state=words, more=unknown)
    return words
