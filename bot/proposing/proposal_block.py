"""The hidden block of a proposal's body: one JSON object in an HTML comment, written and read back.

It carries what is needed to write the entry again on a newer list, so that no proposal is lost by an edited title or a
lost ledger.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from bot import escape
from bot.model import Match, Placement, Proposal, Relevance, Scored, Verdict
from bot.paper_json import paper_from, paper_to
from bot.proposing import boxes
from bot.proposing.proposal_names import branch_of, title_of

_TEMPLATE = "<!-- gleaner: {} -->"
_PATTERN = re.compile(r"^<!-- gleaner: (\{.*\}) -->\s*$", re.MULTILINE)


def hidden_block(proposal: Proposal) -> str:
    """The proposal's facts as an HTML comment; `read_body` is the inverse."""
    return _TEMPLATE.format(escape.hidden(json.dumps(_facts(proposal), ensure_ascii=False, separators=(",", ":"))))


def read_body(body: str) -> Proposal | None:
    """Read a proposal back from its body; None where the body holds none that can be read.

    The forge fills in what it knows: number, state, title and the like.
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
