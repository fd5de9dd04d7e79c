"""What the figures were measured on, and how much memory a process holds."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

PACKAGES = ("PySide6-Essentials", "sqlcipher3", "sqlite-utils", "reportlab", "pyHanko")
_STATUS = Path("/proc/self/status")


def facts() -> dict[str, Any]:
    """The machine, Python and the packages that the figures depend on."""
    # Read here, so that no probe reads them: they would make every floor higher.
    import platform
    from importlib.metadata import version

    return {
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "screen": os.environ.get("QT_QPA_PLATFORM", "of the system"),
        "packages": {name: version(name) for name in PACKAGES},
    }


def load() -> float | None:
    """How many processes wanted a core in the last minute; beyond the cores, times are too long."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def resident() -> float:
    """The MiB this process holds in memory now, or 0 where the system does not tell."""
    return _from_status("VmRSS:")


def peak() -> float:
    """The most MiB this process ever held in memory, or 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _from_status(key: str) -> float:
    if not _STATUS.exists():
        return 0.0
    for line in _STATUS.read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / 1024
    return 0.0


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    import platform

    return platform.processor()
