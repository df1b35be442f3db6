"""HTTP headers that keep foreign text harmless: no requests to other hosts, no frames, no foreign scripts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GITHUB = "https://github.com"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(page: str, forge: str = GITHUB) -> str:
    """The content security policy; `page` is Streamlit's index.html, whose own inline scripts are let through by hash.

    Components need `blob:` scripts, Streamlit's styles are inline; nothing may be loaded from another host.
    """
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in _INLINE.findall(page))
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' blob: {hashes}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self' ws: wss:",
        "worker-src": "'self' blob:",
        "frame-ancestors": "'none'",
        "form-action": f"'self' {forge}",
        "base-uri": "'self'",
        "object-src": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def headers(page: str, env: Mapping[str, str]) -> dict[str, str]:
    """All headers every answer carries."""
    return {
        "Content-Security-Policy": policy(page, env.get("GITHUB_SERVER_URL", GITHUB)),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


class SecurityHeaders:
    """ASGI middleware that puts the headers on every HTTP answer."""

    def __init__(self, app: ASGIApp, answer_headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = dict(answer_headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _put(message, self._headers)
            await send(message)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)


def _put(message: MutableMapping[str, Any], answer_headers: Mapping[str, str]) -> None:
    present = MutableHeaders(scope=message)
    for name, value in answer_headers.items():
        present[name] = value


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
