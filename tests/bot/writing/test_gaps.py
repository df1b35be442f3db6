"""Blanks and stops between fields are the neighbours' custom, gap by gap."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Link, Paper

UNEVEN = """# List

* (ICML 2023) **First Work**, Ann Lee et al. [[Paper](https://arxiv.org/abs/2301.00001)] [[Code](https://github.com/e/one)]
* (ICML 2023) **Second Work**, Bo Chen et al. [[Paper](https://arxiv.org/abs/2301.00002)]
* (CVPR 2023) **Third Work**,  Cy Day et al. [[Paper](https://arxiv.org/abs/2301.00003)] [[Code](https://github.com/e/three)]
* (CVPR 2023) **Fourth Work**, Di Eng et al. [[Paper](https://arxiv.org/abs/2301.00004)]
* (ICLR 2023) **Fifth Work**, Ed Fox et al. [[Paper](https://arxiv.org/abs/2301.00005)]
* (ICLR 2023) **Sixth Work**, Flo Gay et al. [[Paper](https://arxiv.org/abs/2301.00006)]
"""


def test_one_neighbours_slip_is_not_copied_where_the_others_agree() -> None:
    paper = Paper(
        title="New Work",
        url="https://arxiv.org/abs/2302.00001",
        authors=("Kim Low", "et al."),
        venue="CVPR 2023",
        code=(Link(label="Code", url="https://github.com/e/new"),),
    )
    block = house_style.add(awesome.parse(UNEVEN), paper, "List").block
    assert block == (
        "* (CVPR 2023) **New Work**, Kim Low et al. [[Paper](https://arxiv.org/abs/2302.00001)] "
        "[[Code](https://github.com/e/new)]"
    )
