"""A git repository on disk: texts of a commit, new commits, and references moved by compare-and-set.

Nothing here touches a work tree or its index; `work_tree.py` does. Texts are UTF-8 with foreign bytes kept as surrogate
escapes, so that what was read is written back byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pygit2
from pygit2.enums import CheckoutStrategy, FileMode, SortMode

from bot.errors import PATH_STEP, Conflict, ForgeError, ListError, linked, nearest
from bot.forge.locks import lock_in

BOT = ("Gleaner", "gleaner@localhost")
HEADS = "refs/heads/"
NOTES = "refs/notes/gleaner"


def find(path: Path) -> pygit2.Repository:
    """Open the repository at or around `path`; ForgeError says what to do where there is none."""
    if not path.exists():
        raise ForgeError(f"{path} does not exist; name a folder with a git repository, or OWNER/NAME for GitHub")
    try:
        found = pygit2.discover_repository(str(path))
        if found is None:
            raise ForgeError(f"{path} is not a git repository; run `git init` there and commit the list first")
        return pygit2.Repository(found)
    except pygit2.GitError as error:
        if "owned by" in str(error):
            raise ForgeError(
                f"{path} belongs to another user; trust it with `git config --global --add safe.directory {path}`"
            ) from error
        raise ForgeError(f"{path} cannot be opened as a git repository: {error}; `git fsck` may tell more") from error


def create(folder: Path, files: Mapping[str, str], branch: str = "main") -> None:
    """Make a new repository whose first commit holds `files`, checked out."""
    repo = pygit2.init_repository(str(folder), initial_head=branch)
    sha = commit(repo, tree_with(repo, empty_tree(repo), files), [], "Start the list\n")
    move(repo, HEADS + branch, "", sha, "start the list")
    repo.checkout_head(strategy=CheckoutStrategy.FORCE)  # type: ignore[no-untyped-call]  # pygit2 leaves it untyped


def common_folder(repo: pygit2.Repository) -> Path:
    """The `.git` folder all work trees of a repository share."""
    folder = Path(repo.path)
    pointer = folder / "commondir"
    return (folder / pointer.read_text(encoding="utf-8").strip()).resolve() if pointer.is_file() else folder


def trunk_of(repo: pygit2.Repository, remembered: str = "") -> str:
    """The default branch's name: the one remembered, else the one HEAD is on, else what git's settings say."""
    candidates = [remembered, _head_branch(repo), *_configured(repo), "main", "master"]
    for name in candidates:
        if name and not name.startswith("gleaner") and tip(repo, HEADS + name):
            return name
    if repo.is_empty or repo.head_is_unborn:
        raise ForgeError(f"{repo.workdir or repo.path} has no commit yet; add the list and commit it first")
    raise ForgeError(
        f"{repo.workdir or repo.path} is on no branch that could be the list's; check one out with `git switch NAME`"
    )


def _head_branch(repo: pygit2.Repository) -> str:
    head = repo.references.get("HEAD")
    target = head.raw_target if head is not None else None
    name = target.decode("utf-8", "replace") if isinstance(target, bytes) else ""
    return name.removeprefix(HEADS) if name.startswith(HEADS) else ""


def _configured(repo: pygit2.Repository) -> Iterator[str]:
    origin = repo.references.get("refs/remotes/origin/HEAD")
    to = origin.raw_target if origin is not None else None
    if isinstance(to, bytes):
        yield to.decode("utf-8", "replace").removeprefix("refs/remotes/origin/")
    if "init.defaultBranch" in repo.config:
        yield repo.config["init.defaultBranch"] or ""


def tip(repo: pygit2.Repository, reference: str) -> str:
    """The commit a reference points at, or ""."""
    found = repo.references.get(reference)
    return str(found.resolve().target) if found is not None else ""


def commit_of(repo: pygit2.Repository, sha: str) -> pygit2.Commit:
    """The commit with this id; ForgeError where the repository does not hold it."""
    found: object = repo.get(sha)
    if not isinstance(found, pygit2.Commit):
        raise ForgeError(f"commit {sha[:12]} is not in {repo.path}; run again to read the newest state")
    return found


def contains(repo: pygit2.Repository, tip_sha: str, sha: str) -> bool:
    """Whether `sha` is `tip_sha` or one of its ancestors."""
    return tip_sha == sha or (sha in repo and tip_sha in repo and repo.descendant_of(tip_sha, sha))


def only_ours(repo: pygit2.Repository, tip_sha: str, base: str) -> bool:
    """Whether every commit that a branch has beyond `base` is the bot's."""
    walker = repo.walk(pygit2.Oid(hex=tip_sha))
    walker.hide(pygit2.Oid(hex=base))
    return all(commit.committer.email == BOT[1] for commit in walker)


