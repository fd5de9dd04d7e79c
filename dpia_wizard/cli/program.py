"""The commands by name, the window where none is given, and what is said when something fails."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import PurePath
from typing import Any, Final

import click

from dpia_wizard import __version__
from dpia_wizard.cli.settings import Settings, settings, spoken, with_library
from dpia_wizard.cli.shown import plain
from dpia_wizard.cli.surroundings import CALLED, NAME
from dpia_wizard.errors import Cancelled, UserError
from dpia_wizard.texts import Words

COMMANDS: Final = {
    "new": ("library", "new"),
    "list": ("library", "list_"),
    "show": ("library", "show"),
    "set": ("library", "set_"),
    "archive": ("putting_away", "archive"),
    "delete": ("putting_away", "delete"),
    "passphrase": ("library", "passphrase"),
    "history": ("history", "history"),
    "check-history": ("history", "check_history"),
    "compare": ("history", "compare"),
    "score": ("score", "score_"),
    "report": ("reports", "report"),
    "extract": ("reports", "extract"),
    "caseworker": ("reports", "caseworker"),
    "tables": ("tables", "tables"),
    "packs": ("shelf", "packs"),
    "install-pack": ("shelf", "install_pack"),
    "remove-pack": ("shelf", "remove_pack"),
    "upgrade": ("shelf", "upgrade"),
    "protocols": ("protocols", "protocols"),
    "protocol-out": ("protocols", "protocol_out"),
    "protocol-in": ("protocols", "protocol_in"),
    "protocol-use": ("protocols", "protocol_use"),
    "protocol-look": ("protocols", "protocol_look"),
    "matrices": ("matrices", "matrices"),
    "matrix": ("matrices", "matrix"),
    "people": ("people", "people"),
    "contacts": ("contacts", "contacts"),
    "sign-off": ("sign_offs", "sign_off_"),
    "sign-offs": ("sign_offs", "sign_offs"),
    "sign": ("signing", "sign"),
    "key": ("signing", "key"),
    "verify": ("signing", "verify"),
    "pack": ("packs", "pack_"),
    "check-pack": ("packs", "check_pack"),
    "new-pack": ("packs", "new_pack"),
    "pack-words": ("packs", "pack_words"),
    "pack-up": ("packs", "pack_up"),
    "xlsform": ("xlsform", "xlsform"),
    "example": ("example", "example"),
}
"""Each command with the module and the name it is imported by when it is called."""


class Commands(click.Group):
    """The commands, imported when one is called, so that each starts quickly; what their help
    shows to type is what the person typed to get here."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: D102 -- click's own
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: D102
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"dpia_wizard.cli.{module}"), name)
        return _as_called(command)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@spoken
@with_library
@click.version_option(__version__, "--version", prog_name=NAME)
@click.pass_context
def program(context: click.Context) -> None:
    """Walk a child protection team through a data protection impact assessment, offline.

    Without a command the window opens.

    \b
    Example:
      dpia-wizard
      dpia-wizard --library ~/dpia list
    """
    if context.invoked_subcommand is None:
        from dpia_wizard.cli.window import open_window

        given = settings()
        context.exit(open_window(given.library_folder, language=given.language))


def _as_called(command: click.Command) -> click.Command:
    if command.help:
        command.help = re.sub(rf"(?<!\S){NAME}(?=\s)", CALLED.replace("\\", r"\\"), command.help)
    if isinstance(command, click.Group):
        for part in command.commands.values():
            _as_called(part)
    return command


def run(arguments: Sequence[str]) -> int:
    """Run the program with *arguments*; gives the exit code and never raises.

    0 done, 1 cannot be done, 2 asked for wrongly, 130 stopped by the person.
    """
    _speak_every_language()
    _as_called(program)
    given = Settings()
    try:
        code = program.main(list(arguments), CALLED, standalone_mode=False, obj=given)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except (Exception, KeyboardInterrupt, SystemExit) as error:
        return failed(error, given)


def failed(error: BaseException, given: Settings) -> int:
    """Say in one sentence what went wrong; gives the exit code for it."""
    _speak_every_language()
    match error:
        case click.UsageError():
            _tell(_misused(given.words, error))
            return 2
        case UserError():
            from dpia_wizard.wording import error as sentence

            _tell(sentence(given.words, error))
            return 1
        case click.Abort() | Cancelled() | KeyboardInterrupt() | EOFError():
            return 130
        case SystemExit():  # click leaves like this, and only when the reader of a pipe has gone
            return _nobody_reads_on()
        case OSError(errno=errno.EPIPE | errno.EINVAL, filename=None):
            return _nobody_reads_on()
        case _:
            _tell(_broken(given.words, error))
            return 1


def _speak_every_language() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # other consoles than UTF-8 cannot say Arabic or Ukrainian
            with suppress(OSError):  # nobody may be reading any more
                reconfigure(encoding="utf-8", errors="backslashreplace")


def _tell(sentence: str) -> None:
    with suppress(OSError):
        print(plain(sentence), file=sys.stderr)  # noqa: T201 -- the one place that tells failures


def _misused(words: Words, error: click.UsageError) -> str:
    _ = words
    help_ = f"{error.ctx.command_path if error.ctx else CALLED} --help"
    facts: dict[str, Any] = {"help": help_}
    match error:
        case click.NoSuchOption():
            facts["name"] = error.option_name
            message = _("There is no option {name} here; see {help}.")
        case click.MissingParameter():
            parameter = error.param
            facts["name"] = parameter.make_metavar(error.ctx) if parameter and error.ctx else ""
            if isinstance(parameter, click.Option):
                facts["name"] = parameter.opts[-1]
            message = _("{name} is missing; see {help}.")
        case click.BadParameter():
            facts["name"] = error.param.opts[-1] if error.param else ""
            facts["what"] = error.message.rstrip(".")
            message = _("{name} cannot be used as it is given ({what}); see {help}.")
        case _:
            facts["what"] = error.format_message().rstrip(".")
            message = _("This was asked for wrongly ({what}); see {help}.")
    return message.format(**facts)


def _broken(words: Words, error: BaseException) -> str:
    """The sentence for a fault of the program itself; nothing that anybody typed is in it."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{PurePath(code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    _ = words
    return _(
        "Something in the program itself went wrong ({kind}, {place}, version {version});"
        " please tell whoever gave it to you."
    ).format(kind=type(error).__name__, place=place, version=__version__)


def _nobody_reads_on() -> int:
    """End quietly when the reader of a pipe has gone."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
