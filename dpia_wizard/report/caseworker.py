"""The page for caseworkers: what changes for you, from when, in plain words on one page.

What stands on it, and what never does, is the rule of `core.caseworker`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dpia_wizard.core.caseworker import MOST, tomorrow
from dpia_wizard.report.document import (
    Block,
    Column,
    Document,
    FillLine,
    Grid,
    Heading,
    Mark,
    Notice,
    OnePage,
    Row,
    Running,
    Span,
    Text,
    cell,
)
from dpia_wizard.wording import Wording
from dpia_wizard.wording.caseworker import carries_out, told

if TYPE_CHECKING:
    from dpia_wizard.core.caseworker import Change, Tomorrow
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.model import Assessment
    from dpia_wizard.texts import Words


def caseworker_page(assessment: Assessment, pack: Pack, words: Words, *, today: str) -> Document:
    """The page as of the ISO date *today*."""
    _ = words
    wording = Wording(words, pack)
    found = tomorrow(
        pack, assessment, today=today, concerns=lambda control: carries_out(wording, control)
    )
    return Document(
        title=_("What changes for caseworkers"),
        language=words.language,
        direction="rtl" if words.is_right_to_left else "ltr",
        blocks=(OnePage(tuple(_blocks(found, wording))),),
        running=Running(
            label=_("INTERNAL"),
            head=(Span(_("Page for caseworkers")),),
            foot=(_("Printed {date}").format(date=_ltr(words, today)),),
            page=_("Page {page} of {pages}"),
        ),
        made=date.fromisoformat(today),
        subject=_("What to do, in plain words"),
    )


def _blocks(found: Tomorrow, wording: Wording) -> list[Block]:
    _ = wording.words
    columns = (
        Column("", width=26),
        Column("", width=62),
        Column(""),
        Column("", width=124, align="end"),
    )
    blocks: list[Block] = [
        Heading(_("What changes for you"), 1, "caseworker", bookmark=1),
        Text(
            (
                Span(
                    _(
                        "For caseworkers and community volunteers. Keep it with you: it names no"
                        " child, no family, no colleague and no office."
                    )
                ),
            ),
            "lead",
        ),
        Grid(
            columns,
            tuple(_row(change, wording) for change in found.changes),
            "large",
            when_empty=_("The plan changes nothing for you yet. Go on as you were trained."),
            centred=True,
        ),
    ]
    if found.more:
        more = wording.words.count(
            "{n} more thing changes: ask your supervisor about it.",
            "{n} more things change: ask your supervisor about them.",
            found.more,
        )
        blocks.append(Text((Span(more, bold=True),)))
    return [*blocks, _stop(wording), *_why(wording)]


def _row(change: Change, wording: Wording) -> Row:
    _ = wording.words
    plain = told(wording, change.control)
    since = _("From now on")
    if change.since:
        since = _("From {date}").format(date=_ltr(wording.words, change.since))
    return Row(
        (
            cell(Mark("cross" if plain.is_not else "check")),
            cell(Span(_("Do not") if plain.is_not else _("Do"), bold=True)),
            cell(plain.sentence),
            cell(Text((Span(since, bold=bool(change.since)),))),
        )
    )


def _stop(wording: Wording) -> Notice:
    """When to stop, with lines for names and numbers that only a pen writes here."""
    _ = wording.words
    rows = (
        (_("A phone, laptop or file is lost, seized or seen"), _("Device focal point")),
        (_("Somebody asks for names or a list"), _("Supervisor")),
        (_("A child or caregiver takes back consent"), _("Data protection focal point")),
    )
    grid = Grid(
        (Column("", 1.25), Column("")),
        tuple(Row((cell(when), cell(FillLine(who)))) for when, who in rows),
        centred=True,
    )
    return Notice((grid,), title=_("Stop, and call at once"), strong=True)


def _why(wording: Wording) -> list[Block]:
    _ = wording.words
    why = _(
        "Why? What is overheard, sent to the wrong person or carried home can lead somebody"
        " dangerous to a child. If a rule here keeps you from helping a child today, help the child"
        " and tell your supervisor the same day."
    )
    rule = _(
        "What stands here: the safeguards of the assessment’s plan that caseworkers carry out, in"
        " plain words; first what is coming, by its day, then what is new; {most} at most."
    ).format(most=MOST)
    return [Text((Span(why),)), Text((Span(rule),), "quiet")]


def _ltr(words: Words, text: str) -> str:
    return f"\u2066{text}\u2069" if words.is_right_to_left else text
