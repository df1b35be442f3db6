"""`gleaner init`: read a list, write the config and the workflows, show what they would do."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.clock import today
from bot.commands.list_file import read_list
from bot.commands.repository import add_repo_argument
from bot.commands.workflows import workflows
from bot.configuring import infer
from bot.errors import GleanerError, ListError, UsageError
from bot.escape import log_line, text
from bot.model import CONFIG_PATH, SECTION_SEPARATOR

if TYPE_CHECKING:
    from bot.book import Book
    from bot.config import Config
    from bot.configuring.portrait import Sample
    from bot.model import Paper, Section, Skip
    from bot.sources.http import Client

WIDTH, NARROW = 400, 120
MONTH = 30  # days
LARGEST = 4_000_000
"""Bytes; no list that GitHub shows is larger."""
SECTIONS = 20
YEARS = 6
"""Years or venues of one topic that are named in its line."""
FILES = 300
"""Files beside the list that are looked at."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `gleaner init`."""
    parser.add_argument("list", nargs="?", default="README.md", metavar="LIST", help="the list (default: README.md)")
    parser.add_argument("--offline", action="store_true", help="ask no feed; categories are then a guess")
    parser.add_argument(
        "--since",
        type=int,
        choices=range(1, MONTH + 1),
        metavar="DAYS",
        help="days to try (1 to 30; default: 30, with --pull-request 7)",
    )
    parser.add_argument("--force", action="store_true", help="write over a config that is there; ask again after a no")
    parser.add_argument("--check", action="store_true", help="with the workflow that checks people's pull requests")
    parser.add_argument("--upkeep", action="store_true", help="with the weekly workflow that corrects listed papers")
    parser.add_argument(
        "--pull-request",
        action="store_true",
        help="open one onboarding pull request; nothing happens until it is merged",
    )
    add_repo_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Infer the config, write it with the workflows and show what they would do; nothing is committed.

    With `--pull-request` nothing is written on disk, and all of it goes into a pull request.
    """
    if args.pull_request:
        from bot.commands.onboard import onboard

        return onboard(args, os.environ)
    if args.repo:
        raise UsageError("init writes into the clone it is called in; with --repo say --pull-request too")
    path = Path(args.list).resolve()
    root = _repository_of(path)
    target = root / CONFIG_PATH
    if target.exists() and not args.force:
        raise UsageError(f"{target} is there already; edit it, or write it anew with --force")
    _set_up(root, path.relative_to(root).as_posix(), args)
    return 0


def _set_up(root: Path, name: str, args: argparse.Namespace) -> None:
    from bot import config  # heavy: what is refused is refused before
    from bot.commands import cuts
    from bot.commands.inferred import infer_config, known_papers
    from bot.commands.job import patient_client

    _default_branch(root)  # a repository without a commit is refused before anything is read
    alist, left = _read(root, name)
    _tell(alist)
    for skip in left:
        print(log_line(f"not a part of the list: {skip.what} ({skip.why})"))
    client = None if args.offline else patient_client(config.with_environment(config.Config(), os.environ))
    known = known_papers(alist, client)
    settings = infer_config(alist, known)
    print()
    _tell_categories(settings, known, offline=client is None)
    print(f"wrote {', '.join(_write(root, settings, check=args.check, upkeep=args.upkeep))}")
    if client is None:
        _print_cuts(cuts.offline(alist, settings, known=known, today=today()))
    else:
        _rehearse(root, settings, args.since or MONTH, client)
    print("\nNext: read the config, then `gleaner run --dry-run`; commit the files when you like what it says.")


def _repository_of(path: Path) -> Path:
    root = next((folder for folder in path.parents if (folder / ".git").exists()), None)
    if not path.is_file():
        from bot.commands import lists_here

        named = (lists_here.said(root, LARGEST) if root else "") or "gleaner init PATH/TO/README.md"
        raise ListError(f"{path} is not a file; name the list: {named}")
    if root is None:
        raise GleanerError(f"{path} is not in a git repository; run init in a clone of the list")
    return root


def _read(root: Path, name: str) -> tuple[Book, tuple[Skip, ...]]:
    """The list with what only looks like a part of it; where it holds nothing, the files that do are named."""
    from bot.commands import lists_here
    from bot.commands.inferred import NoEntries, read_files

    try:
        return read_files(name, _texts(root, name))
    except NoEntries as error:
        others = lists_here.said(root, LARGEST)
        raise (ListError(f"{error.path} {NoEntries.WHAT}; name the list: {others}") if others else error) from error


def _texts(root: Path, name: str) -> dict[str, str]:
    """The texts, by path, of all files that may be a part of the list.

    These are the list, the Markdown files it links to, those beside them, and files of the same name in a folder below.
    """
    from bot.configuring import layout

    path = root / name
    if path.suffix.lower() == ".rst":
        raise ListError(f"{path} is reStructuredText, which Gleaner does not write; it works on Markdown lists")
    text = read_list(str(path))
    links = [root / each for each in layout.linked(name, text)]
    beside = [each for folder in {path.parent, *(link.parent for link in links)} for each in folder.glob("*.md")]
    found = {each.resolve() for each in (*links, *beside, *path.parent.glob(f"*/{path.name}")) if each.is_file()}
    inside = [each for each in sorted(found) if each.is_relative_to(root) and each.stat().st_size <= LARGEST]
    texts = {each.relative_to(root).as_posix(): each.read_bytes() for each in inside[:FILES] if each != path}
    return {name: text} | {each: data.decode("utf-8", "surrogateescape") for each, data in texts.items()}


def _tell(alist: Book) -> None:
    from bot.configuring import portrait
    from bot.reading import generated

    filled = [section for section in alist.sections if section.entries]
    more = len(alist.lists) - 1
    chapters = f" and {more} chapter{'s' if more > 1 else ''}" if more else ""
    print(
        log_line(
            f"{alist.path}{chapters}: {len(alist.entries)} entries in {len(filled)} section{'s' * (len(filled) != 1)}"
        )
    )
    for mirror in alist.mirrors:
        of, shared, papers = alist.shared(mirror)
        print(log_line(f"{mirror}: a mirror of {of}, holds {shared} of its {papers} papers known by their links"))
    if made := generated.hint(alist.lists[alist.path]):
        ask = (
            "if a script writes it, put papers there instead: an entry written here is lost with the script's next run"
        )
        print(log_line(f"! {made}; {ask}"))
    if unfit := infer.holds_hardly_papers(alist.entries):
        print(f"! {unfit}")
    _print_all(_sections(filled))
    for sample in portrait.samples(alist, today()):
        _print_sample(alist, sample)


def _sections(filled: Sequence[Section]) -> list[str]:
    """Lines that show the largest sections in the list's order, without the heading that all of them stand under.

    The years or venues of one topic share a line.
    """
    root = filled[0].path[0] if len({section.path[:1] for section in filled}) == 1 and len(filled) > 1 else ""
    shelved: dict[tuple[str, ...], list[Section]] = {}
    for section in filled:
        shelf = (*section.path[:-1], "\0") if infer.by_venue_or_year(section) else section.path
        shelved.setdefault(shelf, []).append(section)
    groups = list(shelved.values())
    largest = sorted(range(len(groups)), key=lambda at: -sum(each.entries for each in groups[at]))[:SECTIONS]
    said = [_line_of(groups[at], root) for at in sorted(largest)]
    rest = [section.entries for at, group in enumerate(groups) if at not in largest for section in group]
    return [*said, f"{sum(rest):>4}  in {len(rest)} smaller section{'s' * (len(rest) != 1)}"] if rest else said


def _line_of(group: Sequence[Section], root: str) -> str:
    """The line of a section, or of the years or venues of one topic, with the number of entries."""
    first = group[0].path[1:] if root and len(group[0].path) > 1 else group[0].path
    names = [section.path[-1] for section in group[:YEARS]] if first else []
    last = ", ".join(names) + (f" and {len(group) - YEARS} more" if len(group) > YEARS else "")
    name = SECTION_SEPARATOR.join([*first[:-1], last] if first else [])
    shelf = "  (by venue or year, not by topic)" if infer.by_venue_or_year(group[0]) else ""
    return f"{sum(section.entries for section in group):>4}  {log_line(name) or 'above the first heading'}{shelf}"


def _print_sample(alist: Book, sample: Sample) -> None:
    """Print an entry, what was read in it, and how a new one would be written like it."""
    print()
    entry = sample.entry
    file = f"{sample.path} " if len(alist.lists) > 1 else ""
    lines = f"line {entry.line}" if entry.line == entry.end_line else f"lines {entry.line} to {entry.end_line}"
    print(log_line(f"{sample.of} of {len(alist.entries)} entries are written like this one ({file}{lines}):"))
    _print_block(sample.block, "|")
    print("  read in it:")
    _print_all([f"  {log_line(_cut(each, NARROW))}" for each in sample.read])
    where = f"in “{_topic(entry.section)}” " if entry.section else ""
    if sample.new is None:
        print(log_line(f"Nothing new is written {where}({sample.why_not})"))
        return
    print(log_line(f"a new paper would go {where}to line {sample.new.line} and look like this:"))
    _print_block(sample.new.block, "+")


def _topic(path: Sequence[str]) -> str:
    """The heading a new paper belongs under: of a year or a venue the one above, as the paper may begin a group."""
    return path[-2] if len(path) > 1 and infer.names_a_year(path[-1]) else path[-1]


def _print_block(block: str, mark: str) -> None:
    for line in block.strip("\r\n").split("\n"):
        print(f"  {mark} {_cut(text(line))}")


def _cut(line: str, width: int = WIDTH) -> str:
    return f"{line[:width]}{'…' if len(line) > width else ''}"


def _tell_categories(settings: Config, known: Sequence[Paper], *, offline: bool) -> None:
    """Print which arXiv categories will be polled, and how they were found."""
    arxiv = settings.sources.arxiv
    if arxiv is None:
        return
    firsts = Counter(paper.categories[0] for paper in known if paper.categories)
    if firsts:
        said = ", ".join(f"{name} ({firsts[name]} of {firsts.total()})" for name in arxiv.categories)
        print(log_line(f"arXiv categories, from the list's newest papers: {said}"))
        return
    why = "arXiv was not asked" if offline else "arXiv told nothing of the list's papers"
    print(log_line(f"arXiv categories: {', '.join(arxiv.categories)}: a guess ({why}); correct them in the config"))


def _write(root: Path, settings: Config, *, check: bool, upkeep: bool) -> list[str]:
    from bot import config

    given = workflows(_default_branch(root), check=check, upkeep=upkeep)
    files = {CONFIG_PATH: config.write(settings), **given}
    for name, written in files.items():
        _put(root / name, written)
    return list(files)


def _put(target: Path, written: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(written, encoding="utf-8")
    except OSError as error:
        what = f"{target} cannot be written: {error.strerror}"
        raise GleanerError(f"{what}; make room for it, or give yourself the right, then run init again") from error


def _default_branch(root: Path) -> str:
    from bot.forge.local import LocalForge

    return LocalForge(root).base(()).branch


def _rehearse(root: Path, settings: Config, days: int, client: Client) -> None:
    """Show what a first run would do; the cut that its papers advise is written into the config."""
    from bot import config, report
    from bot.commands import cuts
    from bot.commands.job import job
    from bot.forge.dry_run import DryRunForge
    from bot.forge.local import LocalForge

    print(f"\nWhat a first run over the last {days} days would do:")
    rehearsed = config.with_environment(settings, os.environ)
    trial = cuts.Trial(days=days)
    done = job(DryRunForge(LocalForge(str(root))), rehearsed, today=today(), since=days, settle=trial, client=client)
    _print_all(report.lines(done))
    _put(root / CONFIG_PATH, cuts.written(settings, trial.advice))
    _print_cuts(trial.lines(cuts.settled(settings, trial.advice).cut.at_least))


def _print_cuts(lines: Sequence[str]) -> None:
    print("\nWhat each cut (`cut.at_least`) would have proposed:")
    _print_all(lines)


def _print_all(lines: Sequence[str]) -> None:
    for line in lines:
        print(f"  {line}")
