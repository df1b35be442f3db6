"""One run of upkeep on an open forge: ask where listed papers stand, correct what is sure, show it where people decide.

What a person refused stays refused: the pull requests themselves remember it (on a disk, the ledger). An open one is
brought up to date; a branch that a person committed on is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot import book
from bot.actions import Edit, EditPage, Saved
from bot.commands.job import patient_client, say_nothing
from bot.commands.repository import read_list
from bot.errors import Conflict
from bot.forge import Forge, Shows
from bot.keeping import link_health, standing, upkeep, upkeep_page, upkeep_write
from bot.keeping.link_health import Reach
from bot.keeping.upkeep import Correction, Found
from bot.keeping.upkeep_report import UpkeepReport
from bot.keeping.upkeep_write import Written
from bot.model import Base, Skip

if TYPE_CHECKING:
    from bot.book import Book
    from bot.config import Config
    from bot.keeping.standing import Standing
    from bot.sources.http import Client
    from bot.sources.standing import Asked

Say = Callable[[str], None]
Try = Callable[[Iterable[str]], Iterable[tuple[str, Reach]]]
"""Links → each with what came of trying it."""

ANSWERS = "upkeep.json"
"""The ledger's file of what was shown and refused where no pull request remembers it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Past:
    """What was shown in earlier runs.

    `open` corrections wait for a person on `page`. `refused` and `shown` are names of corrections; those refused are
    not shown again.
    """

    page: EditPage | None = None
    open: tuple[Correction, ...] = ()
    refused: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()

    @property
    def waiting(self) -> tuple[Correction, ...]:
        return tuple(one for one in self.open if one.name not in self.refused)

    @property
    def declined(self) -> tuple[Correction, ...]:
        return tuple(one for one in self.open if one.name in self.refused)


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What one run of upkeep is asked for.

    `today` is an ISO date, `most` how many corrections may wait (None: as in the config), `links` whether links are
    tried, `run_url` the page of the job. `notes` collects what the report has to say.
    """

    today: str
    most: int | None = None
    links: bool = False
    run_url: str = ""
    notes: list[str] = field(default_factory=list)


def keep(
    forge: Forge,
    settings: Config,
    terms: Terms,
    *,
    client: Client | None = None,
    tries: Try | None = None,
    say: Say = say_nothing,
) -> UpkeepReport:
    """Do one run and return its report.

    `client` replaces the one that paces the real sources; without `tries` no link is tried.
    """
    base = read_list(forge, settings.layout)
    listed = book.newest(base, settings.list)
    files = forge.read_ledger()
    past = _past(forge, files)
    wanted = list(upkeep.asks_for(listed))
    with client or patient_client(settings) as feeds:
        answer = _asked(listed, wanted, files, settings=settings, terms=terms, client=feeds, say=say)
    known = dict(answer.standings)
    found = found_in(listed, known, settings, terms, past.refused)
    most = settings.upkeep.at_once if terms.most is None else terms.most
    written = _written(listed, found, past, most, tries)
    kept = {standing.FILE: standing.write(known, wanted)} if answer.count else {}
    links, dead = _dead_links(listed, files, settings.upkeep.links, terms, tries if terms.links else None)
    shown = _page(base, written, found.told, past, terms.run_url)
    saved = _show(forge, shown, terms) if written.files and isinstance(forge, Shows) else None
    kept |= links | (_answers(forge, past, written) if saved is not None else {})
    if kept:
        forge.write_ledger(kept, f"Remember the upkeep of {terms.today}")
    return UpkeepReport(
        slug=forge.slug,
        book=listed,
        papers=len(wanted),
        known=sum(key in known for key in wanted),
        asked=answer.count,
        found=found,
        written=written,
        saved=saved,
        waits=_idle(past, written),
        dead=dead,
        notes=tuple(terms.notes),
    )


def _asked(
    listed: Book,
    wanted: Sequence[str],
    files: Mapping[str, str],
    *,
    settings: Config,
    terms: Terms,
    client: Client,
    say: Say,
) -> Asked:
    """Where the papers of the list stand: what the ledger knows, and what the sources tell of those that are due."""
    from bot.sources import standing as asking

    known, skipped = standing.read(files.get(standing.FILE, ""))
    bare = upkeep.lacks_code(listed)
    answer = asking.ask(wanted, known, client, settings.sources, today=terms.today, lacking_code=bare, say=say)
    terms.notes.extend((*(f"{skip.what}: {skip.why}" for skip in skipped), *answer.trouble))
    return answer


def found_in(
    listed: Book, known: Mapping[str, Standing], settings: Config, terms: Terms, refused: frozenset[str] = frozenset()
) -> Found:
    """What is to be corrected by what is known."""
    aliases = settings.venues.aliases
    return upkeep.corrections(listed, known, today=terms.today, aliases=aliases, refused=refused)


def _written(listed: Book, found: Found, past: _Past, most: int, tries: Try | None) -> Written:
    """Write the corrections: those that wait already, then the best new ones; repositories that are gone stay out."""
    there = {one.name: one for one in found.corrections}
    waiting = [there.get(one.name, one) for one in past.waiting]
    names = {one.name for one in waiting}
    gone: list[Skip] = []

    def wanted() -> Iterator[Correction]:
        yield from waiting
        for one in found.corrections:
            if one.name not in names:
                if one.field == "code" and tries is not None and _is_gone(one.new, tries):
                    gone.append(Skip(what=f"{one.path}:{one.line} “{one.title}”", why=f"{one.new} is not there (yet)"))
                else:
                    yield one

    done = upkeep_write.written(listed, wanted(), max(most, len(waiting)))
    return replace(done, left=(*done.left, *gone))


def _is_gone(url: str, tries: Try) -> bool:
    return any(told is Reach.GONE for _, told in tries([url]))


def _dead_links(
    listed: Book, files: Mapping[str, str], most: int, terms: Terms, tries: Try | None
) -> tuple[dict[str, str], tuple[Skip, ...]]:
    """The ledger's file of links, where any was tried, and the dead ones."""
    if tries is None:
        return {}, ()
    links = link_health.links_of(listed)
    tried, skipped = link_health.read(files.get(link_health.FILE, ""))
    terms.notes.extend(f"{skip.what}: {skip.why}" for skip in skipped)
    for url, told in tries(link_health.chosen(links, tried, terms.today, most)):
        tried[url] = link_health.after(tried.get(url), url, told, terms.today)
    return {link_health.FILE: link_health.write(tried, links)}, link_health.dead(links, tried)


