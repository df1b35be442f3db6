"""The entry's fields as widgets; returns their texts in the form of `services.edits`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    title = st.text_area("Title", form["title"], key=f"{key}-title", height="content", disabled=locked)
    section = st.selectbox(
        "Section",
        list(dict.fromkeys([form["section"], *sections, *words.sections])),
        format_func=lambda name: section_shown(tuple(name.split(" > ")), words),
        key=f"{key}-section",
        disabled=locked,
        help=suggested,
    )
    venue = st.text_input("Venue", form["venue"], key=f"{key}-venue", live=LIVE, disabled=locked)
    tagged = _split(form["tags"])
    chosen = st.multiselect(
        "Tags",
        list(dict.fromkeys([*tagged, *tags, *words.tags])),
        default=tagged,
        key=f"{key}-tags",
        accept_new_options=True,
        disabled=locked,
    )
    authors = st.text_area("Authors", form["authors"], key=f"{key}-authors", height="content", disabled=locked)
    link = {"url": st.text_input("Link", form["url"], key=f"{key}-url", disabled=locked)} if "url" in form else {}
    label = "Code, one link per line: label and address"
    code = st.text_area(label, form["code"], key=f"{key}-code", height="content", disabled=locked)
    idea = st.text_input("Idea, in a sentence", form["idea"], key=f"{key}-idea", live=LIVE, disabled=locked)
    return {
        "title": title,
        "section": section or form["section"],
        "venue": venue,
        "tags": ", ".join(chosen),
        "authors": authors,
        "code": code,
        "idea": idea,
        **link,
    }


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
