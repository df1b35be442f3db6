"""Tokens of many titles and names at once equal those of each alone, and sums over them equal plain sums."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.dedupe_model import model
from bot.matching.hashed_words import author_runs, name_runs, title_runs
from bot.matching.title_index import Postings, Runs, Tokens, author_tokens, title_tokens
from bot.matching.title_pairs import read_authors
from bot.matching.titles import fold

_WORDS = st.one_of(
    st.sampled_from(["graph", "graphs", "gas", "cats", "a", "s", "été", "图", "x" * 64, "x" * 65, "x" * 200]),
    st.text("abs", min_size=1, max_size=9),
)
_TITLES = st.lists(st.lists(_WORDS, max_size=6).map(" ".join), max_size=6)
_PEOPLE = st.lists(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["Ann Lee", "A. Lee", "Lee, Ann", "A.-B. Lee", "Bo  Li", " Bo Li", "Bo Li ", "Li", "et al.", "Et Al",
                 "others", "and others", "etc", "and Bo Kim", "Ada Lee and Bo Kim", "A Lee; B Kim", "Ada Lee, Bo Kim", "Rand Lee", "and", "X and", "Ada (Bo) Lee", "Pascal", "An Xal", "...", "", "Zoë Ng", "Bo XIA", "J. W", "A\nB", "WLX", "Wang Y", "Wang", "Y.", "van Wang", "A B C", "Ann-Y",
                 "Ann Lee et.al.", "Ann Lee et al", "A. B. C. D. et al.", "Y et. al.", "D. D&#252", "llmann", "m. & Lee", "Al", "Ali Al"]
            ),
            st.text("aAW .,-1é", max_size=8),
        ),
        max_size=4,
    ),
    max_size=5,
)  # fmt: skip


def told(runs: Runs) -> list[list[int]]:
    return [runs.ids[a:b].tolist() for a, b in zip(runs.ends, runs.ends[1:], strict=False)]


@settings(deadline=None)
@given(_TITLES)
def test_tokens_of_titles(titles: list[str]) -> None:
    assert told(title_runs(titles)) == [sorted(title_tokens(title)) for title in titles]


@settings(deadline=None)
@given(_PEOPLE)
def test_tokens_of_author_lists_as_they_are_written(people: list[list[str]]) -> None:
    names = [read_authors(some).names for some in people]
    plain = [sorted(author_tokens(some)) for some in names]
    assert told(author_runs(people)) == plain
    assert told(name_runs(names)) == plain


@settings(deadline=None)
@given(_TITLES, _TITLES)
def test_overlaps_equal_sums_over_sets(known: list[str], asked: list[str]) -> None:
    weights = model().weights
    tokens = Tokens()
    tokens.extend(title_runs(known))
    postings = Postings.of(tokens, weights)
    pairs = [(query, record) for query in range(len(asked)) for record in range(len(known))]
    owner, records = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    shared, own = postings.overlaps(title_runs(asked), owner, records.astype(np.int32))
    sides = [title_tokens(known[record]) & title_tokens(asked[query]) for query, record in pairs]
    assert shared.tolist() == pytest.approx([float(weights[list(side)].sum()) for side in sides], rel=1e-5)
    assert own.tolist() == pytest.approx([float(weights[list(title_tokens(t))].sum()) for t in asked], rel=1e-5)


@settings(deadline=None)
@given(_TITLES, _TITLES)
def test_the_nearest_share_the_most(known: list[str], asked: list[str]) -> None:
    """With room for everything each record that shares a word is found."""
    tokens = Tokens()
    tokens.extend(title_runs(known))
    found = Postings.of(tokens, model().weights).nearest(title_runs(asked), budget=10**6, best=100)
    for query, records in zip(asked, found, strict=True):
        plain = [n for n, title in enumerate(known) if title_tokens(title) & title_tokens(query)]
        assert sorted(records.tolist()) == plain


def test_titles_that_fold_give_words_alone() -> None:
    assert told(title_runs([fold("A $\\beta$-Study: Graphs!"), ""]))[1] == []
