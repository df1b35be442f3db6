"""Duplicate detection on labelled pairs, cross-validated, and how the time of a question grows with the known papers.

    python -m benchmarks.dedupe [--data ../shared/data/dedup] [--only pairs,abstracts,growth,speed]

`speed`: processor time of asking against 100,000 known papers, and of rapidfuzz cdist on the same titles, turn by turn.
`pairs`: the measures that the bot compares and some of the names and titles as they are written, fitted and judged in
five folds, a file at a time: by the left title once folded (spellings of one paper stay together) and, as the scorer
halves them, by the left title as it is written; the reference is rapidfuzz token_sort_ratio at its best threshold. The
folds are drawn four times, as one draw differs from the next by up to .01: mean, least and most. Folds by the pair are
there for comparison: a model then knows other pairs of the same two papers. `best` is F1 at the threshold that is best
on the pairs judged, as references are often given; elsewhere the threshold comes from the other folds.
`abstracts`: recorded papers, no two of them one work: how alike the abstracts of any two are, and how many of one half
are held against the other without their ids, by titles alone and with abstracts.
`growth`: made titles, 1,000 to 1,000,000 known.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import html
import json
import random
import re
import resource
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.train_dedupe import read
from bot.dedupe import Index
from bot.matching.abstracts import read_abstract
from bot.matching.dedupe_model import model
from bot.matching.title_index import Weights, title_tokens
from bot.matching.title_pairs import Authors, Title, measure, read_authors, read_title
from bot.matching.title_words import WordWeights
from bot.matching.titles import fold
from bot.model import Known, Paper
from bot.paper_json import paper_from, read_papers

FOLDS, DRAWS = 5, 4
SHARES = (0.08, 0.14, 0.2, 0.5)
_KIND = re.compile(
    r"\b(review|tutorial|demo\w*|abstract|panel|erratum|editor\w*|introduction|foreword|session|note\w*|column|report|"
    r"overview|survey|project|extended|workshop|exhibit\w*)\b"
)
_SEPARATORS = re.compile(r"\s*;\s*|,?\s+and\s+|,?\s*&\s*")
_PARTED_LETTER = re.compile(r"\s*(&#?\w+;)\s?")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/dedup"))
    parser.add_argument("--only", default="pairs,abstracts,growth,speed")
    options = parser.parse_args()
    if "pairs" in options.only:
        for path in sorted(options.data.glob("*_*.csv.gz")):
            pairs(path)
    if "abstracts" in options.only:
        abstracts(options.data.parent / "ranking")
    if "growth" in options.only:
        growth()
    if "speed" in options.only:
        speed(next(options.data.glob("e2e_*")))


# --- pairs --------------------------------------------------------------------------------------------------------


def pairs(path: Path) -> None:
    """Print F1 and recall at precision .99 of a file, beside the reference, and recall and false finds a category."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        records = list(csv.DictReader(lines))
    label = np.array([record["label"] == "1" for record in records])
    tight = _draws([read_title(record["title_a"]).tight for record in records])
    written = _draws([record["title_a"] for record in records])
    paired = _draws([str(number) for number in range(len(records))])
    weights = WordWeights(model().weights)
    rows = np.array([_row(record, weights) for record in records], dtype=np.float32)
    rows = np.hstack([rows, _bearers(records)])
    scores = [_unseen(rows, label, fold) for fold in tight]
    plain = np.array(
        [fuzz.token_sort_ratio(record["title_a"].lower(), record["title_b"].lower()) for record in records]
    )
    print(f"{path.name}: {len(records)} pairs, {int(label.sum())} of one paper")
    print("  ours              " + _told([_judged(*drawn, label) for drawn in zip(scores, tight, strict=True)]))
    for name, folds in (("as written", written), ("by the pair", paired)):
        print(f"  ours, {name:11s} " + _told([_judged(_unseen(rows, label, fold), fold, label) for fold in folds]))
    print("  token_sort_ratio  " + _told([_judged(plain, fold, label) for fold in tight]))
    flagged = _flags(scores[0], label, tight[0])
    for category, (count, right) in sorted(_by_category(records, flagged, label).items()):
        print(f"    {category:42s} n={count:5d} right={right / count:.3f}")


def _draws(texts: Sequence[str]) -> list[NDArray[np.int64]]:
    """The fold of each text, drawn several times; equal texts are never parted."""
    return [np.array([zlib.crc32(f"{draw}{text}".encode()) % FOLDS for text in texts]) for draw in range(DRAWS)]


