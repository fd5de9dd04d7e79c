"""Who signs in the tests of signing and verifying: the day, the roles, a key and a stamp."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from dpia_wizard.report.pdf.stamp import stamp

NOW = datetime(2026, 11, 21, 16, 20, tzinfo=UTC)
ROLES = ("author", "supervisor", "head_of_office")
STAMP = stamp(
    "Signed digitally",
    ["أحمد (DPO) Ahmed", "Child protection manager, Agency A"],
    language="en",
    rtl=False,
    made=NOW.date(),
)


class Key(NamedTuple):
    """A signing key, its passphrase and its fingerprint."""

    data: bytes
    passphrase: str
    fingerprint: str
