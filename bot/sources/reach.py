"""Trying links politely: HEAD, then GET where HEAD is unclear or says "gone"; a second between requests to one host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from bot.errors import SourceError
from bot.keeping.link_health import Reach
from bot.sources.http import Client, Limits, Pace

PAUSE = 1.0
"""Seconds between two requests to one host."""
LIMITS = Limits(body=2 * 1024 * 1024, connect=5, read=10, total=15, source=900, retries=0)
_GONE = frozenset({404, 410})
_NO_HEAD = frozenset({400, 403, 405, 501})
_FIRST_ERROR = 400
_GIVE_UP_AFTER = 3
"""After this many unclear answers of a host in a row, its other links are left to another run."""


def client_for(urls: Iterable[str], contact: str = "") -> Client:
    """A client for trying these links: every host at its own pace, no address twice."""
    hosts = {urlsplit(url).hostname or "" for url in urls}
    return Client(contact=contact, limits=LIMITS, paces={host: Pace(pause=PAUSE) for host in hosts})


def try_all(client: Client, urls: Iterable[str]) -> Iterator[tuple[str, Reach]]:
    """Each link with what came of trying it, as long as its host answers."""
    silent: Counter[str] = Counter()
    for url in urls:
        host = urlsplit(url).hostname or ""
        if silent[host] >= _GIVE_UP_AFTER:
            continue
        told = try_link(client, url)
        silent[host] = silent[host] + 1 if told is Reach.UNSURE else 0
        yield url, told


def try_link(client: Client, url: str) -> Reach:
    """What came of trying one link; a fault of the network is `unsure`."""
    told = _status(client.head, url)
    if told in _GONE or told in _NO_HEAD:
        told = _status(client.status, url)
    if told in _GONE:
        return Reach.GONE
    return Reach.ALIVE if told and told < _FIRST_ERROR else Reach.UNSURE


def _status(ask: Callable[[str], int], url: str) -> int:
    """The status of an answer, 0 where there is none."""
    try:
        return ask(url)
    except SourceError:
        return 0
