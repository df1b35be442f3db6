"""`gleaner doctor`: look at everything a run needs, say what is wrong and the next step."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from bot.commands.clock import today
from bot.commands.repository import add_repo_argument, load_config, open_repository, read_list
from bot.errors import ConfigError, ListError
from bot.escape import log_line
from bot.model import CONFIG_PATH, Finding
from bot.planning.batch import Batch, Health

if TYPE_CHECKING:
    from bot.book import Book
    from bot.config import Config
    from bot.forge import Forge


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `gleaner doctor`."""
    add_repo_argument(parser)
    parser.add_argument("--offline", action="store_true", help="do not ask the feeds")


def run(args: argparse.Namespace) -> int:
    """Print one line per finding; exit 1 where something is wrong."""
    forge = open_repository(args.repo, os.environ)
    findings = [Finding(ok=True, what=f"{forge.slug} ({forge.name}) can be read"), *forge.diagnose()]
    from bot.config import with_environment  # heavy: what is refused above is refused at once

    try:
        settings = with_environment(load_config(forge), os.environ)
    except ConfigError as error:
        findings += _config_findings(error)
    else:
        findings.append(Finding(ok=True, what=f"{CONFIG_PATH} has no mistakes"))
        findings += _look_at_list(forge, settings)
        findings += [] if args.offline else _look_at_feeds(settings)
    for finding in findings:
        _tell(finding)
    wrong = sum(not finding.ok for finding in findings)
    print(f"{wrong} to mend" if wrong else "all is well", end="")
    unsure = sum(finding.unsure for finding in findings)
    print(f"; {unsure} to look at yourself" if unsure else "")
    return 1 if wrong else 0


def _config_findings(error: ConfigError) -> list[Finding]:
    """Every mistake; where there is no config at all, how to begin."""
    if isinstance(error.__cause__, ListError):
        missing, _, following = str(error).partition("; ")
        return [Finding(ok=False, what=missing, next=following)]
    return [Finding(ok=False, what=m, next="mend the line, then run doctor again") for m in error.mistakes]


def _tell(finding: Finding) -> None:
    mark = "! " if not finding.ok else "? " if finding.unsure else "ok"
    print(f"{mark}  {log_line(finding.what)}")
    if finding.next and (finding.unsure or not finding.ok):
        print(f"      → {log_line(finding.next)}")


def _look_at_list(forge: Forge, settings: Config) -> list[Finding]:
    from bot import book
    from bot.telling.notices import DISPLAY_LIMIT

    try:
        newest = book.newest(read_list(forge, settings.layout), settings.list)
    except ConfigError as error:
        return _config_findings(error)
    except ListError as error:
        return [Finding(ok=False, what=str(error), next=f"set `list:` in {CONFIG_PATH} to the list's path")]
    filled = sum(1 for section in newest.sections if section.entries)
    files = f"{settings.list} and {len(settings.chapters)} chapters" if settings.chapters else settings.list
    findings = [
        Finding(
            ok=bool(newest.entries),
            what=f"{files}: {len(newest.entries)} entries in {filled} sections",
            next="" if newest.entries else "Gleaner learns from entries; add a few by hand first",
        )
    ]
    findings += [_mirror_finding(newest, mirror) for mirror in newest.mirrors]
    for path, text in newest.texts.items():
        size = len(text.encode("utf-8", "surrogateescape"))
        if size > DISPLAY_LIMIT * 9 // 10:
            what = f"{path} has {size // 1000} KB; GitHub shows no more than {DISPLAY_LIMIT // 1000} KB"
            findings.append(Finding(ok=False, what=what, next="split the list into chapters"))
    return findings


def _mirror_finding(newest: Book, mirror: str) -> Finding:
    of, shared, papers = newest.shared(mirror)
    what = f"{mirror}: a mirror of {of}, holds {shared} of its {papers} papers that are known by their links"
    return Finding(ok=shared > 0, what=what, next=f"they are no one list; take it out of `mirrors:` in {CONFIG_PATH}")


def _look_at_feeds(settings: Config) -> list[Finding]:
    from bot.sources import collect_all
    from bot.sources.http import Client

    with Client(contact=settings.contact) as client:
        batches = collect_all(settings, client, today=today())
    return [_feed_finding(batch) for batch in batches]


def _feed_finding(batch: Batch) -> Finding:
    what = f"{batch.source}: {batch.health}, {batch.read} read"
    if batch.health in (Health.NEW, Health.QUIET):
        return Finding(ok=True, what=f"{what}; {batch.detail}" if batch.detail else what)
    return Finding(ok=False, what=what, next=batch.detail)
