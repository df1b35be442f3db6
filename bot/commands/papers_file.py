"""Papers as JSON Lines, from a file or standard input, and the notes on lines and keys that were left out."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from bot.errors import GleanerError
from bot.escape import log_line
from bot.paper_json import Broken


def opened(path: str, files: ExitStack) -> TextIO:
    """Open a file of lines, `-` for standard input; raises GleanerError.

    Only a line feed ends a line, because JSON text may hold other separators. A line that is not UTF-8 is passed on, so
    that its reader can name it.
    """
    if path == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
        return sys.stdin
    try:
        return files.enter_context(Path(path).open(encoding="utf-8", errors="surrogateescape", newline="\n"))
    except OSError as error:
        raise GleanerError(f"cannot read {path}: {error.strerror}; check the path") from error


def skipped(path: str, broken: Broken) -> str:
    """The note on a line that is no paper."""
    return log_line(f"gleaner: {path} line {broken.line}: {broken.why}; skipped")


def ignored(path: str, unknown: Iterable[str]) -> str:
    """The note on keys that are not known."""
    return log_line(f"gleaner: {path}: unknown keys ignored: {', '.join(sorted(unknown))}")
