"""`.github/gleaner.yml` → Config, or every mistake at once with its place; and back to a text a person can read.

The models are the schema: `docs/gleaner.schema.json` is made from them. A mistake reads
`path:line: key.path: what, got …, expected …; did you mean …?`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from bot import escape, model
from bot.configuring import yaml_text
from bot.configuring.config_mistakes import absent, files_named, mistake, place, shown, twice_named
from bot.configuring.yaml_text import flow
from bot.errors import ConfigError

PATH = model.CONFIG_PATH
SCHEMA_PATH = "docs/gleaner.schema.json"

_CATEGORY = r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]{2}|\.[a-z]+-[a-z]+)?"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _inside(path: str) -> str:
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or ".." in parts or re.match(r"[A-Za-z]:", path):
        raise ValueError("a path inside the repository, as papers/README.md")
    if any(mark in path for mark in "*?"):
        raise ValueError("one file's path, without * or ?")
    return path


def _is_path(path: str) -> bool:
    """Whether a path can be looked up; one that leads out of the repository is reported as a mistake of its own."""
    try:
        return bool(_inside(_one_line(path)))
    except ValueError:
        return False


def _web(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or _CONTROL.search(url) or " " in url:
        raise ValueError("an address that starts with https://")
    return url


def _reachable(text: str) -> str:
    """A mail or web address, or nothing; any other word reaches nobody."""
    mail = re.fullmatch(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s.,;<>()]+", text)
    if text and not mail and not (text.startswith(("https://", "http://")) and " " not in text):
        raise ValueError("a mail or web address, as you@example.org or https://github.com/OWNER/LIST/issues")
    return text


def _category(name: str) -> str:
    if not re.fullmatch(_CATEGORY, name):
        raise ValueError("an arXiv category, as cs.CV")
    return name


def _one_line(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("one line of text")
    return text


def _day(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str) and value.capitalize() in _WEEKDAYS:
        return value.capitalize()
    return value


def _weekday_or_date(value: str) -> str:
    if value not in _WEEKDAYS:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise ValueError("a weekday, as Saturday, or a date, as 2026-12-24") from None
    return value


Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1), AfterValidator(_one_line)]
FreeText = Annotated[str, StringConstraints(strict=True, strip_whitespace=True), AfterValidator(_one_line)]
Contact = Annotated[FreeText, AfterValidator(_reachable)]
Phrase = Annotated[Text, StringConstraints(to_lower=True)]
FilePath = Annotated[Text, AfterValidator(_inside)]
Url = Annotated[Text, AfterValidator(_web)]
Category = Annotated[Text, AfterValidator(_category)]
Days = Annotated[int, Field(strict=True, ge=1, le=30)]
Count = Annotated[int, Field(strict=True, ge=0, le=1000)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
QuietDay = Annotated[Text, BeforeValidator(_day), AfterValidator(_weekday_or_date)]
SourceName = Annotated[Text, StringConstraints(pattern=r"^[\w][\w .+-]{0,59}$")]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Arxiv(_Settings):
    """Polls the arXiv API: papers in any of `categories` that hold any of `terms`, over the last `days`."""

    categories: tuple[Category, ...] = ()
    terms: tuple[Text, ...] = ()
    days: Days = 7
    url: Url = "https://export.arxiv.org"

    @property
    def polled(self) -> bool:
        """Whether there is anything to ask for; without, the service only looks papers up."""
        return bool(self.categories or self.terms)

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not self.categories and not self.terms:
            raise ValueError("at least one of categories and terms")
        return self


class HuggingFace(_Settings):
    """Polls Hugging Face's daily papers, for each of the last `days`; without `daily` it only looks papers up."""

    daily: Annotated[bool, Field(strict=True)] = True
    days: Days = 7
    url: Url = "https://huggingface.co"


class Feed(_Settings):
    """Polls one RSS or Atom feed; `cross_lists` takes an arXiv feed's cross-listed papers too."""

    name: SourceName
    url: Url
    cross_lists: Annotated[bool, Field(strict=True)] = True


class GithubTrending(_Settings):
    """Polls feeds of GitHub's trending repositories, one per language; a repository counts where it names one paper."""

    languages: tuple[Text, ...] = ("python",)
    period: Literal["daily", "weekly", "monthly"] = "daily"
    url: Url = "https://mshibanami.github.io/GitHubTrendingRSS"


class SemanticScholar(_Settings):
    """Asks Semantic Scholar for the venues and abstracts of papers already known by id."""

    url: Url = "https://api.semanticscholar.org"


class Crossref(_Settings):
    """Asks Crossref for the venues of papers already known by DOI."""

    url: Url = "https://api.crossref.org"


