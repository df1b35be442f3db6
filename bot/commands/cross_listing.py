"""The policy for papers that stand in several sections: what was asked for, else what the list's own config says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bot.lint import CrossListing


def policy_for(path: str, given: str | None, otherwise: CrossListing) -> CrossListing:
    """The option where it was given, else `cross_listing` of the config beside the list, else `otherwise`.

    The config is looked for in the list's folder and above it, up to the root of its repository; raises ConfigError.
    """
    if given:
        return cast("CrossListing", given)
    from bot.config import PATH, read

    for folder in Path(path).resolve().parents:
        if (folder / PATH).is_file():
            return read((folder / PATH).read_text(encoding="utf-8", errors="replace"), str(folder / PATH)).cross_listing
        if (folder / ".git").exists():
            break
    return otherwise
