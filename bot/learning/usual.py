"""Titles of papers in general: the background of a list that has none of its own.

They are a constant of the package (`bot/data/usual_titles.txt`, made by `benchmarks/usual_titles.py`).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from bot.model import Paper


@cache
def papers() -> tuple[Paper, ...]:
    """The papers, titles alone."""
    text = files("bot").joinpath("data/usual_titles.txt").read_text(encoding="utf-8")
    return tuple(Paper(title=title) for title in text.splitlines() if title)
