"""A proposal as a person's commits on its branch leave it: its state, and what its entry says now.

What they changed is told by what we would write where the branch left: only what differs from that is theirs. So an
abstract, an identity, whatever an entry does not print, stays known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from bot.book import Book
from bot.errors import ListError
from bot.model import Entry, Member, Paper, Proposal, State, paper_of
from bot.proposing.line_changes import changed

Section = tuple[str, ...]


def read(newest: Book, waiting: Proposal) -> Proposal:
    """The proposal as its branch has it; the same where nobody wrote there since its text was written."""
    if not (waiting.untold and waiting.branched):
        return waiting
    forked = {each.path: each.forked for each in waiting.branched if each.path in newest.texts}
    there = newest.with_texts(forked)
    try:
        ours = _Branch(there.with_texts(there.entry_of(_as_written_last(waiting)).files()), forked)
    except ListError:  # what it was made for is gone there: nobody can tell their words from ours
        return waiting
    theirs = _Branch(newest.with_texts({each.path: each.written for each in waiting.branched}), forked)
    after = _as_said(waiting, ours, theirs)
    return after if after == waiting and theirs.lines == ours.lines else replace(after, state=State.REVISED)


def _as_written_last(waiting: Proposal) -> Proposal:
    """The proposal with the papers of a group that its branch holds, whatever its boxes say by now."""
    members = tuple(replace(member, ticked=member.written, gone="") for member in waiting.members)
    return replace(waiting, members=members)


def _as_said(waiting: Proposal, ours: _Branch, theirs: _Branch) -> Proposal:
    if not waiting.members:
        paper, section = _said(waiting.paper, waiting.section, ours, theirs)
        return replace(waiting, paper=paper, section=section)
    return replace(waiting, members=tuple(_member_said(member, ours, theirs) for member in waiting.members))


def _member_said(member: Member, ours: _Branch, theirs: _Branch) -> Member:
    paper, section = _said(member.paper, member.section, ours, theirs, alone=False)
    return replace(member, paper=paper, section=section)


@dataclass(frozen=True)
class _Branch:
    """The list as a branch has it, and the texts its files had where it left."""

    book: Book
    forked: Mapping[str, str]

    @property
    def lines(self) -> Counter[tuple[str, str, str]]:
        """The lines it takes out and adds; on which line they stand is the list's affair."""
        return Counter(
            (path, sign, line)
            for path in self.forked
            for sign, _, lines in _changes(self.forked[path], self.book.texts[path])
            for line in lines
        )

    def entry(self, paper: Paper, *, alone: bool) -> Entry | None:
        """The entry that is this paper for certain; with `alone` also the only one the branch adds."""
        found = self.book.listed(paper)
        if found:
            return next((entry for path, entry in self.book.placed if (path, entry.line) == found), None)
        added = self._added if alone else ()
        return added[0] if len(added) == 1 else None

    @property
    def _added(self) -> list[Entry]:
        new = {
            (path, first + place)
            for path in self.forked
            for sign, first, lines in _changes(self.forked[path], self.book.texts[path])
            for place in range(len(lines))
            if sign == "+"
        }
        return [entry for path, entry in self.book.placed if (path, entry.line) in new]


def _changes(before: str, after: str) -> Iterator[tuple[str, int, list[str]]]:
    """Lines taken out (`-`) and added (`+`), with the number of the first (1-based, in its own text)."""
    old, new = (text.replace("\r\n", "\n").split("\n") for text in (before, after))
    for part in changed(old, new):
        yield "-", part.start + 1, old[part.start : part.end]
        yield "+", part.first + 1, new[part.first : part.last]


def _said(
    paper: Paper, section: Section, ours: _Branch, theirs: _Branch, *, alone: bool = True
) -> tuple[Paper, Section]:
    """The paper and its section with what a person changed of its entry."""
    before, after = ours.entry(paper, alone=alone), theirs.entry(paper, alone=alone)
    if before is None or after is None:
        return paper, section
    old, new = paper_of(before), paper_of(after)
    changed = {f.name: getattr(new, f.name) for f in fields(Paper) if getattr(new, f.name) != getattr(old, f.name)}
    if "keys" in changed:
        changed["keys"] = tuple(dict.fromkeys((*paper.keys, *new.keys)))
    return replace(paper, **changed), section if after.section == before.section else after.section
