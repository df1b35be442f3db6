"""Requests of one step each, at 10 and at 5,000 past proposals: `python -m benchmarks.github_requests`.

Against the double of the tests (loopback HTTP). Labels are described beforehand: that is once in a repository's life.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot import config
from bot.actions import Close, Merge
from bot.forge.github import GitHubForge
from bot.forge.github_marks import LABELS
from bot.model import Proposal, State
from bot.proposing.refresh import refresh
from tests.doubles.github import mirrored
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import LIST, TEXT, opening, paper, refreshing, states


def past(double: GitHubDouble, count: int) -> None:
    """So many refused proposals, made from one."""
    forge = forge_on(double)
    number = forge.apply(opening(forge, paper(1))).proposal.number or 0
    model, pull = double.issue(number), double.pull(number)
    for place in range(2, count + 2):
        name = f"2401.{place:05d}"
        body = (model.body or "").replace("2401.00001", name).replace("Paper 1", f"Paper {place}")
        now = double.service.tick()
        new = double.service.new_number()
        double.service.issues[new] = replace(
            model,
            number=new,
            id=double.service.new_id(),
            body=body,
            state="closed",
            created=now,
            updated=now,
            closed_at=now,
            labels=[State.REJECTED.value],
            pull=replace(pull, head=pull.head.replace("2401.00001", name)),
        )


def nothing_new(forge: GitHubForge) -> None:
    """What a run does where nothing is new, its config read first; the dashboard is measured with its own benchmark."""
    forge.base((config.PATH,))
    forge.base((LIST,))
    forge.proposals()
    forge.contributions(LIST)
    forge.write_ledger(dict(forge.read_ledger()), "Nothing")


def measure(count: int) -> None:
    """Print the requests of each step with `count` past proposals."""
    with GitHubDouble(seed=count) as double:
        double.push({LIST: TEXT, config.PATH: "per_run: 3\n"})
        for state, (color, words) in LABELS.items():
            label = double.service.label(state.value)
            label.color, label.description = color, words
        past(double, count)

        def step(name: str, act: Callable[[], object]) -> None:
            start, before = time.perf_counter(), len(double.requests)
            act()
            taken = len(double.requests) - before
            print(f"{count:5d} past | {name:34s} | {taken:3d} requests | {time.perf_counter() - start:.2f} s")

        forge = forge_on(double)
        step("first listing, no memory yet", forge.proposals)
        step("history of the list, 20 changes", lambda: forge.history(LIST))
        step("first ledger", lambda: forge.write_ledger({"feeds.json": "{}"}, "First"))
        step("run with nothing new", lambda: nothing_new(forge_on(double)))
        forge = forge_on(double)
        actions = [opening(forge, paper(70_000 + n)) for n in range(2)]
        step("first new proposal, with a listing", lambda: forge.apply(actions[0]))
        step("one more new proposal", lambda: forge.apply(actions[1]))
        step("ledger written", lambda: forge.write_ledger({"feeds.json": "{1}"}, "Next"))
        double.push({LIST: TEXT + "\r\nmore"})
        forge = forge_on(double)
        known = states(forge)
        renewals = [refreshing(forge, known[f"arxiv:2401.{70_000 + n}"]) for n in range(2)]
        step("first refresh, with the shared read", lambda: forge.apply(renewals[0]))
        step("one more refresh", lambda: forge.apply(renewals[1]))
        by_hand(double, step)
        waiting = forge_on(double).proposals()[:2]
        for one in waiting:
            double.pull(one.number or 0).unknown_for = 0
        step("merge", lambda: forge_on(double).apply(Merge(proposal=waiting[0], by="wren")))
        step("close", lambda: forge_on(double).apply(Close(proposal=waiting[1], state=State.REJECTED, by="wren")))


def by_hand(double: GitHubDouble, step: Callable[[str, Callable[[], object]], None]) -> None:
    """Print the requests of a proposal on whose branch a person changed the entry."""
    waiting = forge_on(double).proposals()[1]
    text = double.text(LIST, waiting.branch)
    double.person_commits(waiting.branch, {LIST: text.replace(waiting.paper.title, "Words of a Person")})
    for moved in (False, True):
        if moved:
            double.push({LIST: double.text(LIST) + "\r\nmore still"})
        forge = forge_on(double)
        forge.base((config.PATH,))
        known: list[Proposal] = []
        step("listing, a person wrote on a branch", partial(_list_into, forge, known))
        (action,), _ = refresh(forge.base((LIST,)), [p for p in known if p.key == waiting.key])
        step("that branch onto a newer list" if moved else "that branch told of", partial(forge.apply, action))


def _list_into(forge: GitHubForge, known: list[Proposal]) -> None:
    known += forge.proposals()


def measure_several() -> None:
    """Print the requests of each step for a list of four files, two of which a proposal changes."""
    with GitHubDouble(seed=4) as double:
        double.push({**mirrored.KIND.files, config.PATH: config.write(config.Config())})
        for state, (color, words) in LABELS.items():
            label = double.service.label(state.value)
            label.color, label.description = color, words
        forge = forge_on(double)

        def step(name: str, act: Callable[[], object]) -> None:
            before = len(double.requests)
            act()
            print(f"four files | {name:34s} | {len(double.requests) - before:3d} requests")

        step("config, files and their last changes", lambda: (forge.base((config.PATH,)), mirrored.base_of(forge)))
        step("the files read again", lambda: mirrored.base_of(forge))
        forge.proposals()
        actions = [mirrored.opening(forge, number) for number in (1, 2)]
        forge.apply(actions[0])
        step("one more new proposal", lambda: forge.apply(actions[1]))
        double.push({path: "<!-- newer -->\n" + double.text(path) for path in mirrored.KIND.changes})
        forge = forge_on(double)
        renewals, _ = refresh(mirrored.base_of(forge), forge.proposals())
        forge.apply(renewals[0])
        step("one more refresh", lambda: forge.apply(renewals[1]))
        waiting = forge_on(double).proposals()[0]
        double.pull(waiting.number or 0).unknown_for = 0
        step("merge", lambda: forge_on(double).apply(Merge(proposal=waiting, by="wren")))


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    for past_proposals in (10, 5_000):
        measure(past_proposals)
    measure_several()
