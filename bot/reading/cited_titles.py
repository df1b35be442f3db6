"""Titles inside a citation: between its people and its place of publication."""

from __future__ import annotations

import re

from bot.reading import inline
from bot.reading.draft import Draft
from bot.reading.fields import Field
from bot.reading.on_demand import on_demand
from bot.reading.people import INITIALS, LONE_SHORT, ONE_SHORT
from bot.reading.preprint import name_in
from bot.reading.printed_people import are_names, by_end, people_end
from bot.reading.spans import core, rstrip

QUOTED = re.compile(
    r"(?=[\"“《「«])(?:[\"“](?P<text>[^\"“”\n]{8,400}(?:\r?\n[ \t]*[^\W_][^\"“”\n]{2,200})?)[\"”]|《(?P<cjk>[^《》\n]{2,400})》|「(?P<corner>[^「」\n]{4,400})」|«\s?(?P<angled>[^«»\n]{4,400}?)\s?»)"
)
"""A title in quotes of any script."""
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
_MONTH_BEHIND = re.compile(r" \((?=[A-Z][a-z]+ (?:19|20)\d\d\))")
"""The month in brackets behind a place, which is a date of its own: `Letters 54, Article 230 (January 2022), 36 pages`."""
LONGEST = 600
_RUN = 3
_NAME_ENDS = re.compile(r"[.:,]?[ \t\u00a0]+(?=[^\W_])")
_NAME_WORDS = 4
"""The most words of a work's short name."""


def is_reference(block: str) -> bool:
    """Whether a paragraph begins as a reference does, with its people and their year."""
    return _dated_people(block, 0) is not None


def _dated_people(block: str, begin: int) -> tuple[re.Match[str], re.Match[str]] | None:
    """People with initials behind their names, and the year that follows them."""
    people = INITIALS.match(block, begin) or LONE_SHORT.match(block, begin)
    dated = _YEAR_NEXT.match(block, people.end()) if people else None
    return (people, dated) if people and dated else None


def reference(draft: Draft, start: int) -> bool:
    """A citation with its year behind the people: `Lee, A. and Chen, B., 2010, May. A Title. *Letters*, 3(2), pp.1-9.`"""
    led = _METHOD.match(draft.block, start)
    found = _dated_people(draft.block, led.end() if led else start)
    if found is None:
        return False
    people, dated = found
    end = min((at for at, _ in draft.taken if at >= dated.end()), default=len(draft.block))
    if not _put_cited(draft, dated.end(), end):
        return False
    if led:
        draft.put(Field.TAG, *led.span("name"))
    draft.put(Field.AUTHORS, *people.span())
    draft.put(Field.YEAR, *dated.span("year"))
    if dated["month"]:
        draft.put(Field.IDEA, *dated.span("month"))
    return True


def _put_cited(draft: Draft, begin: int, end: int) -> bool:
    """The title of a reference, the place in italics behind its stop, and where in that it stands."""
    stop = _SET_APART.search(draft.block, begin, end)
    if stop is None:
        return False
    draft.put(Field.TITLE, begin, stop.start() + (draft.block[stop.start()] in "?!"))
    draft.put(Field.VENUE, *stop.span("place"))
    rest = core(draft.block, stop.end(), end)
    if any(sign.isdigit() for sign in draft.block[slice(*rest)]):
        draft.put(Field.IDEA, *rest)
    return True


_METHOD = re.compile(r"\*\*(?P<name>[^*\n]{2,80}?)[.:]?\*\*[.:]?[ \t]+")
"""The name of a method before the reference that brought it."""
_YEAR_NEXT = on_demand(
    r",? (?P<year>(?:19|20)\d\d)[a-z]?(?:, (?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}))?[.,][ \t]+(?=\S+[ \t]+\S)"
)
"""The year of a reference behind its people: `, 2010, May. A Title …`."""
_SET_APART = re.compile(
    r"[.?!,]?[ \u00a0](?:[Ii]n:?[ \u00a0])?(?P<mark>[*_])(?P<place>[^*_\n]{2,200}?)[ \u00a0]?(?P=mark)"
)
"""A place of publication in italics behind a title."""


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
    dated = _MONTH_BEHIND.search(draft.block, rest, end)
    end = dated.start() if dated else end
    place = draft.block[rest:end]
    if place[:1].isalpha() and not name_in(place):
        draft.put(Field.VENUE, *core(draft.block, rest, end))


def behind_when(draft: Draft, found: re.Match[str]) -> int:
    """Where a title starts behind its year, and the venue that a hyphen joins to it: `2013-ICML - A Title`."""
    if not draft.covered(*found.span("year")):
        draft.put(Field.YEAR, *found.span("year"))
        if found["name"]:
            draft.put(Field.VENUE, *found.span("name"))  # known or not: nothing else stands so before a title
    return found.end()


WHEN_LED = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?P<name>[A-Z][\w&/-]{1,18}))?[ \u00a0]-[ \u00a0]+(?=\S+ \S)")
