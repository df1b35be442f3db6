"""Links of a text: what is written in HTML is read as such, and what nobody closed takes no longer for it."""

from __future__ import annotations

import time

import pytest

from bot.reading import inline


def told(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*link.label)], text[slice(*link.target)]) for link in inline.links(text)]


def test_anchors_and_images_of_html_are_links() -> None:
    text = "<a class=b href='https://x.example/1'>One</A> <img src=y.png width=3> <A HREF=z>Two</a>"
    assert told(text) == [("One", "https://x.example/1"), ("", "y.png"), ("Two", "z")]


def test_an_anchor_that_nothing_closes_leaves_its_address_to_stand_for_itself() -> None:
    text = "<a href='https://x.example/1'>One [Two](https://x.example/2)"
    assert told(text) == [("https://x.example/1",) * 2, ("Two", "https://x.example/2")]


@pytest.mark.parametrize(
    "piece", ["<a href=x>y ", "<a href='https://x.example/'>", "[x](y", "<img src='", "<a href='x", "<a "]
)
@pytest.mark.parametrize("tail", ["", "x", "href=x ", "src=x ", " "])
def test_what_nobody_closes_is_read_at_once(piece: str, tail: str) -> None:
    """A line of a hundred thousand letters, as a stranger may put into a pull request."""
    started = time.process_time()
    for text in (piece * (100_000 // len(piece)), piece + (tail or piece) * (100_000 // len(tail or piece))):
        assert sum(1 for _ in inline.links(text)) <= len(text)
    assert time.process_time() - started < 3
