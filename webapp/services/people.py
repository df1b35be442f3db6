"""Who sits in front of a page, what they may do, and the desk they sit at."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import Forbidden
from webapp.services.desk import Desk, open_desk
from webapp.services.doors import Doors
from webapp.services.person import local_person
from webapp.services.turns import Turns

NO_PUSH = "Your account may read this list, not decide on it: pushing to the repository is what that takes."
SIGNED_OUT = "You see this list read-only. Sign in to decide."

_DOORS: dict[tuple[str, str, str], Doors] = {}
_LOCK = threading.Lock()


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A person at a desk; `readonly` says why they cannot decide, or is "", `account` whether they signed in here."""

    name: str
    desk: Desk
    readonly: str = ""
    account: bool = False


class SignInNeeded(Forbidden):
    """Nobody is signed in, and this list is not shown to everybody."""


def doors(env: Mapping[str, str]) -> Doors:
    """The sign-in of this server: one for its repository, shared by its routes and its pages."""
    name = (env.get("GLEANER_REPO", ""), env.get("GITHUB_SERVER_URL", ""), env.get("GLEANER_CLIENT_ID", ""))
    with _LOCK:
        if name not in _DOORS:
            _DOORS[name] = Doors(env)
        return _DOORS[name]


def enter(env: Mapping[str, str], cookies: Mapping[str, str]) -> Person:
    """The person behind a page; raises SignInNeeded, or ForgeError where the repository cannot be opened."""
    desk = open_desk(env, doors(env).sessions.forge_of)
    if not isinstance(desk.forge, Turns):
        return Person(name=local_person(), desk=desk)
    session = doors(env).session(cookies)
    if session is not None:
        desk.forge.lend(session.forge)
        readonly = "" if session.may_write else NO_PUSH
        return Person(name=session.login, desk=desk, readonly=readonly, account=True)
    if not env.get("GITHUB_TOKEN"):
        desk.forge.lend(doors(env).sessions.anybody())
    elif not env.get("GLEANER_CLIENT_ID") and not env.get("GLEANER_PUBLIC"):
        # With visitors invited the server's own token is for reading: nobody decides with it.
        return _alone(desk)
    if env.get("GLEANER_PUBLIC") and desk.forge.lent:
        return Person(name="guest", desk=desk, readonly=SIGNED_OUT)
    raise SignInNeeded("Sign in to see what waits.")


def _alone(desk: Desk) -> Person:
    """One maintainer, with their own token in the environment of their own machine."""
    may_write = desk.may_write()
    return Person(name=local_person(), desk=desk, readonly="" if may_write else NO_PUSH)
