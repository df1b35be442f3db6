"""What stands among links and is no paper: home pages of meetings, contents, who keeps the list; and a talk that is one."""

from __future__ import annotations

import pytest

from bot import awesome

PAGE = """# Hedges

{told}

## 2024

- [Odd Leaves on Old Hedges](https://arxiv.org/abs/2401.00001) (ICML 2024)
- [Gates in Old Walls](https://arxiv.org/abs/2401.00002) (KDD 2024)
- [Walls in Old Gates](https://arxiv.org/abs/2401.00003) (KDD 2024)
"""
TITLES = ["Odd Leaves on Old Hedges", "Gates in Old Walls", "Walls in Old Gates"]


@pytest.mark.parametrize(
    "told",
    [
        "Papers of these meetings:\n\n- Learning\n   * [NeurIPS](https://nips.cc/) \n   * [ICML](https://icml.cc)\n- Data\n   * [KDD](https://www.kdd.org/)",
        "- [Leaves](#leaves)\n- [Hedge workshops](#hedge-workshops)\n  - [LEAF17](#LEAF17-[papers](http://example.org/leaf17.py))",
        "**🌿 Contributors: [Ann Lee (23' Hedge College)](https://github.com/annlee), [Bo Chen](https://github.com/bochen)**",
        "**Other resources: [List-of-Hedges](https://github.com/annlee/list-of-hedges).**",
        "See also [Page](https://example.org/hedges.html) | [CSV file](https://github.com/annlee/hedges/blob/main/hedges.csv)",
    ],
)
def test_what_is_no_paper_is_no_entry(told: str) -> None:
    assert [entry.title for entry in awesome.parse(PAGE.format(told=told)).entries] == TITLES


def test_words_that_begin_an_entry_are_its_title_whatever_they_name() -> None:
    text = "# L\n\n## 2023\n\n+ Odd Leaves [[paper](https://arxiv.org/abs/2401.00001)]\n"
    found = awesome.parse(text + "+ Hedges CVPR 2023 workshop [[Video](https://example.org/v)]\n").entries[1]
    assert (found.title, found.venue) == ("Hedges CVPR 2023 workshop", "")
