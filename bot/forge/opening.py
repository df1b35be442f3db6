"""A repository as a person names it → its forge: `OWNER/NAME` on GitHub, or a folder on disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from bot.errors import ForgeError
from bot.forge import Forge

_SLUG = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?/[A-Za-z0-9._-]+")
"""`OWNER/NAME`, as GitHub allows them."""


def open_forge(repo: str, env: Mapping[str, str], *, longest: float | None = None) -> Forge:
    """Open the forge of `repo`; `env` holds the token and GitHub's addresses as Actions sets them.

    On GitHub a request waits at most `longest` seconds for its limits (default: as long as a job may).
    `./name` is always a folder. An existing folder goes before a repository on GitHub of the same spelling.
    """
    name = repo.strip()
    path = Path(name).expanduser()
    if not name:
        raise ForgeError("no repository is named; give OWNER/NAME, or a folder with a git repository")
    if path.is_dir() or not _SLUG.fullmatch(name):
        if not path.exists() and not name.startswith((".", "/", "~")) and "://" in name:
            raise ForgeError(f"{name} is an address; name the repository as OWNER/NAME")
        from bot.forge.local import LocalForge  # pygit2 is for those who work on a disk

        return LocalForge(path)
    from bot.forge.github import GitHubForge  # PyGithub is for those who work on GitHub

    return GitHubForge.from_environment(name, env, longest)
