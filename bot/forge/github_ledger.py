"""The ledger on GitHub: one file that holds the ledger's files, on an orphan branch.

One file is read by one request and written by one, and GitHub compares and swaps it: a write names the blob it
replaces and is refused (409) where somebody else wrote in between. Then the newest is read, what this process changed
is applied to it, and the write is tried again. In a file of lines (`.jsonl`) lines that others added are kept.

    === papers.jsonl 5120
    {"title": …}
    === feeds.json 310
    {…}

The number is the length in bytes of what follows, so that any text comes back byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import Conflict
from bot.forge.github_calls import Calls, Missing, Refused
from bot.forge.github_git import Git, blob_name, replacing
from bot.forge.ledger_merge import merged

BRANCH, FILE = "gleaner-ledger", "ledger.txt"
_RAW = "application/vnd.github.raw+json"
_TRIES = 5
_HEAD = re.compile(rb"=== ([^ ]*) (\d{1,12})")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The ledger as it was read: its files, and the blob that a write replaces ("" where there is no branch)."""

    files: Mapping[str, str] = field(default_factory=dict)
    blob: str = ""


def read(calls: Calls) -> Shelf:
    """Read the whole ledger: one request, whatever its size."""
    try:
        data = calls.do(
            "read the ledger", lambda: calls.send("GET", f"/contents/{FILE}", query={"ref": BRANCH}, accept=_RAW)
        )
    except Missing:
        return Shelf()
    text = _bytes(data["data"]) if isinstance(data, dict) and set(data) <= {"data", "url"} else b""
    return Shelf(unpacked(text), blob_name(text))


def write(calls: Calls, git: Git, shelf: Shelf, files: Mapping[str, str], message: str) -> Shelf:
    """Write `files` into the ledger that was read as `shelf`; one request where nobody else wrote.

    Raises Conflict where others write faster `_TRIES` times.
    """
    for _ in range(_TRIES):
        whole = {**shelf.files, **files}
        text = packed(whole)
        if text == packed(shelf.files) and shelf.blob:
            return shelf
        try:
            _store(calls, git, shelf, text, message)
        except (Conflict, Refused):
            newest = read(calls)
            files = {
                name: merged(shelf.files.get(name, ""), files[name], newest.files.get(name, ""), name) for name in files
            }
            shelf = newest
            continue
        return Shelf(whole, blob_name(text))
    raise Conflict(f"{calls.slug}: others kept writing the ledger ({BRANCH}) at the same time; run again")


def _store(calls: Calls, git: Git, shelf: Shelf, text: bytes, message: str) -> None:
    if not shelf.blob:
        tree = git.tree({FILE: text.decode()}, onto="")
        commit = git.commit(tree, (), message)
        git.create_branch(BRANCH, commit)
        return
    try:
        body = replacing(text, blob=shelf.blob, branch=BRANCH, message=message)
        calls.do(f"write the ledger on branch {BRANCH}", lambda: calls.send("PUT", f"/contents/{FILE}", body=body))
    except Conflict:
        # The answer to a write that did land may be lost; the second try is then told that the blob is another.
        if read(calls).blob != blob_name(text):
            raise


def packed(files: Mapping[str, str]) -> bytes:
    """Every file in one."""
    parts = []
    for name, text in sorted(files.items()):
        data = _bytes(text)
        parts.append(f"=== {name} {len(data)}\n".encode() + data + b"\n")
    return b"".join(parts)


def unpacked(data: bytes) -> dict[str, str]:
    """The inverse of `packed`; files that a person's edit damaged are left out."""
    files: dict[str, str] = {}
    while data:
        head, _, rest = data.partition(b"\n")
        found = _HEAD.fullmatch(head)
        if not found:
            break
        size = int(found[2])
        files[found[1].decode("utf-8", "replace")] = rest[:size].decode("utf-8", "replace")
        data = rest[size + 1 :]
    return files


def _bytes(text: str) -> bytes:
    # Half a character (a list's byte that is not UTF-8) would not come back as it went: it becomes a question mark.
    return text.encode("utf-8", "replace")
