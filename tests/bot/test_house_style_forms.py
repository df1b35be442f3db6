"""Forms of entries that people write by hand: people with home pages, tables of several kinds, empty sections with anchors."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Link, Paper

PEOPLE = """# Rendering

## Meshes

**Thin Meshes for Wide Scenes.**<br>
*[Ann Lee](https://ann.example.org/), [Bo Chen](https://bo.example.org/), [Cy Day](https://cy.example.org/~cy/).*<br>
CVPR 2022. [[PDF](https://arxiv.org/abs/2206.00001)] [[Project](https://thin.example.org/)]

**Folding Surfaces without Seams.**<br>
*Di Eng, Ed Fox, and [Flo Gay](https://flo.example.org/).*<br>
ECCV 2022. [[PDF](https://arxiv.org/abs/2207.00002)] [[Project](https://fold.example.org/)]

**A Survey of Light.**<br>
*Hal Ito, Ivy Jo.*<br>
ICCV 2021. [[PDF](https://arxiv.org/abs/2108.00003)]
"""


def _paper(**fields: object) -> Paper:
    known: dict[str, object] = {
        "title": "Quiet Noise: Sampling Less",
        "url": "https://arxiv.org/abs/2409.01234",
        "authors": ("Kim Lo", "Max Ng"),
        "published": "2024-09-02",
        "sources": ("arxiv",),
    }
    return Paper(**(known | fields))  # type: ignore[arg-type]  # names of Paper's fields


def test_a_line_of_linked_names_is_people_and_no_list_item_of_its_own() -> None:
    first, second, third = awesome.parse(PEOPLE).entries
    assert (first.line, first.end_line, first.title) == (5, 7, "Thin Meshes for Wide Scenes")
    assert first.url == "https://arxiv.org/abs/2206.00001"
    assert first.authors == ("Ann Lee", "Bo Chen", "Cy Day")
    assert [link.label for link in first.links] == ["PDF", "Project"]
    assert second.authors == ("Di Eng", "Ed Fox", "Flo Gay")
    assert third.authors == ("Hal Ito", "Ivy Jo")


def test_a_paper_beside_linked_people_gets_plain_names_and_nobody_elses_page() -> None:
    written = house_style.add(awesome.parse(PEOPLE), _paper(venue="CVPR 2024"), "Meshes").block
    assert written == (
        "**Quiet Noise: Sampling Less.**<br>\n*Kim Lo, Max Ng.*<br>\nCVPR 2024. [[PDF](https://arxiv.org/abs/2409.01234)]"
    )


def test_an_item_whose_star_lacks_its_blank_stays_an_item() -> None:
    text = "# L\n\n*[A Long Title Here](https://arxiv.org/abs/2401.00001) **ICML**\n*[Another Title Here](https://arxiv.org/abs/2401.00002)\n"
    assert [entry.line for entry in awesome.parse(text).entries] == [3, 4]


def test_labels_of_other_links_are_no_people() -> None:
    text = (
        "# L\n\n- **A Title of Some Length**\n  - [Project Page](https://a.example.org), [Live Demo](https://b.example.org)\n"
        "  - [Paper](https://arxiv.org/abs/2401.00001)\n"
    )
    entry = awesome.parse(text).entries[0]
    assert entry.authors == ()
    assert Link(label="Live Demo", url="https://b.example.org") in entry.links
