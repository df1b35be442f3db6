"""Keeping tokens out of all logs, whichever library writes the line."""

from __future__ import annotations

import logging
import re

TOKEN = re.compile(r"\b(?:gh[opusr]_|github_pat_)\w{10,}")
HIDDEN = "‹token›"


def hushed(text: str) -> str:
    """The text with GitHub's tokens left out (their prefixes: GitHub's page on token formats)."""
    return TOKEN.sub(HIDDEN, text)


def install() -> None:
    """Remove tokens from every log record made from now on, and from its traceback."""
    make = logging.getLogRecordFactory()
    if getattr(make, "hushes", False):
        return

    def quiet(*args: object, **more: object) -> logging.LogRecord:
        record = make(*args, **more)
        if TOKEN.search(message := record.getMessage()):
            record.msg, record.args = hushed(message), ()
        if record.exc_info and record.exc_text is None:
            record.exc_text = hushed(logging.Formatter().formatException(record.exc_info))
        return record

    quiet.hushes = True  # type: ignore[attr-defined]  # a mark against wrapping twice
    logging.setLogRecordFactory(quiet)
