"""Signing in over real HTTP, against a stand-in for GitHub's sign-in pages on loopback."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from bot.errors import Forbidden, ForgeError
from bot.forge import Forge
from tests.doubles.forge import MemoryForge
from tests.doubles.sign_in import TOKEN, Github
from tests.webapp.services.conftest import Clock
from webapp.services import sign_in
from webapp.services.sign_in_routes import COOKIE, SignInRoutes


class RoutesInMemory(SignInRoutes):
    """Sign-in for a list in memory."""

    def _forge(self, token: str) -> Forge:
        assert token == TOKEN
        return MemoryForge()


@pytest.fixture
def github() -> Iterator[Github]:
    with Github() as server:
        yield server


@pytest.fixture
def sign_in_routes(github: Github, clock: Clock) -> SignInRoutes:
    env = {
        "GLEANER_REPO": "ada/list",
        "GITHUB_SERVER_URL": github.url,
        "GITHUB_API_URL": github.url,
        "GLEANER_CLIENT_ID": "id",
        "GLEANER_CLIENT_SECRET": "s3cret",
    }
    return RoutesInMemory(env, clock)


@pytest.fixture
def address(sign_in_routes: SignInRoutes) -> Iterator[str]:
    config = uvicorn.Config(
        Starlette(routes=sign_in_routes.routes()), port=0, log_level="error", ws="none", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def browser(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address) as client:
        yield client


def post(browser: httpx.Client, path: str, fields: dict[str, str], origin: str = "") -> httpx.Response:
    return browser.post(path, data=fields, headers={"Origin": origin or str(browser.base_url)})


def cookie_of(answer: httpx.Response) -> str:
    return next(line for line in answer.headers.get_list("set-cookie") if line.startswith(COOKIE))


def test_the_web_flow_signs_a_person_in(browser: httpx.Client, sign_in_routes: SignInRoutes, github: Github) -> None:
    back = github.approves(browser.get("/gh/login").headers["location"])
    answer = browser.get("/gh/callback", params=back)
    assert answer.status_code == 303
    assert "HttpOnly" in cookie_of(answer)
    assert "SameSite=lax" in cookie_of(answer)
    session = sign_in_routes.session(dict(browser.cookies))
    assert session is not None
    assert session.login == "ada"
    assert TOKEN not in repr(session) + str(answer.headers) + answer.text


def test_an_answer_that_was_not_asked_for_is_refused(browser: httpx.Client, github: Github) -> None:
    back = github.approves(browser.get("/gh/login").headers["location"])
    assert browser.get("/gh/callback", params=back | {"state": "forged"}).status_code == 400
    browser.get("/gh/callback", params=back)
    assert browser.get("/gh/callback", params=back).status_code == 400, "a state is good once"


def test_another_browser_cannot_finish_it(browser: httpx.Client, address: str, github: Github) -> None:
    back = github.approves(browser.get("/gh/login").headers["location"])
    with httpx.Client(base_url=address) as other:
        assert other.get("/gh/callback", params=back).status_code == 400


def test_a_sign_in_that_took_too_long_is_refused(browser: httpx.Client, clock: Clock, github: Github) -> None:
    back = github.approves(browser.get("/gh/login").headers["location"])
    clock.passes(sign_in.PATIENCE + 1)
    assert browser.get("/gh/callback", params=back).status_code == 400


def test_a_pasted_token_signs_in_from_our_own_form_alone(browser: httpx.Client, sign_in_routes: SignInRoutes) -> None:
    assert browser.post("/gh/token", data={"token": TOKEN}).status_code == 403
    assert post(browser, "/gh/token", {"token": TOKEN}, "http://evil.example").status_code == 403
    assert post(browser, "/gh/token", {"token": TOKEN}).status_code == 303
    assert sign_in_routes.session(dict(browser.cookies)) is not None


def test_a_wrong_token_gets_a_sentence(browser: httpx.Client) -> None:
    answer = post(browser, "/gh/token", {"token": "ghp_wrong"})
    assert answer.status_code == 403
    assert "mistyped, expired or revoked" in answer.text
    assert "ghp_wrong" not in answer.text


def test_signing_out_ends_the_session(browser: httpx.Client, sign_in_routes: SignInRoutes) -> None:
    post(browser, "/gh/token", {"token": TOKEN})
    cookies = dict(browser.cookies)
    post(browser, "/gh/logout", {"everywhere": "no"})
    assert sign_in_routes.session(cookies) is None


def test_signing_out_everywhere_ends_it_in_every_browser(
    browser: httpx.Client, address: str, sign_in_routes: SignInRoutes
) -> None:
    with httpx.Client(base_url=address) as other:
        post(other, "/gh/token", {"token": TOKEN})
        post(browser, "/gh/token", {"token": TOKEN})
        assert browser.post("/gh/logout", data={"everywhere": "yes"}).status_code == 403, "not from our own form"
        post(browser, "/gh/logout", {"everywhere": "yes"})
        assert sign_in_routes.session(dict(other.cookies)) is None


def test_a_session_is_a_new_one_after_every_sign_in(browser: httpx.Client, sign_in_routes: SignInRoutes) -> None:
    post(browser, "/gh/token", {"token": TOKEN})
    before = dict(browser.cookies)
    post(browser, "/gh/token", {"token": TOKEN})
    assert sign_in_routes.session(before) is None
    assert sign_in_routes.session(dict(browser.cookies)) is not None


def test_a_session_ends_after_eight_hours_without_a_visit(
    browser: httpx.Client, sign_in_routes: SignInRoutes, clock: Clock
) -> None:
    post(browser, "/gh/token", {"token": TOKEN})
    clock.passes(8 * 3600 + 1)
    assert sign_in_routes.session(dict(browser.cookies)) is None


def test_a_ticket_of_the_device_flow_gives_the_cookie_once(browser: httpx.Client, sign_in_routes: SignInRoutes) -> None:
    ticket = sign_in_routes.sessions.ticket(sign_in_routes.admit(TOKEN))
    assert "HttpOnly" in cookie_of(browser.get("/gh/claim", params={"ticket": ticket}))
    again = browser.get("/gh/claim", params={"ticket": ticket})
    assert "set-cookie" not in again.headers


def test_the_device_flow_waits_slows_down_and_arrives(sign_in_routes: SignInRoutes, github: Github) -> None:
    code = sign_in.ask_code(sign_in_routes.provider, 0.0)
    assert (code.user_code, code.address) == ("AB-12", "https://x.example")
    github.device_answers += [{"error": "authorization_pending"}, {"error": "slow_down", "interval": 10}]
    github.device_answers += [{"access_token": TOKEN}]
    assert sign_in.poll(sign_in_routes.provider, code) == 0.01
    assert sign_in.poll(sign_in_routes.provider, code) == 10.0
    assert sign_in.poll(sign_in_routes.provider, code) == TOKEN


@pytest.mark.parametrize("error", ["expired_token", "access_denied", "something_new"])
def test_every_refusal_has_a_sentence(sign_in_routes: SignInRoutes, github: Github, error: str) -> None:
    github.device_answers.append({"error": error})
    with pytest.raises(Forbidden, match=r"\.$"):
        sign_in.poll(sign_in_routes.provider, sign_in.ask_code(sign_in_routes.provider, 0.0))


def test_a_silent_server_is_named_without_the_secret() -> None:
    provider = sign_in.Provider(server="http://127.0.0.1:9", client_id="id", client_secret="s3cret")
    with pytest.raises(ForgeError) as failed:
        sign_in.ask_code(provider, 0.0)
    assert "s3cret" not in str(failed.value)
    assert failed.value.__cause__ is None