def _unseen(rows: NDArray[Any], label: NDArray[Any], fold: NDArray[Any]) -> NDArray[np.float64]:
    """The score of each pair from a model that was fitted to the other folds."""
    score = np.zeros(len(rows))
    for number in range(FOLDS):
        inside, outside = fold != number, fold == number
        score[outside] = _fitted(rows[inside], label[inside], rows[outside])
    return score


def _row(record: dict[str, str], weights: WordWeights) -> list[float]:
    a, b = read_title(record["title_a"]), read_title(record["title_b"])
    by, and_by = (read_authors(_names(record[side])) for side in ("authors_a", "authors_b"))
    years = (_year(record["year_a"]), _year(record["year_b"]))
    surnames = [{name.split()[0] for name in authors.names} for authors in (by, and_by)]
    words = [set(re.findall(r"[a-z]{3,}", record[side].lower())) for side in ("authors_a", "authors_b")]
    return [
        *measure(a, b, by, and_by, years=years, weights=weights),
        a.tight == b.tight,
        fuzz.ratio(a.tight, b.tight),
        _shared(surnames),
        _shared(words),
        *_token_shares(a, b, weights.columns),
        *_texts(record["title_a"].lower(), record["title_b"].lower()),
        *_texts(record["authors_a"].lower(), record["authors_b"].lower()),
        years[0] == years[1] if None not in years else -1.0,
        *_namesakes(by, and_by),
        *_kinds(record["title_a"], record["title_b"]),
    ]


def _namesakes(by: Authors, and_by: Authors) -> list[float]:
    """How alike the last names of the shorter list are to their nearest in the longer: mean, least, first of both.

    Which side names authors at all says who made the file, not whether the papers are one: it is no measure.
    """
    short, long = sorted(([name.split()[0] for name in one.names] for one in (by, and_by)), key=len)
    if not short:
        return [-1.0] * 4
    nearest = [max(fuzz.ratio(name, other) for other in long) for name in short]
    return [sum(nearest) / len(nearest), min(nearest), fuzz.ratio(short[0], long[0]), len(long) - len(short)]


def _bearers(records: Sequence[dict[str, str]]) -> NDArray[np.float32]:
    """How many works bear the title of a pair's half, by year and last names: of the two sides the more.

    `Book Reviews` is written every year. Who asks the bot has all known papers before him; labels are not looked at.
    """
    counts = []
    for side in ("a", "b"):
        titles = [read_title(record[f"title_{side}"]).tight for record in records]
        works: dict[str, set[tuple[int | None, frozenset[str]]]] = defaultdict(set)
        for title, record in zip(titles, records, strict=True):
            people = read_authors(_names(record[f"authors_{side}"]))
            works[title].add((_year(record[f"year_{side}"]), people.last_names))
        counts.append([len(works[title]) for title in titles])
    most: NDArray[np.float32] = np.array(counts, dtype=np.float32).max(axis=0)[:, None]
    return most


def _kinds(a: str, b: str) -> list[float]:
    """Words that say what kind of work it is (`tutorial`, `book review`): on one side only, on both."""
    here, there = set(_KIND.findall(a.lower())), set(_KIND.findall(b.lower()))
    return [len(here ^ there), len(here & there)]


def _texts(a: str, b: str) -> list[float]:
    """Likeness of two texts as they are written: worn author lists and titles that hold a whole citation."""
    if not (a and b):
        return [-1.0] * 5
    scorers = (
        fuzz.ratio,
        fuzz.token_sort_ratio,
        fuzz.token_set_ratio,
        fuzz.partial_ratio,
        fuzz.partial_token_sort_ratio,
    )
    return [scorer(a, b) for scorer in scorers]


def _token_shares(a: Title, b: Title, weights: Weights) -> tuple[float, float]:
    mine, theirs = title_tokens(a.folded), title_tokens(b.folded)
    both = float(weights[list(mine & theirs)].sum())
    sides = [float(weights[list(side)].sum()) + 1e-6 for side in (mine, theirs)]
    return both / max(sides), both / min(sides)


def _shared(sides: Sequence[set[str]]) -> float:
    one, other = sides
    return len(one & other) / min(len(one), len(other)) if one and other else -1.0


