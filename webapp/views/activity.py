"""Activity: who decided what, and the way back."""

from __future__ import annotations

import uuid

import streamlit as st

from webapp.components import notice, saved
from webapp.services.activity import Happening, happenings, table
from webapp.services.desk import Desk, Wish
from webapp.services.journal import Act, Result

SHOWN_WITH_UNDO = 10


def show(desk: Desk, who: str, readonly: str = "") -> None:
    """Draw the page."""
    desk.reading()
    st.header("Activity")
    saved.show("activity", desk)
    rows = happenings(desk, who)
    if not rows:
        notice.nothing("Nothing was decided yet", "Decisions made here or on the forge appear on this page.")
        return
    undoable = [row for row in rows if row.undoable][:SHOWN_WITH_UNDO]
    if undoable and not readonly:
        st.subheader("Yours to take back")
        for row in undoable:
            _row(desk, who, row)
    st.subheader("Everything")
    st.dataframe(
        table(rows),
        hide_index=True,
        height=min(36 * (len(rows) + 1) + 2, 640),
        column_config={"paper": st.column_config.TextColumn(width="large")},
        alt=f"The last {len(rows)} decisions: when, who, what, which paper, the reason, and how far it has come.",
    )


def _row(desk: Desk, who: str, row: Happening) -> None:
    decision = row.undoable
    if decision is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Undo", key=f"undo-{decision.op}", help="The paper waits again."):
            wish = Wish(op=str(uuid.uuid4()), key=decision.key, version=decision.version + 1, act=Act.UNDO)
            receipt = desk.decide(wish, who)
            if receipt.result is Result.CONFLICT:
                st.session_state["said"] = receipt.detail
            st.rerun()
        st.text(f"{row.did.capitalize()}: {row.paper}")
