"""The label of a feed's link to code: what the entries of the list call theirs, where they have any."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.model import CODE_LABEL, PAGE_LABEL, Link, Paper
from bot.reading.fields import Field
from bot.writing.template import Slot, Template, repo_of

_NEAREST = 5040
_FEW = 5
_DOCUMENT = re.compile(r"\.(?:pdf|pptx?|md|png|jpe?g|svg)(?:$|[?#])", re.IGNORECASE)
"""A file in a repository is no code: slides, notes, a paper."""
_COUNTED = re.compile(r"/badge/[^)\s]*?-\d[\d.]*k?-")
_FRAMEWORK = r"(?:py)?torch|tensorflow(?: ?\d[\d.]*)?|tf|keras|jax|caffe\d?|mxnet|matlab|theano|chainer|paddle(?:paddle)?|mindspore"
_PENDING = r"soon|not (?:yet|released|available)|to be|tb[ad]|upcoming|on the way|in progress|即将|待开源|未开源|尚未"
_OWN_FACT = re.compile(rf"\b(?:{_FRAMEWORK})\b|\b(?:{_PENDING})", re.IGNORECASE)
"""Words of a label that are facts of one paper's code: its framework, or that it is to come."""
_NAMES_CODE = re.compile(
    r"[\W_]*(?:official |the |our |source )*(?:codes?|git(?:hub|lab)?|repo(?:sitory)?|implementation|source|official|c[óo]digo|codice"
    r"|quellcode|کد|代码|源码|程式碼|コード|코드|код)(?: page| link)?[\W_]*",
    re.IGNORECASE,
)
_NAMES_PAGE = re.compile(
    r"[\W_]*(?:project|web|home)?[ _-]?(?:page|site|project|web|项目|主页|项目主页|网站|官网|プロジェクト|프로젝트)[\W_]*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(\S.*?)(?:(?<!\s)\s++[-–—:]\s+[^-–—:]+|(?:(?<!\s)\s++)?[(（][^()（）]+[)）])")
_REPO, _NAME, _ADDRESS = "\0repo", "\0name", "\0address"


def as_here(paper: Paper, templates: Sequence[Template]) -> Paper:
    """A feed's paper with its code and other links under the labels that they have here."""
    if not paper.code and not paper.links:
        return paper
    here = [slot for template in templates for slot in template.slots if slot.kind in (Field.CODE, Field.LINK)]
    code = tuple(replace(link, label=_label(link, templates, here)) for link in paper.code)
    links = tuple(replace(link, label=called) for link in paper.links if (called := _called(link.label, here)))
    shown = [slot for slot in here if slot.kind is Field.CODE]
    counted = bool(shown) and all(map(_is_counted, shown))
    if code and (counted or not shown) and (other := _other_name(here)) and all(link.label != other for link in links):
        return replace(paper, code=(), links=(Link(label=other, url=code[0].url), *links))
    return replace(paper, code=() if counted else code, links=links)


def linked_as_here(paper: Paper, templates: Sequence[Template]) -> Paper:
    """A feed's paper with its code as the link that entries here have to theirs, where these call no link code: `[Project](…)`."""
    here = [slot for template in templates for slot in template.slots if slot.kind in (Field.CODE, Field.LINK)]
    other = _other_name(here) if paper.code and not any(slot.kind is Field.CODE for slot in here) else ""
    if not other or not paper.sources or any(link.label == other for link in paper.links):
        return paper
    return replace(paper, code=(), links=(Link(label=other, url=paper.code[0].url), *paper.links))


def is_shown(templates: Sequence[Template]) -> bool:
    """Whether any entry links to code."""
    return any(Field.CODE in template.kinds for template in templates) or any(_repositories(templates))


def _is_counted(slot: Slot) -> bool:
    """Whether a link to code is a badge with a number, such as the stars of one paper's repository."""
    return any(isinstance(part, str) and _COUNTED.search(part) for part in slot.form)


def _other_name(here: Sequence[Slot]) -> str:
    """The label under which several entries link a repository beside the paper (`project`), where most links so called do."""
    links = [slot for slot in here if slot.kind is Field.LINK and slot.shown]
    found = Counter(slot.shown for slot in links if repo_of(slot.target) and not _DOCUMENT.search(slot.target))
    name, count = found.most_common(1)[0] if found else ("", 0)
    return name if count > 1 and count * 2 > sum(slot.shown == name for slot in links) else ""


