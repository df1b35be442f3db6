"""A cache of cards as plain data for the browser: most of what a page shows, it showed a moment ago."""

from __future__ import annotations

import json
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.model import Proposal
from webapp.services.cards import Card

MOST = 4096


@dataclass(frozen=True, kw_only=True, slots=True)
class CardData:
    """One card as plain data, and a digest that changes with it."""

    key: str
    data: Mapping[str, Any]
    digest: int


class CardCache:
    """The newest card of each paper, made anew only when something that it is made of changed."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[tuple[object, ...], CardData]] = OrderedDict()

    def of(self, proposal: Proposal, made_of: tuple[object, ...], make: Callable[[], Card]) -> CardData:
        """The card of a proposal; `made_of` are its other ingredients, compared by identity."""
        known = self._known.get(proposal.key)
        now = (proposal, *made_of)
        if known is not None and all(old is new for old, new in zip(known[0], now, strict=True)):
            return known[1]
        data = asdict(make())
        shown = CardData(key=proposal.key, data=data, digest=digest_of(data))
        self._known[proposal.key] = (now, shown)
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return shown


def digest_of(value: Mapping[str, Any]) -> int:
    """A number that changes with a value."""
    return zlib.crc32(json.dumps(value, default=str).encode())
