"""What a list's portrait shows a person: entries as they stand, what was read in them, the next one in their hand."""

from __future__ import annotations

from bot import book
from bot.awesome import parse
from bot.configuring import portrait

TODAY = "2026-11-21"
ENTRY = "- **{0} Under Rain** [[pdf](https://arxiv.org/abs/2401.0000{1})] *Ann Lee, Bo Kim* (ICML 2024)\n"
NAMES = "Alder Birch Cedar Elder Fir Gorse".split()
ROWS = "| [{0} in Snow](https://arxiv.org/abs/2402.0000{1}) | KDD | 2024 |\n"


def shown(text: str) -> tuple[portrait.Sample, ...]:
    return portrait.samples(book.of(parse(text), "README.md"), TODAY)


def listed(form: str) -> str:
    return "".join(form.format(name, n) for n, name in enumerate(NAMES))


def test_an_entry_is_shown_with_what_was_read_in_it() -> None:
    (sample,) = shown("# Trees\n\n## Rain\n\n" + listed(ENTRY))
    assert sample.of == len(NAMES)
    assert sample.block in listed(ENTRY)
    assert set(sample.read) >= {"people: Ann Lee and 1 more", "venue: ICML 2024"}
    assert any(each.startswith("title: “") for each in sample.read)


def test_the_next_entry_is_written_in_the_same_hand_and_where_it_would_stand() -> None:
    (sample,) = shown("# Trees\n\n## Rain\n\n" + listed(ENTRY))
    assert sample.new is not None
    assert sample.new.block.strip().startswith(
        "- **A Made-Up Paper: Shown to Be Checked** [[pdf](https://arxiv.org/abs/2611"
    )
    assert "*Ada Lovelace, Alan Turing, Grace Hopper*" in sample.new.block


def test_each_form_has_its_sample_and_one_odd_entry_has_none() -> None:
    table = "| Title | Venue | Year |\n|---|---|---|\n" + listed(ROWS)
    both = shown("# Trees\n\n## Rain\n\n" + listed(ENTRY) + "\n## Snow\n\n" + table)
    assert [sample.of for sample in both] == [6, 6]
    assert {sample.entry.section[-1] for sample in both} == {"Rain", "Snow"}


def test_a_topic_is_shown_before_a_year() -> None:
    text = "# Trees\n\n## ICML 2024\n\n" + listed(ENTRY) + ENTRY.format("Holly", 9) + "\n## Rain\n\n"
    (sample,) = shown(text + listed(ENTRY).replace("2401", "2403"))
    assert sample.entry.section[-1] == "Rain"


def test_a_list_without_entries_has_no_portrait() -> None:
    assert shown("# Trees\n\nNothing yet.\n") == ()


def test_a_topic_whose_entries_are_unlike_the_rest_is_not_shown() -> None:
    tools = "".join(f"- [{name}](https://example.org/{name}) saws wood.\n" for name in NAMES)
    text = (
        "# Trees\n\n## 2025\n\n"
        + listed(ENTRY)
        + "\n## 2024\n\n"
        + listed(ENTRY).replace("2401", "2403")
        + ENTRY.format("Holly", 9)
    )
    (sample,) = shown(f"{text}\n## Other Resources\n\n{tools}")
    assert sample.entry.section[-1] == "2025", "of the years it is the newest, though another holds more"
    assert sample.new is not None
    assert "## 2026" in sample.new.text


def test_the_made_up_paper_is_dated_as_one_that_a_run_found() -> None:
    form = "- {0} Under Rain. `arXiv 26.{1}` [[pdf](https://arxiv.org/abs/260{1}.00001)]\n"
    (sample,) = shown("# Trees\n\n## Rain\n\n" + "".join(form.format(name, 7 - n) for n, name in enumerate(NAMES)))
    assert sample.new is not None
    assert "`arXiv 26.11`" in sample.new.block
