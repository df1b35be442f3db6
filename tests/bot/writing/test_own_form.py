"""What a section's own entries say of a newcomer's form against those of other sections that fit it better."""

from __future__ import annotations

from dataclasses import replace

from bot import awesome, house_style
from bot.model import Link, Paper, paper_of

_FED = Paper(
    title="Roots of Trees",
    authors=("Ann Lee", "Bo Chen", "Cy Day"),
    url="https://arxiv.org/abs/2510.00001",
    arxiv_id="2510.00001",
    published="2025-10-01",
    code=(Link(label="Code", url="https://github.com/ann/roots"),),
    sources=("arxiv",),
)


def test_people_go_before_the_title_where_a_section_has_them_there() -> None:
    cited = [
        f"* Eng, D., & Fox, E. (201{n}). [Trees of Kind {n}](https://a.org/{n}.pdf). _Tree Letters_, 31({n}), 3-32."
        for n in range(1, 6)
    ]
    talks = [f'* ["Talks of Kind {n}"](https://a.org/t{n}), Gus Hill and Ida Joy, 201{n}.' for n in range(1, 6)]
    text = "# L\n\n## Papers\n\n" + "\n".join(cited) + "\n\n## Talks\n\n" + "\n".join(talks) + "\n"
    assert house_style.add(awesome.parse(text), _FED, "Papers").block == (
        "* Lee, A., Chen, B., & Day, C. (2025). [Roots of Trees](https://arxiv.org/abs/2510.00001). _arXiv_."
    )


def test_people_are_left_out_where_none_of_a_section_has_any() -> None:
    plain = [f"- [Surveys of Kind {n}](https://a.org/s{n}.pdf)" for n in range(1, 6)]
    full = [f"- [Trees of Kind {n}](https://a.org/{n}.pdf) by Eng Di and Fox Ed" for n in range(1, 9)]
    text = "# L\n\n## Surveys\n\n" + "\n".join(plain) + "\n\n## Trees\n\n" + "\n".join(full) + "\n"
    assert house_style.add(awesome.parse(text), _FED, "Surveys").block == (
        "- [Roots of Trees](https://arxiv.org/abs/2510.00001)"
    )
    few = text.replace("\n".join(plain), plain[0])
    assert "by Ann Lee" in house_style.add(awesome.parse(few), _FED, "Surveys").block


def test_a_link_goes_behind_the_year_where_no_year_stands_behind_links() -> None:
    entries = [f"- [Trees of Kind {n}](https://a.org/{n}.pdf) by Eng Di and Fox Ed, 201{n}." for n in range(1, 6)]
    far = [
        f"- [Bushes of Kind {n}](https://a.org/b{n}.pdf) by Eng Di and Fox Ed. ICML, 201{n}. [code](https://github.com/e/b{n})"
        for n in range(1, 4)
    ]
    text = "# L\n\n## S\n\n" + "\n".join(entries) + "\n\n## T\n\n" + "\n".join(far) + "\n"
    block = house_style.add(awesome.parse(text), _FED, "S").block
    assert block.index("2025") < block.index("[code]")


def test_one_name_where_others_print_several_is_a_person() -> None:
    books = [
        f"[Books of Kind {n}](https://a.org/{n})  \n*{people}*  \nWhat this book of many kinds of trees is about, in some words.\n"
        for n, people in enumerate(["Eng Di, Fox Ed", "Gus Hill", "Ida Joy, Jo Kim and Lu Mai", "Ned O. Orr"], start=1)
    ]
    alist = awesome.parse("# L\n\n## Books\n\n" + "\n".join(books))
    assert [entry.authors for entry in alist.entries][1::2] == [("Gus Hill",), ("Ned O. Orr",)]
    assert (
        house_style.add(alist, replace(_FED, code=()), "Books").block.splitlines()[1].strip()
        == "*Ann Lee, Bo Chen and Cy Day*"
    )


def test_a_link_is_closed_before_what_is_borrowed_to_stand_behind_it() -> None:
    tools = [f"- [saw{n}](https://github.com/e/saw{n}) - A tool that cuts many kinds of trees." for n in range(1, 5)]
    tools += ["- [axe](https://github.com/e/axe)"]
    notes = [
        f"- Notes of Kind {n}: https://a.org/{n} ICML 201{n} [code](https://github.com/e/n{n})" for n in range(1, 4)
    ]
    text = "# L\n\n## Tools\n\n" + "\n".join(tools) + "\n\n## Notes\n\n" + "\n".join(notes) + "\n"
    block = house_style.add(awesome.parse(text), replace(_FED, venue="NeurIPS 2025"), "Tools").block
    assert "(https://arxiv.org/abs/2510.00001)" in block or "](" not in block.partition("2510")[0]


def test_code_that_no_entry_has_goes_behind_the_last_link_and_not_behind_the_people_below() -> None:
    entries = [
        f"{n}. **Trees of Kind {n}.** ICML, 201{n}. [paper](https://a.org/{n}.pdf) [data&code](https://github.com/e/t{n})\n\n   *Eng Di, Fox Ed.*\n"
        for n in range(1, 6)
    ]
    given = replace(
        _FED,
        sources=(),
        venue="ICML, 2018",
        year=2018,
        links=(Link(label="paper", url=_FED.url), Link(label="data", url="https://a.org/data")),
        code=(Link(label="code", url="https://github.com/ann/roots"),),
    )
    block = house_style.add(awesome.parse("# L\n\n## S\n\n" + "\n".join(entries)), given, "S").block
    assert block.splitlines()[0].endswith("[data](https://a.org/data) [code](https://github.com/ann/roots)")
    assert block.splitlines()[2] == "   *Ann Lee, Bo Chen, Cy Day.*"