def _names(text: str) -> list[str]:
    text = _PARTED_LETTER.sub(lambda letter: html.unescape(letter[1]), text)
    parts = [part for part in _SEPARATORS.split(text) if part]
    # "Last, First; Last, First" keeps its commas; "A B, C D" is parted by them.
    return parts if len(parts) > 1 and ";" in text else [name for part in parts for name in part.split(",")]


def _year(text: str) -> int | None:
    found = re.fullmatch(r"(\d{4})(?:\.0)?", text or "")
    return int(found[1]) if found else None


def _fitted(x: NDArray[Any], y: NDArray[Any], asked: NDArray[Any]) -> NDArray[np.float64]:
    forests = np.mean([_forest(seed).fit(x, y).predict_proba(asked)[:, 1] for seed in range(3)], axis=0)
    linear = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(x, y)
    scored: NDArray[np.float64] = (2 * forests + linear.predict_proba(asked)[:, 1]) / 3
    return scored


def _forest(seed: int) -> HistGradientBoostingClassifier:
    """A forest that sees a quarter of the measures at a time: of three such the mean leans on none of them."""
    return HistGradientBoostingClassifier(
        max_iter=200,
        learning_rate=0.05,
        max_leaf_nodes=10,
        max_features=0.25,
        l2_regularization=2.0,
        early_stopping=False,
        random_state=seed,
    )


def _flags(score: NDArray[Any], label: NDArray[Any], fold: NDArray[Any]) -> NDArray[np.bool_]:
    """Flagged at the threshold that is best on the other folds."""
    flagged = np.zeros(len(score), dtype=bool)
    for number in range(FOLDS):
        others = fold != number
        cuts = np.quantile(score[others], np.linspace(0, 1, 301))
        best = max(cuts, key=lambda at: _f1(score[others] >= at, label[others]))
        flagged[~others] = score[~others] >= best
    return flagged


def _judged(score: NDArray[Any], fold: NDArray[Any], label: NDArray[Any]) -> tuple[float, float, float]:
    """F1, F1 at the threshold that is best on these very pairs, and recall at precision .99."""
    order = np.argsort(-score, kind="stable")
    hits, flagged = np.cumsum(label[order]), np.arange(1, len(score) + 1)
    last = np.append(np.diff(score[order]) != 0, True)
    best = float((2 * hits / (flagged + label.sum()))[last].max())
    precise = last & (hits / flagged >= 0.99)
    recall = float(hits[precise].max() / label.sum()) if precise.any() else 0.0
    return _f1(_flags(score, label, fold), label), best, recall


def _told(draws: Sequence[tuple[float, float, float]]) -> str:
    """Mean, least and most of F1, of F1 at the best threshold and of recall at precision .99."""
    sides = zip(("F1", "best", "recall_at_P99"), zip(*draws, strict=True), strict=True)
    return " ".join(f"{name}={np.mean(side):.3f} ({min(side):.3f}-{max(side):.3f})" for name, side in sides)


def _f1(flagged: NDArray[Any], label: NDArray[Any]) -> float:
    return float(2 * (flagged & label).sum() / max(1, flagged.sum() + label.sum()))


def _by_category(
    records: Sequence[dict[str, str]], flagged: NDArray[Any], label: NDArray[Any]
) -> dict[str, tuple[int, int]]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for record, flag, same in zip(records, flagged, label, strict=True):
        count = counts[f"{'same' if same else 'other'}: {record['source']}/{record['category']}"[:42]]
        count[0] += 1
        count[1] += int(flag == same)
    return {category: (count, right) for category, (count, right) in counts.items()}


# --- abstracts ----------------------------------------------------------------------------------------------------


def abstracts(folder: Path) -> None:
    """Print how many pairs of recorded abstracts are so alike, and what becomes of one half asked against the other."""
    rows = [row for name in ("candidates", "background") for row in read(folder / f"{name}.jsonl.gz")]
    papers = [replace(paper_from(row), authors=(), year=None) for row in rows]
    papers = [paper for paper in {fold(paper.title): paper for paper in papers}.values() if paper.abstract]
    alike = sorted(_pairs_alike(papers), reverse=True)
    counts = ", ".join(f"{sum(share >= least for share, _, _ in alike)} share {least:.2f}" for least in SHARES)
    print(f"{len(papers) * (len(papers) - 1) // 2:,} pairs of {len(papers)} abstracts: {counts} or more of their runs")
    for share, one, other in alike[:5]:
        print(f"  {share:.2f} {one} | {other}")
    half = len(papers) // 2
    for said, abstract in (("titles alone", False), ("titles and abstracts", True)):
        bare = [Paper(title=one.title, abstract=one.abstract if abstract else "") for one in papers]
        found = Counter(m.verdict.value for m in Index(Known(paper=one) for one in bare[:half]).match_all(bare[half:]))
        print(f"  {len(papers) - half} asked against {half}, {said}: {dict(found)}")


