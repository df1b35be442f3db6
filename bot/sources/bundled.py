"""Recorded feeds over loopback HTTP, so that the demo (and a test) runs the real sources unchanged.

A `Shelf` holds bodies in the services' own wire formats and answers as they do: arXiv by id, by title and by page,
Hugging Face by day and by search, feeds by path. `LoopbackServer` puts any such answer behind a real socket.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from bot.identity import keys_of_url
from bot.matching.titles import fold_tight

DEMO_DAY = "2024-10-18"
"""The day the bundled feeds are of; the demo runs as if it were today."""

_ENTRY = re.compile(r"\s*<entry>.*?</entry>", re.DOTALL)
_ENTRY_ID = re.compile(r"<id>([^<]*)</id>")
_ENTRY_TITLE = re.compile(r"<title>([^<]*)</title>")
_COUNT = re.compile(r"(<opensearch:(itemsPerPage|totalResults|startIndex)>)\d*")
"""The counts in the head of arXiv's answer."""
_ASKED_TITLE = re.compile(r'ti:"([^"]*)"')
_ASKED_DAYS = re.compile(r"submittedDate:\[(\d{8})\d{0,4} TO (\d{8})\d{0,4}\]")
"""The window of days in a query."""
_PUBLISHED = re.compile(r"<published>(\d{4})-(\d\d)-(\d\d)")
_DEFAULT_PAGE = 10

XML, JSON, TEXT = "application/xml; charset=utf-8", "application/json; charset=utf-8", "text/plain; charset=utf-8"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One request: `query` holds the first value of each parameter, `service` the first part of the path."""

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    at: float = 0.0

    @property
    def service(self) -> str:
        """`arxiv`, `huggingface`, `feeds` …"""
        return self.path.strip("/").partition("/")[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The answer to one request."""

    body: bytes = b""
    status: int = 200
    content_type: str = XML
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(kw_only=True, slots=True)
class Shelf:
    """Bodies by service: `arxiv` one Atom text, `days` Hugging Face's answer by ISO date, `feeds` bodies by name."""

    arxiv: str = ""
    days: dict[str, bytes] = field(default_factory=dict)
    feeds: dict[str, bytes] = field(default_factory=dict)

    def answer(self, asked: Asked) -> Answer:
        """Answer as the service of the path would."""
        path = asked.path.strip("/")
        if path == "arxiv/api/query":
            return Answer(body=arxiv_page(self.arxiv, asked.query).encode())
        if path == "huggingface/api/daily_papers":
            return Answer(body=self.days.get(asked.query.get("date", ""), b"[]"), content_type=JSON)
        if path == "huggingface/api/papers/search":
            found = huggingface_search(self.days.values(), asked.query.get("q", ""))
            return Answer(body=json.dumps(found).encode(), content_type=JSON)
        if path.startswith("feeds/") and path.removeprefix("feeds/") in self.feeds:
            return Answer(body=self.feeds[path.removeprefix("feeds/")])
        return Answer(body=b"not found", status=404, content_type=TEXT)


def arxiv_page(atom: str, query: Mapping[str, str]) -> str:
    """The part of a recorded Atom text that a query asks for: by id, by title or by day, and by page."""
    entries = _ENTRY.findall(atom)
    if wanted := [key for text in query.get("id_list", "").split(",") for key in keys_of_url(text)]:
        entries = [entry for entry in entries if not set(wanted).isdisjoint(keys_of_url(_first(_ENTRY_ID, entry)))]
    elif titles := _ASKED_TITLE.findall(query.get("search_query", "")):
        entries = [entry for entry in entries if _holds(_first(_ENTRY_TITLE, entry), titles)]
    if days := _ASKED_DAYS.search(query.get("search_query", "")):
        entries = [entry for entry in entries if days[1] <= "".join(_PUBLISHED.search(entry).groups()) <= days[2]]  # type: ignore[union-attr]  # every entry is dated
    start, most = int(query.get("start", "0")), int(query.get("max_results", _DEFAULT_PAGE))
    counts = {"itemsPerPage": most, "totalResults": len(entries), "startIndex": start}
    head = _COUNT.sub(lambda tag: f"{tag[1]}{counts[tag[2]]}", _ENTRY.sub("", atom).rpartition("</feed>")[0])
    return head + "".join(entries[start : start + most]) + "\n</feed>\n"


def _holds(title: str, wanted: Iterable[str]) -> bool:
    return any(fold_tight(phrase) in fold_tight(title) for phrase in wanted)


def _first(pattern: re.Pattern[str], entry: str) -> str:
    found = pattern.search(entry)
    return found[1] if found else ""


def huggingface_search(days: Iterable[bytes], words: str) -> list[object]:
    """The records of all days with the title that was asked for."""
    records = [record for day in days for record in json.loads(day)]
    return [record for record in records if fold_tight(record["paper"]["title"]) == fold_tight(words)]


def demo_shelf() -> Shelf:
    """The feeds that come with the package."""
    folder = demo_folder() / "feeds"
    return Shelf(
        arxiv=(folder / "arxiv.xml").read_text(encoding="utf-8"),
        days={
            day.name.removesuffix(".json"): day.read_bytes()
            for day in (folder / "huggingface").iterdir()
            if day.name.endswith(".json")
        },
    )


def demo_folder() -> Traversable:
    """Where the demo's list and feeds are: `list/` is the repository it starts from, `feeds/` what is answered."""
    return files("bot") / "data" / "demo"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    answer: Callable[[Asked, BaseHTTPRequestHandler], Answer | None]

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing where a client went away: it would disturb a progress display."""


class LoopbackServer:
    """Serves `answer` on a free port of 127.0.0.1 while it is entered; an answer of None was written by hand."""

    def __init__(self, answer: Callable[[Asked, BaseHTTPRequestHandler], Answer | None]) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.answer = answer
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        """The base address; a service's is below it, by its name."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def environment(self) -> dict[str, str]:
        """The variables that point the sources here."""
        names = ("arxiv", "huggingface", "semantic_scholar", "crossref", "github_trending")
        return {f"GLEANER_{name.upper()}_URL": f"{self.url}/{name}" for name in names}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def serve_demo() -> LoopbackServer:
    """Put the bundled feeds behind a socket; enter it, and point the sources at its `environment()`."""
    shelf = demo_shelf()
    return LoopbackServer(lambda asked, _: shelf.answer(asked))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave in one packet: in two, each answer would wait 40 ms for an acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._serve(b"")

    def do_HEAD(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def _serve(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(method=self.command, path=parts.path, query=query, body=body, headers=headers)
        answer = self.server.answer(asked, self)
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.content_type, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name for it
        """Log no request."""
