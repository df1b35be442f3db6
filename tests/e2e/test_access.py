"""Every page, light and dark, wide and narrow: nothing that axe can find stands between a person and the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.list_repo import make_repo
from tests.e2e.conftest import FLAGS, Server

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
pytestmark = pytest.mark.browser

PAGES = ["triage", "backlog", "list", "insight", "activity", "settings", "plain"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = Server(make_repo(tmp_path_factory.mktemp("axe") / "list", 4, backlog=5))
    server.start()
    yield server.url
    server.kill()


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield opened
        opened.close()


def settled(page: Any, name: str) -> None:
    page.wait_for_selector(".deck[data-ready=yes]" if name == "triage" else "[data-testid=stMainBlockContainer] *")
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached")
    page.wait_for_timeout(300)


def violations(page: Any) -> list[str]:
    found = axe.Axe().run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary'][:300]}" for rule in found for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Any, address: str, name: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{address}/{name}" if name != "triage" else address)
    settled(page, name)
    found = violations(page)
    page.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("key", ["x", "?"])
def test_axe_finds_nothing_in_what_opens_over_the_deck(browser: Any, address: str, key: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    settled(page, "triage")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press(key)
    found = violations(page)
    page.close()
    assert not found, "\n".join(found)
