"""The newest state of the default branch in one request: its commit, some files, and the ledger.

GraphQL answers in one query what takes REST one request per file (docs.github.com, GraphQL reference: Repository,
Commit, Blob). It leaves out the text of a file that is long or not UTF-8: git's name for the bytes shows whether a text
arrived whole, and what did not is read as a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Any

from bot.errors import PATH_STEP, Conflict, Forbidden, ForgeError, ListError, nearest
from bot.forge.github_calls import Calls, Missing, Unreachable
from bot.forge.github_git import as_bytes, blob_name, mode_of
from bot.forge.github_ledger import BRANCH, FILE, Shelf, unpacked

History = tuple[tuple[str, str], ...]
CHANGES = 8
"""How many of the last changes of a list are read, to learn where its next entry goes."""
_TOLD_AT_ONCE = 12
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
    histories: Mapping[str, History] = field(default_factory=dict)
    """Of the files whose history was asked for: their last changes as (before, after), newest first."""
    modes: Mapping[str, str] = field(default_factory=dict)
    """The mode of each file as git writes it; "" where there is none."""
    opened: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Open pull requests, the first hundred: number → (head, time of the last change)."""


def read(calls: Calls, paths: Sequence[str], *, more: bool, lists: Sequence[str] = ()) -> Snapshot:
    """Read the newest commit, `paths` in it and, with `more`, the ledger and what is open: one request.

    With the history of `lists`, a part of the paths; where all that is too much for GitHub, without it.
    """
    try:
        return _read(calls, paths, lists, more=more)
    except (Forbidden, Missing, Conflict, Unreachable):
        raise
    except ForgeError:
        if not lists:
            raise
        return _read(calls, paths, (), more=more)


def _read(calls: Calls, paths: Sequence[str], lists: Sequence[str], *, more: bool) -> Snapshot:
    words = {f"p{place}": path for place, path in enumerate(paths)}
    told = [word for word, path in words.items() if path in lists]
    owner, _, name = calls.slug.partition("/")
    values = {"owner": owner, "name": name, **words, **({"ledger": f"{BRANCH}:{FILE}"} if more else {})}
    answer = calls.ask("read the list", _query(words, told, more=more), values)["repository"]
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
        modes={path: mode_of(commit[word]) for word, path in words.items()},
        histories={words[word]: _changes(commit[f"h{word}"]["nodes"]) for word in told},
        opened={one["number"]: (one["headRefOid"], one["updatedAt"]) for one in answer["pullRequests"]["nodes"]}
        if more
        else {},
    )


def history(calls: Calls, path: str, limit: int) -> History:
    """The last changes of a file as (before, after), newest first, back to a state that came cut: one request."""
    owner, _, name = calls.slug.partition("/")
    values = {"owner": owner, "name": name, "path": path, "first": limit + 1}
    answer = calls.ask("read the history", _HISTORY, values)["repository"]
    ref = answer["defaultBranchRef"]
    nodes = ref["target"]["history"]["nodes"] if ref else []
    return _changes(nodes)


def histories(calls: Calls, paths: Sequence[str]) -> dict[str, History]:
    """The last changes of several files, a request for each dozen; none of files that are too much for GitHub."""
    found: dict[str, History] = dict.fromkeys(paths, ())
    for start in range(0, len(paths), _TOLD_AT_ONCE):
        asked = paths[start : start + _TOLD_AT_ONCE]
        found |= read(calls, asked, more=False, lists=asked).histories
    return found


def _changes(nodes: Sequence[Any]) -> History:
    found = [_text(_blob(node["file"])) for node in nodes]
    texts = [text or "" for text, _ in takewhile(lambda one: one[1], found)]
    return tuple((before, after) for after, before in pairwise(texts))


def is_list(path: str) -> bool:
    """Whether a file may be a list, whose history tells where its next entry goes."""
    return path.lower().endswith((".md", ".markdown"))


def missing(calls: Calls, path: str, names: Iterable[str] = ()) -> ListError:
    """The error for a file that is not there; `names` are the files that are."""
    return ListError(f"{calls.slug}: no file {path!r} on the default branch{nearest(path, names)}; {PATH_STEP}")


_PAST = f"history(path: $path, first: {CHANGES + 1}) {{ nodes {{ file(path: $path) {{ object {{ {_BLOB} }} }} }} }}"
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


def _query(words: Mapping[str, str], told: Sequence[str], *, more: bool) -> str:
    given = "".join(f", ${word}: String!" for word in words) + (", $ledger: String!" if more else "")
    files = " ".join(f"{word}: file(path: ${word}) {{ mode object {{ {_BLOB} }} }}" for word in words)
    files += "".join(f" h{word}: {_PAST.replace('$path', f'${word}')}" for word in told)
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
    """The text of a blob (None where there is none), and whether it is complete."""
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
