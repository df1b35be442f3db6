"""The feeds' double: real HTTP on loopback, bodies on a shelf, faults by script. One for every test.

feeds.shelf.days["2026-07-22"] = body        what is answered
feeds.fail_next("arxiv", 503, retry_after=2) one answer, then all is well again
feeds.asked("arxiv")                         what was asked for, in order
"""

from __future__ import annotations

import gzip
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from html import escape
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self

from bot.sources.bundled import JSON, TEXT, XML, Answer, Asked, LoopbackServer, Shelf

Fault = Callable[[BaseHTTPRequestHandler], Answer | None]

EMPTY_ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/x</id>
  <title>arXiv Query: made up</title>
  <opensearch:itemsPerPage>0</opensearch:itemsPerPage>
  <opensearch:totalResults>0</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>{entries}
</feed>
"""


def atom(*entries: str) -> str:
    """An arXiv answer that holds `entries`."""
    return EMPTY_ATOM.replace("{entries}", "".join(entries))


def entry(
    arxiv_id: str,
    title: str,
    *,
    abstract: str = "We study it.",
    published: str = "2026-07-20",
    authors: tuple[str, ...] = ("Ada Lovelace",),
    extra: str = "",
) -> str:
    """One entry of an arXiv answer, as the service writes it."""
    people = "".join(f"\n    <author>\n      <name>{escape(name)}</name>\n    </author>" for name in authors)
    return f"""
  <entry>
    <id>http://arxiv.org/abs/{arxiv_id}v1</id>
    <title>{escape(title)}</title>
    <updated>{published}T12:00:00Z</updated>
    <summary>  {escape(abstract)}</summary>
    <category term="cs.CV" scheme="http://arxiv.org/schemas/atom"/>
    <published>{published}T12:00:00Z</published>{extra}
    <arxiv:primary_category term="cs.LG"/>{people}
  </entry>"""


def daily(arxiv_id: str, title: str, **paper: object) -> dict[str, object]:
    """One record of a Hugging Face day, with the fields that are always there."""
    inner = {
        "id": arxiv_id,
        "title": title,
        "summary": "We study it.",
        "authors": [{"name": "Ada Lovelace", "hidden": False}],
        "publishedAt": "2026-07-20T00:00:00.000Z",
        "upvotes": 3,
        **paper,
    }
    return {"paper": inner, "title": title, "publishedAt": "2026-07-20T00:00:00.000Z", "numComments": 1}


class Feeds:
    """A server of every feed, with verbs for what can go wrong; `service` is the first part of a path."""

    def __init__(self) -> None:
        self.shelf = Shelf(arxiv=atom())
        self.bodies: dict[str, Answer] = {}
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._asked: list[Asked] = []
        self._lock = threading.Lock()
        self._server = LoopbackServer(self._answer)

    @property
    def url(self) -> str:
        return self._server.url

    def address(self, service: str) -> str:
        return f"{self.url}/{service}"

    def environment(self) -> dict[str, str]:
        return self._server.environment()

    def asked(self, service: str = "") -> list[Asked]:
        """The requests so far, of one service or of all."""
        with self._lock:
            return [asked for asked in self._asked if service in ("", asked.service)]

    def serve(self, path: str, body: bytes | str, content_type: str = XML, **headers: str) -> str:
        """Put a body under a path and return its address."""
        data = body.encode() if isinstance(body, str) else body
        self.bodies[path.strip("/")] = Answer(
            body=data, content_type=content_type, headers={name.replace("_", "-"): v for name, v in headers.items()}
        )
        return f"{self.url}/{path.strip('/')}"

    # --- faults: each is used up by one request of its service ----------------------------------------------------

    def fail_next(
        self, service: str, status: int, *, retry_after: float | str | None = None, times: int = 1, body: str = "no"
    ) -> None:
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        self.answer_next(service, body, status=status, content_type=TEXT, headers=headers, times=times)

    def answer_next(
        self,
        service: str,
        body: bytes | str,
        *,
        status: int = 200,
        content_type: str = XML,
        headers: Mapping[str, str] | None = None,
        times: int = 1,
    ) -> None:
        data = body.encode() if isinstance(body, str) else body
        answer = Answer(body=data, status=status, content_type=content_type, headers=headers or {})
        self._faults[service].extend([lambda _: answer] * times)

    def answer_html(self, service: str, title: str = "Making sure you're not a bot!", status: int = 200) -> None:
        """A human check, as some services send it with a 200."""
        page = f"<!DOCTYPE html>\n<html><head><title>{escape(title, quote=False)}</title></head><body>…</body></html>"
        self.answer_next(service, page, status=status, content_type="text/html")

    def redirect(self, service: str, location: str, status: int = 301, times: int = 1) -> None:
        self.answer_next(service, "", status=status, headers={"Location": location}, times=times)

    def answer_gzip(self, service: str, body: bytes) -> None:
        self.answer_next(service, gzip.compress(body), headers={"Content-Encoding": "gzip"})

    def cut_connection(self, service: str, after: bytes = b"") -> None:
        """Promise a body, send `after` of it, hang up; with nothing, hang up before the status line."""

        def cut(handler: BaseHTTPRequestHandler) -> None:
            if after:
                handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + after)

        self._faults[service].append(cut)

    def drip(self, service: str, *, seconds: float, every: float = 0.02) -> None:
        """Send one byte at a time, for as long as a client takes it."""

        def drip(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            for _ in range(int(seconds / every)):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(every)

        self._faults[service].append(drip)

    # --- the server -----------------------------------------------------------------------------------------------

    def _answer(self, asked: Asked, handler: BaseHTTPRequestHandler) -> Answer | None:
        with self._lock:
            self._asked.append(asked)
            faults = self._faults[asked.service]
            fault = faults.popleft() if faults else None
        if fault:
            return fault(handler)
        return self.bodies.get(asked.path.strip("/")) or self.shelf.answer(asked)

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.__exit__(kind, error, at)


__all__ = ["JSON", "TEXT", "XML", "Answer", "Asked", "Feeds", "atom", "daily", "entry"]
