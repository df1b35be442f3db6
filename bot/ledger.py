"""The ledger: what is remembered between runs and has no pull request, as small text files on one orphan branch.

    papers.jsonl      papers the list holds or held, with metadata fetched once
    feeds.json        per source: health, newest date, when it last gave something new
    candidates.jsonl  the last run's backlog, ranked, bounded, each with the reason it waits
    background.jsonl  a sample of what the feeds brought in a year: papers in general, for the ranking
    decisions.jsonl   dismissals and snoozes of the backlog; "same" / "different" answers
    steering.json     up to when comments on proposals were read
    standings.jsonl   where listed papers stand, so that upkeep asks for each once a month (`bot.keeping.standing`)
    links.jsonl       links that were tried, and the days on which they were gone (`bot.keeping.link_health`)
    upkeep.json       corrections that were shown and refused where no pull request remembers them

Losing it costs a refetch and those answers, never a proposal. A line that cannot be read is skipped and named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from bot import ledger_lines
from bot.keeping import standing
from bot.keeping.standing import Standing
from bot.learning import background
from bot.ledger_lines import BROKEN
from bot.model import (
    SECTION_SEPARATOR,
    Candidate,
    Held,
    Hold,
    Match,
    Paper,
    Placement,
    Relevance,
    Scored,
    Skip,
    Verdict,
    Wait,
)
from bot.paper_json import paper_from, paper_to
from bot.planning.batch import Health

_Row = TypeVar("_Row")

PAPERS, FEEDS, CANDIDATES, DECISIONS = "papers.jsonl", "feeds.json", "candidates.jsonl", "decisions.jsonl"
STEERING, BACKGROUND = "steering.json", "background.jsonl"
MAX_CANDIDATES = 400


class Answer(StrEnum):
    """A person's answer about a candidate that has no pull request."""

    DISMISSED = "dismissed"
    SNOOZED = "snoozed"
    PROPOSE = "propose"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """An answer about `key`; `other` is the twin's key for same / different, `until` an ISO date for a snooze.

    One that was `unticked` in a proposal is forgotten when it is ticked again.
    """

    key: str
    answer: Answer
    title: str = ""
    other: str = ""
    by: str = ""
    when: str = ""
    until: str = ""
    reason: str = ""
    unticked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedState:
    """How a source fared last; dates are ISO, `last_new` is the day it last gave an unknown paper.

    `changed` is the day on which it last gave other papers than before, `ids` their keys on that day.
    """

    health: Health
    detail: str = ""
    newest: str = ""
    checked: str = ""
    last_new: str = ""
    read: int = 0
    new: int = 0
    ids: tuple[str, ...] = ()
    changed: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """All files, read; `heard` is the time up to which comments were read, `skipped` names lines that could not be."""

    papers: tuple[Paper, ...] = ()
    feeds: Mapping[str, FeedState] = field(default_factory=dict)
    backlog: tuple[Held, ...] = ()
    background: tuple[Paper, ...] = ()
    decisions: tuple[Decision, ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)
    heard: str = ""
    skipped: tuple[Skip, ...] = ()


def read(files: Mapping[str, str]) -> Ledger:
    """Read the ledger's files; an absent one is empty."""
    skipped: list[Skip] = []
    papers = _rows(files, PAPERS, paper_from, skipped)
    backlog = _rows(files, CANDIDATES, _held_from, skipped)
    decisions = _rows(files, DECISIONS, _decision_from, skipped)
    standings, unread = standing.read(files.get(standing.FILE, ""))
    skipped += unread
    return Ledger(
        papers=tuple(papers),
        feeds=_feeds_from(files.get(FEEDS, ""), skipped),
        backlog=tuple(backlog),
        background=background.bounded(_rows(files, BACKGROUND, paper_from, skipped)),
        decisions=tuple(decisions),
        standings=standings,
        heard=_heard_from(files.get(STEERING, ""), skipped),
        skipped=tuple(skipped),
    )


def write_papers(papers: Iterable[Paper]) -> str:
    """The text of papers.jsonl, newest first, cut at `ledger_lines.MAX_BYTES`."""
    return _lines(paper_to(paper) for paper in papers)


def write_backlog(backlog: Sequence[Held]) -> str:
    """The text of candidates.jsonl: the best `MAX_CANDIDATES`."""
    return _lines(_held_to(held) for held in backlog[:MAX_CANDIDATES])


def write_background(sample: Iterable[Paper]) -> str:
    """The text of background.jsonl."""
    return _lines(paper_to(paper) for paper in sample)


def write_decisions(decisions: Iterable[Decision]) -> str:
    """The text of decisions.jsonl, oldest first."""
    return _lines(asdict(decision) for decision in decisions)


def write_steering(heard: str) -> str:
    """The text of steering.json."""
    return json.dumps({"heard": heard})


def write_feeds(feeds: Mapping[str, FeedState]) -> str:
    """The text of feeds.json."""
    return json.dumps({name: asdict(state) for name, state in sorted(feeds.items())}, indent=1, ensure_ascii=False)


def _lines(records: Iterable[Mapping[str, object]]) -> str:
    return ledger_lines.write({k: v for k, v in record.items() if v not in ("", None, [], ())} for record in records)


def _rows(files: Mapping[str, str], name: str, build: Callable[[object], _Row], skipped: list[Skip]) -> list[_Row]:
    rows, broken = ledger_lines.read(files.get(name, ""), name, build)
    skipped += broken
    return rows


