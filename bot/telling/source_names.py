"""What people call the sources: in a proposal's text and in the app."""

from __future__ import annotations

_NAMES = {
    "arxiv": "arXiv",
    "huggingface": "Hugging Face",
    "github_trending": "GitHub trending",
    "semantic_scholar": "Semantic Scholar",
    "crossref": "Crossref",
}


def source_shown(name: str) -> str:
    """A source as people call it; a feed has the name its maintainers gave it."""
    return _NAMES.get(name, name)
