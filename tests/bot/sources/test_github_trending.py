"""Trending repositories: one counts where its README names one paper as its own."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from bot.config import Arxiv, GithubTrending
from bot.model import Link
from bot.planning.batch import Health
from bot.sources import github_trending
from bot.sources.http import Client
from tests.doubles.feeds import Feeds, atom, entry


def trending(**readmes: str) -> bytes:
    items = "".join(
        f"<item><title>o/{name}</title><link>https://github.com/o/{name}</link>"
        f"<description>{escape(readme)}</description></item>"
        for name, readme in readmes.items()
    )
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("readme", "arxiv_id"),
    [
        ("<p>A tool</p>", ""),
        (
            '<a href="https://arxiv.org/abs/2607.00001v2">Paper</a> <a href="https://arxiv.org/pdf/2607.00001">pdf</a>',
            "2607.00001",
        ),
        ("based on arXiv:2301.00001 and arXiv:2301.00002", ""),
        ("@article{a, eprint={2607.00001}} see also arXiv:2301.00002", "2607.00001"),
        ("Paper: arxiv.org/abs/2607.00001. Built on arxiv.org/abs/2301.00002, arxiv.org/abs/2301.00003", "2607.00001"),
    ],
)
def test_the_paper_of_a_readme(readme: str, arxiv_id: str) -> None:
    repositories, without = github_trending.parse(trending(a=readme))
    assert [found.arxiv_id for found in repositories] == ([arxiv_id] if arxiv_id else [])
    assert without == (not arxiv_id)


def test_papers_come_with_their_repository(feeds: Feeds, client: Client) -> None:
    feeds.serve("github_trending/daily/python.xml", trending(a="arXiv:2607.00001", b="A tool", c="arXiv:2607.00009"))
    feeds.shelf.arxiv = atom(entry("2607.00001", "One"))
    batch = github_trending.collect(
        GithubTrending(url=feeds.address("github_trending")), client, Arxiv(terms=("x",), url=feeds.address("arxiv"))
    )
    (paper,) = batch.papers
    assert (paper.title, paper.code, paper.sources) == (
        "One", (Link(label="Code", url="https://github.com/o/a"),), ("github_trending",),
    )  # fmt: skip
    assert (batch.health, batch.read) == (Health.PARTIAL, 3)
    assert "arXiv does not know it" in batch.detail


def test_a_language_without_a_trend_is_quiet_and_one_without_a_feed_is_not(feeds: Feeds, client: Client) -> None:
    feeds.serve("github_trending/daily/alloy.xml", trending())
    settings = GithubTrending(url=feeds.address("github_trending"), languages=("alloy",))
    assert github_trending.collect(settings, client, Arxiv(terms=("x",))).health is Health.QUIET
    settings = GithubTrending(url=feeds.address("github_trending"), languages=("no such",))
    batch = github_trending.collect(settings, client, Arxiv(terms=("x",)))
    assert (batch.health, "no such: " in batch.detail) == (Health.FAILED, True)


@pytest.mark.shared
def test_recorded_feeds_are_read(shared: Path) -> None:
    counts = {}
    for file in (shared / "data/feeds/github_trending").glob("*.xml"):
        repositories, without = github_trending.parse(file.read_bytes())
        counts[file.stem] = len(repositories) + without
        assert all(found.url.startswith("https://github.com/") for found in repositories)
    assert counts == {"daily-alloy": 0, "daily-cuda": 8, "daily-unknown": 11, "daily-python": 16}
