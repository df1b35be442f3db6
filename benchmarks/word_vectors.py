"""Make `bot/data/word_vectors.npz`: what words mean, from which words stand near which in public abstracts.

    python -m benchmarks.word_vectors [--shared ../shared] [--without-stream]

Counts of neighbouring words (five to each side, nearer ones more) → positive pointwise mutual information → the first
singular vectors. Only these statistics go into the project, no text. `--without-stream` leaves out the papers that the
ranking benchmark judges, for a measurement on texts never seen.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from bot.learning.paper_text import STOP_WORDS, words

DIMENSIONS, SELDOM, MOST, REACH = 128, 4, 12_000, 5
TARGET = Path(__file__).parent.parent / "bot" / "data" / "word_vectors.npz"


def main() -> None:
    """Read the abstracts, count, factor, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--without-stream", action="store_true")
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args()
    texts = sorted(set(_texts(args.shared / "data", stream=not args.without_stream)))
    said = [[word for word in words(text) if word not in STOP_WORDS] for text in texts]
    holding = Counter(word for document in said for word in set(document))
    ranked = sorted(holding, key=lambda word: (-holding[word], word))
    known = [word for word in ranked[:MOST] if holding[word] >= SELDOM]
    rarity = np.log(len(texts) / np.array([holding[word] for word in known]))
    vectors = _vectors(said, {word: i for i, word in enumerate(known)})
    scale = np.abs(vectors).max() / 127
    np.savez_compressed(
        args.out,
        words=np.frombuffer("\n".join(known).encode(), dtype=np.uint8),
        vectors=np.round(vectors / scale).astype(np.int8),
        rarity=rarity.astype(np.float32),
    )
    print(f"{len(texts)} texts, {len(known)} words, {args.out.stat().st_size / 1e6:.2f} MB")


def _texts(data: Path, *, stream: bool) -> Iterator[str]:
    names = ["background", "metadata", *(["candidates"] if stream else [])]
    for name in names:
        yield from (f"{row['title']}. {row['abstract']}" for row in _rows(data / "ranking" / f"{name}.jsonl.gz"))
    if stream:
        for path in sorted((data / "ranking" / "sections").glob("*.jsonl.gz")):
            yield from (f"{row['title']}. {row['abstract']}" for row in _rows(path) if row["abstract"])


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _vectors(said: Sequence[Sequence[str]], place: dict[str, int]) -> NDArray[np.float64]:
    """One unit vector a word."""
    flat = np.fromiter((place.get(word, -1) for document in said for word in document), dtype=np.int64)
    document = np.repeat(np.arange(len(said)), [len(words) for words in said])
    near = csr_matrix((len(place), len(place)))
    for step in range(1, REACH + 1):
        pair = (document[step:] == document[:-step]) & (flat[step:] >= 0) & (flat[:-step] >= 0)
        counts = np.full(int(pair.sum()), 1 / step)
        near += csr_matrix((counts, (flat[:-step][pair], flat[step:][pair])), shape=near.shape)
    both = (near + near.T).tocoo()
    total = np.asarray(both.sum(axis=1)).ravel()
    shared = np.log(both.data * (total**0.75).sum() / (total[both.row] * total[both.col] ** 0.75))
    more = shared > 0
    left, strength, _ = svds(
        csr_matrix((shared[more], (both.row[more], both.col[more])), shape=both.shape), k=DIMENSIONS, random_state=0
    )
    vectors: NDArray[np.float64] = left * np.sqrt(strength)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vectors


if __name__ == "__main__":
    main()
