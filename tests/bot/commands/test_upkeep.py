"""Upkeep the whole way: asked, found, shown where people decide, refused for good, written again on the newest list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import cli, config
from bot.actions import Operation
from bot.commands.repository import load_config, read_list
from bot.commands.upkeep_job import Terms, Try, keep, refresh
from bot.errors import GleanerError
from bot.forge import Forge
from bot.forge.dry_run import DryRunForge
from bot.keeping import standing
from bot.keeping.link_health import Reach
from bot.keeping.upkeep_report import UpkeepReport, lines
from tests.doubles.feeds import JSON, Feeds, atom, daily, entry
from tests.doubles.github.world import GitHubWorld
from tests.doubles.scene import TEXT, Killed, Mortal, Scene
from tests.doubles.worlds import LIST

TODAY = "2026-11-21"
BRANCH = "gleaner-edit/upkeep"
BITS, GPTQ = "2402.17764", "2210.17323"
REPO = "https://github.com/microsoft/BitNet"
CODED = TEXT.replace("Code: Waiting...", f"Code: [Official]({REPO})")
ACCEPTED = TEXT.replace("2402.17764) [Arxiv 2024]", "2402.17764) [ICML 2024]")
BOTH = CODED.replace("2402.17764) [Arxiv 2024]", "2402.17764) [ICML 2024]")


def arxiv_says(feeds: Feeds, comment: str = "Accepted at ICML 2024", number: str = BITS) -> None:
    extra = f"\n    <arxiv:comment>{comment}</arxiv:comment>"
    feeds.shelf.arxiv = atom(entry(number, "The Era of 1-bit LLMs", published="2024-02-27", extra=extra))


def hub_says(feeds: Feeds, repository: str = REPO, number: str = BITS) -> None:
    record = daily(number, "The Era of 1-bit LLMs", githubRepo=repository)["paper"]
    feeds.serve(f"huggingface/api/papers/{number}", json.dumps(record), JSON)


def upkeep(scene: Scene, forge: Forge | None = None, today: str = TODAY, most: int | None = None) -> UpkeepReport:
    forge = forge or scene.forge()
    settings = config.with_environment(load_config(forge), scene.feeds.environment())
    return keep(forge, settings, Terms(today=today, most=most), client=scene.client())


def refreshed(scene: Scene) -> list[str]:
    forge = scene.forge()
    settings = load_config(forge)
    forge.proposals()
    return refresh(forge, settings, read_list(forge, settings.layout))


@pytest.fixture
def told(scene: Scene) -> Scene:
    """Both sources know of the paper whose entry waits for its code."""
    arxiv_says(scene.feeds)
    hub_says(scene.feeds)
    return scene


# --- on every forge ---------------------------------------------------------------------------------------------------


def test_what_became_of_a_paper_waits_on_one_branch(told: Scene) -> None:
    before = told.list_text()
    done = upkeep(told)
    assert done.saved is not None
    assert done.saved.operation is Operation.CREATED
    assert told.list_text() == before
    assert told.world.read(BRANCH, LIST) == BOTH
    assert told.world.git("rev-list", "--count", f"{told.world.trunk}..{BRANCH}") == "1"


def test_run_again_it_stands_as_it_is(told: Scene) -> None:
    upkeep(told)
    head = told.world.git("rev-parse", BRANCH)
    asked = len(told.feeds.asked())
    upkeep(told)
    assert told.world.git("rev-parse", BRANCH) == head
    assert len(told.feeds.asked()) == asked


def test_papers_are_asked_about_again_after_a_month(told: Scene) -> None:
    upkeep(told)
    before = len(told.feeds.asked("arxiv"))
    upkeep(told, today="2026-12-20")
    assert len(told.feeds.asked("arxiv")) == before
    upkeep(told, today="2026-12-21")
    assert len(told.feeds.asked("arxiv")) == before + 1


def test_on_a_list_that_moved_on_it_is_written_anew(told: Scene) -> None:
    upkeep(told)
    told.world.push_to_default(TEXT.replace("# Awesome", "# Very awesome"))
    done = upkeep(told)
    assert done.saved is not None
    assert done.saved.operation is Operation.UPDATED
    assert told.world.read(BRANCH, LIST) == BOTH.replace("# Awesome", "# Very awesome")


def test_a_persons_commit_on_the_branch_stays(told: Scene) -> None:
    upkeep(told)
    told.world.commit_by_person(BRANCH, LIST, BOTH.replace("ICML 2024", "ICML 2024 Oral"))
    head = told.world.git("rev-parse", BRANCH)
    told.world.push_to_default(TEXT.replace("# Awesome", "# Very awesome"))
    done = upkeep(told)
    assert told.world.git("rev-parse", BRANCH) == head
    assert any("commits of a person" in note for note in done.notes)


def test_a_rehearsal_writes_nothing(told: Scene) -> None:
    before = told.world.git("for-each-ref")
    done = upkeep(told, DryRunForge(told.forge()))
    assert len(done.written.made) == 2
    assert told.world.git("for-each-ref") == before


def test_nothing_new_is_a_good_day(scene: Scene) -> None:
    arxiv_says(scene.feeds, "12 pages")
    done = upkeep(scene)
    assert (done.saved, done.asked) == (None, 1)
    assert lines(done)[-1] == "nothing to correct"
    assert BRANCH not in scene.world.branches()


def test_a_silent_source_is_a_note_and_is_asked_again(told: Scene) -> None:
    told.feeds.fail_next("arxiv", 500, times=4)
    done = upkeep(told)
    assert [one.field for one in done.written.made] == ["code"]
    assert any(note.startswith("arXiv: ") for note in done.notes)
    assert [one.field for one in upkeep(told).written.made] == ["code", "venue"]


def test_no_more_corrections_wait_than_the_config_says(told: Scene) -> None:
    told.configure(upkeep={"at_once": 1})
    done = upkeep(told)
    assert told.world.read(BRANCH, LIST) == CODED
    assert any(line.startswith("later: ") for line in lines(done))


def test_cut_off_anywhere_and_run_again_it_ends_where_one_run_ends(told: Scene) -> None:
    for calls in range(12):
        try:
            upkeep(told, Mortal(told.forge(), calls=calls))  # type: ignore[arg-type]  # a forge that dies
        except Killed:
            continue
        break
    upkeep(told)
    assert told.world.read(BRANCH, LIST) == BOTH
    assert told.world.git("rev-list", "--count", f"{told.world.trunk}..{BRANCH}") == "1"


def test_what_is_merged_is_done(told: Scene) -> None:
    upkeep(told)
    told.world.push_to_default(BOTH)
    done = upkeep(told)
    assert not done.found.corrections


def test_code_that_is_not_there_yet_is_told_and_left(told: Scene) -> None:
    forge = told.forge()
    settings = config.with_environment(load_config(forge), told.feeds.environment())
    done = keep(
        forge, settings, Terms(today=TODAY), client=told.client(), tries=lambda urls: [(u, Reach.GONE) for u in urls]
    )
    assert [one.field for one in done.written.made] == ["venue"]
    assert any(f"{REPO} is not there (yet)" in line for line in lines(done))


def test_dead_links_are_told_after_two_days_and_stay_in_the_list(scene: Scene) -> None:
    gone = "https://github.com/locuslab/wanda"

    def run(today: str) -> UpkeepReport:
        forge = scene.forge()
        settings = config.with_environment(load_config(forge), scene.feeds.environment())
        tries: Try = lambda urls: [(url, Reach.GONE if url == gone else Reach.ALIVE) for url in urls]  # noqa: E731
        return keep(forge, settings, Terms(today=today, links=True), client=scene.client(), tries=tries)

    assert not run(TODAY).dead
    assert not run(TODAY).dead
    (skip,) = run("2026-11-28").dead
    assert skip.what.endswith("“A Simple and Effective Pruning Approach for Large Language Models”")
    assert skip.why == f"{gone} was not there on 2026-11-21 and on 2026-11-28"
    assert scene.list_text() == TEXT


# --- on a disk --------------------------------------------------------------------------------------------------------


def test_on_a_disk_a_branch_that_was_thrown_away_is_a_no(local_scene: Scene) -> None:
    arxiv_says(local_scene.feeds)
    hub_says(local_scene.feeds)
    upkeep(local_scene)
    local_scene.world.git("branch", "-D", BRANCH)
    done = upkeep(local_scene)
    assert not done.found.corrections
    assert BRANCH not in local_scene.world.branches()


def test_on_a_disk_the_work_tree_is_not_touched(local_scene: Scene) -> None:
    arxiv_says(local_scene.feeds)
    upkeep(local_scene)
    assert local_scene.world.git("status", "--porcelain") == ""
    assert local_scene.list_text() == TEXT


# --- on GitHub --------------------------------------------------------------------------------------------------------


@pytest.fixture
def github(tmp_path: Path, feeds: Feeds) -> Iterator[Scene]:
    world = GitHubWorld(tmp_path, 5)
    scene = Scene(world, feeds)
    arxiv_says(feeds)
    hub_says(feeds)
    yield scene
    world.close()


def double(scene: Scene) -> GitHubWorld:
    assert isinstance(scene.world, GitHubWorld)
    return scene.world


def number(scene: Scene) -> int:
    (pull,) = double(scene).double.pulls(state="open")
    return pull.number


def test_the_pull_request_says_where_each_correction_is_said(github: Scene) -> None:
    upkeep(github)
    (pull,) = double(github).double.pulls()
    assert pull.title == "Keep the list true: 1 accepted since, code of 1 released"
    body = pull.body or ""
    assert "arXiv comment: “Accepted at ICML 2024”" in body
    assert "Hugging Face names microsoft/BitNet" in body
    assert f"+  - Code: [Official]({REPO})" in body
    assert pull.labels == []


def test_closing_it_is_a_no_to_all_of_it(github: Scene) -> None:
    upkeep(github)
    double(github).double.close(number(github))
    assert not upkeep(github).found.corrections
    assert len(double(github).double.pulls()) == 1


def test_what_comes_after_a_no_is_shown(github: Scene) -> None:
    github.feeds.bodies.clear()
    upkeep(github)
    double(github).double.close(number(github))
    hub_says(github.feeds)
    upkeep(github, today="2027-01-21")
    assert github.world.read(BRANCH, LIST) == CODED
    assert len(double(github).double.pulls()) == 2


def test_a_line_without_its_tick_is_taken_out_for_good(github: Scene) -> None:
    upkeep(github)
    pull = double(github).double.issue(number(github))
    body = (pull.body or "").replace("- [x] [The Era", "- [ ] [The Era", 1)
    double(github).double.edit(pull.number, body=body)
    upkeep(github)
    assert github.world.read(BRANCH, LIST) == ACCEPTED
    again = double(github).double.issue(pull.number).body or ""
    assert again.count("- [ ] ") == 1
    assert again.count("- [x] ") == 1
    double(github).double.merge_by_person(pull.number)
    assert not upkeep(github).found.corrections


def test_a_push_writes_the_open_one_again_without_asking_anybody(github: Scene) -> None:
    upkeep(github)
    asked = len(github.feeds.asked())
    github.world.push_to_default(TEXT.replace("# Awesome", "# Very awesome"))
    assert refreshed(github) == []
    assert github.world.read(BRANCH, LIST) == BOTH.replace("# Awesome", "# Very awesome")
    assert len(github.feeds.asked()) == asked


def test_a_push_costs_no_request_where_none_waits(github: Scene) -> None:
    forge = github.forge()
    settings = load_config(forge)
    forge.proposals()
    base = read_list(forge, settings.layout)
    before = len(double(github).double.requests)
    assert refresh(forge, settings, base) == []
    assert len(double(github).double.requests) == before


def test_what_a_person_did_by_hand_is_said(github: Scene) -> None:
    upkeep(github)
    github.world.push_to_default(BOTH)
    (note,) = refreshed(github)
    assert "close it" in note


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_killed_after_any_request_and_run_again_one_pull_request_waits(
    tmp_path: Path,
    feeds: Feeds,
    done: bool,  # noqa: FBT001  # whether the last request was carried out
) -> None:
    arxiv_says(feeds)
    hub_says(feeds)
    for point in range(1, 40, 3):
        world = GitHubWorld(tmp_path / str(point), 5)
        scene = Scene(world, feeds, papers=0)
        arxiv_says(feeds)
        world.double.kill_after(point, last_is_done=done)
        try:
            upkeep(scene)
            cut = False
        except GleanerError:
            cut = True
        finally:
            world.double.kill_after(None)
        upkeep(scene)
        assert len(world.double.pulls()) == 1, point
        assert world.read(BRANCH, LIST) == BOTH, point
        world.close()
        if not cut:
            break
    else:
        pytest.fail("no run went through")


# --- the words of the command -----------------------------------------------------------------------------------------


def test_a_list_on_disk_is_looked_at_and_not_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text(TEXT, encoding="utf-8")
    papers = tmp_path / "papers.jsonl"
    row = {"title": "Bits", "arxiv_id": BITS, "comment": "ICML 2024", "code": [{"label": "", "url": REPO}]}
    papers.write_text(json.dumps(row) + '\n{"title": "No id"}\n', encoding="utf-8")
    assert cli.main(["upkeep", str(tmp_path / "README.md"), "--metadata", str(papers)]) == 0
    printed = capsys.readouterr()
    assert f"code Waiting... → {REPO} (papers.jsonl names microsoft/BitNet)" in printed.out
    assert "  | +- [The Era of 1-bit LLMs" in printed.out
    assert "2 corrections, nothing written" in printed.out
    assert "no arXiv id" in printed.err
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("words", [["README.md", "--repo", "a/b"], ["--metadata", "x"], ["README.md", "--links"]])
def test_words_that_do_not_fit_together(words: list[str]) -> None:
    assert cli.main(["upkeep", *words]) == 2


def test_the_command_in_a_repository(
    local_scene: Scene, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name, value in local_scene.feeds.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    arxiv_says(local_scene.feeds)
    assert cli.main(["upkeep", "--repo", str(local_scene.world.git_folder())]) == 0
    assert "1 correction, opened branch gleaner-edit/upkeep" in capsys.readouterr().out
    assert "Accepted at ICML 2024" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert standing.FILE in local_scene.forge().read_ledger()
