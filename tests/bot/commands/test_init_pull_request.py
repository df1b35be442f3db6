"""`init --pull-request`: one onboarding pull request, idempotent, a person's words and commits kept; nothing before."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot import awesome, book, config
from bot.actions import Operation
from bot.commands.clock import today
from bot.commands.inferred import infer_config
from bot.commands.onboard import composed, propose_setup, rehearse
from bot.commands.repository import load_config
from bot.commands.workflows import CHECK, UPKEEP, WORKFLOWS
from bot.configuring import onboarding
from bot.configuring.onboarding import BRANCH, Place
from bot.errors import ConfigError, Forbidden, ListError
from bot.forge.github import GitHubForge
from bot.forge.local import LocalForge
from bot.sources.http import Client
from tests.doubles import hostile
from tests.doubles.feeds import Feeds, atom, entry
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.faults import When
from tests.doubles.github.world import forge_on
from tests.doubles.process import gleaner
from tests.doubles.scene import TEXT, paper_entry
from tests.doubles.worlds import LocalWorld

ALL = {config.PATH, *(f".github/workflows/{name}" for name in WORKFLOWS)}


@pytest.fixture
def double() -> Iterator[GitHubDouble]:
    with GitHubDouble() as made:
        made.push({"README.md": TEXT}, message="Begin")
        yield made


def onboard(double: GitHubDouble, who: str = "writer", *, check: bool = False, again: bool = False) -> object:
    """Run it as a new process would; its operation."""
    saved = propose_setup(
        forge_on(double, who), "README.md", double.environment(who), offline=True, check=check, again=again
    )
    return saved and saved.operation


def only(double: GitHubDouble) -> int:
    (pull,) = double.pulls(state="open")
    return pull.number


def files_of(double: GitHubDouble, number: int) -> dict[str, str]:
    head, base = double.pull(number).head_sha, double.service.head() or ""
    return {change.path: change.status for change in double.service.store.diff(base, head)}


def test_it_adds_the_config_and_the_workflows_and_nothing_else(double: GitHubDouble) -> None:
    assert onboard(double) is Operation.CREATED
    number = only(double)
    assert files_of(double, number) == dict.fromkeys(ALL, "added")
    assert double.pull(number).head == BRANCH
    assert double.branches() == sorted([BRANCH, double.branch])
    assert config.read(double.text(config.PATH, BRANCH)).list == "README.md"
    refresh = yaml.safe_load(double.text(".github/workflows/gleaner-refresh.yml", BRANCH))
    assert refresh[True]["push"]["branches"] == [double.branch]
    assert "(a guess: arXiv told nothing of the list's papers)" in (double.pulls()[0].body or "")


def test_the_check_of_peoples_pull_requests_comes_on_request(double: GitHubDouble) -> None:
    onboard(double, check=True)
    assert set(files_of(double, only(double))) == {*ALL, f".github/workflows/{CHECK}"}
    assert CHECK in double.issue(only(double)).body  # type: ignore[operator]  # it has one


def test_upkeep_comes_on_request(double: GitHubDouble) -> None:
    propose_setup(forge_on(double, "writer"), "README.md", double.environment("writer"), offline=True, upkeep=True)
    assert set(files_of(double, only(double))) == {*ALL, f".github/workflows/{UPKEEP}"}
    assert UPKEEP in double.issue(only(double)).body  # type: ignore[operator]  # it has one


def test_again_changes_nothing(double: GitHubDouble) -> None:
    onboard(double)
    before = double.pull(only(double)).head_sha, double.issue(only(double)).updated
    assert onboard(double) is Operation.NONE
    assert (double.pull(only(double)).head_sha, double.issue(only(double)).updated) == before


def test_it_follows_the_list(double: GitHubDouble) -> None:
    onboard(double)
    double.push({"README.md": TEXT.replace("## Pruning", "## Sparsity")})
    assert onboard(double) is Operation.UPDATED
    assert "Sparsity | 2 |" in (double.issue(only(double)).body or "")
    assert files_of(double, only(double)) == dict.fromkeys(ALL, "added")


def test_a_persons_commit_and_words_stay(double: GitHubDouble) -> None:
    onboard(double)
    number = only(double)
    double.person_commits(BRANCH, {config.PATH: "list: README.md\nmax_open: 1\n"})
    double.push({"README.md": TEXT.replace("## Pruning", "## Sparsity")})
    head, body = double.pull(number).head_sha, double.issue(number).body
    assert onboard(double) is Operation.NONE
    assert (double.pull(number).head_sha, double.issue(number).body) == (head, body)


def test_a_persons_text_stays_while_the_branch_moves_on(double: GitHubDouble) -> None:
    onboard(double)
    body = (double.issue(only(double)).body or "").replace("a few pull requests", "two pull requests")
    double.edit(only(double), body=body)
    double.push({"README.md": TEXT.replace("## Pruning", "## Sparsity")})
    assert onboard(double) is Operation.UPDATED
    assert double.issue(only(double)).body == body


def test_closing_it_is_a_no_until_it_is_asked_for_again(double: GitHubDouble) -> None:
    onboard(double)
    double.close(only(double))
    assert onboard(double) is Operation.CLOSED
    assert double.pulls(state="open") == []
    assert onboard(double, again=True) is Operation.CREATED


def test_after_the_merge_there_is_nothing_to_set_up(double: GitHubDouble) -> None:
    onboard(double)
    double.merge_by_person(only(double))
    sent = len(double.requests)
    assert onboard(double) is None
    assert not any(exchange.writes for exchange in double.requests[sent:])
    assert load_config(forge_on(double)).list == "README.md"


def test_before_the_merge_a_run_says_what_to_merge(double: GitHubDouble) -> None:
    with pytest.raises(ConfigError, match="init --pull-request"):
        load_config(forge_on(double))
    onboard(double)
    url = f"{double.server_url}/{double.repository}/pull/{only(double)}"
    with pytest.raises(ConfigError) as caught:
        load_config(forge_on(double))
    assert str(caught.value).endswith(f"before the onboarding change is merged: {url}")


def test_onboarding_is_no_proposal(double: GitHubDouble) -> None:
    onboard(double)
    assert forge_on(double).proposals() == ()


def asked_for(link: str) -> dict[str, list[str]]:
    return urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)


@pytest.mark.parametrize("who", ["job", "classic", "fine-grained"])
def test_without_the_right_to_workflows_the_text_says_how_to_add_them(double: GitHubDouble, who: str) -> None:
    if who != "job":
        double.service.grant(who, person=double.service.person("wren-writes"), kind=who)
    assert onboard(double, who) is Operation.CREATED
    number = only(double)
    assert files_of(double, number) == {config.PATH: "added"}
    body = double.issue(number).body or ""
    assert "may not write workflow files" in body
    links = re.findall(rf"\((\S+/new/{BRANCH}\?\S+)\)", body)
    for name in WORKFLOWS:
        link = next(each for each in links if asked_for(each)["filename"] == [f".github/workflows/{name}"])
        asked = asked_for(link)
        assert yaml.safe_load(asked["value"][0])["name"] == name.removesuffix(".yml")
        assert f"```yaml\n{asked['value'][0]}" in body
    assert onboard(double, who) is Operation.NONE


def test_a_reader_is_told_and_nothing_is_sent(double: GitHubDouble) -> None:
    with pytest.raises(Forbidden, match="may read but not write"):
        onboard(double, "reader")
    assert not [exchange for exchange in double.requests if exchange.writes]


def test_where_jobs_may_not_open_pull_requests_the_setting_is_named(double: GitHubDouble) -> None:
    double.service.settings.actions_may_open_pulls = False
    with pytest.raises(Forbidden, match="Allow GitHub Actions to create and approve pull requests"):
        onboard(double, "job")


@pytest.mark.parametrize("when", [When.BEFORE, When.AFTER])
def test_cut_off_anywhere_and_run_again_there_is_one(when: When) -> None:
    """Killed at every single request in turn: the end is that of one clean run."""
    with GitHubDouble(seed=3) as clean:
        clean.push({"README.md": TEXT}, message="Begin")
        onboard(clean)
        whole = files_of(clean, only(clean)), clean.issue(only(clean)).body
        points = len(clean.requests)
    for point in range(points):
        with GitHubDouble(seed=3) as double:
            double.push({"README.md": TEXT}, message="Begin")
            double.kill_after(point, last_is_done=when is When.AFTER)
            with pytest.raises(Exception, match=r"."):  # however the process dies
                onboard(double)
            double.kill_after(None)
            onboard(double)
            body = (double.issue(only(double)).body or "").replace(double.server_url, clean.server_url)
            assert files_of(double, only(double)) == whole[0], point
            assert onboarding.is_ours(double.issue(only(double)).body or "")
            assert len(body) == len(whole[1] or ""), point
            assert len(double.pulls()) == 1


@pytest.mark.parametrize("when", [When.BEFORE, When.AFTER])
@pytest.mark.parametrize("nth", range(1, 9))
def test_an_answer_lost_on_its_way_makes_no_second_one(double: GitHubDouble, nth: int, when: When) -> None:
    fault = double.fault(nth=nth, when=when, cut=nth % 2 == 0)
    assert onboard(double) is Operation.CREATED
    assert fault.seen >= 7
    assert files_of(double, only(double)) == dict.fromkeys(ALL, "added")
    assert len(double.pulls()) == 1


def test_the_command_on_github(double: GitHubDouble) -> None:
    env = double.environment("writer")
    done = gleaner("init", "--pull-request", "--offline", "--check", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    url = f"{double.server_url}/{double.repository}/pull/{only(double)}"
    assert done.stdout == f"{double.repository}: opened {url}; nothing else happens until it is merged\n"
    waits = gleaner("run", "--dry-run", env=env)
    assert waits.returncode == 1
    assert f"before the onboarding change is merged: {url}" in waits.stderr


@pytest.mark.parametrize("text", ["", "# A list of nothing\n"])
def test_a_list_that_teaches_nothing_is_refused(double: GitHubDouble, text: str) -> None:
    double.push({"README.md": text})
    with pytest.raises(ListError, match="holds no entry"):
        onboard(double)
    assert double.pulls() == []


# --- what it says -----------------------------------------------------------------------------------------------------


def test_it_tells_what_it_would_have_proposed_and_what_lint_finds(double: GitHubDouble, feeds: Feeds) -> None:
    feeds.shelf.arxiv = atom(*(paper_entry(number, today()) for number in range(5)))
    twice = (
        "- [QLoRA: Efficient Finetuning of Quantized LLMs](https://arxiv.org/abs/2305.14314v1) [NeurIPS 2023] [LoRA]\n"
    )
    double.push({"README.md": TEXT.replace("## Pruning", f"{twice}  - Tim Dettmers\n\n## Pruning")})
    body = composed_body(double, feeds)
    assert body.startswith("Merge this, and Gleaner proposes new papers to this list")
    assert "### What it would have proposed last week" in body
    assert "a guess" not in body
    assert "https://arxiv.org/abs/2607.0000" in body
    assert "- [" in body.partition("<details><summary>The entries as they would be written")[2]
    assert "| error | duplicate |" in body
    assert f"{double.server_url}/{double.repository}/settings/actions" in body
    assert len(body) < 60_500


def composed_body(double: GitHubDouble, feeds: Feeds) -> str:

    forge: GitHubForge = forge_on(double)
    base = forge.base(("README.md",))
    alist = awesome.parse(base.files["README.md"])
    settings = infer_config(book.of(alist, "README.md"), ())
    cut = settings.model_copy(update={"cut": config.Cut(at_least=0.0)})
    done = rehearse(forge, cut, feeds.environment(), client=Client(sleep=lambda _: None))
    place = Place(url=f"{double.server_url}/{double.repository}", trunk=double.branch)
    return composed(book.of(alist, "README.md"), cut, base, place, done, check=False).body


def test_hostile_titles_do_not_act_in_it(double: GitHubDouble, feeds: Feeds) -> None:
    texts = [text.replace("\x00", "").encode("utf-8", "replace").decode() for text in hostile.texts(120, seed=8)]
    shown = ["".join(c for c in text if c.isprintable())[:200] for text in texts]
    feeds.shelf.arxiv = atom(
        *(entry(f"2607.{n:05}", f"Quantized {title}", published=today()) for n, title in enumerate(shown))
    )
    body = composed_body(double, feeds)
    outside = "".join(part for number, part in enumerate(body.split("```")) if number % 2 == 0)
    for acting in ("@octocat", "<script", "<img", "![", "<!-- gleaner: "):
        assert acting not in outside
    assert onboarding.is_ours(body)


# --- on a disk --------------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> LocalWorld:
    return LocalWorld(tmp_path, 0, TEXT)


def test_on_a_disk_it_is_a_branch(home: LocalWorld) -> None:
    done = gleaner("init", "--pull-request", "--offline", "--repo", str(home.home))
    assert done.returncode == 0, done.stderr
    assert f"branch {BRANCH}" in done.stdout
    changed = home.git("diff", "--name-only", f"{home.trunk}...{BRANCH}").split()
    assert set(changed) == ALL
    assert home.git("status", "--porcelain") == ""
    refused = gleaner("run", "--dry-run", "--repo", str(home.home))
    assert refused.returncode == 1
    assert f"before the onboarding change is merged: branch {BRANCH}" in refused.stderr
    again = gleaner("init", "--pull-request", "--offline", "--repo", str(home.home))
    assert "up to date" in again.stdout
    home.git("merge", "-q", "--no-edit", BRANCH)
    assert load_config(LocalForge(home.home)).list == "README.md"


def test_on_a_disk_a_persons_commit_stays(home: LocalWorld) -> None:
    forge = LocalForge(home.home)
    propose_setup(forge, "README.md", {}, offline=True)
    mine = home.commit_by_person(BRANCH, config.PATH, "list: README.md\n")
    home.push_to_default(TEXT.replace("## Pruning", "## Sparsity"))
    saved = propose_setup(forge, "README.md", {}, offline=True)
    assert saved is not None
    assert saved.operation is Operation.NONE
    assert home.git("rev-parse", BRANCH) == mine


def test_a_repository_alone_is_no_place_to_write(home: LocalWorld) -> None:
    done = gleaner("init", "--repo", str(home.home))
    assert done.returncode == 2
    assert "--pull-request" in done.stderr


def test_linked_mirrors_and_chapters_are_shown_and_written(double: GitHubDouble) -> None:
    lines = [f"- [Paper {n}](https://arxiv.org/abs/2401.{n:05d}) [Arxiv 2024]\n" for n in range(8)]
    links = "[中文](README_zh.md) [one](papers/one.md) [gone](papers/gone.md) [few](few.md)\n"
    files = {
        "README.md": f"# Small things\n\n{links}\n## All\n\n" + "".join(lines[:4]),
        "README_zh.md": "# 小\n\n## 全部\n\n" + "".join(lines[:4]),
        "papers/one.md": "# One\n\n" + "".join(lines[4:]),
        "few.md": "# Few\n\n- [Paper 9](https://arxiv.org/abs/2401.00009)\n",
    }
    double.push(files, message="Split")
    onboard(double)
    (pull,) = double.pulls(state="open")
    assert "Chapters: papers/one.md. Mirrors, changed along with it: README" in (pull.body or "")
    assert "Not a part of the list: few.md (holds 1 paper known by its link, too few" in (pull.body or "")
