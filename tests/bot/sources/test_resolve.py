"""Papers without a link: found by title, accepted on evidence, else left with the reason."""

from __future__ import annotations

import json

import pytest

from bot.config import Sources
from bot.model import Paper
from bot.sources import resolve
from bot.sources.http import Client
from tests.doubles.clock import Clock
from tests.doubles.feeds import Feeds, atom, daily, entry

ABSTRACT = (
    "We study how a list of papers can be kept current by a program that reads feeds, drops what is known, ranks the "
    "rest by what its maintainers would take, and proposes each in the hand of the list itself, so that nothing else of it changes."
)
OTHER = "Proteins fold into shapes that decide what they do; we predict these from sequences with a deep network."


def paper(title: str, abstract: str = ABSTRACT, **more: str) -> Paper:
    return Paper(title=title, abstract=abstract, sources=("page saved.txt",), **more)  # type: ignore[arg-type]  # texts


def look(feeds: Feeds, client: Client, *papers: Paper, most: int = resolve.MOST) -> resolve.Resolution:
    urls = {name: {"url": feeds.address(name)} for name in ("arxiv", "huggingface")}
    sources = Sources.model_validate({"arxiv": {**urls["arxiv"], "terms": ["x"]}, "huggingface": urls["huggingface"]})
    return resolve.resolve(papers, client, sources, most=most)


def on_hugging_face(feeds: Feeds, *records: dict[str, object]) -> None:
    feeds.shelf.days["2026-07-20"] = json.dumps(records).encode()


def test_a_paper_is_found_where_saved_pages_come_from_first(feeds: Feeds, client: Client) -> None:
    on_hugging_face(feeds, daily("2607.00001", "Keeping Lists Current", summary=ABSTRACT, upvotes=9))
    resolution = look(feeds, client, paper("Keeping lists current"))
    (found,) = resolution.papers
    assert (found.arxiv_id, found.title, found.upvotes) == ("2607.00001", "Keeping Lists Current", 9)
    assert found.sources == ("page saved.txt", "huggingface")
    assert (resolution.unresolved, feeds.asked("arxiv")) == ((), [])


def test_what_the_first_does_not_know_the_second_may(feeds: Feeds, client: Client) -> None:
    feeds.shelf.arxiv = atom(entry("2607.00001", "$R^2$-Tuning: Lists", abstract=ABSTRACT))
    (found,) = look(feeds, client, paper("$R^2$-Tuning: Lists")).papers
    assert (found.arxiv_id, found.sources) == ("2607.00001", ("page saved.txt", "arxiv"))


def test_an_equal_abstract_proves_a_paper_whose_title_lost_its_marks(feeds: Feeds, client: Client) -> None:
    feeds.shelf.arxiv = atom(entry("2607.00001", "Keeping Lists Current with a Program", abstract=ABSTRACT))
    (found,) = look(feeds, client, paper("Keeping Lists Current")).papers
    assert found.arxiv_id == "2607.00001"


def test_an_equal_title_over_another_abstract_proves_nothing(feeds: Feeds, client: Client) -> None:
    feeds.shelf.arxiv = atom(entry("2607.00001", "Keeping Lists Current", abstract=OTHER))
    resolution = look(feeds, client, paper("Keeping Lists Current"))
    assert resolution.papers[0].url == ""
    assert "the title is 2607.00001's, the abstract is not" in resolution.unresolved[0].why


def test_two_papers_that_fit_are_a_persons_to_tell_apart(feeds: Feeds, client: Client) -> None:
    title = "Keeping Lists Current"
    feeds.shelf.arxiv = atom(*(entry(f"2607.0000{n}", title, abstract=ABSTRACT) for n in (1, 2)))
    resolution = look(feeds, client, paper(title))
    assert resolution.papers[0].url == ""
    assert "2 papers fit it (2607.00001, 2607.00002)" in resolution.unresolved[0].why


def test_what_nobody_knows_stays_with_the_reason(feeds: Feeds, client: Client) -> None:
    resolution = look(feeds, client, paper("Unheard Of"))
    assert resolution.papers == (paper("Unheard Of"),)
    assert [(skip.what, skip.why) for skip in resolution.unresolved] == [
        ("Unheard Of", "no link was found: Hugging Face: no paper of this title; arXiv: no paper of this title")
    ]


@pytest.mark.parametrize("more", [{"url": "https://example.org"}, {"doi": "10.1000/x"}, {"arxiv_id": "2607.1"}])
def test_papers_that_have_a_link_are_not_asked_for(feeds: Feeds, client: Client, more: dict[str, str]) -> None:
    linked = paper("T", **more) if "arxiv_id" not in more else paper("T", arxiv_id="2607.00001")
    assert look(feeds, client, linked) == resolve.Resolution(papers=(linked,))
    assert feeds.asked() == []


def test_a_run_asks_for_so_many_and_names_the_rest(feeds: Feeds, client: Client) -> None:
    resolution = look(feeds, client, *(paper(f"Title {n}") for n in range(5)), most=2)
    assert resolution.asked == 2
    assert [skip.what for skip in resolution.unresolved] == ["Title 0", "Title 1"]
    assert [skip.what for skip in resolution.put_off] == ["Title 2", "Title 3", "Title 4"]


def test_a_service_that_fails_twice_is_left_alone_and_the_other_goes_on(feeds: Feeds, client: Client) -> None:
    feeds.answer_html("huggingface")
    feeds.answer_html("huggingface")
    feeds.shelf.arxiv = atom(*(entry(f"2607.0000{n}", f"Title {n}", abstract=ABSTRACT) for n in range(4)))
    resolution = look(feeds, client, *(paper(f"Title {n}") for n in range(4)))
    assert [found.arxiv_id for found in resolution.papers] == [f"2607.0000{n}" for n in range(4)]
    assert len(feeds.asked("huggingface")) == 2


def test_arxiv_is_asked_for_eight_titles_at_once(feeds: Feeds, client: Client, clock: Clock) -> None:
    feeds.shelf.arxiv = atom(*(entry(f"2607.000{n}", f"Paper {n}", abstract=ABSTRACT) for n in range(10, 30)))
    resolution = look(feeds, client, *(paper(f"Paper {n}") for n in range(10, 30)))
    assert [found.arxiv_id for found in resolution.papers] == [f"2607.000{n}" for n in range(10, 30)]
    assert (len(feeds.asked("huggingface")), len(feeds.asked("arxiv")), clock.slept) == (20, 3, [3, 3])
