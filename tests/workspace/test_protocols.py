"""The register of protocols on a real library: editions, what rests on them, and looking again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dpia_wizard.codec import content_fingerprint, plain_assessment, read_assessment
from dpia_wizard.core.model import NO_PACK
from dpia_wizard.core.protocol import OwnClause, RegisteredProtocol, looked_at, new_edition
from dpia_wizard.data import RESOURCES
from dpia_wizard.errors import NotAllowed, UserError
from dpia_wizard.packs.archive import archive_of
from dpia_wizard.packs.load import load_pack_folder
from dpia_wizard.storage.store import DATABASE
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.protocols import NotSound, ProtocolDraft, Registered, ref_of

PASSPHRASE = "marmalade otter lighthouse quietly"  # noqa: S105 -- of libraries in tmp_path
TEXT = b"%PDF-1.7 the signed text"
FIRST = RegisteredProtocol(
    "two-rivers",
    "1",
    "DPISP, Two Rivers",
    "Working Group",
    signed="2026-03-01",
    parties=("Agency one", "Agency two"),
    numbers={"C14": "5.2", "C39": "12"},
    clauses=(OwnClause("TR1", "7.4", "On boats", "Dry bags.", ("record.protocol_status",)),),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _groups = Library.create(tmp_path / "library", PASSPHRASE)
    yield made
    if made.store._connection is not None:
        made.close()


def again(library: Library) -> Library:
    library.close()
    return Library.open(library.folder, PASSPHRASE)


def kept(library: Library, protocol: RegisteredProtocol) -> Registered:
    found = library.protocols.get(library.protocols.keep(protocol, by="Coordinator"))
    assert found is not None
    return found


def test_the_protocols_of_the_forms_are_there_to_begin_with(library: Library) -> None:
    (shipped,) = library.protocols.all()
    assert (shipped.source, shipped.ref.id) == ("shipped", "ukraine")


def test_what_is_kept_is_there_again_and_encrypted(library: Library) -> None:
    protocols = library.protocols
    first = protocols.put_file(FIRST, "Signed text.pdf", TEXT)
    found = kept(library, first)
    assert (found.source, found.by, found.has_file) == ("own", "Coordinator", True)
    library = again(library)
    there = library.protocols.get(found.ref)
    assert there == found
    assert library.protocols.file(found.protocol) == TEXT
    data = (library.folder / DATABASE).read_bytes()
    assert b"Two Rivers" not in data
    assert TEXT not in data
    library.close()


def test_a_protocol_that_is_not_sound_is_not_kept(library: Library) -> None:
    with pytest.raises(NotSound) as caught:
        library.protocols.keep(replace(FIRST, title="", id="Not an id"))
    assert [wrong.place for wrong in caught.value.wrongs] == ["title", "id"]
    assert library.store.protocols() == ()


def test_an_assessment_rests_on_the_protocol_that_it_chose(library: Library) -> None:
    first = kept(library, library.protocols.put_file(FIRST, "Signed text.pdf", TEXT))
    editing = library.open_assessment(library.new("Cash list"))
    before = editing.assessment
    assert library.protocols.use(editing, first)
    said = {part: editing.assessment.text(f"record.protocol_{part}") for part in PARTS}
    assert said == {
        "status": "signed",
        "title": "DPISP, Two Rivers",
        "version": "1",
        "date": "2026-03-01",
    }
    assert [file.name for file in editing.assessment.attachments.values()] == ["Signed text.pdf"]
    assert editing.pack.clause["C14"].number == "5.2"
    assert "TR1" in editing.pack.form.by_id["record.protocol_status"].clauses
    assert content_fingerprint(before) != content_fingerprint(editing.assessment)
    assert library.protocols.get(first.ref).used == (before.id,)  # type: ignore[union-attr]
    assert read_assessment(plain_assessment(editing.assessment)) == editing.assessment
    id = before.id
    library = again(library)
    editing = library.open_assessment(id)
    assert editing.pack.clause["C14"].number == "5.2"
    library.protocols.let_go(editing)
    assert editing.assessment.protocol == NO_PACK
    assert editing.pack.clause["C14"].number == ""
    editing.undo()
    assert editing.pack.clause["C14"].number == "5.2"
    library.close()


PARTS = ("status", "title", "version", "date")


def test_undo_takes_the_choice_back_whole(library: Library) -> None:
    first = kept(library, library.protocols.put_file(FIRST, "Signed text.pdf", TEXT))
    editing = library.open_assessment(library.new("Cash list"))
    before = editing.assessment
    library.protocols.use(editing, first)
    editing.undo()
    assert editing.assessment == before
    assert editing.pack.chosen is None
    editing.redo()
    assert editing.pack.chosen == first.protocol


def test_a_protocol_of_a_form_can_be_chosen_too(library: Library) -> None:
    (shipped,) = library.protocols.all()
    editing = library.open_assessment(library.new("Cash list"))
    library.protocols.use(editing, shipped)
    assert editing.pack.chosen == shipped.protocol
    assert editing.assessment.text("record.protocol_title") == shipped.protocol.title
    (still,) = library.protocols.all()
    assert still.source == "shipped"
    assert still.used == (editing.assessment.id,)


def test_what_an_assessment_rests_on_stays_as_it_was_when_the_edition_is_mended(
    library: Library,
) -> None:
    first = kept(library, FIRST)
    editing = library.open_assessment(library.new("Cash list"))
    library.protocols.use(editing, first)
    mended = kept(library, replace(FIRST, numbers={"C14": "5.3", "C39": "12"}))
    library = again(library)
    editing = library.open_assessment(editing.assessment.id)
    assert editing.pack.clause["C14"].number == "5.2"
    assert library.protocols.newer(first.ref) == mended
    assert len(library.protocols.states("two-rivers", "1")) == 2
    own = [found for found in library.protocols.all() if found.source == "own"]
    assert [found.ref for found in own] == [mended.ref]
    library.close()


def test_a_new_edition_lists_what_to_look_at_again_until_it_was_looked_at(
    library: Library,
) -> None:
    protocols = library.protocols
    first = kept(library, FIRST)
    editing = library.open_assessment(library.new("Cash list"))
    protocols.use(editing, first)
    assert protocols.moves(editing.pack, editing.assessment) == ()
    second = kept(library, replace(new_edition(FIRST, "2"), clauses=(), signed="2026-11-01"))
    (due,) = protocols.moves(editing.pack, editing.assessment)
    assert (due.old, due.new, due.is_made) == (protocols.get(first.ref), second, False)
    assert [(item.clause, item.turn) for item in due.items] == [("TR1", "gone")]
    protocols.use(editing, second, said="Moved.")
    assert editing.assessment.text("record.protocol_version") == "2"
    (made,) = protocols.moves(editing.pack, editing.assessment)
    assert made.is_made
    assert [item.clause for item in made.items] == ["TR1"]
    place = made.items[0].places[0]
    assert protocols.look(editing, made, place, by="Supervisor", said="Looked at again.")
    assert not protocols.look(editing, made, place, by="Supervisor", said="Looked at again.")
    remark = looked_at(editing.assessment, first.ref, second.ref)[place]
    assert (remark.place, remark.by, remark.settled) == (place, "Supervisor", True)
    library = again(library)
    editing = library.open_assessment(editing.assessment.id)
    (made,) = library.protocols.moves(editing.pack, editing.assessment)
    assert place in looked_at(editing.assessment, made.old.ref, made.new.ref)
    library.protocols.unlook(editing, made, place)
    assert looked_at(editing.assessment, made.old.ref, made.new.ref) == {}
    library.close()


def test_looking_again_may_be_said_of_a_closed_assessment_but_it_moves_to_no_edition(
    library: Library,
) -> None:
    first = kept(library, FIRST)
    editing = library.open_assessment(library.new("Cash list"))
    library.protocols.use(editing, first)
    second = kept(library, replace(new_edition(FIRST, "2"), clauses=()))
    editing._check = lambda step: None  # type: ignore[method-assign]  # send it, whatever is open
    from dpia_wizard.core.model import Decision

    editing.put("decide", Decision("d", "sent", "Coordinator", "2026-11-22T10:00:00"))
    del editing._check
    (due,) = library.protocols.moves(editing.pack, editing.assessment)
    with pytest.raises(NotAllowed):
        library.protocols.use(editing, second)
    place = due.items[0].places[0]
    assert library.protocols.look(editing, due, place, by="Supervisor", said="Looked at.")


def test_an_edition_goes_only_when_nothing_rests_on_it(library: Library) -> None:
    first = kept(library, FIRST)
    editing = library.open_assessment(library.new("Cash list"))
    library.protocols.use(editing, first)
    with pytest.raises(UserError, match="rests on this protocol"):
        library.protocols.remove("two-rivers", "1")
    library.protocols.let_go(editing)
    library.protocols.remove("two-rivers", "1")
    assert [found.source for found in library.protocols.all()] == ["shipped"]
    editing.undo()  # what it rests on again is still here, beside the register
    assert editing.pack.chosen == FIRST
    assert editing.assessment.text("record.protocol_title") == "DPISP, Two Rivers"


def test_an_edition_that_no_assessment_ever_rested_on_goes_wholly(library: Library) -> None:
    first, second = kept(library, FIRST), kept(library, new_edition(FIRST, "2"))
    editing = library.open_assessment(library.new("Cash list"))
    library.protocols.use(editing, first)
    library.protocols.remove("two-rivers", "2")
    assert library.protocols.get(second.ref) is None
    assert library.protocols.get(first.ref) == replace(first, used=(editing.assessment.id,))


def test_what_to_look_at_again_outlives_the_edition_before(library: Library) -> None:
    protocols = library.protocols
    first = kept(library, FIRST)
    second = kept(library, replace(new_edition(FIRST, "2"), clauses=()))
    editing = library.open_assessment(library.new("Cash list"))
    protocols.use(editing, first)
    protocols.use(editing, second)
    (before,) = protocols.moves(editing.pack, editing.assessment)
    brought = replace(editing.assessment, id="brought", reference="DPIA-2026-099")
    library.add(brought)  # as from a bundle: it has the remark, and no such history
    protocols.remove("two-rivers", "1")
    (after,) = protocols.moves(editing.pack, editing.assessment)
    assert after.items == before.items != ()
    library.delete(editing.assessment.id)
    kept(library, FIRST)
    protocols.remove("two-rivers", "1")
    editing = library.open_assessment(brought.id)
    assert protocols.moves(editing.pack, editing.assessment)[0].items == before.items


def test_a_typo_mended_in_the_same_edition_asks_for_no_work(library: Library) -> None:
    kept(library, replace(FIRST, changed=("C39",)))
    second = replace(FIRST, edition="2", replaces="1", changed=("C39",))
    found = kept(library, second)
    editing = library.open_assessment(library.new("Cash list"))
    editing.answer("record.protocol_status", value="signed")
    library.protocols.use(editing, found)
    kept(library, replace(second, title="DPISP, Two Rivers, mended"))
    (due,) = library.protocols.moves(editing.pack, editing.assessment)
    assert due.items == ()
    kept(library, replace(second, changed=("C39", "C14")))
    kept(library, replace(second, clauses=(), title="Mended again"))
    (due,) = library.protocols.moves(editing.pack, editing.assessment)
    assert [(item.clause, item.turn) for item in due.items] == [("TR1", "gone")]


def test_the_copy_of_the_protocol_before_leaves_with_it_and_comes_back_with_undo(
    library: Library,
) -> None:
    first = kept(library, library.protocols.put_file(FIRST, "First.pdf", TEXT))
    second = library.protocols.put_file(new_edition(FIRST, "2"), "Second.pdf", TEXT + b"2")
    editing = library.open_assessment(library.new("Cash list"))
    library.protocols.use(editing, first)
    library.protocols.use(editing, kept(library, second))
    assert [file.name for file in editing.assessment.attachments.values()] == ["Second.pdf"]
    editing.undo()
    assert [file.name for file in editing.assessment.attachments.values()] == ["First.pdf"]


def test_what_is_begun_waits_encrypted_until_it_is_forgotten(library: Library) -> None:
    draft = ProtocolDraft(replace(FIRST, title="Half a title"), FIRST)
    new = ProtocolDraft(RegisteredProtocol("", title="New one"), RegisteredProtocol(""), True)
    for begun in (draft, new, draft):
        library.protocols.put_draft(begun)
    library = again(library)
    assert library.protocols.drafts() == (draft, new)
    assert b"Half a title" not in (library.folder / DATABASE).read_bytes()
    library.protocols.forget_draft(draft)
    assert library.protocols.drafts() == (new,)
    library.store.put_setting("draft.protocol", '[{"protocol": 1}]')  # of another program
    assert library.protocols.drafts() == ()
    library.close()


def test_editions_stand_newest_first(library: Library) -> None:
    for edition, replaces in (("2", "1"), ("1", ""), ("3", "2")):
        kept(library, replace(FIRST, edition=edition, replaces=replaces))
    own = [found for found in library.protocols.all() if found.source == "own"]
    assert [found.ref.edition for found in own] == ["3", "2", "1"]
    newest = library.protocols.newer(ref_of(FIRST))
    assert newest is not None
    assert newest.ref.edition == "3"
    kept(library, replace(FIRST, edition="1", replaces="3"))  # in a circle: it ends all the same
    assert library.protocols.newer(newest.ref) is not None


def test_what_an_edition_between_changed_is_to_be_looked_at_too(library: Library) -> None:
    first = kept(library, FIRST)
    editing = library.open_assessment(library.new("Cash list"))
    library.protocols.use(editing, first)
    kept(library, replace(new_edition(FIRST, "2"), changed=("C39",)))
    kept(library, replace(FIRST, edition="3", replaces="2"))
    (due,) = library.protocols.moves(editing.pack, editing.assessment)
    assert due.new.ref.edition == "3"
    assert [(item.clause, item.turn) for item in due.items] == [("C39", "changed")]


def test_an_own_clause_rests_on_what_a_country_group_added_to_the_form(library: Library) -> None:
    overlay = load_pack_folder(RESOURCES / "examples" / "two-rivers")
    own = OwnClause("TRX", "7.5", "Ferries", "", ("flows.tr_boats",), ("TR1",), ("M53",))
    protocol = replace(FIRST, numbers={"TR_C1": "7.4"}, clauses=(own,))
    with pytest.raises(NotSound) as caught:
        library.protocols.keep(protocol)
    assert [w.place for w in caught.value.wrongs] == ["clauses.0.questions", "clauses.0.risks"]
    library.shelf.install(archive_of(overlay))
    found = kept(library, protocol)
    editing = library.open_assessment(library.new("Boats", form="two-rivers"))
    library.protocols.use(editing, found)
    assert "TRX" in editing.pack.form.by_id["flows.tr_boats"].clauses
    assert "TRX" in editing.pack.risk["TR1"].clauses
    assert editing.pack.clause["TR_C1"].number == "7.4"
    base = library.open_assessment(library.new("No boats"))
    library.protocols.use(base, found)
    assert base.pack.clause["TRX"].number == "7.5"
    assert "TRX" in base.pack.control["M53"].clauses


def test_a_clause_of_a_country_group_is_no_own_clause_once_more(library: Library) -> None:
    twice = replace(FIRST, clauses=(replace(FIRST.clauses[0], id="TR_C1"),))
    found = kept(library, twice)  # before the form with that clause came
    overlay = load_pack_folder(RESOURCES / "examples" / "two-rivers")
    library.shelf.install(archive_of(overlay))
    assert [(w.kind, w.said) for w in library.protocols.wrongs(twice)] == [
        ("clause_taken", "TR_C1")
    ]
    editing = library.open_assessment(library.new("Boats", form="two-rivers"))
    library.protocols.use(editing, found)
    assert editing.pack.clause["TR_C1"].number == "7.4"
    assert editing.pack.clause["TR_C1"].title == overlay.clause["TR_C1"].title
    assert "TR_C1" in editing.pack.form.by_id["record.protocol_status"].clauses
    assert "TR_C1" in editing.pack.form.by_id["flows.tr_boats"].clauses
    bare = library.protocols.bare(editing.pack)
    assert bare == overlay
    assert "TR_C1" in bare.clause
