"""Titles in plain or italic words: the first words of an entry that are no date, place, people or label."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.reading import dates
from bot.reading.cited_titles import (
    CITED,
    CITED_END,
    LONGEST,
    WHEN_LED,
    behind_when,
    cited_title,
)
from bot.reading.cues import is_generic
from bot.reading.draft import LABELLED, Draft
from bot.reading.fact_lines import is_facts
from bot.reading.field_names import LED_BY_PEOPLE
from bot.reading.fields import Field
from bot.reading.leads import is_italic, is_lead
from bot.reading.on_demand import on_demand
from bot.reading.people import ONE_SHORT, VANCOUVER
from bot.reading.preprint import is_preprint
from bot.reading.printed_people import before_byline, before_people, behind_names, people_end
from bot.reading.printed_venue import VENUE, VENUE_NAMES
from bot.reading.spans import LOOSE, TITLE_SEGMENT, core, rstrip, segments
from bot.reading.title_marks import KNOWN_VENUE, LEAD, is_meta

_SHORTEST, _MANY = 8, 3
_BRACKET = re.compile(r"[\[(（]")
_TITLE_LABELS = frozenset(
    ("title", "paper title", "paper name", "标题", "题目", "论文标题", "论文题目", "タイトル", "제목")
)
_YEAR_BEFORE = re.compile(r"\w[.,]? \((?:19|20)\d\d[a-z]?(?:, [A-Z][a-z]+(?: \d+)?)?\)[.:,]?[ \t]+$")
"""A year in brackets behind people, in front of a title."""
_KIND = r"[ \t]?\\?\[(?:[A-Z]|EB|DB|CP)(?:/OL)?\\?\](?=\.|//|,)"
"""The kind of a work behind its title, `[J]` or `[C]//`, as GB/T 7714 has it."""
_APART = ("*", "_", '"', "“", "<i>", "<em>")
"""What a title begins with where it is set apart from the people before it."""
_ITALIC = re.compile(
    r"(?P<mark>(?<![*\w])\*(?!\*)|(?<![_\w])_(?!_))(?P<text>\S(?:[^*\n]*?(?:(?<=[\w,:-])\n[ \t]*(?=\w)[^*\n]*?)?\S)?)(?P=mark)(?=[\s,.;:()\[]|$)",
    re.DOTALL,
)
"""Text in italics, which may go on in a second line."""
_BY_LEAD = re.compile(r"[^\W\d_][^\n.,:;()\[\]]{0,40}?,? et al\.?[,:]?[ \t\u00a0]+(?=\S+[ \t]+\S)")
"""One name with "et al." in front of a title."""
_TRAILING_META = on_demand(
    rf"{_KIND}| In (?=(?:{VENUE_NAMES}),? (?:19|20)\d\d)|,? [*_]{{1,2}}[\[(]?(?=(?:{VENUE_NAMES})(?:[*_]|['’ ]*(?:19|20)?\d\d))|[,.]? [\[(][*_]{{0,3}}(?:{VENUE_NAMES}|(?:19|20)\d\d|@)|[.,?!] +(?:In )?[*_]{{0,2}}(?:{VENUE_NAMES})\b|[,.?!] +(?:[Ii]n:?|(?i:under review|to appear|accepted|published|presented|submitted)(?: (?:at|by|for|in|to))?) [*_]{{1,2}}(?=[A-Za-z])|, (?:19|20)\d\d|(?:[.?!] +|(?<! )  ++)(?:19|20)\d\d$|[.?!] +[*_](?=[A-Z0-9][^*_\n]*$)"
)
"""What ends a title in a running line: kind, venue, year."""
_PLACE = re.compile(
    r"(?:,|(?<=\w\w[.?!]))[ \u00a0](?=(?:[A-Z][\w&/.'’-]*)(?:[ \u00a0](?:[A-Z&][\w&/.'’-]*|of|on|in|and|for|the|report)){0,6},? (?:19|20)\d\d$)"
)
"""What parts a plain title from the place and year that end it: `A Title, Guild Letters 2010`, `A Title. Guild Letters, 2010`."""
_DATED = on_demand(rf"(?<![ \t\u00a0])[ \t\u00a0]++[\[(][*_]{{0,3}}(?={dates.PATTERN}(?:[\])*_,]|$))", re.IGNORECASE)
"""A date in brackets behind a title."""
_PLACED = on_demand(
    r"(?<=[^\s(])[ \u00a0.,]*[(（][ ]?(?:(?:(?=[^()（）]*[A-Z])[A-Za-z][\w&@/.'’-]*(?:,?[ ][\w&@/.'’-]+){0,6},?[ ](?:19|20)\d\d)"
    r"|(?:19|20)\d\d(?:[ ][A-Za-z]+)?)[)）][*_]*$"
)
"""A place of any name with its year in the brackets that close a title: `A Title (Guild Letters 2010)`."""
_DATED_NAME = on_demand(rf"(?!(?:{VENUE_NAMES})\d)[^\W\d_][\w-]{{2,}}?(?:19|20)\d\d")
"""A name with its year glued to it, of a work where no other words are: `CLUECorpus2020`."""


Span = tuple[int, int]


@dataclass
class _Candidates:
    """Words of an entry that may be its title: the first that are nothing else, and what stands in for these."""

    draft: Draft
    best: Span | None = None
    ticked: Span | None = None
    """Short words in code marks, or a label without its link."""
    dated: Span | None = None
    people: Span | None = None

    def look_at(self, begin: int, end: int) -> None:
        """Look at a free run of text; words in brackets are its title where nothing follows them."""
        spare: Span | None = None
        for span in segments(self.draft.block, begin, end, TITLE_SEGMENT):
            lead, last = core(self.draft.block, *span)
            first = _title_start(self.draft, lead, last)
            led = lead < first < last and _is_led(self.draft, first, last)
            if not led and self._is_other(first, last, behind_brackets=spare is not None):
                continue
            if self.best is None and is_lead(self.draft.block, first, last):
                spare = spare or (first, last)
            else:
                self._take(first, last)
        self.best = self.best or spare

    def _is_other(self, first: int, last: int, *, behind_brackets: bool) -> bool:
        """Whether words are too few, a date, a place or the label of a field."""
        draft = self.draft
        text = draft.block[first:last]
        if self.dated is None and _DATED_NAME.fullmatch(text):
            self.dated = first, last
        if len(text) < 2 or draft.is_dull(first) or is_meta(draft, text) or not _LETTER.search(text):
            return True
        label = None if behind_brackets and is_italic(draft.block, first, last) else LABELLED.match(text)
        return label is not None and label[1].strip().lower() in draft.labels

    def _take(self, first: int, last: int) -> None:
        draft = self.draft
        if self.best is None and _is_aside(draft, first, last):
            self.ticked = self.ticked or (first, last)
        elif (self.best is None or draft.shape == "row") and _are_full_names(draft.block[first:last]):
            self.people = self.people or (first, last)
        elif self.best is not None and _is_name_of(draft, self.best, first, last):
            self.best = self.best[0] - len("**"), last
        elif self.best is None or (draft.shape == "row" and last - first > self.best[1] - self.best[0]):
            self.best = first, last

    def likeliest(self) -> Span | None:
        """The title; people where what follows them is shorter than a title."""
        short = self.best is None or len(self.draft.block[slice(*self.best)].split()) < _MANY
        return (self.people if short else None) or self.best or self.ticked or self.dated


def _is_led(draft: Draft, first: int, last: int) -> bool:
    """Whether words behind people are a title, whatever they look like: in lists of such, or with a place behind a stop."""
    return LED_BY_PEOPLE in draft.labels or _SENTENCE.match(draft.block, first, last) is not None


_LETTER = re.compile(r"[^\W\d_]")


def plain_title(draft: Draft, start: int) -> bool:
    """Put the title that stands in plain or italic words; whether there is one."""
    if draft.shape in ("item", "paragraph") and _behind_facts(draft, start):
        return True
    candidates = _Candidates(draft)
    for begin, end in draft.free(start):
        candidates.look_at(begin, end)
        if candidates.best is not None and draft.shape not in ("row", "html"):
            break
    best = candidates.likeliest()
    if best is None:
        return False
    begin, end = best[0], run_on(draft, *best)
    if _italic_title(draft, begin, end):
        return True
    dated_people = ")" in draft.block[begin - 4 : begin] and _YEAR_BEFORE.search(draft.block, start, begin) is not None
    dated_people = dated_people or _ACM_YEAR.search(draft.block, start, begin) is not None
    cited = draft.shape not in ("row", "html") and dated_people and CITED_END.search(draft.block, begin, end)
    (cited_title if cited else put_plain)(draft, begin, end)
    return True


_ACM_YEAR = re.compile(r"\.[ \u00a0](?:19|20)\d\d[a-z]?\.[ \u00a0]+\Z")
"""The year behind people that a stop parts from them and from the title: `Ann Lee and Bo Chen. 2022. A Title. Letters`."""


def run_on(draft: Draft, begin: int, end: int) -> int:
    """Where a title ends that goes on in the line below: it ends in a word no title ends in, or small letters follow."""
    if draft.shape not in ("item", "paragraph"):
        return end
    broken = _OPEN_END.search(draft.block, max(begin, end - _LONGEST_END), end) is not None
    more = (_NEXT_LINE if broken else _SMALL_LINE).match(draft.block, end)
    return more.end("more") if more and not draft.covered(*more.span("more")) else end


_OPEN_END = re.compile(
    r"\s(?:an?|and|as|at|by|for|from|in|into|of|on|or|the|to|towards?|under|using|via|with|without)$", re.IGNORECASE
)
_LONGEST_END = 10
_REST = r"[^\n\[\]()*_<>|`\\]*[^\W_][.?!]?"
_NEXT_LINE = re.compile(rf"[ \t]?\r?\n[ \t]*(?![-*+>#|][ \t])(?P<more>[^\W_]{_REST})")
_SMALL_LINE = re.compile(
    rf"[:,]?[ \t]?\r?\n[ \t]*(?P<more>(?!by |et al|https?:|code|pdf)[a-z]{_REST})(?=[.,]?[ \t]*\[)"
)
"""The rest of a title in the line below: plain words up to a link or a mark."""


_BY_BEHIND = re.compile(r"[,. \u00a0]+by[ \u00a0]")
"""People behind a title, which then is none of them."""


def _behind_facts(draft: Draft, start: int) -> bool:
    """Put a title in italics behind a place, a date or people in plain words: `In ICML, 2024, *A Title*, by …`."""
    end = draft.block.find("\n", start)
    found = _ITALIC.search(draft.block, start, end if end >= 0 else len(draft.block))
    if found is None or draft.covered(start, found.end()):
        return False
    before, text = draft.block[start : found.start()], found["text"]
    names = before.strip(LOOSE)
    if len(text.split()) < (_MANY if people_end(names) < max(1, len(names.rstrip("."))) else 2):
        return False
    people = people_end(text) >= len(text.rstrip(". ")) and not _BY_BEHIND.match(draft.block, found.end())
    if not _LETTER.search(before) or is_meta(draft, text) or people:
        return False
    if VENUE.search(text) or not is_facts(before):
        return False
    draft.put(Field.TITLE, *found.span("text"))
    return True


_MARKED_LEAD = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?P<text>[^*_\n]{3,40})(?P=mark)(?: ?\((?:19|20)\d\d\))?(?P<colon>[:：])?[ \t\u00a0]+"
    r"(?:[-–—|][ \t\u00a0]+)?(?=[^\s:：])"
)
"""Bold or italic words in front of a title: `**ICML 2024** A Title`, `*ICML* (2024): A Title`."""
_SHOWN_THERE = (
    r"(?: (?i:\(?(?:oral|spotlight|poster|highlight|workshop|submission|best (?:student )?paper)\b[\w ]{0,30}\)?))?"
)
_BARE_LEAD = on_demand(
    rf"(?:(?:{VENUE_NAMES})(?:[ ,]*(?:19|20)\d\d(?:[:：]| [-–—|]|(?:[./]\d\d)?{_SHOWN_THERE},)|['’]\d\d(?:[:：]| [-–—|])?)"
    r"|(?:19|20)\d\d([./-])\d\d(?:\1\d\d)?(?:,|[:：]| [-–—|])?)[ \t\u00a0]+(?=\S)"
)
"""A known place with its year, or a date, and what parts it from a title: `ICML 2024: A Title`, `ICML 2024 oral, A Title`, `2024.05 A Title`."""


def _behind_place(draft: Draft, begin: int, end: int) -> int:
    """Where a title starts behind a date or venue in brackets, in marks or parted by a sign; 0 where none stands before it."""
    lead = LEAD.match(draft.block, begin, end)
    told = lead is not None and _is_when_or_where(lead[0].strip("[](){}【】*_:：., "))
    if not told:
        marks = begin - len(draft.block[:begin].rstrip("*_"))
        lead = _MARKED_LEAD.match(draft.block, begin - marks, end)
        told = lead is not None and _is_place_in_marks(lead["text"], colon=bool(lead["colon"]))
    if not told:
        lead = _BARE_LEAD.match(draft.block, begin, end)
        told = lead is not None
    return lead.end() if lead and told and len(draft.block[lead.end() : end].split()) > 1 else 0


def _is_place_in_marks(text: str, *, colon: bool) -> bool:
    """Whether marked words are a place or date; a name before a colon is a work's where no year says otherwise."""
    told = VENUE.fullmatch(text) or dates.DATE.fullmatch(text)
    return told is not None and not (colon and not re.search(r"\d", text))


