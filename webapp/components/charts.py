"""The plots, in the page's colours, each with a text that says what it shows."""

from __future__ import annotations

from typing import Any

import altair as alt
import streamlit as st

from webapp.services.insight import Frame

# Okabe and Ito's palette: told apart by people who see colours differently.
PALETTE = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#999999"]
HEIGHT = 240
FEW = 14


def level(frame: Frame, x: str, y: str, text: str) -> None:
    """A level over time: a bar a day, an area where the days are many."""
    base = alt.Chart(frame).encode(
        x=alt.X(f"{x}:T" if len(frame) > FEW else f"yearmonthdate({x}):O", title=None, axis=alt.Axis(format="%-d %b")),
        y=alt.Y(f"{y}:Q", title=None, axis=alt.Axis(tickMinStep=1)),
    )
    many = base.mark_area(line={"color": PALETTE[0]}, color=PALETTE[0], opacity=0.25, interpolate="step-after")
    _draw(many if len(frame) > FEW else base.mark_bar(color=PALETTE[0], size=28), text)


def stack(frame: Frame, x: str, y: str, color: str, text: str) -> None:
    """Counts by class, the parts of each stacked."""
    legend = alt.Legend(title=None, orient="top", columns=2, labelLimit=260)
    chart = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X(f"{x}:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y(f"{y}:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(f"{color}:N", scale=alt.Scale(range=PALETTE), legend=legend),
            tooltip=[x, color, y],
        )
    )
    _draw(chart, text)


def shares(frame: Frame, name: str, text: str) -> None:
    """Shares with their intervals."""
    axis = alt.Axis(format="%", tickCount=5)
    base = alt.Chart(frame).encode(y=alt.Y(f"{name}:N", title=None, axis=alt.Axis(labelLimit=200)))
    scale = alt.Scale(domain=[0, 1])
    lines = base.mark_rule(strokeWidth=2, color=PALETTE[0], opacity=0.5).encode(
        x=alt.X("low:Q", title=None, axis=axis, scale=scale), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=90, color=PALETTE[0], opacity=1).encode(
        x=alt.X("accepted:Q", scale=scale), tooltip=[name, alt.Tooltip("accepted", format=".0%"), "decided"]
    )
    _draw(lines + points, text)


def cut(frame: Frame, at: int, text: str) -> None:
    """How the scores lie, and where the cut goes through them; `at` in per cent."""
    bars = (
        alt.Chart(frame)
        .mark_bar(color=PALETTE[0])
        .encode(
            x=alt.X("likely:Q", bin=alt.Bin(step=5), title="likely, %", scale=alt.Scale(domain=[0, 100])),
            y=alt.Y("papers:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            opacity=alt.condition(f"datum.likely >= {at}", alt.value(1), alt.value(0.3)),
        )
    )
    _draw(bars, text)


def _draw(chart: Any, text: str) -> None:  # noqa: ANN401  # altair's charts share no public base
    st.altair_chart(chart.properties(height=HEIGHT), alt=text)
