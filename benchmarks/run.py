"""Measure the wizard: ``python benchmarks/run.py [--only NAME] [--rounds N] [--json FILE]``.

Writes JSON to the standard output and a table for people to the standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # so that probes and this command mean the same modules

from benchmarks import machine  # noqa: E402 -- needs the line above
from benchmarks.figures import Figure, table  # noqa: E402
from benchmarks.groups import GROUPS, Run  # noqa: E402
from benchmarks.libraries import Libraries  # noqa: E402


def main() -> int:
    asked = _arguments()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "*.debug=false")
    before = machine.load()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="dpia-wizard-benchmarks-") as folder:
        run = Run(Libraries(Path(folder)), asked.rounds, *asked.sizes)
        for name in asked.only or GROUPS:
            print(f"measuring {name} …", file=sys.stderr)
            figures += GROUPS[name](run)
    told = {
        "machine": {**machine.facts(), "load_before": before, "load_after": machine.load()},
        "rounds": asked.rounds,
        "bars_hold": all(figure.holds is not False for figure in figures),
        "figures": [figure.plain() for figure in figures],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    if asked.json is not None:
        asked.json.write_text(text + "\n", encoding="utf-8")
    print(text)
    print(table(figures), file=sys.stderr)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the wizard beside its floors.")
    parser.add_argument(
        "--only", action="append", choices=list(GROUPS), help="measure this group; may be repeated"
    )
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the JSON in a file too")
    parser.add_argument(
        "--sizes",
        type=int,
        nargs=2,
        default=(1_000, 10_000),
        metavar=("SMALL", "LARGE"),
        help="how many assessments the two libraries hold",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
