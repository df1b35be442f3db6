"""The links of an entry: which is the paper, which the code, which stand beside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading import inline
from bot.reading.cues import is_generic
from bot.reading.draft import Draft
from bot.reading.fields import Field, Piece
from bot.reading.link_labels import is_code, is_meeting, is_paper, label_of, line_label
from bot.reading.on_demand import on_demand
from bot.reading.paper_labels import facts_in
from bot.reading.place_lines import cited_label
from bot.reading.printed_links import same_paper
from bot.reading.printed_venue import VENUE_NAMES
from bot.reading.spans import line_end, line_start
from bot.reading.title_links import title_link

_BADGE = re.compile(r"https?://img\.shields\.io/badge/([^?#\s]+?)(?:\.svg)?(?=$|[?#])", re.IGNORECASE)
"""The text in the address of a badge."""
_VENUE_BADGE = on_demand(
    rf"(?:[A-Za-z]+-(?!-))?(?P<venue>(?:[A-Za-z]+(?:--[A-Za-z]+)*_(?:at|@)_)?(?:{VENUE_NAMES}))"
    r"(?:(?:[-_ ']|%20)?(?P<year>(?:19|20)\d\d|(?<=['])\d\d)(?P<more>--[A-Za-z]+)?)?-\w+"
)
"""A venue as a badge's text: `ICML2024`, `ICML'24`, `ACL2024--findings`, `GUILD_at_ICML2024`."""
_DATE_BADGE = re.compile(r"(?:[A-Za-z_]+-)?(?P<date>(?:19|20)\d\d[./](?:1[0-2]|0?[1-9])(?:[./]\d{1,2})?)-\w+")
"""A date as a badge's text: `pdf-2025.02`."""
_SIGN = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]+:\Z")
_LONGEST_SIGN = 26


def read_links(draft: Draft, found: Sequence[inline.Link]) -> inline.Link | None:
    """Put the links of an entry, and return the one whose words are the title, if any."""
    links = [link for link in found if not link.image]
    titled = title_link(draft, links)
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


def _paper_link(draft: Draft, links: Sequence[inline.Link]) -> inline.Link | None:
    named = next((link for link in links if is_paper(draft, link)), None)
    return named or next(
        (link for link in links if not is_code(draft, link) and not draft.block.startswith("#", *link.target)),
        next((link for link in links if not draft.block.startswith("#", *link.target)), None),
    )


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
    elif (facts := facts_in(label)) and label in (printed := draft.block[slice(*link.label)].replace("\n", " ")):
        at = link.label[0] + printed.index(label)
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
    line = line_start(draft.block, link.start)
    alone = "://" not in draft.block[link.end : line_end(draft.block, link.end)]
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
    elif not target and (badge := _badge_in(draft, link)):
        _picture(draft, badge)  # a badge that leads nowhere says what it says
        draft.taken.append((link.start, link.end))
    elif is_meeting(draft, link):
        _put_meeting(draft, link)
    else:
        _put_beside(draft, link, target)


def _badge_in(draft: Draft, link: inline.Link) -> inline.Link | None:
    return next((inner for inner in inline.links(draft.block, *link.label) if inner.image), None)


def _put_beside(draft: Draft, link: inline.Link, target: str) -> None:
    """Put a link as code, as another address of the paper, or as what stands beside it."""
    kind = _kind_of(draft, link, target)
    start, end = _wrapped(draft, link)
    twin = _same_code(draft, target) if kind is Field.CODE else None
    if twin and "![" not in draft.block[twin.start : twin.end]:
        draft.taken.append((start, end))
        return
    if twin:  # the same repository as a badge and in words: the badge follows from the words
        draft.pieces.remove(twin)
    label = line_label(draft, link).rstrip(" :：") if link.bare else label_of(draft, link)
    at = _named_at(draft, link, label) if link.bare else link.label
    first = min(_with_sign(draft, start, label), at[0])
    draft.put(kind, first, end, value=label, target=target, label_at=at, target_at=link.target)


def _kind_of(draft: Draft, link: inline.Link, target: str) -> Field:
    if is_code(draft, link):
        return Field.CODE
    url = next((piece.target for piece in draft.pieces if piece.kind is Field.URL), "")
    return Field.URL if target and url and (target == url or same_paper(target, url)) else Field.LINK


def _same_code(draft: Draft, target: str) -> Piece | None:
    return next(
        (piece for piece in draft.pieces if piece.kind is Field.CODE and target and piece.target == target), None
    )


def _put_meeting(draft: Draft, link: inline.Link) -> None:
    label, target = label_of(draft, link), draft.block[slice(*link.target)]
    first = draft.block.index(label, link.label[0])
    at = (first, first + len(label))
    draft.put(Field.VENUE, link.start, link.end, value=label, target=target, label_at=at, target_at=link.target)


def _with_sign(draft: Draft, start: int, label: str) -> int:
    """Where a link with a generic label starts with the sign that is glued to it: `:star:[code](…)`."""
    if draft.block[start - 1 : start] != ":" or not is_generic(label):
        return start
    sign = _SIGN.search(draft.block, max(0, start - _LONGEST_SIGN), start)
    return sign.start() if sign else start


def _named_at(draft: Draft, link: inline.Link, label: str) -> tuple[int, int]:
    """Where the label of a bare link stands, `Model` in `- Model: https://…`; the link itself where it has none."""
    line = line_start(draft.block, link.start)
    at = draft.block.rfind(label, line, link.start) if label else -1
    between = draft.block[at + len(label) : link.start]
    if at <= 0 or not between.lstrip("*_`").startswith((":", "：")) or draft.covered(at, link.start):
        return link.label
    if draft.shape not in ("row", "html") and "://" in draft.block[link.end : line_end(draft.block, link.end)]:
        return link.label  # the label of several links belongs to their line
    return at, at + len(label)


