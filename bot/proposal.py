"""Candidate ⇄ Proposal: branch, title, body with its hidden block, commit message; all both ways.

The hidden block is one JSON object in an HTML comment at the end of the body. It carries what is needed to write the
entry again on a newer list, so that an edited title or a lost ledger loses no proposal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import cast

from bot import boxes, escape
from bot.model import (
    SECTION_SEPARATOR,
    Candidate,
    Insertion,
    Link,
    Match,
    Member,
    Paper,
    Placement,
    Proposal,
    Relevance,
    Scored,
    Verdict,
)
from bot.odds import percent
from bot.paper_json import paper_from, paper_to
from bot.printed_links import beside

BRANCHES = "gleaner/"
KEY_TRAILER = "Gleaner-Key"
BODY_LIMIT = 60_000
"""Characters; GitHub refuses 65,536."""
_HIDDEN_LIMIT = 24_000
_URL_LIMIT = 2_000
_MEMBER_URL_LIMIT = 500
_TITLE_LIMIT = 500
_BLOCKS_SHOWN = 8
"""Files whose new lines a body shows; the branch holds them all."""
_LEFT_SHOWN = 20

_TEMPLATE = "<!-- gleaner: {} -->"
_PATTERN = re.compile(r"^<!-- gleaner: (\{.*\}) -->\s*$", re.MULTILINE)


def branch_of(key: str) -> str:
    """The branch that carries the paper with this key: git-legal, different for every key on every disk."""
    return BRANCHES + escape.branch(key)


def title_of(paper: Paper) -> str:
    """A proposal's title, as the forge shows it."""
    return f"Add: {escape.title(paper.title)}"


def together(members: Sequence[Member]) -> Paper:
    """The stand-in that names several papers as one: how many and where; its abstract lists them."""
    wanted = [member for member in members if member.wanted]
    places = list(dict.fromkeys(member.section for member in wanted))
    count = f"{len(wanted)} paper{'s' * (len(wanted) != 1)}"
    where = _short(places[0][-1], 100) if len(places) == 1 and places[0] else f"{len(places)} sections"
    listed = [_listed(member) for member in wanted]
    return Paper(
        title=f"{count} for {where}",
        abstract="\n".join(listed),
        sources=tuple(dict.fromkeys(source for member in wanted for source in member.paper.sources)),
    )


def _listed(member: Member) -> str:
    section = _short(SECTION_SEPARATOR.join(member.section), 100)
    return f"{_short(member.paper.title, 200)} ({section}), {member.paper.url[:200]}"


def compose(candidate: Candidate, *, path: str, insertion: Insertion, today: str, run_url: str = "") -> Proposal:
    """Write the proposal of one candidate: what `insertion` adds to `path`, and why; `today` is an ISO date."""
    composed = Proposal(
        key=candidate.key,
        branch=branch_of(candidate.key),
        title=title_of(candidate.paper),
        body="",
        paper=candidate.paper,
        section=candidate.section,
        path=path,
        relevance=_short_relevance(candidate.relevance),
        placement=_short_placement(candidate.placement),
        match=_short_match(candidate.match),
        twin=_short(candidate.twin, 1_000),
        twin_key=_short(candidate.twin_key, 300),
    )
    return describe(fitted(composed), insertion, today=today, run_url=run_url)


def describe(proposal: Proposal, insertion: Insertion, *, today: str, run_url: str = "") -> Proposal:
    """Write the body anew: after a change of paper, section or list. The paper must be one that `compose` returned."""
    paths = tuple(insertion.files(proposal.path))
    proposal = replace(proposal, files=paths if paths != (proposal.path,) else ())
    if proposal.members:
        proposal = replace(proposal, paper=together(proposal.members))
    block = hidden_block(proposal)
    body = ""
    for abstract_limit in (6_000, 2_000, 0):
        shown = (
            _visible_group(proposal, insertion) if proposal.members else _visible(proposal, insertion, abstract_limit)
        )
        parts = [*shown, _footer(today, run_url), block]
        body = "\n\n".join(part for part in parts if part) + "\n"
        if len(body) < BODY_LIMIT:
            break
    return replace(proposal, body=body, title=title_of(proposal.paper))


def commit_message_of(proposal: Proposal, *, by: str = "", verb: str = "Add") -> str:
    """The message of the commit that adds the entry; its trailer names the key, and who approved."""
    return escape.commit_message(
        f"{verb}: {proposal.paper.title}",
        f"Section: {SECTION_SEPARATOR.join(proposal.section)}" if proposal.section else "",
        *(member.paper.title for member in proposal.members if member.wanted),
        trailers={KEY_TRAILER: proposal.key, "Approved-by": by},
    )


