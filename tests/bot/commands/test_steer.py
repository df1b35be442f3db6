"""Comments as commands and the boxes of the dashboard, the whole way: what people write, what stands on GitHub afterwards."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import ledger
from bot.actions import Operation
from bot.commands.job import rules_of
from bot.commands.repository import load_config
from bot.commands.steer_job import concerns_us, steer
from bot.commands.steering import SteeringDesk, by_number
from bot.model import State
from bot.telling.dashboard import BODY_LIMIT, MARK
from tests.doubles.feeds import Feeds
from tests.doubles.github import steered
from tests.doubles.github.faults import When, secondary
from tests.doubles.github.records import Issue
from tests.doubles.github.server import Exchange
from tests.doubles.github.world import GitHubWorld, forge_on
from tests.doubles.scene import TODAY, Scene
from tests.doubles.worlds import LIST

OPEN_BOX = 'gleaner-tick: ["open"'
WRITER, READER, BOT = "wren-writes", "rudi-reads", "github-actions[bot]"


class Stage:
    """A list on GitHub whose proposals wait, and people who comment."""

    def __init__(self, scene: Scene) -> None:
        assert isinstance(scene.world, GitHubWorld)
        self.scene, self.double = scene, scene.world.double
        self.double.service.time = 1_784_678_400  # 2026-07-22, the day of the scene

    def steer(self, event: dict[str, Any] | None = None, *, board: bool = True) -> list[str]:
        """What the job of one event does, in a process of its own."""
        event = event or {}
        if not concerns_us(event):
            return []
        forge = forge_on(self.double)
        rules = rules_of(load_config(forge), TODAY)
        desk = SteeringDesk(
            forge=forge,
            rules=rules,
            ledger=ledger.read(forge.read_ledger()),
            proposals=by_number(forge.proposals()),
        )
        return steer(desk, event, board=board)

    def say(self, number: int, body: str, by: str = WRITER) -> int:
        """Somebody comments, and the job of the event runs; returns the comment."""
        comment = self.double.comment(number, body, by=by)
        assert self.steer(self.double.comment_event(comment)) == []
        return comment

    def first(self) -> int:
        return min(issue.number for issue in self.double.pulls(state="open"))

    def state(self, number: int) -> State:
        return next(p.state for p in forge_on(self.double).proposals() if p.number == number)

    def text(self, number: int) -> str:
        """The list as a proposal's branch has it."""
        return self.double.text(LIST, self.double.pull(number).head)

    def boards(self) -> list[Issue]:
        return [one for one in self.double.service.issues.values() if one.pull is None]

    def board(self) -> Issue:
        (one,) = self.boards()
        return one

    def board_requests(self, start: int) -> list[Exchange]:
        """The requests since then that are about the dashboard."""
        path = f"/issues/{self.board().number}"
        return [one for one in self.double.requests[start:] if one.path.endswith(path) or "labels" in one.query]

    def writes(self) -> list[str]:
        """The requests since the last call that changed something."""
        return [one for one in self.double.counted() if not one.startswith(("GET ", "POST /graphql"))]


@pytest.fixture
def stage(tmp_path: Path, feeds: Feeds) -> Iterator[Stage]:
    world = GitHubWorld(tmp_path, 7)
    world.who = "job"
    scene = Scene(world, feeds, papers=6, per_run=4, max_open=4)
    made = Stage(scene)
    scene.run()
    made.double.counted()
    yield made
    world.close()


# --- comments ---------------------------------------------------------------------------------------------------------


def test_approve_merges_and_brings_the_others_up_to_date(stage: Stage) -> None:
    number = stage.first()
    comment = stage.say(number, "Nice.\n\n/approve")
    assert stage.double.pull(number).merged_at is not None
    assert "Approved-by: wren-writes" in stage.double.service.store.commit(stage.double.service.head() or "").message  # type: ignore[union-attr]
    assert stage.double.reactions(comment) == ["+1"]
    assert stage.double.comments(number) == ["Nice.\n\n/approve"], "a merge needs no words"
    for other in stage.double.pulls(state="open"):
        (commit,) = stage.double.commits(stage.double.pull(other.number).head)
        assert list(commit.parents) == [stage.double.service.head()]


@pytest.mark.parametrize(
    ("command", "state"),
    [
        ("/reject out of scope", State.REJECTED),
        ("/snooze 2w", State.SNOOZED),
        ("/same #{other}", State.SUPERSEDED),
    ],
)
def test_a_no_closes_with_its_reason(stage: Stage, command: str, state: State) -> None:
    number = stage.first()
    other = max(issue.number for issue in stage.double.pulls(state="open"))
    comment = stage.say(number, command.format(other=other))
    assert stage.state(number) is state
    assert stage.double.issue(number).state == "closed"
    assert stage.double.reactions(comment) == ["+1"]
    assert len(stage.double.comments(number)) == 2, "the comment, and one sentence why it is closed"


