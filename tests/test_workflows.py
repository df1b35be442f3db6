"""The workflows: ours, and those a list is given. Read as they stand, linted, and run for real on this machine.

`act` interprets the files; GitHub and the feeds are servers on the loopback. Not enforced by it are permissions,
concurrency and cron times: those are asserted by reading.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import __version__, config
from bot.commands.clock import today
from bot.commands.workflows import CHECK, UPKEEP, WORKFLOWS, workflows
from tests.doubles import actions
from tests.doubles.actions import Runner, project, uses_in
from tests.doubles.feeds import Feeds, atom, entry
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import forge_on
from tests.doubles.scene import TEXT, paper_entry
from tests.doubles.worlds import opening, paper

ROOT = Path(__file__).parents[1]
OURS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GIVEN = sorted((ROOT / "bot/data/workflows").glob("*.yml"))
EVERY = [*OURS, *GIVEN]
WRITES = {"write", "write-all"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> dict[Any, Any]:
    document: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def triggers(path: Path) -> dict[str, Any]:
    """What starts a workflow; YAML reads the bare word `on` as true."""
    started = read(path)[True]
    return {started: None} if isinstance(started, str) else dict(started)


# --- as they stand ----------------------------------------------------------------------------------------------------


def test_the_examples_are_what_a_list_is_given() -> None:
    assert {path.name for path in GIVEN} >= {*WORKFLOWS, CHECK, UPKEEP}
    for path in GIVEN:
        assert (ROOT / "examples" / path.name).read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_the_documentation_shows_the_check_as_it_is() -> None:
    shown = (ROOT / "docs/check.md").read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    given = (ROOT / "bot/data/workflows" / CHECK).read_text(encoding="utf-8")
    assert shown == re.sub(r"\A(#.*\n)+", "", given)


def test_a_list_is_given_its_own_default_branch() -> None:
    # GitHub reads the name as a pattern: what is a sign in one is escaped.
    for branch, named in {
        "main": "main",
        "release/1.0": "release/1.0",
        "on": "on",
        "c++": r"c\+\+",
        "!": r"\!",
    }.items():
        for path, text in workflows(branch, check=True, upkeep=True).items():
            branches = [one["branches"] for one in yaml.safe_load(text)[True].values() if one and "branches" in one]
            assert (
                branches == [[named]] if {"push", "pull_request"} & set(yaml.safe_load(text)[True]) else not branches
            ), path


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_every_right_is_granted_where_it_is_used(path: Path) -> None:
    document = read(path)
    assert document["permissions"] == {}
    for job in document["jobs"].values():
        assert isinstance(job["permissions"], dict)
        assert job["timeout-minutes"] <= 30


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_what_writes_waits_its_turn(path: Path) -> None:
    """Two runs at once would race; a run that is cut off half-way would leave work for the next."""
    document = read(path)
    writes = any(job["permissions"].get("contents") == "write" for job in document["jobs"].values())
    assert document["concurrency"]["cancel-in-progress"] is not writes
    if writes:
        assert document["concurrency"]["group"].startswith("gleaner")


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_a_schedule_stands_alone_and_at_an_odd_minute(path: Path) -> None:
    """GitHub switches off a whole file when its schedule has slept for 60 days."""
    started = triggers(path)
    if "schedule" not in started:
        return
    assert set(started) == {"schedule", "workflow_dispatch"}
    for one in started["schedule"]:
        assert int(one["cron"].split()[0]) % 5


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_strangers_meet_no_token_that_writes_contents(path: Path) -> None:
    started = triggers(path)
    assert "pull_request_target" not in started
    if "pull_request" in started:
        for job in read(path)["jobs"].values():
            assert {right for right, level in job["permissions"].items() if level in WRITES} <= {"checks"}


@pytest.mark.parametrize("path", [*EVERY, ROOT / "action.yml"], ids=name_of)
def test_no_expression_stands_in_a_script(path: Path) -> None:
    """`${{ … }}` of a title or a branch would be run; values go in by the environment."""
    document = read(path)
    jobs = list(document.get("jobs", {}).values()) or [document["runs"]]
    for step in (step for job in jobs for step in job["steps"]):
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("path", [*EVERY, ROOT / "action.yml"], ids=name_of)
def test_what_others_wrote_is_pinned_to_a_commit(path: Path) -> None:
    for uses in uses_in(path):
        if uses.startswith(actions.ACTION):
            assert uses == f"{actions.ACTION}v{__version__}"
        else:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", uses)


def test_the_check_of_pull_requests_checks_out_the_base_alone() -> None:
    (job,) = read(ROOT / ".github/workflows/check.yml")["jobs"].values()
    (checkout,) = [step for step in job["steps"] if str(step.get("uses", "")).startswith("actions/checkout@")]
    assert checkout["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert uses_in(ROOT / "bot/data/workflows" / CHECK) == [f"{actions.ACTION}v{__version__}"]


def test_the_linters_are_content() -> None:
    tools = Path(sys.executable).parent
    if not (tools / "zizmor").is_file():
        pytest.skip("needs zizmor and check-jsonschema, which `pip install -e .[dev]` brings")
    files = [str(path) for path in EVERY]
    for words in (
        ["zizmor", "--offline", "--no-progress", "--quiet", "--config", ".github/zizmor.yml", *files, "action.yml"],
        ["check-jsonschema", "--quiet", "--builtin-schema", "vendor.github-workflows", *files],
        ["check-jsonschema", "--quiet", "--builtin-schema", "vendor.github-actions", "action.yml"],
    ):
        done = subprocess.run([tools / words[0], *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


# --- run for real -----------------------------------------------------------------------------------------------------

runs = pytest.mark.skipif(not actions.act(), reason="needs act, which `pip install -e .[dev]` brings")

SETTINGS = config.write(
    config.Config.model_validate(
        {
            "sources": {"arxiv": {"categories": ["cs.LG"]}},
            "cut": {"at_least": 0.0},
            "per_run": 1,
            "dashboard": False,
        }
    )
)
TWICE = (
    "- [GPTQ](https://arxiv.org/abs/2210.17323v2) [ICLR 2023]\n  - Elias Frantar\n  - Code: Waiting...\n\n## Pruning"
)


@pytest.fixture
def double() -> Iterator[GitHubDouble]:
    with GitHubDouble() as made:
        made.push({"README.md": TEXT, config.PATH: SETTINGS}, message="Begin")
        yield made


def a_list(double: GitHubDouble, folder: Path) -> Runner:
    """A list that took the workflows it is given."""
    return Runner(folder, double.repository, workflows(double.branch, check=True, upkeep=True))


def with_the_bot(double: GitHubDouble, folder: Path) -> Runner:
    """A repository that holds the list and the bot, as ours is laid out."""
    names = [n for n in project("bot", "action.yml", "pyproject.toml", ".github") if not n.endswith(".npz")]
    files = {name: (ROOT / name).read_text(encoding="utf-8") for name in names}
    return Runner(folder, double.repository, {**files, config.PATH: SETTINGS})


def surroundings(double: GitHubDouble, who: str, feeds: Feeds | None = None) -> dict[str, str]:
    known = {name: value for name, value in double.environment(who).items() if name != "GITHUB_TOKEN"}
    return {**known, **(feeds.environment() if feeds else {})}


def of_pull(double: GitHubDouble, number: int) -> Mapping[str, Any]:
    pull = double.pull(number)
    ends = {"head": {"sha": pull.head_sha, "ref": pull.head}, "base": {"sha": double.service.head(), "ref": pull.base}}
    return {"action": "opened", "number": number, "pull_request": {"number": number, **ends}}


@runs
def test_the_scheduled_run_of_a_list(double: GitHubDouble, feeds: Feeds, tmp_path: Path) -> None:
    feeds.shelf.arxiv = atom(*(paper_entry(number, today()) for number in range(3)))
    ran = a_list(double, tmp_path).run(
        ".github/workflows/gleaner.yml",
        "schedule",
        {"schedule": "17 5 * * *"},
        surroundings(double, "job", feeds),
        token=double.token("job"),
    )
    assert ran.code == 0, ran.said
    (pull,) = double.pulls()
    assert pull.labels == ["gleaner:proposed"]
    assert "1 to propose" in ran.printed
    assert "**1 proposed**" in ran.summary
    assert f"- created [#{pull.number}]({double.server_url}/{double.repository}/pull/{pull.number}) " in ran.summary
    assert double.token("job") not in ran.said


@runs
def test_the_weekly_upkeep_of_a_list(double: GitHubDouble, feeds: Feeds, tmp_path: Path) -> None:
    said = "\n    <arxiv:comment>Accepted at ICML 2024</arxiv:comment>"
    feeds.shelf.arxiv = atom(entry("2402.17764", "The Era of 1-bit LLMs", published="2024-02-27", extra=said))
    ran = a_list(double, tmp_path).run(
        f".github/workflows/{UPKEEP}",
        "schedule",
        {"schedule": "43 4 * * 3"},
        surroundings(double, "job", feeds),
        token=double.token("job"),
    )
    assert ran.code == 0, ran.said
    (pull,) = double.pulls()
    assert pull.title == "Keep the list true: 1 accepted since"
    assert "1 correction, opened" in ran.printed
    assert "+- [The Era of 1-bit LLMs: All Large Language Models are in 1.58 Bits]" in ran.summary
    assert double.token("job") not in ran.said


@runs
def test_a_push_refreshes_what_waits(double: GitHubDouble, tmp_path: Path) -> None:
    double.push({"README.md": "# A\n\n## One\n\n- [First](https://x.example/1)\n"})
    forge = forge_on(double, "job")
    proposal = forge.apply(opening(forge, paper(1))).proposal
    double.push({"README.md": "# A\n\n## One\n\n- [Zeroth](https://x.example/0)\n- [First](https://x.example/1)\n"})
    ran = a_list(double, tmp_path).run(
        ".github/workflows/gleaner-refresh.yml", "push", {"ref": f"refs/heads/{double.branch}"},
        surroundings(double, "job"), token=double.token("job"),
    )  # fmt: skip
    assert ran.code == 0, ran.said
    (commit,) = double.commits(proposal.branch)
    assert commit.parents == (double.service.head(),)


@runs
def test_a_pull_request_of_a_person_is_checked(double: GitHubDouble, tmp_path: Path) -> None:
    number = double.person_opens_pull({"README.md": TEXT.replace("## Pruning", TWICE)})
    ran = a_list(double, tmp_path).run(
        f".github/workflows/{CHECK}", "pull_request", of_pull(double, number),
        surroundings(double, "job"), token=double.token("job"),
    )  # fmt: skip
    assert ran.code == 1, ran.said
    (check,) = double.service.checks.values()
    assert (check.conclusion, check.head_sha) == ("failure", double.pull(number).head_sha)
    assert "| error | duplicate |" in ran.summary


@runs
def test_a_pull_request_from_a_fork_is_checked_by_what_is_installed(double: GitHubDouble, tmp_path: Path) -> None:
    """The step that installs Gleaner is run too; the title tries to start workflow commands."""
    wheel = "the step builds Gleaner without a network: it needs setuptools 77, which `pip install -e .[dev]` brings"
    if setuptools_version() < 77:
        pytest.skip(wheel)
    hostile = TWICE.replace("[GPTQ]", "[GPTQ ::error::pwned %0A::add-mask::a ##[group]x @octocat]")
    number = double.person_opens_pull({"README.md": TEXT.replace("## Pruning", hostile)})
    env = {
        **surroundings(double, "read-only job"),
        **dict.fromkeys(("PIP_NO_INDEX", "PIP_NO_DEPS", "PIP_NO_COMPILE"), "1"),
        "PIP_NO_BUILD_ISOLATION": "false",
        "PYTHONPATH": libraries(),
    }
    ran = a_list(double, tmp_path).run(
        f".github/workflows/{CHECK}", "pull_request", of_pull(double, number), env,
        token=double.token("read-only job"), installed=True,
    )  # fmt: skip
    assert ran.code == 1, ran.said
    assert not double.service.checks
    assert "file=README.md,line=" in ran.said, ran.said
    log = [line for line in ran.said.splitlines() if line.startswith("[")]
    assert not [line for line in log if "::error::" in line or "add-mask::" in line or "##[" in line]
    assert "| error |" in ran.summary


def setuptools_version() -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return int(version("setuptools").partition(".")[0])
    except (PackageNotFoundError, ValueError):
        return 0


def libraries() -> str:
    """Where the libraries of this Python are, without this checkout."""
    import sysconfig

    return sysconfig.get_path("purelib")


@runs
def test_our_own_run_says_what_it_would_do(double: GitHubDouble, feeds: Feeds, tmp_path: Path) -> None:
    feeds.shelf.arxiv = atom(*(paper_entry(number, today()) for number in range(3)))
    ran = with_the_bot(double, tmp_path).run(
        ".github/workflows/run.yml", "workflow_dispatch", {"inputs": {"dry-run": "true"}},
        surroundings(double, "job", feeds), token=double.token("job"),
    )  # fmt: skip
    assert ran.code == 0, ran.said
    assert "1 to propose" in ran.printed
    assert not any(exchange.writes for exchange in double.requests)


@runs
def test_our_own_refresh(double: GitHubDouble, tmp_path: Path) -> None:
    ran = with_the_bot(double, tmp_path).run(
        ".github/workflows/refresh.yml", "push", {"ref": "refs/heads/main"},
        surroundings(double, "job"), token=double.token("job"),
    )  # fmt: skip
    assert ran.code == 0, ran.said
    assert "0 waiting" in ran.printed


@runs
def test_our_own_check(double: GitHubDouble, tmp_path: Path) -> None:
    number = double.person_opens_pull({"README.md": TEXT.replace("## Pruning", TWICE)})
    ran = with_the_bot(double, tmp_path).run(
        ".github/workflows/check.yml", "pull_request", of_pull(double, number),
        surroundings(double, "job"), token=double.token("job"),
    )  # fmt: skip
    assert ran.code == 1, ran.said
    assert [check.conclusion for check in double.service.checks.values()] == ["failure"]


@runs
@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_act_reads_it(path: Path, tmp_path: Path) -> None:
    """The one we do not run here is the one that runs these tests."""
    done = subprocess.run(
        [actions.act(), "--validate", "-W", path], cwd=ROOT, env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
