"""What a proposal is called on the forge: its branch, its title, its commit message with the key that names it."""

from __future__ import annotations

import re

from bot import escape
from bot.model import SECTION_SEPARATOR, Paper, Proposal

BRANCHES = "gleaner/"
KEY_TRAILER = "Gleaner-Key"


def branch_of(key: str) -> str:
    """The branch that carries the paper with this key: git-legal, different for every key on every disk."""
    return BRANCHES + escape.branch(key)


def title_of(paper: Paper) -> str:
    """A proposal's title, as the forge shows it."""
    return f"Add: {escape.title(paper.title)}"


def commit_message_of(proposal: Proposal, *, by: str = "", verb: str = "Add") -> str:
    """The message of the commit that adds the entry; its trailer names the key, and who approved."""
    return escape.commit_message(
        f"{verb}: {proposal.paper.title}",
        f"Section: {SECTION_SEPARATOR.join(proposal.section)}" if proposal.section else "",
        *(member.paper.title for member in proposal.members if member.wanted),
        trailers={KEY_TRAILER: proposal.key, "Approved-by": by},
    )


def key_in(commit_message: str) -> str:
    """The key that a commit message of ours names, or ""."""
    found = re.findall(rf"^{KEY_TRAILER}: (.+)$", commit_message, re.MULTILINE)
    return escape.plain(found[-1]) if found else ""
