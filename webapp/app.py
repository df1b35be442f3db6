"""What `streamlit run webapp/app.py` serves: health check, routes, security headers. Pages begin in `views/shell`."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import __version__
from webapp.services.log_redaction import install
from webapp.services.people import sign_in_routes
from webapp.services.security_headers import SecurityHeaders, headers


async def healthz(_: Request) -> Response:
    """Answer that the server runs, and in which version."""
    return JSONResponse({"status": "ok", "version": __version__})


install()
_PAGE = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")

# Streamlit finds this by reading the source: a name `app` that is given a direct call of `st.App`.
app = st.App(
    Path(__file__).parent / "views" / "shell" / "page.py",
    routes=[Route("/healthz", healthz), *sign_in_routes(os.environ).routes()],
    middleware=[Middleware(SecurityHeaders, answer_headers=headers(_PAGE, os.environ))],
)
