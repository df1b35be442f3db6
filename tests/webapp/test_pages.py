"""Every page draws on a real repository, empty and full, and the plain page decides."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bot import ledger
from bot.forge.local import LocalForge
from bot.model import State
from tests.doubles.list_repo import make_repo
from webapp.views import activity, backlog, insight, listing, plain, settings, triage

SHELL = Path(__file__).parents[2] / "webapp" / "views" / "shell" / "page.py"
WAIT = 30.0


def _page(name: str) -> None:
    import importlib  # Streamlit runs this function's source on its own
    import os

    from webapp.services.desk import open_desk

    view = importlib.import_module(f"webapp.views.{name}")
    desk = open_desk(os.environ)
    if name == "insight":
        view.show(desk)
    elif name == "settings":
        from webapp.services.people import Person

        view.show(desk, Person(name="ada", desk=desk))
    else:
        view.show(desk, "ada")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., AppTest]:
    def opened(name: str, papers: int = 3, *, backlog: int = 4, grace: str = "0") -> AppTest:
        monkeypatch.setenv("GLEANER_REPO", str(make_repo(tmp_path / "list", papers, backlog=backlog)))
        monkeypatch.setenv("GLEANER_GRACE", grace)
        return AppTest.from_function(_page, args=(name,), default_timeout=WAIT).run()

    return opened


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [button for button in page.button if button.label == label]
    return button.click().run()


def texts(page: AppTest) -> str:
    return "\n".join(text.value for text in page.text)


def landed(repo: Path, state: State) -> bool:
    for _ in range(100):
        if any(p.state is state for p in LocalForge(repo).proposals()):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("papers", [0, 3])
@pytest.mark.parametrize("view", [triage, plain, backlog, listing, insight, activity, settings])
def test_every_page_draws(at: Callable[..., AppTest], view: object, papers: int) -> None:
    page = at(view.__name__.rpartition(".")[2], papers, backlog=papers)  # type: ignore[attr-defined]
    assert not page.exception
    assert not page.error


@pytest.mark.parametrize("named", [True, False])
def test_the_shell_draws_and_says_what_is_wrong_with_a_repository(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, named: bool
) -> None:
    """Who has set the name is not told to set it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GLEANER_REPO", raising=False)
    if named:
        monkeypatch.setenv("GLEANER_REPO", str(tmp_path / "nowhere"))
    page = AppTest.from_file(str(SHELL), default_timeout=WAIT).run()
    assert not page.exception
    assert page.header[0].value == "This repository cannot be opened"
    assert page.code[0].value == (str(tmp_path / "nowhere") if named else ".")
    assert page.markdown[-1].value.startswith("Then load" if named else "Set `GLEANER_REPO`")


def test_the_plain_page_approves_what_it_shows(at: Callable[..., AppTest], tmp_path: Path) -> None:
    page = at("plain")
    block = page.code[0].value
    assert "Paper 0" in block
    press(page, "Approve")
    assert landed(tmp_path / "list", State.ACCEPTED)
    assert block in (tmp_path / "list" / "README.md").read_text()


def test_the_plain_page_shows_an_edit_before_it_lands(at: Callable[..., AppTest], tmp_path: Path) -> None:
    page = at("plain")
    (venue,) = [field for field in page.text_input if field.label == "Venue"]
    venue.set_value("ICML 2026").run()
    assert "ICML 2026" in page.code[0].value
    press(page, "Approve")
    assert landed(tmp_path / "list", State.ACCEPTED)
    assert "ICML 2026" in (tmp_path / "list" / "README.md").read_text()


def test_the_plain_page_rejects_with_a_reason_and_takes_it_back(at: Callable[..., AppTest], tmp_path: Path) -> None:
    page = at("plain")
    page.radio[0].set_value("duplicate")
    press(page, "Reject this paper")
    assert landed(tmp_path / "list", State.REJECTED)
    (rejected,) = [p for p in LocalForge(tmp_path / "list").proposals() if p.state is State.REJECTED]
    assert rejected.reason == "duplicate"
    page.run()
    assert "Paper 1" in page.code[0].value
    press(page, "Undo")
    page.run()
    assert "Paper 0" in page.code[0].value


def at_the_twin(page: AppTest) -> AppTest:
    press(press(page, "Next"), "Next")
    assert "Paper 2" in page.code[0].value
    return page


def labels(page: AppTest) -> set[str]:
    return {button.label for button in page.button}


def test_the_plain_page_calls_a_paper_the_known_one(at: Callable[..., AppTest], tmp_path: Path) -> None:
    page = at("plain")
    assert not {"Same paper", "Different"} & labels(page), "nothing is shown beside the first paper"
    press(at_the_twin(page), "Same paper")
    assert not page.exception
    assert landed(tmp_path / "list", State.SUPERSEDED)


def test_the_plain_page_tells_a_paper_from_its_twin(at: Callable[..., AppTest], tmp_path: Path) -> None:
    page = at_the_twin(at("plain"))
    press(page, "Different")
    assert not page.exception
    assert "Paper 2" in page.code[0].value, "it still waits"
    assert not {"Same paper", "Different"} & labels(page)
    assert len([p for p in LocalForge(tmp_path / "list").proposals() if p.state.waiting]) == 3


def test_an_empty_queue_says_what_to_do(at: Callable[..., AppTest]) -> None:
    assert at("plain", 0).header[0].value == "Nothing waits"


