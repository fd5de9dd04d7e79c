"""The program's entry: ``dpia-wizard`` and ``python -m dpia_wizard``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run a command, or the window where nothing is asked for, and end the process."""
    if sys.argv[1:]:
        from dpia_wizard.cli.program import run

        sys.exit(run(sys.argv[1:]))
    from dpia_wizard.cli import window

    sys.exit(window.run())


if __name__ == "__main__":
    main()
