"""The server's side of the triage deck: operations in; order, cards, previews and acknowledgements out.

The browser sends all its unconfirmed operations every time; each is answered from the journal. A card or preview is
sent once to each page and again when it changed, or when the page asks because it did not come through.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from bot.model import Proposal
from bot.telling.source_names import source_shown
from webapp.services.card_cache import digest_of
from webapp.services.desk import Desk, Wish
from webapp.services.edits import FIELDS, changed
from webapp.services.journal import UNDER_WAY, Act, Decision, Result
from webapp.services.reasons import REASONS, SNOOZES, until

WINDOW = 320
FIRST = 40
"""Cards sent without being asked for; the page asks for the rest of its window at once."""
AHEAD = 12
"""How many previews near the reader are rendered again when the list moves."""
BUDGET = 0.15
"""Seconds of rendering previews in one answer; the page asks again for what is left."""
TAGS = 40
DID = {Act.ACCEPT: "Approved", Act.REJECT: "Rejected", Act.SNOOZE: "Snoozed", Act.REVISE: "Revised", Act.UNDO: "Undone"}
DID |= {Act.SAME: "Called a repeat", Act.DIFFERENT: "Told apart"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """What the list shows: a text to look for, one source, an order (`relevance`, `newest`, `oldest`, `twins`)."""

    text: str = ""
    source: str = ""
    sort: str = "relevance"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """What a page sent, read from its JSON; what does not fit is left out."""

    wishes: tuple[Wish, ...] = ()
    settling: tuple[tuple[str, str, str], ...] = ()
    ask: Ask = field(default_factory=Ask)
    at: str = ""
    need: tuple[str, ...] = ()
    draft: tuple[str, Mapping[str, str]] | None = None


@dataclass(kw_only=True, slots=True)
class Sent:
    """What one page was sent: a digest by card, and by preview; `stamp` numbers the answers."""

    cards: dict[str, int] = field(default_factory=dict)
    previews: dict[str, int] = field(default_factory=dict)
    stamp: int = 0


def read_wire(value: object) -> Wire:
    """Read what came from the browser; anybody can send anything, so every part is looked at."""
    wire = _object(value)
    operations = [op for op in _sequence(wire.get("ops")) if isinstance(op, dict) and op.get("op")]
    ask = _object(wire.get("ask"))
    draft = wire.get("draft")
    return Wire(
        wishes=tuple(wish for wish in map(_wish, operations) if wish is not None),
        settling=tuple(
            (str(op["op"]), str(op["act"]), str(op.get("ref") or ""))
            for op in operations
            if op.get("act") in ("retry", "drop")
        ),
        ask=Ask(**{name: str(ask[name])[:200] for name in ("text", "source", "sort") if ask.get(name)}),
        at=str(wire.get("at") or ""),
        need=tuple(str(key) for key in _sequence(wire.get("need"))[:WINDOW]),
        draft=(str(draft.get("key")), _texts(draft.get("form"))) if isinstance(draft, dict) else None,
    )


class Deck:
    """Answers one person's pages."""

    def __init__(self, desk: Desk, who: str, today: date, readonly: str = "") -> None:
        self._desk = desk
        self._who = who
        self._today = today
        self._readonly = readonly

    def take(self, wire: Wire) -> None:
        """Record what a page sent: its decisions first, then its draft."""
        for wish in wire.wishes:
            if not self._readonly:
                self._desk.decide(self._dated(wish), self._who)
        for _, act, ref in wire.settling:
            if not self._readonly:
                (self._desk.retry if act == "retry" else self._desk.drop)(ref)
        if wire.draft is not None:
            self._keep(*wire.draft)

    def answer(self, wire: Wire, sent: Sent, clock: Callable[[], float] = time.perf_counter) -> dict[str, Any]:
        """The data of the component: all of the order, and of cards and previews what this page has not seen."""
        waiting = self._desk.waiting()
        shown = matching(waiting, wire.ask)
        window = _window([p.key for p in shown], wire.at)
        acks = self._acks(wire)
        drafts = self._desk.journal.drafts(self._who)
        near = list(dict.fromkeys([wire.at, *wire.need, *_near(window, wire.at, FIRST)]))
        by_key = {p.key: p for p in shown}
        chosen = [by_key[key] for key in near if key in by_key]
        cards = self._cards(chosen, wire, sent)
        previews = self._previews(chosen, wire, sent, drafts, clock)
        sent.stamp += 1
        return {
            "stamp": f"{id(sent)}-{sent.stamp}",
            "base": self._desk.queue.reading.base.sha,
            "asked": asdict(wire.ask),
            "order": window,
            "scores": [round(self._desk.likely(by_key[key]) * 100) for key in window],
            "cards": cards,
            "previews": previews,
            "acks": acks,
            "drafts": drafts,
            "undoable": [_undoable(d) for d in self._desk.journal.undoable(self._who)],
            "trouble": [_failure(d) for d in self._desk.journal.failed()],
            "meta": self._meta(waiting, len(shown)) | {"overtaken": self._overtaken(wire.at, waiting)},
        }

    # --- parts -----------------------------------------------------------------------------------------------------

    def _dated(self, wish: Wish) -> Wish:
        return replace(wish, until=until(wish.until, self._today)) if wish.until in SNOOZES else wish

    def _keep(self, key: str, form: Mapping[str, str]) -> None:
        proposal = self._desk.queue.reading.proposal(key)
        if proposal is not None:
            self._desk.journal.keep_draft(self._who, key, form if changed(proposal, form) else {})

    def _acks(self, wire: Wire) -> dict[str, tuple[str, str]]:
        acks = {op: ("ok", "") for op, _, _ in wire.settling}
        for wish in wire.wishes:
            known = self._desk.journal.find(wish.op)
            if known is not None:
                acks[wish.op] = ("ok", known.stage.value)
            elif self._readonly:
                acks[wish.op] = ("conflict", self._readonly)
            else:
                # Handed in and not recorded, because somebody was faster; the answer to asking again says who.
                receipt = self._desk.decide(self._dated(wish), self._who)
                if receipt.result is not Result.LATER:
                    acks[wish.op] = ("conflict" if receipt.result is Result.CONFLICT else "ok", receipt.detail)
        return acks

    def _cards(self, chosen: Sequence[Proposal], wire: Wire, sent: Sent) -> list[Mapping[str, Any]]:
        versions = self._desk.journal.versions()
        cards = [self._desk.card_sent(proposal, versions) for proposal in chosen]
        return [card.data for card in cards if _is_news(sent.cards, card.key, card.digest) or card.key in wire.need]

    def _previews(
        self,
        chosen: Sequence[Proposal],
        wire: Wire,
        sent: Sent,
        drafts: Mapping[str, Mapping[str, object]],
        clock: Callable[[], float],
    ) -> dict[str, dict[str, Any]]:
        previews: dict[str, dict[str, Any]] = {}
        enough = clock() + BUDGET
        for place, proposal in enumerate(chosen):
            # Every change of the list moves the lines of all previews: only the nearest are worth sending again.
            if clock() > enough or (place >= AHEAD and proposal.key in sent.previews and proposal.key not in wire.need):
                continue
            preview = asdict(self._desk.preview(proposal, drafts.get(proposal.key)))
            if _is_news(sent.previews, proposal.key, digest_of(preview)) or proposal.key in wire.need:
                previews[proposal.key] = preview
        return previews

    def _overtaken(self, at: str, waiting: Sequence[Proposal]) -> dict[str, str]:
        """The words above a paper that somebody else decided while it was being read."""
        if not at or any(p.key == at for p in waiting):
            return {}
        last = self._desk.journal.last(at)
        proposal = self._desk.queue.reading.proposal(at)
        if last is not None and last.by != self._who and last.stage in UNDER_WAY:
            return {at: f"{last.by} decided on this paper meanwhile: {last.act}."}
        if proposal is None or proposal.state.waiting or (last is not None and last.by == self._who):
            return {}
        return {
            at: f"{proposal.decided_by or 'Somebody'} decided on this paper: {proposal.state.value.partition(':')[2]}."
        }

    def _meta(self, waiting: Sequence[Proposal], matched: int) -> dict[str, Any]:
        words = self._desk.vocabulary()
        trouble = self._desk.queue.reading.trouble
        return {
            "who": self._who,
            "repo": self._desk.forge.slug,
            "begun": self._desk.queue.reading.begun,
            "waiting": len(waiting),
            "matched": matched,
            "sections": words.sections,
            "root": words.root,
            "tags": words.tags[:TAGS],
            "reasons": REASONS,
            "snoozes": list(SNOOZES),
            "sources": sorted({source_shown(source) for p in waiting for source in p.paper.sources}, key=str.casefold),
            "under_way": len(self._desk.journal.under_way()),
            "held": self._desk.held(),
            "readonly": self._readonly,
            "notice": trouble and f"The repository could not be read just now, this may be old: {trouble}",
        }


