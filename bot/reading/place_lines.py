"""Places of publication that no table knows, told by where they stand: a line of their own, or italics behind a title."""

from __future__ import annotations

import re

from bot.reading import dates
from bot.reading.draft import Draft
from bot.reading.fields import Field
from bot.reading.on_demand import on_demand
from bot.reading.printed_people import people_end
from bot.reading.printed_venue import VENUE, VENUE_NAMES, YEAR_LED
from bot.reading.quoted_places import quoted_place
from bot.reading.spans import OPEN, SYMBOL, WORD, core, line_start

_WORD_OF_PLACE = r"(?: (?:[A-Z0-9(&/][^\s:：]*|of|on|in|and|for|the|to|at))"
_PLACE = re.compile(
    rf"[A-Z][^\s:：]*{_WORD_OF_PLACE}{{0,15}}(?<![ ,(])[ ,(]++(?:19|20)\d\d\)?|[A-Z][\w&/-]{{1,14}} (?:19|20)\d\d:{_WORD_OF_PLACE}{{1,15}}"
)
"""`Letters of the Guild, Vol. 5 No. 2, 2010` and `SOAP 2012: State of Programs`."""
_FOUR_DIGITS = re.compile(r"(?:19|20)\d\d")
_JOURNAL = re.compile(
    rf"(?P<name>[A-Z][^\s:,]*{_WORD_OF_PLACE}{{0,9}}), (?P<date>[A-Z][a-z]{{2,8}}\.? (?:\d{{1,2}},? )?(?:19|20)\d\d)"
)
"""`Journal of Hedges, May 2022`."""
_CITED = on_demand(
    r"[.,][ \u00a0](?:[Ii]n:?[ \u00a0])?(?P<mark>[*_])(?P<name>[A-Z][^*_\n]{2,120})(?P=mark)"
    r"(?:,[ \u00a0](?!(?:19|20)\d\d\b)(?P<rest>(?:\d+(?:[ \u00a0]?\(\d+(?:[-–]\d+)?\))?|[Vv]ol(?:\.|ume)[ \u00a0]?\d+|in[ \u00a0][*_][^*_\n]+[*_])(?:[,:][^\n*_`\[\]<>|]+?)??))?"
    r"(?:,[ \u00a0](?P<year>(?:19|20)\d\d))?\.?[ \t]*"
)
"""`. _Journal of Hedges_, 31(2), 3-32.` and `, *Journal of Hedges*, vol. 31, pp. 3-32, 2012`"""
_VOLUME = re.compile(r"\*\*\d+[A-Z]?\*\*")
_BEHIND_VOLUME = re.compile(
    r"(?P<pages>\*\*\w+\*\*(?:\(\d[\d–-]*\))?(?:, ?[^()\n]{1,40})?)[ \u00a0]\((?P<year>(?:19|20)\d\d)\)\.?"
)
"""Volume in bold, issue and pages, with the year in brackets: `**12**(3), 5–9 (2018)`."""
_ONE = re.compile(r"(?:[^\W\d_]\.[ \u00a0-]?){1,4}[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?")
"""One person alone, with initials."""
_NAME = r"(?P<name>[A-Z](?:[^\d\[\](){}|<>\n]|\([^\d()]*\)){1,110}?)"
_PAGES = r"(?P<pages>\d[\w.,:;() \u2012-\u2015\u2212/-]{0,40}?)"
_LABEL = on_demand(
    rf"{_NAME}[ ,.;]{{0,4}}(?:{_PAGES}[ ,]{{0,4}}\((?P<year>(?:19|20)\d\d)\)|\((?P<alone>(?:19|20)\d\d)\))(?::? ?(?P<behind>[e\d][\w–-]*))?"
    rf"|{_NAME.replace('name', 'journal')}[ ,]{{1,4}}(?P<when>(?:19|20)\d\d)[,.;] ?(?P<rest>[e\d][\w.,:; \u2012-\u2015\u2212-]{{1,40}})"
)
"""A place of publication as a link's words: `Hedges 12.3 (2020): e18` and `J. Hedges 2020, 12, 18–20`."""


def place_in_line(draft: Draft, begin: int, end: int) -> bool:
    """A line that says where its paper appeared, whatever the place is called: told by how the line is made."""
    return (
        quoted_place(draft, begin, end)
        or place_line(draft, begin, end)
        or cited_journal(draft, begin, end)
        or volume_line(draft, begin, end)
        or place_before_people(draft, begin, end)
        or person_and_place(draft, begin, end)
    )


