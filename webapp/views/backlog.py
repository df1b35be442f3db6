"""Backlog: what was not proposed and why; propose it now, or dismiss it."""

from __future__ import annotations

import streamlit as st

from bot.model import Held
from webapp.components import notice
from webapp.services import backlog
from webapp.services.cards import Vocabulary, shown
from webapp.services.desk import Desk
from webapp.views import pasting


def show(desk: Desk, who: str, readonly: str = "") -> None:
    """Draw the page."""
    desk.reading()
    st.header("Backlog")
    _say()
    if not readonly:
        pasting.show(desk, who)
    waiting = backlog.waiting(desk)
    if not waiting:
        notice.nothing("The backlog is empty", "After a run, papers that were not proposed stand here with the reason.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input("Search", type="search", live="200ms", key="backlog-text", width=320) or ""
        kinds = sorted({backlog.kind(held) for held in waiting})
        reason = st.pills("Waits because", kinds, key="backlog-kind") or ""
    found = backlog.matching(waiting, text, reason)
    st.text(f"{len(found)} of {len(waiting)}")
    chosen = [found[row] for row in _rows(found, desk.vocabulary())]
    if readonly:
        return
    _actions(desk, who, chosen)
    if len(chosen) == 1:
        _detail(chosen[0])


def _rows(found: list[Held], words: Vocabulary) -> list[int]:
    state = st.dataframe(
        backlog.table(found, words),
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key="backlog-table",
        height=min(36 * (len(found) + 1) + 2, 520),
        column_config={
            "likely": st.column_config.ProgressColumn(format="%d %%", min_value=0, max_value=100, width="small"),
            "title": st.column_config.TextColumn(width="large"),
            "waits because": st.column_config.TextColumn(width="medium"),
        },
        alt=f"{len(found)} papers that were not proposed, with their likelihood and the reason.",
    )
    rows: list[int] = state["selection"]["rows"]
    return [row for row in rows if row < len(found)]


def _actions(desk: Desk, who: str, chosen: list[Held]) -> None:
    count = len(chosen)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = f"Propose {count} now" if count else "Propose now"
        if st.button(label, type="primary", disabled=not count):
            with st.spinner("Opening proposals…"):
                _keep(backlog.propose(desk, chosen, who), "proposed: see Triage")
        if st.button(f"Dismiss {count}" if count else "Dismiss", disabled=not count):
            with st.spinner("Writing the answers…"):
                _keep(backlog.dismiss(desk, chosen, who), "dismissed for good")
        if not count:
            st.text("Mark rows at their left edge.")


def _detail(held: Held) -> None:
    paper = held.candidate.paper
    with st.container(border=True):
        st.text(shown(paper.title))
        st.text(shown(", ".join(paper.authors)))
        st.text(shown(paper.abstract) or "No abstract is known.")
        st.text("\n".join(f"• {shown(reason)}" for reason in (held.reason, *held.candidate.relevance.why)))
        if paper.url.startswith("https://"):
            st.link_button("Open the paper", paper.url)


def _keep(done: backlog.Done, what: str) -> None:
    st.session_state["backlog-done"] = (f"{done.count} {what}." if done.count else "", done.failures)
    st.rerun()


def _say() -> None:
    said, failures = st.session_state.pop("backlog-done", ("", ()))
    if said:
        st.success(said, icon="✅")
    if failures:
        st.error("Some did not work.", icon="⚠️")
        st.text("\n".join(failures))
