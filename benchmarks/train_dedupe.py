"""Learn the model of duplicate detection from labelled papers and write `bot/data/dedupe.json`.

    python -m benchmarks.train_dedupe [--data ../shared/data/dedup] [--out bot/data/dedupe.json]

Rows are pairs that the search itself retrieves: the labelled queries against all known papers and, with less weight,
against small lists drawn from them. Cross-validation is by paper: both sides of a paper, in every list, are in one
fold. The report goes to standard error.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from bot.matching import dedupe_search
from bot.matching.dedupe_model import token_weights
from bot.matching.dedupe_search import EVIDENCE, QUICK, Search
from bot.matching.title_index import COLUMNS, Tokens, Weights, author_tokens, title_tokens
from bot.matching.title_pairs import MEASURES, Authors, Title, measure, read_authors, read_title
from bot.matching.title_words import WordWeights

VERSION = "4"
OFTEN = 25
"""A token in fewer titles than this has the weight of a rare one."""
FOLDS = 5
PRECISE = 0.99
AS_GOOD = 0.003
FOR = frozenset(
    "share_min share_max cosine quick quick_ahead quick_above ratio sorted_ratio words_share_min words_share_max "
    "words_cosine author_share authors_fraction acronym_same unlike_share_min unlike_share_max in_order same_begin "
    "same_end".split()
)
AGAINST = frozenset(
    "numbers_differ mark_differs rest_min rest_max unlike_min unlike_max changes moves unexplained_min unexplained_max "
    "years_apart".split()
)
"""Measures that never count against, or never for, one paper: a nearer title has no lower score."""
DEPTH = 5
TREES = 150
AGAIN = 0.4
"""What a row counts that asks the same against a small list: the pair is not a new one."""


@dataclass(frozen=True)
class Record:
    """A paper of the labelled data, taken apart."""

    title: Title
    authors: Authors
    year: int | None


@dataclass
class Rows:
    """Feature rows, their labels, the fold of their paper, and which query of the first set they belong to."""

    values: list[list[float]] = field(default_factory=list)
    label: list[int] = field(default_factory=list)
    fold: list[int] = field(default_factory=list)
    query: list[int] = field(default_factory=list)


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/dedup"))
    parser.add_argument("--out", type=Path, default=Path("bot/data/dedupe.json"))
    options = parser.parse_args()
    folder = next(options.data.glob("e2e_*"))
    known = [record(line) for line in read(folder / "known.jsonl.gz")]
    queries = [record(line) for line in read(folder / "papers_hidden.jsonl.gz")]
    lines = read(folder / "truth.jsonl")
    hard = [
        n for n, line in enumerate(lines) if line["category"].startswith("new:") and line["category"] != "new:other"
    ]
    model = learn(known, queries, [line["of"] for line in lines], frozenset(hard))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")


def read(path: Path) -> list[Any]:
    """The records of a JSON Lines file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def record(line: dict[str, Any]) -> Record:
    """A labelled paper, taken apart."""
    return Record(read_title(line["title"]), read_authors(line.get("authors") or []), line.get("year"))


def learn(
    known: Sequence[Record], queries: Sequence[Record], truth: Sequence[int | None], hard: frozenset[int]
) -> dict[str, Any]:
    """The model as JSON."""
    place = _places(known)
    data = Labelled(known, queries, [None if of is None else place[of] for of in truth], place, hard)
    tokens, rare = _token_table(known)
    weights = token_weights(tokens, rare)
    quick = _learn_quick(data, weights)
    rows = _collect(data, weights, quick)
    x, y, fold = np.array(rows.values, np.float32), np.array(rows.label), np.array(rows.fold)
    query = np.array(rows.query)
    weight = np.where(query >= 0, 1.0, AGAIN)
    unseen = np.zeros(len(x))
    for number in range(FOLDS):
        inside = fold != number
        linear, forest = _fit(x[inside], y[inside], weight[inside])
        unseen[fold == number] = _score(linear, forest, x[fold == number])
    _report(data, unseen, y, query)
    linear, forest = _fit(x, y, weight)
    judged, resembling = query >= 0, np.isin(query, list(data.hard))
    maybe_at, duplicate_at = _thresholds(unseen[judged], y[judged], resembling[judged])
    print(
        f"{len(x)} rows, {int(y.sum())} of one paper; maybe at {maybe_at}, duplicate at {duplicate_at}", file=sys.stderr
    )
    return {
        "version": VERSION,
        "features": [*EVIDENCE, *MEASURES],
        "rare": rare,
        "quick": [round(float(v), 5) for v in quick],
        "linear": [float(f"{v:.6g}") for v in linear],
        "forest": _complete(forest),
        "maybe_at": maybe_at,
        "duplicate_at": duplicate_at,
        "tokens": tokens,
    }


def _places(known: Sequence[Record]) -> list[int]:
    first: dict[str, int] = {}
    return [first.setdefault(paper.title.tight, number) for number, paper in enumerate(known)]


