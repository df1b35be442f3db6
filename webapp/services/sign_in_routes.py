"""HTTP routes for signing in and out. They set the cookie, which pages cannot: HttpOnly, so that no script reads it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.errors import GleanerError
from bot.forge import Forge
from bot.forge.opening import open_forge
from webapp.services import sign_in
from webapp.services.sessions import IDLE, Session, Sessions
from webapp.services.shared_forge import LONGEST

COOKIE = "gleaner_session"
STATE = "gleaner_state"
SEE_OTHER = 303
MOST_STARTED = 200


class SignInRoutes:
    """Sign-in for one repository on GitHub; shared by the routes and the pages of one server."""

    def __init__(self, env: Mapping[str, str], clock: Callable[[], float] = time.time) -> None:
        self.env = env
        self.provider = sign_in.provider_of(env)
        self.sessions = Sessions(clock)
        self._clock = clock
        self._started: dict[str, sign_in.Started] = {}
        self._lock = threading.Lock()

    def routes(self) -> list[Route]:
        """The routes, for the server."""
        return [
            Route("/gh/login", self.login),
            Route("/gh/callback", self.callback),
            Route("/gh/token", self.pasted, methods=["POST"]),
            Route("/gh/claim", self.claim),
            Route("/gh/logout", self.logout, methods=["POST"]),
        ]

    def admit(self, token: str) -> str:
        """Sign the owner of a token in; Forbidden where they cannot read the repository. Returns the session id."""
        login = sign_in.login_of(self.provider, token)
        forge = self._forge(token)
        forge.base([])
        return self.sessions.start(login, forge)

    # --- routes ----------------------------------------------------------------------------------------------------

    async def login(self, request: Request) -> Response:
        """Send the browser to GitHub, with a state that only this browser holds."""
        if not self.provider.web_flow:
            return PlainTextResponse("Signing in with GitHub is not set up on this server.", 404)
        started = sign_in.start(self._clock())
        with self._lock:
            fresh = {s: kept for s, kept in self._started.items() if started.at - kept.at < sign_in.PATIENCE}
            self._started = dict(list(fresh.items())[-MOST_STARTED:]) | {started.state: started}
        answer = RedirectResponse(sign_in.address_of(self.provider, started, _callback(request, self.env)), SEE_OTHER)
        secure = _secure(request)
        answer.set_cookie(STATE, started.state, max_age=600, path="/gh", httponly=True, samesite="lax", secure=secure)
        return answer

    async def callback(self, request: Request) -> Response:
        """Take the browser back: the state must be this browser's, ours, and not used before."""
        state = request.query_params.get("state", "")
        with self._lock:
            started = self._started.pop(state, None)
        mine = request.cookies.get(STATE, "") == state
        if started is None or not mine or self._clock() - started.at > sign_in.PATIENCE:
            return PlainTextResponse("This sign-in was not started here, or it took too long. Start again.", 400)
        code = request.query_params.get("code", "")
        if not code:
            return RedirectResponse("/", SEE_OTHER)

        def exchanged() -> str:
            return self.admit(sign_in.exchange(self.provider, started, code, _callback(request, self.env)))

        return await self._let_in(request, exchanged)

    async def pasted(self, request: Request) -> Response:
        """Take a pasted token from our own form; it never crosses the page's socket."""
        if not _same_origin(request):
            return PlainTextResponse("This form was not sent from this app.", 403)
        token = str((await request.form()).get("token", "")).strip()
        return await self._let_in(request, lambda: self.admit(token))

    async def claim(self, request: Request) -> Response:
        """Give the cookie of a session that the device flow made."""
        sid = self.sessions.redeem(request.query_params.get("ticket", ""))
        return self._with_cookie(request, sid) if sid else RedirectResponse("/", SEE_OTHER)

    async def logout(self, request: Request) -> Response:
        """End the session: here, or everywhere."""
        if not _same_origin(request):
            return PlainTextResponse("This form was not sent from this app.", 403)
        everywhere = (await request.form()).get("everywhere") == "yes"
        self.sessions.end(request.cookies.get(COOKIE, ""), everywhere=everywhere)
        answer = RedirectResponse("/", SEE_OTHER)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    # --- inside ----------------------------------------------------------------------------------------------------

    async def _let_in(self, request: Request, admitted: Callable[[], str]) -> Response:
        try:
            sid = await run_in_threadpool(admitted)
        except GleanerError as error:
            return PlainTextResponse(f"You are not signed in. {error}\n", 403)
        self.sessions.end(request.cookies.get(COOKIE, ""))
        return self._with_cookie(request, sid)

    def _with_cookie(self, request: Request, sid: str) -> Response:
        answer = RedirectResponse("/", SEE_OTHER)
        answer.set_cookie(
            COOKIE, sid, max_age=int(IDLE), path="/", httponly=True, samesite="lax", secure=_secure(request)
        )
        answer.delete_cookie(STATE, path="/gh")
        return answer

    def _forge(self, token: str) -> Forge:
        return open_forge(self.env.get("GLEANER_REPO", ""), {**self.env, "GITHUB_TOKEN": token}, longest=LONGEST)

    def session(self, cookies: Mapping[str, str]) -> Session | None:
        """Who the cookies of a page belong to."""
        return self.sessions.find(cookies.get(COOKIE, ""))


_ROUTES: dict[tuple[str, str, str], SignInRoutes] = {}
_LOCK = threading.Lock()


def sign_in_routes(env: Mapping[str, str]) -> SignInRoutes:
    """The sign-in routes of this server: one object per repository, shared by its HTTP routes and its pages."""
    name = (env.get("GLEANER_REPO", ""), env.get("GITHUB_SERVER_URL", ""), env.get("GLEANER_CLIENT_ID", ""))
    with _LOCK:
        if name not in _ROUTES:
            _ROUTES[name] = SignInRoutes(env)
        return _ROUTES[name]


def _callback(request: Request, env: Mapping[str, str]) -> str:
    base = env.get("GLEANER_URL", "").rstrip("/") or str(request.base_url).rstrip("/")
    return f"{base}/gh/callback"


def _secure(request: Request) -> bool:
    return request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"


def _same_origin(request: Request) -> bool:
    origin = request.headers.get("origin", "")
    return origin.partition("://")[2] == request.headers.get("host", "-")
