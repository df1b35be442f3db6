"""CSS of all pages: less space above the content than Streamlit leaves. A constant that no foreign text enters."""

from __future__ import annotations

import streamlit as st

STYLE = """
<style>
.stMainBlockContainer { padding: 4.25rem 1.5rem 1rem; max-width: 110rem; }
.st-key-paper-title [data-testid="stText"] { font-size: 1.5rem; font-weight: 650; line-height: 1.3; }
.st-key-entry-title [data-testid="stText"] { font-size: 1.1rem; font-weight: 650; line-height: 1.35; }
[data-testid="stText"] { font-family: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
/* The dark theme's light blue carries dark text; Streamlit would write white on it. */
[data-testid="stBaseButton-primary"]:not(:disabled), [data-testid="stBaseButton-primary"]:not(:disabled) *,
[data-testid="stMultiSelect"] [data-tag] *
{
  color: light-dark(#ffffff, #14161a);
}
[class*="st-key-mistake-"]:not(:has([data-testid="stText"])) { display: none; }
[class*="st-key-mistake-"] [data-testid="stText"] { color: light-dark(#b42318, #ff9d94); font-size: .9rem; }
@media (min-width: 721px) {
  [data-testid="stColumn"]:has(.st-key-stays) {
    position: sticky; top: 4.25rem; align-self: flex-start; max-height: calc(100dvh - 5rem); overflow-y: auto;
  }
}
/* Streamlit's colours of a diff and of YAML are too pale to read for many. */
[data-testid="stCode"] .token { color: inherit !important; }
[data-testid="stCode"] .token.deleted { color: light-dark(#a40e26, #ffa198) !important; }
[data-testid="stCode"] .token.inserted { color: light-dark(#116329, #7ee2a8) !important; }
[data-testid="stCode"] .token.key { color: light-dark(#1d4ed8, #8ab4f8) !important; }
.st-key-gleaner-wire { position: absolute; height: 1px; overflow: hidden; clip-path: inset(50%); }
.gleaner-form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.gleaner-form label { flex-basis: 100%; }
.gleaner-form input { flex: 1; min-width: 16rem; max-width: 34rem; }
.gleaner-form input, .gleaner-form button, .gleaner-button {
  font: inherit; color: inherit; background: transparent; padding: .45rem .8rem;
  border: 1px solid color-mix(in srgb, currentColor 35%, transparent); border-radius: .5rem; text-decoration: none;
}
.gleaner-form button { cursor: pointer; }
@media (max-width: 720px) { .stMainBlockContainer { padding: 4rem 1rem 1rem; } }
</style>
"""


def show() -> None:
    """Put the style on the page."""
    st.html(STYLE)
