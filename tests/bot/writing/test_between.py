"""What stands between two fields that no entry has side by side: a title keeps its stop, a link has none."""

from __future__ import annotations

import re

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

PLANTS = ("Weeds", "Walls", "Hedges", "Ivy", "Moss", "Lawns")
CODED = "# L\n\n## Plants\n" + "".join(
    f"- [[ICML](https://arxiv.org/abs/250{n}.00001)] {plant} of All Kinds. [[code](https://github.com/a/{plant})] [__`cut.`__ __`dig.`__]\n"
    for n, plant in enumerate(PLANTS, 1)
)
SHOWN = CODED + (
    "- [[ICML](https://arxiv.org/abs/2409.00001)] Old Trees in Rows. [[project](https://a.example.org)] [__`dig.`__]\n"
    "- [[ICML](https://arxiv.org/abs/2408.00001)] Old Trees in Rings. [__`cut.`__]\n"
)
PAGE = Link(label="project", url="https://gates.example.org")
NEW = Paper(title="Gates in Old Walls", url="https://arxiv.org/abs/2510.00009", venue="ICML", tags=("cut",))
BEGINS = f"- [[ICML]({NEW.url})] Gates in Old Walls. "


def _added(text: str, links: tuple[Link, ...] = (), code: tuple[Link, ...] = ()) -> str:
    paper = Paper(title=NEW.title, url=NEW.url, venue=NEW.venue, tags=NEW.tags, links=links, code=code)
    return house_style.add(awesome.parse(text), paper, "Plants").block


def test_a_title_keeps_its_stop_where_the_code_behind_it_is_missing() -> None:
    assert _added(CODED) == BEGINS + "[__`cut.`__]"


def test_no_stop_follows_a_link_that_stands_behind_a_title() -> None:
    code = Link(label="code", url="https://github.com/a/gates")
    block = _added(SHOWN, (PAGE, code), (code,))
    assert block.startswith(BEGINS + "[[project](https://gates.example.org)]")
    assert "]. [" not in block


def test_brackets_around_bold_words_close_where_the_link_behind_them_is_absent() -> None:
    item = "- [**Hedges of Sort 1**](http://arxiv.org/abs/2307.00001) [**ICML 2023**] [[**🔗 Page**]](https://example.org/1)"
    paper = Paper(title="Gates", url="https://arxiv.org/abs/2511.00009", venue="ACL 2025", year=2025)
    added = house_style.add(awesome.parse(f"# L\n\n## S\n\n{item}\n"), paper, "S")
    assert added.block == "- [**Gates**](https://arxiv.org/abs/2511.00009) [**ACL 2025**]"


@pytest.mark.parametrize(
    "form", ["* {} - [{}]({}) ", "- {}: [{}]({})", '- `{}` -- "[{}]({})"', "1. **{}** — [*{}*]({})"]
)
def test_no_sign_parts_an_entry_from_a_name_that_is_not_there(form: str) -> None:
    named = {"Alder": "A Wide Row of Hedges", "Birch": "A Low Row of Gates", "Cedar": "Rows and Walls"}
    urls = [f"https://arxiv.org/abs/240{n}.00001" for n in (1, 2, 3)]
    items = [form.format(name, title, url) for (name, title), url in zip(named.items(), urls, strict=True)]
    paper = Paper(title="Old Trees in Rings", url="https://arxiv.org/abs/2510.00009")
    added = house_style.add(awesome.parse("# L\n\n## S\n\n" + "\n".join(items) + "\n"), paper, "S").block
    mark, _, rest = form.partition(" ")
    title = re.sub(r"^[`*]*[{][}][`*]*[^\w{*\"\[]*", "", rest)
    assert added == f"{mark} {title.format(paper.title, paper.url)}"
