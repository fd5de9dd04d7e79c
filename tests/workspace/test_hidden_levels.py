"""While somebody here rates blind, no list, no search and no page tells what the team rated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dpia_wizard.core.summary import HIDDEN
from dpia_wizard.errors import NotAllowed
from dpia_wizard.storage.store import DATABASE, KEYS, Listed
from dpia_wizard.workspace.at_work import awaited, unseen, works_now
from dpia_wizard.workspace.deciding import decide, judge
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.library_keys import new_keys
from tests.gui import review_samples as samples
from tests.workspace.signers import NAMES, Ticking, key

RISKS = frozenset(samples.RISKS)
WRITTEN = "referrals went"  # in what the team wrote of each likelihood


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    keys = new_keys("a long enough passphrase")
    with Library.create_with(tmp_path / "library", keys, world=Ticking()) as made:
        yield made


RELEASED = Path(__file__).parents[1] / "files" / "libraries" / "in-review-8"
"""A review that was sent before a line kept who takes part; its line is not out of date."""


@pytest.fixture
def editing(library: Library) -> Editing:
    return samples.sent(library)


def at_work(library: Library, role: str, *, post: str | None = None) -> None:
    """Somebody says that they work here, in the post that the record names for their role."""
    post = samples.POSTS.get(f"record.{role}", "") if post is None else post
    person = library.people.add(key(role), name=NAMES[role], post=post, role=role)
    works_now(library, person.id)


def line_of(library: Library, editing: Editing) -> Listed:
    return next(line for line in library.list() if line.id == editing.assessment.id)


def rate_all(editing: Editing) -> None:
    for risk in samples.RISKS:
        record = editing.assessment.risks[risk]
        samples.rate_blind(editing, risk, record.likelihood, record.severity)


def test_who_rates_blind_is_told_no_level_in_the_list_before_rating_every_risk(
    library: Library, editing: Editing
) -> None:
    at_work(library, "supervisor")
    samples.with_acceptance(editing, until="2026-12-01")
    shown = line_of(library, editing).summary
    assert (shown.worst, shown.worst_rank, shown.counts) == (HIDDEN, 0, {})
    assert shown.acceptance_ends == ""
    assert unseen(library, editing) == RISKS
    first, *_rest = samples.RISKS
    record = editing.assessment.risks[first]
    samples.rate_blind(editing, first, record.likelihood, record.severity)
    assert line_of(library, editing).summary.worst == HIDDEN
    assert unseen(library, editing) == RISKS - {first}
    for risk in _rest:
        record = editing.assessment.risks[risk]
        samples.rate_blind(editing, risk, record.likelihood, record.severity)
    shown = line_of(library, editing).summary
    assert (shown.worst, sum(shown.counts.values())) == ("critical", len(RISKS))
    assert shown.acceptance_ends == "2026-12-01"
    assert unseen(library, editing) == frozenset()


def test_a_review_that_was_sent_with_an_older_program_tells_no_level_either(tmp_path: Path) -> None:
    for name in (DATABASE, KEYS):
        (tmp_path / name).write_bytes((RELEASED / name).read_bytes())
    passphrase = (RELEASED / "passphrase.txt").read_text(encoding="utf-8").strip()
    with Library.open(tmp_path, passphrase) as library:
        at_work(library, "supervisor")
        (line,) = library.list()
        assert (line.summary.stage, line.summary.worst) == ("in_review", HIDDEN)
        assert [seat.kind for seat in line.summary.seats if seat.kind == "rates"] == ["rates"]
        with pytest.raises(NotAllowed, match="rates the risks first"):
            library.duplicate(line.id, "A copy")


@pytest.mark.parametrize("role", ["author", "adviser", "head"])
def test_who_does_not_rate_blind_is_told_the_levels(
    library: Library, editing: Editing, role: str
) -> None:
    at_work(library, role)
    assert line_of(library, editing).summary.worst == "critical"
    assert unseen(library, editing) == frozenset()


def test_where_nobody_says_who_works_here_nobody_knows_who_looks(
    library: Library, editing: Editing
) -> None:
    assert line_of(library, editing).summary.worst == "critical"
    assert unseen(library, editing) == frozenset()


@pytest.mark.parametrize("post", ["Supervisor for the north", ""])
def test_a_supervisor_whose_post_the_record_does_not_name_rates_first_too(
    library: Library, editing: Editing, post: str
) -> None:
    at_work(library, "supervisor", post=post)
    assert line_of(library, editing).summary.worst == HIDDEN
    assert unseen(library, editing) == RISKS
    rate_all(editing)  # in the post that the record names
    assert line_of(library, editing).summary.worst == "critical"
    assert unseen(library, editing) == frozenset()


def test_the_desk_goes_by_the_chosen_post_and_by_who_works_here(
    library: Library, editing: Editing
) -> None:
    head = samples.POSTS["record.head"]
    assert unseen(library, editing, chosen="") == RISKS  # it may be anybody
    assert unseen(library, editing, chosen=head) == frozenset()
    assert unseen(library, editing, chosen="Whoever this is") == RISKS
    at_work(library, "head", post="Head for the north")  # a post that the record does not name
    assert unseen(library, editing, chosen="Head for the north") == frozenset()
    assert unseen(library, editing, chosen="Whoever this is") == RISKS
    at_work(library, "supervisor")
    assert unseen(library, editing, chosen=head) == RISKS


def test_a_supervisor_who_wrote_it_does_not_rate_it(library: Library) -> None:
    editing = samples.rated(library)
    both = samples.POSTS["record.supervisor"]
    editing.set_person("record.author", post=both)
    decide(editing, "sent", by=both)
    at_work(library, "supervisor")
    assert line_of(library, editing).summary.worst == "critical"
    assert unseen(library, editing, chosen=both) == frozenset()
    assert awaited(library, library.list()) == ()


def test_nothing_is_hidden_before_it_is_sent_or_after_it_was_returned(library: Library) -> None:
    at_work(library, "supervisor")
    editing = samples.rated(library)
    assert line_of(library, editing).summary.worst == "critical"
    decide(editing, "sent", by=samples.POSTS["record.author"])
    assert line_of(library, editing).summary.worst == HIDDEN
    by = samples.POSTS["record.supervisor"]
    decide(editing, "returned", by=by, reason="Look at the laptops again.")
    assert line_of(library, editing).summary.worst == "critical"


def test_the_order_of_the_list_does_not_tell_what_is_hidden(
    library: Library, editing: Editing
) -> None:
    mild = samples.rated(library, ("R03",))
    samples.rate(mild, mild.assessment.risks["R03"], top=False)
    draft = samples.rated(library, ("R03",))
    decide(mild, "sent", by=samples.POSTS["record.author"])
    order = [editing.assessment.id, draft.assessment.id, mild.assessment.id]
    assert {*order[:2]} == {line.id for line in library.list(order="worst")[:2]}
    at_work(library, "supervisor")
    order = [draft.assessment.id, mild.assessment.id, editing.assessment.id]
    assert [line.id for line in library.list(order="worst")] == order  # then the newest first


def test_the_search_finds_no_reason_of_a_rating_that_is_hidden(
    library: Library, editing: Editing
) -> None:
    assert {hit.place for hit in library.search(WRITTEN)} == RISKS
    at_work(library, "supervisor")
    assert library.search(WRITTEN) == ()
    assert library.search("Inter-agency")  # the title is no secret
    rate_all(editing)
    assert {hit.place for hit in library.search(WRITTEN)} == RISKS


def test_no_copy_tells_what_is_hidden(library: Library, editing: Editing) -> None:
    at_work(library, "supervisor")
    with pytest.raises(NotAllowed, match="rates the risks first"):
        library.duplicate(editing.assessment.id, "A copy")
    rate_all(editing)
    assert library.duplicate(editing.assessment.id, "A copy")


def test_a_review_waits_for_whose_turn_it_is(library: Library, editing: Editing) -> None:
    def waiting() -> set[str]:
        found = set()
        for role, id in who.items():
            works_now(library, id)
            lines = library.list(archived=None)
            assert [line.id for line in awaited(library, lines)] in ([], [editing.assessment.id])
            found |= {role} if awaited(library, lines) else set()
        return found

    assert awaited(library, library.list()) == ()  # nobody knows for whom
    posts = {role: samples.POSTS[f"record.{role}"] for role in ("author", "supervisor", "head")}
    who = {
        role: library.people.add(key(role), name=NAMES[role], post=post, role=role).id
        for role, post in posts.items()
    }
    assert waiting() == {"supervisor"}
    rate_all(editing)
    assert waiting() == {"supervisor", "head"}
    for rated in editing.risks:
        by = posts["supervisor"]
        judge(editing, rated, "confirmed", rated.level, by=by, reason="")
    assert waiting() == {"head"}
    library.archive(editing.assessment.id)
    assert waiting() == set()
