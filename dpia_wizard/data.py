"""Where the shipped packs and resources live: beside the package, or inside it when installed."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_INSIDE = _HERE / "shipped"
_ROOT = _INSIDE if _INSIDE.is_dir() else _HERE.parent

FORMS = _ROOT / "forms"
RISK_MATRICES = _ROOT / "risk_matrices"
RESOURCES = _ROOT / "resources"
