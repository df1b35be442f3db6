"""What was not proposed, and why: propose it now, or dismiss it for good. The answers live on the ledger branch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pandas as pd

from bot.commands.clock import today
from bot.errors import GleanerError
from bot.ledger import Answer, Decision
from bot.matching.answers import Answers
from bot.model import Held, Match, Verdict, Wait
from bot.telling import odds
from bot.telling.source_names import source_shown
from bot.telling.ticks import keys_proposed, opening
from webapp.services import answers
from webapp.services.cards import Vocabulary, section_shown, shown
from webapp.services.desk import Desk

COLUMNS = ("likely", "title", "waits because", "section", "seen in", "published")
_COLUMN = 30
"""Characters that fit into the column of the reason."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What came of a bulk action: how many, and what did not work and why."""

    count: int
    failures: tuple[str, ...] = ()


def waiting(desk: Desk) -> list[Held]:
    """The backlog without what was answered or proposed meanwhile, best first."""
    reading = desk.queue.reading
    gone = {d.key for d in reading.ledger.decisions if _settled(d, today())} | keys_proposed(reading.proposals)
    said = Answers(reading.ledger.decisions)
    left = [
        (held, said.about_twin(held.candidate)) for held in reading.ledger.backlog if held.candidate.key not in gone
    ]
    left.sort(key=lambda one: -one[0].candidate.relevance.score)
    return [
        _told_apart(held) if answer is Answer.DIFFERENT else held for held, answer in left if answer is not Answer.SAME
    ]


def _settled(decision: Decision, day: str) -> bool:
    if decision.answer is Answer.SNOOZED:
        return decision.until > day
    return not decision.other and decision.answer in (Answer.DISMISSED, Answer.SAME)


def _told_apart(held: Held) -> Held:
    candidate = replace(held.candidate, match=Match(verdict=Verdict.NEW), twin="")
    return Held(candidate=candidate, wait=Wait.NEXT_RUN, reason="told apart from its twin: the next run judges it")


def matching(backlog: Sequence[Held], text: str, wait: str) -> list[Held]:
    """Those whose title, abstract or authors hold all words of `text`, and that wait for this ("": for anything)."""
    words = text.lower().split()
    return [held for held in backlog if _holds(held, words) and (not wait or held.wait == wait)]


def short(held: Held) -> str:
    """The reason for a column: in its own words where these fit, else what it waits for."""
    return shown(held.reason) if len(held.reason) <= _COLUMN else held.wait.value


def whole(held: Held) -> str:
    """Why one candidate waits, in full, with its title in front."""
    return f"{shown(held.candidate.paper.title)}: {shown(odds.told(held))}"


def table(backlog: Sequence[Held], words: Vocabulary) -> pd.DataFrame:
    """The backlog as a table; `likely` in per cent."""
    rows = [
        (
            round(odds.rounded(held) * 100),
            shown(held.candidate.paper.title),
            short(held),
            section_shown(held.candidate.section, words),
            ", ".join(map(source_shown, held.candidate.paper.sources)),
            held.candidate.paper.published,
        )
        for held in backlog
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def propose(desk: Desk, chosen: Iterable[Held], who: str) -> Done:
    """Open a proposal for each, now and beyond the caps: a person asked for it."""
    failures: list[str] = []
    count = 0
    for held in chosen:
        try:
            outcome = desk.rights(who).apply(opening(desk.queue.base(), held, desk.path, today()))
        except GleanerError as error:
            failures.append(f"{shown(held.candidate.paper.title)}: {error}")
            continue
        desk.queue.replace(outcome.proposal)
        count += 1
    return Done(count=count, failures=tuple(failures))


def dismiss(desk: Desk, chosen: Iterable[Held], who: str, reason: str = "") -> Done:
    """Say no for good: these are not offered again."""
    said = [_answer(held, Answer.DISMISSED, who, reason=reason) for held in chosen]
    return _remember(desk, said, who, f"Dismiss {len(said)} from the backlog")


def snooze(desk: Desk, chosen: Iterable[Held], who: str, until: str) -> Done:
    """Put them away until a day (ISO)."""
    said = [_answer(held, Answer.SNOOZED, who, until=until) for held in chosen]
    return _remember(desk, said, who, f"Put {len(said)} of the backlog away until {until}")


def same(desk: Desk, chosen: Iterable[Held], who: str) -> Done:
    """Say that they are the papers they may repeat: they leave the backlog and are dropped from now on."""
    said = [_answer(held, Answer.SAME, who, other=held.candidate.twin_key) for held in chosen]
    return _remember(desk, said, who, f"Remember {len(said)} repeats")


def different(desk: Desk, chosen: Iterable[Held], who: str) -> Done:
    """Say that they are papers of their own: they are judged like any other from now on."""
    said = [_answer(held, Answer.DIFFERENT, who, other=held.candidate.twin_key) for held in chosen]
    return _remember(desk, said, who, f"Tell {len(said)} papers from their twins")


def take_back(desk: Desk, answer: Decision, who: str) -> Done:
    """Forget an answer: the paper stands in the backlog again."""
    message = f"Take back: {answer.answer.value} {answer.key}"
    try:
        answers.forget(desk.rights(who), answer.key, answer.other, [answer.answer], message)
        desk.queue.reload()
    except GleanerError as error:
        return Done(count=0, failures=(str(error),))
    return Done(count=1)


def _answer(held: Held, answer: Answer, who: str, *, other: str = "", until: str = "", reason: str = "") -> Decision:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    candidate = held.candidate
    title = candidate.paper.title
    return Decision(
        key=candidate.key, answer=answer, title=title, other=other, by=who, when=now, until=until, reason=reason
    )


def _remember(desk: Desk, said: list[Decision], who: str, message: str) -> Done:
    try:
        answers.remember(desk.rights(who), said, message)
        desk.queue.reload()
    except GleanerError as error:
        return Done(count=0, failures=(str(error),))
    return Done(count=len(said))


def _holds(held: Held, words: Sequence[str]) -> bool:
    paper = held.candidate.paper
    text = " ".join((paper.title, paper.abstract, *paper.authors)).lower() if words else ""
    return all(word in text for word in words)
