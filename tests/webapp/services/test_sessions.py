"""Sessions end, are bounded, and their tokens are in nothing that is printed."""

from __future__ import annotations

from tests.doubles.forge import MemoryForge
from tests.webapp.services.conftest import Clock
from webapp.services.sessions import CHECKED, IDLE, MOST, Sessions


def test_a_session_is_found_by_its_cookie_and_by_nothing_else(clock: Clock, forge: MemoryForge) -> None:
    sessions = Sessions(clock)
    sid = sessions.start("ada", forge)
    found = sessions.find(sid)
    assert found is not None
    assert found.login == "ada"
    assert sessions.find("") is None
    assert sessions.find("ada") is None


def test_every_sign_in_has_a_new_id(clock: Clock, forge: MemoryForge) -> None:
    sessions = Sessions(clock)
    assert len({sessions.start("ada", forge) for _ in range(20)}) == 20


def test_a_session_ends_when_nobody_comes(clock: Clock, forge: MemoryForge) -> None:
    sessions = Sessions(clock)
    sid = sessions.start("ada", forge)
    clock.passes(IDLE - 1)
    assert sessions.find(sid)
    clock.passes(IDLE + 1)
    assert sessions.find(sid) is None
    assert sessions.forge_of("ada") is None


def test_signing_out_everywhere_ends_all_of_one_person(clock: Clock, forge: MemoryForge) -> None:
    sessions = Sessions(clock)
    here, there = sessions.start("ada", forge), sessions.start("ada", forge)
    other = sessions.start("kurt", forge)
    sessions.end(here, everywhere=True)
    assert sessions.find(there) is None
    assert sessions.find(other)


def test_the_right_to_push_is_asked_again(clock: Clock, forge: MemoryForge) -> None:
    sessions = Sessions(clock)
    sid = sessions.start("ada", forge)
    forge.writable = False
    found = sessions.find(sid)
    assert found is not None
    assert found.may_write
    clock.passes(CHECKED + 1)
    found = sessions.find(sid)
    assert found is not None
    assert not found.may_write


def test_a_ticket_is_good_once_and_not_for_long(clock: Clock, forge: MemoryForge) -> None:
    sessions = Sessions(clock)
    sid = sessions.start("ada", forge)
    ticket = sessions.ticket(sid)
    assert sessions.redeem(ticket) == sid
    assert sessions.redeem(ticket) == ""
    late = sessions.ticket(sid)
    clock.passes(61)
    assert sessions.redeem(late) == ""


def test_the_map_is_bounded(clock: Clock, forge: MemoryForge) -> None:
    sessions = Sessions(clock)
    first = sessions.start("ada", forge)
    for _ in range(MOST):
        clock.passes(1)
        sessions.start("kurt", forge)
    assert sessions.find(first) is None
