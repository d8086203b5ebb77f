"""Run every check: `python -m tests`. Formatting, lint, types, then doctests and tests."""

from __future__ import annotations

import subprocess
import sys

CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("pytest",),
)


def main() -> int:
    """Run the checks in order and stop at the first that fails; its exit status is ours."""
    for check in CHECKS:
        print("==", *check, flush=True)
        status = subprocess.run([sys.executable, "-m", *check], check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