def test_edits_of_one_comment_are_one_revision(stage: Stage) -> None:
    number = stage.first()
    before = len(stage.double.requests)
    comment = stage.say(
        number, "/section Pruning\n/title A Better Title\n/code https://github.com/o/r\n/title The Best Title"
    )
    text = stage.text(number)
    assert "[The Best Title](" in text.partition("## Pruning")[2]
    assert "https://github.com/o/r" in text
    assert stage.double.reactions(comment) == ["+1"]
    assert stage.state(number) is State.REVISED
    moved = [e for e in stage.double.requests[before:] if e.method == "PATCH" and "/git/refs/" in e.path]
    assert len(moved) == 1
    assert stage.double.issue(number).title == "Add: The Best Title"


def test_tags_are_added_and_taken(stage: Stage) -> None:
    number = stage.first()
    stage.say(number, "/section Quantization\n/tag +LoRA +Survey")
    entry = next(line for line in stage.text(number).splitlines() if line.startswith("- [") and "[Survey]" in line)
    assert "[LoRA]" in entry
    stage.say(number, "/tag -survey")
    assert "[Survey]" not in stage.text(number)


def test_an_edit_and_its_approval_in_one_comment(stage: Stage) -> None:
    number = stage.first()
    stage.say(number, "/approve\n/title The Best Title")
    assert "[The Best Title](" in stage.double.text(LIST)


def test_nothing_is_merged_where_part_of_the_comment_was_not_understood(stage: Stage) -> None:
    number = stage.first()
    comment = stage.say(number, "/sectoin Pruning\n/approve")
    assert stage.state(number) is State.PROPOSED
    assert stage.double.reactions(comment) == ["confused"]
    answer = stage.double.comments(number)[-1]
    assert "did you mean /section?" in answer
    assert "not merged" in answer


def test_an_unknown_section_names_the_nearest(stage: Stage) -> None:
    number = stage.first()
    stage.say(number, "/section Prunning")
    assert "Pruning" in stage.double.comments(number)[-1]


def test_what_contradicts_itself_is_not_done(stage: Stage) -> None:
    number = stage.first()
    comment = stage.say(number, "/approve\n/reject no")
    assert stage.state(number).waiting
    assert stage.double.reactions(comment) == ["confused"]


def test_a_stranger_gets_one_polite_no_however_often_they_ask(stage: Stage) -> None:
    number = stage.first()
    comments = [stage.say(number, "/approve", by=READER) for _ in range(3)]
    assert stage.state(number) is State.PROPOSED
    assert [stage.double.reactions(one) for one in comments] == [["-1"]] * 3
    ours = [c for c in stage.double.service.comments.values() if c.issue == number and c.author.login == BOT]
    assert len(ours) == 1
    assert "write access" in ours[0].body
    assert "@" not in ours[0].body


@pytest.mark.parametrize(
    "body", ["thanks!", "see /etc/passwd", "> /approve", "`/approve`", "<!-- gleaner-said -->\n/approve"]
)
def test_talk_costs_nothing(stage: Stage, body: str) -> None:
    number = stage.first()
    stage.double.counted()
    comment = stage.say(number, body)
    assert stage.writes() == []
    assert stage.double.reactions(comment) == []


def test_bots_and_other_pull_requests_are_left_alone(stage: Stage) -> None:
    theirs = stage.double.person_opens_pull({LIST: stage.scene.list_text() + "\n- by hand"})
    stage.double.counted()
    stage.say(theirs, "/approve")
    stage.say(stage.first(), "/approve", by=BOT)
    assert stage.writes() == []


def test_a_comment_is_answered_once(stage: Stage) -> None:
    number = stage.first()
    comment = stage.say(number, "/title The Best Title")
    stage.scene.run()
    stage.double.counted()
    stage.steer(stage.double.comment_event(comment))
    stage.steer()
    stage.scene.run()
    assert stage.writes() == []


def test_an_older_comment_does_not_undo_a_newer_one(stage: Stage) -> None:
    number = stage.first()
    older = stage.say(number, "/title Older")
    stage.say(number, "/title Newer")
    stage.steer(stage.double.comment_event(older))
    assert "[Newer](" in stage.text(number)


