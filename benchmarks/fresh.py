"""A measurement in a process of its own: how it is started, and how it tells what it measured."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_BEGAN = "BENCHMARK_BEGAN"


def fresh(probe: str, *words: str) -> dict[str, Any]:
    """What the module ``benchmarks.probes.<probe>`` tells, run in a new process."""
    import subprocess  # here, so that the probes do not read it

    environment = {**os.environ, _BEGAN: str(time.monotonic_ns())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as ./run starts it: with its bytecode
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.probes.{probe}", *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def since_start() -> float:
    """Milliseconds since this process was asked for, the start of Python included."""
    return (time.monotonic_ns() - int(os.environ[_BEGAN])) / 1e6


def tell(**measured: Any) -> None:
    """Hand over what was measured, as the last line."""
    print(json.dumps(measured), flush=True)
