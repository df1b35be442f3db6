"""What only a repository on disk knows: work trees, git used by hand, several processes, death in the middle."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.actions import Action, Close, Merge, Operation, Refresh, Reopen, Revert
from bot.configuring.onboarding import BRANCH, Onboarding
from bot.errors import Conflict, DirtyWorkTree, ForgeError, ListError
from bot.forge import Forge, apply_all
from bot.forge.local import LocalForge
from bot.forge.records import Records
from bot.model import Proposal, State
from tests.doubles.worlds import (
    LIST,
    TEXT,
    BareWorld,
    LocalWorld,
    commit_in_worktree,
    line_of,
    opened,
    opening,
    paper,
    refreshing,
    run_git,
    states,
    with_entry,
)

ONE = paper(1)
KEY = "arxiv:2401.00001"


# --- the work tree of a person ------------------------------------------------------------------------------------------


def test_proposing_and_deciding_leave_a_dirty_work_tree_alone(home: LocalWorld) -> None:
    home.write(LIST, "unsaved thoughts")
    home.write("docs/other.md", "staged\n")
    home.git("add", "docs/other.md")
    before = home.git("status", "--porcelain")
    waiting = opened(home)
    home.forge().apply(Close(proposal=waiting, state=State.REJECTED, reason="no", by="wren"))
    home.forge().write_ledger({"a": "b"}, "Ledger")
    assert home.git("status", "--porcelain") == before
    assert (home.home / LIST).read_text() == "unsaved thoughts"


def test_a_merge_moves_a_clean_checkout_along(home: LocalWorld) -> None:
    home.write("draft.md", "untracked")
    home.write("docs/other.md", "another file, being edited\n")
    waiting = opened(home)
    home.forge().apply(Merge(proposal=waiting, by="wren"))
    assert (home.home / LIST).read_bytes().decode() == with_entry(TEXT, ONE).text
    assert home.git("status", "--porcelain") == " M docs/other.md\n?? draft.md"


@pytest.mark.parametrize("staged", [False, True])
def test_a_merge_refuses_a_list_with_uncommitted_changes(home: LocalWorld, *, staged: bool) -> None:
    waiting = opened(home)
    home.write(LIST, TEXT + "\r\nunsaved")
    if staged:
        home.git("add", LIST)
    tip = home.git("rev-parse", "HEAD")
    with pytest.raises(DirtyWorkTree, match=r"README\.md has uncommitted changes in .*; commit or stash them"):
        home.forge().apply(Merge(proposal=waiting, by="wren"))
    assert home.git("rev-parse", "HEAD") == tip
    assert (home.home / LIST).read_bytes().decode() == TEXT + "\r\nunsaved"
    home.git("stash")
    assert home.forge().apply(Merge(proposal=waiting, by="wren")).operation is Operation.MERGED


def test_a_merge_refuses_while_a_person_merges(home: LocalWorld) -> None:
    waiting = opened(home)
    (home.home / ".git" / "MERGE_HEAD").write_text(home.git("rev-parse", "HEAD") + "\n")
    with pytest.raises(DirtyWorkTree, match="under way"):
        home.forge().apply(Merge(proposal=waiting, by="wren"))
    assert not home.forge().diagnose()[-1].ok


def test_another_branch_may_be_checked_out(home: LocalWorld) -> None:
    waiting = opened(home)
    home.git("switch", "-q", "-c", "my-work")
    home.write(LIST, "mine")
    home.forge().apply(Merge(proposal=waiting, by="wren"))
    assert home.read_default() == with_entry(TEXT, ONE).text
    assert (home.home / LIST).read_text() == "mine"
    assert home.forge().base((LIST,)).branch == home.trunk


def test_a_list_checked_out_elsewhere_is_not_pulled_away(home: LocalWorld) -> None:
    waiting = opened(home)
    home.git("switch", "-q", "--detach")
    home.git("worktree", "add", "-q", str(home.folder / "other"), home.trunk)
    with pytest.raises(DirtyWorkTree, match="another work tree"):
        home.forge().apply(Merge(proposal=waiting, by="wren"))
    there = LocalForge(home.folder / "other")
    assert there.apply(Merge(proposal=waiting, by="wren")).operation is Operation.MERGED
    assert (home.folder / "other" / LIST).read_bytes().decode() == with_entry(TEXT, ONE).text


def test_an_undo_moves_the_checkout_back(home: LocalWorld) -> None:
    accepted = home.forge().apply(Merge(proposal=opened(home), by="wren")).proposal
    forge = home.forge()
    forge.apply(Revert(proposal=accepted, files={LIST: TEXT}, base=forge.base((LIST,)), by="wren"))
    assert (home.home / LIST).read_bytes().decode() == TEXT
    assert home.git("status", "--porcelain") == ""


def test_line_ends_that_git_converts_are_not_changes(home: LocalWorld) -> None:
    home.write(".gitattributes", "*.md text eol=crlf\n")
    home.git("add", ".gitattributes")
    home.git("add", "--renormalize", ".")
    home.git("commit", "-q", "-m", "Convert")
    home.git("rm", "-q", "--cached", LIST)
    home.git("reset", "-q", "--hard")
    waiting = opened(home)
    home.forge().apply(Merge(proposal=waiting, by="wren"))
    assert home.git("status", "--porcelain") == ""
    assert line_of(ONE) + "\r\n" in (home.home / LIST).read_bytes().decode()


# --- git used by hand -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["merge", "squash", "rebase", "cherry-pick", "fast-forward"])
def test_a_branch_merged_by_hand_is_accepted(home: LocalWorld, how: str) -> None:
    waiting = opened(home)
    if how != "fast-forward":
        home.push_to_default(TEXT.replace("Second", "2nd"))
    if how == "squash":
        home.git("merge", "-q", "--squash", waiting.branch)
        home.git("commit", "-q", "-m", "Add it")
    elif how == "cherry-pick":
        home.git("cherry-pick", waiting.branch)
    elif how == "rebase":
        home.git("rebase", "-q", home.trunk, waiting.branch)
        home.git("switch", "-q", home.trunk)
        home.git("merge", "-q", "--ff-only", waiting.branch)
    else:
        home.git("merge", "-q", *(["--no-ff"] if how == "merge" else []), waiting.branch)
    found = states(home.forge())[KEY]
    assert (found.state, found.reason) == (State.ACCEPTED, "merged by hand")
    home.git("branch", "-q", "-D", waiting.branch)
    assert states(home.forge())[KEY].state is State.ACCEPTED


def test_a_branch_deleted_by_hand_is_a_no(home: LocalWorld) -> None:
    waiting = opened(home)
    home.git("branch", "-q", "-D", waiting.branch)
    found = states(home.forge())[KEY]
    assert (found.state, found.reason) == (State.REJECTED, "its branch was deleted by hand")
    assert home.forge().apply(opening(home.forge(), ONE)).operation is Operation.NONE


def test_a_branch_reset_to_the_list_is_not_taken_for_merged(home: LocalWorld) -> None:
    waiting = opened(home)
    home.push_to_default(TEXT + "\r\nmore")
    home.git("branch", "-f", waiting.branch, home.trunk)
    found = states(home.forge())[KEY]
    assert (found.state, found.touched) == (State.PROPOSED, True)
    with pytest.raises(Conflict, match="adds nothing"):
        home.forge().apply(Merge(proposal=found, by="wren"))


def test_what_a_person_wrote_survives_a_refresh_that_did_not_know(home: LocalWorld) -> None:
    waiting = opened(home)
    person = home.commit_by_person(waiting.branch, LIST, home.read(waiting.branch).replace("Paper 1", "Paper One"))
    found = states(home.forge())[KEY]
    home.push_to_default(TEXT + "\r\nmore")
    home.forge().apply(refreshing(home.forge(), found))
    assert home.git("merge-base", person, waiting.branch) == person


def test_what_a_person_wrote_survives_closing_and_reopening(home: LocalWorld) -> None:
    waiting = opened(home)
    written = home.read(waiting.branch).replace("Paper 1", "Paper One")
    home.commit_by_person(waiting.branch, LIST, written)
    home.forge().apply(Close(proposal=states(home.forge())[KEY], state=State.SNOOZED, until="2027-01-01", by="wren"))
    assert waiting.branch not in home.branches()
    home.git("gc", "-q", "--prune=now")
    forge = home.forge()
    base = forge.base((LIST,))
    closed = states(forge)[KEY]
    forge.apply(Reopen(proposal=closed, files={LIST: with_entry(TEXT, ONE).text}, base=base))
    found = states(home.forge())[KEY]
    assert (found.touched, found.branched[0].written) == (True, written)


def test_a_persons_commits_are_merged_under_their_name(home: LocalWorld) -> None:
    waiting = opened(home)
    home.commit_by_person(waiting.branch, LIST, home.read(waiting.branch).replace("Paper 1", "Paper One"))
    home.forge().apply(Merge(proposal=states(home.forge())[KEY], by="wren"))
    assert "Wren" in home.git("log", "--format=%an", f"{home.trunk}^1..{home.trunk}")
    assert "Paper One" in home.read_default()


def test_merging_by_us_alone_adds_one_commit(home: LocalWorld) -> None:
    before = home.git("rev-list", "--count", home.trunk)
    home.forge().apply(Merge(proposal=opened(home), by="wren"))
    assert int(home.git("rev-list", "--count", home.trunk)) == int(before) + 1
    assert home.git("log", "-1", "--format=%an|%(trailers:key=Approved-by,valueonly)") == "Gleaner|wren\n"
    assert home.git("fsck", "--strict", "--no-dangling") == ""


@pytest.mark.parametrize("noted", [True, False])
def test_a_branch_without_a_record_is_adopted(home: LocalWorld, *, noted: bool) -> None:
    waiting = opened(home)
    for file in (home.home / ".git").glob("gleaner.sqlite3*"):
        file.unlink()
    if not noted:
        home.git("update-ref", "-d", "refs/notes/gleaner")
    found = states(home.forge())[KEY]
    assert (found.key, found.branch, found.path, found.state) == (KEY, waiting.branch, LIST, State.PROPOSED)
    assert found.paper.title == ONE.title
    assert (found.paper == ONE) is noted
    assert found.number == 1
    assert home.forge().apply(Merge(proposal=found, by="wren")).operation is Operation.MERGED


def test_what_was_decided_holds_without_the_records(home: LocalWorld) -> None:
    forge = home.forge()
    for number in (1, 2, 3, 4):
        forge.apply(opening(forge, paper(number)))
    found = states(forge)
    forge.apply(Close(proposal=found[KEY], state=State.REJECTED, reason="out of scope", by="wren"))
    forge.apply(Close(proposal=found["arxiv:2401.00002"], state=State.SNOOZED, until="2027-01-02", by="wren"))
    forge.apply(Merge(proposal=found["arxiv:2401.00003"], by="wren"))
    before = states(home.forge())
    for file in (home.home / ".git").glob("gleaner.sqlite3*"):
        file.unlink()
    home.git("gc", "-q", "--prune=now")
    after = states(home.forge())
    assert {key: replace(one, title="", body="", created="") for key, one in after.items()} == {
        key: replace(one, title="", body="", created="") for key, one in before.items()
    }
    assert home.forge().apply(opening(home.forge(), ONE)).operation is Operation.NONE
    home.forge().apply(opening(home.forge(), paper(5)))
    numbers = [one.number for one in home.forge().proposals()]
    assert len(set(numbers)) == 5


def test_a_reopened_proposal_is_not_kept_as_decided(home: LocalWorld) -> None:
    waiting = opened(home)
    home.forge().apply(Close(proposal=waiting, state=State.REJECTED, reason="no", by="wren"))
    closed = states(home.forge())[KEY]
    forge = home.forge()
    base = forge.base((LIST,))
    forge.apply(Reopen(proposal=closed, files={LIST: with_entry(base.files[LIST], ONE).text}, base=base))
    assert home.git("for-each-ref", "refs/gleaner/decided") == ""
    for file in (home.home / ".git").glob("gleaner.sqlite3*"):
        file.unlink()
    assert states(home.forge())[KEY].state is State.PROPOSED


def test_a_strange_branch_under_our_name_is_left_alone(home: LocalWorld) -> None:
    action = opening(home.forge(), ONE)
    home.git("branch", action.proposal.branch)
    home.git("branch", "gleaner/notes")
    assert home.forge().proposals() == ()
    with pytest.raises(Conflict, match="rename or delete it"):
        home.forge().apply(action)


def test_the_body_can_be_read_with_git(home: LocalWorld) -> None:
    waiting = opened(home)
    assert "Adds **[Paper 1]" in home.git("notes", "--ref=gleaner", "show", waiting.branch)


# --- places -----------------------------------------------------------------------------------------------------------


def test_a_folder_inside_the_repository_names_it(home: LocalWorld) -> None:
    forge = LocalForge(home.home / "docs")
    assert forge.base((LIST,)).files[LIST] == TEXT
    assert forge.slug == str(home.home)


def test_looking_leaves_nothing_behind(home: LocalWorld) -> None:
    before = sorted(path.name for path in (home.home / ".git").iterdir())
    forge = home.forge()
    forge.base((LIST,))
    assert forge.proposals() == ()
    forge.read_ledger()
    forge.history(LIST)
    assert all(finding.ok for finding in forge.diagnose())
    assert sorted(path.name for path in (home.home / ".git").iterdir()) == before


def test_places_that_are_no_list_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ForgeError, match="does not exist; name a folder"):
        LocalForge(tmp_path / "nowhere")
    with pytest.raises(ForgeError, match="not a git repository; run `git init`"):
        LocalForge(tmp_path)
    run_git(tmp_path, "init", "-q")
    with pytest.raises(ForgeError, match="no commit yet; add the list and commit it"):
        LocalForge(tmp_path)


def test_lists_that_cannot_be_read_say_what_to_do(home: LocalWorld) -> None:
    home.write("NEW.md", "x")
    (home.home / "LINK.md").symlink_to(LIST)
    home.git("add", "LINK.md")
    home.git("commit", "-q", "-m", "Link")
    for path, words in {
        "NEW.md": "not in the last commit of branch .*; `git add` and commit it first",
        "LINK.md": "symbolic link to README.md; name that file",
        "readme.md": "no file readme.md on branch .*; nearest: README.md; write the right path",
        "docs": "no file docs",
    }.items():
        with pytest.raises(ListError, match=words):
            home.forge().base((path,))


def test_the_mode_of_a_file_stays(home: LocalWorld) -> None:
    home.git("update-index", "--chmod=+x", LIST)
    home.git("commit", "-q", "-m", "Executable")
    home.git("reset", "-q", "--hard")
    home.forge().apply(Merge(proposal=opened(home), by="wren"))
    assert home.git("ls-tree", home.trunk, LIST).startswith("100755")


def test_times_are_the_clocks(home: LocalWorld) -> None:
    forge = LocalForge(home.home, clock=lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert forge.apply(opening(forge, ONE)).proposal.created == "2026-11-21T12:00:00+00:00"


# --- several at once ----------------------------------------------------------------------------------------------------


def test_many_writers_lose_nothing(home: LocalWorld) -> None:
    forge = home.forge()
    actions = [opening(forge, paper(number)) for number in range(12)]
    errors: list[BaseException] = []

    def work(mine: list[Action]) -> None:
        try:
            for action in mine:
                home.forge().apply(action)
        except BaseException as error:  # noqa: BLE001  # shown by the assertion below
            errors.append(error)

    # Every action is applied by two writers: one opens, the other finds it open.
    threads = [
        threading.Thread(target=work, args=(actions[part::4] + actions[(part + 1) % 4 :: 4],)) for part in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    found = home.forge().proposals()
    assert sorted(one.number or 0 for one in found) == list(range(1, 13))
    assert len({one.key for one in found}) == 12


def test_a_file_that_another_is_just_closing_opens(tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def open_and_close(path: Path) -> None:
        try:
            for _ in range(30):
                Records(path).close()
        except BaseException as error:  # noqa: BLE001  # shown by the assertion below
            errors.append(error)

    for number in range(20):
        path = tmp_path / f"{number}.sqlite3"
        threads = [threading.Thread(target=open_and_close, args=(path,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not errors


def test_two_people_deciding_at_once_get_one_decision(home: LocalWorld) -> None:
    waiting = opened(home)
    results: list[str] = []

    def decide(action: Action) -> None:
        try:
            results.append(home.forge().apply(action).operation.value)
        except Conflict:
            results.append("conflict")

    actions = [Merge(proposal=waiting, by="a"), Close(proposal=waiting, state=State.REJECTED, reason="no", by="b")]
    threads = [threading.Thread(target=decide, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) in (["conflict", "merged"], ["closed", "conflict"])
    landed = line_of(ONE) in home.read_default()
    assert states(home.forge())[KEY].state is (State.ACCEPTED if landed else State.REJECTED)


# --- death in the middle ------------------------------------------------------------------------------------------------


def actions_of_a_life(forge: Forge) -> list[Callable[[], Action]]:
    """Every kind of action once, each made from what the forge says at that moment."""

    def now() -> Proposal:
        return states(forge)[KEY]

    def base_text() -> str:
        return forge.base((LIST,)).files[LIST]

    def revised() -> Action:
        other = replace(now(), paper=replace(ONE, title="Other"), state=State.REVISED)
        return Refresh(
            proposal=other, files={LIST: with_entry(base_text(), other.paper).text}, base=forge.base((LIST,))
        )

    def without() -> dict[str, str]:
        return {LIST: base_text().replace("- [Other](https://arxiv.org/abs/2401.00001)\r\n", "")}

    return [
        lambda: opening(forge, ONE),
        revised,
        lambda: Close(proposal=now(), state=State.SNOOZED, until="2027-01-01", by="wren"),
        lambda: Reopen(
            proposal=now(), files={LIST: with_entry(base_text(), now().paper).text}, base=forge.base((LIST,))
        ),
        lambda: Merge(proposal=now(), by="wren"),
        lambda: Revert(proposal=now(), files=without(), base=forge.base((LIST,)), by="wren"),
        lambda: Merge(proposal=now(), by="wren"),
    ]


WRITES = frozenset(
    "execute executescript close create_commit create_blob write write_tree create_reference_direct set_target delete "
    "create_note checkout_tree git_index_write git_index_write_tree_to git_index_add_bypath git_checkout_tree".split()
)


def dies_at(action: Action, forge: Forge, step: int) -> bool:
    """Apply in a process that dies at its `step`-th write; whether it died before it was done."""
    child = os.fork()
    if child == 0:
        left = step

        def watch(frame: object, event: str, callee: object) -> None:
            nonlocal left
            if event == "c_call" and getattr(callee, "__name__", "") in WRITES:
                left -= 1
                if left < 0:
                    os._exit(9)

        code = 0
        sys.setprofile(watch)
        try:
            forge.apply(action)
        except BaseException:  # noqa: BLE001  # a child must not return into the test run
            code = 1
        finally:
            sys.setprofile(None)
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9), f"died of itself at step {step}"
    return code == 9


def sight(world: LocalWorld) -> tuple[object, ...]:
    """What a person can see of the end of an action: references by content, record, work tree."""
    (found,) = world.forge().proposals()
    branch = world.git("ls-tree", "-r", found.branch) if found.branch in world.branches() else ""
    trunk = world.git("ls-tree", "-r", world.trunk), world.git("rev-list", "--count", world.trunk)
    told = replace(found, head="", base="", created="", decided="", branched=())
    return told, branch, trunk, world.git("status", "--porcelain"), (world.home / LIST).read_bytes()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to die at a chosen moment")
@pytest.mark.parametrize("last", range(7))
def test_killed_at_any_write_and_applied_again_ends_as_one_clean_run(tmp_path: Path, last: int) -> None:
    world = LocalWorld(tmp_path, 0)
    for make in actions_of_a_life(world.forge())[:last]:
        world.forge().apply(make())
    shutil.copytree(world.home, tmp_path / "before")
    world.forge().apply(actions_of_a_life(world.forge())[last]())
    wanted = sight(world)
    step, died = 0, True
    while died:
        shutil.rmtree(world.home)
        shutil.copytree(tmp_path / "before", world.home)
        action = actions_of_a_life(world.forge())[last]()
        died = dies_at(action, world.forge(), step)
        after = states(world.forge()).get(KEY)
        try:
            world.forge().apply(action)
        except Conflict:
            # The action was finished from the journal: what it was made from is no more.
            assert after is not None
        assert sight(world) == wanted, f"killed at write {step}"
        step += 1
    assert step > 5


@pytest.mark.parametrize("text", ["1", "[]", '{"facts": 1, "state": "x"}', "[" * 100_000, "no record"])
def test_a_decision_that_is_none_of_ours_is_passed_over(home: LocalWorld, text: str) -> None:
    (home.home / "kept").write_text(text)
    home.git("update-ref", "refs/gleaner/decided/gleaner/x", home.git("hash-object", "-w", "kept"))
    (home.home / "kept").unlink()
    assert opened(home).number == 1


def test_a_process_killed_while_it_works_leaves_nothing_half_done(home: LocalWorld) -> None:
    """Twenty deaths at moments nobody chose, in a real process that opens and merges twelve papers."""
    script = (
        "import os, sys; from pathlib import Path; from tests.doubles.worlds import *\n"
        "from bot.forge.local import LocalForge; from bot.forge import apply_all; from bot.actions import Merge\n"
        "while sys.stdin.readline():\n"
        "    worker = os.fork()\n"  # of a process that has done nothing but imports, which are most of a start
        "    if worker:\n"
        "        print(worker, flush=True); print(os.waitpid(worker, 0)[1], flush=True); continue\n"
        "    forge = LocalForge(Path(sys.argv[1]))\n"
        "    for n in range(12):\n"
        "        forge.apply(opening(forge, paper(n)))\n"
        "    for n in range(12):\n"
        "        waiting = states(forge)[f'arxiv:2401.{n:05d}']\n"
        "        if waiting.state.waiting:\n"
        "            apply_all(forge, [refreshing(forge, waiting), Merge(proposal=waiting, by='wren')])\n"
        "    os._exit(0)\n"
    )
    words = [sys.executable, "-c", script, str(home.home)]
    deaths, died = 0, True
    with subprocess.Popen(
        words, cwd=Path(__file__).parents[3], bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as starter:
        assert starter.stdin is not None
        assert starter.stdout is not None
        while died:
            starter.stdin.write(b"\n")
            worker = int(starter.stdout.readline())
            span = 0.004 * (deaths + 1) ** 1.5 if deaths < 20 else None
            died = not select.select([starter.stdout], [], [], span)[0]
            if died:
                os.kill(worker, signal.SIGKILL)
                deaths += 1
            assert int(starter.stdout.readline()) == signal.SIGKILL * died
    assert deaths > 0
    found = home.forge().proposals()
    assert {one.state for one in found} == {State.ACCEPTED}
    assert len({one.key for one in found}) == len(found) == 12
    text = home.read_default()
    assert sorted(text.count(line_of(paper(n))) for n in range(12)) == [1] * 12
    assert home.git("status", "--porcelain") == ""
    assert (home.home / LIST).read_bytes().decode() == text


@pytest.mark.parametrize(
    "name", ["refs/heads/gleaner/arxiv-2401.00001", "refs/notes/gleaner", "refs/heads/{trunk}", "index"]
)
def test_a_lock_that_a_dead_process_left_is_cleared(home: LocalWorld, name: str) -> None:
    waiting = opened(home)
    lock = home.home / ".git" / (name.format(trunk=home.trunk) + ".lock")
    lock.write_bytes(b"")
    os.utime(lock, (0, 0))
    forge = home.forge()
    home.push_to_default(TEXT + "\r\nmore") if name.startswith("refs/heads/gleaner") else None
    apply_all(forge, [refreshing(forge, waiting), Merge(proposal=waiting, by="wren")])
    assert line_of(ONE) in home.read_default()
    assert home.git("status", "--porcelain") == ""


@pytest.mark.parametrize("name", ["refs/heads/{trunk}", "index"])
def test_a_lock_of_a_person_is_waited_for_and_left(home: LocalWorld, name: str) -> None:
    waiting = opened(home)
    lock = home.home / ".git" / (name.format(trunk=home.trunk) + ".lock")
    lock.write_bytes(b"somebody's")
    with pytest.raises(ForgeError, match=r"git is at work here: .*\.lock exists"):
        LocalForge(home.home, patience=0.1).apply(Merge(proposal=waiting, by="wren"))
    assert lock.exists()
    assert states(home.forge())[KEY].state.waiting
    lock.unlink()
    # The approval was given and is carried out as soon as git is free.
    assert states(home.forge())[KEY].state is State.ACCEPTED
    assert home.git("status", "--porcelain") == ""


def test_the_onboarding_branch_waits_for_a_lock_and_names_it(home: LocalWorld) -> None:
    lock = home.home / ".git" / "refs" / "heads" / f"{BRANCH}.lock"
    lock.write_bytes(b"somebody's")
    forge = LocalForge(home.home, patience=0.1)
    wanted = Onboarding(config={".github/gleaner.yml": "{}\n"}, workflows={}, body="", bare_body="")
    with pytest.raises(ForgeError, match=r"git is at work here: .*\.lock exists"):
        forge.set_up(wanted, forge.base((LIST,)))
    lock.unlink()
    assert forge.set_up(wanted, forge.base((LIST,))).operation is Operation.CREATED


def test_a_damaged_repository_is_named(home: LocalWorld) -> None:
    forge = home.forge()
    (home.home / ".git" / "refs" / "heads" / "gleaner-ledger").write_text("no commit\n")
    with pytest.raises(ForgeError, match=r"git cannot read it .*git fsck"):
        forge.read_ledger()
    blob = home.git("rev-parse", f"HEAD:{LIST}")
    (home.home / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(ForgeError, match=r"git cannot read it .*git fsck"):
        forge.base((LIST,))


def test_a_bare_repository_merges_too(tmp_path: Path) -> None:
    world = BareWorld(tmp_path, 1)
    forge = world.forge()
    waiting = forge.apply(opening(forge, ONE)).proposal
    apply_all(forge, [refreshing(forge, waiting), Merge(proposal=waiting, by="wren")])
    assert world.read_default() == with_entry(TEXT, ONE).text


def test_a_commit_made_by_hand_while_a_refresh_was_planned_wins(home: LocalWorld) -> None:
    waiting = opened(home)
    action = refreshing(home.forge(), waiting)
    text = home.read(waiting.branch) + "\r\nby hand"
    commit_in_worktree(home.home, home.folder / "there", waiting.branch, LIST, text)
    with pytest.raises(Conflict):
        home.forge().apply(action)
    assert home.read(waiting.branch) == text


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://github.com/ada/list.git", "ada/list"),
        ("git@github.com:ada/list.git", "ada/list"),
        ("ssh://git@github.example/ada/list", "ada/list"),
        ("https://x:secret@github.com/ada/list", "ada/list"),
        ("/home/ada/list.git", ""),
    ],
)
def test_of_a_clone_doctor_says_where_rights_are_looked_at(home: LocalWorld, url: str, named: str) -> None:
    home.git("remote", "add", "origin", url)
    told = [finding for finding in home.forge().diagnose() if finding.unsure]
    assert [finding.next for finding in told] == ([f"GITHUB_TOKEN=… gleaner doctor --repo {named}"] if named else [])
    assert "secret" not in str(told)
