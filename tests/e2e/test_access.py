"""Every page, light and dark, wide and narrow: nothing that axe can find stands between a person and the app."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.forge.local import LocalForge
from tests.doubles.list_repo import make_repo, propose_together
from tests.e2e.conftest import Server

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
pytestmark = pytest.mark.browser

PAGES = ["triage", "backlog", "list", "insight", "activity", "settings", "plain"]
FADED_IN = """() => document.getAnimations().every(
  each => each.playState !== "running" || each.effect.getComputedTiming().iterations === Infinity)"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    repo = make_repo(tmp_path_factory.mktemp("axe") / "list", 4, backlog=5)
    propose_together(LocalForge(repo), 21, 22, 23)
    server = Server(repo)
    server.start()
    yield server.url
    server.kill()


def settled(page: Any, name: str) -> None:
    """Wait until the page's script has run to its end and everything it drew is there."""
    page.wait_for_selector(".deck[data-ready=yes]" if name == "triage" else "[data-testid=stMainBlockContainer] *")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached")
    # What a long run made stale is pale, and takes a moment to come back.
    page.wait_for_function(FADED_IN)


@contextmanager
def looked_at(browser: Any, address: str, name: str, scheme: str, width: int = 1440) -> Iterator[Any]:
    """A page of the app; whatever was done on it, axe must find nothing in what it shows at the end."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{address}/{name}" if name != "triage" else address)
    settled(page, name)
    yield page
    settled(page, name)
    found = axe.Axe().run(page, options=RULES).response["violations"]
    page.close()
    assert not found, "\n".join(
        f"{rule['id']}: {node['target']} {node['failureSummary'][:300]}" for rule in found for node in rule["nodes"]
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Any, address: str, name: str, width: int, scheme: str) -> None:
    with looked_at(browser, address, name, scheme, width) as page:
        if (name, width) == ("triage", 390):
            page.get_by_role("button", name="List", exact=True).click()
            # Would fail where something, as the page's head, lay over it.
            page.get_by_role("searchbox").click(trial=True, timeout=5_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("keys", ["jjx", "jj?", "jjs", "jjjj"])
def test_axe_finds_nothing_in_what_the_deck_opens(browser: Any, address: str, keys: str, scheme: str) -> None:
    with looked_at(browser, address, "triage", scheme) as page:
        for key in keys:
            page.keyboard.press(key)
        if keys == "jjjj":
            page.wait_for_selector(".group input")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_change_of_the_config(browser: Any, address: str, scheme: str) -> None:
    with looked_at(browser, address, "settings", scheme) as page:
        most = page.get_by_label("At most so many open")
        most.fill("9")
        most.press("Enter")
        page.wait_for_selector("text=+max_open: 9")
        page.get_by_text("arXiv", exact=True).click()
        page.wait_for_selector("text=at least one of categories and terms")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_chosen_entry(browser: Any, address: str, scheme: str) -> None:
    with looked_at(browser, address, "list", scheme) as page:
        box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
        page.mouse.click(box["x"] + 17, box["y"] + 53)
        page.get_by_label("Venue", exact=True).fill("ICML 2026")
        page.wait_for_selector("text=ICML 2026")
