from __future__ import annotations

from dataclasses import replace

import pytest

from bot.actions import Action, Close, Merge, Open, Operation, Refresh, Reopen, Revert
from bot.errors import ListError
from bot.forge.dry_run import DryRunForge
from bot.model import State
from tests.doubles.worlds import LIST, World, opening, paper


def actions(opens: Open) -> list[tuple[Action, Operation, State]]:
    """Every kind of action, and what it would do."""
    one, files, base = replace(opens.proposal, number=1), opens.files, opens.base
    return [
        (opens, Operation.CREATED, State.PROPOSED),
        (Refresh(proposal=one, files=files, base=base), Operation.UPDATED, State.PROPOSED),
        (Merge(proposal=one, by="wren"), Operation.MERGED, State.ACCEPTED),
        (Close(proposal=one, state=State.SNOOZED, until="2027-01-01"), Operation.CLOSED, State.SNOOZED),
        (Reopen(proposal=one, files=files, base=base), Operation.UPDATED, State.PROPOSED),
        (Revert(proposal=one, files=files, base=base), Operation.UPDATED, State.PROPOSED),
    ]


def test_every_action_is_answered_and_none_is_done(world: World) -> None:
    before = world.git("for-each-ref")
    forge = DryRunForge(world.forge())
    asked = actions(opening(forge, paper(1)))
    for action, operation, state in asked:
        outcome = forge.apply(action)
        assert (outcome.operation, outcome.proposal.state, outcome.rehearsed) == (operation, state, True)
        assert outcome.said in ("would create", "would update", "would merge", "would close")
    forge.write_ledger({"feeds.json": "{}"}, "Ledger")
    assert forge.actions == [action for action, _, _ in asked]
    assert forge.ledger == {"feeds.json": "{}"}
    assert world.git("for-each-ref") == before


def test_reading_goes_through(world: World) -> None:
    inner = world.forge()
    inner.apply(opening(inner, paper(1)))
    inner.write_ledger({"feeds.json": "{}"}, "Ledger")
    forge = DryRunForge(world.forge())
    assert forge.base((LIST,)) == inner.base((LIST,))
    assert forge.proposals() == inner.proposals()
    assert dict(forge.read_ledger()) == {"feeds.json": "{}"}
    assert forge.history(LIST) == inner.history(LIST)
    assert forge.contributions(LIST) == ()
    assert forge.slug == inner.slug
    assert not forge.may_write()
    with pytest.raises(ListError):
        forge.base(("nowhere.md",))