def _label(link: Link, templates: Sequence[Template], here: Sequence[Slot]) -> str:
    """The commonest label of code here: a word, or the repository's name or address where these stand.

    A label in other words than a source's was chosen by a person, who may correct a feed's paper.
    """
    sorts, entries = _counted(templates)
    if not sorts or sorts[link.label]:
        return link.label
    if link.label not in ("", CODE_LABEL):
        return _in_its_capitals(link.label, here)
    usual = _usual(sorts, entries, len(templates))
    if not usual:  # which one it is built on, or what else it holds, is not known
        return CODE_LABEL.lower() if all(map(str.islower, sorts)) else CODE_LABEL
    sort = max(usual, key=lambda sort: sorts[sort])
    repo = repo_of(link.url)
    special = {_REPO: repo, _NAME: repo.rpartition("/")[2], _ADDRESS: link.url}
    return special.get(sort, sort) or link.label


def _counted(templates: Sequence[Template]) -> tuple[Counter[str], Counter[str]]:
    """What code is called here: each label with its weight, and with the number of entries that have it."""
    sorts: Counter[str] = Counter()
    entries: Counter[str] = Counter()
    slots = [(rank, slot) for rank, template in enumerate(templates) for slot in template.slots]
    code = [(rank, slot) for rank, slot in slots if slot.kind is Field.CODE and not slot.number]
    code = [(rank, slot) for rank, slot in code if not _DOCUMENT.search(slot.target)]
    told = [(rank, _sort(slot)) for rank, slot in code or [(0, slot) for slot in _repositories(templates)]]
    heads = _heads({sort for _, sort in told})
    for rank, sort in told:
        sorts[heads.get(sort, sort)] += _NEAREST // (1 + rank)  # the nearest count most
        entries[heads.get(sort, sort)] += 1
    return sorts, entries


def _usual(sorts: Collection[str], entries: Counter[str], count: int) -> list[str]:
    """The labels that are no fact of one paper's code; of few entries, those that only one has, too."""
    plain = [sort for sort in sorts if not _OWN_FACT.search(sort)]
    usual = [
        sort for sort in plain if entries[sort] > 1 or len(sort) < 2 or sort[0] == "\0" or _NAMES_CODE.fullmatch(sort)
    ]
    return plain if not usual and count < _FEW else usual


def _heads(sorts: Collection[str]) -> dict[str, str]:
    """Labels that go on with what one repository is written in or holds (`code - caffe`, `code - c`), without that."""
    found = {
        sort: split[1] for sort in sorts if (split := _GOES_ON.fullmatch(sort)) and _NAMES_CODE.fullmatch(split[1])
    }
    same = Counter(found.values())
    return {sort: head for sort, head in found.items() if same[head] > 1}


def _called(label: str, here: Sequence[Slot]) -> str:
    """A link's label as it is here; "" for the page of a work where all links here are badges, and none is of a page."""
    if label != PAGE_LABEL or label in {slot.shown for slot in here}:
        return _in_its_capitals(label, here)
    shown = [slot for slot in here if slot.kind is Field.LINK]
    pages = Counter(slot.shown for slot in shown if _NAMES_PAGE.fullmatch(slot.shown))
    (page, _), *_ = pages.most_common(1) or [("" if shown and all(map(_is_badge, shown)) else label, 0)]
    return page


def _is_badge(slot: Slot) -> bool:
    """Whether a link is a picture that may say its own word."""
    return any(isinstance(part, str) and "![" in part for part in slot.form)


def _in_its_capitals(label: str, here: Sequence[Slot]) -> str:
    """A label in the capitals that it has here."""
    shown = Counter(slot.shown for slot in here)
    same = (other for other, _ in shown.most_common() if other.lower() == label.lower())
    return label if shown[label] else next(same, label)


def _repositories(templates: Sequence[Template]) -> Iterator[Slot]:
    """The links to repositories that are all some entries link to, with a label that no paper's own link has elsewhere."""
    labelled = [slot for template in templates for slot in template.slots if slot.labelled and len(slot.form) > 1]
    papers = {slot.shown.lower() for slot in labelled if not repo_of(slot.target)}
    for slot in labelled:
        if repo_of(slot.target) and slot.shown.lower() not in papers:
            yield slot


def _sort(slot: Slot) -> str:
    repo = repo_of(slot.target)
    if slot.shown and slot.shown == slot.target:
        return _ADDRESS
    if repo and slot.shown == repo:
        return _REPO
    return _NAME if repo and slot.shown == repo.rpartition("/")[2] else slot.shown
