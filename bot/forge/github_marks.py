"""Reading a proposal from its pull request: labels, the two hidden blocks of the body, GitHub's own facts.

`bot.proposing.proposal_block` writes what is needed to render the entry again. The mark here, one more HTML comment
behind it, holds what only a forge knows: the commit we wrote last and the one it is built on (so that a person's commit
shows without a further request), and of a decision the reason, who, until when.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from bot import escape
from bot.model import Proposal, State
from bot.proposing.proposal_block import read_body
from bot.proposing.proposal_names import BRANCHES

BODY_LIMIT = 65_000
"""GitHub refuses a body of more than 65,536 characters."""
_REASON_LIMIT = 500
_GREY = "ededed"
_OURS_FOR = 600.0
"""Seconds between our clock at a close and GitHub's: a close later than that was a person's."""

_TEMPLATE = "<!-- gleaner-mark: {} -->"
_PATTERN = re.compile(r"^<!-- gleaner-mark: (\{.*\}) -->[^\S\n]*$\n?", re.MULTILINE)
_BLOCK = "<!-- gleaner: "

LABELS = {
    State.PROPOSED: ("0e8a16", "Gleaner proposes this paper; merge to accept, close to refuse"),
    State.REVISED: ("fbca04", "A person changed what this proposal adds"),
    State.ACCEPTED: ("5319e7", "Merged into the list"),
    State.REJECTED: ("b60205", "Refused: not proposed again; reopen to take it back"),
    State.SNOOZED: ("c5def5", "Put away until a day; waits again then"),
    State.SUPERSEDED: ("cfd3d7", "Somebody added this paper by hand"),
}
"""Colour and description of each state's label."""
_PUT_AWAY = (State.REJECTED, State.SNOOZED, State.SUPERSEDED)
_VALUES: dict[str, State] = {state.value: state for state in State}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What only the forge knows of a proposal; `when` is ISO 8601, the time of the decision by our clock."""

    head: str = ""
    base: str = ""
    touched: bool = False
    state: str = ""
    reason: str = ""
    by: str = ""
    until: str = ""
    when: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A pull request as GitHub shows it, without what we do not read.

    `ours`: its branch is one of ours in this very repository. `landed` is the commit a merge made. `undescribed` are
    labels of ours that GitHub made, in grey, because a page asked for them.
    """

    number: int
    url: str
    title: str
    body: str
    author: str
    state: str
    head: str
    branch: str
    onto: str
    ours: bool
    labels: tuple[str, ...] = ()
    created: str = ""
    updated: str = ""
    closed: str = ""
    merged: str = ""
    landed: str = ""
    undescribed: tuple[str, ...] = ()


def page_of(data: dict[str, Any], slug: str) -> Page:
    """Read a pull request's JSON, of a list or alone."""
    head = data["head"]
    repo = head.get("repo") or {}
    same = str(repo.get("full_name", "")).lower() == slug.lower()
    return Page(
        number=data["number"],
        url=data["html_url"],
        title=data["title"],
        body=data.get("body") or "",
        author=(data.get("user") or {}).get("login", ""),
        state=data["state"],
        head=head["sha"],
        branch=head["ref"],
        onto=data["base"]["ref"],
        ours=same and str(head["ref"]).startswith(BRANCHES),
        labels=tuple(label["name"] for label in data.get("labels", ())),
        undescribed=tuple(label["name"] for label in data.get("labels", ()) if is_undescribed(label)),
        created=data["created_at"],
        updated=data["updated_at"],
        closed=data.get("closed_at") or "",
        merged=data.get("merged_at") or "",
        landed=(data.get("merge_commit_sha") or "") if data.get("merged_at") else "",
    )


