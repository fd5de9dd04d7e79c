"""Commands on risk matrices: which are here, and another one for an assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dpia_wizard.cli.settings import settings, spoken, with_library
from dpia_wizard.cli.shown import say, say_json, say_table
from dpia_wizard.cli.veil import opened
from dpia_wizard.errors import UserError

if TYPE_CHECKING:
    from dpia_wizard.core.remap import Preview
    from dpia_wizard.wording import Wording


@click.command("matrices")
@spoken
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def matrices(as_json: bool) -> None:
    """List the risk matrices that are here, with how sure their source is.

    \b
    Example:
      dpia-wizard matrices
    """
    from dpia_wizard.wording.matrices import sureness
    from dpia_wizard.workspace.library import shipped_pack
    from dpia_wizard.workspace.matrices import matrices_here

    given = settings()
    pack = shipped_pack()
    wording = given.wording(pack)
    found: list[dict[str, Any]] = [
        {
            "id": here.matrix.id,
            "title": wording.words.pack("matrix.title", here.matrix.title),
            "likelihoods": len(here.matrix.likelihoods),
            "severities": len(here.matrix.severities),
            "levels": [level.id for level in here.matrix.levels],
            "tolerance": here.matrix.tolerance,
            "rule_edition": here.matrix.rule_edition,
            "confidence": here.matrix.confidence,
            "source": here.matrix.source,
            "fingerprint": here.ref.fingerprint,
            "from": [mapping.matrix for mapping in here.matrix.mappings],
        }
        for here in sorted(matrices_here(pack), key=lambda here: here.matrix.id)
    ]
    if as_json:
        say_json(found)
        return
    say_table(
        [
            (
                one["id"],
                f"{one['likelihoods']}×{one['severities']}",
                sureness(given.words, one["confidence"]),
                one["title"],
            )
            for one in found
        ]
    )


@click.command("matrix")
@spoken
@with_library
@click.argument("ref")
@click.option("--to", required=True, metavar="ID", help="The matrix to use from now on.")
@click.option("--preview", is_flag=True, help="Only show what it would do.")
@click.option("--reason", default="", help="Why; it is printed in the report.")
@click.option("--json", "as_json", is_flag=True, help="The preview as JSON.")
def matrix(ref: str, to: str, preview: bool, reason: str, as_json: bool) -> None:
    """Judge the risks of the assessment REF with another matrix, as the matrices declare it.

    Every risk is listed with its level before and after, those that could stand lower first.
    It is one step, which undo in the window takes back.

    \b
    Example:
      dpia-wizard matrix DPIA-2026-001 --to ico-3x3 --preview
    """
    from dpia_wizard.wording import Wording
    from dpia_wizard.wording.matrices import was_rated
    from dpia_wizard.workspace.matrices import matrix_named, preview_matrix, use_matrix

    given = settings()
    with given.open_library() as library:
        editing = opened(library, ref)
        here = matrix_named(editing.pack, to)
        shown = preview_matrix(editing, here.matrix, here.ref)
        before = given.wording(shown.before)
        after = Wording(before.words, shown.after)
        if as_json:
            say_json(_in_values(shown))
        else:
            _in_lines(shown, before, after)
        if preview:
            return
        if not reason.strip():
            raise UserError("Give the reason with --reason, or look first with --preview.")
        use_matrix(editing, shown, reason=reason, told=lambda m: was_rated(before, after, m))
    if not as_json:
        say(given.words("{matrix} is used from now on.").format(matrix=to))


def _in_values(shown: Preview) -> dict[str, Any]:
    return {
        "from": shown.before.matrix.id,
        "to": shown.after.matrix.id,
        "risks": [
            {
                "id": move.id,
                "before": {
                    "likelihood": move.before.risk.likelihood,
                    "severity": move.before.risk.severity,
                    "level": move.before.level,
                },
                "after": {
                    "likelihood": move.after.risk.likelihood,
                    "severity": move.after.risk.severity,
                    "least": move.least,
                    "most": move.most,
                },
                "lower": move.is_lower,
                "judge_again": {
                    "likelihood": list(move.likelihoods),
                    "severity": list(move.severities),
                },
                "lapses": [{"kind": lapse.kind, "level": lapse.level} for lapse in move.lapses],
            }
            for move in shown.moves
        ],
    }


def _in_lines(shown: Preview, before: Wording, after: Wording) -> None:
    from dpia_wizard.wording.matrices import after_words, in_short, what_to_do

    words = before.words
    for line in in_short(words, shown):
        say(line)
    say()
    for move in shown.moves:
        mark = "!" if move.is_lower else " "
        say(f"{mark} {move.id}  {before.level(move.before.level)} → {after_words(after, move)}")
        for sentence in what_to_do(before, after, move):
            say(f"      {sentence}")
    say()
