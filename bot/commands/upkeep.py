"""`gleaner upkeep`: find what became of listed papers since they were added, and propose the corrections."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.argument_types import count
from bot.commands.repository import add_repo_argument, load_config, open_repository
from bot.commands.workflow_step import add_outputs, add_to_summary
from bot.errors import UsageError
from bot.escape import log_line, text

if TYPE_CHECKING:
    from bot.book import Book
    from bot.commands.upkeep_job import Try
    from bot.config import Config
    from bot.keeping.link_health import Reach
    from bot.keeping.standing import Standing
    from bot.keeping.upkeep_report import UpkeepReport
    from bot.sources.standing import Asked


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `gleaner upkeep`."""
    parser.add_argument(
        "list", nargs="?", metavar="LIST", help="a list on disk, or the folder of its config: look, and write nothing"
    )
    add_repo_argument(parser)
    parser.add_argument(
        "--limit", type=count, metavar="N", help="at most N corrections (default: what the config says)"
    )
    parser.add_argument(
        "--metadata",
        metavar="FILE",
        help="with LIST: papers as JSON Lines (comment, journal_ref, code); nobody is asked",
    )
    parser.add_argument("--links", action="store_true", help="try links, too, and tell which are dead; with --repo")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")


def run(args: argparse.Namespace) -> int:
    """Ask the sources and propose corrections; with LIST only print what would be corrected, with the diff."""
    if args.list and args.repo:
        raise UsageError("name either a list to look at, or --repo")
    if args.metadata and not args.list:
        raise UsageError("--metadata goes with LIST")
    if args.links and args.list:
        raise UsageError("--links needs a repository, whose ledger remembers the first day; say --repo PATH")
    if args.list:
        return _look(args)
    from bot import config
    from bot.commands.clock import today
    from bot.commands.run import run_url
    from bot.commands.upkeep_job import Terms, keep

    forge = open_repository(args.repo, os.environ, dry_run=args.dry_run)
    settings = config.with_environment(load_config(forge, drafts=args.dry_run), os.environ)
    terms = Terms(today=today(), most=args.limit, links=args.links, run_url=run_url(os.environ))
    publish(keep(forge, settings, terms, tries=_tries(settings.contact), say=_say), os.environ, diff=args.dry_run)
    return 0


def _tries(contact: str) -> Try:
    """A function that tries links, and yields each with what came of it."""

    def tries(urls: Iterable[str]) -> Iterator[tuple[str, Reach]]:
        from bot.sources import reach

        urls = list(urls)
        if len(urls) > 1:
            _say(f"trying {len(urls)} links")
        with reach.client_for(urls, contact) as client:
            yield from reach.try_all(client, urls)

    return tries


def publish(done: UpkeepReport, env: Mapping[str, str], *, diff: bool) -> None:
    """Print the report (with the diff), and hand it to the job's summary and outputs where there is a job."""
    from bot.configuring import edit
    from bot.keeping import upkeep_report

    for line in upkeep_report.lines(done):
        print(line)
    if diff:
        for path, after in done.written.files.items():
            for line in edit.diff(done.book.texts[path], after, path).split("\n"):
                # Behind a mark of ours no line of a list is a workflow command.
                print(f"  | {text(line)}")
    add_to_summary(env, upkeep_report.summary(done))
    add_outputs(env, corrected=len(done.written.made))


def _say(step: str) -> None:
    print(log_line(step), file=sys.stderr)


# --- a list on disk ---------------------------------------------------------------------------------------------------


def _look(args: argparse.Namespace) -> int:
    """Print what would be corrected in a list on disk: nothing is remembered, nothing is written."""
    from bot import config
    from bot.commands.clock import today
    from bot.commands.upkeep_job import Terms, found_in
    from bot.keeping import upkeep, upkeep_write
    from bot.keeping.upkeep_report import UpkeepReport
    from bot.sources.standing import Asked

    settings, listed = _list_at(args.list)
    settings = config.with_environment(settings, os.environ)
    terms, wanted = Terms(today=today()), list(upkeep.asks_for(listed))
    if args.metadata:
        answer = Asked(standings=_metadata(args.metadata))
    else:
        answer = _asked(settings, listed, wanted, terms.today)
    found = found_in(listed, answer.standings, settings, terms)
    most = settings.upkeep.at_once if args.limit is None else args.limit
    done = UpkeepReport(
        slug=args.list,
        book=listed,
        papers=len(wanted),
        known=sum(key in answer.standings for key in wanted),
        asked=answer.count,
        found=found,
        written=upkeep_write.written(listed, found.corrections, most),
        notes=answer.trouble,
    )
    publish(done, {}, diff=True)
    return 0


def _asked(settings: Config, listed: Book, wanted: Sequence[str], today: str) -> Asked:
    """What the sources say today of the papers with these keys."""
    from bot.commands.job import patient_client
    from bot.keeping import upkeep
    from bot.sources import standing

    bare = upkeep.lacks_code(listed)
    with patient_client(settings) as client:
        return standing.ask(wanted, {}, client, settings.sources, today=today, lacking_code=bare, say=_say)


def _list_at(path: str) -> tuple[Config, Book]:
    from bot import book
    from bot.commands.book_files import whole_list
    from bot.commands.list_file import read_list
    from bot.config import Config
    from bot.model import Base, Layout

    if Path(path).is_dir():
        _, settings, listed = whole_list(path)
        return settings, listed
    base = Base(sha="", branch="", files={path: read_list(path)}, layout=Layout(path=path))
    return Config(), book.newest(base, path)


def _metadata(path: str) -> dict[str, Standing]:
    """Standings from papers as JSON Lines; a line that is no paper, or has no arXiv id, is named and left out."""
    from bot.commands.papers_file import opened
    from bot.identity import keys_of
    from bot.keeping.standing import Standing
    from bot.paper_json import Broken, read_papers
    from bot.sources.standing import code_of

    known: dict[str, Standing] = {}
    with ExitStack() as files:
        for number, paper in enumerate(read_papers(opened(path, files)), start=1):
            key = "" if isinstance(paper, Broken) else next((k for k in keys_of(paper) if k.startswith("arxiv:")), "")
            if isinstance(paper, Broken) or not key:
                why = paper.why if isinstance(paper, Broken) else "no arXiv id"
                print(log_line(f"{path}: paper {number}: {why}"), file=sys.stderr)
                continue
            code = tuple(replace(link, label=Path(path).name) for link in paper.code) or code_of(paper)
            said = {"comment": paper.comment, "journal_ref": paper.journal_ref, "doi": paper.doi}
            known[key] = Standing(key=key, **said, code=code)
    return known
