"""The config as the settings page edits it: the text as it stands, its fields, the change with its diff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from bot import config
from bot.actions import Edit
from bot.config import Arxiv, Config, Feed, GithubTrending, HuggingFace
from bot.configuring import config_change
from bot.configuring.edit import diff
from bot.errors import ConfigError, ListError
from bot.model import Base
from webapp.services.desk import Desk

_PLACED = re.compile(r"^[^:\n]+:(\d+): (?:([\w.\[\]-]+): )?(.*)$", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """The config as the forge has it; `base` holds its text where there is one, `read` the defaults where not."""

    base: Base
    read: Config = field(default_factory=Config)
    mistakes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The file's text, "" for none."""
        return self.base.files.get(config.PATH, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingsForm:
    """The fields of the page: `at_least` in per cent; phrases, feeds, pages one per line, the rest by commas."""

    at_least: int
    per_day: int
    max_open: int
    per_run: int
    pause_after_days: int
    include: str
    exclude: str
    must: str
    arxiv: bool
    arxiv_categories: str
    arxiv_terms: str
    arxiv_days: int
    huggingface: bool
    huggingface_days: int
    github_trending: bool
    github_languages: str
    feeds: str
    pages: str


PLACES: Mapping[str, str] = {
    "at_least": "cut.at_least",
    "per_day": "cut.per_day",
    "include": "keywords.include",
    "exclude": "keywords.exclude",
    "must": "keywords.must",
    "arxiv": "sources.arxiv",
    "arxiv_categories": "sources.arxiv.categories",
    "arxiv_terms": "sources.arxiv.terms",
    "arxiv_days": "sources.arxiv.days",
    "huggingface": "sources.huggingface",
    "huggingface_days": "sources.huggingface.days",
    "github_trending": "sources.github_trending",
    "github_languages": "sources.github_trending.languages",
    "feeds": "sources.feeds",
    "pages": "sources.pages",
}
"""Field → key of the config, where they are not the same word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A changed config: its text, the diff to the one before, and what is wrong with it (then it cannot be saved)."""

    text: str
    diff: str = ""
    mistakes: tuple[str, ...] = ()


def stored(desk: Desk) -> Stored:
    """Read the config from the forge; raises ForgeError where it cannot be reached."""
    try:
        base = desk.forge.base([config.PATH])
    except ListError:
        return Stored(base=desk.forge.base([]))
    try:
        return Stored(base=base, read=config.read(base.files[config.PATH]))
    except ConfigError as error:
        return Stored(base=base, mistakes=error.mistakes)


def form_of_config(read: Config) -> SettingsForm:
    """The fields as they stand in a config."""
    arxiv, trending = read.sources.arxiv, read.sources.github_trending
    huggingface = read.sources.huggingface
    return SettingsForm(
        at_least=round(read.cut.at_least * 100),
        per_day=read.cut.per_day,
        max_open=read.max_open,
        per_run=read.per_run,
        pause_after_days=read.pause_after_days,
        include="\n".join(read.keywords.include),
        exclude="\n".join(read.keywords.exclude),
        must="\n".join(read.keywords.must),
        arxiv=arxiv is not None,
        arxiv_categories=", ".join(arxiv.categories if arxiv else ()),
        arxiv_terms="\n".join(arxiv.terms if arxiv else ()),
        arxiv_days=arxiv.days if arxiv else 7,
        huggingface=huggingface is not None and huggingface.daily,
        huggingface_days=huggingface.days if huggingface else 7,
        github_trending=trending is not None,
        github_languages=", ".join(trending.languages if trending else ("python",)),
        feeds="\n".join(f"{feed.name} {feed.url}" for feed in read.sources.feeds),
        pages="\n".join(read.sources.pages),
    )


def turned(now: Stored, form: SettingsForm) -> Change:
    """The config with the fields' values, checked by the bot's own reader."""
    if form == form_of_config(now.read):
        return Change(text=now.text)
    return written(now, config_change.rewritten(now.text, now.read, _wanted(now.read, form)))


def written(now: Stored, text: str) -> Change:
    """The config as a text a person typed."""
    try:
        config.read(text)
    except ConfigError as error:
        return Change(text=text, mistakes=error.mistakes)
    return Change(text=text, diff=diff(now.text, text, config.PATH))


def edit_of(now: Stored, change: Change, by: str) -> Edit:
    """The change as what a forge saves: one name, so that there is one pull request for the settings."""
    return Edit(
        name="settings",
        title="Change Gleaner's settings",
        body="What the next run looks for, and how much of it is proposed.",
        files={config.PATH: change.text},
        base=now.base,
        by=by,
    )


def placed(mistakes: tuple[str, ...]) -> tuple[dict[str, list[str]], list[str]]:
    """Mistakes by the field they belong to, without the place in the file; and those that belong to none, whole."""
    at: dict[str, list[str]] = {}
    rest: list[str] = []
    for mistake in mistakes:
        found = _PLACED.match(mistake)
        name = _field_of(found.group(2) or "") if found else ""
        if found and name:
            at.setdefault(name, []).append(found.group(3))
        else:
            rest.append(mistake)
    return at, rest


def _field_of(key: str) -> str:
    """The field whose key is the longest beginning of this one."""
    bare = re.sub(r"\[\d+\]", "", key)
    names = {PLACES.get(each.name, each.name): each.name for each in fields(SettingsForm)}
    fitting = [place for place in names if bare == place or bare.startswith(f"{place}.")]
    return names[max(fitting, key=len)] if fitting else ""


def _wanted(read: Config, form: SettingsForm) -> Config:
    cut = read.cut.model_copy(update={"at_least": form.at_least / 100, "per_day": form.per_day})
    if form.at_least == form_of_config(read).at_least:
        # The slider knows whole per cents; what it did not move stays as exact as it is written.
        cut = cut.model_copy(update={"at_least": read.cut.at_least})
    words = {name: _phrases(getattr(form, name)) for name in ("include", "exclude", "must")}
    return read.model_copy(
        update={
            "cut": cut,
            "keywords": read.keywords.model_copy(update=words),
            "sources": read.sources.model_copy(update=_sources(read, form)),
            **{name: getattr(form, name) for name in ("max_open", "per_run", "pause_after_days")},
        }
    )


def _sources(read: Config, form: SettingsForm) -> dict[str, object]:
    was = read.sources
    before = form_of_config(read)
    changed: dict[str, object] = {"pages": _lines(form.pages), "feeds": _feeds(was.feeds, form.feeds)}
    if _differ(before, form, "arxiv"):
        arxiv = was.arxiv or Arxiv.model_construct()
        now = {
            "categories": _parts(form.arxiv_categories),
            "terms": _lines(form.arxiv_terms),
            "days": form.arxiv_days,
        }
        changed["arxiv"] = arxiv.model_copy(update=now) if form.arxiv else None
    if _differ(before, form, "huggingface"):
        found = (was.huggingface or HuggingFace()).model_copy(update={"daily": True, "days": form.huggingface_days})
        changed["huggingface"] = found if form.huggingface else None
    if _differ(before, form, "github"):
        trending = was.github_trending or GithubTrending()
        languages = {"languages": _parts(form.github_languages)}
        changed["github_trending"] = trending.model_copy(update=languages) if form.github_trending else None
    return changed


def _differ(before: SettingsForm, now: SettingsForm, name: str) -> bool:
    return any(
        getattr(before, each.name) != getattr(now, each.name)
        for each in fields(SettingsForm)
        if each.name.startswith(name)
    )


def _feeds(was: tuple[Feed, ...], text: str) -> tuple[Feed, ...]:
    """Feeds of lines `Name https://…`; what a line does not say is kept from the feed of its name."""
    known = {feed.name: feed for feed in was}
    found = []
    for line in _lines(text):
        name, _, url = line.rpartition(" ")
        before = known.get(name.strip(), Feed.model_construct(name=name.strip(), url=url))
        found.append(before.model_copy(update={"url": url}))
    return tuple(found)


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(line.lower().split()) for line in text.splitlines() if line.strip()))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[,\n]", text) if part.strip()))
