"""List: every entry as it is read, to look things up in."""

from __future__ import annotations

import streamlit as st

from webapp.components import notice
from webapp.services import listing
from webapp.services.cards import section_shown
from webapp.services.desk import Desk


def show(desk: Desk, who: str, readonly: str = "") -> None:
    """Draw the page."""
    desk.reading()
    st.header("List")
    every = listing.entries(desk)
    if not every:
        notice.nothing("No entries were found", "The list could not be read as entries. `gleaner entries` says more.")
        st.text(desk.path)
        return
    words = desk.vocabulary()
    with st.container(horizontal=True):
        for what, count in listing.numbers(every).items():
            st.metric(what.capitalize(), count, border=True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input("Search", type="search", live="200ms", key="list-text", width=320) or ""
        sections = {section_shown(entry.section, words): " > ".join(entry.section) for entry in every}
        name = st.selectbox("Section", sections, index=None, placeholder="All sections", key="list-section", width=360)
        lacking = st.segmented_control("Without", ["code", "venue", "tags"], key="list-lacking")
    found = listing.matching(every, text, sections.get(name or "", ""), lacking or "")
    st.text(f"{len(found)} of {len(every)} entries of {desk.path}")
    st.dataframe(
        listing.table(found, words),
        hide_index=True,
        height=min(36 * (len(found) + 1) + 2, 620),
        column_config={
            "line": st.column_config.NumberColumn(width="small"),
            "title": st.column_config.TextColumn(width="large"),
            "code": st.column_config.NumberColumn(width="small", help="How many code links it has."),
            "link": st.column_config.LinkColumn(display_text="open", width="small"),
        },
        alt=f"{len(found)} entries of the list: line, title, section, venue, tags, code links, link.",
    )
