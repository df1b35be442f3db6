"""For `init`: what each cut (least probability) would have proposed over the last month, and the one to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import book, config, dedupe, plan
from bot.book import Listing
from bot.learning import background, simulate
from bot.learning.simulate import Advice, Simulation
from bot.ledger import Ledger
from bot.model import Paper
from bot.planning import memory
from bot.planning.batch import Batch

if TYPE_CHECKING:
    from bot.config import Config
    from bot.planning.caps import Rules
    from bot.planning.situation import Situation


NO_FEEDS = "the default, as no source was asked"


@dataclass(kw_only=True)
class Trial:
    """A `Settle` of `job`: tries the cuts on what a rehearsal has just read, and lets it go on with the advised one.

    `days` is how far the rehearsal looks back. Once called, `tried` holds the cuts, `advice` what to write into the
    config, and `rules` those that the run went on with.
    """

    days: int
    tried: Simulation | None = None
    advice: Advice | None = None
    rules: Rules | None = None

    def __call__(self, situation: Situation, papers: Sequence[Paper], batches: Sequence[Batch], rules: Rules) -> Rules:
        """The rules with the cut that is advised."""
        alist = book.newest(situation.base, rules.path)
        listed = [paper for paper, _ in memory.listed_papers(alist, situation.ledger)]
        distinct = dedupe.merge(papers)
        known, twins = plan.not_proposed(situation, distinct, rules)
        self.tried = simulate.of_list(
            listed,
            distinct,
            today=rules.today,
            days=simulate.covered(batches, today=rules.today, days=self.days),
            per_day=rules.per_day,
            keywords=rules.keywords,
            cuts=sorted({*simulate.CUTS, *simulate.STEPS, rules.at_least}),
            known=known,
            twins=twins,
        )
        self.advice = simulate.advised(self.tried, background.taken_a_month(listed, rules.today))
        self.rules = replace(rules, at_least=self.advice.cut) if self.advice else rules
        return self.rules

    def lines(self, at_least: float) -> list[str]:
        """The table of the cuts for a terminal, and why the cut `at_least` is the one in force."""
        if self.tried is None:
            return []
        if not self.tried.recorded:
            return [
                f"nothing, as no source brought a paper to try them on; {at_least:.0%} is in the config, the default"
            ]
        shown = {*simulate.CUTS, at_least}
        rows = tuple(row for row in self.tried.rows if row.cut in shown)
        given = f"{at_least:.0%} is in the config"
        why = f"{given}: {self.advice.why}" if self.advice else f"{given}, {_no_advice(self.tried)}"
        return [*simulate.lines(replace(self.tried, rows=rows), at_least), *self._in_a_run(at_least), why]

    def _in_a_run(self, at_least: float) -> list[str]:
        """Why a run, or the dry run shown beside this table, proposes fewer papers than the table counts."""
        row = next((row for row in self.tried.rows if row.cut == at_least), None) if self.tried else None
        if row is None or self.rules is None:
            return []
        said = [f"of the {row.proposed} at {at_least:.0%}, {row.listed} are in the list by now"] if row.listed else []
        if row.asked:
            said.append(
                f"not counted at {at_least:.0%}: {row.asked} that may repeat a known paper; a person is asked first"
            )
        most = min(self.rules.per_run, self.rules.max_open, self.rules.per_day)
        if row.proposed - row.listed > most:
            said.append(
                f"a run opens at most {most} at first and one more with every one accepted, the likeliest; so it "
                "proposes fewer than the table counts, and a dry run of fewer days sees fewer"
            )
        return said


def _no_advice(tried: Simulation) -> str:
    if tried.papers < simulate.LEAST_TRIED:
        return f"the default: to advise another takes {simulate.LEAST_TRIED} papers, and {tried.papers} came"
    return (
        f"the default: to advise another takes entries that say when they came out, and none is of the last "
        f"{background.MONTHS} months"
    )


def settled(settings: Config, advice: Advice | None) -> Config:
    """The config with the cut that is advised."""
    if advice is None:
        return settings
    return settings.model_copy(update={"cut": settings.cut.model_copy(update={"at_least": advice.cut})})


def written(settings: Config, advice: Advice | None) -> str:
    """The text of that config, with the reason above the cut."""
    return config.write(settled(settings, advice), {"cut.at_least": advice.why} if advice else {})


def offline(alist: Listing, settings: Config, *, known: Sequence[Paper], today: str) -> list[str]:
    """The table of the cuts, tried on titles of papers in general; `known` are the list's papers with abstracts."""
    listed = [paper for paper, _ in memory.listed_papers(alist, Ledger(papers=tuple(known)))]
    tried = simulate.of_list(
        listed,
        (),
        today=today,
        per_day=settings.cut.per_day,
        keywords=settings.keywords.as_keywords(),
        cuts=sorted({*simulate.CUTS, settings.cut.at_least}),
    )
    return [*simulate.lines(tried, settings.cut.at_least), f"{settings.cut.at_least:.0%} is in the config, {NO_FEEDS}"]
