"""A stand-in on loopback for GitHub's pages of signing in: web flow with PKCE, device flow, whose token it is."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

TOKEN = "gho_" + "x" * 36


class Github(ThreadingHTTPServer):
    """GitHub's side of signing in; checks PKCE, gives one token, and follows a script of device answers."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.token = token
        self.challenges: dict[str, str] = {}
        self.device_answers: list[dict[str, object]] = []
        self.interval = 0.01
        self.url = f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()

    def approves(self, address: str) -> dict[str, str]:
        """A person says yes on the page at this address; returns what the browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["code_challenge_method"] == "S256"
        self.challenges["code-1"] = asked["code_challenge"]
        return {"state": asked["state"], "code": "code-1"}


class _Answers(BaseHTTPRequestHandler):
    server: Github

    def do_POST(self) -> None:
        fields = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if self.path == "/login/device/code":
            self._say(
                {
                    "device_code": "d",
                    "user_code": "AB-12",
                    "verification_uri": "https://x.example",
                    "interval": self.server.interval,
                }
            )
        elif "device_code" in fields:
            self._say(self.server.device_answers.pop(0))
        else:
            digest = hashlib.sha256(fields["code_verifier"].encode()).digest()
            right = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == self.server.challenges.get(fields["code"])
            self._say({"access_token": self.server.token} if right else {"error": "bad_verification_code"})

    def do_GET(self) -> None:
        if self.path.startswith("/login/oauth/authorize"):
            # The person is signed in to GitHub already, and said yes before.
            asked = dict(parse_qsl(urlsplit(self.path).query))
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(self.server.approves(self.path))}")
            self.end_headers()
            return
        known = self.headers.get("Authorization") == f"Bearer {self.server.token}"
        self._say({"login": "ada"} if known else {"message": "Bad credentials"}, 200 if known else 401)

    def _say(self, value: dict[str, object], status: int = 200) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass
