"""What can go wrong, grouped by what the reader of the message can do about it.

    GleanerError                 root; the command exits 1 with the message, no traceback
    ├── UsageError               the command line is wrong: exit 2
    ├── ConfigError              the config is wrong: lists every mistake with its place
    ├── ListError                the list cannot be read or edited as asked
    │   └── SectionNotFound      no such section; names the nearest ones
    ├── SourceError              a feed failed: the run goes on without it
    └── ForgeError               the forge refused or could not be reached
        ├── Forbidden            a right or a setting is missing: names it
        │   └── BadToken         the token itself is refused: expired, revoked or mistyped
        ├── Limited              nothing is let through before a time: go on then
        ├── Conflict             somebody else was faster: read again, then decide again
        └── DirtyWorkTree        a person has uncommitted work where a merge would land

A message says what happened, where, and the next step, in that order.
"""

from __future__ import annotations

from collections.abc import Iterable

PATH_STEP = "write the right path into the config (`list`, `chapters` or `mirrors`)"
"""The next step where a file of the list is not there."""


class GleanerError(Exception):
    """Stop with a message for a person: what, where, and the next step."""

    exit_code = 1


class UsageError(GleanerError):
    """The command was called with words that do not fit together."""

    exit_code = 2


class ConfigError(GleanerError):
    """Everything that is wrong with a config, one mistake a line, each with its place."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class ListError(GleanerError):
    """The list cannot be read or edited as asked."""


def nearest(path: str, names: Iterable[str]) -> str:
    """What to say of the files whose paths are most like one that is not there; "" where none is."""
    import difflib

    folded = {name.lower(): name for name in names}
    near = [folded[name] for name in difflib.get_close_matches(path.lower(), folded, n=3, cutoff=0.5)]
    return f"; nearest: {', '.join(near)}" if near else ""


def linked(path: str, branch: str, to: str) -> ListError:
    """What to raise for a file that is a symbolic link: written to, it would be one no more."""
    return ListError(f"{path} on branch {branch} is a symbolic link to {to}; name that file in the config")


class SectionNotFound(ListError):
    """The named section is not in the list."""

    def __init__(self, wanted: str, near: tuple[str, ...]) -> None:
        hint = (
            "; nearest: " + ", ".join(repr(n) for n in near)
            if near
            else "; the list has no sections: leave the name out"
        )
        super().__init__(f"no section {wanted!r} in the list{hint}")
        self.wanted = wanted
        self.near = near


class SourceError(GleanerError):
    """A feed could not be read; `retry_after` is in seconds where the service named a time."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ForgeError(GleanerError):
    """The forge refused, or could not be reached."""


class Forbidden(ForgeError):
    """A right or a repository setting is missing; the message names it and where to set it."""


class BadToken(Forbidden):
    """The token itself is refused; no request with it can succeed before there is another one."""


class Limited(ForgeError):
    """The forge lets nothing through before `until` (seconds since 1970); `brief` says why, without what was asked."""

    def __init__(self, message: str, *, until: float, brief: str) -> None:
        super().__init__(message)
        self.until = until
        self.brief = brief


class Conflict(ForgeError):
    """The state changed between reading and writing: read again."""


class DirtyWorkTree(ForgeError):
    """Uncommitted work of a person lies where the merge would land."""