def test_a_venue_keeps_its_year_beside_another_one_where_most_do() -> None:
    rows = "".join(
        f"- **Rows of Roses, Part {n}** (2020), {venue}, Lee, Ann, et al. [[pdf]](https://arxiv.org/pdf/2001.0000{n})\n"
        for n, venue in enumerate(("PLDI 2020", "ICML 2020", "Neurocomputing", "FSE 2020"), start=1)
    )
    fresh = Paper(
        title="Fresh Work",
        url="https://arxiv.org/abs/2401.00009",
        authors=("Kim Low", "Max Ney"),
        venue="NeurIPS 2024",
        sources=("arxiv",),
    )
    block = house_style.add(awesome.parse(f"# L\n\n## S\n\n{rows}"), fresh, "S").block
    assert block.startswith("- **Fresh Work** (2024), NeurIPS 2024, Low, Kim, ")


def test_a_preprint_names_no_server_where_linked_preprints_name_none() -> None:
    def line(n: int, venue: str, code: str) -> str:
        return f'{n}. "Trees of Kind {n}" [202{n}-0{n}] {venue}[[paper](https://arxiv.org/abs/220{n}.0000{n})]{code}'

    told = [line(n, f"[ICML 202{n}] ", f" [[repo](https://github.com/eng/t{n})]") for n in range(1, 8)]
    bare = [line(n, "", "") for n in range(2, 7)]
    text = "# L\n\n## S\n\n" + "\n".join(told) + "\n\n## T\n\n" + "\n".join(bare) + "\n"
    block = house_style.add(awesome.parse(text), _FED, "S").block
    assert block.startswith('8. "Roots of Trees" [2025-10] [[paper](')


def test_a_long_remark_keeps_its_one_pair_of_brackets() -> None:
    said = ["from Oslo", "from a guild of towns; the first of its kind of work in many years", "from Turku"]
    entries = [f"* [Trees of Kind {n}](https://arxiv.org/abs/2201.0000{n}) ({by})" for n, by in enumerate(said * 2)]
    alist = awesome.parse("# L\n\n## S\n\n" + "\n".join(entries) + "\n")
    entry = alist.entries[1]
    assert entry.tags == (said[1],)
    rest = awesome.parse(awesome.remove(alist, entry))
    assert house_style.add(rest, paper_of(entry), "S").block == entries[1]


def test_one_sign_parts_two_fields_where_the_people_between_them_are_missing() -> None:
    entries = [
        f"- [Trees of Kind {n}](https://arxiv.org/abs/2201.0000{n}) - *{who}*, `ICML 202{n}`"
        for n, who in enumerate(["Eng Di, Fox Ed", "Gus Hill, Ida Joy", "Jo Kim, Lu Mai"], start=1)
    ]
    block = house_style.add(
        awesome.parse("# L\n\n" + "\n".join(entries)), replace(_FED, authors=(), code=()), "L"
    ).block
    assert block == "- [Roots of Trees](https://arxiv.org/abs/2510.00001) - `arXiv 2025`"


def test_two_people_end_in_a_stop_where_others_end_in_that_of_et_al() -> None:
    entries = [f"* {who} et al. **Trees of Kind {n}.** ICML, 202{n}." for n, who in enumerate(["Eng", "Fox", "Gay"])]
    two = replace(_FED, authors=("Ann Lee", "Bo Chen"), venue="ICLR 2025", code=())
    block = house_style.add(awesome.parse("# L\n\n## S\n\n" + "\n".join(entries * 2)), two, "S").block
    assert block.startswith("* Lee and Chen. **Roots of Trees.** ICLR, 2025.")


def test_two_links_are_parted_where_every_other_entry_has_one() -> None:
    names = ["website", "code", "video"] * 2
    entries = [
        f"- [Trees of Kind {n}](https://arxiv.org/abs/2101.0000{n}) [[{name}](https://{name}.example/{n})]\n  - Eng Di and Fox Ed. arXiv, 2021."
        for n, name in enumerate(names)
    ]
    links = (Link(label="website", url="https://lee.example/"), Link(label="blog", url="https://blog.example/"))
    paper = Paper(title="Roots", url=_FED.url, authors=("Ann Lee", "Bo Chen"), venue="arXiv, 2025", links=links)
    block = house_style.add(awesome.parse("# L\n\n## S\n\n" + "\n".join(entries)), paper, "S").block
    assert block.split("\n")[0].endswith("[[website](https://lee.example/)] [[blog](https://blog.example/)]")


def test_one_line_of_turned_names_tells_how_the_next_is_joined() -> None:
    said = ["Gay H", "Oh I J, Kim L, et al.", "Eng, Di, and Ed Fox", "Lu M, Orr N", "Pym O"]
    entries = [
        f"* [Trees of Kind {n}](https://arxiv.org/abs/2101.0000{n}) by {who}. ICML, 202{n}."
        for n, who in enumerate(said)
    ]
    paper = Paper(title="Roots", url=_FED.url, authors=("Lee, Ann", "Bo Chen"), venue="ICML, 2025")
    block = house_style.add(awesome.parse("# L\n\n## S\n\n" + "\n".join(entries)), paper, "S").block
    assert block.endswith("by Lee, Ann, and Bo Chen. ICML, 2025.")
