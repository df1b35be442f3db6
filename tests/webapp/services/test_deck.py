"""The deck's wire: every operation answered from the journal, cards sent once, foreign JSON survived."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import book
from bot.awesome import parse
from bot.book import Book
from bot.model import Match, Verdict
from tests.doubles.forge import MemoryForge
from webapp.services.cards import vocabulary_of
from webapp.services.deck import WINDOW, Deck, Sent, Wire, read_wire
from webapp.services.desk import Desk, Wish
from webapp.services.journal import Act

TODAY = date(2026, 3, 4)


def op(key: str, act: str = "accept", version: int = 0, name: str = "", **more: object) -> dict[str, object]:
    return {"op": name or f"{key}-{version}-{act}", "key": key, "version": version, "act": act, **more}


def turn(deck: Deck, sent: Sent, *ops: dict[str, object], **more: object) -> dict[str, object]:
    wire = read_wire({"ops": list(ops), **more})
    deck.take(wire)
    # A clock that stands still: no preview is put off, however busy the machine.
    return deck.answer(wire, sent, lambda: 0.0)


@pytest.fixture
def deck(desk: Desk, forge: MemoryForge) -> Deck:
    for n in range(4):
        forge.offers(f"Paper {n}", key=f"k{n}", score=1 - n / 10)
    desk.reading()
    return Deck(desk, "ada", TODAY)


def test_before_the_first_run_nothing_is_called_decided(desk: Desk, forge: MemoryForge) -> None:
    desk.reading()
    assert turn(Deck(desk, "ada", TODAY), Sent())["meta"]["begun"] is False  # type: ignore[index]
    forge.offers("Paper", key="k")
    desk.queue.reload()
    assert turn(Deck(desk, "ada", TODAY), Sent())["meta"]["begun"] is True  # type: ignore[index]


def test_the_order_is_that_of_relevance(deck: Deck) -> None:
    answer = turn(deck, Sent())
    assert answer["order"] == ["k0", "k1", "k2", "k3"]
    assert [card["key"] for card in answer["cards"]] == ["k0", "k1", "k2", "k3"]  # type: ignore[attr-defined]


def test_what_was_sent_is_not_sent_again(deck: Deck) -> None:
    sent = Sent()
    turn(deck, sent)
    again = turn(deck, sent)
    assert (again["cards"], again["previews"]) == ([], {})


def test_what_did_not_come_through_is_sent_when_asked_for(deck: Deck) -> None:
    sent = Sent()
    turn(deck, sent)
    again = turn(deck, sent, need=["k2"])
    assert [card["key"] for card in again["cards"]] == ["k2"]  # type: ignore[attr-defined]
    assert set(again["previews"]) == {"k2"}  # type: ignore[call-overload]


def test_a_decision_is_confirmed_and_leaves_the_order(deck: Deck, desk: Desk) -> None:
    answer = turn(deck, Sent(), op("k1", "reject", reason="out of scope"))
    assert answer["acks"] == {"k1-0-reject": ("ok", "pending")}
    assert answer["order"] == ["k0", "k2", "k3"]
    assert desk.journal.recent()[0].reason == "out of scope"


def test_handed_in_again_it_is_confirmed_again_and_counts_once(deck: Deck, desk: Desk) -> None:
    for _ in range(3):
        answer = turn(deck, Sent(), op("k1"))
    assert answer["acks"] == {"k1-0-accept": ("ok", "pending")}
    assert len(desk.journal.recent()) == 1


def test_the_second_person_is_told_and_nothing_of_theirs_is_applied(deck: Deck, desk: Desk) -> None:
    turn(deck, Sent(), op("k1", "accept"))
    answer = turn(Deck(desk, "kurt", TODAY), Sent(), op("k1", "reject", name="late"))
    assert answer["acks"] == {"late": ("conflict", "Already decided by ada (accept). Your reject was not applied.")}
    assert [d.by for d in desk.journal.recent()] == ["ada"]


def test_undo_brings_the_paper_back_with_its_new_version(deck: Deck) -> None:
    sent = Sent()
    turn(deck, sent, op("k0"))
    answer = turn(deck, sent, op("k0", "undo", 1))
    assert answer["order"] == ["k0", "k1", "k2", "k3"]
    assert [(card["key"], card["version"]) for card in answer["cards"]] == [("k0", 2)]  # type: ignore[attr-defined]


def test_a_snooze_gets_its_day(deck: Deck, desk: Desk) -> None:
    turn(deck, Sent(), op("k0", "snooze", until="one week"))
    assert desk.journal.recent()[0].until == "2026-03-11"


def test_read_only_nothing_is_written_down(desk: Desk, forge: MemoryForge) -> None:
    forge.offers("Paper", key="k0")
    desk.reading()
    answer = turn(Deck(desk, "guest", TODAY, readonly="Only maintainers decide here."), Sent(), op("k0"))
    assert answer["acks"] == {"k0-0-accept": ("conflict", "Only maintainers decide here.")}
    assert desk.journal.recent() == ()


def test_a_draft_is_kept_and_previewed(deck: Deck, desk: Desk) -> None:
    sent = Sent()
    turn(deck, sent)
    form = {"venue": "ICML 2026"}
    answer = turn(deck, sent, draft={"key": "k0", "form": form}, at="k0")
    assert "ICML 2026" in answer["previews"]["k0"]["block"]  # type: ignore[index]
    assert desk.journal.drafts("ada") == {"k0": form}


def test_a_search_looks_everywhere(deck: Deck) -> None:
    assert turn(deck, Sent(), ask={"text": "paper 2"})["order"] == ["k2"]
    assert turn(deck, Sent(), ask={"text": "hopper"})["order"] == ["k0", "k1", "k2", "k3"]
    assert turn(deck, Sent(), ask={"source": "elsewhere"})["order"] == []


def test_a_long_queue_comes_in_windows_around_the_reader(desk: Desk, forge: MemoryForge) -> None:
    for n in range(1000):
        forge.offers(f"Paper {n}", key=f"k{n:04d}", score=1 - n / 1000)
    desk.reading()
    deck = Deck(desk, "ada", TODAY)
    answer = turn(deck, Sent(), at="k0500")
    order = answer["order"]
    assert isinstance(order, list)
    assert len(order) == WINDOW
    assert "k0500" in order
    assert answer["meta"]["matched"] == 1000  # type: ignore[index]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["ops", "op", "act", "key", "version", "ask", "text", "need", "draft", "form", "at", "edits"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_a_browser_sends_is_read(value: object) -> None:
    assert isinstance(read_wire(value), Wire)


def test_a_card_is_sent_again_when_it_changes_and_only_then(desk: Desk, forge: MemoryForge) -> None:
    maybe = Match(verdict=Verdict.MAYBE, score=84, reasons=("titles 84% alike",))
    key = forge.offers("Twin", match=maybe, twin="“Small Is Plenty” (README.md line 5)")
    forge.offers("Other")
    desk.reading(0)
    deck, sent = Deck(desk, "ada", TODAY), Sent()
    assert {card["key"] for card in deck.answer(Wire(), sent)["cards"]} == {key, "arxiv:2401.00002"}
    assert deck.answer(Wire(), sent)["cards"] == []
    deck.take(Wire(wishes=(Wish(op="1", key=key, version=0, act=Act.DIFFERENT),)))
    (card,) = deck.answer(Wire(), sent)["cards"]
    assert (card["key"], card["version"], card["twin"]) == (key, 1, None)
    deck.take(Wire(wishes=(Wish(op="2", key=key, version=1, act=Act.UNDO),)))
    (card,) = deck.answer(Wire(), sent)["cards"]
    assert (card["version"], card["twin"]["title"]) == (2, "Small Is Plenty")


def test_in_a_long_list_what_stands_at_one_entry_alone_is_no_tag_to_offer() -> None:
    def tags(count: int) -> tuple[str, ...]:
        lines = [
            f"- [Paper {n}](https://arxiv.org/abs/2401.{n:05}) [{'Depth' if n else 'Ada'}]\n" for n in range(count)
        ]
        return vocabulary_of(book.of(parse("# Awesome\n\n## Sea\n\n" + "".join(lines)), "README.md")).tags

    assert set(tags(20)) == {"Depth", "Ada"}
    assert tags(60) == ("Depth",)


def test_the_heading_above_all_is_left_out_where_chapters_stand_beside_it() -> None:
    line = "- [One](https://arxiv.org/abs/2401.0000{}), ICML 2024\n"
    own = parse("# Awesome\n\n## Sea\n\n" + line.format(1) + "\n## Sky\n\n" + line.format(2))
    chapter = parse("# More\n\n## Land\n\n" + line.format(3))
    words = vocabulary_of(Book(path="README.md", lists={"README.md": own, "more.md": chapter}))
    assert words.root == "Awesome"
    assert words.sections[-1] == "more.md > More > Land"