def matching(waiting: Sequence[Proposal], ask: Ask) -> list[Proposal]:
    """The proposals a list shows, in its order."""
    words = ask.text.lower().split()
    found = (
        [p for p in waiting if _fits(p, ask, words)] if words or ask.source or ask.sort == "twins" else list(waiting)
    )
    if ask.sort in ("newest", "oldest"):
        found.sort(key=lambda p: p.paper.published or p.created, reverse=ask.sort == "newest")
    return found


def _fits(proposal: Proposal, ask: Ask, words: Sequence[str]) -> bool:
    paper = proposal.paper
    if ask.source and ask.source not in map(source_shown, paper.sources):
        return False
    if ask.sort == "twins" and not proposal.twin:
        return False
    text = " ".join((paper.title, paper.abstract, *paper.authors, proposal.key)).lower() if words else ""
    return all(word in text for word in words)


def _window(order: Sequence[str], at: str) -> list[str]:
    """The part of the order around a place; its start moves in strides, so that the list does not slide."""
    if len(order) <= WINDOW:
        return list(order)
    place = order.index(at) if at in order else 0
    stride = WINDOW // 4
    start = max(0, (place // stride - 1) * stride)
    return list(order[start : start + WINDOW])


def _near(window: Sequence[str], at: str, count: int) -> Sequence[str]:
    place = window.index(at) if at in window else 0
    return window[max(0, place - 2) : place + count]


def _is_news(sent: dict[str, int], key: str, digest: int) -> bool:
    if sent.get(key) == digest:
        return False
    sent[key] = digest
    return True


def _wish(op: Mapping[str, Any]) -> Wish | None:
    version = op.get("version")
    if op.get("act") not in list(Act) or not isinstance(version, int | float):
        return None
    return Wish(
        op=str(op["op"])[:64],
        key=str(op.get("key") or ""),
        version=int(version),
        act=Act(op["act"]),
        reason=str(op.get("reason") or "")[:500],
        until=str(op.get("until") or "")[:40],
        edits=_texts(op.get("edits")) or None,
    )


def _texts(value: object) -> dict[str, str]:
    form = _object(value)
    return {name: str(form[name])[:5000] for name in FIELDS if isinstance(form.get(name), str)}


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _sequence(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _undoable(decision: Decision) -> dict[str, Any]:
    return {"op": decision.op, "key": decision.key, "version": decision.version, "act": decision.act.value} | {
        "title": decision.title
    }


def _failure(decision: Decision) -> dict[str, Any]:
    what = f"{DID[decision.act]} by {decision.by}, but it did not reach the list."
    return {"op": decision.op, "title": decision.title, "what": what, "detail": decision.detail}
