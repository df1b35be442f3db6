"""Requests of steering and the dashboard, and every point it can be cut off at: `python -m benchmarks.github_steering`.

Against the double of the tests (loopback HTTP, real git) with bundled feeds. With the word `drill` every crash point of
a day of steering as well.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.github_requests import past
from bot import ledger
from bot.commands.job import rules_of
from bot.commands.repository import load_config
from bot.commands.steer_job import concerns_us, steer
from bot.commands.steering import SteeringDesk, by_number
from bot.forge.github_marks import LABELS
from tests.doubles.feeds import Feeds
from tests.doubles.github import steered
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import GitHubWorld, forge_on
from tests.doubles.scene import TODAY, Scene

WRITER = "wren-writes"
MORNING = 1_784_685_600
"""The day of the scene, in seconds since 1970."""


def job(double: GitHubDouble, event: Mapping[str, Any]) -> None:
    """What `gleaner steer` does, its config read first."""
    if not concerns_us(event):
        return
    forge = forge_on(double)
    rules = rules_of(load_config(forge), TODAY)
    proposals = by_number(forge.proposals())
    kept = ledger.read(forge.read_ledger())
    steer(SteeringDesk(forge=forge, rules=rules, ledger=kept, proposals=proposals), event, board=True)


def measure(count: int) -> None:
    """Print the requests of each step with `count` past proposals."""
    with tempfile.TemporaryDirectory() as folder, Feeds() as feeds:
        world = GitHubWorld(Path(folder), count)
        world.who = "job"
        double = world.double
        double.service.time = MORNING - 80_000
        past(double, count)
        double.close(min(double.service.issues))
        double.service.time = MORNING
        for state, (color, words) in LABELS.items():
            label = double.service.label(state.value)
            label.color, label.description = color, words
        scene = Scene(world, feeds, papers=7, per_run=4, max_open=4)

        def step(name: str, act: Callable[[], object]) -> None:
            double.service.time += 3_600
            before = len(double.requests)
            double.service.poll_delay = 0
            act()
            taken = double.requests[before:]
            board = sum("labels" in one.query or one.path.endswith(f"/issues/{board_of(double)}") for one in taken)
            print(f"{count:5d} past | {name:44s} | {len(taken):3d} requests, of them {board} for the dashboard")

        def said(body: str, by: str = WRITER, at: int = 0) -> None:
            waiting = sorted(issue.number for issue in double.pulls(state="open"))
            comment = double.comment(waiting[at], body, by=by)
            job(double, double.comment_event(comment))

        step("first run: four proposed, the dashboard made", scene.run)
        step("second run: nothing new, our own changes read", scene.run)
        step("run with nothing new", scene.run)
        step("talk on a proposal", lambda: said("I like this one"))
        step("/reject", lambda: said("/reject out of scope"))
        step("/title", lambda: said("/title A Better Title"))
        step("/approve, two others brought up to date", lambda: said("/approve"))
        step("/approve by a stranger", lambda: said("/approve", by="rudi-reads"))
        board = double.issue(board_of(double)).body or ""
        best = board.partition('gleaner-tick: ["open", "')[2].partition('"')[0]
        step("a box ticked: propose now", lambda: job(double, double.tick(board_of(double), best)))
        double.service.time += 3_600
        scene.run()
        step("run with nothing new afterwards", scene.run)
        scene.configure(per_run=4, max_open=4, dashboard=False)
        scene.run()
        double.service.time += 3_600
        scene.run()
        step("run with nothing new, without a dashboard", scene.run)
        world.close()


def board_of(double: GitHubDouble) -> int:
    """The number of the dashboard, 0 where there is none yet."""
    return next((issue.number for issue in double.service.issues.values() if issue.pull is None), 0)


def drill(seed: int) -> None:
    """Stop a day of steering at each of its requests, carried out and not, and do it again."""
    start = time.perf_counter()
    clean, total = steered.clean_day(seed)
    points = [(point, done) for point in range(total) for done in (False, True)]
    wrong = [point for point in points if steered.cut_day(seed, point[0], last_is_done=point[1]) != clean]
    print(f"crash drill: {len(points)} points, {len(wrong)} wrong {wrong}, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drill", nargs="?", choices=["drill"])
    given = parser.parse_args()
    for past_proposals in (10, 5_000):
        measure(past_proposals)
    if given.drill:
        drill(5)
