"""A proposal of several papers in the deck: one card that names its papers, one preview of all it writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot import awesome, book
from bot.model import Candidate, Match, Paper, Placement, Relevance, State, Verdict
from tests.doubles.forge import LIST, PATH, MemoryForge
from webapp.services.deck import Deck, Sent, read_wire
from webapp.services.delivery import Delivery
from webapp.services.desk import Desk
from webapp.services.learning import first_ranker

KEYS = ("arxiv:2607.00001", "arxiv:2607.00002")


def offer(forge: MemoryForge) -> str:
    candidates = [
        Candidate(
            paper=Paper(title=f"Paper {key[-1]}", url=f"https://arxiv.org/abs/{key[6:]}", sources=("arxiv",)),
            key=key,
            match=Match(verdict=Verdict.NEW),
            relevance=Relevance(score=0.7),
            placement=Placement(),
            section=("Awesome Tiny Models", section),
        )
        for key, section in zip(KEYS, ("Pruning", "Quantization"), strict=True)
    ]
    composed, _ = book.of(awesome.parse(LIST), PATH).propose(candidates, today="2026-07-22")
    forge.kept[composed.key] = replace(composed, number=1, head="h1", base="c0", created="2026-01-01T00:00:00Z")
    return composed.key


def test_a_group_is_one_card_with_its_papers_and_their_entries(desk: Desk, forge: MemoryForge) -> None:
    key = offer(forge)
    desk.reading()
    answer = Deck(desk, "ada", date(2026, 3, 4)).answer(read_wire({}), Sent())
    (card,) = answer["cards"]
    assert card["key"] == key
    assert card["title"] == "2 papers for 2 sections"
    assert all(f"Paper {n}" in card["abstract"] for n in (1, 2))
    assert all(f"2607.0000{n}" in answer["previews"][key]["block"] for n in (1, 2))
    assert answer["previews"][key]["error"] == ""


def test_approving_a_group_lists_each_of_its_papers(desk: Desk, forge: MemoryForge) -> None:
    key = offer(forge)
    desk.reading()
    deck = Deck(desk, "ada", date(2026, 3, 4))
    deck.take(read_wire({"ops": [{"op": "1", "key": key, "version": 0, "act": "accept"}]}))
    delivery = Delivery(desk.journal, desk.queue, lambda _: forge, lambda: 2_000_000.0)
    assert delivery.step()
    assert forge.kept[key].state is State.ACCEPTED
    assert forge.text.count("2607.0000") == 2
    assert first_ranker(awesome.parse(forge.text), desk.queue.reading, ()) is not None
