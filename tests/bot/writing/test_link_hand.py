"""What a paper's own link is called: never by another paper's DOI, nor by the name of another site."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Link, Paper, paper_of

_BY_DOI = """\
# Folding

## Reviews

**A long look at folding by machine.**|
Ann Lee, Bo Chen, Cy Day.|
*Preprint, September 2022.*|
[[10.1101/2022.08.31.505981](https://doi.org/10.1101/2022.08.31.505981)]

**Folding with words alone.**|
Dee Eck, Flo Gray.|
*Preprint, August 2022.*|
[[arxiv](https://arxiv.org/abs/2208.13616)]

**Loops that bend.**|
Hal Ives, Jo King, Lu May.|
*Preprint, July 2022.*|
[[10.3389/fmolb.2022.928534](https://doi.org/10.3389/fmolb.2022.928534)]

**Sheets and helices told apart by counting.**|
Ned Orr, Pia Quist.|
*Preprint, June 2022.*|
[[10.1021/acs.biochem.1c00757](https://doi.org/10.1021/acs.biochem.1c00757)]
""".replace("|\n", "  \n")

_BY_SITE = """\
## Votes
* Order of Events, CACN 1978 [[acmdl](https://dl.acm.org/doi/10.1145/3590.3591),[pdf](https://example.org/a.pdf)]
* Agreement Without Clocks, JACN 1982 [[acmdl](https://dl.acm.org/doi/10.1145/1720.1721)]
* Boats and Votes, Unpublished 2016 [[arxiv](https://arxiv.org/abs/1612.03457)]
* Is Anybody There?, Unpublished 2020 [[arxiv](https://arxiv.org/abs/2001.04787)]
* Votes at Sea, Unpublished 2021 [[pdf](https://example.org/v.pdf)]
"""


def _added(text: str, url: str, section: str, **known: object) -> str:
    paper = Paper(title="Knots That Hold", url=url, authors=("Uma Vale", "Wes Xu"), **known)  # type: ignore[arg-type]
    return house_style.add(awesome.parse(text), paper, (section,)).block


def test_a_label_that_is_a_doi_is_the_papers_own() -> None:
    url = "https://doi.org/10.1145/3712345.3712399"
    block = _added(_BY_DOI, url, "Reviews", date="2026-09-02", venue="Preprint")
    assert block.endswith(f"[[10.1145/3712345.3712399]({url})]")
    assert "505981" not in block


def test_a_paper_without_a_doi_is_not_called_by_one() -> None:
    block = _added(_BY_DOI, "https://arxiv.org/abs/2609.04321", "Reviews", date="2026-09-02", venue="Preprint")
    assert block.endswith("[[arxiv](https://arxiv.org/abs/2609.04321)]")


def test_a_month_is_written_out_where_the_others_are_whatever_its_length() -> None:
    url = "https://arxiv.org/abs/2609.04321"
    assert "*Preprint, September 2026.*" in _added(_BY_DOI, url, "Reviews", date="2026-09-02", venue="Preprint")


def test_entries_called_by_their_doi_are_written_again_as_they_stand() -> None:
    alist = awesome.parse(_BY_DOI)
    for entry in alist.entries:
        rest = awesome.parse(awesome.remove(alist, entry))
        assert house_style.add(rest, paper_of(entry), entry.section).block in _BY_DOI


def test_a_label_names_the_site_that_the_papers_address_leads_to() -> None:
    assert "[[acmdl](" in _added(_BY_SITE, "https://doi.org/10.1145/3712345.3712399", "Votes")
    assert "[[arxiv](" in _added(_BY_SITE, "https://arxiv.org/abs/2609.04321", "Votes")
    assert "[[pdf](" in _added(_BY_SITE, "https://www.example.edu/knots.pdf", "Votes")


def test_a_label_that_names_no_site_stays_whatever_another_section_calls_that_site() -> None:
    talks = "## Talks\n* Votes, Told [[link](https://dl.acm.org/doi/10.1145/1.2)]\n\n"
    papers = "".join(f"* Votes, Part {n} [[paper](https://arxiv.org/abs/2101.0000{n})]\n" for n in range(1, 5))
    block = _added(f"{talks}## Papers\n{papers}", "https://doi.org/10.1145/3712345.3712399", "Papers")
    assert "[[paper](" in block


def test_a_blank_that_slipped_in_beside_an_address_is_not_copied() -> None:
    text = """\
## Votes
* [[CACN](https://arxiv.org/abs/2412.03457)] Boats and Votes. [[code]( https://github.com/boats/votes )]
* [[JACN](https://arxiv.org/abs/2411.04787)] Is Anybody There. [[caffe](https://github.com/any/body)]
* [[JACN]( https://arxiv.org/abs/2410.04788)] Votes at Sea. [[caffe](https://github.com/votes/sea)]
* [[JACN](https://arxiv.org/abs/2409.04789)] Votes on Land. [[caffe](https://github.com/votes/land)]
"""
    repository = Link(label="Code", url="https://github.com/knots/hold")
    block = _added(text, "https://arxiv.org/abs/2609.04321", "Votes", code=(repository,), sources=("arXiv",))
    assert "](https://github.com/knots/hold)]" in block
    assert "](https://arxiv.org/abs/2609.04321)]" in block
