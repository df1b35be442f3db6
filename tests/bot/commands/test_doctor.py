"""`doctor` on GitHub: every missing right and setting by name and where to click; nothing is ever written."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from bot import config
from bot.cli import main
from bot.model import Finding
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.records import RIGHTS
from tests.doubles.github.world import forge_on
from tests.doubles.scene import TEXT


@pytest.fixture
def double() -> Iterator[GitHubDouble]:
    """Whatever doctor looks at, it changes nothing: not one request is carried out that writes."""
    with GitHubDouble() as made:
        made.push({"README.md": TEXT, config.PATH: "list: README.md\n"}, message="Begin")
        yield made
        assert not [str(e) for e in made.requests if e.writes and e.status < 400]
        assert not made.service.issues


def looked(double: GitHubDouble, who: str) -> list[Finding]:
    return list(forge_on(double, who).diagnose())


def wrong(double: GitHubDouble, who: str) -> list[Finding]:
    return [finding for finding in looked(double, who) if not finding.ok]


def unsure(double: GitHubDouble, who: str) -> list[Finding]:
    return [finding for finding in looked(double, who) if finding.unsure]


@pytest.mark.parametrize("who", ["job", "writer", "admin"])
def test_where_all_is_well_nothing_is_wrong(double: GitHubDouble, who: str) -> None:
    double.service.settings.workflows = {"gleaner.yml": "active"}
    assert wrong(double, who) == []


def test_an_owner_is_left_with_nothing_unsure(double: GitHubDouble) -> None:
    double.service.settings.workflows = {"gleaner.yml": "active"}
    assert unsure(double, "admin") == []


@pytest.mark.parametrize(
    ("right", "named", "granted"),
    [
        ("contents", "Contents", "contents: write"),
        ("pull_requests", "Pull requests", "pull-requests: write"),
        ("issues", "Issues", "issues: write"),
    ],
)
def test_a_job_is_told_each_right_it_lacks(double: GitHubDouble, right: str, named: str, granted: str) -> None:
    bot = double.service.person("github-actions[bot]")
    given = tuple(other for other in RIGHTS if other != right)
    double.service.grant("poor job", person=bot, rights=given, kind="installation")
    (finding,) = wrong(double, "poor job")
    assert finding.what.startswith(f"{named}: may not be written")
    assert f"`{granted}` under `permissions:`" in finding.next


@pytest.mark.parametrize(("right", "named"), [("contents", "Contents"), ("issues", "Issues")])
@pytest.mark.parametrize(
    ("kind", "page"), [("fine-grained", "/settings/personal-access-tokens"), ("app user", "/settings/installations")]
)
def test_a_persons_token_is_told_where_to_click(
    double: GitHubDouble, right: str, named: str, kind: str, page: str
) -> None:
    given = tuple(other for other in RIGHTS if other != right)
    double.service.grant("poor", person=double.service.person("wren-writes"), rights=given, kind=kind)
    (finding,) = wrong(double, "poor")
    assert finding.what.startswith(f"{named}: may not be written")
    assert f"“{named}: Read and write”" in finding.next
    assert f"{double.server_url}{page}" in finding.next


def test_checks_are_for_those_who_want_them(double: GitHubDouble) -> None:
    bot = double.service.person("github-actions[bot]")
    double.service.grant("poor job", person=bot, rights=("contents", "pull_requests", "issues"), kind="installation")
    assert wrong(double, "poor job") == []
    (finding,) = (finding for finding in unsure(double, "poor job") if finding.what.startswith("Checks"))
    assert "`checks: write`" in finding.next


@pytest.mark.parametrize(
    ("rights", "missing"), [(("workflows",), "scope `repo`"), (("contents", "pull_requests", "issues"), "`workflow`")]
)
def test_a_classic_tokens_scopes_are_read(double: GitHubDouble, rights: tuple[str, ...], missing: str) -> None:
    double.service.grant("poor", person=double.service.person("wren-writes"), rights=rights)
    said = [finding for finding in looked(double, "poor") if not finding.ok or "workflow files" in finding.what]
    assert any(missing in finding.what for finding in said)
    assert all(f"{double.server_url}/settings/tokens" in finding.next for finding in said)


def test_a_reader_is_told_first_and_asked_for_nothing(double: GitHubDouble) -> None:
    (finding,) = wrong(double, "reader")
    assert "write access" in finding.next
    assert not any(exchange.writes for exchange in double.requests)


@pytest.mark.parametrize("who", ["admin", "job"])
def test_jobs_that_may_not_open_pull_requests(double: GitHubDouble, who: str) -> None:
    double.service.settings.actions_may_open_pulls = False
    (finding,) = wrong(double, who)
    assert finding.what == "jobs may not open pull requests"
    assert "“Allow GitHub Actions to create and approve pull requests”" in finding.next
    assert f"{double.server_url}/{double.repository}/settings/actions" in finding.next


def test_what_only_owners_see_is_said_to_be_unsure(double: GitHubDouble) -> None:
    said = " ".join(finding.next for finding in unsure(double, "writer"))
    assert "settings/actions" in said
    assert "create and approve pull requests" in said


def test_actions_that_are_off(double: GitHubDouble) -> None:
    double.service.settings.actions_enabled = False
    (finding,) = wrong(double, "admin")
    assert "disabled" in finding.what
    assert "settings/actions" in finding.next


def test_actions_that_are_not_allowed(double: GitHubDouble) -> None:
    double.service.settings.allowed_actions = "local_only"
    (finding,) = wrong(double, "admin")
    assert "only actions of this owner" in finding.what


def test_a_schedule_that_github_stopped(double: GitHubDouble) -> None:
    double.service.settings.workflows = {"gleaner.yml": "disabled_inactivity", "gleaner-refresh.yml": "active"}
    (finding,) = wrong(double, "job")
    assert "after 60 days" in finding.what
    assert finding.next.endswith(f"{double.server_url}/{double.repository}/actions/workflows/gleaner.yml")


@pytest.mark.parametrize(("days", "private", "warned"), [(44, False, False), (46, False, True), (46, True, False)])
def test_a_schedule_that_github_will_stop(double: GitHubDouble, days: int, private: bool, warned: bool) -> None:  # noqa: FBT001
    double.service.settings.private = private
    double.service.time += days * 86_400 + 100
    found = wrong(double, "job")
    assert [("46 days old" in finding.what) for finding in found] == ([True] if warned else [])


@pytest.mark.parametrize(
    ("pattern", "named"), [("*", ["gleaner/**", "gleaner-ledger"]), ("gleaner/*", ["gleaner/**"]), ("release/*", [])]
)
def test_rules_over_our_own_branches(double: GitHubDouble, pattern: str, named: list[str]) -> None:
    double.service.settings.rules = {pattern: ("creation", "required_linear_history")}
    found = wrong(double, "job")
    assert [finding.what.split()[6] for finding in found] == named
    assert all("settings/rules" in finding.next and "(creation)" in finding.what for finding in found)


@pytest.mark.parametrize("name", ["main", "list#2", "50%", "größer/v1"])
def test_protection_of_the_default_branch_is_no_fault(name: str) -> None:
    """Whatever the branch is called: it is asked for by its name, and the sentences show where the name ends."""
    with GitHubDouble(branch=name) as double:
        double.push({"README.md": TEXT, config.PATH: "list: README.md\n"}, message="Begin")
        for protected in (False, True):
            double.service.settings.protected = protected
            assert wrong(double, "job") == []
            said = [finding.what for finding in looked(double, "job")]
            assert f"{double.repository}: its list is on branch “{name}”" in said
            (of_it,) = [one for one in said if one.startswith(f"“{name}” is ")]
            assert of_it.startswith(f"“{name}” is protected") is protected


def test_a_protected_ledger_is_looked_at(double: GitHubDouble) -> None:
    """Protection of the old kind lists no rules: its pattern `*` covers the ledger's branch, too."""
    double.push({"ledger.txt": ""}, branch="gleaner-ledger")
    assert not any("gleaner-ledger" in finding.what for finding in looked(double, "job"))
    double.service.settings.rules = {"*": ("required_linear_history",)}
    (finding,) = [finding for finding in unsure(double, "job") if "gleaner-ledger" in finding.what]
    assert f"{double.server_url}/{double.repository}/settings/branches" in finding.next


def test_it_takes_fewer_than_fifteen_requests(double: GitHubDouble) -> None:
    looked(double, "job")
    assert len(double.requests) < 15


def test_the_command(double: GitHubDouble, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    double.service.time = int(time.time())
    double.push({"docs/other.md": "new\n"})
    for name, value in double.environment("writer").items():
        monkeypatch.setenv(name, value)
    assert main(["doctor", "--offline"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n?   ") == 3
    assert out.endswith("all is well; 3 to look at yourself\n")
    assert double.token("writer") not in out