def test_an_edited_comment_is_answered_again(stage: Stage) -> None:
    number = stage.first()
    comment = stage.say(number, "/titel The Best Title")
    assert stage.double.reactions(comment) == ["confused"]
    stage.double.edit_comment(comment, "/title The Best Title")
    stage.steer(stage.double.comment_event(comment, "edited"))
    assert "[The Best Title](" in stage.text(number)
    assert "+1" in stage.double.reactions(comment)
    assert len(stage.double.comments(number)) == 2
    assert stage.double.comments(number)[-1].count("- done") == 1
    stage.double.counted()
    stage.steer(stage.double.comment_event(comment, "edited"))
    assert stage.writes() == []


def test_a_deleted_comment_asks_for_nothing(stage: Stage) -> None:
    number = stage.first()
    comment = stage.double.comment(number, "/approve", by=WRITER)
    event = stage.double.comment_event(comment)
    stage.double.drop_comment(comment)
    stage.double.counted()
    stage.steer(event)
    assert stage.writes() == []


def test_a_run_answers_what_no_event_told_of(stage: Stage) -> None:
    number = stage.first()
    comment = stage.double.comment(number, "/reject not for us", by=WRITER)
    done = stage.scene.run()
    assert stage.state(number) is State.REJECTED
    assert stage.double.reactions(comment) == ["+1"]
    assert Operation.CLOSED in [outcome.operation for outcome in done.outcomes]


def test_decided_proposals_say_so(stage: Stage) -> None:
    number = stage.first()
    stage.say(number, "/reject no")
    again = stage.say(number, "/reject no")
    late = stage.say(number, "/approve")
    assert stage.double.reactions(again) == ["+1"]
    assert stage.double.reactions(late) == ["confused"]
    assert "reopen it" in stage.double.comments(number)[-1]


# --- the dashboard ------------------------------------------------------------------------------------------------------


def test_a_run_makes_one_dashboard_and_writes_it_only_when_something_changed(stage: Stage) -> None:
    board = stage.board()
    assert (board.body or "").startswith(MARK)
    assert board.labels == ["gleaner:dashboard"]
    assert "**4** waiting" in (board.body or "")
    stage.scene.run()
    stage.double.counted()
    stage.scene.run()
    assert stage.writes() == []
    assert len(stage.boards()) == 1


def test_the_dashboard_costs_two_requests(stage: Stage) -> None:
    stage.double.edit(stage.first(), title="Add: by another name")
    before = len(stage.double.requests)
    stage.say(stage.first(), "/reject no")
    asked = stage.board_requests(before)
    assert [one.method for one in asked] == ["GET", "PATCH"]


def test_a_ticked_paper_is_proposed_beyond_the_caps(stage: Stage) -> None:
    event = stage.double.tick(stage.board().number, OPEN_BOX, "KeepTop")
    assert stage.steer(event) == []
    assert "KeepTop: Which attention heads can be cut" in {p.paper.title for p in stage.scene.waiting()}
    assert len(stage.scene.waiting()) == 5
    assert "[x]" not in (stage.board().body or "")


def test_a_ticked_paper_waits_for_the_next_run_where_no_event_came(stage: Stage) -> None:
    stage.double.tick(stage.board().number, OPEN_BOX)
    stage.scene.run()
    assert len(stage.scene.waiting()) == 6


def test_a_box_ticked_between_reading_and_writing_comes_with_its_event(stage: Stage) -> None:
    number = stage.board().number
    events: list[dict[str, Any]] = []

    def tick_now(method: str, target: str) -> None:
        if method == "PATCH" and target.endswith(f"/issues/{number}") and not events:
            events.append(stage.double.tick(number, OPEN_BOX))

    stage.double.desk.before = tick_now
    stage.say(stage.first(), "/reject no")
    stage.double.desk.before = None
    assert events
    assert "[x]" not in (stage.board().body or ""), "the tick was overwritten"
    stage.steer(events[0])
    assert len(stage.scene.waiting()) == 5


def test_an_old_event_started_again_opens_nothing(stage: Stage) -> None:
    event = stage.double.tick(stage.board().number, OPEN_BOX)
    stage.double.edit(stage.board().number, body=event["changes"]["body"]["from"])
    event["issue"]["updated_at"] = "2026-05-01T00:00:00Z"
    stage.steer(event)
    assert len(stage.scene.waiting()) == 4


def test_a_closed_dashboard_is_left_alone_and_no_other_is_made(stage: Stage) -> None:
    stage.double.close(stage.board().number)
    before = stage.board().body
    stage.say(stage.first(), "/reject no")
    stage.scene.run()
    assert stage.board().body == before


