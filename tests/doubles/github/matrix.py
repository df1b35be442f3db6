"""Every fault at every request of a day: the right end state or a clear error, waits to the second, no begging."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from bot.errors import GleanerError
from tests.doubles.github import day
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.faults import When, primary, secondary
from tests.doubles.github.world import forge_on

Spoil = Callable[[GitHubDouble], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One way a request goes wrong.

    `passes`: the day must end well without help. `waits`: the pauses it takes, to the second. `final`: an answer after
    which the process that got it sends nothing more.
    """

    spoil: Spoil
    passes: bool = False
    waits: tuple[float, ...] | None = None
    final: bool = False


def _status(status: int, message: str, **more: Any) -> Spoil:
    return lambda _: {"status": status, "message": message, **more}


KINDS: dict[str, Kind] = {
    "401 from here on": Kind(spoil=_status(401, "Bad credentials", times=999), final=True),
    "403 right missing": Kind(spoil=_status(403, "Resource not accessible by integration"), final=True),
    "404": Kind(spoil=_status(404, "Not Found")),
    "409": Kind(spoil=_status(409, "Conflict")),
    "422": Kind(spoil=_status(422, "Validation Failed")),
    "429 with a time": Kind(spoil=lambda _: secondary(17, status=429), passes=True, waits=(17.0,)),
    "403 secondary with a time": Kind(spoil=lambda _: secondary(23), passes=True, waits=(23.0,)),
    "403 secondary without": Kind(spoil=lambda _: secondary(), passes=True, waits=(60.0,)),
    "403 secondary, twice": Kind(spoil=lambda _: {**secondary(), "times": 2}, passes=True, waits=(60.0, 120.0)),
    "primary limit, reset soon": Kind(spoil=lambda d: primary(d.service.time + 90), passes=True),
    "primary limit, reset in an hour": Kind(
        spoil=lambda d: {**primary(d.service.time + 3600), "times": 999}, waits=(), final=True
    ),
    "500": Kind(spoil=_status(500, "Oops"), passes=True, waits=(1.0,)),
    "502 twice": Kind(spoil=_status(502, "Server Error", times=2), passes=True, waits=(1.0, 2.0)),
    "502 from here on": Kind(spoil=_status(502, "Server Error", times=999), waits=(1.0, 2.0, 4.0)),
    "502, carried out": Kind(spoil=_status(502, "Server Error", when=When.AFTER), passes=True, waits=(1.0,)),
    "connection cut": Kind(spoil=lambda _: {"cut": True}, passes=True, waits=(1.0,)),
    "connection cut, carried out": Kind(spoil=lambda _: {"cut": True, "when": When.AFTER}, passes=True, waits=(1.0,)),
    "half of the answer": Kind(spoil=lambda _: {"half": True, "when": When.AFTER}, passes=True, waits=(1.0,)),
    "a page of HTML, carried out": Kind(spoil=lambda _: {"page": True, "when": When.AFTER}, passes=True, waits=(1.0,)),
    "a page of HTML": Kind(spoil=lambda _: {"page": True}, passes=True, waits=(1.0,)),
    "a stale read": Kind(spoil=lambda _: {"method": "GET", "stale": True, "when": When.AFTER}),
}


def clean(seed: int) -> tuple[dict[str, Any], int]:
    """The end state of a day nobody disturbs, and its requests."""
    with _ready(seed) as double:
        start = len(double.requests)
        day.whole_day(double)
        taken = len(double.requests) - start
        return _told(double), taken


def wrong(seed: int, point: int, kind: Kind, expected: dict[str, Any], *, who: bool = True) -> str:
    """What is wrong after one fault at one request, in words; "" where all is right.

    Without `who` it may be forgotten who merged in the app: a run that is shown a merged proposal as open writes its
    text once more, the one end state known to differ.
    """
    expected = expected if who else _anonymous(expected)
    with _ready(seed) as double:
        fault = double.fault(nth=point + 1, **kind.spoil(double))
        begun = len(double.requests)
        error = _day(double)
        after = [str(one) for one in double.requests[begun:] if not one.faulty]
        if fault.seen <= point:
            return "" if error is None else f"failed although nothing went wrong: {error}"
        said = _complaint(double, kind, error, after[point:])
        if said:
            return said
        if error is None and kind.passes:
            return "" if _told(double) == expected else "another end state"
        double.desk.faults.clear()
        day.whole_day(double)
        day.run(forge_on(double))
        told = _told(double) if who else _anonymous(_told(double))
        return "" if told == expected else f"another end state after a second try ({error})"


def _anonymous(state: dict[str, Any]) -> dict[str, Any]:
    """An end state without who decided in the app, the last part of a proposal's page."""
    pulls = {branch: (page and page[:-1], *rest) for branch, (page, *rest) in state["pulls"].items()}
    return {**state, "pulls": pulls}


def _told(double: GitHubDouble) -> dict[str, Any]:
    """The end state; of a closed proposal its page alone: whether a run still saw it open, its branch need not tell."""
    state = day.end_state(double)
    closed = {branch for branch, (_, _, word, *_) in state["pulls"].items() if word == "closed"}
    return {**state, "branches": {name: it for name, it in state["branches"].items() if name not in closed}}


@contextlib.contextmanager
def _ready(seed: int) -> Iterator[GitHubDouble]:
    with GitHubDouble(seed=seed) as double:
        double.service.poll_delay = 0
        day.prepared(double)
        yield double


def _day(double: GitHubDouble) -> GleanerError | None:
    try:
        day.whole_day(double)
    except GleanerError as error:
        return error
    return None


def _complaint(double: GitHubDouble, kind: Kind, error: GleanerError | None, later: list[str]) -> str:
    """What is wrong with how the fault was taken; `later` are the requests answered well behind it."""
    if kind.passes and error is not None:
        return f"gave up: {error}"
    if error is not None and len(str(error)) < 20:
        return f"an error that says nothing: {error!r}"
    if kind.final and error is not None and later:
        return f"went on after a final no: {later}"
    # Half of an answer without a text is the whole of it: nothing went wrong.
    whole = any(one.faulty and one.status == HTTPStatus.NO_CONTENT for one in double.requests)
    if kind.waits is not None and error is None and tuple(double.waited) != (() if whole else kind.waits):
        return f"waited {double.waited}, not {kind.waits}"
    return ""
