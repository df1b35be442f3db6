"""The dashboard: one issue that shows where everything stands, with boxes that do something when they are ticked.

It is written anew from the proposals, the ledger and a few facts of the last run. These stand hidden in the issue, so
that any command can update it, not only a run. It stays below `BODY_LIMIT`: long parts are cut, and what is cut is
counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace

from bot import escape
from bot.ledger import Answer, FeedState, Ledger
from bot.matching.answers import Answers
from bot.model import SECTION_SEPARATOR, Held, Proposal, State, Wait
from bot.planning.batch import Health
from bot.telling.odds import likely, percent
from bot.telling.schedule import next_time
from bot.telling.ticks import Ask, Tick, box, is_maybe, keys_proposed

MARK = "<!-- gleaner-dashboard -->"
TITLE = "Gleaner dashboard"
LABEL = "gleaner:dashboard"
LABEL_LOOKS = ("1d76db", "Where everything stands; written by Gleaner, boxes may be ticked")
"""Colour and description of the label."""
BODY_LIMIT = 60_000
"""Bytes, and so characters: GitHub refuses 65,536 characters."""
_ROWS = (60, 30, 15, 8, 4, 2)
"""Rows a part may have, tried in this order until everything fits."""
_UNFOLDED = 15
_TITLE_LIMIT = 160
_NOTES = 10
_NOTE_LIMIT = 300
_URL_LIMIT = 300

_TEMPLATE = "<!-- gleaner-facts: {} -->"
_PATTERN = re.compile(r"^<!-- gleaner-facts: (\{.*\}) -->[ \t]*$", re.MULTILINE)
_LAST_LINK = re.compile(r"(last run \*\*\d{4}-\d\d-\d\d\*\*)(?: \(\[report\]\([^)\s]*\)\))?")
"""The last run's day and the link to its report."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What only a run knows, kept in the issue for whoever writes it next.

    `run` is the day of the last run, `run_url` its page, `cron` when it is run. `base` is the newest commit of the
    default branch and `since` the day it was first seen. `size` is the list's, in bytes. `held` counts the whole
    backlog, of which the ledger keeps the best; `notes` is what went wrong.
    """

    run: str = ""
    run_url: str = ""
    cron: str = ""
    base: str = ""
    since: str = ""
    size: int = 0
    held: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """Everything the dashboard shows; `kept` are ticked boxes that could not be done yet and stay ticked."""

    path: str
    today: str
    proposals: tuple[Proposal, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    facts: Facts = field(default_factory=Facts)
    warnings: tuple[str, ...] = ()
    ledger_url: str = ""
    kept: tuple[Tick, ...] = ()


def render(board: Board) -> str:
    """The body of the issue."""
    tail = _TEMPLATE.format(escape.hidden(json.dumps(_hidden(board.facts), ensure_ascii=False)))
    body = ""
    for rows in _ROWS:
        body = "\n\n".join([MARK, *(part for part in _parts(board, rows) if part), tail]) + "\n"
        if len(body.encode("utf-8", "replace")) < BODY_LIMIT:
            break
    return body


def is_one(body: str) -> bool:
    """Whether a body is a dashboard's."""
    return body.lstrip().startswith(MARK)


def facts_in(body: str) -> Facts:
    """The facts hidden in a body; none where a person's edit broke them."""
    found = _PATTERN.findall(body.replace("\r\n", "\n"))
    try:
        row = json.loads(found[-1]) if found else {}
        known = {f.name: row[f.name] for f in fields(Facts) if f.name in row}
        notes = tuple(str(note) for note in known.pop("notes", ()))
        size, held = int(known.pop("size", 0)), int(known.pop("held", 0))
        return Facts(**{name: str(value) for name, value in known.items()}, size=size, held=held, notes=notes)
    except (ValueError, TypeError, RecursionError):
        return Facts()


def as_good_as(old: str, new: str) -> bool:
    """Whether two bodies say the same; another address of the last run's page is no reason to write again."""
    return _told(old) == _told(new)


def _told(body: str) -> str:
    lines = body.replace("\r\n", "\n").strip()
    return _LAST_LINK.sub(r"\1", re.sub(r'"run_url": "[^"]*"', "", lines))


def _hidden(facts: Facts) -> dict[str, object]:
    return {name: value for name, value in asdict(replace(facts, notes=bounded(facts.notes))).items() if value}