def key_in(commit_message: str) -> str:
    """The key that a commit message of ours names, or ""."""
    found = re.findall(rf"^{KEY_TRAILER}: (.+)$", commit_message, re.MULTILINE)
    return escape.plain(found[-1]) if found else ""


def entry_paper(proposal: Proposal, *, table: bool = False) -> Paper:
    """The paper as it may be written into a list: its texts safe in Markdown, its links of the web."""
    return safe_paper(proposal.paper, table=table)


def safe_paper(paper: Paper, *, table: bool = False) -> Paper:
    """`paper` with every printed text as `escape.paper` writes it, its idea on one line."""
    return escape.paper(replace(paper, idea=escape.plain(paper.idea)), table=table)


# --- the hidden block: template and pattern side by side --------------------------------------------------------------


def hidden_block(proposal: Proposal) -> str:
    """The proposal's facts as an HTML comment; `read_body` is the inverse."""
    return _TEMPLATE.format(escape.hidden(json.dumps(_facts(proposal), ensure_ascii=False, separators=(",", ":"))))


def read_body(body: str) -> Proposal | None:
    """Read a proposal back from its body; None where the body holds none that can be read.

    Number, state, title and what else the forge knows are its to fill in.
    """
    for found in reversed(_PATTERN.findall(body)):
        try:
            read = _proposal(json.loads(found))
            return replace(read, body=body, members=boxes.as_ticked(read.members, body))
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
    return None


def _facts(proposal: Proposal) -> dict[str, object]:
    relevance, placement, match = proposal.relevance, proposal.placement, proposal.match
    return {
        "key": proposal.key,
        "path": proposal.path,
        **({"files": list(proposal.files)} if proposal.files else {}),
        "section": list(proposal.section),
        "paper": paper_to(proposal.paper),
        "relevance": {"score": relevance.score, "why": list(relevance.why), "nearest": list(relevance.nearest)},
        "sections": [[scored.name, scored.score] for scored in placement.sections],
        "tags": [[scored.name, scored.score] for scored in placement.tags],
        "unsure": placement.unsure,
        "match": {
            "verdict": match.verdict.value,
            "of": match.of,
            "score": match.score,
            "reasons": list(match.reasons),
        },
        "twin": proposal.twin,
        "twin_key": proposal.twin_key,
        **({"members": boxes.facts(proposal.members)} if proposal.members else {}),
    }


