"""Where an entry prints its title: a link, bold or quoted text, or the words before the first mark."""

from __future__ import annotations

import re

from bot.reading import dates, inline
from bot.reading.cited_titles import (
    QUOTED,
    behind_cited,
    cited_title,
    reference,
    whole_behind,
)
from bot.reading.draft import Draft
from bot.reading.field_names import BOLD_PEOPLE, TITLE_BEHIND
from bot.reading.fields import Field
from bot.reading.kind_marked import kind_marked
from bot.reading.leads import summed_up, tells_facts
from bot.reading.on_demand import on_demand
from bot.reading.plain_titles import plain_title, put_plain, run_on
from bot.reading.preprint import is_preprint
from bot.reading.printed_people import are_names, is_people, people_end
from bot.reading.printed_venue import VENUE, VENUE_NAMES
from bot.reading.spans import LOOSE, WORD, inside_marks, rstrip
from bot.reading.title_marks import KNOWN_VENUE, LEAD, NAMED, before_closing, is_meta

_HAN = on_demand(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_AFTER_NAME = re.compile(r"[*_`]{0,3}[^\S\n]?([:：]?)[*_`]{0,3}[ \t\u00a0]*")
"""What follows a name: closing marks, a colon, blanks."""
_TEXT_STOP = on_demand(
    r"\n|<br|[ \t]*\||\t|[ .]\*\*?[`\[(]| `|[.!?]?[ \u00a0]\*(?=[^*\s])|\s\((?=(?:19|20)\d\d\)|[A-Z]\w+[ ,']+(?:19|20)?\d\d)|[.,][ \u00a0]+(?=\[|\(|\*)|\s\[(?=\[|\]|[A-Z])|, (?=(?:"
    + VENUE_NAMES
    + r")\b)|\.?\s\[$|\s\($|\s\\\[$|\[$"
)
"""Where running text stops before a mark, a venue or a year."""
_BOLD = re.compile(
    r"(?P<mark>\*\*\*|\*\*|__|<b>|<strong>)(?=[^\s*])(?P<text>(?:[^*_<]|\*(?!\*)|_(?!_)|<(?!/b>|/strong>))++)(?:\*\*\*|\*\*|__|</b>|</strong>)",
    re.DOTALL,
)
"""Bold text in Markdown or HTML."""
_QUOTE = re.compile(r"[\"“《「«]")
_LONG = 40
"""No citation is shorter."""
_LEAST, _MANY, _RUN = 2, 3, 3
_LEADS_ON = re.compile(r"(?<=[?!])[\"”]:? (?=[A-Z][a-z]+ )")
_LONGEST_TITLE = 40
"""Words in quotes beyond this are no title."""
_COUNTED = re.compile(r"(?P<number>\d{1,4})[.)][ \t]+(?=\S)")
_EARLY = 60
_AWARD = re.compile(r"\((?:oral|spotlight|highlight|poster|demo|invited|best paper|notable|award)\b", re.IGNORECASE)
"""A bracket that says how a paper was shown."""


def read_title(draft: Draft, start: int, titled: inline.Link | None) -> None:
    """Put the title of an entry; `titled` is the link that was found to be it, or None."""
    if titled is not None:
        _linked_title(draft, titled)
        return
    if draft.shape in ("item", "paragraph") and (kind_marked(draft, start) or reference(draft, start)):
        return
    order = (_bold_title, _quoted_title, plain_title)
    if draft.shape == "heading" and summed_up(draft):
        return
    if draft.shape == "heading" and not draft.block[start:].startswith(("**", "__")):
        order = (plain_title, _bold_title, _quoted_title)
    for candidate in order:
        if candidate(draft, start):
            return


def _linked_title(draft: Draft, link: inline.Link) -> None:
    start, end = _behind_place(draft, *inside_marks(draft.block, *link.label))
    if end - start > _LONG and (cited := behind_cited(draft, start, end)):
        draft.put(Field.AUTHORS, start, cited[0])
        if month := _CITED_MONTH.search(draft.block, *cited):
            draft.put(Field.IDEA, *month.span("month"))
        cited_title(draft, cited[1], end)
        return
    if whole := whole_behind(draft, link, _text_end(draft, link.end)):
        draft.put(Field.TAG, start, end)
        draft.put_whole(Field.TITLE, *whole)
        return
    tail = _tail_after(draft, link)
    if tail is not None and len(draft.block[start:end].split()) <= 12:
        draft.put(Field.HEAD, start, rstrip(draft.block, start, end, " :："))
        draft.put(Field.TAIL, *tail)
        return
    _split_or_whole(draft, start, end)


_CITED_MONTH = re.compile(r"(?<=[\[(]\d{4}, )(?P<month>[A-Z][a-z]{2,8}\.?(?: \d{1,2})?)(?=[\])])")
"""The month of a citation behind its year: `(2022, April)`."""


def _behind_place(draft: Draft, start: int, end: int) -> tuple[int, int]:
    """A link's words without the place or date that they begin with: `[[ICML 2024] A Title](…)`, `[2020 - A Title](…)`."""
    if year := _YEAR_LED.match(draft.block, start, end):
        draft.put(Field.YEAR, *year.span("year"))
        return inside_marks(draft.block, year.end(), end)
    led = LEAD.match(draft.block, start, end) if draft.block[start : start + 1] in _OPENING else None
    words = led[0].strip(LOOSE + "[](){}【】") if led else ""
    told = words and (
        VENUE.fullmatch(words) or is_preprint(words) or dates.DATE.fullmatch(words) or _YEAR_AND_PLACE.fullmatch(words)
    )
    return inside_marks(draft.block, led.end(), end) if led and told else (start, end)


_OPENING = ("[", "(", "【")
_YEAR_LED = re.compile(r"(?P<year>(?:19|20)\d\d)[ \u00a0]+[-–—][ \u00a0]+(?=\d*[^\W\d])")
_YEAR_AND_PLACE = on_demand(rf"(?:19|20)\d\d[ ,/-]{{1,3}}(?:{VENUE_NAMES})(?![A-Za-z])[^\[\]\n]{{0,24}}")
"""A known place behind its year, and how the work was shown there: `2018 ICLR Oral`."""


def _tail_after(draft: Draft, link: inline.Link) -> tuple[int, int] | None:
    """The rest of a title whose name alone is linked: `[Name](u): what it is`."""
    colon_inside = draft.block[link.label[0] : link.label[1]].rstrip("* ").endswith((":", "："))
    after = _AFTER_NAME.match(draft.block, link.end)
    if not colon_inside and not (after and after[1]):
        return None
    begin = after.end() if after else link.end
    stop = _text_end(draft, begin)
    if any(begin <= at <= stop + 2 for at in draft.prose):
        return None  # a sentence with links in it tells of the work, and is not its title
    stop = rstrip(draft.block, begin, stop, " .,\t\u00a0")
    if bool(_HAN.search(draft.block, begin, stop)) != bool(_HAN.search(draft.block, *link.label)):
        return None  # a title keeps to one script
    return (begin, stop) if len(draft.block[begin:stop].split()) >= 2 else None


def _text_end(draft: Draft, begin: int) -> int:
    """Where running text from `begin` stops: at a link, a line end, or a mark that sets it apart."""
    stop = len(draft.block)
    for start, _ in draft.taken:
        if begin <= start < stop:
            stop = start
    found = _TEXT_STOP.search(draft.block, begin, stop)
    return found.start() if found else stop


def _split_or_whole(draft: Draft, start: int, end: int) -> None:
    """A title whose name before the colon is emphasised on its own is two pieces."""
    found = NAMED.match(draft.block, start, end)
    if found:
        draft.put(Field.HEAD, *found.span("name"))
        draft.put(Field.TAIL, found.end(), before_closing(draft.block, found.end(), end))
    else:
        draft.put(Field.TITLE, start, rstrip(draft.block, start, end, " ."))


def _bold_title(draft: Draft, start: int) -> bool:
    for found in _BOLD.finditer(draft.block, start):
        covered = draft.covered(*found.span("text")) or draft.is_dull(found.start("text"))
        if covered or not WORD.search(draft.block, *found.span("text")):
            continue
        if _led_title(draft, *found.span("text")) or _dated_title(draft, *found.span("text")):
            return True
        if is_meta(draft, found["text"]) or _bracketed(draft, *found.span()) or _remark(draft, start, *found.span()):
            continue
        if _ELIDED.fullmatch(found["text"]):
            continue
        if _led_by_people(draft, *found.span("text"), found.end()):
            return True
        if _behind_people(draft, start, found.start()):
            _put_bold(draft, *inside_marks(draft.block, *found.span("text")))
            return True
        behind = _AFTER_NAME.match(draft.block, found.end())
        if found["text"].rstrip().endswith((":", "：")) or (behind and behind[1]):
            if _named_title(draft, found, behind.end() if behind else found.end()):
                return True
        elif len(found["text"].split()) >= _MANY or not _more_text(draft, found.end()):
            _put_bold(draft, *inside_marks(draft.block, *found.span("text")))
            return True
    return False


def _behind_people(draft: Draft, start: int, begin: int) -> bool:
    """Put the people of a reference, and their year, that are all that stands before a bold title: `Lee, Ann. **A Title**.`"""
    found = _REFERRED.fullmatch(draft.block, start, begin)
    if found is None or VENUE.search(found["people"]) or found["people"].lower() in draft.labels:
        return False
    if not are_names(found["people"]) and not (found["year"] and _LONE.fullmatch(found["people"])):
        return False
    if not people_end(found["people"]):  # else they are told by their looks
        draft.put(Field.AUTHORS, *found.span("people"))
        if found["year"]:
            draft.put(Field.YEAR, *found.span("year"))
    return True


_REFERRED = re.compile(
    r"(?P<people>[^\n\[\]*_`|:;\d]{5,400}?(?:(?<=[ .-][A-Z])\.)?)(?:[.,]? \(?(?P<year>(?:19|20)\d\d)\)?)?[.,]?(?<=[.,)])[ \u00a0]*"
)
"""People up to a stop or their year, and nothing else."""
_ELIDED = re.compile(r"[A-Z\u00c0-\u024f][^,.]{1,40},? et al\.?[,:]?")
"""One name with "et al.", which is no title: `**Lee et al.** (C): "A Title"`."""


def _led_by_people(draft: Draft, begin: int, end: int, behind: int) -> bool:
    """Put bold people and the title in italics or quotes behind them: `**Ann Lee, Bo Chen** - *A Title*`."""
    found = TITLE_BEHIND.match(draft.block, behind)
    if found is None or people_end(found["text"]) or draft.covered(*found.span("text")):
        return False
    end = rstrip(draft.block, begin, end, " ,:")
    text = draft.block[begin:end]
    if not (BOLD_PEOPLE in draft.labels and _LONE.fullmatch(text)) and people_end(text) < len(text.rstrip(".")):
        return False
    draft.put(Field.AUTHORS, begin, end)
    draft.put(Field.TITLE, found.start("text"), rstrip(draft.block, *found.span("text"), " .,"))
    return True


_LONE = re.compile(
    r"[A-Z\u00c0-\u024f][\w'’-]*\.?(?:[ -][A-Z\u00c0-\u024f][\w'’-]*\.?){1,3}[.,:]?|[A-Z][\w'’-]+, (?:[A-Z]\.[ -]?){1,3}"
)
"""One person's name, which bold words are in lists that begin with bold people."""


def _led_title(draft: Draft, begin: int, end: int) -> bool:
    """A bold title behind brackets that hold something else: `**[ICML 2024] A Title**`."""
    lead = LEAD.match(draft.block, begin, end)
    if not lead or len(draft.block[lead.end() : end].split()) < _LEAST or not _apart(lead[0]):
        return False
    draft.put_whole(Field.TITLE, lead.end(), rstrip(draft.block, lead.end(), end, " ."))
    return True


def _named_title(draft: Draft, name: re.Match[str], rest: int) -> bool:
    """A title whose name alone is bold: `**Name**: What It Is`; not a name beside a whole title in quotes."""
    if QUOTED.match(draft.block, rest):
        return False
    stop = rstrip(draft.block, rest, _text_end(draft, rest), " .,\t\u00a0")
    stop = rstrip(draft.block, rest, run_on(draft, rest, stop), " .")
    if not _looks_like_title(draft, rest, stop):
        return False
    begin, end = name.span("text")
    draft.put(Field.HEAD, begin, rstrip(draft.block, begin, end, " :："))
    draft.put(Field.TAIL, rest, before_closing(draft.block, rest, stop))
    return True


def _put_bold(draft: Draft, begin: int, end: int) -> None:
    """Put a title that is bold as a whole, and the number it begins with where the entry has no other."""
    counted = _COUNTED.match(draft.block, begin, end)
    if counted and not any(piece.kind is Field.NUMBER for piece in draft.pieces):
        draft.put(Field.NUMBER, *counted.span("number"))
        begin = counted.end()
    draft.put(Field.TITLE, begin, rstrip(draft.block, begin, end, " ."))


_DATED_BOLD = on_demand(
    rf"(?P<title>[^\[(*_].*\S)\s+[\[(](?:(?:19|20)\d\d(?:,? [^()\[\]]{{1,24}})?|(?:{VENUE_NAMES})[ ',’]*(?:19|20)?\d\d|(?=[^()]*?[A-Z]\w*[A-Z])[A-Za-z][\w@&/.,’' -]{{1,60}}[ ,](?:19|20)\d\d)[\])]\.?",
    re.DOTALL,
)
"""A bold title that ends in its year or venue in brackets."""


def _dated_title(draft: Draft, begin: int, end: int) -> bool:
    """A title that ends in its year or venue, in brackets and bold as all of it: `**A Title (2015 ICCV)**`."""
    found = _DATED_BOLD.fullmatch(draft.block, begin, end) if draft.block[end - 1] in ")]." else None
    if not found or KNOWN_VENUE.fullmatch(found["title"]):
        return False
    draft.put(Field.TITLE, begin, rstrip(draft.block, begin, found.end("title"), " ."))
    return True


def _apart(lead: str) -> bool:
    """Whether brackets before a title hold something else: square ones do, round ones may be words of it."""
    return not lead.startswith("(") or _AWARD.match(lead) is not None


def _remark(draft: Draft, start: int, begin: int, end: int) -> bool:
    """Whether bold words end round brackets behind the words of a title: `A Title (**May 2023**)`, `A Title (ICML, **Oral**)`."""
    line = draft.block[start:begin]
    opened = max(line.rfind("("), line.rfind("（"))
    if opened < 0 or draft.block[end : end + 1] not in (")", "）") or {")", "）", "["} & set(line[opened:]):
        return False
    before = line[:opened]
    return "\n" not in line and "](" not in before and len(before.split()) > 2


def _bracketed(draft: Draft, begin: int, end: int) -> bool:
    """Whether bold words stand in brackets before a title: `[**Name**] A title`."""
    inside = draft.block[begin - 1 : begin] == "[" and draft.block[end : end + 1] == "]"
    return inside and draft.block[end + 1 : end + 2] in " \u00a0" and _more_text(draft, end + 1)


def _looks_like_title(draft: Draft, begin: int, stop: int) -> bool:
    text = draft.block[begin:stop]
    return len(text.split()) >= 2 and not QUOTED.search(draft.block, stop) and not is_people(text)


def _more_text(draft: Draft, position: int) -> bool:
    """Whether a longer run of words follows than a bold name is."""
    if tells_facts(draft.block, position):
        return False
    stop = _text_end(draft, position)
    text = draft.block[position:stop].lstrip(LOOSE)
    if people_end(text):
        return False
    return len(text.split()) >= 3 or bool(QUOTED.search(draft.block, position))


def _quoted_title(draft: Draft, start: int) -> bool:
    text = _TAG.sub(_unquoted, draft.block) if '="' in draft.block else draft.block
    for found in QUOTED.finditer(text, start) if _QUOTE.search(text, start) else ():
        begin, end = found.span(found.lastgroup or 0)
        words = len(draft.block[begin:end].split())
        if draft.covered(begin, end) or (words < 2 and found.lastgroup != "cjk"):
            continue
        if found.lastgroup != "text" and (begin - start > _EARLY or "\n" in draft.block[start:begin]):
            continue  # a work that a remark names
        if words > _LONGEST_TITLE:
            continue  # what somebody said of the work
        if stop := _goes_on(draft, end):
            put_plain(draft, found.start(), stop)
            return True
        begin, end = inside_marks(draft.block, begin, rstrip(draft.block, begin, end, " .,"))
        draft.put(Field.TITLE, begin, rstrip(draft.block, begin, end, " .,"))
        return True
    return False


_TAG = re.compile(r"<[a-zA-Z][^<>]*>")


def _unquoted(tag: re.Match[str]) -> str:
    """A tag whose attributes stand in no quotes, of the same length: what stands between two of them is no title."""
    return tag[0].replace('"', " ")


def _goes_on(draft: Draft, end: int) -> int:
    """Where a title ends that opens with words in quotes, 0 where these are all: `"Who Am I?": Telling People Apart`."""
    led = _LEADS_ON.match(draft.block, end)
    stop = _text_end(draft, led.end()) if led else 0
    rest = draft.block[led.end() : stop].rstrip(LOOSE + ".") if led else ""
    if len(rest.split()) < _RUN or people_end(rest) or KNOWN_VENUE.match(rest) or dates.DATE.match(rest):
        return 0
    return stop
