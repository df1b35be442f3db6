"""The links of an entry: which is the paper, which the code, which stand beside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.identity import is_strong, keys_of_url
from bot.reading import dates, inline
from bot.reading.cues import KNOWN_LABELS, bare_label, is_generic
from bot.reading.draft import LABELLED, Draft
from bot.reading.field_names import HINTS
from bot.reading.fields import Field
from bot.reading.on_demand import on_demand
from bot.reading.paper_labels import (
    PAPER_LABEL,
    WORD,
    facts_in,
    is_behind_people,
    is_below_a_bold_title,
    is_quoted,
    says_where_or_when,
)
from bot.reading.place_lines import cited_label
from bot.reading.printed_links import same_paper
from bot.reading.printed_venue import VENUE, VENUE_NAMES
from bot.reading.spans import LOOSE

_CODE_LABEL = re.compile(
    r"(?:official|unofficial|community|our|reference)?[ -]?(?:codes?|github|git|repo(?:sitory)?|stars?|implementation|pytorch|tensorflow|tf|jax|keras|caffe2?|mxnet|torch|source(?: code)?|official|community|matlab|c[óo]digo|codice|quell(?:code|text)|کد|代码|源码|程式碼|コード|코드|код)\b.*",
    re.IGNORECASE,
)
"""Labels of links to code."""
_OTHER_LABEL = on_demand(
    r"project.*|page|web.*|home.*|demo.*|video.*|slides?.*|data.*|model.*|weights?|blog.*|papers?|pdf|arxiv.*|poster|supp.*|openreview|hugging.*|hf.*|colab.*|post.*|site|twitter|tweet|doc.*|主页|项目.*|数据.*",
    re.IGNORECASE,
)
"""Labels of links that are neither the paper nor code."""
_CODE_HOST = re.compile(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|gitee\.com)/", re.IGNORECASE)
"""Addresses of sites that host code."""
_TAGS = re.compile(r"<br ?/?>|</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->|&nbsp;")
_BADGE = re.compile(r"https?://img\.shields\.io/badge/([^?#\s]+?)(?:\.svg)?(?=$|[?#])", re.IGNORECASE)
"""The text in the address of a badge."""
_VENUE_BADGE = on_demand(
    rf"(?:[A-Za-z]+-(?!-))?(?P<venue>(?:[A-Za-z]+(?:--[A-Za-z]+)*_(?:at|@)_)?(?:{VENUE_NAMES}))"
    r"(?:(?:[-_ ']|%20)?(?P<year>(?:19|20)\d\d|(?<=['])\d\d)(?P<more>--[A-Za-z]+)?)?-\w+"
)
"""A venue as a badge's text: `ICML2024`, `ICML'24`, `ACL2024--findings`, `GUILD_at_ICML2024`."""
_DATE_BADGE = re.compile(r"(?:[A-Za-z_]+-)?(?P<date>(?:19|20)\d\d[./](?:1[0-2]|0?[1-9])(?:[./]\d{1,2})?)-\w+")
"""A date as a badge's text: `pdf-2025.02`."""
_IN_SENTENCE = re.compile(r"(?:[a-z]{2}|[^)\]>*_`\d],) (?:\(|\*\*)?$")
_LONGEST_LEAD = 8
"""No match of it is longer: what stands before is not looked at."""
_GOES_ON_FROM = re.compile(r", (?:\(|\*\*)?$")
"""A comma behind a link: the next one is in a sentence where that one was."""
_GOES_ON = re.compile(r",? [a-z]{2,} ")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_BOLD_BEFORE = re.compile(r"[\W\d]*?\*\*([^*\[\]]+)\*\*")
_TITLE_WORDS = 4
"""This many words are more likely a title than a label."""


def is_code_host(target: str) -> bool:
    return _CODE_HOST.match(target) is not None


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


def prose_links(draft: Draft, found: Sequence[inline.Link]) -> list[inline.Link]:
    """Links inside a running sentence belong to its text."""
    prose: list[inline.Link] = []
    for link in found:
        if link.image or link.bare or _is_meeting(draft, link):
            continue
        before = draft.block[max(0, link.start - 40) : link.start]
        told = _in_sentence(before)
        if not (told or prose or draft.block.find("\n", 0, link.start) >= 0):
            continue  # no sentence leads to it
        label = label_of(draft, link)
        if told and is_behind_people(draft, link, label):
            continue
        if is_generic(label) or not WORD.search(label):
            if told and _GOES_ON.match(draft.block, link.end):
                prose.append(link)
            continue
        goes_on = bool(prose) and prose[-1].end >= link.start - 4 and _GOES_ON_FROM.search(before)
        said = told and not _opens_row(draft, link, found)
        if said or goes_on or _in_prose(draft, link) or _under_own_label(draft, link):
            prose.append(link)
    return prose if len(prose) < len(found) else []


def _under_own_label(draft: Draft, link: inline.Link) -> bool:
    """Whether the line of a repository has a label that only this list knows, beside another for code: `Env: [Atari](…)`."""
    name = _line_name(draft, link).lower()
    if name not in draft.labels or name in KNOWN_LABELS or name in HINTS or _OTHER_LABEL.fullmatch(name):
        return False
    told = any(map(_CODE_LABEL.fullmatch, draft.labels)) and not _CODE_LABEL.fullmatch(name)
    start = draft.block.rfind("\n", 0, link.start) + 1
    return told and bool(_CODE_HOST.search(draft.block, start, _line_end(draft.block, start)))


def _in_sentence(before: str) -> bool:
    told = before.removesuffix("\n").endswith((" ", " (", " **"))
    return told and _IN_SENTENCE.search(before, max(0, len(before) - _LONGEST_LEAD)) is not None


def _opens_row(draft: Draft, link: inline.Link, found: Sequence[inline.Link]) -> bool:
    """Whether nothing but links follow a link in its line, and one at least: `A Name [R](…) [Python](…)`."""
    end = _line_end(draft.block, link.end)
    position, more = link.end, False
    for other in found:
        if link.end <= other.start < end and not other.bare:
            if draft.block[position : other.start].strip():
                return False
            position, more = other.end, True
    return more and not WORD.search(_TAGS.sub("", draft.block[position:end]))


def _in_prose(draft: Draft, link: inline.Link) -> bool:
    """Whether many plain words stand before a link in a line below the first."""
    line = draft.block.rfind("\n", 0, link.start) + 1
    return line > 0 and draft.shape != "html" and len(re.findall(r"[a-z]{2,} ", draft.block[line : link.start])) >= 5


def read_links(draft: Draft, found: Sequence[inline.Link]) -> inline.Link | None:
    """Put the links of an entry, and return the one whose words are the title, if any."""
    links = [link for link in found if not link.image]
    titled = _title_link(draft, links)
    paper = titled or _paper_link(draft, links)
    if paper:
        _paper(draft, paper, titled=titled is not None)
    for link in found:
        if link is paper:
            continue
        if link.image:
            _picture(draft, link)
        else:
            _other(draft, link)
    return titled


def _title_link(draft: Draft, links: Sequence[inline.Link]) -> inline.Link | None:
    for link in links:
        if link.bare or draft.block.startswith("![", link.label[0]):
            continue
        label, target = label_of(draft, link), draft.block[slice(*link.target)]
        if draft.shape == "title" and label == target:
            continue
        if target.startswith("#") or is_generic(bare_label(label)) or not WORD.search(label):
            continue
        if says_where_or_when(label) or draft.is_dull(link.start) or _below_words(draft, link):
            continue
        if _names_code(draft, link, label) or _stands_in_brackets(draft, link) or _named_before(draft, link, label):
            continue
        if (
            _leads(draft, link)
            or is_quoted(draft, link)
            or _is_set_apart(draft, link)
            or is_behind_people(draft, link, label)
            or (
                len(label.split()) >= _TITLE_WORDS
                and not _behind_a_paper(draft, links, link)
                and not is_below_a_bold_title(draft, link)
            )
        ):
            return link
    return None


def _below_words(draft: Draft, link: inline.Link) -> bool:
    """Whether a link stands in the body of a heading of several words, which is the title then."""
    end = draft.block.find("\n", 0, link.start) if draft.shape == "heading" else -1
    return end >= 0 and len(_WORDS.findall(draft.block, 0, end)) >= _TITLE_WORDS


def _is_set_apart(draft: Draft, link: inline.Link) -> bool:
    """Whether a link is bold words, and neither a bold title nor another link stands before it."""
    found = _BOLD_LABEL.fullmatch(draft.block, *link.label)
    if found is None or len(found[1].split()) < 2 or draft.shape not in ("item", "paragraph"):
        return False
    before = draft.block[: link.start]
    return not ("**" in before or "__" in before or "](" in before or _CODE_HOST.match(draft.block, *link.target))


_BOLD_LABEL = re.compile(r"(?:\*\*|__)([^*_]+)(?:\*\*|__)", re.DOTALL)


def _behind_a_paper(draft: Draft, links: Sequence[inline.Link], link: inline.Link) -> bool:
    """Whether words enough for a title and a link called "paper" stand before a link in its line."""
    line = draft.block.rfind("\n", 0, link.start) + 1
    first = next((other for other in links if line <= other.start < link.start and not other.bare), None)
    if first is None or not PAPER_LABEL.fullmatch(label_of(draft, first)):
        return False
    return len(_WORDS.findall(inline.as_read(draft.block[line : first.start]))) >= _TITLE_WORDS


def _names_code(draft: Draft, link: inline.Link, label: str) -> bool:
    """Whether the link of a table row is a repository's name, and a cell before it holds the title."""
    if draft.shape not in ("row", "html") or len(label.split()) > 2:
        return False
    if not _CODE_HOST.match(draft.block[slice(*link.target)]):
        return False
    before = _TAGS.sub("|", inline.as_read(draft.block[: link.start]))
    return any(len(cell.split()) >= 5 for cell in before.split("|"))


def _named_before(draft: Draft, link: inline.Link, label: str) -> bool:
    """Whether the one word before a link names the repository it leads to, and its label does not: `Name [R](…/Name)`."""
    if " " in label or not _CODE_HOST.match(target := draft.block[slice(*link.target)].lower()):
        return False
    words = _WORDS.findall(draft.block[: link.start].lower())
    return len(words) == 1 and words[0] in target and label.lower() not in target


def _stands_in_brackets(draft: Draft, link: inline.Link) -> bool:
    """Whether the link of a table row is a label in brackets of its own, `[[report]](…)`, behind a cell with words."""
    label = draft.block[slice(*link.label)]
    if draft.shape != "row" or not (label.startswith("[") and label.endswith("]")):
        return False
    before = VENUE.sub(" ", dates.DATE.sub(" ", _TAGS.sub(" ", inline.as_read(draft.block[: link.start]))))
    return len(re.findall(r"[^\W\d_]{2,}", before)) > 1


def _leads(draft: Draft, link: inline.Link) -> bool:
    """Whether no title can stand before the link."""
    bold = _BOLD_BEFORE.match(draft.block, 0, link.start)
    if bold and len(_WORDS.findall(bold[1])) >= _TITLE_WORDS and not VENUE.fullmatch(bold[1].strip("[]() ")):
        return False
    before = _TAGS.sub(" ", inline.as_read(draft.block[: link.start]))
    before = VENUE.sub(" ", dates.DATE.sub(" ", before))
    if draft.block[link.start - 1 : link.start] == "[" and draft.block[link.end : link.end + 1] == "]":
        return False
    return len(re.findall(r"[^\W\d_]{2,}", before)) < (2 if draft.shape in ("item", "paragraph", "heading") else 99)


def _paper_link(draft: Draft, links: Sequence[inline.Link]) -> inline.Link | None:
    named = next((link for link in links if _is_paper(draft, link)), None)
    return named or next(
        (link for link in links if not _is_code(draft, link) and not draft.block.startswith("#", *link.target)),
        links[0] if links else None,
    )


def _is_paper(draft: Draft, link: inline.Link) -> bool:
    if PAPER_LABEL.fullmatch(label_of(draft, link).replace("`", "")) or PAPER_LABEL.fullmatch(line_label(draft, link)):
        return True
    target = draft.block[slice(*link.target)]
    return not _CODE_HOST.match(target) and _strong(target)


def _is_code(draft: Draft, link: inline.Link) -> bool:
    label = label_of(draft, link)
    if _CODE_LABEL.fullmatch(label) or _CODE_LABEL.fullmatch(line_label(draft, link)):
        return True
    if _OTHER_LABEL.fullmatch(label) or _OTHER_LABEL.fullmatch(_line_name(draft, link)):
        return False
    return bool(_CODE_HOST.match(draft.block[slice(*link.target)]))


def _line_name(draft: Draft, link: inline.Link) -> str:
    """The label that a line below the first starts with: `Dataset` of `- Dataset: [A](…), [B](…)`."""
    line = draft.block.rfind("\n", 0, link.start) + 1
    found = LABELLED.search(draft.block, line, min(link.start, line + 40)) if line else None
    return found[1].strip() if found else ""


def line_label(draft: Draft, link: inline.Link) -> str:
    """The words before a bare or generic link in its line: `Code:` of `- Code: https://…`."""
    line = draft.block.rfind("\n", 0, link.start) + 1
    if draft.shape == "row":  # the words of its own cell
        line = max(line, draft.block.rfind("|", 0, link.start) + 1)
    words = draft.block[line : link.start].strip(LOOSE + "[](【】")
    return words if len(words) < 30 else ""


def _paper(draft: Draft, link: inline.Link, *, titled: bool) -> None:
    target = draft.block[slice(*link.target)]
    label = label_of(draft, link)
    if link.bare and not titled:
        _bare_paper(draft, link, target)
    elif titled or not label:
        draft.put(Field.URL, *link.target, target=target)
        if not titled:
            draft.taken.append((link.start, link.end))
        else:
            draft.taken += [(link.start, link.label[0]), (link.label[1], link.end)]
    elif draft.shape not in ("row", "html") and cited_label(draft, *link.label):
        draft.put(Field.URL, *link.target, target=target)
        draft.taken.append((link.start, link.end))
    elif (facts := facts_in(label)) and label in draft.block[slice(*link.label)]:
        at = draft.block.index(label, link.label[0])
        for kind, start, end in facts:
            draft.put(kind, at + start, at + end)
        draft.put(Field.URL, *link.target, target=target)
        draft.taken.append((link.start, link.end))
    else:
        start, end = _wrapped(draft, link)
        at = _with_sign(draft, start, label)
        draft.put(Field.URL, at, end, value=label, target=target, label_at=link.label, target_at=link.target)


def _bare_paper(draft: Draft, link: inline.Link, target: str) -> None:
    """An address in plain sight, with the label that its line starts with where it stands there alone."""
    line = draft.block.rfind("\n", 0, link.start) + 1
    end = draft.block.find("\n", link.end)
    alone = "://" not in draft.block[link.end : end if end >= 0 else len(draft.block)]
    label = line_label(draft, link).rstrip(" :：") if line and alone and draft.shape not in ("row", "html") else ""
    at = _named_at(draft, link, label) if label else link.label
    if at == link.label:
        draft.put(Field.URL, *link.target, target=target)
    else:
        _, end = _wrapped(draft, link)
        draft.put(Field.URL, at[0], end, value=label, target=target, label_at=at, target_at=link.target)


def _other(draft: Draft, link: inline.Link) -> None:
    target = draft.block[slice(*link.target)]
    if target.startswith("#"):
        draft.taken.append((link.start, link.end))
        return
    if not target and (badge := next((inner for inner in inline.links(draft.block, *link.label) if inner.image), None)):
        _picture(draft, badge)  # a badge that leads nowhere says what it says
        draft.taken.append((link.start, link.end))
        return
    if _is_meeting(draft, link):
        _put_meeting(draft, link)
        return
    start, end = _wrapped(draft, link)
    kind = Field.CODE if _is_code(draft, link) else Field.LINK
    url = next((piece.target for piece in draft.pieces if piece.kind is Field.URL), "")
    if kind is Field.LINK and target and url and (target == url or same_paper(target, url)):
        kind = Field.URL
    label = line_label(draft, link).rstrip(" :：") if link.bare else label_of(draft, link)
    twin = next((p for p in draft.pieces if p.kind is Field.CODE is kind and target and p.target == target), None)
    if twin is not None:
        # The same repository twice, as a badge and in words: the badge follows from the words.
        if "![" not in draft.block[twin.start : twin.end]:
            draft.taken.append((start, end))
            return
        draft.pieces.remove(twin)
    at = _named_at(draft, link, label) if link.bare else link.label
    draft.put(
        kind,
        min(_with_sign(draft, start, label), at[0]),
        end,
        value=label,
        target=target,
        label_at=at,
        target_at=link.target,
    )


def _put_meeting(draft: Draft, link: inline.Link) -> None:
    label, target = label_of(draft, link), draft.block[slice(*link.target)]
    first = draft.block.index(label, link.label[0])
    at = (first, first + len(label))
    draft.put(Field.VENUE, link.start, link.end, value=label, target=target, label_at=at, target_at=link.target)


def _is_meeting(draft: Draft, link: inline.Link) -> bool:
    """Whether a link in a heading leads to the page of the meeting that it names: `### [ICML 2024](https://…) A Title`."""
    target = draft.block[slice(*link.target)]
    if draft.shape != "heading" or "\n" in draft.block[: link.start] or not target or link.bare:
        return False
    label = label_of(draft, link)
    found = VENUE.fullmatch(label) and label in draft.block[slice(*link.label)]
    told = any(piece.kind is Field.VENUE for piece in draft.pieces)
    return bool(found) and not told and not any(map(is_strong, keys_of_url(target)))


def _with_sign(draft: Draft, start: int, label: str) -> int:
    """Where a link with a generic label starts with the sign that is glued to it: `:star:[code](…)`."""
    if draft.block[start - 1 : start] != ":" or not is_generic(label):
        return start
    sign = _SIGN.search(draft.block, max(0, start - _LONGEST_SIGN), start)
    return sign.start() if sign else start


_SIGN = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]+:\Z")
_LONGEST_SIGN = 26


