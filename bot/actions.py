"""What should happen to a proposal or to files of the list, and what did: one action in, one outcome back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.model import Base, Member, Proposal, State


class Operation(StrEnum):
    """What applying an action did."""

    CREATED = "created"
    UPDATED = "updated"
    CLOSED = "closed"
    MERGED = "merged"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """Open a proposal: a branch on `base` whose tree differs by `files` (path → whole new text)."""

    proposal: Proposal
    files: Mapping[str, str]
    base: Base


@dataclass(frozen=True, kw_only=True, slots=True)
class Refresh:
    """Bring an open proposal onto `base`.

    Where only we wrote on the branch it becomes one clean commit on `base`; with `carry` a merge commit of the
    branch's head and `base` keeps a person's commits. `read` are a group's members as its boxes were read.
    """

    proposal: Proposal
    files: Mapping[str, str]
    base: Base
    carry: bool = False
    read: tuple[Member, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """Approve: merge the proposal, provided its head is still `proposal.head`."""

    proposal: Proposal
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Close:
    """Close without merging: rejected (with a reason), snoozed (until a date) or superseded."""

    proposal: Proposal
    state: State
    reason: str = ""
    until: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reopen:
    """Undo a close: the proposal waits again, rendered on `base`."""

    proposal: Proposal
    files: Mapping[str, str]
    base: Base


@dataclass(frozen=True, kw_only=True, slots=True)
class Revert:
    """Undo a merge: commit `files` (the list without the entry) on `base`, then let the proposal wait again."""

    proposal: Proposal
    files: Mapping[str, str]
    base: Base
    by: str = ""


Action = Open | Refresh | Merge | Close | Reopen | Revert


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What applying an action did, or would have done where it was only `rehearsed`; `proposal` is its state after."""

    operation: Operation
    proposal: Proposal
    detail: str = ""
    rehearsed: bool = False

    @property
    def said(self) -> str:
        """The operation as a report says it: `created`, in a rehearsal `would create`."""
        return f"would {self.operation.removesuffix('d')}" if self.rehearsed else self.operation.value


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """A change of files that a person asked for and looked at: the config, an entry of the list.

    `files` is path → whole new text; a file that `base` does not hold must not exist yet. `name` names the change: one
    that is made again under the same name while it still waits takes the place of the earlier one. `body` says why in
    plain words; `page` stands in its place as Markdown that was made safe already.
    """

    name: str
    title: str
    files: Mapping[str, str]
    base: Base
    body: str = ""
    page: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EditPage:
    """Where an edit was shown to people: a pull request, on a disk a branch; `waiting` until somebody decides.

    `body` is its text as it stands now, "" on a disk.
    """

    waiting: bool
    body: str = ""
    number: int | None = None
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Saved:
    """Where an edit went: a pull request (`created`, `updated`), or a commit on the default branch (`merged`).

    `none` says that the files hold it already.
    """

    operation: Operation
    commit: str = ""
    number: int | None = None
    url: str = ""
