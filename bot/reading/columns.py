"""What the columns of a Markdown table hold, by the names and contents of their cells.

A column whose rows repeat the same words (a licence, a language) holds no titles; one of ticks and crosses holds tags.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.reading import dates, field_reader, inline
from bot.reading.blocks import Kind, Line
from bot.reading.field_names import HINTS
from bot.reading.fields import Field, Piece, Reading
from bot.reading.on_demand import on_demand
from bot.reading.printed_venue import PLACEHOLDER, VENUE_NAMES
from bot.reading.rows import row_of
from bot.reading.spans import inside_marks
from bot.reading.title_marks import KNOWN_VENUE

_TICK = re.compile(
    r"[✅❌✔✓✗✘✖☑☒☐⬜⭕❎]\ufe0f?|(?i:yes|no|[yn])|[是否有无]|:(?:white_check_mark|heavy_check_mark|x|ballot_box_with_check):"
)
"""A cell that says yes or no."""
_TITLES = re.compile(
    r"(?:(?:paper|article|full|work)(?:'?s)? )?(?:titles?|t[íi]tulos?|titel|titres?)|(?:论文|論文)?(?:标题|標題|题目|題目|タイトル|제목)",
    re.IGNORECASE,
)
"""Names of columns that hold titles."""
_PAPERS = re.compile(r"papers?|articles?|works?|论文|論文", re.IGNORECASE)
_LINKS = re.compile(r"(?:(?:paper|article|pdf|论文|論文)[ /_-]?)(?:links?|urls?|链接|連結)", re.IGNORECASE)
"""Columns of papers hold their titles, where a column of their links stands beside them."""
_MORE = re.compile(r"(?<!\s)\s*+(?:\band\b|&|\()")
"""What a column's name goes on with: `Paper Title and Interpretation (in Chinese)`."""
_NAME = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"[^\W_][\w ,.+/&-]*")
_INSTITUTES = (
    "institute institutes institution institutions affiliation affiliations organization organizations organisation "
    "organisations company companies lab labs university universities 机构 单位 機関 所属 소속"
).split()
_BESIDE = frozenset(
    (
        *(name for name, kind in HINTS.items() if kind is not Field.LINK and name != "publication"),
        *"type category license licence dataset data framework language review stars".split(),
        *_INSTITUTES,
        *"links remark remarks note notes".split(),
    )
)
"""Words that name columns in which no title stands."""
_KINDS = {
    **HINTS,
    **dict.fromkeys(("publication", "pub", "conf"), Field.VENUE),
    **dict.fromkeys(_INSTITUTES, Field.TAG),
}
"""What the words of a column's name say; a column of publications may hold titles, too, so the word says little elsewhere."""
_IDEAS = frozenset(
    "tl;dr tldr idea summary abstract description contribution contributions highlights 简介 摘要 概要 要約 要点 一句话".split()
) | {"key idea", "main idea", "one-sentence summary", "key contribution"}
"""Names of columns that say what a paper is about."""
_NOTES = frozenset("note notes comment comments remark remarks 备注 说明".split())
_STOPS = (".", "。", "!", "！")
_SHORT = re.compile(r"[12]\d[./-](?:1[0-2]|0?[1-9])(?:[./-](?:3[01]|[12]\d|0?[1-9]))?")
"""A month or day with the last digits of its year, as a column of dates has it: `23.12`, `23/12/04`."""
_YEAR_LED = on_demand(rf"(?P<year>(?:19|20)?\d\d)(?:-| - | )(?P<venue>{VENUE_NAMES}|[A-Z][A-Za-z&]{{1,11}})")
"""A venue behind its year, as a column of venues has it: `'19-AAAI`."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SAMPLE, _FEW, _DISTINCT = 60, 4, 0.6


def heads(lines: Sequence[Line]) -> dict[int, int]:
    """The head line of the table that each row stands in."""
    found: dict[int, int] = {}
    head = -1
    for number, line in enumerate(lines):
        if line.kind is Kind.RULE:
            head = number - 1
        elif line.kind is not Kind.ROW:
            head = -1
        elif head >= 0:
            found[number] = head
    return found


@dataclass(frozen=True, slots=True)
class Sorts:
    """What the cells of a table's columns say: which columns repeat the same words, which hold nothing but ticks or counts.

    Of counts some look like years.
    """

    repeated: frozenset[int] = frozenset()
    ticked: frozenset[int] = frozenset()


def sorts_of(rows: Iterable[Sequence[str]]) -> Sorts:
    """What the columns of these rows hold, each given by its cells."""
    seen: dict[int, Counter[str]] = {}
    for row in rows:
        for number, cell in enumerate(row):
            if words := inline.as_read(cell):
                seen.setdefault(number, Counter())[words] += 1
    full = {number: counts for number, counts in seen.items() if counts.total() >= _FEW}
    return Sorts(
        frozenset(number for number, counts in full.items() if len(counts) < _DISTINCT * counts.total()),
        frozenset(number for number, counts in full.items() if _are_ticks(counts) or (number and _are_counts(counts))),
    )


def _are_ticks(cells: Counter[str]) -> bool:
    return len(cells) > 1 and all(map(_TICK.fullmatch, cells))


def _are_counts(cells: Counter[str]) -> bool:
    """Whether cells hold numbers of which fewer than half look like years: how often a paper was cited."""
    years = sum(_YEAR.fullmatch(cell) is not None for cell in cells)
    return 0 < years < len(cells) / 2 and all(map(str.isdecimal, cells))


def sorts_by_head(text: str, lines: Sequence[Line], rows: Mapping[int, int]) -> dict[int, Sorts]:
    """The same for every table in Markdown: by its head line."""
    groups: dict[int, list[int]] = {}
    for row, head in rows.items():
        groups.setdefault(head, []).append(row)
    return {
        head: sorts_of(
            _contents(text[lines[row].start : lines[row].end] for row in group[:: len(group) // _SAMPLE or 1])
        )
        for head, group in groups.items()
    }


def sorts_of_html(rows: Iterable[str]) -> Sorts:
    """The same for the rows of one HTML table."""
    return sorts_of(_contents(islice(rows, _SAMPLE)))


def _contents(rows: Iterable[str]) -> Iterator[list[str]]:
    return (row_of(Reading(row, [])).contents() for row in rows)


def read(
    block: str,
    shape: str,
    labels: Mapping[str, int],
    sorts: Sorts,
    headers: Headers,
    *,
    places: Sequence[int] = (),
) -> Reading:
    """The fields of a row, told by what its columns hold and how they are called.

    `places` are the columns of its cells, where cells of rows above reach into this one.
    """
    cells = row_of(Reading(block, [])).cells
    if shape == "html" and len(cells) != headers.width:  # a cell of a row above reaches down, and moves the others
        return field_reader.read(block, shape, labels)
    repeated, ticked, untitled = (
        [cell for number, cell in enumerate(cells) if number in numbers]
        for numbers in (sorts.repeated, sorts.ticked, sorts.repeated | headers.untitled)
    )
    reading = field_reader.read(block, shape, labels, dull=untitled, ticks=ticked)
    reading = _named_alone(_whole_title(reading, cells, headers.titled), cells, headers.titled)
    if not reading.title:  # the column of titles holds none here
        reading = field_reader.read(block, shape, labels, dull=repeated, ticks=ticked)
    if not reading.title and places:
        return field_reader.read(block, shape, labels)
    return filled(recast(reading, cells, headers), cells)


def _whole_title(reading: Reading, cells: Sequence[tuple[int, int]], column: int) -> Reading:
    """The row whose plain cell below the name of titles is one: no place stands in `name[1] A Title, of Words(2015)`."""
    start, end = cells[column] if 0 <= column < len(cells) else (0, 0)
    own = [n for n, piece in enumerate(reading.pieces) if start <= piece.start < end]
    first = next((n for n in own if reading.pieces[n].kind in _TITLE_KINDS), -1)
    if first < 0 or any(reading.pieces[n].target or reading.pieces[n].kind is Field.AUTHORS for n in own):
        return reading
    found = _PLAIN_TITLE.fullmatch(reading.block, reading.pieces[first].start, end)
    more = [piece for piece in reading.pieces[first : own[-1] + 1] if piece.kind not in (*_TITLE_KINDS, *_TIME_KINDS)]
    if not found or not more or any(KNOWN_VENUE.match(piece.value) for piece in more):
        return reading
    said = [Piece(Field.TITLE, *found.span("title"), found["title"])]
    if found["year"]:
        said.append(Piece(Field.YEAR, *found.span("year"), found["year"]))
    pieces = [*reading.pieces]
    pieces[first : own[-1] + 1] = said
    return Reading(reading.block, pieces, reading.cited)


def _named_alone(reading: Reading, cells: Sequence[tuple[int, int]], column: int) -> Reading:
    """The row without a title whose plain cell in the column of titles looks like another place: `Garden VOC 2007`."""
    start, end = cells[column] if 0 <= column < len(cells) else (0, 0)
    if reading.title or not _LONE_NAME.fullmatch(reading.block, start, end) or KNOWN_VENUE.match(reading.block, start):
        return reading
    said = Piece(Field.TITLE, start, end, reading.block[start:end])
    others = [piece for piece in reading.pieces if not start <= piece.start < end]
    return Reading(reading.block, sorted([*others, said], key=lambda piece: piece.start), reading.cited)


_LONE_NAME = re.compile(r"[^\W\d_][\w -]*[ -](?:19|20)\d\d")
"""A name and its year, in plain words."""
_TITLE_KINDS = (Field.TITLE, Field.HEAD, Field.TAIL)
_TIME_KINDS = (Field.YEAR, Field.DATE)
_PLAIN_TITLE = re.compile(
    r"(?!.*\]\()(?P<title>[^\s*_`<>|()（][^*_`<>|()（\n]*?)[ \u00a0]?(?:[(\[](?P<year>(?:19|20)\d\d)[)\]])?"
)
"""Words of a cell without marks, and the year in brackets behind them."""


def named(names: Sequence[str]) -> dict[int, Field]:
    """The columns that say in every word of their name that they hold people, venues, tags or dates: `Conference/Journal`."""
    found: dict[int, Field | None] = {}
    for number, name in enumerate(names):
        if name.strip().lower() in _IDEAS or name.strip().lower() in _NOTES:
            found[number] = Field.IDEA
            continue
        kinds = {_KINDS.get(word.lower()) for word in _NAME.findall(name)}
        if len(kinds) == 1 and kinds <= {Field.VENUE, Field.AUTHORS, Field.TAG, Field.DATE}:
            found[number] = next(iter(kinds))
    return {number: kind for number, kind in found.items() if kind}


@dataclass(frozen=True, slots=True)
class Headers:
    """What the names of a table's columns say: which hold venues, people, tags or dates, and where no title stands."""

    kinds: Mapping[int, Field]
    beside: frozenset[int]
    noted: frozenset[int] = frozenset()
    """Columns of remarks: what ends as a sentence does says what the paper is about."""
    width: int = 0
    """How many columns there are."""
    titled: int = -1
    """The one column that is named after titles (`Paper Title`), -1 where no or several names say so."""

    @property
    def untitled(self) -> frozenset[int]:
        """The columns that hold no titles: those named after other things, and all beside the one named after titles."""
        return self.beside if self.titled < 0 else frozenset(range(self.width)) - {self.titled} | self.beside


