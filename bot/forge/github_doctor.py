"""What proposing needs of a repository on GitHub: looked at, never changed.

About ten requests. Up to four of them ask GitHub for what it must refuse (a branch at a commit that does not exist, an
issue without a title): the refusal tells whether the right was there, which a token of Actions or an App does not tell
otherwise. What GitHub shows only to owners is reported as unsure, with the page to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from bot.errors import ForgeError
from bot.forge.github_calls import ACTIONS_PULLS, Calls
from bot.forge.github_ledger import BRANCH as LEDGER
from bot.forge.github_rights import rights
from bot.model import Finding

STOPS_AFTER = 60
"""Days without activity after which GitHub stops the schedules of a public repository (its page on events)."""
WARN_AFTER = 45
_DAY = 86_400
_BLOCKING = {"creation", "update", "deletion", "non_fast_forward", "pull_request", "required_signatures"}
"""Rules that keep us from making, moving or deleting branches of our own."""
_OURS = ("gleaner/paper", LEDGER)


def findings(calls: Calls) -> Iterator[Finding]:
    """Look at the repository, the token's rights, the settings of Actions, the workflows and the rules."""
    try:
        headers, data = calls.answered("read the repository", "")
    except ForgeError as error:
        yield Finding(ok=False, what=f"{calls.slug} can be reached", next=str(error))
        return
    trunk = str(data["default_branch"])
    yield Finding(
        ok=not data.get("archived"),
        what=f"{calls.slug}: its list is on branch “{trunk}”",
        next="the repository is archived: nothing can be proposed; take it out of the archive in its settings",
    )
    yield from rights(calls, headers, data)
    yield from _actions(calls)
    yield from _settings(calls)
    yield from _workflows(calls)
    if not data.get("private"):
        yield from _schedule(calls, trunk)
    yield from _branches(calls, trunk)


def _page(calls: Calls, tail: str) -> str:
    return f"{calls.server_url}/{calls.slug}{tail}"


def _asked(calls: Calls, tail: str) -> Any:  # noqa: ANN401  # decoded JSON, or None where it is not shown
    """What GitHub answers, or None where it does not show it to this token."""
    try:
        return calls.answered(f"read {tail}", tail)[1]
    except ForgeError:
        return None


# --- Actions ----------------------------------------------------------------------------------------------------------


def _actions(calls: Calls) -> Iterator[Finding]:
    """Whether jobs run at all, and whether our action may be used in them."""
    page = _page(calls, "/settings/actions")
    data = _asked(calls, "/actions/permissions")
    if data is None:
        yield Finding(
            ok=True, unsure=True, what="whether Actions are enabled is shown to owners only", next=f"look at {page}"
        )
        return
    yield Finding(
        ok=bool(data["enabled"]),
        what="Actions are enabled" if data["enabled"] else "Actions are disabled: nothing runs by itself",
        next=f"choose “Allow all actions and reusable workflows” under Settings > Actions > General ({page})",
    )
    if data.get("allowed_actions") == "local_only":
        what = "only actions of this owner are allowed: the workflows use Gleaner's and GitHub's"
        yield Finding(ok=False, what=what, next=f"allow them under Settings > Actions > General ({page})")
    elif data.get("allowed_actions") == "selected":
        what = "only selected actions are allowed"
        said = f"see that gleaner-list/gleaner@* and those of GitHub are among them ({page})"
        yield Finding(ok=True, unsure=True, what=what, next=said)
    if data.get("sha_pinning_required"):
        what = "actions have to be pinned to a commit"
        said = "in the workflows write the release's commit behind gleaner-list/gleaner@, instead of its name"
        yield Finding(ok=True, unsure=True, what=what, next=said)


def _settings(calls: Calls) -> Iterator[Finding]:
    """The two settings that are off in a new repository; only an owner's token is shown them."""
    page = _page(calls, "/settings/actions")
    data = _asked(calls, "/actions/permissions/workflow")
    where = f"under Settings > Actions > General > Workflow permissions ({page})"
    if data is None:
        what = "the settings of Actions are shown to owners only"
        yield Finding(ok=True, unsure=True, what=what, next=f"see that “{ACTIONS_PULLS}” is ticked {where}")
        return
    allowed = bool(data["can_approve_pull_request_reviews"])
    yield Finding(
        ok=allowed,
        what="jobs may open pull requests" if allowed else "jobs may not open pull requests",
        next=f"tick “{ACTIONS_PULLS}” {where}",
    )
    written = data["default_workflow_permissions"] == "write"
    yield Finding(
        ok=True,
        what="the workflow's token may write by default"
        if written
        else "the workflow's token may only read by default; the workflow grants what it needs under `permissions:`",
    )


