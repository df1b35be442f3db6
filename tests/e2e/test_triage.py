"""Triage in a real browser on a real repository: what a maintainer does in the first minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import ledger
from bot.forge.local import LocalForge
from bot.model import State
from tests.doubles.list_repo import make_repo
from tests.e2e.conftest import PATIENCE, Server

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
pytestmark = pytest.mark.browser


def opened(browser: Any, server: Server, *, clock: bool = False) -> Any:
    """A page of the app, ready; with a `clock` of its own time can be let pass in it."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    if clock:
        page.clock.install()
    page.foreign = []
    page.on("request", lambda request: page.foreign.append(request.url) if _foreign(request.url, server) else None)
    page.goto(server.url)
    page.wait_for_selector(".deck[data-ready=yes]")
    return page


def _foreign(url: str, server: Server) -> bool:
    return not url.startswith((server.url, "data:", "blob:", server.url.replace("http", "ws")))


def delivered(repo: Path, key: str, page: Any, state: State) -> None:
    last = time.monotonic() + PATIENCE / 1000
    while (found := {p.key: p for p in LocalForge(repo).proposals()}[key]).state is not state:
        if time.monotonic() > last:
            pytest.fail(f"{key} is {found.state}, not {state}")
        page.wait_for_timeout(100)


def title(page: Any) -> Any:
    return page.locator(".title")


def test_from_key_to_merged_entry(tmp_path: Path, serve: Callable[..., Server], browser: Any) -> None:
    repo = make_repo(tmp_path / "list", 4)
    page = opened(browser, serve(repo, GLEANER_GRACE="0.2"))
    expect(title(page)).to_contain_text("Paper 0")
    block = page.locator(".block").inner_text()
    page.keyboard.press("a")
    expect(title(page)).to_contain_text("Paper 1")
    expect(page.locator(".saved")).to_contain_text("Saved")
    delivered(repo, "arxiv:2501.00000", page, State.ACCEPTED)
    assert block in (repo / "README.md").read_text()

    page.keyboard.press("x")
    page.keyboard.press("3")
    expect(title(page)).to_contain_text("Paper 2")
    delivered(repo, "arxiv:2501.00001", page, State.REJECTED)
    (rejected,) = [p for p in LocalForge(repo).proposals() if p.state is State.REJECTED]
    assert (rejected.reason, rejected.decided_by) == ("not this list's focus", "ada")

    expect(page.locator(".twin")).to_contain_text("Four Bits and a Prayer")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(title(page)).to_contain_text("Paper 3")
    delivered(repo, "arxiv:2501.00002", page, State.SNOOZED)

    page.keyboard.press("z")
    expect(title(page)).to_contain_text("Paper 2")
    page.keyboard.press("z")
    expect(title(page)).to_contain_text("Paper 1")
    delivered(repo, "arxiv:2501.00001", page, State.PROPOSED)
    page.keyboard.press("z")
    delivered(repo, "arxiv:2501.00000", page, State.PROPOSED)
    assert block not in (repo / "README.md").read_text()
    assert page.foreign == []


def test_what_is_typed_is_what_lands(tmp_path: Path, serve: Callable[..., Server], browser: Any) -> None:
    repo = make_repo(tmp_path / "list", 2)
    page = opened(browser, serve(repo, GLEANER_GRACE="0.2"))
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("A Better Title, approved as it is")
    page.keyboard.press("Escape")
    page.locator(".chips button", has_text="Vision").click()
    page.get_by_label("Venue").fill("ICML 2026")
    expect(page.locator(".block")).to_contain_text("ICML 2026")
    expect(page.locator(".block")).to_contain_text("A Better Title, approved as it is")
    block = page.locator(".block").inner_text()
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator(".block")).to_have_text(block)
    page.keyboard.press("a")
    delivered(repo, "arxiv:2501.00000", page, State.ACCEPTED)
    assert block in (repo / "README.md").read_text()


def test_foreign_text_stays_text(tmp_path: Path, serve: Callable[..., Server], browser: Any) -> None:
    page = opened(browser, serve(make_repo(tmp_path / "list", 1)))
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    expect(title(page)).to_contain_text("<b>bold</b> [links](javascript:alert(1)) :red[claims]")
    expect(page.locator(".abstract")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".deck img, .deck script").count() == 0
    assert (dialogs, page.foreign) == ([], [])


