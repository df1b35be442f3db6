"""What each cut would have proposed: on the list's own history, and on what past runs left behind."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot import relevance
from bot.identity import best_key
from bot.learning import background, simulate
from bot.learning.simulate import CUTS, CutRow, Seen, Simulation
from bot.model import Candidate, Held, Match, Paper, Placement, Proposal, Relevance, State, Verdict, Wait
from bot.planning.batch import Batch, Health

TODAY = "2026-07-22"
LIST = [
    Paper(title=f"{kind} of language models {way}", arxiv_id=f"26{month:02}.{number:05}")
    for number, (kind, way, month) in enumerate(
        (kind, way, 1 + i % 7)
        for i, (kind, way) in enumerate(
            (kind, way)
            for kind in ("Quantization", "Pruning", "Low-bit compression", "Sparse inference")
            for way in ("to four bits", "after training", "without data", "by layers", "for phones")
        )
    )
]
STREAM = [
    Paper(title="Post-training quantization of large language models to two bits", published="2026-07-20"),
    Paper(title="Pruning of language models without training", published="2026-07-20"),
    Paper(title="Folding of membrane proteins", published="2026-07-21"),
    Paper(title="Galaxies at high redshift", published="2026-07-21"),
    replace(LIST[6], published="2026-07-21"),
]

seen = st.builds(
    Seen,
    title=st.sampled_from("abcdef"),
    score=st.floats(0, 1),
    day=st.sampled_from(("2026-07-20", "2026-07-21", "2026-07-22")),
    taken=st.sampled_from((True, False, None)),
)


@given(st.lists(seen), st.integers(0, 4))
def test_a_higher_cut_proposes_no_more_and_no_day_gets_more_than_its_share(papers: list[Seen], per_day: int) -> None:
    rows = simulate.simulate(papers, days=3, per_day=per_day)
    assert [row.cut for row in rows] == sorted(CUTS)
    assert all(low.proposed >= high.proposed for low, high in pairwise(rows))
    assert all(row.busiest <= per_day and row.proposed <= 3 * per_day for row in rows)
    for row in rows:
        assert all(share is None or 0 <= share <= 1 for share in (row.taken_share, row.found, row.expected))
        assert row.expected is None or row.expected >= row.cut


@given(st.lists(seen))
def test_the_order_of_the_papers_does_not_matter(papers: list[Seen]) -> None:
    assert simulate.simulate(papers, days=3, per_day=2) == simulate.simulate(papers[::-1], days=3, per_day=2)


def test_the_shares_are_those_of_what_is_known() -> None:
    papers = [
        Seen(title="kept", score=0.9, day=TODAY, taken=True),
        Seen(title="refused", score=0.7, day=TODAY, taken=False),
        Seen(title="waits", score=0.6, day=TODAY),
        Seen(title="kept, though unlikely", score=0.3, day=TODAY, taken=True),
    ]
    low, high = simulate.simulate(papers, days=2, per_day=10, cuts=(0.5, 0.8))
    assert (low.proposed, low.per_day, low.taken_share, low.found) == (3, 1.5, 0.5, 0.5)
    assert low.edge == ("waits", "refused")
    assert (high.proposed, high.taken_share, high.found) == (1, 1.0, 0.5)
    assert simulate.simulate([], days=1, per_day=5, cuts=(0.5,))[0].taken_share is None


def test_cuts_that_let_in_the_same_are_told_of_together() -> None:
    papers = [Seen(title=name, score=score, day=TODAY) for name, score in (("Wind", 0.7), ("Rain", 0.3))]
    rows = simulate.simulate(papers, days=2, per_day=10, cuts=(0.2, 0.35, 0.5, 0.65, 0.8))
    said = simulate.lines(Simulation(rows=rows, days=2, papers=2), 0.35)
    assert [line for line in said if "the last one in" in line] == [
        "at 20% the last one in is “Rain”",
        "at 35%, 50% and 65% the last one in is “Wind”",
    ]


def tried(stream: list[Paper]) -> Simulation:
    return simulate.of_list(LIST, stream, today=TODAY, days=3)


def test_the_newest_entries_are_judged_by_what_the_rest_teaches() -> None:
    simulation = tried(STREAM)
    assert (simulation.days, simulation.papers, simulation.recorded) == (3, 5, True)
    assert 3 <= simulation.held_out <= len(LIST) // 4
    lowest = simulation.rows[0]
    assert lowest.proposed < 5, "galaxies and proteins stay out"
    assert lowest.found is not None


def test_what_a_run_never_proposes_is_not_counted() -> None:
    def row(known: list[Paper], twins: list[Paper]) -> CutRow:
        keys = [{best_key(paper) for paper in papers} for papers in (known, twins)]
        return simulate.of_list(LIST, STREAM, today=TODAY, cuts=(0,), known=keys[0], twins=keys[1]).rows[0]

    free, told = row([], []), row(STREAM[:1], STREAM[1:2])
    assert (free.proposed, free.asked) == (5, 0)
    assert (told.proposed, told.asked) == (3, 1)
    seen = row(STREAM, [])
    assert (seen.proposed, seen.listed) == (1, 1), "an entry that was left out is looked at as if it were not in yet"


def test_the_table_counts_what_a_run_over_the_same_papers_finds_likely() -> None:
    fresh = STREAM[:4]
    run = background.judged(
        fresh,
        background.sampled((), fresh, TODAY),
        lambda others, rate: relevance.learn(LIST, background=others, rate=rate),
        entries=LIST,
        today=TODAY,
    )
    for row in tried(fresh).rows:
        assert row.proposed == sum(one.score >= row.cut for one in run)


def test_without_feeds_papers_in_general_stand_in() -> None:
    simulation = tried([])
    assert not simulation.recorded
    assert simulation.papers > 500
    assert simulation.rows[-1].proposed <= simulation.rows[0].proposed < 50
    assert any("papers in general" in line for line in simulate.lines(simulation, 0.5))


def test_nothing_is_shown_where_there_was_nothing_to_try() -> None:
    told = simulate.lines(simulate.of_list(LIST[:6], [], today=TODAY), 0.5)
    assert len(told) == 1
    assert "not tried" in told[0]


def test_a_tiny_list_holds_nothing_out() -> None:
    simulation = simulate.of_list(LIST[:6], STREAM, today=TODAY)
    assert simulation.held_out == 0
    assert simulate.of_list([], [], today=TODAY).rows


def held(title: str, score: float, published: str = TODAY) -> Held:
    candidate = Candidate(
        paper=Paper(title=title, published=published),
        key=title,
        match=Match(verdict=Verdict.NEW),
        relevance=Relevance(score=score),
        placement=Placement(),
    )
    return Held(candidate=candidate, wait=Wait.NEXT_RUN, reason="")


def proposal(title: str, score: float, state: State, created: str = f"{TODAY}T10:00:00Z") -> Proposal:
    return Proposal(
        key=title,
        branch=f"gleaner/{title}",
        title=title,
        body="",
        paper=Paper(title=title),
        section=(),
        path="README.md",
        state=state,
        relevance=Relevance(score=score),
        created=created,
    )


def test_past_runs_tell_what_each_cut_would_have_done() -> None:
    proposals = [
        proposal("merged", 0.9, State.ACCEPTED),
        proposal("closed", 0.6, State.REJECTED),
        proposal("long ago", 0.9, State.ACCEPTED, "2025-01-01T00:00:00Z"),
    ]
    waiting = [held("below", 0.4), held("of last year", 0.9, "2025-07-22")]
    record = simulate.of_record(proposals, waiting, today=TODAY, cuts=(0.3, 0.5, 0.8))
    assert [row.proposed for row in record.rows] == [3, 2, 1]
    assert [row.taken_share for row in record.rows] == [0.5, 0.5, 1.0]
    assert record.papers == 3


def test_a_source_that_broke_off_covers_the_days_it_gave() -> None:
    whole = Batch(source="huggingface", papers=(Paper(title="a", published="2026-06-30"),))
    cut = Batch(source="arxiv", papers=(Paper(title="b", published="2026-07-20"),), health=Health.PARTIAL)
    assert simulate.covered([whole], today=TODAY, days=30) == 30
    assert simulate.covered([whole, cut], today=TODAY, days=30) == 3
    capped = Batch(source="arxiv", papers=cut.papers, health=Health.NEW, back_to="2026-07-19")
    assert simulate.covered([whole, capped], today=TODAY, days=30) == 4


def test_a_title_in_the_table_stays_text() -> None:
    rows = simulate.simulate([Seen(title="\x1b[31m::error::boo", score=0.9, day=TODAY)], days=1, per_day=5, cuts=(0.5,))
    told = simulate.lines(Simulation(rows=rows, days=1, papers=1), 0.5)
    assert not any("\x1b" in line or line.lstrip().startswith("::") for line in told)
    assert any("← the config's" in line for line in told)


def rows_of(proposed: dict[float, int], papers: int = 400) -> Simulation:
    """Thirty days, at each cut so many proposals."""
    rows = tuple(
        simulate.CutRow(cut=cut, proposed=n, per_day=n / 30, busiest=n, taken_share=None, found=None, expected=0.6)
        for cut, n in sorted(proposed.items())
    )
    return Simulation(rows=rows, days=30, papers=papers)


def test_where_nothing_is_near_it_says_how_near_the_likeliest_came() -> None:
    seen = [Seen(title="Tomato soup", score=0.012, day=TODAY), Seen(title="Onion soup", score=0.004, day=TODAY)]
    rows = simulate.simulate(seen, days=1, per_day=10)
    told = simulate.lines(Simulation(rows=rows, days=1, papers=2, likeliest=seen[0]), 0.35)
    assert "the likeliest of them has 1%: “Tomato soup”; other `sources`" in told[-1]
    wanted = replace(seen[0], score=0.9)
    rows = simulate.simulate([wanted], days=1, per_day=10)
    assert "sources" not in simulate.lines(Simulation(rows=rows, days=1, papers=1, likeliest=wanted), 0.35)[-1]


def test_the_advised_cut_is_the_highest_that_keeps_pace_with_the_list() -> None:
    tried = rows_of({step: round(100 * (1 - step)) for step in simulate.STEPS})
    quick, slow = simulate.advised(tried, 40), simulate.advised(tried, 20)
    assert quick is not None
    assert slow is not None
    assert (quick.cut, slow.cut) == (0.4, 0.65), "60 and 30 papers a month"
    assert "40 papers from each of the last 6 months" in quick.why
    assert "40% would have proposed 60 papers a month, 60% of them likely right" in quick.why


def test_a_slow_list_is_shown_two_a_week_and_a_list_beyond_its_feeds_the_lowest_cut() -> None:
    tried = rows_of({step: round(20 * (1 - step)) for step in simulate.STEPS})
    slow, quick = simulate.advised(tried, 0.2), simulate.advised(tried, 500)
    assert slow is not None
    assert quick is not None
    assert (slow.cut, quick.cut) == (0.6, min(simulate.STEPS))
    assert "even 20% would have proposed" in quick.why
    assert quick.why.endswith("other sources, categories or terms may bring more")


def test_without_a_past_or_a_stream_nothing_is_advised() -> None:
    tried = rows_of(dict.fromkeys(simulate.STEPS, 9))
    assert simulate.advised(tried, 0) is None
    assert simulate.advised(replace(tried, papers=20), 9) is None
    assert simulate.advised(replace(tried, recorded=False), 9) is None
