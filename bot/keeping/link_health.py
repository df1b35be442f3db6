"""Which links of a list are dead: not there on two different days, and not seen alive in between.

Pure: what was tried before comes from the ledger (`links.jsonl`), what to try now goes out, hosts in turn. A time-out,
a refusal (403, 429) or a server error says nothing. Dead links are reported, never removed.
"""

from __future__ import annotations

import ipaddress
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from bot import ledger_lines
from bot.book import Book
from bot.model import Skip

FILE = "links.jsonl"
AGAIN = 30
"""Days after which a link that was alive, or gave no clear answer, is tried again."""
_PER_HOST = 40
"""Links of one host that are tried in a run."""
_KNOWN_BY_ID = ("arxiv.org", "doi.org")
"""Hosts whose pages stay, so that their links are not tried; a wrong id is found by `lint`."""


class Reach(StrEnum):
    """What came of trying a link."""

    ALIVE = "alive"
    GONE = "gone"
    UNSURE = "unsure"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """A link: the ISO day it was tried last, and the first and the last day on which it was gone ("" for none)."""

    url: str
    asked: str
    gone: str = ""
    still: str = ""

    @property
    def dead(self) -> bool:
        """Whether it was gone on two days."""
        return bool(self.gone) and self.still > self.gone


def links_of(book: Book) -> dict[str, str]:
    """Address → where its first entry stands, for every link of the list's entries that can be tried."""
    found: dict[str, str] = {}
    for path, entry in book.placed:
        if entry.commented:
            continue
        for url in (entry.url, *(link.url for link in (*entry.code, *entry.links))):
            if _can_be_tried(url):
                found.setdefault(url.partition("#")[0], f"{path}:{entry.line} “{entry.title}”")
    return found


def _can_be_tried(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or "." not in host or host.endswith(_KNOWN_BY_ID):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return not host.endswith((".local", ".internal", ".localhost"))
    return False


def chosen(links: Iterable[str], tried: Mapping[str, Tried], today: str, most: int) -> list[str]:
    """The links to try now: those gone the last time, then those never tried, then the oldest; hosts in turn."""
    urls = [url for url in links if url not in tried or _due(tried[url], today)]
    urls.sort(key=lambda url: (not (url in tried and tried[url].gone), tried[url].asked if url in tried else ""))
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls[: most * 4]:
        hosts[urlsplit(url).hostname or ""].append(url)
    in_turn = chain.from_iterable(zip_longest(*(each[:_PER_HOST] for each in hosts.values())))
    return [url for url in in_turn if url is not None][:most]


def _due(one: Tried, today: str) -> bool:
    if one.gone and not one.dead:
        return one.asked < today
    return (date.fromisoformat(today) - date.fromisoformat(one.asked)).days >= AGAIN


def after(before: Tried | None, url: str, told: Reach, today: str) -> Tried:
    """What is known of a link once it was tried today."""
    one = replace(before or Tried(url=url, asked=today), asked=today)
    if told is Reach.ALIVE:
        return replace(one, gone="", still="")
    if told is Reach.GONE:
        return replace(one, gone=one.gone or today, still=today)
    return one


def dead(links: Mapping[str, str], tried: Mapping[str, Tried]) -> tuple[Skip, ...]:
    """The dead links of a list, each with its entry and the days."""
    return tuple(
        Skip(what=where, why=f"{url} was not there on {one.gone} and on {one.still}")
        for url, where in links.items()
        if (one := tried.get(url)) is not None and one.dead
    )


# --- the ledger's file ------------------------------------------------------------------------------------------------


def read(text: str) -> tuple[dict[str, Tried], tuple[Skip, ...]]:
    """What was tried, by address; a line that cannot be read is named, and its link is tried again."""
    rows, skipped = ledger_lines.read(text, FILE, _from)
    return {one.url: one for one in rows}, skipped


def write(tried: Mapping[str, Tried], links: Iterable[str]) -> str:
    """The text of the file: links that the list holds, those gone first, cut where it grows too large."""
    kept = sorted((tried[url] for url in links if url in tried), key=lambda one: not one.gone)
    return ledger_lines.write(
        {"url": one.url, "asked": one.asked, **({"gone": one.gone, "still": one.still} if one.gone else {})}
        for one in kept
    )


def _from(record: object) -> Tried:
    if not isinstance(record, dict) or not record.get("url"):
        raise ValueError("expected an object with an address")
    days = {name: str(record.get(name, "")) for name in ("asked", "gone", "still")}
    for name, day in days.items():
        if day or name == "asked":
            date.fromisoformat(day)
    return Tried(url=str(record["url"]), **days)
