"""People's pull requests to the list: reading what they change, by API, and publishing a check run about it.

Nothing of a pull request is checked out or run. Three texts of a file are read: as it was where the branch left, as the
branch has it, and the newest. GitHub serves the commits of a fork under the repository they are proposed to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.checking.check_report import Annotation, CheckPage
from bot.errors import Forbidden, ListError
from bot.forge import github_snapshot
from bot.forge.github_calls import Calls
from bot.forge.github_git import Git

NAME = "Gleaner"
A_REQUEST = 50
"""Annotations GitHub takes in one request (its interface description); more go with further requests."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileChange:
    """What a pull request does to one file: its text where the branch left (`before`), on the branch, and newest."""

    path: str
    before: str
    after: str
    newest: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PullChange:
    """What a pull request does to the list: the files it changes, and the newest texts of those it does not.

    For a list of one file, `files` holds it whether it changed or not.
    """

    number: int
    url: str
    head: str
    fork: bool
    files: tuple[FileChange, ...]
    others: Mapping[str, str]


def read_change(calls: Calls, git: Git, number: int, paths: Sequence[str]) -> PullChange:
    """Read what a pull request does to the files of the list; ListError where it takes one away.

    Two requests, three for each file it changes (and for the only one), and one for all others together.
    """
    data = calls.do(f"read #{number}", lambda: calls.send("GET", f"/pulls/{number}"))
    head, onto = str(data["head"]["sha"]), str(data["base"]["ref"])
    ahead = git.ahead(onto, head, ())
    changed = [path for path in paths if path in ahead.others] if len(paths) > 1 else paths
    page = f"{calls.server_url}/{calls.slug}/blob/{head}"
    slug = str(((data["head"].get("repo") or {}).get("full_name")) or "")
    return PullChange(
        number=number,
        url=str(data["html_url"]),
        head=head,
        fork=slug.lower() != calls.slug.lower(),
        files=tuple(_changed(git, number, path, (ahead.fork, head, onto), page) for path in changed),
        others=_newest(calls, git, [path for path in paths if path not in changed]),
    )


def _changed(git: Git, number: int, path: str, at: tuple[str, str, str], page: str) -> FileChange:
    fork, head, onto = at
    before, after = _text(git, path, fork), _text(git, path, head)
    if before and not after:
        raise ListError(f"#{number} takes {path} away, or leaves nothing in it: put the list back, or close it")
    url = f"{page}/{quote(path)}?plain=1"
    return FileChange(path=path, before=before, after=after, newest=_text(git, path, onto), url=url)


def _newest(calls: Calls, git: Git, paths: Sequence[str]) -> dict[str, str]:
    """The newest texts of files: one request, and one more for each that came cut."""
    if not paths:
        return {}
    seen = github_snapshot.read(calls, paths, more=False)
    cut = {path: _text(git, path, seen.sha) for path in seen.unread}
    return {path: text for path, text in seen.files.items() if text is not None} | cut


def _text(git: Git, path: str, ref: str) -> str:
    """The text of a file at a commit, "" where it does not exist there (yet)."""
    try:
        return git.file(path, ref).text
    except ListError:
        return ""


# --- the check run ----------------------------------------------------------------------------------------------------


def publish(calls: Calls, head: str, page: CheckPage, *, key: str, details_url: str = "") -> str:
    """Write a finished check run on a commit; its address, or "" where the token may not (a fork's, a person's).

    `key` tells one run of a job from the next: a try whose answer was lost is found by it.
    """
    marks = page.annotations
    batches = [marks[at : at + A_REQUEST] for at in range(0, len(marks), A_REQUEST)]
    first, rest = (batches[0], batches[1:]) if batches else ((), [])
    body = {
        "name": NAME,
        "head_sha": head,
        "external_id": key,
        "status": "completed",
        "conclusion": page.conclusion,
        "output": _output(page, first),
        **({"details_url": details_url} if details_url else {}),
    }
    try:
        made = calls.do(
            "write the check run",
            lambda: calls.send("POST", "/check-runs", body=body),
            done=lambda: _written(calls, head, key),
        )
        for number, more in enumerate(rest, 1):
            _add(calls, int(made["id"]), page, more, already=A_REQUEST * number)
    except Forbidden:
        return ""
    return str(made.get("html_url") or "")


def _add(calls: Calls, number: int, page: CheckPage, annotations: Sequence[Annotation], *, already: int) -> None:
    """Add annotations to the `already` ones a check run has; a try whose answer was lost is not sent again."""
    tail, body = f"/check-runs/{number}", {"output": _output(page, annotations)}

    def held() -> dict[str, Any] | None:
        run: dict[str, Any] = calls.do("read the check run", lambda: calls.send("GET", tail))
        return run if run["output"]["annotations_count"] > already else None

    calls.do("add to the check run", lambda: calls.send("PATCH", tail, body=body), done=held)


def _output(page: CheckPage, annotations: Sequence[Annotation]) -> dict[str, Any]:
    return {"title": page.title, "summary": page.summary, "annotations": [_annotation(one) for one in annotations]}


def _annotation(one: Annotation) -> dict[str, Any]:
    written = {
        "path": one.path,
        "start_line": one.line,
        "end_line": one.end_line,
        "annotation_level": one.level,
        "title": one.title,
        "message": one.message,
    }
    return {**written, "raw_details": one.details} if one.details else written


def _written(calls: Calls, head: str, key: str) -> dict[str, Any] | None:
    """The check run that an earlier try made although its answer was lost, or None."""
    query = {"check_name": NAME, "filter": "latest"}
    tail = f"/commits/{head}/check-runs"
    data = calls.do("look for the check run", lambda: calls.send("GET", tail, query=query))
    return next((run for run in data["check_runs"] if run.get("external_id") == key), None)
