"""GitHub's three ways to a person's token: the web flow with PKCE, the device flow, and a token they paste.

Sources: GitHub's pages on authorizing OAuth apps and on GitHub App user access tokens (both flows), RFC 7636 (PKCE).
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from bot.errors import Forbidden, ForgeError

PATIENCE = 600.0
"""Seconds a started sign-in may take."""
_JSON = {"Accept": "application/json"}
SENTENCES = {
    "expired_token": "The code has expired. Start again.",
    "access_denied": "You declined. Nothing was changed.",
    "bad_verification_code": "GitHub did not accept the answer. Start again.",
    "incorrect_client_credentials": "The app's id or secret is wrong. Tell whoever runs this server.",
    "device_flow_disabled": "The device flow is off in the app's settings on GitHub. Tell whoever runs this server.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """Where people sign in; without an id only a pasted token works, without a secret also the device flow."""

    server: str = "https://github.com"
    api: str = "https://api.github.com"
    client_id: str = ""
    client_secret: str = field(default="", repr=False)

    @property
    def web_flow(self) -> bool:
        """Whether the web flow can be used."""
        return bool(self.client_id and self.client_secret)

    @property
    def device_flow(self) -> bool:
        """Whether the device flow can be used."""
        return bool(self.client_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Started:
    """A web sign-in under way: `state` ties the answer to the browser, `verifier` to this server."""

    state: str
    verifier: str = field(repr=False)
    at: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A device sign-in under way: what the person types where, and how often to ask (seconds)."""

    user_code: str
    address: str
    device_code: str = field(repr=False)
    interval: float
    until: float


def provider_of(env: Mapping[str, str]) -> Provider:
    """The provider that the environment names."""
    return Provider(
        server=(env.get("GITHUB_SERVER_URL") or "https://github.com").rstrip("/"),
        api=(env.get("GITHUB_API_URL") or "https://api.github.com").rstrip("/"),
        client_id=env.get("GLEANER_CLIENT_ID", ""),
        client_secret=env.get("GLEANER_CLIENT_SECRET", ""),
    )


def start(now: float) -> Started:
    """Begin a web sign-in."""
    return Started(state=secrets.token_urlsafe(24), verifier=secrets.token_urlsafe(48), at=now)


def address_of(provider: Provider, started: Started, callback: str) -> str:
    """Where to send the browser."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(started.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "client_id": provider.client_id,
        "redirect_uri": callback,
        "state": started.state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{provider.server}/login/oauth/authorize?{urlencode(query)}"


def exchange(provider: Provider, started: Started, code: str, callback: str) -> str:
    """The token for a code; Forbidden with a sentence where GitHub says no."""
    answer = _post(
        provider,
        "/login/oauth/access_token",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        code=code,
        redirect_uri=callback,
        code_verifier=started.verifier,
    )
    return _token(answer)


def ask_code(provider: Provider, now: float) -> Code:
    """Begin a device sign-in."""
    answer = _post(provider, "/login/device/code", client_id=provider.client_id)
    if "device_code" not in answer:
        raise Forbidden(_sentence(answer))
    return Code(
        user_code=str(answer["user_code"]),
        address=str(answer["verification_uri"]),
        device_code=str(answer["device_code"]),
        interval=_number(answer.get("interval"), 5.0),
        until=now + _number(answer.get("expires_in"), 900.0),
    )


def poll(provider: Provider, code: Code) -> str | float:
    """The token, or the seconds to wait before asking again; Forbidden where it will not come."""
    answer = _post(
        provider,
        "/login/oauth/access_token",
        client_id=provider.client_id,
        device_code=code.device_code,
        grant_type="urn:ietf:params:oauth:grant-type:device_code",
    )
    if answer.get("error") == "authorization_pending":
        return code.interval
    if answer.get("error") == "slow_down":
        return _number(answer.get("interval"), code.interval + 5.0)
    return _token(answer)


def login_of(provider: Provider, token: str) -> str:
    """The account a token belongs to; Forbidden where it is none."""
    try:
        answer = httpx.get(f"{provider.api}/user", headers=_JSON | {"Authorization": f"Bearer {token}"}, timeout=15)
    except httpx.HTTPError as error:
        raise ForgeError(f"{provider.api} could not be reached: {type(error).__name__}; try again") from None
    if answer.status_code != httpx.codes.OK:
        raise Forbidden("GitHub does not know this token: it is mistyped, expired or revoked. Make a new one.")
    return str(answer.json().get("login", ""))


def _post(provider: Provider, path: str, **fields: str) -> dict[str, object]:
    try:
        answer = httpx.post(f"{provider.server}{path}", data=fields, headers=_JSON, timeout=15)
        value = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        # Without the request: it holds the secret.
        raise ForgeError(f"{provider.server} could not be reached: {type(error).__name__}; try again") from None
    return value if isinstance(value, dict) else {}


def _token(answer: Mapping[str, object]) -> str:
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        raise Forbidden(_sentence(answer))
    return token


def _sentence(answer: Mapping[str, object]) -> str:
    return SENTENCES.get(str(answer.get("error", "")), "GitHub did not sign you in. Start again.")


def _number(value: object, otherwise: float) -> float:
    return float(value) if isinstance(value, int | float) else otherwise
