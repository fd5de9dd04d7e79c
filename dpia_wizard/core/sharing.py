"""The data points of an assessment and who gets which of them, when, what for and on which basis.

The tables that a protocol (DPISP) needs for its clause on agreed data points and its first annex
follow from the answers; what does not fit together in these answers is told beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from dpia_wizard.core.model import NONE, UNKNOWN, Row
from dpia_wizard.core.situation import FormSituation

INVENTORY, FLOWS = "inventory.elements", "flows.steps"
PARTIES, OCCASIONS = "parties.list", "sharing.circumstances"
DATA_POINTS_CLAUSE, SHARING_ANNEX = "C14", "A1"
"""The clause on agreed data points and the annex that the tables are made for."""

NOT_TO_SHARE, UNDER_SHARING = "when_not_to_share", "under_sharing"
"""The two occasions that share nothing: what blocks sharing, and what should flow but does not."""

Code = Literal[
    "not_in_inventory",  # shared, but not among the data points
    "flow_not_in_inventory",  # moves in a flow, but is not among the data points
    "not_needed",  # shared, though the inventory says that nobody needs it
    "not_a_party",  # shared with somebody who is not among the parties
    "not_listed",  # shared with a party that is not said to get it
    "no_occasion",  # a party gets it, but on no occasion that is described
    "no_basis",
    "no_purpose",
    "no_agreement",  # nothing covers the sharing with this party
    "breaks_rule",  # shared, though a rule says not to
    "rule_in_words",  # a rule that only people can check
    "under_sharing",
]
CODES: tuple[Code, ...] = get_args(Code)


@dataclass(frozen=True, slots=True)
class DataPoint:
    """One kind of information that is kept; ``row`` is "" where the inventory lacks it.

    ``shared_with`` are all who get it by any answer, as ids of the kinds of agencies.
    """

    element: str
    row: str = ""
    detail: str = ""
    about: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    why: str = ""
    need: str = ""
    sensitivity: str = ""
    basis: tuple[str, ...] = ()
    retention: str = ""
    less: tuple[str, ...] = ()
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sharing:
    """One element for one recipient on one occasion.

    ``recipient`` is a kind of agency, ``parties`` the parties of that kind who get it, in the
    team's words. ``occasion`` is "" where a party gets it on none that is described.
    ``gaps`` are the codes of what does not fit.
    """

    element: str
    recipient: str
    occasion: str
    parties: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    sensitivity: str = ""
    decides: str = ""
    channels: tuple[str, ...] = ()
    gaps: tuple[Code, ...] = ()

    def told(self) -> tuple[Gap, ...]:
        """What does not fit here, each with all that it is about."""
        return tuple(
            Gap(code, (self.element,), self.recipient, self.occasion) for code in self.gaps
        )


@dataclass(frozen=True, slots=True)
class Occasion:
    """The rules of one row of the occasions."""

    row: str
    occasion: str
    elements: tuple[str, ...]
    recipients: tuple[str, ...]
    decides: str
    channels: tuple[str, ...]
    never: str
    feedback: str
    rules: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that does not fit; what plays no part is empty."""

    code: Code
    elements: tuple[str, ...] = ()
    recipient: str = ""
    occasion: str = ""
    party: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class SharingTables:
    """Everything a protocol's first annex needs, and what to mend before it is signed."""

    points: tuple[DataPoint, ...]
    sharing: tuple[Sharing, ...]
    occasions: tuple[Occasion, ...]
    gaps: tuple[Gap, ...]


def sharing_tables(seen: FormSituation) -> SharingTables:
    """The tables that follow from the answers that are asked for, in the order of the form."""
    work = _Work(seen)
    sharing = (*work.on_occasions(), *work.on_no_occasion())
    points = work.points(sharing)
    gaps = _together((*work.gaps_of(sharing), *work.other_gaps()))
    return SharingTables(points, sharing, tuple(work.occasions), gaps)