def _title_start(draft: Draft, begin: int, end: int) -> int:
    """Where a title starts behind a date or venue in brackets, its own label, or the people it is by."""
    if behind := _behind_place(draft, begin, end):
        return behind
    if when := WHEN_LED.match(draft.block, begin, end):
        return behind_when(draft, when)
    label = LABELLED.match(draft.block, begin, end)
    if label and label[1].strip().lower() in _TITLE_LABELS:
        return label.end()
    if by := _BY_LEAD.match(draft.block, begin, end):
        people = draft.block[begin : by.end()].rstrip(" ,:\t\u00a0")
        if people_end(people) >= len(people) and not KNOWN_VENUE.match(draft.block, by.end(), end):
            return by.end()
    if short := VANCOUVER.match(draft.block, begin, end):
        return short.end() + len(draft.block[short.end() : end]) - len(draft.block[short.end() : end].lstrip(". "))
    return _behind_people(draft, begin, end) or behind_names(draft.block, begin, end)


def _behind_people(draft: Draft, begin: int, end: int) -> int:
    """Where a title starts behind people and the year or colon that ends them, 0 where no people are told so."""
    for stop in CITED.finditer(draft.block, begin, min(end, begin + LONGEST)):
        head = draft.block[begin : stop.start()]
        names = head.count(",") + head.count(" and ") + 1
        apart = draft.block.startswith(_APART, stop.end())
        least = _MANY if stop[0][0] in ":：" and not apart else 2  # "See Here, Look There: A Title" names nobody
        led = stop[0][0] in ":：" and LED_BY_PEOPLE in draft.labels and _LED_NAMES.fullmatch(head)
        if led or ("(" in stop[0] and ONE_SHORT.fullmatch(head)):
            draft.put(Field.AUTHORS, begin, begin + len(head))
            return stop.end()
        if stop[0][0] in ":：" and " " not in head.rpartition(", ")[2] and not apart:
            continue  # the name a title starts with: `Ann Lee, Bo Chen, Name: A Title`
        told = len(head) > _SHORTEST and names >= least and people_end(head) >= len(head.rstrip(" ."))
        if not told:
            continue
        if _SENTENCE.match(draft.block, stop.end(), end) or not is_meta(draft, draft.block[stop.end() : end]):
            return stop.end()  # "Walls and Gates. (ICML 2024)" is a title
    return 0


