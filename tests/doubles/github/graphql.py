"""GraphQL: the few fields that are asked for, with the names and types of GitHub's reference; executed for real."""

from __future__ import annotations

from functools import cache
from typing import Any

from graphql import GraphQLSchema, build_schema, graphql_sync

from tests.doubles.github.calls import Answer, Call, route
from tests.doubles.github.objects import Item
from tests.doubles.github.records import Json

MOST_TEXT = 512 * 1024
"""Bytes of a blob that come as text; the text of a longer one is cut."""

_SCHEMA = """
scalar GitObjectID
interface GitObject { oid: GitObjectID! }
type Tree implements GitObject { oid: GitObjectID! }
type Blob implements GitObject {
  oid: GitObjectID!
  byteSize: Int!
  isBinary: Boolean
  isTruncated: Boolean!
  text: String
}
type TreeEntry { name: String!, oid: GitObjectID!, type: String!, mode: Int!, object: GitObject }
type CommitHistoryConnection { nodes: [Commit], totalCount: Int! }
type Commit implements GitObject {
  oid: GitObjectID!
  tree: Tree!
  file(path: String!): TreeEntry
  history(first: Int, path: String): CommitHistoryConnection!
}
scalar DateTime
enum PullRequestState { CLOSED MERGED OPEN }
type PullRequest { number: Int!, headRefOid: GitObjectID!, updatedAt: DateTime! }
type PullRequestConnection { nodes: [PullRequest], totalCount: Int! }
type Ref { name: String!, target: GitObject }
type Repository {
  defaultBranchRef: Ref
  object(expression: String, oid: GitObjectID): GitObject
  pullRequests(first: Int, states: [PullRequestState!]): PullRequestConnection!
}
type Query { repository(owner: String!, name: String!, followRenames: Boolean = true): Repository }
"""


@cache
def _schema() -> GraphQLSchema:
    return build_schema(_SCHEMA)


@route("POST", "/graphql")
def graphql(call: Call) -> Answer:
    """Run a query; a name that does not resolve is an error beside the data, with status 200."""
    values = call.said.get("variables") or {}
    wanted = f"{values.get('owner')}/{values.get('name')}"
    known = wanted.lower() == call.service.full_name.lower()
    done = graphql_sync(
        _schema(), call.need("query"), root_value={"repository": _Repository(call) if known else None},
        variable_values=values,
    )  # fmt: skip
    if done.errors:
        return Answer(body={"errors": [{"message": error.message} for error in done.errors]})
    if not known:
        said = f"Could not resolve to a Repository with the name '{wanted}'."
        fault: Json = {"type": "NOT_FOUND", "path": ["repository"], "message": said}
        return Answer(body={"data": {"repository": None}, "errors": [fault]})
    return Answer(body={"data": done.data})


class _Repository:
    def __init__(self, call: Call) -> None:
        self._call = call
        self._store = call.service.store

    @property
    def defaultBranchRef(self) -> Json | None:  # noqa: N802  # GitHub's name
        service = self._call.service
        head = service.head()
        return {"name": service.branch, "target": self._commit(head)} if head else None

    def object(self, info: Any, expression: str = "", oid: str = "") -> Json | None:
        del info
        assert not oid
        revision, colon, path = expression.partition(":")
        service = self._call.service
        commit = None if service.not_yet(revision) else service.resolve(revision)
        if commit is None:
            return None
        return self._object(self._store.file(commit, path)) if colon else self._commit(commit)

    def pullRequests(self, info: Any, first: int, states: list[str]) -> Json:  # noqa: N802  # GitHub's name
        del info
        assert states == ["OPEN"]
        service = self._call.service
        found = [issue for issue in service.pulls() if issue.state == "open"]
        shown = [
            {"number": i.number, "headRefOid": i.pull.head_sha, "updatedAt": service.stamp(i.updated)}
            for i in found[:first]
            if i.pull is not None
        ]
        return {"nodes": shown, "totalCount": len(found)}

    def _commit(self, sha: str) -> Json:
        known = self._store.commit(sha)
        assert known is not None

        def file(info: Any, path: str) -> Json | None:
            del info
            item = self._store.file(sha, path)
            return (
                None
                if item is None
                else {
                    "name": item.name,
                    "oid": item.sha,
                    "type": item.kind,
                    "mode": int(item.mode, 8),
                    "object": self._object(item),
                }
            )

        def history(info: Any, first: int = 100, path: str = "") -> Json:
            del info
            found = self._store.log(sha, path, first)
            return {"nodes": [self._commit(commit.sha) for commit in found], "totalCount": len(found)}

        return {
            "__typename": "Commit", "oid": sha, "tree": {"__typename": "Tree", "oid": known.tree},
            "file": file, "history": history,
        }  # fmt: skip

    def _object(self, item: Item | None) -> Json | None:
        if item is None:
            return None
        if item.kind != "blob":
            return {"__typename": "Tree", "oid": item.sha}
        found = self._store.read(item.sha)
        assert found is not None
        data = found[1]
        binary = b"\0" in data[:8000]
        text = None if binary else data[:MOST_TEXT].decode("utf-8", "replace")
        return {
            "__typename": "Blob", "oid": item.sha, "byteSize": len(data), "isBinary": binary,
            "isTruncated": len(data) > MOST_TEXT, "text": text,
        }  # fmt: skip