def test_keys_belong_to_the_field_that_is_typed_in(tmp_path: Path, serve: Callable[..., Server], browser: Any) -> None:
    repo = make_repo(tmp_path / "list", 2)
    page = opened(browser, serve(repo))
    page.evaluate("globalThis.late = {...gleanerWire.data, stamp: 'late'}")
    page.keyboard.press("/")
    page.keyboard.type("axs")
    expect(page.locator(".empty")).to_contain_text("Nothing matches")
    # An answer to what was asked before comes late: it brings no paper back.
    page.evaluate("gleanerWire.data = globalThis.late; gleanerWire.dispatchEvent(new Event('answer'))")
    expect(page.locator(".empty")).to_contain_text("Nothing matches")
    expect(title(page)).to_be_hidden()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(title(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+a")
    page.keyboard.press("j")
    expect(title(page)).to_contain_text("Paper 1")
    assert all(p.state is State.PROPOSED for p in LocalForge(repo).proposals())


def test_fifty_fast_presses_are_fifty_decisions(tmp_path: Path, serve: Callable[..., Server], browser: Any) -> None:
    repo = make_repo(tmp_path / "list", 52)
    page = opened(browser, serve(repo, GLEANER_GRACE="600"))
    page.wait_for_timeout(500)
    for _ in range(50):
        page.keyboard.press("x")
        page.keyboard.press("1")
    expect(page.locator(".count")).to_contain_text("of 2")
    expect(page.locator(".saved")).to_contain_text("50 on the way")
    expect(title(page)).to_contain_text("Paper 50")


def test_two_people_on_one_paper(tmp_path: Path, serve: Callable[..., Server], browser: Any) -> None:
    repo = make_repo(tmp_path / "list", 2)
    journal = str(tmp_path / "journal.sqlite3")
    first = opened(browser, serve(repo, GLEANER_JOURNAL=journal, GLEANER_GRACE="600"))
    second = opened(browser, serve(repo, GLEANER_JOURNAL=journal, GLEANER_GRACE="600", GLEANER_USER="kurt"))
    first.keyboard.press("a")
    expect(first.locator(".saved")).to_contain_text("Saved")
    expect(title(second)).to_contain_text("Paper 0")
    second.keyboard.press("x")
    second.keyboard.press("1")
    expect(second.locator(".alerts")).to_contain_text("Already decided by ada (accept). Your reject was not applied.")


def test_a_paper_decided_elsewhere_stays_under_the_readers_eyes(
    tmp_path: Path, serve: Callable[..., Server], browser: Any
) -> None:
    repo = make_repo(tmp_path / "list", 2)
    journal = str(tmp_path / "journal.sqlite3")
    first = opened(browser, serve(repo, GLEANER_JOURNAL=journal, GLEANER_GRACE="600"), clock=True)
    second = opened(browser, serve(repo, GLEANER_JOURNAL=journal, GLEANER_GRACE="600", GLEANER_USER="kurt"))
    second.keyboard.press("a")
    expect(second.locator(".saved")).to_contain_text("Saved")
    first.clock.fast_forward(20_000)
    expect(first.locator(".overtaken")).to_contain_text("kurt decided on this paper meanwhile: accept.")
    expect(title(first)).to_contain_text("Paper 0")
    first.keyboard.press("j")
    expect(title(first)).to_contain_text("Paper 1")


def test_decisions_survive_a_killed_server(tmp_path: Path, serve: Callable[..., Server], browser: Any) -> None:
    repo = make_repo(tmp_path / "list", 3)
    server = serve(repo, GLEANER_GRACE="0.2")
    page = opened(browser, server)
    server.kill()
    page.keyboard.press("a")
    page.keyboard.press("x")
    page.keyboard.press("1")
    expect(title(page)).to_contain_text("Paper 2")
    expect(page.locator(".saved")).to_contain_text("Not saved yet: 2", timeout=12_000)
    server.start()
    delivered(repo, "arxiv:2501.00000", page, State.ACCEPTED)
    delivered(repo, "arxiv:2501.00001", page, State.REJECTED)


def test_a_twin_is_told_apart_or_called_the_same_and_both_are_undone(
    tmp_path: Path, serve: Callable[..., Server], browser: Any
) -> None:
    repo = make_repo(tmp_path / "list", 3)
    page = opened(browser, serve(repo, GLEANER_GRACE="0.2"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".twin")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator(".twin")).to_be_hidden()
    expect(title(page)).to_contain_text("Paper 2")
    delivered(repo, "arxiv:2501.00002", page, State.REVISED)
    (answer,) = ledger.read(LocalForge(repo).read_ledger()).decisions
    assert (answer.key, answer.other, answer.by) == ("arxiv:2501.00002", "arxiv:2303.00003", "ada")
    page.reload()
    page.wait_for_selector(".deck[data-ready=yes]")
    expect(page.locator(".list [data-key] .flag")).to_have_count(0)

    page.keyboard.press("z")
    expect(page.locator(".twin")).to_be_visible()
    page.keyboard.press("m")
    expect(page.locator(".count")).to_contain_text("of 2")
    delivered(repo, "arxiv:2501.00002", page, State.SUPERSEDED)
    page.keyboard.press("z")
    expect(page.locator(".twin")).to_be_visible()
    delivered(repo, "arxiv:2501.00002", page, State.PROPOSED)
    assert ledger.read(LocalForge(repo).read_ledger()).decisions == ()


def test_an_empty_queue_says_what_to_do(tmp_path: Path, serve: Callable[..., Server], browser: Any) -> None:
    page = opened(browser, serve(make_repo(tmp_path / "list", 0)))
    expect(page.locator(".empty")).to_contain_text("All decided")
