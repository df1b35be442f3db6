"""`gleaner run` as a process: what it prints, its exit codes, its reports; and the three saved pages, end to end."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot import config
from bot.commands.clock import today
from bot.forge.local import LocalForge
from tests.doubles.feeds import Feeds, atom
from tests.doubles.process import gleaner
from tests.doubles.scene import Scene, paper_entry
from tests.doubles.worlds import LocalWorld


@pytest.fixture
def home(local_scene: Scene, feeds: Feeds) -> Path:
    """A clone with a list and a config; the feeds' papers are of today, as the process has the real clock."""
    feeds.shelf.arxiv = atom(*(paper_entry(number, published=today()) for number in range(5)))
    assert isinstance(local_scene.world, LocalWorld)
    return local_scene.world.home


def test_a_run_says_what_it_proposed_and_leaves_a_summary(home: Path, feeds: Feeds, tmp_path: Path) -> None:
    summary, output = tmp_path / "summary.md", tmp_path / "output"
    env = {**feeds.environment(), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output)}
    done = gleaner("run", "--repo", str(home), env=env)
    assert done.returncode == 0, done.stderr
    assert "5 read, 5 distinct papers" in done.stdout
    assert done.stdout.count("created #") + done.stdout.count("held ") >= 5
    assert "## Gleaner on" in summary.read_text(encoding="utf-8")
    assert "proposed=" in output.read_text(encoding="utf-8")
    assert f"\nNext: git -C {home} merge BRANCH takes a paper" in done.stdout


def test_a_dry_run_writes_nothing(home: Path, feeds: Feeds) -> None:
    before = subprocess.run(["git", "for-each-ref"], cwd=home, capture_output=True, check=True).stdout
    done = gleaner("run", "--repo", str(home), "--dry-run", env=feeds.environment())
    assert done.returncode == 0, done.stderr
    assert subprocess.run(["git", "for-each-ref"], cwd=home, capture_output=True, check=True).stdout == before
    assert not (home / ".git" / "gleaner.sqlite3").exists()
    assert done.stdout.count("\nwould create gleaner/arxiv-2607.") == 5
    assert "created" not in done.stdout, "nothing was"
    assert "\nNext: " not in done.stdout


def test_a_dry_run_reads_the_config_that_is_not_committed_yet(home: Path, feeds: Feeds) -> None:
    draft = config.Config.model_validate({"sources": {"arxiv": {"categories": ["cs.LG"]}}, "cut": {"at_least": 1.0}})
    (home / config.PATH).write_text(config.write(draft), encoding="utf-8")
    done = gleaner("run", "--repo", str(home), "--dry-run", env=feeds.environment())
    assert "0 to propose" in done.stdout


def test_five_mistakes_give_five_messages_with_their_places(local_scene: Scene, home: Path) -> None:
    broken = "list: 3\nmax_opne: 5\nper_run: many\ncut:\n  at_least: 2\nsources:\n  arxiv:\n    categories: [Computer Vision]\n"
    local_scene.world.push_to_default(broken, config.PATH)
    done = gleaner("run", "--repo", str(home))
    assert done.returncode == 1
    lines = [line.removeprefix("gleaner: ") for line in done.stderr.splitlines()]
    assert len(lines) == 5
    assert [line.split(": ")[0] for line in lines] == [f"{config.PATH}:{n}" for n in (1, 2, 3, 5, 8)]
    assert "max_open" in lines[1], "the near miss is named"


def test_a_list_that_is_not_there_is_one_sentence(local_scene: Scene, home: Path) -> None:
    local_scene.configure(list="papers/README.md")
    done = gleaner("run", "--repo", str(home))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "papers/README.md" in done.stderr


def test_no_config_names_init(home: Path) -> None:
    subprocess.run(["git", "rm", "-q", config.PATH], cwd=home, check=True)
    who = ["-c", "user.name=Wren", "-c", "user.email=wren@example.org"]
    subprocess.run(["git", *who, "commit", "-q", "-m", "Drop the config"], cwd=home, check=True)
    done = gleaner("run", "--repo", str(home))
    assert done.returncode == 1
    assert "gleaner init" in done.stderr


def test_a_feed_that_answers_html_is_a_clear_sentence_and_exit_1(home: Path, feeds: Feeds) -> None:
    for _ in range(20):
        feeds.answer_html("arxiv")
    done = gleaner("run", "--repo", str(home), env=feeds.environment())
    assert done.returncode == 1
    assert "arxiv  failed" in done.stdout
    assert "Traceback" not in done.stderr
    assert "nothing is lost" in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("run", "--repo", "/nowhere/at/all"), 1),
        (("run", "--since", "0"), 2),
        (("run", "--limit", "-1"), 2),
        (("frobnicate",), 2),
        ((), 2),
        (("--version",), 0),
    ],
)
def test_exit_codes(words: tuple[str, ...], code: int) -> None:
    done = gleaner(*words, fresh=True)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_doctor_says_what_is_well_and_what_is_not(local_scene: Scene, home: Path, feeds: Feeds) -> None:
    done = gleaner("doctor", "--repo", str(home), env=feeds.environment())
    assert done.returncode == 0, done.stdout
    assert "README.md: 5 entries" in done.stdout
    local_scene.configure(list="gone.md")
    again = gleaner("doctor", "--repo", str(home), "--offline")
    assert again.returncode == 1
    assert "!   " in again.stdout
    assert "gone.md" in again.stdout
    assert "→" in again.stdout, "the next step is named"


