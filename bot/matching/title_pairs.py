"""Comparing two papers: measures of titles, authors and years for whether they are one work.

Every measure is symmetric. Nothing here knows the other papers of a list; `dedupe` adds that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from bot.matching.decorations import hung_years, undecorated
from bot.matching.title_index import author_tokens
from bot.matching.title_words import WORD_MEASURES, WordWeights, measure_words
from bot.matching.titles import fold, numbers, tight

_SPLIT = re.compile(r":\s+|:(?=\S)|(?<!\s)\s++[-–—]{1,3}\s+|(?<=[?!])\s+")
_MARKED = re.compile(
    r"(?:a )?(?:comments?|reply|replies|responses?|discussion|rebuttal|rejoinder|remarks?|erratum|errata|corrections?|"
    r"corrigendum|addendum|supplement|reproducibility|replication|survey|tutorial|commentary)"
    r" (?:on|to|of|for|study)\b|(?:erratum|correction|corrigendum|addendum|retraction|retracted|re|comment|reply)\b"
)
"""A title about another work: `Comment on …`, `Erratum: …`, `A Survey of …`."""
_NO_NAME = frozenset({"", "al", "etal", "others", "and others", "et al", "etc"})
MEASURES = (
    "ratio", "sorted_ratio", "tail_ratio", "tail_whole", "head_ratio", "starts", "ends", "tails_equal",
    "words_min", "words_max", "numbers_same", "numbers_differ", "numbers_one", "acronym_same", "acronym_differ",
    "acronym_one", "acronym_ratio", "acronym_inside", "mark_differs", "authors_both", "authors_shared",
    "authors_fraction", "first_author", "last_author", "author_lists", "authors_gap", "years_apart",
    *WORD_MEASURES, "run", "smooth", "token_set", "acronym_weight", "author_lists_equal", "author_weight_shared",
    "authors_whole",
)  # fmt: skip
UNKNOWN = -1.0
_INITIALS = re.compile(r"\s*(?:(?:[^\W\d_](?:[.\s:-]+|$)){1,4}|[A-Z]{2,3}[.\s:]*)")
"""A text that is only initials: `A. B.`, `WLX`."""
INITIALS_LENGTH = 12
_LAST_NAME = re.compile(r"\W*(?:(?:and|von|van|der|den|de|la|le|el|al|di|da|dos)\s+)*[^\W\d_][^\s.]+\s*", re.IGNORECASE)
"""One last name with its particles: `van der Berg`."""
_AND_OTHERS = re.compile(r"(?<=[\w.])[.,]?\s+[Ee]t\.?\s?al[\s.]*$")
_OPEN_LETTER = re.compile(r"&(?:#\d{2,5}|[A-Za-z]{1,2}[a-z]{3,5})$")
"""An HTML entity cut off from the rest of its name, because a source split the names at semicolons."""
_PARTED_LETTER = re.compile(r"\s+(&#?\w+;)\s+")
"""A letter that a feed wrote as an entity with blanks around it."""
_SEVERAL = re.compile(r";|(?:^|\s)and\s|,.*\S\s+\S")
"""Separators between the names of several people in one text."""
_BETWEEN = re.compile(r"^and\s+|,?\s+and\s+")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NAME_WORDS = 3


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart: all words (also in alphabetic order), `head` and `tail` around the colon, its numbers."""

    folded: str
    in_order: str
    head: str
    tail: str
    words: int
    numbers: tuple[str, ...]
    marked: str
    hung_years: frozenset[str] = frozenset()

    @property
    def tight(self) -> str:
        """The folded title without spaces and `and`."""
        return tight(self.folded)


@dataclass(frozen=True, slots=True)
class Authors:
    """Author names as `last f`, in their order; `whole` says that none was left out."""

    names: tuple[str, ...]
    whole: bool = True

    @property
    def sought(self) -> tuple[str, ...]:
        """The names to search by: none where all are last names alone, of which the other side gives more."""
        return self.names if any(" " in name for name in self.names) else ()

    @property
    def last_names(self) -> frozenset[str]:
        """The names without their initials."""
        return frozenset(name.split(" ", 1)[0] for name in self.names)


def read_title(title: str) -> Title:
    """Take a title apart."""
    folded = fold(title)
    words = folded.split()
    head = tail = ""
    parts = _SPLIT.split(title, maxsplit=1) if _may_split(title) else ()
    if len(parts) > 1:
        parts = _SPLIT.split(undecorated(title), maxsplit=1)
        if len(parts) > 1:
            head = fold(parts[0])
            tail = folded[len(head) + 1 :] if folded.startswith(f"{head} ") else fold(parts[1])
    mark = _MARKED.match(folded)
    return Title(
        folded=folded,
        in_order=" ".join(sorted(words)),
        head=head,
        tail=tail,
        words=len(words),
        numbers=tuple(sorted(set(numbers(title)))),
        marked=mark[0] if mark else "",
        hung_years=hung_years(title),
    )


