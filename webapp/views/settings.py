"""Settings: what the bot looks for and how much of it, as a checked change of the config."""

from __future__ import annotations

import streamlit as st

from bot import config
from webapp.services import tuning
from webapp.services.desk import Desk
from webapp.services.people import Person
from webapp.views import sign_in


def show(desk: Desk, person: Person) -> None:
    """Draw the page."""
    st.header("Settings")
    text, read, mistakes = tuning.stored(desk)
    if mistakes:
        st.error("The config has mistakes; a run stops at them.", icon="⚠️")
        st.text("\n".join(mistakes))
    left, right = st.columns([2, 3], gap="large")
    with left:
        dials = _dials(tuning.dials_of(read))
    with right:
        _change(text, tuning.changed(text, read, dials), empty=not text)
    if person.account:
        st.subheader("Account")
        st.text(f"Signed in as {person.name}. {person.readonly}")
        sign_in.leave()


def _dials(now: tuning.Dials) -> tuning.Dials:
    st.subheader("How much")
    at_least = st.slider("Propose what is at least so likely, in per cent", 0, 100, now.at_least, key="dial-cut")
    per_day = st.number_input("At most so many a day", 1, 100, now.per_day, key="dial-day")
    max_open = st.number_input("At most so many open proposals", 1, 100, now.max_open, key="dial-open")
    st.subheader("What")
    st.text("One phrase a line, matched whole in title and abstract.")
    include = st.text_area("Raise what says", now.include, key="dial-include")
    exclude = st.text_area("Leave out what says", now.exclude, key="dial-exclude")
    must = st.text_area("Take only what says one of", now.must, key="dial-must")
    return tuning.Dials(
        at_least=at_least, per_day=per_day, max_open=max_open, include=include, exclude=exclude, must=must
    )


def _change(text: str, change: tuning.Change, *, empty: bool) -> None:
    st.subheader("The config")
    if change.mistakes:
        st.error("This cannot be saved.", icon="⚠️")
        st.text("\n".join(change.mistakes))
        return
    if change.diff:
        st.text("Your change, as a diff. Download the file and commit it; the next run works with it.")
        st.code(change.diff, language="diff", wrap_lines=True)
        st.download_button("Download gleaner.yml", change.text, "gleaner.yml", "text/yaml", type="primary")
        return
    if empty:
        st.markdown(f"There is no `{config.PATH}` yet: the defaults hold. `gleaner init` writes one from your list.")
        return
    st.code(text, language="yaml", wrap_lines=True)
