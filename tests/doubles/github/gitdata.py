"""The git data API: refs, commits, trees, blobs; and the reading of history."""

from __future__ import annotations

import base64
from urllib.parse import quote

from tests.doubles.github import shapes
from tests.doubles.github.calls import Answer, Call, page, route
from tests.doubles.github.contents import signed
from tests.doubles.github.objects import EMPTY_TREE, Item
from tests.doubles.github.records import Json, Refusal, invalid
from tests.doubles.github.service import Service

_REPO = "/repos/{owner}/{repo}"


def _ref(service: Service, name: str, sha: str) -> Json:
    full = name if name.startswith("refs/") else f"refs/{name}"
    return {
        "ref": full,
        "node_id": f"REF_{sha[:8]}",
        "url": shapes.api(service, f"/git/{full}"),
        "object": {"sha": sha, "type": "commit", "url": shapes.api(service, f"/git/commits/{sha}")},
    }


@route("GET", _REPO + "/git/ref/{ref}")
def read_ref(call: Call) -> Answer:
    name = call.where["ref"]
    sha = call.service.store.ref(f"refs/{name}")
    if sha is None or call.service.not_yet(name.removeprefix("heads/")):
        raise Refusal(404, "Not Found")
    return Answer(body=_ref(call.service, name, sha))


@route("GET", _REPO + "/git/matching-refs/{ref}")
def matching_refs(call: Call) -> Answer:
    found = call.service.store.refs(f"refs/{call.where['ref']}")
    return Answer(body=[_ref(call.service, name, sha) for name, sha in found.items()])


@route("POST", _REPO + "/git/refs")
def create_ref(call: Call) -> Answer:
    service = call.service
    service.require(call.token, "contents")
    name, sha = call.need("ref"), call.need("sha")
    if not name.startswith("refs/") or name.count("/") < 2:
        raise Refusal(422, "Reference name must start with 'refs/' and have at least two slashes.")
    if service.store.commit(sha) is None:
        raise Refusal(422, "Object does not exist")
    if service.store.ref(name) is not None:
        raise Refusal(422, "Reference already exists")
    taken = [
        known for known in service.store.refs("refs/") if known.startswith(f"{name}/") or name.startswith(f"{known}/")
    ]
    if taken:
        raise Refusal(422, "Reference update failed")
    service.obey_rules(name.removeprefix("refs/heads/"), made=True)
    service.move(name.removeprefix("refs/heads/"), sha)
    return Answer(201, _ref(service, name, sha))


@route("PATCH", _REPO + "/git/refs/{ref}")
def move_ref(call: Call) -> Answer:
    service, name = call.service, call.where["ref"]
    service.require(call.token, "contents")
    old, sha = service.store.ref(f"refs/{name}"), call.need("sha")
    if old is None:
        raise Refusal(422, "Reference does not exist")
    if service.store.commit(sha) is None:
        raise Refusal(422, "Object does not exist")
    if not call.said.get("force") and old not in service.store.ancestors(sha):
        raise Refusal(422, "Update is not a fast forward")
    branch = name.removeprefix("heads/")
    service.obey_rules(branch)
    service.tick()
    service.move(branch, sha)
    return Answer(body=_ref(service, name, sha))


@route("DELETE", _REPO + "/git/refs/{ref}")
def drop_ref(call: Call) -> Answer:
    service, name = call.service, call.where["ref"]
    service.require(call.token, "contents")
    if service.store.ref(f"refs/{name}") is None:
        raise Refusal(422, "Reference does not exist")
    service.tick()
    service.move(name.removeprefix("heads/"), None)
    return Answer(204)


@route("GET", _REPO + "/git/commits/{commit_sha}")
def read_commit(call: Call) -> Answer:
    found = call.service.store.commit(call.where["commit_sha"])
    if found is None:
        raise Refusal(404, "Not Found")
    return Answer(body=shapes.git_commit(call.service, found))


@route("POST", _REPO + "/git/commits")
def create_commit(call: Call) -> Answer:
    service = call.service
    service.require(call.token, "contents")
    tree, parents = call.need("tree"), call.said.get("parents", [])
    if (found := service.store.read(tree)) is None or found[0] != "tree":
        raise Refusal(422, "Tree SHA does not exist")
    if any(service.store.commit(parent) is None for parent in parents):
        raise Refusal(422, "Parent SHA does not exist or is not a commit object")
    service.tick()
    author = signed(call, call.said.get("author"))
    committer = signed(call, call.said.get("committer") or call.said.get("author"))
    sha = service.store.write_commit(tree, parents, call.need("message"), author, committer)
    kept = service.store.commit(sha)
    assert kept is not None
    return Answer(201, shapes.git_commit(service, kept))


@route("GET", _REPO + "/git/trees/{tree_sha}")
def read_tree(call: Call) -> Answer:
    service = call.service
    sha = _tree(service, call.where["tree_sha"])
    if sha is None:
        raise Refusal(404, "Not Found")
    files = service.store.walk(sha) if call.asked.get("recursive") else {i.name: i for i in service.store.tree(sha)}
    return Answer(body=_tree_shape(service, sha, files))


def _tree(service: Service, name: str) -> str | None:
    """The tree a tree name, a commit name or a branch means."""
    commit = service.store.commit(service.resolve(name) or "")
    if commit is not None:
        return commit.tree
    found = service.store.read(name)
    return name if found and found[0] == "tree" else None


def _tree_shape(service: Service, sha: str, files: dict[str, Item]) -> Json:
    lines = [
        {
            "path": path,
            "mode": item.mode.zfill(6),
            "type": item.kind,
            "sha": item.sha,
            "url": shapes.api(service, f"/git/{item.kind}s/{item.sha}"),
        }
        for path, item in files.items()
    ]
    return {"sha": sha, "url": shapes.api(service, f"/git/trees/{sha}"), "tree": lines, "truncated": False}


