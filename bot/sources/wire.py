"""Between the socket and the body: bounded decompression, redirects, a watchdog for slow answers."""

from __future__ import annotations

import html
import ipaddress
import re
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Protocol, Self, runtime_checkable
from urllib.parse import urljoin, urlsplit

from bot.errors import SourceError

COMMENTS = rb"(?:<!--(?:(?!-->).)*+-->\s*+)*+"
"""A run of XML comments, for patterns in which `.` is any byte. It gives nothing back: taken as one comment or two, a
run of thirty would keep a pattern at work for hours.
"""
_HTML = re.compile(rb"\s*+" + COMMENTS + rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
"""The beginning of a web page."""
_TITLE = re.compile(rb"<title[^>]*>([^<]{0,200})", re.IGNORECASE)
_WINDOW_BITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_SHUT_BOTH_WAYS = 2


class TooLargeError(Exception):
    """The body grew past its limit."""


class CutOffError(Exception):
    """The body ended before it was whole, or its compression is broken."""


@runtime_checkable
class NetworkStream(Protocol):
    """An open connection, as httpx's tracing shows it."""

    def get_extra_info(self, info: str) -> object:
        """Look up a detail by name: `socket`."""


class Watchdog:
    """Cuts a connection when a request as a whole took too long.

    A read time-out starts anew with every byte, so a server that sends one byte at a time could hold a run for ever.
    """

    def __init__(self, seconds: float, stream: Callable[[], NetworkStream | None]) -> None:
        self.fired = False
        self._stream = stream
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        self.fired = True
        stream = self._stream()
        sock = stream.get_extra_info("socket") if stream else None
        try:
            if sock is not None:
                sock.shutdown(_SHUT_BOTH_WAYS)  # type: ignore[attr-defined]  # a socket of the standard library
        except OSError:
            # Closed already: the answer came in the same moment.
            return


def inflated(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The decompressed body, never holding more than `limit` bytes; raises TooLargeError and CutOffError."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return _joined(chunks, limit)
    if encoding not in _WINDOW_BITS:
        raise CutOffError(f"compressed by {encoding[:30]!r}, which was not asked for")
    return _decompressed(chunks, _WINDOW_BITS[encoding], limit)


def _joined(chunks: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise TooLargeError
    return bytes(body)


def _decompressed(chunks: Iterable[bytes], window_bits: int, limit: int) -> bytes:
    body = bytearray()
    decoder = zlib.decompressobj(window_bits)
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                if decoder.eof:
                    # gzip allows several members, one after the other.
                    decoder = zlib.decompressobj(window_bits)
                body += decoder.decompress(rest, limit - len(body) + 1)
                if len(body) > limit:
                    raise TooLargeError
                rest = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    except zlib.error as error:
        raise CutOffError(f"its compression is broken ({error})") from error
    if not decoder.eof and body:
        raise CutOffError("the answer was cut off")
    return bytes(body)


def redirected(url: str, location: str, *, method: str) -> str:
    """The target of a redirect; only by the same scheme or a safer one, never from outside into a private network."""
    place = shown(url)
    try:
        target = urljoin(url, location.strip())
        old, new = urlsplit(url), urlsplit(target)
    except ValueError as error:
        raise SourceError(f"{place}: redirects to no address") from error
    if method not in ("GET", "HEAD"):
        raise SourceError(f"{place}: redirects a question; check the address")
    if new.scheme != "https" and (new.scheme != old.scheme or new.scheme != "http"):
        raise SourceError(f"{place}: redirects to {new.scheme}://, which is less safe; check the address")
    if _is_private(new.hostname or "") and not _is_private(old.hostname or ""):
        raise SourceError(f"{place}: redirects into a private network; check the address")
    return target


def _is_private(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return False


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds the service asks to wait; a date counts from the answer's own Date."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", value):
        return float(value)
    then, now = _http_date(value), _http_date(headers.get("date", ""))
    return max((then - now).total_seconds(), 0.0) if then and now else None


def _http_date(value: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return parsed if parsed.tzinfo else None


def web_page_title(body: bytes) -> str | None:
    """The title of a body that is a web page ("" where it has none), None for anything else."""
    head = body[:4096].removeprefix(b"\xef\xbb\xbf")
    if not _HTML.match(head):
        return None
    found = _TITLE.search(head)
    return " ".join(html.unescape(found[1].decode("utf-8", "replace")).split()) if found else ""


def user_agent(version: str, contact: str) -> str:
    """The User-Agent header; services ask bots for a way to reach whoever runs them."""
    reach = "".join(c for c in contact if " " <= c <= "~" and c not in "()").strip()
    return f"Gleaner/{version} ({reach or 'a bot that keeps paper lists; no contact given'})"


def shown(url: str) -> str:
    """An address for a message: host and path, without the question and without a password."""
    parts = urlsplit(url)
    return f"{parts.netloc.rpartition('@')[2]}{parts.path}"[:200]
