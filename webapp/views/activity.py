"""Activity: who decided what, and the way back."""

from __future__ import annotations

import uuid

import streamlit as st

from bot.errors import GleanerError
from bot.ledger import Decision as Answered
from webapp.components import delivery_status, notice, save_edit
from webapp.services import backlog
from webapp.services.activity import Happening, happenings, table, taken_back
from webapp.services.desk import Desk, Wish
from webapp.services.journal import Act, Decision, Kept, Result

SHOWN_WITH_UNDO = 10


def show(desk: Desk, who: str, readonly: str = "") -> None:
    """Draw the page."""
    desk.reading()
    st.header("Activity")
    delivery_status.show("activity", desk)
    save_edit.said()
    rows = happenings(desk, who)
    if not rows:
        notice.nothing("Nothing was decided yet", "Decisions made here, or on GitHub, appear on this page.")
        return
    undoable = [row for row in rows if _can_go_back(row, who)]
    if undoable and not readonly:
        st.subheader("Yours to take back")
        with st.container(border=True):
            for row in undoable[:SHOWN_WITH_UNDO]:
                _row(desk, who, row)
        if len(undoable) > SHOWN_WITH_UNDO:
            st.text(f"{len(undoable) - SHOWN_WITH_UNDO} older ones come up as these are taken back.")
    st.subheader("Everything")
    st.dataframe(
        table(rows),
        hide_index=True,
        height=min(36 * (len(rows) + 1) + 2, 640),
        column_config={
            "when": st.column_config.TextColumn("when (UTC)"),
            "paper": st.column_config.TextColumn(width="large"),
        },
        alt=f"The last {len(rows)} decisions: when, who, what, which paper, the reason, and how far it has come.",
    )


def _can_go_back(row: Happening, who: str) -> bool:
    if row.answer is not None:
        return row.answer.by == who
    return bool(row.undoable or (row.saved and row.saved[0].landed and row.saved[0].by == who))


def _row(desk: Desk, who: str, row: Happening) -> None:
    saved = row.saved[0].seq if row.saved else ""
    key = row.undoable.op if row.undoable else f"{saved}-{row.answer.key if row.answer else ''}-{row.when}"
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Undo", key=f"undo-{key}"):
            if row.undoable:
                _undo(desk, who, row.undoable)
            elif row.saved:
                _put_back(desk, who, row.saved)
            elif row.answer:
                _offer_again(desk, who, row.answer)
        st.text(f"{row.did.capitalize()}: {row.paper}")


def _undo(desk: Desk, who: str, decision: Decision) -> None:
    """The paper waits again."""
    wish = Wish(op=str(uuid.uuid4()), key=decision.key, version=decision.version + 1, act=Act.UNDO)
    receipt = desk.decide(wish, who)
    if receipt.result is Result.CONFLICT:
        st.session_state["said"] = receipt.detail
    st.rerun()


def _offer_again(desk: Desk, who: str, answer: Answered) -> None:
    """The paper stands in the backlog again."""
    with st.spinner("Writing the answers…"):
        done = backlog.take_back(desk, answer, who)
    if done.failures:
        st.session_state["said"] = "\n".join(done.failures)
    st.rerun()


def _put_back(desk: Desk, who: str, kept: tuple[Kept, ...]) -> None:
    """The files as they were before."""
    try:
        edit = taken_back(desk, kept, who)
    except GleanerError as error:
        st.session_state["said"] = str(error)
        st.rerun()
    if edit is None:
        st.session_state["said"] = f"{_files(kept)} changed since: this cannot be taken back by itself any more."
        st.rerun()
    save_edit.keep(desk, who, edit)


def _files(kept: tuple[Kept, ...]) -> str:
    return f"{kept[0].path} has" if len(kept) == 1 else f"One of {', '.join(each.path for each in kept)} has"
