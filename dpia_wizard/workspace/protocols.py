"""The register of protocols (DPISP): what is here, what rests on it, what a new edition asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dpia_wizard.codec import canonical_json, parse_json, plain, read_protocol
from dpia_wizard.core import protocol as dpisp
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.model import NO_PACK, Assessment, Attachment, PackRef, Pin, Remark
from dpia_wizard.core.protocol import RegisteredProtocol, ToLookAt
from dpia_wizard.core.protocol_check import Wrong, wrongs
from dpia_wizard.core.together import together
from dpia_wizard.errors import NotAllowed, UserError
from dpia_wizard.storage.protocols import KeptProtocol, ref_of
from dpia_wizard.storage.store import Store
from dpia_wizard.workspace.editing import Editing

__all__ = ["Moved", "ProtocolDraft", "Protocols", "Registered", "ref_of"]


@dataclass(frozen=True, slots=True)
class Registered:
    """A protocol that is here.

    ``source`` is own (of this register), shipped (a form brings it) or kept (an earlier state, or
    one that left, that assessments rest on). ``at`` and ``by`` say when it was kept and by which
    post. ``used`` are the ids of the assessments that rest on it as it stands.
    """

    ref: PackRef
    protocol: RegisteredProtocol
    source: Literal["own", "shipped", "kept"]
    at: str = ""
    by: str = ""
    used: tuple[str, ...] = ()
    has_file: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A move of one assessment from ``old`` to ``new``, made or to be made (``is_made``)."""

    old: Registered
    new: Registered
    is_made: bool
    items: tuple[ToLookAt, ...]


@dataclass(frozen=True, slots=True)
class ProtocolDraft:
    """A protocol that somebody began: as it is typed now, and the one that they began with."""

    protocol: RegisteredProtocol
    began_with: RegisteredProtocol
    is_new: bool = False


class NotSound(UserError):
    """A protocol cannot be kept; ``wrongs`` says why."""

    def __init__(self, found: tuple[Wrong, ...]) -> None:
        super().__init__("This protocol cannot be kept yet; what is missing is marked.")
        self.wrongs = found


