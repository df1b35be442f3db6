"""The report of a run of `gleaner upkeep`, for the log and for the job's summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.actions import Operation, Saved
from bot.book import Book
from bot.configuring import edit
from bot.escape import fence, link, log_line, markdown
from bot.keeping.upkeep import Correction, Found
from bot.keeping.upkeep_page import in_place
from bot.keeping.upkeep_write import Written
from bot.model import Skip

_TOLD = 30
_BACKLOG = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class UpkeepReport:
    """What one run asked, found, wrote and showed; `notes` say what went wrong, `dead` are links that are gone."""

    slug: str
    book: Book
    papers: int = 0
    known: int = 0
    asked: int = 0
    found: Found = field(default_factory=Found)
    written: Written = field(default_factory=Written)
    saved: Saved | None = None
    waits: str = ""
    dead: tuple[Skip, ...] = ()
    links: str = ""
    notes: tuple[str, ...] = ()

    @property
    def later(self) -> tuple[Correction, ...]:
        """The corrections that were found and wait for a later pull request."""
        here = {one.name for one in self.written.made}
        left = {skip.what for skip in self.written.left}
        return tuple(
            one
            for one in self.found.corrections
            if one.name not in here and f"{one.path}:{one.line} “{one.title}”" not in left
        )


def lines(done: UpkeepReport) -> list[str]:
    """The log of a run, one finding per line."""
    return [log_line(each) for each in _lines(done)]


def _lines(done: UpkeepReport) -> Iterator[str]:
    yield (
        f"{done.slug}: {len(done.book.entries)} entries; {done.papers} could say more, "
        f"{done.asked} of them asked about now, {done.known} known"
    )
    for note in done.notes:
        yield f"! {note}"
    for one in in_place(done.written.made):
        yield said(one)
    for one in done.later[:_BACKLOG]:
        yield f"later: {said(one)}"
    if len(done.later) > _BACKLOG:
        yield f"later: … and {len(done.later) - _BACKLOG} more"
    for skip in done.written.left:
        yield f"by hand: {skip.what}: {skip.why}"
    for skip in done.found.told[:_TOLD]:
        yield f"to judge: {skip.what}: {skip.why}"
    if len(done.found.told) > _TOLD:
        yield f"to judge: … and {len(done.found.told) - _TOLD} more"
    for skip in done.dead:
        yield f"dead: {skip.what}: {skip.why}"
    if done.links:
        yield done.links
    yield _end(done)


def said(one: Correction) -> str:
    """A correction in one line."""
    return f"{one.path}:{one.line} “{one.title}”: {one.field} {one.old or 'nothing'} → {one.new} ({one.reason})"


def _end(done: UpkeepReport) -> str:
    count = len(done.written.made)
    what = "1 correction" if count == 1 else f"{count} corrections"
    if done.saved is None:
        return f"{what}, nothing written" if count else done.waits or "nothing to correct"
    where = done.saved.url
    match done.saved.operation:
        case Operation.CREATED:
            return f"{what}, opened {where}"
        case Operation.UPDATED:
            return f"{what}, brought {where} up to date"
        case _:
            return f"{what}, {where or 'nothing'} stands as it is"


def summary(done: UpkeepReport) -> str:
    """The same for the job's summary, in Markdown, with the diff."""
    parts = [f"## Upkeep of {markdown(done.slug)}", markdown(_end(done))]
    if done.saved is not None and done.saved.number is not None:
        parts.append(link(f"Pull request {done.saved.number}", done.saved.url))
    listed = "\n".join(f"- {markdown(each, 400)}" for each in lines(done)[1:-1])
    diffs = [edit.diff(done.book.texts[path], text, path) for path, text in done.written.files.items()]
    return "\n\n".join(filter(None, [*parts, listed, *(fence(each, "diff") for each in diffs)])) + "\n"
