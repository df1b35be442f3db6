"""Issues and what hangs on them: labels, comments, reactions."""

from __future__ import annotations

from typing import Any

from tests.doubles.github import shapes
from tests.doubles.github.calls import Answer, Call, page, route
from tests.doubles.github.pulls import BODY_LIMIT
from tests.doubles.github.records import Comment, Issue, Label, Refusal, invalid

_REPO = "/repos/{owner}/{repo}"
_ISSUES = _REPO + "/issues"
_ONE = _ISSUES + "/{issue_number}"
_COMMENT = _ISSUES + "/comments/{comment_id}"


@route("GET", _ISSUES)
def listing(call: Call) -> Answer:
    service, asked = call.service, call.asked
    wanted = [i for i in service.issues.values() if asked.get("state", "open") in ("all", i.state)]
    for name in filter(None, asked.get("labels", "").split(",")):
        wanted = [i for i in wanted if name in i.labels]
    if creator := asked.get("creator"):
        wanted = [i for i in wanted if i.author.login == creator]
    if since := asked.get("since"):
        wanted = [i for i in wanted if (service.stamp(i.updated) or "") >= since]
    by_update = asked.get("sort") == "updated"
    wanted.sort(
        key=lambda i: (i.updated if by_update else i.created, i.number),
        reverse=asked.get("direction", "desc") == "desc",
    )
    return page(call, wanted, shapes.api(service, "/issues"), lambda one: shapes.issue(service, one))


@route("POST", _ISSUES)
def create(call: Call) -> Answer:
    service = call.service
    _may_triage(call, None)
    if not call.need("title"):
        error = {"resource": "Issue", "code": "missing_field", "field": "title"}
        raise Refusal(422, "Validation Failed", errors=[error])
    now = service.tick()
    _fits(call.said.get("body"))
    issue = Issue(
        service.new_id(), service.new_number(), call.token.person, call.need("title"), call.said.get("body"), now, now
    )
    if call.token.person.may_push:
        issue.labels = [service.label(_name(item)).name for item in call.said.get("labels", [])]
    service.issues[issue.number] = issue
    return Answer(201, shapes.issue(service, issue))


def _fits(body: str | None) -> None:
    if len(body or "") > BODY_LIMIT:
        raise invalid("Issue", f"body is too long (maximum is {BODY_LIMIT} characters)", "body")


def _may_triage(call: Call, issue: Issue | None) -> None:
    """Anyone may open an issue or edit their own; a job needs the right it was given."""
    right = "pull_requests" if issue is not None and issue.pull is not None else "issues"
    if call.token.kind != "classic":
        if not {right, "issues"} & call.token.rights:
            call.service.require(call.token, right)
    elif issue is not None and issue.author.login != call.token.person.login:
        call.service.require(call.token, right)


@route("GET", _ONE)
def read(call: Call) -> Answer:
    return Answer(body=shapes.issue(call.service, call.service.issue(call.number("issue_number"))))


@route("PATCH", _ONE)
def edit(call: Call) -> Answer:
    service, said = call.service, call.said
    issue = service.issue(call.number("issue_number"))
    _may_triage(call, issue)
    _fits(said.get("body"))
    if said.get("state") == "open" and issue.state == "closed":
        service.reopen(issue)
    elif said.get("state") == "closed" and issue.state == "open":
        service.close(issue, call.token.person, said.get("state_reason"))
    issue.title = said.get("title") or issue.title
    issue.body = said.get("body", issue.body)
    if "labels" in said and call.token.person.may_push:
        issue.labels = [service.label(_name(item)).name for item in said["labels"]]
    issue.updated = service.tick()
    return Answer(body=shapes.issue(service, issue))


def _name(item: Any) -> str:
    return str(item["name"] if isinstance(item, dict) else item)


# --- labels ---------------------------------------------------------------------------------------------------------


@route("GET", _REPO + "/labels")
def labels(call: Call) -> Answer:
    service = call.service
    return page(
        call, list(service.labels.values()), shapes.api(service, "/labels"), lambda one: shapes.label(service, one)
    )


@route("POST", _REPO + "/labels")
def create_label(call: Call) -> Answer:
    service, name = call.service, call.need("name")
    service.require(call.token, "issues")
    if any(known.lower() == name.lower() for known in service.labels):
        error = {"resource": "Label", "code": "already_exists", "field": "name"}
        raise Refusal(422, "Validation Failed", errors=[error])
    _short(call.said.get("description"))
    kept = Label(service.new_id(), name, call.said.get("color", "ededed"), call.said.get("description"))
    service.labels[name] = kept
    return Answer(201, shapes.label(service, kept))


def _short(description: str | None) -> None:
    if len(description or "") > 100:
        raise invalid("Label", "description is too long (maximum is 100 characters)", "description")


@route("GET", _REPO + "/labels/{name}")
def read_label(call: Call) -> Answer:
    return Answer(body=shapes.label(call.service, _label(call)))


