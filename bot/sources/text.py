"""A feed's text → plain text that is safe to keep: one line, no control or direction marks, bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.model import CODE_LABEL, Link

TITLE, ABSTRACT, AUTHORS = 500, 10_000, 3_000
"""Caps in characters; arXiv's own limit for an abstract is 1,920."""

# C0 and C1 controls (white space collapses first), marks that turn the writing direction, the byte order mark.
_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_REPOSITORY = re.compile(r"(?:https?://|\b)(?:www\.)?github\.com/([A-Za-z0-9][A-Za-z0-9-]{0,38})/([A-Za-z0-9_.-]+)")
"""Owner and name of a repository on GitHub."""
_NOT_OWNERS = frozenset({"orgs", "topics", "features", "sponsors", "settings", "apps", "marketplace", "about"})


def one_line(value: object, limit: int = ABSTRACT) -> str:
    """White space collapsed, control and direction marks gone, cut at `limit` characters; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    # Cut before the work: a hostile megabyte costs nothing. White space may take half of it.
    text = _LONE_SURROGATE.sub("\ufffd", value[: limit * 4])
    text = " ".join(_UNWANTED.sub("", " ".join(text.split())).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def names(values: Iterable[object]) -> tuple[str, ...]:
    """Authors, as many as fit in `AUTHORS` characters."""
    kept: list[str] = []
    room = AUTHORS
    for value in values:
        name = one_line(value, 200)
        room -= len(name) + 2
        if room < 0:
            break
        if name:
            kept.append(name)
    return tuple(kept)


def web_address(value: object) -> str:
    """An http(s) address without white space, or ""."""
    text = re.sub(r"\s+", "", value) if isinstance(value, str) else ""
    if len(text) > 2000 or _UNWANTED.search(text):  # noqa: PLR2004  # what browsers take
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname else ""


def repository(value: object) -> str:
    """`https://github.com/owner/name` from whatever names it (a sub-path, `.git`, a newline inside), or ""."""
    text = re.sub(r"\s+", "", value) if isinstance(value, str) else ""
    found = _REPOSITORY.search(text)
    if not found or found[1].lower() in _NOT_OWNERS:
        return ""
    # Remove the suffix, not its characters: a repository may be called LightGit.
    name = found[2].rstrip(".").removesuffix(".git")
    return f"https://github.com/{found[1]}/{name}" if name.strip(".") else ""


def code_in(*texts: str) -> tuple[Link, ...]:
    """The one repository that the authors' texts name; none of several, since one may be a rival's."""
    for text in texts:
        found = {repository(hit[0]).lower(): repository(hit[0]) for hit in _REPOSITORY.finditer(text)}
        found.pop("", None)
        if len(found) == 1:
            return (Link(label=CODE_LABEL, url=next(iter(found.values()))),)
        if found:
            return ()
    return ()
