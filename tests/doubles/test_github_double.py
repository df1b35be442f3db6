"""The double itself: that it answers as GitHub does, and that the check of exchanges has teeth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from github import Auth, Github, GithubException
from github.Repository import Repository

from tests.doubles.github import description
from tests.doubles.github.double import GitHubDouble


@pytest.fixture
def hub() -> Iterator[GitHubDouble]:
    with GitHubDouble() as made:
        made.push({"README.md": "# A\n- one\n- two\n"})
        yield made


def as_(hub: GitHubDouble, who: str = "writer") -> Repository:
    client = Github(
        auth=Auth.Token(hub.token(who)), base_url=hub.api_url, retry=None, seconds_between_requests=0, seconds_between_writes=0
    )  # fmt: skip
    return client.get_repo(hub.repository)


def proposed(hub: GitHubDouble, text: str, branch: str = "a/b") -> int:
    repo = as_(hub)
    repo.create_git_ref(f"refs/heads/{branch}", hub.service.head() or "")
    file = repo.get_contents("README.md", ref=branch)
    assert not isinstance(file, list)
    repo.update_file("README.md", "Edit", text, file.sha, branch=branch)
    return repo.create_pull(base=hub.branch, head=branch, title="Edit", body="x").number


def test_changes_of_two_people_are_merged_as_git_does(hub: GitHubDouble) -> None:
    number = proposed(hub, "# A\n- zero\n- one\n- two\n")
    hub.push({"other.md": "kept"})
    as_(hub).get_pull(number).merge(merge_method="squash")
    assert hub.text("README.md") == "# A\n- zero\n- one\n- two\n"
    assert hub.text("other.md") == "kept"


def test_what_git_cannot_merge_is_not_mergeable(hub: GitHubDouble) -> None:
    number = proposed(hub, "# A\n- ONE\n- two\n")
    hub.push({"README.md": "# A\n- eins\n- two\n"})
    hub.pull(number).unknown_for = 1
    looks = [as_(hub).get_pull(number).mergeable for _ in range(2)]
    assert looks == [None, False]
    with pytest.raises(GithubException, match="405"):
        as_(hub).get_pull(number).merge()


@pytest.mark.parametrize(("status", "message"), [(422, "Reference already exists"), (422, "A pull request already")])
def test_nothing_exists_twice(hub: GitHubDouble, status: int, message: str) -> None:
    proposed(hub, "x")
    repo = as_(hub)
    again: Callable[[], object] = lambda: repo.create_pull(base=hub.branch, head="a/b", title="x")  # noqa: E731
    if message.startswith("Ref"):
        again = lambda: repo.create_git_ref("refs/heads/a/b", hub.service.head() or "")  # noqa: E731
    with pytest.raises(GithubException) as told:
        again()
    assert told.value.status == status
    assert message in str(told.value.data)


def test_a_reader_is_told_what_is_missing(hub: GitHubDouble) -> None:
    with pytest.raises(GithubException) as told:
        as_(hub, "reader").create_git_ref("refs/heads/x", hub.service.head() or "")
    assert told.value.status == 403
    assert (told.value.headers or {})["x-accepted-github-permissions"] == "contents=write"


def test_what_has_not_changed_is_answered_304(hub: GitHubDouble) -> None:
    repo = as_(hub)
    repo.update()
    assert repo.update() is False


def test_a_rewritten_branch_is_not_reopened(hub: GitHubDouble) -> None:
    number = proposed(hub, "x")
    hub.close(number)
    hub.service.move("a/b", hub.service.head())
    with pytest.raises(GithubException, match="force-pushed"):
        as_(hub).get_pull(number).edit(state="open")


def test_the_repository_is_one_git_reads(hub: GitHubDouble) -> None:
    proposed(hub, "x")
    assert hub.service.store.git("fsck", "--strict").returncode == 0


@pytest.mark.shared
def test_the_check_has_teeth(hub: GitHubDouble) -> None:
    if not description.is_here():
        pytest.skip("needs the description of GitHub's interface in ../shared beside the project")
    proposed(hub, "x")
    assert description.faults(hub.requests) == []
    made = next(e for e in hub.requests if e.template.endswith("/pulls"))
    for wrong in (
        replace(made, answered={**made.answered, "number": "7"}),
        replace(made, answered={k: v for k, v in made.answered.items() if k != "merged"}),
        replace(made, query={"colour": "red"}),
        replace(made, status=418),
        replace(made, sent={"title": "no head"}),
        replace(made, path="/repos/a/b/unheard/of"),
    ):
        assert description.faults([wrong]), wrong
