"""A runner of GitHub Actions on this machine: the workflow files run for real, against servers on the loopback.

`act` interprets them (https://nektosact.com); the job's steps run on the host. What would come from github.com stands in
by a folder: `actions/setup-python` is an action of one step, and our own action is this project's. The step that
installs Gleaner is spared by a start script where setup-python would have made Python ready; `installed` keeps it.
Not enforced by `act`: permissions, concurrency, cron times.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
ACTION = "gleaner-list/gleaner@"
_NOTHING = "name: stand-in\ndescription: nothing to do\nruns: {{using: composite, steps: [{{shell: bash, run: {}}}]}}\n"
_MARKS = re.compile(r"^\[[^]]+\] *\| ?", re.MULTILINE)


def act() -> str:
    """Where `act` is, or ""."""
    beside = Path(sys.executable).parent / "act"
    return str(beside) if beside.is_file() else shutil.which("act") or ""


@dataclass(frozen=True)
class Ran:
    """What a workflow's run did: its code, what its steps printed, everything `act` said, the step summaries."""

    code: int
    printed: str
    said: str
    summary: str


class Runner:
    """One repository as `act` sees it: its workflows, and files beside them."""

    def __init__(self, folder: Path, repository: str, files: Mapping[str, str]) -> None:
        self.folder, self.home = folder, folder / "repository"
        for name, text in files.items():
            to = self.home / name
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_text(text, encoding="utf-8")
        for words in (
            ("init", "-q"),
            ("remote", "add", "origin", f"https://github.com/{repository}.git"),
            ("add", "."),
            ("-c", "user.name=Wren", "-c", "user.email=wren@example.org", "commit", "-q", "-m", "Begin"),
        ):
            subprocess.run(["git", *words], cwd=self.home, check=True, capture_output=True)

    def run(
        self,
        workflow: str,
        event: str,
        payload: Mapping[str, Any],
        env: Mapping[str, str],
        *,
        token: str,
        installed: bool = False,
    ) -> Ran:
        """Run one workflow file on an event."""
        file = self.folder / "event.json"
        file.write_text(json.dumps(payload), encoding="utf-8")
        words = [act(), event, "-e", str(file), "-W", workflow, "-P", "ubuntu-latest=-self-hosted"]
        words += ["-s", f"GITHUB_TOKEN={token}"]
        for name, value in env.items():
            words += ["--env", f"{name}={value}"]
        for uses, place in self._stand_ins(workflow, installed=installed).items():
            words += ["--local-repository", f"{uses}={place}"]
        done = subprocess.run(
            words, cwd=self.home, env=self._environment(), capture_output=True, text=True, encoding="utf-8", check=False
        )
        said = done.stdout + done.stderr
        printed = "\n".join(_MARKS.sub("", line) for line in done.stdout.splitlines() if _MARKS.match(line))
        # What steps wrote into their summaries comes as it is, without the job's name in front.
        summary = "\n".join(line for line in done.stdout.splitlines() if not line.startswith("["))
        return Ran(done.returncode, printed, said, summary)

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "GLEANER_", "ACTIONS_"))}
        (self.folder / "person").mkdir(exist_ok=True)
        return {
            **kept,
            "PATH": f"{Path(sys.executable).parent}:{kept['PATH']}",
            "HOME": str(self.folder / "person"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
        }

    def _stand_ins(self, workflow: str, *, installed: bool) -> dict[str, Path]:
        """Every `uses:` of the workflow and of our action → a folder with an `action.yml`."""
        used = {*uses_in(self.home / workflow), *uses_in(ROOT / "action.yml")}
        found = {}
        for uses in used:
            if uses.startswith(ACTION):
                found[uses] = self._ours()
            elif uses.startswith("actions/setup-python@"):
                found[uses] = self._stub("setup-python", "true" if installed else self._ready())
            elif uses.startswith("actions/checkout@"):
                # Without a `ref` act copies the repository itself; with one it would go to github.com for it.
                found[uses] = self._stub("checkout", f'cp -R {self.home}/. "$GITHUB_WORKSPACE"')
        return found

    def _stub(self, name: str, command: str) -> Path:
        place = self.folder / name
        place.mkdir(exist_ok=True)
        (place / "action.yml").write_text(_NOTHING.format(json.dumps(command)), encoding="utf-8")
        return place

    def _ready(self) -> str:
        """A shell command that leaves a `gleaner` where our action would install it: this checkout's."""
        script = f'#!/bin/sh\\nexec env PYTHONPATH={ROOT} {sys.executable} -P -m bot "$@"\\n'
        there = '"$RUNNER_TEMP/gleaner/bin'
        return f'mkdir -p {there}" && printf \'{script}\' > {there}/gleaner" && chmod +x {there}/gleaner"'

    def _ours(self) -> Path:
        place = self.folder / "gleaner"
        if not place.exists():
            for name in project("bot", "webapp", "action.yml", "pyproject.toml", "README.md", "LICENSE"):
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, place / name)
        return place


def project(*under: str) -> list[str]:
    """The project's files, those not committed yet too."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *under]
    names = subprocess.run(words, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


def uses_in(file: Path) -> list[str]:
    """The actions a workflow or an action names that come from elsewhere."""
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    jobs = document.get("jobs", {}).values() or [document.get("runs", {})]
    named = [str(step.get("uses", "")) for job in jobs for step in job.get("steps", ())]
    return [uses for uses in named if "@" in uses]
