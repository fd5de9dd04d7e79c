"""Key slots of the library, its recovery sheet and signing keys: all that uses cryptography."""

from __future__ import annotations

from dpia_wizard.crypto.certificates import (
    LONGEST_CERTIFICATE,
    fingerprint,
    grouped,
    is_signing_certificate,
    key_of,
    verify_detached,
)
from dpia_wizard.crypto.keys import (
    OpenedKey,
    certificate_of,
    change_key_passphrase,
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
from dpia_wizard.crypto.spoken import spoken

__all__ = [
    "LONGEST_CERTIFICATE",
    "Cost",
    "OpenedKey",
    "certificate_of",
    "change_key_passphrase",
    "change_passphrase",
    "fingerprint",
    "grouped",
    "is_signing_certificate",
    "key_of",
    "make_signing_key",
    "new_key_slots",
    "new_recovery",
    "open_signing_key",
    "open_with_passphrase",
    "open_with_recovery",
    "sheet_number",
    "split_groups",
    "spoken",
    "verify_detached",
    "weakness",
]