def year_and_place(draft: Draft, begin: int, end: int) -> bool:
    """A venue behind its year, in brackets: `[2021-PLDI]`."""
    led = YEAR_LED.fullmatch(draft.block, begin, end) if draft.block[begin - 1 : begin] in OPEN else None
    if not led:
        return False
    draft.put(Field.YEAR, *led.span("year"))
    draft.put(Field.VENUE, led.start("name"), end)
    return True


def read_dated_places(draft: Draft, start: int) -> None:
    """Put the places behind their year that are all of a bracket: `(**2020 - IEEE Letters on Hedges**)`, `(2018-arXiv)`."""
    for found in _DATED_PLACE.finditer(draft.block, start) if _FOUR_DIGITS.search(draft.block, start) else ():
        if not draft.covered(*found.span()):
            draft.put(Field.YEAR, *found.span("year"))
            draft.put(Field.VENUE, *found.span("name"))
            draft.taken.append(found.span())


_DATED_PLACE = on_demand(
    r"(?<![\]\w])[(\[](?P<mark>\*{0,2})(?P<year>(?:19|20)\d\d)(?: [-–] |-)"
    rf"(?P<name>(?:(?:IEEE|ACM|USENIX|SIAM|Springer|Elsevier|Journal|Proceedings|Transactions|Annals|International)\b[^()\[\]*|\n]{{0,80}}"
    rf"|[A-Z][^()\[\]*|\n]{{0,60}}(?:Journal|Transactions|Letters|Proceedings|Review|Magazine)|{VENUE_NAMES}))(?P=mark)[)\]](?!\()"
)


def place_line(draft: Draft, begin: int, end: int) -> bool:
    """A line of its own that is a place of publication, whatever its name: names and numbers with a year at an end."""
    if "\n" not in draft.block or not _FOUR_DIGITS.search(draft.block, begin, end):
        return False  # the first line is the title's
    begin, end = core(draft.block, begin, end)
    dated = _JOURNAL.fullmatch(draft.block, begin, end)
    if not (dated or _PLACE.fullmatch(draft.block, begin, end)) or not at_line_start(draft, begin):
        return False
    rest = draft.block.find("\n", end)
    if WORD.search(draft.block, end, rest if rest >= 0 else len(draft.block)):
        return False
    if dated:
        return _dated_journal(draft, dated)
    begin += len("In ") * draft.block.startswith("In ", begin)
    text = draft.block[begin:end]
    if dates.DATE.search(text) or people_end(text):
        return False
    if dressed := _DRESSED.fullmatch(text):
        draft.put(Field.VENUE, begin, begin + dressed.end("name"))
        begin, end = begin + dressed.start("year"), begin + dressed.end("year")
    draft.put(Field.YEAR if dressed else Field.VENUE, begin, end)
    return True


_DRESSED = re.compile(r"(?P<name>[^*_]+)[*_]{1,2}[ ,(]+(?P<year>(?:19|20)\d\d)\)?")
"""A place in marks of emphasis that close before its year: `*Letters of the Guild*, 2010`, without the opening one."""


def _dated_journal(draft: Draft, found: re.Match[str]) -> bool:
    """A journal's name, whatever it is, and the month of the paper on a line that is set in italics."""
    emphasised = draft.block[found.start() - 1] in "*_"
    if not emphasised or dates.DATE.fullmatch(found["date"]) is None or people_end(found["name"]):
        return False
    draft.put(Field.VENUE, *found.span("name"))
    draft.put(Field.DATE, *found.span("date"))
    return True


def cited_journal(draft: Draft, begin: int, end: int) -> bool:
    """A journal in italics right behind the title's link, with its volume and pages up to the end of the line."""
    if draft.block[begin] not in ".," or draft.block[begin - 1] != ")":
        return False
    found = _CITED.fullmatch(draft.block, begin, end)
    if found is None or not any(stop == begin for _, stop in draft.taken):
        return False
    if people_end(found["name"]) and not found["rest"]:
        return False
    draft.put(Field.VENUE, *found.span("name"))
    if found["rest"]:
        draft.put(Field.IDEA, *found.span("rest"))
    if found["year"]:
        draft.put(Field.YEAR, *found.span("year"))
    return True


