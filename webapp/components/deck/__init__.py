"""The triage deck: one component whose page answers a key within a frame and whose server never loses a press.

The files beside this one are static parts of one script; data enters the page only as text of nodes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

PARTS = ("words.js", "keys.js", "store.js", "frame.js", "paint.js", "sheets.js", "deck.js")
_HERE = Path(__file__).parent

_component = st.components.v2.component(
    "gleaner.deck",
    css=(_HERE / "deck.css").read_text(encoding="utf-8"),
    js="\n".join((_HERE / part).read_text(encoding="utf-8") for part in PARTS),
)


def wire(key: str) -> object:
    """What the page sent last, as JSON values."""
    state = st.session_state.get(key)
    return state.get("wire") if state is not None else None


def show(key: str, data: Callable[[], dict[str, Any]], on_wire: Callable[[], None]) -> None:
    """Draw the deck; `on_wire` runs when the page sent something, before `data` is asked for the answer."""
    _component(key=key, data=data(), on_wire_change=on_wire)
