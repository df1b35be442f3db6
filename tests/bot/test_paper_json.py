"""Papers travel as JSON Lines; a broken line is named by its number and the rest goes on."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Link, Paper
from bot.paper_json import Broken, paper_from, paper_to, read_papers

TEXT = st.text(max_size=20)
SOME = st.text(min_size=1, max_size=20)


@given(
    st.builds(
        Paper,
        title=SOME,
        abstract=TEXT,
        authors=st.lists(SOME, max_size=3).map(tuple),
        tags=st.lists(SOME, max_size=3).map(tuple),
        code=st.lists(st.builds(Link, label=TEXT, url=TEXT), max_size=2).map(tuple),
        year=st.none() | st.integers(0, 9999),
        upvotes=st.none() | st.integers(0, 9999),
        sources=st.lists(SOME, max_size=2).map(tuple),
    )
)
def test_a_paper_comes_back_from_json(paper: Paper) -> None:
    assert paper_from(json.loads(json.dumps(paper_to(paper)))) == paper


def test_a_paper_titled_0_is_a_paper() -> None:
    assert paper_from({"title": "0", "arxiv_id": "2104.12255"}).title == "0"


def test_broken_lines_are_named_and_the_rest_goes_on() -> None:
    lines = ['{"title": "One"}', "", "{oops", '{"title": ["x"]}', '{"abstract": "no title"}', '{"title": "Two"}']
    read = list(read_papers(lines))
    assert [row.title for row in read if isinstance(row, Paper)] == ["One", "Two"]
    assert [row.line for row in read if isinstance(row, Broken)] == [3, 4, 5]
    assert next(row.why for row in read if isinstance(row, Broken)) == "no JSON object, at column 2"


def test_foreign_keys_are_collected_once() -> None:
    unknown: set[str] = set()
    list(read_papers(['{"title": "One", "colour": 1}', '{"title": "Two", "colour": 2}'], unknown))
    assert unknown == {"colour"}


def test_a_source_may_be_one_name_or_many() -> None:
    assert paper_from({"title": "One", "source": "arxiv"}).sources == ("arxiv",)
    assert paper_from({"title": "One", "source": ["arxiv", "huggingface"]}).sources == ("arxiv", "huggingface")


def test_a_bare_code_url_is_a_link_without_a_label() -> None:
    assert paper_from({"title": "One", "code": ["https://github.com/a/b"]}).code == (
        Link(label="", url="https://github.com/a/b"),
    )
