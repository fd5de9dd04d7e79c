"""What every command is given: where the library is, the language, where the passphrase is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dpia_wizard.cli.surroundings import default_folder, language_here
from dpia_wizard.errors import UserError
from dpia_wizard.texts import LANGUAGES, PSEUDO_LANGUAGE, Words, words_for

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.wording import Wording
    from dpia_wizard.workspace.library import Library

Command = TypeVar("Command", bound=Callable[..., Any])

_LONGEST_SECRET_FILE = 64 * 1024


@dataclass(slots=True)
class Settings:
    """The options that stand before or after any command."""

    folder: Path | None = None
    language: str = ""
    passphrase_fd: int | None = None
    passphrase_file: Path | None = None
    _lines: list[str] = field(default_factory=list, repr=False)
    _were_read: bool = False
    _asked: int = 0

    @property
    def library_folder(self) -> Path:
        """The library's folder: the one given, or the platform's place for it."""
        return self.folder or default_folder()

    @property
    def words(self) -> Words:
        """The words of the language given, else of the surroundings, else English."""
        return words_for(self.language or language_here())

    def wording(self, pack: Pack, language: str = "") -> Wording:
        """Names and sentences of *pack* in *language*, or in that of the command line."""
        from dpia_wizard.wording import Wording

        words = words_for(language) if language else self.words
        return Wording(words.with_packs(pack.words), pack)

    def passphrase(self, prompt: str, *, again: bool = False) -> str:
        """The next passphrase: the next line of the file or descriptor, or asked for with
        *prompt*, in the language given."""
        if self.passphrase_fd is not None or self.passphrase_file is not None:
            if not self._were_read:
                self._lines = self._secret_lines()
                self._were_read = True
            self._asked += 1
            if not self._lines:
                raise UserError(
                    "Line {n} of the passphrases is missing: “{what}”. Each stands on a line of its"
                    " own.",
                    n=self._asked,
                    what=prompt,
                )
            return self._lines.pop(0)
        if not sys.stdin.isatty():
            raise UserError(
                "There is nobody to ask for the passphrase. Use --passphrase-file or"
                " --passphrase-fd."
            )
        _ = self.words
        return str(
            click.prompt(
                prompt,
                hide_input=True,
                err=True,
                confirmation_prompt=_("Once more") if again else False,
            )
        )

    def open_library(self) -> Library:
        """The library, opened with its passphrase."""
        from dpia_wizard.workspace.library import Library, exists

        folder = self.library_folder
        if not exists(folder):
            raise UserError(
                "There is no library in {path}. The command new makes one.", path=folder
            )
        return Library.open(folder, self.passphrase(self.words("Passphrase")))

    def _secret_lines(self) -> list[str]:
        try:
            if self.passphrase_fd is not None:
                with os.fdopen(self.passphrase_fd, "rb") as file:
                    data = file.read(_LONGEST_SECRET_FILE)
            else:
                with Path(self.passphrase_file or "").open("rb") as file:
                    data = file.read(_LONGEST_SECRET_FILE)
            text = data.decode("utf-8-sig")
        except (OSError, ValueError) as error:
            if self.passphrase_fd is not None:
                raise UserError(
                    "The passphrase could not be read from descriptor {number}.",
                    number=self.passphrase_fd,
                ) from error
            raise UserError("The passphrase could not be read from the file given.") from error
        return [line for line in text.splitlines() if line]


def settings() -> Settings:
    """The settings of the command that is running."""
    return click.get_current_context().find_root().ensure_object(Settings)


def _keeper(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        if value is not None:
            setattr(context.find_root().ensure_object(Settings), name, value)

    return keep


class _Language(click.Choice):  # type: ignore[type-arg]  # generic since click 8.2
    """A language that people speak; the made-up one that tests the windows is taken unsaid."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == PSEUDO_LANGUAGE:
            return value
        return super().convert(value, param, ctx)


LANGUAGE = _Language(list(LANGUAGES))

_LIBRARY = click.option(
    "--library",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the library (default: the platform's data folder).",
    expose_value=False,
    callback=_keeper("folder"),
)
_SPOKEN = click.option(
    "--language",
    type=LANGUAGE,
    help="Language of what is said here.",
    expose_value=False,
    callback=_keeper("language"),
)
_FD = click.option(
    "--passphrase-fd",
    type=click.IntRange(0),
    metavar="N",
    help="Read the passphrase from this file descriptor.",
    expose_value=False,
    callback=_keeper("passphrase_fd"),
)
_FILE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read the passphrase from this file, one on each line.",
    expose_value=False,
    callback=_keeper("passphrase_file"),
)


def spoken(command: Command) -> Command:
    """Let *command* take --language."""
    return _SPOKEN(command)


def with_passphrase(command: Command) -> Command:
    """Let *command* take the options that say where a passphrase is."""
    return _FD(_FILE(command))


def with_library(command: Command) -> Command:
    """Let *command* take the options of the library and its passphrase."""
    return _LIBRARY(with_passphrase(command))
