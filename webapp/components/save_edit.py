"""Saving an edit whose diff is shown: the button, what came of it, and the undo."""

from __future__ import annotations

import streamlit as st

from bot.actions import Edit, Operation, Saved
from bot.errors import GleanerError
from webapp.services.desk import Desk

SAID = "edit-saved"


def offer(desk: Desk, who: str, edit: Edit, diff: str, *, key: str, readonly: str = "") -> None:
    """Show a diff with its button; after saving, the page is drawn anew, and `said` reports it."""
    st.code(diff, language="diff", wrap_lines=True)
    label = "Save as a pull request" if desk.forge.name == "github" else "Save"
    if readonly:
        st.text(readonly)
    elif st.button(label, type="primary", key=f"{key}-save"):
        with st.spinner("Saving…"):
            keep(desk, who, edit)


def keep(desk: Desk, who: str, edit: Edit) -> None:
    """Save an edit and draw the page again."""
    try:
        st.session_state[SAID] = (desk.save(edit, who), edit, "")
    except GleanerError as error:
        st.session_state[SAID] = (None, edit, str(error))
    st.rerun()


def said() -> bool:
    """Report what came of the last saving; returns whether something was saved a moment ago."""
    saved, edit, trouble = st.session_state.pop(SAID, (None, None, ""))
    if trouble:
        st.error("This was not saved.", icon="⚠️")
        st.text(trouble)
    if saved is None:
        return False
    st.success(_sentence(saved), icon="✅")
    if edit is not None:
        st.text(edit.title)
    if saved.url.startswith(("https://", "http://")):
        st.link_button("Open the pull request", saved.url)
    return True


def _sentence(saved: Saved) -> str:
    if saved.operation is Operation.NONE:
        return "It stands there already: nothing was saved."
    if saved.operation is Operation.MERGED:
        return f"Saved as commit {saved.commit[:10]}. Activity has the way back."
    word = "opened" if saved.operation is Operation.CREATED else "brought up to date"
    return f"Saved: pull request #{saved.number} was {word}. It counts when it is merged."
