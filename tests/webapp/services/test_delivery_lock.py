"""Of several processes on one journal one delivers; when it dies another takes over."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.model import Base
from tests.doubles.forge import MemoryForge
from tests.webapp.services.conftest import Clock
from webapp.services.delivery_lock import DeliveryLock
from webapp.services.desk import Desk, Wish
from webapp.services.journal import Act, Journal, Stage

HOLDS = """
import sys, time
from pathlib import Path
from webapp.services.delivery_lock import DeliveryLock
assert DeliveryLock(Path(sys.argv[1])).held()
print("held", flush=True)
time.sleep(60)
"""


def eventually(what: str, journal: Journal, stage: Stage) -> None:
    for _ in range(200):
        found = journal.find(what)
        if found is not None and found.stage is stage:
            return
        time.sleep(0.05)
    raise AssertionError(f"{what} is {journal.find(what)}")


def test_one_holds_the_right_until_it_lets_go(tmp_path: Path) -> None:
    one, other = DeliveryLock(tmp_path / "journal"), DeliveryLock(tmp_path / "journal")
    assert one.held()
    assert one.held()
    assert not other.held()
    one.release()
    assert other.held()
    other.release()


def test_a_killed_holder_is_followed(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "journal"
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        forge = MemoryForge()
        journal = Journal(path)
        desk = Desk(forge, journal, clock=clock, grace=0)
        key = forge.offers("One")
        desk.reading()
        desk.delivery.start()
        desk.decide(Wish(op="1", key=key, version=0, act=Act.ACCEPT), "ada")
        time.sleep(0.3)
        assert journal.find("1").stage is Stage.PENDING  # type: ignore[union-attr]  # it was recorded above
        # What the holder was at when it dies is taken up, too.
        claimed = journal.claim(clock())
        assert claimed is not None
        holder.kill()
        eventually("1", journal, Stage.DELIVERED)
        desk.delivery.stop()
        journal.close()
    assert len(forge.applied) == 1


class Faulty(MemoryForge):
    """A forge behind which a fault of ours hides: the thread that meets it ends."""

    faults = 0

    def base(self, paths: Sequence[str]) -> Base:
        self.faults -= 1
        if self.faults == 0:
            raise SystemExit
        return super().base(paths)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_ours_costs_an_attempt_and_not_the_delivery(tmp_path: Path) -> None:
    forge = Faulty()
    journal = Journal(tmp_path / "journal")
    desk = Desk(forge, journal, grace=0)
    key = forge.offers("One")
    desk.reading()
    forge.faults = 1
    desk.decide(Wish(op="1", key=key, version=0, act=Act.ACCEPT), "ada")
    desk.delivery.start()
    for _ in range(200):
        desk.delivery.watch()
        found = journal.find("1")
        if found is not None and found.stage is Stage.DELIVERED:
            break
        time.sleep(0.05)
    assert found is not None
    assert (found.stage, found.attempts) == (Stage.DELIVERED, 2)
    desk.delivery.stop()
    journal.close()
