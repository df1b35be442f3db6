"""Lists in dialects that people use: every entry found with its fields, written again, and a feed's paper written so.

The lists of `tests/data/dialects` are made for these tests; `papers.tsv` beside them says what the papers are.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot import awesome, house_style
from bot.checking import lint
from bot.model import Entry, Link, Paper, paper_of

FOLDER = Path(__file__).parents[2] / "data" / "dialects"
ID = re.compile(r"\d{4}\.\d{4,5}")


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """A list: how many entries it has, which fields they print (authors, venue, code, date), and the least number of
    entries that come back byte for byte from their own fields, and from what a feed tells of the paper.
    """

    name: str
    entries: int
    prints: str
    again: int
    new: int = 0


DIALECTS = (
    Dialect(name="task-items", entries=23, prints="vc", again=15, new=15),
    Dialect(name="plus-citation", entries=17, prints="av", again=17, new=17),
    Dialect(name="counted-paren", entries=23, prints="avc", again=20, new=20),
    Dialect(name="reference-links", entries=23, prints="vc", again=23, new=23),
    Dialect(name="footnotes", entries=23, prints="v", again=23, new=20),
    Dialect(name="definition-items", entries=23, prints="avc", again=23, new=23),
    Dialect(name="block-quotes", entries=15, prints="ac", again=15, new=15),
    Dialect(name="dl", entries=23, prints="av", again=23, new=23),
    Dialect(name="ul-li", entries=23, prints="vc", again=23, new=20),
    Dialect(name="ol-li", entries=23, prints="ac", again=23, new=23),
    Dialect(name="p-align", entries=17, prints="av", again=17, new=17),
    Dialect(name="details-each", entries=23, prints="vc", again=23, new=0),
    Dialect(name="comment-behind", entries=23, prints="", again=23, new=0),
    Dialect(name="table-second", entries=23, prints="dvc", again=23, new=23),
    Dialect(name="table-last", entries=23, prints="c", again=23, new=20),
    Dialect(name="table-links", entries=23, prints="vc", again=23, new=23),
    Dialect(name="table-br", entries=23, prints="ac", again=23, new=23),
    Dialect(name="table-bare", entries=23, prints="v", again=23, new=23),
    Dialect(name="table-years", entries=24, prints="vc", again=21, new=19),
    Dialect(name="deep-items", entries=23, prints="ac", again=23, new=0),
    Dialect(name="badges-first", entries=23, prints="vc", again=23, new=23),
    Dialect(name="iso-first", entries=23, prints="dc", again=23, new=23),
    Dialect(name="dotted-first", entries=23, prints="dc", again=23, new=23),
    Dialect(name="month-first", entries=23, prints="d", again=23, new=20),
    Dialect(name="chinese-fullwidth", entries=13, prints="vc", again=13, new=0),
    Dialect(name="chinese-dates", entries=13, prints="dc", again=13, new=3),
    Dialect(name="venue-badge", entries=23, prints="c", again=23, new=23),
    Dialect(name="apa", entries=23, prints="v", again=4, new=0),
    Dialect(name="ieee", entries=23, prints="v", again=19, new=0),
    Dialect(name="etal-first", entries=23, prints="vc", again=23, new=0),
    Dialect(name="guillemets", entries=18, prints="avc", again=18, new=18),
    Dialect(name="curly-quotes", entries=17, prints="av", again=17, new=17),
    Dialect(name="japanese", entries=18, prints="vc", again=18, new=18),
    Dialect(name="korean", entries=18, prints="vc", again=18, new=18),
    Dialect(name="emoji-keys", entries=23, prints="c", again=23, new=23),
    Dialect(name="br-paragraphs", entries=17, prints="avc", again=17, new=17),
    Dialect(name="rules-between", entries=17, prints="ac", again=17, new=17),
    Dialect(name="anchored-headings", entries=23, prints="ac", again=0, new=0),
    Dialect(name="setext", entries=23, prints="v", again=23, new=23),
    Dialect(name="h3-entries", entries=23, prints="ac", again=23, new=23),
    Dialect(name="numbered-headings", entries=23, prints="vc", again=23, new=23),
    Dialect(name="stars-and-new", entries=23, prints="c", again=20, new=14),
    Dialect(name="front-matter", entries=23, prints="vc", again=23, new=23),
    Dialect(name="crlf-tabs", entries=23, prints="vc", again=23, new=23),
    Dialect(name="back-to-top", entries=23, prints="v", again=23, new=23),
    Dialect(name="links-below", entries=23, prints="c", again=23, new=23),
    Dialect(name="links-below-paragraph", entries=23, prints="c", again=23, new=23),
    Dialect(name="code-before-paper", entries=23, prints="vc", again=23, new=23),
    Dialect(name="bold-years", entries=22, prints="v", again=22, new=22),
    Dialect(name="empty-sections", entries=19, prints="v", again=19, new=17),
    Dialect(name="middots", entries=23, prints="avc", again=23, new=22),
    Dialect(name="bold-numbers", entries=23, prints="ac", again=23, new=23),
    Dialect(name="autolinks", entries=20, prints="av", again=20, new=20),
    Dialect(name="bare-below", entries=23, prints="c", again=23, new=23),
    Dialect(name="labelled-lines", entries=23, prints="v", again=23, new=23),
    Dialect(name="picture-lines", entries=18, prints="vc", again=18, new=16),
    Dialect(name="bullet-signs", entries=18, prints="av", again=18, new=18),
    Dialect(name="gb-t-7714", entries=18, prints="v", again=18, new=0),
    Dialect(name="roman", entries=18, prints="av", again=18, new=18),
    Dialect(name="letters", entries=18, prints="c", again=18, new=18),
    Dialect(name="italic-titles", entries=18, prints="av", again=18, new=18),
    Dialect(name="quoted-behind-names", entries=18, prints="vc", again=18, new=0),
    Dialect(name="callouts", entries=18, prints="avc", again=18, new=18),
    Dialect(name="admonitions", entries=18, prints="avc", again=18, new=18),
    Dialect(name="fenced-cards", entries=18, prints="ac", again=18, new=18),
    Dialect(name="table-ticks", entries=18, prints="v", again=18, new=0),
    Dialect(name="spanish-names", entries=18, prints="avc", again=18, new=18),
    Dialect(name="plain-ids", entries=18, prints="ac", again=18, new=18),
    Dialect(name="components", entries=18, prints="vc", again=18, new=18),
    Dialect(name="japanese-labels", entries=18, prints="av", again=18, new=18),
    Dialect(name="first-authors-behind", entries=18, prints="vc", again=18, new=16),
    Dialect(name="acm", entries=18, prints="av", again=17, new=17),
    Dialect(name="titles-apart", entries=18, prints="a", again=18, new=18),
)
each = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)


@cache
def papers() -> dict[str, Paper]:
    with (FOLDER / "papers.tsv").open(encoding="utf-8", newline="") as rows:
        return {row[0]: _paper(row) for row in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)}


def _paper(row: list[str]) -> Paper:
    number, title, authors, venue, year, day, repository = row
    return Paper(
        title=title,
        url=f"https://arxiv.org/abs/{number}",
        arxiv_id=number,
        authors=tuple(authors.split("; ")),
        venue="" if venue == "arXiv" else f"{venue} {year}",
        published=day,
        code=(Link(label="Code", url=f"https://github.com/{repository}"),) if repository else (),
        sources=("arxiv",),
    )


@cache
def listed(name: str) -> awesome.AwesomeList:
    return awesome.parse((FOLDER / f"{name}.md").read_bytes().decode("utf-8"))


def known(entry: Entry) -> Paper:
    found = ID.search(entry.url)
    assert found, f"line {entry.line}: no paper's address in {entry.url!r}"
    return papers()[found[0]]


@each
def test_every_entry_is_found_once_with_its_title(dialect: Dialect) -> None:
    entries = listed(dialect.name).entries
    assert [entry.title for entry in entries] == [known(entry).title for entry in entries]
    assert len({known(entry).url for entry in entries}) == len(entries) == dialect.entries


@each
def test_the_fields_that_are_printed_are_read(dialect: Dialect) -> None:
    for entry in listed(dialect.name).entries:
        paper = known(entry)
        if "a" in dialect.prints:
            assert entry.authors == paper.authors
        if "v" in dialect.prints:
            assert entry.venue.startswith(paper.venue.rpartition(" ")[0] or "arXiv")
        if "c" in dialect.prints:
            assert [link.url for link in entry.code] == [link.url for link in paper.code]
        if "d" in dialect.prints:
            assert entry.date


@each
def test_entries_come_back_from_their_own_fields_and_as_a_person_wrote_them_from_a_feed(dialect: Dialect) -> None:
    alist = listed(dialect.name)
    again = new = 0
    for unit, entry in zip(alist.units, alist.entries, strict=True):
        rest = awesome.parse(awesome.remove(alist, entry))
        again += house_style.add(rest, paper_of(entry), entry.section).block == alist.block(unit)
        added = house_style.add(rest, known(entry), entry.section)
        new += added.block == alist.block(unit)
        assert _is_one_block(rest.text, added.text)
    assert (again >= dialect.again, new >= dialect.new) == (True, True), f"{again} byte for byte, {new} from a feed"


def _is_one_block(before: str, after: str) -> bool:
    head = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    return len(after) > len(before) and after.endswith(before[head:])


@each
def test_house_style_is_no_fault(dialect: Dialect) -> None:
    assert not lint.lint(listed(dialect.name))


def test_a_licence_that_many_rows_share_is_no_title() -> None:
    alist = listed("table-licences")
    assert [entry.title for entry in alist.entries] == [f"Set{number}" for number in range(1, 7)] * 3
    assert "Licence: CC BY 4.0 International" in alist.entries[1].tags
    assert not lint.lint(alist)


def test_a_title_that_links_to_a_page_of_the_list_leaves_the_paper_its_identity() -> None:
    alist = listed("relative-titles")
    assert [entry.url for entry in alist.entries][:2] == ["Papers%20a1/1.md", "Papers%20a1/2.md"]
    assert all(entry.keys and entry.keys[0].startswith("arxiv:") for entry in alist.entries)
    paper = Paper(title="Another Work", url="https://arxiv.org/abs/2501.00001", venue="ICLR", sources=("arxiv",))
    block = house_style.add(alist, paper, "Vision").block
    assert block == "| [Another Work](https://arxiv.org/abs/2501.00001) | ICLR |  |  |"


def test_a_paper_without_a_definition_is_linked_in_place() -> None:
    paper = Paper(title="A Work of Its Own", url="https://arxiv.org/abs/2501.00001", venue="ICML 2025")
    added = house_style.add(listed("reference-links"), paper, "Efficiency")
    assert added.block == "- [A Work of Its Own](https://arxiv.org/abs/2501.00001) (ICML 2025)"


def test_an_edit_leaves_links_by_reference_as_they_are() -> None:
    alist = listed("reference-links")
    entry = next(entry for entry in alist.entries if entry.title.startswith("LoRA"))
    after = house_style.restyle(alist, entry, venue="ICLR 2023")
    assert after == alist.text.replace(
        "Language Models][hu22lora] (ICLR 2022)", "Language Models][hu22lora] (ICLR 2023)"
    )


def test_a_list_without_code_links_gets_none_from_a_feed() -> None:
    paper = papers()["2205.14135"]
    assert paper.code
    added = house_style.add(listed("setext"), paper, "Efficiency")
    assert "github.com" not in added.block
    given = house_style.add(listed("setext"), Paper(title="T", url=paper.url, code=paper.code), "Efficiency")
    assert given.block.endswith(f"[Code]({paper.code[0].url})")


def test_an_address_that_no_host_can_have_is_read_and_written_beside() -> None:
    odd = "- [One Work of Many](https://arxiv.org/abs/2401.00001) ([code](https://git作者：a.org/x))\n"
    text = "# L\n\n" + odd + odd.replace("arxiv.org/abs/2401.00001", "git作者：b.org/y")
    added = house_style.add(awesome.parse(text), Paper(title="Another", url="https://arxiv.org/abs/2402.00001"), "L")
    assert "[Another](https://arxiv.org/abs/2402.00001)" in added.block