def _tokens(known: Sequence[Record]) -> tuple[Tokens, Tokens]:
    titles, authors = Tokens(), Tokens()
    for paper in known:
        titles.add(title_tokens(paper.title.folded))
        authors.add(author_tokens(paper.authors.sought))
    return titles, authors


def _token_table(known: Sequence[Record]) -> tuple[dict[str, list[int]], float]:
    """Weight in tenths → columns of frequent tokens, and the weight of all others."""
    table: dict[str, list[int]] = {}
    for tokens in _tokens(known):
        frequency = np.bincount(tokens.ids, minlength=COLUMNS)
        for column in np.flatnonzero(frequency >= OFTEN).tolist():
            table.setdefault(str(round(10 * float(np.log(len(known) / frequency[column])))), []).append(column)
    return dict(sorted(table.items(), key=lambda item: int(item[0]))), round(float(np.log(len(known) * 3 / OFTEN)), 2)


def _learn_quick(data: Labelled, weights: Weights) -> NDArray[np.float32]:
    start = np.zeros(2 * len(QUICK) + 1, dtype=np.float32)
    start[QUICK.index("cosine")] = 1
    values: list[NDArray[np.float32]] = []
    labels: list[int] = []
    with _keeping(60):
        search = Search.of(*_tokens(data.known), weights, start)
        for near, of in zip(_near(search, data.queries), data.truth, strict=True):
            values.append(near.evidence[:, : len(QUICK)])
            labels.extend(int(data.place[i] == of) for i in near.ids.tolist())
    x = np.vstack(values)
    coefficients, constant = _linear(np.hstack([x, x**2]), np.array(labels), 1.0)
    return np.append(coefficients, constant).astype(np.float32)


class _keeping:  # noqa: N801  # reads as a statement
    """Keep more of the nearest papers than the bot does, for training."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __enter__(self) -> None:
        self._before = dedupe_search.KEEP
        dedupe_search.KEEP = self._number

    def __exit__(self, *_: object) -> None:
        dedupe_search.KEEP = self._before


def _near(search: Search, papers: Sequence[Record]) -> Iterator[dedupe_search.Near]:
    for start in range(0, len(papers), 500):
        part = papers[start : start + 500]
        yield from search.near([p.title.folded for p in part], [p.authors.sought for p in part])


@dataclass(frozen=True)
class Labelled:
    """The labelled data: `truth` names the first known paper of a query's title, or says that it is new.

    `hard` holds the new queries that were picked because they resemble a known paper.
    """

    known: Sequence[Record]
    queries: Sequence[Record]
    truth: Sequence[int | None]
    place: Sequence[int]
    hard: frozenset[int]

    def fold(self, query: int) -> int:
        """The fold of a query: that of its paper."""
        of = self.truth[query]
        return zlib.crc32(f"{f'new {query}' if of is None else of}".encode()) % FOLDS


def _collect(data: Labelled, weights: Weights, quick: NDArray[np.float32]) -> Rows:
    words = WordWeights(weights)
    rows, draw = Rows(), random.Random(11)
    exact = {paper.title.tight for paper in data.known}
    asked = [n for n, paper in enumerate(data.queries) if paper.title.tight not in exact]
    everyone = range(len(data.known))
    _add_queries(rows, data, Search.of(*_tokens(data.known), weights, quick), everyone, asked, words, judged=True)
    for size, rounds in ((300, 6), (3000, 2), (20000, 1)):
        for _ in range(rounds):
            part = min(size // 6, 600)
            same = draw.sample([n for n in asked if data.truth[n] is not None], part)
            new = draw.sample([n for n in asked if data.truth[n] is None], part)
            wanted = {of for of in (data.truth[n] for n in same) if of is not None}
            members = sorted(wanted | set(draw.sample(everyone, size - part)))
            search = Search.of(*_tokens([data.known[m] for m in members]), weights, quick)
            _add_queries(rows, data, search, members, same + new, words, judged=False)
    return rows


def _add_queries(  # noqa: PLR0917  # one caller's loop, twice
    rows: Rows,
    data: Labelled,
    search: Search,
    members: Sequence[int],
    asked: Sequence[int],
    weights: WordWeights,
    *,
    judged: bool,
) -> None:
    papers = [data.queries[n] for n in asked]
    for query, near in zip(asked, _near(search, papers), strict=True):
        for evidence, found in _worth(near):
            known = members[found]
            pair = _measured(data.queries[query], data.known[known], weights)
            rows.values.append([*evidence, *pair])
            rows.label.append(int(data.place[known] == data.truth[query]))
            rows.fold.append(data.fold(query))
            rows.query.append(query if judged else -1)


def _worth(near: dedupe_search.Near) -> list[tuple[list[float], int]]:
    """What the bot would compare in full: the model is asked about nothing else."""
    return [(near.evidence[at].tolist(), int(near.ids[at])) for at in near.worth]


def _measured(paper: Record, known: Record, weights: WordWeights) -> list[float]:
    return measure(paper.title, known.title, paper.authors, known.authors, years=(None, None), weights=weights)


def _linear(
    x: NDArray[Any], y: NDArray[Any], strength: float, weight: NDArray[Any] | None = None
) -> tuple[NDArray[np.float64], float]:
    """Coefficients on the raw columns, and the constant."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    fitted = LogisticRegression(max_iter=500, C=strength).fit((x - mean) / spread, y, sample_weight=weight)
    coefficients = fitted.coef_[0] / spread
    return coefficients, float(fitted.intercept_[0] - coefficients @ mean)


