"""One paper for reading, and the exact lines that would land; all foreign text is shown as text."""

from __future__ import annotations

import streamlit as st

from webapp.services.cards import Card, Twin
from webapp.services.preview import Preview


def show(card: Card) -> None:
    """The paper: title, authors, where it was seen, the possible twin, the abstract, and why it is proposed."""
    with st.container(key="paper-title"):
        st.text(card.title)
    st.text(" · ".join(part for part in (card.authors, card.venue, card.published) if part))
    st.text(" · ".join(part for part in (*card.sources, _counts(card), f"{card.score}% likely") if part))
    _links(card)
    if card.twin:
        _twin(card.twin)
    st.text(card.abstract or "No abstract is known.")
    _reasons("Why", card.why)
    _reasons("Closest entries", card.nearest)


def landing(preview: Preview) -> None:
    """What will be inserted, word for word, and where."""
    st.markdown("**What will land**")
    if preview.error:
        st.error("It cannot be placed like this.")
        st.text(preview.error)
        return
    st.text(f"{preview.path}, line {preview.line}")
    st.code(preview.block, language=None, wrap_lines=True)
    if preview.before:
        st.text(f"after   {preview.before}")
    if preview.after:
        st.text(f"before  {preview.after}")
    for other in preview.beside:
        st.text(f"{other.path}, line {other.line}")
        st.code(other.block, language=None, wrap_lines=True)
    for words in preview.left:
        st.text(words)


def _twin(twin: Twin) -> None:
    with st.container(border=True):
        st.markdown("**May repeat a known paper**")
        st.text("\n".join(part for part in (twin.title, twin.authors, twin.where) if part))
        st.text("\n".join(twin.reasons))


def _links(card: Card) -> None:
    with st.container(horizontal=True):
        for label, url in (
            ("Open the paper", card.url),
            ("Open the code", card.code),
            ("Open the proposal", card.page),
        ):
            if url:
                st.link_button(label, url)


def _reasons(title: str, reasons: tuple[str, ...]) -> None:
    if reasons:
        st.markdown(f"**{title}**")
        st.text("\n".join(f"• {reason}" for reason in reasons))


def _counts(card: Card) -> str:
    counts = {"upvote": card.upvotes or 0, "star": card.stars or 0}
    return ", ".join(f"{count} {word}{'s' * (count > 1)}" for word, count in counts.items() if count)
