"""Hops 1 and 2 of a run: ask the sources, then complete their papers with what other services know."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import book, identity, plan
from bot.errors import ListError
from bot.forge import Forge
from bot.model import Hold, Paper, Wait
from bot.planning import freshness, memory
from bot.planning.batch import Batch
from bot.planning.caps import Rules
from bot.planning.situation import Situation

if TYPE_CHECKING:
    from bot.config import Config
    from bot.sources import Say
    from bot.sources.http import Client


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Takes in the papers of one run: by the config, through the client that paces the feeds; `say` hears each step."""

    settings: Config
    client: Client
    say: Say

    def collect(
        self, forge: Forge, situation: Situation, *, today: str, only: Sequence[str] | None, since: int | None
    ) -> list[Batch]:
        """Poll the sources; one batch each. `only` and `since` (days) are as in `sources.collect_all`."""
        from bot import sources

        states = situation.ledger.feeds
        batches = sources.collect_all(
            self.settings,
            self.client,
            today=today,
            watermarks={name: state.checked for name, state in states.items()},
            pages=_pages(forge, self.settings),
            only=only,
            since=since,
            say=self.say,
        )
        return [freshness.looked_at(batch, states.get(batch.source), today)[0] for batch in batches]

    def completed(
        self, batches: Sequence[Batch], situation: Situation, rules: Rules
    ) -> tuple[list[Paper], Situation, tuple[str, ...]]:
        """The papers of all batches with links, abstracts and venues from other services.

        Returns them with the situation as it is now known, and sentences on services that did not answer.
        """
        situation, silent = self._with_abstracts(situation)
        papers = [paper for batch in batches for paper in batch.papers]
        papers, situation = self._resolved(papers, situation, rules)
        papers, silent_on_venues = self._with_venues(papers, situation)
        return papers, situation, (*silent, *silent_on_venues)

    def _resolved(self, papers: Sequence[Paper], situation: Situation, rules: Rules) -> tuple[list[Paper], Situation]:
        """Fill in missing links: those found by earlier runs, then, for the likeliest papers, by looking them up."""
        from bot.sources import resolve

        papers = memory.recalled(papers, situation.ledger)
        asked = plan.to_resolve(papers, situation, rules)
        if not asked:
            return papers, situation
        self.say(f"looking up {min(len(asked), resolve.MOST)} of {len(asked)} papers that came without a link")
        resolution = resolve.resolve(asked, self.client, self.settings.sources)
        found = {old.title: new for old, new in zip(asked, resolution.papers, strict=True)}
        unresolved = {
            skip.what: Hold(wait=wait, reason=skip.why)
            for wait, skips in ((Wait.LINK, resolution.unresolved), (Wait.LOOK_UP, resolution.put_off))
            for skip in skips
        }
        return [found.get(paper.title, paper) for paper in papers], replace(situation, unresolved=unresolved)

    def _with_abstracts(self, situation: Situation) -> tuple[Situation, tuple[str, ...]]:
        """Add abstracts of listed papers that the ledger lacks: for ranking, the largest single gain measured."""
        from bot.sources import enrich

        alist = book.newest(situation.base, self.settings.list)
        listed = [paper for paper, _ in memory.listed_papers(alist, situation.ledger)]
        found = enrich.abstracts(listed, self.client, self.settings.sources, say=self.say, api_key=_api_key())
        papers = (*situation.ledger.papers, *found.papers)
        return replace(situation, ledger=replace(situation.ledger, papers=papers)), found.trouble

    def _with_venues(self, papers: Sequence[Paper], situation: Situation) -> tuple[list[Paper], tuple[str, ...]]:
        """Add the venues that Semantic Scholar and Crossref, where configured, know of papers that are not listed."""
        asked = self.settings.sources
        if not asked.semantic_scholar and not asked.crossref:
            return list(papers), ()
        from bot.sources import enrich

        entries = book.newest(situation.base, self.settings.list).entries
        listed = {key for entry in entries for key in entry.keys}
        fresh = [index for index, paper in enumerate(papers) if listed.isdisjoint(identity.keys_of(paper))]
        found = enrich.venues([papers[i] for i in fresh], self.client, asked, say=self.say, api_key=_api_key())
        known = dict(zip(fresh, found.papers, strict=True))
        return [known.get(index, paper) for index, paper in enumerate(papers)], found.trouble


def _pages(forge: Forge, settings: Config) -> dict[str, str]:
    """The texts of the saved pages, by path; a missing one is left out here, and reported by its source."""
    pages: dict[str, str] = {}
    if not settings.sources.pages:
        return pages
    try:
        return dict(forge.base(settings.sources.pages).files)
    except ListError:
        for path in settings.sources.pages:
            with contextlib.suppress(ListError):
                pages |= forge.base((path,)).files
    return pages


def _api_key() -> str:
    """The key for Semantic Scholar, or ""; requests without one are refused more often."""
    return os.environ.get("SEMANTIC_SCHOLAR_API_KEY", "").strip()