_SENTENCE = re.compile(r"[A-Z](?:[^\s.(\[]+[ \u00a0]+)+[^\s.(\[]{3,}[.?!][ \u00a0]+\S")
"""Two words and more up to a stop, with others behind it: a title and its place."""
_LED_NAME = r"[A-Z][^\W\d_]*\.?(?:[ '’-](?:[A-Z][^\W\d_]*\.?|de|van|von|der|la|of|bin|al)){0,4}"
_LED_NAMES = re.compile(rf"{_LED_NAME}(?:, {_LED_NAME})*(?:,? (?:and|&) {_LED_NAME})?")
"""Names as a list has them whose lines begin with people and a colon."""


def _is_when_or_where(text: str) -> bool:
    text = _SHOWN.sub("", text)
    if dates.DATE.fullmatch(text) or dates.YEAR.fullmatch(text) or VENUE.fullmatch(text):
        return True
    dated = dates.DATE.search(text)
    beside = f"{text[: dated.start()]} {text[dated.end() :]}".strip(_AROUND) if dated else ""
    if beside and (VENUE.fullmatch(beside) or is_preprint(beside)):
        return True
    led = _YEAR_FIRST.match(text)
    return led is not None and (KNOWN_VENUE.match(text, led.end()) or _LETTERS.fullmatch(text, led.end())) is not None


