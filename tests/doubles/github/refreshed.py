"""A refresh that can be stopped anywhere and done again: proposals of each kind on a list that moved."""

from __future__ import annotations

from dataclasses import replace

from bot import book
from bot.actions import Open
from bot.forge import Forge
from bot.model import Candidate, Match, Placement, Relevance, Verdict
from bot.proposing.refresh import refresh, told
from tests.doubles.github import day
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.interrupted import Drill
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import LIST, opening, paper, states

TEXT = "# Awesome\n\n## One\n\n- [First](https://x.example/1)\n\n## Two\n\n- [Second](https://x.example/2)\n"
NEWER = TEXT.replace("# Awesome", "# Really Awesome") + f"\n- [{paper(3).title}]({paper(3).url})\n"
GROUPED = (4, 5, 6)


def prepared(double: GitHubDouble) -> None:
    """One of ours alone, one a person wrote on, one that is listed by now, and a group with a box unticked."""
    double.push({LIST: TEXT}, message="Begin")
    forge = forge_on(double)
    for number in (1, 2, 3):
        forge.apply(opened(forge, number))
    forge.apply(_grouped(forge))
    touched = states(forge)[day.key(2)]
    double.person_commits(touched.branch, {LIST: double.text(LIST, touched.branch).replace("Paper 2", "Paper Two")})
    several = next(one for one in forge_on(double).proposals() if one.members)
    double.edit(several.number or 0, body=several.body.replace("- [x]", "- [ ]", 1))
    double.push({LIST: NEWER})


def opened(forge: Forge, number: int) -> Open:
    """The action that proposes the `number`-th paper for the first section of this list."""
    action = opening(forge, paper(number))
    return replace(action, proposal=replace(action.proposal, section=("Awesome", "One")))


def _grouped(forge: Forge) -> Open:
    base = forge.base((LIST,))
    candidates = [
        Candidate(
            paper=paper(number), key=day.key(number), match=Match(verdict=Verdict.NEW), relevance=Relevance(score=0.5),
            placement=Placement(), section=("Awesome", "Two"),
        )
        for number in GROUPED
    ]  # fmt: skip
    composed, insertion = book.newest(base, LIST).propose(candidates, today="2026-11-21")
    return Open(proposal=told(composed, insertion, base), files={LIST: insertion.text}, base=base)


def run(double: GitHubDouble) -> None:
    """What `gleaner refresh` does."""
    forge = forge_on(double)
    base = forge.base((LIST,))
    actions, stuck = refresh(base, forge.proposals())
    assert stuck == []
    for action in actions:
        forge.apply(action)
    forge.write_ledger({"feeds.json": "{}"}, "Keep")


_REFRESH = Drill(prepared=prepared, job=run, next_run=run, end_state=day.end_state)
clean, cut = _REFRESH.clean, _REFRESH.cut
