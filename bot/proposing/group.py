"""Several papers in one proposal: which go together, how they are written, and what ticking and unticking does.

A group's entries stand in one block per section. Its branch is a function of the papers it was opened with, so that a
run that was killed and done again finds it. Members that leave the group stay in its record, but not in the list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from statistics import fmean

from bot import awesome, house_style, proposal
from bot.awesome import AwesomeList, History
from bot.ledger import Answer, Decision
from bot.matching.listed import listed_at
from bot.model import Branched, Candidate, Insertion, Member, Paper, Placement, Proposal, Relevance
from bot.proposing.carry import new_lines
from bot.proposing.proposal_bounds import fitted
from bot.proposing.proposal_names import branch_of
from bot.reading.section_names import find_section
from bot.telling.odds import percent

MOST = 10
"""The most papers in one proposal: what a person reads in one sitting."""


def split(candidates: Iterable[Candidate], by: str) -> list[list[Candidate]]:
    """The candidates as proposals: each alone (`paper`), those of one section (`section`), or all (`run`)."""
    groups: dict[object, list[list[Candidate]]] = {}
    every: list[list[Candidate]] = []
    for place, candidate in enumerate(candidates):
        kind: object = {"section": candidate.section, "run": ""}.get(by, place)
        own = groups.setdefault(kind, [])
        if not own or len(own[-1]) >= MOST:
            own.append([])
            every.append(own[-1])
        own[-1].append(candidate)
    return every


def key_of(keys: Iterable[str]) -> str:
    """A group's key: a function of its papers' keys, in whatever order they come."""
    joined = "\n".join(sorted(keys)).encode("utf-8", "surrogatepass")
    return f"group:{hashlib.sha256(joined).hexdigest()[:16]}"


def compose(candidates: Sequence[Candidate], *, path: str) -> Proposal:
    """The proposal of several candidates, without title and body, which `proposal.describe` adds."""
    members = tuple(_member(candidate) for candidate in candidates)
    key = key_of(candidate.key for candidate in candidates)
    sections = {candidate.section for candidate in candidates}
    composed = Proposal(
        key=key,
        branch=branch_of(key),
        title="",
        body="",
        paper=proposal.together(members),
        section=sections.pop() if len(sections) == 1 else (),
        path=path,
        members=members,
        relevance=Relevance(
            score=fmean(candidate.relevance.score for candidate in candidates),
            why=tuple(
                f"{percent(candidate.relevance.score)}: {candidate.paper.title[:150]}" for candidate in candidates
            ),
        ),
        placement=Placement(),
    )
    return fitted(composed)


def _member(candidate: Candidate) -> Member:
    return Member(
        key=candidate.key,
        paper=candidate.paper,
        section=candidate.section,
        score=candidate.relevance.score,
        why=candidate.relevance.why[0] if candidate.relevance.why else "",
        twin=candidate.twin,
    )


# --- writing --------------------------------------------------------------------------------------------------------


def rendered(alist: AwesomeList, members: Iterable[Member]) -> Insertion:
    """The list with the wanted members' entries, one block in each section; `block` holds the new lines alone.

    Raises ListError where one cannot be written.
    """
    sections: dict[tuple[str, ...], list[Paper]] = {}
    for member in members:
        if member.wanted:
            section = find_section(alist, member.section).path
            sections.setdefault(section, []).append(proposal.safe_paper(member.paper))
    blocks: list[tuple[int, str]] = []
    text = alist.text
    for section, papers in sections.items():
        newer = _in_order(text, alist.history, papers, section) or _in_a_row(text, alist.history, papers, section)
        blocks.append(_added(text, newer))
        text = newer
    blocks.sort()
    return Insertion(text=text, block="".join(f"{block}\n" for _, block in blocks), line=blocks[0][0] if blocks else 1)


def _in_order(text: str, history: History, papers: Sequence[Paper], section: tuple[str, ...]) -> str:
    """The list with each paper where the section's order puts it; "" where they would not stand in one block."""
    newer = text
    for paper in papers:
        newer = house_style.add(awesome.parse(newer, history), paper, section).text
    return newer if _is_one_block(text, newer) else ""