def _may_split(title: str) -> bool:
    return ":" in title or " -" in title or "–" in title or "—" in title or "? " in title or "! " in title


def read_authors(authors: Sequence[str]) -> Authors:
    """Read names as `last f`; `...` and `et al.`, also after a name, say that the list is not whole."""
    people = _parted(authors)
    named = [_AND_OTHERS.sub("", author) if "al" in author else author for author in people]
    names = [author_name(author) for author in _rejoined(_mended(named))]
    kept = tuple(name for name in names if name)
    return Authors(names=kept, whole=len(kept) == len(names) and named == list(people))


def sought_by(authors: Sequence[str]) -> Sequence[str]:
    """The names as they are written, or none where all are last names alone."""
    if not authors or any(" " in author and " et" not in author for author in authors):
        return authors
    return authors if read_authors(authors).sought else ()


def reads_alone(author: str) -> bool:
    """Whether a name can be read without looking at its neighbours."""
    if len(author) <= INITIALS_LENGTH or "&" in author or _several(author):
        return False
    return not ("al" in author and _AND_OTHERS.search(author))


def _several(author: str) -> bool:
    # Most names hold none of these: the pattern is asked where one may match.
    return ("," in author or ";" in author or "and " in author) and _SEVERAL.search(author) is not None


def _parted(authors: Sequence[str]) -> Sequence[str]:
    """One name per text: a source may put all people into one (`Ada Lee, Bo Kim and Jo Doe`), or `and` before one."""
    if not any(map(_several, authors)):
        return authors
    parted: list[str] = []
    for author in authors:
        some = author.split(";") if "&" not in author else [author]
        parted += [name.strip() for text in some for name in _BETWEEN.split(text.strip()) if name.strip()]
    # In a list of several a comma stands within a name.
    return [name for text in parted for name in _by_comma(text)] if len(authors) == 1 else parted


def _by_comma(text: str) -> list[str]:
    """`Ada Lee, Bo Kim` is two names, `Lee, Ada` and `van Lee, A. B.` are one."""
    names = [name.strip() for name in text.split(",")]
    several = all(" " in name and not _INITIALS.fullmatch(name) for name in names)
    return names if several else [text]


def _mended(authors: Sequence[str]) -> Sequence[str]:
    """Join `D. D&#252`, `llmann` where a source has split names at every semicolon; `M. & Lee` are two names."""
    if not any("&" in author for author in authors):
        return authors
    mended: list[str] = []
    for author in authors:
        if mended and _OPEN_LETTER.search(mended[-1]):
            mended[-1] += f"; {author}"
        else:
            mended += author.split(" & ")
    return mended


def _rejoined(authors: Sequence[str]) -> Sequence[str]:
    """Join `Wang`, `Y.` where a source has split `Wang, Y.` at the comma."""
    if not any(len(author) <= INITIALS_LENGTH and _INITIALS.fullmatch(author) for author in authors):
        return authors
    joined: list[str] = []
    for author in authors:
        if joined and _INITIALS.fullmatch(author) and _LAST_NAME.fullmatch(joined[-1]):
            joined[-1] += f", {author}"
        else:
            joined.append(author)
    return joined


def author_name(author: str) -> str:
    """`Yi Wang`, `Y. Wang`, `Wang Y.` and `Wang, Yi` as `wang y`; "" for what is no name."""
    if author.isascii() and author.replace(" ", "").isalpha():
        words = author.lower().split()
    else:
        if "&" in author:
            author = _PARTED_LETTER.sub(r"\1", author)
        if "(" in author:
            author = _IN_BRACKETS.sub("", author).strip() or author
        last, comma, first = author.partition(",")
        words = fold(f"{first} {last}" if comma else author).split()
    if not words or " ".join(words) in _NO_NAME:
        return ""
    if len(words) == 1:
        return words[0]
    if len(words[-1]) == 1:
        words = _initials_first(words)
    return f"{words[-1]} {words[0][0]}"


def _initials_first(words: list[str]) -> list[str]:
    """`wang y l` as `y l wang`; what is initials only stays as it is."""
    end = max((n + 1 for n, word in enumerate(words) if len(word) > 1), default=0)
    return [*words[end:], *words[:end]]


def measure(
    a: Title, b: Title, by: Authors, and_by: Authors, *, years: tuple[int | None, int | None], weights: WordWeights
) -> list[float]:
    """The measures of a pair in the order of `MEASURES`; −1 where one side lacks the fact."""
    by, and_by = level(by, and_by)
    return [
        *_of_titles(a, b),
        *_of_marks(a, b),
        *_of_authors(by, and_by),
        _years_apart(*years),
        *measure_words(a.folded, b.folded, weights),
        _run(a, b),
        *_of_letters(a, b),
        *_of_names(a, b, by, and_by, weights),
    ]


