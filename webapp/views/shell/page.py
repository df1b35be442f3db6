"""The page around all pages: title, navigation, and one sentence where there is nothing to navigate."""

from __future__ import annotations

import os
from contextlib import nullcontext

import streamlit as st

from bot.errors import GleanerError
from webapp.components import notice, page_style
from webapp.services.people import SignInNeeded, enter
from webapp.services.sign_in_routes import sign_in_routes
from webapp.views import activity, backlog, insight, listing, plain, settings, sign_in, triage

st.set_page_config(page_title="Gleaner", page_icon="🌾", layout="wide")
page_style.show()
# Where GitHub does not answer, the first look takes a while. Its place stays, so that nothing below ever moves.
place = st.empty()
try:
    with place, nullcontext() if st.session_state.get("opened") else st.spinner("Opening the repository…"):
        person = enter(os.environ, st.context.cookies)
except SignInNeeded as needed:
    place.empty()
    sign_in.show(sign_in_routes(os.environ), str(needed))
    st.stop()
except GleanerError as error:
    place.empty()
    notice.cannot_open(str(error), os.environ.get("GLEANER_REPO", ""))
    st.stop()
place.empty()
st.session_state["opened"] = True
desk, who, readonly = person.desk, person.name, person.readonly


def triage_page() -> None:
    """What waits for a decision, as the deck."""
    triage.show(desk, who, readonly)


def plain_page() -> None:
    """The same without our JavaScript."""
    plain.show(desk, who, readonly)


def backlog_page() -> None:
    """What was not proposed."""
    backlog.show(desk, who, readonly)


def list_page() -> None:
    """The entries."""
    listing.show(desk, who, readonly)


def insight_page() -> None:
    """The plots."""
    insight.show(desk)


def activity_page() -> None:
    """Who decided what."""
    activity.show(desk, who, readonly)


def settings_page() -> None:
    """The config, and the way out."""
    settings.show(desk, person)


pages = [
    st.Page(triage_page, title="Triage", url_path="triage", default=True),
    st.Page(backlog_page, title="Backlog", url_path="backlog"),
    st.Page(list_page, title="List", url_path="list"),
    st.Page(insight_page, title="Insight", url_path="insight"),
    st.Page(activity_page, title="Activity", url_path="activity"),
    st.Page(settings_page, title="Settings", url_path="settings"),
    st.Page(plain_page, title="Plain", url_path="plain", visibility="hidden"),
]
st.navigation(pages, position="top").run()
