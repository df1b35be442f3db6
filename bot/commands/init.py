"""`gleaner init`: read a list, write the config and the workflows, show what they would do."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from bot import awesome, config, identity, infer, report
from bot.awesome import AwesomeList
from bot.errors import GleanerError, ListError, UsageError
from bot.escape import log_line, text
from bot.model import paper_of

if TYPE_CHECKING:
    from bot.config import Config

WORKFLOWS = ("gleaner.yml", "gleaner-refresh.yml")
WIDTH = 140
ASKED = 100
"""How many of the list's newest arXiv papers are looked up for their categories: one request."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `gleaner init`."""
    parser.add_argument("list", nargs="?", default="README.md", metavar="LIST", help="the list (default: README.md)")
    parser.add_argument("--offline", action="store_true", help="ask no feed; categories are then a guess")
    parser.add_argument("--force", action="store_true", help="write over a config that is there")


def run(args: argparse.Namespace) -> int:
    """Infer, write, show; nothing is committed."""
    path = Path(args.list).resolve()
    root = _repository_of(path)
    target = root / config.PATH
    if target.exists() and not args.force:
        raise UsageError(f"{target} is there already; edit it, or write it anew with --force")
    alist = _read(path)
    _tell(alist, path.relative_to(root).as_posix())
    settings = infer_config(alist, path.relative_to(root).as_posix(), offline=args.offline)
    written = _write(root, settings)
    for name in written:
        print(f"wrote {name}")
    if not args.offline:
        _try(root, settings)
    print("\nNext: read the config, then `gleaner run --dry-run`; commit the files when you like what it says.")
    return 0


def infer_config(alist: AwesomeList, path: str, *, offline: bool) -> Config:
    """The config that the list itself suggests."""
    found = _categories(alist, offline=offline)
    phrases = infer.phrases(alist)
    return config.Config.model_validate(
        {
            "list": path,
            "sources": {"arxiv": {"categories": found}, "huggingface": {}},
            "keywords": {"include": phrases},
        }
    )


def _repository_of(path: Path) -> Path:
    if not path.is_file():
        raise ListError(f"{path} is not a file; name the list: gleaner init PATH/TO/README.md")
    for folder in path.parents:
        if (folder / ".git").exists():
            return folder
    raise GleanerError(f"{path} is not in a git repository; run init in a clone of the list")


def _read(path: Path) -> AwesomeList:
    if path.suffix.lower() == ".rst":
        raise ListError(f"{path} is reStructuredText, which Gleaner does not write; it works on Markdown lists")
    alist = awesome.parse(path.read_bytes().decode("utf-8", "surrogateescape"))
    if not alist.entries:
        raise ListError(f"{path} holds no entry that Gleaner can read; add a few papers by hand, then run init again")
    return alist


def _tell(alist: AwesomeList, path: str) -> None:
    filled = [section for section in alist.sections if section.entries]
    print(f"{path}: {len(alist.entries)} entries in {len(filled)} sections")
    for section in filled:
        by_venue = "  (goes by venue or year)" if infer.by_venue_or_year(section) else ""
        print(f"  {section.entries:>4}  {log_line(section.name)}{by_venue}")
    sample = alist.entries[0]
    print(f"entries look like this (lines {sample.line}-{sample.end_line}):")
    for line in alist.text.split("\n")[sample.line - 1 : sample.end_line]:
        shown = text(line)
        print(f"  | {shown[:WIDTH]}{'…' if len(shown) > WIDTH else ''}")


def _categories(alist: AwesomeList, *, offline: bool) -> tuple[str, ...]:
    ids = [known for entry in alist.entries if (known := identity.arxiv_id_of(paper_of(entry)))]
    if offline or not ids:
        return infer.FALLBACK_CATEGORIES
    from bot.sources import arxiv
    from bot.sources.http import Client

    settings = config.with_environment(config.Config(), os.environ)
    with Client(contact=settings.contact) as client:
        found = arxiv.papers_by_id(client, settings.sources.arxiv_lookup, sorted(ids)[-ASKED:])
    if not found.papers:
        why = found.missing[0].why if found.missing else "no id was known to it"
        print(log_line(f"arXiv did not answer ({why}); the categories in the config are a guess"))
    return infer.categories(found.papers)


def _write(root: Path, settings: Config) -> list[str]:
    files = {config.PATH: config.write(settings)}
    branch = _default_branch(root)
    for name in WORKFLOWS:
        text = resources.files("bot").joinpath("data", "workflows", name).read_text(encoding="utf-8")
        files[f".github/workflows/{name}"] = text.replace("branches: [main]", f"branches: [{branch}]")
    for name, text in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return list(files)


def _default_branch(root: Path) -> str:
    from bot.forge.local import LocalForge

    return LocalForge(root).base(()).branch


def _try(root: Path, settings: Config) -> None:
    from bot.commands.job import job, today
    from bot.forge.dry_run import DryRunForge
    from bot.forge.local import LocalForge

    print("\nWhat a first run would do with the feeds of the last days:")
    done = job(DryRunForge(LocalForge(str(root))), config.with_environment(settings, os.environ), today=today())
    _print_all(report.lines(done))


def _print_all(lines: Sequence[str]) -> None:
    for line in lines:
        print(f"  {line}")