def headers_of(names: Sequence[str]) -> Headers:
    """Read the names of a table's columns."""
    words = [_NAME.findall(name.lower()) for name in names]
    beside = frozenset(n for n, told in enumerate(words) if told and _BESIDE.issuperset(told))
    beside |= {n for n, name in enumerate(names) if name.strip().lower() in _IDEAS}
    noted = frozenset(n for n, name in enumerate(names) if name.strip().lower() in _NOTES)
    titles = [n for n, name in enumerate(names) if _TITLES.fullmatch(_MORE.split(name, maxsplit=1)[0])]
    if not titles and any(_LINKS.fullmatch(name.strip()) for name in names):
        titles = [n for n, name in enumerate(names) if _PAPERS.fullmatch(name.strip())]
    if not titles and _SUBJECTS.fullmatch(names[0].strip() if names else "") and not any(map(_names_work, names[1:])):
        titles, beside = [0], beside - {0}
    titled = titles[0] if len(titles) == 1 else -1
    return Headers(named(names), beside, noted, len(names), titled)


_SUBJECTS = re.compile(r"data ?sets?|benchmarks?|frameworks?|数据集", re.IGNORECASE)
"""Names of a first column that says what its rows are about where no column is named after papers."""
_WORKS = re.compile(
    r"papers?|articles?|works?|titles?|names?|methods?|models?|approach(?:es)?|publications?|references?|论文|論文|标题|方法|模型",
    re.IGNORECASE,
)


