"""A day of steering that can be stopped anywhere and done again: comments answered, boxes carried out, the dashboard."""

from __future__ import annotations

from typing import Any

from bot import config, ledger
from bot.commands.steer_job import steer
from bot.commands.steering import SteeringDesk, by_number, show
from bot.ledger import Ledger
from bot.model import Candidate, Held, Match, Placement, Relevance, Verdict, Wait
from bot.planning.caps import Rules
from bot.telling.dashboard import Facts
from tests.doubles.github import day
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.interrupted import Drill
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import LIST, TEXT, opening, paper

WRITER, READER = "wren-writes", "rudi-reads"
SAID = {
    1: (WRITER, "/approve"),
    2: (WRITER, "/title A Better Title\n/code https://github.com/o/r"),
    3: (WRITER, "/reject out of scope"),
    4: (READER, "/approve"),
    5: (WRITER, "/sectoin Two\n/snooze 2w"),
}
"""Proposal → who comments what on it; the sixth is left alone, and has to be brought up to date after the merge."""
SECTION = ("Awesome", "One")


def rules(double: GitHubDouble) -> Rules:
    """The rules of the double's own day."""
    return Rules(today=(double.service.stamp(double.service.time) or "")[:10])


def held(number: int, *, twin: str = "") -> Held:
    """A candidate of the backlog."""
    match = Match(verdict=Verdict.MAYBE if twin else Verdict.NEW, score=80.0)
    candidate = Candidate(
        paper=paper(number),
        key=day.key(number),
        match=match,
        relevance=Relevance(score=0.5),
        placement=Placement(),
        section=SECTION,
        twin=f"“First” ({LIST} line 5)" if twin else "",
        twin_key=twin,
    )
    return Held(candidate=candidate, wait=Wait.ROOM, reason="waits for room")


def prepared(double: GitHubDouble) -> None:
    """Six proposals wait, two candidates are held, the dashboard stands; people comment and tick."""
    double.push({LIST: TEXT, config.PATH: "list: README.md\n"}, message="Begin")
    forge = forge_on(double)
    for number in range(1, 7):
        forge.apply(opening(forge, paper(number)))
    backlog = (held(20), held(21), held(22, twin="url:x.example/1"))
    forge.write_ledger({ledger.CANDIDATES: ledger.write_backlog(backlog)}, "Keep")
    desk = SteeringDesk(
        forge=forge, rules=rules(double), ledger=Ledger(backlog=backlog), proposals=by_number(forge.proposals())
    )
    show(desk, None, Facts(run=rules(double).today, held=3), create=True)
    numbers = {issue.pull.head: issue.number for issue in double.pulls() if issue.pull}
    for at, (who, body) in SAID.items():
        double.comment(numbers[f"gleaner/{day.key(at).replace(':', '-')}"], body, by=who)
    board = board_of(double)
    double.tick(board, '["open"', "2401.00020")
    double.tick(board, '["same"')


def board_of(double: GitHubDouble) -> int:
    """The number of the dashboard."""
    (board,) = (issue.number for issue in double.service.issues.values() if issue.pull is None)
    return board


def job(double: GitHubDouble) -> list[str]:
    """One job of `gleaner steer`, in a process of its own, without an event that says what happened."""
    forge = forge_on(double)
    proposals = by_number(forge.proposals())
    desk = SteeringDesk(forge=forge, rules=rules(double), ledger=ledger.read(forge.read_ledger()), proposals=proposals)
    return steer(desk, {}, board=True)


def next_run(double: GitHubDouble) -> None:
    """What the next run does on the forge where nothing is new: it labels what was cut off before its label."""
    forge = forge_on(double)
    forge.proposals()
    forge.write_ledger(dict(forge.read_ledger()), "Keep")
    job(double)


def end_state(double: GitHubDouble) -> dict[str, Any]:
    """What must be equal however the day was cut up; no commit names, no times."""
    said = [kept.id for kept in double.service.comments.values() if kept.author.login in (WRITER, READER)]
    reactions = [sorted(double.reactions(comment)) for comment in said]
    board = double.issue(board_of(double))
    lines = [line for line in (board.body or "").splitlines() if "gleaner-facts" not in line]
    state = day.end_state(double)
    # Every double has another port, and so another address.
    told = {
        head: tuple(
            [c.replace(double.server_url, "") for c in fact] if isinstance(fact, list) else fact for fact in facts
        )
        for head, facts in state["pulls"].items()
    }
    return {**state, "pulls": told, "reactions": reactions, "board": lines}


_DAY = Drill(prepared=prepared, job=job, next_run=next_run, end_state=end_state)
clean_day, cut_day = _DAY.clean, _DAY.cut
