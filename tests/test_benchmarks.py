"""The benchmarks run, and what they print can be read by a program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_benchmark_runs_on_a_tiny_library_and_tells_its_figures_as_json(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "figures.json"
    asked = ("--rounds", "1", "--sizes", "2", "3", "--json", str(kept))
    done = subprocess.run(
        [sys.executable, "benchmarks/run.py", *asked],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told == json.loads(kept.read_text("utf-8"))
    assert told["machine"]["cores"]
    figures = told["figures"]
    groups = {"start", "open", "section", "commit", "report", "signing", "memory", "list"}
    groups |= {"search", "packs", "register", "history"}
    assert {figure["group"] for figure in figures} >= groups
    assert all(figure["median"] > 0 and figure["floor"]["median"] > 0 for figure in figures)
    barred = [figure for figure in figures if "bar" in figure]
    assert barred
    assert all(isinstance(figure["bar"]["holds"], bool) for figure in barred)
    assert told["bars_hold"] == all(figure["bar"]["holds"] for figure in barred)
    assert not [path for path in tmp_path.iterdir() if path != kept]