def _names_work(name: str) -> bool:
    """Whether a word of a column's name is one for works."""
    return any(map(_WORKS.fullmatch, _NAME.findall(name)))


def is_month(name: str) -> bool:
    """Whether a column is named after months."""
    return name.strip().lower() in ("month", "months", "月", "月份")


def recast(reading: Reading, cells: Sequence[tuple[int, int]], headers: Headers) -> Reading:
    """The row with the one short text of a cell in the role that its column's name says."""
    pieces = list(reading.pieces)
    for number, kind in headers.kinds.items():
        start, end = cells[number] if number < len(cells) else (0, 0)
        own = [n for n, piece in enumerate(pieces) if start <= piece.start < end]
        if kind is Field.IDEA and number in headers.noted and not reading.block.endswith(_STOPS, start, end):
            continue
        if own and _FOLDED.match(reading.block, start, pieces[own[0]].start):
            continue
        if kind in (Field.TAG, Field.IDEA) and own and not any(_stays(pieces[n]) for n in own):
            start, end = _undressed(reading.block, start, end)
            pieces[own[0] : own[-1] + 1] = [Piece(kind, start, end, reading.block[start:end])]
            continue
        if len(own) != 1 or pieces[own[0]].kind is not Field.TAG or pieces[own[0]].label_at != (-1, -1):
            continue
        if kind is Field.VENUE and (led := _YEAR_LED.fullmatch(pieces[own[0]].value)):
            at = pieces[own[0]].start
            pieces[own[0] : own[0] + 1] = [
                Piece(part, at + led.start(name), at + led.end(name), led[name])
                for part, name in ((Field.YEAR, "year"), (Field.VENUE, "venue"))
            ]
            continue
        if kind is not Field.DATE or any(form.fullmatch(reading.block, start, end) for form in (_SHORT, dates.COMPACT)):
            pieces[own[0]] = pieces[own[0]]._replace(kind=kind)
    return Reading(reading.block, pieces, reading.cited)


