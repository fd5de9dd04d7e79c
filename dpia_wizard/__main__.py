"""The program's entry: ``dpia-wizard`` and ``python -m dpia_wizard``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, or the window where no command is given, and end the process."""
    from dpia_wizard.cli.program import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
