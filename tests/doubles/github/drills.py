"""Days that are cut off, and days two processes share; used by tests (a few of each) and by the benchmark (all)."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

from bot.errors import GleanerError
from bot.forge import Forge
from bot.model import State
from tests.doubles.github import day
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.interrupted import Drill
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import LIST, line_of, paper, states

_DAY = Drill(
    prepared=day.prepared,
    job=day.whole_day,
    next_run=lambda double: day.run(forge_on(double)),
    end_state=day.end_state,
)
clean_day, cut_day = _DAY.clean, _DAY.cut


def two_runs(seed: int) -> list[str]:
    """What is wrong after two runs at once, and one more: nothing."""
    with GitHubDouble(seed=seed) as double:
        day.prepared(double)
        _together(double, seed, day.run, day.run)
        day.run(forge_on(double))
        return _wrong(double, dict.fromkeys((1, 2, 3, 4, 5), State.PROPOSED))


def run_beside_decisions(seed: int) -> list[str]:
    """What is wrong after a run beside a maintainer who decides, and one more of each: nothing."""
    with GitHubDouble(seed=seed) as double:
        day.prepared(double)
        _together(double, seed, day.run, day.decide)
        day.decide(forge_on(double))
        day.run(forge_on(double))
        expected = {1: State.PROPOSED, 2: State.PROPOSED, 3: State.ACCEPTED, 4: State.REJECTED, 5: State.PROPOSED}
        return _wrong(double, expected)


def _together(double: GitHubDouble, seed: int, *jobs: Callable[[Forge], None]) -> None:
    """Do jobs at once; before each request the one who sends it waits a drawn moment."""
    dice = random.Random(seed)
    double.desk.before = lambda _method, _target: time.sleep(dice.random() * 0.006)
    bugs: list[BaseException] = []

    def work(job: Callable[[Forge], None]) -> None:
        for _ in range(6):
            try:
                job(forge_on(double))
            except GleanerError:
                # Somebody else was faster: read again, then go on.
                continue
            except BaseException as bug:  # noqa: BLE001  # handed to the test's own thread
                bugs.append(bug)
            return

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    double.desk.before = None
    if bugs:
        raise bugs[0]


def _wrong(double: GitHubDouble, expected: dict[int, State]) -> list[str]:
    """Everything that is not as it should be, in words."""
    wrong = []
    found = states(forge_on(double))
    heads = [issue.pull.head for issue in double.pulls() if issue.pull]
    wrong += [f"two pull requests from {head}" for head in set(heads) if heads.count(head) > 1]
    for number, state in expected.items():
        known = found.get(day.key(number))
        if known is None or known.state is not state:
            wrong.append(f"paper {number}: {known.state if known else 'no proposal'}, not {state}")
        elif state.waiting:
            text = double.text(LIST, known.branch)
            if text.count(line_of(paper(number))) != 1 or len(double.commits(known.branch)) != 1 or known.touched:
                wrong.append(f"paper {number}: {known.branch} is not one clean commit")
        if double.text(LIST).count(line_of(paper(number))) != (state is State.ACCEPTED):
            wrong.append(f"paper {number}: wrong in the list")
    return wrong
