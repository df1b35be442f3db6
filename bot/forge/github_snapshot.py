"""The newest state of the default branch in one request: its commit, some files, and the ledger.

GraphQL answers in one query what takes a request a file elsewhere (docs.github.com, GraphQL reference: Repository,
Commit, Blob). It leaves out the text of a file that is long or not UTF-8; git's name for the bytes tells whether a text
came through whole, and what did not is read as a file of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.errors import ForgeError, ListError
from bot.forge.github_calls import Calls
from bot.forge.github_git import as_bytes, blob_name
from bot.forge.github_ledger import BRANCH, FILE, Shelf, unpacked

_BLOB = "... on Blob { oid text isTruncated }"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The default branch at one commit: `files` holds None where there is no such file, `unread` what came cut.

    `shelf` is the ledger, None where it was not asked for or came cut.
    """

    sha: str
    tree: str
    branch: str
    files: Mapping[str, str | None] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    shelf: Shelf | None = None
    opened: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Open pull requests, the first hundred: number → (head, time of the last change)."""


def read(calls: Calls, paths: Sequence[str], *, more: bool) -> Snapshot:
    """Read the newest commit, `paths` in it and, with `more`, the ledger and what is open: one request."""
    words = {f"p{place}": path for place, path in enumerate(paths)}
    owner, _, name = calls.slug.partition("/")
    values = {"owner": owner, "name": name, **words, **({"ledger": f"{BRANCH}:{FILE}"} if more else {})}
    answer = calls.ask("read the list", _query(words, more=more), values)["repository"]
    ref = answer["defaultBranchRef"]
    if ref is None:
        raise ForgeError(f"{calls.slug}: the repository has no commit yet; add the list and commit it first")
    commit = ref["target"]
    texts = {path: _text(_blob(commit[word])) for word, path in words.items()}
    return Snapshot(
        sha=commit["oid"],
        tree=commit["tree"]["oid"],
        branch=ref["name"],
        files={path: text for path, (text, whole) in texts.items() if whole},
        unread=frozenset(path for path, (_, whole) in texts.items() if not whole),
        shelf=_shelf(answer["ledger"]) if more else None,
        opened={one["number"]: (one["headRefOid"], one["updatedAt"]) for one in answer["pullRequests"]["nodes"]}
        if more
        else {},
    )


def history(calls: Calls, path: str, limit: int) -> list[str | None]:
    """The text of a file at the last changes of it, newest first, one more than `limit`; None where it came cut."""
    owner, _, name = calls.slug.partition("/")
    values = {"owner": owner, "name": name, "path": path, "first": limit + 1}
    answer = calls.ask("read the history", _HISTORY, values)["repository"]
    ref = answer["defaultBranchRef"]
    nodes = ref["target"]["history"]["nodes"] if ref else []
    found = [_text(_blob(node["file"])) for node in nodes]
    return [(text or "") if whole else None for text, whole in found]


def missing(calls: Calls, path: str) -> ListError:
    """What to raise for a file that is not there."""
    return ListError(f"{calls.slug}: no file {path!r} on the default branch; check `list` in the config")


_HISTORY = f"""\
query ($owner: String!, $name: String!, $path: String!, $first: Int!) {{
  repository(owner: $owner, name: $name) {{
    defaultBranchRef {{ target {{ ... on Commit {{
      history(path: $path, first: $first) {{ nodes {{ file(path: $path) {{ object {{ {_BLOB} }} }} }} }}
    }} }} }}
  }}
}}"""


_MORE = f"""\
ledger: object(expression: $ledger) {{ {_BLOB} }}
    pullRequests(states: [OPEN], first: 100) {{ nodes {{ number headRefOid updatedAt }} }}"""


def _query(words: Mapping[str, str], *, more: bool) -> str:
    given = "".join(f", ${word}: String!" for word in words) + (", $ledger: String!" if more else "")
    files = " ".join(f"{word}: file(path: ${word}) {{ object {{ {_BLOB} }} }}" for word in words)
    return f"""\
query ($owner: String!, $name: String!{given}) {{
  repository(owner: $owner, name: $name) {{
    defaultBranchRef {{ name target {{ oid ... on Commit {{ tree {{ oid }} {files} }} }} }}
    {_MORE if more else ""}
  }}
}}"""


def _blob(entry: Any) -> Any:  # noqa: ANN401  # decoded JSON
    """The blob of a tree's entry; None for no entry, {} for one that is no file."""
    return None if entry is None else entry["object"]


def _text(blob: Any) -> tuple[str | None, bool]:  # noqa: ANN401  # decoded JSON
    """The text of a blob (None where there is none), and whether it is to be believed."""
    if blob is None:
        return None, True
    text = blob.get("text")
    whole = isinstance(text, str) and not blob["isTruncated"] and blob_name(as_bytes(text)) == blob["oid"]
    return (text if whole else None), whole


def _shelf(blob: Any) -> Shelf | None:  # noqa: ANN401  # decoded JSON
    text, whole = _text(blob)
    if not whole:
        return None
    return Shelf(unpacked(as_bytes(text)), blob["oid"]) if text is not None else Shelf()
