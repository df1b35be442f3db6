"""Where an entry prints its title: a link, bold or quoted text, or the words before the first mark."""

from __future__ import annotations

import re

from bot.reading import dates, inline
from bot.reading.cited_titles import (
    CITED,
    CITED_END,
    LONGEST,
    QUOTED,
    WHEN_LED,
    behind_cited,
    behind_when,
    cited_title,
    reference,
    whole_behind,
)
from bot.reading.cues import is_generic
from bot.reading.draft import LABELLED, Draft
from bot.reading.fields import Field
from bot.reading.leads import is_italic, is_lead, summed_up, tells_facts
from bot.reading.on_demand import on_demand
from bot.reading.people import ONE_SHORT, VANCOUVER
from bot.reading.printed_people import before_byline, behind_names, is_people, people_end
from bot.reading.printed_venue import PLACEHOLDER, VENUE, VENUE_NAMES
from bot.reading.spans import LOOSE, TITLE_SEGMENT, core, inside_marks, rstrip, segments

_HAN = on_demand(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_AFTER_NAME = re.compile(r"[*_`]{0,3}[^\S\n]?([:：]?)[*_`]{0,3}[ \t\u00a0]*")
"""What follows a name: closing marks, a colon, blanks."""
_TEXT_STOP = on_demand(
    r"\n|<br|[ \t]*\||\t|[ .]\*\*?[`\[(]| `|[.!?]?[ \u00a0]\*(?=[^*\s])|\s\((?=(?:19|20)\d\d\)|[A-Z]\w+[ ,']+(?:19|20)?\d\d)|[.,][ \u00a0]+(?=\[|\(|\*)|\s\[(?=\[|\]|[A-Z])|, (?=(?:"
    + VENUE_NAMES
    + r")\b)|\.?\s\[$|\s\($|\s\\\[$|\[$"
)
"""Where running text stops before a mark, a venue or a year."""
_NAMED = re.compile(r"[*_`]{1,3}(?P<name>[^*_`\n]{1,60}?)[:：]?[*_`]{1,3}[ \t]*+[:：]?[*_`]{0,3}[ \t\u00a0]*+(?=\w)")
"""A name in marks in front of a title."""
_BOLD = re.compile(
    r"(?P<mark>\*\*\*|\*\*|__|<b>|<strong>)(?=[^\s*])(?P<text>(?:[^*_<]|\*(?!\*)|_(?!_)|<(?!/b>|/strong>))++)(?:\*\*\*|\*\*|__|</b>|</strong>)",
    re.DOTALL,
)
"""Bold text in Markdown or HTML."""
_QUOTE, _BRACKET = re.compile(r"[\"“《「«]"), re.compile(r"[\[(]")
_TITLE_LABELS = frozenset(
    ("title", "paper title", "paper name", "标题", "题目", "论文标题", "论文题目", "タイトル", "제목")
)
_YEAR_BEFORE = re.compile(r"\w[.,]? \((?:19|20)\d\d[a-z]?(?:, [A-Z][a-z]+(?: \d+)?)?\)[.:,]?[ \t]+$")
"""A year in brackets behind people, in front of a title."""
_LONG = 40
"""No citation is shorter."""
_KIND = r"[ \t]?\\?\[(?:[A-Z]|EB|DB|CP)(?:/OL)?\\?\](?=\.|//|,)"
"""The kind of a work behind its title, `[J]` or `[C]//`, as GB/T 7714 has it."""
_SHORTEST, _MANY, _RUN = 8, 3, 3
_LEADS_ON = re.compile(r"(?<=[?!])[\"”]:? (?=[A-Z][a-z]+ )")
_LONGEST_TITLE = 40
"""Words in quotes beyond this are no title."""
_SENTENCE_END = re.compile(r"[.?!](?<![ \u00a0.-][A-Z].)[ \u00a0]+(?=[^\W\d_a-z])")
"""The end of a sentence that another one follows."""
_APART = ("*", "_", '"', "“", "<i>", "<em>")
"""What a title begins with where it is set apart from the people before it."""
_ITALIC = re.compile(
    r"(?P<mark>(?<![*\w])\*(?!\*)|(?<![_\w])_(?!_))(?P<text>\S(?:[^*\n]*?\S)?)(?P=mark)(?=[\s,.;:()\[]|$)", re.DOTALL
)
"""Text in italics."""
_COUNTED = re.compile(r"(?P<number>\d{1,4})[.)][ \t]+(?=\S)")
_EARLY = 60
_LEAD = re.compile(r"[\[【(][^\[\]【】()]{1,60}[\]】)][*_:：]{0,3}[ \t\u00a0]*(?=\S)")
"""A short text in brackets in front of a title."""
_PREFIX = re.compile(r"\s*\([^()\s]{1,12}\)\w")
"""A word with a part of it in brackets: `(De)Randomized`."""
_AWARD = re.compile(r"\((?:oral|spotlight|highlight|poster|demo|invited|best paper|notable|award)\b", re.IGNORECASE)
"""A bracket that says how a paper was shown."""
_SAID_FIRST = on_demand(
    r"(?!.*\b(?:Conference|Proceedings|Transactions|Journal|Symposium|Workshop|Letters|Advances|[A-Z][a-z]{2,5}\.[ \u00a0]\w+\.))(?:[^\s.]+[ -]){3,}[^\s.]{3,}\.[ \u00a0]+[A-Z]"
    rf"|(?:[^\s.]+[ -])+[^\s.]{{3,}}[.?!][ \u00a0]+(?:{VENUE_NAMES})(?![A-Za-z])"
)
"""Four words that end in a stop before a venue, two before one that is known: the title that it is told of."""
_KNOWN_VENUE = on_demand(rf"(?:{VENUE_NAMES})(?![A-Za-z])")
_BY_LEAD = re.compile(r"[^\W\d_][^\n.,:;()\[\]]{0,40}?,? et al\.?[,:]?[ \t\u00a0]+(?=\S+[ \t]+\S)")
"""One name with "et al." in front of a title."""
_TRAILING_META = on_demand(
    rf"{_KIND}|[,.]? [\[(][*_]{{0,3}}(?:{VENUE_NAMES}|(?:19|20)\d\d|@)|[.,?!] +(?:In )?[*_]{{0,2}}(?:{VENUE_NAMES})\b|[,.?!] +[Ii]n:? [*_]{{1,2}}(?=[A-Za-z])|, (?:19|20)\d\d|(?:[.?!] +|(?<! )  ++)(?:19|20)\d\d$"
)
"""What ends a title in a running line: kind, venue, year."""
_PLACE = re.compile(
    r"(?:,|(?<=\w\w[.?!]))[ \u00a0](?=(?:[A-Z][\w&/.'’-]*)(?:[ \u00a0](?:[A-Z&][\w&/.'’-]*|of|on|in|and|for|the|report)){0,6},? (?:19|20)\d\d$)"
)
"""What parts a plain title from the place and year that end it: `A Title, Guild Letters 2010`, `A Title. Guild Letters, 2010`."""
_DATED = on_demand(rf"(?<![ \t\u00a0])[ \t\u00a0]++[\[(][*_]{{0,3}}(?={dates.PATTERN}(?:[\])*_,]|$))", re.IGNORECASE)
"""A date in brackets behind a title."""
_DATED_NAME = on_demand(rf"(?!(?:{VENUE_NAMES})\d)[^\W\d_][\w-]{{2,}}?(?:19|20)\d\d")
"""A name with its year glued to it, of a work where no other words are: `CLUECorpus2020`."""
WORD = re.compile(r"[^\W_]", re.UNICODE)


def read_title(draft: Draft, start: int, titled: inline.Link | None) -> None:
    """Put the title of an entry; `titled` is the link that was found to be it, or None."""
    if titled is not None:
        _linked_title(draft, titled)
        return
    if draft.shape in ("item", "paragraph") and reference(draft, start):
        return
    order = (_bold_title, _quoted_title, _plain_title)
    if draft.shape == "heading" and summed_up(draft):
        return
    if draft.shape == "heading" and not draft.block[start:].startswith(("**", "__")):
        order = (_plain_title, _bold_title, _quoted_title)
    for candidate in order:
        if candidate(draft, start):
            return


def _linked_title(draft: Draft, link: inline.Link) -> None:
    start, end = inside_marks(draft.block, *link.label)
    if end - start > _LONG and draft.shape not in ("row", "html") and (cited := behind_cited(draft, start, end)):
        draft.put(Field.AUTHORS, start, cited[0])
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
    found = _NAMED.match(draft.block, start, end)
    if found:
        draft.put(Field.HEAD, *found.span("name"))
        draft.put(Field.TAIL, found.end(), end)
    else:
        draft.put(Field.TITLE, start, rstrip(draft.block, start, end, " ."))


def _bold_title(draft: Draft, start: int) -> bool:
    for found in _BOLD.finditer(draft.block, start):
        begin, end = found.span("text")
        text = draft.block[begin:end]
        if draft.covered(begin, end) or draft.is_dull(begin) or not WORD.search(text):
            continue
        lead = _LEAD.match(draft.block, begin, end)
        if lead and len(draft.block[lead.end() : end].split()) >= 2 and _apart(lead[0]):
            draft.put_whole(Field.TITLE, lead.end(), rstrip(draft.block, lead.end(), end, " ."))
            return True
        if _dated_title(draft, begin, end, found.end()):
            return True
        if _is_meta(draft, text) or _bracketed(draft, *found.span()) or _remark(draft, start, *found.span()):
            continue
        named = _AFTER_NAME.match(draft.block, found.end())
        rest = begin + 0
        if text.rstrip().endswith((":", "：")) or (named and named[1]):
            rest = named.end() if named else found.end()
            if QUOTED.match(draft.block, rest):
                continue  # a name beside a whole title
            stop = rstrip(draft.block, rest, _text_end(draft, rest), " .,\t\u00a0")
            if _looks_like_title(draft, rest, stop):
                draft.put(Field.HEAD, begin, rstrip(draft.block, begin, end, " :："))
                draft.put(Field.TAIL, rest, stop)
                return True
            continue
        if len(text.split()) < 3 and _more_text(draft, found.end()):
            continue
        begin, end = inside_marks(draft.block, begin, end)
        counted = _COUNTED.match(draft.block, begin, end)
        if counted and not any(piece.kind is Field.NUMBER for piece in draft.pieces):
            draft.put(Field.NUMBER, *counted.span("number"))
            begin = counted.end()
        draft.put(Field.TITLE, begin, rstrip(draft.block, begin, end, " ."))
        return True
    return False


_DATED_BOLD = on_demand(
    rf"(?P<title>[^\[(*_].*\S)\s+[\[(](?:(?:19|20)\d\d(?:,? [^()\[\]]{{1,24}})?|(?:{VENUE_NAMES})[ ',’]*(?:19|20)?\d\d)[\])]\.?",
    re.DOTALL,
)
"""A bold title that ends in its year or venue in brackets."""


def _dated_title(draft: Draft, begin: int, end: int, behind: int) -> bool:
    """A title that ends in its year or venue, in brackets and bold as all of it: `**A Title (2015 ICCV)**`."""
    found = _DATED_BOLD.fullmatch(draft.block, begin, end) if draft.block[end - 1] in ")]." else None
    if not found or _KNOWN_VENUE.fullmatch(found["title"]):
        return False
    if len(found["title"].split()) < _MANY and _more_text(draft, behind):
        return False
    draft.put(Field.TITLE, begin, rstrip(draft.block, begin, found.end("title"), " ."))
    return True


def _apart(lead: str) -> bool:
    """Whether brackets before a title hold something else: square ones do, round ones may be words of it."""
    return not lead.startswith("(") or _AWARD.match(lead) is not None


def _remark(draft: Draft, start: int, begin: int, end: int) -> bool:
    """Whether bold words stand in round brackets behind the words of a title: `A Title (**May 2023, arXiv**)`."""
    if draft.block[begin - 1 : begin] not in ("(", "（") or draft.block[end : end + 1] not in (")", "）"):
        return False
    before = draft.block[start : begin - 1]
    return "\n" not in before and "](" not in before and len(before.split()) > 2


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


def _is_meta(draft: Draft, text: str) -> bool:
    bare = text.strip(LOOSE + "[](){}【】")
    found = VENUE.fullmatch(bare)
    if (found and not _SAID_FIRST.match(bare)) or dates.DATE.fullmatch(bare) or dates.YEAR.fullmatch(bare):
        return True
    return (
        bool(text.lstrip().startswith(("[", "\\[", "(", "【", "`")) and not _PREFIX.match(text))
        or bare.rstrip(":： ").lower() in draft.labels
        or PLACEHOLDER.fullmatch(bare) is not None
    )


def _quoted_title(draft: Draft, start: int) -> bool:
    for found in QUOTED.finditer(draft.block, start) if _QUOTE.search(draft.block, start) else ():
        begin, end = found.span(found.lastgroup or 0)
        words = len(draft.block[begin:end].split())
        if draft.covered(begin, end) or (words < 2 and found.lastgroup != "cjk"):
            continue
        if found.lastgroup != "text" and (begin - start > _EARLY or "\n" in draft.block[start:begin]):
            continue  # a work that a remark names
        if words > _LONGEST_TITLE:
            continue  # what somebody said of the work
        if stop := _goes_on(draft, end):
            _put_plain(draft, found.start(), stop)
            return True
        begin, end = inside_marks(draft.block, begin, rstrip(draft.block, begin, end, " .,"))
        draft.put(Field.TITLE, begin, rstrip(draft.block, begin, end, " .,"))
        return True
    return False


def _goes_on(draft: Draft, end: int) -> int:
    """Where a title ends that opens with words in quotes, 0 where these are all: `"Who Am I?": Telling People Apart`."""
    led = _LEADS_ON.match(draft.block, end)
    stop = _text_end(draft, led.end()) if led else 0
    rest = draft.block[led.end() : stop].rstrip(LOOSE + ".") if led else ""
    if len(rest.split()) < _RUN or people_end(rest) or _KNOWN_VENUE.match(rest) or dates.DATE.match(rest):
        return 0
    return stop


def _title_start(draft: Draft, begin: int, end: int) -> int:
    """Where a title starts behind a date or venue in brackets, its own label, or the people it is by."""
    lead = _LEAD.match(draft.block, begin, end)
    if lead and _is_when_or_where(lead[0].strip("[](){}【】*_:： ")) and len(draft.block[lead.end() : end].split()) > 1:
        return lead.end()
    if when := WHEN_LED.match(draft.block, begin, end):
        return behind_when(draft, when)
    label = LABELLED.match(draft.block, begin, end)
    if label and label[1].strip().lower() in _TITLE_LABELS:
        return label.end()
    if by := _BY_LEAD.match(draft.block, begin, end):
        people = draft.block[begin : by.end()].rstrip(" ,:\t\u00a0")
        if people_end(people) >= len(people) and not _KNOWN_VENUE.match(draft.block, by.end(), end):
            return by.end()
    if short := VANCOUVER.match(draft.block, begin, end):
        return short.end() + len(draft.block[short.end() : end]) - len(draft.block[short.end() : end].lstrip(". "))
    for stop in CITED.finditer(draft.block, begin, min(end, begin + LONGEST)):
        head = draft.block[begin : stop.start()]
        names = head.count(",") + head.count(" and ") + 1
        apart = draft.block.startswith(_APART, stop.end())
        least = _MANY if stop[0][0] in ":：" and not apart else 2  # "See Here, Look There: A Title" names nobody
        if stop[0][0] in ":：" and " " not in head.rpartition(", ")[2] and not apart:
            continue  # the name a title starts with: `Ann Lee, Bo Chen, Name: A Title`
        if "(" in stop[0] and ONE_SHORT.fullmatch(head):
            draft.put(Field.AUTHORS, begin, begin + len(head))
            return stop.end()
        if len(head) > _SHORTEST and names >= least and people_end(head) >= len(head.rstrip(" .")):
            return stop.end()
    return behind_names(draft.block, begin, end)


def _is_when_or_where(text: str) -> bool:
    return bool(dates.DATE.fullmatch(text) or dates.YEAR.fullmatch(text) or VENUE.fullmatch(text))


def _plain_title(draft: Draft, start: int) -> bool:
    best: tuple[int, int] | None = None
    dated: tuple[int, int] | None = None
    ticked: tuple[int, int] | None = None
    for begin, end in draft.free(start):
        spare: tuple[int, int] | None = None
        for span in segments(draft.block, begin, end, TITLE_SEGMENT):
            first, last = core(draft.block, *span)
            first = _title_start(draft, first, last)
            text = draft.block[first:last]
            if dated is None and _DATED_NAME.fullmatch(text):
                dated = first, last
            if len(text) < 2 or draft.is_dull(first) or _is_meta(draft, text) or not re.search(r"[^\W\d_]", text):
                continue
            label = None if spare and is_italic(draft.block, first, last) else LABELLED.match(text)
            if label and label[1].strip().lower() in draft.labels:
                continue
            if best is None and is_lead(draft.block, first, last):
                spare = spare or (first, last)  # what stands in brackets is a title where nothing follows it
                continue
            if best is None and _is_aside(draft, first, last):
                ticked = ticked or (first, last)
                continue
            if best is None or (draft.shape == "row" and len(text) > best[1] - best[0]):
                best = (first, last)
        best = best or spare
        if best is not None and draft.shape not in ("row", "html"):
            break
    best = best or ticked or dated
    if best is None:
        return False
    begin, end = best
    if _italic_title(draft, begin, end):
        return True
    dated_people = ")" in draft.block[begin - 4 : begin] and _YEAR_BEFORE.search(draft.block, start, begin) is not None
    cited = draft.shape not in ("row", "html") and dated_people and CITED_END.search(draft.block, begin, end)
    (cited_title if cited else _put_plain)(draft, begin, end)
    return True


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
    found = _ITALIC.match(draft.block, begin, end) or (begin and _ITALIC.match(draft.block, begin - 1, end))
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
    for stop in _SENTENCE_END.finditer(block, begin, end):
        rest = block[stop.end() : end].rstrip(LOOSE + ".")
        if len(block[begin : stop.start()].split()) > 1 and rest and people_end(rest) >= len(rest):
            return stop.start() + (block[stop.start()] != ".")
    return end


def _ends_there(block: str, end: int) -> bool:
    """Whether no plain words of a title follow what stands in italics."""
    rest = block[end : end + _FAR].lstrip(") \u00a0")
    return not rest or not (rest[0].isalpha() or rest[0] in "'’") or _KNOWN_VENUE.match(rest) is not None


_FAR = 60
_CAPITALS = re.compile(r"[A-Z]\S*(?: (?:[A-Z]\S*|of|on|in|and|for|the|&)){1,7}")
"""Names, or a journal's."""
_IN_ITALICS = re.compile(
    r"(?:(?P<apart>[.,])|[;:?!])?[ \u00a0]\(?(?P<mark>[*_])(?P<text>[^\W_][^*_\n]{4,400})(?P=mark)(?![\w*_])"
)
_MARKS = 3
"""What may close people and was taken off the end of a text: `et al.*`."""


def _put_plain(draft: Draft, begin: int, end: int) -> None:
    """The words of a title without the venue, date or name beside it."""
    lead = _LEAD.match(draft.block, begin, end)
    if lead:
        begin = lead.end()
    tail = _TRAILING_META.search(draft.block, begin, end)
    tail = tail if tail and tail.start() > begin + 8 else None
    dated = draft.block[max(begin, end - 4) : end].isdecimal()  # a place ends in its year
    place = _PLACE.search(draft.block, begin, end) if dated and (tail is None or tail[0][-4:].isdecimal()) else None
    if place and (tail is None or place[0][0] != ",") and draft.block.count(" ", begin, place.start()) > 1:
        end = place.start()
    elif tail:
        end = tail.start() + (draft.block[tail.start()] in "?!")
    end = before_byline(draft.block, begin, _before_people(draft.block, begin, end))
    found = _DATED.search(draft.block, begin + 1, end) if _BRACKET.search(draft.block, begin, end) else None
    end = found.start() if found else end
    named = _NAMED.match(draft.block, begin, end)
    if named:
        draft.put(Field.HEAD, *named.span("name"))
        draft.put(Field.TAIL, named.end(), rstrip(draft.block, named.end(), end, " .,"))
    else:
        draft.put_whole(Field.TITLE, begin, rstrip(draft.block, begin, end, " .,"))
