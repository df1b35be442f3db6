"""The phrases that a list's titles share, as keywords for its config; a person then corrects them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.book import Listing
from bot.learning import usual
from bot.learning.signals import occurs
from bot.matching.decorations import undecorated

PHRASES = 8

_GLUE = frozenset(
    "a against an and are as at based be beyond by can do does for from how in into is it its made "
    "more need new of on one or our over paper papers survey the their through to towards "
    "toward under using via we what when with without you all is not simple efficient better "
    "arxiv preprint proceedings conference journal transactions et al pdf part".split()
)
_EMPTY = frozenset("based".split())
"""`diffusion-based`: says no more than its first half."""
_HEADS = frozenset("learning method methods model models".split())
"""They end a phrase (`world models`) and begin none."""
_INSIDE = (_GLUE | _HEADS) - frozenset("of to in".split())
"""`chain of thought`, `text to image`: these three may stand inside a phrase."""
_ENOUGH_TITLES = 30
_LONGEST = 5  # words
_MARKS = 5
"""A phrase must occur this many times as often in the list's titles as in titles of papers in general."""
_SINGULAR = 4
"""Letters from which on a word's last `s` is taken for a plural's."""

_HYPHENS = "-\u2010\u2011"
_LETTERS = r"[\w\u0300-\u036f]+"
_RUN = re.compile(rf"{_LETTERS}(?:(?:\s+|[{_HYPHENS}]){_LETTERS})*")
"""Words side by side: between them are blanks or one hyphen, no colon and no stop."""
_WORD = re.compile(_LETTERS)


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a run; `opens` and `closes` where no hyphen binds it to the one before, or behind."""

    text: str
    opens: bool
    closes: bool


def phrases(alist: Listing, most: int = PHRASES) -> tuple[str, ...]:
    """The phrases of two to five words that most titles share; the longer phrase where one mostly occurs inside it.

    Each occurs in titles exactly so, from the beginning of a word to the end of one; `few-shot` is one word.
    """
    entries = (entry for entry in alist.entries if not entry.commented)
    titles = dict.fromkeys(" ".join(undecorated(entry.title).lower().split()) for entry in entries)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for title in titles:
        for phrase, form in dict(_phrases_of(title)).items():
            written[phrase][form] += 1
    least = max(2 if len(titles) < _ENOUGH_TITLES else 3, round(len(titles) * 0.02))
    counts = {phrase: n for phrase, forms in written.items() if (n := forms.total()) >= least}
    shares = {phrase: n / len(titles) for phrase, n in counts.items()}
    return tuple(_form(written[phrase]) for phrase in islice(_chosen(shares), most))


def _phrases_of(title: str) -> Iterator[tuple[str, str]]:
    """Each phrase of a title: in one form for all its spellings, and as the title writes it."""
    for run in _RUN.findall(title):
        words = _words(run)
        for start in range(len(words)):
            for end in range(start + 2, min(start + _LONGEST, len(words)) + 1):
                if _may_be_one(words[start:end]):
                    yield _key(words[start:end]), _written(words[start:end])


def _words(run: str) -> list[_Word]:
    return [
        _Word(
            text=found[0],
            opens=run[found.start() - 1 : found.start()] not in tuple(_HYPHENS),
            closes=run[found.end() : found.end() + 1] not in tuple(_HYPHENS),
        )
        for found in _WORD.finditer(run)
    ]


def _may_be_one(words: Sequence[_Word]) -> bool:
    first, last = words[0], words[-1]
    # In `in-context` and `plug-in` the small word is a part of a word.
    if not first.opens or (first.closes and first.text in _GLUE | _HEADS):
        return False
    if not last.closes or last.text in _EMPTY or (last.opens and last.text in _GLUE):
        return False
    if any(word.text in _INSIDE and word.opens and word.closes for word in words[1:-1]):
        return False
    # The sources' titles are English: a phrase in another script would meet none.
    return not any(len(word.text) == 1 or word.text.isdigit() or not word.text.isascii() for word in words)


def _key(words: Iterable[_Word]) -> str:
    return " ".join(_singular(word.text) for word in words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _SINGULAR and word.endswith("s") and word[-2] not in "sui" else word


def _written(words: Sequence[_Word]) -> str:
    return "".join(word.text + (" " if word.closes else "-") for word in words[:-1]) + words[-1].text


def _form(forms: Counter[str]) -> str:
    """The shortest form, which also meets the longer ones of its words; of these the commonest."""
    return min(forms, key=lambda form: (len(form), -forms[form], form))


def _chosen(shares: Mapping[str, float]) -> Iterator[str]:
    """The phrases that mark the list and do not overlap, commonest first."""
    chosen: list[str] = []
    for phrase in sorted(shares, key=lambda each: (-shares[each], -len(each), each)):
        if _mostly_in_a_longer(phrase, shares) or any(_overlap(phrase, other) for other in chosen):
            continue
        if _marks(phrase, shares[phrase]):
            chosen.append(phrase)
            yield phrase


def _marks(phrase: str, share: float) -> bool:
    """Whether a phrase in this share of the list's titles says more than that they are papers (`zero-shot`)."""
    titles = [paper.title.lower() for paper in usual.papers()]
    general = sum(occurs(phrase, title) for title in titles) + 1
    return share * len(titles) >= _MARKS * general


def _mostly_in_a_longer(phrase: str, shares: Mapping[str, float]) -> bool:
    return any(_holds(other, phrase) and n * 2 > shares[phrase] for other, n in shares.items() if other != phrase)


def _overlap(one: str, other: str) -> bool:
    """Whether one contains the other or they share two words, as pieces of one longer phrase do."""
    return _holds(one, other) or _holds(other, one) or len(set(one.split()) & set(other.split())) > 1


def _holds(whole: str, part: str) -> bool:
    return f" {part} " in f" {whole} "
