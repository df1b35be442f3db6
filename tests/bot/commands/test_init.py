"""`init`: what it says of the cuts, with feeds and without; the files it writes are tested with the runs they start."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import config
from bot.learning import simulate
from tests.doubles.feeds import Feeds, atom, entry
from tests.doubles.process import gleaner
from tests.doubles.scene import TOPICS, Scene
from tests.doubles.worlds import run_git


@pytest.fixture
def home(local_scene: Scene) -> Path:
    """The clone of a list that was never set up."""
    folder = local_scene.world.home  # type: ignore[attr-defined]  # the local world has a clone
    assert isinstance(folder, Path)
    (folder / config.PATH).unlink(missing_ok=True)
    return folder


def cuts(said: str) -> list[int]:
    """The cuts of the table, in per cent."""
    return [int(found) for found in re.findall(r"^\s+(\d+)%\s+[\d,]+\s", said, re.MULTILINE)]


def test_what_cannot_be_written_is_named(home: Path) -> None:
    (home / ".github").rmdir()
    (home / ".github").write_text("in the way", encoding="utf-8")
    done = gleaner("init", str(home / "README.md"), "--offline")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert f"{home / config.PATH} cannot be written: " in done.stderr


def test_what_is_no_text_is_called_so(home: Path) -> None:
    (home / "README.md").write_bytes("# Papers\n- [A Title](https://arxiv.org/abs/2301.00001)\n".encode("utf-16"))
    done = gleaner("init", str(home / "README.md"), "--offline")
    assert (done.returncode, done.stdout) == (1, "")
    assert "README.md: no text in UTF-8" in done.stderr


def test_a_repository_without_a_commit_is_named_before_anything_is_read(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "--quiet")
    (tmp_path / "README.md").write_text("# Papers\n- [A Title](https://arxiv.org/abs/2301.00001)\n", encoding="utf-8")
    done = gleaner("init", str(tmp_path / "README.md"), "--offline")
    assert (done.returncode, done.stdout) == (1, "")
    assert "has no commit yet" in done.stderr


@pytest.mark.parametrize("front", ["# A project\n\nSee the list.\n", ""])
def test_where_the_readme_is_no_list_the_files_that_are_get_named(home: Path, front: str) -> None:
    (home / "docs").mkdir(exist_ok=True)
    (home / "README.md").rename(home / "docs" / "our papers.md")
    (home / "docs" / "moved.md").symlink_to(home / "no longer here.md")
    if front:
        (home / "README.md").write_text(front, encoding="utf-8")
    done = gleaner("init", str(home / "README.md"), "--offline")
    assert done.returncode == 1
    assert re.search(r"; name the list: gleaner init 'docs/our papers\.md' \(\d+ entries\)\n$", done.stderr), (
        done.stderr
    )


def test_without_feeds_it_shows_which_of_the_newest_entries_each_cut_finds(home: Path) -> None:
    recent(home, months=20)
    done = gleaner("init", str(home / "README.md"), "--offline")
    assert done.returncode == 0, done.stderr
    assert cuts(done.stdout) == [20, 35, 50, 65, 80, 90]
    assert "papers in general" in done.stdout
    assert done.stdout.count("← the config's") == 1
    assert "35% is in the config, the default, as no source was asked" in done.stdout


def test_without_feeds_and_dates_it_says_that_no_cut_was_tried(home: Path) -> None:
    done = gleaner("init", str(home / "README.md"), "--offline")
    assert cuts(done.stdout) == []
    assert "not tried: no source was asked, and too few of the list's entries say when they came out" in done.stdout


def test_the_page_shows_an_entry_what_was_read_in_it_and_how_a_new_one_would_look(home: Path) -> None:
    done = gleaner("init", str(home / "README.md"), "--offline")
    assert re.search(r"entries are written like this one \(lines? \d+", done.stdout)
    assert re.search(r"^    title: “.+”$", done.stdout, re.MULTILINE)
    assert re.search(r"^a new paper would go in “.+” to line \d+ and look like this:\n  \+ ", done.stdout, re.MULTILINE)
    assert "a guess (arXiv was not asked)" in done.stdout


def test_with_feeds_it_tries_the_cuts_on_what_they_gave(home: Path, feeds: Feeds) -> None:
    day = (datetime.now(UTC).date() - timedelta(days=5)).isoformat()
    feeds.shelf.arxiv = atom(
        *(
            entry(f"2607.{number:05}", f"{name}: {title}", abstract=f"{title}, measured.", published=day)
            for number, (name, title) in enumerate(TOPICS)
        )
    )
    done = gleaner("init", str(home / "README.md"), "--since", "10", env=feeds.environment())
    assert done.returncode == 0, done.stderr
    assert cuts(done.stdout) == [20, 35, 50, 65, 80, 90]
    assert f"{len(TOPICS)} papers of 10 days" in done.stdout
    asked = [asked.query["date"] for asked in feeds.asked("huggingface") if "date" in asked.query]
    assert len(asked) <= 10, "no source is asked for more days than were named"


def served(feeds: Feeds, count: int) -> None:
    """Papers of five days: a few on the list's topic, the rest of the sea."""
    today = datetime.now(UTC).date()
    topics = [(f"{name}: {title}", f"{title}, measured on language models.") for name, title in TOPICS]
    sea = [
        (f"Subject {n} of the sea", f"Water{n % 9} holds subject{n}; nobody has looked before.") for n in range(count)
    ]
    feeds.shelf.arxiv = atom(
        *(
            entry(f"2607.{n:05}", title, abstract=told, published=(today - timedelta(days=n % 5)).isoformat())
            for n, (title, told) in enumerate([*topics, *sea])
        )
    )


