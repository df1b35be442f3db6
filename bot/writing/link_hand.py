"""A paper's links in the neighbours' hand: brackets, badges, labels, and the order in which they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.model import Link
from bot.reading import dates
from bot.reading.cues import is_generic
from bot.reading.fields import Field
from bot.writing import published_as
from bot.writing.borrowing import slots_of
from bot.writing.facts import Facts, harmless_url
from bot.writing.likeness import ID, host, unwrapped, wrapping
from bot.writing.template import (
    ARXIV,
    CITED,
    DOI,
    LABEL,
    REPO,
    TARGET,
    Form,
    Slot,
    Template,
    doi_of,
    repo_of,
    tail_of,
    written,
)

_LINKS = (Field.URL, Field.CODE, Field.LINK)
_CUSTOM = 4
"""This many neighbours with the same links make a custom of the order they all keep."""


def address(templates: Sequence[Template], facts: Facts) -> str:
    """The paper's address in the form the neighbours link (abs or pdf, with or without a version)."""
    url = facts.url
    own = _ARXIV_URL.match(url)
    if not own or not templates:
        return url
    shown = [slot.target for slot in slots_of(templates, Field.URL)]
    seen = [found for target in shown if (found := _ARXIV_URL.match(target))]
    ids = Counter(found[1] for target in shown if (found := _PLAIN_ID.match(target)))
    if ids.total() > len(seen) and (not facts.paper.url or facts.paper.sources):
        return ids.most_common(1)[0][0] + own["id"]
    forms = Counter((found["host"], found["path"], found["end"] or "") for found in seen)
    if not forms:
        return url
    form, count = forms.most_common(1)[0]
    if count * 2 < len(seen) or (facts.paper.url and not facts.paper.sources):
        return url
    versions = sum(bool(found["version"]) for found in seen) * 2 > len(seen)
    version = own["version"] or "" if versions else ""
    return f"{form[0]}/{form[1]}/{own['id']}{version}{form[2]}"


_PLAIN_ID = re.compile(r"(arxiv:\s?)\d{4}\.\d", re.IGNORECASE)
_ARXIV_URL = re.compile(
    r"(?P<host>https?://(?:www\.)?arxiv\.org)/(?P<path>abs|pdf)/(?P<id>\d{4}\.\d{4,5})(?P<version>v\d+)?(?P<end>\.pdf)?$"
)


def own(templates: Sequence[Template], slot: Slot, facts: Facts, values: Mapping[str, str]) -> str:
    """The paper's own link, with the label that the paper brings for it or the neighbour's."""
    if len(slot.form) == 1:
        return values["url"]
    label = facts.own[slot.number].label if slot.number < len(facts.own) else ""
    if not label and (like := _of_its_site(templates, slot, facts)):
        tail = tail_of(values["url"])
        return written(like.form, {**values, "target": values["url"], "label": like.shown, "tail": tail})
    known = {**values, "target": values["url"], "label": label or _said(templates, slot, facts)}
    if slot.form[0] is LABEL and names_paper(label):  # what a line holds, not what it is called
        return written(slot.form, {**known, "target": f"[{label}]({values['url']})", "label": slot.shown})
    form = _own_form(templates, slot, label, known) if label else slot.form
    return written(form, known)


def _of_its_site(templates: Sequence[Template], slot: Slot, facts: Facts) -> Slot | None:
    """The badge that most entries put on a second link, to the site of a feed's paper: the first's names another site."""
    if not facts.paper.sources or not slot.labelled or not _is_badge(slot) or host(slot.target) == host(facts.url):
        return None
    second = [o for o in slots_of(templates, Field.LINK) if _is_badge(o) and host(o.target) == host(facts.url)]
    return second[0] if len(second) * 2 > len(templates) else None


def _is_badge(slot: Slot) -> bool:
    return "".join(part if isinstance(part, str) else "\0" for part in slot.form).startswith("[![")


