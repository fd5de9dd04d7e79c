"""Key slots of the library, its recovery sheet and signing keys: all that uses cryptography."""

from __future__ import annotations

from dpia_wizard.crypto.keys import (
    OpenedKey,
    certificate_of,
    fingerprint,
    make_signing_key,
    open_signing_key,
)
from dpia_wizard.crypto.passphrases import weakness
from dpia_wizard.crypto.recovery import split_groups
from dpia_wizard.crypto.slots import (
    Cost,
    change_passphrase,
    new_key_slots,
    new_recovery,
    open_with_passphrase,
    open_with_recovery,
    sheet_number,
)

__all__ = [
    "Cost",
    "OpenedKey",
    "certificate_of",
    "change_passphrase",
    "fingerprint",
    "make_signing_key",
    "new_key_slots",
    "new_recovery",
    "open_signing_key",
    "open_with_passphrase",
    "open_with_recovery",
    "sheet_number",
    "split_groups",
    "weakness",
]
