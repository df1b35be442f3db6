"""The config as the settings page edits it: the text as it stands, a few fields, and the change as a diff."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff

from bot import config
from bot.errors import ConfigError, GleanerError
from webapp.services.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Dials:
    """What the page offers as fields; `at_least` in per cent, phrases one a line."""

    at_least: int
    per_day: int
    max_open: int
    include: str
    exclude: str
    must: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A changed config: its text, the diff to the one before, and what is wrong with it (then nothing is offered)."""

    text: str = ""
    diff: str = ""
    mistakes: tuple[str, ...] = ()


def stored(desk: Desk) -> tuple[str, config.Config, tuple[str, ...]]:
    """The config's text, its reading, and its mistakes; a repository without one has the defaults."""
    try:
        text = desk.forge.base([config.PATH]).files[config.PATH]
    except GleanerError:
        return "", config.Config(), ()
    try:
        return text, config.read(text), ()
    except ConfigError as error:
        return text, config.Config(), error.mistakes


def dials_of(read: config.Config) -> Dials:
    """The fields as they stand in a config."""
    return Dials(
        at_least=round(read.cut.at_least * 100),
        per_day=read.cut.per_day,
        max_open=read.max_open,
        include="\n".join(read.keywords.include),
        exclude="\n".join(read.keywords.exclude),
        must="\n".join(read.keywords.must),
    )


def changed(before: str, read: config.Config, dials: Dials) -> Change:
    """The config with the fields' values, checked by the bot's own reader."""
    if dials == dials_of(read):
        return Change(text=before)
    cut = read.cut.model_copy(update={"at_least": dials.at_least / 100, "per_day": dials.per_day})
    keywords = {name: _phrases(getattr(dials, name)) for name in ("include", "exclude", "must")}
    wanted = read.model_copy(
        update={"cut": cut, "max_open": dials.max_open, "keywords": read.keywords.model_copy(update=keywords)}
    )
    text = config.write(wanted)
    try:
        config.read(text)
    except ConfigError as error:
        return Change(mistakes=error.mistakes)
    lines = unified_diff(before.splitlines(), text.splitlines(), config.PATH, config.PATH, lineterm="")
    return Change(text=text, diff="\n".join(lines))


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(line.lower().split()) for line in text.splitlines() if line.strip()))
