"""A pasted text → papers → candidates, through the same hops as a run.

A text is a BibTeX file where it holds an `@entry{`; a list of links or ids where most lines hold one; else a saved
trending page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot import plan
from bot.commands.job import rules_of, survey
from bot.config import Arxiv
from bot.identity import is_strong, keys_of
from bot.model import Held, Paper, Skip, Wait
from bot.sources import arxiv, page
from bot.sources.http import Client
from bot.sources.resolve import resolve
from webapp.services.desk import Desk
from webapp.services.settings_form import stored

LONGEST = 4_000_000
"""Characters of a text that is read."""
_BIBTEX = re.compile(r"@(\w+)\s*[{(]\s*([^,\s}]*)\s*,")
_ADDRESS = re.compile(r"https?://\S+|(?:arXiv:)?\d{4}\.\d{4,5}(?:v\d+)?|10\.\d{4,9}/\S+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What was recognised: the kind of text, its papers, and what could not be read and why."""

    kind: str
    papers: tuple[Paper, ...] = ()
    skipped: tuple[Skip, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What the bot makes of pasted papers: candidates best first, what is known already and where, what has no link."""

    candidates: tuple[Held, ...] = ()
    known: tuple[tuple[str, str], ...] = ()
    unresolved: tuple[Skip, ...] = ()


def read(text: str) -> Read:
    """Recognise a pasted text and read its papers."""
    text = text[:LONGEST]
    if _BIBTEX.search(text):
        return _bibtex(text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    linked = sum(bool(_ADDRESS.search(line)) for line in lines)
    if lines and linked * 2 >= len(lines):
        return _links(lines)
    papers, skipped = page.parse(text.encode("utf-8", "surrogatepass"), "pasted")
    return Read(kind="a trending page", papers=tuple(papers), skipped=tuple(skipped))


def look_up(found: Read, desk: Desk) -> Read:
    """Ask the feeds for titles of bare ids and for links of bare titles."""
    settings = stored(desk).read
    client = Client(contact=settings.contact)
    bare = [paper.arxiv_id for paper in found.papers if _untitled(paper) and paper.arxiv_id]
    lookup = arxiv.papers_by_id(client, settings.sources.arxiv or Arxiv(), bare) if bare else None
    by_id = {paper.arxiv_id: paper for paper in lookup.papers} if lookup else {}
    papers = [replace(by_id.get(p.arxiv_id, p), sources=p.sources) if _untitled(p) else p for p in found.papers]
    resolved = resolve(papers, client, settings.sources)
    missing = lookup.missing if lookup else ()
    unresolved = (*resolved.unresolved, *resolved.put_off)
    return replace(found, papers=resolved.papers, skipped=(*found.skipped, *missing, *unresolved))


def judge(desk: Desk, found: Read, today: str) -> Judged:
    """Run the planner over the papers; nothing is written."""
    settings = stored(desk).read
    titled = [paper for paper in found.papers if not _untitled(paper)]
    untitled = [
        Skip(what=paper.url, why="its title is not known yet: look it up") for paper in found.papers if _untitled(paper)
    ]
    planned = plan.plan(survey(desk.forge, settings), titled, rules_of(settings, today))
    fitting = (Held(candidate=one, wait=Wait.NOTHING, reason="fits the cut") for one in planned.proposed)
    held = [*fitting, *planned.held]
    linked = [h for h in held if any(is_strong(key) for key in keys_of(h.candidate.paper)) or h.candidate.paper.url]
    without = [Skip(what=h.candidate.paper.title, why=h.reason) for h in held if h not in linked]
    return Judged(
        candidates=tuple(sorted(linked, key=lambda h: -h.candidate.relevance.score)),
        known=tuple((dropped.paper.title, dropped.where) for dropped in planned.dropped),
        unresolved=(*untitled, *without),
    )


# --- links ----------------------------------------------------------------------------------------------------------


def _links(lines: Sequence[str]) -> Read:
    papers: list[Paper] = []
    skipped: list[Skip] = []
    for line in lines:
        address = _ADDRESS.search(line)
        if address is None:
            skipped.append(Skip(what=line[:120], why="holds no link or id"))
            continue
        title = (line[: address.start()] + line[address.end() :]).strip(" -–*•:,;()[]<>|\t.")
        papers.append(_linked(address.group().rstrip(").,;]>"), title))
    return Read(kind="links", papers=tuple(papers), skipped=tuple(skipped))


def _linked(address: str, title: str) -> Paper:
    bare = re.sub(r"^arxiv:", "", address, flags=re.IGNORECASE)
    url = address if "://" in address else f"https://{'doi.org' if bare.startswith('10.') else 'arxiv.org/abs'}/{bare}"
    paper = Paper(title=title or url, url=url, sources=("pasted",))
    ids = [key.partition(":")[2] for key in keys_of(paper) if key.startswith("arxiv:")]
    return replace(paper, arxiv_id=ids[0] if ids else "")


def _untitled(paper: Paper) -> bool:
    return paper.title == paper.url


# --- BibTeX ---------------------------------------------------------------------------------------------------------


def _bibtex(text: str) -> Read:
    papers: list[Paper] = []
    skipped: list[Skip] = []
    starts = list(_BIBTEX.finditer(text))
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        body = text[start.end() : following.start() if following else len(text)]
        fields = dict(_fields(body))
        if start.group(1).lower() in ("string", "comment", "preamble"):
            continue
        if not fields.get("title"):
            skipped.append(Skip(what=start.group(2), why="has no title"))
            continue
        papers.append(_cited(fields))
    return Read(kind="BibTeX", papers=tuple(papers), skipped=tuple(skipped))


def _cited(fields: dict[str, str]) -> Paper:
    archive = fields.get("archiveprefix", "") + fields.get("eprinttype", "")
    eprint = fields.get("eprint", "") if "arxiv" in archive.lower() else ""
    venue = fields.get("booktitle") or fields.get("journal") or ""
    year = fields.get("year", "")
    doi = fields.get("doi", "")
    url = fields.get("url") or (
        f"https://arxiv.org/abs/{eprint}" if eprint else f"https://doi.org/{doi}" if doi else ""
    )
    return Paper(
        title=fields["title"],
        abstract=fields.get("abstract", ""),
        authors=tuple(_name(author) for author in re.split(r"\s+and\s+", fields.get("author", "")) if author.strip()),
        url=url,
        arxiv_id=eprint,
        doi=doi,
        journal_ref="" if venue.lower().startswith("arxiv") else f"{venue} {year}".strip(),
        year=int(year) if year.isdigit() else None,
        sources=("pasted",),
    )


def _fields(body: str) -> Iterator[tuple[str, str]]:
    """Fields of one entry: `name = {value}`, `name = "value"` or `name = word`; braces inside a value are dropped."""
    for found in re.finditer(r"(\w+)\s*=\s*", body):
        value = _value(body, found.end())
        yield found.group(1).lower(), " ".join(value.replace("{", "").replace("}", "").split())


def _value(body: str, start: int) -> str:
    if body[start : start + 1] not in ("{", '"'):
        return re.split(r"[,}\n]", body[start:], maxsplit=1)[0]
    closes = "}" if body[start] == "{" else '"'
    depth = 0
    for place in range(start + 1, len(body)):
        if depth == 0 and body[place] == closes:
            return body[start + 1 : place]
        depth += {"{": 1, "}": -1}.get(body[place], 0)
    return body[start + 1 :]


def _name(author: str) -> str:
    last, comma, first = author.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else author.strip()
