"""Limits on a proposal's fields: its body stays under the forge's limit whatever a feed sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from bot.model import Link, Match, Paper, Placement, Proposal, Relevance, Scored
from bot.proposing.proposal_block import hidden_block

_HIDDEN_LIMIT = 24_000
_URL_LIMIT = 2_000
_MEMBER_URL_LIMIT = 500
_TITLE_LIMIT = 500


def fitted(proposal: Proposal) -> Proposal:
    """Cut the papers' longest fields until the hidden block is short enough; an ordinary paper is not cut."""
    for chars, items in ((10_000, 200), (4_000, 60), (1_500, 30), (500, 12), (150, 5), (40, 2), (20, 0)):
        members = tuple(
            replace(
                member,
                paper=_bounded(member.paper, chars, items, _MEMBER_URL_LIMIT),
                why=short(member.why, 200),
                twin=short(member.twin, 300),
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
            changes[field.name] = short(value, min(chars, _TITLE_LIMIT) if field.name == "title" else chars)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(_item(item, min(chars, 200), url) for item in value[:items])
    return replace(paper, **changes)  # type: ignore[arg-type]  # each value has the type of its field


def _item(item: str | Link, chars: int, url: int) -> str | Link:
    if isinstance(item, Link):
        return Link(label=short(item.label, chars), url=_whole(item.url, url))
    return short(item, chars)


def _whole(url: str, limit: int = 0) -> str:
    """An address is kept whole or not at all."""
    return url if len(url) <= (limit or _URL_LIMIT) else ""


def short(text: str, chars: int) -> str:
    """At most `chars` characters of a text, an ellipsis where it goes on."""
    return text if len(text) <= chars else text[: chars - 1].rstrip() + "…"


def _short_all(texts: Sequence[str], items: int = 5) -> tuple[str, ...]:
    return tuple(short(text, 200) for text in texts[:items])


def short_relevance(relevance: Relevance) -> Relevance:
    """The first five reasons and neighbours, none longer than a line."""
    return replace(relevance, why=_short_all(relevance.why), nearest=_short_all(relevance.nearest))


def short_placement(placement: Placement) -> Placement:
    """The best three sections and tags, their names bounded."""

    def best(scored: Sequence[Scored]) -> tuple[Scored, ...]:
        return tuple(replace(item, name=short(item.name, 300)) for item in scored[:3])

    return replace(placement, sections=best(placement.sections), tags=best(placement.tags))


def short_match(match: Match) -> Match:
    """The first five reasons, none longer than a line."""
    return replace(match, reasons=_short_all(match.reasons))
