"""Signing in to GitHub in a real browser: the token crosses no socket of the page and stands in nothing it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import LIST, TEXT, opening, paper
from tests.e2e.conftest import FLAGS, Server

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
def page(chromium: Path) -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield browser.new_page(viewport={"width": 1440, "height": 900})
        browser.close()


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
