"""People in front of a bold, linked title: family names first, with and without an ellipsis, beside names in full."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Paper, paper_of
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


_TURNED = """\
# Games

## Framework

* [Games of Two](https://arxiv.org/abs/1701.00001) by Lee R, De Vale Y M, Day A, et al. arXiv, 2017.
* [Games of Three](https://a.org/3.pdf) by Tull, Karl, and Gerd Winter. AI Letters, 2012.
* [Games of Four](https://a.org/4.pdf) by Tess, Gerald B. NIPS, 2003.
* [Games of Five](https://a.org/5.pdf) by Pratt, Jon, Jon Fenn, and Jon Vass. ICTAI, 2007.
* [Games of Six](https://a.org/6.pdf) by Kone V. Web Wisdom and Agent Systems, 2004.
* [Games of Seven](https://a.org/7.pdf) by Now A, Vance P, De Hall Y M. Spring Press, 2012.
* [Games of Eight](https://a.org/8.pdf) by Bloom, Dan, et al. JAIR, 2015.
"""


def test_names_behind_by_are_people_however_they_are_turned() -> None:
    alist = awesome.parse(_TURNED)
    assert [entry.authors for entry in alist.entries] == [
        ("Lee R", "De Vale Y M", "Day A", "et al."),
        ("Tull, Karl", "Gerd Winter"),
        ("Tess, Gerald B",),
        ("Pratt, Jon", "Jon Fenn", "Jon Vass"),
        ("Kone V",),
        ("Now A", "Vance P", "De Hall Y M"),
        ("Bloom, Dan", "et al."),
    ]
    assert [entry.venue for entry in alist.entries][1:5] == [
        *("AI Letters, 2012", "NIPS, 2003", "ICTAI, 2007", "Web Wisdom and Agent Systems, 2004"),
    ]


_CITED = """\
# Money

## Surveys

* Lee, A. (2018). [What machines do to markets](https://a.org/1.pdf). In _The Markets: A Plan_. Town Press.

* Lee, A., & Chen, G. W. (2017). [The state of measuring](https://a.org/2.pdf). _Journal of Market Views_, 31(2), 3-32.

* Day, C. R. (2014). [New tricks for markets](https://a.org/3.pdf). _Journal of Market Views_, 28(2), 3-28.

* Eng, D., Fox, E., & Gay, F. (2014). [Wide ways of guessing](https://a.org/4.pdf). _Market Letters_, 28(2), 29-50.
"""


def test_citations_around_a_linked_title_tell_people_and_journal() -> None:
    alist = awesome.parse(_CITED)
    assert [entry.authors for entry in alist.entries][0::2] == [("Lee, A.",), ("Day, C. R.",)]
    assert [entry.venue for entry in alist.entries][1:] == ["Journal of Market Views"] * 2 + ["Market Letters"]
    paper = Paper(
        title="Sums in Grids",
        url="https://arxiv.org/abs/2609.04321",
        authors=("Mara Lind", "Tom A. Berg", "Wei Zhang"),
        published="2026-09-14",
        venue="NeurIPS 2026",
        sources=("arxiv",),
    )
    assert house_style.add(alist, paper, "Surveys").block == (
        "* Lind, M., Berg, T. A., & Zhang, W. (2026). [Sums in Grids](https://arxiv.org/abs/2609.04321). _NeurIPS_."
    )


def test_names_as_bibtex_has_them_are_people() -> None:
    entries = [
        f"- **Trees of kind {n}.** ICML, 201{n}. [paper](https://a.org/{n}.pdf)\n\n  *{people}*\n"
        for n, people in enumerate(
            [
                "Lee, Ann and Chen, Bo and Day, Cy B. and Van Eng, Di.",
                "Fox, Ed and Gay, Flo Ann and Hill, G. and others.",
                "Joy, Ida and Kim, Jo and Mai, Lu.",
            ],
            start=1,
        )
    ]
    assert [entry.authors for entry in awesome.parse("# L\n\n## S\n\n" + "\n".join(entries)).entries] == [
        ("Lee, Ann", "Chen, Bo", "Day, Cy B.", "Van Eng, Di"),
        ("Fox, Ed", "Gay, Flo Ann", "Hill, G.", "others"),
        ("Joy, Ida", "Kim, Jo", "Mai, Lu"),
    ]


RAISED = """\
# Minds

## Papers

**Grids That Hold** \\
*Ann Lee<sup>1</sup>, Bo Chen<sup>1,2</sup>, Cy Day, Di van den Berg* \\
arXiv 2021. [[Paper](https://arxiv.org/abs/2107.03006)]

**Grids That Give** \\
*Ann Lee<sup>\\*</sup>, Bo Chen<sup>†</sup>* \\
arXiv 2021. [[Paper](https://arxiv.org/abs/2107.03007)]

**Grids That Bend** \\
*Eva Fox, Gus Hill, Ida Jones* \\
arXiv 2021. [[Paper](https://arxiv.org/abs/2107.03008)]
"""


def test_signs_set_high_behind_names_part_no_people() -> None:
    alist = awesome.parse(RAISED)
    first, second, _ = alist.entries
    assert first.authors == ("Ann Lee<sup>1</sup>", "Bo Chen<sup>1,2</sup>", "Cy Day", "Di van den Berg")
    assert second.authors == ("Ann Lee<sup>\\*</sup>", "Bo Chen<sup>†</sup>")
    assert first.tags == second.tags == ()
    without = awesome.parse(awesome.remove(alist, first))
    block = house_style.add(without, paper_of(first), first.section).block
    assert block == alist.block(awesome.unit_of(alist, first))


def test_names_that_a_fold_says_again_are_told_once() -> None:
    line = "+ **Grids, Part {0}** (2 Jan 202{0})<details><summary>{1}</summary>{2}</details>\n[Paper](https://arxiv.org/abs/2{0}01.00001)\n\n"
    folds = [("Ann Lee, Bo Chen", "Ann Lee, Bo Chen"), ("Ann Lee, Bo Chen, et al.", "Ann Lee, Bo Chen, Cy Day")]
    text = "# L\n\n## S\n\n" + "".join(line.format(n, *fold) for n, fold in enumerate(folds, 1))
    assert awesome.parse(text).entries[0].authors == ("Ann Lee", "Bo Chen")
    slip = text.replace("Chen, et", "Chen,, et")
    assert awesome.parse(slip).entries[1].tags == ()
