"""Edits: changes a person makes of the config or of listed entries. Pure: texts in, an `Edit` out."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import unified_diff

from bot import escape
from bot.actions import Edit
from bot.errors import Conflict
from bot.model import Base

BRANCHES = "gleaner-edit/"
"""Not `gleaner/`: what stands below that is a paper's proposal."""
BY = "Saved-by"


def branch_of(edit: Edit) -> str:
    """The branch an edit is shown on: a function of its name, so that saving again changes the same pull request."""
    return branch_named(edit.name)


def branch_named(name: str) -> str:
    """The branch of the edits of one name."""
    return BRANCHES + escape.branch(name)


def message_of(edit: Edit) -> str:
    """The message of the edit's commit."""
    return escape.commit_message(edit.title, trailers={BY: edit.by})


def body_of(edit: Edit) -> str:
    """The text of the edit's pull request: why, and the diff, in words that cannot act."""
    diffs = [diff(edit.base.files.get(path, ""), text, path) for path, text in sorted(edit.files.items())]
    why = edit.page or escape.markdown_block(edit.body)
    return "\n\n".join([why, *(escape.fence(each, "diff") for each in diffs)]).strip() + "\n"


def title_of(edit: Edit) -> str:
    """The title of the edit's pull request."""
    return escape.title(edit.title)


def diff(before: str, after: str, path: str, context: int = 3) -> str:
    """What changes from one text to the other, as `git diff` shows it; "" where nothing does."""
    old, new = (text.split("\n") for text in (before, after))
    lines = unified_diff(old, new, path, path, lineterm="", n=context)
    return "\n".join(line.rstrip("\r") for line in lines)


def is_saved(edit: Edit, now: Mapping[str, str]) -> bool:
    """Whether the files say already what the edit would make them say; `now` is path → text of those that exist.

    Raises Conflict where one of them is not what the person looked at.
    """
    if now == dict(edit.files):
        return True
    moved = [path for path in edit.files if now.get(path) != edit.base.files.get(path)]
    if moved:
        raise Conflict(f"{', '.join(moved)} changed meanwhile; look at it again, then save again")
    return False


def of_list(base: Base, path: str, text: str, *, name: str, title: str, body: str = "", by: str = "") -> Edit:
    """An edit that gives the list a new text; `name` is the entry's, or that of the kind of change."""
    return Edit(name=name, title=title, body=body, files={path: text}, base=base, by=by)