class _Work:
    """The answers as rows with their cells read."""

    def __init__(self, seen: FormSituation) -> None:
        self.inventory = _rows(seen, INVENTORY)
        self.flows = _rows(seen, FLOWS)
        self.parties = _rows(seen, PARTIES)
        self.occasions = [_occasion(row) for row in _rows(seen, OCCASIONS)]
        self._basis = {row.id: _said(_many(row, "basis")) for row in _rows(seen, OCCASIONS)}
        self.points_of: dict[str, list[Row]] = {}
        for row in self.inventory:
            self.points_of.setdefault(_one(row, "element"), []).append(row)
        self.points_of.pop("", None)
        scale = seen.form.by_id.get(INVENTORY)
        column = next((c for c in scale.columns if c.id == "sensitivity"), None) if scale else None
        self._scale = [choice.id for choice in column.choices] if column else []
        self.rules = [o for o in self.occasions if o.occasion == NOT_TO_SHARE]

    def on_occasions(self) -> Iterator[Sharing]:
        """What is shared on each occasion."""
        for occasion in self.occasions:
            if occasion.occasion in (NOT_TO_SHARE, UNDER_SHARING):
                continue
            for element in occasion.elements:
                for recipient in occasion.recipients:
                    yield self._sharing(occasion, element, recipient)

    def on_no_occasion(self) -> Iterator[Sharing]:
        """What a party gets although no occasion says so."""
        covered = {
            (element, recipient)
            for occasion in self.occasions
            if occasion.occasion not in (NOT_TO_SHARE, UNDER_SHARING)
            for element in occasion.elements
            for recipient in occasion.recipients
        }
        pairs = dict.fromkeys(
            (element, _one(party, "type"))
            for party in self.parties
            for element in _many(party, "elements")
        )
        for element, recipient in pairs:
            if (element, recipient) not in covered:
                yield self._sharing(None, element, recipient)

    def _sharing(self, occasion: Occasion | None, element: str, recipient: str) -> Sharing:
        of_kind = [party for party in self.parties if _one(party, "type") == recipient]
        getting = [party for party in of_kind if element in _many(party, "elements")]
        mine = self.points_of.get(element, [])
        basis = self._basis[occasion.row] if occasion is not None else ()
        if not basis:
            basis = _merged(_said(_many(party, "basis")) for party in getting)
        purposes = _merged((_one(party, "purpose"),) for party in getting or of_kind)
        purposes = purposes or _merged((_one(row, "why"),) for row in mine)
        needless = bool(mine) and all(_one(row, "need") == "not_needed" for row in mine)
        told: tuple[tuple[Code, bool], ...] = (
            ("not_in_inventory", not mine),
            ("not_needed", needless),
            ("not_a_party", not of_kind),
            ("not_listed", bool(of_kind) and not getting),
            ("no_occasion", occasion is None),
            ("no_basis", not basis),
            ("no_purpose", not purposes),
            ("breaks_rule", any(_forbids(rule, element, recipient) for rule in self.rules)),
        )
        return Sharing(
            element,
            recipient,
            occasion.occasion if occasion is not None else "",
            parties=_merged((_one(party, "party"),) for party in getting or of_kind),
            purposes=purposes,
            basis=basis,
            sensitivity=self._highest(_one(row, "sensitivity") for row in mine),
            decides=occasion.decides if occasion is not None else "",
            channels=occasion.channels if occasion is not None else (),
            gaps=tuple(code for code, holds in told if holds),
        )

    def points(self, sharing: Iterable[Sharing]) -> tuple[DataPoint, ...]:
        """The inventory, and after it what is shared without standing there."""
        getting: dict[str, dict[str, None]] = {}
        for one in sharing:
            getting.setdefault(one.element, {})[one.recipient] = None
        found = []
        for row in self.inventory:
            element = _one(row, "element")
            named = _many(row, "shared_with")
            shared = dict.fromkeys((*named, *getting.get(element, {})))
            found.append(
                DataPoint(
                    element,
                    row.id,
                    _one(row, "detail"),
                    _many(row, "about"),
                    _many(row, "step"),
                    _one(row, "why"),
                    _one(row, "need"),
                    _one(row, "sensitivity"),
                    _said(_many(row, "basis")),
                    _one(row, "retention"),
                    _many(row, "less"),
                    tuple(id for id in shared if id and id not in (NONE, UNKNOWN)),
                )
            )
        missing = [element for element in getting if element not in self.points_of]
        return (*found, *(DataPoint(id, shared_with=tuple(getting[id])) for id in missing))

    def gaps_of(self, sharing: Iterable[Sharing]) -> Iterator[Gap]:
        """What does not fit in what is shared."""
        for one in sharing:
            for gap in one.told():
                match gap.code:
                    case "not_in_inventory" | "not_needed":
                        yield Gap(gap.code, gap.elements)
                    case "not_a_party" | "no_basis":
                        yield replace(gap, elements=())
                    case _:
                        yield gap

    def other_gaps(self) -> Iterator[Gap]:
        """What does not fit besides: flows, agreements, rules in words, under-sharing."""
        for row in self.flows:
            for element in _many(row, "what"):
                if element not in self.points_of:
                    yield Gap("flow_not_in_inventory", (element,))
        for row in self.parties:
            if _many(row, "elements") and _one(row, "agreement") in ("", "nothing", UNKNOWN):
                yield Gap("no_agreement", recipient=_one(row, "type"), party=_one(row, "party"))
        for occasion in self.occasions:
            if occasion.occasion == UNDER_SHARING:
                yield Gap("under_sharing", row=occasion.row)
            elif occasion.occasion == NOT_TO_SHARE and not _can_be_checked(occasion):
                yield Gap("rule_in_words", row=occasion.row)

    def _highest(self, points: Iterable[str]) -> str:
        known = [point for point in points if point in self._scale]
        return max(known, key=self._scale.index, default="")