def proposal_on(page: Page) -> Proposal | None:
    """The proposal a page shows; None where its body was emptied or belongs to another branch."""
    mark, body = read_mark(page.body)
    read = read_body(body)
    if read is None or read.branch != page.branch:
        return None
    state = state_on(page, mark)
    decided = page.merged or page.closed
    keeps = not state.waiting and _decided_by_us(page, mark)
    return replace(
        read,
        title=page.title,
        number=page.number,
        url=page.url,
        state=state,
        head=page.head,
        base=mark.base if mark.head == page.head else "",
        touched=mark.touched and mark.head == page.head,
        created=page.created,
        decided=decided,
        decided_by=mark.by if keeps else "",
        reason=mark.reason if keeps else "",
        snoozed_until=mark.until if keeps and state is State.SNOOZED else "",
    )


def state_on(page: Page, mark: Mark) -> State:
    """GitHub's own facts first, then labels, then what our mark says; a person's close is a no."""
    if page.merged:
        return State.ACCEPTED
    labelled = [_VALUES[name] for name in page.labels if name in _VALUES]
    if page.state == "open":
        return State.REVISED if State.REVISED in labelled else State.PROPOSED
    said: list[State] = [*labelled, *([_VALUES[mark.state]] if mark.state in _VALUES else ())]
    if _decided_by_us(page, mark):
        for state in said:
            if state in _PUT_AWAY:
                return state
    return State.REJECTED


def _decided_by_us(page: Page, mark: Mark) -> bool:
    if page.merged or not mark.when:
        return True
    return _seconds(page.closed) - _seconds(mark.when) <= _OURS_FOR


def _seconds(stamp: str) -> float:
    try:
        return datetime.fromisoformat(stamp).timestamp()
    except ValueError:
        return 0.0


def wanting(page: Page) -> bool:
    """Whether a page lacks the label of its state: a run was cut off, or a person decided by hand."""
    state = state_on(page, read_mark(page.body)[0])
    return page.ours and state.value not in page.labels


def is_undescribed(label: dict[str, Any]) -> bool:
    """Whether a label is one of ours that still has the looks of a label without a description."""
    return label["name"] in _VALUES and label["color"] == _GREY and not label["description"]


def labels_for(labels: tuple[str, ...], state: State) -> list[str]:
    """A page's labels with the one state label; a person's labels stay."""
    return [*(name for name in labels if name not in _VALUES), state.value]


# --- the mark -------------------------------------------------------------------------------------------------------


def read_mark(body: str) -> tuple[Mark, str]:
    """The mark of a body, and the body without it."""
    body = body.replace("\r\n", "\n")
    found = _PATTERN.findall(body)
    bare = _PATTERN.sub("", body).rstrip("\n") + "\n" if found else body
    try:
        facts = json.loads(found[-1]) if found else {}
        return Mark(**{f.name: _as(f.type, facts[f.name]) for f in fields(Mark) if f.name in facts}), bare
    except (ValueError, TypeError, RecursionError):
        return Mark(), bare


def _as(kind: object, value: object) -> Any:  # noqa: ANN401  # fits the field it is for
    if kind == "bool":
        return value is True
    if not isinstance(value, str):
        raise TypeError("expected text")
    return value


def marked(body: str, mark: Mark) -> str:
    """A body with its mark at the end; where it is too long, what people read is cut, never what we read."""
    _, bare = read_mark(body)
    kept = {name: value for name, value in asdict(replace(mark, reason=mark.reason[:_REASON_LIMIT])).items() if value}
    tail = _TEMPLATE.format(escape.hidden(json.dumps(kept, ensure_ascii=False)))
    return f"{_fitting(bare.rstrip(), BODY_LIMIT - len(tail) - 2)}\n\n{tail}\n"


def _fitting(body: str, limit: int) -> str:
    if len(body) <= limit:
        return body
    at = body.rfind(_BLOCK)
    block = body[at:] if at >= 0 else ""
    cut = "\n\n… (cut: GitHub takes no longer text)\n\n"
    return body[: max(0, limit - len(block) - len(cut))] + cut + block
