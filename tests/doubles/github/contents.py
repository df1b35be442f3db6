"""The contents API: one file read or written, a commit each."""

from __future__ import annotations

import base64
import binascii

from tests.doubles.github import shapes
from tests.doubles.github.calls import Answer, Call, route
from tests.doubles.github.objects import Item, Signature
from tests.doubles.github.records import Json, Refusal, invalid

MEGABYTE = 1024 * 1024
_FILE = "/repos/{owner}/{repo}/contents/{path}"


@route("GET", _FILE)
def read(call: Call) -> Answer:
    service, path = call.service, call.where["path"]
    ref = call.asked.get("ref", "")
    commit = None if ref and service.not_yet(ref) else service.resolve(ref)
    if commit is None:
        raise Refusal(404, f"No commit found for the ref {ref}")
    item = service.store.file(commit, path)
    if item is None:
        raise Refusal(404, "Not Found")
    found = service.store.read(item.sha)
    assert found is not None
    if item.kind == "tree":
        return Answer(body=[_listed(call, f"{path}/{i.name}", i, ref) for i in service.store.tree(item.sha)])
    if ".raw" in call.accept:
        return Answer(raw=found[1], headers={"Content-Type": "application/vnd.github.raw; charset=utf-8"})
    shape = shapes.content(service, path, item, ref or service.branch, len(found[1]))
    if len(found[1]) > MEGABYTE:
        return Answer(body={**shape, "encoding": "none", "content": ""})
    return Answer(body={**shape, "encoding": "base64", "content": base64.encodebytes(found[1]).decode()})


def _listed(call: Call, path: str, item: Item, ref: str) -> Json:
    found = call.service.store.read(item.sha)
    size = len(found[1]) if found and item.kind == "blob" else 0
    return {**shapes.content(call.service, path, item, ref or call.service.branch, size), "type": "file"}


@route("PUT", _FILE)
def write(call: Call) -> Answer:
    service, path = call.service, call.where["path"]
    service.require(call.token, "contents")
    service.require_workflows(call.token, [path])
    branch = call.said.get("branch", service.branch)
    head = None if service.not_yet(branch) else service.head(branch)
    if head is None:
        raise Refusal(404, f"Branch {branch} not found")
    service.obey_rules(branch, status=409)
    old = service.store.file(head, path)
    _unchanged(path, old, call.said.get("sha"))
    try:
        data = base64.b64decode(call.need("content"), validate=False)
    except binascii.Error:
        raise Refusal(422, "content is not valid Base64") from None
    item = Item("100644", path, service.store.write("blob", data))
    sha = _commit(call, head, {path: item}, call.need("message"))
    service.move(branch, sha)
    shape = shapes.content(service, path, item, branch, len(data))
    kept = service.store.commit(sha)
    assert kept is not None
    return Answer(201 if old is None else 200, {"content": shape, "commit": shapes.git_commit(service, kept)})


@route("DELETE", _FILE)
def delete(call: Call) -> Answer:
    service, path = call.service, call.where["path"]
    service.require(call.token, "contents")
    branch = call.said.get("branch", service.branch)
    head = service.head(branch)
    if head is None or (old := service.store.file(head, path)) is None:
        raise Refusal(404, "Not Found")
    _unchanged(path, old, call.need("sha"))
    sha = _commit(call, head, {path: None}, call.need("message"))
    service.move(branch, sha)
    kept = service.store.commit(sha)
    assert kept is not None
    return Answer(body={"content": None, "commit": shapes.git_commit(service, kept)})


def _unchanged(path: str, old: Item | None, sha: str | None) -> None:
    if old is None:
        return
    if sha is None:
        raise Refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
    if sha != old.sha:
        raise Refusal(409, f"{path} does not match {sha}")


def _commit(call: Call, head: str, changes: dict[str, Item | None], message: str) -> str:
    service = call.service
    before = service.store.commit(head)
    assert before is not None
    service.tick()
    asked = call.said.get("committer") or call.said.get("author")
    committer = signed(call, asked) if asked else service.web_flow()
    author = signed(call, call.said.get("author") or asked)
    tree = service.store.graft(before.tree, changes)
    return service.store.write_commit(tree, [head], message, author, committer)


def signed(call: Call, asked: Json | None) -> Signature:
    """The signature a request asks for, or that of the one who sends it."""
    if not asked:
        return call.service.signature(call.token.person)
    if not asked.get("name") or not asked.get("email"):
        raise invalid("Commit", "author name and email are required")
    return Signature(asked["name"], asked["email"], call.service.time)