_FOLDED = re.compile(r"<details\b[^<>]*>\s*<summary\b", re.IGNORECASE)
"""The start of a cell that folds its text away: what stands between the tags is told from them."""


def _undressed(block: str, start: int, end: int) -> tuple[int, int]:
    """The text of a cell without the marks or tags around all of it."""
    tagged = _DRESS.fullmatch(block, start, end)
    return _undressed(block, *tagged.span("text")) if tagged else inside_marks(block, start, end)


_DRESS = re.compile(
    r"<(?P<tag>code|b|strong|i|em|su[bp]|small|kbd|u|ins)\b[^<>]*>(?P<text>[^<>]+)</(?P=tag)>", re.IGNORECASE
)
"""A text between two tags that dress it."""


def _stays(piece: Piece) -> bool:
    """Whether a piece keeps its role whatever its column is called: a link, or a title that stands nowhere else."""
    return bool(piece.target) or piece.kind in (Field.TITLE, Field.HEAD, Field.TAIL)


def filled(reading: Reading, cells: Sequence[tuple[int, int]]) -> Reading:
    """The row with a tag for each cell of plain words that nothing was read from: they are this paper's own."""
    found = [
        Piece(Field.TAG, start, end, reading.block[start:end])
        for start, end in cells
        if not any(start <= piece.start < end for piece in reading.pieces)
        and _PLAIN.fullmatch(reading.block, start, end)
        and not PLACEHOLDER.fullmatch(reading.block, start, end)
    ]
    if not found:
        return reading
    return Reading(reading.block, sorted([*reading.pieces, *found], key=lambda piece: piece.start), reading.cited)
