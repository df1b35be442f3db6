"""The texts of the workflow files that `init` writes."""

from __future__ import annotations

import json
import re
from importlib import resources

WORKFLOWS = ("gleaner.yml", "gleaner-refresh.yml", "gleaner-comments.yml")
CHECK = "gleaner-check.yml"
"""Written on request only, because it judges what other people write."""
UPKEEP = "gleaner-upkeep.yml"
"""Written on request only, because it corrects what people wrote."""


def workflows(branch: str, *, check: bool = False, upkeep: bool = False) -> dict[str, str]:
    """The workflows for a list whose default branch is `branch`: path → text."""
    folder = resources.files("bot").joinpath("data", "workflows")
    # The name is a pattern to GitHub (git allows these two of its signs), and may hold what YAML reads: JSON's quotes
    # are YAML's too.
    pattern = json.dumps(re.sub(r"([+!])", r"\\\1", branch))
    files = {}
    for name in (*WORKFLOWS, *([CHECK] if check else []), *([UPKEEP] if upkeep else [])):
        template = folder.joinpath(name).read_text(encoding="utf-8")
        files[f".github/workflows/{name}"] = template.replace("branches: [main]", f"branches: [{pattern}]")
    return files