def level(by: Authors, and_by: Authors) -> tuple[Authors, Authors]:
    """Both lists with those names shortened to the last one of which the other side gives the last one alone."""
    if all(" " in name for name in (*by.names, *and_by.names)):
        return by, and_by
    return _as_short_as(by, and_by), _as_short_as(and_by, by)


def _as_short_as(one: Authors, other: Authors) -> Authors:
    short = {name for name in other.names if " " not in name}
    names = ((name, name.partition(" ")[0]) for name in one.names)
    return Authors(tuple(last if last in short else name for name, last in names), one.whole)


def _run(a: Title, b: Title) -> float:
    """The longest run of letters that both titles share, as a share of the shorter title."""
    shorter, longer = sorted((a.folded, b.folded), key=len)
    return fuzz.partial_ratio(shorter, longer)


def _of_letters(a: Title, b: Title) -> Iterable[float]:
    one, other = sorted((a.folded, b.folded))
    yield JaroWinkler.similarity(one, other)
    yield fuzz.token_set_ratio(one, other)


def _of_names(a: Title, b: Title, by: Authors, and_by: Authors, weights: WordWeights) -> Iterable[float]:
    """How telling the shared name before the colon and the shared author names are."""
    shared = set(acronym(a).split()) & set(acronym(b).split())
    yield max(map(weights.__getitem__, shared), default=0.0)
    yield len(by.names) if by == and_by else 0.0
    people = author_tokens(set(by.names) & set(and_by.names))
    yield float(weights.columns[list(people)].max()) if people else 0.0
    yield float(by.whole + and_by.whole) if by.names and and_by.names else UNKNOWN


def _of_titles(a: Title, b: Title) -> Iterable[float]:
    ratio = fuzz.ratio(a.folded, b.folded)
    tail_a, tail_b = a.tail or a.folded, b.tail or b.folded
    split = bool(a.tail or b.tail)
    yield ratio
    yield fuzz.ratio(a.in_order, b.in_order)
    yield fuzz.ratio(tail_a, tail_b) if split else ratio
    yield max(fuzz.ratio(a.folded, b.tail) if b.tail else 0.0, fuzz.ratio(a.tail, b.folded) if a.tail else 0.0)
    yield fuzz.ratio(a.head, b.head) if a.head and b.head else UNKNOWN
    yield a.folded.startswith(b.folded) or b.folded.startswith(a.folded)
    yield a.folded.endswith(b.folded) or b.folded.endswith(a.folded)
    yield split and tail_a == tail_b
    yield min(a.words, b.words)
    yield max(a.words, b.words)


def _of_marks(a: Title, b: Title) -> Iterable[float]:
    yield bool(a.numbers) and a.numbers == b.numbers
    yield bool(a.numbers) and bool(b.numbers) and a.numbers != b.numbers
    yield bool(a.numbers) != bool(b.numbers)
    name_a, name_b = acronym(a), acronym(b)
    both = bool(name_a and name_b)
    yield both and name_a == name_b
    yield both and name_a != name_b
    yield bool(name_a) != bool(name_b)
    yield fuzz.ratio(name_a, name_b) if both else UNKNOWN
    yield not both and bool((name_a and name_a in b.folded) or (name_b and name_b in a.folded))
    yield a.marked != b.marked


def acronym(title: Title) -> str:
    """The name before the colon, where it is one to three words."""
    return title.head if title.head.count(" ") < _NAME_WORDS else ""


def _of_authors(a: Authors, b: Authors) -> Iterable[float]:
    if not (a.names and b.names):
        return [0.0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]
    shared = set(a.names) & set(b.names)
    fewest = min(len(set(a.names)), len(set(b.names)))
    return [
        1.0,
        len(shared),
        len(shared) / fewest,
        a.names[0] == b.names[0],
        a.names[-1] == b.names[-1],
        float(lists_agree(a, b)),
        abs(len(a.names) - len(b.names)),
    ]


def lists_agree(a: Authors, b: Authors) -> int:
    """3: equal lists; 2: one is `first two .. last` of the other; 1: one is the beginning of the other; 0: neither."""
    if a.names == b.names:
        return 3
    short, long = sorted((a.names, b.names), key=len)
    if len(short) == 3 and short == (*long[:2], long[-1]):  # noqa: PLR2004  # first two and last
        return 2
    return int(long[: len(short)] == short)


def _years_apart(a: int | None, b: int | None) -> float:
    return float(min(abs(a - b), 9)) if a and b else UNKNOWN
