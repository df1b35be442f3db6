"""The entry's fields as widgets; returns their texts in the form of `services.edits`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from webapp.services.cards import Card, Vocabulary, section_shown

LIVE = "300ms"


def of_card(key: str, card: Card, words: Vocabulary) -> dict[str, str]:
    """The fields of a proposed paper; a branch a person wrote on cannot be edited here."""
    if card.touched:
        st.info("A person wrote on this proposal's branch. What lands is what they wrote.", icon="✍️")
    suggested = "The likeliest sections stand first." + (" No section stands out for this paper." * card.unsure)
    sections = [scored.name for scored in card.sections]
    tags = [scored.name for scored in card.tags]
    return show(key, card.form, words, sections=sections, tags=tags, locked=card.touched, suggested=suggested)


def show(
    key: str,
    form: Mapping[str, str],
    words: Vocabulary,
    *,
    sections: Sequence[str] = (),
    tags: Sequence[str] = (),
    locked: bool = False,
    suggested: str | None = None,
) -> dict[str, str]:
    """Draw the fields and return what stands in them; `sections` and `tags` are offered first."""
    fields = _Fields(key=key, form=form, locked=locked)
    return {
        "title": fields.text("title", "Title"),
        "section": fields.section((*sections, *words.sections), words, suggested),
        "venue": fields.line("venue", "Venue"),
        "tags": fields.tags((*tags, *words.tags)),
        "authors": fields.text("authors", "Authors"),
        **({"url": fields.line("url", "Link", live=False)} if "url" in form else {}),
        "code": fields.text("code", "Code, one link per line: label and address"),
        "idea": fields.line("idea", "Idea, in a sentence"),
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class _Fields:
    """The widgets of one form; each draws a field and returns what stands in it."""

    key: str
    form: Mapping[str, str]
    locked: bool

    def line(self, name: str, label: str, *, live: str | bool = LIVE) -> str:
        return st.text_input(label, self.form[name], key=f"{self.key}-{name}", live=live, disabled=self.locked)

    def text(self, name: str, label: str) -> str:
        return st.text_area(label, self.form[name], key=f"{self.key}-{name}", height="content", disabled=self.locked)

    def section(self, offered: Sequence[str], words: Vocabulary, suggested: str | None) -> str:
        now = self.form["section"]
        chosen = st.selectbox(
            "Section",
            list(dict.fromkeys([now, *offered])),
            format_func=lambda name: section_shown(tuple(name.split(" > ")), words),
            key=f"{self.key}-section",
            disabled=self.locked,
            help=suggested,
        )
        return chosen or now

    def tags(self, offered: Sequence[str]) -> str:
        now = _split(self.form["tags"])
        chosen = st.multiselect(
            "Tags",
            list(dict.fromkeys([*now, *offered])),
            default=now,
            key=f"{self.key}-tags",
            accept_new_options=True,
            disabled=self.locked,
        )
        return ", ".join(chosen)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
