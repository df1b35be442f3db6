"""The plain triage page: one paper, its fields, what will land, the buttons. Needs no JavaScript of ours."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import streamlit as st

from webapp.components import card_view, delivery_status, form, notice
from webapp.services.cards import Card
from webapp.services.desk import Desk, Wish
from webapp.services.journal import Act, Receipt, Result
from webapp.services.reasons import REASONS, SNOOZES, until


def show(desk: Desk, who: str, readonly: str = "") -> None:
    """Draw the page."""
    reading = desk.reading()
    if reading.trouble:
        notice.trouble(reading.trouble)
    delivery_status.show("saved", desk)
    waiting = desk.waiting()
    if not waiting:
        notice.nothing_waits(desk.path, begun=reading.begun)
        if not readonly:
            _undo(desk, who)
        return
    place = min(st.session_state.get("place", 0), len(waiting) - 1)
    card = desk.card(waiting[place], desk.journal.versions())
    bar = st.container()
    left, right = st.columns([3, 2], gap="large")
    with left:
        card_view.show(card)
    with right:
        edits = form.of_card(f"form-{card.key}", card, desk.vocabulary())
        card_view.landing(desk.preview(waiting[place], edits))
    with bar, st.container(horizontal=True, vertical_alignment="center"):
        _decisions(desk, who, card, edits)
        _steps(place, len(waiting))


def _decisions(desk: Desk, who: str, card: Card, edits: dict[str, str]) -> None:
    if st.button("Approve", type="primary", shortcut="a"):
        _decide(desk, who, card, Act.ACCEPT, edits=edits)
    with st.popover("Reject"):
        reason = st.radio("Why", REASONS)
        if st.button("Reject this paper"):
            _decide(desk, who, card, Act.REJECT, reason=reason)
    with st.popover("Snooze"):
        span = st.radio("For", list(SNOOZES), index=1)
        if st.button("Snooze this paper"):
            _decide(desk, who, card, Act.SNOOZE, when=until(span, datetime.now(UTC).date()))
    if card.twin:
        _twin(desk, who, card)
    _undo(desk, who)


def _twin(desk: Desk, who: str, card: Card) -> None:
    """Whether it is the known paper that is shown beside it; the words are those of the deck."""
    if st.button("Same paper", shortcut="m"):
        _decide(desk, who, card, Act.SAME)
    if st.button("Different", shortcut="n"):
        _decide(desk, who, card, Act.DIFFERENT)


def _steps(place: int, count: int) -> None:
    if st.button("Previous", shortcut="k", disabled=place == 0):
        _go(place - 1)
    if st.button("Next", shortcut="j", disabled=place == count - 1):
        _go(place + 1)
    st.text(f"{place + 1} of {count} waiting")


def _undo(desk: Desk, who: str) -> None:
    undoable = desk.journal.undoable(who, 1)
    if st.button("Undo", shortcut="z", disabled=not undoable):
        last = undoable[0]
        _say(desk.decide(Wish(op=str(uuid.uuid4()), key=last.key, version=last.version + 1, act=Act.UNDO), who))


def _decide(
    desk: Desk,
    who: str,
    card: Card,
    act: Act,
    *,
    reason: str = "",
    when: str = "",
    edits: dict[str, str] | None = None,
) -> None:
    op = str(uuid.uuid4())
    wish = Wish(op=op, key=card.key, version=card.version, act=act, reason=reason, until=when, edits=edits)
    _say(desk.decide(wish, who))


def _say(receipt: Receipt) -> None:
    if receipt.result is Result.CONFLICT:
        st.session_state["said"] = receipt.detail
    st.rerun()


def _go(place: int) -> None:
    st.session_state["place"] = place
    st.rerun()
