"""Finding and reading the files of a list on disk: the list, its chapters and mirrors, as its config names them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.list_file import read_list
from bot.errors import ConfigError, ListError
from bot.model import CONFIG_PATH

if TYPE_CHECKING:
    from bot.book import Book
    from bot.config import Config
    from bot.model import Layout


def root_of(path: str) -> Path | None:
    """The folder whose config is nearest above a file or folder, within its repository; None where there is none."""
    given = Path(path).resolve()
    for folder in (given, *given.parents) if given.is_dir() else given.parents:
        if (folder / CONFIG_PATH).is_file():
            return folder
        if (folder / ".git").exists():
            break
    return None


def config_of(root: Path) -> Config:
    """The config of a folder; raises ConfigError."""
    return _read(root, {})


def whole_list(path: str) -> tuple[Path, Config, Book]:
    """The folder of the config at or above `path`, the config, and the list in all its files; raises ConfigError."""
    from bot.config import Config, files_in

    root = root_of(path)
    if root is None:
        if (Path(path) / Config().list).is_file():
            return Path(path), Config(), _book(Path(path), Config().layout)
        raise ConfigError(
            (f"{path}: no {CONFIG_PATH} here or above, and no README.md; name the list: gleaner lint LIST",)
        )
    text = _text(root)
    settings = _read(root, {name: why for name in files_in(text) if (why := _absent(root, name))})
    return root, settings, _book(root, settings.layout)


def texts_of(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """The texts of those paths that exist below `root`, by path."""
    return {path: read_list(str(root / path)) for path in paths if (root / path).is_file()}


def _read(root: Path, missing: dict[str, str]) -> Config:
    from bot import config

    return config.read(_text(root), str(root / config.PATH), missing=missing)


def _text(root: Path) -> str:
    return (root / CONFIG_PATH).read_bytes().decode("utf-8", "surrogateescape")


def _absent(root: Path, name: str) -> str:
    try:
        read_list(str(root / name))
    except ListError as error:
        return str(error)
    return ""


def _book(root: Path, layout: Layout) -> Book:
    from bot import book
    from bot.model import Base

    return book.newest(Base(sha="", branch="", files=texts_of(root, layout.paths), layout=layout), layout.path)
