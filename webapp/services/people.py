"""Who sits in front of a page, what they may do, and the desk they sit at."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import BadToken, Forbidden
from webapp.services.desk import Desk, open_desk
from webapp.services.sessions import Session
from webapp.services.shared_forge import SharedForge
from webapp.services.sign_in_routes import sign_in_routes

NO_PUSH = "Your account may read this list, not decide on it: pushing to the repository is what that takes."
REFUSED = "GitHub does not take your token any more. Sign in again: what you decided is saved, and goes on then."
SIGNED_OUT = "You see this list read-only. Sign in to decide."


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A person at a desk; `readonly` says why they cannot decide, or is "", `account` whether they signed in here."""

    name: str
    desk: Desk
    readonly: str = ""
    account: bool = False


class SignInNeeded(Forbidden):
    """Nobody is signed in, and this list is not shown to everybody."""


def enter(env: Mapping[str, str], cookies: Mapping[str, str]) -> Person:
    """The person behind a page; raises SignInNeeded, or ForgeError where the repository cannot be opened."""
    desk = open_desk(env, sign_in_routes(env).sessions.forge_of)
    if not isinstance(desk.forge, SharedForge):
        return Person(name=local_person(), desk=desk)
    try:
        session = sign_in_routes(env).session(cookies)
    except BadToken:
        raise SignInNeeded(REFUSED) from None
    if session is not None:
        _sit(desk, desk.forge, session)
        readonly = "" if session.may_write else NO_PUSH
        return Person(name=session.login, desk=desk, readonly=readonly, account=True)
    if not env.get("GITHUB_TOKEN"):
        desk.forge.lend(sign_in_routes(env).sessions.anybody())
    elif not env.get("GLEANER_CLIENT_ID") and not env.get("GLEANER_PUBLIC"):
        # Where visitors are invited, the server's own token is only for reading.
        return _alone(desk)
    if env.get("GLEANER_PUBLIC") and desk.forge.lent:
        return Person(name="guest", desk=desk, readonly=SIGNED_OUT)
    raise SignInNeeded("Sign in to see what waits.")


def _sit(desk: Desk, shared: SharedForge, session: Session) -> None:
    """Let the desk use a person's rights; what failed for want of them is looked at before the page is drawn."""
    other = shared.lend(session.forge)
    if not session.greeted or (other and desk.queue.reading.refused):
        session.greeted = True
        desk.signed_in(session.login)


def _alone(desk: Desk) -> Person:
    """The one maintainer of a desk on their own machine, with their own token in its environment."""
    may_write = desk.may_write()
    return Person(name=local_person(), desk=desk, readonly="" if may_write else NO_PUSH)


def local_person() -> str:
    """The name decisions on a local repository are signed with: `GLEANER_USER`, or the account's name."""
    named = os.environ.get("GLEANER_USER", "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "maintainer"
