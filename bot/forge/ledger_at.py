"""Reading the ledger from a clone on disk, whichever forge wrote it; no network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.errors import ForgeError
from bot.forge import repository as git

_PLACES = ("refs/heads/gleaner-ledger", "refs/remotes/origin/gleaner-ledger")
"""Ours where the list lives on this disk; else what was fetched last from where it was cloned."""
_PACKED = "ledger.txt"
"""All files in one, as the ledger on GitHub is written."""


def ledger_at(folder: Path) -> Mapping[str, str]:
    """The files of the ledger, name → text; none where `folder` is in no repository, or there is no ledger."""
    try:
        repo = git.find(folder)
    except ForgeError:
        return {}
    sha = next((sha for place in _PLACES if (sha := git.tip(repo, place))), "")
    files = git.texts_at(repo, sha)
    if _PACKED not in files:
        return files
    from bot.forge.github_ledger import unpacked  # heavy

    return unpacked(files[_PACKED].encode("utf-8", "surrogateescape"))
