"""A list's own spelling of venues and tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import plan
from bot.actions import Open
from bot.learning.spelling import Spelling
from bot.model import Base, Paper
from bot.planning.caps import Rules
from bot.planning.situation import Situation

WRITTEN = ("NIPS 2020", "NIPS 2023", "ICLR 2024 Oral", "Iclr 2023", "ICML 2024")


@pytest.mark.parametrize(
    ("venue", "said"),
    [
        ("NeurIPS 2024", "NIPS 2024"),
        ("ICML 2025", "ICML 2025"),
        ("ICLR 2026", "ICLR 2026"),  # one other spelling may be a slip
        ("NeurIPS 2024 Spotlight", "NeurIPS 2024 Spotlight"),
        ("EMNLP Findings 2024", "EMNLP Findings 2024"),
        ("Nature", "Nature"),
        ("", ""),
    ],
)
def test_a_venue_is_written_as_the_entries_write_it(venue: str, said: str) -> None:
    assert Spelling(written=WRITTEN).venue(venue) == said


def test_a_meeting_is_called_as_it_was_called_in_the_papers_year() -> None:
    old = Spelling(written=("NIPS 2015", "NIPS 2016", "NIPS 2017"))
    assert [old.venue(f"NeurIPS {year}") for year in (2016, 2025)] == ["NIPS 2016", "NeurIPS 2025"]


@pytest.mark.parametrize(
    ("venue", "said"),
    [
        ("NIPS 2024", "NeurIPS 2024"),
        ("nips'24", "NeurIPS'24"),
        ("Neural Information Processing Systems 2024", "NeurIPS 2024"),
        ("Journal of Lists", "J. Lists"),
        ("Another Journal of Lists", "Another Journal of Lists"),
    ],
)
def test_the_config_stands_above_the_entries(venue: str, said: str) -> None:
    spelling = Spelling(venues={"NIPS": "NeurIPS", "journal of lists": "J. Lists"}, written=WRITTEN)
    assert spelling.venue(venue) == said


def test_tags_are_told_by_their_letters_and_said_once() -> None:
    spelling = Spelling(tags={"autogressive": "Autoregressive", "llm": "Language Models"})
    assert spelling.tagged(("Autogressive", "Video", "Autoregressive", "LLM")) == (
        "Autoregressive",
        "Video",
        "Language Models",
    )


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=4))
def test_without_a_word_from_the_list_nothing_changes(venue: str, tags: list[str]) -> None:
    paper = Paper(title="T", venue=venue, tags=tuple(dict.fromkeys(tags)))
    assert Spelling().of(paper).tags == paper.tags
    assert Spelling().venue(venue).strip() == venue.strip()


@given(st.sampled_from((*WRITTEN, "CVPR 2024", "ACL", "Nature (2020)")))
def test_spelling_twice_is_spelling_once(venue: str) -> None:
    spelling = Spelling(venues={"CVPR": "IEEE/CVF CVPR", "Nature": "Nat."}, written=WRITTEN)
    assert spelling.venue(spelling.venue(venue)) == spelling.venue(venue)


LIST = """\
# Papers

## Models

- [Recurrent networks over pixels](https://arxiv.org/abs/2301.00001) [NIPS 2023] [Pixels]
- [Conditional decoders for pictures](https://arxiv.org/abs/2301.00002) [NIPS 2023] [Pixels]
- [Masked transformers that paint](https://arxiv.org/abs/2301.00003) [NIPS 2022] [Pixel]
- [Scaling autoregressive generation](https://arxiv.org/abs/2301.00004) [NIPS 2022] [Pixel]
"""


def test_a_proposal_bears_the_lists_words() -> None:
    situation = Situation(base=Base(sha="0", branch="main", files={"README.md": LIST}))
    paper = Paper(
        title="Diffusion without a schedule",
        arxiv_id="2401.00005",
        url="https://arxiv.org/abs/2401.00005",
        comment="Accepted at NeurIPS 2024",
        tags=("pixel",),
    )
    rules = Rules(today="2026-07-22", at_least=0.0, tag_aliases={"Pixel": "Pixels"})
    planned = plan.plan(situation, [paper], rules)
    (opened,) = planned.actions
    assert isinstance(opened, Open)
    assert "[NIPS 2024]" in opened.files["README.md"]
    assert opened.proposal.paper.tags == ("Pixels",)
    (candidate,) = planned.proposed
    assert [tag.name for tag in candidate.placement.tags] == ["Pixels"], "both spellings are one tag"
    insisting = plan.plan(
        situation, [paper], Rules(today="2026-07-22", at_least=0.0, venue_aliases={"NIPS": "NeurIPS"})
    )
    (other,) = insisting.actions
    assert isinstance(other, Open)
    assert "[NeurIPS 2024]" in other.files["README.md"]
