"""The links of an entry in the order it prints them: the paper's own, its code, and those beside them."""

from __future__ import annotations

from dataclasses import replace

from bot.identity import is_strong, keys_of_url
from bot.model import Link, Paper
from bot.reading.fields import Field, Piece, Reading

_KINDS = (Field.URL, Field.CODE, Field.LINK)


def told(reading: Reading, shape: str) -> tuple[Link, ...]:
    """The links to report for an entry, in printed order.

    All links with a label, where there are links of several kinds or the paper's own has one; else only those that are
    neither the paper's nor code. In a table the code's are left out, as the columns say where code goes.
    """
    kinds = _KINDS if shape not in ("row", "html") else (Field.URL, Field.LINK)
    labelled = [piece for piece in reading.pieces if piece.kind in kinds and has_label(piece)]
    found = {piece.kind for piece in labelled}
    if not (Field.URL in found or len(found) > 1):
        labelled = reading.of(Field.LINK)
    return tuple(Link(label=piece.value, url=piece.target) for piece in labelled)


def has_label(piece: Piece) -> bool:
    """Whether a link has a label beside its address."""
    return piece.kind is Field.LINK or (piece.label_at != piece.target_at and bool(piece.value and piece.target))


def kind_of(link: Link, paper: Paper) -> Field:
    """Whether a link of a paper is the paper's own, one of its code, or one beside these."""
    if link.url and (link.url == paper.url or same_paper(link.url, paper.url)):
        return Field.URL
    return Field.CODE if link in paper.code else Field.LINK


def beside(paper: Paper) -> Paper:
    """The paper with those links alone that are neither its own nor its code."""
    return replace(paper, links=tuple(link for link in paper.links if kind_of(link, paper) is Field.LINK))


def told_once(paper: Paper) -> Paper:
    """The paper without the code that is its own printed link: an entry may link a repository alone, and call it code."""
    own = next((link for link in paper.links if link.url == paper.url), None)
    return replace(paper, code=tuple(link for link in paper.code if link != own)) if own in paper.code else paper


def order_of(paper: Paper) -> tuple[tuple[Field, Link], ...]:
    """The links in printed order with their kinds, () where the paper does not bring an order."""
    found = tuple((kind_of(link, paper), link) for link in paper.links)
    return found if any(kind is not Field.LINK for kind, _ in found) else ()


def same_paper(one: str, other: str) -> bool:
    """Whether two addresses are forms of one paper's: abs and pdf."""
    if "arxiv" not in one and "openreview" not in one:
        return False
    keys = set(keys_of_url(one))
    return any(key in keys for key in keys_of_url(other) if is_strong(key))
