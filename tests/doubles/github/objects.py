"""A bare git repository, written and read object by object; real git does the merges and the diffs.

Loose objects and loose refs are plain files, so that a read costs microseconds instead of a process. Every object is
one that `git clone`, `git fsck` and `git log` read.
"""

from __future__ import annotations

import hashlib
import subprocess
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who and when, as a commit says it; `when` is in seconds since 1970."""

    name: str
    email: str
    when: int


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit, read."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a tree: `mode` as git writes it (`100644`, `40000`)."""

    mode: str
    name: str
    sha: str

    @property
    def kind(self) -> str:
        """`tree` or `blob`."""
        return "tree" if self.mode == "40000" else "blob"


@dataclass(frozen=True, slots=True)
class Change:
    """One file of a diff; `patch` is its hunks as GitHub shows them."""

    path: str
    status: str
    sha: str
    additions: int
    deletions: int
    patch: str


class Store:
    """The objects and refs of one bare repository."""

    def __init__(self, path: Path) -> None:
        self.path = path
        subprocess.run(["git", "init", "-q", "--bare", str(path)], check=True, capture_output=True)
        self._seen: dict[str, tuple[str, bytes]] = {}

    # --- objects ------------------------------------------------------------------------------------------------

    def write(self, kind: str, data: bytes) -> str:
        """Store one object and return its name."""
        whole = b"%s %d\0%s" % (kind.encode(), len(data), data)
        sha = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
        place = self.path / "objects" / sha[:2] / sha[2:]
        if not place.exists():
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(zlib.compress(whole, 1))
        self._seen[sha] = (kind, data)
        return sha

    def read(self, sha: str) -> tuple[str, bytes] | None:
        """The kind and bytes of an object, or None where there is none of that name."""
        if sha not in self._seen:
            place = self.path / "objects" / sha[:2] / sha[2:]
            if len(sha) != 40 or not place.exists():
                return self._packed(sha)
            head, _, data = zlib.decompress(place.read_bytes()).partition(b"\0")
            self._seen[sha] = (head.split()[0].decode(), data)
        return self._seen[sha]

    def _packed(self, sha: str) -> tuple[str, bytes] | None:
        if len(sha) != 40 or self.git("cat-file", "-e", sha, check=False).returncode:
            return None
        kind = self.git("cat-file", "-t", sha).stdout.decode().strip()
        return kind, self.git("cat-file", kind, sha).stdout

    def git(self, *words: str, check: bool = True, feed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run one git command inside the repository."""
        line = ["git", "--git-dir", str(self.path), *words]
        return subprocess.run(line, check=check, capture_output=True, input=feed)

    # --- trees --------------------------------------------------------------------------------------------------

    def tree(self, sha: str) -> list[Item]:
        """The lines of one tree object."""
        if sha == EMPTY_TREE:
            return []
        found = self.read(sha)
        assert found is not None
        items, data = [], found[1]
        while data:
            head, _, rest = data.partition(b"\0")
            mode, _, name = head.partition(b" ")
            items.append(Item(mode.decode(), name.decode("utf-8", "surrogateescape"), rest[:20].hex()))
            data = rest[20:]
        return items

    def write_tree(self, items: Iterable[Item]) -> str:
        """Store a tree object from its lines, in git's order."""

        def order(item: Item) -> bytes:
            return item.name.encode("utf-8", "surrogateescape") + (b"/" if item.kind == "tree" else b"")

        lines = [
            f"{i.mode} {i.name}".encode("utf-8", "surrogateescape") + b"\0" + bytes.fromhex(i.sha)
            for i in sorted(items, key=order)
        ]
        return self.write("tree", b"".join(lines))

    def walk(self, tree: str, under: str = "") -> dict[str, Item]:
        """Every file below a tree, path → line."""
        files: dict[str, Item] = {}
        for item in self.tree(tree):
            if item.kind == "tree":
                files.update(self.walk(item.sha, f"{under}{item.name}/"))
            else:
                files[under + item.name] = item
        return files

    def graft(self, tree: str, changes: Mapping[str, Item | None]) -> str:
        """A tree with some paths set (to the mode and sha of an item) or, where None, removed."""
        here: dict[str, Item] = {item.name: item for item in self.tree(tree)}
        below: dict[str, dict[str, Item | None]] = {}
        for path, item in changes.items():
            name, _, rest = path.partition("/")
            if rest:
                below.setdefault(name, {})[rest] = item
            elif item is None:
                here.pop(name, None)
            else:
                here[name] = Item(item.mode, name, item.sha)
        for name, inner in below.items():
            old = here.get(name)
            grown = self.graft(old.sha if old and old.kind == "tree" else EMPTY_TREE, inner)
            here.pop(name, None)
            if self.tree(grown):
                here[name] = Item("40000", name, grown)
        return self.write_tree(here.values())

    # --- commits ------------------------------------------------------------------------------------------------

    def commit(self, sha: str) -> Commit | None:
        """One commit, or None where there is none of that name."""
        found = self.read(sha)
        if found is None or found[0] != "commit":
            return None
        head, _, message = found[1].decode("utf-8", "surrogateescape").partition("\n\n")
        fields = [line.split(" ", 1) for line in head.split("\n")]
        names = dict(fields)
        parents = tuple(value for name, value in fields if name == "parent")
        signed = _signature(names["author"]), _signature(names["committer"])
        return Commit(sha, names["tree"], parents, *signed, message)

    def write_commit(
        self, tree: str, parents: Sequence[str], message: str, author: Signature, committer: Signature | None = None
    ) -> str:
        """Store a commit object."""
        lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
        for role, who in (("author", author), ("committer", committer or author)):
            lines.append(f"{role} {who.name} <{who.email}> {who.when} +0000")
        return self.write("commit", ("\n".join(lines) + "\n\n" + message).encode("utf-8", "surrogateescape"))

    # --- refs ---------------------------------------------------------------------------------------------------

    def ref(self, name: str) -> str | None:
        """The commit a full ref name points at."""
        place = self.path / name
        return place.read_text().strip() if place.is_file() else None

    def set_ref(self, name: str, sha: str) -> None:
        """Point a ref at a commit, whatever it was before."""
        place = self.path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(sha + "\n")

    def drop_ref(self, name: str) -> None:
        """Remove a ref, and the folders it leaves empty."""
        place = self.path / name
        place.unlink()
        while place.parent.name != "heads" and not any(place.parent.iterdir()):
            place = place.parent
            place.rmdir()

    def refs(self, prefix: str) -> dict[str, str]:
        """Every ref whose full name starts with `prefix`."""
        names = sorted(str(p.relative_to(self.path)) for p in (self.path / "refs").rglob("*") if p.is_file())
        return {name: (self.path / name).read_text().strip() for name in names if name.startswith(prefix)}

    # --- what git itself answers ----------------------------------------------------------------------------------

    def ancestors(self, sha: str) -> set[str]:
        """The commit and everything it is built on."""
        seen: set[str] = set()
        waiting = [sha]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            commit = self.commit(name)
            waiting += commit.parents if commit else ()
        return seen

    def between(self, base: str, head: str) -> list[Commit]:
        """The commits of `head` that `base` does not have, oldest first."""
        lines = self.git("rev-list", "--topo-order", "--reverse", head, f"^{base}").stdout.decode().split()
        return [commit for sha in lines if (commit := self.commit(sha))]

    def merge_base(self, one: str, other: str) -> str | None:
        """The newest commit both are built on."""
        out = self.git("merge-base", one, other, check=False).stdout.decode().split()
        return out[0] if out else None

    def merged(self, one: str, other: str) -> str | None:
        """The tree of the three-way merge of two commits, or None where they conflict."""
        done = self.git("merge-tree", "--write-tree", one, other, check=False)
        return done.stdout.decode().split()[0] if done.returncode == 0 else None

    def diff(self, old: str, new: str) -> list[Change]:
        """What changed from one tree or commit to another, a record a file."""
        raw = self.git("diff", "--no-renames", "--raw", "--abbrev=40", old, new).stdout.decode("utf-8", "replace")
        changes = []
        for line in raw.splitlines():
            fields, _, path = line.partition("\t")
            word = {"A": "added", "D": "removed"}.get(fields.split()[4][0], "modified")
            text = self.git("diff", "--no-renames", old, new, "--", path).stdout.decode("utf-8", "replace")
            start = text.find("@@ ")
            patch = text[start:].rstrip("\n") if start >= 0 else ""
            body = patch.split("\n")
            plus = sum(row.startswith("+") for row in body)
            minus = sum(row.startswith("-") for row in body)
            changes.append(Change(path, word, fields.split()[3], plus, minus, patch))
        return changes

    def log(self, start: str, path: str = "", limit: int = 1000) -> list[Commit]:
        """The commits that led to `start`, newest first; with `path` those that changed it."""
        words = ["rev-list", f"--max-count={limit}", start, *(["--", path] if path else [])]
        lines = self.git(*words).stdout.decode().split()
        return [commit for sha in lines if (commit := self.commit(sha))]

    def file(self, commit: str, path: str) -> Item | None:
        """The line of a file in the tree of a commit."""
        found = self.commit(commit)
        if found is None:
            return None
        tree = found.tree
        *folders, name = path.split("/")
        for folder in folders:
            inner = next((i for i in self.tree(tree) if i.name == folder and i.kind == "tree"), None)
            if inner is None:
                return None
            tree = inner.sha
        return next((item for item in self.tree(tree) if item.name == name), None)


def _signature(line: str) -> Signature:
    who, _, rest = line.rpartition("> ")
    name, _, email = who.partition(" <")
    return Signature(name, email, int(rest.split()[0]))
