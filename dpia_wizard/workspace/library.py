"""A library: start one, open one, and what people do with the assessments in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from dpia_wizard.core.change import Change, Step, apply, put
from dpia_wizard.core.in_review import hides, veiled
from dpia_wizard.core.model import Answer, Assessment, PackRef, pin, pinned
from dpia_wizard.core.summary import TITLE
from dpia_wizard.core.workflow import MATRIX_CHANGED, may_edit
from dpia_wizard.errors import NotAllowed, StorageTrouble, UserError
from dpia_wizard.files import write_whole
from dpia_wizard.storage.names import KEYS
from dpia_wizard.storage.store import Found, Listed, ListedAction, Order, Store
from dpia_wizard.workspace import kept_levels
from dpia_wizard.workspace.at_work import at_work, rates_first
from dpia_wizard.workspace.clock import World
from dpia_wizard.workspace.drafts import Drafts, Words
from dpia_wizard.workspace.kept_levels import KeptLevel
from dpia_wizard.workspace.signed_reports import forget_signed

if TYPE_CHECKING:  # home stands before what makes and judges an assessment is read
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.sign_offs import SignOffVerdict
    from dpia_wizard.core.summary import Summary
    from dpia_wizard.core.upgrade import Unfitting
    from dpia_wizard.workspace.contacts import Contacts
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.held_roles import HeldRoles
    from dpia_wizard.workspace.library_keys import NewKeys
    from dpia_wizard.workspace.people import People
    from dpia_wizard.workspace.protocols import Protocols
    from dpia_wizard.workspace.shelf import Shelf
    from dpia_wizard.workspace.signing_off import SealedContents

_REFERENCE = re.compile(r"DPIA-(?P<year>[0-9]{4})-(?P<number>[0-9]{1,9})")
"""The references that libraries give; others come with assessments made elsewhere."""


def exists(folder: Path) -> bool:
    """Whether there is a library in *folder*."""
    return (folder / KEYS).exists()


@cache
def shipped_pack() -> Pack:
    """The shipped form with its catalogues, matrix and protocols, read once."""
    from dpia_wizard.packs.load import load_pack

    return load_pack()


def pack_is_read() -> bool:
    """Whether `shipped_pack` gives the pack without reading it."""
    return bool(shipped_pack.cache_info().currsize)


class Library:
    """An open library. Use it from the thread that opened it; close it at the end."""

    def __init__(self, folder: Path, store: Store, key: bytes, world: World) -> None:
        self.folder = folder
        self.store = store
        self.world = world
        self._key = key

    @classmethod
    def create(
        cls, folder: Path, passphrase: str, *, world: World | None = None
    ) -> tuple[Library, str]:
        """A new library in *folder*, with the groups of its recovery sheet.

        Raises `StorageTrouble` when a library is there already or the folder cannot be written.
        """
        from dpia_wizard.workspace import library_keys

        keys = library_keys.new_keys(passphrase)
        return cls.create_with(folder, keys, world=world), keys.groups

    @classmethod
    def create_with(cls, folder: Path, keys: NewKeys, *, world: World | None = None) -> Library:
        """A new library in *folder*, under keys made before (`library_keys.new_keys`)."""
        if exists(folder):
            raise StorageTrouble("There is a library in {path} already. Open it.", path=folder)
        world = world or World()
        store = Store.create(folder, keys.key, new_id=world.new_id)
        try:
            write_whole(folder / KEYS, keys.slots)
        except BaseException:
            store.close()
            raise
        return cls(folder, store, keys.key, world)

    @classmethod
    def open(cls, folder: Path, passphrase: str, *, world: World | None = None) -> Library:
        """The library in *folder*. Raises `WrongPassphrase`, `FileTooNew` or `StorageTrouble`;
        then nothing was changed."""
        from dpia_wizard.workspace import library_keys

        return cls.open_with(folder, library_keys.key_of(folder, passphrase), world=world)

    @classmethod
    def open_with(cls, folder: Path, key: bytes, *, world: World | None = None) -> Library:
        """The library in *folder*, by its key (from `library_keys`)."""
        world = world or World()
        return cls(folder, Store.open(folder, key, new_id=world.new_id), key, world)

    @classmethod
    def recover(
        cls, folder: Path, groups: str, new_passphrase: str, *, world: World | None = None
    ) -> Library:
        """The library opened with the recovery sheet, and its passphrase set anew."""
        from dpia_wizard.workspace import library_keys

        library = cls.open_with(folder, library_keys.key_by_sheet(folder, groups), world=world)
        library.change_passphrase(new_passphrase)
        return library

    def change_passphrase(self, new: str) -> None:
        """Set another passphrase; the recovery sheet stays good."""
        from dpia_wizard.workspace import library_keys

        library_keys.set_passphrase(self.folder, self._key, new)

    def close(self) -> None:
        """Close the library; what was not yet summed up is summed up first.

        Where that fails (a full disk, a damaged page) it is done when the list is next shown.
        """
        try:
            with suppress(UserError):
                self.refresh()
        finally:
            self.store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def shelf(self) -> Shelf:
        """The forms that are here, shipped and installed."""
        from dpia_wizard.workspace.shelf import Shelf

        return Shelf(self.store, default=lambda: shipped_pack(), now=self.world.now)

    @cached_property
    def protocols(self) -> Protocols:
        """The protocols (DPISP) that are here: the Working Group's own and those of the forms."""
        from dpia_wizard.workspace.protocols import Protocols

        return Protocols(self.store, packs=self._forms, now=self.world.now)

    @cached_property
    def people(self) -> People:
        """The people who work on this laptop."""
        from dpia_wizard.workspace.people import People

        return People(
            self.store.people, self.held_roles, now=self.world.now, new_id=self.world.new_id
        )

    @cached_property
    def held_roles(self) -> HeldRoles:
        """The roles that people and contacts had before."""
        from dpia_wizard.workspace.held_roles import HeldRoles

        return HeldRoles(self.store)

    @cached_property
    def contacts(self) -> Contacts:
        """The keys of others."""
        from dpia_wizard.workspace.contacts import Contacts

        return Contacts(
            self.store,
            self.held_roles,
            people=self.people.all,
            now=self.world.now,
            today=self.world.today,
        )

    def pack_of(self, assessment: Assessment) -> Pack:
        """The very form and matrix that *assessment* is made with, and the protocol it rests on.
        Raises `UserError` with what to install where form or matrix are not here."""
        return self.protocols.pack_with(self.shelf.pack_of(assessment), assessment)

    def new(self, title: str, *, by: str = "", language: str = "en", form: str = "") -> str:
        """Start an assessment with *form* (`Shelf.named`); gives its id."""
        pack = self.shelf.named(form)
        today = self.world.today()
        assessment = Assessment(
            id=self.world.new_id(),
            reference=self._next_reference(),
            created=today,
            pins=pinned(pack.ref, pack.matrix_ref),
        )
        first = (Answer(TITLE, title), Answer("record.started", today))
        changes = [put(assessment, record) for record in first]
        assessment = apply(assessment, *(c for c in changes if c is not None))
        self.add(assessment, by=by)
        return assessment.id

    def add(self, assessment: Assessment, *, by: str = "") -> None:
        """Put a whole assessment into the library, and what it is made with beside it.

        Raises `UserError` where the very form or matrix it is made with is not here.
        """
        pack = self.pack_of(assessment)
        self.shelf.keep(pack)
        line = self._summary(pack, assessment, self.world.today())
        self.store.add(assessment, line, at=self.world.now(), by=by)
        kept_levels.keep(self.store, pack)

    def open_assessment(self, id: str, *, by: str = "") -> Editing:
        """The assessment *id*, open for work. Raises `UserError` when there is none."""
        from dpia_wizard.workspace.editing import Editing

        assessment = self.store.load(id)

        def keep(step: Step) -> None:
            self.store.commit(id, step, at=self.world.now(), by=step.by or by)

        def keep_draft(form: str, words: Words) -> None:
            self.store.put_draft(id, form, words)

        def kept_pack_of(after: Assessment) -> Pack:
            pack = self.pack_of(after)
            self.shelf.keep(pack)
            return pack

        pack = self.pack_of(assessment)
        with suppress(StorageTrouble):  # what can be read is shown, also when the disk is full
            self.shelf.keep(pack)
        return Editing(
            assessment,
            pack,
            keep=keep,
            today=self.world.today,
            now=self.world.now,
            new_id=self.world.new_id,
            keep_file=self.store.put_blob,
            verdicts_of=self._verdicts_of,
            drafts=Drafts(self.store.drafts(id), keep_draft),
            pack_of=kept_pack_of,
            asked_before=self.shelf.asked_before,
        )

    def _verdicts_of(self, assessment: Assessment, pack: Pack) -> tuple[SignOffVerdict, ...]:
        from dpia_wizard.workspace.signing_off import sign_off_verdicts

        return sign_off_verdicts(self, assessment, pack=pack)

    @cached_property
    def sealed_contents(self) -> SealedContents:
        """What sign-offs cover, read when it is needed."""
        from dpia_wizard.workspace.signing_off import SealedContents

        return SealedContents(self.store.blob)

    def move(self, assessment: Assessment, form: PackRef) -> Pack:
        """What *assessment* would be made with in the form *form*: with the matrix that it uses,
        in the edition of that form where it is the form's own."""
        from dpia_wizard.core.remap import with_matrix

        after = self.protocols.pack_with(self.shelf.pack(form), assessment)
        if after.matrix_ref.id == assessment.matrix.id:
            return after
        now = self.pack_of(assessment)
        return with_matrix(after, now.matrix, now.matrix_ref)

    def adopt(self, id: str, form: PackRef, *, by: str = "") -> None:
        """Move the assessment *id*, whose own form is not here any more, to the form *form*.

        Nothing can be compared, and nothing that was written is lost; the matrix stays where it
        is here. The step cannot be undone: undo begins when the assessment is opened. Raises
        `NotAllowed` for one that is closed for changes.
        """
        from dpia_wizard.core import upgrade

        assessment = self.store.load(id)
        if not may_edit(assessment):
            raise NotAllowed(
                "This assessment is closed for changes. Return it or open it again first."
            )
        pack = self._pack_to_adopt(assessment, form)
        self.shelf.keep(pack)
        step = Step(upgrade.NAME, upgrade.adopted(pack, assessment))
        self.store.commit(id, step, at=self.world.now(), by=by)

    def unfitting(self, id: str, form: PackRef) -> Unfitting:
        """What of the assessment *id* does not fit the form *form*, which `adopt` would set aside
        or leave as it is."""
        from dpia_wizard.core import upgrade

        assessment = self.store.load(id)
        return upgrade.unfitting(self._pack_to_adopt(assessment, form), assessment)

    def _pack_to_adopt(self, assessment: Assessment, form: PackRef) -> Pack:
        pack = self.shelf.pack(form)
        if pack.matrix_ref.id != assessment.matrix.id:
            with suppress(UserError):  # a matrix that is not here: the form's own counts
                pack = self.shelf.pack_of(apply(assessment, Change(None, pin("form", form))))
        return pack

    def refresh(self) -> None:
        """Sum up again every assessment that changed since its line was written, or that may
        still be edited and was summed up on another day: its evidence grows older.

        The line of an assessment whose form is not here stays as it is, for when it is here.
        """
        today = self.world.today()
        for id in self.store.stale(today=today):
            assessment = self.store.load(id)
            try:
                pack = self.pack_of(assessment)
            except UserError:
                continue
            self.store.put_summary(id, self._summary(pack, assessment, today))
            kept_levels.keep(self.store, pack)

    def levels(self, line: Listed) -> tuple[KeptLevel, ...]:
        """The levels, from the lowest, that *line* counts risks at.

        Raises `UserError` where the pack must be read for them and cannot be used.
        """
        return kept_levels.levels(
            self.store, line.matrix, lambda: self.pack_of(self.store.load(line.id))
        )

    def list(
        self, *, archived: bool | None = False, order: Order = "changed"
    ) -> tuple[Listed, ...]:
        """The lines of the library, as who works here may see them (`in_review`)."""
        self.refresh()
        lines = self.store.list(archived=archived, order=order)
        hidden = self._hidden_among(lines)
        if not hidden:
            return lines
        shown = [
            replace(line, summary=veiled(line.summary)) if line.id in hidden else line
            for line in lines
        ]
        if order == "worst":  # else its place would tell
            shown.sort(key=lambda line: line.changed_at, reverse=True)
            shown.sort(key=lambda line: -line.summary.worst_rank)
        return tuple(shown)

    def _hidden_among(self, lines: Iterable[Listed]) -> frozenset[str]:
        """The assessments of which who works here may not be told the levels yet."""
        rated_first = [line for line in lines if any(s.kind == "rates" for s in line.summary.seats)]
        person = at_work(self) if rated_first else None
        if person is None:
            return frozenset()
        who = {"post": person.post, "role": person.role}
        return frozenset(line.id for line in rated_first if hides(line.summary.seats, **who))

    def actions(self, *, done: bool = False) -> tuple[ListedAction, ...]:
        """The actions of all assessments that are not archived, by the day each is due: those
        that are still open, or those that are done."""
        self.refresh()
        return self.store.actions(done=done)

    def find(self, reference: str) -> str:
        """The id of the assessment with this id, else reference, else title.

        Raises `UserError` where there is none, or more than one.
        """
        lines = self.list(archived=None)
        ways: tuple[Callable[[Listed], str], ...] = (
            lambda line: line.id,
            lambda line: line.summary.reference,
            lambda line: line.summary.title,
        )
        for way in ways:
            found = [line for line in lines if way(line) == reference]
            if len(found) == 1:
                return found[0].id
            if found:
                raise UserError(
                    "More than one assessment is called {name}. Give one of these instead: "
                    "{known}.",
                    name=reference,
                    known=", ".join(_told_apart(found)),
                )
        raise UserError(
            "There is no assessment {reference} in this library. List it to see what there is.",
            reference=reference,
        )

    def search(self, text: str) -> tuple[Found, ...]:
        """Where *text* stands in titles and answers, but for what was written of the risks of an
        assessment whose levels who works here may not know yet."""
        found = self.store.search(text)
        if at_work(self) is None:
            return found
        self.refresh()
        lines = map(self.store.line, dict.fromkeys(hit.assessment for hit in found))
        hidden = {id: self.store.load(id).risks for id in self._hidden_among(lines)}
        return tuple(hit for hit in found if hit.place not in hidden.get(hit.assessment, ()))

    def duplicate(self, id: str, title: str, *, by: str = "") -> str:
        """A copy of the assessment as a new draft of its own; gives its id.

        Answers, risks, controls and actions come along, and why another matrix is used; remarks,
        what each person rated, sign-offs and the other decisions do not. Raises `NotAllowed` where
        the copy would tell levels that who works here may not know yet.
        """
        from dpia_wizard.core.seal import is_sealed

        self.refresh()
        if self._hidden_among((self.store.line(id),)):
            raise rates_first()  # the copy would be a draft, in which nothing is hidden
        original = self.store.load(id)
        answers = {**original.answers, TITLE: Answer(TITLE, title)}
        copy = replace(
            original,
            id=self.world.new_id(),
            reference=self._next_reference(),
            created=self.world.today(),
            answers=answers,
            remarks={},
            ratings={},
            sign_offs={},
            attachments={
                id: file for id, file in original.attachments.items() if not is_sealed(file)
            },
            decisions={
                id: decision
                for id, decision in original.decisions.items()
                if decision.kind == MATRIX_CHANGED
            },
        )
        self.add(copy, by=by)
        return copy.id

    def archive(self, id: str, *, archived: bool = True) -> None:
        """Put an assessment away, or take it back out."""
        self.store.archive(id, archived)

    def delete(self, id: str) -> None:
        """Delete an assessment with its history, for good."""
        self.store.delete(id)
        forget_signed(self, id)

    def _summary(self, pack: Pack, assessment: Assessment, today: str) -> Summary:
        from dpia_wizard.core.summing_up import summary

        if not assessment.decisions and not assessment.sign_offs:
            return summary(pack, assessment, today=today)
        from dpia_wizard.core.sign_offs import unsigned_approval
        from dpia_wizard.workspace.void_seals import void_seals

        verdicts = self._verdicts_of(assessment, pack)
        return summary(
            pack,
            assessment,
            today=today,
            void=[one.sign_off for one in void_seals(verdicts)],
            unsigned=unsigned_approval(assessment, pack, verdicts),
        )

    def _forms(self) -> tuple[Pack, ...]:
        """The forms that are here and can be read, the one that most begin with first."""
        default = shipped_pack()
        packs = (shelved.pack for shelved in self.shelf.forms())
        return (default, *(pack for pack in packs if pack is not None and pack.ref != default.ref))

    def _next_reference(self) -> str:
        """The next number of this year in this library; in another library another assessment
        may have it, so what must not be mistaken goes by id."""
        year = self.world.today()[:4]
        lines = self.store.list(archived=None, order="changed")
        found = [_REFERENCE.fullmatch(line.summary.reference) for line in lines]
        numbers = [int(match["number"]) for match in found if match and match["year"] == year]
        return f"DPIA-{year}-{max(numbers, default=0) + 1:03}"


def _told_apart(lines: Sequence[Listed]) -> tuple[str, ...]:
    """The references of *lines*; the id of one whose reference others have too."""
    references = [line.summary.reference for line in lines]
    return tuple(
        reference if references.count(reference) == 1 else line.id
        for line, reference in zip(lines, references, strict=True)
    )
