"""A trending page saved or pasted as text: titles and abstracts in turn, with the site's own words in between.

Nothing marks a title but its length: of 84,000 real papers the longest title has 226 characters and 33 abstracts have
under 250. So a block of at most 250 is a title, a longer one an abstract; a short block that ends in a full stop after
a title counts as its abstract too. A missing line costs only the paper it belongs to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.model import Paper, Skip
from bot.planning.batch import Batch
from bot.sources import text
from bot.sources.gathering import Gathering
from bot.sources.http import Client

NAME = "page"
LONGEST_TITLE = 250
MOST_CHARACTERS = 16 * 1024 * 1024

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_HEADER = re.compile(
    rf"(?:new|subscribe|by\s?ak and the research community|(?:{_MONTHS})[a-z]* \d{{1,2}}(?:, \d{{4}})?|"
    r"get trending papers in your email inbox(?: once a day)?!|trending papers|daily papers|"
    r"(?:previous|next)(?: page)?|[<>←→]|\d+|\d+ authors?|submitted by|upvote \d*)",
    re.IGNORECASE,
)
"""Lines that belong to the site and not to a paper."""
_GLUED = re.compile(r"Subscribe(?=[^\sa-z])")


def collect(name: str, page: str, client: Client) -> Batch:
    """Read one saved page; `name` is its path, `page` its text."""
    gathered = Gathering(source=source_name(name))
    with client.turn() as turn:
        papers, skipped = parse(page.encode("utf-8", "surrogatepass"), name)
        gathered.add(papers, skipped)
    return gathered.batch(turn, quiet=f"{name} holds no paper")


def source_name(path: str) -> str:
    """What a report calls a saved page."""
    return f"{NAME} {path}"


def parse(body: bytes, name: str = "") -> tuple[list[Paper], list[Skip]]:
    """Read the papers of one page in its order; a title or an abstract that stands alone is skipped and named."""
    reading = _Reading(sources=(source_name(name).strip(),))
    for number, line in enumerate(_lines(body), start=1):
        block = text.one_line(line, MOST_CHARACTERS)
        if block and not _HEADER.fullmatch(block):
            reading.take(block, number)
    reading.flush()
    return reading.papers, reading.skipped


def _lines(body: bytes) -> list[str]:
    page = body.decode("utf-8-sig", "replace")
    return re.split(r"\r\n|\r|\n", _GLUED.sub("", page, count=1))


@dataclass(kw_only=True, slots=True)
class _Reading:
    sources: tuple[str, ...]
    papers: list[Paper] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    title: str = ""

    def take(self, block: str, line: int) -> None:
        if len(block) <= LONGEST_TITLE and not (self.title and block.endswith(".")):
            self.flush()
            self.title = block
        elif self.title:
            self.finish(block)
        else:
            self.skipped.append(Skip(what=f"line {line}: {block[:60]}…", why="an abstract without a title above it"))

    def finish(self, abstract: str) -> None:
        title = text.one_line(self.title, text.TITLE)
        self.papers.append(Paper(title=title, abstract=text.one_line(abstract), sources=self.sources))
        self.title = ""

    def flush(self) -> None:
        if self.title:
            self.skipped.append(Skip(what=self.title, why="a title without an abstract below it"))
            self.title = ""
