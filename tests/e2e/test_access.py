"""Every page, light and dark, wide and narrow: nothing that axe can find stands between a person and the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.forge.local import LocalForge
from tests.doubles.list_repo import make_repo, propose_together
from tests.e2e.conftest import FLAGS, Server

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
pytestmark = pytest.mark.browser

PAGES = ["triage", "backlog", "list", "insight", "activity", "settings", "plain"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    repo = make_repo(tmp_path_factory.mktemp("axe") / "list", 4, backlog=5)
    propose_together(LocalForge(repo), 21, 22, 23)
    server = Server(repo)
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
    """Wait until the page's script has run to its end and everything it drew is there."""
    page.wait_for_selector(".deck[data-ready=yes]" if name == "triage" else "[data-testid=stMainBlockContainer] *")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached")


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("keys", ["jjx", "jj?", "jjs", "jjjj"])
def test_axe_finds_nothing_in_what_the_deck_opens(browser: Any, address: str, keys: str, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    page.goto(address)
    settled(page, "triage")
    for key in keys:
        page.keyboard.press(key)
    if keys == "jjjj":
        page.wait_for_selector(".group input")
    found = violations(page)
    page.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_change_of_the_config(browser: Any, address: str, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    page.goto(f"{address}/settings")
    settled(page, "settings")
    most = page.get_by_label("At most so many open")
    most.fill("9")
    most.press("Enter")
    page.wait_for_selector("text=+max_open: 9")
    page.get_by_text("arXiv", exact=True).click()
    page.wait_for_selector("text=at least one of categories and terms")
    settled(page, "settings")
    found = violations(page)
    page.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_chosen_entry(browser: Any, address: str, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    page.goto(f"{address}/list")
    settled(page, "list")
    box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    page.mouse.click(box["x"] + 17, box["y"] + 53)
    page.get_by_label("Venue", exact=True).fill("ICML 2026")
    page.wait_for_selector("text=ICML 2026")
    settled(page, "list")
    found = violations(page)
    page.close()
    assert not found, "\n".join(found)
