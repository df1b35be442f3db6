"""The list reader and the edits of single entries: every byte kept, exact lines, any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import awesome
from bot.errors import ListError, SectionNotFound
from bot.model import Base, Entry
from bot.reading.section_names import find_section

LIST = """# Papers

Welcome; see [the guide](https://example.org/guide) before you add one.

## News
- 2024-05: we moved to [a new home](https://example.org)

## Decoding

### Speculative

- [Draft and Verify: Lossless Decoding](https://arxiv.org/abs/2309.08168) [ACL 2024] [Self-Speculation]
  - Ann Lee, Bo Chen,..., Zoe Ray
  - Code: [Official](https://github.com/example/draft)

- [Tree Search for Drafts](https://openreview.net/forum?id=AbCdEf1234) [ICLR 2025]
  - Cy Day and Di Eng
  - Code: Waiting...

<!-- - [A Hidden One]()
  - Ed Fox
-->

## Tables

| Date | Title | Code |
|:----:|-------|------|
| 2024-01 | [Row Paper](https://arxiv.org/abs/2401.00001) | [Code](https://github.com/example/row) |

```
- [A Template](https://arxiv.org/abs/0000.00000)
```

## Empty"""


def entry(title: str) -> Entry:
    return next(entry for entry in awesome.parse(LIST).entries if entry.title.startswith(title))


def test_entries_are_found_in_file_order_and_nothing_that_only_looks_like_one() -> None:
    titles = [entry.title for entry in awesome.parse(LIST).entries]
    assert titles == [
        "Draft and Verify: Lossless Decoding",
        "Tree Search for Drafts",
        "A Hidden One",
        "Row Paper",
    ]


def test_fields_are_reported_as_printed() -> None:
    found = entry("Draft")
    assert found.url == "https://arxiv.org/abs/2309.08168"
    assert found.keys == ("arxiv:2309.08168",)
    assert (found.venue, found.year, found.tags) == ("ACL 2024", 2024, ("Self-Speculation",))
    assert found.authors == ("Ann Lee", "Bo Chen", "...", "Zoe Ray")
    assert [(link.label, link.url) for link in found.code] == [("Official", "https://github.com/example/draft")]
    assert found.section == ("Papers", "Decoding", "Speculative")


def test_lines_are_exact() -> None:
    lines = LIST.split("\n")
    for found in awesome.parse(LIST).entries:
        assert found.title in lines[found.line - 1]
        assert lines[found.end_line - 1].strip()


def test_a_commented_entry_is_an_entry_that_readers_do_not_see() -> None:
    assert [found.title for found in awesome.parse(LIST).entries if found.commented] == ["A Hidden One"]


def test_a_waiting_mark_is_not_code() -> None:
    assert entry("Tree").code == ()


@pytest.mark.parametrize(
    "name", ["Speculative", "Decoding > Speculative", "papers > decoding > speculative", "### Speculative"]
)
def test_a_section_is_found_by_the_end_of_its_path_and_in_any_case(name: str) -> None:
    assert find_section(awesome.parse(LIST), name).path == ("Papers", "Decoding", "Speculative")


@pytest.mark.parametrize("heading", ["## Search &amp; Rescue", "<h2>Search &amp; Rescue</h2>", "## Search & Rescue"])
@pytest.mark.parametrize("name", ["Search & Rescue", "Search &amp; Rescue"])
def test_a_section_is_named_as_a_reader_sees_its_heading(heading: str, name: str) -> None:
    alist = awesome.parse(f"# Papers\n\n{heading}\n\n- [One](https://arxiv.org/abs/2401.00001), ICML 2024\n")
    assert alist.entries[0].section[-1] == "Search & Rescue"
    assert find_section(alist, name).name.endswith("Search & Rescue")


def test_a_sign_in_a_heading_becomes_no_tag() -> None:
    alist = awesome.parse("# Papers\n\n## k &lt;n&gt; m\n\n- [One](https://arxiv.org/abs/2401.00001), ICML 2024\n")
    assert find_section(alist, alist.sections[-1].name).line == 3


def test_an_unknown_section_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(SectionNotFound) as raised:
        find_section(awesome.parse(LIST), "Speculativ decoding")
    assert any("Speculative" in name for name in raised.value.near)


CONTENTS = "# Papers\n\n## Contents\n\n- [Decoding](#decoding)\n\n## Decoding\n\n- [A](https://arxiv.org/abs/2401.00001)\n\n## Content\n\n"


def test_a_contents_list_is_no_near_section_but_an_empty_one_may_be() -> None:
    with pytest.raises(SectionNotFound) as raised:
        find_section(awesome.parse(CONTENTS), "Contentss")
    assert raised.value.near == ("Papers > Content", "Papers > Decoding")


def test_removing_an_entry_leaves_every_other_line() -> None:
    alist = awesome.parse(LIST)
    after = awesome.remove(alist, alist.entries[1])
    gone = [line for line in LIST.split("\n") if line not in after.split("\n")]
    assert gone == [
        "- [Tree Search for Drafts](https://openreview.net/forum?id=AbCdEf1234) [ICLR 2025]",
        "  - Cy Day and Di Eng",
        "  - Code: Waiting...",
    ]
    assert "\n\n\n" not in after


def test_replacing_changes_only_the_entrys_lines() -> None:
    alist = awesome.parse(LIST)
    found = alist.entries[0]
    before, _, after = LIST.partition("- [Draft and Verify")
    assert awesome.replace(alist, found, "- X") == before + "- X" + after[after.index("\n\n- [Tree") :]


def test_an_entry_of_another_list_is_refused() -> None:
    with pytest.raises(ListError):
        awesome.remove(awesome.parse("# Other\n"), entry("Draft"))


def test_an_unclosed_comment_does_not_hide_the_rest() -> None:
    text = "## A\n<!-- oops\n- [One Good Paper](https://arxiv.org/abs/2401.00001)\n"
    assert [found.title for found in awesome.parse(text).entries] == ["One Good Paper"]


_WORDS = (
    "# |## |- |* |1. |![](|[a](|](https://x.org)|)|**|<td>|</tr>|<details>|<summary>|  |[|]|`|arXiv 2024|: |é".split(
        "|"
    )
)
_MARKS = ["| ", "|---|", "```\n", "<!-- ", "-->", "\n", "\r\n", "\t", "\u00a0", "\ufeff", "\\", "\udc80"]
_PIECES = st.sampled_from([*_WORDS, *_MARKS])


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=400), st.lists(_PIECES, max_size=80).map("".join)))
def test_any_text_is_read_and_kept(text: str) -> None:
    alist = awesome.parse(text)
    assert alist.text == text
    count = len(text.split("\n"))
    for found in alist.entries:
        assert 1 <= found.line <= found.end_line <= count
        assert found.title


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_and_kept(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    assert awesome.parse(text).text.encode("utf-8", "surrogateescape") == data


@pytest.mark.shared
def test_the_seed_list_has_its_entries_with_exact_lines(shared: Path) -> None:
    path = next((shared / "data" / "seeds").glob("000*"))
    entries = awesome.parse(path.read_bytes().decode()).entries
    assert sum(not found.commented for found in entries) == 43
    assert [(found.line, found.end_line) for found in entries if found.commented] == [(133, 134)]
    unnested = entries[-1]
    assert (unnested.line, unnested.end_line) == (216, 219)
    assert unnested.authors[0] == "Tao Yu"
    muse = entries[0]
    assert (muse.line, muse.end_line, muse.venue, len(muse.code)) == (12, 14, "ICML 2023", 4)


@pytest.mark.shared
def test_every_list_is_read_and_kept(shared: Path) -> None:
    for path in sorted((shared / "data" / "lists").glob("*.md")):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        assert awesome.parse(text).text == text


def titles(text: str) -> list[str]:
    return [entry.title for entry in awesome.parse(text).entries]


PAPERS = "- [One Paper](https://arxiv.org/abs/2401.00001)\n- [Two Papers](https://arxiv.org/abs/2402.00002)\n"


def test_papers_below_contents_are_papers() -> None:
    assert titles(f"# L\n\n## Contents\n\n{PAPERS}") == ["One Paper", "Two Papers"]


@pytest.mark.parametrize(
    "contents",
    [
        "- [Vision](#vision)\n- [Other Lists](https://example.org/lists)\n",
        "- [Part One](https://github.com/o/r/blob/main/one.md)\n- [Part Two](https://github.com/o/r/blob/main/two.md)\n",
    ],
)
def test_contents_that_lead_home_are_no_papers(contents: str) -> None:
    assert titles(f"# L\n\n## Table of Contents\n\n{contents}\n## Vision\n\n{PAPERS}") == ["One Paper", "Two Papers"]


def test_a_remark_behind_a_label_belongs_to_the_label() -> None:
    text = "".join(
        f"**A Title of Paper {n}**\n\n- Paper: https://x.org/{n}\n- github(official, {n}): https://github.com/o/r{n}\n\n"
        for n in range(3)
    )
    assert len(titles(text)) == 3


def test_an_award_between_title_and_fields_belongs_to_the_entry() -> None:
    text = "**A Title of a Paper**\n\n- **Best Paper**\n- Paper: https://x.org/1\n- Code: https://github.com/o/r\n"
    (entry,) = awesome.parse(text).entries
    assert (entry.line, entry.end_line) == (1, 5)


def test_a_heading_with_pictured_link_labels_below_is_an_entry() -> None:
    body = "**Authors**: Ann Lee\n\n [📄 Paper](https://x.org/1) | [💻 Code (not yet)](https://github.com/o/r)\n\n"
    found = titles(f"## 2024\n\n### 1. A First Long Title\n{body}### 2. A Second Long Title\n{body}")
    assert [title.removeprefix(f"{n}. ") for n, title in enumerate(found, 1)] == [
        "A First Long Title",
        "A Second Long Title",
    ]


def test_the_people_and_the_introduction_of_a_page_are_no_entries() -> None:
    text = (
        "# L\n\nIf you have any ideas, please feel free to [open a new issue](https://x.org/issues).\n\n"
        f"## Papers\n\n{PAPERS}\n## Maintainers & Contributors\n\n- Ann ([@ann](https://github.com/ann))\n"
    )
    assert titles(text) == ["One Paper", "Two Papers"]


def test_foreign_bytes_in_an_address_are_read() -> None:
    text = b"## S\n- [One Paper](https://x.org/a?b=\xff\xe9&c=1)\n".decode("utf-8", "surrogateescape")
    (entry,) = awesome.parse(text).entries
    assert entry.keys


def test_a_request_to_the_reader_is_no_entry_among_paragraphs() -> None:
    papers = "\n\n".join(
        f"**A Work of Its Own {n}** \\\n[[Paper](https://arxiv.org/abs/2401.0000{n})]" for n in range(5)
    )
    text = f"# L\n\nPlease refer to [this page](https://example.org) as this one is shortened.\n\n{papers}\n"
    assert [entry.title for entry in awesome.parse(text).entries] == [f"A Work of Its Own {n}" for n in range(5)]


def test_addresses_of_the_list_with_anchors_are_contents_whatever_their_heading_says() -> None:
    home = "https://github.com/example/list"
    contents = f"* [Vision]({home}#vision)\n  * [Depth]({home}#depth)\n* [Text]({home}#text)\n"
    assert titles(f"# L\n\n## Overview\n\n{contents}\n## Vision\n\n{PAPERS}") == ["One Paper", "Two Papers"]
    mixed = contents + "* [A Paper](https://arxiv.org/abs/2401.00007)\n"
    assert "A Paper" in titles(f"# L\n\n## Overview\n\n{mixed}\n## Vision\n\n{PAPERS}")


def test_a_label_keeps_the_bracket_that_closes_its_remark() -> None:
    text = (
        "- **A Paper** [[pdf]](https://arxiv.org/abs/2401.00007) [[pdf (with notes)]](https://example.org/notes.pdf)\n"
    )
    (entry,) = awesome.parse(f"# L\n\n## S\n\n{text}").entries
    assert [link.label for link in entry.links] == ["pdf", "pdf (with notes)"]


@pytest.mark.parametrize(
    ("behind", "authors", "venue"),
    [
        ("by Ann Lee, 2018.", ("Ann Lee",), ""),
        ("by Ann Lee III, 2018. (Blog)", ("Ann Lee III",), ""),
        ("by ANN B. LEE. ICML 2018", ("ANN B. LEE",), "ICML 2018"),
        ("by Ann Lee, Bo van Chen, Cy Day, Di Eng, Ed Fox III, 2018.", 5, ""),
        ("by\tAnn Lee,\tBo Chen, Cy Day, Di Eng, Ed Fox, 2018.", 5, ""),
        ("by Ann Lee, Bo Chen,\tCy Day, 2018.", 3, ""),
    ],
)
def test_who_stands_behind_by_wrote_it(behind: str, authors: tuple[str, ...] | int, venue: str) -> None:
    text = f"# L\n\n## S\n\n* <[A Paper](https://arxiv.org/abs/1801.00001)> {behind}\n"
    (entry,) = awesome.parse(text).entries
    assert entry.authors == authors or len(entry.authors) == authors
    assert (entry.venue, entry.year, entry.idea) == (venue, 2018, "")


def test_words_behind_by_are_no_person() -> None:
    text = "# L\n\n## S\n\n* [A Paper](https://arxiv.org/abs/1801.00001) by means of quantised gradients\n"
    assert awesome.parse(text).entries[0].authors == ()


def test_a_list_that_is_asked_for_again_is_not_read_again() -> None:
    base = Base(sha="1", branch="main", files={"README.md": "# L\n\n- [One](https://arxiv.org/abs/2301.00001)\n"})
    later = Base(sha="2", branch="main", files=dict(base.files))
    assert awesome.newest(base, "README.md") is awesome.newest(later, "README.md")
    moved = Base(sha="3", branch="main", files=base.files, history={"README.md": (("", base.files["README.md"]),)})
    assert awesome.newest(moved, "README.md").history


def test_the_last_entry_of_a_section_leaves_the_blanks_that_end_the_section() -> None:
    items = [f"### Title of Words {n}\n[paper](https://arxiv.org/abs/240{n}.00001)\n" for n in range(1, 5)]
    for end in ("", "\n## B\n\ntext\n"):
        text = "# L\n\n## A\n\n" + "\n\n".join(items) + end
        alist = awesome.parse(text)
        assert awesome.remove(alist, alist.entries[3]) == "# L\n\n## A\n\n" + "\n\n".join(items[:3]) + end
