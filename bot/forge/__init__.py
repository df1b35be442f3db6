"""Where proposals live: one contract, kept by `local` (a git repository on disk), `github` and `dry_run`.

Every method that writes is idempotent by name: a branch is a function of the paper's key, so that an action that was
cut off half-way and applied again ends where one clean application ends.

`opening` finds the forge that a person names. The modules `github_*` are parts of `github`, as `local_*` are of
`local`, which also has `repository` (git objects), `records` and `sqlite_file` (what it knows beside its branches),
`sightings` (what people did with git alone), `work_tree` and `locks`. Without a forge, `ledger_at` and `history` read a
clone; `ledger_merge` joins what two processes wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from bot.actions import Action, Edit, EditPage, Outcome, Saved
from bot.model import Base, Contribution, Finding, Layout, Proposal

if TYPE_CHECKING:
    from bot.configuring.onboarding import Onboarding


class Forge(Protocol):
    """What the planner's actions are applied to; raises `bot.errors.ForgeError` and its kinds."""

    name: str
    """`local`, `github` or `dry-run`."""

    slug: str
    """The repository as a person names it: `owner/name`, or its folder."""

    def base(self, paths: Sequence[str]) -> Base:
        """Read the newest commit of the default branch and the text of `paths` in it; ListError for a missing one."""

    def proposals(self) -> tuple[Proposal, ...]:
        """List every proposal of ours in any state, newest first; pages that cannot be read as ours are left out."""

    def contributions(self, *paths: str) -> tuple[Contribution, ...]:
        """List the open pull requests of people that add lines to one of these files."""

    def may_write(self) -> bool:
        """Whether the person (or job) behind the token may decide; on a local repository everyone may."""

    def read_ledger(self) -> Mapping[str, str]:
        """Read the files of the ledger branch, name → text; empty where there is none."""

    def write_ledger(self, files: Mapping[str, str], message: str) -> None:
        """Write `files` onto the ledger branch in one commit; files it does not name stay as they are."""

    def history(self, path: str, limit: int = 20) -> tuple[tuple[str, str], ...]:
        """The last changes of `path` on the default branch as (text before, text after), newest first."""

    def diagnose(self) -> tuple[Finding, ...]:
        """Look at rights and settings that proposing needs; nothing is written."""

    def apply(self, action: Action) -> Outcome:
        """Do one action; raises Conflict where the proposal's head or the base moved since they were read."""

    def save(self, edit: Edit) -> Saved:
        """Keep a change of files a person looked at: a pull request, on a disk a commit on the default branch.

        Raises Conflict where one of the files changed since `edit.base` was read, or a person committed on its branch.
        """


@runtime_checkable
class Invited(Protocol):
    """A forge that knows where its onboarding change waits."""

    def setup_page(self) -> str:
        """Where the onboarding change waits to be merged (an address, or a branch in words), or ""."""


@runtime_checkable
class Onboards(Invited, Protocol):
    """A forge that can show the onboarding change; raises `bot.errors.ForgeError` and its kinds."""

    def set_up(self, wanted: Onboarding, base: Base, *, again: bool = False) -> Saved:
        """Show the change, or bring it up to date: created, updated, none; closed where a person refused it before.

        What a person committed or wrote there stays. `again` shows it anew after a refusal.
        """


@runtime_checkable
class Shows(Protocol):
    """A forge that can put an edit where people decide about it; raises `bot.errors.ForgeError` and its kinds."""

    def show(self, edit: Edit) -> Saved:
        """Open a pull request, on a disk make a branch, or bring the one of this name up to date; it merges nothing.

        Raises Conflict where one of the files changed since `edit.base` was read, or a person committed on its branch.
        """

    def shown(self, name: str, *, waiting: bool = False) -> tuple[EditPage, ...]:
        """Where the edits of this name were shown, newest first; with `waiting` only those nobody decided about yet."""


def newest(forge: Forge, layout: Layout) -> Base:
    """Read every file of a list as it stands on the default branch; ListError for a missing one."""
    return replace(forge.base(layout.paths), layout=layout)


def apply_all(forge: Forge, actions: Iterable[Action]) -> list[Outcome]:
    """Apply actions on ONE proposal in order: each works on the proposal as the one before left it."""
    outcomes: list[Outcome] = []
    for action in actions:
        step = replace(action, proposal=outcomes[-1].proposal) if outcomes else action
        outcomes.append(forge.apply(step))
    return outcomes
