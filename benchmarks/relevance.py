"""Measure relevance, probabilities and tags on the recorded lists beside the project.

    python -m benchmarks.relevance [reliability|bare|fit|inferred|foreign|titles|cold|decisions|sections|tags|again]
                                   [--shared ../shared]

reliability  of papers said to be so likely, how many the maintainers took (eight lists, with and without keywords)
bare         the same without a background, in batches of three days as a run judges them; and the order's quality
fit          the curve of `bot/learning/calibration.py`: each list judged by one fitted without it, then the final one
inferred     the order with the keywords that `init` infers, beside none and a maintainer's
foreign      the order with the keywords of two other lists in turn, beside none and the list's own
titles       the list of 43, and lists cut to 43 without abstracts: whole texts asked alone, and beside the titles
cold         ten random entries of each list against the keyword rules (title twice, abstract once)
decisions    the list of 43 entries and 472 labelled papers: before and after 20 decisions, means of 30 draws
sections     four folds of six lists: best section, best three, and how often a score is right
tags         four folds of the lists that bear tags, beside the rule "the tag's name occurs in the text"
again        seconds to re-rank 1,000 waiting papers after one decision
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot import awesome, book, relevance, topics
from bot.commands.rank_job import joined
from bot.configuring.phrases import phrases
from bot.learning import calibration, signals
from bot.learning.paper_text import words
from bot.model import Keywords, Paper, paper_of

Numbers = NDArray[np.float64]
LEAST_TRUE = 10
PER_RATE = (1.0, 1.3, 1.5, 1.7)  # tried for what the log-odds of the base rate count
SHRINKAGE = 0.1
DRAWS = 30  # of 20 decisions each: one moves the average precision by .02
FOREIGN = (3, 5)  # steps to the lists whose keywords are lent


@dataclass(frozen=True, kw_only=True)
class Stream:
    """One list at its cut day, the papers after it, and which of them its maintainers took."""

    name: str
    entries: list[Paper]
    keywords: Keywords
    papers: list[Paper]
    true: NDArray[np.bool_]


def main() -> None:
    """Run one measurement, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=[*MEASURES, "all"], default="all")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    for name in MEASURES if args.what == "all" else [args.what]:
        print(f"# {name}", flush=True)
        MEASURES[name](args.shared / "data")


def reliability(data: Path) -> None:
    """Print the share taken for each band of probability."""
    bands: dict[int, list[bool]] = {}
    for stream, ranker in _learned(data):
        likely = [judged.score for judged in ranker.judge(stream.papers)]
        for chance, taken in zip(likely, stream.true.tolist(), strict=True):
            bands.setdefault(min(9, int(chance * 10)), []).append(taken)
    for band in sorted(bands):
        taken = bands[band]
        print(f"{band / 10:.1f}–{band / 10 + 0.1:.1f}: {len(taken):6d} papers, {sum(taken) / len(taken):.3f} taken")