def _fit(
    x: NDArray[np.float32], y: NDArray[Any], weight: NDArray[Any]
) -> tuple[NDArray[np.float64], HistGradientBoostingClassifier]:
    coefficients, constant = _linear(x.astype(np.float64), y, 0.3, weight)
    forest = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=0.06,
        max_depth=DEPTH,
        min_samples_leaf=20,
        l2_regularization=5.0,
        max_features=0.2,
        monotonic_cst=[int(name in FOR) - int(name in AGAINST) for name in (*EVIDENCE, *MEASURES)],
        early_stopping=False,
        random_state=0,
    ).fit(x, y, sample_weight=weight)
    return np.append(coefficients, constant), forest


def _score(linear: NDArray[np.float64], forest: HistGradientBoostingClassifier, x: NDArray[np.float32]) -> NDArray[Any]:
    margin = np.clip(x.astype(np.float64) @ linear[:-1] + linear[-1], -40, 40)
    scored: NDArray[Any] = (1 / (1 + np.exp(-margin)) + forest.predict_proba(x)[:, 1]) / 2
    return scored


def _complete(forest: HistGradientBoostingClassifier) -> dict[str, Any]:
    """Every tree as a complete binary tree: a leaf above the last level is repeated below."""
    feature, cut, leaf = [], [], []
    for (tree,) in forest._predictors:  # noqa: SLF001  # scikit-learn gives no public view of its trees
        features, cuts, level = [], [], [0]
        for _ in range(DEPTH):
            features += [0 if tree.nodes[n]["is_leaf"] else int(tree.nodes[n]["feature_idx"]) for n in level]
            cuts += [1e30 if tree.nodes[n]["is_leaf"] else float(tree.nodes[n]["num_threshold"]) for n in level]
            level = [
                child
                for n in level
                for child in (
                    [n, n] if tree.nodes[n]["is_leaf"] else [int(tree.nodes[n]["left"]), int(tree.nodes[n]["right"])]
                )
            ]
        feature.append(features)
        cut.append([float(f"{value:.8g}") for value in cuts])
        leaf.append([float(f"{tree.nodes[n]['value']:.5g}") for n in level])
    return {"bias": float(np.ravel(forest._baseline_prediction)[0]), "feature": feature, "cut": cut, "leaf": leaf}  # noqa: SLF001


def _report(data: Labelled, score: NDArray[Any], label: NDArray[Any], query: NDArray[Any]) -> None:
    """End to end, every score from a model that saw no row of the paper: equal titles count as found."""
    exact = {paper.title.tight for paper in data.known}
    best = {n: (2.0, int(of is not None)) for n, of in enumerate(data.truth) if data.queries[n].title.tight in exact}
    for number, value, right in zip(query.tolist(), score.tolist(), label.tolist(), strict=True):
        if number >= 0:
            best[number] = max(best.get(number, (0.0, 0)), (value, right))
    known = sum(of is not None for of in data.truth)
    for name, left_out in (("all", frozenset()), ("without hard negatives", data.hard)):
        f1, recall = _swept([pair for number, pair in best.items() if number not in left_out], known)
        print(f"cross-validated, {name}: F1 {f1:.4f}, recall at precision .99 {recall:.4f}", file=sys.stderr)


def _swept(answers: list[tuple[float, int]], known: int) -> tuple[float, float]:
    hits = flags = 0
    f1 = recall = 0.0
    for _, right in sorted(answers, reverse=True):
        hits, flags = hits + right, flags + 1
        f1 = max(f1, 2 * hits / (flags + known))
        recall = hits / known if hits >= PRECISE * flags else recall
    return f1, recall


def _thresholds(score: NDArray[Any], label: NDArray[Any], hard: NDArray[Any]) -> tuple[float, float]:
    """The lowest score whose F1 among ordinary papers is all but the best, and just above the highest different pair.

    A twin that is missed is proposed again; one that is held costs a glance: of thresholds that are as good, the lower.
    """
    reached = {at: _f1(score[~hard] >= at, label[~hard]) for at in np.linspace(0.05, 0.9, 86).tolist()}
    best = min(at for at, f1 in reached.items() if f1 >= max(reached.values()) - AS_GOOD)
    return round(best, 3), min(0.9999, round(float(score[label == 0].max()) + 0.001, 4))


def _f1(flag: NDArray[Any], label: NDArray[Any]) -> float:
    hits = int((flag & (label == 1)).sum())
    return 2 * hits / max(1, int(flag.sum()) + int(label.sum()))


if __name__ == "__main__":
    main()
