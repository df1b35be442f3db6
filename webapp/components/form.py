"""The entry's fields as widgets; returns their texts in the form of `services.edits`."""

from __future__ import annotations

import streamlit as st

from webapp.services.cards import Card, Vocabulary, section_shown

LIVE = "300ms"


def show(key: str, card: Card, words: Vocabulary) -> dict[str, str]:
    """Draw the fields and return what stands in them; a branch a person wrote on cannot be edited here."""
    locked = card.touched
    if locked:
        st.info("A person wrote on this proposal's branch. What lands is what they wrote.", icon="✍️")
    title = st.text_area("Title", card.form["title"], key=f"{key}-title", height="content", disabled=locked)
    section = st.selectbox(
        "Section",
        _sections(card, words),
        format_func=lambda name: section_shown(tuple(name.split(" > ")), words),
        key=f"{key}-section",
        disabled=locked,
        help=_suggested(card),
    )
    venue = st.text_input("Venue", card.form["venue"], key=f"{key}-venue", live=LIVE, disabled=locked)
    tags = st.multiselect(
        "Tags",
        _tags(card, words),
        default=_split(card.form["tags"]),
        key=f"{key}-tags",
        accept_new_options=True,
        disabled=locked,
    )
    authors = st.text_area("Authors", card.form["authors"], key=f"{key}-authors", height="content", disabled=locked)
    code = st.text_area(
        "Code, one link a line: label and address",
        card.form["code"],
        key=f"{key}-code",
        height="content",
        disabled=locked,
    )
    idea = st.text_input("Idea, in a sentence", card.form["idea"], key=f"{key}-idea", live=LIVE, disabled=locked)
    return {
        "title": title,
        "section": section or card.form["section"],
        "venue": venue,
        "tags": ", ".join(tags),
        "authors": authors,
        "code": code,
        "idea": idea,
    }


def _sections(card: Card, words: Vocabulary) -> list[str]:
    likely = [scored.name for scored in card.sections]
    return list(dict.fromkeys([card.form["section"], *likely, *words.sections]))


def _tags(card: Card, words: Vocabulary) -> list[str]:
    likely = [scored.name for scored in card.tags]
    return list(dict.fromkeys([*_split(card.form["tags"]), *likely, *words.tags]))


def _suggested(card: Card) -> str:
    return "The likeliest sections stand first." + (" No section stands out for this paper." if card.unsure else "")


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
