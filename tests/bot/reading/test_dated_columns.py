"""Tables with months in two digits of the year, kinds beside venues, and links in a column of their own."""

from __future__ import annotations

from dataclasses import replace

from bot import awesome, house_style
from bot.model import Paper

LIST = """# L

## Hedges

| Date | Institute | Publication | Paper |
|:----:|:---------:|:-----------:|:-----:|
| 22.03 | Lee Labs | ICML2022 | [Walls of Stone](https://arxiv.org/abs/2203.00001) |
| 23.07 | Guild | Open Guild | [Moss and Weeds](https://arxiv.org/abs/2307.00002) |
| 23.10 | Day Works | ACL2023 | [Ferns in Rows](https://arxiv.org/abs/2310.00004) |
| 23.12 | Chen Ltd | arxiv | [Roses by Night](https://arxiv.org/abs/2312.00003) |

## Talks

| Date | Type | Title | URL |
|:----:|:----:|:-----:|:---:|
| 22.02 | Service | Hedge Service | [link](https://hedge.example/)<br/>[paper](https://arxiv.org/abs/2202.00001) |
| 23.07 | Repository | Fences by Day | [link](https://github.com/day/fences) |
| 24.01 | Tutorials | Gates for Chen | [link](https://github.com/chen/gates) |
| 24.XX | Resource | Open Lawn | [link](https://lawn.example/) |
"""
FEED = Paper(
    title="Lawns Again",
    url="https://arxiv.org/abs/2511.00009",
    authors=("Di Eng", "Ed Fox"),
    published="2025-11-03",
    venue="EMNLP 2025",
    sources=("arXiv",),
)


def _cells(section: str, paper: Paper = FEED) -> list[str]:
    return [cell.strip() for cell in house_style.add(awesome.parse(LIST), paper, section).block.split("|")[1:-1]]


def test_months_with_two_digits_of_the_year_are_dates_in_a_column_of_dates() -> None:
    entries = awesome.parse(LIST).entries
    assert [entry.date for entry in entries[:4]] == ["22.03", "23.07", "23.10", "23.12"]
    assert entries[1].year == 2023


def test_a_newcomer_has_its_month_as_the_column_writes_it() -> None:
    told = ["25.11", "", "EMNLP2025", "[Lawns Again](https://arxiv.org/abs/2511.00009)"]
    assert _cells("Hedges") == told
    assert _cells("Hedges", replace(FEED, venue=""))[2] == "arxiv"


def test_a_column_named_after_publications_holds_places_that_no_table_knows() -> None:
    assert awesome.parse(LIST).entries[1].venue == "Open Guild"


def test_a_link_goes_where_this_table_has_it_and_no_venue_among_kinds() -> None:
    assert _cells("Talks") == ["25.11", "", "Lawns Again", "[link](https://arxiv.org/abs/2511.00009)"]
