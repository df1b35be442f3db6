"""The only socket to the feeds: it paces, caps, retries and counts, so that a source is a few lines.

Every fault a feed can have ends as `SourceError`: what happened, at which address, and the next step. Nothing here
reads a body; it only refuses what cannot be one (too large, too slow, a web page where a feed is due).
"""

from __future__ import annotations

import random
import re
import ssl
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import TracebackType
from typing import Self

import httpx

from bot import __version__
from bot.errors import SourceError
from bot.sources.wire import (
    CutOffError,
    NetworkStream,
    TooLargeError,
    Watchdog,
    inflated,
    redirected,
    retry_after,
    shown,
    user_agent,
    web_page_title,
)

MEGABYTE = 1024 * 1024


class Kind(StrEnum):
    """What a body has to be; a web page in its place is refused."""

    XML = "XML"
    JSON = "JSON"
    ANY = "anything"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Our choices, in seconds and bytes; `body` counts after decompression, `source` bounds one source's whole turn."""

    body: int = 16 * MEGABYTE
    connect: float = 10
    read: float = 30
    total: float = 60
    source: float = 300
    wait: float = 120
    redirects: int = 5
    retries: int = 3
    requests: int = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """Seconds between two requests to one family of hosts, and before the one retry of a 429 that names no time."""

    pause: float = 0
    cool_down: float = 5


PACES: Mapping[str, Pace] = {
    # arXiv's terms of use: one request every three seconds, for API, RSS and OAI together.
    "arxiv": Pace(pause=3, cool_down=60),
    "semantic_scholar": Pace(pause=1, cool_down=30),
    "crossref": Pace(pause=0.25, cool_down=5),
}
_FAMILIES = {
    "arxiv.org": "arxiv",
    "huggingface.co": "huggingface",
    "semanticscholar.org": "semantic_scholar",
    "crossref.org": "crossref",
}
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
_TOO_MANY = 429
_OK = 200
_FIRST_ERROR = 400
_ANY = range(100, 600)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """A whole answer; header names are lower case, `url` is the one that answered in the end."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(kw_only=True, slots=True)
class Turn:
    """One source's share of a run: what it has used so far."""

    started: float
    requests: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Request:
    method: str
    url: httpx.URL
    kind: Kind
    family: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    allow: Collection[int] = ()


class _PassingError(SourceError):
    """A fault that may be gone in a moment.

    `too_many` asks for one longer pause instead of several short ones; `unreached` says that no connection came about.
    """

    def __init__(
        self, message: str, *, retry_after: float | None = None, too_many: bool = False, unreached: bool = False
    ) -> None:
        super().__init__(message, retry_after=retry_after)
        self.too_many = too_many
        self.unreached = unreached


@cache
def _trusted() -> ssl.SSLContext:
    """The trusted certificates, read once: reading them takes longer than reading a feed from this machine."""
    return httpx.create_ssl_context()


