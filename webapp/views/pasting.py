"""The box where a page, links, ids or a BibTeX file become candidates."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from bot.errors import GleanerError
from webapp.services import backlog, paste
from webapp.services.cards import shown
from webapp.services.desk import Desk

PLACEHOLDER = "A trending page, links or ids one per line, or BibTeX"


def show(desk: Desk, who: str) -> None:
    """Draw the box, and what became of the text."""
    with st.expander("Paste papers"):
        text = st.text_area("Text", placeholder=PLACEHOLDER, key="paste-text", height=140)
        file = st.file_uploader("Or a file", type=["txt", "bib", "md", "html"], key="paste-file")
        if file is not None:
            text = file.getvalue().decode("utf-8", "replace")
        with st.container(horizontal=True):
            if st.button("Read", type="primary", disabled=not text.strip()):
                _read(desk, text, online=False)
            if st.button("Read and look up what is missing", disabled=not text.strip()):
                _read(desk, text, online=True)
        found, judged = st.session_state.get("pasted", (None, None))
        if found is not None and judged is not None:
            _result(desk, who, found, judged)


def _read(desk: Desk, text: str, *, online: bool) -> None:
    try:
        with st.spinner("Reading…"):
            found = paste.read(text)
            found = paste.look_up(found, desk) if online else found
            st.session_state["pasted"] = (found, paste.judge(desk, found, datetime.now(UTC).date().isoformat()))
    except GleanerError as error:
        st.error("It could not be read.", icon="⚠️")
        st.text(str(error))


def _result(desk: Desk, who: str, found: paste.Read, judged: paste.Judged) -> None:
    st.text(
        f"Read as {found.kind}: {len(found.papers)} papers; {len(judged.candidates)} candidates, "
        f"{len(judged.known)} known already, {len(judged.unresolved) + len(found.skipped)} not resolved."
    )
    chosen = []
    if judged.candidates:
        words = desk.vocabulary()
        state = st.dataframe(
            backlog.table(judged.candidates, words),
            hide_index=True,
            on_select="rerun",
            selection_mode="multi-row",
            key="paste-table",
            alt=f"{len(judged.candidates)} candidates from the pasted text.",
        )
        chosen = [judged.candidates[row] for row in state["selection"]["rows"] if row < len(judged.candidates)]
        if st.button(f"Propose {len(chosen)} of these" if chosen else "Propose", disabled=not chosen):
            done = backlog.propose(desk, chosen, who)
            del st.session_state["pasted"]
            st.session_state["backlog-done"] = (f"{done.count} proposed: see Triage.", done.failures)
            st.rerun()
    if judged.known:
        st.markdown("**Known already**")
        st.text("\n".join(f"{shown(title)}: {shown(where)}" for title, where in judged.known))
    skipped = [*judged.unresolved, *found.skipped]
    if skipped:
        st.markdown("**Not resolved**")
        st.text("\n".join(f"{shown(skip.what)}: {skip.why}" for skip in skipped))