class Protocols:
    """The protocols of a library. *packs* gives the forms that are here, the one that most begin
    with first."""

    def __init__(
        self, store: Store, *, packs: Callable[[], tuple[Pack, ...]], now: Callable[[], str]
    ) -> None:
        self._store = store
        self._packs = packs
        self._now = now
        self._made: dict[tuple[PackRef, PackRef, PackRef], Pack] = {}
        self._together: tuple[tuple[PackRef, ...], Pack] | None = None

    @property
    def pack(self) -> Pack:
        """The clauses, questions, risks and controls that a protocol can be mapped to: those of
        every form that is here, with what country groups add to them."""
        packs = self._packs()
        key = tuple(pack.ref for pack in packs)
        if self._together is None or self._together[0] != key:
            self._together = key, together(packs)
        return self._together[1]

    # What is here

    def all(self) -> tuple[Registered, ...]:
        """Every protocol that may be chosen, each in its editions as they stand now: those of the
        register first, by title, the newest edition of each first."""
        used = self._used()
        newest: dict[tuple[str, str], KeptProtocol] = {}
        for kept in self._store.protocols():
            if kept.own:
                newest.pop((kept.ref.id, kept.ref.edition), None)  # so that order tells the newest
                newest[kept.ref.id, kept.ref.edition] = kept
        own = [_registered(kept, "own", used) for kept in reversed(newest.values())]
        own.sort(key=lambda found: (found.protocol.title.casefold(), found.ref.id))
        return (*_later_first(own), *self._shipped(used))

    def states(self, id: str, edition: str) -> tuple[Registered, ...]:
        """One edition as it was kept over time, the newest first."""
        used = self._used()
        return tuple(
            _registered(kept, "own" if kept.own else "kept", used)
            for kept in reversed(self._store.protocols())
            if (kept.ref.id, kept.ref.edition) == (id, edition)
        )

    def get(self, ref: PackRef) -> Registered | None:
        """The very protocol *ref*, or None."""
        kept = self._store.protocol(ref.fingerprint)
        if kept is not None:
            return _registered(kept, "own" if kept.own else "kept", self._used())
        return next((found for found in self._shipped(self._used()) if found.ref == ref), None)

    def newer(self, ref: PackRef) -> Registered | None:
        """What takes the place of the protocol *ref*: the newest edition in the line of those that
        replace it, or the same edition as it was kept last; None when it is the newest."""
        here = {
            found.ref.edition: found
            for found in self.all()
            if found.ref.id == ref.id and found.source == "own"
        }
        edition, passed = ref.edition, {ref.edition}
        while True:
            after = next(
                (
                    found
                    for found in here.values()
                    if found.protocol.replaces == edition and found.ref.edition not in passed
                ),
                None,
            )
            if after is None:
                break
            edition = after.ref.edition
            passed.add(edition)
        last = here.get(edition)
        return None if last is None or last.ref == ref else last

    def pack_with(self, pack: Pack, assessment: Assessment) -> Pack:
        """*pack* as *assessment* shows it: with the numbers and clauses of its protocol, where it
        has chosen one that is here."""
        ref = assessment.protocol
        if ref == NO_PACK:
            return pack
        key = (pack.ref, pack.matrix_ref, ref)
        found = self._made.get(key)
        if found is None:
            chosen = self.get(ref)
            if chosen is None:
                return pack
            found = self._made[key] = dpisp.with_protocol(pack, chosen.protocol)
        return found

    def bare(self, pack: Pack) -> Pack:
        """*pack* without the numbers and clauses of a protocol."""
        return dpisp.without_protocol(pack)

    def wrongs(self, protocol: RegisteredProtocol) -> tuple[Wrong, ...]:
        """What keeps *protocol* from being kept."""
        return wrongs(protocol, self.pack)

    # What comes and goes

    def keep(self, protocol: RegisteredProtocol, *, by: str = "") -> PackRef:
        """Keep a protocol in the register; gives what an assessment is pinned to. What was kept of
        the same edition stays for the assessments that rest on it.

        Raises `NotSound` with everything that is wrong.
        """
        found = self.wrongs(protocol)
        if found:
            raise NotSound(found)
        ref = ref_of(protocol)
        self._store.keep_protocol(
            KeptProtocol(ref, protocol, self._now(), by, own=True, has_file=False)
        )
        return ref

    def bring(self, protocol: RegisteredProtocol, *, by: str = "") -> RegisteredProtocol:
        """Put a protocol that was read from a file into the register.

        Raises `NotSound`, and `UserError` where another one of the same name and edition is here.
        """
        states = self.states(protocol.id, protocol.edition)
        own = next((state for state in states if state.source == "own"), None)
        if own is not None and own.protocol != protocol:
            raise UserError(
                "Edition {edition} of {protocol} is in the register already, and it is not the "
                "same as this one. Nothing was brought in.",
                edition=protocol.edition,
                protocol=protocol.id,
            )
        if own is None:
            self.keep(protocol, by=by)
        return protocol

    def put_file(self, protocol: RegisteredProtocol, name: str, data: bytes) -> RegisteredProtocol:
        """*protocol* with the signed text *data* attached; the file stays once it is kept."""
        sha256 = self._store.put_blob(data)
        return replace(protocol, file=name, sha256=sha256, size=len(data))

    def file(self, protocol: RegisteredProtocol) -> bytes | None:
        """The signed text, or None where it is not in this library."""
        if not protocol.sha256:
            return None
        try:
            return self._store.blob(protocol.sha256)
        except UserError:
            return None

    def remove(self, id: str, edition: str) -> None:
        """Take an edition out of the register. What an assessment rested on once stays beside the
        register, so that its moves can be looked at and undone. Raises `UserError` while an
        assessment rests on it; then nothing was removed."""
        states = self.states(id, edition)
        if any(state.used for state in states):
            raise UserError(
                "An assessment in this library rests on this protocol, so it stays. Choose another "
                "protocol in the assessment first."
            )
        kept = [k for k in self._store.protocols() if (k.ref.id, k.ref.edition) == (id, edition)]
        named = self._are_named(state.ref for state in kept)
        for state in kept:
            if state.ref in named:
                self._store.keep_protocol(replace(state, own=False))
            else:
                self._store.drop_protocol(state.ref.fingerprint)
        self._made.clear()

    # What is begun and not kept yet

    def drafts(self) -> tuple[ProtocolDraft, ...]:
        """What was begun and not kept yet, the oldest first."""
        try:
            said = parse_json(self._store.setting(_DRAFTS) or "[]", address=_DRAFTS)
            return tuple(_draft(draft) for draft in said) if isinstance(said, list) else ()
        except UserError:  # of another version of the program
            return ()

    def put_draft(self, draft: ProtocolDraft) -> None:
        """Keep what is begun, encrypted, until it is kept in the register or given up."""
        if draft not in self.drafts():
            self._put_drafts((*self.drafts(), draft))

    def forget_draft(self, draft: ProtocolDraft) -> None:
        """Let go of what was begun."""
        if draft in self.drafts():
            self._put_drafts(other for other in self.drafts() if other != draft)

    def _put_drafts(self, drafts: Iterable[ProtocolDraft]) -> None:
        said = [
            {
                "protocol": plain(draft.protocol),
                "began_with": plain(draft.began_with),
                "is_new": draft.is_new,
            }
            for draft in drafts
        ]
        self._store.put_setting(_DRAFTS, canonical_json(list(said)).decode())

    # In an assessment

    def use(self, editing: Editing, found: Registered, *, said: str = "") -> Step | None:
        """Let an assessment rest on a protocol: its pin, its title, edition, date and copy.

        *said* is the sentence of the remark that a move from another edition of it leaves. Raises
        `NotAllowed` while the assessment is closed for changes.
        """
        if not editing.may_edit:
            raise NotAllowed(
                "This assessment is closed for changes. Return it or open it again first."
            )
        assessment, protocol = editing.assessment, found.protocol
        if self._store.protocol(found.ref.fingerprint) is None:  # of a form, which may go one day
            self._store.keep_protocol(
                KeptProtocol(found.ref, protocol, self._now(), "", own=False, has_file=False)
            )
        copy = None
        if self.file(protocol) is not None:
            id, name = editing.new_id(), protocol.file
            copy = Attachment(id, name, protocol.sha256, protocol.size, dpisp.COPY)
        old = assessment.protocol
        before = self.get(old) if old != NO_PACK else None
        before_it = None if before is None else before.protocol
        changes = list(dpisp.chosen(assessment, protocol, found.ref, copy, before_it=before_it))
        if old.id == found.ref.id and old != found.ref:
            id = dpisp.moved_from(old, found.ref)
            remark = Remark(id, dpisp.VERSION, said or _MOVED, "", self._now(), settled=True)
            if id not in assessment.remarks:
                changes.append(Change(None, remark))
        return editing.do(dpisp.NAME, changes)

    def let_go(self, editing: Editing) -> Step | None:
        """Let an assessment rest on no protocol of the register; what it says of it stays."""
        return editing.do(dpisp.NAME, dpisp.let_go(editing.assessment))

    def moves(self, pack: Pack, assessment: Assessment) -> tuple[Moved, ...]:
        """What to look at again in an assessment: for the newer edition that is here, and for
        those that it moved to already, the last first."""
        ref = assessment.protocol
        now = self.get(ref) if ref != NO_PACK else None
        if now is None:
            return ()
        found = []
        newer = self.newer(ref)
        if newer is not None:
            items = self._items(pack, assessment, now, newer)
            found.append(Moved(now, newer, False, items))
        found += [
            Moved(old, now, True, self._items(pack, assessment, old, now))
            for old in self._moved_to(assessment, ref)
        ]
        return tuple(found)

    def look(
        self, editing: Editing, moved: Moved, place: str, *, by: str, said: str
    ) -> Step | None:
        """Say that *place* (a question, risk or control) was looked at again; the sentence *said*
        stands among its remarks. May be done in every stage."""
        id = dpisp.looked_at_id(moved.old.ref, moved.new.ref, place)
        if id in editing.assessment.remarks:
            return None
        return editing.put("look again", Remark(id, place, said, by, self._now(), settled=True))

    def unlook(self, editing: Editing, moved: Moved, place: str) -> Step | None:
        """Take that back."""
        id = dpisp.looked_at_id(moved.old.ref, moved.new.ref, place)
        remark = editing.assessment.remarks.get(id)
        return None if remark is None else editing.remove("look again", remark)

    def resting(self, id: str) -> tuple[tuple[str, PackRef], ...]:
        """The assessments that rest on an edition of the protocol *id*, with what they rest on."""
        return tuple((a, ref) for a, ref in self._store.rests_on().items() if ref.id == id)

    # Where they are found

    def _items(
        self, pack: Pack, assessment: Assessment, old: Registered, new: Registered
    ) -> tuple[ToLookAt, ...]:
        """What to look at again, with what the editions between the two changed."""
        if old.ref.edition == new.ref.edition:  # mended: only what was marked since
            changed = [id for id in new.protocol.changed if id not in old.protocol.changed]
        else:
            changed = self._changed_between(old, new)
        after = replace(new.protocol, changed=tuple(dict.fromkeys(changed)))
        return dpisp.to_look_at(pack, assessment, old.protocol, after)

    def _changed_between(self, old: Registered, new: Registered) -> list[str]:
        kept = (k for k in self._store.protocols() if k.ref.id == new.ref.id)
        here = {k.ref.edition: k.protocol for k in kept}
        here |= {f.ref.edition: f.protocol for f in self.all() if f.ref.id == new.ref.id}
        changed = [*new.protocol.changed]
        edition, passed = new.protocol.replaces, {new.ref.edition}
        while edition in here and edition != old.ref.edition and edition not in passed:
            passed.add(edition)
            changed += here[edition].changed
            edition = here[edition].replaces
        return changed

    def _moved_to(self, assessment: Assessment, ref: PackRef) -> Iterator[Registered]:
        """What *assessment* moved to *ref* from, the last move first."""
        remarks = assessment.remarks
        moves = [
            (remarks[id].at, kept)
            for kept in self._store.protocols()
            if kept.ref.id == ref.id and (id := dpisp.moved_from(kept.ref, ref)) in remarks
        ]
        for _at, kept in sorted(moves, key=lambda move: move[0], reverse=True):
            yield _registered(kept, "own" if kept.own else "kept", {})

    def _are_named(self, refs: Iterable[PackRef]) -> set[PackRef]:
        """Those of *refs* that an assessment rested on once: as its history or a remark says."""
        heads = {ref.fingerprint[:16]: ref for ref in refs}
        found: set[PackRef] = set()
        for listed in self._store.list(archived=None):
            for id in self._store.load(listed.id).remarks:
                if id.startswith("protocol "):
                    found |= {ref for head, ref in heads.items() if head in id.split()}
            for entry in self._store.history(listed.id):
                sides = (s for change in entry.changes for s in (change.before, change.after))
                found |= {s.ref for s in sides if isinstance(s, Pin) and s.id == "protocol"}
        return found

    def _shipped(self, used: dict[PackRef, tuple[str, ...]]) -> Iterator[Registered]:
        """The protocols that the forms bring, each once."""
        seen: set[str] = set()
        for pack in self._packs():
            for protocol in pack.protocols:
                found = dpisp.as_registered(pack, protocol)
                ref = ref_of(found)
                if ref.fingerprint not in seen:
                    seen.add(ref.fingerprint)
                    yield Registered(ref, found, "shipped", used=used.get(ref, ()))

    def _used(self) -> dict[PackRef, tuple[str, ...]]:
        found: dict[PackRef, tuple[str, ...]] = {}
        for assessment, ref in self._store.rests_on().items():
            found[ref] = (*found.get(ref, ()), assessment)
        return found


