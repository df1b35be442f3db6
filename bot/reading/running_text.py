"""Running text that says what a paper is about, up to the end of its line."""

from __future__ import annotations

import re

from bot.reading import dates
from bot.reading.draft import EMPHASISED, Draft
from bot.reading.fact_lines import is_facts
from bot.reading.field_names import HINTS
from bot.reading.fields import Field
from bot.reading.on_demand import on_demand
from bot.reading.place_lines import at_line_start
from bot.reading.printed_people import by_end, people_end
from bot.reading.printed_venue import PLACEHOLDER, VENUE
from bot.reading.spans import SYMBOL, WORD, rstrip

ENDS = " \t\r\n\u00a0\\"
"""What may stand behind the last word of a line."""
_HAN = on_demand(r"[\u3040-\u30ff\u4e00-\u9fff]")
_PIPE = re.compile(r"(?<!\\)\|")
_DASH = re.compile(
    r"[*_`)\]]{0,3}(?:[,;](?=[ \t\u00a0]))?[ \t\u00a0]*(?:[-–—+*:：>|•][ \t\u00a0]+|：|:(?=[\u3040-\u30ff\u4e00-\u9fff]))?"
)
_SETS_APART = re.compile(
    r"<(?!/?(?:a|b|i|u|s|em|strong|code|kbd|ins|del|mark|q|su[bp]|span|font)\b)/?[a-z]", re.IGNORECASE
)
"""A tag that sets parts of a line apart, unlike those that only dress words."""
_DRESS = re.compile(r"</?(?:font|span|small|sub|sup|i|em|b)\b[^<>]*>", re.IGNORECASE)
"""Tags that only dress the words between them."""
_SIGNS = re.compile(rf"\A(?:{SYMBOL.pattern}\ufe0f?)+[ \u00a0]+")
"""Pictures that a line opens with, apart from its words."""
_SENTENCE = on_demand(r"[a-z\u4e00-\u9fff]")


def description(draft: Draft, begin: int, end: int) -> bool:
    """Put running text up to the end of its line, kept as it is written; False where a text is something else."""
    found = _behind_lead(draft, begin, end)
    if found is None:
        return False
    led, begin, end = found
    text = draft.block[begin:end]
    label = EMPHASISED.match(text) if ":" in text or "：" in text else None
    if label and _names_a_field(draft, label[1].strip().lower()):
        return False
    lined = at_line_start(draft, begin)
    item = lined and _ITEM.fullmatch(led) is not None
    if lined and label is None:
        begin, end = _undressed(draft.block, begin, end)
        text = draft.block[begin:end]
    if item and label is None and _is_tag(text):
        return False
    told = any(begin <= at < end for at in draft.prose)
    if not _runs(text, led=told or item or not _LEADS_TO_WORDS.isdisjoint(led)):
        return False
    if not told and _tells_facts(led, text):
        return False
    draft.put_whole(Field.IDEA, begin, end)
    return True


def _behind_lead(draft: Draft, begin: int, end: int) -> tuple[str, int, int] | None:
    """What leads to a text that ends its line, and where its words stand; None in an entry's head and among cells."""
    block = draft.block
    if end < len(block) and block[end] not in "\r\n":
        return None
    if block.find("\n", 0, begin) < 0 and not any(stop <= begin for _, stop in draft.taken):
        return None  # nothing stands before it: this is the entry's head
    if _SETS_APART.search(block, begin, end):
        return None
    led = _DASH.match(block, begin, end)
    row = draft.shape == "row"
    end = rstrip(block, begin, end, ENDS + "|" if row else ENDS)
    if led is None or end <= led.end() or (row and _PIPE.search(block, led.end(), end)):
        return None
    return led[0], led.end(), end


def _names_a_field(draft: Draft, name: str) -> bool:
    """Whether a label names a field of this list, or of lists in general, other than what is said of a paper."""
    return (name in draft.labels or name in HINTS) and HINTS.get(name) is not Field.IDEA


def _is_tag(text: str) -> bool:
    """Whether an item is a single word, or all of it is set as code."""
    return words_in(text) < _FEWEST_OF_ITEM or text[:1] == "`" == text[-1:]


def _runs(text: str, *, led: bool) -> bool:
    """Whether a text has words, and enough of them in small letters where nothing leads to it."""
    if led:
        return WORD.search(text) is not None
    return words_in(text) >= _FEWEST and _SENTENCE.search(text) is not None


def _tells_facts(led: str, text: str) -> bool:
    """Whether a text is people, a line of facts, a short text with a date or venue in it, or stands for one to come."""
    if _names_people(_SIGNS.sub("", _DRESS.sub("", text)).strip(" ,*_").lstrip(". *_")) or by_end(text):
        return True
    if is_facts(text) or PLACEHOLDER.fullmatch(text):
        return True
    short = words_in(text) < _MANY and not _says(led, text)
    return short and bool(dates.DATE.search(text) or VENUE.search(text))


_ITEM = re.compile(r"[ \t\u00a0]*[-+*•][ \t\u00a0]+")
_FEWEST_OF_ITEM, _FEWEST, _MANY = 2, 7, 12
"""Words of an item that is no tag, of a text that nothing leads to, and of one in which a date is only mentioned."""
_LEADS_TO_WORDS = frozenset("-–—:：")


def _undressed(block: str, begin: int, end: int) -> tuple[int, int]:
    """The text of a line without the pictures before it and the marks of emphasis around all of it."""
    signs = _SIGNS.match(block[begin:end])
    if signs and EMPHASISED.match(block, begin + signs.end(), end):
        return begin, end  # a label goes with its picture
    begin += signs.end() if signs else 0
    mark = block[begin]
    alone = mark in "*_" and mark == block[end - 1] and block.count(mark, begin, end) == len("**")
    return (begin + 1, end - 1) if alone else (begin, end)


def _names_people(text: str) -> bool:
    """Whether a text starts with people, in brackets or not."""
    inside = _IN_BRACKETS.match(text)
    return people_end(inside["text"] if inside else text) > 0


_IN_BRACKETS = re.compile(r"[(（](?P<text>[^()（）\n]{4,})[)）]")


def _says(led: str, text: str) -> bool:
    """Whether words of Chinese or Japanese follow a colon: what is said of a paper, whatever it names."""
    return (":" in led or "：" in led) and _HAN.search(text) is not None


def words_in(text: str) -> int:
    """Words of a text; where no blanks part them, two letters of Chinese or Japanese count as one."""
    return len(text.split()) + (0 if text.isascii() else len(_HAN.findall(text)) // 2)
