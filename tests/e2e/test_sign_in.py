"""Signing in to GitHub in a real browser: the token crosses no socket of the page and stands in nothing it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import forge_on
from tests.doubles.sign_in import Github
from tests.doubles.worlds import LIST, TEXT, opening, paper
from tests.e2e.conftest import Server

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
pytestmark = pytest.mark.browser


@pytest.fixture
def double() -> Iterator[GitHubDouble]:
    with GitHubDouble() as github:
        github.push({LIST: TEXT})
        forge = forge_on(github)
        forge.apply(opening(forge, paper(1)))
        yield github


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def test_a_pasted_token_signs_in_and_signing_out_ends_it(
    tmp_path: Path, serve: Callable[..., Server], double: GitHubDouble, page: Any
) -> None:
    env = double.environment() | {"GITHUB_TOKEN": "", "GLEANER_JOURNAL": str(tmp_path / "journal")}
    server = serve(tmp_path / "unused", **env | {"GLEANER_REPO": double.repository})
    token = double.token("writer")
    frames: list[str] = []
    page.on(
        "websocket",
        lambda ws: [ws.on(name, lambda data: frames.append(str(data))) for name in ("framesent", "framereceived")],
    )
    page.goto(server.url)
    page.get_by_label("A fine-grained token of your account").fill(token)
    page.get_by_role("button", name="Use it").click()
    page.wait_for_selector(".deck[data-ready=yes]", timeout=30_000)
    expect(page.locator(".title")).to_be_visible()
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "gleaner_session"]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert not any(token in frame for frame in frames)
    assert token not in page.content()
    assert token not in page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert token not in server.log.read_text(errors="replace")

    page.goto(f"{server.url}/settings")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.fixture
def github(double: GitHubDouble) -> Iterator[Github]:
    with Github(double.token("writer")) as pages:
        yield pages


def app_on(double: GitHubDouble, github: Github, folder: Path, **more: str) -> dict[str, str]:
    """The app of a GitHub App: sign-in on the stand-in's pages, everything else on the double."""
    return (
        double.environment()
        | {
            "GITHUB_TOKEN": "",
            "GITHUB_SERVER_URL": github.url,
            "GLEANER_REPO": double.repository,
            "GLEANER_JOURNAL": str(folder / "journal"),
            "GLEANER_CLIENT_ID": "id",
        }
        | more
    )


def ready(page: Any) -> None:
    page.wait_for_selector(".deck[data-ready=yes]", timeout=30_000)


def sign_in(page: Any, server: Server) -> None:
    """By the web flow, to the deck."""
    page.goto(server.url)
    page.get_by_role("link", name="Sign in with GitHub").click()
    ready(page)


def test_the_web_flow_ends_on_the_deck_and_leaves_nothing_behind(
    tmp_path: Path, serve: Callable[..., Server], double: GitHubDouble, github: Github, page: Any
) -> None:
    server = serve(tmp_path / "unused", **app_on(double, github, tmp_path, GLEANER_CLIENT_SECRET="s3cret"))
    sign_in(page, server)
    assert page.url == f"{server.url}/", "no code stays in the address"
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])") + page.content()
    assert github.token not in kept
    second = page.context.new_page()
    second.goto(server.url)
    ready(second)
    page.goto(f"{server.url}/settings")
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    second.reload()
    expect(second.get_by_role("heading", name="Sign in")).to_be_visible()
    assert github.token not in server.log.read_text(errors="replace")


def test_the_device_flow_shows_a_code_and_lets_in(
    tmp_path: Path, serve: Callable[..., Server], double: GitHubDouble, github: Github, page: Any
) -> None:
    github.interval = 0.3
    github.device_answers += [{"error": "authorization_pending"}, {"access_token": github.token}]
    server = serve(tmp_path / "unused", **app_on(double, github, tmp_path))
    page.goto(server.url)
    page.get_by_role("button", name="Sign in with a code").click()
    page.get_by_role("link", name="Go on").click()
    ready(page)


def test_visitors_see_the_list_and_can_do_nothing(
    tmp_path: Path, serve: Callable[..., Server], double: GitHubDouble, page: Any
) -> None:
    env = double.environment("reader") | {"GLEANER_REPO": double.repository, "GLEANER_PUBLIC": "1"}
    server = serve(tmp_path / "unused", **env, GLEANER_JOURNAL=str(tmp_path / "journal"))
    page.goto(server.url)
    ready(page)
    expect(page.locator(".saved")).to_have_text("Read only")
    expect(page.locator("[data-action=approve]")).to_be_disabled()
    page.keyboard.press("a")
    expect(page.locator(".count")).to_have_text("1 of 1")
    for name, forbidden in (("backlog", "Read"), ("list", "Save"), ("settings", "Save"), ("activity", "Undo")):
        page.goto(f"{server.url}/{name}")
        expect(page.get_by_role("heading", name=name.capitalize(), exact=True)).to_be_visible()
        expect(page.get_by_role("button", name=forbidden, exact=False)).to_have_count(0)


def test_settings_become_one_pull_request_of_the_person(
    tmp_path: Path, serve: Callable[..., Server], double: GitHubDouble, github: Github, page: Any
) -> None:
    server = serve(tmp_path / "unused", **app_on(double, github, tmp_path, GLEANER_CLIENT_SECRET="s3cret"))
    sign_in(page, server)
    page.goto(f"{server.url}/settings")
    most = page.get_by_label("At most so many open")
    most.fill("9")
    most.press("Enter")
    expect(page.get_by_text("+max_open: 9")).to_be_visible()
    page.get_by_role("button", name="Save as a pull request").click()
    expect(page.get_by_role("link", name="Open the pull request")).to_be_visible()
    (pull,) = [issue for issue in double.pulls() if issue.pull and issue.pull.head.startswith("gleaner-edit/")]
    assert pull.title == "Change Gleaner's settings"