def recent(home: Path, months: int = 6) -> None:
    """The list as one that took a paper every month of the half year before this one, or of more months."""
    month = datetime.now(UTC).date().replace(day=1)
    entries = ""
    for number in range(months):
        month = (month - timedelta(days=1)).replace(day=1)
        entries += (
            f"\n- [Pruning and quantization of language models, part {number}]"
            f"(https://arxiv.org/abs/{month:%y%m}.1{number:04}) [Arxiv {month:%Y}]\n  - Ada Lovelace\n  - Code: Waiting...\n"
        )
    path = home / "README.md"
    text = path.read_text(encoding="utf-8").replace("## Pruning\n", f"## Pruning\n{entries}", 1)
    path.write_text(text, encoding="utf-8")
    run_git(home, "commit", "--quiet", "--all", "--message", "Add what is new")


def test_the_cut_in_the_config_is_the_one_that_the_lists_past_advises(home: Path, feeds: Feeds) -> None:
    recent(home)
    served(feeds, 600)
    done = gleaner("init", str(home / "README.md"), "--since", "5", env=feeds.environment())
    assert done.returncode == 0, done.stderr
    written = (home / config.PATH).read_text(encoding="utf-8")
    at_least = config.read(written).cut.at_least
    (why,) = re.findall(r"^  # (the list holds .*)$", written, re.MULTILINE)
    assert "1 paper from each of the last 6 months" in why
    assert f"{at_least:.0%} would have proposed" in why
    assert f"{at_least:.0%} is in the config: {why}" in done.stdout
    assert at_least in simulate.STEPS
    (marked,) = [line for line in done.stdout.splitlines() if "← the config's" in line]
    assert marked.split()[0] == f"{at_least:.0%}"
    assert "0 to propose" not in done.stdout, "a first run of a small list proposes something"


def test_too_few_papers_leave_the_default_and_say_so(home: Path, feeds: Feeds) -> None:
    served(feeds, 0)
    done = gleaner("init", str(home / "README.md"), "--since", "5", env=feeds.environment())
    assert config.read((home / config.PATH).read_text(encoding="utf-8")).cut == config.Cut()
    assert "35% is in the config, the default: to advise another takes 200 papers" in done.stdout