def _said(templates: Sequence[Template], slot: Slot, facts: Facts) -> str:
    """The label of the link: the neighbour's, unless that names a repository (`Source code`) and this is a paper.

    One that is the name of the neighbour's own repository becomes the name of this one.
    """
    if facts.table and _are_names(templates, slot):
        return facts.paper.title.partition(": ")[0]
    if repo_of(facts.url) and slot.shown.lower() == tail_of(repo_of(slot.target)).lower() != "":
        return tail_of(repo_of(facts.url))
    if not repo_of(slot.target) or repo_of(facts.url) or not facts.url:
        if label := published_as.label(templates, slot.shown, facts):
            return label
        return _undated(_called(templates, slot, facts.url))
    papers = (other for other in slots_of(templates, Field.URL) if LABEL in other.form and not repo_of(other.target))
    like = next((other.shown for other in papers if other.shown and "://" not in other.shown), "")
    return like or ("paper" if slot.shown.islower() else "Paper")


def _are_names(templates: Sequence[Template], slot: Slot) -> bool:
    """Whether the links of a column are called by names of their works: nearly no two alike, and few are sorts of links."""
    shown = [o.shown for o in slots_of(templates, Field.URL) if o.labelled and o.number == slot.number]
    return len(shown) >= _COLUMN and len(set(shown)) * 4 > len(shown) * 3 > sum(map(is_generic, shown)) * 12


_COLUMN = 4
"""So many links make a column of names."""


def _undated(label: str) -> str:
    """A label without the day of another paper: `arXiv` of `arXiv, 5 Sep 2024`."""
    found = dates.DATE.search(label)
    return label[: found.start()].rstrip(" ,;(") or label if found else label


def _called(templates: Sequence[Template], slot: Slot, url: str) -> str:
    """The neighbour's label; where that names another site, the label of papers from this site, or one that names none."""
    at = _sites(url)
    if not slot.labelled or _sites(slot.target) & at:
        return slot.shown
    foreign = _names_site(slot) or names_paper(slot.shown)
    others = [o for o in slots_of(templates, Field.URL) if o.labelled and o.shown and not names_paper(o.shown)]
    here = Counter(o.shown for o in others if _sites(o.target) & at and (foreign or _SITE.fullmatch(o.shown)))
    if not here and foreign:
        here = Counter(o.shown for o in others if not _names_site(o))
    return here.most_common(1)[0][0] if here else slot.shown


def _names_site(slot: Slot) -> bool:
    """Whether a label is the name of a site, a known one or the one that it leads to."""
    return bool(_SITE.fullmatch(slot.shown)) or slot.shown.lower() == host(slot.target).partition(".")[0] != "github"


def _sites(url: str) -> set[str]:
    """The identity of an address's site: its host, and the registrant of its DOI."""
    return {host(url), doi_of(url).partition("/")[0]} - {"", "doi.org"}


_SITE = re.compile(
    r"[\W_]*(?:arxiv|(?:bio|med|chem)rxiv|doi|acm(?: ?dl)?|ieee(?: ?xplore)?|springer|openreview|acl|cvf|pmlr"
    r"|usenix|ssrn)[\W_]*",
    re.IGNORECASE,
)
"""A label that names a site."""


def _own_form(templates: Sequence[Template], slot: Slot, label: str, known: dict[str, str]) -> Form:
    if LABEL in slot.form and not _bracketed(slot.form):
        return slot.form  # the marks of the neighbour chosen for everything else, around the paper's own words
    others = [
        other
        for other in slots_of(templates, Field.URL)
        if len(other.form) > 1 and other.number == slot.number and _bracketed(other.form) is _bracketed(slot.form)
    ]
    exact = [other.form for other in (slot, *others) if other.shown == label or _says(other.form, label, known)]
    if slot.form in exact:
        return slot.form
    free = [other.form for other in (slot, *others) if LABEL in other.form]
    told = tuple(LABEL if part in (DOI, ARXIV) else part for part in slot.form)
    usual = told if told.count(LABEL) == 1 else ("[", LABEL, "](", TARGET, ")")
    return next(iter(exact or free), usual)


def _bracketed(form: Form) -> bool:
    return any(isinstance(part, str) and "](" in part for part in form)


def _says(form: Form, label: str, known: dict[str, str]) -> bool:
    """Whether the label follows from the paper in this form, such as an arXiv id."""
    return LABEL not in form and f"[{label}]" in written(form, known)


