"""How likely a paper is, in the words a person reads: `83%`, `<1%`, `>99%`."""

from __future__ import annotations

from bot.model import Held, Wait


def percent(score: float) -> str:
    """A probability (0 to 1) in whole per cent; what is neither sure nor impossible never reads as if it were."""
    shown = f"{score:.0%}"
    if shown == "0%" and score > 0:
        return "<1%"
    return ">99%" if shown == "100%" and score < 1 else shown


def likely(held: Held) -> str:
    """How likely a paper of the backlog is: below the cut rounded down, lest 34.8 under a cut of 35 reads as 35."""
    return percent(rounded(held))


def rounded(held: Held) -> float:
    """The probability (0 to 1) as it is shown: below the cut in whole per cent, or less than one."""
    score = held.candidate.relevance.score
    if held.wait is not Wait.CUT:
        return score
    return int(score * 100 + 1e-9) / 100 or score


def told(held: Held) -> str:
    """Why a paper waits, for a page that does not say how likely it is."""
    return f"{likely(held)} likely, {held.reason}" if held.wait is Wait.CUT else held.reason
