"""What was not proposed, and why: propose it now, or dismiss it for good. The answers live on the ledger branch."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pandas as pd

from bot import proposal
from bot.errors import GleanerError
from bot.ledger import DECISIONS, Answer, Decision, write_decisions
from bot.ledger import read as read_ledger
from bot.model import Base, Held, Open, Verdict
from bot.refresh import rendered
from webapp.services.cards import Vocabulary, section_shown, shown
from webapp.services.desk import Desk
from webapp.services.preview import parsed

COLUMNS = ("likely", "title", "waits because", "section", "seen in", "published")
_ANSWERING = threading.Lock()


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What came of a bulk action: how many, and what did not work and why."""

    count: int
    failures: tuple[str, ...] = ()


def waiting(desk: Desk) -> list[Held]:
    """The backlog without what was answered or proposed meanwhile, best first."""
    reading = desk.queue.reading
    settled = {
        d.key for d in reading.ledger.decisions if d.answer in (Answer.DISMISSED, Answer.SNOOZED) and not d.other
    }
    gone = settled | {key for p in reading.proposals for key in (p.key, *(member.key for member in p.members))}
    return [held for held in reading.ledger.backlog if held.candidate.key not in gone]


def matching(backlog: Sequence[Held], text: str, reason: str) -> list[Held]:
    """Those whose title, abstract or authors hold all words of `text`, and whose reason is of this kind."""
    words = text.lower().split()
    return [held for held in backlog if _holds(held, words) and (not reason or kind(held) == reason)]


def kind(held: Held) -> str:
    """The kind of reason a candidate waits for, in a few words."""
    if held.candidate.match.verdict is Verdict.MAYBE:
        return "may repeat a known paper"
    for words, name in (("below the cut", "below the cut"), ("no link", "no link"), ("snoozed", "snoozed")):
        if words in held.reason:
            return name
    return "waits for room"


def table(backlog: Sequence[Held], words: Vocabulary) -> pd.DataFrame:
    """The backlog as a table; `likely` in per cent."""
    rows = [
        (
            round(held.candidate.relevance.score * 100),
            shown(held.candidate.paper.title),
            shown(held.reason),
            section_shown(held.candidate.section, words),
            ", ".join(held.candidate.paper.sources),
            held.candidate.paper.published,
        )
        for held in backlog
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def propose(desk: Desk, chosen: Iterable[Held], who: str) -> Done:
    """Open a proposal for each, now and beyond the caps: a person asked for it."""
    forge = desk.forge_of(who) or desk.forge
    failures: list[str] = []
    count = 0
    for held in chosen:
        try:
            outcome = forge.apply(_opened(desk.queue.base(), held, desk.path))
        except GleanerError as error:
            failures.append(f"{shown(held.candidate.paper.title)}: {error}")
            continue
        desk.queue.replace(outcome.proposal)
        count += 1
    return Done(count=count, failures=tuple(failures))


def dismiss(desk: Desk, chosen: Iterable[Held], who: str, reason: str = "") -> Done:
    """Say no for good: these are not offered again."""
    forge = desk.forge_of(who) or desk.forge
    now = datetime.now(UTC).isoformat(timespec="seconds")
    answers = [
        Decision(
            key=held.candidate.key,
            answer=Answer.DISMISSED,
            title=held.candidate.paper.title,
            by=who,
            when=now,
            reason=reason,
        )
        for held in chosen
    ]
    try:
        with _ANSWERING:
            ledger = read_ledger(forge.read_ledger())
            text = write_decisions([*ledger.decisions, *answers])
            forge.write_ledger({DECISIONS: text}, f"Dismiss {len(answers)} from the backlog")
            desk.queue.reload()
    except GleanerError as error:
        return Done(count=0, failures=(str(error),))
    return Done(count=len(answers))


def _opened(base: Base, held: Held, path: str) -> Open:
    candidate = held.candidate
    alist = parsed(base.files[path])
    insertion = rendered(alist, candidate.paper, candidate.section)
    today = datetime.now(UTC).date().isoformat()
    composed = proposal.compose(candidate, path=path, insertion=insertion, today=today)
    return Open(proposal=replace(composed, base=base.sha), files={path: insertion.text}, base=base)


def _holds(held: Held, words: Sequence[str]) -> bool:
    paper = held.candidate.paper
    text = " ".join((paper.title, paper.abstract, *paper.authors)).lower() if words else ""
    return all(word in text for word in words)
