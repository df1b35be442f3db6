"""`check --pull-request`: people's pull requests, read as data by API; the check run, the log, the summary."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import awesome
from bot.checking import check_report
from bot.checking.check import Change, check
from bot.checking.fault import Kind, Severity
from bot.cli import main
from bot.commands.check_job import check_pull
from bot.commands.lint import line
from bot.config import PATH, Config
from bot.errors import ListError
from bot.forge import github_check
from tests.doubles import hostile
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import opening, paper

NAMES = (
    ("Pruning Climbing Roses in Cold Winters", "2401.00001", "Ann Lee, Bo Kim"),
    ("Tulip Bulbs Under Snow", "2402.00002", "Di Roe, Ed Poe"),
    ("Water Lilies at Night", "2403.00003", "Flo Moe, Gus Noe"),
    ("Counting Bees With Cheap Microphones", "2404.00004", "Hal Ito, Ira Jay"),
)
LIST = "papers/LIST.md"


def entry(title: str, number: str, authors: str) -> str:
    return f"- [{title}](https://arxiv.org/abs/{number}) [arXiv 2024]\n  - {authors}\n  - Code: Waiting\n\n"


OLD = "# Papers on gardens\n\n## One\n\n" + "".join(entry(*name) for name in NAMES)
FROST = entry("Frost Maps From Satellites", "2406.00006", "Lu Moe, Mo Ode")
TULIPS = entry("Tulip bulbs under snow", "2402.00002v3", "Di Roe, Ed Poe")
SETTINGS = Config(list=LIST)


@pytest.fixture
def double() -> Iterator[GitHubDouble]:
    with GitHubDouble() as made:
        made.push({LIST: OLD, PATH: f"list: {LIST}\n"}, message="Begin")
        yield made


def checked(double: GitHubDouble, number: int, who: str = "read-only job") -> Change:
    _, changes = check_pull(forge_on(double, who), number, SETTINGS)
    return changes[LIST]


def kinds(double: GitHubDouble, number: int, who: str = "read-only job") -> list[tuple[Kind, Severity, int]]:
    change = checked(double, number, who)
    return [(fault.kind, fault.severity, fault.line) for fault in change.faults]


def test_a_paper_that_is_listed_already_is_an_error_with_its_line(double: GitHubDouble) -> None:
    number = double.person_opens_pull({LIST: OLD + TULIPS})
    change = checked(double, number)
    (fault,) = change.faults
    assert (fault.kind, fault.severity, fault.line) == (Kind.DUPLICATE, Severity.ERROR, 21)
    assert "line 9" in fault.reason


def test_a_new_paper_in_the_lists_hand_passes(double: GitHubDouble) -> None:
    assert kinds(double, double.person_opens_pull({LIST: OLD + FROST})) == []


def test_a_pull_request_that_leaves_the_list_alone_passes(double: GitHubDouble) -> None:
    assert kinds(double, double.person_opens_pull({"other.md": "x"})) == []


def test_two_people_who_add_one_paper_are_told_of_each_other(double: GitHubDouble) -> None:
    first = double.person_opens_pull({LIST: OLD + FROST}, by="fay-forks")
    second = double.person_opens_pull({LIST: OLD.replace("## One\n\n", f"## One\n\n{FROST}")}, by="gus-forks")
    for number, other, at in ((first, second, 21), (second, first, 5)):
        change = checked(double, number)
        told = [fault for fault in change.faults if fault.kind is Kind.DUPLICATE]
        assert [(fault.severity, fault.line, fault.pull) for fault in told] == [(Severity.WARNING, at, other)]
        assert f"#{other}" in told[0].reason


def test_a_paper_gleaner_proposes_is_a_notice(double: GitHubDouble) -> None:
    forge = forge_on(double, "writer")
    given = paper(7)
    double.push({"README.md": "## One\n\n- [a](https://arxiv.org/abs/2401.00077)\n"})
    proposed = forge.apply(opening(forge, given)).proposal.number
    number = double.person_opens_pull({LIST: OLD + entry(given.title, "2401.00007", "A. Author")})
    change = checked(double, number)
    (fault,) = [fault for fault in change.faults if fault.pull]
    assert (fault.kind, fault.severity, fault.pull) == (Kind.DUPLICATE, Severity.NOTICE, proposed)


def test_what_was_merged_meanwhile_counts(double: GitHubDouble) -> None:
    """The branch left before somebody else's paper came in; it is the same paper."""
    number = double.person_opens_pull({LIST: OLD + FROST})
    double.push({LIST: OLD.replace("## One\n\n", "## One\n\n" + FROST)})
    change = checked(double, number)
    (fault,) = change.faults
    assert (fault.kind, fault.severity, fault.related) == (Kind.DUPLICATE, Severity.ERROR, 0)
    assert "line 5 of the newest list" in fault.reason