class Sources(_Settings):
    """Where papers come from: what the config names is polled, nothing else."""

    arxiv: Arxiv | None = None
    huggingface: HuggingFace | None = None
    feeds: tuple[Feed, ...] = ()
    pages: tuple[FilePath, ...] = ()
    github_trending: GithubTrending | None = None
    semantic_scholar: SemanticScholar | None = None
    crossref: Crossref | None = None

    @property
    def arxiv_lookup(self) -> Arxiv:
        """Where to look papers up on arXiv, polled or not."""
        return self.arxiv or Arxiv.model_construct()

    @property
    def huggingface_lookup(self) -> HuggingFace:
        """Where to look papers up on Hugging Face, polled or not."""
        return self.huggingface or HuggingFace(daily=False)

    @model_validator(mode="before")
    @classmethod
    def _bare_key_means_defaults(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        bare = ("arxiv", "huggingface", "github_trending", "semantic_scholar", "crossref")
        return {key: {} if item is None and key in bare else item for key, item in value.items()}

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [feed.name for feed in self.feeds]
        taken = {name for name in names if names.count(name) > 1 or name in type(self).model_fields}
        if taken:
            raise ValueError(f"feed names that differ from each other and from the sources' own ({', '.join(taken)})")
        return self


class Keywords(_Settings):
    """Phrases, matched whole in title and abstract: one of `must` has to occur, none of `exclude` may."""

    include: tuple[Phrase, ...] = ()
    exclude: tuple[Phrase, ...] = ()
    must: tuple[Phrase, ...] = ()

    def as_keywords(self) -> model.Keywords:
        """These phrases as the record that ranking takes."""
        return model.Keywords(include=self.include, exclude=self.exclude, must=self.must)


class Cut(_Settings):
    """What is worth proposing: papers at least this likely, at most so many per day."""

    at_least: Share = 0.35
    per_day: Count = 10


class Upkeep(_Settings):
    """Upkeep of listed papers: how many corrections wait at once, how many links a run tries."""

    at_once: Count = 10
    links: Count = 200


class Sections(_Settings):
    """Which sections get proposals, as `A > B`; `default` takes papers for which no section stands out."""

    only: tuple[Text, ...] = ()
    skip: tuple[Text, ...] = ()
    default: FreeText = ""


class Aliases(_Settings):
    """Other spellings of a tag or a venue → the one this list uses."""

    aliases: Mapping[Text, Text] = {}


class Config(_Settings):
    """Everything a maintainer may set; every key is optional."""

    list: FilePath = "README.md"
    mirrors: tuple[FilePath, ...] = ()
    chapters: tuple[FilePath, ...] = ()
    sources: Sources = Sources(huggingface=HuggingFace())
    keywords: Keywords = Keywords()
    cut: Cut = Cut()
    max_open: Count = 5
    per_run: Count = 3
    group_by: Literal["paper", "section", "run"] = "paper"
    sections: Sections = Sections()
    tags: Aliases = Aliases()
    venues: Aliases = Aliases()
    cross_listing: Literal["allow", "warn", "forbid"] = "warn"
    quiet_days: tuple[QuietDay, ...] = ()
    pause_after_days: Count = 30
    upkeep: Upkeep = Upkeep()
    dashboard: Annotated[bool, Field(strict=True)] = True
    contact: Contact = ""

    @property
    def layout(self) -> model.Layout:
        """The files of the list."""
        return model.Layout(path=self.list, chapters=self.chapters, mirrors=self.mirrors)


def read(text: str, path: str = PATH, *, missing: Mapping[str, str] = {}) -> Config:
    """Read a config; raises ConfigError with every mistake, in the order of their lines.

    `missing` are files known not to be there, path → why in words: where the config names one, that is a mistake too.
    """
    document = yaml_text.read(text)
    mistakes = [(m.line, place(m.path) + m.what) for m in document.mistakes]
    said = (*twice_named(document.value), *absent(document.value, missing))
    mistakes += [(document.line_of(at), place(at) + what) for at, what in said]
    named = {found.path for found in document.mistakes}
    try:
        config = Config.model_validate({} if document.value is None else document.value)
    except ValidationError as error:
        # What could not be read at all has its message already.
        details = [detail for detail in error.errors() if not detail["loc"] or detail["loc"] not in named]
        mistakes += [mistake(detail, document, Config) for detail in details]
    if mistakes:
        ordered = sorted(dict.fromkeys(mistakes), key=lambda each: each[0])
        raise ConfigError(tuple(f"{path}:{line}: {what}" for line, what in ordered))
    return config


def files_in(text: str) -> tuple[str, ...]:
    """The files of the list that a config names, however wrong the rest of it is; each once."""
    document = yaml_text.read(text)
    if document.value is None and document.mistakes:
        return ()  # what it names cannot be read
    return tuple(dict.fromkeys(path for _, path in files_named(document.value) if _is_path(path)))


def with_environment(config: Config, env: Mapping[str, str]) -> Config:
    """The config with `GLEANER_<NAME>_URL` over its sources' addresses; a feed's NAME is in capitals with `_`."""
    changed: dict[str, object] = {}
    lookups = {"arxiv": config.sources.arxiv_lookup, "huggingface": config.sources.huggingface_lookup}
    for name in ("arxiv", "huggingface", "github_trending", "semantic_scholar", "crossref"):
        settings = getattr(config.sources, name) or lookups.get(name)
        if settings is not None and (url := _url_from(env, name)):
            changed[name] = settings.model_copy(update={"url": url})
    changed["feeds"] = tuple(
        feed.model_copy(update={"url": url}) if (url := _url_from(env, feed.name)) else feed
        for feed in config.sources.feeds
    )
    return config.model_copy(update={"sources": config.sources.model_copy(update=changed)})


def write(config: Config, notes: Mapping[str, str] = {}) -> str:
    """The config as YAML for a person: what they are likely to change, with a word on each, and what differs from the
    defaults; `read` is the inverse. `notes` are sentences of ours to stand above a key.
    """
    lines = ["# Gleaner's config. Every key is optional; docs/config.md of Gleaner describes them all.", ""]
    for name in Config.model_fields:
        value = getattr(config, name)
        if name in _ALWAYS or value != getattr(_DEFAULT, name):
            lines += _yaml(name, value, depth=0, path=name, notes=notes)
    return "\n".join(lines) + "\n"


def schema_text() -> str:
    """The JSON schema of the config, as checked in at `SCHEMA_PATH`."""
    schema = Config.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Gleaner's config, .github/gleaner.yml"
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _url_from(env: Mapping[str, str], name: str) -> str:
    variable = f"GLEANER_{re.sub(r'[^A-Za-z0-9]+', '_', name).strip('_').upper()}_URL"
    url = env.get(variable, "").strip()
    try:
        return _web(url) if url else ""
    except ValueError as error:
        raise ConfigError((f"environment: {variable}: got {shown(url)}, expected {error}",)) from None


# --- writing ------------------------------------------------------------------------------------------------------

_DEFAULT = Config()
_ALWAYS = ("list", "sources", "keywords", "cut", "max_open")
_COMMENTS = {
    "list": "the file that holds the papers",
    "mirrors": "the same list in other files (another language)",
    "chapters": "files that hold the list's other sections",
    "sources": "where papers come from; delete a source to stop polling it",
    "sources.arxiv.terms": "a paper counts where its title or abstract holds one of these",
    "sources.huggingface": "Hugging Face's daily papers",
    "sources.pages": "trending pages saved as text",
    "keywords": "phrases on top of what the list itself teaches",
    "keywords.include": "speak for a paper",
    "keywords.exclude": "rule a paper out",
    "keywords.must": "one of these has to occur",
    "cut.at_least": "propose what this list would take with at least this probability",
    "cut.per_day": "and at most so many a day; none is a good day too",
    "max_open": "proposals that may wait for you at once",
    "per_run": "new proposals a run, at first; grows as you accept",
    "pause_after_days": "stop proposing after so many days without an answer",
    "upkeep.at_once": "corrections of listed papers that may wait for you at once",
    "dashboard": "one issue on GitHub that shows where everything stands",
}
_WIDE = 96


def _yaml(name: str, value: object, *, depth: int, path: str, notes: Mapping[str, str]) -> list[str]:
    """One key, the note above it, its comment and what stands below it."""
    pad = "  " * depth
    above = [f"{pad}# {escape.plain(notes[path])}"] if path in notes else []
    return [*above, *_key(name, value, depth=depth, path=path, notes=notes)]


def _key(name: str, value: object, *, depth: int, path: str, notes: Mapping[str, str]) -> list[str]:
    pad = "  " * depth
    comment = f"  # {_COMMENTS[path]}" if path in _COMMENTS else ""
    if isinstance(value, BaseModel):
        below = [
            line
            for field in type(value).model_fields
            if _worth_writing(value, field, path)
            for line in _yaml(field, getattr(value, field), depth=depth + 1, path=f"{path}.{field}", notes=notes)
        ]
        empty = "" if path.count(".") == 1 and path.startswith("sources.") else " {}"
        return [f"{pad}{name}:{'' if below else empty}{comment}", *below]
    if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        return [
            f"{pad}{name}:{comment}",
            *(f"{pad}  - {flow(item.model_dump(exclude_defaults=True))}" for item in value),
        ]
    line = flow(list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value)
    if isinstance(value, tuple) and len(pad + name + line + comment) > _WIDE:
        return [f"{pad}{name}:{comment}", *(f"{pad}  - {flow([item])[1:-1]}" for item in value)]
    return [f"{pad}{name}: {line}{comment}"]


def _worth_writing(settings: BaseModel, field: str, path: str) -> bool:
    info = type(settings).model_fields[field]
    return path in ("keywords", "cut") or info.is_required() or getattr(settings, field) != info.default
