"""The loopback HTTP server: bytes → call → answer → bytes, every exchange kept."""

from __future__ import annotations

import hashlib
import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.doubles.github import contents, gitdata, graphql, issues, people, pulls
from tests.doubles.github.calls import Answer, Call, find
from tests.doubles.github.faults import Fault, When
from tests.doubles.github.records import Json, Refusal
from tests.doubles.github.service import Service

MODULES = (contents, gitdata, graphql, pulls, issues, people)
"""The modules whose routes exist: importing them registers them."""


@dataclass(frozen=True)
class Exchange:
    """One request and what it was answered; status 0 means the connection was cut."""

    method: str
    path: str
    template: str
    query: dict[str, str]
    sent: Any
    status: int
    answered: Any
    who: str
    json: bool = True
    faulty: bool = False

    @property
    def writes(self) -> bool:
        return self.method != "GET" and self.path != "/graphql"

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


class Cut(Exception):
    """Close the connection without an answer."""


@dataclass
class Desk:
    """What answers requests, one at a time; kept apart from the sockets."""

    service: Service
    faults: list[Fault] = field(default_factory=list)
    log: list[Exchange] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    before: Callable[[str, str], None] | None = None
    """Called in front of every request, outside the lock: a test decides there who goes first."""
    remaining: int = 4999
    dead_after: int | None = None
    """How many more requests are answered; the process that sends them counts as killed behind that."""
    last_is_done: bool = False
    _newer: dict[tuple[str, str], Answer] = field(default_factory=dict)
    """Whether the first request that is not answered is carried out all the same."""

    def handle(self, method: str, target: str, headers: dict[str, str], data: bytes) -> tuple[Answer, Exchange]:
        """Answer one request and keep it; raises Cut where the connection shall just close."""
        if self.before is not None:
            self.before(method, target)
        with self.lock:
            return self._answer(method, target, headers, data)

    def _answer(self, method: str, target: str, headers: dict[str, str], data: bytes) -> tuple[Answer, Exchange]:
        parts = urlsplit(target)
        path = unquote(parts.path.removeprefix(self.service.prefix))
        if parts.path == self.service.prefix.removesuffix("/v3") + "/graphql":
            path = "/graphql"
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        found = find(method, path)
        template = found[0] if found else ""
        said = json.loads(data) if data else {}
        said = {"labels": said} if isinstance(said, list) else said
        fault = self._fault(method, template)
        who = "nobody"
        answer: Answer | None = None
        try:
            token = self.service.token(_token(headers))
            who = next(name for name, kept in self.service.tokens.items() if kept is token)
            if fault is None or fault.when is When.AFTER:
                answer = self._carry_out(found, token, query, said, headers)
        except Refusal as refusal:
            answer = self._refused(refusal)
        if fault is not None:
            answer = self._spoilt(fault, answer, (method, target))
        elif answer is not None and method == "GET":
            self._newer[method, target] = answer
        status = answer.status if answer else 0
        body = answer.body if answer else None
        text = answer is not None and answer.raw is None
        kept = Exchange(method, path, template, query, said or None, status, body, who, text, fault is not None)
        self.log.append(kept)
        if answer is None:
            raise Cut
        return self._finished(answer, headers), kept

    def _fault(self, method: str, template: str) -> Fault | None:
        if self.dead_after is not None:
            self.dead_after -= 1
            if self.dead_after < 0:
                done = self.last_is_done and self.dead_after == -1
                return Fault(cut=True, when=When.AFTER if done else When.BEFORE)
        striking = [fault for fault in self.faults if fault.strikes(method, template)]
        return striking[0] if striking else None

    def _carry_out(self, found: Any, token: Any, query: dict[str, str], said: Json, headers: dict[str, str]) -> Answer:
        if found is None:
            raise Refusal(404, "Not Found")
        _, function, where = found
        if "owner" in where and f"{where['owner']}/{where['repo']}".lower() != self.service.full_name.lower():
            raise Refusal(404, "Not Found")
        answer: Answer = function(Call(self.service, token, where, query, said, headers.get("accept", "")))
        return answer

    def _refused(self, refusal: Refusal) -> Answer:
        body: Json = {"message": refusal.message, "documentation_url": "https://docs.github.com/rest"}
        if refusal.errors is not None:
            body["errors"] = refusal.errors
        return Answer(refusal.status, {**body, "status": str(refusal.status)}, refusal.headers)

    def _spoilt(self, fault: Fault, true: Answer | None, asked: tuple[str, str]) -> Answer | None:
        """What goes out in the place of the true answer; None closes the connection."""
        if fault.cut:
            return None
        if fault.stale:
            return self._newer.get(asked, true)
        if fault.page:
            return Answer(raw=b"<html><body>Just a moment</body></html>", headers={"Content-Type": "text/html"})
        if fault.half and true is not None:
            raw = true.raw if true.raw is not None else json.dumps(true.body).encode()
            return Answer(true.status, None, true.headers, raw[: len(raw) // 2] or b"{")
        return self._faulty(fault)

    def _faulty(self, fault: Fault) -> Answer:
        body = fault.body or {"message": fault.message, "documentation_url": "https://docs.github.com/rest"}
        return Answer(fault.status, body, fault.headers)

    def _finished(self, answer: Answer, headers: dict[str, str]) -> Answer:
        """The answer with its ETag and rate-limit headers; 304 where the asker has these bytes already."""
        self.remaining -= 1
        raw = answer.raw
        if raw is None:
            raw = b"" if answer.body is None else json.dumps(answer.body).encode()
        tag = '"' + hashlib.sha1(raw, usedforsecurity=False).hexdigest() + '"'
        rates = {
            "X-RateLimit-Limit": "5000",
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.service.time + 3600),
        }
        kept = {"Content-Type": "application/json; charset=utf-8", "ETag": tag, **rates, **answer.headers}
        if answer.status == 200 and headers.get("if-none-match") == tag:
            self.remaining += 1
            return Answer(304, None, kept, b"")
        return Answer(answer.status, answer.body, kept, raw)


def _token(headers: dict[str, str]) -> str:
    return headers.get("authorization", " ").partition(" ")[2]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def _serve(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            answer, _ = self.server.desk.handle(self.command, self.path, headers, data)
        except Cut:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        raw = answer.raw or b""
        lines = [f"HTTP/1.1 {answer.status} {'OK' if answer.status < 400 else 'No'}", f"Content-Length: {len(raw)}"]
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        head = ("\r\n".join(lines) + "\r\n\r\n").encode()
        if answer.status in (204, 304):
            head = head.replace(b"Content-Length: 0\r\n", b"")
        self.wfile.write(head + raw)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815  # http.server's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's name
        """Nothing: the exchanges are kept instead."""


class Server(ThreadingHTTPServer):
    """A server on a free port of the loopback."""

    daemon_threads = True

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        super().__init__(("127.0.0.1", 0), _Handler)
        self._thread = threading.Thread(target=lambda: self.serve_forever(poll_interval=0.01), daemon=True)

    def start(self) -> str:
        """Begin to answer; returns the address."""
        self._thread.start()
        return f"http://127.0.0.1:{self.server_address[1]}"

    def stop(self) -> None:
        """Answer no more."""
        self.shutdown()
        self.server_close()
        self._thread.join()
