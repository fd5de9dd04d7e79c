"""Commands on the library: make an assessment, list, look at one, set an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from dpia_wizard.cli.settings import settings, spoken, with_library
from dpia_wizard.cli.shown import say, say_json, say_table
from dpia_wizard.cli.veil import opened
from dpia_wizard.errors import UserError

if TYPE_CHECKING:
    from dpia_wizard.core.form import Question
    from dpia_wizard.storage.store import Listed
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.library import Library


@click.command("new")
@spoken
@with_library
@click.argument("title")
@click.option("--form", default="", metavar="ID", help="The form, where several are here.")
def new(title: str, form: str) -> None:
    """Start an assessment with this TITLE, and the library first where there is none.

    A new library prints the groups of its recovery sheet: write them down and keep them apart.

    \b
    Example:
      dpia-wizard new "Case management in two regions"
      dpia-wizard new "Helpline" --form child-protection-case-management
    """
    from dpia_wizard.packs.load import shipped_forms
    from dpia_wizard.workspace.library import Library, exists, shipped_pack
    from dpia_wizard.workspace.library_keys import weakness
    from dpia_wizard.workspace.typed import answer_value

    given = settings()
    folder = given.library_folder
    answer_value(shipped_pack().form.by_id["record.title"], [title])
    if exists(folder):
        with given.open_library() as library:
            _say_new(library, library.new(title, form=form))
        return
    if form and form.partition("@")[0] not in shipped_forms():
        raise UserError(
            "There is no form {form} here. Make the library first, then install the form in it.",
            form=form,
        )
    passphrase = given.passphrase(given.words("New passphrase"), again=True)
    weak = weakness(passphrase)
    if weak:
        raise UserError(weak)
    library, groups = Library.create(folder, passphrase)
    with library:
        _ = given.words
        click.echo(
            _("A new library was made. Its recovery sheet, to be written down now:"), err=True
        )
        click.echo(groups, err=True)  # before anything else may fail: it is never shown again
        _say_new(library, library.new(title, form=form))


def _say_new(library: Library, id: str) -> None:
    say(next(line.summary.reference for line in library.list() if line.id == id))


@click.command("list")
@spoken
@with_library
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--all", "all_", is_flag=True, help="Also what is archived.")
@click.option(
    "--order",
    type=click.Choice(["changed", "worst", "title", "review"]),
    default="changed",
    show_default=True,
    help="What comes first.",
)
def list_(as_json: bool, all_: bool, order: Literal["worst", "title", "changed", "review"]) -> None:
    """List the assessments with stage, worst level, progress and review date.

    \b
    Example:
      dpia-wizard list --json
    """
    from dataclasses import asdict

    from dpia_wizard.wording.sign_offs import marked
    from dpia_wizard.workspace.library import shipped_pack

    given = settings()
    with given.open_library() as library:
        lines = library.list(archived=None if all_ else False, order=order)
        named = {line.matrix.id for line in lines}
        packs = {id: library.shelf.with_matrix_named(id) for id in named}
    if as_json:
        say_json(
            [
                {
                    "id": line.id,
                    "archived": line.archived,
                    "changed_at": line.changed_at,
                    **asdict(line.summary),
                    "counts": dict(line.summary.counts),
                }
                for line in lines
            ]
        )
        return
    wording = given.wording(shipped_pack())
    wordings = {id: given.wording(pack) for id, pack in packs.items()}

    def stage(line: Listed) -> str:
        named = wording.stage(line.summary.named_stage)
        due = next((due for due in line.summary.dues if due.kind == "unsigned"), None)
        return named if due is None else marked(given.words, named, due.about)

    if not lines:
        say(given.words("There is no assessment in this library yet."))
    say_table(
        [
            (
                line.summary.reference,
                stage(line),
                wordings[line.matrix.id].level(line.summary.worst),
                f"{line.summary.sections_done}/{line.summary.sections_total}",
                line.summary.review_date or "-",
                line.summary.title,
            )
            for line in lines
        ]
    )


@click.command("show")
@spoken
@with_library
@click.argument("ref")
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="The whole assessment as JSON.")
def show(ref: str, question: str | None, as_json: bool) -> None:
    """Show the assessment REF (its reference, title or id), or one QUESTION of it (its id or
    number): what may be answered, and what is.

    \b
    Example:
      dpia-wizard show DPIA-2026-001 --json
      dpia-wizard show DPIA-2026-001 1.3
    """
    from dpia_wizard.cli.asked import question_lines
    from dpia_wizard.cli.told import in_lines, in_values
    from dpia_wizard.workspace.at_work import unseen

    if question and as_json:
        raise click.UsageError("give QUESTION or --json")

    given = settings()
    with given.open_library() as library:
        editing = opened(library, ref) if as_json else library.open_assessment(library.find(ref))
        wording = given.wording(editing.pack)
        if as_json:
            say_json(in_values(editing, wording))
            return
        lines = in_lines(editing, wording, unseen=unseen(library, editing))
        if question:
            lines = question_lines(editing, wording, _question(editing, question))
        for line in lines:
            say(line)


@click.command("set")
@spoken
@with_library
@click.argument("ref")
@click.argument("question")
@click.argument("value", nargs=-1)
@click.option("--note", help="A note on the answer.")
@click.option("--evidence", help="Security measures: what was looked at.")
@click.option("--seen", metavar="DATE", help="Security measures: when that was seen.")
@click.option("--row", metavar="JSON", help="Add a row to a table, or set a person's cells.")
@click.option("--remove-row", metavar="ID", help="Take a row out of a table.")
@click.option("--clear", is_flag=True, help="Take the answer away.")
def set_(
    ref: str,
    question: str,
    value: tuple[str, ...],
    note: str | None,
    evidence: str | None,
    seen: str | None,
    row: str | None,
    remove_row: str | None,
    clear: bool,
) -> None:
    """Answer one QUESTION (its id or number) of the assessment REF; several VALUEs where
    several may be chosen.

    \b
    Example:
      dpia-wizard set DPIA-2026-001 record.country ua
      dpia-wizard set DPIA-2026-001 screening.criteria sensitive vulnerable
      dpia-wizard set DPIA-2026-001 record.author --row '{"post": "Focal point"}'
    """
    from dpia_wizard.cli.asked import answer_lines

    ways = (bool(value), row is not None, remove_row is not None, clear)
    beside = {"note": note, "evidence": evidence, "seen": seen}
    fields = {name: text for name, text in beside.items() if text is not None}
    if sum(ways) > 1 or not (any(ways) or fields) or (fields and any(ways[1:])):
        raise click.UsageError("give VALUE, --row, --remove-row or --clear")
    given = settings()
    with given.open_library() as library:
        editing = library.open_assessment(library.find(ref))
        asked = _question(editing, question)
        if row is not None:
            _put_row(editing, asked, row)
        elif remove_row is not None:
            _remove_row(editing, asked, remove_row)
        elif clear:
            _clear(editing, asked)
        else:
            _answer(editing, asked, value, fields)
        if row is None or asked.kind != "table":  # which says the id of the new row alone
            for line in answer_lines(editing, given.wording(editing.pack), asked):
                say(line)
        if asked.id not in editing.seen.active:
            _ = given.words
            click.echo(
                _("{question} is not asked at the moment, but the answer is kept.").format(
                    question=asked.id
                ),
                err=True,
            )


@click.group("passphrase")
def passphrase() -> None:
    """The passphrase of the library.

    \b
    Example:
      dpia-wizard passphrase change
    """


@passphrase.command("change")
@spoken
@with_library
def change() -> None:
    """Change the passphrase; the recovery sheet stays good. A file holds the old one on its
    first line and the new one on its second.

    \b
    Example:
      dpia-wizard passphrase change
    """
    from dpia_wizard.workspace.library_keys import weakness

    given = settings()
    with given.open_library() as library:
        fresh = given.passphrase(given.words("New passphrase"), again=True)
        weak = weakness(fresh)
        if weak:
            raise UserError(weak)
        library.change_passphrase(fresh)
    say(given.words("The passphrase was changed."))


def _question(editing: Editing, name: str) -> Question:
    found = editing.pack.form.by_id.get(name)
    if found is None:
        every = editing.pack.form.by_id.values()
        found = next((question for question in every if question.number == name), None)
    if found is None:
        raise UserError(
            "There is no question {name} in this form. Give its number, such as 1.3, or its id.",
            name=name,
        )
    return found


def _answer(
    editing: Editing, asked: Question, value: tuple[str, ...], fields: dict[str, str]
) -> None:
    from dpia_wizard.workspace.typed import answer_value, iso_date

    kept: dict[str, Any] = dict(fields)
    if {"evidence", "seen"} & fields.keys() and asked.kind != "measure":
        raise UserError(
            "{question} is no security measure, so it takes no evidence.", question=asked.id
        )
    if fields.get("seen"):
        kept["seen"] = iso_date(asked.id, fields["seen"])
    if value:
        kept["value"] = answer_value(asked, value)
        if asked.kind == "table" and editing.assessment.rows_of(asked.id):
            raise UserError("{question} has rows; take them out first.", question=asked.id)
    editing.answer(asked.id, **kept)


def _put_row(editing: Editing, asked: Question, text: str) -> None:
    from dpia_wizard.codec import parse_json
    from dpia_wizard.workspace.typed import CELLS, row_cells

    said = parse_json(text, address="--row")
    if not isinstance(said, dict):
        raise UserError("{address}: needs an object.", address="--row")
    cells = row_cells(asked, said)
    if asked.kind in CELLS:
        editing.set_person(asked.id, **{id: str(cell) for id, cell in cells.items()})
    else:
        say(editing.add_row(asked.id, **cells).id)


def _remove_row(editing: Editing, asked: Question, id: str) -> None:
    row = editing.assessment.rows.get(id)
    if row is None or row.question != asked.id:
        raise UserError("{question} has no row {row}.", question=asked.id, row=id)
    editing.remove("remove a row", row)


def _clear(editing: Editing, asked: Question) -> None:
    answer = editing.assessment.answers.get(asked.id)
    rows = editing.assessment.rows_of(asked.id)
    editing.remove("answer", *rows, *((answer,) if answer else ()))
