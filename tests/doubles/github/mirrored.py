"""A day with a list in several files that can be stopped anywhere: opened, carried, merged, refused, taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot import book
from bot.actions import Open
from bot.forge import Forge, apply_all, newest
from bot.forge.github_marks import page_of, proposal_on
from bot.model import Base, Candidate, Match, Placement, Proposal, Relevance, State, Verdict
from bot.proposing.decide import approve, reject, undo
from bot.proposing.refresh import refresh
from tests.doubles.github import day, shapes
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.interrupted import Drill
from tests.doubles.github.world import forge_on
from tests.doubles.several import KINDS, MIRROR, VISION, paper
from tests.doubles.worlds import LIST, states

KIND = KINDS["both"]
TO_MERGE, CARRIED, TO_REJECT, TO_TAKE_BACK, TO_OPEN = 1, 2, 3, 4, 5


def base_of(forge: Forge) -> Base:
    """Every file of the list as it stands."""
    return newest(forge, KIND.layout)


def opening(forge: Forge, number: int) -> Open:
    """The action that proposes the `number`-th paper for the first section of a chapter, and its mirror."""
    base = base_of(forge)
    read = book.newest(base, LIST)
    candidate = Candidate(
        paper=paper(number), key=day.key(number), match=Match(verdict=Verdict.NEW), relevance=Relevance(score=0.5),
        placement=Placement(), section=read.find(KIND.section),
    )  # fmt: skip
    composed, insertion = read.propose([candidate], today="2026-11-21")
    return Open(proposal=replace(composed, base=base.sha), files=insertion.files(), base=base)


def prepared(double: GitHubDouble) -> None:
    """Three proposals wait on older files, on one of them a person wrote in each file; a fourth was merged."""
    double.push(dict(KIND.files), message="Begin")
    forge = forge_on(double)
    forge.apply(opening(forge, TO_TAKE_BACK))
    apply_all(forge, approve(base_of(forge), states(forge)[day.key(TO_TAKE_BACK)], "wren"))
    for number in (TO_MERGE, CARRIED, TO_REJECT):
        forge.apply(opening(forge, number))
    branch = states(forge)[day.key(CARRIED)].branch
    for path in KIND.changes:
        double.person_commits(branch, {path: double.text(path, branch).replace("Paper 2", "Paper Two")})
    double.push({path: "<!-- newer -->\n" + double.text(path) for path in (VISION, MIRROR)})


def run(forge: Forge) -> None:
    """What a scheduled run does."""
    actions, stuck = refresh(base_of(forge), forge.proposals())
    assert stuck == [], stuck
    for action in actions:
        forge.apply(action)
    if day.key(TO_OPEN) not in states(forge):
        forge.apply(opening(forge, TO_OPEN))
    forge.write_ledger({"feeds.json": "{}"}, "Keep")


def decide(forge: Forge) -> None:
    """What a maintainer does in the app."""
    merged = states(forge)[day.key(TO_TAKE_BACK)]
    if merged.state is State.ACCEPTED:
        forge.apply(undo(base_of(forge), merged, "wren"))
    refused = states(forge)[day.key(TO_REJECT)]
    if refused.state.waiting:
        forge.apply(reject(refused, "out of scope", "wren"))
    for number in (TO_MERGE, CARRIED):
        waiting: Proposal = states(forge)[day.key(number)]
        if waiting.state.waiting:
            apply_all(forge, approve(base_of(forge), waiting, "wren"))


def whole_day(double: GitHubDouble) -> None:
    """A run, decisions, a run; each a process of its own."""
    run(forge_on(double))
    decide(forge_on(double))
    run(forge_on(double))


def end_state(double: GitHubDouble) -> dict[str, Any]:
    """What must be equal however the day was cut up: pages, and every file of the list on every branch."""
    pages = []
    for issue in double.pulls():
        assert issue.pull is not None
        page = page_of(shapes.pull_simple(double.service, issue, issue.pull), double.repository)
        shown = proposal_on(page)
        facts = (shown.key, shown.state.value, shown.files, shown.reason, shown.decided_by) if shown else ()
        merged = issue.pull.merged_at is not None
        named, said = sorted(issue.labels), double.comments(issue.number)
        pages.append((issue.pull.head, facts, issue.title, issue.state, merged, named, said))
    # The branch of what was refused stays as it was last brought up to date, whenever that was.
    open_ones = [page[0] for page in pages if page[3] == "open"]
    texts = {branch: [double.text(path, branch) for path in KIND.files] for branch in (double.branch, *open_ones)}
    return {"pages": sorted(pages, key=str), "texts": texts}


_DAY = Drill(
    prepared=prepared,
    job=whole_day,
    next_run=lambda double: run(forge_on(double)),
    end_state=end_state,
)
clean, cut = _DAY.clean, _DAY.cut