def bare(data: Path) -> None:
    """What a list without a background of its own gets: order, and the share taken for each band of probability."""
    bands: dict[int, list[bool]] = {}
    table: dict[bool, list[tuple[float, float]]] = {}
    for stream in streams(data):
        days = [paper.published for paper in stream.papers]
        batch = {day: i // 3 for i, day in enumerate(sorted(set(days)))}
        for keywords in (Keywords(), stream.keywords):
            ranker = relevance.learn(stream.entries, keywords=keywords)
            likely = np.zeros(len(days))
            for number in sorted(set(batch.values())):
                here = [i for i, day in enumerate(days) if batch[day] == number]
                likely[here] = [judged.score for judged in ranker.judge([stream.papers[i] for i in here])]
            for chance, taken in zip(likely.tolist(), stream.true.tolist(), strict=True):
                bands.setdefault(min(9, int(chance * 10)), []).append(taken)
            if stream.true.sum() >= LEAST_TRUE:
                table.setdefault(bool(keywords.include), []).append(metrics(likely, stream.true, days))
    for guided, found in table.items():
        print(f"keywords {'given' if guided else 'none'}: AP, R@10 {np.mean(found, axis=0).round(3).tolist()}")
    for band in sorted(bands):
        print(f"{band / 10:.1f}–{band / 10 + 0.1:.1f}: {len(bands[band]):6d} papers, {np.mean(bands[band]):.3f} taken")


def fit(data: Path) -> None:
    """Fit the curve; each list's share in the table comes from a curve that has not seen it."""
    rows = []
    for stream, ranker in _learned(data):
        score, scale = ranker.distance(stream.papers), ranker.calibration
        known = np.full(len(score), np.log(scale.rate / (1 - scale.rate)))
        columns = [score, np.log1p(np.maximum(score, 0)), np.full(len(score), scale.guided), np.ones(len(score))]
        rows.append(Judged(stream.name, np.column_stack(columns), known, stream.true, scale.trust))
    names = sorted({row.name for row in rows})
    for per_rate in PER_RATE:
        held_out = []
        for name in names:
            unseen = _curve([row for row in rows if row.name != name], per_rate)
            held_out += [(_likely(row, unseen, per_rate), row.true) for row in rows if row.name == name]
        likely, true = (np.concatenate(side) for side in zip(*held_out, strict=True))
        loss = -float(np.log(np.where(true, likely, 1 - likely)).mean())
        print(f"per log-odds of the base rate {per_rate}: log loss {1000 * loss:.2f} a thousand, held out")
        for low in np.arange(0, 1, 0.1):
            here = (likely >= low) & (likely < low + 0.1)
            if here.any():
                print(f"  {low:.1f}–{low + 0.1:.1f}: {here.sum():6d} papers, {true[here].mean():.3f} taken")
        per_score, per_log, guided, offset = _curve(rows, per_rate).round(3).tolist()
        print("  CURVE =", (per_score, per_log, per_rate, guided, offset))


class Judged(NamedTuple):
    """A list's papers as the curve sees them: its columns, the log-odds of the base rate, what was taken, the trust."""

    name: str
    columns: Numbers
    known: Numbers
    true: NDArray[np.bool_]
    trust: float


def _curve(rows: Sequence[Judged], per_rate: float) -> Numbers:
    """A logistic curve with a little shrinkage; a list counts as the root of what it took.

    What the base rate counts is given: where the largest list is left out, the others cannot tell it.
    """
    weights = np.concatenate([np.full(len(row.true), 1 / np.sqrt(row.true.sum())) for row in rows])
    columns = np.concatenate([row.columns for row in rows])
    true = np.concatenate([row.true for row in rows])
    known = per_rate * np.concatenate([row.known for row in rows])
    shrunk = SHRINKAGE * np.array([1.0, 1.0, 1.0, 0.0])

    def loss(curve: Numbers) -> tuple[float, Numbers]:
        odds = columns @ curve + known
        missed = weights * (1 / (1 + np.exp(-odds)) - true)
        total = (weights * (np.logaddexp(0, odds) - true * odds)).sum() + (shrunk * curve**2).sum() / 2
        return float(total), columns.T @ missed + shrunk * curve

    found: Numbers = minimize(
        loss, np.zeros(4), jac=True, method="L-BFGS-B", options={"maxiter": 2000, "ftol": 1e-12}
    ).x
    return found


def _likely(row: Judged, curve: Numbers, per_rate: float) -> Numbers:
    return calibration.probability(calibration.cautious(row.columns @ curve + per_rate * row.known, row.trust))


def inferred(data: Path) -> None:
    """Average precision and the share of the picks in a day's best ten, by where the keywords come from."""
    table: dict[str, list[tuple[float, float]]] = {}
    for stream in streams(data):
        if stream.true.sum() < LEAST_TRUE:
            continue
        text = (data / "ranking" / "lists" / f"{stream.name}.md").read_text(encoding="utf-8")
        own = phrases(book.of(awesome.parse(text), "README.md"))
        for kind, keywords in (("none", Keywords()), ("inferred", Keywords(include=own)), ("given", stream.keywords)):
            ranker = relevance.learn(stream.entries, background=background_in(data), keywords=keywords)
            likely = np.array([judged.score for judged in ranker.judge(stream.papers)])
            table.setdefault(kind, []).append(metrics(likely, stream.true, [p.published for p in stream.papers]))
    for kind, found in table.items():
        print(f"keywords {kind}: AP, R@10 {np.mean(found, axis=0).round(3).tolist()}")


def foreign(data: Path) -> None:
    """Average precision and the share in a day's best ten, with keywords that belong to other lists."""
    table: dict[str, list[tuple[float, float]]] = {}
    lists = list(streams(data))
    for i, stream in enumerate(lists):
        others = [lists[(i + step) % len(lists)].keywords for step in FOREIGN]
        for kind, keywords in [("none", Keywords()), ("own", stream.keywords), *(("foreign", one) for one in others)]:
            ranker = relevance.learn(stream.entries, background=background_in(data), keywords=keywords)
            found = metrics(ranker.score(stream.papers), stream.true, [p.published for p in stream.papers])
            print(f"{stream.name:24s} {kind:8s} AP {found[0]:.3f} R@10 {found[1]:.3f}", flush=True)
            if stream.true.sum() >= LEAST_TRUE:
                table.setdefault(kind, []).append(found)
    for kind, means in table.items():
        print(f"keywords {kind}: AP, R@10 {np.mean(means, axis=0).round(3).tolist()}")


def titles(data: Path) -> None:
    """Bare titles: average precision and share in a day's best ten, whole texts asked alone and beside the titles."""
    kept = signals.TITLE_SHARE
    small, waiting, wanted = _small_list(data)
    table: dict[str, list[tuple[float, float]]] = {}
    for share in (0.0, kept):
        signals.TITLE_SHARE = share
        for name, keywords in (("none", Keywords()), ("given", keywords_in(data, "seeds"))):
            ranker = relevance.learn(small, background=background_in(data), keywords=keywords)
            print(
                f"titles count {share}, keywords {name}: the list of 43 {_at(ranker.score(waiting), wanted)}",
                flush=True,
            )
        for stream, draw in product((one for one in streams(data) if one.true.sum() >= LEAST_TRUE), range(3)):
            chosen = random.Random(f"{stream.name}{draw}").sample(stream.entries, 43)
            cut = [replace(paper, abstract="") for paper in chosen]
            for name, keywords in (("none", Keywords()), ("given", stream.keywords)):
                ranker = relevance.learn(cut, background=background_in(data), keywords=keywords)
                found = metrics(ranker.score(stream.papers), stream.true, [p.published for p in stream.papers])
                table.setdefault(f"titles count {share}, keywords {name}", []).append(found)
    signals.TITLE_SHARE = kept
    for name, means in table.items():
        print(f"{name}: lists cut to 43, AP, R@10 {np.mean(means, axis=0).round(3).tolist()}")


def cold(data: Path) -> None:
    """Ten entries a list: average precision and share in a day's best ten."""
    table: dict[str, list[tuple[float, float]]] = {}
    for stream in streams(data):
        if stream.true.sum() < LEAST_TRUE:
            continue
        chosen = random.Random(stream.name).sample(stream.entries, 10)
        rows = {"keyword rules": _keyword_rules(stream)}
        for name, keywords in (("ten entries", Keywords()), ("ten entries + keywords", stream.keywords)):
            ranker = relevance.learn(chosen, background=background_in(data), keywords=keywords)
            rows[name] = ranker.score(stream.papers)
        for name, score in rows.items():
            table.setdefault(name, []).append(metrics(score, stream.true, [p.published for p in stream.papers]))
    for name, found in table.items():
        print(f"{name:24s} AP {np.mean([ap for ap, _ in found]):.3f} R@10 {np.mean([r for _, r in found]):.3f}")


def decisions(data: Path) -> None:
    """The small list: order before and after decisions."""
    entries, papers, true = _small_list(data)
    for name, keywords in (("none", Keywords()), ("given", keywords_in(data, "seeds"))):
        ranker = relevance.learn(entries, background=background_in(data), keywords=keywords)
        print(f"keywords {name}: before", _at(ranker.score(papers), true))
        for how in ("random", "middle"):
            found = np.array([_after(ranker, papers, true, how, seed) for seed in range(DRAWS)])
            after, rest = found.mean(axis=0)
            print(
                f"keywords {name}: after 20 {how} decisions AP {after:.4f} (±{found[:, 0].std() / DRAWS**0.5:.4f}), "
                f"of the papers not decided {rest:.4f}"
            )


def sections(data: Path) -> None:
    """Four folds of labelled entries."""
    bands: dict[int, list[bool]] = {}
    means = []
    for path in sorted((data / "ranking" / "sections").glob("*.jsonl.gz")):
        rows, found = rows_in(path), []
        for fold in range(4):
            held = [(paper_in(row), tuple(row["path"].split(" > "))) for row in rows if row["fold"] != fold]
            asked = [row for row in rows if row["fold"] == fold]
            placer = topics.learn(held, list(dict.fromkeys(path for _, path in held)))
            for row, placed in zip(asked, placer.place([paper_in(row) for row in asked]), strict=True):
                names = [one.name for one in placed.sections]
                found.append((names[0] == row["path"], row["path"] in names))
                bands.setdefault(min(9, int(placed.sections[0].score * 10)), []).append(found[-1][0])
        means.append(np.mean(found, axis=0))
        print(f"{path.name.split('.')[0]:24s} top-1 {means[-1][0]:.3f} top-3 {means[-1][1]:.3f}", flush=True)
    print(f"{'mean':24s} top-1 {np.mean(means, axis=0)[0]:.3f} top-3 {np.mean(means, axis=0)[1]:.3f}")
    for band in sorted(bands):
        print(f"{band / 10:.1f}–{band / 10 + 0.1:.1f}: {len(bands[band])} placings, {np.mean(bands[band]):.2f} right")


def tags(data: Path) -> None:
    """Four folds; tags that at least eight entries bear."""
    for path in sorted((data / "lists").glob("*.md")):
        entries = awesome.parse(path.read_text(encoding="utf-8", errors="replace")).entries
        held = [(paper_of(entry), entry.section) for entry in entries if entry.tags]
        vocabulary = set(topics.learn(held, [section for _, section in held]).tags) if len(held) >= 80 else set()
        known = {tag for tag in vocabulary if sum(tag in paper.tags for paper, _ in held) >= 8}
        if len(known) < 5:
            continue
        ours, rule, asked = np.zeros(2), np.zeros(2), 0
        for fold in range(4):
            learned = topics.learn([pair for i, pair in enumerate(held) if i % 4 != fold], [s for _, s in held])
            for paper, _ in held[fold::4]:
                want = known & set(paper.tags)
                if not want:
                    continue
                asked += 1
                bare = Paper(title=paper.title, abstract=paper.abstract)
                ours += _hits([tag.name for tag in learned.place([bare])[0].tags], want)
                said = set(words(f"{paper.title} {paper.abstract}"))
                rule += _hits(
                    [tag for tag in sorted(known) if said.issuperset(words(tag.partition(":")[2] or tag))][:3], want
                )
        print(
            f"{path.stem[:44]:44s} {len(known)} tags, {asked} papers: P@1 {ours[0] / asked:.3f} R@3 "
            f"{ours[1] / asked:.3f}; name occurs P@1 {rule[0] / asked:.3f} R@3 {rule[1] / asked:.3f}",
            flush=True,
        )


def again(data: Path) -> None:
    """Time the way from a decision to the new order."""
    stream = max(streams(data), key=lambda one: one.name == "speculative")
    ranker, waiting = relevance.learn(stream.entries, background=background_in(data)), stream.papers[:1000]
    ranker.judge(waiting)
    for i in range(3):
        start, busy = time.perf_counter(), time.process_time()
        ranker = ranker.again([waiting[i]], [])
        ranker.judge(waiting)
        took, worked = time.perf_counter() - start, time.process_time() - busy
        print(f"{len(stream.entries)} entries, {len(waiting)} waiting: {took:.2f} s, {worked:.2f} s of processor time")


def _small_list(data: Path) -> tuple[list[Paper], list[Paper], NDArray[np.bool_]]:
    """The list of 43 entries, the papers waiting for it, and which of them are on its topic."""
    rows = [row for row in rows_in(data / "ranking" / "seeds" / "papers.jsonl") if not row["note"]]
    text = next((data / "seeds").glob("000_*")).read_text(encoding="utf-8")
    return (
        [paper_of(entry) for entry in awesome.parse(text).entries if not entry.commented],
        [Paper(title=row["title"], abstract=row["abstract"]) for row in rows],
        np.array([row["score"] == 2 for row in rows]),
    )


def _learned(data: Path) -> Iterator[tuple[Stream, relevance.Ranker]]:
    for stream in streams(data):
        for keywords in (Keywords(), stream.keywords):
            yield stream, relevance.learn(stream.entries, background=background_in(data), keywords=keywords)


def streams(data: Path) -> Iterator[Stream]:
    folder = data / "ranking"
    candidates = [paper_in(row) for row in rows_in(folder / "candidates.jsonl.gz")]
    metadata = {row["arxiv_id"]: paper_in(row) for row in rows_in(folder / "metadata.jsonl.gz")}
    for row in rows_in(folder / "lists.jsonl"):
        name = row["name"]
        entries = awesome.parse((folder / "lists" / f"{name}.md").read_text(encoding="utf-8")).entries
        own = [
            metadata[e["arxiv_id"]] for e in rows_in(folder / "entries" / f"{name}.jsonl") if e["arxiv_id"] in metadata
        ]
        taken = {one["index"] for one in rows_in(folder / "truth" / f"{name}.jsonl")}
        first, last = row["window"]
        asked = [i for i, p in enumerate(candidates) if first <= p.published <= last and i not in set(row["skip"])]
        yield Stream(
            name=name,
            entries=joined([entry for entry in entries if not entry.commented], own),
            keywords=keywords_in(data, name),
            papers=[candidates[i] for i in asked],
            true=np.array([i in taken for i in asked]),
        )


def background_in(data: Path) -> list[Paper]:
    return [paper_in(row) for row in rows_in(data / "ranking" / "background.jsonl.gz")]


def keywords_in(data: Path, name: str) -> Keywords:
    text = (data / "ranking" / "keywords" / f"{name}.txt").read_text(encoding="utf-8")
    return Keywords(include=tuple(line.strip() for line in text.splitlines() if line.strip()))


def _keyword_rules(stream: Stream) -> Numbers:
    def score(paper: Paper) -> float:
        found = (2 * (k in paper.title.lower()) + (k in paper.abstract.lower()) for k in stream.keywords.include)
        return float(min(6, sum(found)))

    return np.array([score(paper) for paper in stream.papers])


def metrics(score: Numbers, true: NDArray[np.bool_], days: Sequence[str]) -> tuple[float, float]:
    """Average precision over the window, and the share of the true papers among the best ten of their day."""
    order = np.argsort(-score, kind="stable")
    right = true[order]
    precision = (np.cumsum(right) / np.arange(1, len(right) + 1))[right].mean()
    shown: dict[str, int] = {}
    found = 0
    for i in order.tolist():
        shown[days[i]] = shown.get(days[i], 0) + 1
        found += bool(true[i]) and shown[days[i]] <= 10
    return float(precision), found / int(true.sum())


def _at(score: Numbers, true: NDArray[np.bool_]) -> str:
    right = true[np.argsort(-score, kind="stable")]
    return f"AP {metrics(score, true, [''] * len(true))[0]:.3f} P@20 {right[:20].mean():.2f}"


def _after(
    ranker: relevance.Ranker, papers: Sequence[Paper], true: NDArray[np.bool_], how: str, seed: int
) -> tuple[float, float]:
    """Average precision after 20 decisions: over all papers, and over those that were not decided."""
    chosen = random.Random(seed).sample(range(len(papers)), 20)
    if how == "middle":
        # What a person is asked where the model is least sure: the papers at two fifths of the order.
        ranked = np.argsort(-ranker.score(papers), kind="stable").tolist()
        chosen = ranked[2 * len(ranked) // 5 - 10 + seed : 2 * len(ranked) // 5 + 10 + seed]
    taught = ranker.again([papers[i] for i in chosen if true[i]], [papers[i] for i in chosen if not true[i]])
    score, rest = taught.score(papers), np.setdiff1d(np.arange(len(papers)), chosen)
    days = [""] * len(papers)
    return metrics(score, true, days)[0], metrics(score[rest], true[rest], days)[0]


def _hits(best: Sequence[str], want: set[str]) -> Numbers:
    return np.array([bool(best) and best[0] in want, len(want & set(best)) / len(want)], dtype=float)


def paper_in(row: dict[str, Any]) -> Paper:
    return Paper(
        title=row["title"],
        abstract=row["abstract"],
        arxiv_id=row["arxiv_id"],
        published=row.get("published") or "",
    )


def rows_in(path: Path) -> list[dict[str, Any]]:
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


MEASURES: dict[str, Callable[[Path], None]] = {
    "reliability": reliability,
    "bare": bare,
    "fit": fit,
    "inferred": inferred,
    "foreign": foreign,
    "titles": titles,
    "cold": cold,
    "decisions": decisions,
    "sections": sections,
    "tags": tags,
    "again": again,
}

if __name__ == "__main__":
    main()
