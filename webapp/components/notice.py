"""Sentences in place of a page that is empty, broken or not allowed. Foreign text is shown as text only."""

from __future__ import annotations

import streamlit as st


def cannot_open(why: str, repository: str) -> None:
    """The repository cannot be opened: say why and what to do; `repository` is what `GLEANER_REPO` says, or ""."""
    st.header("This repository cannot be opened")
    st.text(why)
    if repository:
        st.markdown("Then load this page again. The repository is what `GLEANER_REPO` names:")
    else:
        st.markdown(
            "Set `GLEANER_REPO` to the folder of a git repository or to `OWNER/NAME`, and start the app again. "
            "Without it the app opens the folder it was started in, which is now:"
        )
    st.code(repository or ".", language=None)


def nothing_waits(path: str, *, begun: bool) -> None:
    """An empty queue is a good day; `begun` says that a run was ever here."""
    st.header("Nothing waits" if begun else "Nothing was proposed yet")
    st.markdown(
        f"{'Every proposal is decided. New ones come with the next run' if begun else 'Proposals come with a run'}: "
        "wait for the schedule, or start one now with `gleaner run`."
    )
    st.text(f"The list is {path}.")


def trouble(why: str) -> None:
    """The forge could not be read: what is shown may be old."""
    st.warning("The repository could not be read just now; what you see may be old.", icon="⚠️")
    st.text(why)


def nothing(title: str, what: str) -> None:
    """An empty page: what would stand here and what to do. Both texts are ours."""
    st.subheader(title)
    st.markdown(what)
