"""The facts of a paper in the forms in which a list prints them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot import escape
from bot.identity import arxiv_id_of
from bot.model import Link, Paper
from bot.reading import dates, printed_links
from bot.reading.fields import Field, is_mark
from bot.reading.preprint import is_preprint
from bot.writing.template import arxiv_of, doi_of, repo_of

COUNTED = (
    Field.AUTHORS,
    Field.VENUE,
    Field.DATE,
    Field.TAG,
    Field.MARK,
    Field.CODE,
    Field.LINK,
    Field.IDEA,
    Field.CITATION,
)
"""Fields of which a paper has some number, and an entry some number of places."""
SPLIT_TITLE = re.compile(r"(?P<head>[^:：]{1,60}?)\s?[:：]\s+(?P<tail>\S.*)$", re.DOTALL)


@dataclass(frozen=True)
class Facts:
    """The facts of a paper, each as a list prints it."""

    paper: Paper
    table: bool = False
    code: str = ""
    """`owner/repo` of the code, where the paper at hand is only the part of one table cell."""
    cell: bool = False
    """Whether the paper at hand is such a part: a cell without an address makes none of its own."""
    told: frozenset[Field] = frozenset()
    """Fields that entries here print and that are inferred, as the paper lacks them: its date."""

    @cached_property
    def title(self) -> str:
        return _title(self.paper.title, table=self.table, given=not self.paper.sources)

    @cached_property
    def parts(self) -> tuple[str, str] | None:
        """Name and rest of a title with a colon."""
        found = SPLIT_TITLE.match(self.title)
        return (found["head"], found["tail"]) if found and len(found["head"].split()) <= 8 else None

    @cached_property
    def url(self) -> str:
        """The paper's address; made of its ids where it has none."""
        paper = self.paper
        if paper.url or self.cell:
            return harmless_url(paper.url)
        if arxiv := arxiv_id_of(paper):
            return f"https://arxiv.org/abs/{arxiv}"
        if paper.openreview_id:
            return f"https://openreview.net/forum?id={paper.openreview_id}"
        return f"https://doi.org/{paper.doi}" if paper.doi else ""

    @cached_property
    def repo(self) -> str:
        """`owner/repo` of the code, or of the work itself."""
        found = next((repo for link in self.paper.code if (repo := repo_of(link.url))), "")
        return found or self.code or repo_of(self.url)

    @cached_property
    def arxiv(self) -> str:
        return arxiv_of(self.url) or arxiv_id_of(self.paper)

    @cached_property
    def doi(self) -> str:
        """The DOI that the paper's address spells out, or leads to where it is no preprint's."""
        return doi_of(self.url) or ("" if arxiv_of(self.url) else self.paper.doi)

    @cached_property
    def computed(self) -> Mapping[str, str]:
        """What stands in the computed parts of a template, by their names, its address aside."""
        month = f"{self.day.month:02}" if self.day and self.day.month else ""
        keys = {"ym": f"{self.day.year}{month}", "y-m": f"{self.day.year}-{month}"} if self.day and month else {}
        return {"repo": self.repo, "arxiv": self.arxiv, "doi": self.doi, "year": str(self.year or ""), **keys}

    @cached_property
    def is_preprint(self) -> bool:
        """Whether the paper has no venue but a preprint's."""
        return not self.paper.venue or is_preprint(self.paper.venue)

    @cached_property
    def order(self) -> tuple[tuple[Field, Link], ...]:
        """The paper's links in printed order with their kinds, () where it does not bring one."""
        return printed_links.order_of(self.paper)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links beside the paper's own and its code."""
        return printed_links.beside(self.paper).links

    @cached_property
    def own(self) -> tuple[Link, ...]:
        """The paper's own links with the labels that they are printed with."""
        return tuple(link for kind, link in self.order if kind is Field.URL)

    @cached_property
    def ideas(self) -> tuple[str, ...]:
        """Each running text; lines that are indented go on with the text before them."""
        return texts_of(self.paper.idea)

    @cached_property
    def abstract(self) -> str:
        """The abstract in one line, as it may stand in a list."""
        return escape.entry_text(" ".join(self.paper.abstract.split()), table=self.table)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        return tuple(tag for tag in self.paper.tags if not is_mark(tag))

    @cached_property
    def named(self) -> int:
        """How many tags name their own subject (`Env: gym`), so that they stand in no list of tags."""
        return sum(map(names_itself, self.tags))

    @cached_property
    def lone(self) -> bool:
        """Whether the first tag is a name, as tags are that stand apart from a list of them."""
        return bool(self.tags) and is_name(self.tags[0])

    @cached_property
    def marks(self) -> tuple[str, ...]:
        return tuple(tag for tag in self.paper.tags if is_mark(tag))

    @cached_property
    def year(self) -> int | None:
        """The year printed beside the venue: that of the paper, else that of its day."""
        if self.paper.year:
            return self.paper.year
        day = self.day
        return day.year if day else None

    @cached_property
    def day(self) -> dates.Day | None:
        """When the paper appeared: its date, else its publication, else its arXiv id."""
        for text in (self.paper.date, self.paper.published):
            if text and (day := dates.from_iso(text) or dates.read(text)):
                return day
        if self.arxiv[:4].isdecimal() and self.arxiv[4:5] == ".":
            return dates.Day(2000 + int(self.arxiv[:2]), int(self.arxiv[2:4]))
        return dates.Day(self.paper.year) if self.paper.year else None

    @cached_property
    def counts(self) -> Mapping[Field, int]:
        """How many values there are for slots of each kind of which a paper has some number."""
        return {kind: self.count(kind) for kind in COUNTED}

    def count(self, kind: Field) -> int:
        """How many values there are for slots of a kind."""
        match kind:
            case Field.AUTHORS:
                return min(1, len(self.paper.authors))
            case Field.VENUE:
                return min(1, len(self.paper.venue))
            case Field.DATE:
                return min(1, len(self.paper.date) or (kind in self.told))
            case Field.TAG:
                return len(self.tags)
            case Field.MARK:
                return len(self.marks)
            case Field.CODE:
                return len(self.paper.code)
            case Field.LINK:
                return len(self.links)
            case Field.IDEA:
                return len(self.ideas)
            case Field.CITATION:
                return min(1, len(self.paper.citation))
            case _:
                return 1