def _proposal(facts: object) -> Proposal:
    record = _mapping(facts)
    relevance, match = _mapping(record["relevance"]), _mapping(record["match"])
    paper = paper_from(record["paper"])
    key = _text(record["key"])
    return Proposal(
        key=key,
        members=boxes.members_of(record.get("members", [])),
        branch=branch_of(key),
        title=title_of(paper),
        body="",
        paper=paper,
        section=_texts(record["section"]),
        path=_text(record["path"]),
        files=_texts(record.get("files", [])),
        relevance=Relevance(
            score=_number(relevance["score"]), why=_texts(relevance["why"]), nearest=_texts(relevance["nearest"])
        ),
        placement=Placement(
            sections=_scored(record["sections"]), tags=_scored(record["tags"]), unsure=bool(record["unsure"])
        ),
        match=Match(
            verdict=Verdict(_text(match["verdict"])),
            of=None if match["of"] is None else int(_number(match["of"])),
            score=_number(match["score"]),
            reasons=_texts(match["reasons"]),
        ),
        twin=_text(record["twin"]),
        twin_key=_text(record.get("twin_key", "")),
    )


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("expected an object")
    return cast("Mapping[str, object]", value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected text")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("expected a list")
    return tuple(map(_text, value))


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError("expected a number")
    return value


def _scored(value: object) -> tuple[Scored, ...]:
    if not isinstance(value, list):
        raise TypeError("expected a list")
    return tuple(Scored(name=_text(name), score=_number(score)) for name, score in value)


# --- bounds: a body must stay under the forge's limit whatever a feed sends -----------------------------------------


def fitted(proposal: Proposal) -> Proposal:
    """Cut the papers' longest fields until the hidden block is short enough; an ordinary paper is not cut."""
    for chars, items in ((10_000, 200), (4_000, 60), (1_500, 30), (500, 12), (150, 5), (40, 2), (20, 0)):
        members = tuple(
            replace(
                member,
                paper=_bounded(member.paper, chars, items, _MEMBER_URL_LIMIT),
                why=_short(member.why, 200),
                twin=_short(member.twin, 300),
            )
            for member in proposal.members
        )
        proposal = replace(proposal, paper=_bounded(proposal.paper, chars, items), members=members)
        if len(hidden_block(proposal)) <= _HIDDEN_LIMIT:
            break
    return proposal


def _bounded(paper: Paper, chars: int, items: int, url: int = 0) -> Paper:
    changes: dict[str, object] = {}
    for field in fields(paper):
        value = getattr(paper, field.name)
        if field.name == "url":
            changes["url"] = _whole(value, url)
        elif isinstance(value, str):
            changes[field.name] = _short(value, min(chars, _TITLE_LIMIT) if field.name == "title" else chars)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(_item(item, min(chars, 200), url) for item in value[:items])
    return replace(paper, **changes)  # type: ignore[arg-type]  # each value has the type of its field


def _item(item: str | Link, chars: int, url: int) -> str | Link:
    if isinstance(item, Link):
        return Link(label=_short(item.label, chars), url=_whole(item.url, url))
    return _short(item, chars)


def _whole(url: str, limit: int = 0) -> str:
    """An address is kept whole or not at all."""
    return url if len(url) <= (limit or _URL_LIMIT) else ""


def _short(text: str, chars: int) -> str:
    return text if len(text) <= chars else text[: chars - 1].rstrip() + "…"


def _short_all(texts: Sequence[str], items: int = 5) -> tuple[str, ...]:
    return tuple(_short(text, 200) for text in texts[:items])


def _short_relevance(relevance: Relevance) -> Relevance:
    return replace(relevance, why=_short_all(relevance.why), nearest=_short_all(relevance.nearest))


def _short_placement(placement: Placement) -> Placement:
    def best(scored: Sequence[Scored]) -> tuple[Scored, ...]:
        return tuple(replace(item, name=_short(item.name, 300)) for item in scored[:3])

    return replace(placement, sections=best(placement.sections), tags=best(placement.tags))


def _short_match(match: Match) -> Match:
    return replace(match, reasons=_short_all(match.reasons))


# --- what a person reads ----------------------------------------------------------------------------------------------


def _visible(proposal: Proposal, insertion: Insertion, abstract_limit: int) -> Iterator[str]:
    paper = proposal.paper
    yield _what(proposal, insertion)
    yield _why(proposal)
    yield _twin(proposal)
    yield from _blocks(insertion, 3_000)
    yield _left(insertion)
    yield _bullets("**Why here**", proposal.relevance.why)
    yield _bullets("**Closest entries of the list**", proposal.relevance.nearest)
    yield _alternatives(proposal)
    yield _facts_table(paper)
    if abstract_limit and paper.abstract.strip():
        quoted = escape.markdown_block(paper.abstract, abstract_limit)
        yield f"<details><summary>Abstract</summary>\n\n{quoted}\n\n</details>"
    yield _STEERING


def _visible_group(proposal: Proposal, insertion: Insertion) -> Iterator[str]:
    name = escape.markdown(proposal.paper.title, limit=300)
    yield f"Adds **{name}** to {_several(proposal, insertion)}: one block in each section. Nothing else changes."
    yield boxes.lines(proposal.members)
    yield from _blocks(insertion, 6_000)
    yield _left(insertion)
    yield _GROUP_STEERING


def _what(proposal: Proposal, insertion: Insertion) -> str:
    name = escape.link(proposal.paper.title, proposal.paper.url, limit=300)
    section = escape.markdown(SECTION_SEPARATOR.join(proposal.section), limit=300)
    into = f" to **{section}**" if section else ""
    first, *others = (f"line {part.line} of {_file(part.path or proposal.path)}" for part in insertion.parts)
    along = f", and along with it at {', '.join(others)}" if others else ""
    return f"Adds **{name}**{into}, at {first}{along}. Nothing else changes."


def _several(proposal: Proposal, insertion: Insertion) -> str:
    return ", ".join(_file(part.path or proposal.path) for part in insertion.parts)


def _file(path: str) -> str:
    return escape.code(path[:300])


def _blocks(insertion: Insertion, limit: int) -> Iterator[str]:
    """What each file gets, as a diff; several are named and share the room."""
    parts = insertion.parts[:_BLOCKS_SHOWN]
    for part in parts:
        shown = escape.fence("".join(f"+{line}\n" for line in _block_lines(part.block, limit // len(parts))), "diff")
        yield f"{_file(part.path)}, line {part.line}:\n\n{shown}" if len(parts) > 1 else shown


def _left(insertion: Insertion) -> str:
    """The mirrors that stay as they are, so that nobody believes they were changed."""
    lines = [f"- {_file(skip.what)}: {escape.markdown(skip.why, limit=400)}" for skip in insertion.left[:_LEFT_SHOWN]]
    return "\n".join(["**Left as it is**", "", *lines]) if lines else ""


def _why(proposal: Proposal) -> str:
    reason = f": {escape.markdown(proposal.relevance.why[0], limit=200)}" if proposal.relevance.why else ""
    return f"Why: {percent(proposal.relevance.score)} likely to be taken into this list{reason}."


def _twin(proposal: Proposal) -> str:
    if not proposal.twin and proposal.match.verdict is not Verdict.MAYBE:
        return ""
    reasons = "<br>".join(escape.markdown(reason, limit=200) for reason in proposal.match.reasons)
    rows = [
        "| This may repeat | Likeness | Evidence |\n| --- | --- | --- |",
        f"| {escape.markdown(proposal.twin, limit=300)} | {proposal.match.score:.0f} of 100 | {reasons} |",
    ]
    return "\n".join(rows)


def _block_lines(block: str, limit: int = 3_000) -> list[str]:
    """The entry's lines for display; a very long entry is cut, the branch holds it whole."""
    shown = block if len(block) <= limit else block[:limit] + "…"
    return escape.text(shown).rstrip("\n").split("\n")


def _bullets(heading: str, texts: Sequence[str]) -> str:
    lines = [f"- {escape.markdown(text, limit=200)}" for text in texts]
    return "\n".join([heading, "", *lines]) if lines else ""


def _alternatives(proposal: Proposal) -> str:
    chosen = SECTION_SEPARATOR.join(proposal.section)
    sections = [scored for scored in proposal.placement.sections if scored.name != chosen]
    lines = []
    if sections:
        unsure = "No section stands out. " if proposal.placement.unsure else ""
        lines.append(f"- {unsure}Other sections: {_names(sections)}")
    if proposal.placement.tags:
        lines.append(f"- Tags: {_names(proposal.placement.tags)}")
    return "\n".join(["**Alternatives**", "", *lines]) if lines else ""


def _names(scored: Sequence[Scored]) -> str:
    return ", ".join(f"{escape.markdown(item.name, limit=200)} ({item.score:.0%})" for item in scored)


def _facts_table(paper: Paper) -> str:
    links = tuple(dict.fromkeys((*paper.code, *beside(paper).links)))[:5]
    rows = {
        "Authors": ", ".join(escape.markdown(author, limit=80) for author in paper.authors[:20])
        + (f" and {len(paper.authors) - 20} more" if len(paper.authors) > 20 else ""),  # noqa: PLR2004
        "Venue": escape.markdown(paper.venue, limit=100),
        "Published": escape.markdown(paper.published or paper.date, limit=40),
        "Code and links": ", ".join(escape.link(link.label or link.url, link.url, limit=80) for link in links),
        "Found by": ", ".join(escape.markdown(source, limit=80) for source in paper.sources[:10]),
    }
    lines = [f"| {name} | {value} |" for name, value in rows.items() if value]
    return "\n".join(["| | |\n| --- | --- |", *lines]) if lines else ""


_STEERING = """\
**What you can do**

- Accept: merge it, in any way.
- Change it: commit on this branch (your commits are kept), or edit it in the triage app.
- Refuse it: close it. The paper is not proposed again; reopening takes that back.
- Or comment: `/approve`, `/reject reason`, `/snooze 2w`, `/section A > B`, `/tag +new -old`, `/title …`, `/code URL`,
  `/idea …`, `/same`, `/different`, `/refresh`."""

_GROUP_STEERING = """\
**What you can do**

- Leave a paper out: untick it. It leaves this branch with the next refresh and is not proposed again; ticking it takes
  that back.
- Accept the ticked ones: merge, in any way, when the branch shows what you want.
- Change an entry: commit on this branch (your commits are kept).
- Refuse them all: close. None of them is proposed again; reopening takes that back.
- Or comment: `/approve`, `/reject reason`, `/snooze 2w`, `/refresh`."""


def _footer(today: str, run_url: str) -> str:
    run = f" by [this run]({escape.safe_url(run_url)})" if escape.safe_url(run_url) else ""
    return f"---\n\n_Generated by Gleaner on {today}{run}; whoever merges decides._"
