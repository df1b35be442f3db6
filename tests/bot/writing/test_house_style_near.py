"""Which neighbours say how a paper is written: those of its site, those that print a date so, those whose lines part by blanks."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Link, Paper


def _added(text: str, paper: Paper, section: str = "L") -> str:
    return house_style.add(awesome.parse(text), paper, section).block


def test_a_date_given_with_noughts_keeps_them_where_some_dates_here_have_them() -> None:
    rows = "| {} | [A Work of {}](https://arxiv.org/abs/24{:02}.0000{}) |"
    days = ["2024-6-3", "2024-5-2", "2024-04-09", "2024-3-1"]
    text = "# L\n\n| Date | Paper |\n|---|---|\n" + "\n".join(
        rows.format(day, name, 6 - n, n)
        for n, (day, name) in enumerate(zip(days, ("Dew", "Fog", "Ice", "Sun"), strict=True))
    )
    given = Paper(title="A Work of Rain", url="https://arxiv.org/abs/2407.00007", date="2024-07-04")
    assert "| 2024-07-04 |" in _added(text + "\n", given)
    assert "| 2024-7-4 |" in _added(text.replace("2024-04-09", "2024-4-9") + "\n", given)
    fetched = Paper(title=given.title, url=given.url, published="2024-07-04", sources=("arxiv",))
    assert "| 2024-7-4 |" in _added(text + "\n", fetched)


def test_people_are_joined_as_the_entries_of_the_papers_site_join_them() -> None:
    line = "- **A Work of {}** {}, {}{}Cy Day. [[paper](https://{}/{})]\n"
    names = ("Dew", "Fog", "Ice", "Sun", "Sky", "Sea")
    text = "# L\n\n" + "".join(
        line.format(
            name, "Ann Lee", "Bo Chen", " and " if n % 3 == 0 else ", ", "ieee.org" if n % 3 == 0 else "acm.org", n
        )
        for n, name in enumerate(names)
    )
    paper = Paper(title="A Work of Rain", url="https://ieee.org/77", authors=("Kim Lo", "Max Ng", "Di Xu"))
    assert "Kim Lo, Max Ng and Di Xu" in _added(text, paper)


def test_a_blank_line_below_the_title_is_no_lost_indent() -> None:
    nested = "1. **A Work of {0}**\n   *Ann Lee, Bo Chen.* [[pdf](https://arxiv.org/abs/2401.0000{1})], 2024.01\n\n"
    parted = "1. **A Work of {0}**.\n\n   *Ann Lee, Bo Chen*.  [[pdf](https://arxiv.org/abs/2401.0001{1})], 2024.01\n\n"
    text = "# L\n\n## One\n\n" + "".join(nested.format(n, n) for n in range(6))
    text += "## Two\n\n" + "".join(parted.format(n, n) for n in range(5))
    paper = Paper(
        title="A Work of Rain", url="https://arxiv.org/abs/2402.00001", authors=("Kim Lo", "Di Xu"), date="2024.02"
    )
    assert _added(text, paper, "Two").startswith("1. **A Work of Rain**.\n\n   *Kim Lo, Di Xu*.  [[pdf]")


def test_a_second_text_has_a_line_of_its_own_as_the_first_has() -> None:
    entry = "- [A Work of {0}](https://arxiv.org/abs/2401.0000{1})\n  - what it says of {0} at length, and why\n"
    text = "# L\n\n" + "".join(entry.format(name, n) for n, name in enumerate(("dew", "fog", "ice", "sun")))
    paper = Paper(
        title="A Work of Rain", url="https://arxiv.org/abs/2402.00001", idea="it rains all day, and more\nit stops, too"
    )
    assert _added(text, paper).endswith("\n  - it rains all day, and more\n  - it stops, too")


def test_a_word_that_lists_of_tags_hold_is_no_name_behind_the_title() -> None:
    named = (
        "- [A Work of {0}](https://arxiv.org/abs/2401.0000{1}) ({0}GPT)\n  - Ann Lee, Bo Chen\n  - Keyword: RLHF, {0}\n"
    )
    text = "# L\n\n" + "".join(named.format(name, n) for n, name in enumerate(("Dew", "Fog", "Ice", "Sun")))
    plain = "- [A Work of {0}](https://arxiv.org/abs/2401.0001{1})\n  - Ann Lee, Bo Chen\n  - Keyword: RLHF, {0}\n"
    text += "".join(plain.format(name, n) for n, name in enumerate(("Sky", "Sea")))
    paper = Paper(
        title="A Work of Rain",
        url="https://arxiv.org/abs/2402.00001",
        authors=("Kim Lo", "Di Xu"),
        tags=("RLHF", "drops"),
    )
    assert _added(text, paper).endswith("2402.00001)\n  - Kim Lo, Di Xu\n  - Keyword: RLHF, drops")


def test_a_sign_of_money_is_told_and_not_copied() -> None:
    line = "* [{0}](https://courses.example.org/{0}) - {1}\n"
    text = "# L\n\n" + "".join(
        line.format(name, price) for name, price in (("Sums", "$"), ("Sets", "free"), ("Maps", "$"))
    )
    text += "* [Knots](https://courses.example.org/knots)\n"
    assert [entry.idea for entry in awesome.parse(text).entries] == ["$", "free", "$", ""]
    assert (
        _added(text, Paper(title="Nets", url="https://courses.example.org/nets"))
        == "* [Nets](https://courses.example.org/nets)"
    )
    assert _added(text, Paper(title="Nets", url="https://courses.example.org/nets", idea="$")).endswith("nets) - $")


def test_a_counted_list_with_gaps_goes_on_where_a_number_is_free() -> None:
    line = "{0}. **A Work of {0}.** 2024.{1:02} [[pdf](https://arxiv.org/abs/24{1:02}.0000{0})]\n"
    text = "# L\n\n" + "".join(line.format(n, n) for n in (1, 2, 4, 5, 7, 8, 9))
    written = house_style.add(
        awesome.parse(text), Paper(title="A Work of Rain", url="https://arxiv.org/abs/2403.00077", date="2024.03"), "L"
    )
    numbers = [line.partition(".")[0] for line in written.text.splitlines()[2:]]
    assert written.block.startswith(("3. ", "6. ", "10. "))
    assert len(set(numbers)) == len(numbers)


def test_a_badge_without_a_count_lends_its_form_and_takes_no_other_links_place() -> None:
    badge = "[![{0}](https://img.shields.io/badge/{0}-00CED1)]({1})"
    cited = "[![citation](https://img.shields.io/badge/citation-{}-blue.svg)](https://www.semanticscholar.org/paper/{})"
    entry = "+ **A Work of {0}**\n" + badge.format("Paper", "https://arxiv.org/abs/2401.0000{1}") + "\n"
    counts = ("N/A", "N/A", "7", "N/A")
    text = "# L\n\n" + "".join(
        entry.format(n, n) + cited.format(count, f"abcdef0123456789{n}") + "\n" for n, count in enumerate(counts)
    )
    text += entry.format(8, 8) + badge.format("Project_Page", "https://works.example.org/") + "\n"
    url = "https://arxiv.org/abs/2402.00001"
    page = Link(label="Project_Page", url="https://rain.example.org/")
    paper = Paper(title="A Work of Rain", url=url, links=(Link(label="Paper", url=url), page))
    assert _added(text, paper).endswith("\n" + badge.format("Project_Page", page.url))
    counted = Link(label="citation", url="https://www.semanticscholar.org/paper/abcdef01234567899")
    paper = Paper(title="A Work of Rain", url=url, links=(Link(label="Paper", url=url), counted), citation="12")
    assert "badge/citation-12-blue.svg" in _added(text, paper)
