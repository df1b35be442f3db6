"""`gleaner run`: the scheduled job, hops 1 to 4."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.commands.argument_types import count
from bot.commands.clock import today
from bot.commands.repository import add_repo_argument, load_config, open_repository
from bot.commands.workflow_event import cron_of
from bot.commands.workflow_step import add_outputs, add_to_summary
from bot.errors import SourceError

if TYPE_CHECKING:
    from bot.report import RunReport

FARTHEST = 30
"""Days a run looks back at the most; older papers are added by hand, not found by polling."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `gleaner run`."""
    add_repo_argument(parser)
    parser.add_argument("--source", action="append", metavar="NAME", help="poll only this source (repeatable)")
    parser.add_argument("--since", type=_days, metavar="DAYS", help="look back this many days")
    parser.add_argument("--limit", type=count, metavar="N", help="open at most N proposals")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")


def run(args: argparse.Namespace) -> int:
    """Poll, match, rank, propose; exit 1 where no source could be read, or the run broke off."""
    from bot import config  # a word that is refused is refused at once: what a run needs takes a second to load
    from bot.commands.job import job
    from bot.planning.batch import Health

    forge = open_repository(args.repo, os.environ, dry_run=args.dry_run)
    settings = config.with_environment(load_config(forge, drafts=args.dry_run), os.environ)
    done = job(
        forge,
        settings,
        today=today(),
        only=args.source,
        since=args.since,
        limit=args.limit,
        run_url=run_url(os.environ),
        cron=cron_of(os.environ),
    )
    publish(done, os.environ)
    if forge.name == "local" and done.opened:
        print(f"\n{next_step(forge.slug.rstrip('/'))}")
    if done.batches and all(batch.health is Health.FAILED for batch in done.batches):
        raise SourceError("no source could be read; the next run looks back over the same days, nothing is lost")
    return int(done.broken)


def next_step(folder: str) -> str:
    """What to do with proposals that are branches on a disk."""
    return (
        f"Next: git -C {folder} merge BRANCH takes a paper; `git -C {folder} branch --list 'gleaner/*'` names the "
        f"branches. To change, refuse or put one away, too: GLEANER_REPO={folder} streamlit run webapp/app.py"
    )


def run_url(env: Mapping[str, str]) -> str:
    """The page of the workflow run we are part of, or ""."""
    if not env.get("GITHUB_RUN_ID"):
        return ""
    server, slug = env.get("GITHUB_SERVER_URL", "https://github.com"), env.get("GITHUB_REPOSITORY", "")
    return f"{server}/{slug}/actions/runs/{env['GITHUB_RUN_ID']}"


def publish(done: RunReport, env: Mapping[str, str]) -> None:
    """Print the report, and hand it to the job's summary and outputs where there is a job."""
    from bot import report

    for line in report.lines(done):
        print(line)
    add_to_summary(env, report.summary(done))
    add_outputs(env, proposed=done.opened, held=len(done.plan.held))
    if env.get("GITHUB_ACTIONS") == "true":
        for line in report.warnings(done):
            print(line)


def _days(word: str) -> int:
    number = int(word) if word.isdecimal() else 0
    if not 1 <= number <= FARTHEST:
        raise argparse.ArgumentTypeError(f"expected 1 to {FARTHEST} days, got {word!r}")
    return number
