"""The policy for papers listed in several sections: the option, else what the list's own config says."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bot.commands.book_files import config_of, root_of

if TYPE_CHECKING:
    from bot.checking.lint import CrossListing


def policy_for(path: str, given: str | None, otherwise: CrossListing) -> CrossListing:
    """The option where it was given, else `cross_listing` of the config beside the list, else `otherwise`.

    The config is looked for in the list's folder and above it, up to the root of its repository; raises ConfigError.
    """
    if given:
        return cast("CrossListing", given)
    root = root_of(path)
    return config_of(root).cross_listing if root else otherwise