def _page(base: Base, written: Written, told: tuple[Skip, ...], past: _Past, run_url: str = "") -> Edit:
    """The pull request of the corrections, as an edit."""
    body = upkeep_page.body(written.made, past.declined, (*written.left, *told), run_url)
    title = upkeep_page.title(written.made)
    return Edit(name=upkeep_page.NAME, title=title, files=written.files, base=base, page=body)


def _show(forge: Shows, edit: Edit, terms: Terms) -> Saved | None:
    try:
        return forge.show(edit)
    except Conflict as error:
        terms.notes.append(str(error))
        return None


def _idle(past: _Past, written: Written) -> str:
    if past.page is None or written.files:
        return ""
    return f"nothing is left to correct of what waits in {past.page.url}: close it"


# --- after a push -----------------------------------------------------------------------------------------------------


def refresh(forge: Forge, settings: Config, base: Base) -> list[str]:
    """Write an open pull request of corrections again on the newest list, asking no source.

    Returns what went wrong, in sentences. No request where no such pull request waits.
    """
    if not isinstance(forge, Shows):
        return []
    page = next(iter(forge.shown(upkeep_page.NAME, waiting=True)), None)
    if page is None or not page.body:
        return []
    every, unticked = upkeep_page.read(page.body)
    past = _Past(page=page, open=every, refused=unticked)
    listed = book.newest(base, settings.list)
    written = upkeep_write.written(listed, past.waiting, len(every))
    terms = Terms(today="")
    if not written.files:
        return [_idle(past, written)]
    _show(forge, _page(base, written, (), past), terms)
    return terms.notes


# --- what people said -------------------------------------------------------------------------------------------------


def _past(forge: Forge, files: Mapping[str, str]) -> _Past:
    if not isinstance(forge, Shows):
        return _Past()
    pages = forge.shown(upkeep_page.NAME)
    page = next((each for each in pages if each.waiting), None)
    refused: set[str] = set()
    for each in pages:
        every, unticked = upkeep_page.read(each.body)
        refused |= unticked if each is page else {one.name for one in every}
    shown, said_no = _read_answers(files.get(ANSWERS, ""))
    if page is None:
        # What a branch held that is gone without the list holding it was refused; what it holds is not found again.
        said_no |= shown
    open_now = upkeep_page.read(page.body)[0] if page else ()
    return _Past(page=page, open=open_now, refused=frozenset(refused | said_no), shown=frozenset(shown))


def _read_answers(text: str) -> tuple[set[str], set[str]]:
    try:
        row = json.loads(text or "{}")
        return set(map(str, row.get("shown", ()))), set(map(str, row.get("refused", ())))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return set(), set()


def _answers(forge: Forge, past: _Past, written: Written) -> dict[str, str]:
    """On a disk: what is shown now, and what was refused so far."""
    if forge.name == "github":
        return {}
    shown = sorted({one.name for one in written.made} | (past.shown if past.page else set()))
    return {ANSWERS: json.dumps({"shown": shown, "refused": sorted(past.refused)}, ensure_ascii=False, indent=0)}
