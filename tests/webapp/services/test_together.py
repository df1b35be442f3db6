"""A proposal of several papers on the pages: its boxes, what would land, and what approving does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.forge.local import LocalForge
from bot.model import State
from tests.doubles.list_repo import make_repo, propose_together
from webapp.services.desk import Desk, Wish
from webapp.services.journal import Act, Journal

KEYS = [f"arxiv:2501.{number:05d}" for number in (1, 2, 3)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    repo = make_repo(tmp_path / "list", 0)
    propose_together(LocalForge(repo), 1, 2, 3)
    journal = Journal(tmp_path / "journal")
    opened = Desk(LocalForge(repo), journal, grace=0)
    opened.reading(0)
    yield opened
    journal.close()


def decided(desk: Desk, wish: Wish) -> State:
    desk.decide(wish, "ada")
    while desk.delivery.step():
        pass
    (proposal,) = desk.queue.reload().proposals
    return proposal.state


def test_its_papers_are_shown_each_with_its_section_and_reasons(desk: Desk) -> None:
    (waiting,) = desk.waiting()
    card = desk.card(waiting, {})
    assert [part.key for part in card.parts] == KEYS
    assert card.twin is None
    assert "Four Bits" in card.parts[1].twin


def test_what_would_land_follows_the_boxes(desk: Desk) -> None:
    (waiting,) = desk.waiting()
    whole = desk.preview(waiting).block
    assert all(f"Paper {number}" in whole for number in (1, 2, 3))
    less = desk.preview(waiting, {"unticked": KEYS[1]}).block
    assert "Paper 2" not in less
    assert "Paper 3" in less
    assert desk.preview(waiting, {"unticked": "\n".join(KEYS)}).error


def test_approving_lands_what_is_ticked(desk: Desk) -> None:
    (waiting,) = desk.waiting()
    block = desk.preview(waiting, {"unticked": KEYS[1]}).block
    wish = Wish(op="1", key=waiting.key, version=0, act=Act.ACCEPT, edits={"unticked": KEYS[1], "title": "no effect"})
    assert decided(desk, wish) is State.ACCEPTED
    text = desk.queue.base().files["README.md"]
    assert all(line in text for line in block.splitlines())
    assert "Paper 2" not in text


def test_approving_nothing_is_a_no(desk: Desk) -> None:
    (waiting,) = desk.waiting()
    wish = Wish(op="1", key=waiting.key, version=0, act=Act.ACCEPT, edits={"unticked": "\n".join(KEYS)})
    assert decided(desk, wish) is State.REJECTED
