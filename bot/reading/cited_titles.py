"""Titles that stand in a citation: behind the people it is by, and before the place it came out."""

from __future__ import annotations

import re

from bot.reading import inline
from bot.reading.draft import Draft
from bot.reading.fields import Field
from bot.reading.people import INITIALS, ONE_SHORT
from bot.reading.preprint import name_in
from bot.reading.printed_people import are_names, by_end, people_end
from bot.reading.spans import core, rstrip

QUOTED = re.compile(
    r"(?=[\"“《「«])(?:[\"“](?P<text>[^\"“”\n]{8,400})[\"”]|《(?P<cjk>[^《》\n]{2,400})》|「(?P<corner>[^「」\n]{4,400})」|«\s?(?P<angled>[^«»\n]{4,400}?)\s?»)"
)
CITED = re.compile(
    r"(?::|：|\.(?<!\b[A-Z]\.)(?:[ \t]+(?:19|20)\d\d[a-z]?\.)?| \((?:19|20)\d\d[a-z]?(?:, [A-Z][a-z]+(?: \d+)?)?\)[.:,]?)[ \t]+(?=\S+[ \t]+\S)"
)
"""What parts the people from the title in a citation. Each way starts with a sign of its own: the search leaps to these."""
_TITLE_FOLLOWS = re.compile(r"[ \t\u00a0]+(?=[^\W\d_][^\s]*[ \t]+\S)")
CITED_END = re.compile(
    r"(?P<stop>(?<![ \u00a0.-][A-Z])[.?!])[ \u00a0]+(?=[*_]{0,2}(?:[^\W\d_a-z]|(?:ar|bio|med)Xiv\b))"
)
"""The stop of a title before its place of publication."""
_YEAR_BEHIND = re.compile(r"[ \u00a0]?\((?:19|20)\d\d\)\.?$")
LONGEST = 600
_RUN = 3
_NAME_ENDS = re.compile(r"[.:,]?[ \t\u00a0]+(?=[^\W_])")
_NAME_WORDS = 4
"""A work's name has so many words at most."""


def whole_behind(draft: Draft, link: inline.Link, end: int) -> tuple[int, int] | None:
    """The title behind a link that is its short name or its people: `[Name](u). A Title of Words, Lee et al. ICML 2024`."""
    led = _NAME_ENDS.match(draft.block, link.end)
    if led is None or draft.shape in ("row", "html") or len(draft.block[slice(*link.label)].split()) > _NAME_WORDS:
        return None
    by = draft.block.find(" et al", led.end(), end)
    stop = max(draft.block.rfind(sign, led.end(), by) for sign in (", ", ". ")) if by > 0 else -1
    if stop < 0 or len(draft.block[led.end() : stop].split()) < _RUN:
        return None
    people, title = draft.block[stop + 2 : by + len(" et al")], draft.block[led.end() : stop]
    more_people = "," in title and people_end(title) >= len(title)
    if people_end(people) < len(people) or more_people or by_end(title):
        return None
    return led.end(), stop


def behind_cited(draft: Draft, begin: int, end: int) -> tuple[int, int] | None:
    """Where the people end and the title starts in a link that is a whole citation: `[Lee, A. (2020). Title. Journal.](…)`."""
    short = INITIALS.match(draft.block, begin, end)
    if short and (led := _TITLE_FOLLOWS.match(draft.block, short.end(), end)):
        return short.end(), led.end()
    for stop in CITED.finditer(draft.block, begin, min(end, begin + LONGEST)):
        head = draft.block[begin : stop.start()].rstrip()
        told = people_end(head) >= len(head.rstrip(" .")) > 0 or ("(" in stop[0] and ONE_SHORT.fullmatch(head))
        if told and stop[0][0] not in ":：":
            return _with_stop(draft, begin + len(head)), stop.end()
    quoted = QUOTED.search(draft.block, begin, end)
    head = draft.block[begin : quoted.start()].rstrip(" ,.") if quoted else ""
    if quoted and (people_end(head) >= len(head) > 0 or are_names(head)):
        return _with_stop(draft, begin + len(head)), quoted.start()
    return None


def _with_stop(draft: Draft, end: int) -> int:
    """The end of people with the stop of "et al."."""
    return end + draft.block.startswith("al.", end - 2)


def cited_title(draft: Draft, begin: int, end: int) -> None:
    """The title of a citation, up to its stop, and the place of publication behind it."""
    if quoted := QUOTED.match(draft.block, begin, end):
        (first, stop), rest = quoted.span(quoted.lastgroup or 0), quoted.end()
    else:
        stops = list(CITED_END.finditer(draft.block, begin, end))
        last = next((found for found in stops if found[0][0] == "."), stops[0] if stops else None)
        first, stop, rest = (begin, last.end("stop"), last.end()) if last else (begin, end, end)
        year = _YEAR_BEHIND.search(draft.block, begin, stop)
        stop = year.start() if year else stop
    draft.put(Field.TITLE, first, rstrip(draft.block, first, stop, " .,"))
    rest, end = core(draft.block, rest, end)
    rest += 3 * draft.block.startswith("In ", rest)
    place = draft.block[rest:end]
    if place[:1].isalpha() and not name_in(place):
        draft.put(Field.VENUE, *core(draft.block, rest, end))
