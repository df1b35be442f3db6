"""Measure what a sentence-embedding model would add to relevance and sections. The project has none: this is why.

    python -m benchmarks.embeddings FOLDER [--shared ../shared]

FOLDER holds `model.onnx` and `tokenizer.json` of such a model (an int8 MiniLM was measured); onnxruntime and
tokenizers, which the project does not install, must be importable. Vectors take minutes: FOLDER/vectors.npz keeps them.
Each sign is added to the present score with one weight; a list's weight is the one that is best on the other lists.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.relevance import LEAST_TRUE, Stream, background_in, keywords_in, metrics, paper_in, rows_in, streams
from bot import awesome, relevance, topics
from bot.learning import linear, signals
from bot.learning.paper_text import clean_title, month_of, topic_text
from bot.learning.sections import topic_of
from bot.model import Keywords, Paper, paper_of

Numbers = NDArray[np.float64]
Tried = dict[str, list[Numbers]]
"""List → for each weight what came out."""
LONGEST, BATCH = 128, 32  # pieces a text, texts at a time
WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
NEAREST = 3


def main() -> None:
    """Print the gain of each sign."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    vectors = Vectors(args.folder)
    stream(args.shared / "data", vectors)
    sections(args.shared / "data", vectors)


class Vectors:
    """Texts → vectors of length one by the model in a folder; each text is read once, ever."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._cache = folder, folder / "vectors.npz"
        self._known: dict[str, NDArray[np.float16]] = {}
        if self._cache.exists():
            with np.load(self._cache) as held:
                self._known = dict(zip(held["keys"].tolist(), held["vectors"], strict=True))

    def of(self, texts: Sequence[str]) -> Numbers:
        """One row a text."""
        keys = [hashlib.blake2b(text.encode(), digest_size=16).hexdigest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            busy = time.process_time()
            self._known |= dict(zip(new, self._read(list(new.values())), strict=True))
            print(f"{len(new)} texts read in {time.process_time() - busy:.0f} s of processor time", flush=True)
            np.savez(self._cache, keys=list(self._known), vectors=np.stack(list(self._known.values())))
        return np.stack([self._known[key] for key in keys]).astype(float)

    def _read(self, texts: Sequence[str]) -> list[NDArray[np.float16]]:
        onnxruntime, tokenizers = (importlib.import_module(name) for name in ("onnxruntime", "tokenizers"))
        tokenizer = tokenizers.Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(self._folder / "model.onnx"), options)
        names = {one.name for one in session.get_inputs()}
        pieces = [tokenizer.encode(text).ids for text in texts]
        order = sorted(range(len(texts)), key=lambda i: len(pieces[i]))
        found: dict[int, NDArray[np.float16]] = {}
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            ids = np.zeros((len(part), max(len(pieces[i]) for i in part)), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(part):
                ids[row, : len(pieces[i])], mask[row, : len(pieces[i])] = pieces[i], 1
            fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            states = session.run(None, {name: fed[name] for name in sorted(names)})[0]
            means = (states * mask[:, :, None]).sum(axis=1)
            found |= dict(zip(part, _unit(means).astype(np.float16), strict=True))
        return [found[i] for i in range(len(texts))]


def stream(data: Path, vectors: Vectors) -> None:
    """Eight lists and the papers after them, and the labelled papers of the small list: average precision."""
    background = background_in(data)
    tried: dict[tuple[str, str, bool], Tried] = {}
    for one in [*streams(data), _small(data)]:
        if one.true.sum() < LEAST_TRUE:
            continue
        days = [paper.published for paper in one.papers]
        for part in (one, _cold(one)):
            size = "all entries" if part is one else "ten entries"
            signs = _signs(part, background[::2], vectors)
            for keywords in (Keywords(), one.keywords):
                score = relevance.learn(part.entries, background=background, keywords=keywords).distance(one.papers)
                for name, sign in signs.items():
                    came = [np.array(metrics(score + weight * sign, one.true, days)) for weight in WEIGHTS]
                    tried.setdefault((name, size, bool(keywords.include)), {})[one.name] = came
    for (name, size, guided), lists in tried.items():
        print(f"{name}, {size}, keywords {'given' if guided else 'none'}:", end=" ")
        _show(lists, ("AP", "R@10"), small="seeds")


def _cold(one: Stream) -> Stream:
    chosen = random.Random(one.name).sample(one.entries, 10)
    return replace(one, entries=chosen)


def sections(data: Path, vectors: Vectors) -> None:
    """Four folds of six lists: the best section and the best three."""
    tried: dict[str, Tried] = {}
    for path in sorted((data / "ranking" / "sections").glob("*.jsonl.gz")):
        rows, came = rows_in(path), dict[str, list[NDArray[Any]]]()
        for fold in range(4):
            held = [(paper_in(row), tuple(row["path"].split(" > "))) for row in rows if row["fold"] != fold]
            asked = [(paper_in(row), tuple(row["path"].split(" > "))) for row in rows if row["fold"] == fold]
            for name, hits in _placed(held, asked, vectors).items():
                came.setdefault(name, []).append(hits)
        for name, parts in came.items():
            tried.setdefault(name, {})[path.name] = list(np.concatenate(parts, axis=1).mean(axis=1))
    for name, lists in tried.items():
        print(f"{name}, sections:", end=" ")
        _show(lists, ("top-1", "top-3"))


def _show(lists: Tried, names: Sequence[str], small: str = "") -> None:
    """What came without, with the weight chosen on the other lists, and with the weight best on all of them."""
    large = [name for name in lists if name != small]
    for shown in filter(None, (large, [small] if small in lists else [])):
        weights = [_best([lists[other] for other in large if other != name]) for name in shown]
        without = np.mean([lists[name][0] for name in shown], axis=0)
        left_out = np.mean([lists[name][at] for name, at in zip(shown, weights, strict=True)], axis=0)
        at = _best([lists[name] for name in large])
        seen = np.mean([lists[name][at] for name in shown], axis=0)
        words = " ".join(
            f"{name} {a:.3f} → {b:.3f} (all lists {c:.3f})"
            for name, a, b, c in zip(names, without, left_out, seen, strict=True)
        )
        print(f"{small if shown == [small] else f'{len(shown)} lists'} {words}, weight {WEIGHTS[at]};", end=" ")
    print(flush=True)


def _best(lists: Sequence[Sequence[Numbers]]) -> int:
    return int(np.argmax([np.mean([came[at][0] for came in lists]) for at in range(len(WEIGHTS))]))


def _small(data: Path) -> Stream:
    rows = [row for row in rows_in(data / "ranking" / "seeds" / "papers.jsonl") if not row["note"]]
    text = next((data / "seeds").glob("000_*")).read_text(encoding="utf-8")
    return Stream(
        name="seeds",
        entries=[paper_of(entry) for entry in awesome.parse(text).entries if not entry.commented],
        keywords=keywords_in(data, "seeds"),
        papers=[Paper(title=row["title"], abstract=row["abstract"]) for row in rows],
        true=np.array([row["score"] == 2 for row in rows]),
    )


def _signs(one: Stream, background: Sequence[Paper], vectors: Vectors) -> dict[str, Numbers]:
    """The signs of a list's papers, on the scale of the background (a model's half of it held out)."""
    taken = {paper.arxiv_id for paper in one.entries if paper.arxiv_id}
    others = [paper for paper in background if paper.arxiv_id not in taken]
    ours = vectors.of([_text(paper) for paper in one.entries])
    theirs, titles = (
        vectors.of([_text(paper) for paper in others]),
        vectors.of([paper.title for paper in others]),
    )
    asked = vectors.of([_text(paper) for paper in one.papers])
    middle = theirs.mean(axis=0)
    weights = _fresh(one.entries)
    bare = float(np.average([not paper.abstract for paper in one.entries], weights=weights))

    def model(part: slice) -> Callable[[Numbers], Numbers]:
        shown = _unit(np.vstack([theirs[part], titles[part]]) - middle)
        count = len(theirs[part])
        shares = np.concatenate([np.full(count, 1.02 - bare), np.full(count, bare + 0.02)])
        found, offset = linear.fit(_unit(ours - middle), shown, weights, shares, strictness=1.0)
        return lambda rows: _unit(rows - middle) @ found + offset

    def near(rows: Numbers) -> Numbers:
        return _mean_of_best(rows @ _unit(ours).T)

    halves = [slice(0, None, 2), slice(1, None, 2)]
    usual = np.concatenate([model(here)(theirs[there]) for here, there in zip(halves, halves[::-1], strict=True)])
    learned = _scaled(model(slice(None))(asked), usual)
    nearest = _scaled(near(asked), near(theirs))
    return {"linear model": learned, "nearest": nearest, "both": (learned + nearest) / 2}


def _fresh(entries: Sequence[Paper]) -> Numbers:
    months = [month_of(paper) for paper in entries]
    newest = max((month for month in months if month is not None), default=0)
    return signals.fast(np.array([relevance.UNDATED if month is None else newest - month for month in months]))


def _placed(
    held: Sequence[tuple[Paper, topics.Path]], asked: Sequence[tuple[Paper, topics.Path]], vectors: Vectors
) -> dict[str, NDArray[np.bool_]]:
    """For each sign and weight whether the best topic, and one of the best three, is right."""
    placer = topics.learn(held, list(dict.fromkeys(path for _, path in held)))
    known = [(paper, topic_of(path)) for paper, path in held if topic_of(path) in placer.topics]
    where = np.array([placer.topics.index(topic) for _, topic in known])
    ours = vectors.of([_text(paper) for paper, _ in known])
    middle = ours.mean(axis=0)
    ours, rows = _unit(ours - middle), _unit(vectors.of([_text(paper) for paper, _ in asked]) - middle)
    now = np.log(_chances(placer, [paper for paper, _ in asked]) + 1e-12)
    weights, offsets = linear.fit_each(ours, where, len(placer.topics), strictness=0.3)
    learned = _spread(rows @ weights.T + offsets)
    like = rows @ ours.T
    near = _spread(np.stack([like[:, where == k].max(axis=1) for k in range(len(placer.topics))], axis=1))
    want = np.array([[topic_of(path) == topic for topic in placer.topics] for _, path in asked])
    hits = {}
    for name, sign in (("linear model", learned), ("nearest", near), ("both", (learned + near) / 2)):
        orders = [np.argsort(-(now + weight * sign), axis=1, kind="stable")[:, :3] for weight in WEIGHTS]
        right = [np.take_along_axis(want, order, axis=1) for order in orders]
        hits[name] = np.array([np.column_stack([one[:, 0], one.any(axis=1)]) for one in right])
    return hits


def _chances(placer: topics.Placer, papers: Sequence[Paper]) -> Numbers:
    words, meanings = topics._rows(placer.space, papers)  # noqa: SLF001  # `place` shows the best three alone
    named = placer.names_space.rows([topic_text(paper) for paper in papers])
    titles = [clean_title(paper.title) for paper in papers]
    return placer._chances(papers, words, titles, named, meanings)  # noqa: SLF001  # as above


def _text(paper: Paper) -> str:
    return f"{paper.title}. {paper.abstract}"


def _unit(rows: Numbers) -> Numbers:
    unit: Numbers = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def _mean_of_best(likeness: Numbers) -> Numbers:
    count = min(NEAREST, likeness.shape[1])
    best: Numbers = np.partition(likeness, -count, axis=1)[:, -count:].mean(axis=1)
    return best


def _scaled(sign: Numbers, usual: Numbers) -> Numbers:
    scaled: Numbers = (sign - usual.mean()) / usual.std()
    return scaled


def _spread(scores: Numbers) -> Numbers:
    spread: Numbers = (scores - scores.mean(axis=1, keepdims=True)) / (scores.std(axis=1, keepdims=True) + 1e-9)
    return spread


if __name__ == "__main__":
    main()
