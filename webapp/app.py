"""`streamlit run webapp/app.py`: the server with its health answer and its headers; the pages start in views/shell."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import __version__
from webapp.services.guard import Guard, headers
from webapp.services.hush import install
from webapp.services.people import doors


async def healthz(_: Request) -> Response:
    """Answer that the server runs, and in which version."""
    return JSONResponse({"status": "ok", "version": __version__})


install()
_PAGE = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")

# Streamlit finds this by reading the source: a name `app` that is given a direct call of `st.App`.
app = st.App(
    Path(__file__).parent / "views" / "shell" / "page.py",
    routes=[Route("/healthz", healthz), *doors(os.environ).routes()],
    middleware=[Middleware(Guard, answer_headers=headers(_PAGE, os.environ))],
)
