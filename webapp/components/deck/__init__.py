"""The triage deck: one component whose page answers a key within a frame and whose server never loses a press.

The files beside this one are static parts of one script; data enters the page only as text of nodes. The data travel
on an element of their own: Streamlit sends an element's script with its data, and an unchanged element only once.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

PARTS = ("words.js", "keys.js", "store.js", "frame.js", "paint.js", "sheets.js", "deck.js")
_HERE = Path(__file__).parent


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


_deck = st.components.v2.component("gleaner.deck", css=_text("deck.css"), js="\n".join(map(_text, PARTS)))
_wire = st.components.v2.component("gleaner.wire", js=_text("wire.js"))


def wire(key: str) -> object:
    """What the page sent last, as JSON values."""
    state = st.session_state.get(key)
    return state.get("wire") if state is not None else None


def show(key: str, data: Callable[[], dict[str, Any]], on_wire: Callable[[], None]) -> None:
    """Draw the deck; `on_wire` runs when the page sent something, before `data` is asked for the answer."""
    _deck(key=f"{key}-page")
    with st.container(key="gleaner-wire", height=1, border=False):
        _wire(key=key, data=data(), on_wire_change=on_wire)
