"""One entry's text → its fields, each with the place where it is printed.

A field is what differs from entry to entry; all else is the section's hand (`bot.writing.template` keeps the two apart). A
piece of text is judged by where it stands and what it looks like, never by which list it is in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice, pairwise
from operator import attrgetter

from bot.reading import dates, inline, tex_letters
from bot.reading.admonitions import OPENING
from bot.reading.draft import Draft
from bot.reading.field_names import usual_label, with_colons
from bot.reading.fields import Field, Piece, Reading, without_code, without_spacing
from bot.reading.link_fields import read_links
from bot.reading.link_labels import is_code_host
from bot.reading.linked_people import read_linked_people
from bot.reading.nested import may_be_nested, read_nested
from bot.reading.preprint import is_preprint
from bot.reading.prose_links import abstracts, prose_links
from bot.reading.text_fields import read_text
from bot.reading.title_fields import read_title

_MARK = re.compile(
    r"[ \t\u00a0\ufeff]*(?:>[ \t]?)*(?:<!--[ \t]*)?(?:" + OPENING + ")?"
    r"(?:(?:[-+\u2022]|\*(?!\*)|(?P<ordinal>\d{1,9})[.)](?!\d)|#{1,6}|\|)[ \t\u00a0]*)?"
    r"(?:(?:\*\*)?\[(?P<bracketed>(?!(?:19|20)\d\d)\d{1,4})\](?:\*\*)?[ \t]+"
    r"|(?P<counted>(?!(?:19|20)\d\d)\d{1,4})\.(?:[ \t]+|(?=[A-Z][A-Za-z]))"
    r"|\(?(?P<letters>[a-z]|[ivxl]{2,7}|[IVXL]{2,7}|[A-Z](?=\)))[.)][ \t]+(?=\S))?"
)
"""The marks in front of an entry's text: quote, bullet, number, heading, pipe, number in brackets."""
_WORDS = re.compile(r"\w+")
_CELL_NUMBER = re.compile(r"[ \t]*+(?:\|[ \t]*+)?(?!(?:19|20)\d\d)(\d{1,4})[ \t]*(?=\|)")
"""A running number alone in the first cell of a row."""
_HTML_NUMBER = re.compile(
    r"\s*<tr\b[^<>]*>\s*<t[dh]\b[^<>]*>\s*(?!(?:19|20)\d\d)(\d{1,4})\s*(?=</t[dh]>)", re.IGNORECASE
)
"""The same of a row in HTML."""
_START = attrgetter("start")
_LONGEST = 5_000
"""Characters of an entry that are looked at, what follows stays as it is written; real ones have up to 3,500."""
_MOST_LINKS = 100
"""Links of an entry that are looked at; real ones have up to 35."""
CITED = re.compile(r"/badge/citations?-([^-/\s]+|N/A)-")
"""A badge that shows how often the paper is cited."""


def read(
    block: str,
    shape: str = "item",
    labels: Mapping[str, int] | None = None,
    *,
    dull: Sequence[tuple[int, int]] = (),
    ticks: Sequence[tuple[int, int]] = (),
) -> Reading:
    """Find the fields of one entry; `labels` are the words that name fields in this list, with their counts.

    `dull` are the cells of a row whose columns hold no titles, `ticks` those of columns that hold nothing but ticks.
    """
    told = with_colons(without_spacing(without_code(block[:_LONGEST])))
    draft = Draft(tex_letters.plain(told), shape, labels or {}, dull=dull)
    start = _read_number(draft)
    _read_ticks(draft, ticks)
    _read_abstracts(draft)
    read_title(draft, start, read_links(draft, _own_links(draft, start)))
    read_text(draft, start)
    draft.pieces.sort(key=_START)
    _settle(draft)
    if draft.block != told:
        draft.pieces = [tex_letters.spelt(piece, draft.block, told) for piece in draft.pieces]
    cited = CITED.search(block)
    return Reading(block, draft.pieces, cited[1] if cited and cited[1] != "N/A" else "")


def _own_links(draft: Draft, start: int) -> list[inline.Link]:
    """The links of an entry, without those of its people, of text over several bullets and of sentences."""
    found = read_linked_people(draft, _without_teasers(draft, _links(draft, start)))
    if may_be_nested(draft):
        nested = read_nested(draft, found, usual_label(draft, Field.IDEA))
        found = [link for link in found if link not in nested]
    prose = prose_links(draft, found)
    draft.prose = [link.start for link in prose]
    return [link for link in found if link not in prose] if prose else found


def _without_teasers(draft: Draft, found: list[inline.Link]) -> list[inline.Link]:
    """The links of a table of one work without that around its picture, where words link the same: `<a …><img …></a>`."""
    if not _TABLE.match(draft.block):
        return found
    targets = Counter(draft.block[slice(*link.target)] for link in found)
    teasers = [link for link in found if _PICTURED.fullmatch(draft.block, *link.label)]
    teasers = [link for link in teasers if targets[draft.block[slice(*link.target)]] > 1]
    draft.taken += [(link.start, link.end) for link in teasers]
    return [link for link in found if link not in teasers]


