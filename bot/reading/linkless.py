"""Papers without any link: they say where or when they came out, stand beside titles of their form, or over people."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from bot.reading import field_reader
from bot.reading.cues import WORDS, is_prose
from bot.reading.fields import Field, Reading
from bot.reading.outline import Unit

Place = tuple[int, str]
"""A section's number and the shape of what stands in it."""

_SOME = 3
"""So many that say where or when they came out make a section of papers; beside linked ones a single one is enough."""
_FEWEST, _NAMED, _KIN = 3, 5, 2
"""Words of the shortest title that says when it came out, of one that says nothing, and of one among many that do."""
_COMPANY = 5
"""Beside so many papers without a link in other sections, one that is led by its venue may stand alone in its own."""
_SAMPLE = 8
"""Linked entries of a section that are looked at for how their titles stand."""
_LONGEST = 600
"""Characters of the longest text that is looked at."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|['’]\d\d(?!\d)")
_NEWS = re.compile(r"[\W_]*(?:(?:19|20)\d\d[-./年]\d|\d{1,2}/\d{1,2}/)")
"""A day in front: news of the page."""
_SEVERAL = re.compile(r"\w\w,? (?:and|&) \w|\w\w[,;、，] ?\w")
"""Two people, parted."""
_SENTENCE = re.compile(r"[.!:：。](?:\s|$)")
"""The end of a sentence, or a label."""
_SAYS = frozenset((Field.IDEA, Field.LINK, Field.CODE, Field.CITATION))
"""What a title alone has not: words behind it."""


def papers(
    aside: Sequence[Unit], units: Sequence[Unit], labels: Mapping[str, int], block: Callable[[Unit], str]
) -> list[Unit]:
    """Those of the units set aside that are papers; `units` are the linked ones, `block` gives a unit's text."""
    linked = defaultdict(list)
    for unit in units:
        linked[_place(unit)].append(unit)
    count = Counter(map(_place, aside))
    near = [unit for unit in aside if unit.shape != "row" and (linked[_place(unit)] or count[_place(unit)] >= _SOME)]
    near += [unit for unit in aside if unit.shape == "row" and len(linked[_place(unit)]) > 1]
    read = {unit.first: field_reader.read(text, unit.shape, labels) for unit in near if _may_be(text := block(unit))}
    near = [unit for unit in near if unit.first in read]
    told = [unit for unit in near if (_is_placed if unit.shape == "row" else _is_told)(read[unit.first])]
    many = Counter(map(_place, told))
    cited = {place for place, number in many.items() if _is_made_of_papers(number, count[place], len(linked[place]))}
    signed = [unit for unit in near if unit.shape == "item" and _is_signed(read[unit.first])]
    cited |= {
        place for place, number in Counter(map(_place, signed)).items() if _is_signed_throughout(number, count[place])
    }
    named = [unit for unit in near if unit.shape == "item" and _is_title(read[unit.first])]
    apart = {place for place in set(map(_place, named)) if place in cited or _stand_apart(linked[place], labels, block)}
    found = [unit for unit in told if linked[_place(unit)] or _place(unit) in cited]
    found += [unit for unit in near if _place(unit) in cited and unit.shape != "row" and _is_kin(read[unit.first])]
    found += [unit for unit in (*named, *signed) if _place(unit) in apart | cited]
    if sum(unit.shape == "item" and _place(unit) in cited for unit in told) >= _COMPANY:
        alone = [unit for unit in aside if unit.shape == "item" and not linked[_place(unit)]]
        alone = [unit for unit in alone if count[_place(unit)] < _SOME and _may_be(block(unit))]
        found += [unit for unit in alone if _is_led(field_reader.read(block(unit), unit.shape, labels))]
    return list({unit.first: unit for unit in found}.values())


def _place(unit: Unit) -> Place:
    return unit.section, unit.shape


