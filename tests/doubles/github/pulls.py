"""Pull requests: opened, listed, edited, merged the way git merges."""

from __future__ import annotations

from tests.doubles.github import shapes
from tests.doubles.github.calls import Answer, Call, page, route
from tests.doubles.github.objects import Commit
from tests.doubles.github.records import Issue, Person, Pull, Refusal, invalid
from tests.doubles.github.service import Service

_PULLS = "/repos/{owner}/{repo}/pulls"
_ONE = _PULLS + "/{pull_number}"
BODY_LIMIT = 65_536


@route("GET", _PULLS)
def listing(call: Call) -> Answer:
    service, asked = call.service, call.asked
    wanted = [issue for issue in service.pulls() if asked.get("state", "open") in ("all", issue.state)]
    if head := asked.get("head"):
        wanted = [i for i in wanted if i.pull and f"{i.pull.head_owner}:{i.pull.head}" == head]
    if base := asked.get("base"):
        wanted = [i for i in wanted if i.pull and i.pull.base == base]
    by_update = asked.get("sort") == "updated"
    newest_first = asked.get("direction", "asc" if by_update else "desc") == "desc"
    wanted.sort(key=lambda i: (i.updated if by_update else i.created, i.number), reverse=newest_first)
    ends = [(issue, issue.pull) for issue in wanted if issue.pull]
    return page(call, ends, shapes.api(service, "/pulls"), lambda one: shapes.pull_simple(service, *one))


@route("POST", _PULLS)
def create(call: Call) -> Answer:
    service, token = call.service, call.token
    if token.kind == "installation":
        service.require(token, "pull_requests")
        if not service.settings.actions_may_open_pulls:
            raise Refusal(403, "GitHub Actions is not permitted to create or approve pull requests.")
    elif "pull_requests" not in token.rights:
        service.require(token, "pull_requests")
    owner, _, branch = f":{call.need('head')}".rpartition(":")
    body, title = call.said.get("body"), call.said.get("title", "")
    issue = open_pull(
        service,
        token.person,
        owner=owner.strip(":") or service.owner,
        branch=branch,
        base=call.need("base"),
        title=title,
        body=body,
    )
    assert issue.pull is not None
    return Answer(201, shapes.pull_full(service, issue, issue.pull, mergeable=None))


def open_pull(
    service: Service, person: Person, *, owner: str, branch: str, base: str, title: str, body: str | None
) -> Issue:
    """Open a pull request as a person, or refuse as GitHub does."""
    _fits(title, body)
    head_sha, base_sha = service.store.ref(service.branch_ref(branch, owner)), service.head(base)
    if head_sha is None or (owner == service.owner and service.not_yet(branch)):
        error = {"resource": "PullRequest", "field": "head", "code": "invalid"}
        raise Refusal(422, "Validation Failed", errors=[error])
    if base_sha is None:
        error = {"resource": "PullRequest", "field": "base", "code": "invalid"}
        raise Refusal(422, "Validation Failed", errors=[error])
    if service.open_pull(branch, owner, base):
        raise invalid("PullRequest", f"A pull request already exists for {owner}:{branch}.")
    if head_sha in service.store.ancestors(base_sha):
        raise invalid("PullRequest", f"No commits between {base} and {branch}")
    now = service.tick()
    pull = Pull(branch, base, head_sha, base_sha, owner, unknown_for=service.poll_delay)
    issue = Issue(service.new_id(), service.new_number(), person, title, body, now, now, pull=pull)
    service.issues[issue.number] = issue
    return issue


def _fits(title: str, body: str | None) -> None:
    if not title:
        raise Refusal(
            422, "Validation Failed", errors=[{"resource": "PullRequest", "field": "title", "code": "missing_field"}]
        )
    if len(title) > 256:
        raise invalid("PullRequest", "title is too long (maximum is 256 characters)", "title")
    if len(body or "") > BODY_LIMIT:
        raise invalid("PullRequest", f"body is too long (maximum is {BODY_LIMIT} characters)", "body")


@route("GET", _ONE)
def read(call: Call) -> Answer:
    issue, pull = call.service.pull(call.number("pull_number"))
    return Answer(body=shapes.pull_full(call.service, issue, pull, mergeable=_mergeable(call.service, issue, pull)))


def _mergeable(service: Service, issue: Issue, pull: Pull) -> bool | None:
    """Whether it merges; unknown for the first reads after a branch moved, and for good once it is merged."""
    if issue.state == "closed":
        return None
    if pull.unknown_for > 0:
        pull.unknown_for -= 1
        return None
    base = service.head(pull.base)
    return bool(base and service.store.merged(base, pull.head_sha))


@route("PATCH", _ONE)
def edit(call: Call) -> Answer:
    service, said = call.service, call.said
    issue, pull = service.pull(call.number("pull_number"))
    _may_edit(call, issue)
    _fits(said.get("title", issue.title), said.get("body", issue.body))
    if said.get("state") == "open" and issue.state == "closed":
        service.reopen(issue)
    elif said.get("state") == "closed" and issue.state == "open":
        service.close(issue, call.token.person)
    issue.title, issue.body = said.get("title", issue.title), said.get("body", issue.body)
    issue.updated = service.tick()
    return Answer(body=shapes.pull_full(service, issue, pull, mergeable=None))


