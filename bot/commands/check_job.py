"""What `check` does: read a list before and after a change, or a pull request, and say what it adds."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot import awesome
from bot.checking import check_report
from bot.checking.check import Change, check, rivals_of
from bot.checking.check_book import FileStates, check_files
from bot.checking.fault import Fault, Severity
from bot.commands.book_files import config_of, root_of, texts_of, whole_list
from bot.commands.cross_listing import policy_for
from bot.commands.lint import line, record
from bot.commands.list_file import read_list
from bot.commands.repository import load_config
from bot.commands.workflow_event import event_of
from bot.commands.workflow_step import add_to_summary
from bot.errors import ConfigError, UsageError
from bot.escape import log_line

if TYPE_CHECKING:
    from bot.checking.lint import CrossListing
    from bot.config import Config
    from bot.forge.github import GitHubForge
    from bot.forge.github_check import PullChange


def of_texts(args: argparse.Namespace, env: Mapping[str, str]) -> int:
    """Check a list on disk, or a folder that holds one, against what it was; returns the exit code."""
    if Path(args.list).is_dir() or Path(args.against).is_dir():
        return _check_folders(args, env)
    change = _change(args.list, read_list(args.against), args.cross_listing)
    _tell(args.list, change, as_json=args.json, annotate=_in_actions(env))
    add_to_summary(env, check_report.summary(args.list, change))
    return _code(change)


def _change(path: str, before: str, policy: CrossListing | None) -> Change:
    """What a change of one file adds; the other files of its list, where a config names them, count as known."""
    after, cross_listing = read_list(path), policy_for(path, policy, "forbid")
    root = root_of(path)
    layout = config_of(root).layout if root else None
    name = Path(path).resolve().relative_to(root).as_posix() if root else ""
    if root is None or layout is None or name not in layout.paths or len(layout.paths) == 1:
        return check(awesome.parse(before), awesome.parse(after), cross_listing)
    others = texts_of(root, (each for each in layout.paths if each != name))
    return check_files(layout, [FileStates(path=name, before=before, after=after)], others, cross_listing)[name]


def _check_folders(args: argparse.Namespace, env: Mapping[str, str]) -> int:
    """Check the list in all its files against another checkout of it."""
    if not (Path(args.list).is_dir() and Path(args.against).is_dir()):
        raise UsageError("check takes two files, or two folders that hold the list; not one of each")
    root, settings, book = whole_list(args.list)
    old = texts_of(Path(args.against), settings.layout.paths)
    files = [
        FileStates(path=path, before=old.get(path, ""), after=text)
        for path, text in book.texts.items()
        if old.get(path, "") != text
    ]
    others = {path: text for path, text in book.texts.items() if old.get(path, "") == text}
    policy = args.cross_listing or (settings.cross_listing if root_of(args.list) else "forbid")
    changes = check_files(settings.layout, files, others, policy)
    pages = [check_report.page(path, change) for path, change in changes.items()]
    for path, change in changes.items():
        shown = os.path.relpath(root / path)
        _tell(shown, change, as_json=args.json, annotate=_in_actions(env), named=path)
    if not changes:
        print("nothing changed", file=sys.stderr)
    add_to_summary(env, check_report.together(pages or [check_report.page(settings.list, Change())]).summary)
    return max(map(_code, changes.values()), default=0)


def _code(change: Change) -> int:
    return int(any(fault.severity is Severity.ERROR for fault in change.faults))


def _in_actions(env: Mapping[str, str]) -> bool:
    return env.get("GITHUB_ACTIONS") == "true"


def _tell(path: str, change: Change, *, as_json: bool, annotate: bool, named: str = "") -> None:
    """Print the faults of a file; `named` is how JSON records and annotations name it where there are several."""
    for fault in change.faults:
        if as_json:
            print(json.dumps({**({"file": named} if named else {}), **record(fault)}, ensure_ascii=False))
        else:
            print(check_report.command(path, fault) if annotate else line(path, fault))
            _suggest(fault)
    for said in check_report.gone(change):
        print(said, file=sys.stderr)
    print(f"{log_line(path)}: {check_report.headline(change)}", file=sys.stderr)


def _suggest(fault: Fault) -> None:
    if fault.suggested:
        print(f"    {log_line(fault.elsewhere)}, behind line {fault.related}:")
    for written in (fault.fix or fault.suggested).splitlines():
        bare = written.lstrip(" ")
        print(f"    + {' ' * (len(written) - len(bare))}{log_line(bare, 0)}")


# --- pull requests ----------------------------------------------------------------------------------------------------


def of_pull(args: argparse.Namespace, env: Mapping[str, str]) -> int:
    """Check a pull request by API; returns the exit code.

    Nothing of it is checked out, and the config is the default branch's.
    """
    number = args.pull_request or _number_in_event(env)
    forge = _github(args.repo or env.get("GITHUB_REPOSITORY", ""), env)
    settings = _settings(forge)
    pull, changes = check_pull(forge, number, settings, cross_listing=args.cross_listing)
    pages = [
        check_report.page(file.path, changes[file.path], check_report.Links(file=file.url, pulls=_parent(pull.url)))
        for file in pull.files
    ] or [check_report.page(settings.list, Change())]
    page = check_report.together(pages)
    written = _publish(forge, pull.head, page, env)
    for path, change in changes.items():
        # A check run holds every annotation; workflow commands beside it would say the same again, ten of each kind.
        annotate = _in_actions(env) and not written
        _tell(path, change, as_json=args.json, annotate=annotate, named=path if len(changes) > 1 else "")
    add_to_summary(env, page.summary)
    return max(map(_code, changes.values()), default=0)


def _parent(url: str) -> str:
    return url.rpartition("/")[0]


def check_pull(
    forge: GitHubForge, number: int, settings: Config, *, cross_listing: CrossListing | None = None
) -> tuple[PullChange, dict[str, Change]]:
    """What a pull request adds to each file of the list that it changes, by path.

    Known are the list as it is now, its other files and all other open pull requests. A paper that a mirror repeats is
    no fault.
    """
    layout = settings.layout
    pull = forge.change(number, *layout.paths)
    lists = [path for path in layout.paths if path not in layout.mirrors]
    rivals = rivals_of(forge.proposals(), forge.contributions(*lists), but=number)
    files = [
        FileStates(path=file.path, before=file.before, after=file.after, newest=file.newest) for file in pull.files
    ]
    changes = check_files(layout, files, pull.others, cross_listing or settings.cross_listing, rivals)
    return pull, changes


def _publish(forge: GitHubForge, head: str, page: check_report.CheckPage, env: Mapping[str, str]) -> bool:
    """Write the check run and return whether that was allowed; where not, as for any fork, say so on stderr."""
    if not _in_actions(env):
        return False
    from bot.commands.run import run_url

    key = f"{env.get('GITHUB_RUN_ID', '')}-{env.get('GITHUB_RUN_ATTEMPT', '1')}"
    url = forge.publish_check(head, page, key=key, details_url=run_url(env))
    if not url:
        said = "this token may not write check runs (a pull request from a fork, or no `checks: write`)"
        print(f"{said}; what was found stands here and in the job's summary", file=sys.stderr)
    return bool(url)


def _github(repo: str, env: Mapping[str, str]) -> GitHubForge:
    from bot.forge.github import GitHubForge

    if not repo:
        raise UsageError("check --pull-request wants --repo OWNER/NAME, or $GITHUB_REPOSITORY")
    return GitHubForge.from_environment(repo, env)


def _settings(forge: GitHubForge) -> Config:
    """The config of the default branch; a list without one is checked by the defaults."""
    from bot.config import PATH, Config
    from bot.errors import ListError

    try:
        return load_config(forge)
    except ConfigError as error:
        if isinstance(error.__cause__, ListError):
            print(f"no {PATH}: checking README.md by the defaults", file=sys.stderr)
            return Config()
        raise


def _number_in_event(env: Mapping[str, str]) -> int:
    """The number of the pull request whose event started this job."""
    try:
        return int(event_of(env)["pull_request"]["number"])
    except (KeyError, ValueError, TypeError) as error:
        raise UsageError(
            "this job was not started by a pull request; name one: check --pull-request NUMBER --repo OWNER/NAME"
        ) from error
