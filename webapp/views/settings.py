"""Settings: what the bot looks for and how much of it, as a checked change of the config, saved after its diff."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from bot import config
from bot.errors import BadToken, GleanerError
from webapp.components import notice, save_edit
from webapp.services import settings_form
from webapp.services.desk import Desk
from webapp.services.people import Person
from webapp.services.queue import trouble_of
from webapp.views import sign_in

FRESH = 30.0
"""Seconds after which the page asks the forge for the config again."""
_T = TypeVar("_T")


def show(desk: Desk, person: Person) -> None:
    """Draw the page."""
    st.header("Settings")
    stored, refused = _stored(desk, person, anew=save_edit.said())
    if stored is not None:
        _edit(desk, person, stored)
    if person.account:
        st.subheader("Account")
        st.text(f"Signed in as {person.name}. {person.readonly}".strip())
        if refused or desk.queue.reading.refused:
            sign_in.renew()
        sign_in.leave()


def _stored(desk: Desk, person: Person, *, anew: bool) -> tuple[settings_form.Stored | None, bool]:
    """The config, read again where it is older than a while, and whether the token was refused.

    Where the forge is away, the config is what was read before.
    """
    at, stored = st.session_state.get("config-stored", (0.0, None))
    if stored is not None and not anew and time.monotonic() - at < FRESH:
        return stored, False
    try:
        stored = settings_form.stored(desk)
    except GleanerError as error:
        another = "use another one, below" if person.account else "give the server a new one"
        notice.trouble(trouble_of(error, another=another))
        return stored, isinstance(error, BadToken)
    st.session_state["config-stored"] = (time.monotonic(), stored)
    return stored, False


def _edit(desk: Desk, person: Person, stored: settings_form.Stored) -> None:
    if stored.mistakes:
        st.error("The config has mistakes; a run stops at them. Mend them in the file.", icon="⚠️")
    modes = ["File"] if stored.mistakes else ["Fields", "File"]
    mode = st.segmented_control("Change it by", modes, default=modes[0], required=True, key=f"mode-{len(modes)}")
    left, right = st.columns([1, 1], gap="large")
    with left:
        change, shown = _Fields(stored).draw() if mode == "Fields" else _file(stored)
    with right, st.container(key="stays"):
        _change(desk, person, stored, change, shown=shown)


def _file(stored: settings_form.Stored) -> tuple[settings_form.Change, bool]:
    text = st.text_area(
        config.PATH,
        stored.text,
        key=f"file-{_digest(stored)}",
        height=560,
        help="It is checked when you leave the field.",
    )
    change = settings_form.written(stored, text)
    return change, False


def _change(
    desk: Desk, person: Person, stored: settings_form.Stored, change: settings_form.Change, *, shown: bool
) -> None:
    """What the change would save; `shown` says that the fields themselves tell what is wrong with them."""
    st.subheader("What changes")
    if change.mistakes:
        st.error("This cannot be saved yet.", icon="⚠️")
        rest = settings_form.placed(change.mistakes)[1] if shown else change.mistakes
        st.text("\n".join(rest) if rest else "The fields say what is wrong.")
    elif change.diff:
        edit = settings_form.edit_of(stored, change, person.name)
        save_edit.offer(desk, person.name, edit, change.diff, key="settings", readonly=person.readonly)
    elif stored.text:
        st.text("Nothing yet. Change a field, and its lines stand here before anything is saved.")
        with st.expander(config.PATH):
            st.code(stored.text, language="yaml", wrap_lines=True)
    else:
        st.markdown(f"There is no `{config.PATH}` yet: the defaults hold. `gleaner init` writes one from your list.")


def _digest(stored: settings_form.Stored) -> str:
    """A digest that is part of the widgets' keys, so that another config brings fresh widgets."""
    return hashlib.sha256(stored.text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


class _Fields:
    """The fields, each with room below it for its mistakes."""

    def __init__(self, stored: settings_form.Stored) -> None:
        self._stored = stored
        self._form = settings_form.form_of_config(stored.read)
        self._slots: dict[str, st.delta_generator.DeltaGenerator] = {}
        self._prefix = f"dial-{_digest(stored)}"

    def draw(self) -> tuple[settings_form.Change, bool]:
        """Draw the fields and what is wrong with each; returns the change they make."""
        with st.container(border=True):
            st.subheader("How much")
            self._how_much()
        with st.container(border=True):
            st.subheader("What")
            st.text("One phrase a line, matched whole in title and abstract.")
            self._area("include", "Raise what says")
            self._area("exclude", "Leave out what says")
            self._area("must", "Take only what says one of")
        with st.container(border=True):
            st.subheader("Where from")
            self._sources()
        change = settings_form.turned(self._stored, self._form)
        for name, wrong in settings_form.placed(change.mistakes)[0].items():
            if name in self._slots:
                self._slots[name].text("\n".join(wrong))
        return change, True

    def _how_much(self) -> None:
        self._field(
            "at_least", lambda now, key: st.slider("Propose what is at least so likely, %", 0, 100, now, key=key)
        )
        left, right = st.columns(2)
        with left:
            self._number("per_day", "At most so many per day")
            self._number("max_open", "At most so many open")
        with right:
            self._number("per_run", "At most so many per run, at first")
            self._number("pause_after_days", "Pause after days without an answer")

    def _sources(self) -> None:
        if self._tick("arxiv", "arXiv"):
            self._line("arxiv_categories", "Categories, by commas")
            self._area("arxiv_terms", "Only what says one of, a phrase a line")
            self._number("arxiv_days", "Days to look back", 1, 30)
        if self._tick("huggingface", "Hugging Face's daily papers"):
            self._number("huggingface_days", "Days to look back", 1, 30)
        if self._tick("github_trending", "GitHub's trending repositories"):
            self._line("github_languages", "Languages, by commas")
        self._area("feeds", "Feeds, one per line: name and address", "Journal https://example.org/feed.xml")
        self._area("pages", "Saved trending pages, a path a line")

    # --- kinds of fields -------------------------------------------------------------------------------------------

    def _tick(self, name: str, label: str) -> bool:
        return bool(self._field(name, lambda now, key: st.toggle(label, now, key=key)))

    def _number(self, name: str, label: str, least: int = 0, most: int = 1000) -> None:
        self._field(name, lambda now, key: st.number_input(label, least, most, now, key=key))

    def _area(self, name: str, label: str, placeholder: str = "") -> None:
        self._field(
            name,
            lambda now, key: st.text_area(label, now, key=key, height="content", placeholder=placeholder or None),
        )

    def _line(self, name: str, label: str) -> None:
        self._field(name, lambda now, key: st.text_input(label, now, key=key, live="400ms"))

    def _field(self, name: str, draw: Callable[[_T, str], _T]) -> _T:
        value = draw(getattr(self._form, name), f"{self._prefix}-{name}")
        self._form = replace(self._form, **{name: value})  # type: ignore[arg-type]  # a widget keeps its value's type
        self._slots[name] = st.container(key=f"mistake-{self._prefix}-{name}").empty()
        return value
