"""Every shipped pack and matrix loaded, beside the same files parsed by the YAML library alone."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import yaml

from benchmarks.fresh import tell
from dpia_wizard.data import FORMS, RESOURCES, RISK_MATRICES
from dpia_wizard.packs.load import load_matrix, load_pack, shipped_forms, shipped_matrices


def main() -> None:
    ours: list[float] = []
    bare: list[float] = []
    for _round in range(int(sys.argv[1]) + 1):
        began = time.perf_counter()
        for form in shipped_forms():
            load_pack(form)
        for matrix in shipped_matrices():
            load_matrix(matrix)
        ours.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        for folder in (FORMS, RISK_MATRICES, RESOURCES / "dpisp"):
            for path in folder.rglob("*.yaml"):
                _parse(path)
        bare.append((time.perf_counter() - began) * 1000)
    tell(first=ours[0], again=ours[1:], bare=bare[1:])


def _parse(path: Path) -> None:
    for _event in yaml.parse(path.read_text("utf-8"), Loader=yaml.CSafeLoader):
        pass


if __name__ == "__main__":
    main()
