"""The pull requests of a repository: one request where little is new, whatever the past holds.

Pull requests come newest change first. Where there are more than one page of them, the ledger's memory holds the older
ones, and reading stops at its watermark: the newest change it knows of.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from bot.forge.github_calls import Calls
from bot.forge.github_marks import Page, marked, page_of, proposal_on, read_mark
from bot.model import Match, Placement, Relevance, Verdict
from bot.proposing.proposal_block import hidden_block

MEMORY = "pull-requests.jsonl"
"""The file of the ledger that remembers pull requests."""
_WITH_ABSTRACT = 200
_SEEN_FRESH = 60.0
_QUERY = {"state": "all", "sort": "updated", "direction": "desc"}


@dataclass(frozen=True, slots=True)
class Memory:
    """What the ledger remembers: our pull requests in any state, people's open ones, and the newest change."""

    watermark: str = ""
    pages: Mapping[int, Page] = field(default_factory=dict)
    added: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Number → (head, the lines it adds) of people's pull requests, which are read once per head."""


class Listing:
    """The pull requests as last read; `deep` says that one page did not hold everything new."""

    def __init__(self, calls: Calls, remembered: Callable[[], Memory]) -> None:
        self._calls, self._remembered = calls, remembered
        self.pages: dict[int, Page] = {}
        self.deep = False
        self.was_read = float("-inf")
        self._opened: tuple[float, Mapping[int, tuple[str, str]]] | None = None

    def read(self) -> list[Page]:
        """Read what changed; the memory is only asked where the first page does not hold everything."""
        found: dict[int, Page] = {}
        memory, self.deep = Memory(), False
        for items, more in self._calls.pages("list pull requests", "/pulls", _QUERY):
            pages = [page_of(item, self._calls.slug) for item in items]
            for page in pages:
                # A page may come twice when something changed between two requests: the first is the newer.
                found.setdefault(page.number, page)
            if more and not self.deep:
                memory, self.deep = self._remembered(), True
            if more and memory.watermark and pages[-1].updated < memory.watermark:
                break
        old = self._again({number: page for number, page in memory.pages.items() if number not in found})
        self.pages, self.was_read = {**old, **found}, self._calls.seconds()
        return [self.pages[number] for number in sorted(self.pages, reverse=True)]

    def fresh(self, seconds: float) -> Mapping[int, Page]:
        """The pull requests as they were at most `seconds` ago."""
        if self._calls.seconds() - self.was_read > seconds:
            self.read()
        return self.pages

    def age(self) -> float:
        """Seconds since the pull requests were read."""
        return self._calls.seconds() - self.was_read

    def saw(self, opened: Mapping[int, tuple[str, str]]) -> None:
        """Note what is open, number → (head, last change), as another query showed it; used by the next reading."""
        self._opened = self._calls.seconds(), opened

    def _seen(self) -> Mapping[int, tuple[str, str]] | None:
        opened, self._opened = self._opened, None
        return opened[1] if opened and self._calls.seconds() - opened[0] <= _SEEN_FRESH else None

    def _again(self, remembered: Mapping[int, Page]) -> dict[int, Page]:
        """Remembered pages; open ones are compared with GitHub, because a push may not count as a change.

        One request, none where `saw` was called a moment ago; and one for each page that changed.
        """
        waiting = [page for page in remembered.values() if page.ours and page.state == "open"]
        fresh: dict[int, Page] = {}
        seen = self._seen()
        if waiting and seen is None:
            for items, _ in self._calls.pages("list open pull requests", "/pulls", {"state": "open"}):
                fresh |= {item["number"]: page_of(item, self._calls.slug) for item in items}
        for page in waiting:
            if page.number not in fresh and (seen or {}).get(page.number) != (page.head, page.updated):
                fresh[page.number] = self.one(page.number)
        return {number: fresh.get(number, page) for number, page in remembered.items()}

    def one(self, number: int) -> Page:
        """Read one pull request now."""
        return self.keep(self._calls.do(f"read #{number}", lambda: self._calls.send("GET", f"/pulls/{number}")))

    def of_branch(self, branch: str) -> list[Page]:
        """Every pull request from one branch, newest first."""
        owner = self._calls.slug.partition("/")[0]
        query = {"head": f"{owner}:{branch}", "state": "all"}
        pages = [
            self.keep(item) for items, _ in self._calls.pages(f"look for {branch}", "/pulls", query) for item in items
        ]
        return sorted(pages, key=lambda page: -page.number)

    def keep(self, data: dict[str, Any]) -> Page:
        """Take over a pull request that GitHub just returned."""
        page = page_of(data, self._calls.slug)
        self.pages[page.number] = page
        return page


# --- memory ⇄ text --------------------------------------------------------------------------------------------------


def read_memory(text: str) -> Memory:
    """Read the memory's file; a line that cannot be read costs a request, not a proposal."""
    watermark, pages, added = "", {}, {}
    for line in filter(None, text.split("\n")):
        try:
            row = json.loads(line)
            if "watermark" in row:
                watermark = str(row["watermark"])
            elif "added" in row:
                added[int(row["number"])] = (str(row["head"]), str(row["added"]))
            else:
                page = _page(row)
                pages[page.number] = page
        except (ValueError, TypeError, KeyError, RecursionError):
            # With a hole in it the memory is not to be trusted: everything is read again.
            return Memory()
    return Memory(watermark, pages, added)


def _page(row: Mapping[str, Any]) -> Page:
    known = {f.name: row[f.name] for f in fields(Page) if f.name in row}
    lists: dict[str, Any] = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    return Page(**{**known, **lists})


def write_memory(pages: Iterable[Page], added: Mapping[int, tuple[str, str]]) -> str:
    """The text that remembers these pull requests, newest first."""
    every = sorted(pages, key=lambda page: -page.number)
    watermark = max((page.updated for page in every), default="")
    rows: list[dict[str, Any]] = [{"watermark": watermark}]
    kept = [page for page in every if page.ours or page.state == "open"]
    rows += [_row(page, abstract=place < _WITH_ABSTRACT) for place, page in enumerate(kept)]
    opened = {page.number for page in kept if not page.ours}
    rows += [{"number": n, "head": head, "added": text} for n, (head, text) in added.items() if n in opened]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _row(page: Page, *, abstract: bool) -> dict[str, Any]:
    body = page.body if page.ours and page.state == "open" else _short(page, abstract=abstract)
    row = asdict(replace(page, body=body))
    return {f.name: row[f.name] for f in fields(Page) if row[f.name] != f.default}


def _short(page: Page, *, abstract: bool) -> str:
    """A body cut to what identifies the paper and tells the decision."""
    mark, _ = read_mark(page.body)
    read = proposal_on(page)
    if not page.ours or read is None:
        return ""
    paper = read.paper if abstract else replace(read.paper, abstract="", idea="", citation="", categories=())
    bare = replace(
        read,
        paper=paper,
        relevance=Relevance(score=read.relevance.score),
        placement=Placement(),
        match=Match(verdict=Verdict.NEW),
        twin="",
    )
    return marked(hidden_block(bare), mark)
