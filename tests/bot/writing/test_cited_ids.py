"""An arXiv id in a citation: written where the paper has it, left out with its name where it has none or came out elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Paper

PREPRINT = Paper(
    title="Beds of Tulips at the Gate",
    authors=("Kim Low", "Lou May"),
    url="https://arxiv.org/abs/2511.00009",
    arxiv_id="2511.00009",
    published="2025-11-02T10:00:00Z",
    sources=("arXiv",),
)
PUBLISHED = replace(PREPRINT, venue="NeurIPS 2025")
ELSEWHERE = replace(PREPRINT, url="https://openreview.net/forum?id=tulips", arxiv_id="")

FORMS = {
    'Ann Lee and Bo Chen. "Rows of Roses, Part {n}." arXiv preprint arXiv:2301.0000{n} (2023). [[pdf]](https://arxiv.org/abs/2301.0000{n})': (
        '"Beds of Tulips at the Gate." arXiv preprint arXiv:2511.00009 (2025). [[pdf]](',
        '"Beds of Tulips at the Gate." NeurIPS (2025). [[pdf]](',
        '"Beds of Tulips at the Gate." (2025). [[pdf]](',
    ),
    "**Rows of Roses, Part {n}**. Ann Lee, Bo Chen. arXiv:2301.0000{n}, 2023. [[paper]](https://arxiv.org/abs/2301.0000{n})": (
        "Kim Low, Lou May. arXiv:2511.00009, 2025. [[paper]](",
        "Kim Low, Lou May. arXiv:2511.00009, 2025. [[paper]](",
        "Kim Low, Lou May. 2025. [[paper]](",
    ),
    "[Lee, A., & Chen, B. (2023). Rows of Roses, Part {n}. arXiv preprint arXiv:2301.0000{n}.](https://arxiv.org/abs/2301.0000{n})": (
        "Beds of Tulips at the Gate. arXiv preprint arXiv:2511.00009.](",
        "Beds of Tulips at the Gate. NeurIPS.](",
        "Beds of Tulips at the Gate.](",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_an_id_is_written_or_left_out_with_its_name(form: str) -> None:
    alist = awesome.parse("# L\n\n## S\n\n" + "".join(f"- {form.format(n=n)}\n" for n in range(1, 8)))
    for paper, told in zip((PREPRINT, PUBLISHED, ELSEWHERE), FORMS[form], strict=True):
        assert told in house_style.add(alist, paper, "S").block


def test_an_id_stays_where_the_venue_before_it_is_left_out() -> None:
    lines = [
        f"- **Rows of Roses, Part {n}**. Ann Lee. Letters, arXiv:2301.0000{n}. [[paper]](https://arxiv.org/abs/2301.0000{n})\n"
        for n in range(1, 4)
    ]
    lines += [f"- **Walks at Night, Part {n}**. Cy Day. [[paper]](https://example.org/{n})\n" for n in range(1, 9)]
    block = house_style.add(awesome.parse("# L\n\n## S\n\n" + "".join(lines)), PREPRINT, "S").block
    assert "arXiv:." not in block
    assert "arXiv: " not in block


def test_a_link_s_words_end_in_one_stop_without_a_venue() -> None:
    lines = [
        f"- [Lee, A., & Chen, B. (2023). Rows of Roses, Part {n}. Letters, {n}-1{n}.](https://example.org/{n})\n"
        for n in range(1, 8)
    ]
    block = house_style.add(awesome.parse("# L\n\n## S\n\n" + "".join(lines)), ELSEWHERE, "S").block
    assert block == "- [Low, K., & May, L. (2025). Beds of Tulips at the Gate.](https://openreview.net/forum?id=tulips)"


def test_a_label_with_an_id_lends_no_version() -> None:
    line = "- **Rows of Roses, Part {n}**  \n  Ann Lee, Bo Chen  \n  [arXiv:2301.0000{n}v2](https://arxiv.org/abs/2301.0000{n})\n\n"
    alist = awesome.parse("# L\n\n## S\n\n" + "".join(line.format(n=n) for n in (1, 2, 3)))
    assert "  [arXiv:2511.00009](https://arxiv.org/abs/2511.00009)" in house_style.add(alist, PREPRINT, "S").text
    changed = house_style.restyle(alist, alist.entries[0], authors=("Ann Lee", "Cy Day"))
    assert changed == alist.text.replace("Bo Chen", "Cy Day", 1)