def bounded(notes: Iterable[str]) -> tuple[str, ...]:
    """Notes as they are kept: the first few, one line each, none twice."""
    return tuple(dict.fromkeys(escape.plain(note, _NOTE_LIMIT) for note in notes))[:_NOTES]


# --- the parts --------------------------------------------------------------------------------------------------------


def _parts(board: Board, rows: int) -> Iterator[str]:
    waiting = sorted((p for p in board.proposals if p.state.waiting), key=lambda p: p.number or 0)
    maybe, backlog = _split(board)
    yield _intro(board)
    yield _counts(board, len(waiting), maybe, backlog)
    yield _warnings(board.warnings)
    yield _section("Waiting for you", _waiting(waiting, rows), "Nothing waits.")
    yield _section("Is it the same paper?", _maybe(maybe, board, rows))
    yield _section("Backlog", _backlog(backlog, board, rows), "Nothing is held back.")
    yield _section("Snoozed", _snoozed(board, rows))
    yield _section("Sources", _sources(board.ledger.feeds, rows))


def _split(board: Board) -> tuple[list[Held], list[Held]]:
    """The candidates a person has to compare, and the rest of the backlog; without those answered or proposed."""
    away = {d.key: d.answer in (Answer.DISMISSED, Answer.SNOOZED) for d in board.ledger.decisions if not d.other}
    answers = Answers(board.ledger.decisions)
    proposed = keys_proposed(board.proposals)
    maybe: list[Held] = []
    backlog: list[Held] = []
    for held in board.ledger.backlog:
        one = held.candidate
        answer = answers.about_twin(one)
        if one.key in proposed or away.get(one.key) or answer is Answer.SAME:
            continue
        if is_maybe(held) and answer is None and held.wait is not Wait.CUT:
            maybe.append(held)
        else:
            told = replace(held, wait=Wait.NEXT_RUN, reason="told apart: it is ranked with the next run")
            backlog.append(told if answer is Answer.DIFFERENT else held)
    return maybe, backlog


def _intro(board: Board) -> str:
    return (
        f"What [Gleaner](https://github.com/gleaner-list/gleaner) is doing for {escape.code(board.path[:300])}. "
        "Tick a box and it is done: at once where the workflow `gleaner-comments` runs, else by the next run. "
        "This text is written anew each time, so notes belong into comments. Close this issue to do without it."
    )


def _counts(board: Board, waiting: int, maybe: Sequence[Held], backlog: Sequence[Held]) -> str:
    unseen = max(0, board.facts.held - len(board.ledger.backlog))
    words = [f"**{waiting:,}** waiting"]
    words += [f"**{len(maybe):,}** to compare"] if maybe else []
    words.append(f"**{len(backlog) + unseen:,}** in the backlog")
    if board.facts.run:
        url = escape.safe_url(board.facts.run_url)
        words.append(f"last run **{board.facts.run}**" + (f" ([report]({url}))" if url else ""))
    if coming := next_time(board.facts.cron, f"{board.today}T23:59" if board.facts.run == board.today else board.today):
        words.append(f"next run **{coming[:10]}**, about {coming[11:16]} UTC")
    return " · ".join(words)


def _warnings(warnings: Sequence[str]) -> str:
    if not warnings:
        return ""
    lines = [f"> - {escape.markdown(warning, 2 * _NOTE_LIMIT)}" for warning in warnings[: 2 * _NOTES]]
    return "\n".join(["> [!WARNING]", *lines])


def _section(title: str, body: str, otherwise: str = "") -> str:
    return f"## {title}\n\n{body or otherwise}" if body or otherwise else ""


