"""The state of decisions: under way, delivered, refused. Prominent where a person has to act, else one quiet line."""

from __future__ import annotations

import streamlit as st

from webapp.services.desk import Desk
from webapp.services.journal import Decision

DONE = {"accept": "Approved", "reject": "Rejected", "snooze": "Snoozed", "revise": "Revised", "undo": "Undone"}
DONE |= {"same": "Called a repeat", "different": "Told apart"}


def show(key: str, desk: Desk) -> None:
    """Draw what failed with its two ways out, and a line about what is under way."""
    for failed in desk.journal.failed():
        _failed(f"{key}-{failed.op}", desk, failed)
    said = st.session_state.pop("said", "")
    if said:
        st.warning("This was not done.", icon="⚠️")
        st.text(said)
    under_way = desk.journal.under_way()
    if held := desk.held():
        st.warning("Saved, and waiting.", icon=":material/schedule:")
        st.text(held)
    elif under_way:
        st.text(f"Saved. {len(under_way)} on the way to the list; Undo takes the last one back.")


def _failed(key: str, desk: Desk, failed: Decision) -> None:
    with st.container(border=True):
        st.error(f"{DONE[failed.act]}, but it did not reach the list.")
        st.text(f"{failed.title}\n{failed.detail}")
        with st.container(horizontal=True):
            if st.button("Try again", key=f"{key}-again"):
                desk.retry(failed.op)
                st.rerun()
            if st.button("Take it back", key=f"{key}-back"):
                desk.drop(failed.op)
                st.rerun()
