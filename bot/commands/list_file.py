"""Reading and writing list files byte for byte."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.errors import ListError


def read_list(path: str) -> str:
    """The text of a list file: UTF-8, foreign bytes and line ends kept; raises ListError."""
    if Path(path).suffix.lower() == ".rst":
        raise ListError(f"{path}: reStructuredText is not supported; give a Markdown list")
    try:
        return Path(path).read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise ListError(f"{path}: {error.strerror}; give the path of a Markdown list") from error


def write_list(path: str, text: str) -> None:
    """Replace a list file in one step: it is the old one or the new one, never half of either."""
    target = Path(path).resolve()
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as fresh:
            fresh.write(text.encode("utf-8", "surrogateescape"))
        written = Path(fresh.name)
        written.chmod(target.stat().st_mode & 0o777)
        written.replace(target)
    except OSError as error:
        raise ListError(f"{path}: {error.strerror}; the list is unchanged") from error