def _wrapped(draft: Draft, link: inline.Link) -> tuple[int, int]:
    """The link with the brackets that hold nothing else."""
    start, end = link.start, link.end
    for left, right in (("\\[", "\\]"), ("[", "]"), ("(", ")"), ("<", ">")):
        if draft.block.startswith(right, end) and draft.block.endswith(left, 0, start):
            return start - len(left), end + len(right)
    return start, end


def _picture(draft: Draft, link: inline.Link) -> None:
    if badge := _BADGE.match(draft.block[slice(*link.target)]):
        _put_badge(draft, link, badge)
    draft.taken.append((link.start, link.end))


def _put_badge(draft: Draft, link: inline.Link, badge: re.Match[str]) -> None:
    """Put what a badge says: a venue or a date where none is put yet, else a tag, unless it counts what is linked."""
    at = link.target[0] + badge.start(1)
    told = {piece.kind for piece in draft.pieces}
    if Field.VENUE not in told and (printed := _VENUE_BADGE.fullmatch(badge[1])):
        _put_badged_venue(draft, at, printed)
    elif Field.DATE not in told and (dated := _DATE_BADGE.fullmatch(badge[1])):
        draft.put(Field.DATE, at + dated.start("date"), at + dated.end("date"))
    elif not any(piece.target and piece.target in badge.string for piece in draft.pieces):
        draft.put(Field.TAG, link.start, link.end, value=badge[1], label_at=(at, at + len(badge[1])))


def _put_badged_venue(draft: Draft, at: int, printed: re.Match[str]) -> None:
    """Put a venue as it stands in a badge from `at` on: with the year that is glued to it, the year beside by itself."""
    glued = printed["year"] and printed.start("year") == printed.end("venue")
    last = printed.end("more" if glued and printed["more"] else "year" if glued else "venue")
    draft.put(Field.VENUE, at + printed.start("venue"), at + last)
    if printed["year"] and not glued:
        draft.put(Field.YEAR, at + printed.start("year"), at + printed.end("year"))
