"""Records → the JSON GitHub answers with, links and all; every link starts with the double's own address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.doubles.github.objects import Change, Commit, Item, Signature
from tests.doubles.github.records import CheckRun, Comment, Issue, Json, Label, Person, Pull

if TYPE_CHECKING:
    from tests.doubles.github.service import Service

_USER_LINKS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}
_REPOSITORY_LINKS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}
_REACTIONS = ("+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes")


def api(service: Service, tail: str = "") -> str:
    """The address of something in the repository."""
    return f"{service.base_url}{service.prefix}/repos/{service.full_name}{tail}"


def web(service: Service, tail: str = "") -> str:
    """The address of its page."""
    return f"{service.base_url}/{service.full_name}{tail}"


def user(service: Service, person: Person | None) -> Json | None:
    if person is None:
        return None
    login = quote(person.login)
    here = f"{service.base_url}{service.prefix}/users/{login}"
    return {
        "login": person.login,
        "id": person.id,
        "node_id": f"U_{person.id}",
        "avatar_url": f"{service.base_url}/avatars/{person.id}",
        "gravatar_id": "",
        "url": here,
        "html_url": f"{service.base_url}/{login}",
        "type": person.kind,
        "site_admin": False,
        **{name: here + tail for name, tail in _USER_LINKS.items()},
    }


def private_user(service: Service, person: Person) -> Json:
    """What `GET /user` says of the one who asks."""
    numbers = ("public_repos public_gists followers following private_gists total_private_repos "
               "owned_private_repos disk_usage collaborators").split()  # fmt: skip
    return {
        **(user(service, person) or {}),
        **dict.fromkeys(("name", "company", "blog", "location", "email", "hireable", "bio")),
        **dict.fromkeys(numbers, 0),
        "created_at": service.stamp(1_300_000_000),
        "updated_at": service.stamp(1_300_000_000),
        "two_factor_authentication": True,
    }


def repository(service: Service, *, owner: str = "") -> Json:
    """The repository, or somebody's fork of it."""
    login = owner or service.owner
    name = f"{login}/{service.name}"
    here = f"{service.base_url}{service.prefix}/repos/{name}"
    page = f"{service.base_url}/{name}"
    return {
        "id": service.people[service.owner].id + 7 + (len(login) if owner else 0),
        "node_id": "R_1",
        "name": service.name,
        "full_name": name,
        "owner": user(service, service.person(login)),
        "private": service.settings.private,
        "html_url": page,
        "description": None,
        "fork": login != service.owner,
        "url": here,
        **{link: here + tail for link, tail in _REPOSITORY_LINKS.items()},
        "git_url": f"git:{page.partition(':')[2]}.git",
        "ssh_url": f"git@localhost:{name}.git",
        "clone_url": f"{page}.git",
        "svn_url": page,
        "mirror_url": None,
        "homepage": None,
        "language": None,
        "license": None,
        **dict.fromkeys(("forks_count", "stargazers_count", "watchers_count", "size", "forks", "watchers"), 0),
        **dict.fromkeys(("open_issues", "open_issues_count"), len(service.issues)),
        "default_branch": service.branch,
        **dict.fromkeys(("has_issues", "has_projects", "has_wiki", "has_downloads"), True),
        **dict.fromkeys(("has_pages", "has_discussions", "archived", "disabled"), False),
        "pushed_at": service.stamp(service.time),
        "created_at": service.stamp(1_700_000_000),
        "updated_at": service.stamp(service.time),
    }


def full_repository(service: Service, person: Person, *, app: bool) -> Json:
    """The repository with what the asker may do; an installation's token is told nothing of that."""
    push, admin = person.may_push and not app, person.permission == "admin"
    shape = {
        **repository(service),
        "subscribers_count": 1,
        "network_count": 0,
        "permissions": {"admin": admin, "maintain": admin, "push": push, "triage": push, "pull": True},
    }
    if push:
        kept = service.settings
        shape |= {
            "allow_squash_merge": kept.squash,
            "allow_merge_commit": kept.merge,
            "allow_rebase_merge": kept.rebase,
            "delete_branch_on_merge": kept.delete_branch_on_merge,
        }
    return shape


def label(service: Service, kept: Label) -> Json:
    return {
        "id": kept.id,
        "node_id": f"LA_{kept.id}",
        "url": api(service, f"/labels/{kept.name.replace(' ', '%20')}"),
        "name": kept.name,
        "color": kept.color,
        "default": False,
        "description": kept.description,
    }


def _end(service: Service, owner: str, branch: str, sha: str) -> Json:
    return {
        "label": f"{owner}:{branch}",
        "ref": branch,
        "sha": sha,
        "user": user(service, service.person(owner)),
        "repo": repository(service, owner="" if owner == service.owner else owner),
    }


def _association(service: Service, person: Person) -> str:
    if person.login == service.owner:
        return "OWNER"
    return "COLLABORATOR" if person.may_push else "NONE"


