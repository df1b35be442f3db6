"""HTML lists, bullets with a child for each fact, headings over facts, folds: the title first, its facts below."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.hands.form import Form
from benchmarks.hands.papers import values
from bot.model import Paper

_TITLE = ("{t}", "**{t}**", "*{t}*", "“{t}”", "[{t}]({u})", "**[{t}]({u})**", "[**{t}**]({u})")
_LABELS = {
    "people": ("Authors", "Author", "By", "作者", "👥"),
    "venue": ("Venue", "Conference", "Published in", "Publication", "会议", "发表", "🏛️"),
    "date": ("Date", "Published", "Submitted", "日期", "时间", "📅"),
    "paper": ("Paper", "PDF", "Link", "论文", "链接", "📄"),
    "code": ("Code", "GitHub", "Repo", "代码", "💻"),
    "links": ("Links", "Resources", "链接", "🔗"),
    "tags": ("Tags", "Keywords", "Topics", "标签", "🏷️"),
    "idea": ("TL;DR", "Summary", "Abstract", "Key idea", "简介", "摘要", "💡"),
}
_LABELLED = (
    "{l}: {x}",
    "**{l}**: {x}",
    "**{l}:** {x}",
    "*{l}*: {x}",
    "_{l}:_ {x}",
    "{l}：{x}",
    "**{l}**：{x}",
    "【{l}】{x}",
    "`{l}` {x}",
    "[{l}] {x}",
)
_EMOJI = "👥🏛️📅📄💻🔗🏷️💡"
_BARE = {
    "people": ("{a}", "*{a}*", "_{a}_", "by {a}", "({a})", "（{a}）"),
    "venue": (
        "{v} {y}",
        "*{v} {y}*",
        "**{v} {y}**",
        "`{v} {y}`",
        "{v}, {y}",
        "【{v} {y}】",
        "![](https://img.shields.io/badge/{v}-{y}-blue)",
    ),
    "date": ("{y}.{m}", "`{y}-{m}`", "({w} {y})", "[{y}-{m}]", "{y}年{m}月"),
    "tags": ("`{tag}`", "#{tag}"),
    "idea": ("*{i}*", "{i}"),
}
_VALUE = {"people": "{a}", "venue": "{v} {y}", "date": "{y}-{m}", "tags": "{tag}", "idea": "{i}"}
_LINK = (
    "[{n}]({u})",
    "[[{n}]({u})]",
    "[[{n}]]({u})",
    "[**{n}**]({u})",
    "[`{n}`]({u})",
    "[![{n}](https://img.shields.io/badge/{n}-red)]({u})",
    "📄 [{n}]({u})",
    ":link: [{n}]({u})",
)
_ADDRESS = ("{u}", "<{u}>", "[link]({u})", "[{u}]({u})")
_NONE = ("", "", "N/A", "-", "None", "TBD", "Coming soon", "暂无")
_NAMES = (("Paper", "Code"), ("paper", "code"), ("pdf", "code"), ("PDF", "GitHub"), ("arXiv", "Code"), ("论文", "代码"))
_GAPS = (" ", ", ", " | ", " / ", " · ", "，", "&nbsp;", "\u00a0")
_ORDERS = (
    ("people", "venue", "date", "links", "tags", "idea"),
    ("people", "date", "venue", "links", "idea", "tags"),
    ("venue", "date", "people", "links", "tags", "idea"),
    ("links", "people", "venue", "date", "tags", "idea"),
    ("date", "people", "venue", "tags", "links", "idea"),
)


@dataclass(frozen=True)
class _Facts:
    """How the facts below a title are written: each line a part, by its label or bare."""

    title: str
    dress: Mapping[str, str]
    """Part → its whole line, with `{x}`-free fields; parts that are not printed are missing."""
    link: str
    code: str
    none: str
    split: bool
    gap: str

    def lines(self, paper: Paper) -> list[str]:
        """The lines below the title."""
        told = values(paper)
        found = []
        for part, dress in self.dress.items():
            if part == "links":
                found += self._links(paper, told)
            elif dress:
                found.append(dress.format(**told))
        return found

    def _links(self, paper: Paper, told: Mapping[str, str]) -> list[str]:
        own = [] if "{u}" in self.title else [self.link.format(u=told["u"])]
        code = [self.code.format(u=told["c"])] if paper.code else [self.none] if self.none else []
        if self.split:
            return [*own, *code]
        joined = self.gap.join([*own, *code])
        return [self.dress["links"].replace("{x}", joined)] if joined else []

    @property
    def shows(self) -> frozenset[str]:
        """The fields that a reader finds."""
        return frozenset({"code", *(part for part, dress in self.dress.items() if dress)}) - {"links"}


def nested(draw: random.Random) -> Form:
    """A bullet for the title and one below it for each fact."""
    facts = _facts(draw)
    outer, inner = draw.choice("-*+"), draw.choice("-*+")
    outer = draw.choice((outer, outer, "1.", "n."))
    indent = draw.choice(("   ", "    ", "\t") if outer[-1] == "." else ("  ", "    ", "\t"))

    def write(paper: Paper, number: int) -> str:
        lead = outer.replace("n", str(number))
        title = f"{lead} {facts.title.format(**values(paper))}"
        return "\n".join((title, *(f"{indent}{inner} {line}" for line in facts.lines(paper))))

    return _form(facts, write, {"outer": outer, "inner": inner, "indent": indent}, counted=outer == "n.")


def headed(draw: random.Random) -> Form:
    """A heading for the title; its facts are bullets, paragraphs or lines below it."""
    facts = _facts(draw, bullets=False)
    mark = draw.choice(("### ", "#### ", "### n. "))
    how = draw.choice(("- ", "* ", "paragraphs", "breaks", "<br>"))
    rule = draw.choice(("", "", "", "---\n\n"))

    def write(paper: Paper, number: int) -> str:
        title = mark.replace("n", str(number)) + facts.title.format(**values(paper))
        return title + draw_gap + _below(how, facts.lines(paper))

    draw_gap = "\n\n" if how == "paragraphs" else draw.choice(("\n", "\n\n"))
    choices = {"mark": mark, "how": how, "rule": rule, "below": draw_gap}
    return _form(facts, write, choices, apart="\n" + rule, counted="n" in mark)


def folded(draw: random.Random) -> Form:
    """A fold for each paper, its title as the summary."""
    facts = _facts(draw, bullets=False)
    bold = draw.choice(("<b>{t}</b>", "{t}", "<strong>{t}</strong>", '<a href="{u}">{t}</a>'))
    facts = _Facts(bold, facts.dress, facts.link, facts.code, facts.none, facts.split, facts.gap)
    how = draw.choice(("- ", "* ", "paragraphs"))
    alone = draw.choice((True, False))

    def write(paper: Paper, number: int) -> str:
        del number
        summary = f"<summary>{bold.format(**values(paper))}</summary>"
        top = f"<details>\n{summary}" if alone else f"<details>{summary}"
        return f"{top}\n\n{_below(how, facts.lines(paper))}\n\n</details>"

    return _form(facts, write, {"bold": bold, "how": how, "alone": str(alone)}, apart=draw.choice(("", "\n")))


def _below(how: str, lines: list[str]) -> str:
    match how:
        case "paragraphs":
            return "\n\n".join(lines)
        case "breaks":
            return "  \n".join(lines)
        case "<br>":
            return "<br>\n".join(lines)
        case _:
            return "\n".join(how + line for line in lines)


def _form(
    facts: _Facts, write: Callable[[Paper, int], str], how: Mapping[str, str], *, apart: str = "", counted: bool = False
) -> Form:
    choices = {
        "title": facts.title,
        "link": facts.link,
        "code": facts.code,
        "none": facts.none,
        "split": str(facts.split),
        "gap": facts.gap,
    }
    return Form({**choices, **dict(facts.dress), **how}, write, facts.shows, apart=apart, counted=counted)


def _facts(draw: random.Random, *, bullets: bool = True) -> _Facts:
    title = draw.choice(_TITLE if bullets else _TITLE[:2] + _TITLE[4:])
    labelled = draw.choice(_LABELLED) if draw.random() < 0.5 else ""
    chances = {"people": 0.8, "venue": 0.7, "date": 0.5, "links": 1.0, "tags": 0.2, "idea": 0.2}
    parts = {part: draw.random() < chances[part] for part in draw.choice(_ORDERS)}
    split = draw.random() < 0.4
    names = draw.choice(_NAMES)
    dress = {
        part: _line(draw, part, labelled, bullets=bullets) if part != "links" else ""
        for part, told in parts.items()
        if told
    }
    if split and labelled:
        value = draw.choice(_ADDRESS)
        link, code = (_labelled(draw, part, labelled, value) for part in ("paper", "code"))
        none = draw.choice(_NONE)
        gone = code.replace(value, none) if none else ""
        return _Facts(title, dress, link, code, gone, split, "")
    form = draw.choice(_LINK)
    dress["links"] = _labelled(draw, "links", labelled, "{x}") if labelled and draw.random() < 0.5 else "{x}"
    link, code = (form.replace("{n}", name) for name in names)
    return _Facts(title, dress, link, code, "", split, draw.choice(_GAPS))


def _line(draw: random.Random, part: str, labelled: str, *, bullets: bool) -> str:
    if part == "tags" and not bullets and not labelled:
        return "`{tag}`"  # `#tag` at the start of a line is a heading where lists leave its blank out
    if labelled and (part != "date" or draw.random() < 0.8):
        return _labelled(draw, part, labelled, _VALUE[part])
    return draw.choice(_BARE[part])


def _labelled(draw: random.Random, part: str, labelled: str, value: str) -> str:
    label = draw.choice(_LABELS[part])
    if label in _EMOJI:
        return f"{label} {value}"
    return labelled.replace("{l}", label).replace("{x}", value)


_HTML = {
    "title": (
        "<b>{t}</b>",
        "<i>{t}</i>",
        "{t}",
        '<a href="{u}">{t}</a>',
        '<b><a href="{u}">{t}</a></b>',
        '<a href="{u}"><b>{t}</b></a>',
        "<strong>{t}</strong>",
    ),
    "people": ("<i>{a}</i>", "{a}", "<em>{a}</em>", "by {a}"),
    "venue": ("{v} {y}", "<i>{v} {y}</i>", "<b>{v} {y}</b>", "<code>{v} {y}</code>", "({v} {y})", "<em>{v}</em>, {y}"),
    "date": ("({y}.{m})", "[{y}-{m}]", "{y}/{m}"),
    "link": (
        '<a href="{u}">{n}</a>',
        '[<a href="{u}">{n}</a>]',
        '<a href="{u}">[{n}]</a>',
        '<a href="{u}"><b>{n}</b></a>',
    ),
}
_HTML_GAPS = (" ", ", ", ". ", " - ", "<br>", "<br/>", " | ", "<br>\n", "<br />\n")
_HTML_ORDERS = (
    ("title", "people", "venue", "date", "links"),
    ("title", "links", "people", "venue", "date"),
    ("title", "venue", "date", "people", "links"),
    ("date", "title", "people", "venue", "links"),
)


def html_items(draw: random.Random) -> Form:
    """Items of an HTML list, on a line or on several."""
    dress = {part: draw.choice(told) for part, told in _HTML.items()}
    for part, chance in (("people", 0.7), ("venue", 0.7), ("date", 0.4)):
        dress[part] = dress[part] if draw.random() < chance else ""
    order, gap, link_gap = draw.choice(_HTML_ORDERS), draw.choice(_HTML_GAPS), draw.choice((" ", ", ", " | "))
    names, outer = draw.choice(_NAMES), draw.choice(("ul", "ol"))
    indent, lined = draw.choice(("", "  ")), "\n" in gap
    own = "{u}" not in dress["title"]

    def write(paper: Paper, number: int) -> str:
        del number
        told = values(paper)
        links = [dress["link"].format(u=told["u"], n=names[0])] if own else []
        links += [dress["link"].format(u=told["c"], n=names[1])] if paper.code else []
        parts = {part: dress[part].format(**told) for part in order if part != "links"} | {
            "links": link_gap.join(links)
        }
        text = gap.replace("\n", f"\n{indent}  ").join(parts[part] for part in order if parts[part])
        return f"{indent}<li>\n{indent}  {text}\n{indent}</li>" if lined else f"{indent}<li>{text}</li>"

    shows = frozenset({"code", *(part for part in ("people", "venue", "date") if dress[part])})
    choices = {**dress, "gap": gap, "link_gap": link_gap, "outer": outer, "order": ",".join(order)}
    return Form(choices, write, shows, f"<{outer}>\n", f"</{outer}>\n")