def volume_line(draft: Draft, begin: int, end: int) -> bool:
    """People, a journal of any name and its volume in bold up to the year: `A. Lee & B. Chen, Hedges **12**, 5–9 (2018)`."""
    volume = _VOLUME.search(draft.block, begin, end)
    found = _BEHIND_VOLUME.match(draft.block, volume.start(), end) if volume else None
    if not volume or not found or WORD.search(draft.block, found.end(), end):
        return False
    begin = core(draft.block, begin, volume.start())[0]
    head = draft.block[begin : volume.start()].rstrip(", \u00a0")
    people, comma, name = head.rpartition(", ")
    if name.startswith(("& ", "and ")):  # the journal stands behind the stop that closes the people
        people, comma, name = head.partition(". ") if head.count(". ") == 1 else ("", "", "")
    if not comma or not name[:1].isupper() or people_end(name):
        return False
    if people_end(people) < len(people) and not _ONE.fullmatch(people):
        return False
    draft.put(Field.AUTHORS, begin, begin + len(people))
    draft.put(Field.VENUE, begin + len(head) - len(name), begin + len(head))
    draft.put(Field.IDEA, *found.span("pages"))
    draft.put(Field.YEAR, *found.span("year"))
    return True


def place_before_people(draft: Draft, begin: int, end: int) -> bool:
    """A place of any name that its year or its publisher tells, and the people behind it: `(2019), Guild! 2019, Lee, Ann, et al.`"""
    found = _BEFORE_PEOPLE.fullmatch(draft.block, begin, end)
    if found is None or VENUE.match(found["place"]) or people_end(found["people"]) < len(found["people"].rstrip(".")):
        return False
    if found["year"]:
        draft.put(Field.YEAR, *found.span("year"))
    draft.put(Field.VENUE, *found.span("place"))
    draft.put(Field.AUTHORS, *found.span("people"))
    return True


_BEFORE_PEOPLE = on_demand(
    r"[*_\s,.:]*(?:\((?P<year>(?:19|20)\d\d)\)[ ,.:]*)?"
    r"(?P<place>(?:(?:ACM|IEEE|USENIX|SIAM)|Proceedings|Proc\.|Journal|Transactions|Annals)[ ][^,()\[\]|]{2,80}"
    r"|[A-Z][^,.:()\[\]|\d]{1,40}[ ](?:19|20)\d\d),[ ]"
    r"(?P<people>[A-Z][^()\[\]|\n]*?,?[ ]et[ .]al\.?)[\s(\[]*"
)
"""A place and people with "et al." that are all of a text, a year in brackets perhaps before them."""


def person_and_place(draft: Draft, begin: int, end: int) -> bool:
    """A line of its own with one person and a place of any name in italics: `Ann Lee. *Master Thesis at Hedge College*, 2021.`"""
    begin, end = core(draft.block, begin, end)
    found = _PERSON.match(draft.block, begin)
    if found is None or found.end() < end or not at_line_start(draft, begin):
        return False
    draft.put(Field.AUTHORS, *found.span("person"))
    draft.put(Field.VENUE, *found.span("name"))
    draft.put(Field.YEAR, *found.span("year"))
    return True


_PERSON = on_demand(
    r"(?P<person>[A-Z][\w'’-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]+|v[ao]n|de[rl]?|di|la)){1,3})(?<!\.)\. (?P<mark>[*_])(?P<name>[A-Z][^*_\n]{2,120})(?P=mark),? "
    r"\(?(?P<year>(?:19|20)\d\d)\)?\.?[ \t]*(?=\r?\n|$)"
)
"""One person in full, a place in italics and its year, up to the end of the line."""


def cited_label(draft: Draft, begin: int, end: int) -> bool:
    """Words of a link that are a journal of any name with its year, and the pages of the paper beside it."""
    found = _LABEL.fullmatch(draft.block, begin + (draft.block[begin] == " "), end)
    name = (found["name"] or found["journal"]) if found else ""
    if not found or "rxiv" in name.lower() or dates.DATE.search(draft.block, begin, end):
        return False
    parts = {"name": Field.VENUE, "journal": Field.VENUE, "pages": Field.IDEA, "behind": Field.IDEA, "rest": Field.IDEA}
    for part, kind in {**parts, "year": Field.YEAR, "alone": Field.YEAR, "when": Field.YEAR}.items():
        if found[part]:
            draft.put(kind, *found.span(part))
    return True


def at_line_start(draft: Draft, begin: int) -> bool:
    """Whether a place is the start of a line below the first, marks aside."""
    line = line_start(draft.block, begin)
    return line > 0 and not WORD.search(draft.block[line:begin])


def with_signs(draft: Draft, begin: int) -> int:
    """Where a text starts that opens its line, with the pictures glued to its first word: `- 📚Text to Image`."""
    start = begin
    while start and SYMBOL.match(draft.block, start - 1) and not draft.covered(start - 1, start):
        start -= 1
    return start if start < begin and at_line_start(draft, start) else begin
