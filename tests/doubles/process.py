"""The command line in a process of its own, as a person or a job starts it."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))
from bot.cli import main
sys.exit(main())
"""


def gleaner(
    *words: str,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    given: str = "",
    fresh: bool = False,
    largest: int | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, without a job's or a person's environment.

    `given` is its standard input; half a character stands for a byte that is no UTF-8. A `fresh` process starts from
    nothing; the others, where that is safe, with the imports done (`tests/doubles/warm.py`), which is most of a start.
    No file it writes may grow beyond `largest` bytes.
    """
    told = {**_environment(), **(env or {})}
    if sys.platform == "linux" and not fresh:
        return _forked(words, told, cwd, given, largest)
    start = ["-c", _LIMITED.format(largest)] if largest else ["-m", "bot"]
    return subprocess.run(
        [sys.executable, *start, *words],
        cwd=cwd,
        env=told,
        capture_output=True,
        input=given,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GLEANER_"))}
    return {**kept, "PYTHONPATH": str(ROOT)}


def _forked(
    words: tuple[str, ...], env: Mapping[str, str], cwd: Path, given: str, largest: int | None
) -> subprocess.CompletedProcess[str]:
    with TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in ("in", "out", "err")]
        for path, text in zip(streams, (given, "", ""), strict=True):
            path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
        call = {
            "words": words,
            "cwd": str(cwd),
            "env": env,
            "streams": [str(path) for path in streams],
            "largest": largest,
        }
        warm = _warm()
        assert warm.stdin is not None
        assert warm.stdout is not None
        warm.stdin.write(json.dumps(call) + "\n")
        warm.stdin.flush()
        code = int(warm.stdout.readline())
        out, err = (path.read_text(encoding="utf-8", errors="surrogateescape") for path in streams[1:])
        return subprocess.CompletedProcess(["gleaner", *words], code, out, err)


@cache
def _warm() -> subprocess.Popen[str]:
    """The process that forks; it ends with this one, whose end of the pipe closes."""
    command = [sys.executable, "-m", "tests.doubles.warm"]
    warm = subprocess.Popen(
        command, cwd=ROOT, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(warm.communicate)
    return warm
