"""Opening the repository that `--repo` or the environment names, and reading its config and list."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ConfigError, ListError

if TYPE_CHECKING:
    from bot.config import Config
    from bot.forge import Forge
    from bot.model import Base, Layout


def add_repo_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--repo`, which every command that works on a forge takes."""
    parser.add_argument(
        "--repo",
        metavar="OWNER/NAME|PATH",
        help="the list's repository: on GitHub, or a folder (default: $GITHUB_REPOSITORY, else this folder)",
    )


def open_repository(repo: str | None, env: Mapping[str, str], *, dry_run: bool = False) -> Forge:
    """Open the forge that `--repo` or the environment names; with `dry_run` one that writes nothing."""
    from bot.forge.opening import open_forge

    forge = open_forge(repo or env.get("GITHUB_REPOSITORY") or ".", env)
    if not dry_run:
        return forge
    from bot.forge.dry_run import DryRunForge

    return DryRunForge(forge)


def load_config(forge: Forge, *, drafts: bool = False) -> Config:
    """Read the config from the newest commit of the default branch; raises ConfigError with every mistake.

    With `drafts` a config in the work tree is read instead: a rehearsal shows what a person is about to commit.
    """
    from bot import config

    draft = Path(forge.slug) / config.PATH
    if drafts and Path(forge.slug).is_dir() and draft.is_file():
        return _read(forge, draft.read_bytes().decode("utf-8", "surrogateescape"), str(draft))
    try:
        text = forge.base((config.PATH,)).files[config.PATH]
    except ListError as error:
        missing = f"{forge.slug}: {config.PATH} is not on the default branch"
        step = "it lies in the work tree: commit it to that branch" if draft.is_file() else _to_begin(forge)
        raise ConfigError((f"{missing}; {step}",)) from error
    return _read(forge, text, config.PATH)


def _read(forge: Forge, text: str, path: str) -> Config:
    """Read a config; where it has a mistake, the error also names the files in it that do not exist."""
    from bot import config

    try:
        return config.read(text, path)
    except ConfigError:
        return config.read(text, path, missing=_missing(forge, config.files_in(text)))


def read_list(forge: Forge, layout: Layout) -> Base:
    """Read every file of the list; where some are missing, a ConfigError names all of them with their places."""
    from bot import config
    from bot.forge import newest

    try:
        return newest(forge, layout)
    except ListError:
        if len(layout.paths) == 1:
            raise
        missing = _missing(forge, layout.paths)
        if not missing:
            raise
        config.read(_text_of_config(forge), config.PATH, missing=missing)
        # The config names other files by now, or is not there, as where a draft is tried.
        raise ListError("\n".join(missing.values())) from None


def _missing(forge: Forge, paths: Iterable[str]) -> dict[str, str]:
    """The paths that do not exist → why; asked for one by one, which is done only once something is wrong."""
    missing: dict[str, str] = {}
    for path in paths:
        try:
            forge.base((path,))
        except ListError as error:
            missing[path] = str(error)
    return missing


def _text_of_config(forge: Forge) -> str:
    from bot import config

    try:
        return forge.base((config.PATH,)).files[config.PATH]
    except ListError:
        return ""


def _to_begin(forge: Forge) -> str:
    """The next step where there is no config: `init`, or merging the onboarding pull request that waits."""
    from bot.forge import Invited

    waiting = forge.setup_page() if isinstance(forge, Invited) else ""
    if waiting:
        return f"nothing happens before the onboarding change is merged: {waiting}"
    return (
        "run `gleaner init` in a clone of the list and commit what it writes, "
        "or `gleaner init --pull-request` to be shown it as a pull request first"
    )
