"""A venue and a date in one place: both are read, and a newcomer's are written as entries of its own sort write theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Paper

PREPRINT = Paper(
    title="Beds of Tulips at the Gate",
    url="https://arxiv.org/abs/2511.00009",
    published="2025-11-02T10:00:00Z",
    sources=("arXiv",),
)
PUBLISHED = replace(PREPRINT, venue="NeurIPS 2025")
BOTH = ["ICML 2024 (arXiv 2023.05)", "NeurIPS 2023 (arXiv 2023.02)", "CVPR 2024 (arXiv 2023.12)"]
PREPRINTS = ["arXiv 2023.06", "arXiv 2024.01", "arXiv 2024.02"]


def table(cells: list[str]) -> str:
    rows = "".join(
        f"| [Rows of Roses, Part {n}](https://arxiv.org/abs/2301.0000{n}) | {c} |\n" for n, c in enumerate(cells)
    )
    return f"# L\n\n## S\n\n| Title | Venue |\n|---|---|\n{rows}"


def items(cells: list[str]) -> str:
    lines = (
        f"- **Rows of Roses, Part {n}** [[paper](https://arxiv.org/abs/2301.0000{n})] *{c}*\n"
        for n, c in enumerate(cells)
    )
    return "# L\n\n## S\n\n" + "".join(lines)


def written(text: str, paper: Paper) -> str:
    block = house_style.add(awesome.parse(text), paper, "S").block
    return block.partition("2511.00009)")[2].strip(" |*]\n")


@pytest.mark.parametrize("form", [table, items])
def test_where_a_paper_came_out_and_when_it_was_first_seen_are_two_fields(form: object) -> None:
    assert callable(form)
    first, second = awesome.parse(form([BOTH[0], PREPRINTS[0]])).entries
    assert (first.venue, first.date) == ("ICML 2024", "2023.05")
    assert (second.venue, second.date) == ("arXiv", "2023.06")
    turned = awesome.parse(form(["arXiv 2023.05, ICML 2024"])).entries[0]
    assert (turned.venue, turned.date) == ("ICML 2024", "2023.05")


@pytest.mark.parametrize("form", [table, items])
@pytest.mark.parametrize(
    ("cells", "published", "preprint"),
    [
        ([*BOTH, *PREPRINTS], "NeurIPS 2025 (arXiv 2025.11)", "arXiv 2025.11"),
        (BOTH, "NeurIPS 2025 (arXiv 2025.11)", "arXiv 2025.11"),
        ([BOTH[0], PREPRINTS[0], "CVPR 2024", "NeurIPS 2023", *PREPRINTS[1:]], "NeurIPS 2025", "arXiv 2025.11"),
        (["ICML 2024", "CVPR 2024", "NeurIPS 2023", *PREPRINTS], "NeurIPS 2025", "arXiv 2025.11"),
        (
            ["ICML 2024 (2023.05)", "arXiv 2023.06", "CVPR 2024 (2023.12)", "arXiv 2024.01"],
            "NeurIPS 2025 (2025.11)",
            "arXiv 2025.11",
        ),
        (["2023.05 (ICML 2024)", "2023.06", "2023.12 (CVPR 2024)", "2024.01"], "2025.11 (NeurIPS 2025)", "2025.11"),
    ],
)
def test_a_newcomer_shows_what_its_sort_shows(form: object, cells: list[str], published: str, preprint: str) -> None:
    assert callable(form)
    assert written(form(cells), PUBLISHED) == published
    assert written(form(cells), PREPRINT) == preprint
