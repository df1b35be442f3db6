"""What stands beside each other in an entry and is not the same: tags and remarks, own and other links, names and marks."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Entry, Link, Paper, paper_of


def entries(text: str) -> tuple[Entry, ...]:
    return awesome.parse(text).entries


def again(text: str, number: int) -> tuple[str, str]:
    """The block of an entry, and how it comes back from its own fields."""
    alist = awesome.parse(text)
    entry = alist.entries[number]
    added = house_style.add(awesome.parse(awesome.remove(alist, entry)), paper_of(entry), entry.section)
    return alist.block(alist.units[number]), added.block


STARRED = """# L

- **First of Its Kind** *Ann Lee\\*, Bo Chen\\*, Cy Day* [[pdf](https://arxiv.org/abs/2401.00001)]
- **Second of Its Kind** *Di Eng, Ed Fox* [[pdf](https://arxiv.org/abs/2401.00002)]
- **Third of Its Kind** *Flo Gay, Gus Hill, Ida Joy* [[pdf](https://arxiv.org/abs/2401.00003)]
"""


def test_a_star_at_a_name_ends_no_emphasis() -> None:
    assert entries(STARRED)[0].authors == ("Ann Lee\\*", "Bo Chen\\*", "Cy Day")
    folded = (
        "# L\n\n- **A Title Here** (2024)<details><summary>Ann Lee*, Bo Chen*, Cy Day, et al.</summary></details>\n"
    )
    folded += "[Paper](https://arxiv.org/abs/2401.00001)\n"
    assert entries(folded)[0].authors == ("Ann Lee*", "Bo Chen*", "Cy Day", "et al.")
    before, after = again(STARRED, 0)
    assert after == before


LISTED = """# L

- [Agent One: Acting on Pages](https://arxiv.org/abs/2401.00001) (AgentOne)
  - Ann Lee, Bo Chen
  - Keyword: acting, pages, planning
- [Agents That Wait](https://arxiv.org/abs/2401.00002)
  - Cy Day, Di Eng
  - Keyword: patience, reward
  - Env: gym, maze
- [Agents That Learn](https://arxiv.org/abs/2401.00003)
  - Ed Fox, Flo Gay
  - Keyword: learning from people
- [Agent Two: Asking First](https://arxiv.org/abs/2401.00004) (AgentTwo)
  - Gus Hill, Ida Joy
  - Keyword: asking, reward
- [Agents That Play](https://arxiv.org/abs/2401.00005)
  - Jo Kim, Lu Mai
  - Keyword: playing
  - Env: chess
- [Agents That Rest](https://arxiv.org/abs/2401.00006)
  - Ned Orr, Pia Quin
  - Keyword: resting, sleep
"""


@pytest.mark.parametrize("number", range(6))
def test_a_name_behind_the_title_and_a_labelled_tag_keep_out_of_the_list_of_tags(number: int) -> None:
    before, after = again(LISTED, number)
    assert after == before


def test_links_in_a_row_are_links_and_no_sentence() -> None:
    text = "# L\n\n- [A Title of Three Words](https://arxiv.org/abs/2401.00001)\n"
    text += "  - Dataset: [Alpha](https://a.org/x/), [Beta](https://b.org/y/), [Gamma](https://c.org/z/)\n"
    (entry,) = entries(text)
    assert [link.url for link in entry.links] == ["https://a.org/x/", "https://b.org/y/", "https://c.org/z/"]
    assert not entry.idea
    assert not entry.tags


def test_a_long_label_behind_the_papers_own_link_is_no_title() -> None:
    text = "# L\n\n- **Painting What Was Told: Scenes from Words** [[Paper](https://arxiv.org/abs/2401.00001)]"
    text += " [[The Boat That Sailed Home](https://video.org/1)]\n"
    (entry,) = entries(text)
    assert entry.title == "Painting What Was Told: Scenes from Words"
    assert entry.url == "https://arxiv.org/abs/2401.00001"


def test_a_venue_is_told_with_the_words_that_open_its_name_and_the_remark_behind_it() -> None:
    text = '# L\n\n- Ann Lee, Bo Chen. "**A Title of Many Words**." Proceedings of the IEEE Conference on Seeing. 2015.'
    (entry,) = entries(text + " [[pdf]](https://a.org/x.pdf)\n")
    assert (entry.venue, entry.year) == ("Proceedings of the IEEE Conference on Seeing. 2015", 2015)
    text = "# L\n\n- [A Title of Many Words](https://arxiv.org/abs/2401.00001)\n  - Publisher: ICLR 2025 (Poster)\n"
    assert entries(text)[0].venue == "ICLR 2025 (Poster)"


def test_a_publication_behind_a_quoted_title_is_told_whole() -> None:
    line = '- Ann Lee, Bo Chen. "**A Title of Many Words**." {} [[pdf]](https://a.org/x.pdf)\n'
    for venue in ("ICML. Vol. 14. 2014", "2013 IEEE conference on seeing, hearing and speaking. IEEE, 2013"):
        (entry,) = entries("# L\n\n" + line.format(venue + "."))
        assert (entry.venue, entry.year, entry.idea, entry.tags) == (venue, int(venue[-4:]), "", ())


def test_a_name_with_its_year_is_a_title_where_no_other_words_are() -> None:
    text = (
        "# L\n\n* Corpus2020\n  * Code: https://github.com/a/corpus\n* Second\n  * Code: https://github.com/b/second\n"
    )
    assert [entry.title for entry in entries(text)] == ["Corpus2020", "Second"]


def test_a_measure_that_is_not_there_is_told_without_the_usual_label() -> None:
    text = "# L\n\n### A Title of Four\n\n- **Link:** https://arxiv.org/abs/2401.00001\n- **Summary:** N/A\n"
    assert entries(text + "\n" + text[5:].replace("00001", "00002"))[0].idea == "N/A"


def test_the_papers_own_id_in_a_citation_is_no_remark() -> None:
    text = '# L\n\n- Ann Lee, Bo Chen. "**A Title of Many Words**." arXiv preprint arXiv:2401.00001 (2024).'
    (entry,) = entries(text + " [[pdf]](https://arxiv.org/pdf/2401.00001)\n")
    assert (entry.venue, entry.year, entry.idea, entry.tags) == ("arXiv preprint", 2024, "", ())


LINES = """# L

**First Title of Some Words**

- arxiv: <https://arxiv.org/abs/2401.00001>
- github: <https://github.com/a/first>

**Second Title of Some Words**

- arxiv: <https://arxiv.org/abs/2401.00002>
- github: <https://github.com/b/second>

**Third Title of Some Words**

- github: <https://github.com/c/third>

**Fourth Title of Some Words**

<https://github.com/d/fourth>

**Fifth Title of Some Words**

- github: <https://github.com/e/fifth>
"""


def test_an_only_link_keeps_the_label_of_its_line() -> None:
    before, after = again(LINES, 2)
    assert after == before


def test_a_link_of_a_new_kind_goes_to_a_line_of_its_own_where_links_do() -> None:
    paper = Paper(
        title="Sixth Title of Some Words",
        url="https://arxiv.org/abs/2401.00006",
        links=(
            Link(label="arxiv", url="https://arxiv.org/abs/2401.00006"),
            Link(label="slides", url="https://e.org/sixth"),
        ),
    )
    block = house_style.add(awesome.parse(LINES), paper, "L").block
    assert "slides: <https://e.org/sixth>" in block.splitlines()[-1]
    assert block.splitlines()[-1].startswith("- ")


PAIRED = """# L

* First (2024-01-02)
  * Paper: https://arxiv.org/abs/2401.00001
  * Code: https://github.com/a/first
* Second (2024-02-03)
  * Paper: https://arxiv.org/abs/2402.00002
  * Code: https://github.com/b/second
* Third (2024-03-04)
  * Paper: https://arxiv.org/abs/2403.00003
  * Code: https://github.com/c/third
  * Model: https://huggingface.co/c/third
* Fourth (2024-04-05)
  * Paper: https://arxiv.org/abs/2404.00004
  * Code: https://github.com/d/fourth
"""


@pytest.mark.parametrize("number", range(4))
def test_a_link_that_one_entry_alone_has_leaves_the_brackets_beside_it_as_they_are(number: int) -> None:
    before, after = again(PAIRED, number)
    assert after == before


CALLED = """# L

### First Title of Some Words

- **Link:** [OpenReview](https://openreview.net/forum?id=abc1)
- **Summary:** It is the first and says so.

### Second Title of Some Words

- **Link:** [arXiv:2401.00002](https://arxiv.org/abs/2401.00002)
- **Summary:** It is the second and says so.

### Third Title of Some Words

- **Link:** https://arxiv.org/abs/2401.00003
- **Summary:** It is the third and says so.

### Fourth Title of Some Words

- **Link:** https://arxiv.org/abs/2401.00004
- **Summary:** It is the fourth and says so.
"""


@pytest.mark.parametrize("number", range(1, 4))
def test_a_links_label_and_its_lines_label_are_not_mixed_up(number: int) -> None:
    text = CALLED + CALLED.partition("\n\n")[2].replace("2401.0000", "2402.0000").replace("abc1", "abc2")
    before, after = again(text, number)
    assert after == before


def test_a_persons_title_keeps_its_raised_letters_and_a_feeds_is_escaped() -> None:
    text = "# L\n\n" + "".join(f"- [Title {n} Here](https://arxiv.org/abs/2401.0000{n})\n" for n in range(1, 4))
    title, url = "S<sup>3</sup>: A Title", "https://arxiv.org/abs/2401.00009"
    given = house_style.add(awesome.parse(text), Paper(title=title, url=url), "L").block
    fed = house_style.add(awesome.parse(text), Paper(title=title, url=url, sources=("feed",)), "L").block
    assert given == f"- [{title}]({url})"
    assert "<sup>" not in fed


JOURNALS = """# L

**A Hedge Grows.**¶
Ann Lee, Bo Chen.¶
*Front. Hedge Sci., August 2022.*¶
[[10.1000/hedge.1](https://doi.org/10.1000/hedge.1)]

**A Wall Stands.**¶
Cy Day, Di Eng.¶
*Nature Wall Letters, March 2022.*¶
[[10.1000/wall.2](https://doi.org/10.1000/wall.2)]

**A Fence Leans.**¶
Ed Fox, Flo Gay.¶
*Preprint, May 2021.*¶
[[arxiv](https://arxiv.org/abs/2105.00003)]
""".replace("¶", "  ")


def test_a_journal_of_any_name_beside_its_month_is_the_venue() -> None:
    found = [(entry.venue, entry.date, entry.tags) for entry in entries(JOURNALS)]
    assert found[0] == ("Front. Hedge Sci.", "August 2022", ())
    assert found[1] == ("Nature Wall Letters", "March 2022", ())
    before, after = again(JOURNALS, 1)
    assert after == before


KOREAN = """# L

| Date      | Journal   | Paper                                    | Data    |
| --------- | --------- | ---------------------------------------- | ------- |
| 2012. 5.  | 가나논문지     | [나무는 자란다](https://example.org/1.pdf)     |         |
| 2013. 10. | 다라논문지     | [돌담은 선다](https://example.org/2.pdf)      | 세종      |
| 2014. 6.  | 가나논문지     | [울타리는 기운다](https://example.org/3.pdf)    |         |
| 2015. 11. | 다라논문지     | [문은 열린다](https://example.org/4.pdf)      | 고려      |
| 2016. 12. | 가나논문지     | [길은 멀다](https://example.org/5.pdf)       |         |
"""


@pytest.mark.parametrize("number", range(1, 5))  # a title's line break in a cell is not written again
def test_a_year_and_month_parted_by_stops_are_a_date_and_no_running_number(number: int) -> None:
    assert entries(KOREAN)[1].date == "2013. 10"
    before, after = again(KOREAN, number)
    assert after == before


def test_a_line_of_chinese_below_an_item_is_a_remark_and_not_its_name() -> None:
    items = [
        f'* Net{n}: "Following the Thing {n}" CVPR. [[Paper]](https://arxiv.org/abs/240{n}.00001)  \n'
        f"  将目标检测的方法{n}引入到目标跟踪以解决目标尺度估计的问题。"
        for n in range(1, 6)
    ]
    found = entries("# L\n\n" + "\n".join(items) + "\n")
    assert [entry.tags for entry in found] == [(f"Net{n}",) for n in range(1, 6)]
    assert found[0].idea == "将目标检测的方法1引入到目标跟踪以解决目标尺度估计的问题。"


SHORT_TITLES = """# L

1. A Self-Made Network for Hedges. ECML 2020. [[paper]](https://arxiv.org/abs/2006.00001)
1. Heterogeneous Hedge Network. WWW 2020. [[paper]](https://arxiv.org/abs/2003.00002)
1. Do Walls Really Stand Up? NeurIPS 2021. [[paper]](https://arxiv.org/abs/2106.00003)
1. Fence Attention Model. ICML 2020. [[paper]](https://arxiv.org/abs/2002.00004)
1. Walls That Lean on Walls. CVPR 2021. [[paper]](https://arxiv.org/abs/2102.00005)
"""


@pytest.mark.parametrize("number", range(5))
def test_a_short_title_in_capitals_is_no_part_of_the_venue_behind_it(number: int) -> None:
    titles = [entry.title.rstrip(".") for entry in entries(SHORT_TITLES)]
    assert titles[1:4] == ["Heterogeneous Hedge Network", "Do Walls Really Stand Up?", "Fence Attention Model"]
    assert [entry.venue for entry in entries(SHORT_TITLES)][1] == "WWW 2020"
    before, after = again(SHORT_TITLES, number)
    assert after == before


def test_an_award_in_front_of_a_bold_title_is_no_part_of_it() -> None:
    text = (
        "# L\n\n**(oral) HedgeNet: Growing in Rows.**[[PDF](https://arxiv.org/abs/2103.00001)]<br>\n*Ann Lee, Bo Chen.*\n\n"
        "**(Up)holding Walls With Little Data.**[[PDF](https://arxiv.org/abs/2103.00002)]<br>\n*Cy Day, Di Eng.*\n"
    )
    first, second = entries(text)
    assert (first.title, first.tags) == ("HedgeNet: Growing in Rows", ("oral",))
    assert second.title == "(Up)holding Walls With Little Data"


def test_a_remark_in_brackets_names_nobody_beside_the_people() -> None:
    text = (
        '# L\n\n**[1]** Lee, Ann, et al. "**Growing Hedges in Rows**." (2016). '
        "[[pdf]](https://arxiv.org/abs/1601.00001) **(New Hedge,Fast)** :star:\n"
    )
    entry = entries(text)[0]
    assert entry.authors in (("Lee, Ann", "et al."), ("Lee, Ann, et al.",))
    assert "New Hedge,Fast" in entry.tags


BEHIND = """# L

* Deep Hedges for Rivers (***September 2023, arXiv***) [[Paper](https://arxiv.org/abs/2309.00001)]
* Neural Hedges With Large Walls (***August 2023, arXiv***) [[Paper](https://arxiv.org/abs/2308.00002)] [[Code](https://github.com/e/two)]
* Universal Hedges for Fences (***NeurIPS'2023***) [[Paper](https://arxiv.org/abs/2209.00003)]
* Hedges in One: Many Tasks (***KDD'2023***) [[Paper](https://arxiv.org/abs/2307.00004)] [[Code](https://github.com/e/four)]
* Hedge Data for Walls (***CIKM'2023***) [[Paper](https://arxiv.org/abs/2308.00005)]
"""


@pytest.mark.parametrize("number", range(5))
def test_bold_words_in_brackets_behind_a_title_say_where_and_when(number: int) -> None:
    found = entries(BEHIND)
    assert [entry.title for entry in found][:1] == ["Deep Hedges for Rivers"]
    assert (found[0].date, found[0].venue) == ("September 2023", "arXiv")
    assert found[3].venue == "KDD'2023"
    before, after = again(BEHIND, number)
    assert after == before


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (
            '"Who Am I?": Telling People Apart at Night. [[paper](https://arxiv.org/abs/2401.00001)]',
            '"Who Am I?": Telling People Apart at Night',
        ),
        (
            '"Mind the Gap!" Reading between Two Lines [[paper](https://arxiv.org/abs/2401.00001)]',
            '"Mind the Gap!" Reading between Two Lines',
        ),
        ('"Is This the End?" Ann Lee, Bo Chen [[paper](https://arxiv.org/abs/2401.00001)]', "Is This the End?"),
        ('"Is This the End?" ICML 2024 [[paper](https://arxiv.org/abs/2401.00001)]', "Is This the End?"),
    ],
)
def test_a_title_may_open_with_a_question_in_quotes(line: str, title: str) -> None:
    (entry,) = awesome.parse(f"# L\n\n- {line}\n").entries
    assert entry.title == title


def test_who_keeps_the_list_is_no_entry() -> None:
    text = (
        "# L\n\n- Contributed by **[Ann Lee](https://ann.example)**\n- Maintained by: [Bo Chen](https://bo.example)\n\n"
    )
    assert [entry.title for entry in entries(text + STARRED)][:1] == ["First of Its Kind"]


ABBREVIATED = """# L

1. **Walks in Towns.** Garden Syst. Appl., 2017. [paper](https://arxiv.org/abs/1703.00001)

   *Guo Cai, Kyung Lee*

2. **Walks at Night.** Wander. Model. User-Guid. Interact., 2018. [paper](https://arxiv.org/abs/1803.00002)

   *Ann Lee, Bo Chen*
"""


def test_a_journal_in_abbreviations_is_nobody() -> None:
    assert [(entry.venue, entry.authors) for entry in entries(ABBREVIATED)] == [
        ("Garden Syst. Appl., 2017", ("Guo Cai", "Kyung Lee")),
        ("Wander. Model. User-Guid. Interact., 2018", ("Ann Lee", "Bo Chen")),
    ]
    paper = Paper(
        title="Walks by Day",
        authors=("Cy Day",),
        url="https://arxiv.org/abs/2511.00003",
        venue="NeurIPS",
        year=2025,
        published="2025-11-03",
        sources=("arXiv",),
    )
    assert (
        "3. **Walks by Day.** NeurIPS, 2025. [paper]" in house_style.add(awesome.parse(ABBREVIATED), paper, "L").block
    )


TWO_RUNS = """# L

## Walks

1. Lee et al, ICML'17, [Counted Walks in Towns](https://arxiv.org/abs/1703.00001)
2. Chen et al, ICML'17, [Counted Walks in Woods](https://arxiv.org/abs/1703.00002)

- ICML 2016 -- [Pointed Walks in Towns](https://arxiv.org/abs/1603.00003)
- ICML 2016 -- [Pointed Walks in Woods](https://arxiv.org/abs/1603.00004)
"""


def test_an_entry_is_written_as_the_run_of_items_it_goes_into() -> None:
    paper = Paper(
        title="Walks by Day", authors=("Cy Day", "Di Eng"), url="https://arxiv.org/abs/2511.00003", venue="ICML 2025"
    )
    added = house_style.add(awesome.parse(TWO_RUNS), paper, ("L", "Walks"), behind=9)
    assert added.block.startswith("- ICML 2025 -- ")
    counted = house_style.add(awesome.parse(TWO_RUNS), paper, ("L", "Walks"), behind=6)
    assert counted.block.startswith("3. ")


BOLD_TITLES = """# L

**Boxes From Nothing at All**

- intro: ICCV 2017
- intro: trained on cartoons
- project page: <https://boxes.example.org/nothing>
- arxiv: <https://arxiv.org/abs/1701.00001>
- webcam demo: <https://github.com/lee/boxes/pull/29>
- caffe-pr("Make boxes the example of the detection part"): <https://github.com/lee/caffe/pull/482>
- [post](https://lee.example.org/boxes)
- notes: <https://chen.example.org/boxes>

**Boxland**

- intro: how to draw boxes, and where?
- github: <https://github.com/lee/boxland>

**Boxes in the Rain**

- arxiv: <https://arxiv.org/abs/1701.00002>
"""


def test_links_under_rare_labels_below_a_bold_title_are_its_own() -> None:
    assert [(e.title, e.line, e.end_line) for e in entries(BOLD_TITLES)] == [
        ("Boxes From Nothing at All", 3, 12),
        ("Boxland", 14, 17),
        ("Boxes in the Rain", 19, 21),
    ]


def test_works_below_a_bold_group_name_are_no_links_of_it() -> None:
    text = """# L

**Drawing boxes**

- [Boxes From Nothing](https://arxiv.org/abs/1701.00001)
- [Boxes in the Rain](https://arxiv.org/abs/1701.00002)

**Seeing boxes again**

- intro: what was seen
- [Boxes Seen Twice and Told Apart](https://arxiv.org/abs/1701.00003)
"""
    assert [e.title for e in entries(text)][:2] == ["Boxes From Nothing", "Boxes in the Rain"]
    assert "Boxes Seen Twice and Told Apart" in [e.title for e in entries(text)]


NICKNAMED = """# L

- [Taxis That Wait](https://arxiv.org/abs/2001.00001). *Ann Lee, Xiaoming (Simon) Fu*
- [Taxis That Drive](https://arxiv.org/abs/2001.00002). *Ann Lee, Xiaoming (Simon) Fu, Bo Chen*
- [Taxis That Share](https://arxiv.org/abs/2001.00003). *Xiaoming (Simon) Fu, Bo Chen*
"""


def test_what_a_person_is_called_stands_inside_the_name() -> None:
    assert [e.authors for e in entries(NICKNAMED)] == [
        ("Ann Lee", "Xiaoming (Simon) Fu"),
        ("Ann Lee", "Xiaoming (Simon) Fu", "Bo Chen"),
        ("Xiaoming (Simon) Fu", "Bo Chen"),
    ]


FOLDED = """# L

### 1. Splats for Cities

**Authors**: Ann Lee, Bo Chen

<details>
<summary><b>Abstract</b></summary>
Splats (small ones) are drawn (i) fast and (ii) well. Code is at https://splats.example.org
</details>

[Paper](https://arxiv.org/abs/2401.00001)

### 2. Splats for Villages

**Authors**: Cy Day, Di Eng

<details>
<summary><b>Abstract</b></summary>
Villages (even smaller) are drawn slowly.
</details>

[Paper](https://arxiv.org/abs/2401.00002)
"""


def test_a_folded_abstract_is_one_text_with_its_links() -> None:
    said = "Splats (small ones) are drawn (i) fast and (ii) well. Code is at https://splats.example.org"
    assert entries(FOLDED)[0].idea == said


QUESTIONS = """# L

1. **Seeing Dogs in the Rain**. CVPR 2021. [[Paper]](https://arxiv.org/abs/2101.00001)
2. **Seeing Fish in the Sea**. CVPR 2021. [[Paper]](https://arxiv.org/abs/2101.00002)
"""


def test_a_title_that_is_a_question_takes_no_stop_behind_its_mark() -> None:
    asked = Paper(title="Do Cats See and Think?", url="https://arxiv.org/abs/2501.00001", venue="CVPR 2025")
    added = house_style.add(awesome.parse(QUESTIONS), asked, "L")
    assert added.block == "3. **Do Cats See and Think?** CVPR 2025. [[Paper]](https://arxiv.org/abs/2501.00001)"
    both = QUESTIONS.replace("Sea**.", "Sea?**.")
    assert "Think?**. CVPR" in house_style.add(awesome.parse(both), asked, "L").block


REFUSED = """# L

**Seeing Dogs in the Rain**

- Paper: https://arxiv.org/abs/2101.00001
- Code: None

**Seeing Fish in the Sea**

- Paper: https://arxiv.org/abs/2101.00002
- Code: None
- Interpretation: [Fish and more of them](https://blog.example.org/fish)

**Seeing Ants on the Hill**

- Paper: https://arxiv.org/abs/2101.00003
- Code: https://github.com/lee/ants
"""


def test_code_that_is_there_is_not_said_to_be_missing() -> None:
    paper = Paper(
        title="Seeing Cats at Night",
        url="https://arxiv.org/abs/2501.00001",
        code=(Link(label="Code", url="https://github.com/lee/cats"),),
        links=(Link(label="Cats and more of them", url="https://blog.example.org/cats"),),
        tags=("Interpretation",),
    )
    block = house_style.add(awesome.parse(REFUSED), paper, "L").block
    assert "- Code: https://github.com/lee/cats\n" in block
    assert "None" not in block


REPOSITORIES = """# L

|Date|Title|Paper|Code|
|:---:|:---:|:---:|:---:|
|2025.02|DeepGEMM(@deep)|⚠️| [[DeepGEMM]](https://github.com/deep/DeepGEMM) |
|2025.02|3FS(@deep)|⚠️| [[3FS]](https://github.com/deep/3FS) |
"""


def test_a_repository_is_not_called_by_anothers_name() -> None:
    paper = Paper(title="EPLB(@deep)", url="https://github.com/deep/EPLB", date="2025.02")
    added = house_style.add(awesome.parse(REPOSITORIES), paper, "L")
    assert "[[EPLB]](https://github.com/deep/EPLB)" in added.block


def test_a_feeds_title_takes_the_stop_that_most_titles_end_in() -> None:
    stops = "...... ....."  # one of a dozen was forgotten
    text = "# L\n\n" + "".join(
        f"* A Title Numbered {n} and More{stop.strip()} **`arXiv 24.0{n % 9 + 1}`** "
        f"[[Paper](https://arxiv.org/abs/240{n % 9 + 1}.0000{n % 10})]\n"
        for n, stop in enumerate(stops)
    )
    for few in (text, text.replace("5 and More. ", "5 and More ").replace("3 and More. ", "3 and More ")):
        fed = Paper(title="A New One", url="https://arxiv.org/abs/2410.00001", sources=("feed",))
        asked = Paper(title="Is It New?", url="https://arxiv.org/abs/2410.00001", sources=("feed",))
        assert "* A New One. **`" in house_style.add(awesome.parse(few), fed, "L").block
        assert "* Is It New? **`" in house_style.add(awesome.parse(few), asked, "L").block


DEEPER = """# L

## Introductions

- [A First Look](https://example.org/first)
- [A Second Look](https://example.org/second)

## Seeing

### 2024

## Hearing

### 2024

#### 1. Hearing Grass Grow
**Authors**: Ann Lee, Bo Chen

[Paper](https://arxiv.org/abs/2401.00001)

#### 2. Hearing Snow Fall
**Authors**: Cy Day, Di Eng

[Paper](https://arxiv.org/abs/2402.00001)
"""


def test_an_empty_section_is_begun_like_one_of_its_depth() -> None:
    paper = Paper(title="Seeing Paint Dry", url="https://arxiv.org/abs/2403.00001", authors=("Ed Fox", "Flo Gay"))
    block = house_style.add(awesome.parse(DEEPER), paper, "L > Seeing > 2024").block
    assert (
        block == "#### 1. Seeing Paint Dry\n**Authors**: Ed Fox, Flo Gay\n\n[Paper](https://arxiv.org/abs/2403.00001)"
    )


def test_a_talk_below_a_paper_is_no_work_of_its_own() -> None:
    papers = "".join(
        f'* Lee, Ann, et al. ["Rows of Sort {n}."](https://arxiv.org/abs/210{n}.00001) Letters 3.{n} (202{n}): 1-9.\n'
        f"    * [{talk}](https://example.org/{n})\n"
        for n, talk in enumerate(("Garden Conference 2021 Talk", "Stone Seminar", "Rows of Another Sort"), 1)
    )
    titles = [entry.title for entry in awesome.parse(f"# L\n\n## S\n\n{papers}").entries]
    assert titles == ["Rows of Sort 1", "Rows of Sort 2", "Rows of Sort 3", "Rows of Another Sort"]
