"""The page for people who are not signed in, and the small form for those who are."""

from __future__ import annotations

import time

import streamlit as st

from bot.errors import GleanerError
from webapp.services import sign_in
from webapp.services.sign_in_routes import SignInRoutes

# Constants: no foreign text enters this HTML. The form posts straight to our route, past the page's socket.
PASTE = """
<form action="/gh/token" method="post" target="_self" class="gleaner-form">
  <label for="gleaner-token">A fine-grained token of your account</label>
  <input id="gleaner-token" name="token" type="password" autocomplete="off" required>
  <button type="submit">Use it</button>
</form>
"""
LEAVE = """
<form action="/gh/logout" method="post" target="_self" class="gleaner-form">
  <button type="submit" name="everywhere" value="no">Sign out</button>
  <button type="submit" name="everywhere" value="yes">Sign out everywhere</button>
</form>
"""
WEB = '<p><a class="gleaner-button" href="/gh/login" target="_self">Sign in with GitHub</a></p>'


def show(sign_in_routes: SignInRoutes, why: str) -> None:
    """The ways in."""
    st.header("Sign in")
    st.text(why)
    if sign_in_routes.provider.web_flow:
        st.html(WEB)
    if sign_in_routes.provider.device_flow:
        _device(sign_in_routes)
    with st.expander("With a token", expanded=not sign_in_routes.provider.device_flow):
        st.markdown(
            "Make a fine-grained token for this repository alone, with read and write access to **Contents** and "
            "**Pull requests**. It stays in this server's memory until you sign out."
        )
        st.html(PASTE)


def renew() -> None:
    """The way to another token, for who sits there with one that is refused."""
    st.warning("GitHub does not take your token any more.", icon="⚠️")
    st.html(PASTE)


def leave() -> None:
    """The way out."""
    st.html(LEAVE)


def _device(sign_in_routes: SignInRoutes) -> None:
    if st.button("Sign in with a code"):
        try:
            st.session_state["device"] = sign_in.ask_code(sign_in_routes.provider, time.time())
        except GleanerError as error:
            st.text(str(error))
    code = st.session_state.get("device")
    if code is not None:
        st.fragment(_wait, run_every=code.interval)(sign_in_routes, code)


def _wait(sign_in_routes: SignInRoutes, code: sign_in.Code) -> None:
    """Ask GitHub once; drawn again and again until the page goes on, so that an end has to be remembered."""
    ended = st.session_state.get("device-ended", ("", "", ""))
    if ended[0] != code.device_code:
        ended = st.session_state["device-ended"] = (code.device_code, *_asked(sign_in_routes, code))
    _, ticket, why = ended
    if ticket:
        st.html(f'<p><a class="gleaner-button" href="/gh/claim?ticket={ticket}" target="_self">Go on</a></p>')
    elif why:
        st.text(why)
    else:
        del st.session_state["device-ended"]
        st.text(f"Open {code.address} and type this code:")
        st.code(code.user_code, language=None)
        left = max(int(code.until - time.time()) // 60, 0)
        st.text(f"Waiting for GitHub; the code is good for {left} minutes more.")


def _asked(sign_in_routes: SignInRoutes, code: sign_in.Code) -> tuple[str, str]:
    """The ticket of a session, or why there will be none; two empty texts while GitHub waits for the person."""
    if time.time() > code.until:
        return "", sign_in.SENTENCES["expired_token"]
    try:
        answer = sign_in.poll(sign_in_routes.provider, code)
        return (
            (sign_in_routes.sessions.ticket(sign_in_routes.admit(answer)), "") if isinstance(answer, str) else ("", "")
        )
    except GleanerError as error:
        return "", str(error)