def pull_simple(service: Service, issue: Issue, pull: Pull) -> Json:
    """A pull request as lists show it."""
    here, page = api(service, f"/pulls/{issue.number}"), web(service, f"/pull/{issue.number}")
    as_issue = api(service, f"/issues/{issue.number}")
    links = {
        "self": here,
        "html": page,
        "issue": as_issue,
        "comments": f"{as_issue}/comments",
        "review_comments": f"{here}/comments",
        "review_comment": f"{api(service)}/pulls/comments{{/number}}",
        "commits": f"{here}/commits",
        "statuses": api(service, f"/statuses/{pull.head_sha}"),
    }
    return {
        "id": issue.id,
        "node_id": f"PR_{issue.id}",
        "number": issue.number,
        "state": issue.state,
        "locked": False,
        "title": issue.title,
        "body": issue.body,
        "user": user(service, issue.author),
        "labels": [label(service, service.label(name)) for name in issue.labels],
        "milestone": None,
        "created_at": service.stamp(issue.created),
        "updated_at": service.stamp(issue.updated),
        "closed_at": service.stamp(issue.closed_at),
        "merged_at": service.stamp(pull.merged_at),
        "merge_commit_sha": pull.merge_commit,
        "assignee": None,
        "assignees": [],
        "requested_reviewers": [],
        "requested_teams": [],
        "head": _end(service, pull.head_owner, pull.head, pull.head_sha),
        "base": _end(service, service.owner, pull.base, pull.base_sha),
        "author_association": _association(service, issue.author),
        "auto_merge": None,
        "draft": pull.draft,
        "url": here,
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "issue_url": as_issue,
        "commits_url": links["commits"],
        "review_comments_url": links["review_comments"],
        "review_comment_url": links["review_comment"],
        "comments_url": links["comments"],
        "statuses_url": links["statuses"],
        "_links": {name: {"href": link} for name, link in links.items()},
    }


def pull_full(service: Service, issue: Issue, pull: Pull, *, mergeable: bool | None) -> Json:
    """A pull request as its own address shows it."""
    base = service.head(pull.base) or pull.base_sha
    fork = service.store.merge_base(base, pull.head_sha) or base
    commits = service.store.between(base, pull.head_sha) if pull.merged_at is None else []
    files = service.store.diff(fork, pull.head_sha) if pull.merged_at is None else []
    word = {None: "unknown", True: "clean", False: "dirty"}[mergeable]
    return {
        **pull_simple(service, issue, pull),
        "merged": pull.merged_at is not None,
        "mergeable": mergeable,
        "rebaseable": mergeable,
        "mergeable_state": word,
        "merged_by": user(service, pull.merged_by),
        "comments": sum(c.issue == issue.number for c in service.comments.values()),
        "review_comments": 0,
        "maintainer_can_modify": pull.head_owner != service.owner,
        "commits": len(commits),
        "additions": sum(one.additions for one in files),
        "deletions": sum(one.deletions for one in files),
        "changed_files": len(files),
    }


def issue(service: Service, kept: Issue) -> Json:
    here = api(service, f"/issues/{kept.number}")
    kind = "pull" if kept.pull else "issues"
    shape: Json = {
        "id": kept.id,
        "node_id": f"I_{kept.id}",
        "url": here,
        "repository_url": api(service),
        "labels_url": f"{here}/labels{{/name}}",
        "comments_url": f"{here}/comments",
        "events_url": f"{here}/events",
        "timeline_url": f"{here}/timeline",
        "html_url": web(service, f"/{kind}/{kept.number}"),
        "number": kept.number,
        "state": kept.state,
        "state_reason": kept.state_reason,
        "title": kept.title,
        "body": kept.body,
        "user": user(service, kept.author),
        "labels": [label(service, service.label(name)) for name in kept.labels],
        "assignee": None,
        "assignees": [],
        "milestone": None,
        "locked": False,
        "active_lock_reason": None,
        "comments": sum(c.issue == kept.number for c in service.comments.values()),
        "created_at": service.stamp(kept.created),
        "updated_at": service.stamp(kept.updated),
        "closed_at": service.stamp(kept.closed_at),
        "author_association": _association(service, kept.author),
        "reactions": reactions(f"{here}/reactions", kept.reactions),
    }
    if kept.pull is not None:
        page = web(service, f"/pull/{kept.number}")
        shape["pull_request"] = {
            "url": api(service, f"/pulls/{kept.number}"),
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "merged_at": service.stamp(kept.pull.merged_at),
        }
    return shape


def comment(service: Service, kept: Comment) -> Json:
    here = api(service, f"/issues/comments/{kept.id}")
    return {
        "id": kept.id,
        "node_id": f"IC_{kept.id}",
        "url": here,
        "html_url": web(service, f"/issues/{kept.issue}#issuecomment-{kept.id}"),
        "issue_url": api(service, f"/issues/{kept.issue}"),
        "body": kept.body,
        "user": user(service, kept.author),
        "created_at": service.stamp(kept.created),
        "updated_at": service.stamp(kept.updated),
        "author_association": _association(service, kept.author),
        "reactions": reactions(f"{here}/reactions", kept.reactions),
    }