def texts_of(idea: str) -> tuple[str, ...]:
    """The running texts of an entry: one per line, with the lines that stand deeper below it."""
    texts: list[str] = []
    for line in idea.split("\n"):
        if texts and line.startswith((" ", "\t")):
            texts[-1] += "\n" + line
        elif line.strip():
            texts.append(line)
    return tuple(texts)


def names_itself(tag: str) -> bool:
    """Whether a tag starts with what it is about: `Env: gym`."""
    return _NAMED.match(tag) is not None


def is_name(tag: str) -> bool:
    """Whether a tag looks like the name of a model: one word with capitals inside."""
    return " " not in tag and sum(letter.isupper() for letter in tag) > 1


def _title(text: str, *, table: bool, given: bool) -> str:
    """A title in one line; a person's own `<sup>` and the like stay, as they act on nothing."""
    line = re.sub(r"(?:(?<![ \t])[ \t]++)?[\r\n]+[ \t]*", " ", text).strip()
    if (
        _TROUBLE.search(_DRESSED.sub(r"\2", _BREAKS.sub(" ", line)) if given else line)
        or line.count("[") != line.count("]")
        or (table and "|" in line)
    ):
        return escape.entry_text(line, table=table)
    return line


_NAMED = re.compile(r"[^\W\d_][\w /&'-]{0,28}[:：]")
_DRESSED = re.compile(r"<(su[bp]|[bi]|em|strong)>([^<>]*)</\1>", re.IGNORECASE)
_BREAKS = re.compile(r"<br ?/?>", re.IGNORECASE)
_TROUBLE = re.compile(r"<[!/a-zA-Z]|\]\(|!\[|[\x00-\x1f\x7f]|https?://")


_ACTIVE_URL = re.compile(r"[<>\"\r\n]|^\s*(?:javascript|data|vbscript):", re.IGNORECASE)


def harmless_url(url: str) -> str:
    """An address as it is given, quoted where it could end its link, "" where it could act."""
    depth = 0
    for char in url:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            break
    return escape.safe_url(url) if depth or _ACTIVE_URL.search(url) else url


def harmless(paper: Paper, *, table: bool) -> Paper:
    """A paper of a feed with its texts escaped (the title on its own way); what a person gives is printed as written."""
    if not paper.sources:
        return paper
    return replace(escape.paper(paper, table=table), title=paper.title, date=paper.date)
