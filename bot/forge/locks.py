"""Lock files in a `.git` folder: waiting for a person's git, and clearing what a killed process of ours left behind.

Git makes a file `X.lock` while it writes X, and nobody takes it away when the writer is killed. Callers hold the lock
of all Gleaner writers, so a lock on what only Gleaner writes is a dead one's. A lock on what people write too (the
list's branch, the index) is ours for certain only where it holds the very commit or blob that we were about to write.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pygit2

from bot.errors import ForgeError

_NAMED = re.compile(r"'([^'\n]+\.lock)'")
_OURS = re.compile(r"/refs/(?:heads/gleaner(?:/|-ledger)|notes/gleaner|gleaner/)")
"""References that only Gleaner writes."""
_EMPTY_FOR = 5.0
"""Seconds after which a lock without content is nobody's: git fills its locks at once."""
_PAUSE = 0.05


def patiently(repo: pygit2.Repository, write: Callable[[], None], marks: tuple[str, ...], seconds: float) -> None:
    """Call `write`, which must be idempotent, until no lock is in its way; `marks` are ids that prove a lock ours.

    ForgeError names the lock file after so many seconds.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            return write()
        except (pygit2.GitError, OSError) as error:
            lock = lock_in(error, repo.path)
            if lock is None:
                raise
            if is_left_behind(lock, marks):
                lock.unlink(missing_ok=True)
            elif time.monotonic() > until:
                raise ForgeError(
                    f"git is at work here: {lock} exists; try again when it is done, or delete that file if it is not"
                ) from error
            else:
                time.sleep(_PAUSE)


def lock_in(error: Exception, folder: str = "") -> Path | None:
    """The lock file that an error of git complains of; `folder` is where the index lies, which it does not name."""
    if "index is locked" in str(error):
        return Path(folder) / "index.lock"
    found = _NAMED.search(str(error))
    return Path(found[1]) if found else None


def is_left_behind(lock: Path, marks: tuple[str, ...]) -> bool:
    """Whether a lock file is one of ours whose writer is dead."""
    try:
        data, age = lock.read_bytes(), time.time() - lock.stat().st_mtime
    except FileNotFoundError:
        return False  # its writer is done: the next attempt will tell
    if _OURS.search(lock.as_posix()) or (not data and age > _EMPTY_FOR):
        return True
    return any(mark.encode() in data or bytes.fromhex(mark) in data for mark in marks if mark)
