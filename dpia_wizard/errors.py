"""What can be told to a person: each kind of failure knows its own sentence."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can act on, in one sentence; nothing already stored was changed.

    ``message`` is the English sentence with ``{places}``, translated when it is shown;
    ``facts`` fill the places. ``str()`` gives the English sentence, filled in.
    """

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts

    def __str__(self) -> str:
        return self.message.format(**self.facts) if self.facts else self.message


class PackFault(UserError):
    """A pack cannot be used; ``faults`` holds every fault with its address."""

    def __init__(self, message: str, faults: tuple[str, ...] = (), **facts: object) -> None:
        super().__init__(message, **facts)
        self.faults = faults


class FileTooNew(UserError):
    """A file was made by a newer program."""


class StorageTrouble(UserError):
    """The library cannot be read or written just now: full, locked, damaged or read-only."""


class WrongPassphrase(UserError):
    """The passphrase or the recovery groups do not open this library or key."""


class NotAllowed(UserError):
    """A rule of the assessment forbids this move; the sentence says which."""


class Cancelled(Exception):
    """The person stopped the work; nothing is said."""