def kept(slot: Slot, facts: Facts, changed: Collection[Field]) -> str:
    """The bytes that a slot keeps in an entry of which some kinds change: its own, a link with another address; else ""."""
    if slot.kind not in changed:
        return slot.raw
    if not slot.target or not {part for part in slot.form if not isinstance(part, str)} <= {LABEL, TARGET}:
        return ""
    if slot.labelled and not slot.number and facts.url and not facts.paper.sources and not names_paper(slot.shown):
        return slot.raw.replace(slot.target, harmless_url(facts.url))
    links = facts.paper.code if slot.kind is Field.CODE else facts.links if slot.kind is Field.LINK else ()
    if slot.number >= len(links) or links[slot.number].label != slot.shown:
        return ""
    return slot.raw.replace(slot.target, harmless_url(links[slot.number].url))


def other(templates: Sequence[Template], slot: Slot, links: Sequence[Link], facts: Facts) -> str:
    """A link to code or beside the paper's own; "" where the paper has none for the slot."""
    if slot.number >= len(links):
        return ""
    link = links[slot.number]
    label = link.label or ("" if names_paper(slot.shown) else slot.shown)
    url = harmless_url(link.url)
    known = {
        "label": label,
        "target": url,
        "repo": repo_of(url),
        "tail": tail_of(url),
        "whole": url,
        "cited": facts.paper.citation or "N/A",
    }
    return written(_form(templates, slot, label, link.url), known)


def names_paper(label: str) -> bool:
    """Whether a label names one paper by its id, so that it is no other's."""
    return ID.search(label) is not None


def _form(templates: Sequence[Template], slot: Slot, label: str, url: str) -> Form:
    if not label and LABEL in slot.form:
        return (TARGET,)
    if odd := unwrapped(templates):
        templates = [template for template in templates if id(template) not in odd]
        slot = slot._replace(form=_TWICE) if wrapping(slot) == "[" else slot
    if slot.shown == label and _fits(slot.form, url):
        return _customary(templates, slot)
    bare = _is_bare(slot.form)
    similar: list[Form] = []
    for like in (*slots_of(templates, slot.kind), *slots_of(templates, Field.CODE), *slots_of(templates, Field.LINK)):
        if not _fits(like.form, url) or _is_bare(like.form) != bare:
            continue
        if like.shown == label:
            return like.form
        if LABEL in like.form:
            similar.append(like.form)
    if bare and _fits(slot.form, url):
        return slot.form
    if LABEL in slot.form and _fits(slot.form, url):
        return slot.form
    return similar[0] if similar else ("[", LABEL, "](", TARGET, ")")


_TWICE: Form = ("[[", LABEL, "](", TARGET, ")]")


def _is_bare(form: Form) -> bool:
    """Whether a link shows no label: a badge that counts citations has one."""
    return LABEL not in form and CITED not in form


def _customary(templates: Sequence[Template], slot: Slot) -> Form:
    """A badge as most of its label are, where no other is like it: what one alone shows may be that one's own fact."""
    if not any(isinstance(part, str) and "![" in part for part in slot.form):
        return slot.form
    forms = Counter(like.form for like in slots_of(templates, slot.kind) if like.shown == slot.shown)
    usual, count = forms.most_common(1)[0] if forms else (slot.form, 0)
    return usual if count >= _CUSTOM and forms[slot.form] <= 1 else slot.form


def _fits(form: Form, url: str) -> bool:
    return REPO not in form or bool(repo_of(url))


def ordered(templates: Sequence[Template], best: Template, facts: Facts) -> Template:
    """The links of a template in the order the paper brings, unless all the neighbours keep another."""
    wanted = tuple(kind for kind, _ in facts.order)
    places = [n for n, slot in enumerate(best.slots) if _has_label(slot)]
    if not wanted or Counter(wanted) != Counter(best.slots[n].kind for n in places):
        return best
    alike = [order for template in templates if Counter(order := order_of(template)) == Counter(wanted)]
    if len(alike) >= _CUSTOM and len(set(alike)) == 1:
        return best
    waiting = {kind: [best.slots[n] for n in places if best.slots[n].kind is kind] for kind in wanted}
    slots = list(best.slots)
    for place, kind in zip(places, wanted, strict=True):
        slots[place] = waiting[kind].pop(0)
    return replace(best, slots=tuple(slots))


def order_of(template: Template) -> tuple[Field, ...]:
    """The kinds of the links with a label, in the order they stand."""
    return tuple(slot.kind for slot in template.slots if _has_label(slot))


def _has_label(slot: Slot) -> bool:
    return slot.kind in _LINKS and len(slot.form) > 1
