"""What every forge promises, whatever it is made of. Assertions are made on git and on what the contract returns."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from bot.actions import Close, Merge, Operation, Refresh, Reopen, Revert
from bot.errors import Conflict, ListError
from bot.forge import apply_all
from bot.model import Branched, Proposal, State
from tests.doubles import hostile
from tests.doubles.worlds import LIST, TEXT, World, line_of, opened, opening, paper, refreshing, states, with_entry

ONE = paper(1)


def merged(world: World, number: int = 1) -> Proposal:
    waiting = opened(world, number)
    return world.forge().apply(Merge(proposal=waiting, by="wren")).proposal


# --- reading ----------------------------------------------------------------------------------------------------------


def test_the_list_is_read_byte_for_byte(world: World) -> None:
    text = "\ufeff# A\r\n\tb \u00a0\n\udcff\r" + "no newline"
    sha = world.push_to_default(text)
    base = world.forge().base((LIST,))
    assert (base.sha, base.branch, base.files) == (sha, world.trunk, {LIST: text})


def test_a_file_that_is_not_there_is_named_with_what_to_do(world: World) -> None:
    with pytest.raises(ListError, match=r"READ\.md"):
        world.forge().base((LIST, "READ.md"))


def test_a_place_without_proposals_has_none(world: World) -> None:
    forge = world.forge()
    assert forge.proposals() == ()
    assert dict(forge.read_ledger()) == {}
    assert forge.contributions(LIST) == ()
    assert forge.may_write()


def test_history_tells_the_changes_of_a_file_newest_first(world: World) -> None:
    world.push_to_default("a")
    world.push_to_default("x", path="other.md")
    world.push_to_default("b")
    assert world.forge().history(LIST) == (("a", "b"), (TEXT, "a"))
    assert world.forge().history(LIST, limit=1) == (("a", "b"),)


# --- opening ----------------------------------------------------------------------------------------------------------


def test_a_proposal_is_a_branch_that_adds_one_block(world: World) -> None:
    action = opening(world.forge(), ONE)
    outcome = world.forge().apply(action)
    assert outcome.operation is Operation.CREATED
    (found,) = world.forge().proposals()
    assert found.number is not None
    assert (found.key, found.state, found.touched) == ("arxiv:2401.00001", State.PROPOSED, False)
    assert (found.paper, found.section, found.path) == (ONE, ("Awesome", "One"), LIST)
    assert (found.title, found.base) == (action.proposal.title, action.base.sha)
    assert (found.relevance, found.match) == (action.proposal.relevance, action.proposal.match)
    assert found.created
    assert found.head == world.git("rev-parse", f"refs/heads/{found.branch}")
    changed = world.git("diff", "--numstat", f"{world.trunk}...{found.branch}")
    assert changed.split() == ["1", "0", LIST]
    assert world.read(found.branch) == action.files[LIST]
    assert world.read_default() == TEXT


def test_opening_again_changes_nothing(world: World) -> None:
    first = opened(world)
    before = world.git("for-each-ref")
    again = world.forge().apply(opening(world.forge(), ONE))
    assert again.operation is Operation.NONE
    assert again.proposal.number == first.number
    assert world.git("for-each-ref") == before
    assert len(world.forge().proposals()) == 1


def test_proposals_are_listed_newest_first(world: World) -> None:
    for number in (1, 2, 3):
        opened(world, number)
    numbers = [found.number or 0 for found in world.forge().proposals()]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == 3


@pytest.mark.parametrize("state", [State.REJECTED, State.ACCEPTED])
def test_what_was_decided_is_not_opened_again(world: World, state: State) -> None:
    waiting = opened(world)
    action = opening(world.forge(), ONE)
    if state is State.ACCEPTED:
        world.forge().apply(Merge(proposal=waiting, by="wren"))
    else:
        world.forge().apply(Close(proposal=waiting, state=state, reason="no", by="wren"))
    assert world.forge().apply(action).operation is Operation.NONE
    assert states(world.forge())[waiting.key].state is state


def test_commits_name_the_key(world: World) -> None:
    waiting = opened(world)
    assert "Gleaner-Key: arxiv:2401.00001" in world.git("log", "-1", "--format=%B", waiting.branch)


@pytest.mark.parametrize("kind", sorted(hostile.KINDS))
def test_hostile_texts_are_proposed_and_read_back(world: World, kind: str) -> None:
    forge = world.forge()
    for number, text in enumerate(hostile.KINDS[kind][:4]):
        given = paper(number, title=f"T{number} {text}", abstract=text, idea=text)
        base = forge.base((LIST,))
        insertion = with_entry(base.files[LIST], paper(number))
        action = opening(forge, given)
        forge.apply(replace(action, files={LIST: insertion.text}))
        found = states(world.forge())[action.proposal.key]
        assert found.paper == action.proposal.paper
        message = world.git("log", "-1", "--format=%B", found.branch)
        assert "\x1b" not in message
        assert "@octocat" not in message


# --- merging ----------------------------------------------------------------------------------------------------------


def test_a_merge_lands_the_entry_and_nothing_else(world: World) -> None:
    waiting = opened(world)
    expected = with_entry(TEXT, ONE).text
    outcome = world.forge().apply(Merge(proposal=waiting, by="wren"))
    assert outcome.operation is Operation.MERGED
    assert outcome.proposal.state is State.ACCEPTED
    assert world.read_default() == expected
    found = states(world.forge())[waiting.key]
    assert found.state is State.ACCEPTED
    assert found.decided
    assert "Gleaner-Key: arxiv:2401.00001" in world.git("log", "-2", "--format=%B", world.trunk)


def test_merging_again_changes_nothing(world: World) -> None:
    accepted = merged(world)
    tip = world.git("rev-parse", world.trunk)
    assert world.forge().apply(Merge(proposal=accepted, by="wren")).operation is Operation.NONE
    assert world.git("rev-parse", world.trunk) == tip


def test_a_head_that_moved_is_not_merged(world: World) -> None:
    waiting = opened(world)
    world.commit_by_person(waiting.branch, LIST, world.read(waiting.branch).replace("Paper 1", "Paper One"))
    with pytest.raises(Conflict):
        world.forge().apply(Merge(proposal=waiting, by="wren"))
    assert world.read_default() == TEXT
    assert states(world.forge())[waiting.key].state.waiting


def test_what_was_rejected_is_not_merged(world: World) -> None:
    waiting = opened(world)
    world.forge().apply(Close(proposal=waiting, state=State.REJECTED, reason="no", by="wren"))
    with pytest.raises(Conflict):
        world.forge().apply(Merge(proposal=waiting, by="wren"))
    assert world.read_default() == TEXT


def test_a_change_elsewhere_in_the_repository_is_kept_by_a_merge(world: World) -> None:
    waiting = opened(world)
    world.push_to_default("new", path="docs/new.md")
    world.forge().apply(Merge(proposal=waiting, by="wren"))
    assert world.read_default("docs/new.md") == "new"
    assert world.read_default() == with_entry(TEXT, ONE).text


def test_eight_proposals_of_one_place_all_merge_in_any_order(world: World) -> None:
    order = list(range(8))
    world.dice.shuffle(order)
    for number in order:
        opened(world, number)
    world.dice.shuffle(order)
    for number in order:
        forge = world.forge()
        waiting = states(forge)[f"arxiv:2401.{number:05d}"]
        done = apply_all(forge, [refreshing(forge, waiting), Merge(proposal=waiting, by="wren")])
        assert done[-1].operation is Operation.MERGED
    text = world.read_default()
    assert all(line_of(paper(number)) in text for number in order)
    for number in order:
        text = text.replace(line_of(paper(number)) + "\r\n", "")
    assert text == TEXT


# --- refreshing ---------------------------------------------------------------------------------------------------------


def test_a_refreshed_branch_is_one_commit_on_the_newest_list(world: World) -> None:
    waiting = opened(world)
    newest = world.push_to_default(TEXT + "\r\nmore")
    outcome = world.forge().apply(refreshing(world.forge(), waiting))
    assert outcome.operation is Operation.UPDATED
    assert world.git("rev-parse", f"{waiting.branch}^") == newest
    assert world.read(waiting.branch) == with_entry(TEXT + "\r\nmore", ONE).text
    found = states(world.forge())[waiting.key]
    assert (found.base, found.touched, found.number) == (newest, False, waiting.number)


def test_refreshing_what_is_up_to_date_changes_nothing(world: World) -> None:
    waiting = opened(world)
    before = world.git("for-each-ref")
    assert world.forge().apply(refreshing(world.forge(), waiting)).operation is Operation.NONE
    assert world.git("for-each-ref") == before


def test_a_revision_is_written_and_remembered(world: World) -> None:
    waiting = opened(world)
    other = replace(ONE, title="Another Name", venue="ICML 2024")
    revised = replace(waiting, paper=other, section=("Awesome", "Two"), state=State.REVISED, title="Add: Another Name")
    base = world.forge().base((LIST,))
    action = Refresh(proposal=revised, files={LIST: with_entry(TEXT, other).text}, base=base)
    assert world.forge().apply(action).operation is Operation.UPDATED
    found = states(world.forge())[waiting.key]
    assert (found.state, found.title, found.touched) == (State.REVISED, "Add: Another Name", False)
    assert "Another Name" in world.read(waiting.branch)


def test_a_branch_that_moved_is_not_overwritten(world: World) -> None:
    waiting = opened(world)
    action = refreshing(world.forge(), waiting)
    written = world.read(waiting.branch).replace("Paper 1", "Paper One")
    world.commit_by_person(waiting.branch, LIST, written)
    world.push_to_default(TEXT + "\r\nmore")
    with pytest.raises(Conflict):
        world.forge().apply(replace(action, base=world.forge().base((LIST,))))
    assert world.read(waiting.branch) == written


def test_a_wrong_path_names_the_nearest(world: World) -> None:
    with pytest.raises(ListError, match=f"no file .*; nearest: {LIST}; write the right path"):
        world.forge().base(("READ_ME.md",))


def test_a_persons_commit_on_a_branch_is_seen(world: World) -> None:
    waiting = opened(world)
    written = world.read(waiting.branch).replace("Paper 1", "Paper One")
    head = world.commit_by_person(waiting.branch, LIST, written)
    found = states(world.forge())[waiting.key]
    assert (found.touched, found.head) == (True, head)
    assert found.branched == (Branched(path=LIST, forked=TEXT, written=written),)


def test_a_persons_commit_is_carried_as_written(world: World) -> None:
    waiting = opened(world)
    person = world.commit_by_person(waiting.branch, LIST, world.read(waiting.branch).replace("Paper 1", "Paper One"))
    newest = world.push_to_default(TEXT + "\r\nmore")
    forge = world.forge()
    touched = states(forge)[waiting.key]
    carried = touched.branched[0].written + "\r\nmore"
    outcome = forge.apply(Refresh(proposal=touched, files={LIST: carried}, base=forge.base((LIST,)), carry=True))
    assert outcome.operation is Operation.UPDATED
    assert world.read(waiting.branch) == carried
    assert world.git("merge-base", person, waiting.branch) == person
    assert world.git("merge-base", newest, waiting.branch) == newest
    found = states(world.forge())[waiting.key]
    assert found.touched
    assert found.branched == (Branched(path=LIST, forked=TEXT + "\r\nmore", written=carried),)
    world.forge().apply(Merge(proposal=found, by="wren"))
    assert world.read_default() == carried


# --- closing and undoing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "until"), [(State.REJECTED, ""), (State.SNOOZED, "2027-01-02"), (State.SUPERSEDED, "")]
)
def test_a_closed_proposal_tells_how_and_why(world: World, state: State, until: str) -> None:
    waiting = opened(world)
    outcome = world.forge().apply(Close(proposal=waiting, state=state, reason="out of scope", until=until, by="wren"))
    assert outcome.operation is Operation.CLOSED
    found = states(world.forge())[waiting.key]
    assert (found.state, found.reason, found.snoozed_until) == (state, "out of scope", until)
    assert found.decided
    assert world.read_default() == TEXT
    again = world.forge().apply(Close(proposal=found, state=state, reason="out of scope", until=until, by="wren"))
    assert again.operation is Operation.NONE


def test_what_was_merged_is_not_closed(world: World) -> None:
    accepted = merged(world)
    with pytest.raises(Conflict):
        world.forge().apply(Close(proposal=accepted, state=State.REJECTED, reason="no", by="wren"))
    assert states(world.forge())[accepted.key].state is State.ACCEPTED


@pytest.mark.parametrize("state", [State.REJECTED, State.SNOOZED])
def test_a_reopened_proposal_waits_again_on_the_newest_list(world: World, state: State) -> None:
    waiting = opened(world)
    world.forge().apply(Close(proposal=waiting, state=state, reason="no", until="2027-01-02", by="wren"))
    newest = world.push_to_default(TEXT + "\r\nmore")
    forge = world.forge()
    base = forge.base((LIST,))
    closed = states(forge)[waiting.key]
    forge.apply(Reopen(proposal=closed, files={LIST: with_entry(base.files[LIST], ONE).text}, base=base))
    found = states(world.forge())[waiting.key]
    assert (found.state, found.number, found.reason, found.snoozed_until) == (State.PROPOSED, waiting.number, "", "")
    assert world.git("merge-base", newest, found.branch) == newest
    assert world.read(found.branch) == with_entry(TEXT + "\r\nmore", ONE).text
    world.forge().apply(Merge(proposal=found, by="wren"))
    assert world.read_default() == with_entry(TEXT + "\r\nmore", ONE).text


def test_an_undone_merge_leaves_the_list_as_it_was_and_waits(world: World) -> None:
    accepted = merged(world)
    forge = world.forge()
    forge.apply(Revert(proposal=accepted, files={LIST: TEXT}, base=forge.base((LIST,)), by="wren"))
    assert world.read_default() == TEXT
    found = states(world.forge())[accepted.key]
    assert found.state is State.PROPOSED
    forge = world.forge()
    apply_all(forge, [refreshing(forge, found), Merge(proposal=found, by="wren")])
    assert world.read_default() == with_entry(TEXT, ONE).text


def test_an_undo_on_an_old_list_overwrites_nobody(world: World) -> None:
    accepted = merged(world)
    old = world.forge().base((LIST,))
    text = world.read_default() + "\r\nmore"
    world.push_to_default(text)
    with pytest.raises(Conflict):
        world.forge().apply(Revert(proposal=accepted, files={LIST: TEXT}, base=old, by="wren"))
    assert world.read_default() == text


# --- the ledger -------------------------------------------------------------------------------------------------------


def test_the_ledger_keeps_files_beside_the_list(world: World) -> None:
    tip = world.git("rev-parse", world.trunk)
    world.forge().write_ledger({"papers.jsonl": "{}\n", "feeds.json": "é"}, "First")
    world.forge().write_ledger({"feeds.json": "{}"}, "Second")
    assert dict(world.forge().read_ledger()) == {"papers.jsonl": "{}\n", "feeds.json": "{}"}
    assert "gleaner-ledger" in world.branches()
    assert world.git("rev-parse", world.trunk) == tip
    assert not (world.clone() / "papers.jsonl").exists()
    roots = world.git("rev-list", "--max-parents=0", "gleaner-ledger").split()
    assert world.git("rev-list", "--max-parents=0", world.trunk).split() != roots


def test_an_unchanged_ledger_is_not_written_again(world: World) -> None:
    world.forge().write_ledger({"feeds.json": "{}"}, "First")
    tip = world.git("rev-parse", "gleaner-ledger")
    world.forge().write_ledger({"feeds.json": "{}"}, "Second")
    assert world.git("rev-parse", "gleaner-ledger") == tip


def test_two_writers_of_the_ledger_keep_each_others_lines(world: World) -> None:
    world.forge().write_ledger({"decisions.jsonl": "1\n", "feeds.json": "{}"}, "First")
    one, other = world.forge(), world.forge()
    for forge in (one, other):
        assert forge.read_ledger()["decisions.jsonl"] == "1\n"
    one.write_ledger({"decisions.jsonl": "1\n2\n"}, "One")
    other.write_ledger({"decisions.jsonl": "1\n3\n"}, "Other")
    assert set(world.forge().read_ledger()["decisions.jsonl"].split()) == {"1", "2", "3"}
    assert world.forge().read_ledger()["feeds.json"] == "{}"


# --- everything at once ---------------------------------------------------------------------------------------------


def test_a_day_of_decisions_ends_where_its_words_say(world: World) -> None:
    for number in range(4):
        opened(world, number)
    keys = [f"arxiv:2401.{number:05d}" for number in range(4)]
    forge = world.forge()
    forge.apply(Close(proposal=states(forge)[keys[0]], state=State.REJECTED, reason="no", by="wren"))
    world.push_to_default(TEXT.replace("Second", "2nd"))
    for key in keys[1:3]:
        waiting = states(forge)[key]
        apply_all(forge, [refreshing(forge, waiting), Merge(proposal=waiting, by="wren")])
    found = states(world.forge())
    assert [found[key].state for key in keys] == [State.REJECTED, State.ACCEPTED, State.ACCEPTED, State.PROPOSED]
    log = world.git("rev-list", "--first-parent", world.trunk).split()
    for newer, older in pairwise(log[:3]):
        added, removed, _ = world.git("diff", "--numstat", older, newer, "--", LIST).split()
        assert (added, removed) in {("1", "0"), ("1", "1")}
