"""Venues: read strictly from what authors and services say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import awesome
from bot.model import Paper
from bot.venue import Venue, accepted, read, spell, venue_of
from bot.venue_names import LONG

CLAIMS = Path(__file__).parent.parent / "golden" / "venue_claims.tsv"


def claims() -> list[dict[str, str]]:
    with CLAIMS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def said(row: dict[str, str]) -> str:
    found = accepted(row["claim"], published=row["kind"] == "reference")
    return found.text if found else "-"


def test_no_labelled_claim_gets_a_wrong_venue() -> None:
    wrong = [(row["claim"], row["venue"], said(row)) for row in claims() if said(row) not in ("-", row["venue"])]
    assert wrong == []


def test_most_labelled_venues_are_found() -> None:
    named = [row for row in claims() if row["venue"] != "-"]
    assert sum(said(row) == row["venue"] for row in named) >= 0.9 * len(named)


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("IEEE Transactions on Medical Imaging, vol. 42, no. 1, 2023", "IEEE Transactions on Medical Imaging 2023"),
        ("IEEE Transactions on Knowledge and Data Engineering, vol. 36, 2024", "TKDE 2024"),
        ("International Journal of Robotic Lists (IJRL), Vol. 3, No. 1, January 2012", "IJRL 2012"),
        ("XYSE 2025 39th Northern Symposium on Engineering", "XYSE 2025"),
        ("Proc. ICML, vol. 97, pp. 1-10, 2019, reprinted 2021", "ICML"),
    ],
)
def test_a_reference_names_journals_and_years_in_other_clauses(reference: str, text: str) -> None:
    found = accepted(reference, published=True)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    "comment", ["Submitted to IEEE Transactions on Lists", "We use data of the Journal of Lists (JOL)"]
)
def test_a_journal_counts_only_where_something_was_accepted(comment: str) -> None:
    assert accepted(comment) is None


def test_two_hundred_claims_were_recorded_and_labelled() -> None:
    assert len([row for row in claims() if row["kind"] != "ours"]) >= 200


@pytest.mark.parametrize(
    "comment",
    [
        "Submitted to ICML 2026",
        "Under review at NeurIPS",
        "Accepted at the ICLR 2025 Workshop on Agents",
        "ICML 2025 @ workshop on long context",
        "Rejected from CVPR 2024",
        "Extended version of our ICCV 2023 paper",
        "Third place of the CVPR 2024 challenge",
        "co-located with ICSE 2026",
        "See https://icml.cc/2024",
        "ICLR 2025 Conference Submission",
        "",
    ],
)
def test_what_is_no_acceptance_gives_no_venue(comment: str) -> None:
    assert venue_of(Paper(title="A", comment=comment)) is None


@pytest.mark.parametrize(
    ("paper", "text"),
    [
        (Paper(title="A", comment="Accepted to ICML 2024 (Oral), 12 pages"), "ICML 2024"),
        (Paper(title="A", comment="CVPR'25"), "CVPR 2025"),
        (Paper(title="A", journal_ref="Transactions on Machine Learning Research, 2024"), "TMLR 2024"),
        (Paper(title="A", url="https://aclanthology.org/2024.acl-long.12/"), "ACL 2024"),
        (Paper(title="A", url="https://aclanthology.org/2023.findings-emnlp.5/"), "EMNLP Findings 2023"),
        (Paper(title="A", url="https://proceedings.mlr.press/v202/foo23a.html"), "ICML 2023"),
        (Paper(title="A", venue="International Conference on Learning Representations", year=2024), "ICLR 2024"),
        (Paper(title="A", venue="Neural Information Processing Systems", year=2023), "NeurIPS 2023"),
    ],
)
def test_an_acceptance_is_read_from_comment_reference_identity_or_service(paper: Paper, text: str) -> None:
    found = venue_of(paper)
    assert found is not None
    assert found.text == text
    assert found.source


@pytest.mark.parametrize(
    "url",
    [
        "https://aclanthology.org/2023.bionlp-1.5/",
        "https://openaccess.thecvf.com/content/CVPR2023W/XAI/html/Foo_Bar_CVPRW_2023_paper.html",
    ],
)
def test_a_workshops_page_is_no_acceptance(url: str) -> None:
    assert venue_of(Paper(title="A", url=url)) is None


def test_a_preprint_server_is_no_venue() -> None:
    assert venue_of(Paper(title="A", venue="arXiv.org", year=2024)) is None


def test_a_heading_names_its_venue_even_for_workshops() -> None:
    found = read("CVPR 2024 Workshops")
    assert found is not None
    assert (found.name, found.year, found.workshop) == ("CVPR", 2024, True)
    assert read("Image generation") is None


def test_a_venue_is_spelled_as_the_list_spells_it_most_often() -> None:
    vocabulary = ["NIPS 2017", "NIPS'18", "NeurIPS 2020", "ICML 2021"]
    assert spell(Venue(name="NeurIPS", year=2024), vocabulary) == "NIPS"
    assert spell(Venue(name="CVPR", year=2024), vocabulary) == "CVPR"
    assert spell(Venue(name="NeurIPS", year=2025), ["NIPS 2016", "NIPS 2017"]) == "NeurIPS"  # its name since 2018
    assert spell(Venue(name="NeurIPS", year=2016), ["NIPS 2015", "NIPS 2017"]) == "NIPS"


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = accepted(text)
    assert found is None or found.name


@pytest.mark.parametrize("name", sorted(LONG))
def test_a_venue_that_claims_are_read_by_is_read_in_a_list_too(name: str) -> None:
    year = 2024 if name == "IV" else None  # alone it may as well be a numeral
    said = f"{name} {year}" if year else name
    text = f"# Owls\n\n- [A Model of Owls](https://arxiv.org/abs/2401.00001), {said}\n"
    (entry,) = awesome.parse(text).entries
    assert entry.venue == said
