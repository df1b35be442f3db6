"""The git side of GitHub: files, branches, commits and trees, all by API."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from bot.errors import Conflict, ListError
from bot.forge.github_calls import Calls, Missing, Refused

NAME, EMAIL = "Gleaner", "gleaner@localhost"
WHO = {"name": NAME, "email": EMAIL}
LINK, PLAIN, EXECUTABLE, MODULE = "120000", "100644", "100755", "160000"
"""Modes of a tree's entries, as git writes them."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it stands on a branch: its text, its blob, and the branch's name where GitHub told it."""

    text: str
    blob: str
    branch: str = ""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a branch has beyond the default one: `fork` is where it left, `ours` that we alone wrote there.

    `others` are the files a person changed beside the list: path → blob ("" where removed).
    """

    fork: str
    ours: bool
    others: Mapping[str, str]


class Git:
    """Reads and writes git objects of one repository."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._trees: dict[str, str] = {}
        self._modes: dict[tuple[str, str], str] = {}

    # --- reading ------------------------------------------------------------------------------------------------

    def file(self, path: str, ref: str = "") -> File:
        """Read a file on a branch or commit (default: the default branch); ListError where there is none."""
        what = f"read {path}"
        try:
            data = self._calls.do(
                what, lambda: self._calls.send("GET", f"/contents/{quote(path)}", query={"ref": ref} if ref else None)
            )
        except Missing as error:
            raise ListError(f"{self._calls.slug}: no file {path!r} on {ref or 'the default branch'}") from error
        if not isinstance(data, dict) or data.get("type") != "file":
            raise ListError(f"{self._calls.slug}: {path!r} is not a file")
        content = data["content"]
        if data.get("encoding") != "base64":
            # Beyond 1 MB the contents API leaves the bytes out; the blob has them up to 100 MB.
            content = self._calls.do(what, lambda: self._calls.send("GET", f"/git/blobs/{data['sha']}"))["content"]
        named = parse_qs(urlsplit(data["url"]).query).get("ref", [""])[0]
        return File(as_text(base64.b64decode(content)), data["sha"], named)

    def head(self, branch: str) -> str:
        """The newest commit of a branch; raises Missing."""
        data = self._calls.do(
            f"read branch {branch}", lambda: self._calls.send("GET", f"/git/ref/heads/{quote(branch)}")
        )
        return str(data["object"]["sha"])

    def ahead(self, base: str, head: str, paths: Collection[str]) -> Ahead:
        """Compare a branch with the default one; `paths` are the files of the list."""
        data = self._calls.do(
            "compare the branch", lambda: self._calls.send("GET", f"/compare/{quote(base)}...{quote(head)}"), fresh=True
        )
        ours = all(commit["commit"]["committer"]["email"] == EMAIL for commit in data["commits"])
        ours = ours and len(data["commits"]) == data["total_commits"]
        others = {
            file["filename"]: "" if file["status"] == "removed" else file["sha"]
            for file in data.get("files", ())
            if file["filename"] not in paths
        }
        return Ahead(data["merge_base_commit"]["sha"], ours, others)

    def tree_of(self, commit: str) -> str:
        """The tree of a commit, remembered: one request for all proposals of a run."""
        if commit not in self._trees:
            data = self._calls.do(
                "read the newest commit", lambda: self._calls.send("GET", f"/git/commits/{commit}"), fresh=True
            )
            self._trees[commit] = data["tree"]["sha"]
        return self._trees[commit]

    def names(self, tree: str) -> tuple[str, ...]:
        """The paths of the files below a tree, as many as GitHub tells at once."""
        query = {"recursive": "1"}
        data = self._calls.do("read the tree", lambda: self._calls.send("GET", f"/git/trees/{tree}", query=query))
        return tuple(item["path"] for item in data["tree"] if item["type"] == "blob")

    def remember_tree(self, commit: str, tree: str, modes: Mapping[str, str] | None = None) -> None:
        """Keep the tree of a commit that was read with other things, and the modes of files in it ("" for none)."""
        self._trees[commit] = tree
        self._modes |= {(commit, path): mode for path, mode in (modes or {}).items()}

    def modes(self, commit: str, paths: Collection[str]) -> dict[str, str]:
        """The modes of files in a commit, "" where there is none; those not remembered take one request for all."""
        asked = [path for path in paths if (commit, path) not in self._modes]
        if asked:
            words = {f"p{place}": path for place, path in enumerate(asked)}
            owner, _, name = self._calls.slug.partition("/")
            values = {"owner": owner, "name": name, "commit": commit, **words}
            found = self._calls.ask("read file modes", _modes_query(words), values)["repository"]["object"]
            if found:  # what was made a moment ago may not be seen yet: then its files are taken for plain ones
                told = {path: mode_of(found[word]) for word, path in words.items()}
                self.remember_tree(commit, found["tree"]["oid"], told)
        return {path: self._modes.get((commit, path), "") for path in paths}

    def is_plain(self, commit: str, path: str) -> bool:
        """Whether a file has the usual mode: what the contents API gives any file that it writes."""
        return self.modes(commit, (path,))[path] in ("", PLAIN)

    def message(self, commit: str) -> str:
        """The message of a commit."""
        data = self._calls.do("read a commit", lambda: self._calls.send("GET", f"/git/commits/{commit}"))
        return str(data["message"])

    # --- writing ------------------------------------------------------------------------------------------------

    def put(self, path: str, text: str, *, blob: str, branch: str, message: str) -> str:
        """Write one file in one commit and return that; raises Conflict where its blob is not `blob` any more."""
        body = replacing(as_bytes(text), blob=blob, branch=branch, message=message)
        done = self._calls.do(
            f"write {path} on {branch}",
            lambda: self._calls.send("PUT", f"/contents/{quote(path)}", body=body),
            fresh=True,
        )
        return str(done["commit"]["sha"])

    def tree(
        self, files: Mapping[str, str], *, onto: str, blobs: Mapping[str, str] | None = None, blobs_of: str = ""
    ) -> str:
        """Store a tree: that of the commit `onto` ("" for none) with the text of some files set; their modes stay.

        `blobs` sets others to blobs ("" removes) with the modes that they have in the commit `blobs_of`.
        """
        modes = self.modes(onto, files) if onto else {}
        lines = [self._line(path, text, modes.get(path, "")) for path, text in files.items()]
        theirs = self.modes(blobs_of, blobs) if blobs else {}
        for path, blob in (blobs or {}).items():
            mode = theirs[path] or PLAIN
            kind = "commit" if mode == MODULE else "blob"
            lines.append({"path": path, "mode": mode, "type": kind, "sha": blob or None})
        body: dict[str, object] = {"tree": lines}
        if onto:
            body["base_tree"] = self.tree_of(onto)
        data = self._calls.do("store a tree", lambda: self._calls.send("POST", "/git/trees", body=body))
        return str(data["sha"])

    def _line(self, path: str, text: str, mode: str) -> dict[str, object]:
        line: dict[str, object] = {"path": path, "mode": mode if mode == EXECUTABLE else PLAIN, "type": "blob"}
        if is_text(text):
            return {**line, "content": text}
        encoded = base64.b64encode(as_bytes(text)).decode()
        body = {"content": encoded, "encoding": "base64"}
        stored = self._calls.do("store a file", lambda: self._calls.send("POST", "/git/blobs", body=body))
        return {**line, "sha": stored["sha"]}

    def commit(self, tree: str, parents: Sequence[str], message: str) -> str:
        """Store a commit of ours."""
        body = {"message": message, "tree": tree, "parents": list(parents), "author": WHO, "committer": WHO}
        data = self._calls.do("store a commit", lambda: self._calls.send("POST", "/git/commits", body=body))
        return str(data["sha"])

    def create_branch(self, branch: str, commit: str) -> None:
        """Make a branch; raises Refused where one of that name exists."""
        body = {"ref": f"refs/heads/{branch}", "sha": commit}
        self._calls.do(f"create branch {branch}", lambda: self._calls.send("POST", "/git/refs", body=body))

    def move_branch(self, branch: str, commit: str, *, force: bool) -> None:
        """Point a branch at a commit; without `force` only forward, else Conflict."""
        tail, body = f"/git/refs/heads/{quote(branch)}", {"sha": commit, "force": force}
        try:
            self._calls.do(f"move branch {branch}", lambda: self._calls.send("PATCH", tail, body=body))
        except Refused as error:
            if "fast forward" in str(error):
                raise Conflict(f"{branch}: somebody committed on it in between; read again") from error
            raise

    def drop_branch(self, branch: str) -> None:
        """Delete a branch; one that is gone already (422) is fine, one that this token does not see (404) is not."""
        try:
            self._calls.do(
                f"delete branch {branch}", lambda: self._calls.send("DELETE", f"/git/refs/heads/{quote(branch)}")
            )
        except Refused as error:
            if "does not exist" not in str(error):
                raise


def mode_of(entry: Any) -> str:  # noqa: ANN401  # decoded JSON
    """The mode of a tree's entry as git writes it (GraphQL gives a number); "" for no entry."""
    return f"{entry['mode']:06o}" if entry else ""


