"""The check boxes of the dashboard ⇄ what a person asks for by ticking them.

    - [ ] [A Title](https://…), 83% likely <!-- gleaner-tick: ["open", "arxiv:2301.00704", ""] -->

Each box names its paper (and the twin it was shown beside), so that a tick means the same however old the page is.
Nothing here knows who ticked: only people with write access can edit an issue of ours, GitHub's rule.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot import book, escape, identity
from bot.actions import Open
from bot.ledger import Answer, Decision, Ledger
from bot.model import Base, Held, Proposal, Verdict


class Ask(StrEnum):
    """What a box asks for."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A box: what it asks, of which paper, beside which twin ("" for `open`)."""

    ask: Ask
    key: str
    twin: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What ticked boxes ask for: candidates to open now, answers for the ledger, sentences on what cannot be done."""

    opened: tuple[Held, ...] = ()
    answers: tuple[Decision, ...] = ()
    notes: tuple[str, ...] = ()


_TEMPLATE = "<!-- gleaner-tick: {} -->"
_PATTERN = re.compile(r"^[ \t]*[-*+] \[([ xX])\] .*<!-- gleaner-tick: (\[.*\]) -->[ \t]*$", re.MULTILINE)
_ANSWERS = {Ask.SAME: Answer.SAME, Ask.DIFFERENT: Answer.DIFFERENT}


def box(tick: Tick, label: str, *, ticked: bool = False) -> str:
    """One line with a box; `label` is Markdown on one line."""
    facts = escape.hidden(json.dumps([tick.ask.value, tick.key, tick.twin]))
    return f"- [{'x' if ticked else ' '}] {label} {_TEMPLATE.format(facts)}"


def ticked(body: str) -> tuple[Tick, ...]:
    """The boxes of a body that are ticked, in order."""
    found = [_tick(facts) for mark, facts in _PATTERN.findall(body.replace("\r\n", "\n")) if mark != " "]
    return tuple(tick for tick in found if tick is not None)


def _tick(facts: str) -> Tick | None:
    try:
        ask, key, twin = json.loads(facts)
        return Tick(ask=Ask(ask), key=str(key), twin=str(twin))
    except (ValueError, TypeError, RecursionError):
        return None


def wishes(asked: Iterable[Tick], backlog: Iterable[Held], known: Iterable[Proposal], by: str, when: str) -> Wishes:
    """What to do for these boxes: nothing for what was done already, nor for two that contradict each other."""
    every = list(dict.fromkeys(asked))
    held: dict[str, Held] = {}
    for one in backlog:
        held.setdefault(one.candidate.key, one)
    proposed = keys_proposed(known)
    both = {t.key for t in every if t.ask is Ask.SAME} & {t.key for t in every if t.ask is Ask.DIFFERENT}
    opened: list[Held] = []
    answers: list[Decision] = []
    notes: list[str] = []
    for tick in every:
        if tick.key in proposed:
            continue
        if tick.key in both:
            notes.append(f"“{_title(held, tick)}” was ticked as the same and as different: tick one")
        elif tick.ask is not Ask.OPEN:
            answers.append(_answer(tick, _title(held, tick), by, when))
        elif tick.key not in held:
            notes.append(f"{tick.key} has left the backlog; a pull request by hand still adds it")
        elif not identity.linked(held[tick.key].candidate.paper):
            notes.append(f"“{_title(held, tick)}” has no link yet, so it cannot be proposed")
        else:
            opened.append(held[tick.key])
    return Wishes(opened=tuple(opened), answers=tuple(answers), notes=tuple(dict.fromkeys(notes)))


def keys_proposed(known: Iterable[Proposal]) -> set[str]:
    """The keys of every paper that is or was proposed."""
    return {key for one in known for key in (one.key, *map(identity.best_key, one.papers))}


def _title(held: dict[str, Held], tick: Tick) -> str:
    return held[tick.key].candidate.paper.title if tick.key in held else tick.key


def _answer(tick: Tick, title: str, by: str, when: str) -> Decision:
    return Decision(
        key=tick.key, answer=_ANSWERS[tick.ask], title=escape.plain(title, 300), other=tick.twin, by=by, when=when
    )


def with_answers(ledger: Ledger, answers: Iterable[Decision]) -> tuple[Decision, ...]:
    """The ledger's decisions with new ones: repeated ones are left out, contradicting ones replace the older."""
    kept = list(ledger.decisions)
    for answer in answers:
        about = [d for d in kept if (d.key, d.other) == (answer.key, answer.other) and d.other]
        if about and about[-1].answer is answer.answer:
            continue
        kept = [d for d in kept if d not in about]
        kept.append(answer)
    return tuple(kept)


def is_maybe(held: Held) -> bool:
    """Whether a candidate waits for a person to say if it is the paper beside it."""
    return held.candidate.match.verdict is Verdict.MAYBE and bool(held.candidate.twin_key)


def opening(base: Base, held: Held, path: str, today: str, run_url: str = "") -> Open:
    """The action that proposes one candidate of the backlog, whatever the caps; ListError where it has no place."""
    composed, insertion = book.newest(base, path).propose([held.candidate], today=today, run_url=run_url)
    return Open(proposal=replace(composed, base=base.sha), files=insertion.files(), base=base)
