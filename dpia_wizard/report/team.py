"""The range beside a level on paper: between which levels people see a risk, and who rated what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.model import Rating
from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.report.argument import between_words
from dpia_wizard.report.document import (
    Block,
    Chip,
    Column,
    Grid,
    Heading,
    Row,
    Span,
    Text,
    cell,
)
from dpia_wizard.wording.team import agreed_told, between, range_told, rating_told

if TYPE_CHECKING:
    from dpia_wizard.core.register import RatedRisk
    from dpia_wizard.report.material import Material


def range_chip(m: Material, risk: RatedRisk) -> tuple[Chip, ...]:
    """The range as a chip with both signs, to stand under the level; nothing without one."""
    found = risk.shown_range
    if found is None:
        return ()
    if found.lowest == found.highest:
        return (Chip(found.lowest, "dashed"),)
    # "Medium to Critical": the words between the two names, in the order of the language
    sentence = between(m.wording, found.lowest, found.highest)
    lower, upper = m.wording.level(found.lowest), m.wording.level(found.highest)
    joined = sentence.removeprefix(lower).removesuffix(upper).strip()
    return (Chip(found.lowest, "dashed", to=found.highest, between=joined),)


def range_line(m: Material, risk: RatedRisk) -> tuple[Text, ...]:
    """The range in words, for a narrow column; nothing without one."""
    found = risk.shown_range
    if found is None:
        return ()
    words = between(m.wording, found.lowest, found.highest)
    return (Text((Span(words, quiet=True),)),)


def range_texts(m: Material, risk: RatedRisk) -> tuple[Text, ...]:
    """What the range means, in a sentence; a wide one is a finding and stands in bold."""
    found = risk.shown_range
    if found is None:
        return ()
    return (Text((Span(range_told(m.wording, found), bold=found.is_wide),)),)


def rated_before(m: Material, risk: RatedRisk) -> tuple[Text, ...]:
    """How the team had rated a risk that was set aside; nothing where it had not."""
    _ = m.words
    record, score = risk.risk, risk.score
    if not (record.likelihood or record.severity):
        return ()
    own = Rating("", "", risk.id, "", "", record.likelihood, record.severity)
    rating = rating_told(m.wording, own)
    lines = [_("Rated before it was set aside: {rating}.").format(rating=rating)]
    if score is not None:
        sentence = _("{before} before controls, {today} with the controls as they stand.")
        before, today = m.wording.level(score.inherent.level), m.wording.level(risk.level)
        lines.append(sentence.format(before=before, today=today))
    return tuple(Text((Span(line),), "quiet") for line in lines)


def voices_before(m: Material, risk: RatedRisk) -> tuple[Text, ...]:
    """What each person had rated of a risk that was set aside, and what the team agreed on."""
    _ = m.words
    told = risk.spread
    if told is None:
        return ()
    lines = []
    for voice in told.voices:
        rating = rating_told(m.wording, voice.rating)
        line = _("{who}: {rating}.").format(who=m.own(voice.rating.by), rating=rating)
        reason = m.own(voice.rating.reason)
        lines.append(f"{line}{between_words(m)}{reason}" if reason else line)
    if agreed := agreed_told(m.wording, told):
        lines.append(agreed)
    return tuple(Text((Span(line),), "quiet") for line in lines)


def rating_round(m: Material, risk: RatedRisk) -> list[Block]:
    """What each person rated, and what the team agreed on after it; nothing where nobody did."""
    _ = m.words
    told = risk.spread
    if told is None:
        return []
    rows = tuple(
        Row(
            (
                cell(Span(m.own(voice.rating.by), bold=True)),
                cell(Span(_("Not rated"), quiet=True))
                if voice.level == NOT_RATED
                else cell(Chip(voice.level, "outlined")),
                cell(rating_told(m.wording, voice.rating)),
                cell(m.own(voice.rating.reason)) if voice.rating.reason else cell(""),
            )
        )
        for voice in told.voices
    )
    columns = (
        Column(_("Who (role or initials)"), 1.1),
        Column(_("Gives today"), width=78),
        Column(_("Rating before controls"), 1.5),
        Column(_("Why"), 2.2),
    )
    blocks: list[Block] = [Heading(_("Rating round"), 2), Grid(columns, rows, "dense")]
    if told.agreed is not None:
        said = _("{what} {by}, {date}:").format(
            what=agreed_told(m.wording, told),
            by=m.own(told.agreed.by) or _("No post was named"),
            date=m.ltr(told.agreed.at[:10]),
        )
        reason = (Span(f"{between_words(m)}{m.own(told.agreed.reason)}"),)
        blocks.append(Text((Span(said, bold=True), *reason)))
    return blocks
