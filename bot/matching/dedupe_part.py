"""Reading known papers, one batch at a time, into the flat arrays that an index is made of.

A part knows nothing of the others, so that parts can be read side by side, in processes of their own, and put together
in the order of the papers.
"""

from __future__ import annotations

from collections.abc import Sequence, Sized
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.identity import is_strong, keys_of
from bot.matching.abstracts import NO_RUNS, read_abstract
from bot.matching.dedupe_known import MarkRun, TextRun
from bot.matching.hashed_words import author_runs, title_runs
from bot.matching.title_index import Ids, Runs
from bot.matching.title_pairs import sought_by
from bot.matching.titles import fold, tight
from bot.model import Known, Paper

_LATEST = 3000


@dataclass(frozen=True, slots=True)
class Part:
    """What is kept of some known papers: texts and marks by name, tokens, years (0 where unknown), runs of abstracts.

    `runs` counts those in the sketch of each abstract, 0 where there is none to compare.
    """

    years: NDArray[np.int16]
    runs: NDArray[np.int16]
    texts: dict[str, TextRun]
    marks: dict[str, MarkRun]
    titles: Runs
    authors: Runs


def read_part(known: Sequence[Known]) -> Part:
    """Read some known papers."""
    papers = [item.paper for item in known]
    folded = [fold(paper.title) for paper in papers]
    keys = [strong_keys(paper) for paper in papers]
    abstracts = [read_abstract(paper.abstract) for paper in papers]
    runs = [abstract.runs for abstract in abstracts]
    years = [paper.year if paper.year and 0 < paper.year < _LATEST else 0 for paper in papers]
    return Part(
        years=np.array(years, dtype=np.int16),
        runs=np.array([len(some) for some in runs], dtype=np.int16),
        texts={
            "titles": TextRun.of([paper.title for paper in papers]),
            "authors": TextRun.of(["\n".join(paper.authors) for paper in papers]),
            "where": TextRun.of([item.where for item in known]),
            "keys": TextRun.of(["\n".join(some) for some in keys]),
            "abstracts": TextRun.of([abstract.mark for abstract in abstracts]),
        },
        marks={
            "key": _marks(keys),
            "title": _marks([(tight(text),) if text else () for text in folded]),
            "abstract": _marks([(abstract.mark,) if abstract.mark else () for abstract in abstracts]),
            "run": MarkRun(np.concatenate(runs or [NO_RUNS]), _numbers(runs)),
        },
        titles=title_runs(folded),
        authors=author_runs([sought_by(paper.authors) for paper in papers]),
    )


def _marks(held: Sequence[Sequence[str]]) -> MarkRun:
    """The marks that each paper holds."""
    return MarkRun.of([mark for some in held for mark in some], _numbers(held).tolist())


def _numbers(held: Sequence[Sized]) -> Ids:
    """The number of the paper of each thing held."""
    return np.repeat(np.arange(len(held), dtype=np.int32), [len(some) for some in held])


def strong_keys(paper: Paper) -> tuple[str, ...]:
    """The keys that identify a paper's work by themselves."""
    return tuple(key for key in keys_of(paper) if is_strong(key))