_TABLE = re.compile(r"\s*<table\b", re.IGNORECASE)
_PICTURED = re.compile(r"\s*<img\b[^<>]*>\s*", re.IGNORECASE)


def _settle(draft: Draft) -> None:
    """Judge pieces anew by those beside them."""
    _one_date(draft)
    if "</" in draft.block:
        _place_between_tags(draft)
    _place_behind_people(draft)
    _title_that_names_a_place(draft)
    kinds = [piece.kind for piece in draft.pieces]
    if kinds.count(Field.VENUE) > 1:
        _no_preprint_beside_a_venue(draft)
    if kinds.count(Field.AUTHORS) > 1:
        _no_other_people(draft)
        _no_people_behind_the_venue(draft)


def _no_people_behind_the_venue(draft: Draft) -> None:
    """Capitalised words on a line below the venue, where the people stand above it, say what the paper is about."""
    kinds = [piece.kind for piece in draft.pieces]
    if kinds.count(Field.AUTHORS) < 2 or Field.VENUE not in kinds:  # one line of them is the people
        return
    venue = kinds.index(Field.VENUE)
    if Field.AUTHORS not in kinds[:venue]:
        return
    for number in range(venue + 1, len(kinds)):
        piece = draft.pieces[number]
        lined = "\n" in draft.block[draft.pieces[venue].end : piece.start]
        if piece.kind is Field.AUTHORS and lined and " et al" not in piece.value:
            draft.pieces[number] = piece._replace(kind=Field.TAG)


def _place_between_tags(draft: Draft) -> None:
    """Words between tags of emphasis, behind people and before a year, are the place: `A. Lee <em>Letters of Old</em> 2020`."""
    for found in _TAGGED.finditer(draft.block):
        start, end = found.span("text")
        own = [number for number, piece in enumerate(draft.pieces) if start <= piece.start and piece.end <= end]
        before = draft.pieces[own[0] - 1] if own and own[0] else None
        if before is None or before.kind is not Field.AUTHORS or draft.block[before.end : found.start()].strip(" ,."):
            continue
        if all(draft.pieces[number].kind in (Field.TAG, Field.VENUE) for number in own):
            draft.pieces[own[0] : own[-1] + 1] = [Piece(Field.VENUE, start, end, found["text"])]
            return


_TAGGED = re.compile(r"<(?P<tag>em|i|cite)>(?P<text>[^\W_][^<>\n]{0,120})</(?P=tag)>,? (?=(?:19|20)\d\d(?!\d))")


def _place_behind_people(draft: Draft) -> None:
    """Words in italics that end the line of the people say where a work came out: `  - A. Lee et al. *Letters*, 2020.`"""
    if draft.shape not in ("item", "paragraph") or any(piece.kind is Field.VENUE for piece in draft.pieces):
        return
    for number, (before, words) in enumerate(pairwise(draft.pieces), 1):
        if words.kind is Field.TAG and (_ends_people(draft, before, words) or _is_last_told(draft, number)):
            draft.pieces[number] = words._replace(kind=Field.VENUE)
            return


def _ends_people(draft: Draft, people: Piece, words: Piece) -> bool:
    """Whether words in italics end a line below the first that begins with people."""
    line = draft.block.rfind("\n", 0, people.start) + 1
    if not line or people.kind is not Field.AUTHORS or _LED.search(draft.block, line, people.start):
        return False
    return _ends_line(draft, people, words)


def _ends_line(draft: Draft, before: Piece, words: Piece) -> bool:
    apart = _APART.fullmatch(draft.block, before.end, words.start)
    return apart is not None and _CLOSED.match(draft.block, words.end) is not None


def _is_last_told(draft: Draft, number: int) -> bool:
    """Whether words in italics are a name and stand behind the stop of title and people, with nothing but links behind."""
    told = {piece.kind for piece in draft.pieces[:number]}
    before, words = draft.pieces[number - 1 : number + 1]
    if Field.AUTHORS not in told or told.isdisjoint((Field.TITLE, Field.TAIL)):
        return False
    if not _NAME.fullmatch(words.value) or _SHOWN.search(words.value) or words.target:
        return False
    apart = _STOPPED.fullmatch(draft.block, before.end, words.start)
    return apart is not None and _LINKS_BEHIND.match(draft.block, words.end) is not None


_LED = re.compile(r"\w")
_APART = re.compile(r"\.?[ \u00a0][*_]")
_CLOSED = re.compile(r"\.?[*_](?:,? \(?(?:19|20)\d\d\)?)?\.?[ \t]*(?:\r?\n|$)")
_STOPPED = re.compile(r"(?:[)\]*_\"”]{0,3}\.[)\]*_\"”]{0,3}|(?<=al\.))[ \u00a0]{1,2}[*_]")
_LINKS_BEHIND = re.compile(r"\.?[*_]\.?[ \t\u00a0]*(?:\r?\n|$|<br|\\\n|!?\[|\((?:\[|http))")
_SMALL = r"(?:of|on|in|for|and|the|&)"
_NAME = re.compile(
    rf"[A-Z][\w&.'’-]*(?: {_SMALL}){{0,2}}(?: [A-Z][\w&.'’-]*(?: {_SMALL}){{0,2}}){{1,8}}(?<![a-z] of| and)"
)
"""Two words and more in capitals, as the names of journals and meetings are."""
_SHOWN = re.compile(
    r"\b(?:papers?|awards?|oral|spotlight|poster|code|project|pages?|talk|video|slides|survey|data ?set|benchmark|tutorial)\b",
    re.IGNORECASE,
)
"""How a work was shown, or what it is: no place."""


