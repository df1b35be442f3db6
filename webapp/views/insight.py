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
    _pair(lambda: _waiting(desk), lambda: _times(desk))
    _pair(lambda: _additions(desk), lambda: _years(desk))
    by_source = insight.acceptance_by_source(reading.proposals)
    by_score = insight.acceptance_by_score(reading.proposals)
    _pair(
        lambda: _shares("Accepted, by source", "source", by_source, best_first=True),
        lambda: _shares("Accepted, by how likely it was", "likely", by_score),
    )
    _pair(lambda: _cut(desk), lambda: _feeds(desk))


def _pair(left: Callable[[], None], right: Callable[[], None]) -> None:
    """Two boxes of one height."""
    for column, draw in zip(st.columns(2, gap="small"), (left, right), strict=True):
        with column, st.container(border=True, height="stretch"):
            draw()


def _figures(numbers: insight.Figures) -> None:
    with st.container(horizontal=True):
        st.metric("Waiting", numbers.waiting, border=True)
        st.metric("Median age", numbers.age, border=True)
        st.metric("Accepted, 30 days", numbers.accepted, border=True)
        st.metric("Median decision", numbers.decision, border=True)


def _box(title: str, frame: pd.DataFrame, draw: Callable[[], None], nothing: str = TOO_FEW) -> None:
    st.markdown(f"**{title}**")
    if frame.empty:
        st.text(nothing)
    else:
        draw()


def _waiting(desk: Desk) -> None:
    days = insight.waiting_by_day(desk.queue.reading.proposals, datetime.now(UTC).date())
    text = "Proposals waiting at each day's end."
    _box("Waiting, by day", days, lambda: charts.level(days, "day", "waiting", text), "Nothing was proposed yet.")


def _times(desk: Desk) -> None:
    times = insight.decision_times(desk.queue.reading.proposals)
    text = "How many decisions took no longer than so much."
    _box("Time to decision, at most", times, lambda: charts.bars(times, "took", "decisions", text))


def _additions(desk: Desk) -> None:
    months = insight.additions_by_month(desk.queue.reading.proposals)
    text = "Accepted papers by month, parted by section."
    _box("Accepted, by month", months, lambda: charts.stack(months, "month", "papers", "section", text))


def _years(desk: Desk) -> None:
    years = insight.entries_by_year(listing.entries_of(desk))
    text = "Entries of the list by year, parted by section."
    draw = lambda: charts.stack(years, "year", "entries", "section", text)  # noqa: E731  # as its neighbours
    _box("Entries of the list, by their year", years, draw, "The entries name no year.")


def _shares(title: str, name: str, frame: pd.DataFrame, *, best_first: bool = False) -> None:
    text = f"Share of accepted proposals by {name}, with 95% intervals; how many were decided stands in brackets."
    _box(title, frame, lambda: charts.shares(frame, name, text, best_first=best_first))


def _feeds(desk: Desk) -> None:
    frame = insight.feed_table(sorted(desk.queue.reading.ledger.feeds.items()))
    alt = "How each source fared in the last run."
    nothing = "No run has reported yet. A run writes how each source fared."
    _box("Feeds, in the last run", frame, lambda: _table(frame, alt), nothing)


def _table(frame: pd.DataFrame, alt: str) -> None:
    st.dataframe(frame, hide_index=True, alt=alt)


def _cut(desk: Desk) -> None:
    reading = desk.queue.reading
    tried = insight.cuts(reading.proposals, reading.ledger.backlog, datetime.now(UTC).date())
    st.markdown("**What a cut would have proposed**")
    if not tried.papers:
        st.text("No run of the last 30 days has judged a paper.")
        return
    advice = insight.advice(tried, listing.entries_of(desk), datetime.now(UTC).date())
    first = advice.cut if advice else insight.USUAL_CUT
    at = st.slider("Cut, in per cent", 5, 95, round(first * 100), step=5, key="insight-cut")
    st.text("\n".join(insight.cut_told(tried, at)))
    if advice:
        st.text(f"Advised: {advice.cut:.0%}, as {advice.why}.")
    frame = insight.cut_table(tried)
    charts.cut(frame, at, f"Papers that each cut would have proposed in {tried.days} days; {at}% is chosen.")