@route("PATCH", _REPO + "/labels/{name}")
def edit_label(call: Call) -> Answer:
    call.service.require(call.token, "issues")
    kept = _label(call)
    _short(call.said.get("description"))
    kept.color = call.said.get("color", kept.color)
    kept.description = call.said.get("description", kept.description)
    return Answer(body=shapes.label(call.service, kept))


def _label(call: Call) -> Label:
    kept = call.service.labels.get(call.where["name"])
    if kept is None:
        raise Refusal(404, "Not Found")
    return kept


@route("GET", _ONE + "/labels")
def labels_of(call: Call) -> Answer:
    return _labelled(call, call.service.issue(call.number("issue_number")))


def _labelled(call: Call, issue: Issue) -> Answer:
    service = call.service
    return Answer(body=[shapes.label(service, service.label(name)) for name in issue.labels])


@route("POST", _ONE + "/labels")
def add_labels(call: Call) -> Answer:
    return _set_labels(call, keep=True)


@route("PUT", _ONE + "/labels")
def set_labels(call: Call) -> Answer:
    return _set_labels(call, keep=False)


def _set_labels(call: Call, *, keep: bool) -> Answer:
    service, issue = call.service, call.service.issue(call.number("issue_number"))
    service.require(call.token, "pull_requests" if issue.pull else "issues")
    names = [service.label(_name(item)).name for item in call.said["labels"]]
    issue.labels = list(dict.fromkeys([*(issue.labels if keep else []), *names]))
    issue.updated = service.tick()
    return _labelled(call, issue)


@route("DELETE", _ONE + "/labels/{name}")
def drop_label(call: Call) -> Answer:
    service, issue = call.service, call.service.issue(call.number("issue_number"))
    service.require(call.token, "pull_requests" if issue.pull else "issues")
    if call.where["name"] not in issue.labels:
        raise Refusal(404, "Label does not exist")
    issue.labels.remove(call.where["name"])
    issue.updated = service.tick()
    return _labelled(call, issue)


# --- comments and reactions -----------------------------------------------------------------------------------------


@route("GET", _ONE + "/comments")
def comments(call: Call) -> Answer:
    service, number = call.service, call.number("issue_number")
    service.issue(number)
    found = [c for c in service.comments.values() if c.issue == number]
    return page(
        call, found, shapes.api(service, f"/issues/{number}/comments"), lambda one: shapes.comment(service, one)
    )


@route("POST", _ONE + "/comments")
def create_comment(call: Call) -> Answer:
    service, issue = call.service, call.service.issue(call.number("issue_number"))
    if call.token.kind == "installation":
        _may_triage(call, issue)
    body = call.need("body")
    _fits(body)
    now = service.tick()
    kept = Comment(service.new_id(), issue.number, call.token.person, body, now, now)
    service.comments[kept.id] = kept
    issue.updated = now
    return Answer(201, shapes.comment(service, kept))


def _comment(call: Call) -> Comment:
    kept = call.service.comments.get(call.number("comment_id"))
    if kept is None:
        raise Refusal(404, "Not Found")
    return kept


@route("GET", _COMMENT)
def read_comment(call: Call) -> Answer:
    return Answer(body=shapes.comment(call.service, _comment(call)))


@route("PATCH", _COMMENT)
def edit_comment(call: Call) -> Answer:
    kept = _comment(call)
    if kept.author.login != call.token.person.login:
        call.service.require(call.token, "issues")
    _fits(call.need("body"))
    kept.body, kept.updated = call.said["body"], call.service.tick()
    return Answer(body=shapes.comment(call.service, kept))


@route("DELETE", _COMMENT)
def drop_comment(call: Call) -> Answer:
    call.service.require(call.token, "issues")
    del call.service.comments[_comment(call).id]
    return Answer(204)


def _react(call: Call, kept: list[tuple[int, str, str]]) -> Answer:
    login, content = call.token.person.login, call.need("content")
    for old in kept:
        if old[1:] == (login, content):
            return Answer(200, shapes.reaction(call.service, old))
    kept.append((call.service.new_id(), login, content))
    call.service.reacted[kept[-1][0]] = call.service.tick()
    return Answer(201, shapes.reaction(call.service, kept[-1]))


@route("POST", _COMMENT + "/reactions")
def react_to_comment(call: Call) -> Answer:
    return _react(call, _comment(call).reactions)


@route("GET", _COMMENT + "/reactions")
def reactions_to_comment(call: Call) -> Answer:
    return Answer(body=[shapes.reaction(call.service, kept) for kept in _comment(call).reactions])


@route("POST", _ONE + "/reactions")
def react_to_issue(call: Call) -> Answer:
    return _react(call, call.service.issue(call.number("issue_number")).reactions)


@route("GET", _ONE + "/reactions")
def reactions_to_issue(call: Call) -> Answer:
    kept = call.service.issue(call.number("issue_number")).reactions
    return Answer(body=[shapes.reaction(call.service, one) for one in kept])
