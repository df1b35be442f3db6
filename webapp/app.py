"""What `streamlit run webapp/app.py` serves: health check, routes, security headers. Pages begin in `views/shell`."""

from __future__ import annotations

import importlib
import os
import pkgutil
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

import webapp.views
from bot import __version__
from bot.errors import GleanerError
from webapp.services.log_redaction import install
from webapp.services.security_headers import SecurityHeaders, headers
from webapp.services.sign_in_routes import sign_in_routes


async def healthz(_: Request) -> Response:
    """Answer that the server runs, and in which version."""
    return JSONResponse({"status": "ok", "version": __version__})


async def triage(_: Request) -> Response:
    """Lead to the first page, which has no address of its own for Streamlit: it would call this one "not found"."""
    return RedirectResponse("/")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Make ready what the first page needs while nobody waits for it."""
    threading.Thread(target=make_ready, name="gleaner-start", daemon=True).start()
    yield


def make_ready() -> None:
    """Import the pages and read the list; decisions that a killed server left are delivered from then on."""
    for found in pkgutil.iter_modules(webapp.views.__path__):
        if not found.ispkg:
            importlib.import_module(f"webapp.views.{found.name}")
    from webapp.services.people import enter

    # Whoever opens a page is told what goes wrong.
    with suppress(GleanerError):
        enter(os.environ, {}).desk.reading()


install()
_PAGE = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")

# Streamlit finds this by reading the source: a name `app` that is given a direct call of `st.App`.
app = st.App(
    Path(__file__).parent / "views" / "shell" / "page.py",
    lifespan=lifespan,
    routes=[Route("/healthz", healthz), Route("/triage", triage), *sign_in_routes(os.environ).routes()],
    middleware=[Middleware(SecurityHeaders, answer_headers=headers(_PAGE, os.environ))],
)
