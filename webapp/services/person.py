"""Who sits in front of the page."""

from __future__ import annotations

import getpass
import os


def local_person() -> str:
    """The name decisions on a local repository are signed with: `GLEANER_USER`, or the account's name."""
    named = os.environ.get("GLEANER_USER", "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "maintainer"