class Client:
    """The HTTP client of one run; `clock`, `sleep` and `jitter` (0 to 1) are arguments so that no test waits."""

    def __init__(
        self,
        *,
        contact: str = "",
        limits: Limits | None = None,
        paces: Mapping[str, Pace] = PACES,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.limits = limits or Limits()
        self.requests = 0
        self._paces, self._clock, self._sleep, self._jitter = paces, clock, sleep, jitter
        self._turn = Turn(started=clock())
        self._last: dict[str, float] = {}
        self._used: dict[str, int] = {}
        self._unreached: set[str] = set()
        self._pages: dict[str, Response] = {}
        self._streams: dict[str, NetworkStream] = {}
        self._http = httpx.Client(
            headers={"User-Agent": user_agent(__version__, contact), "Accept-Encoding": "gzip, deflate"},
            timeout=httpx.Timeout(self.limits.read, connect=self.limits.connect),
            verify=_trusted(),
            # A proxy of the environment serves the world, not this machine.
            mounts={"all://127.0.0.1": None, "all://localhost": None, "all://[::1]": None},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._http.close()

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Start one source's turn, with its own budget; the turn holds what was used of it."""
        outer, self._turn = self._turn, Turn(started=self._clock())
        try:
            yield self._turn
        finally:
            self._turn.seconds = self._clock() - self._turn.started
            self._turn = outer

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        kind: Kind = Kind.ANY,
        family: str = "",
        allow: Collection[int] = (),
    ) -> Response:
        """Fetch a page, once a run; statuses of `allow` are answers too. `family` names whose pace to keep."""
        full = _address(url, params)
        if str(full) not in self._pages:
            request = _Request(method="GET", url=full, kind=kind, family=family or family_of(full.host), allow=allow)
            self._pages[str(full)] = self._persist(request)
        return self._pages[str(full)]

    def forget(self, url: str, params: Mapping[str, str] | None = None) -> None:
        """Drop a page from the run's cache, to ask for it again."""
        self._pages.pop(str(_address(url, params)), None)

    def head(self, url: str) -> int:
        """The status that a page answers to HEAD, whatever it is; its host is its family."""
        return self._any_status("HEAD", url)

    def status(self, url: str) -> int:
        """The status that a page answers, whatever it is; its host is its family."""
        return self._any_status("GET", url)

    def _any_status(self, method: str, url: str) -> int:
        full = _address(url, None)
        return self._persist(_Request(method=method, url=full, kind=Kind.ANY, family=full.host, allow=_ANY)).status

    def post_json(
        self,
        url: str,
        content: bytes,
        params: Mapping[str, str] | None = None,
        *,
        family: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Send JSON and expect JSON; only for questions, since a retry sends it again."""
        full = _address(url, params)
        sent = {"Content-Type": "application/json", **(headers or {})}
        family = family or family_of(full.host)
        return self._persist(
            _Request(method="POST", url=full, kind=Kind.JSON, family=family, headers=sent, content=content)
        )

    # --- persistence ----------------------------------------------------------------------------------------------

    def _persist(self, request: _Request) -> Response:
        """Ask again after a passing fault, politely: what the service asks for, else with growing pauses."""
        attempt = 0
        while True:
            try:
                answer = self._follow(request)
            except _PassingError as error:
                pause = self._pause_after(error, request.family, attempt)
                if pause is None:
                    if error.unreached:
                        self._unreached.add(request.family)
                    raise SourceError(str(error), retry_after=error.retry_after) from error
                self._wait(pause, error)
                attempt += 1
            else:
                self._unreached.discard(request.family)
                return answer

    def _pause_after(self, error: _PassingError, family: str, attempt: int) -> float | None:
        """Seconds to wait before trying again, or None to give up."""
        if attempt >= self.limits.retries or (error.unreached and family in self._unreached):
            # A host that stayed out of reach a moment ago is tried once, without pauses.
            return None
        if error.retry_after is not None:
            # A longer pause is left to the next run.
            return error.retry_after if error.retry_after <= self.limits.wait else None
        spread = 0.5 + self._jitter()
        if error.too_many:
            return self._pace(family).cool_down * max(spread, 1.0) if attempt == 0 else None
        return float(2**attempt) * spread

    def _wait(self, seconds: float, because: SourceError | None = None) -> None:
        if seconds <= 0:
            return
        if self._clock() + seconds > self._turn.started + self.limits.source:
            what = str(because) if because else f"its {self.limits.source:.0f} seconds are used up"
            raise SourceError(f"{what}; stopped here, the next run looks back over the same days") from because
        self._sleep(seconds)

    def _pace(self, family: str) -> Pace:
        return self._paces.get(family, Pace())

    # --- one request ----------------------------------------------------------------------------------------------

    def _follow(self, request: _Request) -> Response:
        url = request.url
        for _ in range(self.limits.redirects + 1):
            self._take_turn(request.family, url)
            answer = self._exchange(request, url)
            if isinstance(answer, Response):
                return answer
            url = _address(redirected(str(url), answer, method=request.method), None)
        raise SourceError(f"{shown(str(request.url))}: more than {self.limits.redirects} redirects; check the address")

    def _take_turn(self, family: str, url: httpx.URL) -> None:
        """Keep the family's pace and the run's and the source's budgets, then count the request."""
        if self._used.get(family, 0) >= self.limits.requests:
            raise SourceError(
                f"{shown(str(url))}: this run's {self.limits.requests} requests to {family} are used; "
                "the rest waits for the next run"
            )
        if family in self._last:
            self._wait(self._last[family] + self._pace(family).pause - self._clock())
        if self._clock() > self._turn.started + self.limits.source:
            raise SourceError(f"{shown(str(url))}: the source took longer than {self.limits.source:.0f} seconds")
        self._used[family] = self._used.get(family, 0) + 1
        self._turn.requests += 1
        self.requests += 1

    def _exchange(self, request: _Request, url: httpx.URL) -> Response | str:
        """One request and its whole answer, or the address it redirects to."""
        place = shown(str(url))
        built = self._http.build_request(
            request.method,
            url,
            headers=dict(request.headers),
            content=request.content,
            extensions={"trace": lambda event, info: self._traced(url, event, info)},
        )
        guard = Watchdog(self.limits.total, lambda: self._streams.get(url.netloc.decode("ascii", "replace")))
        try:
            with guard:
                answer = self._http.send(built, stream=True)
                try:
                    return self._read(request, answer, place)
                finally:
                    answer.close()
        except httpx.TransportError as error:
            raise self._transport_fault(place, error, late=guard.fired) from error
        except httpx.InvalidURL as error:
            raise SourceError(f"{place}: not an address: {error}") from error
        finally:
            self._last[request.family] = self._clock()

    def _transport_fault(self, place: str, error: httpx.TransportError, *, late: bool) -> SourceError:
        if late:
            return SourceError(f"{place}: no whole answer within {self.limits.total:g} seconds; try again later")
        what = re.sub(r"^\[Errno -?\d+\] ", "", str(error)) or type(error).__name__
        if isinstance(error, httpx.TimeoutException):
            what = "no answer in time"
        if isinstance(error, httpx.UnsupportedProtocol):
            return SourceError(f"{place}: {what}; check the address")
        unreached = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
        return _PassingError(f"{place}: {what}; check the network and the address", unreached=unreached)

    def _traced(self, url: httpx.URL, event: str, info: Mapping[str, object]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            stream = info.get("return_value")
            if isinstance(stream, NetworkStream):
                self._streams[url.netloc.decode("ascii", "replace")] = stream

    def _read(self, request: _Request, answer: httpx.Response, place: str) -> Response | str:
        if answer.status_code in _REDIRECTS and "location" in answer.headers:
            return answer.headers["location"]
        self._check_status(request, answer, place)
        encoding = "" if request.method == "HEAD" else answer.headers.get("content-encoding", "")
        try:
            body = inflated(answer.iter_raw(), encoding, self.limits.body)
        except TooLargeError:
            size = f"{self.limits.body / MEGABYTE:g} MB"
            raise SourceError(f"{place}: the answer is larger than {size}; ask for fewer days or entries") from None
        except CutOffError as error:
            raise _PassingError(f"{place}: {error}") from error
        if not body.strip() and request.kind is not Kind.ANY:
            raise _PassingError(f"{place}: an empty answer where {request.kind} is due")
        self._check_kind(request, answer.status_code, body, place)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Response(url=str(answer.url), status=answer.status_code, headers=headers, body=body)

    @staticmethod
    def _check_status(request: _Request, answer: httpx.Response, place: str) -> None:
        status = answer.status_code
        if status == _OK or status in request.allow:
            return
        what = f"{place}: HTTP {status} {answer.reason_phrase}".rstrip()
        if status in _PASSING:
            after = retry_after(answer.headers)
            hint = "; the service asks for fewer requests" if status == _TOO_MANY else "; the service is in trouble"
            raise _PassingError(what + hint, retry_after=after, too_many=status == _TOO_MANY)
        hint = "; check the address" if status >= _FIRST_ERROR else "; expected a page"
        raise SourceError(what + hint)

    @staticmethod
    def _check_kind(request: _Request, status: int, body: bytes, place: str) -> None:
        if request.kind is Kind.ANY or status in request.allow:
            return
        page = web_page_title(body)
        if page is not None:
            titled = f" ({page!r})" if page else ""
            raise SourceError(
                f"{place}: answered a web page{titled} where {request.kind} is due: a human check, a login or a wrong "
                "address; open it in a browser"
            )


def family_of(host: str) -> str:
    """Which hosts share one pace: `rss.arxiv.org` and `export.arxiv.org` are `arxiv`; others stand for themselves."""
    return next((name for end, name in _FAMILIES.items() if host == end or host.endswith("." + end)), host)


def _address(url: str, params: Mapping[str, str] | None) -> httpx.URL:
    try:
        address = httpx.URL(url)
        return address.copy_merge_params(dict(params)) if params else address
    except httpx.InvalidURL as error:
        raise SourceError(f"{url[:200]!r} is not an address: {error}") from error
