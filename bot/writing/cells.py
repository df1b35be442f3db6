"""Cells of a new row that hold nothing of its paper: another one's picture, or what is left around fields that are not there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.cues import is_picture
from bot.reading.fields import Reading

_SHELL = re.compile(r"(?:[\s()\[\]]|</\w+>|<br ?/?>)*")
_BADGES = ("shields.io", "badge", ".svg")


def own_content(told: str, cells: Sequence[Reading], arxiv: str) -> str:
    """The text of a new cell, "" where none of it is its paper's; `cells` are the others of the column."""
    if _SHELL.fullmatch(told) or (_are_pictures(cells) and (not arxiv or arxiv not in told)):
        return ""
    return told


def _are_pictures(cells: Sequence[Reading]) -> bool:
    """Whether a column shows pictures: one that does not follow from the paper's id is another's, or is none."""
    filled = [cell for cell in cells if cell.block]
    shown = sum(is_picture(cell.block) and not any(sign in cell.block for sign in _BADGES) for cell in filled)
    return shown * 2 > len(filled) and sum(bool(cell.pieces) for cell in filled) * 4 <= len(filled)
