"""The GitHub forge against its double: what people do there, and how many requests everything takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.actions import Close, Merge, Open, Operation, Refresh, Reopen, Revert
from bot.errors import Conflict, Forbidden, ForgeError, ListError
from bot.forge import apply_all
from bot.forge.github import GitHubForge
from bot.model import Proposal, State
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import LIST, TEXT, line_of, opening, paper, refreshing, states, with_entry

ONE = paper(1)
KEY = "arxiv:2401.00001"
REFRESH = [
    "POST /git/trees 201",
    "POST /git/commits 201",
    "PATCH /pulls/{pull_number} 200",
    "PATCH /git/refs/{ref} 200",
]


def opened(double: GitHubDouble, number: int = 1) -> Proposal:
    forge = forge_on(double)
    return forge.apply(opening(forge, paper(number))).proposal


def seen(double: GitHubDouble, key: str = KEY) -> Proposal:
    return states(forge_on(double))[key]


def settled(double: GitHubDouble) -> None:
    """Labels exist and are described, so that a count is that of every later run."""
    waiting = opened(double, 99)
    forge_on(double).apply(Merge(proposal=waiting, by="wren"))
    closed = opened(double, 98)
    forge_on(double).apply(Close(proposal=closed, state=State.REJECTED, reason="no"))
    double.push({LIST: TEXT})
    double.counted()


# --- requests ---------------------------------------------------------------------------------------------------------


def test_a_new_proposal_takes_four_requests_and_two_shared(double: GitHubDouble) -> None:
    settled(double)
    forge = forge_on(double)
    base = forge.base((LIST,))
    forge.proposals()
    assert double.counted() == ["POST /graphql 200", "GET /pulls 200"]
    for number in (1, 2, 3):
        insertion = with_entry(base.files[LIST], paper(number))
        action = opening(forge, paper(number))
        double.counted()
        forge.apply(replace(action, files={LIST: insertion.text}, base=base))
        assert double.counted() == [
            "POST /git/refs 201",
            "PUT /contents/{path} 200",
            "POST /pulls 201",
            "POST /issues/{issue_number}/labels 200",
        ]


def test_nothing_new_takes_two_requests(double: GitHubDouble) -> None:
    settled(double)
    opened(double)
    forge_on(double).write_ledger({"feeds.json": "{}"}, "First")
    double.counted()
    forge = forge_on(double)
    forge.base((LIST,))
    forge.proposals()
    forge.contributions(LIST)
    forge.write_ledger(dict(forge.read_ledger()), "Nothing new")
    assert double.counted() == ["POST /graphql 200", "GET /pulls 200"]


def test_a_refresh_takes_four_requests(double: GitHubDouble) -> None:
    for number in (1, 2, 3):
        opened(double, number)
    double.push({LIST: TEXT + "\r\nmore"})
    forge = forge_on(double)
    base = forge.base((LIST,))
    waiting = forge.proposals()
    double.counted()
    for proposal in waiting:
        text = with_entry(base.files[LIST], proposal.paper).text
        forge.apply(Refresh(proposal=proposal, files={LIST: text}, base=base))
    assert double.counted() == REFRESH * 3


def test_a_merge_takes_four_requests_and_one_for_every_look(double: GitHubDouble) -> None:
    settled(double)
    waiting = opened(double)
    double.pull(waiting.number or 0).unknown_for = 2
    double.counted()
    forge_on(double).apply(Merge(proposal=waiting, by="wren"))
    assert double.counted() == [
        *["GET /pulls/{pull_number} 200"] * 3,
        "PUT /pulls/{pull_number}/merge 200",
        "DELETE /git/refs/{ref} 204",
        "PATCH /issues/{issue_number} 200",
    ]
    assert double.waited[-2:] == [0.5, 1.0]


def test_a_close_takes_three_requests(double: GitHubDouble) -> None:
    settled(double)
    waiting = opened(double)
    double.counted()
    forge_on(double).apply(Close(proposal=waiting, state=State.REJECTED, reason="no @you", by="wren"))
    assert double.counted()[-3:] == [
        "GET /pulls/{pull_number} 200",
        "POST /issues/{issue_number}/comments 201",
        "PATCH /issues/{issue_number} 200",
    ]
    (comment,) = double.comments(waiting.number or 0)
    assert "Refused by wren" in comment
    assert "@you" not in comment


def test_a_person_is_asked_for_rights_once(double: GitHubDouble) -> None:
    settled(double)
    forge = forge_on(double, "writer")
    for number in (1, 2):
        forge.apply(opening(forge, paper(number)))
    assert double.counted().count("GET  200") == 1


def many_past(double: GitHubDouble, count: int) -> None:
    """So many proposals decided in the past, without a request for each."""
    waiting = opened(double, 1)
    double.service.label("gleaner:rejected").description = "Refused"
    number = waiting.number or 0
    model, pull = double.issue(number), double.pull(number)
    for place in range(2, count + 1):
        other = paper(place)
        body = (model.body or "").replace("2401.00001", f"2401.{place:05d}").replace("Paper 1", other.title)
        branch = pull.head.replace("2401.00001", f"2401.{place:05d}")
        copy = replace(pull, head=branch)
        new = double.service.new_number()
        now = double.service.tick()
        double.service.issues[new] = replace(
            model, number=new, id=double.service.new_id(), body=body, title=f"Add: {other.title}", state="closed",
            created=now, updated=now, closed_at=now, labels=["gleaner:rejected"], pull=copy,
        )  # fmt: skip


def test_a_long_past_costs_no_more_than_a_short_one(double: GitHubDouble) -> None:
    many_past(double, 600)
    double.counted()
    first = forge_on(double)
    assert len(first.proposals()) == 600
    first.write_ledger({"feeds.json": "{}"}, "First")
    assert double.counted().count("GET /pulls 200") == 6
    forge = forge_on(double)
    forge.base((LIST,))
    found = forge.proposals()
    forge.write_ledger(dict(forge.read_ledger()), "Nothing new")
    counted = double.counted()
    assert counted == ["POST /graphql 200", "GET /pulls 200", "GET /contents/{path} 200"]
    by_key = {one.key: one for one in found}
    assert len(by_key) == 600
    assert by_key["arxiv:2401.00002"].state is State.REJECTED
    assert by_key["arxiv:2401.00002"].paper.title == "Paper 2"
    assert by_key[KEY].state is State.PROPOSED


# --- what people do ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["squash", "merge", "rebase"])
def test_a_person_merges_in_any_way(double: GitHubDouble, method: str) -> None:
    waiting = opened(double)
    double.merge_by_person(waiting.number or 0, method)
    found = seen(double)
    assert found.state is State.ACCEPTED
    assert double.text(LIST) == with_entry(TEXT, ONE).text
    forge = forge_on(double)
    forge.proposals()
    forge.write_ledger({"feeds.json": "{}"}, "Keep")
    assert double.issue(waiting.number or 0).labels == ["gleaner:accepted"]
    assert waiting.branch not in double.branches()


def test_closing_by_hand_is_a_no_and_reopening_takes_it_back(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.close(waiting.number or 0)
    assert seen(double).state is State.REJECTED
    forge = forge_on(double)
    assert forge.apply(opening(forge, ONE)).operation is Operation.NONE
    assert len(double.pulls()) == 1
    double.reopen(waiting.number or 0)
    assert seen(double).state is State.PROPOSED


def test_a_persons_close_overrules_an_old_snooze(double: GitHubDouble) -> None:
    waiting = opened(double)
    forge_on(double).apply(Close(proposal=waiting, state=State.SNOOZED, until="2027-01-01"))
    assert seen(double).state is State.SNOOZED
    double.sleep(86_400)
    double.reopen(waiting.number or 0)
    assert seen(double).state is State.PROPOSED
    double.sleep(86_400)
    double.close(waiting.number or 0)
    found = seen(double)
    assert (found.state, found.snoozed_until) == (State.REJECTED, "")


def test_a_title_a_person_edited_stays(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.edit(waiting.number or 0, title="Our own words")
    double.push({LIST: TEXT + "\r\nmore"})
    forge = forge_on(double)
    forge.apply(refreshing(forge, waiting))
    assert double.issue(waiting.number or 0).title == "Our own words"
    assert seen(double).title == "Our own words"


def test_a_persons_labels_stay(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.set_labels(waiting.number or 0, "gleaner:proposed", "good first issue")
    forge_on(double).apply(Close(proposal=waiting, state=State.REJECTED))
    assert double.issue(waiting.number or 0).labels == ["good first issue", "gleaner:rejected"]


def test_a_body_a_person_emptied_does_not_bring_the_paper_back(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.edit(waiting.number or 0, body="")
    forge = forge_on(double)
    assert forge.proposals() == ()
    assert forge.apply(opening(forge, ONE)).operation is Operation.NONE
    assert len(double.pulls()) == 1


def test_a_fork_that_borrows_our_names_is_not_ours(double: GitHubDouble) -> None:
    waiting = opened(double)
    body = double.issue(waiting.number or 0).body
    number = double.person_opens_pull({LIST: with_entry(TEXT, ONE).text}, body=body)
    double.pull(number).head = waiting.branch
    forge = forge_on(double)
    assert [found.number for found in forge.proposals()] == [waiting.number]
    (contribution,) = forge.contributions(LIST)
    assert (contribution.number, contribution.author) == (number, "fay-forks")
    assert line_of(ONE) in contribution.added


def test_contributions_are_read_once_a_head(double: GitHubDouble) -> None:
    double.person_opens_pull({LIST: with_entry(TEXT, ONE).text})
    double.person_opens_pull({"docs/x.md": "x"})
    forge = forge_on(double)
    assert [line_of(ONE) in one.added for one in forge.contributions(LIST)] == [True]
    double.counted()
    assert len(forge.contributions(LIST)) == 1
    assert double.counted() == []


def test_a_branch_deleted_by_a_person_is_a_no(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.delete_branch(waiting.branch)
    found = seen(double)
    assert found.state is State.REJECTED
    with pytest.raises(Conflict):
        forge_on(double).apply(Merge(proposal=waiting))
    forge = forge_on(double)
    files = {LIST: with_entry(TEXT, ONE).text}
    done = forge.apply(Reopen(proposal=found, files=files, base=forge.base((LIST,))))
    assert done.proposal.state is State.PROPOSED
    assert double.issue(waiting.number or 0).state == "open"
    assert double.text(LIST, waiting.branch) == with_entry(TEXT, ONE).text


def test_what_github_does_not_open_again_gets_a_new_pull_request(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.close(waiting.number or 0)
    double.delete_branch(waiting.branch)
    double.service.move(waiting.branch, double.service.head())
    forge = forge_on(double)
    found = seen(double)
    done = forge.apply(Reopen(proposal=found, files={LIST: with_entry(TEXT, ONE).text}, base=forge.base((LIST,))))
    assert done.proposal.number != waiting.number
    again = seen(double)
    assert (again.number, again.state) == (done.proposal.number, State.PROPOSED)
    assert len(forge_on(double).proposals()) == 1


def test_other_files_a_person_changed_are_carried_too(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.person_commits(waiting.branch, {"docs/note.md": "a note", LIST: double.text(LIST, waiting.branch) + "!"})
    double.push({LIST: TEXT + "\r\nmore"})
    forge = forge_on(double)
    touched = states(forge)[KEY]
    assert touched.touched
    carried = touched.branched[0].written + "\r\nmore"
    forge.apply(Refresh(proposal=touched, files={LIST: carried}, base=forge.base((LIST,)), carry=True))
    assert double.text("docs/note.md", waiting.branch) == "a note"
    assert double.text(LIST, waiting.branch) == carried
    assert [c.author.name for c in double.commits(waiting.branch)] == ["Gleaner", "wren-writes", "Gleaner"]


def test_a_persons_commits_stay_theirs_in_a_merge(double: GitHubDouble) -> None:
    waiting = opened(double)
    sha = double.person_commits(
        waiting.branch, {LIST: double.text(LIST, waiting.branch).replace("Paper 1", "Paper One")}
    )
    forge_on(double).apply(Merge(proposal=seen(double), by="wren"))
    head = double.service.head()
    assert head is not None
    assert sha in double.service.store.ancestors(head)


def test_a_repository_that_only_takes_rebases(double: GitHubDouble) -> None:
    double.service.settings.squash = double.service.settings.merge = False
    waiting = opened(double)
    assert forge_on(double).apply(Merge(proposal=waiting, by="wren")).operation is Operation.MERGED
    assert double.text(LIST) == with_entry(TEXT, ONE).text


def test_the_merge_commit_closes_and_mentions_nobody(double: GitHubDouble) -> None:
    forge = forge_on(double)
    given = paper(1, title="Fixes #12 for @octocat: closes octo/repo#3")
    base = forge.base((LIST,))
    action = opening(forge, given)
    files = {LIST: with_entry(base.files[LIST], ONE).text}
    waiting = forge.apply(replace(action, files=files)).proposal
    forge.apply(Merge(proposal=waiting, by="wren"))
    commit = double.service.store.commit(double.service.head() or "")
    assert commit is not None
    assert "@octocat" not in commit.message
    assert "Fixes #12" not in commit.message
    assert "repo#3" not in commit.message


def test_labels_are_described_once(double: GitHubDouble) -> None:
    opened(double, 1)
    opened(double, 2)
    label = double.service.labels["gleaner:proposed"]
    assert (label.color, bool(label.description)) == ("0e8a16", True)
    assert sum(e.template.endswith("/labels/{name}") for e in double.requests) == 1


def test_many_pages_are_followed(double: GitHubDouble) -> None:
    double.service.page_size = 2
    for number in range(1, 6):
        opened(double, number)
    assert {one.paper.title for one in forge_on(double).proposals()} == {f"Paper {n}" for n in range(1, 6)}


# --- rights -----------------------------------------------------------------------------------------------------------


def test_the_right_to_push_is_asked_again_after_some_minutes(double: GitHubDouble) -> None:
    """The app keeps one forge for a person as long as they are signed in."""
    forge, tokens = forge_on(double, "writer"), double.service.tokens
    assert forge.may_write()
    before = len(double.requests)
    assert forge.may_write()
    assert len(double.requests) == before
    tokens["writer"] = replace(tokens["writer"], person=replace(tokens["writer"].person, permission="read"))
    double.sleep(301)
    assert not forge.may_write()


def test_a_reader_writes_nothing(double: GitHubDouble) -> None:
    waiting = opened(double)
    forge = forge_on(double, "reader")
    assert not forge.may_write()
    assert forge.proposals()
    before = len(double.requests)
    for action in (
        opening(forge, paper(2)),
        refreshing(forge, waiting),
        Merge(proposal=waiting),
        Close(proposal=waiting, state=State.REJECTED),
    ):
        with pytest.raises(Forbidden, match="may read but not write"):
            forge.apply(action)
    with pytest.raises(Forbidden):
        forge.write_ledger({"feeds.json": "{}"}, "x")
    assert not any(exchange.writes for exchange in double.requests[before:])


def test_a_bad_token_is_told_as_such_and_never_shown(double: GitHubDouble) -> None:
    forge = forge_on(double, "nobody at all")
    with pytest.raises(Forbidden, match="GITHUB_TOKEN is not valid") as told:
        forge.base((LIST,))
    assert double.token("nobody at all") not in str(told.value) + repr(forge)


def test_a_job_without_rights_learns_which(double: GitHubDouble) -> None:
    forge = forge_on(double, "read-only job")
    action = opening(forge, ONE)
    double.counted()
    with pytest.raises(Forbidden, match=r"X-Accepted-GitHub-Permissions says it needs contents=write.*permissions:"):
        forge.apply(action)
    assert double.counted()[-1] == "POST /git/refs 403"


def test_jobs_that_may_not_open_pull_requests_learn_where_to_click(double: GitHubDouble) -> None:
    double.service.settings.actions_may_open_pulls = False
    forge = forge_on(double)
    with pytest.raises(Forbidden, match="Allow GitHub Actions to create and approve pull requests"):
        forge.apply(opening(forge, ONE))
    assert double.counted()[-1] == "POST /pulls 403"
    double.service.settings.actions_may_open_pulls = True
    assert forge.apply(opening(forge, ONE)).operation is Operation.CREATED
    assert len(double.commits(seen(double).branch)) == 1


def test_the_doctor_sees_rights_and_settings(double: GitHubDouble) -> None:
    assert all(finding.ok for finding in forge_on(double, "admin").diagnose())
    double.service.settings.actions_may_open_pulls = False
    (wrong,) = (finding for finding in forge_on(double, "admin").diagnose() if not finding.ok)
    assert "Settings > Actions" in wrong.next
    (wrong,) = (finding for finding in forge_on(double, "reader").diagnose() if not finding.ok)
    assert "write access" in wrong.next
    (wrong,) = (finding for finding in forge_on(double, "job").diagnose() if not finding.ok)
    assert "Settings > Actions" in wrong.next
    assert not any(exchange.writes and exchange.status < 400 for exchange in double.requests)


@pytest.mark.parametrize("name", ["", "nobody", "a/b/c", "/x"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ForgeError, match="OWNER/NAME"):
        GitHubForge(name, "token")


def test_a_repository_that_is_not_there(double: GitHubDouble) -> None:
    forge = GitHubForge("no/where", double.token("admin"), api_url=double.api_url, pacing=(0, 0))
    with pytest.raises(ForgeError, match="no/where"):
        forge.proposals()


# --- sizes ------------------------------------------------------------------------------------------------------------


def test_a_list_over_a_megabyte_is_read_by_its_blob(double: GitHubDouble) -> None:
    text = TEXT + "\r\n- x" * 300_000
    double.push({LIST: text})
    forge = forge_on(double)
    assert forge.base((LIST,)).files[LIST] == text
    assert double.counted() == ["POST /graphql 200", "GET /contents/{path} 200", "GET /git/blobs/{file_sha} 200"]


def test_a_body_of_seventy_thousand_characters_is_cut_and_still_read(double: GitHubDouble) -> None:
    forge = forge_on(double)
    action = opening(forge, ONE)
    body = "long " * 14_000 + action.proposal.body
    forge.apply(replace(action, proposal=replace(action.proposal, body=body)))
    found = seen(double)
    assert len(double.issue(found.number or 0).body or "") <= 65_536
    assert (found.paper, found.touched) == (ONE, False)


def test_a_title_of_four_hundred_characters_is_cut(double: GitHubDouble) -> None:
    forge = forge_on(double)
    action = opening(forge, ONE)
    forge.apply(replace(action, proposal=replace(action.proposal, title="t" * 400)))
    assert len(double.pulls()[0].title) == 256


def test_a_proposal_that_changes_nothing_is_not_sent(double: GitHubDouble) -> None:
    forge = forge_on(double)
    action = opening(forge, ONE)
    before = len(double.requests)
    with pytest.raises(ForgeError, match="would change nothing"):
        forge.apply(Open(proposal=action.proposal, files={LIST: TEXT}, base=action.base))
    assert len(double.requests) == before


def test_a_proposal_with_a_mirror_file_is_one_commit(double: GitHubDouble) -> None:
    double.push({"README.zh.md": TEXT})
    forge = forge_on(double)
    base = forge.base((LIST, "README.zh.md"))
    action = opening(forge, ONE)
    text = with_entry(TEXT, ONE).text
    done = forge.apply(Open(proposal=action.proposal, files={LIST: text, "README.zh.md": text}, base=base))
    assert done.operation is Operation.CREATED
    assert len(double.commits(done.proposal.branch)) == 1
    assert double.text("README.zh.md", done.proposal.branch) == text


def test_refresh_then_merge_by_one_call(double: GitHubDouble) -> None:
    waiting = opened(double)
    opened(double, 2)
    double.push({LIST: TEXT + "\r\nmore"})
    forge = forge_on(double)
    done = apply_all(forge, [refreshing(forge, waiting), Merge(proposal=waiting, by="wren")])
    assert done[-1].operation is Operation.MERGED
    assert double.text(LIST) == with_entry(TEXT + "\r\nmore", ONE).text


# --- sorts of files ---------------------------------------------------------------------------------------------------


def modes(double: GitHubDouble, branch: str = "") -> dict[str, str]:
    head = double.service.store.commit(double.service.head(branch) or "")
    assert head is not None
    return {path: item.mode for path, item in double.service.store.walk(head.tree).items()}


def test_a_list_that_is_a_symbolic_link_is_refused(double: GitHubDouble) -> None:
    double.push({LIST: "docs/list.md"}, mode="120000")
    with pytest.raises(ListError, match=r"README.md on branch \S+ is a symbolic link to docs/list.md; name that file"):
        forge_on(double).base((LIST,))


def test_an_executable_list_stays_one(double: GitHubDouble) -> None:
    double.push({LIST: TEXT}, mode="100755")
    waiting = opened(double)
    assert modes(double, waiting.branch)[LIST] == "100755"
    double.push({LIST: TEXT + "\r\nmore"}, mode="100755")
    forge = forge_on(double)
    done = apply_all(forge, [refreshing(forge, waiting), Merge(proposal=waiting, by="wren")])
    assert modes(double)[LIST] == "100755"
    base = forge_on(double).base((LIST,))
    forge_on(double).apply(Revert(proposal=done[-1].proposal, files={LIST: TEXT}, base=base, by="wren"))
    assert (modes(double)[LIST], double.text(LIST)) == ("100755", TEXT)


def test_what_a_person_put_on_a_branch_keeps_its_mode(double: GitHubDouble) -> None:
    waiting = opened(double)
    double.push({"tool.sh": "#!/bin/sh"}, branch=waiting.branch, by="wren", mode="100755")
    double.push({"latest.md": LIST}, branch=waiting.branch, by="wren", mode="120000")
    double.push({LIST: TEXT + "\r\nmore"})
    forge = forge_on(double)
    carried = seen(double).branched[0].written + "\r\nmore"
    forge.apply(Refresh(proposal=seen(double), files={LIST: carried}, base=forge.base((LIST,)), carry=True))
    there = modes(double, waiting.branch)
    assert (there["tool.sh"], there["latest.md"], there[LIST]) == ("100755", "120000", "100644")
