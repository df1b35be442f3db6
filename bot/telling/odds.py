"""How likely a paper is, in the words a person reads: `83%`, `<1%`, `>99%`."""

from __future__ import annotations

import re

LEADING = re.compile(r"^[<>]?\d+% likely, ")
"""The odds at the start of a reason, as `below` words them."""


def percent(score: float) -> str:
    """A probability (0 to 1) in whole per cent; what is neither sure nor impossible never reads as if it were."""
    shown = f"{score:.0%}"
    if shown == "0%" and score > 0:
        return "<1%"
    return ">99%" if shown == "100%" and score < 1 else shown


def below(score: float, cut: float) -> str:
    """Why a paper waits under a cut: rounded down, since what is below the cut must not read as if it were not."""
    down = int(score * 100 + 1e-9) / 100
    return f"{percent(down or score)} likely, below the cut of {cut:.0%}"