def test_without_the_key_nothing_is_asked(stage: Stage) -> None:
    stage.scene.configure(dashboard=False, per_run=4, max_open=4)
    before = len(stage.double.requests)
    stage.scene.run()
    assert stage.board_requests(before) == []


def test_a_strangers_issue_is_no_dashboard(stage: Stage) -> None:
    body = (stage.board().body or "").replace("- [ ]", "- [x]")
    service = stage.double.service
    stage.double.service.issues.pop(stage.board().number)
    now = service.tick()
    forged = Issue(
        service.new_id(), service.new_number(), service.person("mallory"), "Gleaner dashboard", body, now, now
    )
    service.issues[forged.number] = forged
    stage.scene.run()
    assert len(stage.scene.waiting()) == 4
    assert forged.body == body
    assert len(stage.boards()) == 2


def test_a_dashboard_that_lost_its_label_is_found(stage: Stage) -> None:
    stage.double.set_labels(stage.board().number)
    stage.say(stage.first(), "/reject no")
    stage.scene.run()
    assert stage.board().labels == ["gleaner:dashboard"]


def test_of_two_dashboards_the_newer_is_closed(stage: Stage) -> None:
    first = stage.board()
    service, now = stage.double.service, stage.double.service.tick()
    twin = Issue(
        service.new_id(),
        service.new_number(),
        first.author,
        first.title,
        first.body,
        now,
        now,
        labels=list(first.labels),
    )
    service.issues[twin.number] = twin
    stage.scene.run()
    assert (first.state, twin.state) == ("open", "closed")


def test_the_dashboard_warns_of_missing_rights(stage: Stage) -> None:
    stage.double.service.settings.actions_may_open_pulls = False
    stage.double.tick(stage.board().number, OPEN_BOX)
    stage.scene.run()
    body = stage.board().body or ""
    assert "[!WARNING]" in body
    assert "Allow GitHub Actions to create and approve pull requests" in body
    assert len(body) < BODY_LIMIT


def test_on_a_disk_there_is_no_dashboard(local_scene: Scene) -> None:
    assert local_scene.run().notes == ()


def test_a_snooze_counts_from_the_comment(stage: Stage) -> None:
    number = stage.first()
    stage.say(number, "/snooze 10d")
    snoozed = next(p for p in forge_on(stage.double).proposals() if p.number == number)
    assert snoozed.snoozed_until.startswith("2026-08-0")
    assert f"#{number} " in (stage.board().body or "").partition("## Snoozed")[2]


# --- stopped anywhere ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("last_is_done", [False, True])
def test_steering_cut_off_anywhere_ends_as_undisturbed(*, last_is_done: bool) -> None:
    seed = random.randrange(10**6)
    clean, total = steered.clean_day(seed)
    assert clean["reactions"] == [["+1"], ["+1"], ["+1"], ["-1"], ["confused"]]
    for point in random.sample(range(total), 3):
        assert steered.cut_day(seed, point, last_is_done=last_is_done) == clean, f"seed {seed}, request {point}"


LOST: dict[str, Any] = {"cut": True, "when": When.AFTER}


@pytest.mark.parametrize(
    ("method", "route", "fault"),
    [
        ("POST", "/issues/{issue_number}/comments", LOST),
        ("POST", "/comments/{comment_id}/reactions", LOST),
        ("PATCH", "/issues/{issue_number}", {"status": 502, "when": When.AFTER}),
        ("GET", "/permission", secondary(retry_after=5)),
        ("GET", "/issues", {"status": 502}),
        ("GET", "/comments/{comment_id}", {"cut": True}),
    ],
)
def test_a_bad_moment_leaves_one_answer_and_one_dashboard(
    stage: Stage, method: str, route: str, fault: dict[str, Any]
) -> None:
    number = stage.first()
    stage.double.fault(method, route, **fault)
    comment = stage.say(number, "/sectoin Pruning\n/snooze 2w")
    assert stage.state(number) is State.SNOOZED
    assert stage.double.reactions(comment) == ["confused"]
    assert len([text for text in stage.double.comments(number) if "gleaner-answer" in text]) == 1
    assert len(stage.boards()) == 1


def test_a_job_that_may_not_answer_says_what_is_missing(stage: Stage) -> None:
    number = stage.first()
    comment = stage.double.comment(number, "/title A Better Title", by=WRITER)
    stage.double.fault("POST", "/reactions", times=9, status=403, message="Resource not accessible by integration")
    waits = stage.steer(stage.double.comment_event(comment))
    assert "permissions:" in waits[0]
    assert "comments wait for the next run" in waits[0]
