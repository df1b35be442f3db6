"""A token that slips into a message or an exception does not reach the log."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from webapp.services.log_redaction import hushed, install

TOKENS = ["ghp_" + "a1" * 18, "gho_" + "b2" * 18, "ghs_" + "c3" * 18, "github_pat_" + "d4" * 30]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    before = logging.getLogRecordFactory()
    install()
    written = io.StringIO()
    logger = logging.getLogger("gleaner.test")
    handler = logging.StreamHandler(written)
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize("token", TOKENS)
def test_no_token_is_written(log: io.StringIO, token: str) -> None:
    logger = logging.getLogger("gleaner.test")
    logger.warning("asked with %s", token)
    try:
        int(f"bad token {token}")
    except ValueError:
        logger.exception("it failed")
    assert token not in log.getvalue()
    assert "asked with" in log.getvalue()
    assert "ValueError: invalid literal" in log.getvalue()


def test_other_words_stay() -> None:
    assert hushed("a ghost_story and ghp_ alone") == "a ghost_story and ghp_ alone"