_SHOWN = re.compile(
    r", ?(?:oral|spotlight|poster|highlight|best (?:student )?paper|notable|award)\b[\w %-]*$", re.IGNORECASE
)
"""How a paper was shown at its place: `ICML 2024, Oral`."""
_AROUND = " ,.;:|/*_-–—\u00a0"
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d(?:[ ,/\u00a0]|-(?!\d))+")
_LETTERS = re.compile(r"[a-z]?[A-Z][A-Za-z&/-]*[A-Z][a-z]*")
"""A place behind its year, `(2024 ICML)`, and the letters of one that is not known."""


def _is_name_of(draft: Draft, name: tuple[int, int], begin: int, end: int) -> bool:
    """Whether a bold word is the name that the words behind its dash go on from: `**Name** – What It Is Long For`."""
    if draft.shape in ("row", "html") or " " in draft.block[slice(*name)]:
        return False
    around = draft.block[name[0] - 2 : name[0]] + draft.block[name[1] : begin]
    return re.sub(r"\s", "", around) in ("****–", "****—", "****-") and len(draft.block[begin:end].split()) >= _MANY


def _is_aside(draft: Draft, begin: int, end: int) -> bool:
    """Whether words are no title where others may be: short ones in code marks, or a label without its link."""
    text = draft.block[begin:end]
    if draft.shape in ("row", "html"):
        return False
    return (
        len(text.split()) < _TICKED_WORDS and draft.block[begin - 1 : begin] == "`" == draft.block[end : end + 1]
    ) or is_generic(text)


