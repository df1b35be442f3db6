"""Insight: how the queue, the decisions and the feeds fare."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from webapp.components import charts
from webapp.services import insight, listing
from webapp.services.desk import Desk

TOO_FEW = "Too little was decided yet to show this."


def show(desk: Desk) -> None:
    """Draw the page."""
    reading = desk.reading()
    st.header("Insight")
    today = datetime.now(UTC).date()
    _figures(insight.figures(reading.proposals, today))
    left, right = st.columns(2, gap="medium")
    with left:
        days = insight.waiting_by_day(reading.proposals, today)
        _box(
            "Waiting, by day",
            days,
            lambda: charts.level(days, "day", "waiting", "Proposals waiting at each day's end."),
        )
        _acceptance("Accepted, by source", "source", insight.acceptance_by_source(reading.proposals))
        _feeds(desk)
    with right:
        years = insight.entries_by_year(listing.entries(desk))
        text = "Entries of the list by year, parted by section."
        _box("Entries, by year", years, lambda: charts.stack(years, "year", "entries", "section", text))
        _acceptance("Accepted, by score", "likely", insight.acceptance_by_score(reading.proposals))
        _cut(desk)


def _figures(numbers: insight.Figures) -> None:
    with st.container(horizontal=True):
        st.metric("Waiting", numbers.waiting, border=True)
        st.metric("Median age", numbers.age, border=True)
        st.metric("Accepted, 30 days", numbers.accepted, border=True)
        st.metric("Median decision", numbers.decision, border=True)


def _acceptance(title: str, name: str, frame: pd.DataFrame) -> None:
    text = f"Share of accepted proposals by {name}, with 95 % intervals."
    _box(title, frame, lambda: charts.shares(frame, name, text))


def _box(title: str, frame: pd.DataFrame, draw: Callable[[], None]) -> None:
    with st.container(border=True):
        st.markdown(f"**{title}**")
        if frame.empty:
            st.text(TOO_FEW)
        else:
            draw()


def _feeds(desk: Desk) -> None:
    frame = insight.feed_table(sorted(desk.queue.reading.ledger.feeds.items()))
    with st.container(border=True):
        st.markdown("**Feeds**")
        if frame.empty:
            st.text("No run has reported yet. A run writes how each source fared.")
        else:
            st.dataframe(frame, hide_index=True, alt="How each source fared in the last run.")


def _cut(desk: Desk) -> None:
    reading = desk.queue.reading
    values = insight.scores(reading.proposals, reading.ledger.backlog)
    with st.container(border=True):
        st.markdown("**What a cut would propose**")
        if not values:
            st.text(TOO_FEW)
            return
        at = st.slider("Cut, in per cent", 0, 100, 50, step=5, key="insight-cut")
        above = sum(value * 100 >= at for value in values)
        st.text(f"{above} of {len(values)} papers of the queue and the backlog are at least {at} % likely.")
        charts.cut(insight.score_table(values), at, f"How the scores lie; {above} at or above {at} %.")
