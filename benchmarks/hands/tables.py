"""Tables in Markdown and HTML: columns in any order under names of many kinds, cells in many dresses."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.hands.form import Form, shown
from benchmarks.hands.papers import values
from bot.model import Paper

_HEADS = {
    "number": ("#", "No.", "ID", "序号"),
    "title": ("Title", "Paper", "Paper Title", "Name", "Work", "标题", "论文", "论文标题", "题目"),
    "people": ("Authors", "Author", "Author(s)", "Authors/Team", "作者", "By"),
    "venue": (
        "Venue",
        "Conference",
        "Publication",
        "Pub.",
        "Published in",
        "Conference/Journal",
        "会议",
        "发表",
        "会议/期刊",
        "来源",
    ),
    "date": ("Date", "Year", "Time", "Released", "Publish Date", "日期", "时间", "发布日期"),
    "links": ("Link", "Links", "PDF", "URL", "Resources", "Paper & Code", "链接", "资源"),
    "paper": ("Link", "PDF", "URL", "Paper Link", "arXiv", "论文链接", "链接"),
    "code": ("Code", "GitHub", "Repo", "Code Link", "Source Code", "Implementation", "代码", "开源代码"),
    "tags": ("Task", "Type", "Category", "Keywords", "Topic", "任务", "类型", "关键词"),
    "idea": ("TL;DR", "Summary", "Key Idea", "Notes", "Description", "简介", "摘要"),
}
_MD = {
    "title": ("{t}", "**{t}**", "*{t}*", '"{t}"', "[{t}]({u})", "**[{t}]({u})**", "[**{t}**]({u})", "*[{t}]({u})*"),
    "people": ("{a}", "*{a}*", "<sub>{a}</sub>"),
    "venue": (
        "{v} {y}",
        "{v}, {y}",
        "{v}'{s}",
        "{v}",
        "**{v} {y}**",
        "*{v}* {y}",
        "`{v} {y}`",
        "![](https://img.shields.io/badge/{v}-{y}-blue)",
        "![{v}](https://img.shields.io/badge/{v}-{y}-f1b800)",
    ),
    "date": ("{y}-{m}", "{y}.{m}", "{y}/{m}", "{w} {y}", "{y}", "`{y}-{m}`", "<!-- {y}{m} -->{w} {y}"),
    "link": (
        "[{n}]({u})",
        "[[{n}]({u})]",
        "[[{n}]]({u})",
        "[`{n}`]({u})",
        "[![{n}](https://img.shields.io/badge/{n}-red)]({u})",
        "[📄]({u})",
    ),
    "code": (
        "[{n}]({c})",
        "[[{n}]({c})]",
        "[`{n}`]({c})",
        "[![{n}](https://img.shields.io/badge/{n}-blue)]({c})",
        "[![Star](https://img.shields.io/github/stars/{repo}.svg?style=social&label=Star)]({c})",
        "[💻]({c})",
        "<{c}>",
    ),
    "stars": (
        " ![](https://img.shields.io/github/stars/{repo}?style=social)",
        "<br>![Stars](https://img.shields.io/github/stars/{repo})",
    ),
    "tags": ("{tag}", "`{tag}`", "*{tag}*"),
    "idea": ("{i}",),
}
_HTML = {
    "title": (
        "{t}",
        "<b>{t}</b>",
        "<i>{t}</i>",
        '<a href="{u}">{t}</a>',
        '<b><a href="{u}">{t}</a></b>',
        '<a href="{u}"><b>{t}</b></a>',
    ),
    "people": ("{a}", "<i>{a}</i>", "<sub>{a}</sub>"),
    "venue": ("{v} {y}", "{v}, {y}", "{v}'{s}", "{v}", "<b>{v} {y}</b>", "<code>{v} {y}</code>"),
    "date": ("{y}-{m}", "{y}.{m}", "{y}/{m}", "{w} {y}", "{y}"),
    "link": ('<a href="{u}">{n}</a>', '[<a href="{u}">{n}</a>]', '<a href="{u}">[{n}]</a>'),
    "code": ('<a href="{c}">{n}</a>', '[<a href="{c}">{n}</a>]', '<a href="{c}">[{n}]</a>'),
    "tags": ("{tag}", "<code>{tag}</code>"),
    "idea": ("{i}",),
}
_NONE = ("", "-", "—", "N/A", "TBD", "Coming soon", "❌", "None", "/")
"""What stands where the code of a paper would."""
_PAPERS, _CODES = (
    ("Paper", "paper", "PDF", "pdf", "arXiv", "Link", "论文"),
    ("Code", "code", "GitHub", "Link", "Repo", "代码"),
)
_LINK_GAPS = (" ", ", ", " / ", " \\| ", "<br>", " · ")
_RULES = ("---", ":---", ":---:", ":-:", "-", ":--")
_BARS = (
    ("| ", " | ", " |"),
    ("| ", " | ", " |"),
    ("|", "|", "|"),
    ("", " | ", ""),
    ("| ", " | ", ""),
    ("|  ", "  |  ", "  |"),
)


@dataclass(frozen=True)
class _Columns:
    """The columns in order, a dress for each part, and what stands in for code that is missing."""

    order: tuple[str, ...]
    dress: Mapping[str, str]
    names: Mapping[str, str]
    none: str
    gap: str
    stars: str = ""

    def cells(self, paper: Paper, number: int) -> list[str]:
        """The contents of one row."""
        return [self._cell(part, paper, number) for part in self.order]

    def _cell(self, part: str, paper: Paper, number: int) -> str:
        told = values(paper)
        link = self.dress["link"].format(n=self.names["link"], **told)
        code = self.dress["code"].format(n=self.names["code"], **told) if paper.code else ""
        match part:
            case "number":
                return str(number)
            case "title":
                below = "".join(f"<br>{self.dress[beside].format(**told)}" for beside in self._below)
                return self.dress["title"].format(**told) + (self.stars.format(**told) if paper.code else "") + below
            case "links":
                return self.gap.join(filter(None, (link if self._unlinked else "", code))) or self.none
            case "paper":
                return link
            case "code":
                return code or self.none
            case _:
                return self.dress[part].format(**told)

    @property
    def _unlinked(self) -> bool:
        return "{u}" not in self.dress["title"]

    @property
    def _below(self) -> tuple[str, ...]:
        """The parts that stand below the title in its cell."""
        return tuple(part for part in ("people", "venue") if f"{part} below" in self.dress)

    @property
    def shows(self) -> frozenset[str]:
        """The fields that a reader finds."""
        parts = dict.fromkeys((*self.order, *self._below), "x")
        told = shown(parts) | ({"code"} if "links" in self.order or self.stars else frozenset())
        return told - ({"date"} if self.dress["date"] == "{y}" else frozenset())


def markdown(draw: random.Random) -> Form:
    """A table in Markdown."""
    columns = _columns(draw, _MD)
    first, between, last = draw.choice(_BARS)
    if not (last or columns.none):  # blanks at the end of a line that no bar closes are no hand
        columns = replace(columns, none="-")
    rule = draw.choice(_RULES)
    tight = draw.choice((True, False))
    names = [draw.choice(_HEADS[part]) for part in columns.order]
    rules = [rule] * len(names)
    bars = (first.strip(), between.strip(), last.strip()) if tight and first else (first, between, last)

    def write(paper: Paper, number: int) -> str:
        return (first + between.join(columns.cells(paper, number)) + last).rstrip(" ")

    head = first + between.join(names) + last + "\n" + bars[0] + bars[1].join(rules) + bars[2] + "\n"
    return _form(columns, write, head, "", {"bars": first + between + last, "rule": rule, "names": "/".join(names)})


def html(draw: random.Random) -> Form:
    """A table in HTML, a row to a line or a cell to a line."""
    columns = _columns(draw, _HTML)
    names = [draw.choice(_HEADS[part]) for part in columns.order]
    how = draw.choice(("", "", ' align="center"'))
    indent = draw.choice(("", "  ", "\t"))
    lined = draw.choice((True, False))
    body = draw.choice((True, False))

    def row(cells: Sequence[str], tag: str) -> str:
        told = [f"<{tag}{how}>{cell}</{tag}>" for cell in cells]
        if not lined:
            return f"{indent}<tr>{''.join(told)}</tr>"
        return "\n".join((f"{indent}<tr>", *(f"{indent * 2}{cell}" for cell in told), f"{indent}</tr>"))

    def write(paper: Paper, number: int) -> str:
        return row(columns.cells(paper, number), "td")

    top = row(names, "th")
    head = f"<table>\n<thead>\n{top}\n</thead>\n<tbody>\n" if body else f"<table>\n{top}\n"
    tail = "</tbody>\n</table>\n" if body else "</table>\n"
    return _form(columns, write, head, tail, {"lined": str(lined), "how": how, "names": "/".join(names)})


def _form(columns: _Columns, write: object, head: str, tail: str, how: Mapping[str, str]) -> Form:
    choices = {
        **{part: dress for part, dress in columns.dress.items() if part in (*columns.order, "link", "code")},
        **how,
        "order": ",".join(columns.order),
        "none": columns.none,
        "gap": columns.gap,
        "stars": columns.stars,
    }
    assert callable(write)
    return Form(choices, write, columns.shows, head, tail, counted="number" in columns.order)


def _columns(draw: random.Random, dresses: Mapping[str, Sequence[str]]) -> _Columns:
    dress = {part: draw.choice(told) for part, told in dresses.items() if part != "stars"}
    order = ["title"]
    for part, chance in (("people", 0.5), ("venue", 0.7), ("date", 0.6), ("tags", 0.35), ("idea", 0.15)):
        order += [part] if draw.random() < chance else []
    for part in ("people", "venue"):
        if part not in order and draw.random() < 0.3:
            dress[f"{part} below"] = "below"
    order += ["links"] if draw.random() < 0.3 else ["code"] if "{u}" in dress["title"] else ["paper", "code"]
    if draw.random() < 0.5:
        draw.shuffle(order)
    order = (["number"] if draw.random() < 0.2 else []) + order
    starred = "stars" in dresses and "code" not in order and "links" not in order and draw.random() < 0.5
    stars = draw.choice(dresses["stars"]) if starred else ""
    names = {"link": draw.choice(_PAPERS), "code": draw.choice(_CODES)}
    gap = draw.choice([gap for gap in _LINK_GAPS if "stars" in dresses or "|" not in gap])
    return _Columns(tuple(order), dress, names, draw.choice(_NONE), gap, stars)