def test_foreign_text_reaches_no_markdown(at: Callable[..., AppTest]) -> None:
    page = at("plain")
    assert "<b>bold</b>" in texts(page)
    for markdown in page.markdown:
        assert "bold" not in markdown.value or "**" in markdown.value
        assert "onerror" not in markdown.value


def test_the_activity_page_takes_a_decision_back(at: Callable[..., AppTest], tmp_path: Path) -> None:
    page = at("plain")
    press(page, "Approve")
    assert landed(tmp_path / "list", State.ACCEPTED)
    page = AppTest.from_function(_page, args=("activity",), default_timeout=WAIT).run()
    assert "Approved: Paper 0" in texts(page)
    press(page, "Undo")
    assert not page.exception
    for _ in range(100):
        if all(p.state is State.PROPOSED for p in LocalForge(tmp_path / "list").proposals()):
            return
        time.sleep(0.05)
    pytest.fail("it was not taken back")


def test_settings_show_the_diff_and_save_it(at: Callable[..., AppTest], tmp_path: Path) -> None:
    page = at("settings")
    (most,) = [field for field in page.number_input if field.label == "At most so many open"]
    most.set_value(9).run()
    assert "+max_open: 9" in page.code[0].value
    press(page, "Save")
    assert not page.exception
    assert page.success[0].value.startswith("Saved as commit")
    assert "max_open: 9" in (tmp_path / "list" / ".github" / "gleaner.yml").read_text()
    assert not any(button.label == "Save" for button in page.button)


def test_settings_say_at_the_field_what_is_wrong(at: Callable[..., AppTest]) -> None:
    page = at("settings")
    page.toggle[0].set_value(True).run()
    assert any("at least one of categories and terms" in text.value for text in page.text)
    (categories,) = [field for field in page.text_input if field.label == "Categories, by commas"]
    categories.set_value("Computer Vision").run()
    assert any("an arXiv category" in text.value for text in page.text)
    assert not any(button.label == "Save" for button in page.button)
    categories.set_value("cs.CV").run()
    assert any(button.label == "Save" for button in page.button)


def test_the_list_page_shows_what_is_chosen_and_saves_its_correction(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repo = make_repo(tmp_path / "list", 0)
    monkeypatch.setenv("GLEANER_REPO", str(repo))
    page = AppTest.from_function(_page, args=("listing",), default_timeout=WAIT).run()
    assert "3 entries · 0 with findings" in texts(page)
    page.session_state["list-table-0"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    page.run()
    (venue,) = [field for field in page.text_input if field.label == "Venue"]
    assert venue.value == "ICML 2023"
    venue.set_value("ICLR 2024").run()
    assert "+- [Small Is Plenty]" in page.code[0].value
    press(page, "Save")
    assert not page.exception
    assert page.success[0].value.startswith("Saved as commit")
    assert "[ICLR 2024]" in (repo / "README.md").read_text()

    page = AppTest.from_function(_page, args=("activity",), default_timeout=WAIT).run()
    assert "Saved: Correct “Small Is Plenty”" in texts(page)
    press(page, "Undo")
    assert not page.exception
    assert "[ICML 2023]" in (repo / "README.md").read_text()


def mark(page: AppTest, table: str, *rows: int) -> AppTest:
    page.session_state[table] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    return page.run()


def test_the_backlog_dismisses_in_bulk_with_a_reason_and_takes_it_back(at: Callable[..., AppTest]) -> None:
    page = mark(at("backlog"), "backlog-table", 0, 1)
    (why,) = [radio for radio in page.radio if radio.label == "Why"]
    why.set_value("low quality").run()
    press(page, "Dismiss 2 for good")
    assert page.success[0].value == "2 dismissed for good."
    assert "2 of 2" in texts(page)

    page = AppTest.from_function(_page, args=("activity",), default_timeout=WAIT).run()
    undo = [button for button in page.button if button.label == "Undo"]
    assert len(undo) == 2
    undo[0].click().run()
    page = AppTest.from_function(_page, args=("backlog",), default_timeout=WAIT).run()
    assert "3 of 3" in texts(page)


def test_the_backlog_says_in_full_why_marked_papers_wait(at: Callable[..., AppTest]) -> None:
    page = mark(at("backlog"), "backlog-table", 0, 1)
    told = [line for line in texts(page).splitlines() if line.startswith("• ")]
    assert len(told) == 2
    assert all("likely" in line or "waits" in line or "may repeat" in line for line in told)


def test_the_backlog_proposes_now(at: Callable[..., AppTest], tmp_path: Path) -> None:
    page = mark(at("backlog"), "backlog-table", 0, 3)
    press(page, "Propose 2 now")
    assert page.success[0].value == "2 proposed: see Triage."
    assert len(LocalForge(tmp_path / "list").proposals()) == 5


def test_the_backlog_tells_twins_apart_or_drops_them(at: Callable[..., AppTest], tmp_path: Path) -> None:
    page = mark(at("backlog"), "backlog-table", 2)
    press(page, "Different from it")
    assert "told apart" in page.success[0].value
    decisions = ledger.read(LocalForge(tmp_path / "list").read_ledger()).decisions
    assert [(d.key, d.other, d.answer.value, d.by) for d in decisions] == [
        ("arxiv:2501.00902", "arxiv:2303.00003", "different", "ada")
    ]
