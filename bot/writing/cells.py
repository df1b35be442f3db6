"""Emptying cells of a new row that hold nothing of its paper: another's picture, or the frame of absent fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.cues import is_picture
from bot.reading.fields import Field, Reading
from bot.writing.template import arxiv_of

_SHELL = re.compile(r"(?:[\s()\[\]]|</\w+>|<br ?/?>)*")
_BREAKS = re.compile(r"(?:[ \t]*<br ?/?>)+[ \t]*$", re.IGNORECASE)
"""A line break with nothing behind it: what stood there is not the paper's."""
_BADGES = ("shields.io", "badge", ".svg")


def own_content(told: str, cells: Sequence[Reading], arxiv: str) -> str:
    """The text of a new cell, "" where nothing in it is about its paper; `cells` are the other cells of the column."""
    if (ended := _BREAKS.search(told)) and not any(cell.block.endswith(ended[0].strip()) for cell in cells):
        told = told[: ended.start()]
    if _SHELL.fullmatch(told) or (_are_pictures(cells) and (not arxiv or arxiv not in told)):
        return ""
    return told


def of_preprint(cells: Sequence[Reading], urls: Sequence[str], arxiv: str) -> str:
    """The cell of a column of links to preprints for the paper with this arXiv id, "" where the column is none.

    `urls` are the papers' own addresses, row by row: rows that link arXiv there say whether it is linked twice.
    """
    alike = [cell for cell, url in zip(cells, urls, strict=True) if arxiv_of(url)] or cells
    found = [(cell.block, own) for cell in alike if (own := _preprint_in(cell))]
    if not arxiv or len(found) * 2 <= len(alike) or len(found) < _FEW:
        return ""
    block, own = found[0]
    return re.sub(rf"{re.escape(own)}(?:v\d+)?", lambda _: arxiv, block)


def _preprint_in(cell: Reading) -> str:
    """The id of the arXiv paper that is all a cell links, "" where it shows anything else."""
    only = cell.pieces[0] if len(cell.pieces) == 1 and cell.pieces[0].kind is Field.LINK else None
    own = arxiv_of(only.target) if only and "](" in cell.block else ""
    return own if own and own in cell.block else ""


_FEW = 2


def _are_pictures(cells: Sequence[Reading]) -> bool:
    """Whether a column shows pictures: one that does not follow from the paper's id is another's, or is none."""
    filled = [cell for cell in cells if cell.block]
    shown = sum(is_picture(cell.block) and not any(sign in cell.block for sign in _BADGES) for cell in filled)
    return shown * 2 > len(filled) and sum(bool(cell.pieces) for cell in filled) * 4 <= len(filled)