def _together(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """*gaps* in the order of their codes; those that differ only in what they are about, as one."""
    found: dict[Gap, dict[str, None]] = {}
    for gap in gaps:
        found.setdefault(replace(gap, elements=()), {}).update(dict.fromkeys(gap.elements))
    whole = (replace(gap, elements=tuple(elements)) for gap, elements in found.items())
    return tuple(sorted(whole, key=lambda gap: CODES.index(gap.code)))


def _can_be_checked(rule: Occasion) -> bool:
    return bool(rule.elements or rule.recipients)


def _forbids(rule: Occasion, element: str, recipient: str) -> bool:
    """Whether a rule not to share names this; what it leaves open it means of all."""
    return (
        _can_be_checked(rule)
        and (not rule.elements or element in rule.elements)
        and (not rule.recipients or recipient in rule.recipients)
    )


def _occasion(row: Row) -> Occasion:
    return Occasion(
        row.id,
        _one(row, "circumstance"),
        _said(_many(row, "what")),
        _said(_many(row, "with_whom")),
        _one(row, "decides"),
        _many(row, "channel"),
        _one(row, "never"),
        _one(row, "feedback"),
        _one(row, "rules"),
    )


def _rows(seen: FormSituation, question: str) -> tuple[Row, ...]:
    return seen.assessment.rows_of(question) if question in seen.active else ()


def _one(row: Row, column: str) -> str:
    cell = row.cells.get(column, "")
    return cell.strip() if isinstance(cell, str) else ""


def _many(row: Row, column: str) -> tuple[str, ...]:
    cell = row.cells.get(column, ())
    return ((cell,) if cell else ()) if isinstance(cell, str) else tuple(c for c in cell if c)


def _said(ids: tuple[str, ...]) -> tuple[str, ...]:
    """*ids* without those that say that nobody knows."""
    return tuple(id for id in ids if id not in (UNKNOWN, NONE))


def _merged(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part if one))