def _may_edit(call: Call, issue: Issue) -> None:
    if issue.author.login != call.token.person.login or call.token.kind == "installation":
        call.service.require(call.token, "pull_requests")


def _base_of(service: Service, pull: Pull) -> str:
    """The commit a pull request is compared with: once merged, the one it was merged onto."""
    base = pull.base_sha if pull.merged_at else service.head(pull.base)
    assert base is not None
    return base


@route("GET", _ONE + "/files")
def files(call: Call) -> Answer:
    service = call.service
    issue, pull = service.pull(call.number("pull_number"))
    base = _base_of(service, pull)
    fork = service.store.merge_base(base, pull.head_sha) or base
    link = shapes.api(service, f"/pulls/{issue.number}/files")
    found = service.store.diff(fork, pull.head_sha)
    return page(call, found, link, lambda one: shapes.change(service, one, pull.head_sha))


@route("GET", _ONE + "/commits")
def commits(call: Call) -> Answer:
    service = call.service
    issue, pull = service.pull(call.number("pull_number"))
    link = shapes.api(service, f"/pulls/{issue.number}/commits")
    return page(
        call,
        service.store.between(_base_of(service, pull), pull.head_sha),
        link,
        lambda one: shapes.commit(service, one),
    )


@route("PUT", _ONE + "/merge")
def merge(call: Call) -> Answer:
    service, said = call.service, call.said
    issue, pull = service.pull(call.number("pull_number"))
    service.require(call.token, "contents")
    sha = merge_pull(
        service,
        issue,
        call.token.person,
        method=said.get("merge_method", "merge"),
        head=said.get("sha", pull.head_sha),
        title=said.get("commit_title", ""),
        message=said.get("commit_message", ""),
    )
    return Answer(body={"sha": sha, "merged": True, "message": "Pull Request successfully merged"})


def merge_pull(
    service: Service, issue: Issue, person: Person, *, method: str, head: str, title: str = "", message: str = ""
) -> str:
    """Merge as git does it, or refuse as GitHub does."""
    pull, allowed = issue.pull, service.settings
    assert pull is not None
    if head != pull.head_sha:
        raise Refusal(409, "Head branch was modified. Review and try the merge again.")
    if issue.state == "closed":
        raise Refusal(405, "Pull Request is not mergeable")
    if not {"merge": allowed.merge, "squash": allowed.squash, "rebase": allowed.rebase}[method]:
        word = {"merge": "Merge commits", "squash": "Squash merges", "rebase": "Rebase merges"}[method]
        raise Refusal(405, f"{word} are not allowed on this repository.")
    base = service.head(pull.base)
    assert base is not None
    tree = service.store.merged(base, pull.head_sha)
    if tree is None:
        raise Refusal(405, "Pull Request is not mergeable")
    if allowed.merge_waits_for:
        raise Refusal(405, allowed.merge_waits_for)
    service.tick()
    sha = _landed(service, issue, person, method=method, base=base, tree=tree, words=(title, message))
    issue.state, pull.merged_at, pull.merged_by, pull.merge_commit = "closed", service.tick(), person, sha
    issue.closed_at = issue.updated = pull.merged_at
    issue.closed_by = person
    service.move(pull.base, sha)
    if allowed.delete_branch_on_merge and pull.head_owner == service.owner:
        service.move(pull.head, None)
    return sha


def _landed(
    service: Service, issue: Issue, person: Person, *, method: str, base: str, tree: str, words: tuple[str, str]
) -> str:
    """The commit the default branch points at afterwards."""
    pull = issue.pull
    assert pull is not None
    who, (title, message) = service.signature(person), words
    if method == "rebase":
        return _rebased(service, base, service.store.between(base, pull.head_sha), person)
    if method == "squash":
        said = f"{title or f'{issue.title} (#{issue.number})'}\n\n{message}".rstrip() + "\n"
        return service.store.write_commit(tree, [base], said, who, service.web_flow())
    said = f"{title or f'Merge pull request #{issue.number} from {pull.head_owner}/{pull.head}'}\n\n{message or issue.title}\n"
    return service.store.write_commit(tree, [base, pull.head_sha], said, who, service.web_flow())


def _rebased(service: Service, base: str, commits: list[Commit], person: Person) -> str:
    onto = base
    for commit in commits:
        if len(commit.parents) > 1:
            continue
        # A commit with the new base's tree on the old parent: merged with it, only this commit's change is added.
        onto_tree = service.store.commit(onto)
        assert onto_tree is not None
        who = service.signature(person)
        stand_in = service.store.write_commit(onto_tree.tree, commit.parents[:1], "stand-in", who)
        tree = service.store.merged(stand_in, commit.sha)
        if tree is None:
            raise Refusal(405, "This branch can't be rebased")
        onto = service.store.write_commit(tree, [onto], commit.message, commit.author, service.signature(person))
    return onto