@route("POST", _REPO + "/git/trees")
def create_tree(call: Call) -> Answer:
    service = call.service
    service.require(call.token, "contents")
    service.require_workflows(call.token, [line["path"] for line in call.need("tree")])
    base = call.said.get("base_tree")
    below = _tree(service, base) if base else EMPTY_TREE
    if below is None:
        raise invalid("Tree", "base_tree is not a valid tree oid")
    changes: dict[str, Item | None] = {}
    for line in call.need("tree"):
        changes[line["path"]] = _line(service, line)
    sha = service.store.graft(below, changes)
    return Answer(201, _tree_shape(service, sha, {i.name: i for i in service.store.tree(sha)}))


def _line(service: Service, line: Json) -> Item | None:
    mode = line["mode"].lstrip("0")
    if "content" in line:
        return Item(mode, line["path"], service.store.write("blob", line["content"].encode()))
    if line.get("sha") is None:
        return None
    if service.store.read(line["sha"]) is None:
        raise invalid("Tree", f"tree.sha {line['sha']} is not a valid blob")
    return Item(mode, line["path"], line["sha"])


@route("POST", _REPO + "/git/blobs")
def create_blob(call: Call) -> Answer:
    service = call.service
    service.require(call.token, "contents")
    text = call.need("content")
    data = base64.b64decode(text) if call.said.get("encoding") == "base64" else text.encode()
    sha = service.store.write("blob", data)
    return Answer(201, {"sha": sha, "url": shapes.api(service, f"/git/blobs/{sha}")})


@route("GET", _REPO + "/git/blobs/{file_sha}")
def read_blob(call: Call) -> Answer:
    service, sha = call.service, call.where["file_sha"]
    found = service.store.read(sha)
    if found is None or found[0] != "blob":
        raise Refusal(404, "Not Found")
    shape = {
        "sha": sha,
        "node_id": f"B_{sha[:8]}",
        "size": len(found[1]),
        "url": shapes.api(service, f"/git/blobs/{sha}"),
        "content": base64.encodebytes(found[1]).decode(),
        "encoding": "base64",
    }
    return Answer(body=shape)


@route("GET", _REPO + "/commits")
def list_commits(call: Call) -> Answer:
    service = call.service
    start = service.resolve(call.asked.get("sha", ""))
    if start is None:
        raise Refusal(404, "Not Found")
    found = service.store.log(start, call.asked.get("path", ""))
    return page(call, found, shapes.api(service, "/commits"), lambda one: shapes.commit(service, one))


@route("GET", _REPO + "/commits/{ref}")
def one_commit(call: Call) -> Answer:
    service = call.service
    found = service.store.commit(service.resolve(call.where["ref"]) or "")
    if found is None:
        raise Refusal(422, f"No commit found for SHA: {call.where['ref']}")
    if ".sha" in call.accept:
        return Answer(raw=found.sha.encode(), headers={"Content-Type": "application/vnd.github.sha; charset=utf-8"})
    before = found.parents[0] if found.parents else EMPTY_TREE
    files = [shapes.change(service, one, found.sha) for one in service.store.diff(before, found.sha)]
    total = {"additions": sum(f["additions"] for f in files), "deletions": sum(f["deletions"] for f in files)}
    stats = {**total, "total": sum(total.values())}
    return Answer(body={**shapes.commit(service, found), "stats": stats, "files": files})


@route("GET", _REPO + "/compare/{basehead}")
def compare(call: Call) -> Answer:
    service = call.service
    left, _, right = call.where["basehead"].partition("...")
    base, head = service.resolve(left), service.resolve(right)
    fork = base and head and service.store.merge_base(base, head)
    if not base or not head or not fork:
        raise Refusal(404, "Not Found")
    ahead, behind = service.store.between(base, head), service.store.between(head, base)
    word = "diverged" if ahead and behind else "ahead" if ahead else "behind" if behind else "identical"
    here, web = shapes.api(service, f"/compare/{base}...{head}"), shapes.web(service, f"/compare/{base}...{head}")
    ends = [service.store.commit(base), service.store.commit(fork)]
    assert ends[0] is not None
    assert ends[1] is not None
    body = {
        "url": here,
        "html_url": web,
        "permalink_url": web,
        "diff_url": f"{web}.diff",
        "patch_url": f"{web}.patch",
        "base_commit": shapes.commit(service, ends[0]),
        "merge_base_commit": shapes.commit(service, ends[1]),
        "status": word,
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [shapes.commit(service, one) for one in ahead],
        "files": [shapes.change(service, one, head) for one in service.store.diff(fork, head)],
    }
    return Answer(body=body)


@route("GET", _REPO + "/branches/{branch}")
def read_branch(call: Call) -> Answer:
    service, name = call.service, call.where["branch"]
    sha = service.head(name)
    found = service.store.commit(sha) if sha else None
    if found is None:
        raise Refusal(404, "Branch not found")
    name = quote(name)
    here = shapes.api(service, f"/branches/{name}")
    protection = {
        "enabled": False,
        "required_status_checks": {"enforcement_level": "off", "contexts": [], "checks": []},
    }
    body = {
        "name": call.where["branch"],
        "commit": shapes.commit(service, found),
        "_links": {"self": here, "html": shapes.web(service, f"/tree/{name}")},
        "protected": service.is_protected(call.where["branch"]),
        "protection": protection,
        "protection_url": f"{here}/protection",
    }
    return Answer(body=body)
