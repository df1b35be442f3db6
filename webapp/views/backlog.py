"""Backlog: what was not proposed and why; propose it now, or dismiss it."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from bot.model import Held
from bot.telling import odds
from bot.telling.ticks import is_maybe
from webapp.components import notice
from webapp.services import backlog
from webapp.services.cards import Vocabulary, shown
from webapp.services.desk import Desk
from webapp.services.reasons import REASONS, SNOOZES, until
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
    with st.container(horizontal=True, vertical_alignment="top"):
        text = st.text_input("Search", type="search", live="200ms", key="backlog-text", width=320) or ""
        kinds = sorted({held.wait.value for held in waiting})
        wait = st.pills("Waits because", kinds, key="backlog-kind") or ""
    found = backlog.matching(waiting, text, wait)
    st.text(f"{len(found)} of {len(waiting)} paper{'s' * (len(waiting) != 1)} shown")
    chosen = [found[row] for row in _rows(found, desk.vocabulary())]
    if not readonly:
        _actions(desk, who, chosen)
    elif not chosen:
        st.text("Mark rows at their left edge: why they wait stands here.")
    if len(chosen) == 1:
        _detail(chosen[0])
    elif chosen:
        st.text("\n".join(f"• {backlog.whole(held)}" for held in chosen))


def _rows(found: list[Held], words: Vocabulary) -> list[int]:
    state = st.dataframe(
        backlog.table(found, words),
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key="backlog-table",
        height=min(36 * (len(found) + 1) + 2, 520),
        column_config={
            "likely": st.column_config.ProgressColumn(format="%d%%", min_value=0, max_value=100, width="small"),
            "title": st.column_config.TextColumn(width="large"),
            "waits because": st.column_config.TextColumn(width="medium", help="Mark the row to read all of it."),
        },
        alt=f"{len(found)} papers that were not proposed, with their likelihood and the reason.",
    )
    rows: list[int] = state["selection"]["rows"]
    return [row for row in rows if row < len(found)]


def _actions(desk: Desk, who: str, chosen: list[Held]) -> None:
    """What can be done with all that is marked at once."""
    count = len(chosen)
    if not count:
        st.text("Mark rows at their left edge: what can be done with them stands here.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button(f"Propose {count} now", type="primary"):
            with st.spinner("Opening proposals…"):
                _keep(backlog.propose(desk, chosen, who), "proposed: see Triage")
        with st.popover(f"Dismiss {count}"):
            reason = st.radio("Why", REASONS, key="backlog-reason")
            if st.button(f"Dismiss {count} for good"):
                with st.spinner("Writing the answers…"):
                    _keep(backlog.dismiss(desk, chosen, who, reason), "dismissed for good")
        with st.popover(f"Snooze {count}"):
            span = st.radio("For", list(SNOOZES), index=1, key="backlog-span")
            if st.button(f"Put {count} away"):
                day = until(span, datetime.now(UTC).date())
                _keep(backlog.snooze(desk, chosen, who, day), f"put away until {day}")
        twins = [held for held in chosen if is_maybe(held)]
        if twins:
            _twins(desk, who, twins)


def _twins(desk: Desk, who: str, twins: list[Held]) -> None:
    count = len(twins)
    if st.button(f"{count} same as the known paper" if count > 1 else "Same as the known paper"):
        _keep(backlog.same(desk, twins, who), "called a repeat: they are not offered again")
    if st.button(f"{count} different" if count > 1 else "Different from it"):
        _keep(backlog.different(desk, twins, who), "told apart: the next run judges them like any other")


def _detail(held: Held) -> None:
    paper = held.candidate.paper
    with st.container(border=True):
        with st.container(key="entry-title"):
            st.text(shown(paper.title))
        st.text(shown(", ".join(paper.authors)))
        st.text(shown(paper.abstract) or "No abstract is known.")
        reasons = (odds.told(held), *held.candidate.match.reasons, *held.candidate.relevance.why)
        st.text("\n".join(f"• {shown(reason)}" for reason in reasons))
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
