"""A day on GitHub that can be stopped anywhere and done again: proposals opened, brought up to date, merged, closed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.actions import Close, Merge, Operation
from bot.forge import Forge, apply_all
from bot.forge.github_marks import page_of, proposal_on
from bot.model import Proposal, State
from tests.doubles.github import shapes
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import LIST, TEXT, opening, paper, refreshing, states

TO_OPEN, TO_MERGE, TO_REJECT, TO_REFRESH = (1, 2), 3, 4, 5
NEWER = TEXT + "\r\nmore"


def key(number: int) -> str:
    """The key of the `number`-th paper."""
    return f"arxiv:2401.{number:05d}"


def prepared(double: GitHubDouble) -> None:
    """Three proposals wait on an older list; a person opened a pull request."""
    double.push({LIST: TEXT}, message="Begin")
    forge = forge_on(double)
    for number in (TO_MERGE, TO_REJECT, TO_REFRESH):
        forge.apply(opening(forge, paper(number)))
    double.push({LIST: NEWER})
    double.person_opens_pull({LIST: NEWER + "\r\n- by hand"})


def run(forge: Forge) -> None:
    """What a scheduled run does on the forge."""
    base = forge.base((LIST,))
    known = states(forge)
    forge.contributions(LIST)
    ledger = dict(forge.read_ledger())
    for waiting in known.values():
        if waiting.state.waiting and waiting.base != base.sha:
            forge.apply(replace(refreshing(forge, waiting), base=base))
    for number in TO_OPEN:
        if key(number) not in known:
            forge.apply(opening(forge, paper(number)))
    seen = set(ledger.get("papers.jsonl", "").splitlines())
    lines = sorted(seen | {json.dumps({"title": paper(number).title}) for number in TO_OPEN})
    forge.write_ledger({"papers.jsonl": "".join(f"{line}\n" for line in lines)}, "Keep")


def decide(forge: Forge) -> None:
    """What a maintainer does in the app."""
    for number, close in ((TO_REJECT, True), (TO_MERGE, False)):
        waiting = states(forge)[key(number)]
        if waiting.state.waiting and close:
            forge.apply(Close(proposal=waiting, state=State.REJECTED, reason="out of scope", by="wren"))
        elif waiting.state.waiting:
            approve(forge, waiting)


def approve(forge: Forge, waiting: Proposal) -> None:
    """Bring up to date where the list moved, then merge."""
    refresh = refreshing(forge, waiting)
    merge = Merge(proposal=waiting, by="wren")
    done = apply_all(forge, [refresh, merge] if waiting.base != refresh.base.sha else [merge])
    assert done[-1].operation in (Operation.MERGED, Operation.NONE)


def whole_day(double: GitHubDouble) -> None:
    """A run, decisions, and a run that brings what is left up to date; each a process of its own."""
    run(forge_on(double))
    decide(forge_on(double))
    run(forge_on(double))


def end_state(double: GitHubDouble) -> dict[str, Any]:
    """Everything that must be equal however the day was cut up; no commit names, no times, no numbers."""
    pulls: dict[str, Any] = {}
    for issue in double.pulls():
        assert issue.pull is not None
        assert issue.pull.head not in pulls, f"two pull requests from {issue.pull.head}"
        page = page_of(shapes.pull_simple(double.service, issue, issue.pull), double.repository)
        shown = proposal_on(page)
        facts = (shown.key, shown.state, shown.reason, shown.decided_by) if shown else None
        merged = issue.pull.merged_at is not None
        named = sorted(issue.labels)
        pulls[issue.pull.head] = (facts, issue.title, issue.state, merged, named, double.comments(issue.number))
    branches = {}
    for branch in double.branches():
        ahead = [commit.message for commit in double.commits(branch)] if branch.startswith("gleaner/") else []
        path = LIST if branch != "gleaner-ledger" else "ledger.txt"
        branches[branch] = (double.text(path, branch), ahead)
    labels = {name: (label.color, label.description) for name, label in sorted(double.service.labels.items())}
    return {"pulls": pulls, "branches": branches, "labels": labels}
