"""The form's fields ⇄ a paper: what a person may change before an entry lands.

In the form every field is one text. Tags and authors are parted by commas, code links stand one per line as
`Label https://…`; the section is its heading path as people write it, `A > B`. Of a proposal with several papers only
`unticked` can be changed: the keys of those that are left out, one per line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.model import SECTION_SEPARATOR, Link, Paper, Proposal

FIELDS = ("title", "venue", "tags", "section", "authors", "code", "idea", "unticked")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_URL = re.compile(r"https?://\S+")


def form_of(paper: Paper, section: tuple[str, ...]) -> dict[str, str]:
    """The form's texts for a paper."""
    return {
        "title": paper.title,
        "venue": paper.venue,
        "tags": ", ".join(paper.tags),
        "section": SECTION_SEPARATOR.join(section),
        "authors": ", ".join(paper.authors),
        "code": "\n".join(f"{link.label} {link.url}".strip() for link in paper.code),
        "idea": paper.idea,
        "unticked": "",
    }


def form_of_proposal(proposal: Proposal) -> dict[str, str]:
    """The form's texts for a proposal, of one paper or several."""
    left_out = "\n".join(member.key for member in proposal.members if not member.ticked)
    return form_of(proposal.paper, proposal.section) | {"unticked": left_out}


def changed(proposal: Proposal, form: Mapping[str, object]) -> dict[str, str]:
    """The fields of `form` that say something else than the proposal."""
    before = form_of_proposal(proposal)
    asked = ("unticked",) if proposal.members else FIELDS[:-1]
    texts = {name: str(form[name]).strip() for name in asked if name in form}
    return {name: text for name, text in texts.items() if text != before[name].strip()}


def revised(proposal: Proposal, form: Mapping[str, object]) -> tuple[Paper, tuple[str, ...]]:
    """The paper and section after a person's changes; a field that is not in `form` stays as it was."""
    edits = changed(proposal, form)
    paper = proposal.paper
    for name, text in edits.items():
        paper = with_field(paper, name, text)
    section = tuple(part.strip() for part in edits["section"].split(SECTION_SEPARATOR)) if "section" in edits else None
    return paper, section or proposal.section


def boxes(proposal: Proposal, form: Mapping[str, object]) -> dict[str, bool]:
    """The check boxes of a proposal's papers (key → ticked) that the form has in another state."""
    left_out = set(str(changed(proposal, form)["unticked"]).split()) if "unticked" in changed(proposal, form) else None
    if left_out is None:
        return {}
    return {m.key: m.key not in left_out for m in proposal.members if m.ticked is (m.key in left_out)}


def code_links(text: str) -> tuple[Link, ...]:
    """Links of a text: what stands before an address on its line is its label; `Official` where nothing does."""
    links: list[Link] = []
    for line in text.splitlines():
        start = 0
        for found in _URL.finditer(line):
            label = line[start : found.start()].strip(" :|,[]()-")
            links.append(Link(label=label or "Official", url=found.group().rstrip(").,")))
            start = found.end()
    return tuple(links)


def with_field(paper: Paper, name: str, text: str) -> Paper:
    """The paper with one field of the form changed; the section is not a field of a paper."""
    line = " ".join(text.split())
    if name == "title":
        # A paper needs a title, so an emptied field is ignored.
        return replace(paper, title=line or paper.title)
    if name == "url":
        # It needs a link as well.
        return replace(paper, url=line or paper.url)
    if name == "venue":
        year = _YEAR.search(line)
        return replace(paper, venue=line, year=int(year[0]) if year else paper.year)
    if name == "tags":
        return replace(paper, tags=_parts(text))
    if name == "authors":
        return replace(paper, authors=_parts(text))
    if name == "code":
        return replace(paper, code=code_links(text))
    return replace(paper, idea=line) if name == "idea" else paper


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in (" ".join(piece.split()) for piece in re.split(r"[,\n]", text)) if part)