def reactions(link: str, kept: list[tuple[int, str, str]]) -> Json:
    counts = {word: sum(content == word for _, _, content in kept) for word in _REACTIONS}
    return {"url": link, "total_count": len(kept), **counts}


def reaction(service: Service, kept: tuple[int, str, str]) -> Json:
    return {
        "id": kept[0],
        "node_id": f"RE_{kept[0]}",
        "user": user(service, service.person(kept[1])),
        "content": kept[2],
        "created_at": service.stamp(service.reacted.get(kept[0], service.time)),
    }


def check_run(service: Service, kept: CheckRun) -> Json:
    said = kept.output
    return {
        "id": kept.id,
        "node_id": f"CR_{kept.id}",
        "head_sha": kept.head_sha,
        "external_id": kept.external_id,
        "url": api(service, f"/check-runs/{kept.id}"),
        "html_url": web(service, f"/runs/{kept.id}"),
        "details_url": kept.details_url,
        "status": kept.status,
        "conclusion": kept.conclusion,
        "started_at": service.stamp(kept.started),
        "completed_at": service.stamp(kept.completed),
        "output": {
            "title": said.get("title"),
            "summary": said.get("summary"),
            "text": said.get("text"),
            "annotations_count": len(said.get("annotations", [])),
            "annotations_url": api(service, f"/check-runs/{kept.id}/annotations"),
        },
        "name": kept.name,
        "check_suite": {"id": kept.id + 1},
        "app": None,
        "pull_requests": [],
    }


def workflow(service: Service, number: int, kept: tuple[str, str]) -> Json:
    """One workflow file and its state."""
    name, state = kept
    return {
        "id": number,
        "node_id": f"W_{number}",
        "name": name.removesuffix(".yml"),
        "path": f".github/workflows/{name}",
        "state": state,
        "created_at": service.stamp(service.time),
        "updated_at": service.stamp(service.time),
        "url": api(service, f"/actions/workflows/{number}"),
        "html_url": web(service, f"/blob/{service.branch}/.github/workflows/{name}"),
        "badge_url": web(service, f"/workflows/{name}/badge.svg"),
    }


def content(service: Service, path: str, item: Item, ref: str, size: int) -> Json:
    """A file of the contents API, without its bytes."""
    here = api(service, f"/contents/{path}?ref={ref}")
    page, blob = web(service, f"/blob/{ref}/{path}"), api(service, f"/git/blobs/{item.sha}")
    return {
        "type": "file",
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": item.sha,
        "size": size,
        "url": here,
        "html_url": page,
        "git_url": blob,
        "download_url": web(service, f"/raw/{ref}/{path}"),
        "_links": {"self": here, "git": blob, "html": page},
    }


def signature(service: Service, who: Signature) -> Json:
    return {"name": who.name, "email": who.email, "date": service.stamp(who.when)}


def _verification() -> Json:
    return {"verified": False, "reason": "unsigned", "signature": None, "payload": None, "verified_at": None}


def git_commit(service: Service, kept: Commit) -> Json:
    """A commit of the git data API."""
    return {
        "sha": kept.sha,
        "node_id": f"C_{kept.sha[:12]}",
        "url": api(service, f"/git/commits/{kept.sha}"),
        "html_url": web(service, f"/commit/{kept.sha}"),
        "author": signature(service, kept.author),
        "committer": signature(service, kept.committer),
        "message": kept.message,
        "tree": {"sha": kept.tree, "url": api(service, f"/git/trees/{kept.tree}")},
        "parents": [_parent(service, sha) for sha in kept.parents],
        "verification": _verification(),
    }


def _parent(service: Service, sha: str) -> Json:
    return {"sha": sha, "url": api(service, f"/commits/{sha}"), "html_url": web(service, f"/commit/{sha}")}


def commit(service: Service, kept: Commit) -> Json:
    """A commit of the commits API; `author` is the account behind it, where the address belongs to one."""
    shape = git_commit(service, kept)
    return {
        "sha": kept.sha,
        "node_id": shape["node_id"],
        "url": api(service, f"/commits/{kept.sha}"),
        "html_url": shape["html_url"],
        "comments_url": api(service, f"/commits/{kept.sha}/comments"),
        "commit": {
            "url": shape["url"],
            "author": shape["author"],
            "committer": shape["committer"],
            "message": kept.message,
            "tree": shape["tree"],
            "comment_count": 0,
            "verification": shape["verification"],
        },
        "author": user(service, service.people.get(kept.author.name)),
        "committer": user(service, service.people.get(kept.committer.name)),
        "parents": shape["parents"],
    }


def change(service: Service, kept: Change, sha: str) -> Json:
    """One file of a diff."""
    shape: Json = {
        "sha": kept.sha,
        "filename": kept.path,
        "status": kept.status,
        "additions": kept.additions,
        "deletions": kept.deletions,
        "changes": kept.additions + kept.deletions,
        "blob_url": web(service, f"/blob/{sha}/{kept.path}"),
        "raw_url": web(service, f"/raw/{sha}/{kept.path}"),
        "contents_url": api(service, f"/contents/{kept.path}?ref={sha}"),
    }
    return shape | {"patch": kept.patch} if kept.patch else shape