def test_init_writes_a_config_that_a_run_accepts(home: Path) -> None:
    (home / config.PATH).unlink()
    done = gleaner("init", str(home / "README.md"), "--offline")
    assert done.returncode == 0, done.stderr
    assert config.read((home / config.PATH).read_text(encoding="utf-8")).list == "README.md"
    assert (home / ".github" / "workflows" / "gleaner.yml").is_file()
    again = gleaner("init", str(home / "README.md"), "--offline")
    assert again.returncode == 2
    assert "--force" in again.stderr


@pytest.mark.shared
def test_the_seed_list_and_its_three_saved_pages(tmp_path: Path, shared: Path, feeds: Feeds) -> None:
    seeds = sorted((shared / "data" / "seeds").glob("00*.txt"))
    world = LocalWorld(tmp_path, 0, text=seeds[0].read_bytes().decode("utf-8"))
    names = [f"saved/{number}.txt" for number in (1, 2, 3)]
    for name, page in zip(names, seeds[1:], strict=True):
        world.push_to_default(page.read_bytes().decode("utf-8"), name)
    world.push_to_default(f"sources:\n  pages: [{', '.join(names)}]\n", config.PATH)
    done = gleaner("run", "--repo", str(world.home), env=feeds.environment())
    assert done.returncode == 0, done.stderr
    assert "491 read, 473 distinct papers: 0 to propose, 472 held, 1 known already" in done.stdout
    known = next(line for line in done.stdout.splitlines() if line.startswith("known"))
    assert "Accurate LoRA-Finetuning Quantization of LLMs via Information Retention: README.md line 196" in known
    backlog = world.read("gleaner-ledger", "candidates.jsonl")
    assert backlog.count("Trans-LoRA") - backlog.count("Trans-LoRA}") <= 3, "with and without TeX it is one paper"
    assert not [name for name in world.branches() if name.startswith("gleaner/")]


@pytest.mark.parametrize("kilobytes", [5, 45, 70, 100])
def test_where_there_is_no_room_a_run_says_so_and_the_next_one_goes_on(
    home: Path, feeds: Feeds, kilobytes: int
) -> None:
    """A file that may not grow stands for a disk that is full: the same errors come from SQLite and from git."""
    full = gleaner("run", "--repo", str(home), env=feeds.environment(), largest=kilobytes * 1024)
    assert full.returncode in (0, 1), full.stderr
    if full.returncode:
        assert "free space" in full.stderr
    done = gleaner("run", "--repo", str(home), env=feeds.environment())
    assert done.returncode == 0, done.stderr
    waiting = [proposal.key for proposal in LocalForge(home).proposals()]
    assert len(waiting) == len(set(waiting)) == 5


def test_a_draft_that_is_not_utf8_is_a_mistake_with_its_line(home: Path, feeds: Feeds) -> None:
    (home / config.PATH).write_bytes(b"list: README.md\n# caf\xe9\n")
    done = gleaner("run", "--repo", str(home), "--dry-run", env=feeds.environment())
    assert done.returncode == 1
    assert f"{config.PATH}:2: not UTF-8" in done.stderr


def test_files_that_a_draft_names_and_that_are_not_there_come_at_once(home: Path, feeds: Feeds) -> None:
    (home / config.PATH).write_text("chapters: [a.md]\nmirrors: [b.md]\n", encoding="utf-8")
    done = gleaner("run", "--repo", str(home), "--dry-run", env=feeds.environment())
    assert done.returncode == 1
    assert "a.md" in done.stderr
    assert "b.md" in done.stderr


def test_a_run_on_a_list_without_entries_says_so(local_scene: Scene, home: Path, feeds: Feeds) -> None:
    """Every paper was below the cut, and the day was called a good one."""
    local_scene.world.push_to_default("# A list\n")
    done = gleaner("run", "--repo", str(home), env=feeds.environment())
    assert "! README.md holds no entry that Gleaner can read" in done.stdout


def test_a_config_that_waits_to_be_committed_is_not_written_anew(home: Path) -> None:
    """Right after `gleaner init` the advice was to run it again."""
    subprocess.run(["git", "rm", "-q", "--cached", config.PATH], cwd=home, check=True)
    subprocess.run(
        ["git", "-c", "user.name=Wren", "-c", "user.email=wren@example.org", "commit", "-qm", "x"], cwd=home, check=True
    )
    assert (home / config.PATH).is_file()
    done = gleaner("run", "--repo", str(home))
    assert done.returncode == 1
    assert "commit it" in done.stderr
    assert "gleaner init" not in done.stderr


@pytest.mark.parametrize(
    ("word", "given"), [("--since", "soon"), ("--since", "31"), ("--limit", "-1"), ("--limit", "1.5")]
)
def test_a_wrong_number_is_refused_in_a_persons_words(word: str, given: str) -> None:
    done = gleaner("run", f"{word}={given}")
    assert done.returncode == 2
    assert f"got '{given}'" in done.stderr
    assert "_" not in done.stderr.splitlines()[-1]
