"""Labels of fields, `Authors: …`, `Venue: …`, in the languages that lists are written in."""

from __future__ import annotations

from bot.reading.draft import Draft
from bot.reading.fields import Field

HINTS = {
    **dict.fromkeys(
        "author authors speakers 作者 著者 저자 autor autores autoren auteurs авторы".split(), Field.AUTHORS
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
            "anahtar kelime",
            "env",
            "institutions",
            "institution",
        ),
        Field.TAG,
    ),
    **dict.fromkeys(
        "venue publisher published conference journal 会议 期刊 会議 発表 학회 conferencia revista konferenz конференция".split(),
        Field.VENUE,
    ),
    **dict.fromkeys(
        "idea intro summary tldr abstract introduction description 简介 摘要 概要 一言 要約 초록 요약 resumen zusammenfassung résumé note notes comments metrics datasets".split(),
        Field.IDEA,
    ),
    **dict.fromkeys("citation citations".split(), Field.CITATION),
    **dict.fromkeys("date year 日期 年份 日付 날짜 fecha datum".split(), Field.DATE),
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
