"""Triage: the deck."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from webapp.components import deck as component
from webapp.services.deck import Deck, Sent, read_wire
from webapp.services.desk import Desk

KEY = "deck"


def show(desk: Desk, who: str, readonly: str = "") -> None:
    """Draw the page.

    No fragment: a session made anew after the server restarted knows none, and would drop what the page sends.
    """
    if not desk.queue.reading.number:
        with st.spinner("Reading the list and its proposals…"):
            desk.reading()
    desk.reading()
    deck = Deck(desk, who, datetime.now(UTC).date(), readonly)
    sent = _sent()

    def take() -> None:
        deck.take(read_wire(component.wire(KEY)))

    def data() -> dict[str, Any]:
        return deck.answer(read_wire(component.wire(KEY)), sent)

    component.show(KEY, data, take)


def _sent() -> Sent:
    if "sent" not in st.session_state:
        st.session_state["sent"] = Sent()
    return st.session_state["sent"]  # type: ignore[no-any-return]  # nothing else writes this key
