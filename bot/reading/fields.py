"""The fields of an entry, the pieces of its text that hold them, and the role that a place has in a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from bot.reading.printed_venue import VENUE


class Field(StrEnum):
    """What a printed piece says about the paper."""

    TITLE = "title"
    HEAD = "head"
    """The name before the colon of a title, where it is decorated on its own."""
    TAIL = "tail"
    URL = "url"
    AUTHORS = "authors"
    VENUE = "venue"
    YEAR = "year"
    DATE = "date"
    TAG = "tag"
    TAGS = "tags"
    """Several tags in one line, parted by commas."""
    MARK = "mark"
    """A rating or an award (stars, flames), listed among the tags."""
    CODE = "code"
    LINK = "link"
    IDEA = "idea"
    ABSTRACT = "abstract"
    """A running text that is the paper's abstract: known of a feed's paper alone, an entry's is one of its ideas."""
    CITATION = "citation"
    NUMBER = "number"


class Piece(NamedTuple):
    """A field as it is printed at `start`..`end` of the block.

    `value` is the text (the label of a link), `target` the address of a link; `label_at` and `target_at` are their
    offsets where the piece is a whole link with its brackets. A tuple, as a list has thousands: a frozen record takes
    four times as long to make.
    """

    kind: Field
    start: int
    end: int
    value: str
    target: str = ""
    label_at: tuple[int, int] = (-1, -1)
    target_at: tuple[int, int] = (-1, -1)


_WHEN = (Field.VENUE, Field.YEAR, Field.DATE)
"""What stands behind a year stands as well behind a place and its year."""
RECAST = (Field.TAG, Field.IDEA, Field.AUTHORS, Field.VENUE)
"""Kinds of text that are told apart by looks alone, and better by place."""

_STARS = "[🔥⭐🌟✨👍💫★☆❤🏆🚀]"
_CODED = r":(?:star|fire|star2|thumbsup|\+1|heart|trophy|rocket|sparkles):"
MARK_RUN = re.compile(rf"(?:{_STARS}\ufe0f?)+|(?:{_CODED}\s?)+")
_STAR, _CODE = re.compile(_STARS), re.compile(_CODED)


def has_mark(text: str) -> bool:
    """Whether a rating stands anywhere in a text."""
    return _CODE.search(text) is not None or (not text.isascii() and _STAR.search(text) is not None)


FENCED = re.compile(r"^[ \t>]*(`{3,}+|~{3,}+)[^`\n]*\n(?:[^\n]*\n)*?[ \t>]*\1[`~]*[ \t]*\r?$", re.MULTILINE)
"""Fenced lines, as they stand in an entry."""


def without_code(block: str) -> str:
    """The block with its fenced lines (BibTeX, an example) blanked: they say nothing in the list's own form."""
    if "```" not in block and "~~~" not in block:
        return block
    return FENCED.sub(lambda found: re.sub(r"[^\r\n]", " ", found[0]), block)


_SPACED = re.compile(
    r"(?P<apart>(?:&(?:nbsp|e[mn]sp|thinsp|#160);[ \t]*)+[-–—|·•:]?[ \t]*(?:&(?:nbsp|e[mn]sp|thinsp|#160);)+)"
    r"|&(?:nbsp|e[mn]sp|thinsp|#160);|(?<![^\s(\[])(?!:(?:star|fire|star2|thumbsup|\+1|heart|trophy|rocket|sparkles):):[a-z][a-z0-9_+-]{2,40}:(?![^\s`)\]&*])"
)
"""Blanks written out, several of them or around a sign setting parts of a line apart; and pictures by name."""


def without_spacing(block: str) -> str:
    """The block with blanks that are written out as blanks, of the same length; several part what they stand between."""
    if "sp;" not in block and "&#160;" not in block and not _PICTURE_NAME.search(block):
        return block
    return _SPACED.sub(lambda found: ("\t" if found["apart"] else " ").ljust(len(found[0])), block)


_PICTURE_NAME = re.compile(r":[a-z][a-z0-9_+-]{2,40}:")


def is_mark(text: str) -> bool:
    """Whether a tag is a rating or an award rather than words."""
    return MARK_RUN.fullmatch(text) is not None


