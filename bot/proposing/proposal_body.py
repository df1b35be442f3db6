"""The visible part of a proposal's body: what it adds and where, why, alternatives, and how to steer it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import escape
from bot.model import SECTION_SEPARATOR, Insertion, Paper, Proposal, Scored, Verdict
from bot.proposing import boxes
from bot.reading.printed_links import beside
from bot.telling.odds import percent
from bot.telling.source_names import source_shown
from bot.telling.tex import readable

_BLOCKS_SHOWN = 8
"""Files whose new lines a body shows; the branch holds them all."""
_LEFT_SHOWN = 20
_AUTHORS = 20
_WORTH = 0.1
"""The least probability at which an alternative section or tag is shown."""


def of_one(proposal: Proposal, insertion: Insertion, abstract_limit: int) -> Iterator[str]:
    """The paragraphs about one paper, empty ones among them; `abstract_limit` is in characters, 0 for no abstract."""
    paper = proposal.paper
    yield _what(proposal, insertion)
    yield _why(proposal)
    yield _twin(proposal)
    yield from _blocks(insertion, 3_000)
    yield _left(insertion)
    yield _bullets("**What speaks for it, and against**", proposal.relevance.why[1:])
    yield _bullets("**Closest entries of the list**", proposal.relevance.nearest)
    yield _alternatives(proposal)
    yield _facts_table(paper)
    if abstract_limit and paper.abstract.strip():
        quoted = escape.markdown_block(readable(paper.abstract), abstract_limit)
        yield f"<details><summary>Abstract</summary>\n\n{quoted}\n\n</details>"
    yield _STEERING


def of_group(proposal: Proposal, insertion: Insertion) -> Iterator[str]:
    """The paragraphs about a grouped proposal: one box per paper, then the new lines of each file."""
    name = escape.markdown(proposal.paper.title, limit=300)
    where = f"{_several(proposal, insertion)}: one block in each section"
    yield f"Adds **{name}** to {where}{_how(proposal)}"
    yield boxes.lines(proposal.members)
    yield from _blocks(insertion, 6_000)
    yield _left(insertion)
    yield _GROUP_STEERING


def _what(proposal: Proposal, insertion: Insertion) -> str:
    name = escape.link(proposal.paper.title, proposal.paper.url, limit=300)
    section = escape.markdown(SECTION_SEPARATOR.join(proposal.section), limit=300)
    into = f" to **{section}**" if section else ""
    if not insertion.block.strip():
        return f"This branch adds nothing to the list, since **{name}** was taken out on it."
    first, *others = (f"line {part.line} of {_file(part.path or proposal.path)}" for part in insertion.parts)
    along = f", and along with it at {', '.join(others)}" if others else ""
    return f"Adds **{name}**{into}, at {first}{along}{_how(proposal)}"


def _how(proposal: Proposal) -> str:
    """What else a reader must know of the change: whose words they are."""
    return ", as it was written on this branch by hand." if proposal.touched else ". Nothing else changes."


def _several(proposal: Proposal, insertion: Insertion) -> str:
    return ", ".join(_file(part.path or proposal.path) for part in insertion.parts)


def _file(path: str) -> str:
    return escape.code(path[:300])


def _blocks(insertion: Insertion, limit: int) -> Iterator[str]:
    """What each file gets, as a diff; where there are several, each is named and they share the limit."""
    parts = [part for part in insertion.parts[:_BLOCKS_SHOWN] if part.block.strip()]
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
    place = proposal.placement
    sections = [s for s in place.sections if s.name != chosen and (place.unsure or s.score >= _WORTH)]
    tags = [scored for scored in place.tags if scored.score >= _WORTH]
    own = next((f" (this one: {s.score:.0%})" for s in place.sections if s.name == chosen), "")
    lines = []
    if sections:
        unsure = "No section stands out. " if place.unsure else ""
        lines.append(f"- {unsure}Other sections{own}: {_names(sections)}")
    if tags:
        lines.append(f"- Tags of this list that may fit (`/tag +name` writes one): {_names(tags)}")
    return "\n".join(["**Alternatives**", "", *lines]) if lines else ""


def _names(scored: Sequence[Scored]) -> str:
    return ", ".join(f"{escape.markdown(item.name, limit=200)} ({item.score:.0%})" for item in scored)


def _facts_table(paper: Paper) -> str:
    links = tuple(dict.fromkeys((*paper.code, *beside(paper).links)))[:5]
    rows = {
        "Authors": ", ".join(escape.markdown(author, limit=80) for author in paper.authors[:_AUTHORS])
        + (f" and {len(paper.authors) - _AUTHORS} more" if len(paper.authors) > _AUTHORS else ""),
        "Venue": escape.markdown(paper.venue, limit=100),
        "Published": escape.markdown(paper.published or paper.date, limit=40),
        "Code and links": ", ".join(escape.link(link.label or link.url, link.url, limit=80) for link in links),
        "Found by": ", ".join(escape.markdown(source_shown(source), limit=80) for source in paper.sources[:10]),
    }
    lines = [f"| {name} | {value} |" for name, value in rows.items() if value]
    return "\n".join(["| | |\n| --- | --- |", *lines]) if lines else ""


# GitHub shows a line end in a pull request's text as a line break, so each point is one line.
_STEERING = """\
**What you can do**

- Accept: merge it, in any way.
- Change it: commit on this branch (your commits are kept), or edit it in the triage app.
- Refuse it: close it. The paper is not proposed again; reopening takes that back.
- Or comment: `/approve`, `/reject reason`, `/snooze 2w`, `/section A > B`, `/tag +new -old`, `/title …`, `/code URL`, \
`/idea …`, `/same`, `/different`, `/refresh`."""

_GROUP_STEERING = """\
**What you can do**

- Leave a paper out: untick it. It leaves this branch with the next refresh and is not proposed again; \
ticking it takes that back.
- Accept the ticked ones: merge, in any way, when the branch shows what you want.
- Change an entry: commit on this branch (your commits are kept).
- Refuse them all: close. None of them is proposed again; reopening takes that back.
- Or comment: `/approve`, `/reject reason`, `/snooze 2w`, `/refresh`."""


def footer(today: str, run_url: str) -> str:
    """The last line people read: who wrote this, when and in which run."""
    run = f" by [this run]({escape.safe_url(run_url)})" if escape.safe_url(run_url) else ""
    return f"---\n\n_Generated by Gleaner on {today}{run}; whoever merges decides._"
