"""A paper that a person told from its twin loses it on every forge, and gets it back when that is undone."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import Open, Refresh
from bot.model import Match, Proposal, Verdict
from bot.proposing.refresh import told
from tests.doubles.worlds import LIST, World, opening, paper, states, with_entry

MAYBE = Match(verdict=Verdict.MAYBE, score=84, reasons=("titles 84% alike",))


def rewritten(world: World, waiting: Proposal) -> Refresh:
    base = world.forge().base((LIST,))
    insertion = with_entry(base.files[LIST], waiting.paper)
    return Refresh(proposal=told(waiting, insertion, base), files={LIST: insertion.text}, base=base)


def test_a_twin_goes_and_comes_back(world: World) -> None:
    forge = world.forge()
    base = forge.base((LIST,))
    action = opening(forge, paper(1))
    twin = replace(action.proposal, twin="“First” (README.md line 5)", twin_key="url:x", match=MAYBE)
    insertion = with_entry(base.files[LIST], twin.paper)
    forge.apply(Open(proposal=told(twin, insertion, base), files=action.files, base=action.base))
    before = states(world.forge())[twin.key]
    assert (before.twin, before.match) == (twin.twin, MAYBE)
    apart = replace(before, twin="", match=Match(verdict=Verdict.NEW))
    world.forge().apply(rewritten(world, apart))
    after = states(world.forge())[twin.key]
    assert (after.twin, after.match.verdict, after.twin_key) == ("", Verdict.NEW, "url:x")
    world.forge().apply(rewritten(world, replace(after, twin=before.twin, match=before.match)))
    assert (states(world.forge())[twin.key].twin, states(world.forge())[twin.key].match) == (before.twin, MAYBE)