def test_another_hand_is_answered_with_the_bytes(double: GitHubDouble) -> None:
    dashed = "* [Frost Maps From Satellites](https://arxiv.org/abs/2406.00006) [arXiv 2024]\n  - Lu Moe, Mo Ode\n  - Code: Waiting\n\n"
    number = double.person_opens_pull({LIST: OLD + dashed})
    change = checked(double, number)
    (fault,) = [fault for fault in change.faults if fault.kind is Kind.STYLE]
    assert fault.fix == FROST.rstrip("\n")


def test_a_pull_request_that_takes_the_list_away_is_refused(double: GitHubDouble) -> None:
    number = double.person_opens_pull({LIST: ""})
    with pytest.raises(ListError, match=r"takes papers/LIST\.md away"):
        check_pull(forge_on(double, "read-only job"), number, SETTINGS)


def test_reading_stays_within_ten_requests(double: GitHubDouble) -> None:
    number = double.person_opens_pull({LIST: OLD + FROST})
    check_pull(forge_on(double, "read-only job"), number, SETTINGS)
    assert len(double.requests) <= 10
    assert not any(exchange.writes for exchange in double.requests)


# --- the check run ----------------------------------------------------------------------------------------------------


def many(double: GitHubDouble, count: int) -> check_report.CheckPage:
    text = OLD + "".join(f"- [](ttps://arxiv.org/abs/24{n:02}.00001)\n" for n in range(count))
    page = check_report.page(LIST, check(awesome.parse(OLD), awesome.parse(text)))
    assert len(page.annotations) >= count
    return page


@pytest.mark.parametrize("lost", [0, 1, 2, 3])
def test_annotations_go_in_batches_and_none_twice(double: GitHubDouble, lost: int) -> None:
    """Also where the answer to one of the requests is lost on its way."""
    page = many(double, 120)
    if lost:
        double.fault(nth=lost, when="after", cut=True)
    head = double.service.head() or ""
    assert forge_on(double).publish_check(head, page, key="7-1")
    (run,) = double.service.checks.values()
    told = run.output["annotations"]
    assert [one["start_line"] for one in told] == [one.line for one in page.annotations]
    assert (run.status, run.conclusion, run.head_sha) == ("completed", "failure", head)
    sent = [e for e in double.requests if e.writes]
    assert all(len(e.sent["output"]["annotations"]) <= github_check.A_REQUEST for e in sent)


@pytest.mark.parametrize("who", ["read-only job", "reader", "writer"])
def test_without_the_right_one_request_is_sent_and_nothing_fails(double: GitHubDouble, who: str) -> None:
    double.counted()
    assert forge_on(double, who).publish_check(double.service.head() or "", many(double, 60), key="7-1") == ""
    assert len(double.counted()) == 1
    assert not double.service.checks


# --- the command ------------------------------------------------------------------------------------------------------


