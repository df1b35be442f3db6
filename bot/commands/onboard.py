"""`gleaner init --pull-request`: one pull request with the config, the workflows and what they would have done."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot import config
from bot.actions import Operation, Saved
from bot.book import Book
from bot.checking import lint
from bot.commands import cuts
from bot.commands.inferred import infer_config, known_papers, read_files
from bot.commands.repository import open_repository
from bot.commands.workflows import workflows
from bot.configuring import layout, onboarding
from bot.configuring.onboarding import Onboarding, Place, Rehearsal
from bot.errors import ForgeError, ListError
from bot.escape import log_line
from bot.model import Base, Skip

if TYPE_CHECKING:
    from bot.config import Config
    from bot.forge import Forge
    from bot.sources.http import Client

WEEK = 7
"""Days the rehearsal looks back: what it would have proposed last week."""


def onboard(args: argparse.Namespace, env: Mapping[str, str]) -> int:
    """Open the onboarding pull request, or bring the open one up to date; exit 1 where a person closed it before."""
    forge = open_repository(args.repo, env)
    days = args.since or WEEK
    more = {"check": args.check, "upkeep": args.upkeep}
    saved = propose_setup(forge, args.list, env, days=days, offline=args.offline, again=args.force, **more)
    if saved is None:
        print(
            f"{forge.slug}: {config.PATH} is on the default branch already; nothing to set up. Next: `gleaner doctor`"
        )
        return 0
    return _tell(forge.slug, saved)


def propose_setup(
    forge: Forge,
    path: str,
    env: Mapping[str, str],
    *,
    days: int = WEEK,
    offline: bool = False,
    check: bool = False,
    upkeep: bool = False,
    again: bool = False,
    client: Client | None = None,
) -> Saved | None:
    """Put the onboarding change where a person can merge it; None where the config is there already.

    `client` stands in for the one that paces the real feeds.
    """
    from bot.commands.job import patient_client
    from bot.forge import Onboards

    if not isinstance(forge, Onboards):
        raise ForgeError(f"{forge.slug} cannot show an onboarding change; run `gleaner init` in a clone")
    if _is_set_up(forge):
        return None
    base = forge.base((path,))
    alist, left = read_files(path, {**_linked(forge, path, base.files[path]), **base.files})
    feeds = None if offline else client or patient_client(config.with_environment(config.Config(), env))
    known = known_papers(alist, feeds)
    settings = infer_config(alist, known)
    rehearsal = rehearse(forge, settings, env, days, feeds) if feeds else None
    place = _place(forge, base, env)
    guessed = not any(paper.categories for paper in known)
    wanted = composed(alist, settings, base, place, rehearsal, left=left, guessed=guessed, check=check, upkeep=upkeep)
    return forge.set_up(wanted, base, again=again)


def _linked(forge: Forge, path: str, text: str) -> dict[str, str]:
    """The texts of the Markdown files that a list links to, those that exist, by path."""
    paths = layout.linked(path, text)
    try:
        return dict(forge.base(paths).files) if paths else {}
    except ListError:
        found: dict[str, str] = {}
        for each in paths:
            with contextlib.suppress(ListError):
                found |= forge.base((each,)).files
        return found


def composed(
    alist: Book,
    settings: Config,
    base: Base,
    place: Place,
    rehearsal: Rehearsal | None,
    *,
    left: Sequence[Skip] = (),
    guessed: bool = False,
    check: bool = False,
    upkeep: bool = False,
) -> Onboarding:
    """The pull request's files and text; without a rehearsal it says nothing of what a run would have proposed.

    `guessed` says that arXiv told nothing of the list's papers, so that the categories are not theirs; `left` are files
    that only look like a part of the list.
    """
    advice = rehearsal.advice if rehearsal else None
    return onboarding.onboarding(
        alist,
        cuts.settled(settings, advice),
        ({config.PATH: cuts.written(settings, advice)}, workflows(base.branch, check=check, upkeep=upkeep)),
        place,
        rehearsal=rehearsal,
        guessed=guessed,
        left=left,
        faults=lint.lint(alist.lists[alist.path], settings.cross_listing),
    )


def rehearse(
    forge: Forge, settings: Config, env: Mapping[str, str], days: int = WEEK, client: Client | None = None
) -> Rehearsal:
    """A run over the last days that writes nothing."""
    from bot.commands.clock import today
    from bot.commands.job import job
    from bot.forge.dry_run import DryRunForge

    settings = config.with_environment(settings, env)
    trial = cuts.Trial(days=days)
    done = job(DryRunForge(forge), settings, today=today(), since=days, client=client, settle=trial)
    return Rehearsal(days=days, report=done, advice=trial.advice)


def _is_set_up(forge: Forge) -> bool:
    try:
        forge.base((config.PATH,))
    except ListError:
        return False
    return True


def _place(forge: Forge, base: Base, env: Mapping[str, str]) -> Place:
    server = (env.get("GITHUB_SERVER_URL") or "https://github.com").rstrip("/")
    return Place(url=f"{server}/{forge.slug}" if forge.name == "github" else "", trunk=base.branch)


def _tell(slug: str, saved: Saved) -> int:
    where = saved.url
    match saved.operation:
        case Operation.CREATED:
            said = f"opened {where}; nothing else happens until it is merged"
        case Operation.UPDATED:
            said = f"brought {where} up to date"
        case Operation.CLOSED:
            said = f"{where} was closed: that is a no, and nothing was opened. Reopen it, or ask again with --force"
        case _:
            said = f"{where} stands as it is: it is up to date, or a person works on it"
    print(log_line(f"{slug}: {said}"))
    return int(saved.operation is Operation.CLOSED)
