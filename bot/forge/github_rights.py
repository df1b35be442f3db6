"""Which kind of token this is, what it may do, and where to click for what is missing.

A classic token tells its scopes in a header. The others tell nothing: they are asked for something that GitHub must
refuse in any case, and the kind of refusal (403 with the right's name, or 422) is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import Conflict, Forbidden, ForgeError
from bot.forge.github_calls import ACTIONS_PULLS, Calls, Missing, Refused
from bot.model import Finding

_NO_COMMIT = "0" * 40
_KINDS = {
    "ghs_": "a job's (GITHUB_TOKEN), or a GitHub App's",
    "ghu_": "a person's through a GitHub App",
    "github_pat_": "a fine-grained one",
    "gho_": "a person's through an OAuth app",
    "ghp_": "a classic one",
}


@dataclass(frozen=True, slots=True)
class Right:
    """A right by the name on GitHub's pages and in a workflow, what it is for, and a request that must be refused."""

    name: str
    key: str
    use: str
    verb: str
    tail: str
    body: Mapping[str, object]
    needed: bool = True


def _wanted(trunk: str) -> tuple[Right, ...]:
    twice = {"title": "Gleaner asks whether it may", "head": trunk, "base": trunk}
    nowhere = "/git/refs/heads/gleaner-asks"
    return (
        Right("Contents", "contents", "branches and the ledger", "PATCH", nowhere, {"sha": _NO_COMMIT}),
        Right("Pull requests", "pull-requests", "proposals", "POST", "/pulls", twice),
        Right("Issues", "issues", "labels and the dashboard", "POST", "/issues", {"title": ""}),
        Right(
            "Checks", "checks", "`check` alone", "POST", "/check-runs",
            {"name": "Gleaner", "head_sha": _NO_COMMIT}, needed=False,
        ),
    )  # fmt: skip


def rights(calls: Calls, headers: Mapping[str, Any], repository: Mapping[str, Any]) -> Iterator[Finding]:
    """The token's kind and each right; `headers` and `repository` are what `GET /repos/…` answered."""
    kind = calls.kind
    yield Finding(ok=True, what=f"the token is {_KINDS.get(kind, 'of a kind we do not know')}")
    if not calls.is_job and not (repository.get("permissions") or {}).get("push"):
        yield Finding(
            ok=False,
            what="the token's owner may not write to the repository",
            next="use a token of somebody with write access, with Contents, Pull requests and Issues: read and write",
        )
        return
    scopes = headers.get("x-oauth-scopes")
    if scopes is not None and kind in ("ghp_", "gho_"):
        yield from _scopes(calls, str(scopes), private=bool(repository.get("private")))
        return
    for right in _wanted(str(repository["default_branch"])):
        if right.needed or kind == "ghs_":
            yield from _tried(calls, right)
    yield _workflow_files(calls)


def _scopes(calls: Calls, header: str, *, private: bool) -> Iterator[Finding]:
    scopes = {scope.strip() for scope in header.split(",")}
    enough = "repo" in scopes or (not private and "public_repo" in scopes)
    page = f"{calls.server_url}/settings/tokens"
    yield Finding(
        ok=enough,
        what="the token may write contents, pull requests and issues (scope `repo`)"
        if enough
        else f"the token has not the scope `repo`, only: {', '.join(sorted(filter(None, scopes))) or 'none'}",
        next=f"tick `repo` on the token's page ({page}), or make a fine-grained token for this repository alone",
    )
    if "workflow" not in scopes:
        yield Finding(
            ok=True,
            unsure=True,
            what="the token may not write workflow files (scope `workflow`)",
            next=f"only `init --pull-request` wants it, and leaves those files to you without it ({page})",
        )
    yield _no_checks()


def _no_checks() -> Finding:
    return Finding(ok=True, what="check runs are written by jobs and Apps alone; with this token `check` prints")


def _tried(calls: Calls, right: Right) -> Iterator[Finding]:
    """Ask for what GitHub must refuse; a 403 says that the right is missing."""
    said = ""
    try:
        calls.do(
            f"see whether {right.name} may be written",
            lambda: calls.send(right.verb, right.tail, body=dict(right.body)),
        )
    except (Refused, Conflict):
        yield Finding(ok=True, what=f"{right.name}: may be written ({right.use})")
        return
    except Forbidden as error:
        said = str(error)
    except (Missing, ForgeError) as error:
        what = f"{right.name}: could not be told ({right.use})"
        yield Finding(ok=True, unsure=True, what=what, next=str(error))
        return
    if "not permitted to create" in said:
        yield Finding(ok=True, what=f"{right.name}: may be written ({right.use})")
        yield Finding(ok=False, what="jobs may not open pull requests", next=_settings_page(calls))
        return
    yield Finding(
        ok=not right.needed,
        unsure=not right.needed,
        what=f"{right.name}: may not be written ({right.use})",
        next=_where(calls, right),
    )


def _settings_page(calls: Calls) -> str:
    page = f"{calls.server_url}/{calls.slug}/settings/actions"
    return f"tick “{ACTIONS_PULLS}” under Settings > Actions > General > Workflow permissions ({page})"


def _where(calls: Calls, right: Right) -> str:
    """Where a right is granted, by the kind of token."""
    server = calls.server_url
    app = (
        f"“{right.name}: Read and write” on the App's page under Permissions & events > Repository permissions, "
        f"then accept it for this repository ({server}/settings/installations)"
    )
    match calls.kind:
        case "ghs_":
            return f"grant `{right.key}: write` under `permissions:` of the job; for a GitHub App set {app}"
        case "ghu_":
            return f"set {app}"
        case _:
            page = f"{server}/settings/personal-access-tokens"
            return f"set “{right.name}: Read and write” under Repository permissions of the token ({page})"


def _workflow_files(calls: Calls) -> Finding:
    """Writing workflow files cannot be tried without writing one."""
    if calls.kind == "ghs_":
        what = "workflow files: never by a job's own token; only `init --pull-request` writes them"
    else:
        what = "workflow files: not told; only `init --pull-request` writes them (“Workflows: Read and write”)"
    return Finding(ok=True, what=what)
