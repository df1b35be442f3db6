"""What GitHub keeps beside git: people, tokens, issues, pull requests, comments, labels, check runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

RIGHTS = ("contents", "pull_requests", "issues", "checks")
"""What a job may be granted."""
WORKFLOWS = "workflows"
"""The right to write files under `.github/workflows`: never a job's."""


@dataclass(frozen=True)
class Person:
    """An account; `permission` is its role in the repository (admin, write, triage, read, none)."""

    login: str
    id: int
    permission: str = "read"
    kind: str = "User"

    @property
    def may_push(self) -> bool:
        return self.permission in ("admin", "maintain", "write")


@dataclass(frozen=True)
class Token:
    """What a request acts as: a person, or (kind `installation`) a job of Actions with the rights it was given."""

    text: str
    person: Person
    kind: str = "classic"
    rights: frozenset[str] = frozenset({*RIGHTS, WORKFLOWS})


@dataclass
class Label:
    id: int
    name: str
    color: str = "ededed"
    description: str | None = None


@dataclass
class Comment:
    id: int
    issue: int
    author: Person
    body: str
    created: int
    updated: int
    reactions: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass
class Pull:
    """The half of a pull request an issue does not have; `head_owner` is another login for a fork."""

    head: str
    base: str
    head_sha: str
    base_sha: str
    head_owner: str
    draft: bool = False
    merged_at: int | None = None
    merged_by: Person | None = None
    merge_commit: str | None = None
    unknown_for: int = 0
    """How many more reads answer `mergeable: null`."""


@dataclass
class Issue:
    """An issue, or with `pull` a pull request: they share their numbers."""

    id: int
    number: int
    author: Person
    title: str
    body: str | None
    created: int
    updated: int
    state: str = "open"
    state_reason: str | None = None
    closed_at: int | None = None
    closed_by: Person | None = None
    labels: list[str] = field(default_factory=list)
    pull: Pull | None = None
    reactions: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass
class CheckRun:
    id: int
    head_sha: str
    name: str
    status: str
    conclusion: str | None
    output: Json
    started: int
    completed: int | None = None
    external_id: str = ""
    details_url: str | None = None


@dataclass
class Settings:
    """What an owner can click."""

    squash: bool = True
    merge: bool = True
    rebase: bool = True
    delete_branch_on_merge: bool = False
    actions_may_open_pulls: bool = True
    actions_write: bool = True
    private: bool = False
    protected: bool = False
    """The default branch takes no direct push."""
    merge_waits_for: str = ""
    """What the default branch still asks of every pull request before it takes it, in GitHub's words."""
    actions_enabled: bool = True
    allowed_actions: str = "all"
    pinning: bool = False
    workflows: dict[str, str] = field(default_factory=dict)
    """File name → its state, as the list of workflows tells it."""
    rules: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Pattern of branches → the types of the rules that cover them."""


class Refusal(Exception):
    """An answer other than success, in GitHub's shape."""

    def __init__(self, status: int, message: str, *, errors: list[Json] | None = None, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def invalid(resource: str, message: str, field_name: str = "") -> Refusal:
    """The 422 of a rule that GitHub words freely."""
    error: Json = {"resource": resource, "code": "custom", "message": message}
    if field_name:
        error["field"] = field_name
    return Refusal(422, "Validation Failed", errors=[error])