def _heard_from(text: str, skipped: list[Skip]) -> str:
    try:
        return _day(_object(json.loads(text)), "heard") if text.strip() else ""
    except BROKEN as error:
        skipped.append(Skip(what=f"ledger {STEERING}", why=str(error)))
        return ""


def _feeds_from(text: str, skipped: list[Skip]) -> dict[str, FeedState]:
    if not text.strip():
        return {}
    try:
        records = _object(json.loads(text))
    except BROKEN as error:
        skipped.append(Skip(what=f"ledger {FEEDS}", why=str(error)))
        return {}
    states: dict[str, FeedState] = {}
    for name, record in records.items():
        try:
            states[name] = _feed_from(record)
        except BROKEN as error:
            skipped.append(Skip(what=f"ledger {FEEDS} {name}", why=str(error)))
    return states


def _feed_from(record: object) -> FeedState:
    state = _object(record)
    return FeedState(
        health=Health(state["health"]),
        detail=str(state.get("detail", "")),
        newest=_day(state, "newest"),
        checked=_day(state, "checked"),
        last_new=_day(state, "last_new"),
        read=int(state.get("read", 0)),
        new=int(state.get("new", 0)),
        ids=tuple(str(key) for key in state.get("ids", ())),
        changed=_day(state, "changed"),
    )


def _day(record: Mapping[str, object], name: str) -> str:
    """An ISO date, or a time that begins with one; "" where there is none."""
    value = str(record.get(name) or "")
    if value:
        try:
            date.fromisoformat(value[:10])
        except ValueError:
            raise ValueError(f"{name!r}: expected a date as 2026-07-22, got {value[:40]!r}") from None
    return value


def _decision_from(record: object) -> Decision:
    row = _object(record)
    words = {name: str(row.get(name, "")) for name in ("title", "other", "by", "when", "until", "reason")}
    # Older ledgers say it by the reason alone.
    unticked = bool(row.get("unticked", words["reason"].startswith("unticked in ")))
    return Decision(key=str(row["key"]), answer=Answer(row["answer"]), unticked=unticked, **words)


def _held_to(held: Held) -> dict[str, object]:
    candidate = held.candidate
    return {
        "paper": paper_to(candidate.paper),
        "key": candidate.key,
        "wait": str(held.wait),
        "reason": held.reason,
        "verdict": str(candidate.match.verdict),
        "alike": round(candidate.match.score, 1),
        "reasons": list(candidate.match.reasons),
        "twin": candidate.twin,
        "twin_key": candidate.twin_key,
        "score": round(candidate.relevance.score, 4),
        "why": list(candidate.relevance.why),
        "nearest": list(candidate.relevance.nearest),
        "section": SECTION_SEPARATOR.join(candidate.section),
        "sections": [[s.name, round(s.score, 4)] for s in candidate.placement.sections],
        "tags": [[t.name, round(t.score, 4)] for t in candidate.placement.tags],
        "unsure": candidate.placement.unsure,
    }


def _held_from(record: object) -> Held:
    row = _object(record)
    section = str(row.get("section", ""))
    candidate = Candidate(
        paper=paper_from(row["paper"]),
        key=str(row["key"]),
        match=Match(
            verdict=Verdict(row.get("verdict", "new")),
            score=float(row.get("alike", 0)),
            reasons=tuple(row.get("reasons", ())),
        ),
        relevance=Relevance(
            score=float(row.get("score", 0)), why=tuple(row.get("why", ())), nearest=tuple(row.get("nearest", ()))
        ),
        placement=Placement(
            sections=_scored(row.get("sections", ())), tags=_scored(row.get("tags", ())), unsure=bool(row.get("unsure"))
        ),
        section=tuple(section.split(SECTION_SEPARATOR)) if section else (),
        twin=str(row.get("twin", "")),
        twin_key=str(row.get("twin_key", "")),
    )
    hold = _hold_from(row)
    return Held(candidate=candidate, wait=hold.wait, reason=hold.reason)


_ODDS = re.compile(r"^[<>]?\d+ ?% likely, ")
_WORDS = (
    ("below the cut", Wait.CUT),
    ("may repeat", Wait.TWIN),
    ("no link", Wait.LINK),
    ("not looked up", Wait.LOOK_UP),
    ("snoozed", Wait.SNOOZE),
    ("the next run", Wait.NEXT_RUN),
    ("quiet day", Wait.QUIET_DAY),
    ("paused", Wait.PAUSE),
    ("waits for room", Wait.ROOM),
    ("likely papers today", Wait.ROOM),
)
"""What the reasons of older ledgers mean, whose lines tell the wait by their words alone, with the odds in front."""


def _hold_from(row: Mapping[str, object]) -> Hold:
    reason = str(row.get("reason", ""))
    if "wait" in row:
        return Hold(wait=Wait(str(row["wait"])), reason=reason)
    reason = _ODDS.sub("", reason)
    return Hold(wait=next((wait for words, wait in _WORDS if words in reason), Wait.PLACE), reason=reason)


def _scored(pairs: Iterable[Sequence[object]]) -> tuple[Scored, ...]:
    return tuple(Scored(name=str(name), score=float(str(score))) for name, score in pairs)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"expected an object, got {type(value).__name__}")
    return value