@dataclass(slots=True)
class Reading:
    """The pieces of one block, in the order they are printed."""

    block: str
    pieces: list[Piece] = field(default_factory=list)
    cited: str = ""
    """How often the paper is cited, where a badge shows it."""

    def first(self, kind: Field) -> Piece | None:
        """The first piece of a kind, or None."""
        for piece in self.pieces:
            if piece.kind is kind:
                return piece
        return None

    def of(self, kind: Field) -> list[Piece]:
        """All pieces of a kind, in printed order."""
        return [piece for piece in self.pieces if piece.kind is kind]

    def texts(self, kind: Field) -> list[str]:
        """What the pieces of a kind say, in printed order."""
        return [piece.value for piece in self.pieces if piece.kind is kind]

    def place(self, index: int) -> str:
        """Where a piece stands: its line in the entry and the marks before it since the last piece."""
        piece = self.pieces[index]
        before = self.pieces[index - 1] if index else None
        text = self.block[before.end if before else 0 : piece.start]
        line = min(4, self.block.count("\n", 0, piece.start))
        marks = text[text.rfind("\n") + 1 :].strip()
        if marks[:1] in ("*", "+") and marks[1:2] in ("", " "):
            marks = "-" + marks[1:]  # one bullet is as good as another
        kind = before.kind if before and "\n" not in text else ""
        return "|".join((str(line), "when" if kind in _WHEN else kind, marks))

    def recast(self, roles: Mapping[str, Field]) -> Reading:
        """The same pieces, each text in the role that its place has in the list."""
        pieces = [
            _cast(self._bare(piece), role)
            if piece.kind in RECAST
            and (role := self._role(n, roles)) is not piece.kind
            and not self.block.startswith("![", piece.start)
            and _may_be(piece, role)
            and (role is not Field.VENUE or not self._has_other_venue(n))
            else piece
            for n, piece in enumerate(self.pieces)
        ]
        return Reading(self.block, pieces, self.cited)

    def _role(self, index: int, roles: Mapping[str, Field]) -> Field:
        """The role of a piece: that of its place, and inside its brackets that of a venue for words with a year."""
        piece = self.pieces[index]
        role = roles.get(self.place(index), piece.kind)
        bare = self._bare(piece)
        if piece.kind is not Field.TAG or bare is piece or not _DATED.search(bare.value):
            return role
        inside = Reading(self.block, [*self.pieces[:index], bare, *self.pieces[index + 1 :]])
        return Field.VENUE if roles.get(inside.place(index)) is Field.VENUE else role

    def _has_other_venue(self, index: int) -> bool:
        return any(piece.kind is Field.VENUE for n, piece in enumerate(self.pieces) if n != index)

    def _bare(self, piece: Piece) -> Piece:
        """A text without the brackets that were taken along: as another field it stands between them."""
        if piece.label_at == (-1, -1) or piece.target:
            return piece
        start, end = piece.label_at
        return piece._replace(start=start, end=end, label_at=(-1, -1))

    def with_edges(self, edges: frozenset[str]) -> Reading:
        """The same pieces, titles with the marks right beside them that are their own and not the list's."""
        if not edges or self.is_reference():
            return self
        return Reading(self.block, [self._edged(piece, edges) for piece in self.pieces], self.cited)

    def is_reference(self) -> bool:
        """Whether people and their year stand before the title: its stop parts it from the place behind it."""
        kinds = [piece.kind for piece in self.pieces]
        title = kinds.index(Field.TITLE) if Field.TITLE in kinds else 0
        return Field.YEAR in kinds[:title] and Field.AUTHORS in kinds[: kinds.index(Field.YEAR)]

    def _edged(self, piece: Piece, edges: frozenset[str]) -> Piece:
        if piece.kind not in (Field.TITLE, Field.TAIL) or piece.target or not edges:
            return piece
        start, end = piece.start, piece.end
        if "《" in edges and self.block[start - 1 : start] == "《" and self.block[end : end + 1] == "》":
            start, end = start - 1, end + 1
        elif "." in edges and self.block[end : end + 1] == "." and self.block[end : end + 2] != "..":
            end += 1
        return piece._replace(start=start, end=end, value=self.block[start:end]) if end > piece.end else piece

    @property
    def title(self) -> str:
        """The title with the name before its colon, "" where none was found."""
        if (whole := self.first(Field.TITLE)) is not None:
            return whole.value
        head, tail = self.first(Field.HEAD), self.first(Field.TAIL)
        if head and tail:
            return f"{head.value.rstrip(' :：')}: {tail.value}"
        return head.value if head else tail.value if tail else ""

    @property
    def url(self) -> str:
        """The address of the paper's own link, or ""."""
        piece = self.first(Field.URL)
        return piece.target if piece else ""


