"""What GitHub and the network do wrong: the right end state or one clear sentence, and no request after a final no."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import Any

import pytest

from bot.actions import Close, Merge, Operation, Refresh, Revert
from bot.errors import BadToken, Conflict, Forbidden, ForgeError
from bot.forge.github import GitHubForge
from bot.forge.github_calls import Patience
from bot.model import Proposal, State
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.faults import When, primary, secondary
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import LIST, TEXT, opening, paper, refreshing, states, with_entry

ONE = paper(1)
KEY = "arxiv:2401.00001"


def opened(double: GitHubDouble) -> Proposal:
    forge = forge_on(double)
    return forge.apply(opening(forge, ONE)).proposal


def seen(double: GitHubDouble) -> Proposal:
    return states(forge_on(double))[KEY]


# --- rate limits ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [403, 429])
def test_a_secondary_limit_is_waited_for_to_the_second(double: GitHubDouble, status: int) -> None:
    double.fault("POST", "/pulls", **secondary(retry_after=17, status=status))
    opened(double)
    assert double.waited == [17.0]
    assert len(double.pulls()) == 1


def test_a_secondary_limit_without_a_time_is_waited_for_a_minute_then_longer(double: GitHubDouble) -> None:
    double.fault("POST", "/git/refs", times=2, **secondary())
    opened(double)
    assert double.waited == [60.0, 120.0]
    assert len(double.pulls()) == 1


def test_a_limit_met_by_the_question_between_two_tries_is_waited_for_longer(double: GitHubDouble) -> None:
    proposal = opened(double)
    double.fault("POST", "/comments", **secondary())
    double.fault("GET", "/comments", **secondary())
    forge_on(double).apply(Close(proposal=proposal, state=State.REJECTED, reason="out of scope", by="ada"))
    assert double.waited == [60.0, 120.0]
    assert seen(double).state is State.REJECTED


def test_failures_around_the_question_between_two_tries_are_waited_for_longer(double: GitHubDouble) -> None:
    proposal = opened(double)
    double.fault("POST", "/comments", status=502, message="Server Error")
    double.fault("GET", "/comments", status=502, message="Server Error")
    forge_on(double).apply(Close(proposal=proposal, state=State.REJECTED, reason="out of scope", by="ada"))
    assert double.waited == [1.0, 2.0]
    assert seen(double).state is State.REJECTED


def test_a_primary_limit_near_its_reset_is_waited_for(double: GitHubDouble) -> None:
    forge = forge_on(double)
    action = opening(forge, ONE)
    double.fault("GET", "/pulls", **primary(double.service.time + 90))
    forge.apply(action)
    assert double.waited == [91.0]


def test_a_primary_limit_far_from_its_reset_says_when_to_come_back(double: GitHubDouble) -> None:
    forge = forge_on(double)
    action = opening(forge, ONE)
    double.fault("PUT", times=9, **primary(double.service.time + 3600))
    with pytest.raises(ForgeError, match=r"come back at \d\d:\d\d UTC \(in 60 minutes\)"):
        forge.apply(action)
    assert double.waited == []
    assert double.counted()[-1] == "PUT /contents/{path} 403"
    double.desk.faults.clear()
    assert forge_on(double).apply(action).operation is Operation.CREATED
    assert len(double.commits(seen(double).branch)) == 1


def test_waits_add_up_to_their_bound(double: GitHubDouble) -> None:
    forge = forge_on(double, longest=100.0)
    double.fault("POST", "/graphql", times=9, **secondary(retry_after=40))
    with pytest.raises(ForgeError, match="rate limit"):
        forge.base((LIST,))
    assert double.waited == [40.0, 40.0]


# --- failures of the service ------------------------------------------------------------------------------------------


def test_two_bad_gateways_on_a_read_pass(double: GitHubDouble) -> None:
    double.fault("POST", "/graphql", times=2, status=502)
    assert forge_on(double).base((LIST,)).files == {LIST: TEXT}
    assert double.waited == [1.0, 2.0]


def test_a_service_that_stays_down_is_told(double: GitHubDouble) -> None:
    double.fault(times=99, status=503, message="Unicorn")
    with pytest.raises(ForgeError, match=r"503 \(Unicorn\); try again later"):
        forge_on(double).proposals()
    assert len(double.requests) == 4


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("route", ["/git/refs", "/contents/{path}", "/pulls", "/labels"])
def test_a_lost_answer_to_an_opening_makes_nothing_twice(double: GitHubDouble, route: str, *, cut: bool) -> None:
    forge = forge_on(double)
    action = opening(forge, ONE)
    forge.proposals()
    double.fault("PUT" if "path" in route else "POST", route, when=When.AFTER, cut=cut)
    done = forge.apply(action)
    (pull,) = double.pulls()
    assert done.proposal.number == pull.number
    assert pull.labels == ["gleaner:proposed"]
    assert len(double.commits(done.proposal.branch)) == 1
    assert double.text(LIST, done.proposal.branch) == with_entry(TEXT, ONE).text


@pytest.mark.parametrize("when", list(When))
@pytest.mark.parametrize("route", ["/git/refs/{ref}", "/pulls/{pull_number}"])
def test_a_bad_gateway_on_a_patch_is_tried_again(double: GitHubDouble, route: str, when: When) -> None:
    waiting = opened(double)
    double.push({LIST: TEXT + "\r\nmore"})
    double.fault("PATCH", route, status=502, when=when)
    forge = forge_on(double)
    assert forge.apply(refreshing(forge, waiting)).operation is Operation.UPDATED
    found = seen(double)
    assert (found.touched, len(double.commits(found.branch))) == (False, 1)


@pytest.mark.parametrize("cut", [False, True])
def test_a_lost_answer_to_a_merge_is_a_merge(double: GitHubDouble, *, cut: bool) -> None:
    waiting = opened(double)
    double.fault("PUT", "/merge", when=When.AFTER, cut=cut)
    assert forge_on(double).apply(Merge(proposal=waiting, by="wren")).operation is Operation.MERGED
    assert double.text(LIST) == with_entry(TEXT, ONE).text


@pytest.mark.parametrize("cut", [False, True])
def test_a_lost_answer_to_a_comment_is_not_said_twice(double: GitHubDouble, *, cut: bool) -> None:
    waiting = opened(double)
    double.fault("POST", "/comments", when=When.AFTER, cut=cut)
    forge_on(double).apply(Close(proposal=waiting, state=State.REJECTED, reason="no"))
    assert len(double.comments(waiting.number or 0)) == 1
    assert seen(double).state is State.REJECTED


@pytest.mark.parametrize("cut", [False, True])
def test_a_lost_answer_to_the_ledger_keeps_it_whole(double: GitHubDouble, *, cut: bool) -> None:
    forge_on(double).write_ledger({"a.json": "1"}, "First")
    double.fault("PUT", "/contents/{path}", when=When.AFTER, cut=cut)
    forge_on(double).write_ledger({"b.json": "2"}, "Second")
    assert dict(forge_on(double).read_ledger()) == {"a.json": "1", "b.json": "2"}


def test_a_merge_stands_when_the_label_does_not(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.fault("DELETE", times=9, status=500)
    done = forge_on(double).apply(Merge(proposal=waiting, by="wren"))
    assert done.operation is Operation.MERGED
    assert "not tidied up" in done.detail
    double.desk.faults.clear()
    forge = forge_on(double)
    found = states(forge)[KEY]
    assert found.state is State.ACCEPTED
    forge.write_ledger({"a.json": "1"}, "Next run")
    assert double.issue(waiting.number or 0).labels == ["gleaner:accepted"]
    assert waiting.branch not in double.branches()
    assert seen(double).decided_by == "wren"


# --- others were faster -----------------------------------------------------------------------------------------------


def test_an_old_blob_on_the_ledger_is_read_again_and_merged(double: GitHubDouble) -> None:
    one, other = forge_on(double), forge_on(double)
    one.write_ledger({"decisions.jsonl": "a\n"}, "First")
    one.read_ledger()
    other.read_ledger()
    one.write_ledger({"decisions.jsonl": "a\nb\n"}, "Second")
    other.write_ledger({"decisions.jsonl": "a\nc\n", "feeds.json": "{}"}, "Third")
    files = forge_on(double).read_ledger()
    assert sorted(files["decisions.jsonl"].split()) == ["a", "b", "c"]
    assert files["feeds.json"] == "{}"


def test_a_head_that_moved_is_not_merged(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.desk.before = moving(double, "/merge", lambda: double.person_commits(waiting.branch, {"x.md": "x"}))
    with pytest.raises(Conflict, match="Head branch was modified"):
        forge_on(double).apply(Merge(proposal=waiting, by="wren"))
    assert double.text(LIST) == TEXT


def test_a_commit_in_between_is_not_overwritten_by_a_refresh(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.push({LIST: TEXT + "\r\nmore"})
    forge = forge_on(double)
    action = refreshing(forge, waiting)
    shas: list[str] = []
    double.desk.before = moving(
        double, "/git/commits", lambda: shas.append(double.person_commits(waiting.branch, {"x.md": "x"}))
    )
    with pytest.raises(Conflict, match="somebody committed"):
        forge.apply(action)
    double.desk.before = None
    assert double.service.head(waiting.branch) == shas[0]
    assert seen(double).touched


def moving(double: GitHubDouble, route: str, act: Any) -> Any:
    """Do something once, right in front of the first write to a route."""
    left = [act]

    def before(method: str, target: str) -> None:
        if method != "GET" and target.endswith(route) and left:
            left.pop()()

    return before


def test_a_conflict_is_left_to_a_refresh(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.push({LIST: with_entry(TEXT, paper(2)).text})
    with pytest.raises(Conflict, match="refresh it"):
        forge_on(double).apply(Merge(proposal=waiting, by="wren"))


@pytest.mark.parametrize(
    "said",
    [
        "At least 1 approving review is required by reviewers with write access.",
        'Required status check "build" is expected.',
        "Repository rule violations found\n\nChanges must be made through the merge queue\n\n",
    ],
)
def test_what_the_default_branch_waits_for_is_told_with_the_page_to_meet_it_on(double: GitHubDouble, said: str) -> None:
    waiting = opened(double)
    double.service.settings.merge_waits_for = said
    start = len(double.requests)
    with pytest.raises(Forbidden) as caught:
        forge_on(double).apply(Merge(proposal=waiting, by="wren"))
    told = str(caught.value)
    assert said.strip().splitlines()[-1] in told
    assert f"“{double.branch}”" in told
    assert waiting.url in told
    assert "\n" not in told
    assert sum(e.method == "PUT" for e in double.requests[start:]) == 1, "asking again changes nothing"
    double.service.settings.merge_waits_for = ""
    assert forge_on(double).apply(Merge(proposal=seen(double), by="wren")).operation is Operation.MERGED


def test_a_merge_is_not_taken_back_where_the_default_branch_takes_no_commit(double: GitHubDouble) -> None:
    forge = forge_on(double)
    merged = forge.apply(Merge(proposal=opened(double), by="wren")).proposal
    double.service.settings.protected = True
    base = forge.base((LIST,))
    with pytest.raises(Forbidden) as caught:
        forge.apply(Revert(proposal=merged, files={LIST: TEXT}, base=base, by="wren"))
    for word in ("Changes must be made through a pull request", f"“{double.branch}”", merged.url, "“Revert”"):
        assert word in str(caught.value)
    assert seen(double).state is State.ACCEPTED
    assert with_entry(TEXT, ONE).text == forge.base((LIST,)).files[LIST]


@pytest.mark.parametrize(("pattern", "kind"), [("gleaner/*", "creation"), ("gleaner/*", "update")])
def test_a_rule_over_our_own_branches_is_told_with_its_way_out(double: GitHubDouble, pattern: str, kind: str) -> None:
    forge = forge_on(double)
    double.service.settings.rules = {pattern: (kind,)}
    with pytest.raises(Forbidden, match=r"(?s)restricted|protected ref.*gleaner/\*\*.*settings/rules"):
        forge.apply(opening(forge, ONE))
    double.service.settings.rules = {}
    assert forge_on(double).apply(opening(forge, ONE)).operation is Operation.CREATED


@pytest.mark.parametrize("kind", ["creation", "pull_request"])
def test_a_rule_over_the_ledger_is_no_race(double: GitHubDouble, kind: str) -> None:
    if kind != "creation":
        forge_on(double).write_ledger({"feeds.json": "{}"}, "Begin")
    double.service.settings.rules = {"gleaner-*": (kind,)}
    start = len(double.requests)
    with pytest.raises(Forbidden, match=r"gleaner-ledger.*settings/rules"):
        forge_on(double).write_ledger({"feeds.json": "{1}"}, "Remember")
    assert sum(e.status in (409, 422) for e in double.requests[start:]) == 1


def test_mergeable_unknown_for_long_is_asked_a_bounded_time(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.pull(waiting.number or 0).unknown_for = 99
    start = len(double.requests)
    assert forge_on(double).apply(Merge(proposal=waiting, by="wren")).operation is Operation.MERGED
    assert sum(e.method == "GET" for e in double.requests[start:]) <= 9


def test_a_merge_that_adds_nothing_is_not_made(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.push({LIST: with_entry(TEXT, ONE).text})
    number = waiting.number or 0
    double.pull(number).unknown_for = 0
    if seen(double).state.waiting:
        with pytest.raises(Conflict):
            forge_on(double).apply(replaced(double, waiting))


def replaced(double: GitHubDouble, waiting: Proposal) -> Merge:
    forge = forge_on(double)
    base = forge.base((LIST,))
    moved = double.service.store.commit(double.service.head(waiting.branch) or "")
    assert moved is not None
    tree = double.service.store.commit(base.sha)
    assert tree is not None
    sha = double.service.store.write_commit(tree.tree, [base.sha], "nothing", moved.author)
    double.service.move(waiting.branch, sha)
    return Merge(proposal=replace(waiting, head=sha), by="wren")


# --- what lags behind -------------------------------------------------------------------------------------------------


def test_a_branch_that_is_not_seen_at_once_is_waited_for(double: GitHubDouble) -> None:
    double.service.ref_delay = 2
    done = forge_on(double)
    assert done.apply(opening(done, ONE)).operation is Operation.CREATED
    assert sum(double.waited) <= 4
    assert len(double.commits(seen(double).branch)) == 1


def test_a_base_that_moved_between_read_and_write_is_brought_up_later(double: GitHubDouble) -> None:
    forge = forge_on(double)
    action = opening(forge, ONE)
    newest = double.push({LIST: TEXT + "\r\nmore"})
    waiting = forge.apply(action).proposal
    assert waiting.base != newest
    forge = forge_on(double)
    forge.apply(refreshing(forge, states(forge)[KEY]))
    assert seen(double).base == newest
    assert double.text(LIST, waiting.branch) == with_entry(TEXT + "\r\nmore", ONE).text


def test_a_pull_request_that_exists_is_found(double: GitHubDouble) -> None:
    forge = forge_on(double)
    action = opening(forge, ONE)
    forge.proposals()
    waiting = opened(double)
    done = forge.apply(action)
    assert (done.operation, done.proposal.number) == (Operation.NONE, waiting.number)


def test_a_branch_of_a_person_under_our_name_is_left_alone(double: GitHubDouble) -> None:
    forge = forge_on(double)
    action = opening(forge, ONE)
    head = double.service.head()
    assert head is not None
    double.service.move(action.proposal.branch, head)
    sha = double.person_commits(action.proposal.branch, {"x.md": "x"})
    with pytest.raises(Conflict, match="commits of a person"):
        forge.apply(action)
    assert double.service.head(action.proposal.branch) == sha
    assert double.pulls() == []


def test_an_entry_somebody_added_meanwhile_is_not_proposed(double: GitHubDouble) -> None:
    forge = forge_on(double)
    action = opening(forge, ONE)
    forge.proposals()
    double.desk.before = None
    double.fault("POST", "/pulls", status=422, body=no_commits(double, action.proposal.branch))
    with pytest.raises(Conflict, match="has this entry already"):
        forge.apply(action)
    assert action.proposal.branch not in double.branches()


def no_commits(double: GitHubDouble, branch: str) -> dict[str, Any]:
    error = {"resource": "PullRequest", "code": "custom", "message": f"No commits between {double.branch} and {branch}"}
    return {"message": "Validation Failed", "errors": [error]}


def test_a_refused_token_is_believed_for_a_quarter_of_a_minute(double: GitHubDouble) -> None:
    forge = forge_on(double)
    double.fault(status=401, message="Bad credentials")
    for _ in range(2):
        with pytest.raises(BadToken):
            forge.base((LIST,))
    double.sleep(15)
    assert forge.base((LIST,)).files == {LIST: TEXT}


def test_nothing_is_sent_after_a_final_no(double: GitHubDouble) -> None:
    waiting = opened(double)
    forge = forge_on(double)
    action = Refresh(
        proposal=waiting, files={LIST: TEXT + "x"}, base=replace(forge.base((LIST,)), sha=double.push({"x.md": "x"}))
    )
    double.fault("POST", times=99, status=403, message="Resource not accessible by integration")
    before = len(double.requests)
    with pytest.raises(Forbidden):
        forge.apply(action)
    assert [e.status for e in double.requests[before:]].count(403) == 1
    assert double.requests[-1].status == 403


def test_where_nobody_answers_it_is_said_once_and_soon() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    waited: list[float] = []
    patience = Patience(sleep=waited.append, clock=lambda: sum(waited))
    forge = GitHubForge("ada/list", "ghp_none", api_url=address, pacing=(0.0, 0.0), patience=patience)
    for ask in (lambda: forge.base((LIST,)), forge.proposals, forge.read_ledger):
        with pytest.raises(ForgeError, match="no answer from"):
            ask()
    assert waited == [1.0, 2.0, 4.0]