class Job:
    """A job of Actions on a pull request."""

    def __init__(self, double: GitHubDouble, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.double, self.monkeypatch = double, monkeypatch
        self.summary = folder / "summary.md"
        self.event = folder / "event.json"

    def start(self, number: int, who: str) -> int:
        for name in [name for name in os.environ if name.startswith("GITHUB_")]:
            self.monkeypatch.delenv(name)
        self.event.write_text(json.dumps({"pull_request": {"number": number}}), encoding="utf-8")
        given = {
            **self.double.environment(who),
            "GITHUB_ACTIONS": "true",
            "GITHUB_RUN_ID": "77",
            "GITHUB_EVENT_PATH": str(self.event),
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }
        for name, value in given.items():
            self.monkeypatch.setenv(name, value)
        return main(["check", "--pull-request"])


@pytest.fixture
def job(double: GitHubDouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    return Job(double, tmp_path, monkeypatch)


def test_a_job_writes_a_check_run_and_a_summary(job: Job, capsys: pytest.CaptureFixture[str]) -> None:
    number = job.double.person_opens_pull({LIST: OLD + TULIPS})
    assert job.start(number, "job") == 1
    (run,) = job.double.service.checks.values()
    assert (run.name, run.conclusion, run.head_sha) == ("Gleaner", "failure", job.double.pull(number).head_sha)
    assert run.details_url == f"{job.double.server_url}/{job.double.repository}/actions/runs/77"
    (told,) = run.output["annotations"]
    assert (told["path"], told["start_line"], told["annotation_level"]) == (LIST, 21, "failure")
    assert run.output["summary"] == job.summary.read_text(encoding="utf-8")
    assert f"/blob/{run.head_sha}/{LIST}?plain=1#L21" in run.output["summary"]
    out = capsys.readouterr().out
    assert "::error" not in out
    assert f"{LIST}:21: error: " in out


def test_from_a_fork_the_log_holds_the_annotations(job: Job, capsys: pytest.CaptureFixture[str]) -> None:
    assert job.start(job.double.person_opens_pull({LIST: OLD + TULIPS}), "read-only job") == 1
    said = capsys.readouterr()
    assert re.match(r"::error file=papers/LIST\.md,line=21,endLine=23,title=Gleaner%3A duplicate::", said.out)
    assert "from a fork" in said.err
    assert "| error | duplicate |" in job.summary.read_text(encoding="utf-8")
    assert not job.double.service.checks


def test_a_list_without_a_config_is_checked_by_the_defaults(job: Job) -> None:
    job.double.push({"README.md": OLD, PATH: None})
    number = job.double.person_opens_pull({"README.md": OLD + TULIPS, PATH: "nonsense: true\n"})
    assert job.start(number, "read-only job") == 1


def test_the_config_of_the_pull_request_is_not_believed(job: Job) -> None:
    number = job.double.person_opens_pull({LIST: OLD + TULIPS, PATH: "list: other.md\n"})
    assert job.start(number, "read-only job") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "README.md"],
        ["check", "README.md", "--pull-request", "3", "--repo", "a/b"],
        ["check", "--pull-request", "--repo", "a/b"],
        ["check", "--pull-request", "3"],
    ],
)
def test_words_that_do_not_fit_together(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("GITHUB_EVENT_PATH", "GITHUB_REPOSITORY"):
        monkeypatch.delenv(name, raising=False)
    assert main(words) == 2
    assert "check" in capsys.readouterr().err


# --- hostile text -----------------------------------------------------------------------------------------------------


def in_a_title(text: str) -> str:
    """A hostile text as a stranger may write it into an entry's label."""
    return re.sub(r"[\n\[\]]", " ", text)[:400].encode("utf-8", "replace").decode()


@pytest.mark.parametrize("batch", range(10))
def test_hostile_titles_act_nowhere(batch: int) -> None:
    """In the log, the workflow commands, the annotations and the summary."""
    titles = [in_a_title(text) for text in hostile.texts(500, seed=3)][batch::10]
    added = "".join(
        f"- [{title}](https://arxiv.org/abs/2402.00002)\n- [{title}](ttps://arxiv.org/abs/2499.{number:05})\n"
        for number, title in enumerate(titles)
    )
    change = check(awesome.parse(OLD), awesome.parse(OLD + added))
    assert change.faults
    page = check_report.page(LIST, change)
    for fault in change.faults:
        command = check_report.command(LIST, fault)
        assert "\n" not in command
        assert command.count("::") == 2, command
        assert "::" not in line(LIST, fault)
        assert "##[" not in command + line(LIST, fault)
    outside = re.sub(r"(?ms)^(`{3,})markdown\n.*?\n\1$", "", page.summary)
    assert not re.search(r"(?<![\w`])@\w|<!--|(?<!\\)!\[|</?(?!details|summary)[a-z]", outside), outside
    assert not re.search(r"(?<![A-Za-z0-9])@[A-Za-z0-9]", "".join(a.message for a in page.annotations))
    assert len(page.summary) <= 65_535


# --- a list in several files ------------------------------------------------------------------------------------------

ZH, BIRDS = "papers/LIST_zh.md", "papers/birds.md"
CHINESE = OLD.replace("# Papers on gardens", "# 花园").replace("Tulip Bulbs Under Snow", "雪下的郁金香")
ENGLISH = OLD.replace("# Papers on gardens", "# 花园")
OWLS = "# Birds\n\n" + entry("Owls and Their Prey", "2405.00005", "Ed Poe")
SEVERAL = Config(list=LIST, mirrors=(ZH,), chapters=(BIRDS,))


@pytest.fixture
def several() -> Iterator[GitHubDouble]:
    with GitHubDouble() as made:
        files = {LIST: OLD, ZH: CHINESE, BIRDS: OWLS, PATH: f"list: {LIST}\nmirrors: [{ZH}]\nchapters: [{BIRDS}]\n"}
        made.push(files, message="Begin")
        yield made


def test_one_paper_in_the_list_and_its_mirror_is_no_duplicate(several: GitHubDouble) -> None:
    number = several.person_opens_pull({LIST: OLD + FROST, ZH: CHINESE + FROST})
    _, changes = check_pull(forge_on(several, "read-only job"), number, SEVERAL)
    assert {path: (len(change.added), change.faults) for path, change in changes.items()} == {
        LIST: (1, ()),
        ZH: (1, ()),
    }


def test_a_paper_that_another_chapter_holds_is_known(several: GitHubDouble) -> None:
    number = several.person_opens_pull({LIST: OLD + entry("Owls and Their Prey", "2405.00005", "Ed Poe")})
    _, changes = check_pull(forge_on(several, "read-only job"), number, SEVERAL)
    (fault,) = changes[LIST].faults
    assert (fault.kind, fault.severity, fault.related) == (Kind.CROSS_LISTED, Severity.WARNING, 0)
    assert f"is listed already, {BIRDS} line 3" in fault.reason


def test_a_paper_that_moves_between_chapters_is_not_listed_twice(several: GitHubDouble) -> None:
    number = several.person_opens_pull({LIST: OLD + OWLS.partition("\n\n")[2], BIRDS: "# Birds\n\nMore soon.\n"})
    _, changes = check_pull(forge_on(several, "read-only job"), number, SEVERAL)
    assert [fault for change in changes.values() for fault in change.faults] == []


def test_every_file_is_said_with_its_path(
    several: GitHubDouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    number = several.person_opens_pull({LIST: OLD + TULIPS, ZH: CHINESE + TULIPS})
    job = Job(several, tmp_path, monkeypatch)
    assert job.start(number, "read-only job") == 1
    said = capsys.readouterr()
    assert {re.findall("file=([^,]+),", line)[0] for line in said.out.splitlines() if "::error" in line} == {LIST, ZH}
    assert f"{ZH}: 1 added" in said.err
    summary = job.summary.read_text(encoding="utf-8")
    assert summary.count("### ") == 2
    assert f"/{ZH}?plain=1#L" in summary


@pytest.mark.parametrize("sides", [(ZH, LIST), (LIST, ZH)])
def test_a_paper_that_only_one_of_the_two_got_is_said_kindly(
    sides: tuple[str, str],
    several: GitHubDouble,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    changed, other = sides
    several.push({ZH: ENGLISH})
    text = {LIST: OLD, ZH: ENGLISH}[changed]
    number = several.person_opens_pull({changed: text + FROST})
    _, changes = check_pull(forge_on(several, "read-only job"), number, SEVERAL)
    (fault,) = (fault for fault in changes[changed].faults if fault.kind is Kind.MIRROR)
    assert (fault.severity, fault.elsewhere) == (Severity.NOTICE, other)
    assert "nothing is wrong here" in fault.reason
    job = Job(several, tmp_path, monkeypatch)
    assert job.start(number, "read-only job") == 0
    summary = job.summary.read_text(encoding="utf-8")
    assert f"Suggested for {other.replace('_', chr(92) + '_')}, behind line " in summary
    assert FROST.strip().splitlines()[0] in summary.partition("Suggested for")[2]


def test_where_titles_are_translated_no_words_are_suggested(several: GitHubDouble) -> None:
    number = several.person_opens_pull({LIST: OLD + FROST})
    _, changes = check_pull(forge_on(several, "read-only job"), number, SEVERAL)
    (fault,) = changes[LIST].faults
    assert (fault.kind, fault.suggested, fault.related) == (Kind.MIRROR, "", 0)


def test_what_the_other_file_got_meanwhile_is_not_asked_for(several: GitHubDouble) -> None:
    number = several.person_opens_pull({LIST: OLD + FROST})
    several.push({ZH: CHINESE + FROST})
    _, changes = check_pull(forge_on(several, "read-only job"), number, SEVERAL)
    assert changes[LIST].faults == ()
