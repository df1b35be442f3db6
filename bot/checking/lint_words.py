"""Words that a list spells two ways: a tag in two cases, a heading or a tag with a letter missing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.awesome import AwesomeList
from bot.checking.fault import Fault, Kind, Severity
from bot.reading.fields import Field

_RARE = 4
"""A spelling counts as odd where another one is at least this many times as frequent."""
_COMMON, _OFTEN = 3, 6
"""How often the usual spelling must occur: in brackets, and (as it may be no tag) without."""
_LINES = 5
_BRACKETS = {"[": "]", "(": ")", "【": "】", "`": "`"}


def faults(alist: AwesomeList) -> Iterator[Fault]:
    """One finding for each odd spelling, at its first place."""
    tags, plain = _tags(alist)
    yield from _two_ways(tags, _COMMON)
    yield from _two_ways(plain, _OFTEN)
    yield from _misspelt(alist, tags)


Names = Mapping[str, Sequence[int]]
"""Each name as it is written, with its lines."""


def _tags(alist: AwesomeList) -> tuple[Names, Names]:
    """The tags and venues between brackets; and the venues without, with the tags in cells of tables."""
    framed: dict[str, list[int]] = defaultdict(list)
    plain: dict[str, list[int]] = defaultdict(list)
    for unit in alist.units:
        if alist.lines[unit.first].commented:
            continue
        reading = alist.reading(unit)
        for piece in (*reading.of(Field.TAG), *reading.of(Field.VENUE)):
            in_brackets = _bracketed(reading.block, piece.start, piece.end)
            if not in_brackets and piece.kind is Field.TAG and unit.shape not in ("row", "html"):
                continue
            name = _YEAR.sub("", piece.value).strip()
            line = unit.first + 1 + reading.block.count("\n", 0, piece.start)
            (framed if in_brackets else plain)[name if in_brackets else _bare(name)].append(line)
        for piece in reading.of(Field.TAGS):
            line = unit.first + 1 + reading.block.count("\n", 0, piece.start)
            for name in re.split(r",\s*", piece.value):
                plain[_bare(name)].append(line)
    framed.pop("", None)
    plain.pop("", None)
    return framed, plain


_YEAR = re.compile(r"(?:(?<![\s,.'’])[\s,.'’]++)?(?:(?:19|20)\d\d|(?<=['’])\d\d)\b.*$")
"""A year and all behind it: what is left of a venue is its name."""


def _bare(name: str) -> str:
    """A name without the marks around it and with single blanks, to compare spellings."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", " ".join(name.split()))


def _bracketed(block: str, start: int, end: int) -> bool:
    before, after = block[:start].rstrip("* \\"), block[end:].lstrip("* ,0123456789.\\'’")
    return bool(before) and _BRACKETS.get(before[-1]) == after[:1]


def _two_ways(tags: Names, common: int) -> Iterator[Fault]:
    """Tags that differ in case or in a hyphen."""
    groups: dict[str, list[str]] = defaultdict(list)
    for tag in tags:
        groups[re.sub(r"[\W_]+", "", tag).casefold()].append(tag)
    for spellings in groups.values():
        spellings.sort(key=lambda tag: -len(tags[tag]))
        usual, *others = spellings
        for odd in others:
            if len(tags[usual]) >= max(common, _RARE * len(tags[odd])):
                yield _fault(odd, usual, tags[odd], len(tags[usual]))


def _fault(odd: str, usual: str, lines: Sequence[int], times: int) -> Fault:
    more = f" (also in line {', '.join(map(str, lines[1:_LINES]))})" if lines[1:] else ""
    return Fault(
        kind=Kind.SPELLING,
        severity=Severity.WARNING,
        line=lines[0],
        end_line=lines[0],
        reason=f"“{odd}”{more}; elsewhere this list writes “{usual}” ({times} times)",
    )


# --- letters missing --------------------------------------------------------------------------------------------------

_WORD = re.compile(r"(?<![A-Za-z])[A-Z]?[a-z]{6,}(?![A-Za-z])")
"""Ordinary words; `SageAttention` is a name, and names resemble each other on purpose."""

_DEEPEST = 6
_MISSING, _LONG = 2, 11
"""Up to two letters may be missing, in a word of eleven or more; in shorter ones, one."""


def _misspelt(alist: AwesomeList, tags: Names) -> Iterator[Fault]:
    """Words of tags and headings that occur in no title and are one slip away from a word that often does."""
    places: dict[str, list[int]] = defaultdict(list)
    for tag, lines in tags.items():
        for word in _WORD.findall(tag):
            places[word.lower()] += lines
    for heading, path in zip(alist.headings, alist.paths, strict=True):
        if heading.rank <= _DEEPEST:
            for word in _WORD.findall(path[-1]):
                places[word.lower()].append(heading.line + 1)
    titles = _title_words(alist)
    usual = titles + Counter({word: len(lines) for word, lines in places.items()})
    by_shape = _by_shape(word for word, count in usual.items() if count >= _COMMON)
    for word, lines in places.items():
        right = _slip_of(word, by_shape) if word not in titles and len(lines) < _COMMON else None
        if right and usual[right] >= _RARE * len(lines):
            yield _fault(word, right, sorted(lines), usual[right])


def _title_words(alist: AwesomeList) -> Counter[str]:
    return Counter(
        word.lower() for entry in alist.entries if not entry.commented for word in _WORD.findall(entry.title)
    )


Shapes = Mapping[tuple[str, str], Sequence[str]]


def _by_shape(words: Iterator[str]) -> Shapes:
    shapes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for word in words:
        shapes[word[0], word[-1]].append(word)
    return shapes


def _slip_of(word: str, shapes: Shapes) -> str | None:
    """The usual word of which this is a slip: same ends, one or two letters missing, doubled or swapped."""
    for usual in shapes.get((word[0], word[-1]), ()):
        if usual != word and abs(len(usual) - len(word)) <= _MISSING and _is_slip(word, usual):
            return usual
    return None


def _is_slip(word: str, usual: str) -> bool:
    short, long = sorted((word, usual), key=len)
    gap = len(long) - len(short)
    if gap == 0:
        return _swapped(word, usual)
    return (gap == 1 or len(long) >= _LONG) and _is_subsequence(short, long)


def _swapped(word: str, usual: str) -> bool:
    """Two neighbouring letters in the wrong order."""
    differ = [n for n, (a, b) in enumerate(zip(word, usual, strict=True)) if a != b]
    return bool(differ) and differ == [differ[0], differ[0] + 1] and sorted(word) == sorted(usual)


def _is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)
