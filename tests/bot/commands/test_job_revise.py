"""Revising a proposal whose branch a person wrote on: what they wrote stays, or they are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import Conflict
from bot.forge import apply_all
from bot.model import Proposal, State
from bot.proposing.decide import approve, revise
from tests.doubles.scene import TEXT, Scene
from tests.doubles.worlds import LIST


def touched(scene: Scene, old: str, new: str) -> Proposal:
    """A waiting proposal on whose branch a person replaced a text of the list."""
    scene.run()
    waiting = scene.waiting()[0]
    text = scene.world.read(waiting.branch)
    old = old or waiting.paper.title
    assert old in text
    scene.world.commit_by_person(waiting.branch, LIST, text.replace(old, new))
    return scene.proposal(waiting.key)


def test_what_a_person_wrote_beside_the_entry_is_carried(scene: Scene) -> None:
    waiting = touched(scene, "Papers on making", "Fine papers on making")
    scene.world.push_to_default(TEXT.replace("# Awesome Small", "# Truly Awesome Small"))
    forge = scene.forge()
    base = forge.base((LIST,))
    paper = replace(waiting.paper, venue="ICML 2026")
    apply_all(forge, [revise(base, waiting, paper, ("Awesome Small Language Models", "Pruning")[1])])
    text = scene.world.read(waiting.branch)
    assert "Fine papers on making" in text
    assert "# Truly Awesome" in text
    assert text.count(waiting.paper.title) == 1
    assert "ICML 2026" in text
    after = scene.proposal(waiting.key)
    assert (after.state, after.touched, after.section[-1]) == (State.REVISED, True, "Pruning")
    apply_all(scene.forge(), approve(scene.forge().base((LIST,)), after, "wren"))
    assert scene.list_text() == text


def test_an_entry_a_person_wrote_is_not_written_over(scene: Scene) -> None:
    waiting = touched(scene, "", "A Better Title")
    before = scene.world.read(waiting.branch)
    base = scene.forge().base((LIST,))
    with pytest.raises(Conflict, match="it stays theirs"):
        revise(base, waiting, replace(waiting.paper, venue="ICML 2026"), waiting.section)
    assert scene.world.read(waiting.branch) == before
