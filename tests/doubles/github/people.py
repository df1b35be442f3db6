"""Who is asking and what they may do; the settings an owner can click; check runs; the rate limit."""

from __future__ import annotations

from fnmatch import fnmatch

from tests.doubles.github import shapes
from tests.doubles.github.calls import Answer, Call, page, route
from tests.doubles.github.records import WORKFLOWS, CheckRun, Json, Refusal

_REPO = "/repos/{owner}/{repo}"


@route("GET", "/user")
def me(call: Call) -> Answer:
    if call.token.kind == "installation":
        raise Refusal(403, "Resource not accessible by integration")
    return Answer(body=shapes.private_user(call.service, call.token.person))


@route("GET", _REPO)
def repository(call: Call) -> Answer:
    token = call.token
    # A classic token's scopes are in the headers of every answer; here is where they are looked for.
    scopes = [name for name, right in (("repo", "contents"), ("workflow", WORKFLOWS)) if right in token.rights]
    headers = {"X-OAuth-Scopes": ", ".join(scopes)} if token.kind == "classic" else {}
    app = token.kind == "installation"
    return Answer(body=shapes.full_repository(call.service, token.person, app=app), headers=headers)


@route("GET", _REPO + "/collaborators/{username}/permission")
def permission(call: Call) -> Answer:
    service = call.service
    if call.token.kind != "installation" and not call.token.person.may_push:
        raise Refusal(403, "Must have push access to view collaborator permission.")
    person = service.people.get(call.where["username"])
    if person is None:
        raise Refusal(404, "Not Found")
    role = {"maintain": "write", "triage": "read"}.get(person.permission, person.permission)
    who: Json = {**(shapes.user(service, person) or {}), "role_name": person.permission}
    return Answer(body={"permission": role, "role_name": person.permission, "user": who})


def _for_administrators(call: Call) -> None:
    if call.token.kind == "installation" or call.token.person.permission != "admin":
        raise Refusal(
            403, "Resource not accessible by integration", X_Accepted_GitHub_Permissions="administration=read"
        )


@route("GET", _REPO + "/actions/permissions/workflow")
def workflow_permissions(call: Call) -> Answer:
    _for_administrators(call)
    kept = call.service.settings
    return Answer(
        body={
            "default_workflow_permissions": "write" if kept.actions_write else "read",
            "can_approve_pull_request_reviews": kept.actions_may_open_pulls,
        }
    )


@route("GET", _REPO + "/actions/permissions")
def actions_permissions(call: Call) -> Answer:
    _for_administrators(call)
    kept = call.service.settings
    return Answer(
        body={
            "enabled": kept.actions_enabled,
            "allowed_actions": kept.allowed_actions,
            "sha_pinning_required": kept.pinning,
        }
    )


@route("GET", _REPO + "/actions/workflows")
def workflows(call: Call) -> Answer:
    service = call.service
    found = [shapes.workflow(service, *one) for one in enumerate(service.settings.workflows.items(), 1)]
    return Answer(body={"total_count": len(found), "workflows": found})


@route("GET", _REPO + "/rules/branches/{branch}")
def rules(call: Call) -> Answer:
    service, name = call.service, call.where["branch"]
    found = [
        {"type": kind, "ruleset_source_type": "Repository", "ruleset_source": service.full_name, "ruleset_id": 7}
        for pattern, kinds in service.settings.rules.items()
        if fnmatch(name, pattern)
        for kind in kinds
    ]
    return Answer(body=found)


@route("GET", "/rate_limit")
def rate_limit(call: Call) -> Answer:
    rate = {"limit": 5000, "remaining": 4999, "reset": call.service.time + 3600, "used": 1}
    return Answer(body={"resources": {"core": rate, "search": rate}, "rate": rate})


@route("POST", _REPO + "/check-runs")
def create_check(call: Call) -> Answer:
    service, said = call.service, call.said
    if call.token.kind != "installation":
        raise Refusal(403, "You must authenticate via a GitHub App.")
    service.require(call.token, "checks")
    if service.store.commit(call.need("head_sha")) is None:
        raise Refusal(422, f"No commit found for SHA: {call.said['head_sha']}")
    now = service.tick()
    done = said.get("status") == "completed" or "conclusion" in said
    kept = CheckRun(
        service.new_id(),
        call.need("head_sha"),
        call.need("name"),
        "completed" if done else said.get("status", "queued"),
        said.get("conclusion"),
        dict(said.get("output", {})),
        now,
        now if done else None,
        said.get("external_id", ""),
        said.get("details_url"),
    )
    service.checks[kept.id] = kept
    return Answer(201, shapes.check_run(service, kept))


@route("GET", _REPO + "/check-runs/{check_run_id}")
def read_check(call: Call) -> Answer:
    kept = call.service.checks.get(call.number("check_run_id"))
    if kept is None:
        raise Refusal(404, "Not Found")
    return Answer(body=shapes.check_run(call.service, kept))


@route("PATCH", _REPO + "/check-runs/{check_run_id}")
def edit_check(call: Call) -> Answer:
    service, said = call.service, call.said
    service.require(call.token, "checks")
    kept = service.checks.get(call.number("check_run_id"))
    if kept is None:
        raise Refusal(404, "Not Found")
    kept.status = said.get("status", "completed" if "conclusion" in said else kept.status)
    kept.conclusion = said.get("conclusion", kept.conclusion)
    new = dict(said.get("output", {}))
    # Annotations of later calls are added to those of earlier ones; the rest of the output is replaced.
    new["annotations"] = [*kept.output.get("annotations", []), *new.get("annotations", [])]
    kept.output = {**kept.output, **new}
    if kept.status == "completed":
        kept.completed = service.tick()
    return Answer(body=shapes.check_run(service, kept))


@route("GET", _REPO + "/commits/{ref}/check-runs")
def checks_of(call: Call) -> Answer:
    service = call.service
    sha = service.resolve(call.where["ref"])
    runs = [kept for kept in service.checks.values() if kept.head_sha == sha]
    answer = page(
        call, runs, shapes.api(service, f"/commits/{sha}/check-runs"), lambda one: shapes.check_run(service, one)
    )
    return Answer(body={"total_count": len(runs), "check_runs": answer.body}, headers=answer.headers)
