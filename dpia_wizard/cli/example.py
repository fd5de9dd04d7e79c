"""The example story: a library with two assessments, its reports, a signature, and pictures."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia_wizard.cli.paths import make_folder, write
from dpia_wizard.cli.settings import settings, spoken
from dpia_wizard.cli.shown import say
from dpia_wizard.errors import UserError

if TYPE_CHECKING:
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.library import Library

SIGNED_REPORT = "dpia-example-signed.pdf"
_SCALE = 100 / 72  # pictures of pages at 100 dots an inch


@click.command("example")
@spoken
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    metavar="DIR",
    help="The folder for what the story leaves.",
)
@click.option("--pictures/--no-pictures", default=True, help="Pictures of pages and windows.")
def example(out: Path, pictures: bool) -> None:
    """Walk the example story: two made-up assessments in a library of their own, the full report
    in English and Arabic, signed and checked, the Working Group's files, and pictures.

    \b
    Example:
      dpia-wizard example --out out
    """
    from dpia_wizard.workspace.example import FINISHED, ExampleWorld, make_examples
    from dpia_wizard.workspace.library import Library

    _claim(out)
    _ = settings().words
    with tempfile.TemporaryDirectory(prefix="dpia-example-") as folder:
        world = ExampleWorld()
        library, _groups = Library.create(Path(folder), secrets.token_urlsafe(24), world=world)
        with library:
            made = make_examples(library, world)
            for line in library.list(order="title"):
                say(f"{line.summary.reference}  {line.summary.title}")
            for path in _files(library.open_assessment(made[FINISHED]), library, out):
                say(str(path))
            if not pictures:
                return
            for name, pdf in (("en", SIGNED_REPORT), ("ar", "dpia-example-ar.pdf")):
                pages = _page_pictures(out / pdf, out / "pages" / name)
                told = _.count("{path}: {n} page", "{path}: {n} pages", pages)
                say(told.format(path=out / "pages" / name))
            _window_pictures(out / "windows")


def _files(editing: Editing, library: Library, out: Path) -> Iterator[Path]:
    from dpia_wizard import crypto
    from dpia_wizard.workspace.example import AUTHOR
    from dpia_wizard.workspace.history import went_out
    from dpia_wizard.workspace.reports import (
        EXTRACT_NAME,
        WORKBOOK_NAME,
        extract_pdf,
        extract_workbook,
        report_pdf,
        snapshot,
    )
    from dpia_wizard.workspace.signing import Signer, sign_report, verdict_sentences, verify_report

    now = snapshot(editing, library)
    report = report_pdf(now, language="en").pdf
    passphrase = secrets.token_urlsafe(24)
    key = crypto.make_signing_key("example-author", passphrase, datetime.now(UTC))
    signer = Signer("", AUTHOR, "Lead agency")
    signed = sign_report(report, field="author", key=key, passphrase=passphrase, signer=signer)
    verdict = verify_report(signed, packs=[editing.pack])
    if verdict.state != "unchanged":
        raise UserError("The example report could not be signed and checked.")
    yield write(out / SIGNED_REPORT, signed)
    for sentence in verdict_sentences(verdict, editing.pack, settings().words.language):
        say(f"  {sentence}")
    if now.history is not None:
        went_out(library, editing.assessment.id, now.history)
    arabic = report_pdf(now, language="ar").pdf
    yield write(out / "dpia-example-ar.pdf", arabic)
    yield write(out / EXTRACT_NAME, extract_pdf(now, "en"))
    yield write(out / WORKBOOK_NAME, extract_workbook(now, "en"))


_OURS = "made-by-the-example.txt"
"""The file by which the folder is known again, so that the story can be walked once more."""


def _claim(out: Path) -> None:
    """Make the folder. Raises `UserError` where somebody else's files are in it."""
    make_folder(out)
    if any(out.iterdir()) and not (out / _OURS).is_file():
        raise UserError(
            "There are files in {path} already that the example did not make. Name another folder.",
            path=out,
        )
    (out / _OURS).write_text("dpia-wizard example\n", encoding="utf-8")


def _page_pictures(pdf: Path, folder: Path) -> int:
    """Paint every page of *pdf* into *folder*; gives how many there are."""
    import pypdfium2

    _emptied(folder)
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    try:
        document.init_forms()  # else the stamps of signatures are not painted
        count = len(document)
        for number in range(count):
            picture = document[number].render(scale=_SCALE).to_pil()
            picture.save(folder / f"page-{number + 1:02}.png")
        return count
    finally:
        document.close()


def _window_pictures(folder: Path) -> None:
    """Picture the window's pages, from left to right and from right to left."""
    _ = settings().words
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from dpia_wizard.gui.pictures import PLACES, View, make_pictures
    except ImportError as error:
        say(
            _("No pictures of the windows, because Qt cannot start here ({what}).").format(
                what=error.name or type(error).__name__
            )
        )
        return
    pages = ("first-start", "home", *PLACES, "guidance", "report")
    wanted = [(page, View(language)) for language in ("en", "ar") for page in pages]
    made = make_pictures(_emptied(folder), wanted)
    say(_.count("{path}: {n} picture", "{path}: {n} pictures", len(made)).format(path=folder))


def _emptied(folder: Path) -> Path:
    """The folder, with pictures of an earlier story taken out."""
    make_folder(folder)
    for old in folder.glob("*.png"):
        old.unlink()
    return folder
