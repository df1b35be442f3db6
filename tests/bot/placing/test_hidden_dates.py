"""Lines that only the source shows, `[//]: #2019`, above groups of entries or above every one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Paper

GROUPS = """# L

## Papers

[//]: #2021
- **Hedges.** *Ann Lee, Bo Chen.* ICML 2021. [[Paper]](https://arxiv.org/abs/2101.00001)

- **Roses.** *Cy Day, Di Ell.* ICLR 2021. [[Paper]](https://arxiv.org/abs/2101.00002)

[//]: #2020
- **Weeds.** *Ed Fox, Fay Gil.* ICML 2020. [[Paper]](https://arxiv.org/abs/2001.00003)

- **Lawns.** *Guy Hill, Ida Jay.* AAAI 2020. [[Paper]](https://arxiv.org/abs/2001.00004)

[//]: #2018
- **Moss.** *Jo Kim, Kay Low.* AAAI 2018. [[Paper]](https://arxiv.org/abs/1801.00005)
"""
EACH = """# L

[//]: # (06/11)
- [Hedges](https://arxiv.org/abs/2406.00001)
[//]: # (06/05)
- [Roses](https://arxiv.org/abs/2406.00002)
[//]: # (05/30)
- [Weeds](https://arxiv.org/abs/2405.00003)
[//]: # (04/12)
- [Lawns](https://arxiv.org/abs/2404.00004)
[//]: # (03/01)
- [Moss](https://arxiv.org/abs/2403.00005)
"""


def _paper(year: int, title: str = "Trees") -> Paper:
    number = f"{year % 100:02d}07.00009"
    return Paper(
        title=title,
        authors=("Lee Moss", "May Ng"),
        url=f"https://arxiv.org/abs/{number}",
        published=f"{year}-07-03",
        venue=f"ICML {year}",
        sources=("arXiv",),
    )


def test_the_first_paper_of_a_new_year_opens_a_group() -> None:
    added = house_style.add(awesome.parse(GROUPS), _paper(2022), "Papers")
    entry = "- **Trees.** *Lee Moss, May Ng.* ICML 2022. [[Paper]](https://arxiv.org/abs/2207.00009)"
    assert added.block == f"[//]: #2022\n{entry}"
    assert added.text == GROUPS.replace("[//]: #2021", f"{added.block}\n\n[//]: #2021")


@pytest.mark.parametrize("year", [2020, 2021])
def test_a_paper_stands_in_the_group_of_its_year(year: int) -> None:
    added = house_style.add(awesome.parse(GROUPS), _paper(year), "Papers")
    above = added.text[: added.text.index("**Trees.**")]
    assert above.rpartition("[//]: #")[2][:4] == str(year)
    assert added.text.count("[//]:") == GROUPS.count("[//]:")


def test_the_year_of_a_paper_is_that_of_its_venue() -> None:
    paper = replace(_paper(2020), url="https://arxiv.org/abs/1912.00009", published="2019-12-03", year=2020)
    added = house_style.add(awesome.parse(GROUPS), paper, "Papers")
    assert added.text.count("[//]:") == GROUPS.count("[//]:")


def test_every_entry_has_its_own_line_where_nearly_all_do() -> None:
    added = house_style.add(awesome.parse(EACH), _paper(2024), "L")
    assert added.block == "[//]: # (07/03)\n- [Trees](https://arxiv.org/abs/2407.00009)"
    assert added.text == EACH.replace("# L\n\n", f"# L\n\n{added.block}\n")


def test_a_remark_that_is_no_date_says_nothing() -> None:
    text = (
        EACH.replace("06/11", "look here")
        .replace("06/05", "and here")
        .replace("05/30", "a")
        .replace("04/12", "b")
        .replace("03/01", "c")
    )
    assert house_style.add(awesome.parse(text), _paper(2024), "L").block.startswith("- [Trees]")
