"""The event that started a job of GitHub Actions, read from the file that `GITHUB_EVENT_PATH` names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def event_of(env: Mapping[str, str]) -> dict[str, Any]:
    """The event as GitHub wrote it; {} where there is none, or it cannot be read."""
    path = env.get("GITHUB_EVENT_PATH", "")
    try:
        event = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def cron_of(env: Mapping[str, str]) -> str:
    """The schedule that started this job, as the workflow writes it; "" for anything else."""
    return str(event_of(env).get("schedule") or "")
