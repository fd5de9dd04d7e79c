"""The actions of all assessments: by day, without those of archived ones, quickly found."""

from __future__ import annotations

from dataclasses import fields

from dpia_wizard.core.model import Action
from dpia_wizard.storage.store import Store
from tests.storage.conftest import Keep


def ids(store: Store, *, done: bool = False) -> list[tuple[str, str]]:
    return [(found.assessment, found.action.id) for found in store.actions(done=done)]


def test_open_actions_come_by_their_day_and_those_without_one_last(
    store: Store, keep: Keep
) -> None:
    keep("a", Action("1", due="2026-12-01"), Action("2"), Action("3", due="2026-11-01"))
    keep("b", Action("1", due="2026-11-15"), Action("2", due="2026-01-01", status="done"))
    assert ids(store) == [("a", "3"), ("b", "1"), ("a", "1"), ("a", "2")]
    assert ids(store, done=True) == [("b", "2")]


def test_an_action_comes_back_whole_and_with_the_name_of_its_assessment(
    store: Store, keep: Keep
) -> None:
    action = Action(
        "1", "Lock it", "R02", "M51", "Head", "2026-12-01", "A lock", "begun", "", True, True
    )
    keep("a", action, title="Cash list")
    (found,) = store.actions()
    assert (found.action, found.title, found.reference) == (action, "Cash list", "REF-a")
    assert {type(getattr(found.action, part.name)) for part in fields(Action)} == {str, bool}


def test_archived_assessments_have_nothing_to_do(store: Store, keep: Keep) -> None:
    keep("a", Action("1", due="2026-01-01"))
    assert store.overdue(today="2026-11-21") == 1
    store.archive("a", archived=True)
    assert ids(store) == []
    assert store.overdue(today="2026-11-21") == 0


def test_overdue_is_what_is_open_and_whose_day_is_over(store: Store, keep: Keep) -> None:
    day = "2026-11-21"
    keep("a", Action("1", due=day), Action("2", due="2026-11-20"), Action("3"))
    keep("b", Action("1", due="2026-11-20", status="done"), Action("2", due="2026-11-19"))
    assert store.overdue(today=day) == 2


def test_the_index_of_open_actions_is_what_finds_them(store: Store) -> None:
    plan = store._connection.execute(
        "EXPLAIN QUERY PLAN SELECT count(*) FROM actions"
        " WHERE status <> 'done' AND (due = '') = 0 AND due < '2026-11-21'"
    ).fetchall()
    assert "open_actions" in str(plan)
