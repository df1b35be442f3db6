"""The config as fields: what is not touched stays byte for byte, and a mistake stands at its field."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot import config
from bot.forge.local import LocalForge
from bot.model import Base
from tests.doubles.list_repo import make_repo
from webapp.services import settings_form
from webapp.services.desk import Desk
from webapp.services.journal import Journal
from webapp.services.settings_form import SettingsForm, Stored, form_of_config, turned

TEXT = """\
list: README.md
sources:  # ours
  arxiv:
    categories: [cs.CV]
  feeds:
    - {name: TMLR, url: "https://example.org/a", cross_lists: false}
keywords:
  exclude: [survey]  # no surveys
cut: {at_least: 0.333}
"""


def stored(text: str = TEXT) -> Stored:
    return Stored(base=Base(sha="c0", branch="main", files={config.PATH: text}), read=config.read(text))


def test_fields_that_nobody_touched_change_nothing() -> None:
    now = stored()
    assert turned(now, form_of_config(now.read)).diff == ""


def test_a_field_changes_its_line_and_keeps_what_it_does_not_know() -> None:
    now = stored()
    change = turned(
        now, replace(form_of_config(now.read), exclude="Survey\nposition paper", feeds="TMLR https://example.org/b")
    )
    assert not change.mistakes
    assert "  exclude: [survey, position paper]  # no surveys\n" in change.text
    read = config.read(change.text)
    assert read.sources.feeds[0].url == "https://example.org/b"
    assert read.sources.feeds[0].cross_lists is False
    assert read.cut.at_least == 0.333
    assert "# ours" in change.text


def test_sources_are_switched_on_and_off() -> None:
    now = stored()
    on = turned(
        now, replace(form_of_config(now.read), huggingface=True, github_trending=True, github_languages="python, c++")
    )
    read = config.read(on.text)
    assert (read.sources.huggingface, read.sources.github_trending and read.sources.github_trending.languages) == (
        config.HuggingFace(),
        ("python", "c++"),
    )
    off = turned(now, replace(form_of_config(now.read), arxiv=False))
    assert config.read(off.text).sources.arxiv is None


def test_every_mistake_stands_at_its_field() -> None:
    now = stored()
    change = turned(
        now, replace(form_of_config(now.read), arxiv_categories="cs.CV, computer vision", feeds="no address")
    )
    at, rest = settings_form.placed(change.mistakes)
    assert set(at) == {"arxiv_categories", "feeds"}
    assert "an arXiv category" in at["arxiv_categories"][0]
    assert rest == []


def test_a_text_that_is_no_config_names_the_line() -> None:
    change = settings_form.written(stored(), "max_open: many\nlists: x\n")
    assert [mistake.split(": ")[0] for mistake in change.mistakes] == [f"{config.PATH}:1", f"{config.PATH}:2"]
    assert settings_form.placed(change.mistakes)[1] == [change.mistakes[1]]


texts = st.text(" abc,:#'\n-", max_size=20)
kinds = {"int": st.integers(1, 30), "bool": st.booleans(), "str": texts}


@given(st.fixed_dictionaries({each.name: kinds[str(each.type)] for each in fields(SettingsForm)}))
def test_any_fields_make_a_config_or_mistakes(values: dict[str, object]) -> None:
    change = turned(stored(), SettingsForm(**values))  # type: ignore[arg-type]  # each of its own type
    if not change.mistakes:
        config.read(change.text)


def test_a_change_is_saved_and_can_be_taken_back(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "list", 0)
    desk = Desk(LocalForge(repo), Journal(tmp_path / "journal"))
    now = settings_form.stored(desk)
    assert now.text == ""
    change = turned(now, replace(form_of_config(now.read), max_open=7))
    desk.save(settings_form.edit_of(now, change, "ada"), "ada")
    assert config.read((repo / config.PATH).read_text()).max_open == 7
    again = settings_form.stored(desk)
    desk.save(settings_form.edit_of(again, settings_form.written(again, "max_open: 8\n"), "ada"), "ada")
    newest, first = desk.journal.edits()
    assert (newest.before, newest.after, newest.by) == (change.text, "max_open: 8\n", "ada")
    assert first.landed
    desk.journal.close()