def merge_base(repo: pygit2.Repository, one: str, other: str) -> str:
    """The newest common ancestor, or "" for unrelated histories."""
    found = repo.merge_base(one, other)
    return str(found) if found else ""


# --- texts ------------------------------------------------------------------------------------------------------------


def text_at(repo: pygit2.Repository, sha: str, path: str) -> str | None:
    """The text of `path` in a commit; None where it is not a file there."""
    blob = _blob_at(commit_of(repo, sha), path)
    return blob.data.decode("utf-8", "surrogateescape") if blob is not None else None


def texts_at(repo: pygit2.Repository, sha: str) -> dict[str, str]:
    """Every file of a commit, path → text; none for ""."""
    paths = [entry.path for entry in _index_of(commit_of(repo, sha).tree)] if sha else []
    return {path: text for path in paths if (text := text_at(repo, sha, path)) is not None}


def required_text(repo: pygit2.Repository, sha: str, path: str, trunk: str) -> str:
    """The text of `path`; ListError says what is there instead, and the next step."""
    commit = commit_of(repo, sha)
    blob = _blob_at(commit, path)
    if blob is not None and blob.filemode != FileMode.LINK:
        return blob.data.decode("utf-8", "surrogateescape")
    if blob is not None:
        raise linked(path, trunk, blob.data.decode("utf-8", "replace"))
    if repo.workdir and (Path(repo.workdir) / path).is_file():
        raise ListError(f"{path} is not in the last commit of branch {trunk}; `git add` and commit it first")
    hint = nearest(path, (entry.path for entry in _index_of(commit.tree)))
    raise ListError(f"no file {path} on branch {trunk} of {repo.workdir or repo.path}{hint}; {PATH_STEP}")


def _blob_at(commit: pygit2.Commit, path: str) -> pygit2.Blob | None:
    try:
        found = commit.tree[path]
    except KeyError:
        return None
    return found if isinstance(found, pygit2.Blob) else None


def changes(repo: pygit2.Repository, trunk: str, path: str, limit: int) -> Iterator[tuple[str, str]]:
    """The last changes of `path` along the default branch as (before, after), newest first; not its creation."""
    walker = repo.walk(commit_of(repo, tip(repo, HEADS + trunk)).id, SortMode.TOPOLOGICAL)
    walker.simplify_first_parent()
    found = 0
    for commit in walker:
        if found >= limit or not commit.parents:
            return
        after, before = _blob_at(commit, path), _blob_at(commit.parents[0], path)
        if after is not None and before is not None and after.id != before.id:
            found += 1
            yield before.data.decode("utf-8", "surrogateescape"), after.data.decode("utf-8", "surrogateescape")


# --- new commits ------------------------------------------------------------------------------------------------------


def empty_tree(repo: pygit2.Repository) -> pygit2.Oid:
    """The tree without a file."""
    return pygit2.Index().write_tree(repo)


def tree_with(repo: pygit2.Repository, tree: pygit2.Oid, files: Mapping[str, str]) -> pygit2.Oid:
    """`tree` with these files; a file keeps its mode."""
    index = pygit2.Index()
    index.read_tree(repo[tree].peel(pygit2.Tree))
    _put(repo, index, files)
    return index.write_tree(repo)


def merged_tree(
    repo: pygit2.Repository, fork: str, ours: str, theirs: str, files: Mapping[str, str] | None = None
) -> pygit2.Oid:
    """A three-way merge; `files` settles these paths. Conflict where anything else contradicts."""
    ancestor, mine, other = (commit_of(repo, sha).tree for sha in (fork, ours, theirs))
    index = repo.merge_trees(ancestor, mine, other)
    for path in files or ():
        _forget_conflict(index, path)
    _put(repo, index, files or {})
    if index.conflicts is not None:
        paths = sorted({side.path for sides in index.conflicts for side in sides if side is not None})
        raise Conflict(f"{', '.join(paths)} changed on both sides; bring the branch up to date first")
    return index.write_tree(repo)


