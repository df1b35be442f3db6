"""The plots, in the page's colours, each with a text that says what it shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt
import streamlit as st

from webapp.services.insight import Frame

# Okabe and Ito's palette, which people with colour blindness can tell apart.
PALETTE = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#999999"]
BLUE = "#3a84c6"
"""The colour of plots that need one: contrast of 3 : 1 and more on light and dark ground."""
HEIGHT = 240
WITH_LEGEND = 360
FEW = 14
WIDEST, FEW_BARS = 64, 4
WHOLE = alt.Axis(tickMinStep=1, format="d")


def level(frame: Frame, x: str, y: str, text: str) -> None:
    """A level over time: one bar per day, an area where there are many days."""
    base = alt.Chart(frame).encode(
        x=alt.X(f"{x}:T" if len(frame) > FEW else f"yearmonthdate({x}):O", title=None, axis=alt.Axis(format="%-d %b")),
        y=alt.Y(f"{y}:Q", title=None, axis=WHOLE),
    )
    many = base.mark_area(line={"color": BLUE}, color=BLUE, opacity=0.25, interpolate="step-after")
    _draw(many if len(frame) > FEW else base.mark_bar(color=BLUE, size=28), text)


def stack(frame: Frame, x: str, y: str, color: str, text: str) -> None:
    """Counts by class, the parts of each stacked."""
    legend = alt.Legend(title=None, orient="bottom", columns=1, labelLimit=270)
    times = every(frame[x])
    chart = (
        alt.Chart(frame)
        # A nearly lone bar would fill the box.
        .mark_bar(size=WIDEST if len(times) < FEW_BARS else alt.Undefined)
        .encode(
            x=alt.X(f"{x}:O", title=None, axis=alt.Axis(labelAngle=0), scale=alt.Scale(domain=times)),
            y=alt.Y(f"{y}:Q", title=None, axis=WHOLE),
            color=alt.Color(f"{color}:N", scale=alt.Scale(range=PALETTE), legend=legend),
            tooltip=[x, color, y],
        )
    )
    _draw(chart, text, WITH_LEGEND)


def shares(frame: Frame, name: str, text: str, *, best_first: bool = False) -> None:
    """Shares with their intervals, in the frame's order or the best first."""
    sort = alt.EncodingSortField("accepted", order="descending") if best_first else None
    axis = alt.Axis(format="%", tickCount=5)
    base = alt.Chart(frame).encode(y=alt.Y(f"{name}:N", title=None, axis=alt.Axis(labelLimit=200), sort=sort))
    scale = alt.Scale(domain=[0, 1])
    lines = base.mark_rule(strokeWidth=2, color=BLUE, opacity=0.7).encode(
        x=alt.X("low:Q", title=None, axis=axis, scale=scale), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=90, color=BLUE, opacity=1).encode(
        x=alt.X("accepted:Q", scale=scale), tooltip=[name, alt.Tooltip("accepted", format=".0%"), "decided"]
    )
    _draw(lines + points, text)


def every(times: Iterable[str]) -> list[str]:
    """Years or months (`2026`, `2026-11`) with the empty ones between them, so that a gap shows."""
    known = sorted(set(map(str, times)))
    first, last = (_months(known[0]), _months(known[-1])) if known else (0, -1)
    if known and "-" in known[0]:
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]
    return [f"{month // 12:04}" for month in range(first, last + 1, 12)]


def _months(time: str) -> int:
    year, _, month = time.partition("-")
    return int(year) * 12 + int(month or 1) - 1


def bars(frame: Frame, x: str, y: str, text: str) -> None:
    """Counts by class, in the frame's order."""
    chart = (
        alt.Chart(frame)
        .mark_bar(color=BLUE)
        .encode(
            x=alt.X(f"{x}:N", title=None, sort=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y(f"{y}:Q", title=None, axis=WHOLE),
            tooltip=[x, y],
        )
    )
    _draw(chart, text)


def cut(frame: Frame, at: int, text: str) -> None:
    """How much each cut lets through, the chosen one marked; `at` in per cent."""
    bars = (
        alt.Chart(frame)
        .mark_bar(color=BLUE)
        .encode(
            x=alt.X("cut:O", title="cut, %", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("papers:Q", title=None, axis=WHOLE),
            opacity=alt.condition(f"datum.cut == {at}", alt.value(1), alt.value(0.4)),
            tooltip=["cut", "papers"],
        )
    )
    _draw(bars, text)


def _draw(chart: Any, text: str, height: int = HEIGHT) -> None:  # noqa: ANN401  # altair's charts share no public base
    st.altair_chart(chart.properties(height=height), alt=text)
