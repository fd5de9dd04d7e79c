"""Give translators a file with every text of a pack, keeping what they did before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.errors import UserError
from dpia_wizard.files import write_whole
from dpia_wizard.packs.load import folder_place, load_pack_folder, load_place
from dpia_wizard.packs.source import LANG
from dpia_wizard.packs.words import form_words, protocol_words
from dpia_wizard.texts import SOURCE_LANGUAGE, Translation, po_file, translations


def renew_words(folder: Path, language: str, *, with_bases: bool = False) -> tuple[Path, int]:
    """Write ``lang/<language>.po`` of the pack in *folder*; gives it and how much is to be done.

    An overlay has the texts of its base in it only *with_bases*, or where it translated them.
    """
    name = f"lang/{language}.po"
    if not LANG.fullmatch(name) or language == SOURCE_LANGUAGE:
        raise UserError(
            "{code} is no code of another language, such as uk or fa-AF.", code=language
        )
    pack = load_pack_folder(folder)
    path = folder / name
    texts = _texts(pack)
    asked = set(texts) if with_bases else set(texts) - _of_the_base(folder, pack)
    kept: dict[str, Translation] = {}
    if path.exists():
        try:
            entries = translations(path.read_bytes())
        except ValueError as error:
            raise UserError(
                "{path} is no PO file that can be read ({reason}). Mend it or take it away.",
                path=path,
                reason=error,
            ) from error
        for entry in entries:
            is_current = texts.get(entry.address) == entry.source
            if entry.text and (is_current or entry.address not in kept):
                kept[entry.address] = entry
    found = [
        _renewed(address, text, kept.get(address))
        for address, text in texts.items()
        if text and (address in asked or address in kept)
    ]
    path.parent.mkdir(exist_ok=True)
    write_whole(path, po_file(language, found))
    return path, sum(not entry.text or entry.is_draft for entry in found)


def _renewed(address: str, text: str, before: Translation | None) -> Translation:
    if before is None:
        return Translation(address, text, "")
    is_draft = before.is_draft or before.source != text
    return replace(before, source=text, is_draft=is_draft)


def _texts(pack: Pack) -> dict[str, str]:
    return dict((*form_words(pack), *protocol_words(pack)))


def _of_the_base(folder: Path, pack: Pack) -> set[str]:
    """The addresses whose text comes from the pack under this one."""
    if not pack.bases:
        return set()
    base = pack.bases[0]
    place = folder_place(folder).bases(base.id, base.edition)
    if place is None:
        return set()
    under, own = _texts(load_place(place, base.id)), _texts(pack)
    return {address for address, text in own.items() if under.get(address) == text}
