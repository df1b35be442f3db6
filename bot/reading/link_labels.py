"""What a link of an entry is called, and what it leads to by that: the paper, its code, its meeting, something beside."""

from __future__ import annotations

import re

from bot.identity import is_strong, keys_of_url
from bot.reading import inline
from bot.reading.cues import bare_label
from bot.reading.draft import LABELLED, Draft
from bot.reading.fields import Field
from bot.reading.on_demand import on_demand
from bot.reading.paper_labels import is_paper_label
from bot.reading.printed_venue import VENUE
from bot.reading.spans import LOOSE, line_start

CODE_LABEL = re.compile(
    r"(?:official|unofficial|community|our|reference)?[ -]?(?:codes?|github|git|repo(?:sitory)?|stars?|implementation|pytorch|tensorflow|tf|jax|keras|caffe2?|mxnet|torch|source(?: code)?|official|community|matlab|c[óo]digo|codice|quell(?:code|text)|کد|代码|源码|程式碼|コード|코드|код)\b.*",
    re.IGNORECASE,
)
"""Labels of links to code."""
OTHER_LABEL = on_demand(
    r"project.*|page|web.*|home.*|demo.*|video.*|slides?.*|data.*|model.*|weights?|blog.*|papers?|pdf|arxiv.*|poster|supp.*|openreview|hugging.*|hf.*|colab.*|post.*|site|twitter|tweet|doc.*|主页|项目.*|数据.*",
    re.IGNORECASE,
)
"""Labels of links that are neither the paper nor code."""
CODE_HOST = re.compile(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|gitee\.com)/", re.IGNORECASE)
"""Addresses of sites that host code."""


def is_code_host(target: str) -> bool:
    """Whether an address is one of a site that hosts code."""
    return CODE_HOST.match(target) is not None


def label_of(draft: Draft, link: inline.Link) -> str:
    """The label of a link as a reader sees it, that of the picture in it where it has no words."""
    if link.start not in draft.names:
        draft.names[link.start] = _label_of(draft, link)
    return draft.names[link.start]


def _label_of(draft: Draft, link: inline.Link) -> str:
    raw = draft.block[slice(*link.label)]
    read = inline.as_read(raw)
    text = read.strip("[]`()* ")
    if text.count("(") > text.count(")") and f"{text})" in read:
        text += ")"  # it closes a remark in the label, "pdf (annotated)"
    if text or link.image:
        return text
    picture = next((inner for inner in inline.links(raw) if inner.image), None)
    return raw[slice(*picture.label)] if picture else ""


def is_paper(draft: Draft, link: inline.Link) -> bool:
    """Whether a link is called a paper, or leads to the address of one."""
    if is_paper_label(label_of(draft, link).replace("`", "")) or is_paper_label(line_label(draft, link)):
        return True
    target = draft.block[slice(*link.target)]
    return not CODE_HOST.match(target) and any(map(is_strong, keys_of_url(target)))


def is_code(draft: Draft, link: inline.Link) -> bool:
    """Whether a link is called code, or leads to a site of code under no other name."""
    label = label_of(draft, link)
    if (
        CODE_LABEL.fullmatch(label)
        or CODE_LABEL.fullmatch(bare_label(label))
        or CODE_LABEL.fullmatch(line_label(draft, link))
    ):
        return True
    if OTHER_LABEL.fullmatch(label) or OTHER_LABEL.fullmatch(line_name(draft, link)):
        return False
    return bool(CODE_HOST.match(draft.block[slice(*link.target)]))


def is_meeting(draft: Draft, link: inline.Link) -> bool:
    """Whether a link in a heading leads to the page of the meeting that it names: `### [ICML 2024](https://…) A Title`."""
    target = draft.block[slice(*link.target)]
    if draft.shape != "heading" or "\n" in draft.block[: link.start] or not target or link.bare:
        return False
    label = label_of(draft, link)
    found = VENUE.fullmatch(label) and label in draft.block[slice(*link.label)]
    told = any(piece.kind is Field.VENUE for piece in draft.pieces)
    return bool(found) and not told and not any(map(is_strong, keys_of_url(target)))


def line_name(draft: Draft, link: inline.Link) -> str:
    """The label that a line below the first starts with: `Dataset` of `- Dataset: [A](…), [B](…)`."""
    line = line_start(draft.block, link.start)
    found = LABELLED.search(draft.block, line, min(link.start, line + 40)) if line else None
    return found[1].strip() if found else ""


def line_label(draft: Draft, link: inline.Link) -> str:
    """The words before a bare or generic link in its line: `Code:` of `- Code: https://…`."""
    line = line_start(draft.block, link.start)
    if draft.shape == "row":  # the words of its own cell
        line = max(line, draft.block.rfind("|", 0, link.start) + 1)
    words = draft.block[line : link.start].strip(LOOSE + "[](【】")
    return words if len(words) < 30 else ""
