"""Which files of a clone look like lists: what `init` names where the file it was given is none."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from bot import awesome

FILES = 100
"""Files that are read."""
_ENOUGH = 3
"""Entries from which on a file is named."""
_NAMED = 3


def said(root: Path, largest: int) -> str:
    """The files below `root` that hold the most entries, as commands to go on with; "" where none does.

    Files of more than `largest` bytes are not read.
    """
    counts = {path.relative_to(root).as_posix(): _entries(path) for path in _markdown(root, largest)}
    best = sorted((name for name in counts if counts[name] >= _ENOUGH), key=lambda name: (-counts[name], name))
    return " or ".join(f"gleaner init {shlex.quote(name)} ({counts[name]} entries)" for name in best[:_NAMED])


def _markdown(root: Path, largest: int) -> Iterator[Path]:
    """Markdown files, those near the root first; not what is hidden."""
    left = FILES
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            path = Path(folder, name)
            named = left and path.suffix.lower() in (".md", ".markdown")
            if named and path.is_file() and path.stat().st_size <= largest:
                left -= 1
                yield path


def _entries(path: Path) -> int:
    return len(awesome.parse(path.read_bytes().decode("utf-8", "surrogateescape")).entries)
