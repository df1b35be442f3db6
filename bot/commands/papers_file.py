"""Papers as JSON Lines, from a file or standard input, and what there is to say of what could not be read there."""

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
    """The lines of a file, `-` for standard input; raises GleanerError.

    JSON text may hold other separators than a line feed, which alone ends a line. A line that is not UTF-8 comes, too:
    its reader names it.
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
    """A line that is no paper, in a sentence."""
    return log_line(f"gleaner: {path} line {broken.line}: {broken.why}; skipped")


def ignored(path: str, unknown: Iterable[str]) -> str:
    """The keys that nobody knows, in a sentence."""
    return log_line(f"gleaner: {path}: unknown keys ignored: {', '.join(sorted(unknown))}")
