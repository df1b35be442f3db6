"""The history of a list file that lies in a git repository, for a command that is given the file alone."""

from __future__ import annotations

from pathlib import Path

from bot.errors import GleanerError

MOST = 8
"""Changes that are read."""


def history_of(path: str, text: str) -> tuple[tuple[str, str], ...]:
    """The last changes of a file as (before, after), newest first, uncommitted work included; () where git knows none.

    pygit2 is imported only where a repository is in sight: most lists are given without one.
    """
    file = Path(path).resolve()
    if not any((folder / ".git").exists() for folder in file.parents):
        return ()
    import pygit2

    from bot.forge import repository

    try:
        repo = pygit2.Repository(str(pygit2.discover_repository(str(file.parent))))
        name = file.relative_to(Path(repo.workdir).resolve()).as_posix()
        found = tuple(repository.changes(repo, repo.head.shorthand, name, MOST))
    except (pygit2.GitError, GleanerError, KeyError, ValueError, TypeError):
        # No commit yet, a detached head, a repository of somebody else, a file outside of it.
        return ()
    last = found[0][1] if found else text
    return found if last == text else ((last, text), *found)
