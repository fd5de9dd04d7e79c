"""Lines of a pack that still say what its author is to write there."""

from __future__ import annotations

from collections.abc import Iterator

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.packs.source import Origin

PUBLISHER = "Write who publishes this"
LICENCE = "Write under which licence others may use it"
PLACEHOLDERS = frozenset(
    {
        PUBLISHER,
        LICENCE,
        "Write what this rests on, and who agreed to it.",
        "Write the country's name",
        "Write why this is asked, for somebody who is tired.",
        "Write in one line what may happen",
        "Who or what",
        "What they do",
        "What makes it possible",
        "What happens to the child.",
        "Which children",
        "The clause's title",
        "The part it stands in",
        "What it says, in one sentence of your own.",
    }
)
"""What a new pack says in the places of its author; nobody publishes such words on purpose."""


def to_fill(pack: Pack) -> Iterator[str]:
    """Every such line with its address; the bases of an overlay are somebody else's work."""
    origin = pack.origin
    if not isinstance(origin, Origin):
        return
    layer = origin.layers[0]
    for name, data in layer.files:
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            said = line.partition(": ")[2].strip().strip("\"'")
            if said in PLACEHOLDERS and not line.lstrip().startswith("#"):
                yield f"{name}: line {number}: {said}"