# --- workflows and their schedule -------------------------------------------------------------------------------------


def _workflows(calls: Calls) -> Iterator[Finding]:
    """The workflows that a list is given, and whether GitHub or a person switched them off."""
    data = _asked(calls, "/actions/workflows")
    if data is None:
        what = "the workflows are not shown to this token (Actions: read)"
        yield Finding(ok=True, unsure=True, what=what, next=f"see that none is disabled: {_page(calls, '/actions')}")
        return
    ours = [one for one in data["workflows"] if str(one["path"]).rpartition("/")[2].startswith("gleaner")]
    if not ours:
        said = "`gleaner init` writes them; a repository that holds Gleaner itself has its own"
        yield Finding(ok=True, unsure=True, what="no workflow called gleaner*.yml runs anything here", next=said)
    for one in ours:
        yield _workflow(calls, str(one["path"]).rpartition("/")[2], str(one["state"]))


def _workflow(calls: Calls, name: str, state: str) -> Finding:
    page = _page(calls, f"/actions/workflows/{name}")
    why = {
        "disabled_inactivity": f"GitHub disabled {name} after {STOPS_AFTER} days without activity",
        "disabled_manually": f"somebody disabled {name}",
        "disabled_fork": f"{name} is disabled because the repository is a fork",
    }
    if state == "active":
        return Finding(ok=True, what=f"the workflow {name} is enabled")
    return Finding(ok=False, what=why.get(state, f"{name} is {state}"), next=f"press “Enable workflow” on {page}")


def _schedule(calls: Calls, trunk: str) -> Iterator[Finding]:
    """How near a public repository is to the day GitHub stops its schedules."""
    try:
        _, commits = calls.answered("read the newest commit", "/commits", {"sha": trunk, "per_page": "1"})
        newest = str(commits[0]["commit"]["committer"]["date"])
    except (ForgeError, LookupError):
        return
    days = int((calls.seconds() - datetime.fromisoformat(newest).timestamp()) // _DAY)
    if days < WARN_AFTER:
        yield Finding(ok=True, what=f"the default branch was written to {_ago(days)}: schedules go on")
        return
    yield Finding(
        ok=False,
        what=f"the last commit on “{trunk}” is {days} days old; GitHub stops schedules after {STOPS_AFTER} quiet days",
        next=f"merge something, or enable the workflow again when it has stopped: {_page(calls, '/actions')}",
    )


def _ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


# --- branches ---------------------------------------------------------------------------------------------------------


def _branches(calls: Calls, trunk: str) -> Iterator[Finding]:
    """Protection of the default branch, and rules that would keep our own branches from being made or moved."""
    protected = _is_protected(calls, trunk)
    if protected is not None:
        met = "is protected: a proposal lands there when its conditions are met, also one approved in the app"
        what = f"“{trunk}” {met if protected else 'is not protected: whoever may write may merge'}"
        yield Finding(ok=True, what=what)
    found: dict[str, list[str]] = {}
    for name in _OURS:
        rules = _asked(calls, f"/rules/branches/{name}") or ()
        if blocking := sorted({str(rule["type"]) for rule in rules} & _BLOCKING):
            found[name] = blocking
    for name, types in found.items():
        pattern = name.replace("/paper", "/**")
        yield Finding(
            ok=False,
            what=f"a ruleset covers Gleaner's own branches {pattern} ({', '.join(types)})",
            next=f"exclude {pattern} from it under Settings > Rules > Rulesets ({_page(calls, '/settings/rules')})",
        )
    if LEDGER not in found and _is_protected(calls, LEDGER):
        yield Finding(
            ok=True,
            unsure=True,
            what=f"{LEDGER} is protected, by a pattern like * perhaps: Gleaner writes to it in every run",
            next=f"see that no rule under Settings > Branches covers it ({_page(calls, '/settings/branches')})",
        )


def _is_protected(calls: Calls, branch: str) -> bool | None:
    """Whether GitHub calls a branch protected; None where there is none, or it is not shown."""
    data = _asked(calls, f"/branches/{quote(branch)}")
    return None if data is None else bool(data["protected"])
