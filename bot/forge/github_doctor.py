"""What proposing needs of a repository on GitHub: looked at, never changed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Forbidden, ForgeError
from bot.forge.github_calls import ACTIONS_PULLS, Calls, Missing
from bot.model import Finding


def findings(calls: Calls) -> Iterator[Finding]:
    """Look at the repository, the token's rights, and the settings of Actions; three requests at most."""
    try:
        data = calls.do("read the repository", lambda: calls.send("GET", ""))
    except ForgeError as error:
        yield Finding(ok=False, what=f"{calls.slug} can be reached", next=str(error))
        return
    archived = bool(data.get("archived"))
    yield Finding(
        ok=not archived,
        what=f"{calls.slug}: its list is on branch {data['default_branch']}",
        next="the repository is archived: nothing can be proposed; take it out of the archive in its settings",
    )
    yield _rights(calls, may_push=bool((data.get("permissions") or {}).get("push")))
    yield from _actions(calls)


def _rights(calls: Calls, *, may_push: bool) -> Finding:
    if calls.is_job:
        return Finding(
            ok=True,
            what="the token is a job's; GitHub does not tell its rights before they are used "
            "(the workflow needs contents: write, pull-requests: write, issues: write)",
        )
    return Finding(
        ok=may_push,
        what="the token may write to the repository",
        next="use a token of somebody with write access, with Contents, Pull requests and Issues set to read and write",
    )


def _actions(calls: Calls) -> Iterator[Finding]:
    """The two settings that are off in a new repository; only an owner's token is shown them."""
    page = f"{calls.server_url}/{calls.slug}/settings/actions"
    try:
        data = calls.do("read the settings", lambda: calls.send("GET", "/actions/permissions/workflow"))
    except (Forbidden, Missing):
        yield Finding(
            ok=True,
            what=f"the settings of Actions are shown to owners only; see that “{ACTIONS_PULLS}” is ticked: {page}",
        )
        return
    yield Finding(
        ok=bool(data["can_approve_pull_request_reviews"]),
        what="jobs may open pull requests",
        next=f"tick “{ACTIONS_PULLS}” under Settings > Actions > General > Workflow permissions ({page})",
    )
    written = data["default_workflow_permissions"] == "write"
    yield Finding(
        ok=True,
        what="the workflow's token may write by default"
        if written
        else "the workflow's token may only read by default; the workflow grants what it needs under `permissions:`",
    )