def _is_made_of_papers(told: int, aside: int, linked: int) -> bool:
    """Whether most of a section's texts say where or when a work came out, or link it."""
    return told > 1 and told + linked >= _SOME and (told + linked) * 2 > aside + linked


def _is_signed_throughout(signed: int, aside: int) -> bool:
    """Whether hardly an item of a section is anything but a title over its people."""
    return signed >= _SOME and signed * 4 >= aside * 3


def _may_be(text: str) -> bool:
    """Whether a text has the words of a title, and is no news and no running text."""
    return len(text) < _LONGEST and len(WORDS.findall(text)) > 1 and not (_NEWS.match(text) or is_prose(text))


def _is_told(reading: Reading) -> bool:
    """Whether a venue, or people and a year, stand beside a title."""
    kinds = {piece.kind for piece in reading.pieces}
    when = bool(kinds & {Field.YEAR, Field.DATE})
    where = Field.VENUE in kinds and (_YEAR.search(reading.block) is not None or _is_quoted(reading))
    few = 1 if where and Field.AUTHORS in kinds else _FEWEST  # people and a place make a title of one word
    return len(reading.title.split()) >= few and (where or (when and Field.AUTHORS in kinds))


def _is_led(reading: Reading) -> bool:
    """Whether a venue with its year stands in brackets before a title, as in so many other sections."""
    first = reading.pieces[0] if reading.pieces else None
    led = first is not None and first.kind in (Field.VENUE, Field.YEAR) and reading.block[: first.start].endswith("[")
    return led and _is_told(reading)


def _is_quoted(reading: Reading) -> bool:
    """Whether a title stands in quotes right before its place, as a citation has it: `"A Title" ICML.`"""
    title, venue = reading.first(Field.TITLE), reading.first(Field.VENUE)
    return (
        title is not None and venue is not None and _QUOTED.fullmatch(reading.block, title.end, venue.start) is not None
    )


_QUOTED = re.compile(r"[.,]?[\"”][.,]? (?:[Ii]n )?[*_]{0,2}")
"""What closes the quotes of a title, up to its place."""


def _is_signed(reading: Reading) -> bool:
    """Whether a title stands over people, two or more, and over nothing else."""
    people = reading.first(Field.AUTHORS)
    kinds = {piece.kind for piece in reading.pieces}
    alone = kinds <= {Field.NUMBER, Field.HEAD, Field.TITLE, Field.AUTHORS}
    return (
        alone
        and people is not None
        and len(reading.title.split()) >= _FEWEST
        and _SEVERAL.search(people.value) is not None
    )


def _is_placed(reading: Reading) -> bool:
    """Whether a row has a title and a venue; the year may head its table."""
    return len(reading.title.split()) >= _FEWEST and reading.first(Field.VENUE) is not None


def _is_kin(reading: Reading) -> bool:
    """Whether a text among many that say so has at least a title and a year, or where it came out."""
    dated = _YEAR.search(reading.block) or reading.first(Field.VENUE)
    return dated is not None and len(reading.title.split()) >= _KIN


def _is_title(reading: Reading) -> bool:
    """Whether a text is a title and no words about one."""
    words = reading.title.split()
    if len(words) < _NAMED or not words[0][:1].isupper() or any(piece.kind in _SAYS for piece in reading.pieces):
        return False
    return _SENTENCE.search(reading.block.rstrip(), reading.pieces[-1].end - 1) is None


def _stand_apart(units: Sequence[Unit], labels: Mapping[str, int], block: Callable[[Unit], str]) -> bool:
    """Whether most titles of a section, of two or more, are words without a link around them."""
    readings = [field_reader.read(block(unit), unit.shape, labels) for unit in units[:_SAMPLE]]
    return len(readings) > 1 and sum(map(_is_apart, readings)) * 2 > len(readings)


def _is_apart(reading: Reading) -> bool:
    title = next((piece for piece in reading.pieces if piece.kind in (Field.TITLE, Field.HEAD)), None)
    return title is not None and not title.target and "](" not in reading.block[title.end : title.end + 5]
