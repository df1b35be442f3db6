"""What goes wrong in a list of a known hand: entries not found, fields misread, blocks written otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.hands.form import Form
from benchmarks.hands.pages import Page
from bot import awesome, house_style
from bot.errors import GleanerError
from bot.model import Entry, Paper, paper_of


def faults(form: Form, page: Page, papers: Sequence[Paper]) -> Iterator[str]:
    """The first fault of each sort: `count`, `read`, `again` (written from its own fields), `new` (the last paper)."""
    text = page.text(form, papers[:-1])
    alist = awesome.parse(text)
    own = [entry for entry in alist.entries if entry.section == page.section]
    if len(own) != len(papers) - 1 or len(alist.entries) != len(own) + page.others:
        yield f"count: {len(own)} of {len(alist.entries)}\n{text[:1500]}"
        return
    for entry, paper in zip(own, papers, strict=False):
        if fault := misread(form, entry, paper):
            yield f"read: {fault}\n{alist.block(awesome.unit_of(alist, entry))}"
            break
    for entry in own:
        before = alist.block(awesome.unit_of(alist, entry))
        got = _added(awesome.remove(alist, entry), paper_of(entry), entry.section)
        if _uncounted(got, form) != _uncounted(before, form):
            yield f"again:\n  {before!r}\n  {got!r}"
            break
    got = _added(text, _of_a_feed(papers[-1], form), page.section).rstrip("\r\n")
    want = [page.ended(form.write(papers[-1], number)).rstrip("\r\n") for number in (len(papers), 1)]
    if got not in want:
        yield f"new:\n  {want[0]!r}\n  {got!r}"


def _of_a_feed(paper: Paper, form: Form) -> Paper:
    """The paper as a source tells it; the date in print is what the hand makes of its day."""
    return replace(paper, sources=("arxiv",), date=paper.date if form.dated else "")


def _uncounted(block: str, form: Form) -> str:
    """A block without its number: a paper of today counts on, and fills no hole."""
    return re.sub(r"\d+", "", block, count=1) if form.counted else re.sub(r"^\d+", "", block)


def _added(text: str, paper: Paper, section: tuple[str, ...]) -> str:
    try:
        return house_style.add(awesome.parse(text), paper, section).block
    except GleanerError as error:
        return f"refused: {error}"


def misread(form: Form, entry: Entry, paper: Paper) -> str:
    """The first field that is not what the hand printed, "" where all are."""
    if entry.title != paper.title:
        return f"title {entry.title!r}"
    if entry.url != paper.url:
        return f"url {entry.url!r}"
    if entry.authors != (paper.authors if "people" in form.shows else ()):
        return f"people {entry.authors}"
    if [link.url for link in entry.code] != [link.url for link in paper.code if "code" in form.shows]:
        return f"code {entry.code}"
    venue = paper.venue.partition(" ")[0] if "venue" in form.shows else ""
    if not entry.venue.startswith(venue) or (entry.venue and not venue and not entry.venue.startswith("arXiv")):
        return f"venue {entry.venue!r}"
    if "date" in form.shows and not entry.date:
        return "date missing"
    if "tags" in form.shows and not set(paper.tags) <= {tag.rpartition(": ")[2] for tag in entry.tags}:
        return f"tags {entry.tags}"
    if "idea" in form.shows and entry.idea.strip(". ") != paper.idea.strip(". "):
        return f"idea {entry.idea!r}"
    return ""
