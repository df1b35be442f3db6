"""The command line in a process of its own, as a person or a job starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]


def gleaner(
    *words: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, without a job's or a person's environment.

    `given` is its standard input; half a character stands for a byte that is no UTF-8.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GLEANER_"))}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        input=given,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )
