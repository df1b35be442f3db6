"""Where papers come from. A source is a module with two functions, listed in `SOURCES`.

    collect(settings, client, ...) -> Batch      hops 1 and 2: fetch, then parse; never raises for a feed's fault
    parse(body) -> (papers, skipped)             hop 2: a pure function of the bytes

`sources/http.py` holds the only client; it paces, caps and retries. A source that fails says so in its `Batch`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bot.errors import UsageError
from bot.planning.batch import Batch, Health, Window

if TYPE_CHECKING:
    from bot.config import Config
    from bot.sources.http import Client

SOURCES: Mapping[str, str] = {
    "arxiv": "bot.sources.arxiv",
    "huggingface": "bot.sources.huggingface",
    "feeds": "bot.sources.feed",
    "pages": "bot.sources.page",
    "github_trending": "bot.sources.github_trending",
}
"""Key of the config's `sources` → module; one is imported only where the config polls it."""

CATCH_UP = 30
"""Days a window reaches back at most, after however long an outage."""
OVERLAP = 4
"""Days before the last good day that are asked for again: arXiv announces a paper up to four days after its date."""

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Poll:
    """One source as the config asks for it: `kind` is a key of `SOURCES`, `name` what reports call it."""

    kind: str
    name: str
    days: int
    collect: Callable[[Client, Window], Batch]


def window(today: str, days: int, watermark: str = "") -> Window:
    """The last `days` days up to today; more, up to `CATCH_UP`, where the last good day (`watermark`) is longer ago."""
    until = date.fromisoformat(today)
    since = until - timedelta(days=max(days, 1) - 1)
    if watermark:
        since = min(since, date.fromisoformat(watermark[:10]) - timedelta(days=OVERLAP))
    since = max(since, until - timedelta(days=max(CATCH_UP, days) - 1))
    return Window(since=since.isoformat(), until=until.isoformat())


def collect_all(
    config: Config,
    client: Client,
    *,
    today: str,
    watermarks: Mapping[str, str] | None = None,
    pages: Mapping[str, str] | None = None,
    only: Sequence[str] | None = None,
    since: int | None = None,
    say: Say | None = None,
) -> list[Batch]:
    """Poll every source of the config, one after the other, in the config's order; one that fails fails alone.

    `watermarks` holds the last good day (ISO) of each source that was asked before, "" where it had none; one that is
    not in it is asked for the first time, and for as many days as `init` tries. `since` overrides the days to look
    back, `pages` holds the text of the config's saved pages, `only` names sources, or kinds of them; raises UsageError
    for an unknown name.
    """
    chosen = _chosen(polls(config, pages or {}), only)
    batches: list[Batch] = []
    for poll in chosen:
        if say:
            say(f"asking {poll.name}")
        batches.append(poll.collect(client, _window_of(poll, today, watermarks, since)))
    return batches


def _window_of(poll: Poll, today: str, watermarks: Mapping[str, str] | None, since: int | None) -> Window:
    if since or watermarks is None:
        return window(today, since or poll.days)
    return window(today, poll.days, watermarks[poll.name]) if poll.name in watermarks else window(today, CATCH_UP)


def polls(config: Config, pages: Mapping[str, str]) -> list[Poll]:
    """What the config asks to be polled."""
    return list(_polls(config, pages))


def _polls(config: Config, pages: Mapping[str, str]) -> Iterator[Poll]:
    sources = config.sources
    if (arxiv := sources.arxiv) and arxiv.polled:
        yield Poll(kind="arxiv", name="arxiv", days=arxiv.days, collect=_collecting("arxiv", arxiv))
    if (daily := sources.huggingface) and daily.daily:
        yield Poll(kind="huggingface", name="huggingface", days=daily.days, collect=_collecting("huggingface", daily))
    for feed in sources.feeds:
        yield Poll(kind="feeds", name=feed.name, days=1, collect=_collecting("feeds", feed))
    for path in sources.pages:
        yield Poll(kind="pages", name=f"page {path}", days=1, collect=partial(_page, path, pages))
    if trending := sources.github_trending:
        yield Poll(
            kind="github_trending",
            name="github_trending",
            days=1,
            collect=lambda client, _: _module("github_trending").collect(trending, client, sources.arxiv_lookup),
        )


def _collecting(kind: str, settings: object) -> Callable[[Client, Window], Batch]:
    """The `collect` of a source with its settings bound; its module is imported on the first call."""

    def collect(client: Client, days: Window) -> Batch:
        batch: Batch = _module(kind).collect(settings, client, days)
        return batch

    return collect


def _page(path: str, pages: Mapping[str, str], client: Client, _: Window) -> Batch:
    """The batch of a saved page, whatever the days asked for."""
    if path not in pages:
        detail = f"{path} is not in the repository; commit it, or take it out of sources.pages"
        return Batch(source=f"page {path}", health=Health.FAILED, detail=detail)
    batch: Batch = _module("pages").collect(path, pages[path], client)
    return batch


def _module(kind: str) -> Any:  # noqa: ANN401  # modules have no type of their own; each `collect` is typed where it stands
    return import_module(SOURCES[kind])


def _chosen(found: Sequence[Poll], only: Sequence[str] | None) -> list[Poll]:
    if not only:
        return list(found)
    known = {name for poll in found for name in (poll.name, poll.kind)}
    unknown = [name for name in only if name not in known]
    if unknown:
        names = ", ".join(dict.fromkeys(poll.name for poll in found)) or "none; add one under sources in the config"
        raise UsageError(f"no source {unknown[0]!r} in the config; there are: {names}")
    return [poll for poll in found if poll.name in only or poll.kind in only]