def commit(repo: pygit2.Repository, tree: pygit2.Oid, parents: list[str], message: str) -> str:
    """Write a commit of the bot on no branch yet."""
    who = pygit2.Signature(*BOT)
    return str(repo.create_commit(None, who, who, message, tree, [pygit2.Oid(hex=sha) for sha in parents]))


def _index_of(tree: pygit2.Tree) -> pygit2.Index:
    index = pygit2.Index()
    index.read_tree(tree)
    return index


def _put(repo: pygit2.Repository, index: pygit2.Index, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        mode = index[path].mode if path in index else FileMode.BLOB
        blob = repo.create_blob(text.encode("utf-8", "surrogateescape"))
        index.add(pygit2.IndexEntry(path, blob, mode))


def _forget_conflict(index: pygit2.Index, path: str) -> None:
    if index.conflicts is not None and any(
        side is not None and side.path == path for sides in index.conflicts for side in sides
    ):
        del index.conflicts[path]


# --- references -------------------------------------------------------------------------------------------------------


def move(repo: pygit2.Repository, reference: str, old: str, new: str, why: str) -> None:
    """Move, create (`old` "") or delete (`new` "") a reference if it is still at `old`; Conflict otherwise.

    A reference that is at `new` already, or further, stays: the move was made before.
    """
    try:
        current = repo.references.get(reference)
        now = str(current.target) if current is not None else ""
        if now == new or (new and now != old and now and contains(repo, now, new)):
            return
        if now != old:
            raise Conflict(f"{reference.removeprefix(HEADS)} moved meanwhile; read again, then decide again")
        if current is None:
            repo.create_reference_direct(reference, pygit2.Oid(hex=new), False, why)
        elif new:
            current.set_target(pygit2.Oid(hex=new), why)
        else:
            current.delete()
    except pygit2.GitError as error:
        if lock_in(error):
            raise
        raise Conflict(f"{reference.removeprefix(HEADS)} moved this moment: {error}; read again") from error


def keep(repo: pygit2.Repository, reference: str, sha: str) -> None:
    """Point a reference of ours at a commit so that git keeps it."""
    repo.create_reference_direct(reference, pygit2.Oid(hex=sha), True, "keep what a person wrote")


def keep_text(repo: pygit2.Repository, reference: str, text: str) -> None:
    """Keep a text in git under a reference of ours; nothing is written where it holds it already."""
    blob = repo.create_blob(text.encode())
    current = repo.references.get(reference)
    if current is None or current.target != blob:
        repo.create_reference_direct(reference, blob, True, "keep what was decided")


def forget(repo: pygit2.Repository, reference: str) -> None:
    """Take a reference of ours away; one that is gone already is fine."""
    current = repo.references.get(reference)
    if current is not None:
        current.delete()


def texts_under(repo: pygit2.Repository, prefix: str) -> dict[str, str]:
    """The texts kept under references of ours: name without the prefix → text."""
    found: dict[str, str] = {}
    for name in repo.references:
        blob = repo.get(repo.references[name].target) if name.startswith(prefix) else None
        if isinstance(blob, pygit2.Blob):
            found[name.removeprefix(prefix)] = blob.data.decode("utf-8", "replace")
    return found


def annotate(repo: pygit2.Repository, sha: str, text: str) -> None:
    """Attach a text to a commit as a git note: `git log --notes=gleaner` shows it."""
    who = pygit2.Signature(*BOT)
    repo.create_note(text, who, who, sha, NOTES, True)


def note_on(repo: pygit2.Repository, sha: str) -> str:
    """The text attached to a commit, or ""."""
    try:
        return str(repo.lookup_note(sha, NOTES).message)
    except KeyError:
        return ""


def time_of(repo: pygit2.Repository, sha: str) -> str:
    """When a commit was made: ISO 8601 in UTC."""
    return datetime.fromtimestamp(commit_of(repo, sha).commit_time, UTC).isoformat()
