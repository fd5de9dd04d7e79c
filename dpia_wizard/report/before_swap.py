"""What each risk was judged to be on the matrix that was used before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.workflow import matrix_changed
from dpia_wizard.report.document import Block, Column, Grid, Heading, Row, Span, cell
from dpia_wizard.report.material import risk_key

if TYPE_CHECKING:
    from dpia_wizard.report.material import Material


def ratings_before(m: Material) -> tuple[Block, ...]:
    """The remarks that the newest swap of the matrix left on the risks; nothing without one."""
    _ = m.words
    since = matrix_changed(m.assessment)
    mine = [
        remark
        for remark in m.assessment.remarks.values()
        if since and remark.at == since and remark.place in m.assessment.risks
    ]
    if not mine:
        return ()
    rows = tuple(
        Row(
            (
                cell(Span(remark.place, link=risk_key(remark.place))),
                cell(m.own(remark.text)),
            )
        )
        for remark in sorted(mine, key=lambda remark: remark.place)
    )
    title = _("Ratings before the matrix was changed on {date}").format(date=m.ltr(since[:10]))
    return (
        Heading(title, 2, "before-swap"),
        Grid(
            (Column(_("Risk"), width=56), Column(_("What it was, and what was to be done"))), rows
        ),
    )