def _named_at(draft: Draft, link: inline.Link, label: str) -> tuple[int, int]:
    """Where the label of a bare link stands, `Model` in `- Model: https://…`; the link itself where it has none."""
    line = draft.block.rfind("\n", 0, link.start) + 1
    at = draft.block.rfind(label, line, link.start) if label else -1
    between = draft.block[at + len(label) : link.start]
    if at <= 0 or not between.lstrip("*_`").startswith((":", "：")) or draft.covered(at, link.start):
        return link.label
    if draft.shape not in ("row", "html") and "://" in draft.block[link.end : _line_end(draft.block, link.end)]:
        return link.label  # the label of several links belongs to their line
    return at, at + len(label)


def _line_end(block: str, position: int) -> int:
    end = block.find("\n", position)
    return end if end >= 0 else len(block)


def _wrapped(draft: Draft, link: inline.Link) -> tuple[int, int]:
    """The link with the brackets that hold nothing else."""
    start, end = link.start, link.end
    for left, right in (("\\[", "\\]"), ("[", "]"), ("(", ")"), ("<", ">")):
        if draft.block.startswith(right, end) and draft.block.endswith(left, 0, start):
            return start - len(left), end + len(right)
    return start, end


def _picture(draft: Draft, link: inline.Link) -> None:
    target = draft.block[slice(*link.target)]
    badge = _BADGE.match(target)
    printed = _VENUE_BADGE.fullmatch(badge[1]) if badge else None
    if badge and printed and not any(piece.kind is Field.VENUE for piece in draft.pieces):
        at = link.target[0] + badge.start(1)
        glued = printed["year"] and printed.start("year") == printed.end("venue")
        last = printed.end("more" if glued and printed["more"] else "year" if glued else "venue")
        draft.put(Field.VENUE, at + printed.start("venue"), at + last)
        if printed["year"] and not glued:
            draft.put(Field.YEAR, at + printed.start("year"), at + printed.end("year"))
    elif badge and (dated := _DATE_BADGE.fullmatch(badge[1])) and not any(p.kind is Field.DATE for p in draft.pieces):
        start = link.target[0] + badge.start(1)
        draft.put(Field.DATE, start + dated.start("date"), start + dated.end("date"))
    elif badge and not any(piece.target and piece.target in target for piece in draft.pieces):
        start = link.target[0] + badge.start(1)
        draft.put(Field.TAG, link.start, link.end, value=badge[1], label_at=(start, start + len(badge[1])))
    draft.taken.append((link.start, link.end))


def _strong(url: str) -> bool:
    return any(not key.startswith(("github:", "page:", "title:")) for key in keys_of_url(url))
