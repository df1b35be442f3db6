"""Tags printed as badges: `![Survey](https://…/badge/Survey-87b800)` says its word twice, and its colour."""

from __future__ import annotations

from collections.abc import Iterable

from bot.writing.template import BADGE, LABEL, SPOKEN, Slot, badge_name, spoken_name, written


def tag_in(slot: Slot, tag: str, beside: Iterable[Slot]) -> str:
    """A tag in the form of another entry's; a word alone takes the colour it has here, or else that badge's."""
    if not tag or not {BADGE, SPOKEN} & set(slot.form):
        return written(slot.form, {LABEL.name: tag})
    if "-" not in tag:
        same = (other.shown for other in beside if spoken_name(other.shown).lower() == tag.lower())
        tag = next(same, f"{tag.replace(' ', '_')}-{slot.shown.rpartition('-')[2]}")
    return written(slot.form, {LABEL.name: tag, BADGE.name: badge_name(tag), SPOKEN.name: spoken_name(tag)})
