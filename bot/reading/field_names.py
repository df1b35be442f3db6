"""Labels of fields, `Authors: …`, `Venue: …`, in the languages that lists are written in."""

from __future__ import annotations

import re

from bot.reading.draft import Draft
from bot.reading.fields import Field
from bot.reading.printed_people import people_end

HINTS = {
    **dict.fromkeys(
        "author authors by speakers 作者 著者 저자 autor autores autoren auteurs авторы".split(), Field.AUTHORS
    ),
    **dict.fromkeys(
        (
            "keyword",
            "keywords",
            "key",
            "tag",
            "tags",
            "task",
            "tasks",
            "topic",
            "topics",
            "key words",
            "标签",
            "关键词",
            "任务",
            "anahtar kelime",
            "env",
            "institutions",
            "institution",
        ),
        Field.TAG,
    ),
    **dict.fromkeys(
        "venue publisher published conference journal 会议 期刊 发表 发表于 会議 発表 학회 conferencia revista konferenz конференция".split(),
        Field.VENUE,
    ),
    **dict.fromkeys(("published in", "published at", "appeared in", "publication"), Field.VENUE),
    **dict.fromkeys(("tl;dr", "key idea", "main idea"), Field.IDEA),
    **dict.fromkeys(
        "idea intro summary tldr abstract introduction description 简介 摘要 概要 一言 要約 초록 요약 resumen zusammenfassung résumé note notes comments metrics datasets".split(),
        Field.IDEA,
    ),
    **dict.fromkeys("citation citations".split(), Field.CITATION),
    **dict.fromkeys("date year submitted 日期 时间 時間 年份 日付 날짜 fecha datum".split(), Field.DATE),
    **dict.fromkeys(
        ("paper", "code", "project", "project page", "website", "link", "github", "论文", "代码", "地址"), Field.LINK
    ),
}


def usual_label(draft: Draft, kind: Field) -> str:
    """The list's commonest label for a kind of field."""
    named = [(draft.labels[name], name) for name in _NAMES[kind] if name in draft.labels]
    return max(named)[1] if named else ""


_NAMES = {kind: tuple(name for name, of in HINTS.items() if of is kind) for kind in Field}
"""The words that name each kind of field."""


LED_BY_PEOPLE = "et al.:"
"""What counts the lines of a list that begin with people and a colon: `Lee et al.: A Title`."""
PEOPLE_LED = re.compile(r"[A-Z][^\W\d_]*[^:\n\[\]()*_]{0,60}?,? et[ .]al\.?: (?=\S+ \S)")
"""Such people."""
BOLD_PEOPLE = "**et al.**"
"""What counts the lines of a list that begin with bold people in front of a title: `**Ann Lee, Bo Chen** - *A Title*`."""
TITLE_BEHIND = re.compile(r"[.,:]?[ \t\u00a0]+(?:[-–—|][ \t\u00a0]+)?[*_\"“](?P<text>[^\W_][^\s*_\"”]*[ ][^*_\"”\n]+)")
"""A title in italics or quotes, and what parts it from bold words before it."""
_BOLD_LEAD = re.compile(rf"\*\*(?P<people>[^*\n]{{5,400}}?)[.,:]?\*\*{TITLE_BEHIND.pattern}")


def lead_of(text: str, begin: int, end: int) -> str:
    """What counts a line that begins with people, by the form of these; "" for other lines."""
    if PEOPLE_LED.match(text, begin, end):
        return LED_BY_PEOPLE
    bold = _BOLD_LEAD.match(text, begin, end)
    told = bold and people_end(bold["people"]) >= len(bold["people"]) and not people_end(bold["text"])
    return BOLD_PEOPLE if told else ""


_LINKED = "repo repository pdf arxiv links resources dataset 链接 资源 数据集".split()
"""Further words for what a line links."""
_OF_A_LINE = "|".join(sorted(map(re.escape, (*HINTS, *_LINKED)), key=len, reverse=True))
_BRACKETED = re.compile(
    rf"(?:【(?P<lens>{_OF_A_LINE})】(?=[ \t\u00a0]*[^\s:：])"
    rf"|(?:\[(?P<square>{_OF_A_LINE})\]|`(?P<code>{_OF_A_LINE})`)(?=[ \t\u00a0]*[^\s:：(\[]))",
    re.IGNORECASE,
)
"""The label of a line in brackets or code marks of its own, without a colon: `【作者】`, `[Venue]`."""
_LINES = re.compile(rf"(?<=\n)(?P<lead>[ \t>]*(?:[-*+\u2022][ \t]+)?){_BRACKETED.pattern}", re.IGNORECASE)
_OPENING = "【[`"


def bracketed_label(text: str, begin: int, end: int) -> str:
    """The label in brackets that a line starts with there, in lower case, "" where none does."""
    found = _BRACKETED.match(text, begin, end) if text[begin : begin + 1] in _OPENING else None
    return found[found.lastgroup or 0].lower() if found else ""


def with_colons(block: str) -> str:
    """The block with the labels that stand in brackets below its first line as ` Label:`, of the same length."""
    if "\n" not in block:
        return block
    return _LINES.sub(lambda found: f"{found['lead']} {found[found.lastgroup or 0]}:", block)