def test_days_that_no_source_looks_back_to_are_refused(home: Path) -> None:
    assert gleaner("init", str(home / "README.md"), "--since", "31").returncode == 2


def paper_line(number: int) -> str:
    return f"- [Paper {number} on small things](https://arxiv.org/abs/2401.{number:05d}) [Arxiv 2024]\n"


def test_mirrors_and_chapters_are_recognised_and_written_into_the_config(local_scene: Scene) -> None:
    world = local_scene.world
    lines = {name: "".join(map(paper_line, numbers)) for name, numbers in {"a": range(4), "b": range(4, 8)}.items()}
    home: Path = world.home  # type: ignore[attr-defined]  # the local world has a clone
    world.push_to_default("# Small things\n\n[one](papers/one.md), [old](DATE.md)\n\n## All\n\n" + lines["a"])
    world.push_to_default("# One\n\n" + lines["b"], "papers/one.md")
    world.push_to_default("# 小\n\n## 全部\n\n" + lines["a"], "README_zh.md")
    world.push_to_default("# By date\n\n" + lines["a"], "DATE.md")
    (home / config.PATH).unlink()
    done = gleaner("init", str(home / "README.md"), "--offline")
    assert done.returncode == 0, done.stderr
    assert "README.md and 1 chapter: 8 entries in 2 sections" in done.stdout
    assert "README_zh.md: a mirror of README.md, holds 4 of its 4 papers known by their links" in done.stdout
    assert "not a part of the list: DATE.md (4 of its 4 papers stand in other files of the list)" in done.stdout
    written = config.read((home / config.PATH).read_text(encoding="utf-8"))
    assert (written.list, written.mirrors, written.chapters) == ("README.md", ("README_zh.md",), ("papers/one.md",))


def test_the_years_of_one_topic_stand_in_one_line(home: Path) -> None:
    years = "".join(
        f"### {year}\n\n- [Rain of {year}](https://arxiv.org/abs/{year % 100}01.00001)\n\n"
        for year in range(2025, 2015, -1)
    )
    (home / "README.md").write_text(
        f"# Weather\n\n## Rain\n\n{years}## Snow\n\n- [Snow](https://arxiv.org/abs/2401.00009)\n"
    )
    out = gleaner("init", str(home / "README.md"), "--offline").stdout
    assert "  10  Rain > 2025, 2024, 2023, 2022, 2021, 2020 and 4 more  (by venue or year, not by topic)" in out
    assert "a new paper would go in “Rain” to line " in out, "its year is not in the list yet"
    assert "   1  Snow" in out


def test_a_list_that_says_it_is_made_from_a_data_file_is_asked_about(home: Path) -> None:
    text = (home / "README.md").read_text(encoding="utf-8")
    head, _, rest = text.partition("\n")
    said = f"{head}\n\nThis README is generated from [papers.yaml](papers.yaml).\n{rest}"
    (home / "README.md").write_text(said, encoding="utf-8")
    done = gleaner("init", str(home / "README.md"), "--offline")
    assert (
        "! line 3 says that the list is made from papers.yaml; if a script writes it, put papers there" in done.stdout
    )


def test_a_list_of_hardly_any_papers_is_told_that_papers_are_what_will_come(home: Path) -> None:
    tools = "".join(f"- [Tool {n}](https://github.com/example/tool-{n}) - For rain.\n" for n in range(19))
    papers = "".join(f"- [Rain, Part {n}](https://arxiv.org/abs/2401.0000{n}) - A paper.\n" for n in range(1, 4))
    for text, said in (
        (f"{tools}{papers.splitlines()[0]}\n", "! of 20 entries 1 leads to a paper"),
        (f"{tools}{papers}", ""),
    ):
        (home / "README.md").write_text(f"# Weather\n\n## Rain\n\n{text}")
        out = gleaner("init", str(home / "README.md"), "--offline", "--force").stdout
        assert said in out
        assert ("Gleaner brings papers" in out) == bool(said)
