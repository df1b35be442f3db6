"""The report of `check`: workflow commands for a log, Markdown for a summary, annotations for a check run.

Everything a stranger wrote (titles, links, the path of a file) goes through `bot.escape`: a pull request cannot start a
workflow command in the log, mention anybody in the summary, or close the fence around a suggestion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.checking.check import Change
from bot.checking.fault import Fault, Severity, counted
from bot.escape import defused, log_line, markdown, plain, text
from bot.model import Entry

ROWS = 100
LONGEST = 60_000
"""GitHub takes no more than 65,535 characters of a check run's summary."""
_ADDED = 20
_REASON = 500
_DETAILS = 8_000
_TITLE = 120

_LEVELS = {Severity.ERROR: "failure", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
_RULES = (
    "An error is a paper that is listed already, or a link that cannot be right; it fails the check. Warnings and "
    "notices are for a person to weigh."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotation:
    """One fault, shown beside its lines; `level` is `failure`, `warning` or `notice`, `details` the suggested text."""

    path: str
    line: int
    end_line: int
    level: str
    title: str
    message: str
    details: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckPage:
    """A check run's page; `conclusion` is `failure`, `neutral` or `success`."""

    title: str
    summary: str
    conclusion: str
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """Addresses for links of the summary: the file on the branch, and the page of pull requests; "" for no link."""

    file: str = ""
    pulls: str = ""


NOWHERE = Links()


def headline(change: Change) -> str:
    """The change and its faults in numbers."""
    counts = f"{len(change.added)} added, {len(change.edited)} edited, {len(change.removed)} removed"
    return f"{counts}; {counted(change.faults)}"


def page(path: str, change: Change, links: Links = NOWHERE) -> CheckPage:
    """The whole result as a check run shows it."""
    return CheckPage(
        title=headline(change),
        summary=summary(path, change, links),
        conclusion=_conclusion(change.faults),
        annotations=tuple(_annotation(path, fault) for fault in change.faults),
    )


def together(pages: Sequence[CheckPage]) -> CheckPage:
    """The results of several files as one."""
    worst = next((word for word in ("failure", "neutral") if word in {each.conclusion for each in pages}), "success")
    titles = [each.title for each in pages]
    return CheckPage(
        title=titles[0] if len(titles) == 1 else f"{len(titles)} files changed: {' · '.join(titles)}",
        summary=_fitting([each.summary.rstrip("\n") for each in pages]) if len(pages) > 1 else pages[0].summary,
        conclusion=worst,
        annotations=tuple(annotation for each in pages for annotation in each.annotations),
    )


def _conclusion(faults: Sequence[Fault]) -> str:
    weights = {fault.severity for fault in faults}
    if Severity.ERROR in weights:
        return "failure"
    return "neutral" if Severity.WARNING in weights else "success"


# --- for a log --------------------------------------------------------------------------------------------------------


def command(path: str, fault: Fault) -> str:
    """A fault as a workflow command: GitHub shows it beside the line."""
    file = _property(path)
    where = f"file={file},line={fault.line},endLine={fault.end_line},title={_property(f'Gleaner: {fault.kind}')}"
    return f"::{fault.severity} {where}::{_data(log_line(fault.reason))}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


# --- for a check run --------------------------------------------------------------------------------------------------


def _annotation(path: str, fault: Fault) -> Annotation:
    return Annotation(
        path=path,
        line=fault.line,
        end_line=fault.end_line,
        level=_LEVELS[fault.severity],
        title=f"Gleaner: {fault.kind}",
        message=defused(plain(fault.reason, _REASON), addresses=True),
        details=_details(fault)[:_DETAILS],
    )


def _details(fault: Fault) -> str:
    """The suggested text; what goes into another file says where."""
    if fault.suggested:
        return f"{plain(fault.elsewhere)}, behind line {fault.related}:\n\n{text(fault.suggested)}"
    return text(fault.fix) if fault.fix else ""


# --- for a summary ----------------------------------------------------------------------------------------------------


def summary(path: str, change: Change, links: Links = NOWHERE) -> str:
    """The result as Markdown: a table of faults, the suggested texts, what is new; at most `LONGEST` characters."""
    parts = [f"### {markdown(path)}: {headline(change)}"]
    if change.faults:
        rows = [_row(fault, links) for fault in change.faults[:ROWS]]
        parts.append("\n".join(["| line | weight | kind | what |", "|---|---|---|---|", *rows]))
        parts.append(_RULES)
    if len(change.faults) > ROWS:
        parts.append(f"… and {len(change.faults) - ROWS} more, in the log.")
    if change.gone:
        parts.append(f"Gone from the list:\n\n{_listed(change.gone, 'was line')}")
    if change.added:
        parts.append(_added(change.added))
    suggested = [fault for fault in change.faults if fault.fix is not None][:ROWS]
    parts += [f"Suggested for {_lines(f)}:\n\n{_exact(f.fix or '')}" for f in suggested]
    beside = [fault for fault in change.faults if fault.suggested][:ROWS]
    parts += [
        f"Suggested for {markdown(f.elsewhere)}, behind line {f.related}:\n\n{_exact(f.suggested)}" for f in beside
    ]
    return _fitting(parts)


def _row(fault: Fault, links: Links) -> str:
    where = f"[{fault.line}]({links.file}#L{fault.line})" if links.file else f"{fault.line}"
    what = markdown(fault.reason, _REASON)
    if fault.pull and links.pulls:
        what += f" ([the other pull request]({links.pulls}/{fault.pull}))"
    return f"| {where} | {fault.severity} | {fault.kind} | {what} |"


def _lines(fault: Fault) -> str:
    return f"line {fault.line}" if fault.line == fault.end_line else f"lines {fault.line}–{fault.end_line}"


def gone(change: Change) -> list[str]:
    """A line of a log for each entry that the change took out."""
    lines = [f"gone: was line {entry.line}: {_name(entry)}" for entry in change.gone[:_ADDED]]
    more = [f"gone: … and {len(change.gone) - _ADDED} more"] if len(change.gone) > _ADDED else []
    return [log_line(line) for line in (*lines, *more)]


def _added(entries: Sequence[Entry]) -> str:
    return f"<details><summary>What is new ({len(entries)})</summary>\n\n{_listed(entries, 'line')}\n\n</details>"


def _listed(entries: Sequence[Entry], where: str) -> str:
    items = [
        f"- {where} {entry.line}: {markdown(_name(entry), _TITLE)}"
        + (f" in *{markdown(entry.section[-1], _TITLE)}*" if entry.section else "")
        for entry in entries[:_ADDED]
    ]
    if len(entries) > _ADDED:
        items.append(f"- … and {len(entries) - _ADDED} more")
    return "\n".join(items)


def _name(entry: Entry) -> str:
    return entry.title or "an entry without a title"


def _exact(block: str) -> str:
    """A block to copy, every visible byte as it is; nothing acts inside a fence, and no line of it closes this one."""
    inside = text(block)
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", inside)), default=0))
    return f"{ticks}markdown\n{inside}\n{ticks}"


def _fitting(parts: Sequence[str]) -> str:
    """As many whole parts as there is room for: half a fence would swallow what follows."""
    kept: list[str] = []
    room = LONGEST
    for part in parts:
        if len(part) > room:
            kept.append("… the rest is in the log: GitHub takes no longer text.")
            break
        room -= len(part) + 2
        kept.append(part)
    return "\n\n".join(kept) + "\n"
