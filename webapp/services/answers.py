"""Answers about papers without a pull request, and about twins: lines of the ledger, written one at a time."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from bot.forge import Forge
from bot.ledger import DECISIONS, Answer, Decision, Ledger, write_decisions
from bot.ledger import read as read_ledger
from bot.telling.ticks import with_answers

_ANSWERING = threading.Lock()


def remember(forge: Forge, answers: Sequence[Decision], message: str) -> None:
    """Write answers to the ledger; a repeated one changes nothing."""
    with _ANSWERING:
        before = read_ledger(forge.read_ledger()).decisions
        kept = [d for d in before if not any(_again(d, answer) for answer in answers)]
        after = _with(kept, answers)
        if after != before:
            forge.write_ledger({DECISIONS: write_decisions(after)}, message)


def forget(forge: Forge, key: str, other: str, answers: Sequence[Answer], message: str) -> None:
    """Take back what was answered about a paper (and its twin, where one is named)."""
    with _ANSWERING:
        before = read_ledger(forge.read_ledger()).decisions
        after = tuple(d for d in before if (d.key, d.other) != (key, other) or d.answer not in answers)
        if after != before:
            forge.write_ledger({DECISIONS: write_decisions(after)}, message)


def _with(kept: Sequence[Decision], answers: Sequence[Decision]) -> tuple[Decision, ...]:
    return with_answers(Ledger(decisions=tuple(kept)), answers)


def _again(old: Decision, new: Decision) -> bool:
    """Whether the new answer is about the same paper (and twin) as the old one."""
    return not old.other and not new.other and (old.key, old.answer) == (new.key, new.answer)