def _waiting(waiting: Sequence[Proposal], rows: int) -> str:
    lines = [
        f"| #{p.number} | {_name(p.paper.title, p.paper.url)} | {_words(_below(p.section))} "
        f"| {percent(p.relevance.score)} | {p.created[:10]} | {_standing(p)} |"
        for p in waiting[:rows]
    ]
    if not lines:
        return ""
    head = ["| | paper | section | likely | since | note |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *lines]) + _more(len(waiting), rows)


def _below(section: Sequence[str]) -> str:
    """A section without the heading of the whole list, which all of them stand under."""
    return SECTION_SEPARATOR.join(section[1:] or section)


def _standing(proposal: Proposal) -> str:
    marks = [
        "edited by hand" if proposal.touched else "",
        "revised" if proposal.state is State.REVISED else "",
        "may repeat another" if proposal.twin else "",
    ]
    return ", ".join(filter(None, marks))


def _maybe(maybe: Sequence[Held], board: Board, rows: int) -> str:
    shown = max(1, rows // 2)
    return "\n".join(line for held in maybe[:shown] for line in _compared(held, board)) + _more(len(maybe), shown)


def _compared(held: Held, board: Board) -> Iterator[str]:
    one = held.candidate
    reasons = f": {_words('; '.join(one.match.reasons))}" if one.match.reasons else ""
    yield f"- {_name(one.paper.title, one.paper.url)}, {percent(one.relevance.score)} likely."
    yield f"  May repeat {escape.markdown(one.twin, 300)}, {one.match.score:.0f} of 100 alike{reasons}"
    for ask, label in ((Ask.SAME, "the same: never propose it"), (Ask.DIFFERENT, "different: it may be proposed")):
        tick = Tick(ask=ask, key=one.key, twin=one.twin_key)
        yield f"  {box(tick, label, ticked=tick in board.kept)}"


def _backlog(backlog: Sequence[Held], board: Board, rows: int) -> str:
    unseen = max(0, board.facts.held - len(board.ledger.backlog))
    lines = [_held(held, board) for held in backlog[:rows]]
    if not lines:
        return ""
    parts = ["Best first. Tick one to propose it now, whatever the limits of the config.", "\n".join(lines[:_UNFOLDED])]
    if folded := lines[_UNFOLDED:]:
        parts.append(_fold(f"The next {len(folded)}", folded))
    if more := len(backlog) + unseen - len(lines):
        kept = f"[the ledger]({board.ledger_url})" if board.ledger_url else "the ledger"
        parts.append(f"… and {more:,} more, the best of them in {kept}.")
    return "\n\n".join(parts)


def _fold(title: str, lines: Sequence[str]) -> str:
    listed = "\n".join(lines)
    return f"<details><summary>{title}</summary>\n\n{listed}\n\n</details>"


def _held(held: Held, board: Board) -> str:
    one = held.candidate
    label = f"{_name(one.paper.title, one.paper.url)}, {likely(held)} likely; {_words(held.reason)}"
    if not one.paper.url and not one.paper.arxiv_id and not one.paper.doi and not one.paper.keys:
        return f"- {label}"
    tick = Tick(ask=Ask.OPEN, key=one.key)
    return box(tick, label, ticked=tick in board.kept)


def _snoozed(board: Board, rows: int) -> str:
    proposals = [
        (p.snoozed_until, f"| #{p.number} | {_name(p.paper.title, p.paper.url)} |")
        for p in board.proposals
        if p.state is State.SNOOZED and p.snoozed_until
    ]
    candidates = [
        (d.until, f"| | {_words(d.title or d.key)} |")
        for d in board.ledger.decisions
        if d.answer is Answer.SNOOZED and d.until > board.today
    ]
    every = sorted([*proposals, *candidates])
    lines = [f"{line} {_words(until)} |" for until, line in every[:rows]]
    # A table: in a list GitHub would put the title of #12 beside it once more.
    return "\n".join(["| | paper | until |", "|---|---|---|", *lines]) + _more(len(every), rows) if lines else ""


_WELL: Mapping[Health, str] = {Health.NEW: "🟢", Health.QUIET: "🟢", Health.STALE: "🟡", Health.PARTIAL: "🟡"}


def _sources(feeds: Mapping[str, FeedState], rows: int) -> str:
    if not feeds:
        return ""
    lines = [
        f"| {_words(name)} | {_WELL.get(state.health, '🔴')} {state.health.value} | {_words(state.checked)} "
        f"| {_words(state.last_new)} | {state.read:,} | {_words(state.detail)} |"
        for name, state in sorted(feeds.items())[:rows]
    ]
    head = ["| source | health | read well | last new paper | records | note |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *lines]) + _more(len(feeds), rows)


def _name(title: str, url: str) -> str:
    return escape.link(title, url if len(url) <= _URL_LIMIT else "", limit=_TITLE_LIMIT)


def _words(text: str) -> str:
    return escape.markdown(text, _TITLE_LIMIT)


def _more(count: int, rows: int) -> str:
    return f"\n\n… and {count - rows:,} more." if count > rows else ""