_TICKED_WORDS = 4


def _italic_title(draft: Draft, begin: int, end: int) -> bool:
    """A title between emphasis marks ends where they close, whatever signs it holds."""
    opened = draft.block[begin] in "*_"  # what closes the title was taken off its end
    if draft.block.startswith("\n", end):  # it may go on in the line below
        below = draft.block.find("\n", end + 1)
        end = below if below >= 0 else len(draft.block)
    found = _ITALIC.match(draft.block, begin, end + opened) or (begin and _ITALIC.match(draft.block, begin - 1, end))
    if not found or len(found["text"].split()) < 2:  # one word is a name
        return False
    draft.put(Field.TITLE, *found.span("text"))
    return True


def _before_people(block: str, begin: int, end: int) -> int:
    """Where a title stops before the people it is by: `A Title. Ann Lee, Bo Chen`, `A Title, *Ann Lee, Bo Chen*`."""
    for found in _IN_ITALICS.finditer(block, begin + 1, min(len(block), end + _MARKS)):
        told = people_end(found["text"]) >= len(found["text"].rstrip(" .,"))
        if (told or (found["apart"] and _CAPITALS.fullmatch(found["text"]))) and _ends_there(block, found.end()):
            return found.start() + (block[found.start()] in "?!")
    apart = before_people(block, begin, end)
    return end if apart < 0 else apart


