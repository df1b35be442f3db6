"""Few bold paragraphs among many items: papers where one says so, no introductions."""

from __future__ import annotations

from bot import awesome

ITEMS = "".join(f"- [Rows of Roses, Part {n}](https://arxiv.org/abs/2401.0000{n})\n" for n in range(1, 8))
BOLD = "**Leaves fall in the autumn wind**, Ann Lee, ICML 2022. [[paper](https://arxiv.org/abs/2201.00001)]\n"
OTHER = "**Buds come back in the spring** <br> Cy Day <br> [paper](https://arxiv.org/abs/2201.00002)\n"


def titles(text: str) -> list[str]:
    return [entry.title for entry in awesome.parse(text).entries if not entry.title.startswith("Rows")]


def test_one_below_the_items_of_its_section_is_a_paper() -> None:
    found = awesome.parse(f"# L\n\n## S\n\n{ITEMS}\n{BOLD}\n- [Trees](https://arxiv.org/abs/2301.00003)\n").entries
    assert [(entry.title, entry.line) for entry in found[7:]] == [("Leaves fall in the autumn wind", 13), ("Trees", 15)]
    assert awesome.parse(f"# L\n\n## S\n\n{ITEMS}\n{BOLD}\n").sections[-1].entries == 8


def test_two_in_a_section_beside_others_are_papers() -> None:
    text = f"# L\n\n## S\n\n{ITEMS}\n## T\n\n{BOLD}\n{OTHER}\n## U\n\n{ITEMS}"
    assert titles(text) == ["Leaves fall in the autumn wind", "Buds come back in the spring"]


def test_introductions_are_none() -> None:
    assert titles(f"# L\n\n{BOLD}\n{OTHER}\n## S\n\n{ITEMS}\n## T\n\n{ITEMS}") == []
    assert titles(f"# L\n\n## About\n\n{BOLD}\n## S\n\n{ITEMS}") == []
    assert titles(f"# L\n\n## S\n\n{BOLD}\n{ITEMS}") == []
    note = "**Note that all of these are open**, see [the page](https://example.org/page).\n"
    assert titles(f"# L\n\n## S\n\n{ITEMS}\n{note}") == []
    assert titles(f"# L\n\n## S\n\n{ITEMS}\n**Our survey**: [paper](https://arxiv.org/abs/2201.00001)\n") == []