def _in_a_row(text: str, history: History, papers: Sequence[Paper], section: tuple[str, ...]) -> str:
    """The list with the first paper where the section's order puts it, and the others right behind it."""
    line = 0
    for paper in papers:
        written = house_style.add(awesome.parse(text, history), paper, section, behind=line)
        last = written.line + written.block.rstrip("\r\n").count("\n")
        text = written.text
        line = max(e.line for e in awesome.parse(text).entries if written.line <= e.line <= last)
    return text


def _is_one_block(before: str, after: str) -> bool:
    head, tail = _common(before, after)
    return head + tail >= len(before)


def _added(before: str, after: str) -> tuple[int, str]:
    """The line of the one block that `after` adds, and its text without blank lines around it."""
    old, new = before.split("\n"), after.split("\n")
    head, tail = _common(old, new)
    tail = min(tail, len(old) - head)
    lines = new[head : len(new) - tail]
    blank = next((place for place, line in enumerate(lines) if line.strip()), 0)
    return head + blank + 1, "\n".join(lines).strip("\r\n")


def _common(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many lines of both are equal at the beginning, and at the end."""
    most = min(len(before), len(after))
    head = next((place for place in range(most) if before[place] != after[place]), most)
    tail = next((place for place in range(most) if before[-1 - place] != after[-1 - place]), most)
    return head, tail


def leaving(waiting: Proposal) -> tuple[Branched, ...]:
    """What a person wrote on a group's branch, without the members that leave it."""
    gone = [member.paper for member in waiting.members if member.written and not member.wanted]
    return tuple(replace(each, written=_without_all(each, gone)) for each in waiting.branched)


def _without_all(each: Branched, papers: Iterable[Paper]) -> str:
    written = each.written
    for paper in papers:
        written = without(written, paper, unless=each.forked)
    return written


def shown(before: str, after: str) -> Insertion:
    """What a person's version of a list adds, as an insertion: all new lines, and the line of the first."""
    added = new_lines(before.split("\n"), after.split("\n"))
    block = "\n".join(line for _, lines in added for line in lines).strip("\r\n")
    return Insertion(text=after, block=f"{block}\n", line=added[0][0] + 1 if added else 1)


def without(text: str, paper: Paper, unless: str = "") -> str:
    """A list without the entry of a paper; as it is where there is none, or where `unless` lists it too."""
    alist = awesome.parse(text)
    line = listed_at(alist, paper)
    if line is None or (unless and listed_at(awesome.parse(unless), paper) is not None):
        return text
    return awesome.remove(alist, next(entry for entry in alist.entries if entry.line == line))


# --- what became of the members -------------------------------------------------------------------------------------


def settled(waiting: Proposal, listed: Callable[[Paper], tuple[str, int] | None]) -> tuple[Member, ...]:
    """The members as the newest list leaves them: those somebody else brought are gone.

    `listed` tells the file and the line that hold a paper.
    """
    return tuple(_settled(member, None if member.gone else listed(member.paper)) for member in waiting.members)


def _settled(member: Member, there: tuple[str, int] | None) -> Member:
    return replace(member, gone=f"in {there[0]} already, line {there[1]}") if there else member


def is_written(waiting: Proposal) -> bool:
    """Whether the branch holds just the members that are wanted."""
    return all(member.written is member.wanted for member in waiting.members)


def decisions(proposals: Iterable[Proposal], before: Sequence[Decision], today: str) -> list[Decision]:
    """The decisions with a no for every unticked paper, and without those a person ticked again."""
    unticked: dict[str, Decision] = {}
    for each in proposals:
        for member in each.members:
            if not member.ticked and not member.gone:
                unticked[member.key] = Decision(
                    key=member.key,
                    answer=Answer.DISMISSED,
                    title=member.paper.title,
                    when=today,
                    reason=f"unticked in {each.branch if each.number is None else f'#{each.number}'}",
                    unticked=True,
                )
    kept = [d for d in before if not d.unticked or d.key in unticked]
    known = {d.key for d in kept if d.answer is Answer.DISMISSED}
    return [*kept, *(decision for key, decision in unticked.items() if key not in known)]
