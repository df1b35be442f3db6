"""People in front of a bold, linked title: family names first, with and without an ellipsis, beside names in full."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Paper
from bot.reading import people

_APA = """\
# Minds

## Papers

Vale, U., & Xu, W. [**Shared habits of people and machines**](https://arxiv.org/abs/2501.00001) Nature Human Habits (2025)

Ives, H., King, J. R., May, L., ... & Orr, N. B. [**Machine habits**](https://arxiv.org/abs/2501.00002) arXiv (2025)

Sun, R., Urn, T., & Day, C. [**Maps of what is near**](https://www.biorxiv.org/content/10.1101/2024.01.12.476051v1) bioRxiv (2024)

Quist, Pia. [**Layered memory**](https://arxiv.org/abs/2401.00003) arXiv (2024)

Eck, D., Fox, E., & Gray, F. A. [**Words in the ear**](https://www.nature.com/articles/s41562-024-0001-1) Nature Minds (2024)

Lee, A., Chen, B., & Day, C. [**Rules of the eye**](https://arxiv.org/abs/2401.00005) arXiv (2024)

Ann Lee, Bo Chen [**Grids that hold**](https://arxiv.org/abs/2301.00006) arXiv (2023)
"""


def test_a_bold_link_is_the_title_whoever_stands_before_it() -> None:
    found = {entry.title: entry.authors for entry in awesome.parse(_APA).entries}
    assert found["Machine habits"] == ("Ives, H.", "King, J. R.", "May, L.", "...", "Orr, N. B.")
    assert "Layered memory" in found
    assert found["Grids that hold"] == ("Ann Lee", "Bo Chen")


def test_a_journal_of_several_words_is_read_whole() -> None:
    assert next(iter(awesome.parse(_APA).entries)).venue == "Nature Human Habits (2025)"


def test_a_feeds_people_are_named_and_joined_as_lines_of_their_form_are() -> None:
    paper = Paper(
        title="Sums in Grids",
        url="https://arxiv.org/abs/2609.04321",
        authors=("Mara Lind", "Tom A. Berg", "Wei Zhang"),
        published="2026-09-14",
        sources=("arxiv",),
    )
    block = house_style.add(awesome.parse(_APA), paper, ("Papers",)).block
    assert block == (
        "Lind, M., Berg, T. A., & Zhang, W. [**Sums in Grids**](https://arxiv.org/abs/2609.04321) arXiv (2026)"
    )


def test_an_ellipsis_before_the_last_name_is_written_as_it_is_read() -> None:
    line = "Ives, H., King, J. R., ... & Orr, N. B."
    names = people.names_of(line)
    assert people.joined(names, people.hand_of([line])) == line