def _modes_query(words: Collection[str]) -> str:
    given = "".join(f", ${word}: String!" for word in words)
    files = " ".join(f"{word}: file(path: ${word}) {{ mode }}" for word in words)
    return f"""\
query ($owner: String!, $name: String!, $commit: String!{given}) {{
  repository(owner: $owner, name: $name) {{
    object(expression: $commit) {{ ... on Commit {{ tree {{ oid }} {files} }} }}
  }}
}}"""


def replacing(data: bytes, *, blob: str, branch: str, message: str) -> dict[str, object]:
    """The body of a request that writes a file where its blob is still `blob`."""
    content = base64.b64encode(data).decode()
    return {"message": message, "content": content, "sha": blob, "branch": branch, "committer": WHO, "author": WHO}


def as_text(data: bytes) -> str:
    """Bytes of a list as text; what is not UTF-8 comes back as it was by `as_bytes`."""
    return data.decode("utf-8", "surrogateescape")


def as_bytes(text: str) -> bytes:
    """The inverse of `as_text`."""
    return text.encode("utf-8", "surrogateescape")


def blob_name(data: bytes) -> str:
    """The name git gives these bytes."""
    return hashlib.sha1(b"blob %d\0%s" % (len(data), data), usedforsecurity=False).hexdigest()


def is_text(text: str) -> bool:
    """Whether a text can be sent as JSON: it holds no lone surrogate, which stands for a byte that is not UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
