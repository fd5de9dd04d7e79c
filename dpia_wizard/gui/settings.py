"""What a person set for the windows on this machine; nothing of any assessment is in it."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from dpia_wizard.errors import UserError
from dpia_wizard.files import private_folder, write_whole

NAME = "settings.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """Language, look and sizes. ``theme`` is system, light, dark or contrast."""

    language: str = ""
    theme: str = "system"
    scale: int = 100
    guidance_shown: bool = True
    lock_after: int = 10
    width: int = 0
    height: int = 0
    maximised: bool = True


def load(folder: Path) -> Settings:
    """The settings kept in *folder*; what is missing or not readable is as shipped."""
    try:
        found = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    shipped = Settings()
    known = {
        field.name: found[field.name]
        for field in fields(Settings)
        if type(found.get(field.name)) is type(getattr(shipped, field.name))
    }
    return replace(shipped, **known)


def save(folder: Path, settings: Settings) -> None:
    """Keep *settings* in *folder*; when that fails they hold until the program ends."""
    text = json.dumps(asdict(settings), indent=1)
    with contextlib.suppress(UserError, OSError):
        private_folder(folder)
        write_whole(folder / NAME, text.encode())
