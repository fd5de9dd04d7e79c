"""The shelf: the forms that are here, shipped or installed, and the very one of each assessment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.form import Question
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import Assessment, PackRef
from dpia_wizard.core.remap import with_matrix
from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole
from dpia_wizard.packs.archive import archive_of, load_archive
from dpia_wizard.packs.kept_matrix import load_matrix_archive, matrix_archive
from dpia_wizard.packs.load import DEFAULT_FORM, load_pack, shipped_forms
from dpia_wizard.packs.unpack import MOST_ARCHIVE_BYTES
from dpia_wizard.storage.store import KeptPack, Store
from dpia_wizard.workspace.matrices import matrix_here, pack_with_matrix


@dataclass(frozen=True, slots=True)
class Shelved:
    """A form on the shelf.

    ``source`` is shipped, installed, or kept because an assessment is made with it; ``at`` when it
    came (UTC, ISO), "" for a shipped one. ``used`` counts the assessments made with it. ``pack`` is
    None when it cannot be read any more; ``title`` and ``publisher`` are in English.
    """

    ref: PackRef
    title: str
    publisher: str
    source: Literal["shipped", "installed", "kept"]
    at: str
    used: int
    pack: Pack | None

    @property
    def can_go(self) -> bool:
        """Whether it may be removed: brought by somebody, and no assessment is made with it."""
        return self.source != "shipped" and not self.used


@dataclass(frozen=True, slots=True)
class Installed:
    """A form that was installed, or was here already (``was_here``)."""

    pack: Pack
    was_here: bool


class FormNotHere(UserError):
    """The very form ``ref`` of an assessment is not here."""

    def __init__(self, ref: PackRef) -> None:
        super().__init__(
            "The form {form} is not installed in edition {edition}, which this assessment is made "
            "with. Install that edition, then open the assessment again.",
            form=ref.id,
            edition=ref.edition,
        )
        self.ref = ref


class Shelf:
    """The forms of a library; *default* gives the shipped one that new assessments begin with."""

    def __init__(
        self, store: Store, *, default: Callable[[], Pack], now: Callable[[], str]
    ) -> None:
        self._store = store
        self._default = default
        self._now = now
        self._kept: dict[str, Pack] = {}
        self._made: dict[tuple[PackRef, PackRef], Pack] = {}

    # What is here

    def forms(self) -> tuple[Shelved, ...]:
        """Every form that is here, by id and with the newest edition first."""
        used = self._store.made_with()
        kept = self._store.kept_packs()
        rows = {row.ref.fingerprint: row for row in kept}
        found = [
            Shelved(
                pack.ref,
                pack.title,
                pack.publisher,
                "shipped",
                "",
                used.get(pack.ref.fingerprint, 0),
                pack,
            )
            for pack in self._shipped()
        ]
        here = {shelved.ref.fingerprint for shelved in found}
        for fingerprint, row in rows.items():
            if fingerprint not in here:
                source: Literal["installed", "kept"] = "installed" if row.installed else "kept"
                count = used.get(fingerprint, 0)
                facts = (row.title, row.publisher, source, row.at, count)
                found.append(Shelved(row.ref, *facts, self._readable(row.ref)))
        found.sort(key=lambda shelved: shelved.at)
        found.sort(key=lambda shelved: edition_order(shelved.ref.edition), reverse=True)
        return tuple(sorted(found, key=lambda shelved: shelved.ref.id))

    def packs(self) -> tuple[Pack, ...]:
        """Every form that is here and can be read."""
        return tuple(shelved.pack for shelved in self.forms() if shelved.pack is not None)

    def to_begin_with(self) -> tuple[Shelved, ...]:
        """The forms that a new assessment may be made with: the newest edition of each, the one
        that most begin with first."""
        newest: dict[str, Shelved] = {}
        for shelved in self.forms():
            if shelved.pack is not None and shelved.source != "kept":
                newest.setdefault(shelved.ref.id, shelved)
        first = self._default().ref.id
        return tuple(sorted(newest.values(), key=lambda shelved: shelved.ref.id != first))

    def named(self, form: str) -> Pack:
        """The newest edition of the form *form* (its id, or its id with ``@`` and an edition; ""
        for the one that most begin with). Raises `UserError` with those that are here."""
        id, _at, edition = form.partition("@")
        if not form:
            return self._default()
        known = self.forms()
        for shelved in known:
            if shelved.pack is not None and shelved.ref.id == id:
                if edition and shelved.ref.edition != edition:
                    continue
                if edition or shelved.source != "kept":
                    return shelved.pack
        raise UserError(
            "There is no form {form} here. Those that are here: {known}.",
            form=form,
            known=", ".join(dict.fromkeys(shelved.ref.id for shelved in known)),
        )

    def pack(self, ref: PackRef) -> Pack:
        """The very form *ref*. Raises `FormNotHere` with what to install."""
        for pack in self._shipped(ref.id):
            if pack.ref == ref:
                return pack
        found = self._kept.get(ref.fingerprint)
        if found is None:
            archive = self._store.pack_archive(ref.fingerprint)
            if archive is None:
                raise FormNotHere(ref)
            found = load_archive(archive, bases=self._base, name=ref.id)
            # What a fingerprint covers may grow; what an assessment is pinned to stays its name.
            found = self._kept[ref.fingerprint] = replace(found, ref=ref)
        return found

    def pack_of(self, assessment: Assessment) -> Pack:
        """The very form and matrix of *assessment*. Raises `UserError` with what to install."""
        pack, wanted = self.pack(assessment.form), assessment.matrix
        if wanted == pack.matrix_ref:
            return pack
        key = (pack.ref, wanted)
        if key not in self._made:
            self._made[key] = self._with_matrix(pack, wanted)
        return self._made[key]

    def with_matrix_named(self, id: str) -> Pack:
        """The form that most begin with, with the matrix *id* where one of that name is here."""
        default = self._default()
        if id in ("", default.matrix.id) or matrix_here(id) is not None:
            return pack_with_matrix(default, id) if id else default
        for row in self._store.kept_packs():
            pack = self._readable(row.ref)
            if pack is not None and pack.matrix.id == id:
                found = _onto(default, pack.matrix, pack.matrix_ref)
                return replace(found, words=(*found.words, *pack.words))
        return default

    def asked_before(self, question: str) -> tuple[Question, ...]:
        """A question as the kept forms ask it, the last one first."""
        packs = (self._readable(row.ref) for row in reversed(self._store.kept_packs()))
        forms = (pack.form for pack in packs if pack is not None)
        return tuple(form.by_id[question] for form in forms if question in form.by_id)

    def newer(self, ref: PackRef) -> PackRef | None:
        """The newest edition here of the form *ref*, when it is newer than that one.

        A shipped form of the same edition with another content counts as newer.
        """
        shipped = [pack.ref for pack in self._shipped(ref.id)]
        kept = [row.ref for row in self._store.kept_packs() if row.installed]
        mine = edition_order(ref.edition)
        found = [other for other in (*kept, *shipped) if other.id == ref.id]
        best = max(found, key=lambda other: edition_order(other.edition), default=None)
        if best is None or best == ref:
            return None
        is_newer = edition_order(best.edition) > mine
        return best if is_newer or (best.edition == ref.edition and best in shipped) else None

    # What comes and goes

    def install(self, source: bytes | Path) -> Installed:
        """Put the form in a file on the shelf, whole or not at all.

        Raises `PackFault` with every fault of the file, and `UserError` where another form of the
        same name and edition is here.
        """
        name = source.name if isinstance(source, Path) else "archive"
        data = read_whole(source, MOST_ARCHIVE_BYTES) if isinstance(source, Path) else source
        pack = load_archive(data, bases=self._base, name=name)
        here = [shelved.ref for shelved in self.forms()]
        for ref in here:
            if (ref.id, ref.edition) == (pack.ref.id, pack.ref.edition) and ref != pack.ref:
                raise UserError(
                    "Edition {edition} of {form} is here already, and it is not the same as this "
                    "one. Ask its publisher for a file with an edition of its own. Nothing was "
                    "installed.",
                    edition=ref.edition,
                    form=ref.id,
                )
        was_here = any(s.ref == pack.ref and s.source != "kept" for s in self.forms())
        if pack.ref not in [shipped.ref for shipped in self._shipped(pack.ref.id)]:
            self._keep(pack, installed=True)
        return Installed(pack, was_here)

    def remove(self, ref: PackRef) -> None:
        """Take a form from the shelf. Raises `UserError` for one that ships or is in use."""
        if ref in [pack.ref for pack in self._shipped(ref.id)]:
            raise UserError("This form came with the program, so it stays.")
        self._store.drop_pack(ref.fingerprint)
        self._kept.pop(ref.fingerprint, None)

    def keep(self, pack: Pack) -> None:
        """Keep the form and matrix that an assessment is made with, where they are not yet."""
        if all(row.ref != pack.ref for row in self._store.kept_packs()):
            self._keep(pack, installed=False)
        if self._store.matrix_archive(pack.matrix_ref.fingerprint) is None:
            archive = matrix_archive(pack)
            if archive is not None:
                self._store.keep_matrix(pack.matrix_ref, archive, at=self._now())

    def _keep(self, pack: Pack, *, installed: bool) -> None:
        row = KeptPack(pack.ref, pack.title, pack.publisher, self._now(), installed)
        self._store.keep_pack(row, archive_of(pack))
        self._kept.pop(pack.ref.fingerprint, None)

    # Where they are found

    def _shipped(self, id: str = "") -> Iterator[Pack]:
        """The shipped forms, or the one with *id*."""
        return shipped_packs(self._default(), id)

    def _readable(self, ref: PackRef) -> Pack | None:
        try:
            return self.pack(ref)
        except UserError:
            return None

    def _base(self, id: str, edition: str) -> Pack | None:
        """The form that an overlay stands on."""
        for shelved in self.forms():
            is_wanted = shelved.ref.id == id and edition in ("", shelved.ref.edition)
            if is_wanted and shelved.pack is not None:
                return shelved.pack
        return None

    def _with_matrix(self, pack: Pack, wanted: PackRef) -> Pack:
        here = matrix_here(wanted.id)
        if here is not None and here[1] == wanted:
            return _onto(pack, *here)
        archive = self._store.matrix_archive(wanted.fingerprint)
        if archive is None:
            raise UserError(
                "The matrix {matrix} of this assessment, edition {edition}, is not here. Install "
                "a form that has it, then open the assessment again.",
                matrix=wanted.id,
                edition=wanted.edition,
            )
        kept = load_matrix_archive(archive, wanted.id)
        found = _onto(pack, kept.matrix, wanted)
        return replace(found, words=(*found.words, kept.words))


_ZERO = (2, 0, "")


def edition_order(edition: str) -> tuple[tuple[int, int, str], ...]:
    """What puts editions in their order: numbers as numbers, so that 1.10 comes after 1.9.

    A word makes an edition an earlier one (2.0-rc1 comes before 2.0), and 2.0 is the same as 2.
    """
    order: list[tuple[int, int, str]] = []
    for part in (*re.findall(r"[0-9]{1,18}|[^0-9.\s_-]+", edition), ""):
        if not part.isdecimal():  # a word, or the end: zeros right before it say nothing
            while order and order[-1] == _ZERO:
                order.pop()
            order.append((int(not part), 0, part.casefold()))
        else:
            order.append((2, int(part), ""))
    return tuple(order)


def grouped(fingerprint: str) -> str:
    """A fingerprint in groups of four, to be compared by phone."""
    digits = fingerprint.upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def shipped_packs(default: Pack, id: str = "") -> Iterator[Pack]:
    """The forms that came with the program, *default* among them, or the one with *id*."""
    if id in ("", default.ref.id):
        yield default
    for other in shipped_forms():
        if other not in (default.ref.id, DEFAULT_FORM) and id in ("", other):
            yield _other_shipped(other)


@cache
def _other_shipped(id: str) -> Pack:
    return load_pack(id)


def _onto(pack: Pack, matrix: RiskMatrix, ref: PackRef) -> Pack:
    """*pack* with another matrix, or with its own in another edition."""
    if matrix.id == pack.matrix.id:
        return replace(pack, matrix=matrix, matrix_ref=ref)
    return with_matrix(pack, matrix, ref)
