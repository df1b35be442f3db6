"""The report of a run, as lines for the log and as Markdown for the job's summary.

Every text of a feed or a forge goes through `bot.escape` here: a title cannot start a workflow command in a log, nor a
mention in a summary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.actions import Open, Operation, Outcome
from bot.escape import log_line, markdown, safe_url
from bot.model import Dropped, Held, Proposal, Skip, Wait
from bot.plan import Plan
from bot.planning.batch import Batch, Health
from bot.proposing.refresh import Stuck
from bot.telling import odds

SHOWN = 10
"""How many held or dropped papers the log names; the summary and the ledger hold more."""
SHOWN_IN_SUMMARY = 50
REASONS = 4
"""Reasons a new proposal is given in the log; all of them stand in the proposal."""
WIDTH = 220
"""Characters of a line about one paper; the whole reason stands in the summary and the ledger."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunReport:
    """What a run read, decided and did. `room` is how many proposals it was allowed to open."""

    slug: str
    path: str
    plan: Plan
    batches: tuple[Batch, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    stuck: tuple[Stuck, ...] = ()
    skipped: tuple[Skip, ...] = ()
    notes: tuple[str, ...] = ()
    broken: bool = False
    """Whether the run broke off after some of it was done; the notes say why."""

    @property
    def opened(self) -> int:
        """How many papers this run proposed; of those it planned to, some may be another run's."""
        return sum(len(outcome.proposal.papers) for outcome in self._done(Operation.CREATED))

    @property
    def overtaken(self) -> list[Outcome]:
        """Proposals that this run planned and another run, at work at the same time, had already opened."""
        return self._done(Operation.NONE)

    def _done(self, operation: Operation) -> list[Outcome]:
        """The outcomes of this kind of what was to be opened."""
        planned = {action.proposal.branch for action in self.plan.actions if isinstance(action, Open)}
        return [one for one in self.outcomes if one.operation is operation and one.proposal.branch in planned]


def lines(report: RunReport) -> list[str]:
    """The report as lines of a log, most important first."""
    return [
        *_source_lines(report.batches),
        _counts_line(report.plan),
        *_outcome_lines(report.outcomes),
        *(log_line(f"known  {_overtaken_text(outcome)}", WIDTH) for outcome in report.overtaken),
        *_dropped_lines(report.plan.dropped),
        *_held_lines(_unlike_first(report.plan.held)),
        *(log_line(f"! {s.proposal.branch}: {s.reason}") for s in report.stuck),
        *(log_line(f"left   {s.what}: {s.why}") for s in report.plan.left),
        *(log_line(f"! {s.what}: {s.why}") for s in report.skipped),
        *(log_line(note) for note in report.notes),
    ]


def summary(report: RunReport) -> str:
    """The report as Markdown for `GITHUB_STEP_SUMMARY` (GitHub's page on workflow commands: at most 1 MiB a step)."""
    parts = [
        f"## Gleaner on {markdown(report.slug)}",
        _headline(report),
        _source_table(report.batches),
        _proposed_part(report.outcomes),
        _fold("Proposed by another run at the same time", [_overtaken_text(one) for one in report.overtaken]),
        _fold("Known already", [_dropped_text(d) for d in report.plan.dropped]),
        _fold("Held in the backlog", [_held_text(h) for h in _unlike_first(report.plan.held)]),
        _fold("Mirrors left as they are", [f"{s.what}: {s.why}" for s in report.plan.left]),
        _fold("Needs a person", [f"{s.proposal.branch}: {s.reason}" for s in report.stuck]),
        _fold("Skipped records", [f"{s.what}: {s.why}" for s in _skips(report)]),
        *(markdown(note) for note in report.notes),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def failed_sources(batches: Iterable[Batch]) -> list[Batch]:
    """The sources whose silence is a finding: those that did not fare well."""
    return [batch for batch in batches if batch.health in (Health.FAILED, Health.STALE, Health.PARTIAL)]


def warnings(report: RunReport) -> list[str]:
    """What is wrong with the sources, as workflow commands (the only lines of ours that are meant as such)."""
    return [
        f"::warning title=Gleaner {_word(b.source)} {b.health}::{log_line(b.detail)}"
        for b in failed_sources(report.batches)
    ]


def _word(name: str) -> str:
    """A source's name where `,` and `:` end a property."""
    return "".join(char if char.isalnum() or char in " .-" else "-" for char in name)


# --- the log ------------------------------------------------------------------------------------------------------


def _source_lines(batches: Sequence[Batch]) -> list[str]:
    names = [log_line(batch.source) for batch in batches]
    width = max(map(len, names), default=0)
    return [
        f"{name:<{width}}  {batch.health:<7}  {log_line(_batch_text(batch))}"
        for name, batch in zip(names, batches, strict=True)
    ]


def _batch_text(batch: Batch) -> str:
    words = [f"{batch.read} read", _number(len(batch.papers), "paper")]
    if batch.skipped:
        words.append(f"{len(batch.skipped)} skipped ({_commonest(batch.skipped)})")
    if batch.requests:
        words.append(_number(batch.requests, "request"))
    text = ", ".join(words)
    return f"{text}; {batch.detail}" if batch.detail else text


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _commonest(skipped: Sequence[Skip]) -> str:
    return "; ".join(f"{n} × {why}" for why, n in Counter(skip.why for skip in skipped).most_common(3))


def _counts_line(plan: Plan) -> str:
    waited = f"{plan.waited} waiting, " if plan.waited else ""
    return (
        f"{plan.read} read, {waited}{_number(plan.distinct, 'distinct paper')}: {len(plan.proposed)} to propose, "
        f"{len(plan.held)} held, {len(plan.dropped)} known already"
    )


def _outcome_lines(outcomes: Sequence[Outcome]) -> list[str]:
    return [
        line
        for outcome in outcomes
        if outcome.operation is not Operation.NONE
        for line in (log_line(_outcome_text(outcome)), *_why_lines(outcome))
    ]


def _why_lines(outcome: Outcome) -> list[str]:
    """Why a new proposal was made, one line per reason; each can be checked against the list and the paper."""
    if outcome.operation is not Operation.CREATED:
        return []
    return [f"       {log_line(reason, WIDTH)}" for reason in outcome.proposal.relevance.why[:REASONS]]


def _outcome_text(outcome: Outcome) -> str:
    done = outcome.proposal
    where = done.url or (f"#{done.number}" if done.number is not None else done.branch)
    return f"{outcome.said} {where}  {_what(outcome)}"


def _what(outcome: Outcome) -> str:
    done = outcome.proposal
    likely = f" ({odds.percent(done.relevance.score)} likely)" if outcome.operation is Operation.CREATED else ""
    detail = f": {outcome.detail}" if outcome.detail else ""
    files = f", in {' and '.join(done.files)}" if done.files and outcome.operation is not Operation.CLOSED else ""
    return f"{done.paper.title}{likely}{files}{detail}"


def _dropped_text(dropped: Dropped) -> str:
    why = f" ({dropped.reasons[0].removesuffix(f' as {dropped.where}')})" if dropped.reasons else ""
    return f"{dropped.paper.title}: {dropped.where}{why}"


def _overtaken_text(outcome: Outcome) -> str:
    return f"{outcome.proposal.paper.title}: another run was first ({outcome.detail}); nothing is left to do"


def _held_text(held: Held) -> str:
    return f"{held.candidate.paper.title}: {odds.told(held)}"


def _dropped_lines(dropped: Sequence[Dropped]) -> list[str]:
    return _some("known", [_dropped_text(d) for d in dropped])


def _unlike_first(held: Sequence[Held]) -> list[Held]:
    """Those that wait for something else than better odds first: a person can do something about them."""
    return sorted(held, key=lambda one: one.wait is Wait.CUT)


def _held_lines(held: Sequence[Held]) -> list[str]:
    kinds = Counter(_kind(h.reason) for h in held)
    counted = (
        [f"held   {n} × {log_line(kind, WIDTH)}" for kind, n in kinds.most_common(SHOWN)] if len(held) > SHOWN else []
    )
    return [*counted, *_some("held", [_held_text(h) for h in held])]


def _kind(reason: str) -> str:
    """A reason without what differs from paper to paper: a place before it, what follows a mark or a quotation."""
    return re.split(r"[:“(;]", re.sub(r"^line \d+: ", "", reason), maxsplit=1)[0].strip()


def _some(word: str, texts: Sequence[str]) -> list[str]:
    shown = [f"{word:<6} {log_line(text, WIDTH)}" for text in texts[:SHOWN]]
    if len(texts) > SHOWN:
        shown.append(f"{word:<6} … and {len(texts) - SHOWN} more")
    return shown


# --- the summary --------------------------------------------------------------------------------------------------


def _headline(report: RunReport) -> str:
    created = sum(outcome.operation is Operation.CREATED for outcome in report.outcomes)
    would = "would be " if any(outcome.rehearsed for outcome in report.outcomes) else ""
    what = f"**{created} {would}proposed**" if created else f"**Nothing to propose**: {_kind_of_day(report)}"
    plan = report.plan
    waited = f"{plan.waited} waited, " if plan.waited else ""
    return (
        f"{what} for `{report.path}`; {_number(plan.distinct - plan.waited, 'distinct paper')} read, {waited}"
        f"{len(plan.dropped)} known already, {len(plan.held)} held."
    )


def _kind_of_day(report: RunReport) -> str:
    """What to think of a day on which nothing was proposed; one on which something failed is not called good."""
    silent = failed_sources(report.batches)
    if report.overtaken:
        return "another run at the same time was first, see below"
    if silent:
        return f"{len(silent)} of {_number(len(report.batches), 'source')} failed or gave too little, see below"
    return "see the notes below" if report.notes else "a good day"


def _source_table(batches: Sequence[Batch]) -> str:
    if not batches:
        return ""
    rows = [
        f"| {markdown(b.source)} | {b.health} | {b.read} | {len(b.papers)} | {len(b.skipped)} | {markdown(b.detail)} |"
        for b in batches
    ]
    return "\n".join(["| source | health | read | papers | skipped | note |", "|---|---|---|---|---|---|", *rows])


def _proposed_part(outcomes: Sequence[Outcome]) -> str:
    done = [outcome for outcome in outcomes if outcome.operation is not Operation.NONE]
    lines: list[str] = []
    for outcome in done:
        lines.append(f"- {outcome.said} {_where(outcome.proposal)} {markdown(_what(outcome))}")
        if outcome.operation is Operation.CREATED:
            lines += [f"  - {markdown(reason)}" for reason in outcome.proposal.relevance.why[:REASONS]]
    return "\n".join(lines)


def _where(done: Proposal) -> str:
    """The proposal as a person finds it: in our own summary a link to our own pull request leaves no mark anywhere."""
    address = safe_url(done.url)
    return f"[#{done.number}]({address})" if address and done.number is not None else markdown(done.branch)


def _fold(title: str, texts: Sequence[str]) -> str:
    if not texts:
        return ""
    items = [f"- {markdown(text)}" for text in texts[:SHOWN_IN_SUMMARY]]
    if len(texts) > SHOWN_IN_SUMMARY:
        items.append(f"- … and {len(texts) - SHOWN_IN_SUMMARY} more")
    listed = "\n".join(items)
    return f"<details><summary>{title} ({len(texts)})</summary>\n\n{listed}\n\n</details>"


def _skips(report: RunReport) -> list[Skip]:
    return [*report.skipped, *(skip for batch in report.batches for skip in batch.skipped)]