def _ends_there(block: str, end: int) -> bool:
    """Whether no plain words of a title follow what stands in italics."""
    rest = block[end : end + _FAR].lstrip(") \u00a0")
    return not rest or not (rest[0].isalpha() or rest[0] in "'’") or KNOWN_VENUE.match(rest) is not None


_FAR = 60
_CAPITALS = re.compile(r"[A-Z]\S*(?: (?:[A-Z]\S*|of|on|in|and|for|the|&)){1,7}")
"""Names, or a journal's."""
_IN_ITALICS = re.compile(
    r"(?:(?P<apart>[.,])|[;:?!])?[ \u00a0]\(?(?P<mark>[*_])(?P<text>[^\W_][^*_\n]{4,400})(?P=mark)(?![\w*_])"
)
_MARKS = 3
"""What may close people and was taken off the end of a text: `et al.*`."""


_BY_WHOM = re.compile(r"(?:[,.]| [-–—]) by (?=[A-Z][\w'’.-]* [^,\n]+, [A-Z])|(?:[,.]| [-–—])? [Aa]uthors?: ")
"""Where people are introduced behind a title: `A Title, by Ann Lee, Bo Chen`."""


def _before_introduced(block: str, begin: int, end: int) -> int:
    """Where a title stops before people that a word introduces; without a sign before it they are all that follows."""
    if told := _BY_WHOM.search(block, begin + 1, end):
        return told.start()
    by = block.rfind(" by ", begin, end)
    rest = block[by + len(" by ") : end].rstrip(LOOSE + ".") if by > 0 else ""
    return by if by > 0 and ". " not in rest and _are_full_names(rest) else end


def _are_full_names(text: str) -> bool:
    """Whether a text is people and nothing else, two of them or more by their full names."""
    names = text.split(", ")
    return len(names) > 1 and all(" " in name for name in names) and people_end(text) >= len(text)


def _before_place(draft: Draft, begin: int, end: int) -> int:
    """Where a title stops before the brackets at its end with a place of any name and its year."""
    found = _PLACED.search(draft.block, begin + 1, end) if draft.block[end - 1] in ")）" else None
    if found is None or _DATED.match(draft.block, found.start(), end):
        return end
    return found.start()


_NAME_AND_PLACE = on_demand(
    rf"(?P<name>[^\s:：][^:：\n]{{0,24}})[:：] (?P<place>(?:{VENUE_NAMES})[ '’]?(?:19|20)?\d\d)(?=[,.;]|$)"
)
"""A work's name and where it came out, in place of its title: `HEDGE: ICCV2013, Ann Lee et al.`"""


def put_plain(draft: Draft, begin: int, end: int) -> None:
    """The words of a title without the venue, date or name beside it."""
    lead = LEAD.match(draft.block, begin, end)
    if lead:
        begin = lead.end()
    if (told := before_people(draft.block, begin, end)) >= 0:
        end = told
    if named := _NAME_AND_PLACE.match(draft.block, begin, end):
        draft.put(Field.VENUE, *named.span("place"))
        end = named.end("name")
    end = _before_place(draft, begin, end)
    tail = _TRAILING_META.search(draft.block, begin, end)
    tail = tail if tail and tail.start() > begin + 8 else None
    dated = draft.block[max(begin, end - 4) : end].isdecimal()  # a place ends in its year
    place = _PLACE.search(draft.block, begin, end) if dated and (tail is None or tail[0][-4:].isdecimal()) else None
    if place and (tail is None or place[0][0] != ",") and draft.block.count(" ", begin, place.start()) > 1:
        end = place.start()
    elif tail:
        end = tail.start() + (draft.block[tail.start()] in "?!")
    end = _before_introduced(draft.block, begin, end)
    end = before_byline(draft.block, begin, _before_people(draft.block, begin, end))
    if _BRACKET.search(draft.block, begin, end):
        found = _DATED.search(draft.block, begin + 1, end)
        end = found.start() if found else end
    draft.put_whole(Field.TITLE, begin, rstrip(draft.block, begin, end, " .,"))
