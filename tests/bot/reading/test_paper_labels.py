"""Labels of a paper's own link that say where and when it appeared: what is read in them, and what the next one says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Paper
from bot.reading.fields import Field
from bot.reading.paper_labels import facts_in, says_where_or_when

NEW = Paper(
    title="Leaps: Dancing over Gaps",
    authors=("Mina Kovacs", "Tao Li"),
    url="https://arxiv.org/abs/2506.07777",
    published="2025-06-12",
    sources=("arxiv",),
)
WALKING = """\
## Walking

- [arXiv 2025.05](https://arxiv.org/abs/2505.01111), Small Steps, [website](https://steps.example.org)
- [arXiv 2025.04](https://arxiv.org/abs/2504.02222), Stairs for All, [website](https://stairs.example.org)
- [CoRL 2024](https://arxiv.org/abs/2409.03333), Learning to Fall, [website](https://fall.example.org)
- [arXiv 2024.08](https://arxiv.org/abs/2408.04444), Balance Is Enough, [website](https://balance.example.org)
"""
HANDS = """
## Hands

* `[Okoye et al. ICLR21]` Support Sets for Grips. ICLR, 2021. [[paper]](https://arxiv.org/abs/2010.02824)
* `[Bain et al. ICCV21]` Frozen Fingers in Time. ICCV, 2021. [[paper]](https://arxiv.org/abs/2104.00650)
* `[Luo et al. 21]` Clips for Hands. arXiv, 2021. [[paper]](https://arxiv.org/abs/2104.08860)
* `[Wang et al. CVPR21]` Global Lines. CVPR, 2021. [[paper]](https://arxiv.org/abs/2104.10054)
"""
BOTH = WALKING + HANDS


@pytest.mark.parametrize(
    ("label", "facts"),
    [
        ("2025.05", {Field.DATE: "2025.05"}),
        ("CoRL 2024", {Field.VENUE: "CoRL 2024"}),
        ("arXiv2023", {Field.VENUE: "arXiv2023"}),
        ("2021-ICML", {Field.YEAR: "2021", Field.VENUE: "ICML"}),
        ("arXiv 2025.05", {Field.DATE: "2025.05"}),
        ("arXiv, 5 Sep 2024", {Field.DATE: "5 Sep 2024"}),
        ("RSS (July 2024)", {Field.VENUE: "RSS", Field.DATE: "July 2024"}),
        ("arxiv, 16.05", {Field.DATE: "16.05"}),
        ("arxiv.\n16.05", {Field.DATE: "16.05"}),
        ("ICML, 17.08", {Field.VENUE: "ICML", Field.DATE: "17.08"}),
    ],
)
def test_a_label_of_when_and_where_is_read_in_its_parts(label: str, facts: dict[Field, str]) -> None:
    assert {kind: label[start:end] for kind, start, end in facts_in(label)} == facts
    assert says_where_or_when(label)


@pytest.mark.parametrize(
    "label", ["arXiv", "paper", "ACL Anthology", "Small Steps, May 2024, a note", "16.05", "Table 16.05", ""]
)
def test_a_label_that_names_the_paper_or_says_more_tells_no_date(label: str) -> None:
    assert facts_in(label) == ()


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_newcomer_has_its_own_month_in_the_label(end: str) -> None:
    """Also where the label runs over the line's end; `16.05` stood on a paper of another year."""
    label = f"arxiv,{end or ' '}"
    entries = [(f"Small Steps {word}", month) for month, word in enumerate(("Up", "Down", "On"), start=5)]
    lines = [
        f"- *{name}* [[{label}16.{month:02}]](https://arxiv.org/abs/16{month:02}.01111)" for name, month in entries
    ]
    alist = awesome.parse("## Walking\n\n" + "\n".join(lines) + "\n")
    assert [entry.date for entry in alist.entries] == ["16.05", "16.06", "16.07"]
    assert f"[[{label}25.06]](https://arxiv.org/abs/2506.07777)" in house_style.add(alist, NEW, ("Walking",)).text


@pytest.mark.parametrize("text", [WALKING, BOTH])
def test_the_next_label_says_the_month_of_a_preprint_and_the_year_of_a_venue(text: str) -> None:
    alist = awesome.parse(text)
    assert [entry.date for entry in alist.entries[:4]] == ["2025.05", "2025.04", "", "2024.08"]
    title = "Leaps: Dancing over Gaps"
    written = house_style.add(alist, NEW, "Walking").block
    assert written == f"- [arXiv 2025.06](https://arxiv.org/abs/2506.07777), {title}"
    published = house_style.add(alist, replace(NEW, venue="CVPR 2026"), "Walking").block
    assert published == f"- [CVPR 2026](https://arxiv.org/abs/2506.07777), {title}"


@pytest.mark.parametrize("text", [HANDS, BOTH])
@pytest.mark.parametrize(
    ("venue", "tag", "name"), [("", "arXiv25", "arXiv, 2025"), ("CVPR 2026", "CVPR26", "CVPR, 2026")]
)
def test_the_dates_and_stops_of_another_section_are_not_this_ones(text: str, venue: str, tag: str, name: str) -> None:
    block = house_style.add(awesome.parse(text), replace(NEW, venue=venue), "Hands").block
    paper = "[[paper]](https://arxiv.org/abs/2506.07777)"
    assert block == f"* `[Kovacs and Li {tag}]` Leaps: Dancing over Gaps. {name}. {paper}"


def test_a_sign_before_the_name_of_code_is_no_part_of_it() -> None:
    item = "- [Hedges of Sort 1](http://arxiv.org/abs/2307.00001) [[**🔗 Code**]](https://hedges.example.org/) [💻 Source](https://git.example.org/a)"
    entry = awesome.parse(f"# L\n\n## S\n\n{item}\n").entries[0]
    assert [link.label for link in entry.code] == ["🔗 Code", "💻 Source"]