def _title_that_names_a_place(draft: Draft) -> None:
    """Words that begin an entry and are a place of publication are its title where nothing else is: `- Hedge Talk at ICML 2023 [Video](…)`."""
    if draft.shape not in ("item", "paragraph") or any(piece.kind in _TITLES for piece in draft.pieces):
        return
    first = next((n for n, piece in enumerate(draft.pieces) if piece.kind is not Field.NUMBER), -1)
    if first < 0 or draft.pieces[first].kind is not Field.VENUE or draft.pieces[first].target:
        return
    piece, start = draft.pieces[first], draft.pieces[first - 1].end if first else 0
    if len(piece.value.split()) >= _SHORTEST and not _WORDS.search(draft.block, start, piece.start):
        draft.pieces[first] = piece._replace(kind=Field.TITLE)


_TITLES = (Field.TITLE, Field.HEAD, Field.TAIL)
_SHORTEST = 3
"""Words of a title that names a place."""


def _one_date(draft: Draft) -> None:
    """Keep one date of a row: a second one (`2024.01 / 2024.06`) is a fact of this paper alone, and other papers have none."""
    if draft.shape not in ("row", "html"):
        return
    days = [(n, dates.read(piece.value)) for n, piece in enumerate(draft.pieces) if piece.kind is Field.DATE]
    for number, day in days[1:]:
        first = days[0][1]
        if day and first and (day.year, day.month) != (first.year, first.month):
            draft.pieces[number] = draft.pieces[number]._replace(kind=Field.TAG)


def _no_preprint_beside_a_venue(draft: Draft) -> None:
    """Where a paper came out, a preprint's name says when it was first seen: `ICML 2024 (arXiv 2023.05)` has one venue."""
    venues = [number for number, piece in enumerate(draft.pieces) if piece.kind is Field.VENUE]
    if not venues[1:]:
        return
    first_seen = {number for number in venues if is_preprint(draft.pieces[number].value)}
    if len(first_seen) == len(venues):
        return
    for number in sorted(first_seen, reverse=True):
        after = draft.pieces[number + 1] if number + 1 < len(draft.pieces) else None
        if after and after.kind is Field.DATE and not draft.block[draft.pieces[number].end : after.start].strip(" ,:"):
            del draft.pieces[number]


def _no_other_people(draft: Draft) -> None:
    """Words in brackets that look like people, but are none of those named before, are a remark: `(New Model)`."""
    people = [number for number, piece in enumerate(draft.pieces) if piece.kind is Field.AUTHORS]
    first = set(_WORDS.findall(draft.pieces[people[0]].value)) if len(people) > 1 else set()
    for number in people[1:]:
        piece = draft.pieces[number]
        if draft.block[piece.start - 1 : piece.start] == "(" and not first & set(_WORDS.findall(piece.value)):
            draft.pieces[number] = piece._replace(kind=Field.TAG)


def _read_number(draft: Draft) -> int:
    """The list mark with its number; returns where the entry's text starts."""
    first = {"row": _CELL_NUMBER, "html": _HTML_NUMBER}.get(draft.shape)
    counted = first.match(draft.block) if first else None
    if counted:
        draft.put(Field.NUMBER, *counted.span(1))
        return counted.end()
    emphasised = draft.shape == "row" and draft.block.startswith("*")  # a row without bars at its ends has no bullet
    found = None if emphasised else _MARK.match(draft.block)
    if not found:
        return 0
    for name in ("ordinal", "bracketed", "counted", "letters") if found.lastgroup else ():
        if found[name]:
            draft.put(Field.NUMBER, *found.span(name))
    return found.end()


def _read_ticks(draft: Draft, cells: Sequence[tuple[int, int]]) -> None:
    for begin, end in cells:
        mark = draft.block[begin:end].strip(" \t\u00a0|")
        if mark:
            at = draft.block.index(mark, begin)
            draft.put(Field.TAG, at, at + len(mark))


def _read_abstracts(draft: Draft) -> None:
    """The abstract that a cell folds away, as one running text, whatever stands in it."""
    for begin, end in abstracts(draft.block) if draft.shape in ("row", "html") else ():
        if "|" not in draft.block[begin:end]:
            draft.put(Field.IDEA, begin, end)


def _links(draft: Draft, start: int) -> list[inline.Link]:
    """The links of an entry; an id in plain words is one where no other link could be the paper's."""
    found = list(islice(inline.links(draft.block, start), _MOST_LINKS))
    if all(is_code_host(draft.block[slice(*link.target)]) for link in found) and (
        printed := inline.plain_id(draft.block, start)
    ):
        return sorted([*found, printed], key=lambda link: link.start)
    return found