_DRAFTS = "draft.protocol"
"""The setting of the library that holds what was begun."""


def _draft(said: object) -> ProtocolDraft:
    parts = said if isinstance(said, dict) else {}
    protocol, began_with = (
        read_protocol(parts.get(part), address=_DRAFTS) for part in ("protocol", "began_with")
    )
    return ProtocolDraft(protocol, began_with, parts.get("is_new") is True)


_MOVED = "The assessment moved to another edition of its protocol."


def _registered(
    kept: KeptProtocol,
    source: Literal["own", "kept"],
    used: dict[PackRef, tuple[str, ...]],
) -> Registered:
    facts = (kept.at, kept.by, used.get(kept.ref, ()), kept.has_file)
    return Registered(kept.ref, kept.protocol, source, *facts)


def _later_first(found: list[Registered]) -> Iterator[Registered]:
    """By title and id; of one protocol, an edition before those that it replaces."""
    rows = list(found)
    while rows:
        first = rows[0]
        line = [row for row in rows if row.ref.id == first.ref.id]
        rows = [row for row in rows if row.ref.id != first.ref.id]
        replaced = {row.protocol.replaces for row in line}
        while line:
            top = next((row for row in line if row.ref.edition not in replaced), line[0])
            line.remove(top)
            yield top
            replaced = {row.protocol.replaces for row in line}