def _pairs_alike(papers: Sequence[Paper]) -> Iterator[tuple[float, str, str]]:
    """The pairs whose abstracts have more than one run in common, and what share."""
    runs = [read_abstract(paper.abstract).runs.tolist() for paper in papers]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, some in enumerate(runs):
        for run in some:
            holders[run].append(number)
    common = Counter(pair for some in holders.values() for pair in combinations(some, 2))
    for (one, other), count in common.items():
        if count > 1:
            yield count / min(len(runs[one]), len(runs[other])), papers[one].title, papers[other].title


# --- growth -------------------------------------------------------------------------------------------------------


def growth() -> None:
    """Print the processor time to build, to restore and to ask 1,000 papers, and the peak memory, as the known grow."""
    for size in (1_000, 10_000, 100_000, 1_000_000):
        start = time.process_time()
        index = Index(Known(paper=paper) for paper in _made(size, seed=1))
        built = time.process_time()
        index.match_all(list(_made(1_000, seed=2)))
        asked = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        arrays = index.arrays()
        kept = time.process_time()
        Index.restored(arrays)
        restored = time.process_time() - kept
        spent = f"built in {built - start:7.2f} s, restored in {restored:5.2f} s, 1,000 asked in {asked - built:6.3f} s"
        print(f"{size:9,d} known: {spent}, peak {peak:,.0f} MB", flush=True)


def _made(count: int, seed: int) -> Iterator[Paper]:
    """Titles of eight made words, a few of them frequent as in real titles; three authors each."""
    draw = random.Random(seed)
    syllables = ("gra", "neu", "flo", "tra", "spa", "lin", "ket", "mor", "dis", "val", "ter", "po")
    words = [a + b + c + d for a in syllables for b in syllables for c in syllables for d in syllables]
    for _ in range(count):
        title = " ".join(words[int(len(words) * draw.random() ** 3)] for _ in range(8))
        names = tuple(f"{draw.choice('ABCDEFGH')}. {words[draw.randrange(len(words))]}" for _ in range(3))
        yield Paper(title=title, authors=names, arxiv_id=f"2{draw.randrange(1000):03d}.{draw.randrange(100000):05d}")


# --- speed --------------------------------------------------------------------------------------------------------


def speed(folder: Path) -> None:
    """Print the processor time of 1,000 papers and of cdist (cut-off 85) on the same titles, shared by two workers.

    Asking is measured on all queries and scaled to 1,000, cdist on 100 of them and scaled; they take turns, so that
    other work on the machine slows both. Reading the papers counts as asking. (`match` shares the questions of a file
    between the cores; here one process asks them all.)
    """
    known = [Known(paper=paper_from(line)) for line in read(folder / "known.jsonl.gz")]
    lines = [json.dumps(line) for name in ("speed", "papers_hidden") for line in read(folder / f"{name}.jsonl.gz")]
    start = time.process_time()
    index = Index(known)
    print(f"built at {len(known) / (time.process_time() - start):,.0f} papers a second of one core")
    titles = [fold(item.paper.title) for item in known]
    ours, scan = [], []
    for turn in range(3):
        start = time.process_time()
        papers = [paper for paper in read_papers(lines) if isinstance(paper, Paper)]
        index.match_all(papers)
        asked = time.process_time()
        some = [fold(paper.title) for paper in papers[100 * turn : 100 * (turn + 1)]]
        process.cdist(some, titles, scorer=fuzz.ratio, score_cutoff=85, workers=1, dtype=np.uint8)
        ours.append((asked - start) / len(papers) * 1000)
        scan.append((time.process_time() - asked) * 10 / 2)
    times = min(scan) / min(ours)
    print(f"1,000 papers: {min(ours):.3f} s; cdist on two workers: {min(scan):.2f} s, {times:.0f} times as long")


if __name__ == "__main__":
    main()