_DATED = re.compile(r"\w.*\b(?:19|20)\d\d$")
_PAIR = re.compile(r"[A-Z\u00c0-\u024f][\w'’-]+ (?:and|&) [A-Z\u00c0-\u024f][\w'’-]+")
"""Two last names: `Lee and Chen`."""


_LONE = re.compile(r"[A-Z\u00c0-\u024f][\w'’-]+(?: [A-Z]\.| [A-Z\u00c0-\u024f][\w'’-]+){1,2}")
"""A name in full, or two words in capitals."""


def roles_of(readings: Sequence[Reading]) -> dict[str, Field]:
    """The role that a place has in most entries of a list."""
    seen: dict[str, Counter[Field]] = {}
    pairs: Counter[str] = Counter()
    lone: Counter[str] = Counter()
    for reading in readings:
        for index, piece in enumerate(reading.pieces):
            if piece.kind in RECAST:
                place = reading.place(index)
                seen.setdefault(place, Counter())[piece.kind] += 1
                pairs[place] += piece.kind is Field.TAG and _PAIR.fullmatch(piece.value) is not None
                lone[place] += piece.kind is Field.TAG and _LONE.fullmatch(piece.value) is not None
    roles = {}
    for place, counts in seen.items():
        if counts[Field.AUTHORS]:  # where people stand, two words that "and" joins are two of them, and a name is one
            also = pairs[place] + (lone[place] if lone[place] <= counts[Field.AUTHORS] else 0)
            counts[Field.AUTHORS] += also
            counts[Field.TAG] -= also
        kind, count = counts.most_common(1)[0]
        total = counts.total()
        if total >= 3 and count >= 0.55 * total:
            roles[place] = kind
    return roles


_USUAL = 0.85


def edges_of(readings: Sequence[Reading]) -> frozenset[str]:
    """The marks beside a title that some entries print and many do not: these belong to the title itself."""
    plain = (reading for reading in readings if not reading.is_reference())
    titles = [(reading.block, reading.first(Field.TITLE) or reading.first(Field.TAIL)) for reading in plain]
    ends = Counter(
        block[piece.end : piece.end + 1] for block, piece in titles if piece and piece.value[-1:] not in "?!"
    )
    del ends["]"]  # what a link or brackets hold says nothing of titles in plain words
    return frozenset(
        mark for mark, close in ((".", "."), ("《", "》")) if 0 < ends[close] < _USUAL * max(1, ends.total())
    )


def _cast(piece: Piece, kind: Field) -> Piece:
    """A piece in another role: the stop that closes a sentence is no part of a name, nor are brackets of a tag."""
    if piece.kind is not Field.IDEA or piece.target:
        return piece._replace(kind=kind)
    value = piece.value
    if kind is Field.TAG and _IN_BRACKETS.fullmatch(value) and piece.end - piece.start == len(value):
        return piece._replace(kind=kind, value=value[1:-1], label_at=(piece.start + 1, piece.end - 1))
    if kind is not Field.IDEA and value.endswith("."):
        return piece._replace(kind=kind, end=piece.end - 1, value=value[:-1])
    return piece._replace(kind=kind)


_IN_BRACKETS = re.compile(r"\([^()]+\)|（[^（）]+）|\[[^\[\]]+\]|【[^【】]+】")


def _may_be(piece: Piece, kind: Field) -> bool:
    """Whether a text can be what others are at its place: names are short, a known venue stays one."""
    if kind is Field.AUTHORS:
        return len(piece.value) < 80 and ":" not in piece.value and not VENUE.fullmatch(piece.value)
    if piece.kind is Field.VENUE:
        return VENUE.fullmatch(piece.value) is None
    if piece.kind is Field.AUTHORS and not VENUE.search(piece.value):
        return False  # people beside a line that is a venue elsewhere
    return kind is not Field.VENUE or len(piece.value) < 90
